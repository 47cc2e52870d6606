"""The one writer of workbooks: typed cells, text that never becomes a formula, the same bytes for the same edition.

openpyxl makes all that surrounds the rows; the rows are written here, once and in order, because a row is only text and there are many.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from math import ceil

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.core import DocumentProperties
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import ARC_CORE

from core import words
from core.words import _
from views.edition import Edition
from views.workbook.cells import LINE, clean, held, letter, lines
from views.workbook.styles import DAY, FACE, GREY, LOOKS

WIDTH_OF_A_SIGN, HEIGHT_OF_A_ROW = 0.19, 0.5
"""About how many centimetres a sign and a row of one line take."""
NO_ROWS = re.compile(rb"<sheetData\s*/>|<sheetData></sheetData>")
ROWS = 1_048_576
"""So many rows a sheet has."""
SIGNS = re.compile(r"(?:&&|[^&])*")
NO_SHEET_TITLE = re.compile(r"[\\/*?:\[\]']|[\x00-\x1f]")


class Book(Workbook):
    """A workbook that is being made. `moment` dates everything inside; without an edition it is 1 January 1980. `known_at` is printed below every page."""

    def __init__(self, title: str, edition: Edition | None = None, known_at: str = "") -> None:
        super().__init__()
        self.remove(self.active)
        self._named_styles["Normal"].font.name, self._named_styles["Normal"].font.sz = FACE, 10
        self.edition, self.title, self.known_at, self._ids = edition, clean(title), known_at, {}
        self.moment = (
            datetime.fromisoformat(edition.manifest["built_at"]).replace(tzinfo=None)
            if edition
            else datetime(1980, 1, 1)
        )
        self.properties = DocumentProperties(
            creator=_("Global Alliance · Progress monitor"),
            title=self.title[:255],
            created=self.moment,
            modified=self.moment,
        )
        if edition:
            self.properties.subject, self.properties.identifier = f"{_('Edition')} {said(edition)}", edition.hash

    def page(self, title: str, *, portrait: bool = False) -> Sheet:
        """A new empty sheet, named as far as a spreadsheet allows and as no other sheet is; printed one page wide, with edition and page numbers."""
        made = Sheet(self, self._free(title))
        self._add_sheet(made)
        made.page_setup.orientation, made.page_setup.paperSize = (
            "portrait" if portrait else "landscape",
            made.PAPERSIZE_A4,
        )
        made.page_setup.fitToWidth, made.page_setup.fitToHeight, made.sheet_properties.pageSetUpPr.fitToPage = (
            1,
            0,
            True,
        )
        made.page_margins.left = made.page_margins.right = 0.5
        made.page_margins.top = made.page_margins.bottom = 0.75
        edition = _("Edition {0}").format(said(self.edition)) if self.edition else ""
        numbers = _("Page {0} of {1}").format("&P", "&N")
        for place, text in (
            (made.oddHeader.left, _amp(self.title)),
            (made.oddHeader.right, _amp(edition)),
            (made.oddFooter.left, _amp(title)),
            (made.oddFooter.center, _amp(self.known_at)),
            (made.oddFooter.right, numbers),
        ):
            place.text, place.size, place.font, place.color = text, 8, FACE, GREY
        return made

    def _free(self, title: str) -> str:
        """A name for a sheet: legal, at most 31 signs, and not taken, capitals or not."""
        wished = NO_SHEET_TITLE.sub(" ", clean(title)).strip()[:31] or _("Sheet")
        taken, name, n = {one.title.casefold() for one in self.worksheets}, wished, 2
        while name.casefold() in taken:
            name, n = f"{wished[: 30 - len(str(n))]} {n}", n + 1
        return name

    def look(self, name: str, code: str = "General") -> int:
        """The number by which a cell names a look of `LOOKS` with a number format."""
        if (name, code) not in self._ids:
            cell = Cell(self.worksheets[0])
            for part, value in LOOKS[name].items():
                setattr(cell, part, value)
            cell.number_format = code
            self._ids[name, code] = cell.style_id
        return self._ids[name, code]

    @property
    def checksum(self) -> str:
        """SHA-256 over the cells of all sheets so far, as `CHECKED` says."""
        digest = hashlib.sha256()
        for sheet in self.worksheets:
            for line in sheet.checked:
                digest.update(line.encode())
        return digest.hexdigest()

    def content(self) -> bytes:
        """The workbook as bytes, the same whenever it is made. Opens no file."""
        for sheet in self.worksheets:
            sheet.sheet_view.tabSelected = sheet is self.worksheets[0]
            sheet.print_area = sheet.printed()
        out = io.BytesIO()
        _Writer(self, _Parts(out, self.moment)).save()
        return out.getvalue()


CHECKED = _(
    "SHA-256 over all sheets before this one, in their order: each row that is not empty, its cells up to the last filled one parted by the character U+001F, the row ended by U+001E; "
    "text as a spreadsheet shows it, with line feeds as line breaks, numbers in their shortest decimal form (0.5, 31000), dates as 2014-09-30, TRUE and FALSE; as UTF-8."
)


class Sheet(Worksheet):
    """A sheet that is written row by row from the top; each row becomes text at once."""

    def __init__(self, book: Book, title: str) -> None:
        super().__init__(book, title)
        self.made: list[str] = []
        self.checked: list[str] = []
        self.last, self.across = 0, 1

    def row(self, values: Sequence[object], looks: Sequence[int], *, height: float | None = None) -> int:
        """Write one row of values, each in the look of the same place; answers its number. Nothing is an empty cell. `height` is in points; the row still grows with what is typed into it."""
        self.last, self.across = self.last + 1, max(self.across, len(values))
        number, written, checked = str(self.last), [], []
        for n, (value, look) in enumerate(zip(values, looks, strict=True), 1):
            kind, content, canonical = held(value)
            checked.append(canonical)
            if content:
                written.append(f'<c r="{letter(n)}{number}" s="{look}"{kind}>{content}</c>')
            elif look:
                written.append(f'<c r="{letter(n)}{number}" s="{look}"/>')
        tall = f' ht="{height:g}"' if height else ""
        self.made.append(f'<row r="{number}"{tall}>{"".join(written)}</row>')
        line = "\x1f".join(checked).rstrip("\x1f")
        self.checked.append(f"{line}\x1e" if line else "")
        return self.last

    def write(self, *cells: tuple[object, str], height: float | None = None) -> int:
        """The same from pairs of value and name of a look; dates get a format of their own."""
        looks = [self.parent.look(look, DAY if isinstance(value, date) else "General") for value, look in cells]
        height = height or self.needs([value for value, _look in cells])
        return self.row([value for value, _look in cells], looks, height=height)

    def gap(self, rows: int = 1) -> None:
        """Leave rows empty."""
        self.last += rows

    def needs(self, values: Iterable[object]) -> float | None:
        """The height in points that a row of wrapped texts needs in the columns of this sheet; None for one line. Spreadsheets do not all work it out on opening."""
        most = max(
            (
                lines(value, self.column_dimensions[letter(n)].width)
                for n, value in enumerate(values, 1)
                if isinstance(value, str)
            ),
            default=1,
        )
        return most * LINE + 2 if most > 1 else None

    def widths(self, *widths: float) -> None:
        """How wide the columns are, in signs, from the first on."""
        for n, width in enumerate(widths, 1):
            self.column_dimensions[letter(n)].width = width

    def join(self, row: int, columns: int) -> None:
        """Let the first `columns` cells of a row look like one."""
        self.merged_cells.add(f"A{row}:{letter(columns)}{row}")

    def headed(self, row: int, columns: int, *, frozen: int = 0) -> None:
        """Make `row` the heading of a list of `columns` down to the last row: frozen, filtered, repeated on every printed page; `frozen` columns stay as well."""
        self.freeze_panes = f"{letter(frozen + 1)}{row + 1}"
        if self.last > row:
            self.auto_filter.ref = f"A{row}:{letter(columns)}{self.last}"
        self.print_title_rows = f"{row}:{row}"

    def printed(self) -> str:
        """The range that is printed: all cells, and the rows and columns over which charts reach."""
        across, down = self.across, max(self.last, 1)
        for chart in self._charts:
            column, row = coordinate_from_string(chart.anchor)
            reach, left = column_index_from_string(column), chart.width / WIDTH_OF_A_SIGN
            while (left := left - self.column_dimensions[letter(reach)].width) > 0:
                reach += 1
            across, down = max(across, reach), max(down, row + ceil(chart.height / HEIGHT_OF_A_ROW))
        return f"A1:{letter(across)}{down}"

    def calculate_dimension(self) -> str:
        """The range of all cells, such as A1:H60."""
        return f"A1:{letter(self.across)}{max(self.last, 1)}"


def said(edition: Edition) -> str:
    """The edition as every export names it; invented figures say so."""
    return " · ".join([str(edition.number), edition.short, *([words.ILLUSTRATIVE] if edition.illustrative else [])])


def fitting(rows: int, above: int = 1) -> tuple[int, str]:
    """How many of so many rows a sheet holds below `above` others, and what a line below them, Notes and the codebook say of the rest; nothing where all fit."""
    if rows <= ROWS - above:
        return rows, ""
    fit = ROWS - above - 1
    return fit, _(
        "cut: a sheet holds no more; here are the first {0} of {1} rows, the open data package has all"
    ).format(fit, rows)


def _amp(text: str) -> str:
    """Text for a header or footer, where "&" begins a command; cut to its room, but never between the two signs that stand for one."""
    return SIGNS.match(clean(text).replace("&", "&&")[:110])[0]


class _Parts(zipfile.ZipFile):
    """The parts of a workbook, each with the date of the edition, the properties too."""

    def __init__(self, out: io.BytesIO, moment: datetime) -> None:
        super().__init__(out, "w", zipfile.ZIP_DEFLATED)
        self.moment = moment

    def writestr(self, name: str, data: bytes | str) -> None:
        """One part."""
        if name == ARC_CORE:
            data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + f"{self.moment.isoformat()}Z".encode(), data)
        super().writestr(zipfile.ZipInfo(name, self.moment.timetuple()[:6]), data, zipfile.ZIP_DEFLATED)


class _Writer(ExcelWriter):
    """Puts our rows where openpyxl would write its own; in memory."""

    def write_worksheet(self, ws: Sheet) -> None:
        """One sheet."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts = ws._charts
        writer = WorksheetWriter(ws, io.BytesIO())
        writer.write()
        ws._rels = writer._rels
        before, after = NO_ROWS.split(writer.out.getvalue(), 1)
        self._archive.writestr(
            ws.path[1:], b"".join([before, b"<sheetData>", "".join(ws.made).encode(), b"</sheetData>", after])
        )
        self.manifest.append(ws)
