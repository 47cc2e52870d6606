"""A table in a workbook for readers: the words of the screen, and beneath them real numbers and dates, each row with its source."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice

import pandas as pd

from core import words
from core.words import _
from views import queries
from views.edition import Edition
from views.tables import Table
from views.workbook.cells import LINE, letter, lines, wide
from views.workbook.notes import Part, meaning
from views.workbook.styles import COUNT, DAY, RATE, SHARE, WHOLE, figure_code, unit_code, word_rules
from views.workbook.writer import Book, Sheet, fitting

SAMPLE, PAPER = 120, 190
STATED = {"since", "stated", "known_at", "left", "due_date", "dated", "status_as_of", "replied_on"}
"""Columns of dates by their stated precision: a full day becomes a real date, "2014-09" stays as it is."""
CODES = {
    "ratio": SHARE,
    "ratio_at_most": SHARE,
    "share": SHARE,
    "growth": RATE,
    "base_year": WHOLE,
    "current_year": WHOLE,
}
MEANT = {"figure": "value", "from_figure": "from_value", "to_figure": "to_value", "known": "status", "dates": "announced_date", "takes_words": "takes", "remarks": "note", "where": "line", "span": "is_short", "agree": "profiles_agree"}  # fmt: skip
"""Columns in words, by the published column that they say."""
WIDEST = {"source_title": 34, "source_url": 26, "where": 26, "sha256": 18}


@dataclass(frozen=True)
class Column:
    """One column of a list: its heading, its values, its look, a number format for all or one for each value, and what it means."""

    heading: str
    values: Sequence[object]
    look: str = "text"
    code: str | Sequence[str] = "General"
    meaning: str = ""
    widest: float = 44


@dataclass
class List:
    """A list with its title and the sentence that it answers with; `empty` is said where it has no rows. `marks` are words with a tone, for colours that a word brings with it."""

    title: str
    sentence: str
    columns: list[Column]
    empty: str = ""
    filters: str = ""
    marks: Sequence[tuple[str, str]] = ()
    frozen: int = 1


def columns(table: Table, *, without: Sequence[str] = ()) -> list[Column]:
    """The columns that the screen shows of `table`, in its words; figures, counts, shares and dates as such, figures with their quality beside them. `without` names headings to leave out."""
    said, made = table.shown(), []
    for name, heading in table.view.shown.items():
        if heading in said and heading not in without:
            made += _typed(table, name, heading, list(said[heading]))
    return made + (_grounds(table) if "origin" in table.frame and "source_title" not in table.frame else [])


def _typed(table: Table, name: str, heading: str, said: list) -> list[Column]:
    frame, meant = table.frame, meaning(table.edition, table.view.model, MEANT.get(name, name))
    if name == "figure" or name in ("from_figure", "to_figure"):
        return _figures(table, name, heading, meant)
    if name not in frame or name in ("evidence", "place"):
        return [Column(heading, said, meaning=meant, widest=WIDEST.get(name, 44))]
    kind = frame[name].dtype
    if pd.api.types.is_datetime64_any_dtype(kind):
        return [Column(heading, list(frame[name]), "left", DAY, meant)]
    if pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind):
        units = frame["unit"] if "unit" in frame else [""] * len(frame)
        counts = pd.api.types.is_integer_dtype(kind)
        if name == "target_no":
            return [Column(heading, list(frame[name]), "left", WHOLE, meant)]
        codes = CODES.get(name) or (
            COUNT
            if counts
            else [
                unit_code(v, u) if not words.missing(v) else "General" for v, u in zip(frame[name], units, strict=True)
            ]
        )
        return [Column(heading, list(frame[name]), "number", codes, meant)]
    if name in STATED:
        days = [_day(value) for value in said]
        return [Column(heading, days, "left", [DAY if isinstance(day, date) else "General" for day in days], meant)]
    return [
        Column(
            heading,
            said,
            "address" if name in ("source_url", "evidence_url", "sha256") else "text",
            meaning=meant,
            widest=WIDEST.get(name, 60),
        )
    ]


def _figures(table: Table, name: str, heading: str, meant: str) -> list[Column]:
    frame, end = table.frame, name.removesuffix("figure")
    units = frame["unit"] if "unit" in frame else [""] * len(frame)
    values, qualities = list(frame[f"{end}value"]), list(frame[f"{end}qualifier"])
    codes = [
        "General" if words.missing(v) else figure_code(v, q, u)
        for v, q, u in zip(values, qualities, units, strict=True)
    ]
    labels = queries.labels(table.edition, "qualifier")
    quality = Column(_("Quality") if name == "figure" else _("Quality, {0}").format(heading), [labels.get(code, code) for code in qualities], meaning=meaning(table.edition, table.view.model, f"{end}qualifier"))  # fmt: skip
    return [Column(heading, values, "number", codes, meant), quality]


def _day(text: object) -> object:
    """A full date of the record as a date; anything else as it stands. Spreadsheets know no day before 1900."""
    if not isinstance(text, str) or not re.fullmatch(r"(19|2\d)\d\d-\d\d-\d\d", text):
        return text
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _grounds(table: Table) -> list[Column]:
    """Source, address and evidence of worked-out rows: those of the figures that they rest on."""
    behind = [
        grounds(queries.lineage(table.edition, origin)) if isinstance(origin, str) else {}
        for origin in table.frame["origin"]
    ]
    return sources([one.get((), []) for one in behind], table.edition)


def grounds(frame: pd.DataFrame, *keys: str) -> Mapping[object, list[tuple[str, object, str]]]:
    """What rows rest on, by the values of `keys`: title, address and evidence of each row that has a source."""
    found: defaultdict[object, list] = defaultdict(list)
    by = (
        frame[keys[0]]
        if len(keys) == 1
        else zip(*(frame[key] for key in keys), strict=True)
        if keys
        else [()] * len(frame)
    )
    for key, title, url, evidence in zip(
        by, frame["source_title"], frame["source_url"], frame["evidence"], strict=True
    ):
        if isinstance(title, str):
            found[key].append((title, url, evidence))
    return found


def sources(
    behind: Sequence[list[tuple[str, object, str]]], edition: Edition, *, sheet: str = "", most: int = 2
) -> list[Column]:
    """Source, address and evidence of worked-out rows; `behind` holds for each what it rests on, `sheet` names where that stands, row by row."""
    told = queries.labels(edition, "evidence")
    titles = [
        _few(list(dict.fromkeys(title for title, _url, _how in one)), most) or _("none, nothing is on record")
        for one in behind
    ]
    links = [
        _few(list(dict.fromkeys(url for _title, url, _how in one if isinstance(url, str) and url)), 1) for one in behind
    ]
    evidence = [
        ", ".join(dict.fromkeys(told.get(how, how) for _title, _url, how in one if isinstance(how, str)))
        for one in behind
    ]
    made = [
        Column(_("Source"), titles, widest=34),
        Column(_("Link"), links, "address", widest=26),
        Column(_("Evidence"), evidence),
    ]
    return [*made, Column(_("Row"), [_("sheet {0}").format(sheet)] * len(behind), widest=26)] if sheet else made


def _few(texts: list[str], most: int) -> str:
    more = _(" and {0} more").format(len(texts) - most) if len(texts) > most else ""
    return "; ".join(texts[:most]) + more


def write(book: Book, asked: List, *, portrait: bool = False) -> tuple[Sheet, Part]:
    """A sheet of its own for a list: title, sentence, headings that stay, rows, filters. Without rows it says so and is still a good sheet."""
    sheet = book.page(asked.title, portrait=portrait)
    part = rows(sheet, asked)
    return sheet, part


def rows(sheet: Sheet, asked: List) -> Part:
    """Write a list on a sheet, at its top."""
    book, size = sheet.parent, len(asked.columns[0].values) if asked.columns else 0
    sheet.widths(*_fit([_width(column) for column in asked.columns], asked.columns))
    _opening(
        sheet, asked.title, asked.sentence if size else asked.empty or asked.sentence or _("Nothing is on record here.")
    )
    if not size:
        return Part(sheet.title, asked.filters, 0)
    sheet.gap()
    heads = [book.look("head right" if column.look == "number" else "head") for column in asked.columns]
    first = (
        sheet.row(
            heading := [column.heading for column in asked.columns], heads, height=(sheet.needs(heading) or LINE) + 5
        )
        + 1
    )
    looks = [_looks(book, column) for column in asked.columns]
    fit, cut = fitting(size, sheet.last)
    every = zip(
        zip(*(column.values for column in asked.columns), strict=True),
        zip(*looks, strict=True),
        _heights(sheet, asked.columns),
        strict=True,
    )
    for values, ids, height in islice(every, fit):
        sheet.row(values, ids, height=height)
    sheet.headed(first - 1, len(asked.columns), frozen=asked.frozen)
    said = {value[:40] for column in asked.columns for value in column.values if isinstance(value, str)}
    for rule in word_rules(
        [mark for mark in asked.marks if any(text.startswith(mark[0]) for text in said)], f"A{first}"
    ):
        sheet.conditional_formatting.add(f"A{first}:{letter(len(asked.columns))}{sheet.last}", rule)
    if cut:
        sheet.write((f"[{cut}]", "plain"))
    return Part(
        sheet.title,
        asked.filters,
        size,
        [(column.heading.replace("\n", ", "), column.meaning) for column in asked.columns if column.meaning],
        cut,
    )


def _heights(sheet: Sheet, columns: list[Column]) -> list[float | None]:
    """The height that each row needs for its longest text."""
    most = [1] * len(columns[0].values)
    for n, column in enumerate(columns, 1):
        width = sheet.column_dimensions[letter(n)].width
        if column.look in ("text", "row"):
            most = [
                max(one, lines(value, width - 1)) if isinstance(value, str) else one
                for one, value in zip(most, column.values, strict=True)
            ]
    return [one * LINE + 2 if one > 1 else None for one in most]


def _fit(widths: list[float], columns: list[Column]) -> list[float]:
    """Widths that one page across still shows legibly: wide columns of text give way, none below 15 signs."""
    over = sum(widths) - PAPER
    loose = [
        max(0.0, width - 15) if column.look in ("text", "row", "address") else 0.0
        for width, column in zip(widths, columns, strict=True)
    ]
    if over <= 0 or not sum(loose):
        return widths
    return [width - give * min(1.0, over / sum(loose)) for width, give in zip(widths, loose, strict=True)]


def _opening(sheet: Sheet, title: str, sentence: str) -> None:
    """The title of a sheet and the sentence that answers it, across the first columns."""
    edition = sheet.parent.edition
    sheet.write((title, "title"), height=28)
    if edition is not None and edition.illustrative:
        across(sheet, f"▨ {words.ILLUSTRATIVE}", "invented")
    if sentence:
        across(sheet, sentence, "lead")


def across(sheet: Sheet, text: str, look: str, *, room: float = 90) -> int:
    """A text over as many columns as it needs, in a row as high as it needs: spreadsheets do not work that out for joined cells."""
    width, last = 0.0, 0
    while width < room:
        last += 1
        width += sheet.column_dimensions[letter(last)].width
    number = sheet.write((text, look), *[(None, look)] * (last - 1), height=lines(text, width, 1.15) * (LINE + 2.5) + 3)
    if last > 1:
        sheet.join(number, last)
    return number


def _looks(book: Book, column: Column) -> list[int]:
    if isinstance(column.code, str):
        return [book.look(column.look, column.code)] * len(column.values)
    return [book.look(column.look, code) for code in column.code]


def _width(column: Column) -> float:
    if column.look == "left" and column.code != WHOLE:
        return 13
    sample = [
        f"{value:,.1f}" if isinstance(value, float) else value
        for value in list(column.values)[:SAMPLE]
        if not words.missing(value)
    ]
    extra = (
        12
        if column.look == "number"
        and not isinstance(column.code, str)
        and any('"at least' in code or "derived" in code for code in column.code)
        else 0
    )
    return min(wide(column.heading, sample, column.widest) + extra, column.widest)


def listing(
    table: Table,
    title: str,
    sentence: str = "",
    *,
    empty: str = "",
    scales: Sequence[str] = (),
    without: Sequence[str] = (),
    frozen: int = 1,
) -> List:
    """A table as a list; `scales` are those whose words bring their colour."""
    return List(
        title,
        sentence,
        columns(table, without=without),
        empty,
        table.filters_said,
        marks(table.edition, *scales),
        frozen,
    )


@lru_cache(maxsize=64)
def marks(edition: Edition, *scales: str) -> tuple[tuple[str, str], ...]:
    """The words of scales with their tone, each word once; longer ones first, so that none hides behind its own beginning."""
    found = {
        f"{row['shape']} {row['label']}": row["tone"]
        for (scale, _code), row in queries.statuses(edition).items()
        if scale in scales
    }
    return tuple(sorted(found.items(), key=lambda pair: -len(pair[0])))
