"""Many jobs for one caller, answered by a few processes; one that dies or hangs costs its own job, and no other."""

from __future__ import annotations

import subprocess
from collections import deque
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import IO, Self

from core.workers.process import Lost, Process, Program, ready
from core.workers.protocol import Answer

PROCESSES = 2


class Batch:
    """At most so many processes of a program, for one `with` block; they start when they are needed and end with it."""

    def __init__(
        self, program: Program, most: int = PROCESSES, complaints: int | IO[bytes] | None = subprocess.DEVNULL
    ) -> None:
        self.program, self.most, self.complaints = program, most, complaints
        self.processes: list[Process] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        for process in self.processes:
            process.end()
        self.processes.clear()

    def answers(self, jobs: Sequence[bytes]) -> Iterator[tuple[int, Answer]]:
        """The answer to each of `jobs`, with its place among them, in the order in which they are ready."""
        waiting = deque(enumerate(jobs))
        while waiting or any(process.jobs for process in self.processes):
            self._hand_out(waiting)
            for process in ready(self.processes):
                try:
                    yield from process.exchange()
                except Lost as lost:
                    self.processes.remove(process)
                    if process.jobs:
                        yield process.jobs.popleft()[0], lost.answer
                    waiting.extendleft(reversed(process.jobs))

    def _hand_out(self, waiting: deque[tuple[int, bytes]]) -> None:
        """Give jobs to those that have fewest, as many as a process takes at once; start processes that are missing."""
        missing = min(self.most - len(self.processes), len(waiting))
        self.processes += [Process(self.program, self.complaints) for _place in range(missing)]
        for many in range(self.program.limits.ahead):
            for process in self.processes:
                if waiting and len(process.jobs) == many:
                    process.give(*waiting.popleft())


def answer(program: Program, job: bytes) -> Answer:
    """The answer to one job, by a process of its own."""
    with Batch(program, 1) as batch:
        ((_number, answer),) = batch.answers([job])
    return answer
