"""Countries and states as pictures name them."""

from __future__ import annotations

import pandas as pd

from core import words
from core.words import _
from views import queries, sentences
from views.edition import Edition

SINCE = {
    "ratification": _(", ratified {0}"),
    "accession": _(", acceded {0}"),
    "entry_into_force": _(", in force since {0}"),
}
"""What began at a date, by the fact from which it is taken."""


def told_apart(rows: pd.DataFrame) -> pd.Series:
    """The name of the country of each row; where two countries share it, with their codes."""
    shared = rows.groupby("country")["iso3"].transform("nunique") > 1
    return rows["country"].mask(shared, rows["country"] + " (" + rows["iso3"] + ")")


def in_words(edition: Edition, states: pd.DataFrame) -> list[str]:
    """The state of each row of `milestones` in words, as a tooltip says it."""
    labels = queries.statuses(edition)
    return [labels["alliance", row.state]["label"].lower() + since(row) for row in states.itertuples()]


def since(row: pd.Series) -> str:
    """Since when, or as of which date, a milestone has its state; `row` is of the query `milestones`.

    Where two sources differ, what each of them says; where nothing confirmed is known, what is unconfirmed.
    """
    if row.state == "sources_differ":
        return _(": {0}; {1}").format(sentences.first_source(row), sentences.other_source(row))
    if not words.missing(row.other_fact):
        return _(", {0}").format(sentences.other_source(row))
    if not words.missing(row.since):
        return SINCE.get(row.since_fact, _(", since {0}")).format(words.stated(row.since))
    if words.missing(row.stated):
        return ""
    return (_(", {0}") if words.undated(row.note) else _(", as of {0}")).format(words.dated(row.stated, row.note))


def with_remarks(states: pd.DataFrame) -> str:
    """Countries in a row; those of which the same is to be said stand together, and it is said once, after them."""
    groups: dict[str, list[str]] = {}
    for row in states.itertuples():
        groups.setdefault(since(row), []).append(row.country)
    plain = words.listed(groups.pop("", []))
    said = [
        f"{names[0]}{remark}" if len(names) == 1 else _("{0} – {1}").format(words.listed(names), remark.lstrip(",: "))
        for remark, names in groups.items()
    ]
    return "; ".join(filter(None, (plain, *said)))
