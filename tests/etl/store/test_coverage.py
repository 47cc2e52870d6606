"""`verify` looks at everything that lies in a store: what was set back, cut off, linked, added or opened is named."""

import json
import shutil
import stat
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from core.editions.layout import place
from core.editions.manifest import current
from etl.desk import acts
from etl.publishing import handover, preparation, takeover
from etl.source import Unreadable
from etl.store import chain, journal, originals
from etl.store.editions import locked
from etl.store.journal import Act
from etl.store.sealing import discard
from etl.store.verify import verify
from tests.support.promises import copied, tiny
from tests.support.round import approved, checked


@pytest.fixture(scope="session")
def reported(shelf):
    """Edition 1 holds nothing of the desk, edition 2 one report; another was received. Only to copy."""

    def make(store):
        tiny(store, 1)
        approved(store, "GHA", arrests=12)
        preparation.prepare(store, "Publisher", preparation.preview(store).ready)
        checked(store, "ALB", arrests=3)

    return shelf.folder("reported", make)[0]


@pytest.fixture
def left(reported, store):
    """A copy that a test may change."""
    copied(reported, store)
    return store


def number_of(store, act, thing):
    return next(entry.n for entry in journal.entries(store) if (entry.act, entry.object) == (act, thing))


def cut(store, many, tidy=True):
    """Cut the last entries off the journal; `tidy` rewrites its head, so that the chain is whole."""
    path = store / "desk" / "journal.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)[:-many]
    path.write_bytes(b"".join(lines))
    if tidy:
        last = json.loads(lines[-1])
        (store / "desk" / "head.json").write_text(json.dumps({"n": last["n"], "hash": last["hash"]}))


def test_a_store_as_it_was_left_is_whole(left):
    assert verify(left) == []


def test_workbooks_to_learn_on_are_part_of_a_store(left):
    (left / "desk" / "example" / "progress-2014").mkdir(parents=True)
    (left / "desk" / "example" / "mistakes.csv").write_text("file,mistake,place,rule\n", encoding="utf-8")
    assert verify(left) == []


def test_current_json_set_back_with_right_hashes_is_named(left):
    entry = number_of(left, "published", "edition 2")
    tampered = json.loads((place(left, 1) / "manifest.json").read_text())
    named = sha256((place(left, 1) / "manifest.json").read_bytes()).hexdigest()
    (left / "current.json").write_text(json.dumps({"edition": 1, "hash": tampered["hash"], "manifest": named}))
    assert verify(left) == [
        f"current.json: names edition 1, but entry {entry} of the journal says that edition 2 was published."
    ]


def test_it_is_named_without_a_journal_too(store):
    tiny(store, 1)
    before = (store / "current.json").read_text()
    tiny(store, 2)
    (store / "current.json").write_text(before)
    assert verify(store) == [
        "current.json: names edition 1, but edition 2 has its place in the store; it was set back, or a writer was "
        "stopped and the next act goes on."
    ]


def test_all_editions_taken_away_are_missed(left):
    discard(left / "editions")
    (left / "current.json").unlink()
    entry = number_of(left, "published", "edition 2")
    assert f"names no edition, but entry {entry} of the journal says that edition 2 was published." in " ".join(
        verify(left)
    )


def test_an_edition_in_force_that_the_journal_only_calls_prepared_is_named(left):
    cut(left, len(journal.entries(left)) - number_of(left, "prepared", "edition 2"))
    shutil.rmtree(left / "desk" / "originals")
    entry = number_of(left, "prepared", "edition 2")
    assert (
        f"current.json: names edition 2, but entry {entry} of the journal says that it was prepared, and none that it "
        "was published; the next act enters it where it was due."
    ) in verify(left)


def test_entries_cut_off_with_the_head_rewritten_leave_an_original_that_is_named(left):
    digest = acts.get(left, "S0002").sha256
    cut(left, len(journal.entries(left)) - number_of(left, "received", "S0002") + 1)
    assert journal.faults(left) == []
    assert verify(left) == [
        f"desk/originals/{digest}: no entry of the journal speaks of it; entries were removed, or its arrival was cut "
        "short. Restore the journal from a copy, or receive the file again."
    ]


def test_an_original_on_its_way_is_no_fault(left):
    with originals.arriving(left, b"A workbook.") as digest:
        assert verify(left) == []
    assert [fault.split(":")[0] for fault in verify(left)] == [f"desk/originals/{digest}"]


def test_an_edition_that_holds_what_was_never_received_is_named(left):
    shutil.rmtree(left / "desk" / "originals")
    for name in ("journal.jsonl", "head.json"):
        (left / "desk" / name).unlink()
    with locked(left):
        journal.append(left, [Act("Somebody", "noted", "the store")])
    assert {
        "editions/0002: holds S0001, which the journal does not know as received.",
        "editions/0002: holds submissions, but no entry of the journal says that it was published.",
    } <= set(verify(left))


@pytest.mark.parametrize("name", ["editions/0001", "editions", "current.json", "desk/journal.jsonl", "desk/originals"])
def test_a_link_is_named_and_not_followed(left, tmp_path, name):
    outside = tmp_path / "outside"
    (left / name).parent.chmod(0o755)
    (left / name).rename(outside)
    (left / name).symlink_to(outside)
    assert verify(left) == [
        f"{name}: is a link, which is not followed; expected what was stored there itself. Put it back from a copy of "
        "the store; the rest is looked at then."
    ]


def test_a_linked_edition_is_neither_put_in_force_nor_its_target_touched(store, tmp_path):
    tiny(store, 1)
    before = (store / "current.json").read_text()
    tiny(store, 2)
    (store / "current.json").write_text(before)
    outside = tmp_path / "outside"
    place(store, 2).chmod(0o755)
    place(store, 2).rename(outside)
    outside.chmod(0o700)
    place(store, 2).symlink_to(outside)
    with pytest.raises(Unreadable, match=r"^editions/0002: "), locked(store):
        pytest.fail("the lock was given")
    assert (current(store)["edition"], stat.S_IMODE(outside.stat().st_mode)) == (1, 0o700)


def test_a_swept_link_takes_nothing_outside_with_it(store, tmp_path):
    tiny(store, 1)
    outside = tmp_path / "outside"
    outside.mkdir(mode=0o700)
    (outside / "kept").write_text("kept")
    (store / "desk" / "drafts" / ".making-999999999").symlink_to(outside)
    with locked(store):
        pass
    assert (list((store / "desk" / "drafts").iterdir()), (outside / "kept").read_text()) == ([], "kept")
    assert stat.S_IMODE(outside.stat().st_mode) == 0o700


def entered(store, *times):
    for at in times:
        with locked(store):
            journal.append(store, [Act("Clerk", "said", "a")], datetime.fromisoformat(at))


def test_a_clock_that_was_set_back_is_named_and_can_be_explained(store):
    entered(store, "2024-05-02T10:00:00+00:00", "2024-05-01T10:00:00+00:00", "2024-05-01T10:00:01+00:00")
    fault = (
        "desk/journal.jsonl: entry 2 is dated 2024-05-01T10:00, before entry 1 (2024-05-02T10:00); the clock was "
        "set back."
    )
    assert verify(store)[-1] == fault
    with locked(store):
        journal.recover(store, "Head", "The battery of the clock was flat.")
    assert fault not in verify(store)
    assert journal.entries(store)[-1].facts["untimely"] == [2]


@pytest.mark.parametrize(("seconds", "named"), [(60, False), (61, True)])
def test_a_clock_may_be_set_by_a_minute(store, seconds, named):
    day = datetime(2024, 5, 2, tzinfo=UTC)
    entered(store, day.isoformat(), (day - timedelta(seconds=seconds)).isoformat())
    assert bool(journal.untimely(store)) is named
    held = journal.entries(store)[:1]
    assert bool(chain.untimely(held, day - timedelta(seconds=seconds))) is named


def test_an_entry_that_is_still_to_come_is_named(store):
    entered(store, "2999-05-02T10:00:00+00:00")
    assert journal.untimely(store) == ["desk/journal.jsonl: entry 1 is dated 2999-05-02T10:00, which is still to come."]


STRAYS = ["notes.txt", "editions/old", "desk/x.json", "desk/originals/notes", "desk/drafts/old"]


def test_what_is_no_part_of_a_store_is_named_and_stays_at_a_handover(left, tmp_path):
    for name in STRAYS:
        (left / name).write_text("?")
    assert verify(left) == [f"{name}: is no part of a store; move it out." for name in STRAYS]
    handover.export(left, tmp_path / "out.zip")
    takeover.receive(tmp_path / "out.zip", tmp_path / "next")
    assert verify(tmp_path / "next") == []


def test_a_draft_of_which_no_entry_speaks_is_named(left):
    shutil.copytree(place(left, 2), left / "desk" / "drafts" / "0003")
    assert "desk/drafts/0003: no entry of the journal says that it waits; the next release removes it." in verify(left)


@pytest.mark.parametrize(
    ("name", "mode", "said"),
    [
        ("desk", 0o755, "is open to others; expected its owner only (chmod 700)."),
        ("desk", 0o701, "is open to others; expected its owner only (chmod 700)."),
        ("editions", 0o777, "can be written to by everybody; expected its owner (chmod o-w)."),
        ("current.json", 0o666, "can be written to by everybody; expected its owner (chmod o-w)."),
    ],
)
def test_rights_that_are_too_wide_are_named(left, name, mode, said):
    (left / name).chmod(mode)
    assert verify(left) == [f"{name}: {said}"]
