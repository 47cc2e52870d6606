"""The cells of one column, from the text of the file to what the column takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path

from etl.form.sheets import AS_SENT, Column, folded, words
from etl.intake.numbers import Unclear, absent, day, measured, number, period
from etl.intake.print_check import SHOWN, Printed
from etl.source import Finding, Source

DATED = Unclear("a number; the cell holds a date, or a yes or no")
PERIOD = (
    "a period such as 2013, 2013-12 or FY2013-14, as text; the cell holds a date, which could mean its day, its "
    "month or its year"
)
ERROR_CELL = "a value; the cell holds an error of a formula, which is not read as empty"
WITHOUT_VALUE = "a formula of which the file holds no value"
FAULTS = {"error", "formula"}


class Cells:
    """The cells of one column, as text, on their way to what the column takes.

    `keys` are the rows of the sheet that are read, as text, `texts` their cells by field, `kinds` what the cells of
    this column are where they are no text, by row. Findings go to `sent`.
    """

    def __init__(
        self,
        column: Column,
        sent: Source,
        kinds: dict[str, str],
        keys: list[str],
        texts: dict[str, list[str]],
        as_printed: Printed,
    ) -> None:
        self.column, self.sent, self.keys, self.texts, self.printed = column, sent, keys, texts, as_printed
        self.own = texts[column.field]
        self.kinds = [kinds.get(key, "") for key in keys] if kinds else [""] * len(keys)

    def into(self, columns: dict[str, list[str]]) -> None:
        """Put what the column takes into `columns`, by field, and its texts as sent where they are kept."""
        field = self.column.field
        as_sent = self._as_sent() if any(self.kinds) else self.own
        if FAULTS & set(self.kinds):
            as_sent = self._without_faults(as_sent)
        if self.column.type == "number":
            columns[field], columns["no_value"] = self._numbers(columns.get("no_value"))
        else:
            columns[field] = self._taken(as_sent)
        if field + AS_SENT in columns:
            columns[field + AS_SENT] = as_sent

    def _taken(self, as_sent: list[str]) -> list[str]:
        """What a column that is not for numbers takes of its texts."""
        kind = self.column.type
        if kind == "period":
            self._refuse_dates()
            return each(partial(_clear, period), as_sent)
        if kind in ("date", "due_date"):
            return each(partial(_clear, day), as_sent)
        if self.column.vocabulary:
            by_text = _vocabulary(self.column.vocabulary, self.printed.definitions)
            return each(lambda text: by_text.get(folded(text), text), as_sent)
        return each(_key, as_sent) if kind.startswith("ref:") else as_sent

    def _cells(self) -> Iterator[tuple[str, str, str]]:
        """Row, text and kind of each cell."""
        return zip(self.keys, self.own, self.kinds, strict=True)

    def _as_sent(self) -> list[str]:
        """The cells as text; a number column keeps the digits of the file."""
        plain = "number" if self.column.type == "number" else ""
        return [_as_text(text, kind) if kind and kind != plain else text for _, text, kind in self._cells()]

    def _without_faults(self, as_sent: list[str]) -> list[str]:
        for key, text, kind in self._cells():
            if kind == "error":
                self._add("error_cell", "error", key, text, ERROR_CELL)
            elif kind == "formula":
                self._add("formula_without_value", "error", key, WITHOUT_VALUE, "a value; write the result itself")
        return ["" if kind in FAULTS else text for text, kind in zip(as_sent, self.kinds, strict=True)]

    def _numbers(self, reasons: list[str] | None) -> tuple[list[str], list[str]]:
        """Plain numbers, or nothing; and the reasons why there is none, with those that were written where the
        number belongs.
        """
        values, reasons = [""] * len(self.own), list(reasons or [""] * len(self.own))
        shares = self._shares()
        for place, (key, text, kind) in enumerate(self._cells()):
            if not text or kind in FAULTS:
                continue
            if not kind and (word := absent(text)):
                reasons[place] = self._reason(key, text, word, reasons[place])
            else:
                values[place] = self._number(key, text, kind, key in shares)
        return values, reasons

    def _reason(self, key: str, text: str, word: str, chosen: str) -> str:
        """The reason that stands where the number belongs; a finding where another was chosen in the list."""
        if chosen not in ("", word):
            expected = "one reason why there is no value"
            self._add("two_reasons", "error", key, f"{text!r} and {chosen!r}", expected)
        return word

    def _number(self, key: str, text: str, kind: str, share: bool) -> str:
        if not kind:
            value = number(text, self.column.convention, share)
        elif kind in ("date", "logical"):
            value = DATED
        else:
            value = measured(text, share, kind == "percent")
        if isinstance(value, str):
            return value
        rule, severity = (
            "rounded_number" if value.rounded else "unclear_number",
            "question" if value.question else "error",
        )
        self._add(rule, severity, key, _as_text(text, kind), value.expected)
        return value.rounded

    def _refuse_dates(self) -> None:
        """Dates among periods: what a spreadsheet shows as Dec-12 is the first of December inside, so that nobody
        can say which of them was meant.
        """
        for key, text, kind in self._cells():
            if kind == "date":
                self._add("unclear_period", "error", key, f"{text} in a cell for dates", PERIOD)

    def _shares(self) -> set[str]:
        """The rows whose unit is percent, whatever their cell for the unit says."""
        shares = {code for code, unit in self.printed.units.items() if unit.startswith("percent")}
        return {key for key, code in zip(self.keys, self.texts.get("indicator", ()), strict=False) if code in shares}

    def _add(self, rule: str, severity: str, key: str, text: str, expected: str) -> None:
        self.sent.findings.append(
            Finding(rule, severity, self.sent.name, int(key), self.column.field, text[:SHOWN], expected)
        )


def each(read: Callable[[str], str], texts: list[str]) -> list[str]:
    """What `read` makes of each text; texts that stand there more than once are read once."""
    by_text = {text: read(text) for text in set(texts)}
    return [by_text[text] for text in texts]


def _as_text(text: str, kind: str) -> str:
    """A cell as text: a number as plain digits where it has any, a share with its sign, a day without its midnight."""
    if kind in ("number", "percent"):
        digits = measured(text, True, kind == "percent")
        if isinstance(digits, Unclear):
            return f"{float(text):.15%}".rstrip("0%") + "%" if digits.rounded and kind == "percent" else text
        return digits + "%" * (kind == "percent")
    return {"0": "FALSE", "1": "TRUE"}.get(text, text) if kind == "logical" else text


def _clear(read: Callable[[str], str | Unclear], text: str) -> str:
    """A date or period where it is clear; else as sent, so that the check of dates names it.

    The time of a day is left out.
    """
    date = read(text.partition("T")[0] if text[10:11] == "T" else text)
    return text if isinstance(date, Unclear) else date


def _key(text: str) -> str:
    """The key at the front of an entry of a list ("1.1 Victims identified"); a text without one stays."""
    first, _, rest = text.partition(" ")
    return first if rest and any(letter.isdigit() for letter in first) else text


@lru_cache
def _vocabulary(vocabulary: str, definitions: Path) -> dict[str, str]:
    """The words of a vocabulary by themselves and by their labels, in small letters."""
    labels = words(vocabulary, definitions).items()
    return {folded(text): word for word, label in labels for text in (word, label)} | {"": ""}
