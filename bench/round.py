"""The reporting round: how fast 54 templates are made, 54 filled workbooks taken, and an edition built from them."""

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
from etl.build import candidate
from etl.desk.receiving import given_of, receive
from etl.form.rounds import rounds
from etl.form.sheets import FIRST, sheets
from etl.intake.reading import read
from etl.questionnaire.prefill import prefills
from etl.questionnaire.template import template, templates
from etl.store.editions import locked, publish
from etl.store.inputs import Inputs

ROWS, TIMES = 600, 5
ALONE = """
import io, pathlib, sys, time
from python_calamine import CalamineWorkbook
files = [path.read_bytes() for path in sorted(pathlib.Path(sys.argv[1]).glob("*.xlsx"))]
for _ in sys.stdin:
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
        for iso3, one in prefills(round).items():
            (folder / f"{iso3}.xlsx").write_bytes(_filled(template(round, one)))
    return [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.xlsx"))]


def lines(work: Path) -> Iterator[Line]:
    """All measures of the reporting round."""
    round = rounds()["progress-2014"]
    began = perf_counter()
    made = templates(round, prefills(round))
    yield Line(
        "54 templates into a zip",
        f"{perf_counter() - began:.1f} s, {len(made) / 1e6:.1f} MB",
        value=perf_counter() - began,
        limit=30,
        unit="s",
    )
    files = workbooks(work / "round")
    alone = _alone(work / "round")
    took = {"read": [], "receive": []}
    pairs: dict[str, list[float]] = {"read": [], "receive": []}
    for turn in range(TIMES + 1):
        for name, act in (
            ("read", lambda: read(files)),
            ("receive", lambda turn=turn: receive(work / f"store-{turn}", files, "Bench")),
        ):
            reference = next(alone)
            began = perf_counter()
            act()
            took[name].append(perf_counter() - began)
            pairs[name].append(took[name][-1] / reference)
    names = {"read": "  reading alone", "receive": f"54 workbooks of {ROWS} rows: store, read, check"}
    for name in ("receive", "read"):
        yield Line(
            names[name],
            f"{median(took[name][1:]):.2f} s",
            "python-calamine alone, one process",
            median(pairs[name][1:]),
            limit=2.5,
        )
    yield from _editions(work, files)


def _alone(folder: Path) -> Iterator[float]:
    """Seconds of python-calamine for all files, measured each time that it is asked, so that both sides meet the same machine."""
    process = subprocess.Popen(
        [sys.executable, "-c", ALONE, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    try:
        while True:
            process.stdin.write("again\n")
            yield float(process.stdout.readline())
    finally:
        process.stdin.close()
        process.wait()


def _editions(work: Path, files: list[tuple[str, bytes]]) -> Iterator[Line]:
    """The edition of the record, and the one that holds 54 submissions as well, both made in this process."""
    readings = read(files)
    given = [given_of(one, n) for n, one in enumerate(readings, 1)]
    ratios, took, bare = [], [], []
    for turn in range(4):
        for name, more, seconds in (("bare", (), bare), ("full", given, took)):
            began = perf_counter()
            with locked(store := work / f"{name}-{turn}"), candidate(Inputs(), given=more) as made:
                publish(store, made.write, made.facts)
            seconds.append(perf_counter() - began)
        ratios.append(took[-1] / bare[-1])
    yield Line(
        f"edition of the record and 54 × {ROWS} rows",
        f"{median(took[1:]):.2f} s",
        f"{median(bare[1:]):.2f} s: the record alone",
        median(ratios[1:]),
        limit=2,
    )


def _filled(data: bytes) -> bytes:
    book = load_workbook(io.BytesIO(data))
    form = sheets()["sent_indicators"]
    sheet = book[form.title]
    printed = [[sheet.cell(row, n).value for n in range(1, 6)] for row in range(FIRST, FIRST + 20)]
    periods = [*range(1990, 2014), *(f"2013-{month:02}" for month in range(1, 7))]
    for n in range(ROWS):
        code, _, unit, *_ = printed[n // 30]
        value = 10 if unit == "percent" else {"takedown_hints": 2000, "hotline_reports_total": 3000}.get(code, 1000)
        said = [
            *printed[n // 30],
            periods[n % 30],
            value,
            None,
            "exact",
            f"https://example.org/{n}",
            f"Counted by office {n}",
        ]
        for column, value in zip(form.columns, said, strict=True):
            sheet[f"{column.letter}{FIRST + n}"] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
