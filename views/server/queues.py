"""Where many wait for few: threads of their own for work that takes long, so that nobody else waits for it.

The loop that serves everybody, and the threads from which it reads files, never do what stands here.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from core.words import _

Given = ParamSpec("Given")
Made = TypeVar("Made")
RETRY_SECONDS = 10
BUSY = _("Too many are waiting for this just now; please ask again in {0} seconds.").format(RETRY_SECONDS)


class Busy(Exception):
    """So many wait already that nobody else is let in; HTTP says 503 and Retry-After."""

    def __init__(self) -> None:
        super().__init__(BUSY)


class BoundedQueue:
    """Room for `at_work` at a time and `waiting` behind them; whoever comes then is told at once."""

    def __init__(self, name: str, at_work: int, waiting: int) -> None:
        self.most, self.inside = at_work + waiting, 0
        self._threads = ThreadPoolExecutor(at_work, thread_name_prefix=name)

    def refuse_when_full(self) -> None:
        """Raise `Busy` when nobody else is let in."""
        if self.inside >= self.most:
            raise Busy

    async def run(self, work: Callable[Given, Made], *given: Given.args, **named: Given.kwargs) -> Made:
        """What `work` returns, done in a thread of this queue. Raises `Busy`."""
        self.refuse_when_full()
        return await self._turn(lambda: work(*given, **named))

    async def pieces(self, pieces: Iterable[bytes]) -> AsyncIterator[bytes]:
        """Each of `pieces`, made in its turn; between two of them others have theirs.

        Who has begun is not sent away, so ask `refuse_when_full` before.
        """
        source = iter(pieces)
        while (piece := await self._turn(lambda: next(source, None))) is not None:
            yield piece

    async def _turn(self, work: Callable[[], Made]) -> Made:
        self.inside += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self.inside -= 1


READING = BoundedQueue("reading", at_work=4, waiting=500)
"""Questions to an edition: milliseconds each, so that a room full of readers who ask at once is answered in seconds."""
DRAWING = BoundedQueue("drawing", at_work=3, waiting=20)
"""Papers, pictures, workbooks and zips: up to seconds each; two processes draw, and a thread prepares for the next."""
