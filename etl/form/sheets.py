"""The form that countries fill: sheets and columns, as `data/definitions/` says, and where each cell is."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from etl.record.read import definition
from etl.source import DEFINITIONS

HEADER, FIRST = 4, 5
"""Rows of a sheet: title in row 1, how to fill it in row 2, headers in row 4, the first answer in row 5."""

COVER = "Read me"
COVERED = {"round": "C5", "country": "C6", "template": "C7", "office": "C8", "dated": "C9"}
"""Cells of the sheet Read me; office and dated are filled by the country.

Of round and country the first word is the key ("progress-2014 · Progress reports 2014", "KEN · Kenya").
"""

MARK = "B2"
"""The cell of the sheet Read me that says whether the workbook is one of invented figures."""

LINES = 100_000
"""In one warehouse, row r of submission n stands in line n * LINES + r, so that a line is one row of one submission."""

AS_SENT = "_as_sent"
"""A number, date or period also keeps its text as sent, in a field of this ending."""

KEPT_AS_SENT = ("number", "date", "due_date", "period")


@dataclass(frozen=True)
class Column:
    """One column of a sheet.

    `given`: "locked" is printed by us, "offered" is printed and may be changed, "" is for the country to fill.
    `convention` is what stands before decimals in its numbers, "point" or "comma", where that is agreed.
    """

    field: str
    type: str
    letter: str
    header: str
    help: str
    width: float
    given: str
    required: bool
    convention: str = ""

    @property
    def vocabulary(self) -> str:
        """The vocabulary a list offers; empty where the cell takes other things."""
        return self.type.removeprefix("vocabulary:") if self.type.startswith("vocabulary:") else ""


@dataclass(frozen=True)
class Sheet:
    """One sheet: `name` in the warehouse (sent_progress), `title` in the workbook (Progress)."""

    name: str
    title: str
    columns: tuple[Column, ...]

    @property
    def fields(self) -> list[str]:
        """The fields of a row in the order in which they are kept: those of the form, then the texts as sent."""
        return [c.field for c in self.columns] + [c.field + AS_SENT for c in self.columns if c.type in KEPT_AS_SENT]

    def cell(self, field: str, row: int) -> str:
        """The address of a cell, such as G12; of the row where the field is none of the form."""
        letter = next((c.letter for c in self.columns if c.field == field.removesuffix(AS_SENT)), "")
        return f"{letter}{row}" if letter else f"{row}:{row}"


@lru_cache
def sheets(definitions: Path = DEFINITIONS, template: str = "") -> dict[str, Sheet]:
    """The sheets of one version of the form by their name in the warehouse, in the order of the workbook.

    Without a version they have every column that any version has. Letters and headers never move from one version to
    the next; a new column stands to the right of all others, and a row can do without it.
    """
    rows: dict[str, list[dict[str, str]]] = {}
    for row in _rows(definitions / "form.csv"):
        if not template or template in _versions(row):
            rows.setdefault(row["file"], []).append(row)
    return {name: Sheet(name, columns[0]["sheet"], tuple(map(_column, columns))) for name, columns in rows.items()}


@lru_cache
def versions(definitions: Path = DEFINITIONS) -> list[str]:
    """The versions of the form that can be read, oldest first."""
    return sorted(
        {version for row in _rows(definitions / "form.csv") for version in _versions(row)},
        key=lambda version: (len(version), version),
    )


@lru_cache
def words(vocabulary: str, definitions: Path = DEFINITIONS) -> dict[str, str]:
    """The words of a vocabulary, each with the label that the form shows."""
    return {
        row["word"]: row["label"] for row in _rows(definitions / "vocabulary.csv") if row["vocabulary"] == vocabulary
    }


@lru_cache
def letters(definitions: Path = DEFINITIONS) -> dict[str, int]:
    """How many letters a text may have before it is asked about, by its field ("sent_progress.done", "cover.office");
    none of definitions of before there were limits.
    """
    path = definitions / "limits.csv"
    rows = _rows(path) if path.exists() else []
    return {row["of"]: int(row["at_most"]) for row in rows if row["what"] == "letters"}


def folded(text: str) -> str:
    """A text as lists compare it: composed (NFC), without space around it, in small letters."""
    return unicodedata.normalize("NFC", text).strip().casefold()


def place(file: str, line: int, field: str) -> str:
    """Sheet and cell of a finding in a submission, such as Indicators!G12.

    `line` may carry the number of the submission. A finding on no sheet of answers is on the cover or on the workbook.
    """
    sheet = sheets().get(file)
    if sheet is None:
        return f"{COVER}!{COVERED[field]}" if field in COVERED else file or "workbook"
    return f"{sheet.title}!{sheet.cell(field, line % LINES)}" if line % LINES else sheet.title


def _column(row: dict[str, str]) -> Column:
    return Column(
        row["field"],
        row["type"],
        row["letter"],
        row["header"],
        row["help"],
        float(row["width"]),
        row["given"],
        row["required"] == "yes",
        row.get("convention", ""),
    )


def _versions(row: dict[str, str]) -> list[str]:
    """The versions in which a column stands; before versions were named there was one."""
    return row.get("template", "1").split()


def _rows(path: Path) -> list[dict[str, str]]:
    return definition(path).records()
