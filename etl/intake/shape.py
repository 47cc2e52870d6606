"""Whether a sheet still has the shape of the form: headers in their places, nothing merged, hidden, commented or
beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.xlsx.content import CellSheet
from core.xlsx.grid import ordinal
from etl.form.issues import CHECKED
from etl.form.sheets import FIRST, HEADER, Column, Sheet, folded
from etl.source import Finding

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")


def headers(form: Sheet, columns: dict[str, dict[str, str]]) -> list[Finding]:
    """Headers that are missing, moved or doubled, then columns that are none of the form; `columns` hold the cells of
    a sheet by letter and row.
    """
    heads = {letter: cells[str(HEADER)] for letter, cells in columns.items() if str(HEADER) in cells}
    faults = (_header(form.name, column, heads, columns.get(column.letter, {})) for column in form.columns)
    return [*filter(None, faults), *_unknown(form, heads)]


def _header(sheet: str, column: Column, heads: dict[str, str], cells: dict[str, str]) -> Finding | None:
    """The fault of the header of one column, whose cells are `cells`; none where it stands in its place alone."""
    own, header = f"{column.letter}{HEADER}", folded(column.header)
    places = [f"{letter}{HEADER}" for letter, text in heads.items() if folded(text) == header]
    if places == [own]:
        return None
    below = [f"{column.letter}{row}" for row, text in cells.items() if folded(text) == header]
    elsewhere = [place for place in places + below if place != own]
    rule = "duplicate_header" if own in places else "moved_header" if elsewhere else "missing_header"
    text = cells.get(str(HEADER), "")
    found = f"{text[:60]!r} in {own}" if text else f"nothing in {own}"
    found += f"; {column.header!r} stands in {', '.join(elsewhere[:4])}" if elsewhere else ""
    expected = f"{column.header!r} in {own}, and nowhere else in this row"
    return Finding(rule, "error", sheet, HEADER, column.field, found, expected)


def _unknown(form: Sheet, heads: dict[str, str]) -> Iterator[Finding]:
    """Headers outside the columns of the form."""
    expected = f"the columns of the form only, {form.columns[0].letter} to {form.columns[-1].letter}"
    for letter in sorted(heads.keys() - {column.letter for column in form.columns}, key=ordinal):
        found = f"{heads[letter][:60]!r} in {letter}{HEADER}"
        yield Finding("unknown_column", "error", form.name, HEADER, "", found, expected)


def shape(form: Sheet, sheet: CellSheet, lines: list[int]) -> list[Finding]:
    """Merged, hidden and commented cells among the answers, which stand in the rows `lines`, and cells outside the
    form.
    """
    fields = {ordinal(column.letter): column.field for column in form.columns}
    last = max(lines, default=FIRST)
    return [
        *(fault for area in sheet["merged"] if (fault := _merged(form, area, fields, last))),
        *_hidden_rows(form, sheet, lines),
        *_hidden_columns(form, sheet, fields),
        *_comments(form, sheet),
        *_outside(form, sheet, fields),
    ]


def _hidden_rows(form: Sheet, sheet: CellSheet, lines: list[int]) -> Iterator[Finding]:
    filled = set(lines)
    hidden = [row for row in sheet["hidden_rows"] if row in filled]
    if hidden:
        expected = "rows that can be seen; are these answers meant to be sent?"
        yield Finding("hidden_rows", "question", form.name, hidden[0], "", f"hidden rows {_listed(hidden)}", expected)


def _hidden_columns(form: Sheet, sheet: CellSheet, fields: dict[int, str]) -> Iterator[Finding]:
    expected = "columns that can be seen; are these answers meant to be sent?"
    for letter in sheet["hidden_columns"]:
        field = fields.get(ordinal(letter), "")
        if field and any(int(row) >= FIRST for row in sheet["columns"].get(letter, {})):
            found = f"column {letter} is hidden"
            yield Finding("hidden_column", "question", form.name, HEADER, field, found, expected)


def _comments(form: Sheet, sheet: CellSheet) -> Iterator[Finding]:
    """Comments among the answers that are not ours."""
    comments = [cell for cell, text in sheet["comments"] if cell.lstrip(LETTERS) != str(HEADER) and CHECKED not in text]
    if comments:
        expected = "remarks in the column for notes; comments are not read"
        yield Finding("comments", "note", form.name, 0, "", f"comments in {_listed(comments)}", expected)


def _outside(form: Sheet, sheet: CellSheet, fields: dict[int, str]) -> Iterator[Finding]:
    """Cells beside the columns of the form."""
    beside = {letter: cells for letter, cells in sheet["columns"].items() if ordinal(letter) not in fields}
    outside = [f"{letter}{row}" for letter, cells in beside.items() for row in cells if int(row) >= FIRST]
    if outside:
        found, expected = f"cells beside the form: {_listed(outside)}", "answers in the columns of the form"
        yield Finding("outside_the_form", "note", form.name, 0, "", found, f"{expected}; these cells are not read")


def _merged(form: Sheet, area: str, fields: dict[int, str], last: int) -> Finding | None:
    """The fault of a merged area among the answers, of which `last` is the last row; notes may be merged downwards."""
    corners = RANGE.fullmatch(area)
    if not corners:
        return None
    left, top, right, bottom = ordinal(corners[1]), int(corners[2]), ordinal(corners[3]), int(corners[4])
    outside = bottom < HEADER or top > last or left > max(fields)
    if outside or (left == right and fields.get(left) == "note"):
        return None
    row, field = max(top, HEADER), fields.get(left, "")
    found, expected = f"merged cells {area}", "one answer a cell; please split them"
    return Finding("merged_cells", "error", form.name, row, field, found, expected)


def _listed(cells: Sequence[object]) -> str:
    return ", ".join(map(str, cells[:6])) + (f" and {len(cells) - 6} more" if len(cells) > 6 else "")
