"""A process of its own that marks a country's workbook, shut in before it opens it: `python -I annotate.py`.

A job is one line of JSON (an `Order`, see `etl.desk.returned.order`) and then the workbook; the answer is the workbook.
It can open no file and no connection, since it may have no further descriptor; memory and time are limited (see
`core.workers`).
"""

from __future__ import annotations

import io
import json
import sys
import warnings
from collections.abc import Sequence
from copy import copy
from pathlib import Path
from typing import TypedDict

if __name__ == "__main__":
    sys.modules["numpy"] = None  # type: ignore[assignment]  # openpyxl would load it, and its memory counts
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.drawing import image
from openpyxl.styles import Alignment, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from core.workers.serving import serve
from core.xlsx.styles import framed
from core.xlsx.writer import workbook_bytes
from etl.form.issues import ANSWER, CHECKED, HEADS, ISSUES, KEY
from etl.form.layout import DAY, KINDS, heights, lines, link, paper, protect, styles, write

LOOKS = {
    "error": ("Error", "✖", "F8D5D0", "B3382C"),
    "question": ("Question", "?", "FBE3B5", "9A5B00"),
    "note": ("Note", "i", "E2DBF0", "5F4B8B"),
}
"""Of each severity its word, its sign, the colour of the cell and that of its frame."""


Mark = dict[str, str]
"""One thing that was found (severity, sheet, cell, found, expected, key), or said before (day, sheet, cell, ...)."""


class Order(TypedDict):
    """What is to be marked, and the sentences of the sheet Issues."""

    title: str
    summary: str
    next: Sequence[str]
    footer: str
    marks: list[Mark]
    earlier: list[Mark]


def marked(original: bytes, order: Order) -> bytes:
    """The workbook with its cells coloured and commented and the sheet Issues in front; everything else as it came."""
    book = load_workbook(io.BytesIO(original), rich_text=True)
    for sheet in book.worksheets:
        _clean(sheet)
    if ISSUES in book.sheetnames:
        del book[ISSUES]
    by_cell: dict[tuple[str, str], list[Mark]] = {}
    for mark in order["marks"]:
        if mark["sheet"] in book.sheetnames and mark["cell"]:
            by_cell.setdefault((mark["sheet"], mark["cell"]), []).append(mark)
    for (title, cell), marks in by_cell.items():
        _mark(_anchor(book[title], cell), marks)
    for style in styles():
        if style.name not in book.named_styles:
            book.add_named_style(style)
    _issues(book, order)
    return workbook_bytes(book, book.properties.modified or book.properties.created)


def _clean(sheet: Worksheet) -> None:
    """Take away what an earlier return marked."""
    by_name = {style.name: style for style in styles()}
    ours = {fill for _word, _sign, fill, _line in LOOKS.values()}
    # iter_rows would make each missing cell up to the last corner
    for cell in [cell for cell in sheet._cells.values() if isinstance(cell, Cell)]:
        if cell.comment and cell.comment.text.startswith(CHECKED):
            cell.comment = None
        if cell.fill.fill_type == "solid" and str(cell.fill.fgColor.rgb)[-6:] in ours:
            style = by_name[_style(cell)]
            cell.fill, cell.border = copy(style.fill), copy(style.border)


def _style(cell: Cell) -> str:
    """The style that a cell had before it was marked."""
    try:
        name = str(cell.style)
    except IndexError:  # LibreOffice counts styles in another way
        name = ""
    return name if name.partition(" ")[0] in KINDS else "locked text" if cell.protection.locked else "fill text"


def _first_cell(address: str) -> str:
    """The cell that stands for an address: of a row (12:12) its first."""
    return f"A{address.partition(':')[0]}" if ":" in address else address


def _in_words(address: str) -> str:
    """An address for people: "row 12" of 12:12."""
    return f"row {address.partition(':')[0]}" if ":" in address else address


def _anchor(sheet: Worksheet, address: str) -> Cell:
    """The cell that is marked: the first one of a row, and of merged cells."""
    address = _first_cell(address)
    merged = next((area for area in sheet.merged_cells.ranges if address in area), None)
    return sheet.cell(merged.min_row, merged.min_col) if merged else sheet[address]


def _mark(cell: Cell, marks: list[Mark]) -> None:
    """Colour, frame and comment of a cell, by the gravest of its marks; its own comment stays below ours."""
    _word, _sign, fill, line = LOOKS[min((mark["severity"] for mark in marks), key=list(LOOKS).index)]
    cell.fill, cell.border = PatternFill("solid", fgColor=fill), framed(line, "medium")
    comment = [CHECKED, *(part for mark in marks for part in _comment(mark))]
    if cell.comment:
        comment += ["", "Your comment:", cell.comment.text]
    text = _plain("\n".join(comment))[:2000]
    cell.comment = Comment(text, "Secretariat", width=320, height=24 + 16 * lines(text, 48))


def _comment(mark: Mark) -> list[str]:
    word, sign, *_colours = LOOKS[mark["severity"]]
    expected = [f"Expected: {mark['expected']}"] if mark["expected"] else []
    return ["", f"{sign} {word.upper()}", f"Found: {mark['found']}", *expected]


def _issues(book: Workbook, order: Order) -> None:
    """The sheet in front: what to do, each thing that was found with room for an answer, and what was said before."""
    sheet = book.create_sheet(ISSUES, 0)
    _front(sheet, order)
    row = 4
    for text in order["next"]:
        write(sheet, f"A{row}", text, "under")
        row += 1
    first = row + 2
    row = _found(sheet, row + 1, order["marks"], book.sheetnames)
    if order["earlier"]:
        row = _earlier(sheet, row + 2, order["earlier"])
    sheet.sheet_properties.tabColor = LOOKS["error"][3]
    invented = [f"{fact.value} · " for fact in book.custom_doc_props.props if fact.name == "illustrative"]
    paper(sheet, f"{''.join(invented)}{order['footer']}", ISSUES, last=f"F{row}")
    protect(sheet, f"F{first}")


def _front(sheet: Worksheet, order: Order) -> None:
    """The title, and how much was found."""
    for letter, (_head, width) in HEADS.items():
        sheet.column_dimensions[letter].width = width
        write(sheet, f"{letter}1", order["title"] if letter == "A" else None, "strip")
        write(sheet, f"{letter}2", order["summary"] if letter == "A" else None, "strip under")
        indented = Alignment(horizontal="left", indent=1, vertical="center")
        sheet[f"{letter}1"].alignment = sheet[f"{letter}2"].alignment = indented
    heights(sheet, {1: 40, 2: 24})


def _found(sheet: Worksheet, row: int, marks: list[Mark], titles: list[str]) -> int:
    """Headers in `row` and below them a line for each mark; returns the last row."""
    for letter, (head, _width) in HEADS.items():
        write(sheet, f"{letter}{row}", head, "head to fill" if letter == ANSWER else "head printed")
    sheet.freeze_panes = f"A{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"
    heights(sheet, {row: 26})
    for n, mark in enumerate(marks, row + 1):
        _line(sheet, n, mark)
        if mark["cell"] and mark["sheet"] in titles:
            link(sheet, f"C{n}", mark["sheet"], _first_cell(mark["cell"]), "locked link")
    return row + len(marks)


def _line(sheet: Worksheet, row: int, mark: Mark) -> None:
    word, sign, fill, _colour = LOOKS[mark["severity"]]
    texts = (f"{sign}  {word}", mark["sheet"], _in_words(mark["cell"]), mark["found"], mark["expected"])
    _write_locked(sheet, row, texts)
    sheet[f"A{row}"].fill = PatternFill("solid", fgColor=fill)
    write(sheet, f"{ANSWER}{row}", None, "fill text")
    write(sheet, f"{KEY}{row}", _plain(mark["key"]), "locked code")
    # cut off at the edge of its column: it is not for people
    sheet[f"{KEY}{row}"].alignment = Alignment(horizontal="fill", vertical="top")
    heights(sheet, {row: 13 * max(lines(mark["found"], 46), lines(mark["expected"], 46)) + 8})


def _earlier(sheet: Worksheet, row: int, earlier: list[Mark]) -> int:
    """What was asked and answered before, from `row` on; returns the last row."""
    write(sheet, f"A{row}", "What was said before", "section")
    row += 1
    for letter, head in zip("ABCDEF", ("Day", "Sheet", "Cell", "What was asked", "What was said", ""), strict=True):
        write(sheet, f"{letter}{row}", head, "head printed")
    for mark in earlier:
        row += 1
        _write_locked(sheet, row, [mark[name] for name in ("day", "sheet", "cell", "asked", "said")])
        write(sheet, f"F{row}", mark["kind"], "locked text")
        heights(sheet, {row: 13 * max(lines(mark["asked"], 46), lines(mark["said"], 46)) + 8})
    return row


def _write_locked(sheet: Worksheet, row: int, texts: Sequence[str]) -> None:
    for letter, text in zip("ABCDE", texts, strict=True):
        write(sheet, f"{letter}{row}", _plain(text), "locked text")


def _plain(text: str) -> str:
    return str(ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text))[:32_000]


def warm() -> None:
    """Load what openpyxl loads late, while files can still be opened."""
    book = Workbook()
    book.active["A1"], book.active["A2"] = DAY, 1
    book.active["A1"].comment = Comment("warm", "warm")
    marked(
        workbook_bytes(book, book.properties.created),
        {"marks": [], "earlier": [], "title": "", "summary": "", "next": [], "footer": ""},
    )
    if image.PILImage:
        image.PILImage.preinit()


def answer(job: bytes) -> bytes:
    """The workbook of a job, marked as its first line says."""
    line, _, original = job.partition(b"\n")
    return marked(original, json.loads(line))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    warm()
    serve(answer)
