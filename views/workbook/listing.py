"""A list on a sheet for readers: title, the sentence that answers it, headings that stay, rows, filters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from core import words
from core.words import _
from views import queries
from views.edition import Edition
from views.tables import Table
from views.workbook.cells import LINE, letter, lines, wide
from views.workbook.columns import Column, columns
from views.workbook.notes import Part
from views.workbook.styles import WHOLE, word_rules
from views.workbook.writer import Book, Sheet, fitting

SAMPLE, PAPER = 120, 190
"""How many values show how wide a column must be; how many characters one page across still shows legibly."""
NARROW = 15
"""A column of text gives way to others down to so many characters."""
FLEXIBLE = ("text", "row", "address")


@dataclass
class List:
    """A list with its title and the sentence that it answers with; `empty` is said where it has no rows.

    `marks` are words with a tone, for colours that a word brings with it.
    """

    title: str
    sentence: str
    columns: list[Column]
    empty: str = ""
    filters: str = ""
    marks: Sequence[tuple[str, str]] = ()
    frozen: int = 1

    @property
    def size(self) -> int:
        """How many rows it has."""
        return len(self.columns[0].values) if self.columns else 0

    @property
    def texts(self) -> set[str]:
        """How its texts begin."""
        return {value[:40] for column in self.columns for value in column.values if isinstance(value, str)}


def listing(
    table: Table,
    title: str,
    sentence: str = "",
    *,
    empty: str = "",
    scales: Sequence[str] = (),
    without: Sequence[str] = (),
    frozen: int = 1,
) -> List:
    """A table as a list; `scales` are those whose words bring their colour, `without` are headings to leave out."""
    shown = columns(table, without=without)
    return List(title, sentence, shown, empty, table.filters_text, marks(table.edition, *scales), frozen)


@lru_cache(maxsize=64)
def marks(edition: Edition, *scales: str) -> tuple[tuple[str, str], ...]:
    """The words of scales with their tone, each once; longer ones first, so that none hides behind its beginning."""
    tones = {
        f"{row['shape']} {row['label']}": row["tone"]
        for (scale, _code), row in queries.statuses(edition).items()
        if scale in scales
    }
    return tuple(sorted(tones.items(), key=lambda pair: -len(pair[0])))


def write(book: Book, table: List, *, portrait: bool = False) -> tuple[Sheet, Part]:
    """A sheet of its own for a list. Without rows it says so and is still a good sheet."""
    sheet = book.page(table.title, portrait=portrait)
    sheet.widths(*_fit([_width(column) for column in table.columns], table.columns))
    nothing = table.empty or table.sentence or _("Our record holds nothing here.")
    _opening(sheet, table.title, table.sentence if table.size else nothing)
    return sheet, _rows(sheet, table) if table.size else Part(sheet.title, table.filters, 0)


def _rows(sheet: Sheet, table: List) -> Part:
    """Headings and rows below the opening; what Notes say of them."""
    head = _headings(sheet, table.columns)
    fit, cut = fitting(table.size, sheet.last)
    values = zip(*(column.values for column in table.columns), strict=True)
    looks = zip(*(_looks(sheet.book, column) for column in table.columns), strict=True)
    for row, numbers, height in islice(zip(values, looks, _heights(sheet, table.columns), strict=True), fit):
        sheet.row(row, numbers, height=height)
    sheet.headed(head, len(table.columns), frozen=table.frozen)
    _colours(sheet, table, head + 1)
    if cut:
        sheet.write((f"[{cut}]", "plain"))
    meanings = [(column.heading.replace("\n", ", "), column.meaning) for column in table.columns if column.meaning]
    return Part(sheet.title, table.filters, table.size, meanings, cut)


def _headings(sheet: Sheet, shown: Sequence[Column]) -> int:
    """The headings; returns their row."""
    sheet.gap()
    headings = [column.heading for column in shown]
    looks = [sheet.book.look("head right" if column.look == "number" else "head") for column in shown]
    return sheet.row(headings, looks, height=(sheet.needs(headings) or LINE) + 5)


def _colours(sheet: Sheet, table: List, first: int) -> None:
    """A colour for each word that stands in the list, from the row `first` on."""
    texts = table.texts
    present = [mark for mark in table.marks if any(text.startswith(mark[0]) for text in texts)]
    for rule in word_rules(present, f"A{first}"):
        area = f"A{first}:{letter(len(table.columns))}{sheet.last}"
        sheet.worksheet.conditional_formatting.add(area, rule)


def _heights(sheet: Sheet, shown: Sequence[Column]) -> list[float | None]:
    """The height that each row needs for its longest text."""
    most = [1] * len(shown[0].values)
    for n, column in enumerate(shown, 1):
        width = sheet.width(n)
        if column.look in ("text", "row"):
            most = [
                max(needed, lines(value, width - 1)) if isinstance(value, str) else needed
                for needed, value in zip(most, column.values, strict=True)
            ]
    return [needed * LINE + 2 if needed > 1 else None for needed in most]


def _looks(book: Book, column: Column) -> Iterable[int]:
    if isinstance(column.code, str):
        return [book.look(column.look, column.code)] * len(column.values)
    return [book.look(column.look, code) for code in column.code]


def _width(column: Column) -> float:
    """How wide a column must be for its heading and a sample of its values."""
    if column.look == "left" and column.code != WHOLE:
        return 13
    sample = [
        f"{value:,.1f}" if isinstance(value, float) else value
        for value in list(column.values)[:SAMPLE]
        if not words.missing(value)
    ]
    with_words = (
        column.look == "number"
        and not isinstance(column.code, str)
        and any('"at least' in code or "derived" in code for code in column.code)
    )
    return min(wide(column.heading, sample, column.widest) + (12 if with_words else 0), column.widest)


def _fit(widths: list[float], shown: Sequence[Column]) -> list[float]:
    """Widths that one page across still shows legibly: wide columns of text give way."""
    over = sum(widths) - PAPER
    spare = [
        max(0.0, width - NARROW) if column.look in FLEXIBLE else 0.0
        for width, column in zip(widths, shown, strict=True)
    ]
    if over <= 0 or not sum(spare):
        return widths
    return [width - give * min(1.0, over / sum(spare)) for width, give in zip(widths, spare, strict=True)]


def _opening(sheet: Sheet, title: str, sentence: str) -> None:
    """The title of a sheet and the sentence that answers it, across the first columns."""
    edition = sheet.book.edition
    sheet.write((title, "title"), height=28)
    if edition is not None and edition.illustrative:
        across(sheet, f"▨ {words.ILLUSTRATIVE}", "invented")
    if sentence:
        across(sheet, sentence, "lead")


def across(sheet: Sheet, text: str, look: str, *, room: float = 90) -> int:
    """A text over as many columns as it needs, in a row as high as it needs; returns its row.

    Spreadsheets do not work the height out for joined cells.
    """
    width, last = 0.0, 0
    while width < room:
        last += 1
        width += sheet.width(last)
    height = lines(text, width, 1.15) * (LINE + 2.5) + 3
    row = sheet.write((text, look), *[(None, look)] * (last - 1), height=height)
    if last > 1:
        sheet.join(row, last)
    return row
