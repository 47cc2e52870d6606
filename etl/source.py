"""What every room hands on: a file as text, a finding in it, and the sentence for what cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from core.editions.layout import ROOT as ROOT
from core.editions.manifest import Unreadable as Unreadable

RECORD = ROOT / "data" / "record"
DEFINITIONS = ROOT / "data" / "definitions"


Report = Callable[[int, int, str], None]
"""Told of long work: step, of how many, what."""


def text_of(path: Path) -> str:
    """What a text file says. Raises `OSError` where it cannot be opened, `Unreadable` where it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        found = error.object[error.start : error.start + 1]
        raise Unreadable(
            f"{path.name}: is not text in UTF-8; found byte {found!r} at {error.start}. Save it as UTF-8."
        ) from error


@dataclass(frozen=True)
class Finding:
    """One thing a check found: where, what, and what is expected there."""

    rule: str
    severity: str
    file: str
    line: int
    place: str
    found: str
    expected: str
    case: str = ""


@dataclass
class Source:
    """A CSV file as text.

    `rows` hold one cell a column of `columns`; `lines[i]` is the line on which `rows[i]` begins (the header is line 1);
    `sign` stands between its cells.
    """

    name: str
    columns: list[str]
    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    sign: str = ","

    def records(self) -> list[dict[str, str]]:
        """The rows, each cell under its column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]
