"""Pieces of the method page: limits, rules, statuses, dates and the formulas out of the SQL files."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from pages.parts import cards, filters, listings
from views import choices, queries, sentences
from views.edition import Edition
from views.laboratory import RULES
from views.tables import cited, table


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
    uses = _uses(edition)
    for row in edition.rows("rules", order="rule").itertuples():
        used = _used(uses.get(row.rule, 0))
        source = f":gray[{_('From')}: {words.escape(row.source)}.]"
        st.markdown(f"**{words.escape(row.label)}** ({used}). {words.escape(row.in_words)} {source}")


def _uses(edition: Edition) -> dict[str, int]:
    """How many indicators and milestones each rule judges; a rule that judges none is not in it."""
    rules = pd.concat([edition.rows("indicators")["rule"], edition.rows("milestone_kinds")["rule"]])
    return {rule: int(count) for rule, count in rules.value_counts().items()}


def _used(count: int) -> str:
    return words.many("{0} indicator or milestone", "{0} indicators and milestones", count).format(count)


def profiles(edition: Edition) -> str:
    """How institutions judge progress, and how the Alliance does: one profile at a time, with its rules.

    Returns the profile shown.
    """
    st.subheader(_("Progress methods"), anchor="methods")
    frame = queries.profiles(edition)
    st.markdown(
        _(
            "Institutions judge progress in different ways. The profile of the Alliance takes, for each kind of goal,"
            " the published method that fits it best, and says why; the others are there to compare with."
        ),
        width=820,
    )
    profile = filters.choose(_("Profile"), choices.profiles(edition), "profile", width=320, is_searched=False)
    row = frame.set_index("profile").loc[profile]
    _facts(row)
    st.caption(f"**{_('From')}:** {words.linked(row['source_title'], row['source_url'])}")
    if profile == "alliance":
        in_use(edition)
    with st.container(gap="xsmall"):
        for name, heading in (
            ("profile_rules", _("Rules")),
            ("thresholds", _("Thresholds")),
            ("edge_cases", _("Edge cases")),
        ):
            with st.expander(heading, on_change="rerun", key=name, expanded=name == "profile_rules") as expander:
                if expander.open:
                    _profile_table(edition, profile, name)
    return profile


def _profile_table(edition: Edition, profile: str, name: str) -> None:
    """Rules, thresholds or edge cases of a profile; only the Alliance gives a reason for a rule."""
    rows = table(edition, name, profile=profile)
    without = "reason" if name == "profile_rules" and profile != "alliance" else ""
    shown = {column: title for column, title in rows.view.shown.items() if column != without}
    listings.short(replace(rows, view=replace(rows.view, shown=shown)), most=60)


def _facts(row: pd.Series) -> None:
    """What a profile says of itself: a row of the query `profiles`."""
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


def in_use(edition: Edition) -> None:
    """Which rules of the Alliance judge something now, and why these."""
    uses = _uses(edition)
    lines = [
        f"- **{words.escape(RULES[row.rule][0])}** ({_used(uses[row.rule])}): {words.escape(row.reason)}."
        for row in queries.profile_rules(edition, "alliance").itertuples()
        if row.rule in uses
    ]
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
    with st.expander(_("Every status, its shape and its meaning"), on_change="rerun", key="statuses") as expander:
        if expander.open:
            frame = queries.scale(edition)
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
                _("Date of looking"): map(words.escape, frame["label"]),
                _("Facts known until"): [words.day(day) for day in frame["known_until"]],
                _("Why this day"): map(words.escape, frame["reason"]),
            }
        ),
        border="horizontal",
        hide_index=True,
    )
    st.caption(sentences.counts_from(queries.sources(edition)))


def events(edition: Edition, as_of: str) -> None:
    """What happened to the Alliance up to the date of looking."""
    st.subheader(_("Events"), anchor=False)
    title = _("Conferences, reports, secretariats and milestones")
    with st.expander(title, on_change="rerun", key="events") as expander:
        if expander.open:
            listings.short(table(edition, "events", as_of=as_of))


def formulas(edition: Edition) -> None:
    """Each model and check with its own comment; the SQL one touch away."""
    st.subheader(_("Formulas, from the SQL files themselves"), anchor=False)
    frame = edition.rows("methods", order="kind DESC, name", kind=["model", "check", "macro"])
    models = frame[(frame["kind"] == "model") & ~frame["name"].str.startswith("stg_")]
    names = {name: name for name in frame["name"]}
    picked = filters.choose(_("Table or check"), names, "formula", usual=choices.FORMULA)
    row = frame[frame["name"] == picked].iloc[0]
    st.markdown(words.escape(row["comment"]))
    with st.expander(_("The SQL of {0}").format(picked), on_change="rerun", key="sql") as expander:
        if expander.open:
            st.code(row["sql"], language="sql")
    st.caption(_("{0} tables and {1} checks in all.").format(len(models), int((frame["kind"] == "check").sum())))


def terms(edition: Edition) -> None:
    """Older terms and the terms to use today; unconfirmed rows carry their mark."""
    frame = edition.rows("terminology", order="term_in_old_texts")
    with st.expander(_("Words used here instead of older ones"), on_change="rerun", key="terms") as expander:
        if expander.open:
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
