"""What the workbooks look like that go to the countries: styles by name, rows, paper, protection."""

from __future__ import annotations

from copy import copy
from datetime import datetime
from functools import lru_cache
from math import ceil
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font, NamedStyle, Protection
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from core.xlsx.styles import (
    BLUE,
    GREY,
    INK,
    LINE,
    PAPER,
    SOFT,
    TYPEFACE,
    WHITE,
    Look,
    framed,
    in_margin,
    look,
    one_page_wide,
)

DAY = "[>=2200]yyyy-mm-dd;0"
"""A day as 2015-12-31, and a year that was typed alone as 2015, not as a day of 1905."""

PAGE = 185
"""How many characters stand beside each other on a page that is still easy to read, printed one page wide."""

KINDS = {"locked": (PAPER, True), "offered": (SOFT, False), "fill": (WHITE, False)}
"""Cells that we print, that we offer, and that a country fills: their colour, and whether they are locked."""

FORMATS = {"text": "@", "date": DAY, "count": "#,##0", "share": "0.0##%", "number": "General"}
"""A share is shown with its sign: in such a cell 12.5 and 12.5% are the same to every spreadsheet program, and what it
keeps, 0.125, is known by its format for a share of 1."""
NUMBERS = ("count", "share", "number")
_IDS: WeakKeyDictionary[Workbook, dict[str, StyleArray]] = WeakKeyDictionary()
"""The ids of each style of a workbook by its name: openpyxl looks through all styles for every cell."""

_place = lru_cache(maxsize=8192)(coordinate_to_tuple)


def styles() -> list[NamedStyle]:
    """The styles of our cells, by kind and what they hold ("fill count"), and those of headers, titles and text."""
    cells = [
        _style(f"{kind} {holds}", _boxed(fill, right=holds in NUMBERS), code, locked=locked)
        for kind, (fill, locked) in KINDS.items()
        for holds, code in FORMATS.items()
    ]
    codes = [_style(f"{kind} code", _boxed(fill, size=8), locked=locked) for kind, (fill, locked) in KINDS.items()]
    link = look(ink=BLUE, bold=True, underline="single", fill=PAPER, border=framed(), horizontal="left", indent=1)
    return [*cells, _style("locked link", link), *codes, *(_style(name, parts) for name, parts in _texts().items())]


def _texts() -> dict[str, Look]:
    """The looks of what is only read."""
    return {
        "strip": look(20, WHITE, bold=True, fill=BLUE, wrap=False, vertical="center"),
        "strip under": look(10, SOFT, fill=BLUE, wrap=False),
        "title": look(18, BLUE, bold=True, wrap=False, vertical="center"),
        "under": look(10, GREY, wrap=False, vertical="center"),
        "lead": look(12, bold=True, wrap=False, vertical="center"),
        "section": look(12, BLUE, bold=True, wrap=False, vertical="bottom"),
        "plain": look(horizontal="left", indent=1),
        "name": look(bold=True),
        "link": look(10, BLUE, bold=True, underline="single"),
        "head to fill": _head(BLUE),
        "head printed": _head(GREY),
        "band to fill": look(8, BLUE, bold=True, wrap=False, vertical="bottom"),
        "band printed": look(8, GREY, wrap=False, vertical="bottom"),
    }


def _boxed(fill: str, *, size: float = 10, right: bool = False) -> Look:
    return look(size, fill=fill, border=framed(LINE), horizontal="right" if right else "left", indent=1)


def _head(fill: str) -> Look:
    return look(10, WHITE, bold=True, fill=fill, border=framed(WHITE), vertical="center", horizontal="left", indent=1)


def _style(name: str, parts: Look, number_format: str = "@", *, locked: bool = True) -> NamedStyle:
    return NamedStyle(name=name, **parts._asdict(), number_format=number_format, protection=Protection(locked=locked))


def workbook(title: str, facts: dict[str, str], at: datetime) -> Workbook:
    """An empty workbook with our styles and `facts` in its properties.

    Nobody can add, hide or move its sheets, and no password is asked.
    """
    book = Workbook()
    book.remove(book.active)
    normal = book._named_styles["Normal"]
    normal.font = Font(name=TYPEFACE, size=10, color=INK)
    for style in styles():
        book.add_named_style(style)
    properties = book.properties
    properties.title, properties.creator, properties.created = title, "Secretariat of the Global Alliance", at
    for name, value in facts.items():
        book.custom_doc_props.append(StringProperty(name=name, value=value))
    book.security = WorkbookProtection(lockStructure=True)
    return book


def write(sheet: Worksheet, address: str, value: object, style: str) -> None:
    """A value in its style. Text is text, also when it begins with "="."""
    cell, known = sheet.cell(*_place(address)), _IDS.setdefault(sheet.parent, {})
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    if style not in known:
        cell.style = style
        known[style] = copy(cell._style)
    cell._style = copy(known[style])


def link(sheet: Worksheet, address: str, title: str, cell: str, style: str = "link") -> None:
    """Let a cell lead to a cell of another sheet of the same workbook."""
    sheet[address].hyperlink = Hyperlink(ref=address, location=f"'{title}'!{cell}")
    sheet[address].style = style


def heights(sheet: Worksheet, points: dict[int, float]) -> None:
    """Make rows so high to begin with: points by row."""
    for row, height in points.items():
        sheet.row_dimensions[row].height = height


def lines(text: object, width: float, size: float = 10) -> int:
    """About how many lines a text takes in a column so many characters wide."""
    room = max(1.0, (width - 2.5) * 10 / size * 1.08)
    return sum(max(1, ceil(len(part) / room)) for part in str(text).split("\n")) if text is not None else 1


def paper(
    sheet: Worksheet, left: str, center: str, *, repeat: str = "", portrait: bool = False, last: str = ""
) -> None:
    """One page wide on A4; the rows `repeat` on each page, and a footer that says what it is and which page.

    `last` is the last cell that is printed.
    """
    sheet.sheet_view.showGridLines = False
    one_page_wide(sheet, portrait=portrait)
    margins = sheet.page_margins
    margins.left = margins.right = 0.45
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.65, 0.3, 0.3
    sheet.print_options.horizontalCentered = True
    footer = {"left": left.replace("&", "&&"), "center": center.replace("&", "&&")}
    in_margin(sheet.oddFooter, **footer, right="Page &P of &N")
    if repeat:
        sheet.print_title_rows = repeat
    if last:
        sheet.print_area = f"A1:{last}"


def protect(sheet: Worksheet, start: str) -> None:
    """Only open cells take an answer, the first of which is chosen at `start`.

    Rows and columns may still be made wider and higher. No password.
    """
    protection = sheet.protection
    protection.sheet, protection.formatColumns, protection.formatRows = True, False, False
    selection = sheet.sheet_view.selection[-1]
    selection.activeCell = selection.sqref = start
    if sheet.sheet_view.pane:
        sheet.sheet_view.pane.activePane = selection.pane
