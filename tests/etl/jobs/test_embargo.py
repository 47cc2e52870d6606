"""An embargo that cannot be kept is said before anything is made, with the time that can; one that was missed all the
same is said by the job and by the journal."""

from datetime import UTC, datetime, timedelta

import pytest

from core.editions.manifest import current
from etl.jobs import job as on_disk
from etl.jobs.expected import Expected, TooSoon, earliest, expected, refuse_too_soon
from etl.jobs.job import Asked, State
from etl.jobs.start import start
from etl.publishing import preparation, release
from etl.store import journal
from etl.store.inputs import Inputs
from tests.support.jobs import ended, given

NOW = datetime(2025, 11, 22, 15, 21, 10, tzinfo=UTC)


def ran(store, n, what, seconds, **result):
    """A job of this kind that took so long."""
    folder = on_disk.place(store, n)
    folder.mkdir(parents=True)
    on_disk.write(folder / "job.json", vars(Asked(what, {}, "Ana", "2025-11-22T12:00:00+00:00")))
    on_disk.put(store, n, State("done", seconds=float(seconds), result=result))


def test_how_long_it_takes_is_known_from_the_last_of_its_kind(store, monkeypatch):
    assert expected(store, "import") is None
    assert expected(store, "publish", waits=True) == Expected(6.0, False)
    ran(store, 1, "publish", 9, exports=False)
    ran(store, 2, "publish", 12, exports=False)
    assert (expected(store, "publish"), expected(store, "publish", waits=True)) == (Expected(12, True),) * 2
    monkeypatch.setenv("MONITOR_EXPORTS", "yes")
    assert (expected(store, "publish"), expected(store, "publish", waits=True)) == (
        Expected(12, True), Expected(42, False),
    )  # fmt: skip
    ran(store, 3, "exports", 200)
    assert expected(store, "publish", waits=True) == Expected(212, True), "both parts"
    ran(store, 4, "publish", 300, exports=True)
    assert expected(store, "publish", waits=True) == Expected(300, True)


def test_an_embargo_that_cannot_be_kept_is_refused_with_both_times_and_the_first_that_can(store):
    ran(store, 1, "publish", 280, exports=False)
    with pytest.raises(TooSoon) as refused:
        refuse_too_soon(store, NOW + timedelta(seconds=50), NOW)
    assert str(refused.value) == (
        "Ready at 15:28 UTC, asked for 15:22 UTC: publish now, or set another time, 15:29 UTC or later."
    )
    assert refused.value.earliest == earliest(store, NOW) == datetime(2025, 11, 22, 15, 29, tzinfo=UTC)
    refuse_too_soon(store, refused.value.earliest, NOW)
    with pytest.raises(TooSoon, match=r"The embargo 2025-11-22 15:21 UTC is past; leave it out to publish at once\."):
        refuse_too_soon(store, NOW, NOW)
    late = datetime(2025, 11, 22, 23, 58, tzinfo=UTC)
    with pytest.raises(TooSoon, match=r"Ready at 2025-11-23 00:04 UTC, asked for 23:59 UTC: .* 2025-11-23 00:05 UTC"):
        refuse_too_soon(store, late + timedelta(minutes=1), late)


def test_a_time_is_kept_that_is_exactly_the_minute_in_which_it_is_ready(store):
    ready = datetime(2025, 11, 22, 15, 22, tzinfo=UTC)  # 21:10 and 6 s, a quarter more, and 5 s: 21:22.5, in its minute
    refuse_too_soon(store, ready, NOW)
    with pytest.raises(TooSoon, match=r"Ready at 15:22 UTC, asked for 15:21 UTC: .* 15:23 UTC or later"):
        refuse_too_soon(store, ready - timedelta(seconds=1), NOW)
    ran(store, 1, "publish", 36, exports=False)  # exactly 50 s with both: 15:22:00 of a minute that is full
    refuse_too_soon(store, ready, datetime(2025, 11, 22, 15, 21, 10, tzinfo=UTC))
    with pytest.raises(TooSoon, match=r"Ready at 15:23 UTC"):
        refuse_too_soon(store, ready, datetime(2025, 11, 22, 15, 21, 11, tzinfo=UTC))


def test_what_failed_says_nothing_of_how_long_work_takes(store, monkeypatch):
    ran(store, 1, "publish", 12, exports=False)
    ran(store, 2, "publish", 99, exports=False)
    on_disk.put(store, 2, State("failed", seconds=99.0))
    assert expected(store, "publish") == Expected(12, True)
    assert (expected(store, "exports"), expected(store, "example")) == (Expected(30.0, False), Expected(40.0, False))
    monkeypatch.setenv("MONITOR_EXPORTS", "yes")
    assert expected(store.parent / "new", "publish", waits=True) == Expected(36.0, False), "both parts, as measured"
    assert expected(store.parent / "new", "exports", waits=True) == Expected(30.0, False)


def test_a_job_is_not_begun_for_a_time_that_cannot_be_kept(published):
    ran(published, 1, "publish", 280, exports=False)
    at = (datetime.now(UTC) + timedelta(seconds=60)).isoformat()
    with pytest.raises(TooSoon, match="publish now, or set another time"):
        start(published, "publish", "Ana", given(embargo=at))
    assert on_disk.numbers(published) == [1]


def test_an_edition_that_was_late_all_the_same_says_so_in_the_journal_and_in_words(published, record):
    record.cell("sources", 2, title="Another title")
    clock = iter([NOW, NOW + timedelta(minutes=6), NOW + timedelta(minutes=6)])
    inputs, asked = Inputs(record.folder), NOW.replace(second=0) + timedelta(minutes=1)
    preparation.prepare(published, "Ana", "", asked, inputs=inputs, now=lambda: next(clock))
    said = "Asked for 2025-11-22 15:22 UTC, ready at 2025-11-22 15:27 UTC, in force since 2025-11-22 15:27 UTC."
    assert (current(published)["edition"], release.late(published, 2)) == (2, said)
    assert [(entry.act, entry.reason) for entry in journal.entries(published)] == [
        ("prepared", ""),
        ("published", said),
    ]


def test_an_edition_that_is_punctual_or_has_no_time_says_nothing(published, record):
    record.cell("sources", 2, title="Another title")
    at = NOW + timedelta(hours=1)
    preparation.prepare(published, "Ana", "", at, inputs=Inputs(record.folder), now=lambda: NOW)
    release.release(published, at + timedelta(seconds=2))
    assert (current(published)["edition"], release.late(published, 2)) == (2, "")


def test_a_time_that_can_be_kept_is_kept_by_the_job(published, record):
    record.cell("sources", 2, title="Another title")
    at = (datetime.now(UTC) + timedelta(hours=1)).isoformat(timespec="seconds")
    start(published, "publish", "Ana", given(record.folder, embargo=at))
    job = ended(published, 1)
    said = f"waits until {at[:16].replace('T', ' ')} UTC."
    assert job.outcome == "done" and job.state.sentence.endswith(said)
    assert (release.waiting(published).edition, current(published)["edition"]) == (2, 1)
