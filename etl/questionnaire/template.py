"""The workbook that a country fills: one for a country, or a zip with one for each that must report."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from core.words import stated
from core.xlsx.writer import workbook_bytes
from etl.form.layout import PAGE, heights, lines, paper, protect, workbook, write
from etl.form.rounds import Round
from etl.form.sheets import COVER, COVERED, FIRST, HEADER, Column, Sheet, sheets
from etl.questionnaire.guidance import UNDER, read_me
from etl.questionnaire.prefill import Prefill
from etl.questionnaire.printed import Printed, Row, printed, rows
from etl.questionnaire.prompts import LISTS, explain, list_name, validate
from etl.source import DEFINITIONS, RECORD, Report
from etl.store.illustrative import WORDS

TALL = {"sent_commitments": 39, "sent_practice": 52, "sent_progress": 52, "sent_threats": 34}
"""How high a row is to begin with, in points."""
BANDS = {"locked": "Printed by us", "offered": "You may edit", "": "For you to fill"}
KINDS = {"locked": "locked", "offered": "offered", "": "fill"}
FORMATS = {"due_date": "date", "date": "date", "number": "number"}


def template(round_: Round, prefill: Prefill, definitions: Path = DEFINITIONS, record: Path = RECORD) -> bytes:
    """The workbook of one country for one round (XLSX); same input, same bytes."""
    return workbook_bytes(form(round_, prefill, definitions, record), _opens(round_))


def form(round_: Round, prefill: Prefill, definitions: Path = DEFINITIONS, record: Path = RECORD) -> Workbook:
    """The same, not yet written.

    It is protected, without formulas, macros, hidden sheets or links to other files. The form is that of the version
    of the round. Where invented figures are asked for, cover, footers and properties say so.
    """
    texts = printed(definitions, record, round_.template)
    facts = {"round": round_.round, "country": prefill.iso3, "template": round_.template} | (
        {"illustrative": WORDS} if prefill.illustrative else {}
    )
    book = workbook(f"{round_.label} · {prefill.name}", facts, _opens(round_))
    cover = book.create_sheet(COVER)
    last = read_me(cover, round_, prefill)
    _finish(cover, round_, prefill, portrait=True, last=last, start=COVERED["office"])
    for name, sheet in sheets(definitions, round_.template).items():
        _answers(book.create_sheet(sheet.title), sheet, rows(name, round_, prefill, texts), round_, prefill, texts)
    _lists(book.create_sheet(LISTS), round_, prefill, texts)
    return book


def _opens(round_: Round) -> datetime:
    return datetime.fromisoformat(round_.opens)


def templates(
    round_: Round,
    prefilled: dict[str, Prefill],
    report: Report | None = None,
    definitions: Path = DEFINITIONS,
    record: Path = RECORD,
) -> bytes:
    """A zip with the workbook of each country of `prefilled`; same input, same bytes. `report` hears of each step."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        for n, (iso3, prefill) in enumerate(prefilled.items(), start=1):
            entry = zipfile.ZipInfo(f"{round_.round}-{iso3}.xlsx", (1980, 1, 1, 0, 0, 0))
            bundle.writestr(entry, template(round_, prefill, definitions, record))
            if report:
                report(n, len(prefilled), prefill.name)
    return out.getvalue()


def _answers(
    sheet: Worksheet, form: Sheet, answers: Sequence[Row], round_: Round, prefill: Prefill, texts: Printed
) -> None:
    """One sheet to fill: title, how to fill it, what is printed by whom, headers, rows."""
    widths = _widths(form, answers)
    empty = form.name == "sent_progress" and not answers
    under = UNDER[form.name if not empty else "no_progress" if round_.reports_on else "not_asked"]
    explained = under.format(due=stated(round_.due), country=prefill.name, round=round_.label, period=round_.period)
    write(sheet, "A1", form.title, "title")
    write(sheet, "A2", explained, "lead" if empty else "under")
    heights(sheet, {1: 30, 2: 18, 3: 18, HEADER: 32})
    _headers(sheet, form, widths)
    for n, answer in enumerate(answers, start=FIRST):
        _row(sheet, form, answer, n, widths)
    if answers:
        validate(sheet, form, answers, texts.lists)
    last = FIRST + max(len(answers), 1) - 1
    sheet.freeze_panes = f"{'C' if form.name == 'sent_indicators' else 'B'}{FIRST}"
    sheet.sheet_properties.tabColor = "0B4F82"
    start = next(column.letter for column in form.columns if column.given == "")
    last_cell = f"{form.columns[-1].letter}{last}"
    _finish(sheet, round_, prefill, repeat=f"{HEADER}:{HEADER}", last=last_cell, start=f"{start}{FIRST}")


def _headers(sheet: Worksheet, form: Sheet, widths: Sequence[float]) -> None:
    """The header of each column with its help, and above them who fills them."""
    before = None
    for column, width in zip(form.columns, widths, strict=True):
        sheet.column_dimensions[column.letter].width = width
        filled_by = "to fill" if column.given == "" else "printed"
        if BANDS[column.given] != before:
            write(sheet, f"{column.letter}{HEADER - 1}", BANDS[column.given], f"band {filled_by}")
        before = BANDS[column.given]
        write(sheet, f"{column.letter}{HEADER}", column.header, f"head {filled_by}")
        explain(sheet, f"{column.letter}{HEADER}", column.header, column.help)


def _widths(form: Sheet, answers: Sequence[Row]) -> list[float]:
    """The columns, narrowed until the sheet is easy to read on one page; no printed word is broken."""
    scale = min(1.0, PAGE / sum(column.width for column in form.columns))
    longest = [
        max((len(word) for answer in answers for word in str(answer.get(column.field, "")).split()), default=0)
        * (0.75 if column.field == "indicator" else 1)
        for column in form.columns
    ]
    return [
        max(12.5 if column.type in FORMATS else 10.5, column.width * scale, word + 2.5)
        for column, word in zip(form.columns, longest, strict=True)
    ]


def _row(sheet: Worksheet, form: Sheet, answer: Row, n: int, widths: Sequence[float]) -> None:
    tallest = 1
    for column, width in zip(form.columns, widths, strict=True):
        value, style = answer.get(column.field), _style(column, answer)
        write(sheet, f"{column.letter}{n}", value, style)
        tallest = max(tallest, lines(value, width, 8 if style.endswith("code") else 10))
    heights(sheet, {n: max(TALL.get(form.name, 20), 13 * tallest + 4)})


def _style(column: Column, answer: Row) -> str:
    kind = KINDS[column.given]
    if kind == "offered" and column.field not in answer:
        kind = "fill"
    if column.field == "indicator":
        return f"{kind} code"
    if isinstance(answer.get(column.field), date):
        return f"{kind} date"
    if column.field == "value" and "unit" in answer:
        return f"{kind} {'share' if answer['unit'] == 'percent' else 'count'}"
    return f"{kind} {FORMATS.get(column.type, 'text')}"


def _lists(sheet: Worksheet, round_: Round, prefill: Prefill, texts: Printed) -> None:
    """The sheet that feeds the drop-down lists, each a column and a named range."""
    write(sheet, "A1", LISTS, "title")
    explained = "This sheet only feeds the drop-down lists of the other sheets. There is nothing to fill here."
    write(sheet, "A2", explained, "under")
    heights(sheet, {1: 30, 2: 18, HEADER: 32})
    for n, (kind, entries) in enumerate(texts.lists.items(), start=1):
        letter, name = get_column_letter(n), list_name(kind)
        area = f"{LISTS}!${letter}${FIRST}:${letter}${FIRST + len(entries) - 1}"
        sheet.parent.defined_names[name] = DefinedName(name, attr_text=area)
        write(sheet, f"{letter}{HEADER}", texts.headers[kind], "head printed")
        for row, entry in enumerate(entries, start=FIRST):
            write(sheet, f"{letter}{row}", entry, "locked text")
        sheet.column_dimensions[letter].width = min(30.0, max(12.0, *(len(entry) * 1.05 + 2 for entry in entries)))
    last = FIRST + max(map(len, texts.lists.values())) - 1
    heights(sheet, {row: 13 * max(lines(cell.value, 29) for cell in sheet[row]) + 4 for row in range(FIRST, last + 1)})
    sheet.freeze_panes, sheet.sheet_properties.tabColor = f"A{FIRST}", "C9D1D8"
    last_cell = f"{get_column_letter(len(texts.lists))}{last}"
    _finish(sheet, round_, prefill, last=last_cell, start=f"A{FIRST}")


def _finish(
    sheet: Worksheet,
    round_: Round,
    prefill: Prefill,
    *,
    start: str,
    last: str,
    repeat: str = "",
    portrait: bool = False,
) -> None:
    """Ready to print up to the cell `last`, and protected; the cursor stands in `start`."""
    invented = f"{WORDS} · " if prefill.illustrative else ""
    footer = f"{invented}{round_.label} · {prefill.name}", f"{sheet.title} · form version {round_.template}"
    paper(sheet, *footer, repeat=repeat, portrait=portrait, last=last)
    protect(sheet, start)
