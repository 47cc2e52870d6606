"""A list of the desk as a file: plain rows under plain headings, as CSV or XLSX. Text never becomes a formula."""

from __future__ import annotations

import csv as commas
import io

import pandas as pd

from views.tables import safe
from views.workbook import tables


def csv(frame: pd.DataFrame) -> bytes:
    """The rows as CSV in UTF-8 with a mark that spreadsheets look for.

    Text that a spreadsheet would run stands behind an apostrophe.
    """
    out = io.StringIO()
    write = commas.writer(out, lineterminator="\r\n")
    write.writerow(frame.columns)
    write.writerows([safe(cell) for cell in row] for row in frame.itertuples(index=False))
    return out.getvalue().encode("utf-8-sig", "replace")


def xlsx(frame: pd.DataFrame, title: str) -> bytes:
    """The rows as a workbook of one sheet called `title`, one page wide when printed.

    Long text is wrapped, because a list of the desk is read on paper.
    """
    return tables.listed(frame, title)
