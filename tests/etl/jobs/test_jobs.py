"""Long work is a process of its own with a state on disk: it outlives who began it, is seen and stopped by everybody,
is killed at any moment, and then goes on or says why not."""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from core.editions.layout import editions
from core.editions.manifest import current
from etl.commands.main import main
from etl.jobs import job as on_disk
from etl.jobs.job import KEPT, State
from etl.jobs.start import busy, cancel, resume, sentence, start
from etl.publishing import handover, preparation, release
from etl.source import ROOT, Unreadable
from etl.store import journal
from etl.store.editions import locked
from etl.store.journal import Act, Denied
from etl.store.verify import verify
from tests.support import promises
from tests.support.jobs import began, ended, given, kill, killed, log, until


@pytest.fixture
def changed(record):
    """A record from which an edition differs in one word of a source, which no note has to name."""
    record.cell("sources", 2, title="Another title")
    return record.folder


@contextmanager
def held(store):
    """Another process holds the lock of the store, so that a job that writes waits for it."""
    with open(store / "lock", "ab") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def quick(store, n):
    """A job that ends at once: an archive is not taken over into a store that holds something."""
    assert start(store, "import", "Ana", {"file": "out.zip", "fingerprint": ""}) == n
    return ended(store, n)


def nothing_half_done(store):
    """The first edition is in force, and nothing of another stands."""
    assert (current(store)["edition"], editions(store), verify(store)) == (1, [1], [])
    assert list((store / "desk" / "drafts").glob("*")) == []


def test_a_publication_goes_on_when_who_asked_for_it_is_gone(published, changed):
    code = (
        "import sys; from pathlib import Path; from etl.jobs.start import start; from tests.support.jobs import given\n"
        "print(start(Path(sys.argv[1]), 'publish', 'Ana', given(sys.argv[2])))"
    )
    asker = [sys.executable, "-c", code, str(published), str(changed)]
    done = subprocess.run(asker, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"
    job = ended(published, 1)
    digest = current(published)["hash"][:6]
    assert (job.outcome, job.state.sentence) == ("done", f"Edition 2 · {digest} is in force."), log(published, 1)
    assert (current(published)["edition"], verify(published)) == (2, [])
    assert (job.asked.by, job.asked.seen) == ("Ana", {"head": 0, "edition": 1, "hash": ""})
    assert [entry.by for entry in journal.entries(published)] == ["Ana", "Ana"]
    assert job.state.step == job.state.of and job.state.seconds > 0 and job.state.attempts == 1


def test_a_second_job_is_told_who_makes_what_since_when_and_one_that_only_reads_is_not(published, changed):
    with held(published):
        start(published, "publish", "Ana", given(changed))
        job = until(published, 1, lambda job: job.state.started)
        since = job.state.started[:16].replace("T", " ")
        said = f"Ana makes the next edition since {since} UTC (job 1)."
        assert sentence(busy(published)) == said
        with pytest.raises(Denied) as refused:
            start(published, "publish", "Bo", given(changed))
        assert str(refused.value) == (f"{said} Nothing else is begun before it has ended; wait, or cancel it.")
        assert on_disk.numbers(published) == [1]
        start(published, "rebuild", "Bo", {"edition": 1})
        assert ended(published, 2).state.sentence == "1 edition made again, each with its hash."
        cancel(published, 1, "Bo")
        ended(published, 1)
    nothing_half_done(published)


def test_anybody_cancels_and_the_job_says_who_even_while_it_waits_for_another_writer(published, changed, capsys):
    with held(published):
        start(published, "publish", "Ana", given(changed))
        assert main(["jobs", "cancel", "1", "--by", "Bo", "--store", str(published)]) == 0
        until(published, 1, lambda job: job.state.words or not job.is_alive or job.state.started)
    job = ended(published, 1)
    said = "Cancelled by Bo. Nothing was published; readers see what they saw before."
    assert (job.outcome, job.state.sentence, capsys.readouterr().out) == (
        "cancelled", said, "Job 1 is asked to stop.\n"
    )  # fmt: skip
    nothing_half_done(published)
    with pytest.raises(Denied, match=r"Job 1 has ended already: Cancelled by Bo\."):
        cancel(published, 1, "Bo")
    with pytest.raises(Denied, match="There is no job 7"):
        cancel(published, 7, "Bo")


def test_a_name_with_a_sign_that_nobody_sees_begins_and_cancels_nothing(published):
    for act in (lambda by: start(published, "rebuild", by, {}), lambda by: cancel(published, 1, by)):
        with pytest.raises(Denied, match="has a sign that nobody sees at place 4"):
            act("Ana\u3164")
        with pytest.raises(Denied, match="Give a name"):
            act(" ")
    assert on_disk.numbers(published) == []


def test_a_killed_publication_is_found_interrupted_and_goes_on(published, changed):
    start(published, "publish", "Ana", given(changed))
    began(published, 1, step=9)
    killed = kill(published, 1)
    assert (killed.outcome, killed.state.outcome) == ("interrupted", "running")
    nothing_half_done(published)
    (said,) = resume(published)
    assert said == f"Job 1 was interrupted at step {killed.state.step} of {killed.state.of}; it goes on."
    assert resume(published) == [], "it runs again"
    job = ended(published, 1)
    assert (job.outcome, job.state.attempts, current(published)["edition"]) == ("done", 2, 2)


def test_three_kills_at_any_moment_lose_nothing(published, changed):
    answers = killed(published, lambda: start(published, "publish", "Ana", given(changed)), 3, longest=1.5)
    assert sum(answers.values()) >= 3


def test_what_runs_beside_the_desk_takes_an_interrupted_job_up(published, command):
    start(published, "rebuild", "Ana", {"edition": 1})
    kill(published, 1)
    clock = command(published, "release", "--watch")
    assert clock.stdout.readline() == "Job 1 was interrupted; it goes on.\n"
    until(published, 1, lambda job: job.outcome == "done")
    assert on_disk.read(published, 1).state.sentence == "1 edition made again, each with its hash."


def test_what_was_done_meanwhile_is_said_instead_of_going_on(published, changed):
    with held(published):
        start(published, "publish", "Ana", given(changed))
        kill(published, 1)
    with locked(published):
        journal.append(published, [Act("Bo", "noted", "the store")])
    said = (
        "Job 1 was interrupted and does not go on. Since then the store was noted by Bo; look at the preview again. "
        "Nothing was published; readers see what they saw before."
    )
    assert resume(published) == [said]
    assert (on_disk.read(published, 1).outcome, resume(published)) == ("interrupted", [])
    nothing_half_done(published)


def test_what_happened_since_the_preview_was_seen_is_said_before_anything_is_made(published, changed):
    start(published, "publish", "Ana", given(changed), {"head": 0, "edition": 1, "hash": "0" * 64})
    job = ended(published, 1)
    assert (job.outcome, job.state.sentence) == (
        "failed",
        "Since then the record, a definition or the day has changed; look at the preview again.",
    )
    nothing_half_done(published)


def test_one_that_had_entered_its_edition_before_it_was_killed_is_done(published, changed):
    start(published, "publish", "Ana", given(changed))
    job = ended(published, 1)
    on_disk.put(published, 1, State(attempts=1, result={"hash": job.state.result["hash"]}))  # as before its last line
    assert on_disk.read(published, 1).outcome == "interrupted"
    assert resume(published) == [job.state.sentence]
    assert on_disk.read(published, 1).outcome == "done" and editions(published) == [1, 2]


def test_what_ends_its_process_each_time_is_left_to_a_person(published, changed):
    with held(published):
        start(published, "publish", "Ana", given(changed))
        kill(published, 1)
    on_disk.put(published, 1, State(attempts=3, step=4, of=9))
    assert resume(published) == [
        "Job 1 was interrupted at step 4 of 9, 3 times in all; it does not go on by itself. Nothing was published; "
        "readers see what they saw before."
    ]


@pytest.mark.parametrize("file", ["state.json", "job.json"])
def test_a_job_folder_damaged_by_hand_is_one_sentence_and_stands_in_nobodys_way(published, capsys, file):
    quick(published, 1)
    path = on_disk.place(published, 1) / file
    for damage in (path.read_text()[:20], "[]", '{"outcome": 3}', "\x00"):
        path.write_text(damage)
        assert main(["jobs", "--store", str(published)]) == 0
        out, err = capsys.readouterr()
        assert (f"Job 1 cannot be read: {file} in desk/jobs/1 is damaged." in out, err) == (True, "")
    assert quick(published, 2).outcome == "failed" and verify(published) == []


def test_a_job_whose_state_cannot_be_written_does_its_work(published, changed):
    with held(published):
        start(published, "publish", "Ana", given(changed))
        until(published, 1, lambda job: job.state.started)
        path = on_disk.place(published, 1) / "state.json"
        path.unlink(missing_ok=True)
        path.mkdir()  # what replaces it is refused, as by a full disk
    job = ended(published, 1)
    assert (job.outcome, job.fault) == (
        "interrupted", "Job 1 cannot be read: state.json in desk/jobs/1 is damaged."
    )  # fmt: skip
    assert (current(published)["edition"], log(published, 1)) == (2, "")


def test_a_disk_that_refuses_the_job_is_one_sentence(published):
    (published / "desk").chmod(0o700)
    shutil.rmtree(published / "desk" / "jobs", ignore_errors=True)
    (published / "desk" / "jobs").write_text("in the way")
    with pytest.raises(Unreadable, match=r"The job cannot be written \(File exists\)\. Nothing was begun;"):
        start(published, "rebuild", "Ana", {})


def test_the_end_of_a_desk_or_a_system_interrupts_a_job_and_cancels_nothing(published, changed):
    with held(published):
        start(published, "publish", "Ana", given(changed))
        job = until(published, 1, lambda job: job.state.pid)
        os.kill(job.state.pid, signal.SIGTERM)
        assert ended(published, 1).outcome == "interrupted"


def test_ctrl_c_cancels_in_the_name_of_who_asked_and_a_lost_terminal_does_not(published, changed, command):
    words = ["publish", "--by", "Ana", "--record", changed, "--note", "x"]
    with held(published):
        run = command(published, *words)
        job = until(published, 1, lambda job: job.state.pid) if _there(published) else None
        run.send_signal(signal.SIGHUP)
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=60)
    assert (run.returncode, out, err) == (130, "", "Stopped by Ana.\n") and job
    assert on_disk.read(published, 1).state.sentence.startswith("Cancelled by Ana. Nothing was published")
    nothing_half_done(published)


def _there(store):
    while not on_disk.numbers(store):
        pass
    return True


def test_old_jobs_go_and_numbers_are_never_used_again(published):
    quick(published, 1)
    for n in range(2, KEPT + 6):
        shutil.copytree(on_disk.place(published, 1), on_disk.place(published, n))
    assert quick(published, KEPT + 6).outcome == "failed" and len(on_disk.numbers(published)) == KEPT + 1


def test_jobs_are_private_belong_to_the_store_and_are_not_handed_over(published, tmp_path):
    quick(published, 1)
    assert ((published / "desk").stat().st_mode & 0o777, verify(published)) == (0o700, [])
    handover.export(published, tmp_path / "out.zip")
    assert not [name for name in _names(tmp_path / "out.zip") if "jobs" in name]
    (published / "desk" / "jobs" / "note.txt").write_text("stray")
    assert verify(published) == ["desk/jobs/note.txt: is no part of a store; move it out."]


def _names(archive):
    import zipfile

    with zipfile.ZipFile(archive) as held_:
        return held_.namelist()


def test_an_archive_is_taken_over_by_a_job_that_stands_in_the_new_store(store, tmp_path, capsys):
    promises.tiny(store, 1)
    fingerprint = handover.export(store, tmp_path / "out.zip")[:16]
    words = ["handover", "import", str(tmp_path / "out.zip"), "--fingerprint", fingerprint]
    new = tmp_path / "new"
    assert main([*words, "--store", str(new)]) == 0
    assert "1 edition, 0 journal entries; every file is as it was handed over" in capsys.readouterr().out
    job = on_disk.read(new, 1)
    assert (job.outcome, job.asked.what, verify(new), editions(new)) == ("done", "import", [], [1])
    assert main([*words, "--store", str(new)]) == 1
    assert "is not empty; a handover is imported into a store of its own." in capsys.readouterr().err


def test_a_cancelled_example_leaves_nothing_of_itself(store):
    start(store, "example", "Ana", {"seed": 2012, "only_files": False})
    began(store, 1, step=2)
    cancel(store, 1, "Bo")
    job = ended(store, 1)
    assert (job.outcome, job.state.sentence) == ("cancelled", "Cancelled by Bo. Nothing of it stands.")
    assert [path.name for path in store.parent.iterdir()] == ["store"]
    assert [path.name for path in store.iterdir()] == ["desk"]


def test_a_state_is_read_whole_or_not_at_all(tmp_path):
    path = tmp_path / "state.json"
    on_disk.write(path, {"a": 1})
    with pytest.raises(IsADirectoryError):
        (tmp_path / "folder").mkdir()
        on_disk.write(tmp_path / "folder", {"a": 2})
    assert json.loads(path.read_text()) == {"a": 1}
    assert sorted(found.name for found in tmp_path.iterdir()) == ["folder", "state.json"]


def test_the_control_without_a_job_nothing_is_resumed(published):
    assert (resume(published), preparation.preview(published).same) == ([], True)


@pytest.mark.full("exports begin twice, which takes long; each step has its own test")
def test_an_edition_under_embargo_is_taken_up_at_its_second_part_and_cancelled_with_it(published, changed, monkeypatch):
    monkeypatch.setenv("MONITOR_EXPORTS", "yes")
    at = (datetime.now(UTC) + timedelta(hours=1)).isoformat(timespec="seconds")
    start(published, "publish", "Ana", given(changed, embargo=at))
    until(published, 1, lambda job: "workbooks" in job.state.words)
    kill(published, 1)
    assert (release.waiting(published).edition, release.waiting(published).exports) == (2, True)
    assert resume(published)[0].endswith("; it goes on.")
    until(published, 1, lambda job: job.state.attempts == 2 and "workbooks" in job.state.words)
    cancel(published, 1, "Bo")
    assert ended(published, 1).state.sentence.startswith("Cancelled by Bo.")
    assert [(entry.act, entry.by) for entry in journal.entries(published)] == [("prepared", "Ana"), ("cancelled", "Bo")]
    assert release.waiting(published) is None
    nothing_half_done(published)
