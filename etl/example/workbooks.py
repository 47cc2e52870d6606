"""The workbooks of an invented round, each with the mistake that its country makes, and the one it sends after it was
given back.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook

from core.xlsx.writer import workbook_bytes
from etl.example.catalogue import catalogue
from etl.example.filled import filled
from etl.example.invention import Answers, answers, printed
from etl.example.mistakes import CELLS, FILES
from etl.form.rounds import Round, rounds
from etl.questionnaire.prefill import Prefill, prefills
from etl.source import Report
from etl.store.journal import opened


@dataclass(frozen=True)
class Sent:
    """What one country sends in a round: a file, and where it has a `mistake`, its place (empty for a fault of the
    whole file), the rule that finds it, and the `corrected` file.

    `mends` says how it ends: "file" (another is sent), "answer" (with the words `answer`), or "nothing" (it is read as
    meant).
    """

    round: str
    iso3: str
    name: str
    content: bytes
    mistake: str = ""
    rule: str = ""
    place: str = ""
    mends: str = ""
    answer: str = ""
    corrected: bytes = b""


def sent(seed: int, reporting_round: Round, report: Report = lambda *_: None) -> list[Sent]:
    """The file of each country that must report, by name of the country; the same seed gives the same bytes."""
    asked = prefills(reporting_round)
    files = []
    for step, prefill in enumerate(asked.values(), 1):
        files.append(_sent(seed, reporting_round, prefill))
        report(step, len(asked), prefill.name)
    return files


def revised(seed: int, reporting_round: Round, iso3: str, indicator: str, value: int) -> bytes:
    """The workbook of a country once more, with another value for one indicator."""
    prefill = printed(seed, reporting_round, prefills(reporting_round)[iso3])
    given = answers(seed, reporting_round, prefill)
    next(row for row in given.sheets["sent_indicators"] if row["indicator"] == indicator)["value"] = value
    return _bytes(filled(reporting_round, prefill, given), given)


def keep(store: Path, files: list[Sent]) -> Path:
    """Lay the files down in the store for a learner to drop, as sent and as corrected, with a list of all mistakes;
    returns the folder.
    """
    folder = opened(store) / "example"
    for file in files:
        for name, content in _contents(file):
            path = folder / file.round / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    with open(folder / "mistakes.csv", "w", encoding="utf-8", newline="") as handle:
        lines = csv.writer(handle, lineterminator="\n")
        lines.writerow(["file", "mistake", "place", "rule"])
        lines.writerows(
            [f"{file.round}/{file.name}", file.mistake, file.place, file.rule] for file in files if file.mistake
        )
    return folder


def _contents(file: Sent) -> Iterator[tuple[str, bytes]]:
    """The names and bytes of a file as sent and, where there is one, as corrected."""
    yield file.name, file.content
    if file.corrected:
        yield f"corrected/{Path(file.name).with_suffix('.xlsx')}", file.corrected


def _sent(seed: int, reporting_round: Round, bare: Prefill) -> Sent:
    prefill = printed(seed, reporting_round, bare)
    given = answers(seed, reporting_round, prefill)
    place = (reporting_round.round, prefill.iso3)
    slip = next((row for row in catalogue("mistakes") if (row["round"], row["iso3"]) == place), None)
    right = slip is None or slip["mends"] == "file"
    fair = _bytes(filled(reporting_round, prefill, given), given) if right else b""
    name = f"{reporting_round.round}-{prefill.iso3}.xlsx"
    if slip is None:
        return Sent(*place, name, fair)
    content, cell = _faulty(seed, reporting_round, prefill, given, slip["mistake"])
    name = name.removesuffix("x") if slip["mistake"] == "old_xls" else name
    return Sent(*place, name, content, slip["mistake"], slip["rule"], cell, slip["mends"], slip["said"], fair)


def _faulty(seed: int, reporting_round: Round, prefill: Prefill, given: Answers, mistake: str) -> tuple[bytes, str]:
    """A file with a mistake, and its place."""
    if mistake == "other_round":
        before = rounds()[reporting_round.reports_on]
        return _sent(seed, before, prefills(before)[prefill.iso3]).content, ""
    if mistake in FILES:
        return FILES[mistake](), ""
    book = filled(reporting_round, prefill, given)
    place = CELLS[mistake](book)
    return _bytes(book, given), place


def _bytes(book: Workbook, given: Answers) -> bytes:
    return workbook_bytes(book, datetime.combine(given.dated, datetime.min.time()))
