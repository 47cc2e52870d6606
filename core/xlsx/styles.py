"""What every workbook of ours looks like: the palette, the typeface, how a cell looks, and the page that is printed."""

from __future__ import annotations

from typing import NamedTuple

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.worksheet import Worksheet

INK, BLUE, GREY, LINE = "16212E", "0B4F82", "5C6B7A", "C9D1D8"
PAPER, SOFT, WHITE = "F1F3F5", "E3EEF6", "FFFFFF"
RED, PINK = "B3382C", "FBE9E7"
TYPEFACE = "Arial"


class Look(NamedTuple):
    """How a cell looks; the names are those of its parts in openpyxl."""

    font: Font
    fill: PatternFill
    border: Border
    alignment: Alignment


def look(
    size: float = 10,
    ink: str = INK,
    *,
    bold: bool = False,
    italic: bool = False,
    underline: str | None = None,
    fill: str = "",
    border: Border | None = None,
    vertical: str = "top",
    horizontal: str | None = None,
    wrap: bool = True,
    indent: int = 0,
) -> Look:
    """A look: text of `size` points in the colour `ink` on `fill`; a cell without `fill` and `border` has none."""
    return Look(
        Font(name=TYPEFACE, size=size, bold=bold, italic=italic, color=ink, underline=underline),
        PatternFill("solid", fgColor=fill) if fill else PatternFill(),
        border or Border(),
        Alignment(vertical=vertical, horizontal=horizontal, wrap_text=wrap, indent=indent),
    )


def ruled(line: str = LINE) -> Border:
    """A thin line below."""
    return Border(bottom=Side(style="thin", color=line))


def framed(line: str = LINE, style: str = "thin") -> Border:
    """A line on every side."""
    side = Side(style=style, color=line)
    return Border(left=side, right=side, top=side, bottom=side)


def one_page_wide(sheet: Worksheet, *, portrait: bool = False) -> None:
    """Print a sheet on A4, one page wide and as many high as it needs."""
    sheet.page_setup.orientation = "portrait" if portrait else "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def in_margin(margin: HeaderFooterItem, *, left: str = "", center: str = "", right: str = "") -> None:
    """Print small grey text in a header or footer: text with "&&" for "&", or codes such as &P for the page."""
    for part, code in ((margin.left, left), (margin.center, center), (margin.right, right)):
        if code:
            part.text, part.size, part.font, part.color = code, 8, TYPEFACE, GREY
