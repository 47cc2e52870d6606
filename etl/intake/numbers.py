"""Numbers and dates as people and spreadsheets write them: read as meant or refused, never silently different.

Longer than most files: what counts as a number is told whole in one place.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

WHOLE, DECIMALS = 15, 9
"""Digits before and after the point that the warehouse keeps."""

SPACES = " \u00a0\u2007\u2009\u202f"
"""What may part thousands, as the apostrophes may: the space, the hard, the figure, the thin and the narrow hard
one.
"""

_PLAIN = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{0,8}[1-9])?", re.ASCII)
_GROUPED = re.compile(rf"\d{{1,3}}(?P<gap>[{SPACES}'’])\d{{3}}(?:(?P=gap)\d{{3}})*", re.ASCII)
_RAW = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_FLOAT = re.compile(r"[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?", re.ASCII)
_MARKS = dict.fromkeys([0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])
_SAME = str.maketrans("\u2212\ufe63\uff0d\u2010\u2011\u2012\u2013\uff0b\uff05\u066a\uff0e\uff0c", "-------+%%.,")
_DAY = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})", re.ASCII)
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_PERIOD = re.compile(r"(?:FY\d{4}-\d{2}(?:-H[12])?|\d{4}-(?:H[12]|\d{1,2}m)|\d{4}-\d{2}/\d{4}-\d{2})", re.ASCII)
_NO_ANSWER = re.compile(r"[-‐-―−/.?]+|n\.?\s*/?\s*[ad]\.?|nil|none", re.IGNORECASE)

ABSENT = {"not applicable": "not_applicable", "not available": "not_available", "refused": "refused"}
"""Words that say why there is no value, each with the word of the vocabulary `no_value`."""


@dataclass(frozen=True)
class Unclear:
    """A text that is not read, because it could mean something else: what is expected, and whether only its sender
    can say (a question). `rounded` is the number that is taken meanwhile, where one is.
    """

    expected: str
    question: bool = False
    rounded: str = ""


PLAIN = Unclear("a number in plain digits, such as 1617 or 0.7")
LARGE = Unclear(f"a number with at most {WHOLE} digits before the point and {DECIMALS} after it; please round it")
SHARE = Unclear("a number without a percent sign, since this is not counted in percent")
NO_DAY = Unclear("a date that exists, such as 2014-09-30")
WORDLESS = Unclear(
    "0 if none was counted; empty if it is not reported; or the reason, in words: not applicable, not available, "
    "refused",
    question=True,
)


def number(text: str, convention: str = "", percent: bool = False) -> str | Unclear:
    """The number that `text` says, as plain digits with a point, or why it is not read.

    `convention` is what stands before decimals in this column, "point" or "comma", where that is declared. Without it a
    text such as 1,234 or 1.234 is unclear. `percent` says that the unit is percent, so that "12 %" is 12. A blank text
    is "".
    """
    if _PLAIN.fullmatch(text) and (convention != "comma" or "." not in text) and not _thousands(text):
        return "0" if text == "-0" else text
    bare = _bare(text)
    if not bare:
        return ""
    if _NO_ANSWER.fullmatch(bare):
        return WORDLESS
    shared = bare.startswith("%") or bare.endswith("%")
    if shared:
        if not percent:
            return SHARE
        bare = (bare[1:] if bare.startswith("%") else bare[:-1]).strip(SPACES)
    sign, digits = "-" if bare[:1] == "-" else "", bare[1:] if bare[:1] in ("-", "+") else bare
    return _read(sign, digits, convention)


def measured(raw: str, percent: bool = False, shown_as_percent: bool = False) -> str | Unclear:
    """The number of a number cell, `raw` as it stands in the file, as plain digits; noise of binary fractions
    (0.30000000000000004) is taken off.

    A cell that is `shown_as_percent` holds a share: 0.12 is 12 where the unit is percent, and is refused elsewhere.
    """
    if shown_as_percent and not percent:
        return SHARE
    if not shown_as_percent and _PLAIN.fullmatch(raw):
        return "0" if raw == "-0" else raw
    if (
        not shown_as_percent
        and _RAW.fullmatch(raw)
        and isinstance(plain := _limited("-" * raw.startswith("-"), *_halves(raw.lstrip("-"), ".")), str)
    ):
        return plain
    value = float(raw) if _FLOAT.fullmatch(raw) else math.nan
    if not math.isfinite(value):
        return PLAIN
    exact = _limited(*_expanded(repr(value), 2 * shown_as_percent))
    short = _limited(*_expanded(f"{value:.15g}", 2 * shown_as_percent))
    is_noise = isinstance(short, str) and abs(float(f"{value:.15g}") - value) <= 4 * math.ulp(value)
    return short if isinstance(exact, Unclear) and is_noise else exact


def absent(text: str) -> str:
    """The word of `no_value` that `text` says in words, or ""."""
    return ABSENT.get(" ".join(text.split()).casefold(), "")


def day(text: str) -> str | Unclear:
    """A date as its year, month or day (2014, 2014-09, 2014-09-30), or why it is not read; 30.09.2014 can only be
    one day, 03/04/2014 two.
    """
    bare = _bare(text)
    if iso := _DATE.fullmatch(bare):
        return bare if _stands(iso[1], iso[2], iso[3]) else NO_DAY
    parts = _DAY.fullmatch(bare)
    if not parts:
        return "" if not bare else Unclear("a date such as 2014-09-30, 2014-09 or 2014")
    first, second, year = int(parts[1]), int(parts[3]), parts[4]
    if max(first, second) <= 12 and first != second:
        return Unclear(
            f"the date as {year}-{second:02}-{first:02} or as {year}-{first:02}-{second:02}, since it can be read as "
            "both"
        )
    month, of_month = (second, first) if first > 12 or first == second else (first, second)
    return f"{year}-{month:02}-{of_month:02}" if _stands(year, f"{month:02}", f"{of_month:02}") else NO_DAY


def period(text: str) -> str | Unclear:
    """A period as the record writes it (2013, 2013-09, FY2013-14, 2013-H1, 2013-10m, 2013-04/2013-09), or why it is
    not read.
    """
    bare = _bare(text).replace("–", "-")
    if _PERIOD.fullmatch(bare):
        return bare
    read = day(bare)
    if isinstance(read, Unclear) and not _DAY.fullmatch(bare):
        return Unclear("a period such as 2013, 2013-09, FY2013-14 or 2013-H1")
    return read


def _bare(text: str) -> str:
    """`text` with digits and signs of every script as ASCII has them, without marks of direction and space around
    it.
    """
    if text.isascii():
        return text.strip()
    return "".join(_digit(letter) for letter in text.translate(_MARKS).translate(_SAME)).strip().strip(SPACES)


def _digit(letter: str) -> str:
    return str(unicodedata.decimal(letter)) if unicodedata.category(letter) == "Nd" else letter


def _thousands(text: str) -> bool:
    """Whether a plain text has one point before three digits and could be a thousand."""
    whole, point, decimals = text.partition(".")
    return bool(point) and len(decimals) == 3 and len(whole.lstrip("-")) <= 3 and whole.lstrip("-") != "0"


def _read(sign: str, text: str, convention: str) -> str | Unclear:
    """The number of a text of digits and separators without its sign."""
    text, certain = text.replace("٬", "’"), "٫" in text
    text = text.replace("٫", ".")
    marks = [letter for letter in text if letter in ".,"]
    if len(marks) > 1 or (certain and len(marks) != 1):
        return _many(sign, text, marks, convention) if not certain else PLAIN
    if not marks:
        return _limited(sign, _joined(text), "")
    whole, _, decimals = text.partition(marks[0])
    if not _digits(decimals):
        return PLAIN
    grouped, thousand = bool(_GROUPED.fullmatch(whole)), len(decimals) == 3 and 1 <= len(whole) <= 3 and whole[0] != "0"
    if convention and not certain and (marks[0] == ".") != (convention == "point"):
        return _limited(sign, whole + decimals, "") if thousand and _digits(whole) else _contradicts(convention)
    if thousand and _digits(whole) and not (grouped or convention or certain):
        return Unclear(
            f"the number without a separator: {sign}{whole}{decimals}, or {sign}{whole}.{decimals}0 if the "
            f"{'point' if marks[0] == '.' else 'comma'} stands before decimals"
        )
    return _limited(sign, _joined(whole) if whole else "0", decimals)


def _many(sign: str, text: str, marks: list[str], convention: str) -> str | Unclear:
    """A number with several points or commas: all part thousands, or the last, of another kind, stands before
    decimals.
    """
    decimal = marks[-1] if marks[-1] != marks[0] else ""
    if convention and (decimal or ("," if marks[0] == "." else ".")) != {"point": ".", "comma": ","}[convention]:
        return _contradicts(convention)
    whole, _, decimals = text.rpartition(decimal) if decimal else (text, "", "")
    parts = whole.split(marks[0])
    if (
        not all(map(_digits, parts))
        or not 1 <= len(parts[0]) <= 3
        or any(len(part) != 3 for part in parts[1:])
        or parts[0][0] == "0"
        or (decimal and not _digits(decimals))
    ):
        return PLAIN
    return _limited(sign, "".join(parts), decimals)


def _joined(text: str) -> str:
    """Whole digits, their groups of three joined; anything else as it stands."""
    groups = _GROUPED.fullmatch(text)
    return text.replace(groups["gap"], "") if groups and text[0] != "0" else text


def _limited(sign: str, whole: str, decimals: str) -> str | Unclear:
    if not _digits(whole) or (decimals and not _digits(decimals)):
        return PLAIN
    whole, decimals = whole.lstrip("0") or "0", decimals.rstrip("0")
    if len(whole) > WHOLE:
        return LARGE
    if len(decimals) > DECIMALS:
        return _rounded(sign, whole, decimals)
    return f"{sign if whole != '0' or decimals else ''}{whole}{'.' * bool(decimals)}{decimals}"


def _rounded(sign: str, whole: str, decimals: str) -> Unclear:
    """A number with more decimals than are kept, such as 1/3: rounded, half up, and asked about.

    What would become 0 is not taken, because 0 means that nothing was counted.
    """
    units = (int(whole + decimals[:DECIMALS]) * 10 + int(decimals[DECIMALS]) + 5) // 10
    digits = str(units).rjust(DECIMALS + 1, "0")
    if not units or len(digits) > WHOLE + DECIMALS:
        return LARGE
    number = f"{sign}{digits[:-DECIMALS]}.{digits[-DECIMALS:]}".rstrip("0").rstrip(".")
    expected = f"{number}, rounded to the {DECIMALS} decimals that are kept; or the number rounded as you mean it"
    return Unclear(expected, True, number)


def _expanded(text: str, places: int) -> tuple[str, str, str]:
    """Sign, whole digits and decimals of a float as Python writes it, its point moved `places` to the right."""
    sign, text = "-" * text.startswith("-"), text.lstrip("-")
    mantissa, _, exponent = text.partition("e")
    whole, decimals = _halves(mantissa, ".")
    at = len(whole) + int(exponent or 0) + places
    digits = "0" * max(0, -at) + whole + decimals
    at = max(at, 0)
    return sign, (digits[:at] + "0" * (at - len(digits))) or "0", digits[at:]


def _halves(text: str, mark: str) -> tuple[str, str]:
    whole, _, decimals = text.partition(mark)
    return whole, decimals


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _contradicts(convention: str) -> Unclear:
    return Unclear(f"a number with a {convention} before its decimals, as this column has it")


def _stands(year: str, month: str | None, of_month: str | None) -> bool:
    try:
        return 1900 <= date(int(year), int(month or 1), int(of_month or 1)).year <= 2199
    except ValueError:
        return False
