"""Open data: how long the packages of an edition take, and how much memory the one of five million figures takes as
it streams by.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import duckdb

from bench.processes import ROOT, run
from bench.sheet import Line
from views.data import opendata, sdmx
from views.edition import Edition

FIGURES = 5_000_000
MANY = """
CREATE TABLE many AS SELECT o.* REPLACE (
    line + turn * 1000 AS line, note || ' ' || md5(concat(line, turn)) AS note,
    source_url || '?' || hash(line, turn) AS source_url
)
FROM (SELECT unnest(range(?)) AS turn), observations AS o
"""


def lines(work: Path, store: Path) -> Iterator[Line]:
    """All measures of open data. What is large runs in processes of its own, so that its memory is its own."""
    source, many = next((store / "editions").glob("[0-9]*")), work / "many"
    for name, make in (("open data of the record", opendata.package), ("figures of the record as SDMX", sdmx.archive)):
        begun = perf_counter()
        size = sum(map(len, make(opened(source))))
        yield Line(name, f"{perf_counter() - begun:.2f} s, {size / 1e6:.1f} MB")
    run("-m", "bench.opendata", "enlarge", str(source), str(many))
    printed = subprocess.run(
        [sys.executable, "-m", "bench.opendata", "measure", many], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    bare, whole, before, peak = map(float, printed.split())
    yield Line(
        f"open data of {FIGURES:,} figures",
        f"{whole:.0f} s",
        f"{bare:.0f} s: DuckDB writes their CSV bare",
        whole / bare,
    )
    yield Line(
        "  memory while it streams",
        f"{peak - before:.0f} MB more",
        f"{before:.0f} MB: its first piece",
        value=peak - before,
        limit=300,
        unit="MB",
    )


def measure(folder: Path) -> None:
    """Print seconds of the bare CSV and of the package, and peaks in MB of its first piece and of the whole.

    A process of little memory has to ask: Linux counts that of who started a process as its own.
    """
    bare, first, whole = (run("-m", "bench.opendata", act, str(folder)) for act in ("bare", "first", "whole"))
    print(bare.seconds, whole.seconds, first.peak, whole.peak)


def opened(folder: Path) -> Edition:
    """The edition in `folder`, as its manifest says."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return Edition(manifest["edition"], manifest["hash"], folder)


def enlarge(source: Path, folder: Path) -> None:
    """A folder like that of the edition in `source`, but with at least five million observations, each with a note
    and an address of its own.
    """
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("*.xlsx", "*.pdf", "*.docx", "*.zip"))
    for path in folder.iterdir():
        path.chmod(0o644)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    times = -(-FIGURES // manifest["tables"]["observations"]["rows"])
    manifest["tables"]["observations"]["rows"] *= times
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with duckdb.connect(str(folder / "edition.duckdb"), config={"threads": "2", "memory_limit": "2GB"}) as con:
        con.execute(MANY, [times])
        con.execute("DROP TABLE observations")
        con.execute("ALTER TABLE many RENAME TO observations")
        con.execute(f"COPY observations TO '{folder / 'observations.parquet'}'")


def bare(folder: Path) -> None:
    """The figures as CSV that DuckDB writes by itself, with one thread and without guarding a cell."""
    with duckdb.connect(str(folder / "edition.duckdb"), read_only=True, config={"threads": "1"}) as con:
        con.execute("COPY observations TO '/dev/null' (FORMAT csv, FORCE_QUOTE *)")


def first(folder: Path) -> None:
    """Only the first piece of the package: what it takes before a figure has passed."""
    next(opendata.package(opened(folder)))


def whole(folder: Path) -> None:
    """The whole package, each piece let go at once."""
    for _piece in opendata.package(opened(folder)):
        pass


if __name__ == "__main__":
    if sys.argv[1] == "enlarge":
        enlarge(*map(Path, sys.argv[2:]))
    else:
        {"measure": measure, "bare": bare, "first": first, "whole": whole}[sys.argv[1]](Path(sys.argv[2]))
