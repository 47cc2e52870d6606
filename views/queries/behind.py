"""What stands behind dates and counts: pages that bear no date, the period of a figure, acts between two dates."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from core import words
from views.edition import Edition
from views.queries.dates import known_until
from views.queries.milestone_rows import milestones

Period = tuple[str, object]
"""The period of a figure as stated, and the note of its row."""


class Behind(NamedTuple):
    """What stands behind one row of `changes`.

    Of a figure the periods `before` and `after`; of a milestone its `states` at the later date, and how many of the
    countries that are new among those that have met it joined by an act dated between the two dates.
    """

    before: Period | None
    after: Period | None
    states: pd.DataFrame
    acts: int


@lru_cache(maxsize=8)
def periods(edition: Edition) -> Mapping[tuple[str, str, object], Period]:
    """The period of each figure by indicator, country, and either its middle day or the period itself."""
    found: dict[tuple[str, str, object], Period] = {}
    for row in edition.rows("observations", order="file, line").itertuples():
        for key in (row.date_mid, row.period):
            found.setdefault((row.indicator, row.iso3, key), (row.period, row.note))
    return MappingProxyType(found)


@lru_cache(maxsize=8)
def undated(edition: Edition) -> frozenset[tuple[str, str, str]]:
    """What an undated page says: milestone or indicator, country, and the date as which the page is read."""
    facts = edition.rows("milestone_facts").assign(stated=lambda frame: frame["date"].fillna(frame["status_as_of"]))
    figures = edition.rows("observations")
    return frozenset(
        key
        for rows, names in ((facts, ("milestone", "iso3", "stated")), (figures, ("indicator", "iso3", "period")))
        for key in rows[rows["note"].map(words.undated)][list(names)].itertuples(index=False, name=None)
    )


def behind_changes(edition: Edition, as_of: str, since: str) -> Mapping[str, Behind]:
    """What stands behind each row of `changes` between two dates, by the item of the row."""
    before, after = (_newest(edition, date) for date in (since, as_of))
    earlier, later = (milestones(edition, date).set_index(["milestone", "iso3"]) for date in (since, as_of))
    from_day = known_until(edition, since)
    was_met = set(earlier.index[earlier["state"] == "yes"])
    new = later[(later["state"] == "yes") & ~later.index.isin(was_met)]
    acts = new[[_first_day(text) > from_day for text in new["since"]]].groupby(level="milestone").size()
    states = dict(list(later.reset_index().groupby("milestone")))
    return {
        item: Behind(before.get(item), after.get(item), states.get(item, pd.DataFrame()), int(acts.get(item, 0)))
        for item in {*after, *states}
    }


def _newest(edition: Edition, as_of: str) -> dict[str, Period]:
    """The period of the newest figure behind each judgement over all countries."""
    rows, known = edition.rows("progress", as_of=as_of, iso3="WLD", item_type="indicator"), periods(edition)
    pairs = ((row.item, known.get((row.item, row.iso3, row.current_date))) for row in rows.itertuples())
    return {item: period for item, period in pairs if period is not None}


def _first_day(text: object) -> pd.Timestamp:
    """The first day of a stated date; the earliest there is where nothing is stated."""
    return pd.Timestamp.min if words.missing(text) else pd.Timestamp(str(text))
