"""The workshop: pictures are drawn and papers set by processes of their own, so that the memory they take is given back, and nothing that ends one ends the server.

They start when they are needed, are replaced when they have grown, go home when nobody needs them, and end with the process that started them.
"""

from __future__ import annotations

import atexit
import json
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from queue import Empty, LifoQueue
from time import monotonic

from core.words import CONTROL, _
from views.rendering.worker import ANSWER, IDLE, LENGTH

CRAFTS = Path(__file__).with_name("worker.py")
HANDS, MEMORY = 2, 320 * 2**20
"""So many processes, and so many bytes that one of them may hold after a job; else the next job starts another."""


class Unmade(ValueError):
    """What could not be drawn or set; says why."""


class Gone(Exception):
    """A process that gives no answer any more."""


class Hand:
    """One process that draws and sets."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-I", CRAFTS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd="/", env={"TZ": "UTC"}
        )
        self.held, self.since = 0, monotonic()

    @property
    def fit(self) -> bool:
        """Whether it is there for another job: neither gone, nor about to go home, nor grown."""
        return self.process.poll() is None and self.held <= MEMORY and monotonic() - self.since < IDLE

    def made(self, job: bytes) -> bytes:
        """What the process makes of a job. Raises `Unmade` with what it says, or when it has run out of time, and `Gone`."""
        try:
            self.process.stdin.write(LENGTH.pack(len(job)) + job)
            self.process.stdin.flush()
            made, self.held, length = ANSWER.unpack(self._read(ANSWER.size))
            body, self.since = self._read(length), monotonic()
        except OSError:
            raise (Unmade(_("It takes too long to draw or set.")) if self.end() else Gone) from None
        if not made:
            raise Unmade(body.decode())
        return body

    def end(self) -> bool:
        """Stop the process; whether it had run out of time."""
        self.process.kill()
        with suppress(OSError), self.process:  # waits for it, and closes its pipes
            pass
        return self.process.returncode == -signal.SIGALRM

    def _read(self, length: int) -> bytes:
        found = self.process.stdout.read(length)
        if len(found) < length:
            raise BrokenPipeError
        return found


class Workshop:
    """Room for so many `hands`. Who asks while all are at work waits for the first that is free."""

    def __init__(self, hands: int = HANDS) -> None:
        self._free: LifoQueue[Hand | None] = LifoQueue()
        for _place in range(hands):
            self._free.put(None)

    def made(self, craft: str, **material: object) -> bytes:
        """What a craft of `crafts.CRAFTS` makes of its material. Raises `Unmade`."""
        job = json.dumps([craft, _ready(material)]).encode()
        hand = self._free.get()
        try:
            if hand and hand.fit:
                with suppress(Gone):  # it was ended from outside; another does the job
                    return hand.made(job)
            if hand:
                hand.end()
            hand = Hand()
            return hand.made(job)
        except Gone:
            raise Unmade(_("It cannot be drawn or set.")) from None
        finally:
            if hand and not hand.fit:
                hand.end()
            self._free.put(hand)

    def close(self) -> None:
        """End the processes that wait for a job."""
        with suppress(Empty):
            while True:
                if hand := self._free.get_nowait():
                    hand.end()


def settable(text: str) -> str:
    """Text without the signs that no picture and no paper may hold."""
    return CONTROL.sub("", text).replace("\ufeff", "")


def _ready(material: object) -> object:
    """Material whose text is `settable`; what is drawn only when it is needed, is drawn here."""
    if isinstance(material, str):
        return settable(material)
    if isinstance(material, dict):
        return {settable(name): _ready(inside) for name, inside in material.items()}
    if isinstance(material, (list, tuple)):
        return [_ready(one) for one in material]
    return _ready(material()) if callable(material) else material


WORKSHOP = Workshop()
made = WORKSHOP.made
atexit.register(WORKSHOP.close)
