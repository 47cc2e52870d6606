"""One process that answers jobs, seen from whoever started it: given jobs, watched, ended when it has no answer."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from select import POLLERR, POLLHUP, POLLIN, POLLOUT, poll
from time import monotonic
from types import MappingProxyType
from typing import IO, NamedTuple

from core.workers.protocol import ANSWER, JOB, Answer, Limits

PIPE, LONGEST = 2**20, 128 * 2**20
"""Bytes that wait in a pipe, and of the longest answer."""
GRACE = 5
"""Seconds beyond its time after which a process is ended that did not end itself; it also starts within them."""


class Program(NamedTuple):
    """What answers jobs: the words behind `python`, its limits, its folder, and its environment (None: ours)."""

    words: tuple[str, ...]
    limits: Limits
    folder: Path = Path("/")
    environment: Mapping[str, str] | None = MappingProxyType({})


class Lost(Exception):
    """A process that gives no answer any more; `answer` says what became of the job that it held."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.outcome)
        self.answer = answer


class Process:
    """A running process of a program. `jobs` are those that it was given and has not answered, each with its number.

    `held` is how many bytes of memory it held after its last answer, `since` when it gave that or got the job after it.
    """

    def __init__(self, program: Program, complaints: int | IO[bytes] | None = subprocess.DEVNULL) -> None:
        self.limits = program.limits
        self.popen = subprocess.Popen(
            [sys.executable, *program.words, json.dumps(program.limits._asdict())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            cwd=program.folder,
            env=program.environment,
            bufsize=0,
            pipesize=PIPE if program.limits.ahead > 1 else -1,
        )
        assert self.popen.stdin and self.popen.stdout
        self.into, self.out_of = self.popen.stdin.fileno(), self.popen.stdout.fileno()
        os.set_blocking(self.into, False)
        os.set_blocking(self.out_of, False)
        self.jobs: deque[tuple[int, bytes]] = deque()
        self.to_send, self.received = bytearray(), bytearray()
        self.held, self.since = 0, monotonic()

    @property
    def late(self) -> bool:
        """Whether it has a job for longer than it may."""
        return bool(self.jobs) and monotonic() > self.since + self.limits.seconds + GRACE

    def give(self, number: int, job: bytes) -> None:
        """Hand it one more job."""
        self.since = self.since if self.jobs else monotonic()
        self.jobs.append((number, job))
        self.to_send += JOB.pack(len(job)) + job

    def exchange(self) -> Iterator[tuple[int, Answer]]:
        """Send and take what the pipes let through; the answers that are whole. Raises `Lost`, and ends the process."""
        try:
            with suppress(BlockingIOError):
                self._send()
            with suppress(BlockingIOError):
                self._receive()
        except (OSError, EOFError):
            raise self._lost() from None
        given = len(self.jobs)
        yield from self._whole()
        if self.late and len(self.jobs) == given:
            raise self._lost()

    def end(self) -> None:
        """Stop the process, and wait until it is gone."""
        self.popen.kill()
        with suppress(OSError), self.popen:  # waits for it, and closes its pipes
            pass

    def _send(self) -> None:
        if self.to_send:
            del self.to_send[: os.write(self.into, self.to_send[:PIPE])]

    def _receive(self) -> None:
        if not (received := os.read(self.out_of, PIPE)):
            raise EOFError
        self.received += received

    def _whole(self) -> Iterator[tuple[int, Answer]]:
        while len(self.received) >= ANSWER.size:
            done, held, length = ANSWER.unpack_from(self.received)
            if length > LONGEST or not self.jobs:
                raise self._lost()
            if len(self.received) < ANSWER.size + length:
                return
            body = bytes(self.received[ANSWER.size : ANSWER.size + length])
            del self.received[: ANSWER.size + length]
            self.held, self.since = held, monotonic()
            yield self.jobs.popleft()[0], Answer("done" if done else "refused", body)

    def _lost(self) -> Lost:
        late = self.late
        self.end()
        slow = late or self.popen.returncode in (-signal.SIGALRM, -signal.SIGXCPU)
        return Lost(Answer("slow" if slow else "lost"))


def ready(processes: Sequence[Process]) -> list[Process]:
    """Wait until something can be done with some of `processes`, or the time of one is over; those."""
    watch = poll()
    for process in processes:
        watch.register(process.out_of, POLLIN | POLLHUP | POLLERR)
        if process.to_send:
            watch.register(process.into, POLLOUT)
    ends = [process.since + process.limits.seconds + GRACE for process in processes if process.jobs]
    seconds = max(0.0, min(ends, default=monotonic()) + 0.1 - monotonic())
    events = {descriptor for descriptor, _ in watch.poll(1000 * seconds)}
    return [process for process in processes if not events or events & {process.into, process.out_of}]
