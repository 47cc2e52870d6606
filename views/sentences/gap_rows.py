"""Gaps in a few words: what is missing, and what closing it would take."""

from __future__ import annotations

import pandas as pd

from core.words import _, many, of


def gap(row: pd.Series) -> str:
    """What is missing, in a few words."""
    parts = [
        (row.behind_path, _("the joint goal is behind its path")),
        (row.not_joined, _("{0} known not to have joined")),
        (row.overdue, _("{0} overdue")),
        (row.due_no_report, _("{0} past the due date without a report")),
        (row.not_reported, _("{0} without a figure") if row.item == "figure" else _("{0} silent")),
        (row.not_known, _("{0} not known")),
    ]
    return ", ".join(text.format(int(count)) for count, text in parts if count)


def takes(row: pd.Series) -> str:
    """What closing a gap would take."""
    late = int(row.overdue + row.due_no_report)
    first = _("a first figure for each of {0}") if row.item == "figure" else _("a first report from each of {0}")
    parts = [
        (row.behind_path, _("faster identification of victims")),
        (row.not_joined, many("{0} to join", "{0} to join", int(row.not_joined))),
        (late, many("{0} report on what became of it", "{0} reports on what became of it", late)),
        (row.not_reported, first),
        (row.not_known, many("{0} confirmation", "{0} confirmations", int(row.not_known))),
    ]
    return "; ".join(text.format(int(count)) for count, text in parts if count)


TAKES = {
    "behind_path": _("Faster identification of victims"),
    "not_joined": _("Join: {0}"),
    "overdue": _("Finish it, or set a new date"),
    "due_no_report": _("A report on what became of it"),
    "not_reported": _("A first report"),
    "not_known": _("A confirmation, yes or no; if no: {0}"),
}


def largest_gap(totals: pd.DataFrame) -> str:
    """One sentence: the largest gap of a target."""
    if totals.empty:
        return _("No gap is on record.")
    first = totals.iloc[0]
    return _("Largest gap: {0}, {1} countries.").format(first.label, of(int(first.countries), int(first.participants)))
