"""Pieces of the quality page: counts of issues, age of figures, coverage by country."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.parts import cards
from views import charts, queries, sentences, words
from views.edition import Edition
from views.tables import table
from views.words import _

SEVERITIES = ("error", "question", "note")


def issue_counts(issues: pd.DataFrame) -> None:
    """How many of each severity and rule."""
    counts = issues.groupby(["severity", "rule"]).size().rename("n").reset_index()
    found = {code: counts[counts["severity"] == code] for code in SEVERITIES}
    lines = [f"- **{sentences.severity(code, int(rows['n'].sum()))}**{_rules(rows)}" for code, rows in found.items()]
    st.markdown("\n".join(lines))


def _rules(rows: pd.DataFrame) -> str:
    return "" if rows.empty else ": " + ", ".join(f"{row.rule.replace('_', ' ')} ({row.n})" for row in rows.itertuples())


def ages(edition: Edition, as_of: str) -> None:
    """How many indicators have their newest figure how many years before the date of looking."""
    found = table(edition, "indicator_coverage", as_of=as_of)
    age = found.frame["age_years"]
    bands = [
        (_("under 1 year"), age < 1),
        (_("1 to 3 years"), (age >= 1) & (age < 3)),
        (_("3 to 5 years"), (age >= 3) & (age < 5)),
        (_("5 to 10 years"), (age >= 5) & (age < 10)),
        (_("10 years and more"), age >= 10),
        (_("no figure yet"), age.isna()),
    ]
    rows = pd.DataFrame({"label": [name for name, _m in bands], "value": [int(mask.sum()) for _n, mask in bands]})
    rows["said"] = [words.of(value, len(age)) for value in rows["value"]]
    takeaway = _("Indicators by the age of their newest figure: {0}.").format("; ".join(f"{row.label} {row.said}" for row in rows.itertuples()))
    cards.picture(
        charts.bars(rows), key="ages", alt=takeaway, table=found, legend=_("Indicators by age of their newest figure"), origin=lambda: queries.observations(edition, as_of)
    )


def countries(edition: Edition, as_of: str) -> None:
    """What is known of each country: milestones, actions and figures over all targets."""
    frame = queries.coverage(edition, as_of)
    counted = frame.groupby("country")[["milestones_known", "milestones", "actions", "indicators", "figures"]].sum()
    newest = frame.groupby("country")["newest_figure"].max()
    shown = counted.assign(newest=[words.day(day) if not words.missing(day) else "–" for day in newest]).reset_index()
    shown.columns = [_("Country"), _("Milestones known"), _("of"), _("Actions"), _("Indicators"), _("Figures"), _("Newest figure")]
    st.dataframe(shown, key="coverage_by_country", hide_index=True, height=480, alt=_("Coverage by country"))
    cards.downloads(table(edition, "coverage", as_of=as_of), note=_("By country and target, {0} rows").format(len(frame)))
