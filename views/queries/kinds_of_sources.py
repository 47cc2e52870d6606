"""Questions about the kinds of sources: the best one that each judgement rests on.

A judgement is a yes or no of a milestone that counts in the share of a target, or the status of the joint goal or of an
indicator with a better direction. It rests on the sure facts that say the same, or on the figures that it is worked out
from.
"""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from core import words
from views.edition import Edition
from views.queries.dates import known_until
from views.queries.judgements import progress
from views.queries.milestone_rows import milestones

KINDS = ("publisher or official body", "public data repository", "press, copy or secondary", "weak")
"""The kinds of sources, the best first; what a country reports itself is as good as the first."""
LOWER = (2, 3)
"""Places in `KINDS` of those that a country should confirm."""
UNKNOWN = len(KINDS)
SURE = ("verified", "reported")
COLUMNS = [
    *("as_of", "target_no", "goal_id", "item_type", "item", "label", "iso3", "country", "rule", "status"),
    *("facts", "best_kind", "is_lower_alone", "origin"),
]
CELL = ["milestone", "iso3"]


def places(rows: pd.DataFrame) -> pd.Series:
    """The place in `KINDS` of the best source of each row; `UNKNOWN` where the table sources lists none of them."""
    known = {kind: place for place, kind in enumerate(KINDS)}
    best = rows["source_tier"].map(lambda kinds: min(known.get(kind, UNKNOWN) for kind in str(kinds).split(" ; ")))
    return best.where(rows["evidence"] != "reported", 0).astype(int)


def addresses(rows: pd.DataFrame) -> list[str]:
    """Where each row stands, as the column `origin` of judgements says it."""
    return [words.address(*place) for place in zip(rows["file"], rows["line"], strict=True)]


def judgement_sources(
    edition: Edition, as_of: str, target: int | None = None, country: str | list[str] | None = None
) -> pd.DataFrame:
    """Each judgement of a country or of the world with the best kind among the sources it rests on."""
    rows = _whole(edition, as_of)
    for column, asked in (("target_no", target), ("iso3", country)):
        if asked is not None:
            rows = rows[rows[column].isin(asked if isinstance(asked, list) else [asked])]
    return rows.reset_index(drop=True)


@lru_cache(maxsize=16)
def _whole(edition: Edition, as_of: str) -> pd.DataFrame:
    """All judgements of one date of looking. Shared, and not to be changed."""
    rows = pd.concat([_judged_milestones(edition, as_of), _judged_indicators(edition, as_of)], ignore_index=True)
    return rows.sort_values(["target_no", "rule", "label", "country"], ignore_index=True).assign(
        as_of=as_of,
        best_kind=lambda frame: frame["place"].map(dict(enumerate(KINDS))).astype(object),
        is_lower_alone=lambda frame: frame["place"].isin(LOWER),
    )[COLUMNS]


def supported(edition: Edition, as_of: str, states: pd.DataFrame) -> pd.DataFrame:
    """Rows of `milestones` that are yes or no, with what says the same: `facts` (how many), `place` of the best of
    their sources in `KINDS`, and `origin`, their addresses.
    """
    facts = _counting(edition, as_of)
    by_state = facts.assign(place=places(facts), origin=addresses(facts)).groupby([*CELL, "state"])
    counted = by_state.agg(facts=("origin", "size"), place=("place", "min"), origin=("origin", " ".join)).reset_index()
    return states.merge(counted, on=[*CELL, "state"])


def unconfirmed(edition: Edition, as_of: str, states: pd.DataFrame) -> pd.DataFrame:
    """Rows of `milestones` with the newest unconfirmed fact, its date as `stated`, where no sure one is as new."""
    facts = _known(edition, as_of)
    is_sure = facts["evidence"].isin(SURE)
    newest = facts[is_sure].groupby(CELL)["day"].max().rename("newest_sure")
    doubtful = facts[~is_sure].drop_duplicates(CELL, keep="last").merge(newest, how="left", on=CELL)
    open_ = doubtful[doubtful["newest_sure"].isna() | (doubtful["day"] > doubtful["newest_sure"])]
    says = open_[[*CELL, *("fact", "stated", "note", "source_title", "source_url", "evidence", "file", "line")]]
    return states[[*CELL, "country", "target_no", "goal_id", "label"]].merge(says, on=CELL)


def _known(edition: Edition, as_of: str) -> pd.DataFrame:
    """The facts known at a date that say yes or no, with their date as `stated`, in the order of the `day` of which
    they speak: the last one of a stated month or year, not that on which their source was published.
    """
    facts = edition.rows("milestone_facts", order="file, line")
    facts = facts[(facts["known_from"] <= known_until(edition, as_of)) & facts["state"].isin(["yes", "no"])]
    facts = facts.assign(stated=facts["date"].fillna(facts["status_as_of"]))
    days = [None if words.missing(text) else pd.Period(text).end_time.normalize() for text in facts["stated"]]
    facts = facts.assign(day=pd.to_datetime(pd.Series(days, facts.index)).fillna(facts["known_from"]))
    return facts.sort_values(["day", "file", "line"], kind="stable")


def _counting(edition: Edition, as_of: str) -> pd.DataFrame:
    """The facts by which milestones are met or not at a date: sure, and no yes that a later no undid."""
    facts = _known(edition, as_of)
    facts = facts[facts["evidence"].isin(SURE)]
    newest = facts[facts["state"] == "no"].groupby(CELL)["day"].max().rename("newest_no")
    facts = facts.merge(newest, how="left", on=CELL)
    is_after = (facts["day"] > facts["newest_no"]) | (facts["is_start"] & (facts["day"] == facts["newest_no"]))
    is_settled = facts["stated"].notna() & is_after
    return facts[(facts["state"] == "no") | facts["newest_no"].isna() | is_settled]


def _judged_milestones(edition: Edition, as_of: str) -> pd.DataFrame:
    states = milestones(edition, as_of)
    judged = supported(edition, as_of, states[states["rule"] == "binary"])
    return judged.rename(columns={"milestone": "item", "state": "status"}).assign(item_type="milestone")


def _judged_indicators(edition: Edition, as_of: str) -> pd.DataFrame:
    judged = progress(edition, as_of)
    judged = judged[(judged["item_type"] == "indicator") & (judged["status"] != "not_judged")]
    figures = edition.rows("observations")
    place_of = dict(zip(addresses(figures), places(figures), strict=True))
    behind = judged["origin"].str.split()
    return judged.assign(
        facts=behind.map(len), place=behind.map(lambda some: min(place_of.get(one, UNKNOWN) for one in some))
    )
