"""What people do wrong in a workbook, so that everybody can see how it is found: each mistake is made in one place."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from etl.example.filled import entries, find, type_in
from etl.form.sheets import FIRST, HEADER

THIN = "\u2009"
PERCENT = "hotline_removed_pct_le_72h"


def _typed(
    title: str,
    letter: str,
    value: Callable[[Worksheet, int], object],
    key: str = "",
    where: Callable[[Worksheet, int], object] = lambda *_: True,
) -> Callable[[Workbook], str]:
    """A mistake in one cell: the first row with `key` (any, when empty) and something in that cell for which `where`
    holds.
    """

    def make(book: Workbook) -> str:
        sheet = book[title]
        place = next(
            row
            for row in range(FIRST, sheet.max_row + 1)
            if sheet[f"{letter}{row}"].value not in (None, "")
            and key in ("", sheet[f"A{row}"].value)
            and where(sheet, row)
        )
        sheet[f"{letter}{place}"] = value(sheet, place)
        return f"{title}!{letter}{place}"

    return make


def _number(change: Callable[[float], object], least: float = 0) -> Callable[[Workbook], str]:
    return _typed(
        "Indicators",
        "G",
        lambda sheet, row: change(sheet[f"G{row}"].value),
        where=lambda sheet, row: isinstance(sheet[f"G{row}"].value, int) and sheet[f"G{row}"].value >= least,
    )


def _free(sheet: Worksheet) -> int:
    return next(row for row in range(FIRST, 10_000) if sheet[f"A{row}"].value is None)


def _more(book: Workbook, indicator: str, period: str, value: object) -> str:
    """A further row on the sheet Indicators."""
    sheet = book["Indicators"]
    row = _free(sheet)
    sheet[f"A{row}"], sheet[f"F{row}"], sheet[f"G{row}"] = indicator, period, value
    return f"Indicators!G{row}"


def _stock_falls(book: Workbook) -> str:
    _more(book, "victims_identified_cum", "2012", 420)
    return _more(book, "victims_identified_cum", "2013", 380)


def _revised(book: Workbook) -> str:
    """A figure of the year before again, and another one than the report of that round said, which is printed beside
    it.
    """
    sheet = book["Indicators"]
    for row in range(FIRST, _free(sheet)):
        before = re.search(r"2012:\s(\d\d+)(?![\d.])", str(sheet[f"E{row}"].value))
        if before:
            return _more(book, str(sheet[f"A{row}"].value), "2012", int(before[1]) + 7)
    raise LookupError("no figure for 2012 is printed")


def _twice(book: Workbook) -> str:
    _more(book, "victims_identified_cum", "2013", 311)
    row = _more(book, "victims_identified_cum", "2013", 311).removeprefix("Indicators!G")
    return f"Indicators!{row}:{row}"


def _hidden_row(book: Workbook) -> str:
    book["Indicators"].row_dimensions[FIRST + 2].hidden = True
    return f"Indicators!{FIRST + 2}:{FIRST + 2}"


def _renamed(book: Workbook) -> str:
    book["Progress"][f"F{HEADER}"] = "Action taken"
    return f"Progress!F{HEADER}"


def _moved(book: Workbook) -> str:
    """The columns of two headers in each other's place."""
    sheet = book["Threats"]
    for row in range(HEADER, sheet.max_row + 1):
        sheet[f"C{row}"].value, sheet[f"D{row}"].value = sheet[f"D{row}"].value, sheet[f"C{row}"].value
    return f"Threats!C{HEADER}"


def _not_mentioned(book: Workbook) -> str:
    """A commitment without a status and without a word on what was done."""
    place = _typed("Progress", "E", lambda *_: None, where=_new)(book)
    book["Progress"][place.replace("Progress!E", "F")] = None
    return place


def _half(book: Workbook) -> str:
    """A statement and how sure it is, without an answer."""
    sheet = book["Threats"]
    sheet[f"B{FIRST}"], sheet[f"C{FIRST}"] = None, "Low"
    sheet[f"D{FIRST}"] = "Seen more often by one of three regional units"
    return f"Threats!B{FIRST}"


def _sum(book: Workbook) -> str:
    """Reports by place of hosting that are fewer than all reports."""
    sheet = book["Indicators"]
    rows = [find(sheet, name) for name in ("takedown_hints", "takedown_hosted_domestic", "takedown_hosted_abroad")]
    for row, value in zip(rows, (950, 240, 655), strict=True):
        sheet[f"G{row}"], sheet[f"H{row}"] = value, None
    return f"Indicators!G{rows[0]}"


def _percent(book: Workbook, value: str | float) -> str:
    row = find(book["Indicators"], PERCENT)
    type_in(book["Indicators"][f"G{row}"], value)
    book["Indicators"][f"H{row}"] = None
    return f"Indicators!G{row}"


def _word(book: Workbook) -> str:
    """A reason where the number belongs."""
    sheet = book["Indicators"]
    row = find(sheet, "intelligence_packages_to_forces")
    sheet[f"G{row}"], sheet[f"H{row}"], sheet[f"I{row}"] = "not applicable", None, None
    return f"Indicators!G{row}"


def _reason(book: Workbook) -> str:
    place = _number(lambda value: value)(book)
    book["Indicators"][place.split("!")[1].replace("G", "H")] = "Not available"
    return place.replace("!G", "!H")


def _other_target(goal: str) -> str:
    """The entry of a target to which `goal` does not belong."""
    return entries("ref:policy_targets.target_no")["1" if goal.startswith("3") else "3"]


def _new(sheet: Worksheet, row: int) -> bool:
    """A commitment of the round before, not one of the public record."""
    return re.fullmatch(r"[A-Z]{3}-C\d\d-\d\d", str(sheet[f"A{row}"].value)) is not None


CELLS: dict[str, Callable[[Workbook], str]] = {
    "no_due_date": _typed("Commitments", "G", lambda *_: None),
    "unknown_kind": _typed("Commitments", "F", lambda *_: "A law"),
    "other_target": _typed("Commitments", "C", lambda sheet, row: _other_target(str(sheet[f"D{row}"].value))),
    "blank": _number(lambda _: None),
    "decimal_comma": lambda book: _percent(book, "87,5"),
    "thin_space": _number(lambda value: f"{value // 1000}{THIN}{value % 1000:03d}", 1000),
    "word_in_value": _word,
    "thousands_comma": _number(lambda value: f"{value // 1000},{value % 1000:03d}", 1000),
    "over_100": lambda book: _percent(book, 104.5),
    "jump": _number(lambda value: value * 14, 20),
    "stock_falls": _stock_falls,
    "status_back": _typed("Progress", "E", lambda *_: "Not started", where=lambda sheet, row: not _new(sheet, row)),
    "not_mentioned": _not_mentioned,
    "unknown_status": _typed("Progress", "E", lambda *_: "Almost done", where=_new),
    "wrong_date": _typed("Progress", "H", lambda *_: "end of 2015"),
    "sum": _sum,
    "value_and_reason": _reason,
    "half_answer": _half,
    "twice": _twice,
    "revised": _revised,
    "renamed_header": _renamed,
    "hidden_row": _hidden_row,
    "moved_column": _moved,
}  # fmt: skip
"""Mistakes inside a workbook, each a function of the workbook that makes it and gives its place."""


def compound(*names: str) -> bytes:
    """A small OLE2 file with empty streams of these names, as old and protected workbooks are: header, one sector of
    chains, one of names.
    """
    end, none = 0xFFFFFFFE, 0xFFFFFFFF
    head = struct.pack(
        "<8s16s5H6x9I", bytes.fromhex("d0cf11e0a1b11ae1"), b"", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0
    )
    head = (head + struct.pack("<I", 0)).ljust(512, b"\xff")
    chains = struct.pack("<2I", 0xFFFFFFFD, end).ljust(512, b"\xff")
    kinds = [
        ("Root Entry", 5, 1, none),
        *((name, 2, none, n + 2 if n + 1 < len(names) else none) for n, name in enumerate(names)),
    ]
    folder = b"".join(
        struct.pack("<64sHBBIII", name.encode("utf-16-le"), 2 * len(name) + 2, kind, 1, none, right, child)
        + struct.pack("<16sI8s8sIII", b"", 0, b"", b"", end, 0, 0)
        for name, kind, child, right in kinds
    )
    return head + chains + folder.ljust(512, b"\0")


FILES: dict[str, Callable[[], bytes]] = {
    "old_xls": lambda: compound("Workbook"),
    "password": lambda: compound("EncryptionInfo", "EncryptedPackage"),
}
"""Mistakes of the whole file."""
