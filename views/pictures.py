"""Pictures of an edition that many readers ask for: drawn once for each edition and date, then handed out."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from views import charts, queries, words
from views.edition import Edition
from views.words import _


@lru_cache(maxsize=64)
def joint_goal(edition: Edition, as_of: str, ahead: bool = False) -> dict:
    """The stock of the joint goal with its path and the conferences until the date of looking; `ahead` also where the present pace leads, on a log scale."""
    return charts.joint_goal(queries.trajectory(edition, as_of, rule="annual_growth"), queries.past_conferences(edition, as_of), ahead=ahead)


@lru_cache(maxsize=512)
def trend(edition: Edition, as_of: str, indicator: str, country: str) -> dict:
    """The figures of one indicator of one country, and where their present pace leads."""
    figures = queries.observations(edition, as_of, indicator=indicator, country=country)
    return charts.trend(figures, queries.trajectory(edition, as_of, indicator, country))


@lru_cache(maxsize=256)
def dots(edition: Edition, as_of: str, milestones: tuple[str, ...]) -> dict:
    """Milestones over all countries as squares, in the order given."""
    states = queries.milestones(edition, as_of, milestone=list(milestones)).sort_values("milestone", key=lambda names: names.map(milestones.index), kind="stable")
    return charts.dots(states.assign(said=said(edition, states)))


def said(edition: Edition, states: pd.DataFrame) -> list[str]:
    """The state of each row of `milestones` in words, as a tooltip says it."""
    labels = queries.statuses(edition)
    return [labels["alliance", row.state]["label"].lower() + since(row) for row in states.itertuples()]


def since(row: object) -> str:
    """Since when, or as of which date, a milestone has its state."""
    if not words.missing(row.since):
        return _(", since {0}").format(words.stated(row.since))
    return "" if words.missing(row.stated) else _(", as of {0}").format(words.stated(row.stated))
