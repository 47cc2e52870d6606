"""How far long work is: on a terminal one bar that moves and leaves an empty line; elsewhere a few lines."""

from __future__ import annotations

import sys

from core import terminal

WIDTH, SHARES, LINES = 24, 8, 20
"""Signs of the bar; lines for each stretch of work, and for all of a command, where nobody sees a bar."""


class Bar:
    """Told of each step as `etl.source.Report`: its number, of how many, what. A smaller number, or another total,
    begins a new stretch of the same work.
    """

    def __init__(self) -> None:
        self.step, self.of, self.share, self.lines = 0, 0, -1, 0

    def __call__(self, step: int, of: int, what: str) -> None:
        """Show a step."""
        if (self.of, True) != (of, step >= self.step):
            self.share = -1
        before, self.step, self.of, self.share = self.share, step, of, step * SHARES // of
        if sys.stdout.isatty():
            self._move(step, of, what)
        elif self.share != before and self.lines < LINES:
            self.lines += 1
            print(f"{step}/{of} {terminal.one_line(what)}", flush=True)

    def _move(self, step: int, of: int, what: str) -> None:
        terminal.steer("\r\033[K")
        if step < of:
            print(f"{'█' * (WIDTH * step // of):<{WIDTH}} {step}/{of} {terminal.one_line(what)}", end="", flush=True)
        else:
            sys.stdout.flush()

    def clear(self) -> None:
        """Take the bar of work that did not end away, so that a sentence stands on a line of its own."""
        if sys.stdout.isatty() and self.step < self.of:
            terminal.steer("\r\033[K")
            sys.stdout.flush()
