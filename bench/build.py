"""How long an edition takes to make, and how that grows with the record."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

from bench.processes import Run, run
from bench.record import RECORD, large_record, rows
from bench.sheet import Line

IMPORTS = "import duckdb, pandas, openpyxl"
PAIRS = 7


def edition(work: Path) -> Path:
    """A store with one edition of the record, for the measures that only read."""
    store = work / "store"
    run("-m", "etl", "build", store=store)
    return store


def build(work: Path, record: Path = RECORD) -> Run:
    """One build into a store that is new."""
    return run("-m", "etl", "build", "--record", str(record), store=Path(tempfile.mkdtemp(dir=work)) / "store")


@cache
def _pairs(work: Path) -> list[tuple[Run, Run]]:
    """Builds and bare imports in turn, so that both meet the same machine; the first pair only warms the disk."""
    return [(build(work), run("-c", IMPORTS)) for _ in range(PAIRS + 1)][1:]


def plain(work: Path) -> Iterator[Line]:
    """The build of the record beside the mere import of what it needs."""
    pairs = _pairs(work)
    took, bare = median(ours.seconds for ours, _ in pairs), median(other.seconds for _, other in pairs)
    ratio = median(ours.seconds / other.seconds for ours, other in pairs)
    yield Line("build of the record", f"{took:.2f} s", f"{bare:.2f} s: {IMPORTS[7:]}", ratio, limit=3)
    peak = max(ours.peak for ours, _ in pairs)
    yield Line(
        "  most memory",
        f"{peak:.0f} MB",
        f"{max(other.peak for _, other in pairs):.0f} MB: the imports alone",
        value=peak,
        limit=400,
        unit="MB",
    )


def large(work: Path) -> Iterator[Line]:
    """The build of a record with a hundred times the figures; the ratio is that of the times over that of the rows."""
    record = large_record(work / "large")
    few, many = rows(RECORD), rows(record)
    runs = [build(work, record) for _ in range(3)]
    took, before = median(own.seconds for own in runs), median(ours.seconds for ours, _ in _pairs(work))
    times, grown = took / before, many / few
    yield Line(
        f"build of {many:,} figures",
        f"{took:.1f} s, {times:.1f} × the time",
        f"{grown:.0f} × the rows ({few:,})",
        times / grown,
        limit=1,
    )
    yield Line("  figures per second", f"{many / took:,.0f}", f"{few / before:,.0f} from the record")
    yield Line(
        "  most memory",
        f"{max(own.peak for own in runs):,.0f} MB",
        f"{max(ours.peak for ours, _ in _pairs(work)):.0f} MB from the record",
    )
