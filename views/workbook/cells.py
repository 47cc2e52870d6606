"""What a cell holds, and how much room it takes: numbers and dates as such, text that never becomes a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from math import ceil

import pandas as pd
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from core import words
from core.words import _

LONGEST = 32_767
NARROWEST, LINE, SHORT = 9, 12.75, 240
"""The narrowest column in characters, the height of a line in points, the longest text that is worth remembering."""
ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Where a text looks like a sign that a workbook writes by its number, such as _x000D_."""
letter = lru_cache(maxsize=4096)(get_column_letter)


def clean(text: str) -> str:
    """Text without the characters that no workbook can hold."""
    return words.CONTROL.sub("", text)


def held(value: object) -> tuple[str, str, str]:
    """What a cell holds: the mark of its kind, its content as XML, and the same as it enters the checksum.

    Numbers and dates as such; nothing as nothing.
    """
    if isinstance(value, str):
        return _text(value) if len(value) < SHORT else _long(value)
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return "", "", ""
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return "", f"<v>{to_excel(day)}</v>", day.isoformat()
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, bool):
        return ' t="b"', f"<v>{value:d}</v>", "TRUE" if value else "FALSE"
    if value in (float("inf"), float("-inf")):
        return _text(str(value))
    shortest = str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else repr(value)
    return "", f"<v>{shortest}</v>", shortest


def _long(value: str) -> tuple[str, str, str]:
    """A text without the characters that no workbook can hold, and with line feeds as line breaks.

    Where a cell cannot hold it, it is cut, with a word that says so.
    """
    text = fitted(value).replace("\r\n", "\n").replace("\r", "\n")
    escaped = ESCAPE.sub("_x005F_", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return ' t="inlineStr"', f'<is><t xml:space="preserve">{escaped}</t></is>' if text else "", text


_text = lru_cache(maxsize=8192)(_long)


def fitted(value: str) -> str:
    """A text as a cell can hold it."""
    text = clean(value)
    return text if len(text) <= LONGEST // 2 else _cut(text)


def _cut(text: str) -> str:
    """Spreadsheets count in UTF-16, so that some signs take the room of two."""
    wide = text.encode("utf-16-le")
    if len(wide) <= 2 * LONGEST:
        return text
    mark = _(" … [cut: a cell holds no more; the text has {0} characters]").format(len(text))
    return wide[: 2 * (LONGEST - len(mark))].decode("utf-16-le", "ignore") + mark


def lines(text: str, width: float, size: float = 1.0) -> int:
    """About how many lines a text takes in a column so many characters wide.

    `size` is how large its letters are beside the usual ones.
    """
    room = max((width - 1) / size, 4) * min(
        1.2, 1 + max(width - 15, 0) / 100
    )  # in narrow columns whole words leave more room empty
    if len(text) * 2 <= room and "\n" not in text:
        return 1
    return min(sum(max(1, ceil(_length(part) / room)) for part in text[:5000].split("\n")), 30)


def _length(text: str) -> float:
    """How much room a text takes: letters of Asia are wider than Latin ones."""
    if not text or max(text) < "\u0530":
        return len(text)
    return len(text) + 0.4 * sum("\u0530" <= sign < "\u2000" for sign in text) + sum(sign >= "\u2e80" for sign in text)


def wide(heading: str, values: Iterable[object], widest: float) -> float:
    """How wide a column must be for its heading's longest word and a sample of its values, at most `widest`."""
    longest = max((len(word) for word in heading.split()), default=0)
    return min(max([longest + 3, NARROWEST, *(len(str(value)) + 2 for value in values if value is not None)]), widest)
