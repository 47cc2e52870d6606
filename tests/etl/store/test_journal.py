"""The journal: chained, all or none, and never going on over a loss in silence."""

import json

import pytest

from etl.source import Unreadable
from etl.store import chain, journal
from etl.store.editions import locked
from etl.store.journal import Act, Conflict, append, entries, faults, recover


def enter(store, *objects, by="Clerk"):
    with locked(store):
        return append(store, [Act(by, "said", one, None, "Because.", {"text": "é"}) for one in objects])


@pytest.fixture
def path(store):
    enter(store, "a")
    enter(store, "b", "c", "b")
    return store / "desk" / "journal.jsonl"


def test_entries_are_numbered_chained_and_count_versions_of_their_object(store, path):
    found = entries(store)
    assert [(one.n, one.object, one.version, one.until) for one in found] == [
        (1, "a", 1, 1),
        (2, "b", 1, 4),
        (3, "c", 1, 4),
        (4, "b", 2, 4),
    ]
    assert [one.before for one in found] == [chain.START, *(one.hash for one in found[:-1])]
    assert (
        faults(store) == []
        and path.stat().st_mode & 0o777 == 0o644
        and (store / "desk").stat().st_mode & 0o777 == 0o700
    )


def test_what_was_read_before_is_looked_at_again_when_it_was_changed_and_added_to(store, path):
    assert len(entries(store)) == 4
    enter(store, "d")
    assert [one.object for one in entries(store)] == ["a", "b", "c", "b", "d"]
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"Because.", b"Perhaps.", 1))
    with pytest.raises(Unreadable, match=r"entry 1 is not the one that was written there"):
        entries(store)
    path.write_bytes(whole + whole.splitlines(keepends=True)[-1])
    with pytest.raises(Unreadable, match=r"entry 6 is not the one that was written there"):
        entries(store)
    path.write_bytes(whole)
    assert len(entries(store)) == 5


@pytest.mark.usefixtures("path")
def test_whoever_saw_an_older_version_is_told_who_was_first(store):
    with (
        locked(store),
        pytest.raises(Conflict, match=r"^b: Clerk was first \(said, .* UTC\)\. Look again, then decide\.$"),
    ):
        append(store, [Act("Head", "said", "a", 1), Act("Head", "said", "b", 1)])
    assert len(entries(store)) == 4


def test_of_what_was_entered_together_all_counts_or_none(store, path):
    whole = path.read_bytes()
    (store / "desk" / "head.json").write_text(
        json.dumps({"n": 1, "hash": entries(store)[0].hash})
    )  # as a writer leaves it that is killed while it writes
    for end in range(whole.index(b"\n") + 1, len(whole) - 1):
        path.write_bytes(whole[:end])
        assert [one.n for one in entries(store)] == [1]
    assert faults(store) == ["desk/journal.jsonl: ends in the middle of an entry; the next act cuts that piece off."]
    enter(store, "d")
    assert [(one.n, one.object) for one in entries(store)] == [(1, "a"), (2, "d")] and faults(store) == []


def test_nothing_is_entered_over_a_loss_until_somebody_says_so(store, path):
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0])
    with pytest.raises(
        Unreadable, match=r"does not hold entry 4 as it was; entries were removed or rewritten\. Nothing can be entered"
    ):
        enter(store, "d")
    assert path.read_bytes() == lines[0]
    with locked(store):
        recover(store, "Head", "The disk broke and no copy is newer.")
    assert [(one.act, one.reason) for one in entries(store)][1:] == [
        ("recovered", "The disk broke and no copy is newer.")
    ]
    assert entries(store)[1].facts["last"] == 1 and faults(store) == []


def test_an_entry_rewritten_with_its_hash_worked_out_anew_is_reported(store, path):
    lines = path.read_bytes().splitlines(keepends=True)
    bare = json.loads(lines[0]) | {"reason": "Another."}
    del bare["hash"]
    rewritten = chain.canonical({**bare, "hash": chain.digest(bare)}) + b"\n"
    path.write_bytes(b"".join([rewritten, *lines[1:]]))  # later entries, and so the head, are left alone
    assert faults(store) == [
        "desk/journal.jsonl: entry 2 is not the one that was written there; the chain of hashes breaks."
    ]
    with pytest.raises(Unreadable, match="the chain of hashes breaks"):
        entries(store)


@pytest.mark.usefixtures("path")
def test_a_whole_journal_needs_no_recovery(store):
    with locked(store), pytest.raises(journal.Denied, match="The journal is whole"):
        recover(store, "Head", "Why not.")


@pytest.mark.usefixtures("path")
def test_a_journal_without_its_head_is_noticed(store):
    (store / "desk" / "head.json").unlink()
    assert faults(store) == ["desk/head.json: is missing."]
    with pytest.raises(Unreadable, match="head.json: is missing"):
        enter(store, "d")


def test_a_disk_that_refuses_leaves_the_journal_as_it_was(store, path, monkeypatch):
    before = path.read_bytes()

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(
        Unreadable,
        match=r"^journal\.jsonl cannot be written \(No space left on device\)\. "
        r"Nothing was entered; make room or mend the disk, then do it again\.$",
    ):
        enter(store, "d")
    assert path.read_bytes() == before


def test_looking_makes_nothing(store):
    assert (entries(store), journal.head(store), faults(store)) == ([], None, [])
    assert not store.exists()
