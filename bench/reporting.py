"""The reporting round: how fast 54 templates are made, 54 filled workbooks taken, and an edition built from them."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bench.clock import seconds
from bench.sheet import Line
from etl.build import candidate
from etl.desk.receiving import given_of, receive
from etl.form.rounds import rounds
from etl.form.sheets import FIRST, sheets
from etl.intake.loading import Given
from etl.intake.reading import read
from etl.questionnaire.prefill import prefills
from etl.questionnaire.template import template, templates
from etl.store.editions import locked, publish
from etl.store.inputs import Inputs

ROWS, TIMES = 600, 5
PERIODS = [*range(1990, 2014), *(f"2013-{month:02}" for month in range(1, 7))]
LARGE = {"takedown_hints": 2000, "hotline_reports_total": 3000}
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

Files = list[tuple[str, bytes]]
"""Names and bytes of workbooks."""


def workbooks(folder: Path) -> Files:
    """The forms of all countries of the round of progress, each with 600 rows of figures in Indicators, kept in
    `folder`.
    """
    if not folder.exists():
        folder.mkdir(parents=True)
        progress = rounds()["progress-2014"]
        for iso3, prefill in prefills(progress).items():
            (folder / f"{iso3}.xlsx").write_bytes(_filled(template(progress, prefill)))
    return [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.xlsx"))]


def lines(work: Path) -> Iterator[Line]:
    """All measures of the reporting round."""
    yield _templates()
    files = workbooks(work / "round")
    yield from _received(work, files)
    yield from _editions(work, files)


def _templates() -> Line:
    progress = rounds()["progress-2014"]
    began = perf_counter()
    archive = templates(progress, prefills(progress))
    took = perf_counter() - began
    return Line("54 templates into a zip", f"{took:.1f} s, {len(archive) / 1e6:.1f} MB", value=took, limit=30, unit="s")


def _received(work: Path, files: Files) -> Iterator[Line]:
    """Receiving the files, and reading them alone, each beside python-calamine; the first turn is not counted."""
    alone = _alone(work / "round")
    reading: list[tuple[float, float]] = []
    receiving: list[tuple[float, float]] = []
    for turn in range(TIMES + 1):
        reading.append((next(alone), seconds(partial(read, files))))
        receiving.append((next(alone), seconds(partial(receive, work / f"store-{turn}", files, "Bench"))))
    yield _beside_calamine(f"54 workbooks of {ROWS} rows: store, read, check", receiving[1:])
    yield _beside_calamine("  reading alone", reading[1:])


def _beside_calamine(name: str, pairs: Sequence[tuple[float, float]]) -> Line:
    """Seconds of python-calamine and ours, in pairs."""
    return Line(
        name,
        f"{median(ours for _, ours in pairs):.2f} s",
        "python-calamine alone, one process",
        median(ours / alone for alone, ours in pairs),
        limit=2.5,
    )


def _alone(folder: Path) -> Iterator[float]:
    """Seconds of python-calamine for all files, measured each time that it is asked, so that both sides meet the
    same machine.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", ALONE, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    assert process.stdin and process.stdout, "both are pipes"
    try:
        while True:
            process.stdin.write("again\n")
            yield float(process.stdout.readline())
    finally:
        process.stdin.close()
        process.wait()


def _editions(work: Path, files: Files) -> Iterator[Line]:
    """The edition of the record, and the one that holds 54 submissions as well, both made in this process; the first
    turn is not counted.
    """
    given = [given_of(reading, n) for n, reading in enumerate(read(files), 1)]
    pairs = [
        (
            seconds(partial(_edition, work / f"bare-{turn}", ())),
            seconds(partial(_edition, work / f"full-{turn}", given)),
        )
        for turn in range(4)
    ][1:]
    yield Line(
        f"edition of the record and 54 × {ROWS} rows",
        f"{median(full for _, full in pairs):.2f} s",
        f"{median(bare for bare, _ in pairs):.2f} s: the record alone",
        median(full / bare for bare, full in pairs),
        limit=2,
    )


def _edition(store: Path, given: Sequence[Given]) -> None:
    with locked(store), candidate(Inputs(), given=given) as built:
        publish(store, built.write, built.facts)


def _filled(data: bytes) -> bytes:
    """A template with 600 rows of figures: 20 indicators in 30 periods."""
    book = load_workbook(io.BytesIO(data))
    form = sheets()["sent_indicators"]
    sheet: Worksheet = book[form.title]
    printed = [[sheet.cell(row, n).value for n in range(1, 6)] for row in range(FIRST, FIRST + 20)]
    for n in range(ROWS):
        code, _, unit, *_ = printed[n // 30]
        value = 10 if unit == "percent" else LARGE.get(code, 1000)
        answer = [PERIODS[n % 30], value, None, "exact", f"https://example.org/{n}", f"Counted by office {n}"]
        for column, cell in zip(form.columns, [*printed[n // 30], *answer], strict=True):
            sheet[f"{column.letter}{FIRST + n}"] = cell
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
