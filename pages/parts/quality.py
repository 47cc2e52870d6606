"""Pieces of the quality page: counts of issues, age of figures, coverage by country."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from pages.parts import cards, listings, printing
from views import queries, sentences
from views.edition import Edition
from views.pictures import picture
from views.tables import table

SEVERITIES = ("error", "question", "note")


def issue_counts(issues: pd.DataFrame) -> None:
    """How many of each severity and rule."""
    counts = issues.groupby(["severity", "rule"]).size().rename("n").reset_index()
    rules = {code: counts[counts["severity"] == code] for code in SEVERITIES}
    lines = [f"- **{sentences.severity(code, int(rows['n'].sum()))}**{_rules(rows)}" for code, rows in rules.items()]
    st.markdown("\n".join(lines))


def _rules(rows: pd.DataFrame) -> str:
    names = [f"{row.rule.replace('_', ' ')} ({row.n})" for row in rows.itertuples()]
    return f": {', '.join(names)}" if names else ""


def ages(edition: Edition, as_of: str) -> None:
    """How many indicators have their newest figure how many years before the date of looking."""
    cards.picture(
        picture(edition, "ages", as_of=as_of),
        key="ages",
        rows=table(edition, "indicator_coverage", as_of=as_of),
        legend=_("Indicators by age of their newest figure"),
        origin=lambda: queries.observations(edition, as_of),
    )


def countries(edition: Edition, as_of: str) -> None:
    """What is known of each country: milestones, actions and figures over all targets."""
    frame = queries.coverage(edition, as_of)
    counted = frame.groupby("country")[["milestones_known", "milestones", "actions", "indicators", "figures"]].sum()
    newest = frame.groupby("country")["newest_figure"].max()
    shown = counted.assign(newest=[words.day(day) if not words.missing(day) else "–" for day in newest]).reset_index()
    shown.columns = [
        _("Country"),
        _("Milestones known"),
        _("of"),
        _("Actions"),
        _("Indicators"),
        _("Figures"),
        _("Newest figure"),
    ]
    if printing.on_paper():
        st.table(
            shown.assign(**{_("Country"): shown[_("Country")].map(words.escape)}), border="horizontal", hide_index=True
        )
    else:
        st.dataframe(shown, key="coverage_by_country", hide_index=True, height=480, alt=_("Coverage by country"))
    listings.downloads(
        table(edition, "coverage", as_of=as_of), note=_("By country and target, {0} rows").format(len(frame))
    )
