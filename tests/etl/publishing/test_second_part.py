"""The exports of an edition are a second sealed part: they follow when its tables are sealed, are chained to it, and
whatever stops them, the edition in force stands and nothing is lost."""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from core.editions.exports import LOG, held, is_making, manifest_of, named, progress
from core.editions.hashes import sha256
from core.editions.layout import MANIFEST, draft, drafts, editions, exports_of, making, place
from core.editions.manifest import FORMAT, current, manifest
from core.program import PROGRAM
from etl.publishing import handover, release, takeover
from etl.publishing.exports import complete, missing
from etl.publishing.rebuild import exports_again
from etl.source import ROOT, Unreadable
from etl.store import exports, journal
from etl.store.editions import locked
from etl.store.journal import Act, Denied
from etl.store.verify import verify
from tests.support.kills import killed
from tests.support.older_stores import unpacked
from tests.support.parts import AT, BEFORE, NAMES, draw, tables, waits


@pytest.fixture
def sealed(store):
    """A store with one small edition, its tables sealed."""
    tables(store, 60)
    return store


@pytest.fixture
def whole(sealed):
    """A store with one small edition, both parts sealed."""
    complete(sealed, 1, draw=draw)
    return sealed


@pytest.fixture
def desk(sealed):
    """A store with one small edition, both parts sealed, and a journal."""
    with locked(sealed):
        journal.append(sealed, [Act("Somebody", "noted", "the store")])
    complete(sealed, 1, draw=draw)
    return sealed


def opened(path):
    """Let somebody change a sealed file; call the answer to close it again."""
    for part in (path.parent, path):
        if part.exists():
            part.chmod(0o755)

    def close():
        path.chmod(0o444)
        path.parent.chmod(0o555)

    return close


def forged(store, number=1):
    """Another file, in a second part whose own manifest agrees with it; only its hash is another."""
    folder = exports_of(place(store, number))
    for path in (folder / "a.txt", folder / MANIFEST):
        close = opened(path)
        if path.name == MANIFEST:
            said = json.loads(path.read_text())
            said["files"]["a.txt"] = sha256(folder / "a.txt")
            path.write_text(json.dumps(said))
        else:
            path.write_text("Another figure.\n")
        close()
    return store


def test_an_edition_opens_when_its_tables_are_sealed_and_its_exports_follow(sealed, digests):
    before = digests(place(sealed, 1))
    assert (current(sealed)["edition"], verify(sealed), missing(sealed)) == (1, [], [1])
    told = []
    said = complete(sealed, 1, lambda *step: told.append(step), draw=draw)
    assert said == {
        "format": FORMAT,
        "program": PROGRAM,
        "edition": 1,
        "hash": manifest(sealed, 1)["hash"],
        "of": sha256(place(sealed, 1) / MANIFEST),
        "made_at": said["made_at"],
        "files": {name: sha256(exports_of(place(sealed, 1)) / name) for name in NAMES},
    }
    assert (verify(sealed), missing(sealed), digests(place(sealed, 1))) == ([], [], before)
    assert [(step, of) for step, of, _what in told] == [(step, 8) for step in (0, 1, 2, 3, 4, 5, 6, 7, 7, 8)]
    assert [oct(path.stat().st_mode)[-3:] for path in sorted(place(sealed, 1).parent.iterdir())] == ["555", "555"]
    assert {oct(path.stat().st_mode)[-3:] for path in exports_of(place(sealed, 1)).iterdir()} == {"444"}


def test_what_is_sealed_is_never_made_again(whole, digests):
    before = digests(whole)
    assert complete(whole, 1, draw=None) == manifest_of(place(whole, 1))
    assert digests(whole) == before


def test_current_json_names_the_exports_and_the_next_edition_takes_the_name_over(whole):
    link = {"edition": 1, "manifest": sha256(exports_of(place(whole, 1)) / MANIFEST)}
    assert (current(whole)["exports"], named(whole, 1)) == ([link], (link["manifest"], "current.json"))
    tables(whole, 61)
    assert (manifest(whole, 2)["exports"], named(whole, 1)) == ([link], (link["manifest"], "edition 2"))
    assert "exports" not in current(whole) and verify(whole) == []


def test_exports_that_come_after_the_next_edition_are_named_by_the_one_after(sealed):
    tables(sealed, 61)
    complete(sealed, 1, draw=draw)
    complete(sealed, 2, draw=draw)
    assert [link["edition"] for link in current(sealed)["exports"]] == [1, 2] and verify(sealed) == []
    tables(sealed, 62)
    assert [link["edition"] for link in manifest(sealed, 3)["exports"]] == [1, 2] and verify(sealed) == []


def test_the_store_is_not_locked_while_files_are_drawn(sealed):
    def drawn(folder, into, known):
        with open(sealed / "lock") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        assert progress(sealed, folder) is None or progress(sealed, folder).is_making
        yield from draw(folder, into, known)

    assert len(complete(sealed, 1, draw=drawn)["files"]) == 8


# whatever stops it


EVERY = pytest.mark.parametrize(
    "every", [5, pytest.param(1, marks=pytest.mark.full("a kill at every step; every fifth is like them"))]
)


@EVERY
def test_killed_at_any_step_the_edition_stands_and_the_next_goes_on(sealed, tmp_path, digests, every):
    before, kept, many = digests(place(sealed, 1)), set(), 0
    for at, _ended, left in killed("exports", sealed, tmp_path, every):
        many += 1
        assert (current(left)["edition"], digests(place(left, 1))) == (1, before), at
        kept.add(len(state) if (state := progress_names(left)) is not None else -1)
        said = complete(left, 1, draw=draw)
        assert (sorted(said["files"]), verify(left), named(left, 1)[1]) == (sorted(NAMES), [], "current.json"), at
        assert sorted(path.name for path in place(left, 1).parent.iterdir()) == ["0001", "0001-exports"], at
    assert every > 1 or (many > 30 and kept == {-1, *range(9)})


def progress_names(store):
    """The names of what was made whole, None where nothing is begun or all is sealed."""
    path = making(place(store, 1)) / LOG
    return [line for line in path.read_text().splitlines() if "sha256" in line] if path.exists() else None


@EVERY
def test_tables_killed_at_any_step_leave_the_edition_before_or_the_new_one(whole, tmp_path, every):
    seen, many = set(), 0
    for at, _ended, left in killed("tables", whole, tmp_path, every):
        many += 1
        seen.add(current(left)["edition"])
        with locked(left):
            pass
        tables(left, 61)
        complete(left, 2, draw=draw)
        assert (verify(left), current(left)["edition"], named(left, 1)[1]) == ([], 2, "edition 2"), at
    assert seen == {1, 2} and (every > 1 or many > 20)


def test_what_was_made_is_kept_and_only_the_rest_is_made(sealed):
    def stopped(folder, into, known):
        for drawn in draw(folder, into, known):
            if drawn.name == "e.txt":
                raise Unreadable("Stopped.")
            yield drawn

    with pytest.raises(Unreadable, match="Stopped."):
        complete(sealed, 1, draw=stopped)
    (making(place(sealed, 1)) / "b.txt").write_text("half of it")
    asked = []
    complete(sealed, 1, draw=lambda folder, into, known: asked.append(known) or draw(folder, into, known))
    assert (asked, verify(sealed)) == ([frozenset({"a.txt", "c.txt", "d.txt"})], [])


FULL = """
import resource, signal, sys
from pathlib import Path
from etl.publishing.exports import complete
from tests.support.parts import draw
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
complete(Path(sys.argv[1]), 1, draw=draw)
"""


def test_a_disk_that_fills_is_said_and_the_edition_stands(sealed, digests):
    before = digests(place(sealed, 1))
    run = subprocess.run([sys.executable, "-c", FULL, sealed], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.stderr.splitlines()[-1] == (
        "core.editions.manifest.Unreadable: The exports cannot be written (File too large). Nothing was lost; make "
        "room or mend the disk, then do it again. The edition in force stands; 'python -m etl complete' makes them."
    )
    assert (verify(sealed), digests(place(sealed, 1)), current(sealed)["edition"]) == ([], before, 1)
    assert complete(sealed, 1, draw=draw) and verify(sealed) == []


def test_why_it_failed_is_told_until_it_is_made(sealed):
    def fails(folder, into, known):
        yield next(iter(draw(folder, into, known)))
        raise Unreadable("One took too long.")

    with pytest.raises(Unreadable):
        complete(sealed, 1, draw=fails)
    state = progress(sealed, place(sealed, 1))
    assert (state.made, state.of, state.is_making, state.failed) == (0, 8, False, "One took too long.")
    complete(sealed, 1, draw=draw)
    assert progress(sealed, place(sealed, 1)) is None


SLOWLY = """
import sys
from pathlib import Path
from etl.publishing.exports import complete
from tests.support.parts import slowly
print("begun", flush=True)
complete(Path(sys.argv[1]), 1, lambda *step: print(*step, flush=True), draw=slowly)
"""


def test_of_two_at_once_one_makes_them_and_the_other_waits_or_is_told(sealed):
    with subprocess.Popen([sys.executable, "-c", SLOWLY, sealed], cwd=ROOT, stdout=subprocess.PIPE, text=True) as run:
        while not run.stdout.readline().startswith("7 8"):
            assert run.poll() is None
        with pytest.raises(Denied, match="^Another process makes exports in this store just now.$"):
            complete(sealed, 1, wait=False, draw=None)

        def never(_folder, _into, _known):
            raise AssertionError("it was made twice")

        assert complete(sealed, 1, draw=never) == manifest_of(place(sealed, 1))
    assert run.returncode == 0 and verify(sealed) == []


# nothing changes quietly


def test_a_flipped_bit_in_the_second_part_is_named_and_not_served(whole):
    path = exports_of(place(whole, 1)) / "b.txt"
    close = opened(path)
    path.write_bytes(path.read_bytes()[:-2] + b"X\n")
    close()
    assert verify(whole) == ["editions/0001-exports/b.txt: is not the file that was made; its SHA-256 differs."]


@pytest.mark.parametrize(
    ("then", "by"),
    [(lambda _store: None, "current.json"), (lambda store: tables(store, 61), "edition 2")],
    ids=["newest", "older"],
)
def test_a_second_part_that_is_replaced_whole_is_named_and_not_served(whole, then, by):
    then(whole)
    forged(whole)
    assert verify(whole) == [
        f"editions/0001-exports/manifest.json: is not the one that {by} names; its SHA-256 differs."
    ]
    assert held(place(whole, 1))[0] == place(whole, 1), "none is kept, so each is made when it is asked for"


def test_the_control_its_own_manifest_finds_nothing_wrong(whole):
    assert list(exports.faults_of(place(forged(whole), 1))) == []


def test_the_journal_names_it_too(desk):
    last = journal.entries(desk)[-1]
    assert (last.by, last.act, last.object) == ("The program", "made", "exports of edition 1")
    assert last.facts == {"edition": 1, "manifest": sha256(exports_of(place(desk, 1)) / MANIFEST)}
    forged(desk)
    named_so = json.loads((desk / "current.json").read_text())
    named_so["exports"][0]["manifest"] = sha256(exports_of(place(desk, 1)) / MANIFEST)
    (desk / "current.json").write_text(json.dumps(named_so))
    assert verify(desk) == [
        f"editions/0001-exports/manifest.json: is not the one that entry {last.n} of the journal names; "
        "its SHA-256 differs."
    ]


def test_a_second_part_that_is_taken_away_is_missed(desk):
    folder = exports_of(place(desk, 1))
    folder.chmod(0o755)
    shutil.rmtree(folder)
    assert verify(desk) == [
        "editions/0001-exports: is missing, but current.json names it.",
        "editions/0001-exports: is missing, but entry 2 of the journal names it.",
    ]


def test_a_second_part_of_another_edition_is_not_taken_for_its_own(whole):
    tables(whole, 61)
    shutil.copytree(exports_of(place(whole, 1)), exports_of(place(whole, 2)))
    assert verify(whole) == [
        "editions/0002-exports/manifest.json: is not of the edition beside it.",
        "editions/0002-exports: nothing names it; it was put there, or a writer was stopped and the next act goes on.",
    ]
    with locked(whole):
        pass
    assert (named(whole, 2), held(place(whole, 2))[0]) == (("", ""), place(whole, 2))


def test_made_again_by_the_same_program_both_parts_have_equal_hashes(whole):
    before, again = exports_again(whole, 1, draw=draw)
    assert (before == again, len(before)) == (True, 64)

    def other(folder, into, known):
        yield from (
            drawn._replace(sha256="0" * 64) if drawn.name == "b.txt" else drawn for drawn in draw(folder, into, known)
        )

    before, again = exports_again(whole, 1, draw=other)
    assert before != again and len(again) == 64, "the control"


def test_exports_of_another_program_are_not_compared(whole, monkeypatch):
    monkeypatch.setattr("etl.publishing.rebuild.PROGRAM", "99.0.0-00000000")
    other = f"Its exports were made by program {PROGRAM}, and are not compared; this is 99.0.0-00000000."
    assert exports_again(whole, 1, draw=draw) == (other, other)
    tables(whole, 61)
    assert exports_again(whole, 2, draw=draw) == ("It has no exports beside it.", "It has no exports beside it.")


# for a date


def test_an_embargo_waits_for_both_parts_and_both_enter_together(desk):
    number = waits(desk, 61)
    with pytest.raises(Denied, match="^Edition 2 is due and waits for its workbooks, briefs and data files"):
        release.release(desk, AT)
    assert (current(desk)["edition"], missing(desk)) == (1, [2])
    complete(desk, number, draw=draw)
    assert (verify(desk), exports_of(draft(desk, 2)).exists(), editions(desk)) == ([], True, [1])
    assert release.release(desk, BEFORE) is None
    assert release.release(desk, AT)["edition"] == 2
    assert (verify(desk), named(desk, 2)[1], list(drafts(desk).iterdir())) == ([], "current.json", [])
    assert [entry.object for entry in journal.entries(desk)].count("exports of edition 2") == 1


def test_an_embargo_without_exports_waits_for_none(desk):
    waits(desk, 61, exports=False)
    assert release.release(desk, AT)["edition"] == 2 and verify(desk) == []


@EVERY
def test_a_release_of_both_parts_is_finished_by_whoever_comes_next(desk, tmp_path, every):
    complete(desk, waits(desk, 61), draw=draw)
    seen = set()
    for at, _ended, left in killed("release", desk, tmp_path, 2 if every > 1 else 1):
        seen.add((current(left)["edition"], len(editions(left)), exports_of(place(left, 2)).exists()))
        release.release(left, AT)
        assert (verify(left), current(left)["edition"], named(left, 2)[1]) == ([], 2, "current.json"), at
    assert every > 1 or seen == {(1, 1, False), (1, 2, False), (1, 2, True), (2, 2, True)}


def test_a_cancelled_edition_takes_its_exports_along(desk):
    complete(desk, waits(desk, 61), draw=draw)
    release.cancel(desk, "Head", "Not yet.")
    assert (list(drafts(desk).iterdir()), verify(desk)) == ([], [])
    complete(desk, waits(desk, 62), draw=draw)
    assert release.release(desk, AT) and verify(desk) == []


def test_cancelled_while_they_are_made_there_are_none(desk):
    number = waits(desk, 61)

    def drawn(folder, into, known):
        for one in draw(folder, into, known):
            yield one
            if one.name == "b.txt":
                release.cancel(desk, "Head", "Not yet.")

    with pytest.raises(Denied, match="^Edition 2 was cancelled; no exports are made of it.$"):
        complete(desk, number, draw=drawn)
    assert (list(drafts(desk).iterdir()), verify(desk), current(desk)["edition"]) == ([], [], 1)


# handed over, and earlier programs


@pytest.mark.parametrize("complete_it", [True, False], ids=["with", "without"])
def test_it_is_handed_over_with_and_without_its_second_part(sealed, tmp_path, digests, complete_it):
    if complete_it:
        complete(sealed, 1, draw=draw)
    fingerprint = handover.export(sealed, tmp_path / "handover.zip")
    next_store = tmp_path / "next"
    takeover.receive(tmp_path / "handover.zip", next_store, fingerprint)
    assert (verify(next_store), digests(next_store / "editions")) == ([], digests(sealed / "editions"))
    assert missing(next_store) == ([] if complete_it else [1])
    complete(next_store, 1, draw=draw)
    assert verify(next_store) == []


def test_an_edition_of_an_earlier_program_has_none_beside_it_and_is_left_alone(tmp_path, digests):
    store = unpacked("868724b", tmp_path / "store")
    before = digests(store)
    assert (complete(store, 2, draw=None), missing(store), digests(store)) == (None, [], before)


def test_an_earlier_program_kept_exports_in_the_folder_of_the_edition(sealed):
    folder = place(sealed, 1)
    close = opened(folder / MANIFEST)
    (folder / "a.txt").write_text("An export.\n")
    said = manifest(sealed, 1)
    old = {**said, "format": 2, "files": {**said["files"], "a.txt": sha256(folder / "a.txt")}}
    (folder / MANIFEST).write_text(json.dumps(old))
    close()
    assert (held(folder)[0], held(folder)[1]["a.txt"]) == (folder, sha256(folder / "a.txt"))
    assert complete(sealed, 1, draw=None) is None


# the first minute


def behind(store):
    """The processes that make exports of a store in the background."""
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (path / "cmdline").read_bytes().split(b"\0")
            if {b"etl", b"job", str(store).encode()} <= set(words):
                yield int(path.name)


def test_a_build_returns_when_its_tables_are_sealed_and_the_rest_is_made_behind(published, command):
    before = sha256(published / "current.json")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MONITOR_EXPORTS")
        run = command(published, "build", "--if-missing")
        printed = run.communicate()[0]
    (pid,) = behind(published)
    try:
        assert (run.returncode, printed) == (
            0,
            "Its workbooks, briefs and data files are made meanwhile; the page Exports says how far they are.\n",
        )
        assert os.getsid(pid) == pid, "it goes on when the terminal is closed"
        while not is_making(published):
            time.sleep(0.05)
        assert os.getpriority(os.PRIO_PROCESS, pid) >= min(19, os.getpriority(os.PRIO_PROCESS, 0) + 10)
        assert sha256(published / "current.json") == before and verify(published) == []
    finally:
        os.killpg(pid, signal.SIGKILL)
    while is_making(published):
        time.sleep(0.05)
    assert (missing(published), verify(published)) == ([1], [])


def test_with_no_exports_wanted_nothing_is_made_behind(published, command):
    assert command(published, "build", "--if-missing").communicate()[0] == ""
    assert not list(behind(published))


def test_readers_are_served_beside_a_damaged_journal_and_whatever_is_not_made(published, command):
    journal_file = published / "desk" / "journal.jsonl"
    journal_file.write_text("{}\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MONITOR_EXPORTS")
        run = command(published, "build", "--if-missing")
        printed, told = run.communicate()
    assert (run.returncode, printed) == (0, "")
    assert told.startswith("Workbooks, briefs and data files are not made beside the edition: journal.jsonl: line 1 ")


def test_of_an_edition_that_cannot_be_read_none_are_made(sealed):
    close = opened(place(sealed, 1) / MANIFEST)
    (place(sealed, 1) / MANIFEST).write_text("{")
    close()
    assert (missing(sealed), complete(sealed, 1, draw=None)) == ([], None)


def test_the_desk_begins_what_is_missing(published, command):
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MONITOR_EXPORTS")
        clock = command(published, "release", "--watch")
    while not (found := list(behind(published))):
        assert clock.poll() is None
        time.sleep(0.1)
    clock.kill()  # else it would let the job go on
    clock.communicate()
    os.killpg(found[0], signal.SIGKILL)
