"""The answers on one sheet of the form: whether headers stand where the form has them, and each cell as its column
takes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path

from core.xlsx.grid import ordinal
from etl.form.issues import CHECKED
from etl.form.sheets import AS_SENT, FIRST, HEADER, Column, Sheet, folded, words
from etl.intake.numbers import Unclear, absent, day, measured, number, period
from etl.intake.printed import Knowledge, changed, tidy
from etl.source import Finding, Source

SHOWN = 200
DATED = Unclear("a number; the cell holds a date, or a yes or no")
PERIOD = (
    "a period such as 2013, 2013-12 or FY2013-14, as text; the cell holds a date, which could mean its day, its "
    "month or its year"
)
FAULTS = {"error", "formula"}
RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")


def rows(form: Sheet, sheet: dict | None, others: list[str], fields: list[str], known: Knowledge) -> Source:
    """The rows of one sheet in which anything stands, with findings; a field of `fields` that this version of the
    form lacks is blank.

    A sheet that is missing or hidden, or whose headers have moved, is not read.
    """
    found = Source(form.name, fields)
    if sheet is None or "columns" not in sheet:
        other = f"; found {', '.join(repr(title[:40]) for title in others[:5])}" if others else ""
        found.findings.append(
            Finding(
                "missing_sheet",
                "error",
                form.name,
                0,
                "",
                f"no sheet {form.title!r}{other}",
                f"a sheet named {form.title!r}",
            )
        )
        return found
    if sheet["state"] != "visible":
        found.findings.append(
            Finding(
                "hidden_sheet",
                "error",
                form.name,
                0,
                "",
                f"sheet {form.title!r} is hidden",
                "every sheet of the form visible; nothing of it was read",
            )
        )
        return found
    found.findings += _headers(form, sheet["columns"])
    if not any(one.rule != "unknown_column" for one in found.findings):
        _fill(found, form, sheet, known)
        found.findings += _shape(form, sheet, found.lines)
    return found


def _headers(form: Sheet, columns: dict[str, dict[str, str]]) -> list[Finding]:
    heads = {letter: folded(cells[str(HEADER)]) for letter, cells in columns.items() if str(HEADER) in cells}
    findings = []
    for column in form.columns:
        places = [f"{letter}{HEADER}" for letter, text in heads.items() if text == folded(column.header)]
        own, expected = (
            f"{column.letter}{HEADER}",
            f"{column.header!r} in {column.letter}{HEADER}, and nowhere else in this row",
        )
        if own in places and len(places) == 1:
            continue
        text = columns.get(column.letter, {}).get(str(HEADER), "")
        below = [
            f"{column.letter}{row}"
            for row, one in columns.get(column.letter, {}).items()
            if folded(one) == folded(column.header)
        ]
        where = [place for place in places + below if place != own]
        rule = "duplicate_header" if own in places else "moved_header" if where else "missing_header"
        found = f"{text[:60]!r} in {own}" if text else f"nothing in {own}"
        findings.append(
            Finding(
                rule,
                "error",
                form.name,
                HEADER,
                column.field,
                found + (f"; {column.header!r} stands in {', '.join(where[:4])}" if where else ""),
                expected,
            )
        )
    known = {column.letter for column in form.columns}
    expected = f"the columns of the form only, {form.columns[0].letter} to {form.columns[-1].letter}"
    unknown = {letter: columns[letter][str(HEADER)] for letter in sorted(heads.keys() - known, key=ordinal)}
    return findings + [
        Finding("unknown_column", "error", form.name, HEADER, "", f"{text[:60]!r} in {letter}{HEADER}", expected)
        for letter, text in unknown.items()
    ]


def _fill(found: Source, form: Sheet, sheet: dict, known: Knowledge) -> None:
    columns = {c.field: sheet["columns"].get(c.letter, {}) for c in form.columns}
    keys = [str(row) for row in sorted(map(int, set().union(*columns.values()))) if row >= FIRST]
    texts = {name: _each(tidy, list(map(cells.get, keys))) for name, cells in columns.items()}
    kept = [place for place, filled in enumerate(zip(*texts.values(), strict=True)) if any(filled)]
    if len(kept) < len(keys):
        keys = [keys[place] for place in kept]
        texts = {name: [cells[place] for place in kept] for name, cells in texts.items()}
    found.lines = list(map(int, keys))
    said = dict.fromkeys(found.columns, [""] * len(keys)) | texts
    for column in sorted(
        form.columns, key=lambda one: one.type == "number"
    ):  # numbers last: reasons that stand in their cells join those of the list
        _Cells(column, found, sheet["kinds"].get(column.letter, {}), keys, texts, known).into(said)
    found.rows = [list(row) for row in zip(*(said[name] for name in found.columns), strict=True)]
    found.findings += changed(found, texts, known)


class _Cells:
    """The cells of one column, as text, on their way to what the column takes."""

    def __init__(
        self,
        column: Column,
        found: Source,
        kinds: dict[str, str],
        keys: list[str],
        texts: dict[str, list[str]],
        known: Knowledge,
    ) -> None:
        self.column, self.found, self.keys, self.texts, self.known = column, found, keys, texts, known
        self.own = texts[column.field]
        self.kinds = [kinds.get(key, "") for key in keys] if kinds else [""] * len(keys)

    def into(self, said: dict[str, list[str]]) -> None:
        """Put what the column takes into `said`, and its texts as sent where they are kept."""
        kind = self.column.type
        sent = self._sent() if any(self.kinds) else self.own
        if FAULTS & set(self.kinds):
            sent = self._faults(sent)
        if kind == "number":
            said[self.column.field], said["no_value"] = self._numbers(said.get("no_value"))
        elif kind in ("date", "due_date", "period"):
            if kind == "period":
                self._dates()
            said[self.column.field] = _each(partial(_clear, period if kind == "period" else day), sent)
        elif kind.startswith("vocabulary:"):
            known = _known(self.column.vocabulary, self.known.definitions)
            said[self.column.field] = _each(lambda text: known.get(folded(text), text), sent)
        else:
            said[self.column.field] = _each(_key, sent) if kind.startswith("ref:") else sent
        if self.column.field + AS_SENT in said:
            said[self.column.field + AS_SENT] = sent

    def _sent(self) -> list[str]:
        """The cells as text; a number column keeps the digits of the file."""
        plain = "number" if self.column.type == "number" else ""
        return [
            _sent(text, kind) if kind and kind != plain else text
            for text, kind in zip(self.own, self.kinds, strict=True)
        ]

    def _faults(self, sent: list[str]) -> list[str]:
        for key, text, kind in zip(self.keys, self.own, self.kinds, strict=True):
            if kind == "error":
                self._say(
                    "error_cell",
                    "error",
                    key,
                    text,
                    "a value; the cell holds an error of a formula, which is not read as empty",
                )
            elif kind == "formula":
                self._say(
                    "formula_without_value",
                    "error",
                    key,
                    "a formula of which the file holds no value",
                    "a value; write the result itself",
                )
        return ["" if kind in ("error", "formula") else text for text, kind in zip(sent, self.kinds, strict=True)]

    def _numbers(self, reasons: list[str] | None) -> tuple[list[str], list[str]]:
        """Plain numbers, or nothing; and the reasons why there is none, with those that were written where the
        number belongs.
        """
        values, reasons = [""] * len(self.own), list(reasons or [""] * len(self.own))
        shares = self._shares()
        for place, (key, text, kind) in enumerate(zip(self.keys, self.own, self.kinds, strict=True)):
            if not text or kind in ("error", "formula"):
                continue
            if not kind and (word := absent(text)):
                if reasons[place] not in ("", word):
                    self._say(
                        "two_reasons",
                        "error",
                        key,
                        f"{text!r} and {reasons[place]!r}",
                        "one reason why there is no value",
                    )
                reasons[place] = word
                continue
            share = key in shares
            read = (
                number(text, self.column.convention, share)
                if not kind
                else DATED
                if kind in ("date", "logical")
                else measured(text, share, kind == "percent")
            )
            if isinstance(read, str):
                values[place] = read
            else:
                self._say(
                    "unclear_number", "question" if read.question else "error", key, _sent(text, kind), read.expected
                )
        return values, reasons

    def _dates(self) -> None:
        """Dates among periods: what a spreadsheet shows as Dec-12 is the first of December inside, so that nobody
        can say which of them was meant.
        """
        for key, text, kind in zip(self.keys, self.own, self.kinds, strict=True):
            if kind == "date":
                self._say("unclear_period", "error", key, f"{text} in a cell for dates", PERIOD)

    def _shares(self) -> set[str]:
        """The rows whose unit is percent, whatever their cell for the unit says."""
        shares = {code for code, (_, unit) in self.known.indicators.items() if unit.startswith("percent")}
        return {key for key, code in zip(self.keys, self.texts.get("indicator", ()), strict=False) if code in shares}

    def _say(self, rule: str, severity: str, key: str, text: str, expected: str) -> None:
        self.found.findings.append(
            Finding(rule, severity, self.found.name, int(key), self.column.field, text[:SHOWN], expected)
        )


def _each(read: Callable[[str], str], texts: list[str]) -> list[str]:
    """What `read` makes of each text; texts that stand there more than once are read once."""
    made = {text: read(text) for text in set(texts)}
    return [made[text] for text in texts]


def _sent(text: str, kind: str) -> str:
    """A cell as text: a number as plain digits where it has any, a share with its sign, a day without its midnight."""
    if kind in ("number", "percent"):
        read = measured(text, True, kind == "percent")
        return text if isinstance(read, Unclear) else read + "%" * (kind == "percent")
    return {"0": "FALSE", "1": "TRUE"}.get(text, text) if kind == "logical" else text


def _clear(read: Callable[[str], str | Unclear], text: str) -> str:
    """A date or period where it is clear; else as sent, so that the check of dates names it.

    The time of a day is left out.
    """
    said = read(text.partition("T")[0] if text[10:11] == "T" else text)
    return text if isinstance(said, Unclear) else said


def _key(text: str) -> str:
    """The key at the front of an entry of a list ("1.1 Victims identified"); a text without one stays."""
    first, _, rest = text.partition(" ")
    return first if rest and any(letter.isdigit() for letter in first) else text


@lru_cache
def _known(vocabulary: str, definitions: Path) -> dict[str, str]:
    """The words of a vocabulary by themselves and by their labels, in small letters."""
    return {folded(text): word for word, label in words(vocabulary, definitions).items() for text in (word, label)} | {
        "": ""
    }


def _shape(form: Sheet, sheet: dict, lines: list[int]) -> list[Finding]:
    """Merged, hidden and commented cells among the answers, and cells outside the form."""
    fields = {ordinal(c.letter): c.field for c in form.columns}
    last, wide = max(lines, default=FIRST), max(fields)
    findings = [fault for one in sheet["merged"] if (fault := _merged(form, one, fields, last, wide))]
    hidden = [row for row in sheet["hidden_rows"] if row in set(lines)]
    if hidden:
        findings.append(
            Finding(
                "hidden_rows",
                "question",
                form.name,
                hidden[0],
                "",
                f"hidden rows {_listed(hidden)}",
                "rows that can be seen; are these answers meant to be sent?",
            )
        )
    for letter in sheet["hidden_columns"]:
        if ordinal(letter) in fields and any(int(row) >= FIRST for row in sheet["columns"].get(letter, {})):
            expected = "columns that can be seen; are these answers meant to be sent?"
            findings.append(
                Finding(
                    "hidden_column",
                    "question",
                    form.name,
                    HEADER,
                    fields[ordinal(letter)],
                    f"column {letter} is hidden",
                    expected,
                )
            )
    comments = [
        cell
        for cell, text in sheet["comments"]
        if cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != str(HEADER) and CHECKED not in text
    ]
    if comments:
        findings.append(
            Finding(
                "comments",
                "note",
                form.name,
                0,
                "",
                f"comments in {_listed(comments)}",
                "remarks in the column for notes; comments are not read",
            )
        )
    outside = [
        f"{letter}{row}"
        for letter, cells in sheet["columns"].items()
        if ordinal(letter) not in fields
        for row in cells
        if int(row) >= FIRST
    ]
    if outside:
        findings.append(
            Finding(
                "outside_the_form",
                "note",
                form.name,
                0,
                "",
                f"cells beside the form: {_listed(outside)}",
                "answers in the columns of the form; these cells are not read",
            )
        )
    return findings


def _merged(form: Sheet, area: str, fields: dict[int, str], last: int, wide: int) -> Finding | None:
    """The fault of a merged area among the answers; notes may be merged downwards."""
    found = RANGE.fullmatch(area)
    if not found:
        return None
    left, top, right, bottom = ordinal(found[1]), int(found[2]), ordinal(found[3]), int(found[4])
    if bottom < HEADER or top > last or left > wide or (left == right and fields.get(left) == "note"):
        return None
    return Finding(
        "merged_cells",
        "error",
        form.name,
        max(top, HEADER),
        fields.get(left, ""),
        f"merged cells {area}",
        "one answer a cell; please split them",
    )


def _listed(found: list) -> str:
    return ", ".join(map(str, found[:6])) + (f" and {len(found) - 6} more" if len(found) > 6 else "")
