"""What reaches a terminal or a log: text of others steers neither, and what is not known there is written plainly.

Text out of a file (a case, a title of a sheet, a reason) may hold sequences that colour, move or empty a terminal, or
set its title; they are shown as Python writes them, `\\x1b[31m`.
"""

from __future__ import annotations

import codecs
import io
import logging
import re
import sys
from typing import TextIO

STEERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Control characters but line break and tab, signs that end a line, and those that turn the order of letters round."""
PLAIN = {
    "✗": "x", "·": "-", "█": "#", "…": "...", "–": "-", "—": "-", "−": "-", "’": "'", "‘": "'", "“": '"', "”": '"',
    "→": "->", "✓": "ok", "≥": ">=", "≤": "<=", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
}  # fmt: skip
"""Our own signs, for a terminal that knows no others than its own."""
ERRORS = "plain"


def escaped(text: str) -> str:
    """`text` without anything that steers a terminal; its lines stay."""
    return STEERS.sub(_written, text)


def one_line(text: str) -> str:
    """`text` in one line, without anything that steers a terminal: a cell never begins a line of its own."""
    return escaped(text).replace("\n", "\\n").replace("\t", "\\t")


class Terminal(io.TextIOBase):
    """A stream to a terminal, a pipe or a log that takes any text."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.buffer = stream.buffer
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=ERRORS)

    def write(self, text: str) -> int:
        """Write `text`, escaped; its length."""
        self.stream.write(escaped(text))
        return len(text)

    def steer(self, text: str) -> None:
        """Write `text` as it is: only for what is ours."""
        self.stream.write(text)

    def flush(self) -> None:
        """Write out what waits."""
        self.stream.flush()

    def isatty(self) -> bool:
        """Whether a person looks on."""
        return self.stream.isatty()

    def fileno(self) -> int:
        """The descriptor underneath."""
        return self.stream.fileno()

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """How its letters are written as bytes."""
        return self.stream.encoding


class Log(logging.Handler):
    """A handler that writes records, with their traceback, escaped to standard error, whatever that is by then."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        sys.stderr.write(escaped(self.format(record)) + "\n")


def guard() -> None:
    """Let standard output and error of this process take any text."""
    sys.stdout, sys.stderr = (
        stream if isinstance(stream, Terminal) else Terminal(stream) for stream in (sys.stdout, sys.stderr)
    )


def log() -> logging.Logger:
    """The log of the program."""
    logger = logging.getLogger("monitor")
    if not any(isinstance(handler, Log) for handler in logger.handlers):
        logger.addHandler(Log())
    return logger


def steer(text: str) -> None:
    """Move the cursor of the terminal, and write a line of ours."""
    getattr(sys.stdout, "steer", sys.stdout.write)(text)
    sys.stdout.flush()


def pass_on(content: bytes) -> None:
    """Data in UTF-8 to standard output: byte by byte to a pipe or a file, as text to a person."""
    if sys.stdout.isatty():
        sys.stdout.write(content.decode("utf-8"))
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _written(sign: re.Match[str]) -> str:
    return sign[0].encode("unicode_escape").decode("ascii")


def _plainly(error: UnicodeError) -> tuple[str, int]:
    """What is written for letters that the encoding of a stream lacks."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    return "".join(PLAIN.get(letter) or _backslashed(letter) for letter in letters), error.end


def _backslashed(letter: str) -> str:
    return letter.encode("ascii", "backslashreplace").decode("ascii")


codecs.register_error(ERRORS, _plainly)
