"""Workbooks: the overview beside bare openpyxl with the same cells, and all workbooks of an edition."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter

from openpyxl import Workbook, load_workbook

from bench.clock import seconds
from bench.sheet import Line
from views import queries
from views.edition import Edition, in_force
from views.workbook import workbooks as exports

TIMES = 7
Cells = dict[str, list[list[object]]]
"""The rows of each sheet."""


def lines(store: Path) -> Iterator[Line]:
    """All measures of workbooks over the edition in force of `store`."""
    os.environ["MONITOR_STORE"] = str(store)
    edition = in_force()
    yield _overview(edition)
    yield _all(edition)


def _overview(edition: Edition) -> Line:
    """The overview and the same cells bare, in turn."""
    ours = exports.alliance(edition, "latest")
    cells: Cells = {
        sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)]
        for sheet in load_workbook(io.BytesIO(ours)).worksheets
    }
    count = sum(value is not None for rows in cells.values() for row in rows for value in row)
    pairs = [
        (seconds(partial(_bare, cells)), seconds(partial(exports.alliance, edition, "latest"))) for _ in range(TIMES)
    ]
    return Line(
        f"overview workbook, {count} cells",
        f"{median(took for _, took in pairs):.2f} s, {len(ours) / 1e3:.0f} kB",
        f"{median(bare for bare, _ in pairs):.2f} s: openpyxl, the same cells bare",
        median(took / bare for bare, took in pairs),
        limit=1.3,
    )


def _all(edition: Edition) -> Line:
    began = perf_counter()
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        sizes = list(pool.map(_size, _jobs(edition)))
    took = perf_counter() - began
    return Line(
        f"all {len(sizes)} workbooks of an edition, 2 processes",
        f"{took:.1f} s, {sum(sizes) / 1e6:.1f} MB",
        value=took,
        limit=60,
        unit="s",
    )


def _jobs(edition: Edition) -> list[tuple[str, ...]]:
    """Every workbook of an edition, the slowest first."""
    targets, countries = queries.targets(edition, "latest")["target_no"], queries.roster(edition, "latest")["iso3"]
    return [
        ("database",),
        ("alliance", "latest"),
        *(("target", "latest", str(number)) for number in targets),
        *(("country", "latest", code) for code in countries),
    ]


def _size(job: tuple[str, ...]) -> int:
    """How many bytes one workbook has."""
    kind, *asked = job
    return len(getattr(exports, kind)(in_force(), *([asked[0], int(asked[1])] if kind == "target" else asked)))


def _bare(cells: Cells) -> None:
    """What openpyxl alone needs for the same cells: no looks, no widths, no charts, no notes."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in cells.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(io.BytesIO())
