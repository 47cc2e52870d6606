"""Publishing: what would change is named before, appears at its time and not a second earlier, and can be made again
for ever."""

import errno
import json
import os
import shutil
import subprocess
import sys
import zipfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from core.editions.hashes import sha256
from core.editions.layout import editions, place
from core.editions.manifest import current, manifest
from etl.build import build
from etl.desk import acts
from etl.publishing import preparation, rebuild, release
from etl.source import Unreadable
from etl.store import editions as publish
from etl.store import journal
from etl.store.inputs import Inputs, pack
from etl.store.journal import Conflict, Denied
from etl.store.verify import verify
from tests.support.kills import killed
from tests.support.round import approved, checked

NOON = datetime(2025, 11, 22, 12, tzinfo=UTC)
"""A moment that is past: what is entered around it is followed by what the real clock says."""


NAMED = "Albania: new report, Commitments 2013\nGhana: new report, Commitments 2013"
"""A note that names all that the two reports change, so that no preview has to be made for it."""

CORRECTED = """Ghana: report replaced, Commitments 2013
Ghana, Persons arrested, 2012: 15 persons instead of 12 persons"""
"""The same for the correction."""


@contextmanager
def at(moment):
    """What is entered meanwhile bears this moment."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "datetime", SimpleNamespace(now=lambda _zone: moment))
        yield


@pytest.fixture(scope="session")
def begun(shelf, edition):
    """A store with the record in force, and reports of Ghana and Albania that are approved. Only to copy."""

    def make(store):
        shutil.copytree(edition.store, store)
        with at(NOON - timedelta(hours=3)):
            approved(store, "GHA", arrests=12)
            approved(store, "ALB", arrests=0, victims_identified=7)

    return shelf.folder("approved", make)[0]


@pytest.fixture(scope="session")
def two(begun, shelf):
    """The same after publishing: two editions. Only to copy."""

    def make(store):
        shutil.copytree(begun, store)
        with at(NOON - timedelta(hours=2)):
            put(store, now=lambda: NOON - timedelta(hours=2))

    return shelf.folder("published", make)[0]


@pytest.fixture(scope="session")
def held(begun, shelf):
    """The same with both reports in an edition that waits until 13:00. Only to copy."""

    def make(store):
        shutil.copytree(begun, store)
        put(store, embargo=NOON + timedelta(hours=1), now=lambda: NOON)

    return shelf.folder("waiting", make)[0]


@pytest.fixture
def waiting(held, store):
    """A store in which edition 2 waits until 13:00."""
    return shutil.copytree(held, store)


@pytest.fixture
def approved_store(begun, store):
    """A store in which two reports are approved."""
    return shutil.copytree(begun, store)


@pytest.fixture
def corrected(two, store):
    """A store with two editions, to which Ghana has sent a correction."""
    shutil.copytree(two, store)
    with at(NOON - timedelta(hours=1)):
        approved(store, "GHA", arrests=15)
    return store


def put(store, note=NAMED, **more):
    """Publish with a note that names everything."""
    return preparation.prepare(store, "Publisher", note, **more)


@pytest.fixture
def matters(digests):
    """Call it on a store: the digests of all that is not derived; what was read out of originals may come and go."""
    return lambda store: {
        name: digest for name, digest in digests(store).items() if not name.startswith("desk/read/") and name != "lock"
    }


def told(store):
    return [(one.act, one.object) for one in journal.entries(store)]


def states(store):
    return {one.id: (one.state, one.edition) for one in acts.submissions(store).values()}


def test_the_preview_names_each_new_report_by_its_country_and_writes_nothing(approved_store, matters):
    before = matters(approved_store)
    seen = preparation.preview(approved_store)
    assert seen.lines == ["Albania: new report, Commitments 2013", "Ghana: new report, Commitments 2013"]
    figures = [
        (one.country, one.item, one.after, one.why)
        for one in seen.differences[seen.differences["what"] == "figure"].itertuples()
    ]
    assert figures == [
        ("Albania", "arrests", "0 persons", "new report"),
        ("Albania", "victims_identified", "7 victims", "new report"),
        ("Ghana", "arrests", "12 persons", "new report"),
    ]
    assert matters(approved_store) == before


def test_a_note_that_does_not_name_a_country_is_refused_and_nothing_is_left(approved_store, matters):
    before = matters(approved_store)
    with pytest.raises(
        Denied,
        match=r"The note does not name 1 of 2 differences: Ghana: new report, Commitments 2013\. "
        "'python -m etl preview'",
    ):
        preparation.prepare(
            approved_store,
            "Publisher",
            "The first round.\n- albania: NEW  report, Commitments 2013.\nNot Ghana: new report, Commitments 2013",
        )
    assert matters(approved_store) == before
    assert [path.name for path in (approved_store / "desk" / "drafts").glob("*")] == []


def test_a_published_edition_holds_the_approved_reports_and_says_so(approved_store):
    said = put(approved_store)
    assert (said["edition"], current(approved_store)["edition"], verify(approved_store)) == (2, 2, [])
    assert [one["id"] for one in said["submissions"]] == ["S0001", "S0002"]
    assert states(approved_store) == {"S0001": ("published", 2), "S0002": ("published", 2)}
    assert told(approved_store)[-4:] == [
        ("prepared", "edition 2"),
        ("published", "edition 2"),
        ("published", "S0001"),
        ("published", "S0002"),
    ]
    assert said["journal"] == {"n": 8, "hash": journal.entries(approved_store)[7].hash}
    with pytest.raises(Denied, match="Nothing differs from edition 2"):
        put(approved_store)


def test_a_report_that_is_not_approved_stays_out(approved_store, look):
    checked(approved_store, "AUS", arrests=999)
    put(approved_store)
    assert look(approved_store).column("SELECT submission FROM submissions ORDER BY 1") == ["S0001", "S0002"]
    assert look(approved_store).column("SELECT count(*) FROM observations WHERE value = 999") == [0]


def test_a_corrected_figure_is_named_with_both_values_and_the_old_edition_stays(corrected, digests):
    before = digests(place(corrected, 2))
    seen = preparation.preview(corrected)
    assert seen.lines == [
        "Ghana: report replaced, Commitments 2013",
        "Ghana, Persons arrested, 2012: 15 persons instead of 12 persons",
    ]
    assert [(one.before, one.after, one.why) for one in seen.differences.itertuples() if one.what == "figure"] == [
        ("12 persons", "15 persons", "revised figure")
    ]
    put(corrected, seen.ready)
    assert states(corrected) == {"S0001": ("replaced", 2), "S0002": ("published", 2), "S0003": ("published", 3)}
    assert (digests(place(corrected, 2)), verify(corrected)) == (before, [])


def test_a_withdrawn_report_and_its_figures_are_named(two, store):
    shutil.copytree(two, store)
    acts.withdraw(store, "S0002", "Publisher", "It was sent by mistake.")
    seen = preparation.preview(store)
    assert seen.lines == [
        "Albania: report withdrawn, Commitments 2013",
        "Albania, Persons arrested, 2012: 0 persons is withdrawn",
        "Albania, Victims identified in the country, 2012: 7 victims is withdrawn",
    ]
    assert set(seen.differences["why"]) == {"withdrawn"}


def test_a_status_that_changes_with_the_same_figures_is_a_changed_rule(begun, definitions):
    rules = definitions / "thresholds.csv"
    rules.write_text(
        rules.read_text(encoding="utf-8").replace(
            "eurostat,growth,significant_progress,at_least,0.01", "eurostat,growth,significant_progress,at_least,9"
        ),
        encoding="utf-8",
    )
    seen = preparation.preview(begun, Inputs(definitions=definitions))
    changed = seen.differences[seen.differences["what"] == "assessment"]
    assert set(changed["why"]) == {"changed rule"}
    assert [line for line in seen.lines if "by Eurostat" in line and line.endswith("(changed rule)")]


def test_a_figure_of_the_record_that_was_revised_is_named_with_the_statuses_behind_it(begun, record):
    line = record.line("observations", indicator="alliance_countries", period="2012-12-05")
    record.cell("observations", line, value="55")
    seen = preparation.preview(begun, Inputs(record=record.folder))
    assert (
        "World, Countries taking part in the Alliance, 2012-12-05: 55 countries instead of 48 countries" in seen.lines
    )
    assert {one.why for one in seen.differences.itertuples() if one.item == "alliance_countries"} == {"revised figure"}
    assert "Ghana: new report, Commitments 2013" in seen.lines


def test_before_the_first_edition_there_is_nothing_to_name(store):
    checked(store, "GHA", arrests=1)
    assert (preparation.preview(store).lines, put(store)["edition"], verify(store)) == ([], 1, [])


def test_nobody_sees_an_edition_before_its_time_and_everybody_after(waiting):
    assert (release.waiting(waiting).embargo, editions(waiting), current(waiting)["edition"], verify(waiting)) == (
        "2025-11-22T13:00:00+00:00",
        [1],
        1,
        [],
    )
    for early in (NOON, NOON + timedelta(minutes=59, seconds=59), NOON - timedelta(days=400)):
        assert (release.release(waiting, early), editions(waiting)) == (None, [1])
    assert release.release(waiting, NOON + timedelta(hours=1))["edition"] == 2
    assert (current(waiting)["edition"], release.waiting(waiting), states(waiting)["S0001"], verify(waiting)) == (
        2,
        None,
        ("published", 2),
        [],
    )
    assert release.release(waiting, NOON + timedelta(hours=2)) is None
    assert told(waiting).count(("published", "edition 2")) == 1


def test_while_one_waits_nothing_else_is_published(waiting):
    with pytest.raises(
        Denied,
        match=r"Edition 2 waits until 2025-11-22 13:00 UTC; "
        r"nothing else is published before it is in force or cancelled\.",
    ):
        put(waiting)
    with pytest.raises(Unreadable, match="This store has a desk"):
        build(waiting)


def test_a_cancelled_edition_never_appears(waiting):
    with pytest.raises(Conflict):
        release.cancel(waiting, "Publisher", "A figure is wrong.", seen=7)
    with pytest.raises(Denied, match="needs a reason"):
        release.cancel(waiting, "Publisher", " ")
    assert release.cancel(waiting, "Publisher", "A figure is wrong.", seen=1).edition == 2
    assert (
        release.release(waiting, NOON + timedelta(days=9)),
        editions(waiting),
        list((waiting / "desk" / "drafts").iterdir()),
        verify(waiting),
    ) == (None, [1], [], [])
    with pytest.raises(Denied, match="nothing to cancel"):
        release.cancel(waiting, "Publisher", "Again.")
    assert (put(waiting)["edition"], states(waiting)["S0001"]) == (2, ("published", 2))


def test_what_is_withdrawn_while_an_edition_waits_does_not_appear(waiting):
    acts.unapprove(waiting, "S0001", "Approver", "A doubt.")
    with pytest.raises(
        Denied, match=r"Edition 2 holds S0001, which is accepted since\. Cancel it and prepare it again\."
    ):
        release.release(waiting, NOON + timedelta(hours=2))
    assert (editions(waiting), current(waiting)["edition"]) == ([1], 1)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2025-11-22T12:00Z", NOON),
        (" 2025-11-23 02:00+14:00 ", NOON),
        ("2025-11-22T01:00:00-11:00", NOON),
        ("2026-10-25T02:30+02:00", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-10-25T02:30+01:00", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
    ],
)
def test_an_embargo_is_a_moment_wherever_it_is_typed(typed, meant):
    assert release.moment(typed) == meant


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2025-11-22T12:00", "does not say its zone"),
        ("2025-11-22", "does not say its zone"),
        ("tomorrow", "is not a time"),
        ("", "is not a time"),
    ],
)
def test_an_embargo_without_a_zone_is_refused_in_one_sentence(typed, said):
    with pytest.raises(Denied, match=said):
        release.moment(typed)


def test_an_embargo_that_is_past_is_refused(approved_store):
    with pytest.raises(Denied, match=r"The embargo 2025-11-22 12:00 UTC is past; leave it out to publish at once\."):
        put(approved_store, embargo=NOON, now=lambda: NOON)


def test_invented_figures_never_enter_the_store_of_the_record(approved_store):
    with pytest.raises(Denied, match="invented figures need a store of their own"):
        put(approved_store, illustrative=True)


def test_an_illustrative_store_stays_illustrative(store):
    build(store, illustrative=True)
    approved(store, "GHA", arrests=12)
    assert put(store)["illustrative"] is True


EACH = pytest.mark.full("every call to the disk; every third one leaves all three states behind")


@pytest.mark.parametrize("every", [3, pytest.param(1, marks=EACH)])
def test_a_release_killed_at_any_step_is_finished_once_by_whoever_comes_next(waiting, tmp_path, every):
    seen = set()
    for at, _, one in killed("release", waiting, tmp_path, every):
        seen.add((current(one)["edition"], len(editions(one))))
        if at % 2:
            with publish.locked(one):
                pass  # another writer comes first
        release.release(one, NOON + timedelta(hours=2))
        assert (current(one)["edition"], editions(one), release.waiting(one), verify(one)) == (2, [1, 2], None, []), at
        assert [told(one).count(("published", name)) for name in ("edition 2", "S0001", "S0002")] == [1, 1, 1], at
        assert [path.name for path in one.rglob(".*")] == [], at
    assert seen == {(1, 1), (1, 2), (2, 2)}, "kills before the rename, between rename and swap, and after the swap"


def test_a_half_folder_with_the_next_number_stops_the_next_writer_and_is_not_served(two, store):
    shutil.copytree(two, store)
    half = place(store, 3)
    half.mkdir()
    shutil.copy(place(store, 2) / "manifest.json", half)
    with pytest.raises(Unreadable, match=r"editions/0003: is not in force and is not whole"):
        put(store)
    assert current(store)["edition"] == 2


def test_an_edition_made_before_another_came_in_force_is_refused(waiting):
    folder = waiting / "desk" / "drafts" / "0002"
    folder.joinpath("manifest.json").chmod(0o644)
    said = json.loads(folder.joinpath("manifest.json").read_text())
    folder.joinpath("manifest.json").write_text(json.dumps({**said, "previous": None}))
    with pytest.raises(Unreadable, match="was not made after the edition in force"):
        release.release(waiting, NOON + timedelta(hours=2))
    assert editions(waiting) == [1]


@pytest.mark.parametrize(
    ("call", "refusal"),
    [("fsync", errno.ENOSPC), ("fsync", errno.EIO), ("rename", errno.ENOSPC), ("replace", errno.EIO)],
)
def test_a_disk_that_refuses_while_an_edition_enters_is_told_in_one_sentence_and_readers_see_no_change(
    waiting, monkeypatch, digests, call, refusal
):
    before, real, calls = digests(waiting), getattr(os, call), []

    def refuses(*given, **more):
        calls.append(given)
        if len(calls) == nth:
            raise OSError(refusal, os.strerror(refusal))
        return real(*given, **more)

    monkeypatch.setattr(os, call, refuses)
    for nth in range(1, 9):  # noqa: B007
        calls.clear()
        try:
            release.release(waiting, NOON + timedelta(hours=2))
        except Unreadable as error:
            assert os.strerror(refusal) in str(error), nth
            if current(waiting)["edition"] == 1:
                assert {name: digest for name, digest in digests(waiting).items() if "/." not in f"/{name}"} == before
            continue
        break
    monkeypatch.undo()
    release.release(waiting, NOON + timedelta(hours=2))
    assert (current(waiting)["edition"], verify(waiting), told(waiting).count(("published", "edition 2"))) == (2, [], 1)


def test_a_full_disk_while_an_edition_is_made_leaves_nothing(approved_store, matters):
    before = matters(approved_store)
    words = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)); "
    )
    for limit in (100, 1_000_000):
        run = python(f"limit = {limit}; {words}", approved_store)
        assert (run.returncode, run.stdout, run.stderr.count("\n")) == (1, "", 1), (limit, run.stderr)
        assert "cannot be written" in run.stderr
        assert matters(approved_store) == before, limit


def python(first, store):
    code = f"""{first}
import sys
from pathlib import Path
from etl.publishing.preparation import prepare
from etl.source import Unreadable
store = Path({str(store)!r})
try:
    prepare(store, "Publisher", {NAMED!r})
except Unreadable as error:
    sys.exit(str(error))
"""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_every_edition_can_be_made_again_from_its_inputs_originals_and_journal(corrected):
    put(corrected, CORRECTED)
    acts.withdraw(corrected, "S0002", "Publisher", "It was sent by mistake.")
    made = list(rebuild.rebuild(corrected))
    assert [number for number, *_ in made] == [1, 2, 3]
    assert all(published == again for _, published, again in made)


def test_an_edition_made_from_another_original_is_not_the_same(two, store):
    shutil.copytree(two, store)
    name = manifest(store, 2)["submissions"][0]["sha256"]
    (store / "desk" / "originals" / name).unlink()
    ((_, published, made),) = rebuild.rebuild(store, 2)
    assert made != published
    assert name in made


def test_the_inputs_of_an_edition_are_the_same_bytes_each_time(tmp_path, two):
    pack(Inputs(), tmp_path / "one.zip")
    pack(Inputs(), tmp_path / "two.zip")
    held = place(two, 1) / "inputs.zip"
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes() == held.read_bytes()
    assert {name.split("/")[0] for name in zipfile.ZipFile(held).namelist()} == {
        *("record", "definitions", "sql", "day.txt"),
    }
    assert manifest(two, 1)["files"]["inputs.zip"] == sha256(held)


def test_what_was_approved_and_cannot_be_taken_any_more_stops_the_edition(store, record):
    approved(store, "NGA", "progress-2014", arrests=12)
    put(store)
    approved(store, "NGA", "progress-2014", arrests=13)
    (line,) = record.lines("commitments", commitment_id="C044-NGA")
    record.cell("commitments", line, iso3="GHA")
    ours = Inputs(record=record.folder)
    with pytest.raises(
        Denied,
        match=r"S0002 has rows that cannot be taken any more: Progress!A5 found 'C044-NGA', expected .*\. "
        r"Undo its approval, open it again and check it again\.",
    ):
        preparation.prepare(store, "Publisher", preparation.preview(store, ours).ready, inputs=ours)
    assert (editions(store), states(store)["S0002"]) == ([1], ("approved", 0))


def test_a_report_that_cannot_be_read_again_stops_the_edition(approved_store):
    path = approved_store / "desk" / "originals" / acts.get(approved_store, "S0002").sha256
    path.chmod(0o644)
    path.write_bytes(b"nothing")
    with pytest.raises(Unreadable, match="is not the file that was sent"):
        put(approved_store)
    assert editions(approved_store) == [1]


def test_who_cancels_must_be_said(waiting):
    with pytest.raises(Denied, match="Who cancels"):
        release.cancel(waiting, " ", "A figure is wrong.")


def test_what_was_withdrawn_while_its_correction_waited_stays_withdrawn(corrected):
    put(corrected, CORRECTED, embargo=NOON + timedelta(hours=1), now=lambda: NOON)
    with at(NOON + timedelta(minutes=30)):
        acts.withdraw(corrected, "S0001", "Publisher", "The old one is wrong.")
    assert release.release(corrected, NOON + timedelta(hours=2))["edition"] == 3
    assert (states(corrected)["S0001"], states(corrected)["S0003"], verify(corrected)) == (
        ("withdrawn", 2),
        ("published", 3),
        [],
    )


def test_a_note_that_names_a_longer_figure_does_not_name_the_shorter(corrected):
    seen = preparation.preview(corrected)
    note = seen.ready.replace("15 persons instead of 12 persons", "15 persons instead of 12 persons a day")
    assert seen.missing(note) == ["Ghana, Persons arrested, 2012: 15 persons instead of 12 persons"]
    assert seen.missing("Dear readers,\n- " + seen.ready.upper().replace("\n", "\n- ")) == []


def test_the_method_has_one_version_whatever_the_order_of_files_and_names_every_folder(tmp_path):
    from etl.build import _method
    from etl.models import SQL

    for order, folder in ((1, tmp_path / "a"), (-1, tmp_path / "b")):
        for path in sorted(SQL.rglob("*.sql"))[::order]:
            (folder / path.relative_to(SQL)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, folder / path.relative_to(SQL))
    assert _method(Inputs(sql=tmp_path / "a")) == _method(Inputs(sql=tmp_path / "b")) == _method(Inputs())
    (tmp_path / "b" / "checks" / "jump.sql").rename(tmp_path / "b" / "faults" / "jump.sql")
    assert _method(Inputs(sql=tmp_path / "b")) != _method(Inputs())


def test_the_sql_of_an_edition_that_others_made_reaches_no_file_when_it_is_made_again(two, store, tmp_path):
    shutil.copytree(two, store)
    shutil.copytree(rebuild.Path(release.__file__).parents[1] / "sql", tmp_path / "sql")
    out = tmp_path / "written.txt"
    with open(tmp_path / "sql" / "macros" / "dates.sql", "a", encoding="utf-8") as file:
        file.write(f"\nCOPY (SELECT 1) TO '{out}';\n")
    archive = place(store, 2) / "inputs.zip"
    for path in (archive.parent, archive):
        path.chmod(0o755)
    pack(Inputs(sql=tmp_path / "sql"), archive)
    ((_, published, made),) = rebuild.rebuild(store, 2)
    assert made != published and made.startswith("Its SQL cannot be run here: Permission Error")
    assert not out.exists()
