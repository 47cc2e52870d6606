"""The questions that a country can expect at a conference, derived from the record by one rule."""

from __future__ import annotations

import pandas as pd

from core.words import _, stated
from views.sentences.figures import direction

QUESTIONS_FROM = _(
    "Derived from the record by one rule, not written by a person: first what is past its due date, then a word that "
    "two readers coded lower, a milestone known not to be met, "
    "a figure that grows worse, what is not known, and silence; one of each before a second."
)


UNPROVEN = ["no_evidence", "not_started", "limited", "substantial"]
"""What two people can make of a commitment that is not completely done."""
Asked = tuple[str, str]
"""A question, and why it can be expected."""


def questions(
    country: str,
    gaps: pd.DataFrame,
    promises: pd.DataFrame,
    directions: pd.DataFrame,
    kinds: pd.DataFrame,
    targets: dict[int, str],
    most: int = 3,
) -> list[Asked]:
    """Questions that a country can expect, each with the reason, the most pressing first: one a kind before a second.

    `gaps`, `promises` and `directions` are the country's own rows, `kinds` the table milestone_kinds, `targets` the
    names of the targets.
    """
    texts = kinds.set_index("milestone")["question"]
    of_kind = {kind: list(rows.itertuples()) for kind, rows in gaps.groupby("kind")}
    silent = of_kind.get("not_reported", [])
    ranks = [
        [_late(row) for row in [*of_kind.get("overdue", []), *of_kind.get("due_no_report", [])]],
        _coded_lower(promises),
        [_not_joined(row, texts) for row in of_kind.get("not_joined", [])],
        _worse(directions),
        [
            (texts[row.item], _("Nothing on record says yes or no; not known is never read as no."))
            for row in of_kind.get("not_known", [])
        ],
        [_no_action(country, row.target_no, targets) for row in silent if row.item == "action"],
        [_no_figure(country, row.target_no, targets) for row in silent if row.item == "figure"],
    ]
    in_turn = [rank[turn] for turn in range(max(map(len, ranks), default=0)) for rank in ranks if turn < len(rank)]
    return in_turn[:most] or [(_("What can {0} show to others?").format(country), _("Nothing is missing on record."))]


def _late(row: pd.Series) -> Asked:
    return (
        _("What became of “{0}”, which was due {1}?").format(row.label, stated(row.known_at)),
        _("Past its due date, and no report says that it is done."),
    )


def _coded_lower(promises: pd.DataFrame) -> list[Asked]:
    lower = promises[(promises["status"] == "implemented") & promises["completion"].isin(UNPROVEN)]
    return [
        (
            _("You report “{0}” as implemented. What is there to show for it?").format(title),
            _("Two people read the report; they found less than all of it done."),
        )
        for title in lower["title"]
    ]


def _not_joined(row: pd.Series, texts: pd.Series) -> Asked:
    return (
        texts[row.item] + " " + _("If not, what stands in the way?"),
        _("Known not to have joined, as of {0}.").format(stated(row.known_at)),
    )


def _worse(directions: pd.DataFrame) -> list[Asked]:
    worse = directions[directions["status"] == "worsening"]
    return [(_("What is done about {0}?").format(row.label), direction(row)) for _index, row in worse.iterrows()]


def _no_action(country: str, target: int, targets: dict[int, str]) -> Asked:
    return (
        _("What has {0} done under target {1}, {2}?").format(country, target, targets[target]),
        _("No action is on record. That is silence, not inaction."),
    )


def _no_figure(country: str, target: int, targets: dict[int, str]) -> Asked:
    return (
        _("Which figure shows where {0} stands on target {1}, {2}?").format(country, target, targets[target]),
        _("No figure is on record."),
    )
