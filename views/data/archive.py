"""A zip that is streamed: neither in memory nor on disk, and the same bytes for the same entries and moment."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

PIECE = 1 << 20
"""Bytes that are packed at a time; an entry that fits needs no sizes of 64 bits."""
LEVEL = 3
"""Twice as fast as zlib's own choice of 6, for a sixth more bytes."""
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
    """A zip of `entries` (name, content in pieces) in their order, in pieces of about a megabyte or less. Each entry is read when it is its turn, once.

    Every entry is dated `moment` (in UTC, from 1980 on) and may be read by everyone; nothing tells on which machine it was made. Entries may have more than
    4 GB. Those that are packed already are stored as they are, with `stored` all. Raises `ValueError` for a moment before 1980.
    """
    return filter(
        None, _written(entries, (moment.astimezone(UTC) if moment.tzinfo else moment).timetuple()[:6], stored)
    )


def _written(entries: Iterable[tuple[str, Iterable[bytes]]], clock: tuple[int, ...], stored: bool) -> Iterator[bytes]:
    sink = _Sink()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, content in entries:
            pieces = _evened(content)
            first = next(pieces, b"")
            with archive.open(_entry(name, clock, stored), "w", force_zip64=len(first) >= PIECE) as entry:
                entry.write(first)
                for piece in pieces:
                    entry.write(piece)
                    yield sink.taken()
            yield sink.taken()
    yield sink.taken()


def _entry(name: str, clock: tuple[int, ...], stored: bool) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, clock)
    entry.compress_type = zipfile.ZIP_STORED if stored or name.endswith(PACKED) else zipfile.ZIP_DEFLATED
    entry._compresslevel = LEVEL  # has a public name only from Python 3.13 on
    entry.create_system, entry.external_attr = 3, 0o100644 << 16
    return entry


def _evened(content: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of a megabyte and more; only the last may be smaller."""
    held, size = [], 0
    for piece in content:
        held.append(piece)
        size += len(piece)
        if size >= PIECE:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)
