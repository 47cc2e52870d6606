"""A list of the desk as a file: plain rows under plain headings, as CSV or XLSX. Text never becomes a formula."""

from __future__ import annotations

import csv as commas
import io
import re

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from views import words
from views.tables import safe

INK, PAPER = "1B2A3A", "E9EFF5"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def csv(frame: pd.DataFrame) -> bytes:
    """The rows as CSV in UTF-8 with a mark that spreadsheets look for; text that a spreadsheet would run stands behind an apostrophe."""
    out = io.StringIO()
    write = commas.writer(out, lineterminator="\r\n")
    write.writerow(frame.columns)
    write.writerows([safe(cell) for cell in row] for row in frame.itertuples(index=False))
    return out.getvalue().encode("utf-8-sig", "replace")


def xlsx(frame: pd.DataFrame, title: str) -> bytes:
    """The rows as a workbook of one sheet called `title`, one page wide when printed."""
    book = Workbook()
    sheet = book.active
    sheet.title = re.sub(r"[\\/*?:\[\]]", " ", title)[:31]
    sheet.append(list(frame.columns))
    for row in frame.itertuples(index=False):
        sheet.append([_cell(value) for value in row])
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if isinstance(cell.value, str):
                cell.data_type = "s"
    for column, name in enumerate(frame.columns, start=1):
        head = sheet.cell(1, column)
        head.font, head.fill = Font(bold=True, color=INK), PatternFill("solid", fgColor=PAPER)
        longest = max([len(str(name)), *(len(str(value)) for value in frame[name].head(200))])
        sheet.column_dimensions[get_column_letter(column)].width = min(max(longest + 2, 9), 60)
    sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows = "A2", sheet.dimensions, "1:1"
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str):
        return CONTROL.sub("", value)[:32_767]
    if words.missing(value):
        return None
    return value.item() if hasattr(value, "item") else value
