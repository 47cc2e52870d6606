"""Pieces of the method page: limits, rules, statuses, dates and the formulas out of the SQL files."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from pages.parts import cards, filters
from views import queries
from views.edition import Edition
from views.laboratory import RULES
from views.tables import Table, cited, table


def limits(edition: Edition) -> None:
    """What the figures are, and what they are not."""
    st.markdown(edition.rows("methods", kind="text").iloc[0]["comment"])
    st.caption(
        _("Edition {0}, hash {1}, published {2}, method {3}.").format(
            edition.number, edition.hash, edition.manifest["built_at"], edition.manifest["method"]
        )
    )


def rules(edition: Edition) -> None:
    """The rules in words, with how many indicators and milestones each one judges."""
    st.subheader(_("Rules"), anchor=False)
    judged = pd.concat([edition.rows("indicators")["rule"], edition.rows("milestone_kinds")["rule"]]).value_counts()
    frame = edition.rows("rules", order="rule")
    for row in frame.itertuples():
        used = words.many(
            "{0} indicator or milestone", "{0} indicators and milestones", int(judged.get(row.rule, 0))
        ).format(int(judged.get(row.rule, 0)))
        st.markdown(
            f"**{words.escape(row.label)}** ({used}). {words.escape(row.in_words)} :gray[{_('From')}: {words.escape(row.source)}.]"
        )


def profiles(edition: Edition) -> str:
    """How institutions judge progress, and how the Alliance does: one profile at a time, with its rules, thresholds and answers to edge cases. Returns the profile shown."""
    st.subheader(_("Progress methods"), anchor="methods")
    frame = queries.profiles(edition)
    st.markdown(
        _(
            "Institutions judge progress in different ways. The profile of the Alliance takes, for each kind of goal, the published method that fits it best, and says why; the others are "
            "there to compare with."
        ),
        width=820,
    )
    row = frame.set_index("profile").loc[
        filters.choose(
            _("Profile"),
            dict(zip(frame["profile"], frame["label"], strict=True)),
            "profile",
            width=320,
            filter_mode=None,
        )
    ]
    defaults = {_("Default base year"): row["base_year"], _("Default target year"): row["target_year"]}
    cards.facts(
        [
            (_("How it judges"), row["in_words"]),
            (_("Base year"), row["base_rule"]),
            *((name, _("none") if words.missing(value) else str(int(value))) for name, value in defaults.items()),
            (
                _("Years"),
                _("whole years, or parts of a year (2014.75)") if row["years"] == "decimal" else _("whole years"),
            ),
            (_("How numbers are compared"), row["compares"]),
        ]
    )
    st.caption(f"**{_('From')}:** {words.linked(row['source_title'], row['source_url'])}")
    if row.name == "alliance":
        in_use(edition)
    with st.container(gap="xsmall"):
        for name, heading, without in (
            ("profile_rules", _("Rules"), "" if row.name == "alliance" else "reason"),
            ("thresholds", _("Thresholds"), ""),
            ("edge_cases", _("Edge cases"), ""),
        ):
            with st.expander(heading, on_change="rerun", key=name, expanded=name == "profile_rules") as every:
                if every.open:
                    found = table(edition, name, profile=row.name)
                    shown = {column: title for column, title in found.view.shown.items() if column != without}
                    cards.listing(Table(replace(found.view, shown=shown), edition, found.frame, found.filters), most=60)
    return row.name


def in_use(edition: Edition) -> None:
    """Which rules of the Alliance judge something now, and why these."""
    judged = pd.concat([edition.rows("indicators")["rule"], edition.rows("milestone_kinds")["rule"]]).value_counts()
    lines = []
    for row in queries.profile_rules(edition, "alliance").itertuples():
        if row.rule in judged:
            used = words.many(
                "{0} indicator or milestone", "{0} indicators and milestones", int(judged[row.rule])
            ).format(int(judged[row.rule]))
            lines.append(f"- **{words.escape(RULES[row.rule][0])}** ({used}): {words.escape(row.reason)}.")
    st.markdown(
        "\n".join(
            [
                _("The Alliance judges by these rules now:"),
                *lines,
                "",
                _("The other rules stand ready for goals that are set later."),
            ]
        ),
        width=820,
    )


def statuses(edition: Edition) -> None:
    """Every status with its shape and its meaning; the thresholds stand with the profiles."""
    st.subheader(_("Statuses"), anchor=False)
    with st.expander(_("Every status, its shape and its meaning"), on_change="rerun", key="statuses") as every:
        if every.open:
            frame = edition.rows("statuses", order="scale, rank")
            st.table(
                pd.DataFrame(
                    {
                        _("Scale"): frame["scale"].str.replace("_", " "),
                        _("Status"): frame["shape"] + " " + frame["label"],
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
        pd.DataFrame(
            {
                _("Date of looking"): frame["label"],
                _("Facts known until"): [words.day(day) for day in frame["known_until"]],
                _("Why this day"): frame["reason"],
            }
        ),
        border="horizontal",
        hide_index=True,
    )
    st.caption(
        _(
            "A fact counts from the last day of its stated date: a figure of 2013 from 31 December 2013, an undated entry of a list from the date of the list."
        )
    )


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
    picked = st.selectbox(
        _("Table or check"),
        list(frame["name"]),
        index=list(frame["name"]).index("progress_growth"),
        key="formula",
        bind="query-params",
    )
    row = frame[frame["name"] == picked].iloc[0]
    st.markdown(words.escape(row["comment"]))
    with st.expander(_("The SQL of {0}").format(picked), on_change="rerun", key="sql") as text:
        if text.open:
            st.code(row["sql"], language="sql")
    st.caption(_("{0} tables and {1} checks in all.").format(len(models), int((frame["kind"] == "check").sum())))


def terms(edition: Edition) -> None:
    """Older terms and the terms to use today; unconfirmed rows carry their mark."""
    frame = edition.rows("terminology", order="term_in_old_texts")
    with st.expander(_("Words used here instead of older ones"), on_change="rerun", key="terms") as every:
        if every.open:
            st.table(
                pd.DataFrame(
                    {
                        _("In older texts"): map(words.escape, frame["term_in_old_texts"]),
                        _("Used here"): map(words.escape, frame["term_to_use"]),
                        _("Source"): [cited(row) for row in frame.to_dict("records")],
                    }
                ),
                border="horizontal",
                hide_index=True,
            )
