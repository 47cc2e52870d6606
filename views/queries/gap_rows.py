"""Questions about what is missing."""

from __future__ import annotations

import pandas as pd

from views.edition import Edition

KINDS = ["behind_path", "not_joined", "overdue", "due_no_report", "sources_differ", "not_known", "not_reported"]
"""The kinds of gaps in the order in which they are listed: what is known to be missing first."""


def gaps(
    edition: Edition,
    as_of: str,
    target: int | None = None,
    goal: str | None = None,
    country: str | list[str] | None = None,
    kind: str | list[str] | None = None,
) -> pd.DataFrame:
    """Everything that is missing, one row a thing, with what it would take; what is known to be missing first."""
    order = f"list_position({KINDS}, kind), target_no, label, country"
    frame = edition.rows("gaps", order=order, as_of=as_of, target_no=target, goal_id=goal, iso3=country, kind=kind)
    takes = edition.rows("milestone_kinds").set_index("milestone")["takes"]
    return frame.assign(takes=frame["item"].map(takes))


def gap_totals(edition: Edition, as_of: str, target: int | None = None) -> pd.DataFrame:
    """The gaps of each target by what is missing, largest first."""
    return edition.rows("gap_totals", order="target_no, rank", as_of=as_of, target_no=target)
