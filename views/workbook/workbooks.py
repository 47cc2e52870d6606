"""The workbooks of an edition: the Alliance, each target, each country, and the whole database.

Pure functions of the edition; the same bytes each time.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from core.words import _
from views.edition import Edition
from views.workbook.alliance import alliance
from views.workbook.country import country
from views.workbook.notes import Part, meaning, notes
from views.workbook.tables import write
from views.workbook.target import target
from views.workbook.writer import Book, fitting

__all__ = ["alliance", "country", "database", "target"]


def database(edition: Edition) -> bytes:
    """The whole edition as XLSX: a codebook, one sheet for each published table with all its rows and columns,
    notes.
    """
    book = Book(_("The whole database"), edition)
    tables = edition.rows("tables", order='"table"').set_index("table")["description"]
    rows = {name: edition.rows(name) for name in tables.index}
    columns = _codebook(edition, rows)
    about_tables = {
        name: " ".join(filter(None, [tables[name], (cut := fitting(len(frame))[1]) and f"[{cut}]"]))
        for name, frame in rows.items()
    }
    about = columns.assign(
        about_the_table=columns["table"].map(about_tables),
        rows=columns["table"].map({name: len(frame) for name, frame in rows.items()}),
    )
    write(book.page(_("Codebook")), about, widest=90)
    parts = [Part(_("Codebook"), _("none"), len(about))]
    for name, frame in rows.items():
        cut = write(sheet := book.page(name), frame)
        parts.append(Part(sheet.title, _("none"), len(frame), cut=cut))
    notes(book, edition, parts, rules=edition.rows("rules")["rule"])
    return book.content()


def _codebook(edition: Edition, rows: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Every column of every sheet with its unit and meaning: those of the tables, and those that stand beside them,
    such as the kind of a source.
    """
    said = edition.rows("columns", '"table", "column", unit, description')
    known = set(zip(said["table"], said["column"], strict=True))
    beside = [
        (name, column, "", meaning(edition, name, column))
        for name, frame in rows.items()
        for column in frame
        if (name, column) not in known
    ]
    every = pd.concat([said, pd.DataFrame(beside, columns=list(said))])
    return every.sort_values(["table", "column"], ignore_index=True)
