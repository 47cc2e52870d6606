"""Columns of a table for readers: words of the screen over real numbers and dates, each row with its source."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from core import words
from core.words import _
from views import queries, sentences
from views.edition import Edition
from views.tables import Table
from views.workbook.notes import meaning
from views.workbook.styles import COUNT, DAY, RATE, SHARE, WHOLE, figure_code, unit_code

STATED = {"since", "stated", "known_at", "left", "due_date", "dated", "status_as_of", "replied_on"}
"""Columns of dates by their stated precision: a full day becomes a real date; "2014-09" and an undated page are words.
"""
CODES = {
    "ratio": SHARE,
    "ratio_at_most": SHARE,
    "share": SHARE,
    "growth": RATE,
    "base_year": WHOLE,
    "current_year": WHOLE,
}
MEANT = {
    "figure": "value",
    "from_figure": "from_value",
    "to_figure": "to_value",
    "known": "status",
    "dates": "announced_date",
    "takes_words": "takes",
    "remarks": "note",
    "where": "line",
    "span": "is_short",
    "agree": "profiles_agree",
}
"""Columns in words, by the published column that they say."""
WIDEST = {"source_title": 34, "source_url": 26, "where": 26, "sha256": 18}
ADDRESSES = ("source_url", "evidence_url", "sha256")

Source = tuple[str, object, str]
"""Title, address and evidence of what a row rests on."""


@dataclass(frozen=True)
class Column:
    """One column of a list: its heading, its values, its look, a number format for all or for each, and its meaning."""

    heading: str
    values: Sequence[object]
    look: str = "text"
    code: str | Sequence[str] = "General"
    meaning: str = ""
    widest: float = 44


def columns(table: Table, *, without: Sequence[str] = ()) -> list[Column]:
    """The columns that the screen shows of `table`, in its words, but for the headings `without`.

    Figures, counts, shares and dates are such, figures with their quality beside them.
    """
    shown = table.shown()
    typed = [
        column
        for name, heading in table.view.shown.items()
        if heading in shown and heading not in without
        for column in _typed(table, name, heading, list(shown[heading]))
    ]
    rests_on_others = "origin" in table.frame and "source_title" not in table.frame
    return [*typed, *(_sources_of_origins(table) if rests_on_others else [])]


def _typed(table: Table, name: str, heading: str, shown: list[object]) -> list[Column]:
    """The column `name` by what it holds; a figure is two columns."""
    frame, explained = table.frame, meaning(table.edition, table.view.model, MEANT.get(name, name))
    if name in ("figure", "from_figure", "to_figure"):
        return _figures(table, name, heading, explained)
    if name not in frame or name in ("evidence", "place"):
        return [Column(heading, shown, meaning=explained, widest=WIDEST.get(name, 44))]
    kind = frame[name].dtype
    if pd.api.types.is_datetime64_any_dtype(kind):
        return [Column(heading, list(frame[name]), "left", DAY, explained)]
    if pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind):
        return [_numbers(frame, name, heading, explained)]
    if name in STATED:
        days = [
            day if isinstance(day := _day(raw), date) else says for raw, says in zip(frame[name], shown, strict=True)
        ]
        codes = [DAY if isinstance(day, date) else "General" for day in days]
        return [Column(heading, days, "left", codes, explained)]
    look = "address" if name in ADDRESSES else "text"
    return [Column(heading, shown, look, meaning=explained, widest=WIDEST.get(name, 60))]


def _numbers(frame: pd.DataFrame, name: str, heading: str, explained: str) -> Column:
    values = list(frame[name])
    if name == "target_no":
        return Column(heading, values, "left", WHOLE, explained)
    if name in CODES or pd.api.types.is_integer_dtype(frame[name].dtype):
        return Column(heading, values, "number", CODES.get(name, COUNT), explained)
    units = frame["unit"] if "unit" in frame else [""] * len(frame)
    codes = [
        "General" if words.missing(value) else unit_code(value, unit) for value, unit in zip(values, units, strict=True)
    ]
    return Column(heading, values, "number", codes, explained)


def _figures(table: Table, name: str, heading: str, explained: str) -> list[Column]:
    """A figure with its quality in the number format, and the quality in a column of its own."""
    frame, end = table.frame, name.removesuffix("figure")
    units = frame["unit"] if "unit" in frame else [""] * len(frame)
    values, qualities = list(frame[f"{end}value"]), list(frame[f"{end}qualifier"])
    codes = [
        "General" if words.missing(value) else figure_code(value, quality, unit)
        for value, quality, unit in zip(values, qualities, units, strict=True)
    ]
    labels = queries.labels(table.edition, "qualifier")
    quality = Column(
        _("Quality") if name == "figure" else _("Quality, {0}").format(heading),
        [labels.get(code, code) for code in qualities],
        meaning=meaning(table.edition, table.view.model, f"{end}qualifier"),
    )
    return [Column(heading, values, "number", codes, explained), quality]


def _day(text: object) -> object:
    """A full date of the record as a date; anything else as it stands. Spreadsheets know no day before 1900."""
    if not isinstance(text, str) or not re.fullmatch(r"(19|2\d)\d\d-\d\d-\d\d", text):
        return text
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _sources_of_origins(table: Table) -> list[Column]:
    """Source, address and evidence of worked-out rows: those of the figures that they rest on."""
    behind = [
        grounds(queries.lineage(table.edition, origin)).get((), []) if isinstance(origin, str) else []
        for origin in table.frame["origin"]
    ]
    return sources(behind, table.edition)


def grounds(frame: pd.DataFrame, *keys: str) -> Mapping[object, list[Source]]:
    """What rows rest on, by the values of `keys`: title, address and evidence of each row that has a source."""
    behind: defaultdict[object, list[Source]] = defaultdict(list)
    cited = (frame["source_title"], frame["source_url"], frame["evidence"])
    for key, title, url, evidence in zip(_keys(frame, keys), *cited, strict=True):
        if isinstance(title, str):
            behind[key].append((title, url, evidence))
    return behind


def _keys(frame: pd.DataFrame, keys: Sequence[str]) -> Sequence[object]:
    """Of each row the value of one key, the values of several, or nothing."""
    if len(keys) == 1:
        return list(frame[keys[0]])
    return list(zip(*(frame[key] for key in keys), strict=True)) if keys else [()] * len(frame)


def sources(behind: Sequence[list[Source]], edition: Edition, *, sheet: str = "", most: int = 2) -> list[Column]:
    """Source, address and evidence of worked-out rows.

    `behind` holds for each what it rests on, `sheet` names where that stands, row by row.
    """
    labels = queries.labels(edition, "evidence")
    titles = [
        _few([title for title, _url, _how in cited], most) or _("none, our record holds nothing") for cited in behind
    ]
    urls = [_few([url for _title, url, _how in cited if isinstance(url, str) and url], 1) for cited in behind]
    evidence = [
        ", ".join(dict.fromkeys(labels.get(how, how) for _title, _url, how in cited if isinstance(how, str)))
        for cited in behind
    ]
    kinds = [_kinds(cited, edition) for cited in behind]
    written = [
        Column(_("Source"), titles, widest=34),
        Column(_("Kind of source"), kinds, widest=22),
        Column(_("Link"), urls, "address", widest=26),
        Column(_("Evidence"), evidence),
    ]
    place = Column(_("Row"), [_("sheet {0}").format(sheet)] * len(behind), widest=26)
    return [*written, place] if sheet else written


def _kinds(cited: list[Source], edition: Edition) -> str:
    kinds = [sentences.tier(edition.tier(url)) for _title, url, _how in cited if isinstance(url, str)]
    return ", ".join(dict.fromkeys(filter(None, kinds)))


def _few(texts: list[str], most: int) -> str:
    """The first texts, each once, and how many more there are."""
    unique = list(dict.fromkeys(texts))
    more = _(" and {0} more").format(len(unique) - most) if len(unique) > most else ""
    return "; ".join(unique[:most]) + more
