"""What a cell takes and says when it is chosen: help, lists, numbers, dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from etl.form.sheets import FIRST, Column, Sheet

LISTS = "Lists"
"""The sheet that feeds the drop-down lists."""


def validate(
    sheet: Worksheet, form: Sheet, rows: Sequence[Mapping[str, object]], lists: Mapping[str, Sequence[str]]
) -> None:
    """Give each open column of `rows` its help, and what it takes: one of a list, a number, or text."""
    for column in form.columns:
        if column.type == "number":
            _numbers(sheet, column, rows)
        elif column.given != "locked" and column.type in lists:
            _choice(sheet, column, f"{column.letter}{FIRST}:{column.letter}{FIRST + len(rows) - 1}")
        elif column.given != "locked":
            explain(sheet, f"{column.letter}{FIRST}:{column.letter}{FIRST + len(rows) - 1}", column.header, column.help)


def explain(sheet: Worksheet, cells: str, title: str, text: str) -> None:
    """Show `text` when one of `cells` is chosen; whatever is typed is taken."""
    _add(sheet, DataValidation(), cells, title, text)


def accept_date(sheet: Worksheet, cell: str) -> None:
    """A cell that takes a date of 2012 to 2049."""
    rule = DataValidation(
        type="date",
        operator="between",
        formula1="40909",
        formula2="54788",
        errorTitle="Not a date",
        error="Please write a date, such as 2014-09-01.",
    )
    _add(sheet, rule, cell, "Date of this report", "A date, such as 2014-09-01.")


def list_name(kind: str) -> str:
    """The name of the range on the sheet Lists that holds a list: list_kind of "vocabulary:kind".

    Spreadsheet programs keep a list by name; they lose one by address on another sheet.
    """
    return "list_" + kind.rpartition(":")[2].replace(".", "_")


def _choice(sheet: Worksheet, column: Column, cells: str) -> None:
    error = (
        f"{column.header}: please choose one of the list, or leave the cell empty. "
        f"The list is also printed on the sheet {LISTS}."
    )
    _add(
        sheet,
        DataValidation(type="list", formula1=list_name(column.type), errorTitle="Not in the list", error=error),
        cells,
        column.header,
        column.help,
    )


def _numbers(sheet: Worksheet, column: Column, rows: Sequence[Mapping[str, object]]) -> None:
    """Counts are whole; a percentage, which its cell keeps as a share of 1, and a free row of which nobody knows the
    unit yet, may have decimals.
    """
    units = [row.get("unit", "") for row in rows]
    for kind, example, highest, of_kind in (
        ("whole", "a whole number, such as 12", "", lambda unit: unit not in ("", "percent")),
        ("decimal", "a number, such as 12.5", "", lambda unit: unit == ""),
        ("decimal", "a percentage from 0 to 100, such as 12.5", "1", lambda unit: unit == "percent"),
    ):
        cells = " ".join(f"{column.letter}{row}" for row, unit in enumerate(units, start=FIRST) if of_kind(unit))
        error = (
            f"Please write {example}. "
            "If there is no figure, leave this cell empty and choose a reason in the next column."
        )
        _add(
            sheet,
            DataValidation(
                type=kind,
                operator="between" if highest else "greaterThanOrEqual",
                formula1="0",
                formula2=highest or None,
                errorTitle="Not a number",
                error=error,
            ),
            cells,
            column.header,
            column.help,
        )


def _add(sheet: Worksheet, rule: DataValidation, cells: str, title: str, text: str) -> None:
    rule.allow_blank = rule.showInputMessage = rule.showErrorMessage = True
    rule.promptTitle, rule.prompt = title[:32], text[:255]
    for cell in cells.split():
        rule.add(cell)
    sheet.add_data_validation(rule)
