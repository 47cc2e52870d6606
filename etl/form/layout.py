"""What our workbooks look like: palette, styles, rows, paper, protection; and how one becomes bytes that are the same each time."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from math import ceil

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import ARC_CORE

INK, BLUE, GREY, LINE, PAPER, SOFT, WHITE = "16212E", "0B4F82", "5C6B7A", "C9D1D8", "F1F3F5", "E3EEF6", "FFFFFF"
FACE = "Arial"
DAY = "[>=2200]yyyy-mm-dd;0"
"""A day as 2015-12-31, and a year that was typed alone as 2015, not as a day of 1905."""

PAGE = 185
"""So many characters stand beside each other on a page that is still easy to read when a sheet is printed one page wide."""


class Row(RowDimension):
    """A row with a height that still grows with what is typed into it: openpyxl would fix the height for good."""

    customHeight = False


def _style(
    name: str,
    *,
    size: float = 10,
    bold: bool = False,
    italic: bool = False,
    ink: str = INK,
    fill: str = "",
    line: str = LINE,
    open_: bool = False,
    **more: object,
) -> NamedStyle:
    side = Side(style="thin", color=line) if line else Side()
    return NamedStyle(
        name=name,
        font=Font(name=FACE, size=size, bold=bold, italic=italic, color=ink, underline=more.get("underline")),
        fill=PatternFill("solid", fgColor=fill) if fill else PatternFill(),
        border=Border(left=side, right=side, top=side, bottom=side) if line else Border(),
        alignment=Alignment(
            vertical=more.get("vertical", "top"),
            horizontal=more.get("horizontal"),
            wrap_text=more.get("wrap", True),
            indent=more.get("indent", 0),
        ),
        number_format=str(more.get("format", "@")),
        protection=Protection(locked=not open_),
    )


def styles() -> list[NamedStyle]:
    """The looks of our cells: what the country fills, what is offered and what is locked, and headers, titles and text."""
    kinds = {
        "locked": {"fill": PAPER},
        "offered": {"fill": SOFT, "open_": True},
        "fill": {"fill": WHITE, "open_": True},
    }
    formats = {"text": "@", "date": DAY, "count": "#,##0", "share": "0.0##", "number": "General"}
    cells = [
        _style(
            f"{kind} {name}",
            format=code,
            horizontal="right" if name in ("count", "share", "number") else "left",
            indent=1,
            **looks,
        )
        for kind, looks in kinds.items()
        for name, code in formats.items()
    ]
    return [
        *cells,
        _style("locked link", bold=True, ink=BLUE, fill=PAPER, underline="single", horizontal="left", indent=1),
        *(_style(f"{kind} code", size=8, horizontal="left", indent=1, **looks) for kind, looks in kinds.items()),
        _style("strip", size=20, bold=True, ink=WHITE, fill=BLUE, line="", wrap=False, vertical="center"),
        _style("strip under", size=10, ink=SOFT, fill=BLUE, line="", wrap=False, vertical="top"),
        _style("title", size=18, bold=True, ink=BLUE, line="", wrap=False, vertical="center"),
        _style("under", size=10, ink=GREY, line="", wrap=False, vertical="center"),
        _style("lead", size=12, bold=True, line="", wrap=False, vertical="center"),
        _style("section", size=12, bold=True, ink=BLUE, line="", wrap=False, vertical="bottom"),
        _style("plain", line="", horizontal="left", indent=1),
        _style("name", bold=True, line=""),
        _style("link", bold=True, ink=BLUE, line="", underline="single"),
        _style(
            "head to fill", bold=True, ink=WHITE, horizontal="left", indent=1, fill=BLUE, line=WHITE, vertical="center"
        ),
        _style(
            "head printed", bold=True, ink=WHITE, horizontal="left", indent=1, fill=GREY, line=WHITE, vertical="center"
        ),
        _style("band to fill", size=8, bold=True, ink=BLUE, line="", wrap=False, vertical="bottom"),
        _style("band printed", size=8, ink=GREY, line="", wrap=False, vertical="bottom"),
    ]


def book(title: str, facts: dict[str, str], at: datetime) -> Workbook:
    """An empty workbook with our styles and `facts` in its properties; nobody can add, hide or move its sheets, and no password is asked."""
    made = Workbook()
    made.remove(made.active)
    normal = made._named_styles["Normal"]
    normal.font = Font(name=FACE, size=10, color=INK)
    for style in styles():
        made.add_named_style(style)
    made.properties.title, made.properties.creator, made.properties.created = (
        title,
        "Secretariat of the Global Alliance",
        at,
    )
    for name, value in facts.items():
        made.custom_doc_props.append(StringProperty(name=name, value=value))
    made.security = WorkbookProtection(lockStructure=True)
    return made


def write(sheet: Worksheet, address: str, value: object, style: str) -> None:
    """A value in its look. Text is text, also when it begins with "="."""
    cell = sheet[address]
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    cell.style = style


def link(sheet: Worksheet, address: str, title: str, cell: str, style: str = "link") -> None:
    """Let a cell lead to a cell of another sheet of the same workbook."""
    sheet[address].hyperlink = Hyperlink(ref=address, location=f"'{title}'!{cell}")
    sheet[address].style = style


def height(sheet: Worksheet, row: int, points: float) -> None:
    """Make a row so high to begin with."""
    sheet.row_dimensions[row] = Row(sheet, index=row, ht=points)


def lines(text: object, width: float, size: float = 10) -> int:
    """About how many lines a text takes in a column so many characters wide."""
    room = max(1.0, (width - 2.5) * 10 / size * 1.08)
    return sum(max(1, ceil(len(part) / room)) for part in str(text).split("\n")) if text is not None else 1


def paper(sheet: Worksheet, left: str, right: str, *, repeat: str = "", tall: bool = False, last: str = "") -> None:
    """One page wide on A4, with the headers on each page and a footer that says what it is and which page."""
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait" if tall else "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.45
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.65, 0.3, 0.3
    sheet.print_options.horizontalCentered = True
    for part, text in (
        (sheet.oddFooter.left, left),
        (sheet.oddFooter.center, right),
        (sheet.oddFooter.right, "Page &P of &N"),
    ):
        part.text, part.size, part.font, part.color = text if "&P" in text else text.replace("&", "&&"), 8, FACE, GREY
    if repeat:
        sheet.print_title_rows = repeat
    if last:
        sheet.print_area = f"A1:{last}"


def protect(sheet: Worksheet, start: str) -> None:
    """Only open cells take an answer, the first of which is chosen at `start`; rows and columns may still be made wider and higher. No password."""
    guard = sheet.protection
    guard.sheet, guard.formatColumns, guard.formatRows = True, False, False
    chosen = sheet.sheet_view.selection[-1]
    chosen.activeCell = chosen.sqref = start
    if sheet.sheet_view.pane:
        sheet.sheet_view.pane.activePane = chosen.pane


class _Parts(zipfile.ZipFile):
    """The parts of a workbook, each with the same old date, and one date for when it was changed."""

    def __init__(self, out: io.BytesIO, at: datetime) -> None:
        super().__init__(out, "w", zipfile.ZIP_DEFLATED)
        self.at = at

    def writestr(self, name: str, data: bytes | str) -> None:
        """One part."""
        if name == ARC_CORE:
            data = re.sub(
                rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + self.at.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), data
            )
        super().writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)


class _Writer(ExcelWriter):
    """Writes without a file: openpyxl would need one for each sheet."""

    def write_worksheet(self, ws: Worksheet) -> None:
        """One sheet; as openpyxl does it, but in memory."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        writer = WorksheetWriter(ws, io.BytesIO())
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], writer.out.getvalue())
        self.manifest.append(ws)


def saved(made: Workbook, at: datetime) -> bytes:
    """The workbook as bytes: the same for the same content, whatever the clock says. Opens no file. Only its first sheet is chosen, so that nothing is typed into two at once."""
    made.active = 0
    for sheet in made.worksheets:
        sheet.sheet_view.tabSelected = sheet is made.worksheets[0]
    out = io.BytesIO()
    _Writer(made, _Parts(out, at)).save()
    return out.getvalue()
