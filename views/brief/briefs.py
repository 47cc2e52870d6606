"""Briefs as PDF: of a country, of a target, for a conference, and of any tables.

The same figures, words and footnotes as the screen.
"""

from __future__ import annotations

from dataclasses import replace

from views.brief import conference as brief_conference
from views.brief import country as brief_country
from views.brief import tables as brief_tables
from views.brief import target as brief_target
from views.brief import typesetting
from views.brief.papers import fitted
from views.edition import Edition
from views.tables import Table

ROOMS = (
    {"actions": 6, "gaps": 12, "figures": 10, "charts": 2, "letters": 600},
    {"actions": 6, "gaps": 12, "figures": 10, "charts": 1, "letters": 600},
    {"actions": 4, "gaps": 10, "figures": 8, "charts": 2, "letters": 600, "dense": 1},
    {"actions": 4, "gaps": 8, "figures": 6, "charts": 1, "letters": 600, "dense": 1},
    {"actions": 3, "gaps": 6, "figures": 5, "charts": 1, "letters": 600, "dense": 1},
    {"actions": 2, "gaps": 5, "figures": 4, "charts": 1, "letters": 600, "dense": 1},
    {"actions": 2, "gaps": 5, "figures": 4, "charts": 1, "letters": 250, "dense": 1},
    {"actions": 2, "gaps": 5, "figures": 4, "charts": 1, "letters": 160, "promises": 6, "dense": 1},
    {"actions": 1, "gaps": 4, "figures": 3, "charts": 0, "letters": 160, "promises": 3, "dense": 1},
)
"""How much a country's brief shows, from the widest to the tightest: the first that fits on two pages is taken."""
WIDE = 2
"""So many of them never fit beside what a country reported."""


def country(edition: Edition, as_of: str, country: str) -> bytes:
    """The brief of a country on two pages.

    What is left out or shortened says so, and where all of it stands.
    """
    paper = brief_country.paper(edition, as_of, country)
    reported = any(block.get("name") == "promises" for block in paper.blocks)
    for room in ROOMS[WIDE if reported else 0 :]:
        pdf = typesetting.pdf(replace(paper, blocks=fitted(paper.blocks, room), dense="dense" in room))
        if typesetting.pages(pdf) <= 2:
            break
    return pdf


def target(edition: Edition, as_of: str, target: int) -> bytes:
    """The brief of a policy target."""
    return typesetting.pdf(brief_target.paper(edition, as_of, target))


def conference(edition: Edition, as_of: str) -> bytes:
    """The pack for a conference.

    Cover, contents, overview, four targets, all countries, who is silent, method, sources.
    """
    return typesetting.pdf(brief_conference.paper(edition, as_of))


def tables(title: str, tables: list[Table]) -> bytes:
    """Any tables of one edition as PDF, each with its filters, in the words of the screen, and its sources.

    Raises `ValueError` without a table.
    """
    return typesetting.pdf(brief_tables.paper(title, tables))
