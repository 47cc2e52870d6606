"""A zip that is streamed: neither in memory nor on disk, and the same bytes for the same entries and moment."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import IO, cast

PIECE = 1 << 20
"""Bytes that are packed at a time; an entry that fits needs no sizes of 64 bits."""
LEVEL = 3
"""Twice as fast as zlib's own choice of 6, for a sixth more bytes."""
LEVEL_NAME = "_compresslevel"
"""Where an entry keeps its level; it has a public name only from Python 3.13 on."""
PACKED = (".parquet", ".png", ".xlsx", ".docx", ".pdf", ".zip")
"""Endings of files that are packed already."""


class _Sink:
    """A place to write that cannot go back, from which what was written is taken."""

    def __init__(self) -> None:
        self.written: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Keep what is written until it is taken."""
        self.written.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""

    def taken(self) -> bytes:
        """What was written since this was last asked."""
        data = b"".join(self.written)
        self.written.clear()
        return data


def zipped(entries: Iterable[tuple[str, Iterable[bytes]]], moment: datetime, stored: bool = False) -> Iterator[bytes]:
    """A zip of `entries` (name, content in pieces) in their order, in pieces of about a megabyte or less.

    Each entry is read when it is its turn, once. Every entry is dated `moment` (in UTC, from 1980 on) and may be read
    by everyone; nothing tells on which machine it was made. Entries may have more than 4 GB. Those that are packed
    already are stored as they are, with `stored` all. Raises `ValueError` for a moment before 1980.
    """
    return filter(None, _written(entries, moment.astimezone(UTC) if moment.tzinfo else moment, stored))


def _written(entries: Iterable[tuple[str, Iterable[bytes]]], moment: datetime, stored: bool) -> Iterator[bytes]:
    sink = _Sink()
    with zipfile.ZipFile(cast(IO[bytes], sink), "w") as archive:  # which asks for nothing else of what it cannot seek
        for name, content in entries:
            pieces = _evened(content)
            first = next(pieces, b"")
            with archive.open(_entry(name, moment, stored), "w", force_zip64=len(first) >= PIECE) as entry:
                entry.write(first)
                for piece in pieces:
                    entry.write(piece)
                    yield sink.taken()
            yield sink.taken()
    yield sink.taken()


def _entry(name: str, moment: datetime, stored: bool) -> zipfile.ZipInfo:
    clock = (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
    entry = zipfile.ZipInfo(name, clock)
    entry.compress_type = zipfile.ZIP_STORED if stored or name.endswith(PACKED) else zipfile.ZIP_DEFLATED
    setattr(entry, LEVEL_NAME, LEVEL)
    entry.create_system, entry.external_attr = 3, 0o100644 << 16
    return entry


def _evened(content: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of a megabyte and more; only the last may be smaller."""
    pieces, size = [], 0
    for piece in content:
        pieces.append(piece)
        size += len(piece)
        if size >= PIECE:
            yield b"".join(pieces)
            pieces, size = [], 0
    if pieces:
        yield b"".join(pieces)
