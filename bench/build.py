"""How long an edition takes to make, its tables and its exports apart, and how that grows with the record."""

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
    """One build into a store that is new, until the tables are sealed and the edition opens."""
    store = Path(tempfile.mkdtemp(dir=work)) / "store"
    return run("-m", "etl", "build", "--record", str(record), store=store, MONITOR_EXPORTS="no")


@cache
def _pairs(work: Path) -> list[tuple[Run, Run]]:
    """Builds and bare imports in turn, so that both meet the same machine; the first pair only warms the disk."""
    return [(build(work), run("-c", IMPORTS)) for _ in range(PAIRS + 1)][1:]


def plain(work: Path) -> Iterator[Line]:
    """The build of the record beside the mere import of what it needs."""
    pairs = _pairs(work)
    took, bare = median(ours.seconds for ours, _ in pairs), median(other.seconds for _, other in pairs)
    ratio = median(ours.seconds / other.seconds for ours, other in pairs)
    yield Line("build of the record, tables sealed", f"{took:.2f} s", f"{bare:.2f} s: {IMPORTS[7:]}", ratio, limit=3)
    peak = max(ours.peak for ours, _ in pairs)
    yield Line(
        "  most memory",
        f"{peak:.0f} MB",
        f"{max(other.peak for _, other in pairs):.0f} MB: the imports alone",
        value=peak,
        limit=400,
        unit="MB",
    )


KINDS = {
    "briefs (PDF)": (".pdf",),
    "briefs to edit (DOCX)": (".docx",),
    "workbooks (XLSX)": (".xlsx",),
    "open data (ZIP)": (".zip",),
}
"""The exports of an edition by kind, each with the ending of its files; the whole database is a workbook."""
ALONE = """
import sys
from views import exports
from views.edition import in_force
edition = in_force()
for name in exports.catalogue(edition):
    if name.endswith(tuple(sys.argv[1:])):
        for _piece in exports.fresh(edition, name):
            pass
"""


def second(work: Path) -> Iterator[Line]:
    """The exports of the edition, its second part, by two processes; and each kind alone, by one."""
    bare = median(other.seconds for _, other in _pairs(work))
    stores = [Path(tempfile.mkdtemp(dir=work)) / "store" for _ in range(3)]
    for store in stores:
        run("-m", "etl", "build", store=store, MONITOR_EXPORTS="no")
    runs = [run("-m", "etl", "complete", store=store) for store in stores]
    took = median(own.seconds for own in runs)
    yield Line(
        "exports of the record, second part sealed",
        f"{took:.1f} s",
        f"{bare:.2f} s: {IMPORTS[7:]}",
        took / bare,
        value=took,
        limit=15,
        unit="s",
    )
    for kind, endings in KINDS.items():
        alone = run("-c", ALONE, *endings, store=stores[0]).seconds
        yield Line(f"  {kind} alone, by one process", f"{alone:.1f} s", "of the same imports", alone / bare)


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
