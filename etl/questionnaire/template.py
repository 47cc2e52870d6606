"""The workbook that a country fills: one for a country, or a zip with one for each that must report."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from core.words import stated
from etl.form.layout import PAGE, book, height, lines, paper, protect, saved, write
from etl.form.sheets import COVER, COVERED, FIRST, HEADER, Column, Round, Sheet, sheets, words
from etl.questionnaire.guidance import UNDER, read_me
from etl.questionnaire.prefill import Prefill
from etl.questionnaire.prompts import LISTS, asked, checked, listed
from etl.record.read import DEFINITIONS, RECORD, Report, source
from etl.store.illustration import WORDS

ROOM = {"sent_commitments": 30, "sent_indicators": 60, "sent_practice": 15}
"""So many rows are free on a sheet."""
TALL = {"sent_commitments": 39, "sent_practice": 52, "sent_progress": 52, "sent_threats": 34}
"""So high is a row to begin with, in points."""
BANDS = {"locked": "Printed by us", "offered": "You may edit", "": "For you to fill"}
KINDS = {"locked": "locked", "offered": "offered", "": "fill"}
FORMATS = {"due_date": "date", "date": "date", "number": "number"}


class Printed(NamedTuple):
    """The definitions that are printed into every workbook: lists by the type of a column, their headers, and the rows of the form's indicators."""

    lists: dict[str, list[str]]
    heads: dict[str, str]
    goals: dict[str, str]
    indicators: list[dict[str, str]]
    last: dict[str, str]


def template(round: Round, known: Prefill, definitions: Path = DEFINITIONS, record: Path = RECORD) -> bytes:
    """The workbook of one country for one round (XLSX): protected, without formulas, macros, hidden sheets or links to other files. Same input, same bytes.

    The form is that of the version of the round. Where invented figures are asked for, cover, footers and properties say so.
    """
    printed = _printed(definitions, record, round.template)
    opens = datetime.fromisoformat(round.opens)
    facts = {"round": round.round, "country": known.iso3, "template": round.template} | (
        {"illustrative": WORDS} if known.illustrative else {}
    )
    made = book(f"{round.label} · {known.name}", facts, opens)
    _finish(read_me(made.create_sheet(COVER), round, known), round, known, tall=True, start=COVERED["office"])
    for name, sheet in sheets(definitions, round.template).items():
        _answers(made.create_sheet(sheet.title), sheet, _rows(name, round, known, printed), round, known, printed)
    _lists(made.create_sheet(LISTS), round, known, printed)
    return saved(made, opens)


def templates(
    round: Round,
    every: dict[str, Prefill],
    report: Report | None = None,
    definitions: Path = DEFINITIONS,
    record: Path = RECORD,
) -> bytes:
    """A zip with the workbook of each country of `every`; same input, same bytes. `report` is told each step."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        for n, (iso3, one) in enumerate(every.items(), start=1):
            bundle.writestr(
                zipfile.ZipInfo(f"{round.round}-{iso3}.xlsx", (1980, 1, 1, 0, 0, 0)),
                template(round, one, definitions, record),
            )
            if report:
                report(n, len(every), one.name)
    return out.getvalue()


def reference(iso3: str, round: Round, n: int) -> str:
    """The printed reference of the n-th new commitment of a country in a round, such as ALB-C13-01."""
    return f"{iso3}-C{round.round.rpartition('-')[2][-2:]}-{n:02d}"


def _answers(
    sheet: Worksheet, form: Sheet, rows: list[dict[str, object]], round: Round, known: Prefill, printed: Printed
) -> None:
    """One sheet to fill: title, how to fill it, what is printed by whom, headers, rows."""
    widths = _widths(form, rows)
    empty = form.name == "sent_progress" and not rows
    write(sheet, "A1", form.title, "title")
    under = UNDER[form.name if not empty else "no_progress" if round.reports_on else "not_asked"]
    write(
        sheet,
        "A2",
        under.format(due=stated(round.due), country=known.name, round=round.label, period=round.period),
        "lead" if empty else "under",
    )
    height(sheet, 1, 30), height(sheet, 2, 18), height(sheet, 3, 18), height(sheet, HEADER, 32)
    before = None
    for column, width in zip(form.columns, widths, strict=True):
        sheet.column_dimensions[column.letter].width = width
        ours = "to fill" if column.given == "" else "printed"
        if BANDS[column.given] != before:
            write(sheet, f"{column.letter}{HEADER - 1}", BANDS[column.given], f"band {ours}")
        before = BANDS[column.given]
        write(sheet, f"{column.letter}{HEADER}", column.header, f"head {ours}")
        asked(sheet, f"{column.letter}{HEADER}", column.header, column.help)
    for n, row in enumerate(rows, start=FIRST):
        _row(sheet, form, row, n, widths)
    if rows:
        checked(sheet, form, rows, printed.lists)
    last = FIRST + max(len(rows), 1) - 1
    sheet.freeze_panes = f"{'C' if form.name == 'sent_indicators' else 'B'}{FIRST}"
    sheet.sheet_properties.tabColor = "0B4F82"
    start = next(column.letter for column in form.columns if column.given == "")
    _finish(
        sheet,
        round,
        known,
        repeat=f"{HEADER}:{HEADER}",
        last=f"{form.columns[-1].letter}{last}",
        start=f"{start}{FIRST}",
    )


def _widths(form: Sheet, rows: list[dict[str, object]]) -> list[float]:
    """The columns, narrowed until the sheet is easy to read on one page; no printed word is broken."""
    scale = min(1.0, PAGE / sum(column.width for column in form.columns))
    longest = [
        max((len(word) for row in rows for word in str(row.get(column.field, "")).split()), default=0)
        * (0.75 if column.field == "indicator" else 1)
        for column in form.columns
    ]
    return [
        max(12.5 if column.type in FORMATS else 10.5, column.width * scale, word + 2.5)
        for column, word in zip(form.columns, longest, strict=True)
    ]


def _row(sheet: Worksheet, form: Sheet, row: dict[str, object], n: int, widths: list[float]) -> None:
    tallest = 1
    for column, width in zip(form.columns, widths, strict=True):
        value, look = row.get(column.field), _look(column, row)
        write(sheet, f"{column.letter}{n}", value, look)
        tallest = max(tallest, lines(value, width, 8 if look.endswith("code") else 10))
    height(sheet, n, max(TALL.get(form.name, 20), 13 * tallest + 4))


def _look(column: Column, row: dict[str, object]) -> str:
    kind = KINDS[column.given]
    if kind == "offered" and column.field not in row:
        kind = "fill"
    if column.field == "indicator":
        return f"{kind} code"
    if isinstance(row.get(column.field), date):
        return f"{kind} date"
    if column.field == "value" and "unit" in row:
        return f"{kind} {'share' if row['unit'] == 'percent' else 'count'}"
    return f"{kind} {FORMATS.get(column.type, 'text')}"


def _rows(name: str, round: Round, known: Prefill, printed: Printed) -> list[dict[str, object]]:
    """What is printed into the rows of a sheet; a free row is empty."""
    if name == "sent_commitments":
        return [{"reference": reference(known.iso3, round, n)} for n in range(1, ROOM[name] + 1)]
    if name == "sent_progress":
        return [
            {
                "reference": one.reference,
                "goal_id": printed.goals.get(one.goal_id, one.goal_id),
                "title": one.title,
                "due_date": _due(one.due_date),
            }
            for one in known.commitments
        ]
    if name == "sent_threats":
        return [{"phenomenon": label} for label in printed.lists["vocabulary:phenomenon"]]
    if name == "sent_indicators":
        period = int(round.period) if round.period.isdigit() else round.period
        offered = [
            {**row, "last_known": _last(known, row["indicator"], printed), "period": period}
            for row in printed.indicators
        ]
        return [*offered, *({} for _ in range(ROOM[name]))]
    return [{} for _ in range(ROOM[name])]


def _last(known: Prefill, indicator: str, printed: Printed) -> str:
    """The last values on record as printed: "2013: 12 · 2012: at least 9"."""
    values = known.values.get(indicator, ())
    return (
        " · ".join(f"{one.period}:\N{NO-BREAK SPACE}{printed.last.get(one.qualifier, '')}{one.value}" for one in values)
        or "none on record"
    )


def _due(text: str) -> object:
    """A due date as a cell shows it: a day as a real date, a year as a number, a month as text."""
    if len(text) == 10:
        return date.fromisoformat(text)
    return int(text) if text.isdigit() else text or None


def _lists(sheet: Worksheet, round: Round, known: Prefill, printed: Printed) -> None:
    write(sheet, "A1", LISTS, "title")
    write(
        sheet,
        "A2",
        "This sheet only feeds the drop-down lists of the other sheets. There is nothing to fill here.",
        "under",
    )
    height(sheet, 1, 30), height(sheet, 2, 18), height(sheet, HEADER, 32)
    for n, (kind, entries) in enumerate(printed.lists.items(), start=1):
        letter, name = get_column_letter(n), listed(kind)
        sheet.parent.defined_names[name] = DefinedName(
            name, attr_text=f"{LISTS}!${letter}${FIRST}:${letter}${FIRST + len(entries) - 1}"
        )
        write(sheet, f"{letter}{HEADER}", printed.heads[kind], "head printed")
        for row, entry in enumerate(entries, start=FIRST):
            write(sheet, f"{letter}{row}", entry, "locked text")
        sheet.column_dimensions[letter].width = min(30.0, max(12.0, *(len(entry) * 1.05 + 2 for entry in entries)))
    longest = max(map(len, printed.lists.values()))
    for row in range(FIRST, FIRST + longest):
        height(sheet, row, 13 * max(lines(cell.value, 29) for cell in sheet[row]) + 4)
    sheet.freeze_panes, sheet.sheet_properties.tabColor = f"A{FIRST}", "C9D1D8"
    _finish(
        sheet, round, known, last=f"{get_column_letter(len(printed.lists))}{FIRST + longest - 1}", start=f"A{FIRST}"
    )


def _finish(sheet: Worksheet, round: Round, known: Prefill, *, start: str, **more: object) -> None:
    invented = f"{WORDS} · " if known.illustrative else ""
    paper(sheet, f"{invented}{round.label} · {known.name}", f"{sheet.title} · form version {round.template}", **more)
    protect(sheet, start)


@lru_cache(maxsize=4)
def _printed(definitions: Path, record: Path, version: str) -> Printed:
    goals = {row["goal_id"]: f"{row['goal_id']} {row['short_name']}" for row in _csv(record / "operational_goals.csv")}
    targets = [f"{row['target_no']} {row['short_name']}" for row in _csv(record / "policy_targets.csv")]
    defined = {row["indicator"]: row["definition"] for row in _csv(definitions / "form_indicators.csv")}
    units = {row["indicator"]: row for row in _csv(record / "indicators.csv")}
    indicators = [
        {"indicator": key, "label": units[key]["label"], "unit": units[key]["unit"], "definition": text}
        for key, text in defined.items()
    ]
    entries: dict[str, list[str]] = {}
    columns = [column for sheet in sheets(definitions, version).values() for column in sheet.columns]
    for column in columns:
        if column.vocabulary:
            entries[column.type] = list(words(column.vocabulary, definitions).values())
        elif column.type.startswith("ref:"):
            entries[column.type] = {"target_no": targets, "goal_id": list(goals.values()), "indicator": list(defined)}[
                column.type.rpartition(".")[2]
            ]
    said = {word: f"{label} " for word, label in words("qualifier", definitions).items() if word != "exact"}
    return Printed(entries, {column.type: column.header for column in columns}, goals, indicators, said)


def _csv(path: Path) -> list[dict[str, str]]:
    read = source(path)
    return read.records()
