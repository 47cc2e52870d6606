"""Two sources of one fact in words: what each of them says, and of how many countries they differ."""

from __future__ import annotations

import pandas as pd

from core.words import _, dated, missing
from views.sentences.citations import tier

NOT_MET = {"no": _("Known not to"), "sources_differ": _("Sources differ"), "not_known": _("Not known")}
"""The states of a milestone other than yes, as the countries in them are listed."""


def first_source(row: pd.Series) -> str:
    """What the first source of a row of the query `milestones` says: "accession, undated (its title)"."""
    return _told(row.fact, row.stated, row.note, row.source_title, row.source_tier)


def other_source(row: pd.Series) -> str:
    """What the second source of such a row says, with its mark where it is unconfirmed; empty where there is none."""
    if missing(row.other_fact):
        return ""
    says = _told(row.other_fact, row.other_stated, row.other_note, row.other_title, row.other_tier)
    return _("◌ unconfirmed: {0}").format(says) if row.other_evidence == "unconfirmed" else says


def _told(fact: str, when: object, note: object, title: str, kinds: object) -> str:
    date = _("undated") if missing(when) else dated(str(when), note)
    return _("{0}, {1} ({2})").format(fact.replace("_", " "), date, ", ".join(filter(None, (title, tier(kinds)))))


def differing(states: pd.DataFrame) -> str:
    """Of how many of those that are not known the sources differ, as the end of a clause; empty where of none."""
    count = int((states["state"] == "sources_differ").sum())
    return _(" (the sources differ of {0})").format(count) if count else ""
