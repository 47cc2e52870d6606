"""A process of its own that marks a country's workbook, shut in before it opens it: `python -I annotate.py`.

A job is one line of JSON (see `etl.desk.returned.order`) and then the workbook; the answer is the workbook. It can open no file and
no connection, since it may have no further descriptor; memory and time are limited (see `core.workers`).
"""

from __future__ import annotations

import io
import json
import sys
import warnings
from copy import copy
from pathlib import Path

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
from etl.form.layout import DAY, heights, lines, link, paper, protect, styles, write

MEMORY, SECONDS = 512 * 2**20, 20
LOOKS = {
    "error": ("Error", "✖", "F8D5D0", "B3382C"),
    "question": ("Question", "?", "FBE3B5", "9A5B00"),
    "note": ("Note", "i", "E2DBF0", "5F4B8B"),
}
"""Of each severity its word, its sign, the colour of the cell and that of its frame."""


def marked(original: bytes, order: dict) -> bytes:
    """The workbook with its cells coloured and commented and the sheet Issues in front; everything else as it came."""
    book = load_workbook(io.BytesIO(original), rich_text=True)
    for sheet in book.worksheets:
        _cleaned(sheet)
    if ISSUES in book.sheetnames:
        del book[ISSUES]
    by_cell: dict[tuple[str, str], list[dict]] = {}
    for one in order["marks"]:
        if one["sheet"] in book.sheetnames and one["cell"]:
            by_cell.setdefault((one["sheet"], one["cell"]), []).append(one)
    for (title, cell), found in by_cell.items():
        _mark(_anchor(book[title], cell), found)
    for style in styles():
        if style.name not in book.named_styles:
            book.add_named_style(style)
    _issues(book, order)
    return workbook_bytes(book, book.properties.modified or book.properties.created)


def _cleaned(sheet: Worksheet) -> None:
    """Take away what an earlier return marked."""
    looks = {style.name: style for style in styles()}
    ours = {fill for _word, _sign, fill, _line in LOOKS.values()}
    for cell in [
        cell for cell in sheet._cells.values() if isinstance(cell, Cell)
    ]:  # iter_rows would make each missing cell up to the last corner
        if cell.comment and cell.comment.text.startswith(CHECKED):
            cell.comment = None
        if cell.fill.fill_type == "solid" and str(cell.fill.fgColor.rgb)[-6:] in ours:
            look = looks[_look(cell)]
            cell.fill, cell.border = copy(look.fill), copy(look.border)


def _look(cell: Cell) -> str:
    """The look that a cell had before it was marked."""
    try:
        named = cell.style
    except IndexError:  # LibreOffice counts styles in another way
        named = ""
    kind = named.partition(" ")[0]
    return named if kind in ("fill", "offered", "locked") else "locked text" if cell.protection.locked else "fill text"


def _first(address: str) -> str:
    """The cell that stands for an address: of a row (12:12) its first."""
    return f"A{address.partition(':')[0]}" if ":" in address else address


def _spoken(address: str) -> str:
    """An address for people: "row 12" of 12:12."""
    return f"row {address.partition(':')[0]}" if ":" in address else address


def _anchor(sheet: Worksheet, address: str) -> Cell:
    """The cell that is marked: the first one of a row, and of merged cells."""
    address = _first(address)
    merged = next((one for one in sheet.merged_cells.ranges if address in one), None)
    return sheet.cell(merged.min_row, merged.min_col) if merged else sheet[address]


def _mark(cell: Cell, found: list[dict]) -> None:
    _word, _sign, fill, line = LOOKS[min((one["severity"] for one in found), key=list(LOOKS).index)]
    cell.fill, cell.border = PatternFill("solid", fgColor=fill), framed(line, "medium")
    said = [CHECKED, *(part for one in found for part in _said(one))]
    if cell.comment:
        said += ["", "Your comment:", cell.comment.text]
    text = _plain("\n".join(said))[:2000]
    cell.comment = Comment(text, "Secretariat", width=320, height=24 + 16 * lines(text, 48))


def _said(one: dict) -> list[str]:
    word, sign, *_colours = LOOKS[one["severity"]]
    return [
        "",
        f"{sign} {word.upper()}",
        f"Found: {one['found']}",
        *([f"Expected: {one['expected']}"] if one["expected"] else []),
    ]


def _issues(book: Workbook, order: dict) -> None:
    sheet = book.create_sheet(ISSUES, 0)
    for letter, (_head, width) in HEADS.items():
        sheet.column_dimensions[letter].width = width
        write(sheet, f"{letter}1", order["title"] if letter == "A" else None, "strip")
        write(sheet, f"{letter}2", order["summary"] if letter == "A" else None, "strip under")
        sheet[f"{letter}1"].alignment = sheet[f"{letter}2"].alignment = Alignment(
            horizontal="left", indent=1, vertical="center"
        )
    row = 4
    for text in order["next"]:
        write(sheet, f"A{row}", text, "under")
        row += 1
    first = row + 2
    row = _listed(sheet, row + 1, order["marks"], book.sheetnames)
    if order["earlier"]:
        row = _earlier(sheet, row + 2, order["earlier"])
    heights(sheet, {1: 40, 2: 24})
    sheet.sheet_properties.tabColor = LOOKS["error"][3]
    invented = [f"{one.value} · " for one in book.custom_doc_props.props if one.name == "illustrative"]
    paper(sheet, f"{''.join(invented)}{order['footer']}", ISSUES, last=f"F{row}")
    protect(sheet, f"F{first}")


def _listed(sheet: Worksheet, row: int, marks: list[dict], titles: list[str]) -> int:
    for letter, (head, _width) in HEADS.items():
        write(sheet, f"{letter}{row}", head, "head to fill" if letter == ANSWER else "head printed")
    sheet.freeze_panes = f"A{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"
    heights(sheet, {row: 26})
    for one in marks:
        row += 1
        word, sign, fill, _line = LOOKS[one["severity"]]
        for letter, text in zip(
            "ABCDE", (f"{sign}  {word}", one["sheet"], _spoken(one["cell"]), one["found"], one["expected"]), strict=True
        ):
            write(sheet, f"{letter}{row}", _plain(text), "locked text")
        sheet[f"A{row}"].fill = PatternFill("solid", fgColor=fill)
        write(sheet, f"{ANSWER}{row}", None, "fill text")
        write(sheet, f"{KEY}{row}", _plain(one["key"]), "locked code")
        sheet[f"{KEY}{row}"].alignment = Alignment(
            horizontal="fill", vertical="top"
        )  # cut off at the edge of its column: it is not for people
        if one["cell"] and one["sheet"] in titles:
            link(sheet, f"C{row}", one["sheet"], _first(one["cell"]), "locked link")
        heights(sheet, {row: 13 * max(lines(one["found"], 46), lines(one["expected"], 46)) + 8})
    return row


def _earlier(sheet: Worksheet, row: int, earlier: list[dict]) -> int:
    write(sheet, f"A{row}", "What was said before", "section")
    row += 1
    for letter, head in zip("ABCDEF", ("Day", "Sheet", "Cell", "What was asked", "What was said", ""), strict=True):
        write(sheet, f"{letter}{row}", head, "head printed")
    for one in earlier:
        row += 1
        for letter, text in zip(
            "ABCDE", (one["day"], one["sheet"], one["cell"], one["asked"], one["said"]), strict=True
        ):
            write(sheet, f"{letter}{row}", _plain(text), "locked text")
        write(sheet, f"F{row}", one["kind"], "locked text")
        heights(sheet, {row: 13 * max(lines(one["asked"], 46), lines(one["said"], 46)) + 8})
    return row


def _plain(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text)[:32_000]


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
