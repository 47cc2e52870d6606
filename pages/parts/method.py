"""Pieces of the method page: limits, rules, statuses, dates and the formulas out of the SQL files."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.parts import cards
from views import queries, words
from views.edition import Edition
from views.tables import table
from views.words import _


def limits(edition: Edition) -> None:
    """What the figures are, and what they are not."""
    st.markdown(edition.rows("methods", kind="text").iloc[0]["comment"])
    st.caption(_("Edition {0}, hash {1}, published {2}, method {3}.").format(edition.number, edition.hash, edition.manifest["built_at"], edition.manifest["method"]))


def rules(edition: Edition) -> None:
    """The rules in words, with how many indicators and milestones each one judges."""
    st.subheader(_("Rules"), anchor=False)
    judged = pd.concat([edition.rows("indicators")["rule"], edition.rows("milestone_kinds")["rule"]]).value_counts()
    frame = edition.rows("rules", order="rule")
    for row in frame.itertuples():
        used = words.many("{0} indicator or milestone", "{0} indicators and milestones", int(judged.get(row.rule, 0))).format(int(judged.get(row.rule, 0)))
        st.markdown(f"**{words.escape(row.label)}** ({used}). {words.escape(row.in_words)} :gray[{_('From')}: {words.escape(row.source)}.]")


def statuses(edition: Edition) -> None:
    """Every status with its shape, its meaning and the lowest value that earns it."""
    st.subheader(_("Statuses"), anchor=False)
    with st.expander(_("Every status, its shape and its threshold"), on_change="rerun", key="statuses") as every:
        if every.open:
            frame = edition.rows("statuses", order="scale, rank")
            lowest = ["" if words.missing(value) else f"{value:g}" for value in frame["at_least"]]
            st.table(
                pd.DataFrame(
                    {
                        _("Scale"): frame["scale"].str.replace("_", " "),
                        _("Status"): frame["shape"] + " " + frame["label"],
                        _("From"): lowest,
                        _("Meaning"): map(words.escape, frame["meaning"]),
                    }
                ),
                border="horizontal",
                hide_index=True,
            )


def dates(edition: Edition) -> None:
    """The dates at which a reader can look."""
    st.subheader(_("As known at"), anchor=False)
    frame = queries.conferences(edition)
    st.table(
        pd.DataFrame({_("Date of looking"): frame["label"], _("Facts known until"): [words.day(day) for day in frame["known_until"]], _("Why this day"): frame["reason"]}),
        border="horizontal",
        hide_index=True,
    )
    st.caption(_("A fact counts from the last day of its stated date: a figure of 2013 from 31 December 2013, an undated entry of a list from the date of the list."))


def events(edition: Edition, as_of: str) -> None:
    """What happened to the Alliance up to the date of looking."""
    st.subheader(_("Events"), anchor=False)
    with st.expander(_("Conferences, reports, secretariats and milestones"), on_change="rerun", key="events") as every:
        if every.open:
            cards.listing(table(edition, "events", as_of=as_of))


def formulas(edition: Edition) -> None:
    """Each model and check with its own comment; the SQL one touch away."""
    st.subheader(_("Formulas, from the SQL files themselves"), anchor=False)
    frame = edition.rows("methods", order="kind DESC, name", kind=["model", "check", "macro"])
    models = frame[(frame["kind"] == "model") & ~frame["name"].str.startswith("stg_")]
    picked = st.selectbox(_("Table or check"), list(frame["name"]), index=list(frame["name"]).index("progress_growth"), key="formula", bind="query-params")
    row = frame[frame["name"] == picked].iloc[0]
    st.markdown(words.escape(row["comment"]))
    with st.expander(_("The SQL of {0}").format(picked), on_change="rerun", key="sql") as text:
        if text.open:
            st.code(row["sql"], language="sql")
    st.caption(_("{0} tables and {1} checks in all.").format(len(models), int((frame["kind"] == "check").sum())))
