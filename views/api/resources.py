"""The resources of the API: what each holds, in which order, and by what it can be filtered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import pandas as pd

from core.words import _
from views import queries
from views.edition import Edition, edition, numbers
from views.tables import View

MOST, USUAL, WHOLE = 1000, 100, 100_000
"""Rows of a page at most, without being asked, and of a CSV without a limit."""


@dataclass(frozen=True)
class Resource:
    """One resource: the query that makes its rows, and the tables of the codebook that describe them.

    `key` orders and identifies a row; `filters` names the column that each filter compares, `dated` the column of dates
    that `from` and `to` compare; `example` is a query string to try.
    """

    name: str
    title: str
    query: Callable[..., pd.DataFrame]
    tables: tuple[str, ...]
    key: tuple[str, ...]
    filters: Mapping[str, str] = field(default_factory=dict)
    dated: str | None = None
    example: str = ""

    @property
    def dates(self) -> bool:
        """Whether the rows depend on the date of looking."""
        return "as_of" in View(self.name, self.title, self.query, {}).filters

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters that the resource takes."""
        dates = ("as_of",) if self.dates else ()
        between = ("from", "to") if self.dated else ()
        edition = () if self.name == "editions" else ("edition",)
        return (*dates, *self.filters, *between, *edition, "limit", "offset", "format")


@lru_cache(maxsize=48)
def whole(name: str, edition: Edition, as_of: str | None) -> pd.DataFrame:
    """All rows of a resource, ordered by its key; `as_of` is None for one that knows no date of looking.

    Shared, and not to be changed; filters are applied to it, so that readers' choices fill no cache of frames.
    """
    resource = RESOURCES[name]
    frame = resource.query(edition, as_of) if as_of else resource.query(edition)
    return frame.sort_values(list(resource.key), kind="stable", ignore_index=True)


def about(*editions: Edition) -> pd.DataFrame:
    """What is to be said of editions, one row each."""
    return pd.DataFrame([_about(edition) for edition in editions])


def _about(edition: Edition) -> dict[str, object]:
    manifest = edition.manifest
    return {
        "edition": edition.number,
        **{name: manifest[name] for name in ("hash", "built_at", "record_until", "method")},
        "illustrative": edition.illustrative,
        "note": manifest.get("note") or "",
        "tables": len(manifest["tables"]),
    }


def editions(newest: Edition) -> pd.DataFrame:
    """Every published edition up to `newest`, the one in force."""
    return about(*(edition(number) for number in numbers() if number <= newest.number))


EDITION_COLUMNS = {
    "edition": _("Number of the edition"),
    "hash": _("SHA-256 over the names and contents of its tables"),
    "built_at": _("Moment of publication, UTC"),
    "record_until": _("Last day of the public record in it"),
    "method": _("Version of definitions and models"),
    "illustrative": _("True where its figures are invented, to learn on"),
    "note": _("Revision note; empty where none was written"),
    "tables": _("Number of published tables"),
}
_PLACE = {"target": "target_no", "goal": "goal_id", "country": "iso3"}

RESOURCES = {
    resource.name: resource
    for resource in (
        Resource("edition", _("The edition in force, or the one asked for"), about, (), ("edition",)),
        Resource("editions", _("Every published edition"), editions, (), ("edition",)),
        Resource(
            "targets",
            _("Policy targets and their status"),
            queries.targets,
            ("target_progress",),
            ("target_no",),
            {"target": "target_no"},
            example="target=1",
        ),
        Resource(
            "goals",
            _("Operational goals under the targets"),
            queries.goals,
            ("operational_goals",),
            ("goal_id",),
            {"target": "target_no", "goal": "goal_id"},
            example="goal=1.1",
        ),
        Resource(
            "indicators",
            _("Indicators, their rules, and how much is on record"),
            queries.indicators,
            ("indicators", "indicator_coverage"),
            ("indicator",),
            {"target": "target_no", "goal": "goal_id", "indicator": "indicator", "rule": "rule"},
            example="target=2&rule=direction",
        ),
        Resource(
            "countries",
            _("Countries that ever stood in a list of the Alliance"),
            queries.listed,
            ("participants", "rosters"),
            ("iso3",),
            {"country": "iso3"},
            example="as_of=brussels-2012",
        ),
        Resource(
            "observations",
            _("Published figures"),
            queries.observations,
            ("observations",),
            ("indicator", "iso3", "date_to", "date_from", "file", "line"),
            {**_PLACE, "indicator": "indicator", "rule": "rule"},
            "date_to",
            "country=DEU&from=2012&to=2014",
        ),
        Resource(
            "milestones",
            _("The state of each milestone in each country; nothing in our record is not_known, never no"),
            queries.milestones,
            ("milestones",),
            ("milestone", "iso3"),
            {**_PLACE, "milestone": "milestone", "state": "state"},
            example="milestone=budapest&state=not_known",
        ),
        Resource(
            "commitments",
            _("Actions in our record"),
            queries.commitments,
            ("commitments",),
            ("commitment_id",),
            {**_PLACE, "whose": "whose"},
            "announced_date",
            "country=FRA&country=DEU",
        ),
        Resource(
            "progress",
            _("Every judgement: the joint goal, indicators with a direction, milestones over all countries"),
            queries.progress,
            ("progress",),
            ("rule", "item", "iso3"),
            {**_PLACE, "indicator": "item", "rule": "rule"},
            example="country=WLD&rule=annual_growth",
        ),
        Resource(
            "gaps",
            _("Everything that is missing or that our record lacks, one row a thing, with what it would take"),
            queries.gaps,
            ("gaps", "milestone_kinds"),
            ("kind", "item", "iso3", "target_no"),
            {**_PLACE, "indicator": "item", "kind": "kind"},
            example="country=FRA",
        ),
        Resource(
            "coverage",
            _("What our record holds of each country under each target; those of which it holds nothing stay in"),
            queries.coverage,
            ("coverage",),
            ("iso3", "target_no"),
            {"target": "target_no", "country": "iso3", "voice": "voice"},
            example="target=1&voice=silent",
        ),
        Resource("sources", _("Every cited address"), queries.sources, ("sources",), ("source_url", "line")),
    )
}
