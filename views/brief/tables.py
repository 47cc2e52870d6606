"""What any tables say on paper: title, edition, filters, each row in the words of the screen with the number of its source."""

from __future__ import annotations

from core import words
from core.words import _
from views.brief.blocks import Block, Paper, cite, ending, heading, line, note, table
from views.tables import Table

CITED = ("source_title", "source_url", "evidence")
WIDEST = 44
"""The width of the widest column, in signs: longer text is set on several lines."""


def paper(title: str, tables: list[Table]) -> Paper:
    """Tables of one edition under one title; pages lie on their side where a table has many columns."""
    if not tables:
        raise ValueError("a paper needs a table; found none")
    first = tables[0]
    parts = [block for one in tables for block in blocks(one, alone=len(tables) == 1)]
    count = sum(len(one.frame) for one in tables)
    said = words.many("{0} row. Filters: {1}.", "{0} rows. Filters: {1}.", count).format(
        words.number(count), "; ".join(dict.fromkeys(one.filters_said for one in tables))
    )
    wide = max(len(one.view.shown) for one in tables) > 6
    return Paper(
        _("Table"),
        title,
        said,
        first.edition,
        first.filters.get("as_of", "latest"),
        [*parts, *ending(first.edition)],
        wide=wide,
    )


def blocks(one: Table, alone: bool) -> list[Block]:
    """One table: its title, its filters, and its rows; source, link and evidence are one number."""
    head = [] if alone else [heading(one.view.title), note(_("Filters: {0}").format(one.filters_said))]
    if one.frame.empty:
        return [*head, note(_("Nothing is on record here."))]
    shown = one.shown()
    shown = shown.drop(
        columns=[one.view.shown[name] for name in CITED if name in one.view.shown and one.view.shown[name] in shown]
    )
    cells = [["" if cell is None else str(cell) for cell in row] for row in shown.itertuples(index=False)]
    widths = [
        min(max(len(name) * 0.9, *(len(row[at]) for row in cells[:400]), 5), WIDEST)
        for at, name in enumerate(shown.columns)
    ]
    cites = (
        [cite(row) for row in one.frame.to_dict("records")] if "source_title" in one.frame else [[] for _row in cells]
    )
    rows = [[*([line(text)] for text in row), [line(cites=found)]] for row, found in zip(cells, cites, strict=True)]
    return [*head, table([*zip(shown.columns, widths, strict=True), (_("Source"), 6)], rows, small=True)]
