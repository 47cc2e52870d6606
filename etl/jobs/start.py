"""Jobs are asked for, begun as processes of their own, cancelled, and taken up again after an interruption.

Longer than most files: all that holds the lock under which jobs begin stands here once.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from core import words
from core.editions.layout import jobs as folder_of_jobs
from core.editions.manifest import refuse_later
from etl.jobs import job as on_disk
from etl.jobs.expected import refuse_too_soon
from etl.jobs.job import ASKED, CANCELLED, DONE, INTERRUPTED, LOCK, LOG, RUNNING, Asked, Job, Stopped
from etl.jobs.kinds import KINDS, Result
from etl.jobs.run import run
from etl.jobs.since import seen as seen_now
from etl.source import ROOT, Report, Unreadable
from etl.store import journal
from etl.store.disk import refusals
from etl.store.journal import Conflict, Denied
from etl.store.persons import legible, refusal
from etl.store.sealing import discard

MOST = 3
"""So often a job is begun at most; what ends its process each time is for a person to look at."""


def start(store: Path, what: str, by: str, arguments: dict[str, Any], seen: dict[str, Any] | None = None) -> int:
    """Begin a job as a process of its own, which goes on whatever becomes of this one; returns its number.

    `seen` is what the asker looked at. Raises `Denied` where a job runs already, nobody says who asks, or an embargo
    cannot be kept; `Unreadable` where the disk refuses.
    """
    with _begun(store, what, by, arguments, seen) as (job, lock):
        try:
            _process(store, job.n, lock)
        except Unreadable:
            discard(on_disk.place(store, job.n))
            raise
        return job.n


def work(
    store: Path,
    what: str,
    by: str,
    arguments: dict[str, Any],
    report: Report = lambda *_: None,
    say: Callable[[str], None] = lambda _: None,
) -> Result:
    """Do a job here, before the eyes of whoever asked; everybody at the desk sees it as any other.

    Raises as `start` and `etl.jobs.run.run`.
    """
    with _begun(store, what, by, arguments, None) as (job, lock):
        os.set_inheritable(lock.fileno(), False)
        return run(store, job, report, say)


@contextmanager
def _begun(
    store: Path, what: str, by: str, arguments: dict[str, Any], seen: dict[str, Any] | None
) -> Iterator[tuple[Job, IO[bytes]]]:
    """A new job on disk, with its lock held."""
    if not legible(by):
        raise Denied("Who asks for it? Give a name.")
    if unseen := refusal(by):
        raise Denied(unseen)
    refuse_later(store)
    if what == "publish" and arguments.get("embargo"):
        refuse_too_soon(store, datetime.fromisoformat(arguments["embargo"]), datetime.now(UTC))
    with _beginning(store):
        refuse_busy(store, what)
        on_disk.prune(store)
        n = max(on_disk.numbers(store), default=0) + 1
        asked = Asked(what, arguments, by.strip(), on_disk.now(), seen if seen is not None else seen_now(store))
        with refusals("The job", "begun"):
            lock = _folder(store, n, asked)
    with lock:
        yield on_disk.read(store, n), lock


@contextmanager
def _beginning(store: Path) -> Iterator[None]:
    """Only one job is begun at a time."""
    with refusals("The job", "begun"):
        journal.opened(store)
        folder_of_jobs(store).mkdir(exist_ok=True)
        lock = _held(folder_of_jobs(store) / LOCK)
    with lock:
        yield


def _folder(store: Path, n: int, asked: Asked) -> IO[bytes]:
    """The folder of a new job; whoever sees it finds what was asked, and its lock held, which is returned."""
    for left in folder_of_jobs(store).glob(".new-*"):
        discard(left)
    new = folder_of_jobs(store) / f".new-{n}"
    new.mkdir()
    lock = _held(new / LOCK)
    on_disk.write(new / ASKED, asdict(asked), lasting=True)
    new.rename(on_disk.place(store, n))
    return lock


def _held(path: Path) -> IO[bytes]:
    """A lock, held by whoever has this file open, and by nobody once all of them have ended."""
    handle = open(path, "ab")  # noqa: SIM115  # it stays open as long as the lock is held
    fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


def _process(store: Path, n: int, lock: IO[bytes]) -> None:
    """The process of a job; it has its own session, so that nothing that ends the desk or a terminal ends it."""
    asked = ["job", str(n), "--lock", str(lock.fileno()), "--store", str(store.absolute())]
    with refusals("The job", "begun"), open(on_disk.place(store, n) / LOG, "ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "etl", *asked],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            pass_fds=[lock.fileno()],
        )
    threading.Thread(target=process.wait, daemon=True).start()  # so that it does not stay a zombie of the desk


def main(store: Path, n: int, lock: int) -> int:
    """The process that `start` makes: `lock` is the descriptor of the lock that it inherits; its exit code."""
    os.set_inheritable(lock, False)  # what draws and sets papers must not keep the job alive
    try:
        result = run(store, on_disk.read(store, n))
        if result.facts.get("follows"):
            start(store, "exports", on_disk.read(store, n).asked.by, {})
        return result.code
    except Stopped:
        return 1
    except (Denied, Conflict, Unreadable, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except Exception:
        traceback.print_exc()
        return 1


def busy(store: Path, what: str = "publish") -> Job | None:
    """The job that runs now and beside which none of the kind `what` may be begun; None where there is none."""
    lane = KINDS[what].lane
    return next((job for job in on_disk.jobs(store) if job.is_alive and lane and _lane(job) in (lane, None)), None)


def _lane(job: Job) -> str | None:
    """In which lane a job runs; None for one that cannot be read."""
    return KINDS[job.asked.what].lane if job.asked.what in KINDS else None


def refuse_busy(store: Path, what: str) -> None:
    """Raise `Denied` while such a job runs: who makes what since when."""
    if job := busy(store, what):
        raise Denied(f"{sentence(job)} Nothing else is begun before it has ended; wait, or cancel it.")


def sentence(job: Job) -> str:
    """Who makes what since when, and how far it is."""
    if job.fault:
        return f"Job {job.n} runs, but its folder is damaged: {job.fault}"
    state = job.state
    far = f", step {state.step} of {state.of}" if state.of else ""
    since = words.utc(state.started or job.asked.asked_at)
    return f"{job.asked.by} makes {KINDS[job.asked.what].name} since {since} (job {job.n}{far})."


def cancel(store: Path, n: int, by: str) -> str:
    """Ask a job to stop; it does so within a second or two, unless it is at its very end. Returns what is said to who
    asked.

    Raises `Denied` where it has ended.
    """
    if not legible(by):
        raise Denied("Who cancels? Give a name.")
    if unseen := refusal(by):
        raise Denied(unseen)
    if n not in on_disk.numbers(store):
        raise Denied(f"There is no job {n}; 'python -m etl jobs' says which there are.")
    job = on_disk.read(store, n)
    if job.is_alive:
        on_disk.stop(store, n, by.strip())
        return f"Job {n} is asked to stop."
    if job.outcome != INTERRUPTED:
        raise Denied(f"Job {n} has ended already: {job.state.sentence}")
    on_disk.stop(store, n, by.strip())
    with _beginning(store):
        return _resumed(store, job)


def resume(store: Path) -> list[str]:
    """Take up jobs whose process ended before its work: each goes on where that is safe, else it says why not.

    Returns a sentence for each.
    """
    if not any(job.outcome == INTERRUPTED and not job.state.sentence for job in on_disk.jobs(store)):
        return []
    said = []
    with _beginning(store):
        for job in on_disk.jobs(store):
            if job.outcome == INTERRUPTED and not job.state.sentence:
                said.append(_resumed(store, job))
    return said


def _resumed(store: Path, job: Job) -> str:
    kind = KINDS.get(job.asked.what)
    if kind is None:
        return _ended(store, job, INTERRUPTED, f"Job {job.n} asks for what this version does not know.")
    if done := kind.done(store, job):
        return _ended(store, job, DONE, done.sentence, dict(done.facts))
    if by := on_disk.asked_to_stop(store, job.n):
        return _ended(store, job, CANCELLED, f"Cancelled by {by}. {kind.stays}")
    where = f"Job {job.n} was interrupted" + (f" at step {job.state.step} of {job.state.of}" if job.state.of else "")
    if job.state.attempts >= MOST:
        often = f"{where}, {MOST} times in all; it does not go on by itself."
        return _ended(store, job, INTERRUPTED, f"{often} {kind.stays}")
    other = busy(store, job.asked.what)
    if reason := sentence(other) if other else kind.hindrance(store, job):
        return _ended(store, job, INTERRUPTED, f"{where} and does not go on. {reason} {kind.stays}")
    with refusals("The job", "begun"), _held(on_disk.place(store, job.n) / LOCK) as lock:
        on_disk.put(store, job.n, replace(job.state, pid=0))
        _process(store, job.n, lock)
    return f"{where}; it goes on."


def _ended(store: Path, job: Job, outcome: str, sentence: str, result: dict[str, object] | None = None) -> str:
    with refusals("The state of a job", "entered"):
        state = replace(job.state, outcome=outcome, sentence=sentence, result={**job.state.result, **(result or {})})
        on_disk.put(store, job.n, state)
    return sentence


def running(store: Path) -> list[Job]:
    """Jobs that run, oldest first."""
    return [job for job in on_disk.jobs(store) if job.is_alive and job.state.outcome == RUNNING]
