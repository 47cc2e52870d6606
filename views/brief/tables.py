"""What any tables say on paper: title, edition, filters, and each row in the words of the screen with its source."""

from __future__ import annotations

from core import words
from core.words import _
from views.brief.blocks import Block, heading, line, note, table
from views.brief.citations import cite
from views.brief.papers import Paper, closing
from views.edition import Edition
from views.tables import Table

CITED = ("source_title", "source_tier", "source_url", "evidence")
WIDEST = 44
"""The width of the widest column, in signs: longer text is set on several lines."""


def paper(title: str, tables: list[Table]) -> Paper:
    """Tables of one edition under one title; pages lie on their side where a table has many columns."""
    if not tables:
        raise ValueError("a paper needs a table; found none")
    edition: Edition = tables[0].edition
    parts = [block for rows in tables for block in blocks(rows, alone=len(tables) == 1)]
    return Paper(
        _("Table"),
        title,
        _lead(tables),
        edition,
        str(tables[0].filters.get("as_of", "latest")),
        [*parts, *closing(edition)],
        wide=max(len(rows.view.shown) for rows in tables) > 6,
    )


def _lead(tables: list[Table]) -> str:
    """How many rows there are, and under which filters."""
    count = sum(len(rows.frame) for rows in tables)
    filters = "; ".join(dict.fromkeys(rows.filters_text for rows in tables))
    return words.many("{0} row. Filters: {1}.", "{0} rows. Filters: {1}.", count).format(words.number(count), filters)


def blocks(rows: Table, alone: bool) -> list[Block]:
    """One table: its title, its filters, and its rows; source, link and evidence are one number."""
    head = [] if alone else [heading(rows.view.title), note(_("Filters: {0}").format(rows.filters_text))]
    if rows.frame.empty:
        return [*head, note(_("Our record holds nothing here."))]
    shown = rows.shown()
    shown = shown.drop(columns=[text for name, text in rows.view.shown.items() if name in CITED and text in shown])
    texts = [["" if cell is None else str(cell) for cell in row] for row in shown.itertuples(index=False)]
    columns = [*zip(shown.columns, _widths(list(shown.columns), texts), strict=True), (_("Source"), 6)]
    sourced = "source_title" in rows.frame
    cites = [cite(row) for row in rows.frame.to_dict("records")] if sourced else [[] for _row in texts]
    cells = [[*([line(text)] for text in row), [line(cites=cited)]] for row, cited in zip(texts, cites, strict=True)]
    return [*head, table(columns, cells, small=True)]


def _widths(headings: list[str], texts: list[list[str]]) -> list[float]:
    """The share of each column: its longest text among the first rows, or its heading."""
    return [
        min(max(len(heading) * 0.9, *(len(row[at]) for row in texts[:400]), 5), WIDEST)
        for at, heading in enumerate(headings)
    ]
