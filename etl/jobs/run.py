"""The process of a job: it does the work, says how far it is, stops when it is asked to, and writes how it ended."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from pathlib import Path
from types import FrameType

from etl.jobs import job as on_disk
from etl.jobs.job import CANCELLED, DONE, FAILED, RUNNING, STATE, Job, Stopped
from etl.jobs.kinds import KINDS, Result, Work
from etl.source import Report, Unreadable
from etl.store.journal import Conflict, Denied

BEAT, SILENCE, PATIENCE = 0.2, 1.0, 2.0
"""Seconds between two looks at what is asked, after which the state is written though nothing has moved, and after
which work that comes to no step is woken to stop.
"""


class Progress:
    """What a running job says of itself.

    A thread of its own writes it down and looks whether somebody asked the job to stop: so the state moves while a
    long step says nothing, and a job that waits for a lock can be stopped too.
    """

    def __init__(self, store: Path, job: Job, also: Report = lambda *_: None) -> None:
        self.store, self.n, self.also = store, job.n, also
        self.before, self.began = job.state.seconds, time.monotonic()
        self.state = replace(
            job.state, outcome=RUNNING, started=on_disk.now(), pid=os.getpid(), attempts=job.state.attempts + 1, step=0,
            of=0, words="", sentence="",
        )  # fmt: skip
        self.stopped: Stopped | None = None
        self.is_committed = self._is_pressed = False
        self._over = threading.Event()
        self._main = threading.get_ident()

    def report(self, step: int, of: int, what: str) -> None:
        """Told each step by the work."""
        self.state = replace(self.state, step=step, of=of, words=what)
        if self.stopped and not self.is_committed:
            raise self.stopped
        self.also(step, of, what)

    def remember(self, **facts: object) -> None:
        """Keep what tells later whether the work was done, before it is."""
        self.state = replace(self.state, result={**self.state.result, **facts})
        self._write(lasting=True)

    def commit(self) -> None:
        """What follows is not stopped any more: it takes a moment, and half of it would be worse than all."""
        self.is_committed = True
        if self.stopped:
            self.is_committed = False
            raise self.stopped

    def reopen(self) -> None:
        """What follows may be stopped again."""
        self.is_committed = False

    def end(self, outcome: str, sentence: str, result: dict[str, object] | None = None) -> None:
        """Write how it ended; where the disk refuses, whoever looks next finds out from the journal."""
        self._over.set()
        self.state = replace(
            self._timed(), outcome=outcome, sentence=sentence, result={**self.state.result, **(result or {})}
        )
        self._write(lasting=True)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Write the state and heed who asks to stop, as long as the block lasts."""
        self._write(lasting=True)
        thread = threading.Thread(target=self._beats, daemon=True)
        with _signals(self._signalled):
            thread.start()
            try:
                yield
            finally:
                self._over.set()
                thread.join()

    def _beats(self) -> None:
        written, at, patience = self.state, time.monotonic(), 0.0
        while not self._over.wait(BEAT):
            if self.state is not written or time.monotonic() - at > SILENCE:
                written, at = self.state, time.monotonic()
                self._write()
            if not self.stopped and (by := on_disk.asked_to_stop(self.store, self.n)):
                self.stopped = Stopped(by)
            patience += BEAT if self.stopped and not self.is_committed else 0
            if patience > PATIENCE and not self._is_pressed and threading.main_thread().ident == self._main:
                self._is_pressed = True
                signal.pthread_kill(self._main, signal.SIGTERM)

    def _signalled(self, number: int, _frame: FrameType | None) -> None:
        """A signal of the system or of a terminal is a wish, heeded at the next step; one of the thread above wakes
        work that waits for a lock and comes to no step.
        """
        by = on_disk.read(self.store, self.n).asked.by if number == signal.SIGINT else ""
        self.stopped = self.stopped or Stopped(by)
        if self._is_pressed and not self.is_committed:
            raise self.stopped

    def _timed(self) -> on_disk.State:
        took = round(self.before + time.monotonic() - self.began, 1)
        return replace(self.state, updated=on_disk.now(), seconds=took)

    def _write(self, *, lasting: bool = False) -> None:
        with suppress(OSError):  # a full disk stops the work itself, with a better sentence
            on_disk.write(on_disk.place(self.store, self.n) / STATE, asdict(self._timed()), lasting=lasting)


@contextmanager
def _signals(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """Both ways to stop a process go through `handler`; the end of its terminal ends nothing."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: dict[int, Callable[[int, FrameType | None], None] | signal.Handlers] = {
        signal.SIGTERM: handler,
        signal.SIGINT: handler,
        signal.SIGHUP: signal.SIG_IGN,
    }
    before = {number: signal.signal(number, what) for number, what in asked.items()}
    try:
        yield
    finally:
        for number, what in before.items():
            signal.signal(number, what)


def run(store: Path, job: Job, report: Report = lambda *_: None, say: Callable[[str], None] = lambda _: None) -> Result:
    """Do the work of a job whose lock this process holds; returns what came of it.

    Whatever ends it is written down first, then raised: `Stopped`, `Denied`, `Conflict`, `Unreadable`, `OSError`.
    """
    kind, progress = KINDS[job.asked.what], Progress(store, job, report)
    work = Work(store, job, progress.report, say, progress.commit, progress.reopen, progress.remember)
    try:
        with progress.watched():
            result = kind.run(work)
    except Stopped:
        raise _stopped(progress, kind.stays) from None
    except (Denied, Conflict, Unreadable) as error:
        progress.end(FAILED, str(error))
        raise
    except OSError as error:
        progress.end(FAILED, f"The disk refused ({error.strerror}). {kind.stays}")
        raise
    except Exception as error:
        if progress.stopped:  # what was woken in the middle may end with another word
            raise _stopped(progress, kind.stays) from error
        progress.end(FAILED, f"A fault of the program stopped it; desk/jobs/{job.n}/log says more. {kind.stays}")
        raise
    progress.end(DONE, result.sentence, dict(result.facts))
    return result


def _stopped(progress: Progress, stays: str) -> Stopped:
    """Write that a job was stopped: by a person, or with its process; then it goes on where that is safe."""
    stopped = progress.stopped or Stopped()
    if stopped.by:
        progress.end(CANCELLED, f"Cancelled by {stopped.by}. {stays}")
    else:
        progress.end(RUNNING, "")
    return stopped
