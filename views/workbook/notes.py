"""The sheet Notes: which edition, known at which date, under which filters, by which rules, and a checksum.

It also says what each column means.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import pandas as pd

from core import words
from core.words import _
from views import confirming, queries, sentences
from views.edition import TIERS, Edition
from views.tables.view import MODELS
from views.workbook.writer import CHECKED, Book, Sheet, edition_name

Pairs = Sequence[tuple[object, object]]
MADE = {
    "confirmations": confirming.COLUMNS,
    "judgement_sources": {**confirming.COLUMNS, **confirming.JUDGEMENT_COLUMNS},
}
"""Views that are put together when they are asked for, and what their columns mean."""
HOLDS = {"progress_direction": "progress", "progress_binary": "progress"}
"""The published table that holds the rows of a model."""
WORDED = {("thresholds", "label"): "status", ("edge_cases", "label"): "status"}
"""Columns in words, by the published column of their table that they say."""


@dataclass(frozen=True)
class Part:
    """One sheet of a workbook as Notes speak of it.

    Its title, which filters were applied, how many rows there are, what each of its columns means, and what is said of
    rows that are left out.
    """

    sheet: str
    filters: str
    rows: int
    columns: list[tuple[str, str]] = field(default_factory=list)
    cut: str = ""

    @property
    def rows_in_words(self) -> str:
        """How many rows it has."""
        return self.cut or words.many("{0} row", "{0} rows", self.rows).format(self.rows)


def notes(
    book: Book,
    edition: Edition,
    parts: list[Part],
    *,
    as_of: str = "",
    rules: Iterable[str] = (),
    models: Iterable[str] = (),
    scales: Iterable[str] = (),
    sources: Pairs = (),
) -> Sheet:
    """Write the sheet Notes at the end of `book`. Call it last, for its checksum is that of the sheets before it.

    `sources` are pairs of title and address.
    """
    checksum = book.checksum
    sheet = book.page(_("Notes"), portrait=True)
    sheet.widths(30, 88)
    sheet.write((book.title, "title"), height=30)
    if edition.illustrative:
        sheet.write(
            (words.ILLUSTRATIVE, "name"),
            (_("Made to learn on; nothing here says anything about a real country."), "plain"),
        )
    _pairs(sheet, _facts(edition, parts, as_of, checksum))
    _section(sheet, _("Rule"), _("In words"), _rules(edition, rules, models))
    _section(sheet, _("Status"), _("Meaning"), _statuses(edition, scales))
    for part in parts:
        heading = _("Column") if len(parts) == 1 else _("Column of “{0}”").format(part.sheet)
        _section(sheet, heading, _("Meaning"), part.columns)
    _section(sheet, _("Source"), _("Link"), sources)
    return sheet


def meaning(edition: Edition, table: str, column: str) -> str:
    """What a column of a published table, model or view means, with its unit; empty where none does.

    Where the table has no such column, it is what another means by it.
    """
    meanings, made, model = _codebook(edition), MADE.get(table, {}), MODELS.get(table, table)
    of, name = HOLDS.get(model, model), WORDED.get((table, column), column)
    return made.get(column) or meanings.get((of, name)) or meanings.get(("", name)) or TIERS.get(name, "")


@lru_cache(maxsize=8)
def _codebook(edition: Edition) -> Mapping[tuple[str, str], str]:
    """What each column means by table and name; without a table, what the first table that has it means."""
    meanings: dict[tuple[str, str], str] = {}
    for row in edition.rows("columns", order='"table"').itertuples():
        text = row.description + ("" if words.missing(row.unit) or not row.unit else f" ({row.unit})")
        meanings[row.table, row.column] = text
        meanings.setdefault(("", row.column), text)
    return meanings


def known_at(edition: Edition, as_of: str) -> str:
    """The date of looking in words, with the last day whose facts count."""
    return sentences.known_at(edition.rows("conferences", as_of=as_of).iloc[0])


def _facts(edition: Edition, parts: list[Part], as_of: str, checksum: str) -> Pairs:
    """What is said of the whole workbook: pairs of name and text."""
    return [
        (_("Edition"), edition_name(edition)),
        (_("Hash"), edition.hash),
        (_("Published"), edition.manifest["built_at"]),
        *([(_("As known at"), known_at(edition, as_of))] if as_of else []),
        (_("Method"), edition.manifest["method"]),
        *([(_("Filters"), parts[0].filters), (_("Rows"), parts[0].cut or parts[0].rows)] if len(parts) == 1 else []),
        *_reading(),
        (_("Checksum"), checksum),
        (_("How to compute it again"), CHECKED),
        *(_of_parts(parts) if len(parts) > 1 else []),
    ]


def _of_parts(parts: list[Part]) -> Pairs:
    return [
        (_("Sheet “{0}”").format(part.sheet), _("{0}; filters: {1}").format(part.rows_in_words, part.filters))
        for part in parts
    ]


def _reading() -> Pairs:
    """How cells are to be read, in every workbook."""
    return [
        (
            _("Not known"),
            _(
                "No row is “not known”, never “no” and never 0; "
                "countries of which nothing is known stay in every count."
            ),
        ),
        (
            _("Figures"),
            _(
                "The number in a cell is the figure as published. “at least”, “about” and a unit beside it are its "
                "number format; the quality stands in a column of its own as well."
            ),
        ),
        (
            _("Text"),
            _(
                "Text stays as it was sent, but for control signs, and every line break is a line feed. Text that "
                "begins with = + - @ is text, never a formula; there are no links that act."
            ),
        ),
        (
            _("Where a row stands"),
            _(
                "Lines count from the header of the file in data/record, which is line 1; "
                "S0007!Indicators!G12 is a cell of submission 7."
            ),
        ),
    ]


def _rules(edition: Edition, rules: Iterable[str], models: Iterable[str]) -> Pairs:
    frame, wanted = edition.rows("rules", order="rule"), set(rules)
    comments = edition.rows("methods", kind="model").set_index("name")["comment"]
    judged = [
        (row.label, _("{0} From: {1}.").format(row.in_words, row.source))
        for row in frame.itertuples()
        if row.rule in wanted
    ]
    return judged + [
        (_("Table {0}").format(name), " ".join(comments[name].split()))
        for name in dict.fromkeys(models)
        if name in comments
    ]


def _statuses(edition: Edition, scales: Iterable[str]) -> Pairs:
    """The words of the scales with their meanings, each once."""
    statuses = queries.statuses(edition).items()
    pairs = [
        (f"{row['shape']} {row['label']}", row["meaning"])
        for wanted in scales
        for (scale, _code), row in statuses
        if scale == wanted
    ]
    return list(dict.fromkeys(pairs))


def _pairs(sheet: Sheet, pairs: Pairs) -> None:
    for name, text in pairs:
        sheet.write((name, "name"), (text, "plain"))


def _section(sheet: Sheet, name: str, text: str, pairs: Pairs) -> None:
    if pairs:
        sheet.gap()
        sheet.write((name, "head"), (text, "head"))
        _pairs(sheet, pairs)


def cited(frame: pd.DataFrame) -> list[tuple[str, str]]:
    """The sources of rows, each once: title with its kind, and address."""
    if "source_title" not in frame:
        return [(_("Each row names its rows of the record."), "")]
    known = frame[["source_title", "source_url", *(["source_tier"] if "source_tier" in frame else [])]]
    rows = known.dropna(how="all").drop_duplicates().sort_values("source_title").fillna("").itertuples(index=False)
    return [(sentences.titled(title, "".join(kind)), url) for title, url, *kind in rows]
