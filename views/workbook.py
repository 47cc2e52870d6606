"""A table as a workbook: the rows on one sheet, and on the other what they are, which filters were applied and where they come from."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

import pandas as pd
from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from views import words
from views.tables import Table
from views.words import _

INK, PAPER = "1B2A3A", "E9EFF5"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LONGEST = 32_767


def workbook(table: Table) -> bytes:
    """The table as XLSX: sheet Data with real numbers and dates, sheet Notes with edition, filters, columns and sources. Text never becomes a formula.

    The same table of the same edition is the same bytes, whenever it is made: its dates are those of the edition.
    """
    book = Workbook()
    _data(book.active, table)
    _notes(book.create_sheet(_("Notes")), table)
    published = datetime.fromisoformat(table.edition.manifest["built_at"]).replace(tzinfo=None)
    book.properties = DocumentProperties(
        creator=_("Global Alliance · Progress monitor"),
        title=table.view.title,
        subject=f"{_('Edition')} {table.edition.number} · {table.edition.short}",
        identifier=table.edition.hash,
        created=published,
    )
    out = io.BytesIO()
    book.save(out)
    return _dated(out.getvalue(), published)


def _dated(made: bytes, moment: datetime) -> bytes:
    """The same archive with one date in every place where openpyxl wrote the present moment."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as dated:
        for name in parts.namelist():
            content = parts.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + f"{moment.isoformat()}Z".encode(), content)
            dated.writestr(zipfile.ZipInfo(name, moment.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _data(sheet, table: Table) -> None:
    sheet.title = _("Illustrative data") if table.edition.illustrative else _("Data")
    write(sheet, table.frame)
    sheet.oddHeader.left.text = table.view.title
    sheet.oddHeader.right.text = _("Edition {0}").format(table.edition_said)


def write(sheet: Worksheet, frame: pd.DataFrame, *, widest: int = 48) -> None:
    """The rows of `frame` under their headings on an empty sheet: columns as wide as they need, up to `widest` signs; one page wide when printed. Text never becomes a formula."""
    sheet.append(list(frame.columns))
    for row in frame.itertuples(index=False):
        sheet.append([_cell(value) for value in row])
    _text_stays_text(sheet)
    for column, name in enumerate(frame.columns, start=1):
        head = sheet.cell(1, column)
        head.font, head.fill, head.alignment = Font(bold=True, color=INK), PatternFill("solid", fgColor=PAPER), Alignment(vertical="top", wrap_text=True)
        longest = max([len(str(name)), *(len(str(value)) for value in frame[name].head(200))])
        sheet.column_dimensions[get_column_letter(column)].width = min(max(longest + 2, 9), widest)
    sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows = "A2", sheet.dimensions, "1:1"
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _notes(sheet, table: Table) -> None:
    edition = table.edition
    lines = [
        (table.view.title, ""),
        (_("Edition"), table.edition_said),
        (_("Hash"), edition.hash),
        (_("Published"), edition.manifest["built_at"]),
        (_("Method"), edition.manifest["method"]),
        (_("Filters"), table.filters_said),
        (_("Rows"), len(table.frame)),
        ("", ""),
        (_("Column"), _("Meaning")),
        *_codebook(table),
        ("", ""),
        (_("Source"), _("Link")),
        *_sources(table.frame),
    ]
    for line in lines:
        sheet.append([_cell(value) for value in line])
    _text_stays_text(sheet)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 44, 96
    for row in sheet.iter_rows(max_col=2):
        row[0].alignment = row[1].alignment = Alignment(vertical="top", wrap_text=True)
        row[0].font = Font(bold=row[0].row == 1 or row[0].value in (_("Column"), _("Source")), size=14 if row[0].row == 1 else 11, color=INK)


def _codebook(table: Table) -> list[tuple[str, str]]:
    columns = table.edition.rows("columns").drop_duplicates("column").set_index("column")
    own = table.edition.rows("columns", **{'"table"': table.view.name}).set_index("column")
    meant = {name: own if name in own.index else columns if name in columns.index else None for name in table.frame.columns}
    return [(name, "" if book is None else f"{book.loc[name, 'description']}{_unit(book.loc[name, 'unit'])}") for name, book in meant.items()]


def _unit(unit: object) -> str:
    return "" if words.missing(unit) or not unit else f" ({unit})"


def _sources(frame: pd.DataFrame) -> list[tuple[str, str]]:
    if "source_title" not in frame:
        return [(_("Each row names its rows of the record."), "")]
    cited = frame[["source_title", "source_url"]].dropna(how="all").drop_duplicates().sort_values("source_title")
    return [(_text(title), _text(url)) for title, url in cited.itertuples(index=False)]


def _text(value: object) -> str:
    return "" if words.missing(value) else str(value)


def _cell(value: object) -> object:
    """A value for a cell: numbers and dates as such, nothing as an empty cell, text without control characters."""
    if isinstance(value, str):
        return CONTROL.sub("", value)[:LONGEST]
    if words.missing(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    return value.item() if hasattr(value, "item") else value


def _text_stays_text(sheet) -> None:
    """Submitted text may begin with "="; it is never a formula."""
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"
