"""The reporting round: how fast 54 filled workbooks are read."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from openpyxl import load_workbook

from bench.sheet import Line
from etl.form import FIRST, rounds, sheets
from etl.intake import read
from etl.known import known
from etl.template import template

ROWS, TIMES = 600, 5
ALONE = """
import io, pathlib, sys, time
from python_calamine import CalamineWorkbook
files = [path.read_bytes() for path in sorted(pathlib.Path(sys.argv[1]).glob("*.xlsx"))]
for _ in range(int(sys.argv[2])):
    began = time.perf_counter()
    for data in files:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    print(time.perf_counter() - began, flush=True)
"""


def workbooks(folder: Path) -> list[tuple[str, bytes]]:
    """The forms of all countries of the round of progress, each with 600 rows of figures in Indicators, kept in `folder`."""
    if not folder.exists():
        folder.mkdir(parents=True)
        round = rounds()["progress-2014"]
        for iso3, one in known(round).items():
            (folder / f"{iso3}.xlsx").write_bytes(_filled(template(round, one)))
    return [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.xlsx"))]


def reading(work: Path) -> Iterator[Line]:
    """Reading 54 workbooks in two processes, beside python-calamine alone in one process that was started once for all."""
    files = workbooks(work / "round")
    own = []
    read(files)
    alone = subprocess.Popen([sys.executable, "-c", ALONE, work / "round", str(TIMES + 1)], stdout=subprocess.PIPE, text=True)
    calamine = [float(line) for line in alone.communicate()[0].splitlines()][1:]
    for _ in range(TIMES):
        began = perf_counter()
        rows = sum(len(one.rows) for found in read(files) for one in found.sources)
        own.append(perf_counter() - began)
    measured, reference = median(own), median(calamine)
    yield Line(f"Read {len(files)} workbooks, {rows} rows", f"{measured:.2f} s", f"python-calamine alone, one process {reference:.2f} s", measured / reference, limit=2.5)


def _filled(data: bytes) -> bytes:
    book = load_workbook(io.BytesIO(data))
    form = sheets()["sent_indicators"]
    sheet = book[form.title]
    printed = [sheet.cell(FIRST, n).value for n in range(1, 6)]
    for n in range(ROWS):
        said = [*printed, 1990 + n % 25, 1000 + 7 * n, None, "exact", f"https://example.org/{n}", f"Counted by office {n}"]
        for column, value in zip(form.columns, said, strict=True):
            sheet[f"{column.letter}{FIRST + n}"] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
