"""Tables as a workbook: one sheet a table with its columns as published, and Notes that say what they are, which filters were applied and where they come from."""

from __future__ import annotations

import pandas as pd

from core.words import _
from views.tables import Table
from views.workbook.cells import wide
from views.workbook.notes import Part, cited, meaning, notes
from views.workbook.styles import DAY
from views.workbook.writer import Book, Sheet, fitting

SAMPLE = 200


def workbook(*tables: Table, title: str = "") -> bytes:
    """The tables of one edition as XLSX: one sheet each with real numbers and dates, and Notes with edition, filters, columns and sources. Text never becomes a formula.

    The same tables of the same edition are the same bytes, whenever they are made: all dates are those of the edition. Raises ValueError without a table.
    """
    if not tables:
        raise ValueError("A workbook needs a table; found none.")
    edition = tables[0].edition
    book = Book(title or tables[0].view.title, edition)
    parts = []
    for table in tables:
        sheet = book.page(_name(table, alone=len(tables) == 1))
        cut = write(sheet, table.frame)
        parts.append(
            Part(
                sheet.title,
                table.filters_said,
                len(table.frame),
                [(name, meaning(edition, table.view.name, name)) for name in table.frame.columns],
                cut,
            )
        )
    frames = [table.frame for table in tables if "source_title" in table.frame] or [tables[0].frame]
    rules = {rule for table in tables if "rule" in table.frame for rule in table.frame["rule"].dropna().unique()}
    notes(
        book, edition, parts, as_of=str(tables[0].filters.get("as_of", "")), rules=rules, models=[table.view.model for table in tables], sources=cited(pd.concat(frames))
    )  # fmt: skip
    return book.content()


def listed(frame: pd.DataFrame, title: str) -> bytes:
    """Rows under plain headings as a workbook of one sheet, with long text wrapped: a list that is read on paper."""
    book = Book(title)
    write(book.page(title), frame, widest=60, look="plain")
    return book.content()


def write(sheet: Sheet, frame: pd.DataFrame, *, widest: float = 48, look: str = "raw") -> str:
    """The rows of `frame` under their headings, on an empty sheet: columns as wide as a sample of them needs, headings that stay, filters.

    Answers what the last line says of rows that no sheet can hold; empty where all are there.
    """
    book = sheet.parent
    sheet.widths(*(wide(str(name), [*frame[name].head(SAMPLE), str(name)], widest) for name in frame.columns))
    sheet.row([str(name) for name in frame.columns], [book.look("raw head")] * frame.shape[1])
    looks = [book.look(look, DAY if pd.api.types.is_datetime64_any_dtype(kind) else "General") for kind in frame.dtypes]
    fit, cut = fitting(len(frame))
    for row in frame.head(fit).itertuples(index=False, name=None):
        sheet.row(row, looks)
    sheet.headed(1, frame.shape[1])
    if cut:
        sheet.write((f"[{cut}]", look))
    return cut


def _name(table: Table, *, alone: bool) -> str:
    """What the sheet of a table is called; invented figures say so here as well."""
    name = _("data") if alone else table.view.title
    if table.edition.illustrative:
        return _("Illustrative {0}").format(name)
    return name.capitalize() if alone else name
