"""A workbook as an invented country fills it: our template with the answers typed into its cells."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from etl.example.invention import Answers, Cell, Row
from etl.form.rounds import Round
from etl.form.sheets import COVER, COVERED, FIRST, Column, Sheet, sheets, words
from etl.questionnaire.prefill import Prefill
from etl.questionnaire.template import form
from etl.record.read import definition
from etl.source import RECORD


def filled(reporting_round: Round, prefill: Prefill, answers: Answers) -> Workbook:
    """The template of a country with what it answers; it says that its figures are invented."""
    book = form(reporting_round, replace(prefill, illustrative=True))
    book[COVER][COVERED["office"]], book[COVER][COVERED["dated"]] = answers.office, answers.dated
    for name, rows in answers.sheets.items():
        _fill(book[sheets()[name].title], sheets()[name], rows)
    return book


def _fill(sheet: Worksheet, asked: Sheet, rows: list[Row]) -> None:
    """Rows with a printed key go into their row, others into the free rows from the top."""
    first = asked.columns[0]
    free = iter(range(FIRST, 10_000))
    for row in rows:
        line = find(sheet, _shown(first, row[first.field])) if first.given else next(free)
        for column in asked.columns:
            if column.given == "" and row.get(column.field, "") != "":
                type_in(sheet[f"{column.letter}{line}"], _shown(column, row[column.field]))


def type_in(cell: SheetCell, value: Cell) -> None:
    """Put a value into a cell as a spreadsheet program does when it is typed: 12.5 in a cell for percentages is kept
    as 0.125.
    """
    cell.value = value / 100 if isinstance(value, int | float) and cell.number_format.endswith("%") else value


def find(sheet: Worksheet, key: Cell, letter: str = "A") -> int:
    """The row in which `key` stands."""
    column = column_index_from_string(letter)
    return next(row for row in range(FIRST, sheet.max_row + 1) if sheet.cell(row, column).value == key)


def _shown(column: Column, value: Cell) -> Cell:
    """A word as its list shows it."""
    if column.vocabulary:
        return words(column.vocabulary)[str(value)]
    return entries(column.type).get(str(value), value) if column.type.startswith("ref:") else value


@lru_cache
def entries(kind: str) -> dict[str, str]:
    """The entries of a list of targets or goals by their key."""
    file, field = kind.removeprefix("ref:").split(".")
    if field == "indicator":
        return {}
    rows = definition(RECORD / f"{file}.csv").records()
    return {row[field]: f"{row[field]} {row['short_name']}" for row in rows}
