"""Gaps in a few words: what is missing, and what closing it would take."""

from __future__ import annotations

import pandas as pd

from core.words import _, many, of

_LACKS = {
    "figure": _("our record holds no figure of {0}"),
    "action": _("our record holds no action of {0}: the reports of 2013 and 2014 are not public"),
}


def gap(row: pd.Series) -> str:
    """What is missing, in a few words."""
    parts = [
        (row.behind_path, _("the joint goal is behind its path")),
        (row.not_joined, _("{0} known not to have joined when last listed")),
        (row.overdue, _("{0} overdue")),
        (row.due_no_report, _("{0} past the due date, with nothing later in our record")),
        (row.not_reported, _LACKS["figure" if row.item == "figure" else "action"]),
        (row.sources_differ, _("{0} of which the sources differ")),
        (row.not_known, _("{0} not known")),
    ]
    return ", ".join(text.format(int(count)) for count, text in parts if count)


def takes(row: pd.Series) -> str:
    """What closing a gap would take."""
    late = int(row.overdue + row.due_no_report)
    first = (
        _("a published figure of each of {0}")
        if row.item == "figure"
        else _("a report or public source of each of {0}")
    )
    parts = [
        (row.behind_path, _("faster identification of victims")),
        (row.not_joined, many("{0} to join", "{0} to join", int(row.not_joined))),
        (late, many("{0} source that says what became of it", "{0} sources that say what became of it", late)),
        (row.not_reported, first),
        (
            row.sources_differ,
            many("{0} source that settles it", "{0} sources that settle it", int(row.sources_differ or 0)),
        ),
        (row.not_known, many("{0} confirmation", "{0} confirmations", int(row.not_known))),
    ]
    return "; ".join(text.format(int(count)) for count, text in parts if count)


TAKES = {
    "behind_path": _("Faster identification of victims"),
    "not_joined": _("Join: {0}"),
    "overdue": _("Finish it, or set a new date"),
    "due_no_report": _("A source that says what became of it"),
    "not_reported": _("A report, or a public source"),
    "sources_differ": _("A source that settles it; if it says no: {0}"),
    "not_known": _("A confirmation, yes or no; if no: {0}"),
}


def largest_gap(totals: pd.DataFrame) -> str:
    """One sentence: the largest gap of a target."""
    if totals.empty:
        return _("Our record shows no gap.")
    first = next(totals.itertuples())  # a series has a method called item
    return _("Largest gap: {0}, {1} countries; {2}.").format(
        first.label, of(int(first.countries), int(first.participants)), gap(first)
    )
