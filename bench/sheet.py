"""The table that is printed: its lines, its columns and the figures in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HEADINGS = ("name", "measured", "reference", "ratio", "limit", "ok?")
WIDTHS = (45, 24, 42, 5, 7, 3)


@dataclass(frozen=True)
class Line:
    """One measure. What `limit` limits is `ratio`, or `value` (in `unit`) where nothing is compared."""

    name: str
    measured: str
    reference: str = ""
    ratio: float | None = None
    value: float | None = None
    limit: float | None = None
    unit: str = ""

    @property
    def ok(self) -> bool:
        """Whether the measure is within its limit; a measure without one is."""
        limited = self.ratio if self.value is None else self.value
        return self.limit is None or (limited is not None and limited <= self.limit)

    def cells(self) -> tuple[str, ...]:
        """The line as text, column by column."""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        limit = "" if self.limit is None else f"{self.limit:g} {self.unit}".strip()
        return (
            self.name,
            self.measured,
            self.reference,
            ratio,
            limit,
            "" if self.limit is None else "yes" if self.ok else "NO",
        )


def printed(cells: Sequence[str]) -> str:
    """One line of the table."""
    return " | ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)).rstrip()


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0–1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * round(share * 100) // 100) - 1)]
