"""What each country should confirm: the facts of our record that rest on the lower two kinds of sources alone, that are
unconfirmed or undated, or of which the sources differ; each in words, with why it is asked and what to send.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any

import pandas as pd

from core import words
from core.words import _
from views import queries, sentences
from views.edition import Edition
from views.queries import kinds_of_sources as kinds

COLUMNS = {
    "as_of": _("Date of looking, as a key of the table conferences"),
    "iso3": _("Country, as a key of the table participants"),
    "country": _("Name of the country"),
    "target_no": _("Policy target"),
    "goal_id": _("Operational goal"),
    "item_type": _("What is asked about: milestone, figure or action"),
    "item": _("Milestone, indicator or commitment, as a key of its table"),
    "label": _("Name of the milestone or of the indicator, or title of the action"),
    "is_judged": _("True where a judgement rests on it"),
    "asked_because": _("Why it is asked: sources_differ, unconfirmed, undated, press_alone, weak_alone"),
    "says": _("What our record says, in words"),
    "send": _("What to send, in words"),
    "source_title": _("Source on which it rests"),
    "source_url": _("Address of that source"),
    "evidence": _("Whether it was read in a stored copy of the source"),
    "other_title": _("The source that says otherwise"),
    "other_url": _("Address of that source"),
    "origin": _("Its rows: file and line in data/record, or cells of submissions"),
}
JUDGEMENT_COLUMNS = {
    "status": _("The state of the milestone or the status of the indicator, as a word of the scale alliance"),
    "facts": _("Number of facts or figures that it rests on"),
    "best_kind": _("The best kind among the sources it rests on, as the table sources has it"),
    "is_lower_alone": _("True where all of them are press, copies, secondary or weak"),
}
"""What the columns of two views mean, of which no published table has the whole."""
BY_KIND = {2: "press_alone", 3: "weak_alone"}
SERIES = ("iso3", "indicator", "source_title", "source_url")
"""Figures of which are asked about as one thing."""
TYPES = ["milestone", "figure", "action"]
Row = dict[str, object]


def confirmations(
    edition: Edition, as_of: str, target: int | None = None, country: str | list[str] | None = None
) -> pd.DataFrame:
    """What countries of the Alliance should confirm, one row a milestone, an action, or the figures of one indicator in
    one source; what the sources differ on first, then what is unconfirmed, undated, or in the lower kinds alone.
    """
    rows = _whole(edition, as_of)
    for column, asked in (("target_no", target), ("iso3", country)):
        if asked is not None:
            rows = rows[rows[column].isin(asked if isinstance(asked, list) else [asked])]
    return rows.reset_index(drop=True)


@lru_cache(maxsize=16)
def _whole(edition: Edition, as_of: str) -> pd.DataFrame:
    """All rows of one date of looking. Shared, and not to be changed."""
    rows = [row for part in (_milestones, _figures, _actions) for row in part(edition, as_of)]
    frame = pd.DataFrame(rows, columns=[*COLUMNS]).assign(as_of=as_of).astype({"target_no": "Int32"})
    for end in ("source", "other"):
        kinds_of = [None if words.missing(url) else edition.tier(url) for url in frame[f"{end}_url"]]
        frame.insert(list(frame).index(f"{end}_url") + 1, f"{end}_tier", pd.Series(kinds_of, dtype=object))
    return frame.sort_values(
        ["asked_because", "is_judged", "item_type", "target_no", "label", "country", "origin"],
        ascending=[True, False, True, True, True, True, True],
        key=_in_order,
        ignore_index=True,
    )


def _in_order(column: pd.Series) -> pd.Series:
    """Reasons and types by their place in the list; other columns as they are."""
    if column.name == "asked_because":
        return column.map(lambda codes: list(sentences.WHY).index(codes.split()[0]))
    return column.map(TYPES.index) if column.name == "item_type" else column


def _milestones(edition: Edition, as_of: str) -> Iterator[Row]:
    states = queries.milestones(edition, as_of)
    for row in states[states["state"] == "sources_differ"].itertuples():
        origin = f"{words.address(row.file, row.line)} {words.address(row.other_file, row.other_line)}"
        both = {"other_title": row.other_title, "other_url": row.other_url}
        yield _milestone(row, "sources_differ", sentences.both(row), origin) | both
    for row in kinds.unconfirmed(edition, as_of, states).itertuples():
        yield _milestone(row, "unconfirmed", sentences.stated_fact(row), words.address(row.file, row.line))
    rests = kinds.supported(edition, as_of, states)
    for row in rests[rests["place"].isin(kinds.LOWER)].itertuples():
        stated = _milestone(row, BY_KIND[row.place], sentences.stated_fact(row), row.origin)
        yield stated | {"is_judged": row.rule == "binary"}


def _milestone(row: Any, why: str, says: str, origin: str) -> Row:
    return _row(row) | {
        "item_type": "milestone",
        "item": row.milestone,
        "label": row.label,
        "is_judged": False,
        "asked_because": why,
        "says": says,
        "send": sentences.to_send(why, row.file),
        "origin": origin,
    }


def _figures(edition: Edition, as_of: str) -> Iterator[Row]:
    figures = queries.observations(edition, as_of)
    figures = figures[figures["iso3"].isin(queries.roster(edition, as_of)["iso3"])]
    judged = set(" ".join(queries.judgement_sources(edition, as_of)["origin"]).split())
    best = kinds.places(figures).groupby([figures[name] for name in ("indicator", "iso3", "period", "unit")])
    figures = figures.assign(place=best.transform("min"), origin=kinds.addresses(figures))
    figures = figures.assign(why=[_why(row) for row in figures.itertuples()])
    asked = figures[figures["why"] != ""].sort_values([*SERIES, "date_mid"], kind="stable")
    for _key, series in groupby(asked.itertuples(), attrgetter(*SERIES)):
        rows = list(series)
        origin, codes = [row.origin for row in rows], " ".join(row.why for row in rows).split()
        yield _row(rows[-1]) | {
            "item_type": "figure",
            "item": rows[-1].indicator,
            "label": rows[-1].label,
            "is_judged": not judged.isdisjoint(origin),
            "asked_because": " ".join(code for code in sentences.WHY if code in codes),
            "says": sentences.stated_figures(rows),
            "send": sentences.to_send("undated" if set(codes) == {"undated"} else "figure"),
            "origin": " ".join(origin),
        }


def _row(row: Any) -> Row:
    """What every row says of its country, place and source."""
    names = ("iso3", "country", "target_no", "goal_id", "source_title", "source_url", "evidence")
    return {name: getattr(row, name) for name in names}


def _why(row: Any) -> str:
    """Why a figure or an action is asked about, in codes parted by blanks; empty where it is not."""
    codes = (
        "unconfirmed" if row.evidence not in kinds.SURE else "",
        "undated" if words.undated(row.note) else "",
        BY_KIND.get(row.place, ""),
    )
    return " ".join(filter(None, codes))


def _actions(edition: Edition, as_of: str) -> Iterator[Row]:
    actions = queries.commitments(edition, as_of)
    statuses = queries.statuses(edition)
    for row in actions.assign(place=kinds.places(actions)).itertuples():
        if why := _why(row):
            yield _row(row) | {
                "item_type": "action",
                "item": row.commitment_id,
                "label": row.title,
                "is_judged": False,
                "asked_because": why,
                "says": sentences.stated_action(row, statuses["commitment", row.status]["label"]),
                "send": sentences.to_send("action"),
                "origin": words.address(row.file, row.line),
            }
