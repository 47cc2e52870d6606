"""The cells of one sheet out of its XML: by patterns where a spreadsheet program wrote it, else by a full parser."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from core.xlsx.markup import Refused, letter, parse, plain, referred

LAST_ROW, LAST_COLUMN = 20_000, 200
"""The last row and column that a form may use."""
CELL = re.compile(
    r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,5})")?(?: t="([A-Za-z]+)")?(?: ?/>|>'
    r'(?:<is><t(?: xml:space="preserve")?>([^<]*)</t></is>|(<f[^<>]*(?:/>|>[^<]*</f>))?(?:<v>([^<]*)</v>|<v ?/>)?)</c>)'
)
ROWS_ONLY = re.compile(r'<sheetData>\s*(?:<row(?: [A-Za-z0-9:]+="[^"<>]*")* ?(?:/>|>\s*</row>)\s*)*</sheetData>')
NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?")
OTHER = {"str": "", "b": "logical", "d": "date"}
ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
YEARS = range(1900, 2200)


class Grid:
    """The cells of one sheet: `columns` holds by letter and row what is filled, as text; `kinds` what it is if no text.

    Kinds are number (as it stands in the file), percent (a number shown as percent), date (read into ISO text),
    logical, error, and formula (one of which the file holds no value).
    """

    def __init__(self, title: str, texts: list[str], styles: list[str], day_0: datetime) -> None:
        self.title, self.texts, self.day_0 = title, texts, day_0
        self.shown = {str(place): kind for place, kind in enumerate(styles) if kind}
        self.columns: dict[str, dict[str, str]] = defaultdict(dict)
        self.kinds: dict[str, dict[str, str]] = defaultdict(dict)
        self.merged: list[str] = []
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[tuple[int, int]] = []

    def read(self, xml: bytes) -> None:
        """Take in the XML of the sheet.

        Raises `Refused` if it is damaged or has more rows or columns than a form may.
        """
        text = plain(xml) or ""
        begins, ends = text.find("<sheetData>"), text.find("</sheetData>")
        pieces: list[str | None] = CELL.split(text[begins : ends + 12]) if 0 <= begins < ends else [""]
        rows = "".join(filter(None, pieces[::8]))
        if ROWS_ONLY.fullmatch(rows) and 'hidden="1"' not in rows and 'hidden="true"' not in rows:
            read = referred if "&" in text else list
            self._fill(
                pieces[1::8],
                pieces[2::8],
                pieces[3::8],
                pieces[4::8],
                read(pieces[5::8]),
                pieces[6::8],
                read(pieces[7::8]),
            )
            rest = text[:begins] + text[ends + 12 :]
            self._parse(rest.encode(), needed="mergeCell" in rest or "hidden=" in rest)
        else:
            self._parse(xml)
        self._limit()

    def _parse(self, xml: bytes, needed: bool = True) -> None:
        """Everything that a full parser finds; where nothing is `needed`, only whether it can be read."""
        if not needed:
            parse(xml, None)
            return
        cells: list[list[str | None]] = []
        run: list[str] = []
        here = {"row": 0, "column": 0, "c": 0, "rPh": 0, "text": 0}

        def start(name: str, attributes: dict[str, str]) -> None:
            if name == "c":
                address = ADDRESS.fullmatch(attributes["r"]) if "r" in attributes else None
                if "r" in attributes and not address:
                    raise Refused(
                        "damaged",
                        f"is damaged inside: sheet {self.title!r} has a cell with the address "
                        f"{attributes['r'][:20]!r}; save it again as .xlsx",
                    )
                column = ordinal(address[1]) if address else here["column"] + 1
                here["column"], here["c"] = column, 1
                cells.append(
                    [
                        letters(column),
                        address[2] if address else str(here["row"]),
                        attributes.get("s"),
                        attributes.get("t"),
                        None,
                        None,
                        None,
                    ]
                )
            elif here["c"] and name in ("t", "v", "f"):
                here["text"] = 1
                run.clear()
            elif name == "rPh":
                here["rPh"] = 1
            elif name == "row":
                here["row"], here["column"] = whole(attributes.get("r", str(here["row"] + 1))), 0
                if attributes.get("hidden") in ("1", "true"):
                    self.hidden_rows.append(here["row"])
            elif name == "mergeCell":
                self.merged.append(attributes.get("ref", ""))
            elif name == "col" and attributes.get("hidden") in ("1", "true"):
                self.hidden_columns.append((whole(attributes.get("min", "")), whole(attributes.get("max", ""))))

        def end(name: str) -> None:
            if name in ("rPh", "c"):
                here[name] = 0
            elif here["text"] and name in ("t", "v", "f"):
                here["text"] = 0
                if here["rPh"]:
                    return
                at = {"t": 4, "f": 5, "v": 6}[name]
                cells[-1][at] = (cells[-1][at] or "") + "".join(run) if name == "t" else "".join(run)

        parse(xml, start, end, lambda text: run.append(text) if here["text"] else None)
        if cells:
            self._fill(*zip(*cells, strict=True))

    def _fill(self, *parts: Sequence[str | None]) -> None:
        """Put cells into their columns: letters, rows, styles, types, texts inside, formulas and values of them all."""
        columns, texts, shown, filled = self.columns, self.texts, self.shown, 0
        for column, row, style, kind, text, formula, value in zip(*parts, strict=True):
            if kind == "s" and value:
                text, other = self._shared(value, texts), ""
            elif text is not None:
                other = ""
            elif not value:
                if formula is None or kind == "str":
                    continue
                text, other = "=", "formula"
            elif kind is None or kind == "n":
                text, other = value, shown.get(style, "number")
                if other == "date":
                    text, other = self._date(value)
            else:
                text, other = value, OTHER.get(kind, "error")
            if text != "":
                columns[column][row] = letter(text) if "_x" in text else text
                filled += 1
                if other:
                    self.kinds[column][row] = other
        if filled != sum(map(len, columns.values())):
            raise Refused(
                "damaged",
                f"is damaged inside: sheet {self.title!r} holds one cell twice; "
                "open it with a spreadsheet program and save it again as .xlsx",
            )

    def _shared(self, value: str | None, texts: list[str]) -> str:
        try:
            return texts[whole(value or "")]
        except IndexError:
            raise Refused(
                "damaged",
                f"is damaged inside: texts of sheet {self.title!r} are missing; "
                "open it with a spreadsheet program and save it again as .xlsx",
            ) from None

    def _date(self, value: str) -> tuple[str, str]:
        """A day counted from the first of the workbook, as ISO text with its time; what is no such day stays a number.

        A year that was typed into a cell for dates is a year: as a day it would lie in 1905, before anything that is
        reported here.
        """
        number = float(value) if NUMBER.fullmatch(value) else -1.0
        if not 0 <= number < 2_958_466 or (self.day_0.year == 1899 and 1 <= number < 61) or number in YEARS:
            return value, "number"
        try:
            when = self.day_0 + timedelta(seconds=round(number * 86_400))
        except OverflowError:
            return value, "number"
        if number < 1:
            return when.strftime("%H:%M:%S"), "date"
        return (when.isoformat() if when.hour or when.minute or when.second else when.date().isoformat()), "date"

    def _limit(self) -> None:
        last = max(map(int, set().union(*self.columns.values())), default=0)
        wide = max(map(ordinal, self.columns), default=0)
        if last > LAST_ROW or wide > LAST_COLUMN:
            raise Refused(
                "too_large",
                f"uses sheet {self.title!r} down to row {last} and out to column {letters(wide)}; "
                f"at most {LAST_ROW} rows and {LAST_COLUMN} columns are read: delete what is not part of the form",
            )


def whole(text: str) -> int:
    """A whole number out of the XML."""
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise Refused(
            "damaged",
            f"is damaged inside: found {text[:20]!r} where a number must stand; "
            "open it with a spreadsheet program and save it again as .xlsx",
        )
    return int(text)


def ordinal(letter: str) -> int:
    """Which column a letter names: A is 1, Z 26, AA 27."""
    number = 0
    for sign in letter:
        number = number * 26 + ord(sign) - 64
    return number


def letters(number: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
