"""The answers on one sheet of the form: its rows, each cell as its column takes it, and its faults."""

from __future__ import annotations

from core.xlsx.content import CellSheet, OtherSheet
from etl.form.sheets import FIRST, Sheet
from etl.intake.cells import Cells, each
from etl.intake.print_check import Printed, changed, tidy
from etl.intake.shape import answered, headers, shape
from etl.source import Finding, Source


def rows(
    form: Sheet, sheet: CellSheet | OtherSheet | None, others: list[str], fields: list[str], as_printed: Printed
) -> Source:
    """The rows of one sheet in which anything stands, with findings; a field of `fields` that this version of the
    form lacks is blank. `others` are the titles of sheets that are none of ours.

    A sheet that is missing, hidden with answers on it, or whose headers have moved, is not read.
    """
    sent = Source(form.name, fields)
    if sheet is None or "columns" not in sheet:
        sent.findings.append(_missing(form, others))
    elif sheet["state"] != "visible" and answered(form, sheet):
        sent.findings.append(_hidden(form))
    else:
        sent.findings += headers(form, sheet["columns"])
        if all(finding.rule == "unknown_column" for finding in sent.findings):
            _fill(sent, form, sheet, as_printed)
            sent.findings += shape(form, sheet, sent.lines)
    return sent


def _missing(form: Sheet, others: list[str]) -> Finding:
    other = f"; found {', '.join(repr(title[:40]) for title in others[:5])}" if others else ""
    found, expected = f"no sheet {form.title!r}{other}", f"a sheet named {form.title!r}"
    return Finding("missing_sheet", "error", form.name, 0, "", found, expected)


def _hidden(form: Sheet) -> Finding:
    expected = "every sheet of the form visible; nothing of it was read"
    return Finding("hidden_sheet", "error", form.name, 0, "", f"sheet {form.title!r} is hidden", expected)


def _fill(sent: Source, form: Sheet, sheet: CellSheet, as_printed: Printed) -> None:
    """Read the cells of the sheet into `sent`.

    Numbers come last: reasons that stand in their cells join those of the list.
    """
    keys, texts = _texts(form, sheet)
    sent.lines = list(map(int, keys))
    columns = dict.fromkeys(sent.columns, [""] * len(keys)) | texts
    for column in sorted(form.columns, key=lambda column: column.type == "number"):
        Cells(column, sent, sheet["kinds"].get(column.letter, {}), keys, texts, as_printed).into(columns)
    sent.rows = [list(row) for row in zip(*(columns[name] for name in sent.columns), strict=True)]
    sent.findings += changed(sent, texts, as_printed)


def _texts(form: Sheet, sheet: CellSheet) -> tuple[list[str], dict[str, list[str]]]:
    """The rows in which anything stands, as text, and their cells by field."""
    columns = {column.field: sheet["columns"].get(column.letter, {}) for column in form.columns}
    keys = [str(row) for row in sorted(map(int, set().union(*columns.values()))) if row >= FIRST]
    texts = {field: each(tidy, [cells.get(key, "") for key in keys]) for field, cells in columns.items()}
    kept = [place for place, filled in enumerate(zip(*texts.values(), strict=True)) if any(filled)]
    if len(kept) == len(keys):
        return keys, texts
    return [keys[place] for place in kept], {field: [cells[place] for place in kept] for field, cells in texts.items()}
