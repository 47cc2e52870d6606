"""Whether a sheet still has the shape of the form: headers in their places, nothing merged, hidden, commented or
beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.words import counted
from core.xlsx.content import CellSheet
from core.xlsx.grid import letters, ordinal
from etl.form.issues import CHECKED
from etl.form.sheets import FIRST, HEADER, Column, Sheet, folded
from etl.source import Finding

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LOOK = 40
"""So many rows further down headers are looked for."""
RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")


def headers(form: Sheet, columns: dict[str, dict[str, str]]) -> list[Finding]:
    """Headers that are missing, moved or doubled, then columns that are none of the form; `columns` hold the cells of
    a sheet by letter and row.

    Where the headers have moved together, because rows or columns were inserted or deleted, that is one finding.
    """
    if together := _moved_together(form, columns):
        return [together]
    heads = {letter: cells[str(HEADER)] for letter, cells in columns.items() if str(HEADER) in cells}
    faults = (_header(form.name, column, heads, columns.get(column.letter, {})) for column in form.columns)
    return [*filter(None, faults), *_unknown(form, heads)]


def _moved_together(form: Sheet, columns: dict[str, dict[str, str]]) -> Finding | None:
    """What happened to the headers as a whole: their row, or some of their columns, stand elsewhere."""
    named = {folded(column.header): column for column in form.columns}
    rows: dict[int, dict[str, Column]] = {HEADER: {}}
    for letter in sorted(columns, key=ordinal):
        for row, text in columns[letter].items():
            if (column := named.get(folded(text))) and int(row) < HEADER + LOOK:
                rows.setdefault(int(row), {})[letter] = column
    fullest = max(rows, key=lambda row: (len(rows[row]), row == HEADER))
    if fullest != HEADER and 2 * len(rows[fullest]) > len(form.columns):
        return _rows_moved(form, fullest)
    if not rows[HEADER] and any(cells.get(str(HEADER)) for cells in columns.values()):
        return _headers_gone(form, columns)
    return _columns_moved(form, list(rows[HEADER].items()))


def _rows_moved(form: Sheet, row: int) -> Finding:
    count = abs(row - HEADER)
    rows = counted("{0} row", "{0} rows", count)
    if row > HEADER:
        found, cure = f"{rows} inserted above the headers, which stand in row {row}", "delete what was inserted"
    else:
        found, cure = f"{rows} deleted above the headers, which stand in row {row}", f"insert {rows} in front of them"
    return _about_headers("moved_header", form, found, f"the headers in row {HEADER}: {cure}")


def _headers_gone(form: Sheet, columns: dict[str, dict[str, str]]) -> Finding:
    letter = next(letter for letter in sorted(columns, key=ordinal) if columns[letter].get(str(HEADER)))
    found = f"no header in row {HEADER}; {columns[letter][str(HEADER)][:60]!r} stands in {letter}{HEADER}"
    expected = f"the headers in row {HEADER} as printed, from {form.columns[0].header!r} on: put their row back"
    return _about_headers("missing_header", form, found, expected)


def _columns_moved(form: Sheet, heads: list[tuple[str, Column]]) -> Finding | None:
    """Headers in their order that stand further right because of columns between them, or further left because some
    are gone; none where each header that is there stands in its place, or their order is another.
    """
    order = [form.columns.index(column) for _, column in heads]
    if order != sorted(set(order)) or all(letter == column.letter for letter, column in heads):
        return None
    last = ordinal(heads[-1][0])
    inserted = [letters(place) for place in range(1, last + 1) if letters(place) not in dict(heads)]
    gone = [column.header for column in form.columns if column not in dict(heads).values()]
    first = next(column for letter, column in heads if letter != column.letter)
    said = [f"columns inserted: {', '.join(inserted)}"] * bool(inserted)
    said += [f"columns missing: {', '.join(map(repr, gone))}"] * bool(gone)
    found = f"{'; '.join(said)}; from {first.header!r} on the headers have moved"
    cure = " and ".join(["delete what was inserted"] * bool(inserted) + ["put back what is missing"] * bool(gone))
    return _about_headers("moved_header", form, found, f"the columns of the form as printed: {cure}")


def _about_headers(rule: str, form: Sheet, found: str, expected: str) -> Finding:
    """A finding about the whole row of headers."""
    return Finding(rule, "error", form.name, HEADER, "", found, expected)


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
        *_hidden_rows(form, sheet),
        *_hidden_columns(form, sheet, fields),
        *_comments(form, sheet),
        *_outside(form, sheet, fields),
    ]


def answered(form: Sheet, sheet: CellSheet) -> set[int]:
    """The rows of a sheet in which its country wrote something; what we printed is no answer."""
    own = (sheet["columns"].get(column.letter, {}) for column in form.columns if not column.given)
    return {int(row) for cells in own for row, text in cells.items() if int(row) >= FIRST and text.strip()}


def _hidden_rows(form: Sheet, sheet: CellSheet) -> Iterator[Finding]:
    """Hidden rows that hold answers; a filter "not empty" hides the others, and nothing that counts."""
    filled = answered(form, sheet)
    hidden = [row for row in sheet["hidden_rows"] if row in filled]
    if hidden:
        expected = "rows that can be seen; are these answers meant to be sent?"
        yield Finding("hidden_rows", "question", form.name, hidden[0], "", f"hidden rows {_listed(hidden)}", expected)


def _hidden_columns(form: Sheet, sheet: CellSheet, fields: dict[int, str]) -> Iterator[Finding]:
    """Hidden columns that hold more than what we printed and nobody may change."""
    expected = "columns that can be seen; are these answers meant to be sent?"
    locked = {column.field for column in form.columns if column.given == "locked"}
    for letter in sheet["hidden_columns"]:
        field = fields.get(ordinal(letter), "")
        if field not in {"", *locked} and any(int(row) >= FIRST for row in sheet["columns"].get(letter, {})):
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
