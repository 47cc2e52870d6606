"""The questions that a country can expect at a conference, derived from the record by one rule."""

from __future__ import annotations

import pandas as pd

from core.words import _, short, stated
from views.sentences.dates import Undated, as_dated
from views.sentences.figures import direction

QUESTIONS_FROM = _(
    "Derived from the record by one rule, not written by a person: first what is past its due date, then a word that "
    "two readers coded lower, a milestone known not to be met, "
    "a figure that grows worse, what sources contradict, what is not known, and what our record lacks; one of each "
    "before a second."
)


UNPROVEN = ["no_evidence", "not_started", "limited", "substantial"]
"""What two people can make of a commitment that is not completely done."""
TITLE = 200
"""So many letters of a commitment's title stand in a question."""
Asked = tuple[str, str]
"""A question, and why it can be expected."""


def questions(
    country: str,
    gaps: pd.DataFrame,
    promises: pd.DataFrame,
    directions: pd.DataFrame,
    kinds: pd.DataFrame,
    targets: dict[int, str],
    known: Undated,
    most: int = 3,
) -> list[Asked]:
    """Questions that a country can expect, each with the reason, the most pressing first: one a kind before a second.

    `gaps`, `promises` and `directions` are the country's own rows, `kinds` the table milestone_kinds, `targets` the
    names of the targets, `known` the pages without a date.
    """
    texts = kinds.set_index("milestone")["question"]
    of_kind = {kind: list(rows.itertuples()) for kind, rows in gaps.groupby("kind")}
    lacking = of_kind.get("not_reported", [])
    ranks = [
        [_late(row) for row in [*of_kind.get("overdue", []), *of_kind.get("due_no_report", [])]],
        _coded_lower(promises),
        [_not_joined(row, texts, known) for row in of_kind.get("not_joined", [])],
        _worse(directions, known),
        [
            (texts[row.item], _("Two sources in our record contradict each other, and nothing later settles it."))
            for row in of_kind.get("sources_differ", [])
        ],
        [
            (texts[row.item], _("Nothing in our record says yes or no; not known is never read as no."))
            for row in of_kind.get("not_known", [])
        ],
        [_no_action(country, row.target_no, targets) for row in lacking if row.item == "action"],
        [_no_figure(country, row.target_no, targets) for row in lacking if row.item == "figure"],
    ]
    in_turn = [rank[turn] for turn in range(max(map(len, ranks), default=0)) for rank in ranks if turn < len(rank)]
    return in_turn[:most] or [(_("What can {0} show to others?").format(country), _("Our record lacks nothing."))]


def _late(row: pd.Series) -> Asked:
    return (
        _("What became of “{0}”, which was due {1}?").format(short(row.label, TITLE), stated(row.known_at)),
        _("Past its due date, and nothing in our record says that it is done."),
    )


def _coded_lower(promises: pd.DataFrame) -> list[Asked]:
    lower = promises[(promises["status"] == "implemented") & promises["completion"].isin(UNPROVEN)]
    return [
        (
            _("You report “{0}” as implemented. What is there to show for it?").format(short(title, TITLE)),
            _("Two people read the report; they found less than all of it done."),
        )
        for title in lower["title"]
    ]


def _not_joined(row: pd.Series, texts: pd.Series, known: Undated) -> Asked:
    return (
        texts[row.item] + " " + _("If not, what stands in the way?"),
        _("Known not to have joined when last listed: {0}.").format(as_dated(row.item, row.iso3, row.known_at, known)),
    )


def _worse(directions: pd.DataFrame, known: Undated) -> list[Asked]:
    worse = directions[directions["status"] == "worsening"]
    # named tuples, because a series has a method called item
    return [(_("What is done about {0}?").format(row.label), direction(row, known)) for row in worse.itertuples()]


def _no_action(country: str, target: int, targets: dict[int, str]) -> Asked:
    return (
        _("What has {0} done under target {1}, {2}?").format(country, target, targets[target]),
        _("Our record holds no action under it: the reports of 2013 and 2014 are not public."),
    )


def _no_figure(country: str, target: int, targets: dict[int, str]) -> Asked:
    return (
        _("Which figure shows where {0} stands on target {1}, {2}?").format(country, target, targets[target]),
        _("Our record holds no figure under it."),
    )
