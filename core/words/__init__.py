"""Words, numbers and dates as readers see them: on screen, in charts, in exports. Every sentence passes through one gettext catalogue."""

from __future__ import annotations

import gettext
import os
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd

CATALOGUE = gettext.translation(
    "monitor", Path(__file__).parents[2] / "data" / "words", [os.environ.get("MONITOR_LANGUAGE", "en")], fallback=True
)
_ = CATALOGUE.gettext
many = CATALOGUE.ngettext

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
THIN = "\u202f"
ILLUSTRATIVE = _("Illustrative: invented figures")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Signs that neither XML nor a spreadsheet may hold."""


def missing(value: object) -> bool:
    """Whether a cell holds nothing, in any of the three ways in which a frame says so."""
    return value is None or bool(pd.isna(value))


def number(value: float, digits: int = 0) -> str:
    """31000 as "31 000", with thin spaces; `digits` decimals."""
    return f"{value:,.{digits}f}".replace(",", THIN).replace("-", "−")


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
    return f"{number(share * 100, digits)}{THIN}%"


def signed(value: float) -> str:
    """A difference with its sign, to three significant digits."""
    return ("+" if value > 0 else "") + rounded(value)


def day(value: date | pd.Timestamp) -> str:
    """A date as "18 November 2022"."""
    return f"{value.day} {_(MONTHS[value.month - 1])} {value.year}"


def month(value: date | pd.Timestamp) -> str:
    """A date as "November 2022"."""
    return f"{_(MONTHS[value.month - 1])} {value.year}"


def stated(text: str) -> str:
    """A date of the record by its stated precision: "2014-09" as "September 2014"; other periods as they stand."""
    parts = text.split("-")
    if len(parts) > 3 or not all(part.isdigit() for part in parts) or len(parts[0]) != 4:
        return text
    if len(parts) == 1 or not 1 <= int(parts[1]) <= 12:
        return text
    return " ".join(([str(int(parts[2]))] if len(parts) == 3 else []) + [_(MONTHS[int(parts[1]) - 1]), parts[0]])


def figure(value: float, qualifier: str) -> str:
    """A figure with its quality: "at least 31 000", "about 10 000", "1 617"."""
    words = {
        "at_least": _("at least {0}"),
        "approx": _("about {0}"),
        "derived": _("{0} (derived)"),
        "counted": _("{0} (counted)"),
    }
    return words.get(qualifier, "{0}").format(plain(value))


def announced(date: object, due: object) -> str:
    """When an action was announced and when it was due."""
    parts = [] if missing(date) or not date else [stated(date)]
    parts += [] if missing(due) or not due else [_("due {0}").format(stated(due))]
    return ", ".join(parts) or _("undated")


def of(part: int, whole: int) -> str:
    """ "51 of 54"."""
    return _("{0} of {1}").format(part, whole)


def listed(names: list[str], most: int = 60) -> str:
    """Names in a row with commas; from `most` on, how many more."""
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else _("{0} and {1} more").format(shown, len(names) - most)


def address(file: object, line: object) -> str:
    """Where a row stands: "observations.csv:470" in the record, "S0007!Indicators!G12" in a submission; a dash where nothing is on record."""
    return "–" if missing(file) else f"{file}{int(line)}" if "!" in str(file) else f"{file}.csv:{int(line)}"


def places(file: str, lines: list[int], most: int = 12) -> str:
    """Several rows of one file: "observations.csv: 12, 15 …", or cells of a submission."""
    shown = ", ".join(address(file, line) if "!" in file else str(int(line)) for line in lines[:most]) + (
        " …" if len(lines) > most else ""
    )
    return shown if "!" in file else f"{file}.csv: {shown}"


def file_name(name: str, edition: int, short: str, filters: Mapping[str, object], *, illustrative: bool = False) -> str:
    """A name that no other edition or filter shares, without ending: monitor-gaps-edition-1-3f9a2c-as_of-latest-target-2."""
    said = [f"{key}-{'+'.join(value) if isinstance(value, list) else value}" for key, value in filters.items()]
    parts = ["monitor", name, f"edition-{edition}", short, *said, *([_("illustrative")] if illustrative else [])]
    return re.sub(r"[^A-Za-z0-9_+.-]", "_", "-".join(parts))


MARKDOWN = re.compile(r"([\\`*_\[\]$~:<>|#])")


def escape(text: str) -> str:
    """Text of the record for a place that reads Markdown."""
    return MARKDOWN.sub(r"\\\1", text)


def linked(text: str, url: object) -> str:
    """A Markdown link, or the text alone where the address cannot be opened."""
    first = web(url)
    return f"[{escape(text)}](<{first}>)" if first else escape(text)


def web(url: object) -> str | None:
    """The first address of a cell that can be opened in a browser; nothing where there is none."""
    first = "" if missing(url) else str(url).split(" ; ")[0]
    return first if first.startswith(("http://", "https://")) and not set(first) & set("<> \n") else None


def size(count: int) -> str:
    """The size of a file: 51234 bytes as "51 KB", 1234567 as "1.2 MB"; both count by thousands."""
    if count < 1000:
        return _("{0} bytes").format(count)
    return _("{0} KB").format(number(count / 1e3)) if count < 999_500 else _("{0} MB").format(number(count / 1e6, 1))
