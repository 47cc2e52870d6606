"""One job each for many threads, by a few processes that stay for the next and are replaced when they have grown."""

from __future__ import annotations

import atexit
from contextlib import suppress
from queue import Empty, LifoQueue
from time import monotonic

from core.workers.process import Lost, Process, Program, ready
from core.workers.protocol import Answer


class Pool:
    """Room for `most` processes, each replaced when it holds more than `memory` bytes after a job.

    They start when they are needed, leave when nobody needs them, and end with the process that started them. Who asks
    while all are at work waits for the first that is free.
    """

    def __init__(self, program: Program, most: int, memory: int) -> None:
        self.program, self.memory = program, memory
        self._free: LifoQueue[Process | None] = LifoQueue()
        for _place in range(most):
            self._free.put(None)
        atexit.register(self.close)

    def answer(self, job: bytes) -> Answer:
        """The answer to a job. One whose process was ended from outside while it waited is done by another."""
        process = self._free.get()
        try:
            if process and self._fit(process) and (answer := _answer(process, job)).outcome != "lost":
                return answer
            if process:
                process.end()
            process = Process(self.program, complaints=None)
            return _answer(process, job)
        finally:
            if process and not self._fit(process):
                process.end()
            self._free.put(process)

    def close(self) -> None:
        """End the processes that wait for a job."""
        with suppress(Empty):
            while True:
                if process := self._free.get_nowait():
                    process.end()

    def _fit(self, process: Process) -> bool:
        """Whether it is there for another job: neither gone, nor at work, nor about to leave, nor grown."""
        idle = self.program.limits.idle
        leaves = idle is not None and monotonic() - process.since >= idle
        return process.popen.poll() is None and not process.jobs and not leaves and process.held <= self.memory


def _answer(process: Process, job: bytes) -> Answer:
    process.give(0, job)
    try:
        while True:
            ready([process])
            for _number, answer in process.exchange():
                return answer
    except Lost as lost:
        return lost.answer
