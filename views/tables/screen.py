"""The columns of a view as readers see them: in their words, under its headings, with links where it is Markdown."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from core import words
from core.words import _
from views import queries, sentences
from views.edition import Edition
from views.tables.columns import cells
from views.tables.view import View
from views.tables.wordings import text, wordings

SELDOM = ("ambition", "reply", "evidence_url", "lead_authority")
"""Columns that are not shown where no row fills them."""


def shown(
    edition: Edition, view: View, frame: pd.DataFrame, without: frozenset[str], *, linked: bool = False
) -> pd.DataFrame:
    """The columns that `view` shows but for those in `without`, each cell in reader's words.

    `linked` makes Markdown of them: source, link and evidence in one cell, all other text escaped.
    """
    in_words, known = wordings(edition, view), queries.undated(edition)
    without |= {name for name in SELDOM if name in frame and frame[name].isna().all()}
    columns = {
        heading: [in_words.get(name, text)(cell) for cell in cells(frame, name, known)]
        for name, heading in view.shown.items()
        if name not in without
    }
    return pd.DataFrame(_linked(view, frame, columns) if linked else columns, dtype=object)


def _linked(view: View, frame: pd.DataFrame, columns: Mapping[str, list[object]]) -> dict[str, list[object]]:
    source, read = view.shown.get("source_title"), view.shown.get("evidence_url")
    markdown = {heading: [_escaped(cell) for cell in column] for heading, column in columns.items()}
    if read and read in markdown:
        markdown[read] = [words.linked(_("read"), url) if words.web(url) else "" for url in frame["evidence_url"]]
    if not source:
        return markdown
    markdown[source] = [cited(row) for row in frame.to_dict("records")]
    inside = [view.shown.get(name) for name in ("source_url", "source_tier", "evidence")]
    return {heading: column for heading, column in markdown.items() if heading not in inside}


def _escaped(cell: object) -> object:
    return "" if cell is None else words.escape(cell) if isinstance(cell, str) else cell


def cited(row: Mapping[str, str]) -> str:
    """Source and link of a row as Markdown, with the kind of the source and a mark where the row is unconfirmed; a
    dash where nothing is on record.
    """
    if words.missing(row["source_title"]):
        return "–"
    mark = " ◌ " + _("unconfirmed") if row.get("evidence") == "unconfirmed" else ""
    kind = sentences.tier(row.get("source_tier"))
    return words.linked(row["source_title"], row["source_url"]) + (f" · {words.escape(kind)}" if kind else "") + mark
