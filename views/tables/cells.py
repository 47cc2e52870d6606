"""Cells for machines: text that no spreadsheet runs, numbers as numbers, dates as ISO 8601."""

from __future__ import annotations

import pandas as pd

from core import words

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""How text begins that a spreadsheet would run."""


def safe(cell: object) -> object:
    """A cell for CSV: numbers as they are, dates as ISO, nothing as an empty cell, text without control characters.

    Risky text stands behind one more apostrophe, which can be taken away again.
    """
    bare = _bare(cell)
    if isinstance(bare, str):
        return f"'{bare}" if isinstance(cell, str) and bare.lstrip("'").startswith(RISKY) else bare
    return "" if bare is None else bare


def records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """The rows with numbers as numbers, dates as ISO 8601, and nothing as null."""
    columns = [[_bare(cell) for cell in frame[name].tolist()] for name in frame]
    return [dict(zip(frame.columns, row, strict=True)) for row in zip(*columns, strict=True)]


def _bare(cell: object) -> object:
    if isinstance(cell, str):
        return words.CONTROL.sub("", cell)
    if words.missing(cell):
        return None
    return cell.date().isoformat() if isinstance(cell, pd.Timestamp) else cell
