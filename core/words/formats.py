"""Numbers, shares, dates, sizes and lists as readers see them, by Babel, in the language of the catalogue.

English is that of Great Britain, with two signs of our own: a narrow hard space between thousands, as the SI asks for,
and the true minus. Babel is loaded with the first figure, and each text is made once: a command that prints none does
not wait for it, and an export that prints a hundred thousand figures does not either. Longer than most files: every
format that readers see stands here once.
"""

from __future__ import annotations

import copy
import decimal
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from core.words.catalogue import LANGUAGE, _, many

if TYPE_CHECKING:
    from babel import Locale
    from babel.numbers import NumberPattern

THIN = "\u202f"
LOCALES = {"en": "en_GB"}
PATTERNS = {("en_GB", "percent"): f"#,##0{THIN}%"}
SIGNS = {"en": str.maketrans({",": THIN, "-": "−"})}
"""Where a language of ours differs from Babel: its locale, its patterns by locale and kind, its signs in numbers."""


def missing(value: object) -> bool:
    """Whether a cell holds nothing: None, not a number, not a time, or the NA of pandas."""
    if value is None:
        return True
    try:
        return bool(value != value)
    except TypeError:  # NA does not say whether it is itself
        return True


def number(value: float, digits: int = 0) -> str:
    """31000 as "31 000", with thin spaces; `digits` decimals."""
    return _number(f"{value:.{digits}f}", digits)


def plain(value: float) -> str:
    """A figure with as many decimals as it was published with, up to two."""
    return number(value, 0 if float(value).is_integer() else 1 if float(value * 10).is_integer() else 2)


def rounded(value: float) -> str:
    """A worked-out figure to three significant digits: 24033 as "24 000"."""
    if value == 0:
        return "0"
    step = 10 ** max(len(str(int(abs(value)))) - 3, 0)
    return number(round(value / step) * step)


def percent(share: float, digits: int = 0) -> str:
    """A share from 0 to 1 as "28 %"."""
    return _percent(f"{share * 100:.{digits}f}", digits)


def signed(value: float) -> str:
    """A difference with its sign, to three significant digits."""
    return ("+" if value > 0 else "") + rounded(value)


def day(value: date) -> str:
    """A date as "18 November 2022"."""
    return _day(value.year, value.month, value.day)


def month(value: date) -> str:
    """A date as "November 2022"."""
    return _month(value.year, value.month)


def day_and_month(value: date) -> str:
    """A date of a year that is clear as "18 November"."""
    from babel.dates import format_skeleton

    return format_skeleton("MMMMd", value, locale=locale())


def clock(value: datetime) -> str:
    """The time of a moment by its own clock: "09:00"."""
    from babel.dates import format_time

    return format_time(value.time(), "short", locale=locale())


def utc(text: str) -> str:
    """A moment of UTC in ISO form as one reads it: "2014-09-30T09:00:00+00:00" as "2014-09-30 09:00 UTC"."""
    return text[:16].replace("T", " ") + " UTC"


def stated(text: str) -> str:
    """A date of the record by its stated precision: "2014-09" as "September 2014", "2020-04/2020-09" as "April 2020 to
    September 2020"; other periods as they stand.
    """
    first, _slash, last = text.partition("/")
    if last and stated(first) != first and stated(last) != last:
        return _("{0} to {1}").format(stated(first), stated(last))
    parts = text.split("-")
    if not 2 <= len(parts) <= 3 or not all(part.isdigit() for part in parts) or len(parts[0]) != 4:
        return text
    try:
        on = date(*map(int, [*parts, "1"][:3]))
    except ValueError:  # "2015-16" is a year of bookkeeping, no month
        return text
    return day(on) if len(parts) == 3 else month(on)


def undated(note: object) -> bool:
    """Whether the note of a row says that the page behind it bears no date."""
    return isinstance(note, str) and "undated" in note.lower()


def dated(text: str, note: object) -> str:
    """A date of the record in words; where the page bears none, so: "undated page, read as 2024"."""
    return _("undated page, read as {0}").format(stated(text)) if undated(note) else stated(text)


def when(text: str, note: object) -> str:
    """A date behind a figure in a sentence: "in 2012", "on 5 December 2012", "from April 2020 to
    September 2020", "(undated page, read as 2024)".
    """
    if undated(note):
        return f"({dated(text, note)})"
    if "/" in text and stated(text) != text:
        return _("from {0}").format(stated(text))
    is_day = len(text) == 10 and text[:4].isdigit()
    return (_("on {0}") if is_day else _("in {0}")).format(stated(text))


def measured(value: float, qualifier: str, unit: str) -> str:
    """A figure with its unit as one says it: "1 country", "65.2 of 100", "rank 2 of 60", "at least 12 %"."""
    text = figure(value, qualifier)
    if unit == "percent":
        return f"{text}{THIN}%"
    if unit.startswith("rank of "):
        return _("rank {0} of {1}").format(text, unit.removeprefix("rank of "))
    if unit.startswith("score 0-"):
        return _("{0} on a scale of 0 to {1}").format(text, unit.removeprefix("score 0-"))
    return f"{text} {_one(unit) if value == 1 else unit}"


def _one(unit: str) -> str:
    """The unit of one thing: "countries" as "country", "victims per day" as "victim per day"."""
    things, *per = unit.split(" per ", 1)
    irregular = {"children": _("child"), "series": _("series"), "countries and territories": _("country or territory")}
    for ending, one in ((things, irregular.get(things)), ("ies", "y"), ("shes", "sh"), ("s", "")):
        if one is not None and things.endswith(ending):
            return " per ".join([things.removesuffix(ending) + one, *per])
    return unit


def figure(value: float, qualifier: str) -> str:
    """A figure with its quality: "at least 31 000", "about 10 000", "1 617"."""
    sentences = {
        "at_least": _("at least {0}"),
        "approx": _("about {0}"),
        "derived": _("{0} (derived)"),
        "counted": _("{0} (counted)"),
    }
    return sentences.get(qualifier, "{0}").format(plain(value))


def announced(date: object, due: object) -> str:
    """When an action was announced and when it was due."""
    parts = [] if missing(date) or not date else [stated(str(date))]
    parts += [] if missing(due) or not due else [_("due {0}").format(stated(str(due)))]
    return ", ".join(parts) or _("undated")


def short(text: str, letters: int, pointer: str = "") -> str:
    """The beginning of a text that has more than `letters`, up to a blank where there is one near, and `pointer`, which
    says where all of it stands.
    """
    if len(text) <= letters:
        return text
    cut = text[:letters]
    head = cut[: cut.rfind(" ")] if " " in cut[letters * 3 // 4 :] else cut
    return f"{head.rstrip()} …{pointer}"


def counted(singular: str, plural: str, count: int, *more: object) -> str:
    """So many of something, by the rule of plurals of the catalogue: "{0} error", "{0} errors" and 2 as "2 errors".

    `more` stands in the places {1} and on.
    """
    return many(singular, plural, count).format(count, *more)


def of(part: int, whole: int) -> str:
    """ "51 of 54"."""
    return _("{0} of {1}").format(part, whole)


def listed(names: list[str], most: int = 60) -> str:
    """Names in a row with commas; from `most` on, how many more."""
    shown = _comma().join(names[:most])
    return shown if len(names) <= most else _("{0} and {1} more").format(shown, len(names) - most)


def size(count: int) -> str:
    """The size of a file: 51234 bytes as "51 KB", 1234567 as "1.2 MB"; both count by thousands."""
    if count < 1000:
        return _("{0} bytes").format(count)
    return _("{0} KB").format(number(count / 1e3)) if count < 999_500 else _("{0} MB").format(number(count / 1e6, 1))


@lru_cache(maxsize=1)
def locale() -> Locale:
    """The locale of the language of the catalogue."""
    from babel import Locale

    return Locale.parse(LOCALES.get(LANGUAGE, LANGUAGE.replace("-", "_")))


@lru_cache(maxsize=1)
def _comma() -> str:
    """What stands between the names of a list."""
    between: str = locale().list_patterns["unit"]["middle"].format("", "")
    return between


@lru_cache(maxsize=1 << 14)
def _number(text: str, digits: int) -> str:
    return _applied(_pattern("decimal", digits), decimal.Decimal(text))


@lru_cache(maxsize=1 << 14)
def _percent(text: str, digits: int) -> str:
    return _applied(_pattern("percent", digits), decimal.Decimal(text).scaleb(-2))


@lru_cache(maxsize=16)
def _pattern(kind: str, digits: int) -> NumberPattern:
    """How the locale writes numbers ("decimal") or shares ("percent"), with `digits` decimals."""
    from babel.numbers import parse_pattern

    usual = locale().percent_formats[None] if kind == "percent" else locale().decimal_formats[None]
    pattern = copy.copy(parse_pattern(PATTERNS.get((str(locale()), kind), usual.pattern)))
    pattern.frac_prec = (digits, digits)
    return pattern


def _applied(pattern: NumberPattern, value: decimal.Decimal) -> str:
    """A number, rounded already, by a pattern."""
    with decimal.localcontext(prec=400):  # any float has its place, as 1e300 of the laboratory
        text: str = pattern.apply(value, locale())
    return text.translate(SIGNS.get(LANGUAGE, {}))


@lru_cache(maxsize=1 << 14)
def _day(year: int, month_of_year: int, day_of_month: int) -> str:
    from babel.dates import format_date

    return format_date(date(year, month_of_year, day_of_month), "long", locale=locale())


@lru_cache(maxsize=1 << 14)
def _month(year: int, month_of_year: int) -> str:
    from babel.dates import format_skeleton

    return format_skeleton("yMMMM", date(year, month_of_year, 1), locale=locale())
