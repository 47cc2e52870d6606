"""Two processes at most that read files; one that dies or hangs costs the file that it held, and no other."""

from __future__ import annotations

import json
import os
import signal
import struct
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from select import POLLERR, POLLHUP, POLLIN, POLLOUT, poll
from time import monotonic

from core.xlsx.reader import MEMORY, PACKED, SECONDS, heavy

CELLS = Path(__file__).parents[1] / "xlsx" / "reader.py"
CHILDREN, AHEAD = 2, 2
"""So many processes, and so many files handed to each: the second waits in the pipe, so that no process waits for us."""

PIPE, LONGEST = 2**20, 128 * 2**20
"""Bytes that wait in a pipe, and of the longest answer."""

SLOW = {
    "code": "too_slow",
    "sentence": f"takes more than {SECONDS} seconds to read; delete what is not part of the form, or fill the form again",
}
FELL = {
    "code": "too_large",
    "sentence": f"cannot be read within {MEMORY >> 20} MB of memory, or is damaged; delete what is not part of the form, or fill the form again",
}


class Gone(Exception):
    """A process that gives no answer any more."""


def answers(files: Sequence[bytes]) -> Iterator[tuple[int, dict]]:
    """What `core/xlsx/reader.py` answers to each of `files`, with the place of the file, in the order in which they are ready."""
    todo = deque((place, data) for place, data in enumerate(files) if len(data) <= PACKED)
    children: list[Child] = []
    yield from (
        (place, {"code": "too_large", "sentence": heavy(len(data))})
        for place, data in enumerate(files)
        if len(data) > PACKED
    )
    try:
        while todo or any(child.held for child in children):
            children += [Child() for _ in range(min(CHILDREN - len(children), len(todo)))]
            _hand_out(todo, children)
            for child in _ready(children):
                try:
                    yield from child.turn()
                except Gone:
                    children.remove(child)
                    said = child.end()
                    if child.held:
                        yield child.held.popleft()[0], said
                    todo.extendleft(reversed(child.held))
    finally:
        for child in children:
            child.end()


class Child:
    """One process that reads files, shut in before it sees the first. `held` are the files that it was given and has not answered."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", CELLS],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={},
            bufsize=0,
            pipesize=PIPE,
        )
        self.given, self.taken = self.process.stdin.fileno(), self.process.stdout.fileno()
        os.set_blocking(self.given, False)
        os.set_blocking(self.taken, False)
        self.held: deque[tuple[int, bytes]] = deque()
        self.out, self.got, self.since, self.late = bytearray(), bytearray(), monotonic(), False

    def give(self, place: int, data: bytes) -> None:
        """Hand it one more file."""
        self.since = self.since if self.held else monotonic()
        self.held.append((place, data))
        self.out += struct.pack(">Q", len(data)) + data

    def turn(self) -> Iterator[tuple[int, dict]]:
        """Send and take what the pipes let through; the answers that are whole. Raises `Gone`."""
        try:
            if self.out:
                del self.out[: os.write(self.given, self.out[:PIPE])]
        except BlockingIOError:
            pass
        except OSError as error:
            raise Gone from error
        try:
            found = os.read(self.taken, PIPE)
        except BlockingIOError:
            self.late = bool(self.held) and monotonic() - self.since > SECONDS
            if self.late:
                raise Gone from None
            return
        if not found:
            raise Gone
        self.got += found
        while len(self.got) >= 8:
            (length,) = struct.unpack(">Q", self.got[:8])
            if length > LONGEST or not self.held:
                raise Gone
            if len(self.got) < 8 + length:
                return
            said = json.loads(self.got[8 : 8 + length])
            del self.got[: 8 + length]
            self.since = monotonic()
            yield self.held.popleft()[0], said

    def end(self) -> dict:
        """Stop the process; what is said of the file that it held."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stdin.close(), self.process.stdout.close()
        return SLOW if self.late or self.process.returncode == -signal.SIGXCPU else FELL


def _hand_out(todo: deque[tuple[int, bytes]], children: list[Child]) -> None:
    for many in range(AHEAD):
        for child in children:
            if todo and len(child.held) == many:
                child.give(*todo.popleft())


def _ready(children: list[Child]) -> list[Child]:
    """The children with which something can be done, or whose time is over."""
    watch = poll()
    for child in children:
        watch.register(child.taken, POLLIN | POLLHUP | POLLERR)
        if child.out:
            watch.register(child.given, POLLOUT)
    first = min((child.since for child in children if child.held), default=monotonic())
    found = {descriptor for descriptor, _ in watch.poll(1000 * max(0.0, first + SECONDS + 0.1 - monotonic()))}
    return [child for child in children if not found or found & {child.given, child.taken}]
