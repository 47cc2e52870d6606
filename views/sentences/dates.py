"""Dates of lists beside the counts that rest on them, and how parts of a sentence are put together."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

import pandas as pd

from core.words import _, dated, missing, number, stated, undated

Undated = AbstractSet[tuple[str, str, str]]
"""What undated pages say, as the query `undated` answers."""


def as_dated(item: str, country: str, text: str, known: Undated) -> str:
    """The date of an indicator or milestone of a country in words, or that the page bears none."""
    return dated(text, "undated" if (item, country, text) in known else "")


def sentence(*parts: object) -> str:
    """Parts that say something as one sentence: "3 known; 2 not known."."""
    return "; ".join(str(part) for part in parts if part) + "."


def stated_when(states: pd.DataFrame) -> str:
    """The dates of the lists and acts behind a count, as the end of a clause: ", as stated in 2012".

    `states` are rows of the query `milestones`; empty where nothing is known.
    """
    pages: dict[str, bool] = {}
    for state, text, note in zip(states["state"], states["stated"], states["note"], strict=True):
        if state in ("yes", "no") and not missing(text):
            pages[text] = pages.get(text, False) or undated(note)
    if not pages:
        return ""
    first, last = ((text, pages[text]) for text in (min(pages), max(pages)))
    if first == last:
        text, has_no_date = first
        if has_no_date:
            return _(", by an {0}").format(dated(text, "undated"))
        return (_(", as stated on {0}") if len(text) == 10 else _(", as stated in {0}")).format(stated(text))
    return _(", as stated between {0} and {1}").format(_named(*first), _named(*last))


def counts_from(sources: pd.DataFrame) -> str:
    """From when a fact counts as known, and of how many of `sources`, rows of the query `sources`, from their
    publication on; an edition that was made before any source said when it was published, says nothing of that.
    """
    by_date = _(
        "A fact counts from the last day of its stated date: a figure of 2013 from 31 December 2013,"
        " an undated entry of a list from the date of the list."
    )
    saying, all_of_them = int(sources["published"].notna().sum()), len(sources)
    by_source = _(
        "Where its source says when it was published, it does not count before: {0} of {1} sources say so, and stand"
        " below with that date. Facts of the other {2} count from their own date alone."
    ).format(number(saying), number(all_of_them), number(all_of_them - saying))
    return f"{by_date} {by_source}" if saying else by_date


def has_no_date(facts: pd.DataFrame) -> pd.Series:
    """Which rows of the query `facts` have neither a date of their own nor one of their list."""
    return facts["date"].isna() & facts["status_as_of"].isna()


def not_drawn(facts: pd.DataFrame) -> str:
    """The acts without a date, which stand at no place of a picture over time; empty where there are none."""
    named = [f"{row.short_label}, {row.fact.replace('_', ' ')}" for row in facts.itertuples()]
    return _("Without a date, so not drawn: {0}.").format("; ".join(named)) if named else ""


def _named(text: str, has_no_date: bool) -> str:
    return _("{0} (undated page)").format(stated(text)) if has_no_date else stated(text)
