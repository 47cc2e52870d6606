"""Workbooks for readers: typed cells, text that never becomes a formula, the same bytes for the same edition.

openpyxl makes all that surrounds the rows; the rows are written here, once and in order, because a row is only text
and there are many.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from math import ceil

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string
from openpyxl.worksheet.worksheet import Worksheet

from core import words
from core.words import _
from core.xlsx.styles import TYPEFACE, in_margin, one_page_wide
from core.xlsx.writer import EPOCH, Rows, workbook_bytes
from views.edition import Edition
from views.workbook.cells import LINE, clean, held, letter, lines
from views.workbook.styles import DAY, LOOKS

CHARACTER_WIDTH, ROW_HEIGHT = 0.19, 0.5
"""About how many centimetres a character and a row of one line take."""
ROWS = 1_048_576
"""How many rows a sheet has."""
MARGIN = 80
"""How many characters of a text are printed in a margin: spreadsheets refuse a header of more than 255, codes
counted.
"""
WHOLE_SIGNS = re.compile(r"&&|[^&]")
NO_SHEET_TITLE = re.compile(r"[\\/*?:\[\]']|[\x00-\x1f]")


class Book:
    """A workbook that is being made. `moment` dates everything inside; without an edition it is 1 January 1980.

    `known_at` is printed below every page.
    """

    def __init__(self, title: str, edition: Edition | None = None, known_at: str = "") -> None:
        self.workbook, self.sheets = Workbook(), list[Sheet]()
        self.workbook.remove(self.workbook.active)
        normal = self.workbook._named_styles["Normal"].font
        normal.name, normal.sz = TYPEFACE, 10
        self.edition, self.title, self.known_at = edition, clean(title), known_at
        self.moment = datetime.fromisoformat(edition.manifest["built_at"]).replace(tzinfo=None) if edition else EPOCH
        self._styles: dict[tuple[str, str], int] = {}
        self._describe()

    def _describe(self) -> None:
        """The properties of the document."""
        properties = DocumentProperties(
            creator=_("Global Alliance · Progress monitor"), title=self.title[:255], created=self.moment
        )
        if self.edition:
            properties.subject = f"{_('Edition')} {edition_name(self.edition)}"
            properties.identifier = self.edition.hash
        self.workbook.properties = properties

    def page(self, title: str, *, portrait: bool = False) -> Sheet:
        """A new empty sheet, named as far as a spreadsheet allows and as no other sheet is.

        It is printed one page wide, with edition and page numbers.
        """
        sheet = Sheet(self, self.workbook.create_sheet(self._free(title)))
        self.sheets.append(sheet)
        worksheet = sheet.worksheet
        one_page_wide(worksheet, portrait=portrait)
        worksheet.page_margins.left = worksheet.page_margins.right = 0.5
        worksheet.page_margins.top = worksheet.page_margins.bottom = 0.75
        edition = _("Edition {0}").format(edition_name(self.edition)) if self.edition else ""
        in_margin(worksheet.oddHeader, left=_in_margin(self.title), right=_in_margin(edition))
        pages = _("Page {0} of {1}").format("&P", "&N")
        in_margin(worksheet.oddFooter, left=_in_margin(title), center=_in_margin(self.known_at), right=pages)
        return sheet

    def _free(self, title: str) -> str:
        """A name for a sheet: legal, at most 31 characters, and not taken, capitals or not."""
        wished = NO_SHEET_TITLE.sub(" ", clean(title)).strip()[:31] or _("Sheet")
        taken, name, n = {sheet.title.casefold() for sheet in self.sheets}, wished, 2
        while name.casefold() in taken:
            name, n = f"{wished[: 30 - len(str(n))]} {n}", n + 1
        return name

    def look(self, name: str, code: str = "General") -> int:
        """The number by which a cell names a look of `LOOKS` with a number format."""
        if (name, code) not in self._styles:
            cell = Cell(self.workbook.worksheets[0])
            for part, value in LOOKS[name]._asdict().items():
                setattr(cell, part, value)
            cell.number_format = code
            self._styles[name, code] = cell.style_id
        return self._styles[name, code]

    @property
    def checksum(self) -> str:
        """SHA-256 over the cells of all sheets so far, as `CHECKED` says."""
        digest = hashlib.sha256()
        for sheet in self.sheets:
            for line in sheet.checked:
                digest.update(line.encode())
        return digest.hexdigest()

    def content(self) -> bytes:
        """The workbook as bytes, the same whenever it is made. Opens no file."""
        for sheet in self.sheets:
            sheet.worksheet.print_area = sheet.printed()
        rows = {sheet.title: sheet.rows for sheet in self.sheets}
        return workbook_bytes(self.workbook, self.moment, dated=self.moment, rows=rows)


CHECKED = _(
    "SHA-256 over all sheets before this one, in their order: each row that is not empty, its cells up to the last "
    "filled one parted by the character U+001F, the row ended by U+001E; text as a spreadsheet shows it, with line "
    "feeds as line breaks, numbers in their shortest decimal form (0.5, 31000), dates as 2014-09-30, TRUE and FALSE; "
    "as UTF-8."
)


class Sheet:
    """A sheet that is written row by row from the top; each row becomes text at once."""

    def __init__(self, book: Book, worksheet: Worksheet) -> None:
        self.book, self.worksheet = book, worksheet
        self.rows = Rows()
        self.checked: list[str] = []

    @property
    def title(self) -> str:
        """Its name in the workbook."""
        return str(self.worksheet.title)

    @property
    def last(self) -> int:
        """The number of the last row that was written."""
        return self.rows.last

    def row(self, values: Sequence[object], looks: Sequence[int], *, height: float | None = None) -> int:
        """Write one row of values, each in the look of the same place; returns its number. Nothing is an empty cell.

        `height` is in points; the row still grows with what is typed into it.
        """
        rows = self.rows
        rows.last, rows.columns = rows.last + 1, max(rows.columns, len(values))
        number, cells, checked = str(rows.last), [], []
        for n, (value, look) in enumerate(zip(values, looks, strict=True), 1):
            kind, content, canonical = held(value)
            checked.append(canonical)
            if content:
                cells.append(f'<c r="{letter(n)}{number}" s="{look}"{kind}>{content}</c>')
            elif look:
                cells.append(f'<c r="{letter(n)}{number}" s="{look}"/>')
        tall = f' ht="{height:g}"' if height else ""
        rows.xml.append(f'<row r="{number}"{tall}>{"".join(cells)}</row>')
        line = "\x1f".join(checked).rstrip("\x1f")
        self.checked.append(f"{line}\x1e" if line else "")
        return rows.last

    def write(self, *cells: tuple[object, str], height: float | None = None) -> int:
        """The same from pairs of value and name of a look; dates get a format of their own."""
        looks = [self.book.look(look, DAY if isinstance(value, date) else "General") for value, look in cells]
        height = height or self.needs([value for value, _look in cells])
        return self.row([value for value, _look in cells], looks, height=height)

    def gap(self, rows: int = 1) -> None:
        """Leave rows empty."""
        self.rows.last += rows

    def needs(self, values: Iterable[object]) -> float | None:
        """The height in points that a row of wrapped texts needs in the columns of this sheet; None for one line.

        Spreadsheets do not all work it out on opening.
        """
        most = max(
            (lines(value, self.width(n)) for n, value in enumerate(values, 1) if isinstance(value, str)),
            default=1,
        )
        return most * LINE + 2 if most > 1 else None

    def width(self, column: int) -> float:
        """How wide a column is, in characters."""
        return float(self.worksheet.column_dimensions[letter(column)].width)

    def widths(self, *widths: float) -> None:
        """How wide the columns are, in characters, from the first on."""
        for n, width in enumerate(widths, 1):
            self.worksheet.column_dimensions[letter(n)].width = width

    def join(self, row: int, columns: int) -> None:
        """Let the first `columns` cells of a row look like one."""
        self.worksheet.merged_cells.add(f"A{row}:{letter(columns)}{row}")

    def headed(self, row: int, columns: int, *, frozen: int = 0) -> None:
        """Make `row` the heading of a list of `columns` down to the last row.

        It is frozen, filtered, and repeated on every printed page; `frozen` columns stay as well.
        """
        self.worksheet.freeze_panes = f"{letter(frozen + 1)}{row + 1}"
        if self.last > row:
            self.worksheet.auto_filter.ref = f"A{row}:{letter(columns)}{self.last}"
        self.worksheet.print_title_rows = f"{row}:{row}"

    def printed(self) -> str:
        """The range that is printed: all cells, and the rows and columns over which charts reach."""
        across, down = self.rows.columns, max(self.last, 1)
        for chart in self.worksheet._charts:
            column, row = coordinate_from_string(chart.anchor)
            reach, left = column_index_from_string(column), chart.width / CHARACTER_WIDTH
            while (left := left - self.width(reach)) > 0:
                reach += 1
            across, down = max(across, reach), max(down, row + ceil(chart.height / ROW_HEIGHT))
        return f"A1:{letter(across)}{down}"


def edition_name(edition: Edition) -> str:
    """The edition as every export names it; invented figures say so."""
    return " · ".join([str(edition.number), edition.short, *([words.ILLUSTRATIVE] if edition.illustrative else [])])


def fitting(rows: int, above: int = 1) -> tuple[int, str]:
    """How many of so many rows a sheet holds below `above` others, and what is said of the rest; empty where all fit.

    A line below the rows, Notes and the codebook say it.
    """
    if rows <= ROWS - above:
        return rows, ""
    fit = ROWS - above - 1
    return fit, _(
        "cut: a sheet holds no more; here are the first {0} of {1} rows, the open data package has all"
    ).format(fit, rows)


def _in_margin(text: str) -> str:
    """Text for a header or footer, where "&" begins a command.

    It is cut to its room, but never between the two characters that stand for one.
    """
    escaped = clean(text).replace("&", "&&")[:MARGIN]
    return "".join(WHOLE_SIGNS.findall(escaped))
