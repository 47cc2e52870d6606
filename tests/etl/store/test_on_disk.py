"""What a store does to the disk and what it says of it: rights, synchronised files, chained entries, losses, what is
left by a killed writer; over tiny folders."""

import hashlib
import json
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.editions.layout import exports_of, place
from core.editions.manifest import Unreadable
from etl.publishing.exports import Drawn, complete
from etl.store import chain, coverage, journal, originals
from etl.store.disk import abandoned, refusals
from etl.store.editions import _remnants, locked
from etl.store.illustrative import begin, illustrative, misplaced
from etl.store.journal import Act, Conflict, Denied, append
from etl.store.sealing import discard, link, make
from etl.store.verify import _verify_entry, _verify_files, _writable
from tests.support.parts import tables

AT = datetime(2014, 9, 30, 10, 5, 7, 123456, tzinfo=UTC)


def enter(store, *acts, now=AT):
    with locked(store):
        return append(store, acts, now)


@pytest.fixture
def synced(monkeypatch):
    """The files and folders that were made to survive a power cut, in order."""
    real, seen = os.fsync, []

    def fsync(handle):
        seen.append(Path(f"/proc/self/fd/{handle}").readlink().name.partition("-")[0])
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    return seen


def test_an_entry_and_its_head_survive_a_power_cut(store, synced):
    enter(store, Act("Clerk", "said", "a"))
    assert synced == ["journal.jsonl", "desk", ".head"]


def test_an_original_survives_a_power_cut_and_is_for_its_owner_only(store, synced):
    digest = originals.keep(store, b"x")
    assert [name[:8] for name in synced] == [f".{digest}"[:8], "original"]
    path = originals.original(store, digest)
    assert [stat.S_IMODE(one.stat().st_mode) for one in (path, path.parent, path.parent.parent)] == [
        0o444,
        0o700,
        0o700,
    ]
    synced.clear()
    originals.keep(store, b"x")
    assert synced == [], "what is here is not written again"


def test_every_file_of_an_edition_is_synchronised_and_read_only(store, synced):
    def write(folder):
        (folder / "a.parquet").write_text("a")
        (folder / "a.csv").write_text("x")
        return {"a": {"rows": 1, "hash": "0"}}

    with locked(store):
        folder = make(store, write, {"note": "N"})
        assert {"a.parquet", "a.csv", "manifest.json"} <= set(synced)
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o444}
        said = json.loads((folder / "manifest.json").read_text())
        assert set(said["files"]) == {"a.parquet", "a.csv"}
        assert (said["edition"], said["previous"], said["journal"], said["note"]) == (1, None, None, "N")
        assert (said["submissions"], said["illustrative"], said["embargo"]) == ([], False, None)
        discard(folder)
        assert not folder.exists()


def test_every_file_of_the_exports_of_an_edition_is_synchronised_and_read_only(store, synced):
    def drawn(_folder, into, _known):
        yield Drawn("", "", 1)
        (into / "x.pdf").write_text("x")
        yield Drawn("x.pdf", hashlib.sha256(b"x").hexdigest(), 1)

    tables(store, 60)
    synced.clear()
    complete(store, 1, draw=drawn)
    assert {"x.pdf", "manifest.json"} <= set(synced)
    folder = exports_of(place(store, 1))
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {
        "x.pdf": 0o444, "manifest.json": 0o444
    }  # fmt: skip


def test_a_manifest_names_the_edition_before_by_its_manifest():
    assert link({"edition": 2, "hash": "a", "manifest": "b"}) == {"edition": 2, "manifest": "b"}
    assert link(None) is None


def test_what_the_disk_refuses_is_one_sentence():
    said = r"^The desk cannot be written \(No space left\)\. Nothing was entered; "
    with pytest.raises(Unreadable, match=said), refusals("The desk"):
        raise OSError(28, "No space left")


@pytest.mark.parametrize(
    ("name", "gone"),
    [("x-999999999", True), pytest.param(f"x-{os.getpid()}", False, id="ours"), ("x-1", False), ("x-abc", True)],
)
def test_what_a_process_writes_is_abandoned_when_the_process_is_gone(name, gone):
    assert abandoned(Path(name)) is gone


def test_what_killed_writers_left_is_swept(store):
    enter(store, Act("Clerk", "said", "a"))
    for name in ("desk/drafts/.making-9", "desk/originals/.aa-999999999", f"desk/originals/.bb-{os.getpid()}"):
        (store / name).parent.mkdir(exist_ok=True)
        (store / name).write_text("x")
    (store / ".current-9").write_text("x")
    (store / "desk" / ".head-9").write_text("x")
    found = {path.relative_to(store).as_posix() for path in _remnants(store)}
    assert found == {"desk/drafts/.making-9", "desk/originals/.aa-999999999", ".current-9", "desk/.head-9"}
    with locked(store):
        assert {path.name for path in store.rglob(".*")} == {f".bb-{os.getpid()}"}


# ---- the journal


def test_an_entry_has_its_time_in_utc_to_the_millisecond_and_its_version(store):
    at = datetime.fromisoformat("2014-09-30T12:05:07.123456+02:00")
    first, second = enter(store, Act("Clerk", "said", "a", 0), Act("Head", "said", "a", 1, "Why.", {"x": 1}), now=at)
    assert (first.at, first.version, second.version, first.until, second.n) == (
        "2014-09-30T10:05:07.123+00:00", 1, 2, 2, 2,
    )  # fmt: skip
    assert (second.by, second.reason, second.facts, second.before) == ("Head", "Why.", {"x": 1}, first.hash)
    assert json.loads((store / "desk" / "head.json").read_text()) == {"n": 2, "hash": second.hash}
    assert journal.head(store) == {"n": 2, "hash": second.hash}


@pytest.mark.parametrize("seen", [0, 2])
def test_who_saw_another_version_is_told(store, seen):
    enter(store, Act("Clerk", "said", "a"))
    first = r"^a: Clerk was first \(said, 2014-09-30 10:05 UTC\)\. Look again, then decide\.$"
    with pytest.raises(Conflict, match=first):
        enter(store, Act("Head", "said", "a", seen))
    with pytest.raises(Conflict, match=r"^b: there is no such thing yet\.$"):
        enter(store, Act("Head", "said", "b", 1))
    assert enter(store, Act("Head", "said", "a", 1))[0].version == 2


@pytest.mark.parametrize(
    ("seconds", "faults"), [(60, []), (61, ["before"]), (-60, []), (-61, [])], ids=["60", "61", "later", "much later"]
)
def test_a_clock_may_be_set_back_by_a_minute_without_a_word(store, seconds, faults):
    enter(store, Act("Clerk", "said", "a"))
    enter(store, Act("Clerk", "said", "b"), now=AT - timedelta(seconds=seconds))
    found = journal.untimely(store)
    assert [("before" if "before entry 1 (2014-09-30T10:05)" in one else one) for one in found] == faults


@pytest.mark.parametrize(("seconds", "late"), [(59, False), (60, False), (61, True)])
def test_an_entry_that_is_still_to_come_is_named(store, seconds, late):
    held = enter(store, Act("Clerk", "said", "a"))
    assert chain.untimely(held, AT.replace(microsecond=123000) - timedelta(seconds=seconds)) == (
        {1: "desk/journal.jsonl: entry 1 is dated 2014-09-30T10:05, which is still to come."} if late else {}
    )


def test_a_recovery_explains_what_is_out_of_time(store):
    enter(store, Act("Clerk", "said", "a"))
    enter(store, Act("Clerk", "said", "b"), now=AT - timedelta(hours=1))
    with locked(store):
        entry = journal.recover(store, "Head", "The clock was set.")
    assert (entry.act, entry.by, entry.object, entry.reason) == ("recovered", "Head", "journal", "The clock was set.")
    assert (entry.facts, journal.untimely(store)) == ({"lost": [], "last": 2, "untimely": [2]}, [])


@pytest.mark.parametrize(("entries", "n", "holds"), [(2, 1, True), (2, 2, True), (1, 2, False), (0, 1, False)])
def test_the_journal_holds_the_entry_that_an_edition_names(store, entries, n, holds):
    held = enter(store, *(Act("Clerk", "said", "a") for _ in range(2)))
    named = {"n": n, "hash": held[n - 1].hash}
    fault = f"desk/journal.jsonl: does not hold entry {n} as it was; entries were removed or rewritten."
    assert chain.lies_before(held[:entries], named) == ("" if holds else fault)
    assert chain.lies_before(held, {"n": 1, "hash": "0"}) != "" and chain.lies_before([], None) == ""


# ---- what stands in a store


def test_what_is_no_part_of_a_store_and_rights_that_are_too_wide_are_named(store):
    enter(store, Act("Clerk", "said", "a"))
    (store / "notes.txt").write_text("x")
    (store / "desk" / "mine").mkdir()
    (store / "editions" / "old").mkdir()
    assert coverage.strays(store) == [
        "notes.txt: is no part of a store; move it out.", "editions/old: is no part of a store; move it out.",
        "desk/mine: is no part of a store; move it out.",
    ]  # fmt: skip
    assert coverage.open_to_others(store) == []
    (store / "desk").chmod(0o750)
    (store / "editions").chmod(0o777)
    assert coverage.open_to_others(store) == [
        "desk: is open to others; expected its owner only (chmod 700).",
        "editions: can be written to by everybody; expected its owner (chmod o-w).",
    ]


@pytest.mark.parametrize("path", ["editions/0001/a.csv", "desk/drafts/0002/a.csv", f"desk/originals/{'a' * 64}"])
def test_what_can_be_written_to_is_named(store, path):
    file = store / path
    file.parent.mkdir(parents=True)
    file.write_text("x")
    file.parent.chmod(0o555)
    for mode, fine in ((0o444, True), (0o644, False), (0o464, False), (0o446, False)):
        file.chmod(mode)
        assert _writable(store) == ([] if fine else [f"{path}: can be written to; expected read-only (chmod a-w)."])


def test_files_of_an_edition_are_missing_changed_or_strange(tmp_path):
    (tmp_path / "a").write_text("a")
    (tmp_path / "b").write_text("b")
    (tmp_path / "manifest.json").write_text("{}")
    digest = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"  # printf a | sha256sum
    assert _verify_files(tmp_path, "x", {"a": digest, "c": "0"}) == [
        "x/c: is missing.", "x/b: was not published with the edition.",
    ]  # fmt: skip
    assert _verify_files(tmp_path, "x", {"a": "0", "b": "0"}) == [
        "x/a: is not the file that was published; its SHA-256 differs.",
        "x/b: is not the file that was published; its SHA-256 differs.",
    ]


def test_an_edition_of_which_the_journal_speaks_is_looked_for_where_it_waits_or_is_published(store):
    prepared, cancelled = enter(
        store,
        Act("Head", "prepared", "edition 2", None, "", {"manifest": "0"}),
        Act("Head", "cancelled", "edition 3"),
    )
    assert _verify_entry(store, prepared) == ["drafts/0002: is missing, but entry 1 of the journal names it."]
    assert _verify_entry(store, cancelled) == []
    (store / "editions" / "0002").mkdir()
    assert _verify_entry(store, prepared) == [
        "editions/0002/manifest.json: is not the one that entry 1 of the journal names; its SHA-256 differs."
    ]


def test_an_original_of_which_no_entry_speaks_is_named_unless_it_is_on_its_way(store):
    with originals.arriving(store, b"x") as digest:
        assert list(coverage._originals(store, [])) == []
    (said,) = coverage._originals(store, [])
    assert said.startswith(f"desk/originals/{digest}: no entry of the journal speaks of it; ")
    (entry,) = enter(store, Act("Clerk", "received", "S0001", None, "", {"sha256": digest}))
    assert list(coverage._originals(store, [entry])) == []


# ---- invented figures


def test_a_store_to_learn_on_takes_only_what_is_invented_and_another_only_what_is_not(store):
    assert (misplaced(store, False), illustrative(store)) == ("", False)
    assert misplaced(store, True).startswith("holds invented figures to learn on; this store takes only what")
    begin(store, "Head")
    begin(store, "Head")
    assert (len(journal.entries(store)), illustrative(store), misplaced(store, True)) == (1, True, "")
    assert misplaced(store, False) == (
        "does not say 'Illustrative: invented figures' on its first sheet; this store is one to learn on, and nothing "
        "real may enter it."
    )


def test_a_store_in_which_anything_was_entered_is_none_to_learn_on(store):
    enter(store, Act("Clerk", "said", "a"), Act("Head", "illustrative", "store"))
    assert illustrative(store) is False
    with pytest.raises(Denied, match="holds a journal or editions that are not illustrative"):
        begin(store, "Head")
