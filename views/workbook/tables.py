"""Tables as a workbook: one sheet a table with its columns as published, and Notes that say what they are."""

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
    """The tables of one edition as XLSX: one sheet each, and Notes with edition, filters, columns and sources.

    Numbers and dates are real; text never becomes a formula. The same tables of the same edition are the same bytes,
    whenever they are made: all dates are those of the edition. Raises ValueError without a table.
    """
    if not tables:
        raise ValueError("A workbook needs a table; found none.")
    edition = tables[0].edition
    book = Book(title or tables[0].view.title, edition)
    parts = [_part(book, table, alone=len(tables) == 1) for table in tables]
    frames = [table.frame for table in tables if "source_title" in table.frame] or [tables[0].frame]
    notes(
        book,
        edition,
        parts,
        as_of=str(tables[0].filters.get("as_of", "")),
        rules={rule for table in tables if "rule" in table.frame for rule in table.frame["rule"].dropna().unique()},
        models=[table.view.model for table in tables],
        sources=cited(pd.concat(frames)),
    )
    return book.content()


def _part(book: Book, table: Table, *, alone: bool) -> Part:
    """The sheet of one table, and what Notes say of it."""
    sheet = book.page(_name(table, alone=alone))
    cut = write(sheet, table.frame)
    meanings = [(name, meaning(table.edition, table.view.name, name)) for name in table.frame.columns]
    return Part(sheet.title, table.filters_text, len(table.frame), meanings, cut)


def listed(frame: pd.DataFrame, title: str) -> bytes:
    """Rows under plain headings as a workbook of one sheet, with long text wrapped: a list that is read on paper."""
    book = Book(title)
    write(book.page(title), frame, widest=60, look="plain")
    return book.content()


def write(sheet: Sheet, frame: pd.DataFrame, *, widest: float = 48, look: str = "raw") -> str:
    """The rows of `frame` under their headings, on an empty sheet, with headings that stay and filters.

    Columns are as wide as a sample of them needs. Returns what the last line says of rows that no sheet can hold; empty
    where all are there.
    """
    book = sheet.book
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
