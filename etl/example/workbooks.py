"""The workbooks of an invented round, each with the mistake that its country makes, and the one it sends after it was given back."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook

from core.xlsx.writer import workbook_bytes
from etl.example.filled import filled
from etl.example.invention import Answers, answers, catalogue, printed
from etl.example.mistakes import CELLS, FILES
from etl.form.rounds import Round, rounds
from etl.questionnaire.prefill import Prefill, prefills
from etl.source import Report
from etl.store.journal import opened


@dataclass(frozen=True)
class Sent:
    """What one country sends in a round: a file, and where it has a `mistake`, its place (empty for a fault of the whole file), the rule that finds it, and the `corrected` file.

    `mends` says how it ends: "file" (another is sent), "answer" (with the words `said`), or "nothing" (it is read as meant).
    """

    round: str
    iso3: str
    name: str
    content: bytes
    mistake: str = ""
    rule: str = ""
    place: str = ""
    mends: str = ""
    said: str = ""
    corrected: bytes = b""


def sent(seed: int, round: Round, report: Report = lambda *_: None) -> list[Sent]:
    """The file of each country that must report, by name of the country; the same seed gives the same bytes."""
    every = prefills(round)
    made = []
    for step, one in enumerate(every.values(), 1):
        made.append(_sent(seed, round, one))
        report(step, len(every), one.name)
    return made


def revised(seed: int, round: Round, iso3: str, indicator: str, value: int) -> bytes:
    """The workbook of a country once more, with another value for one indicator."""
    one = printed(seed, round, prefills(round)[iso3])
    given = answers(seed, round, one)
    next(row for row in given.sheets["sent_indicators"] if row["indicator"] == indicator)["value"] = value
    return _bytes(filled(round, one, given), given)


def keep(store: Path, found: list[Sent]) -> Path:
    """Lay the files down in the store for a learner to drop, as sent and as corrected, with a list of all mistakes; returns the folder."""
    place = opened(store) / "example"
    for one in found:
        for name, content in _files(one):
            path = place / one.round / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    with open(place / "mistakes.csv", "w", encoding="utf-8", newline="") as handle:
        lines = csv.writer(handle, lineterminator="\n")
        lines.writerow(["file", "mistake", "place", "rule"])
        lines.writerows([f"{one.round}/{one.name}", one.mistake, one.place, one.rule] for one in found if one.mistake)
    return place


def _files(one: Sent) -> Iterator[tuple[str, bytes]]:
    yield one.name, one.content
    if one.corrected:
        yield f"corrected/{Path(one.name).with_suffix('.xlsx')}", one.corrected


def _sent(seed: int, round: Round, bare: Prefill) -> Sent:
    one = printed(seed, round, bare)
    given = answers(seed, round, one)
    slip = next(
        (slip for slip in catalogue("mistakes") if (slip["round"], slip["iso3"]) == (round.round, one.iso3)), None
    )
    name = f"{round.round}-{one.iso3}.xlsx"
    fair = _bytes(filled(round, one, given), given) if slip is None or slip["mends"] == "file" else b""
    if slip is None:
        return Sent(round.round, one.iso3, name, fair)
    mistake, place = slip["mistake"], ""
    if mistake == "other_round":
        before = rounds()[round.reports_on]
        content = _sent(seed, before, prefills(before)[one.iso3]).content
    elif mistake in FILES:
        content, name = FILES[mistake](), name.removesuffix("x") if mistake == "old_xls" else name
    else:
        book = filled(round, one, given)
        place = CELLS[mistake](book)
        content = _bytes(book, given)
    return Sent(round.round, one.iso3, name, content, mistake, slip["rule"], place, slip["mends"], slip["said"], fair)


def _bytes(book: Workbook, given: Answers) -> bytes:
    return workbook_bytes(book, datetime.combine(given.dated, datetime.min.time()))
