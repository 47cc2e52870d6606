"""Pieces of the reporting page: counts by target, the matrix of countries, the national documents seen."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from pages.parts import cards, listings
from views import queries, sentences
from views.edition import Edition
from views.pictures import picture
from views.tables import table

VOICES = ["reported", "named", "announced", "silent"]


def by_target(edition: Edition, frame: pd.DataFrame) -> None:
    """For each target: how many countries have an action on record and where it comes from.

    Countries of which the record holds none stay in every count.
    """
    statuses, names = queries.statuses(edition), edition.rows("policy_targets", order="target_no")
    grid = st.grid(4, min_column_width=200, border=True)
    for target in names.itertuples():
        rows = frame[frame["target_no"] == target.target_no]
        with grid.cell(), st.container(gap="xsmall"):
            st.caption(_("Target {0}").format(target.target_no))
            st.markdown(f"##### {words.escape(target.short_name)}", anchors=False)
            silent = int((rows["voice"] == "silent").sum())
            st.markdown(f"**{words.of(len(rows) - silent, len(rows))}** " + _("with an action in our record"))
            counts = {voice: words.of(int((rows["voice"] == voice).sum()), len(rows)) for voice in VOICES}
            known = {voice: statuses["voice", voice] for voice in VOICES}
            lines = [f"{known[voice]['shape']} {known[voice]['label']}: {counts[voice]}" for voice in VOICES]
            st.caption("  \n".join(map(words.escape, lines)))


def matrix(edition: Edition, as_of: str) -> None:
    """54 countries by four targets: an action in our record, or none."""
    for part, column in zip("123", st.columns(3), strict=True):
        with column:
            cards.draw(picture(edition, "voices", as_of=as_of, part=part), key=f"voices_{part}")
    cards.twins(
        table(edition, "coverage", as_of=as_of),
        "coverage",
        legend=_(
            "Policy targets 1 to 4:  ■\u00a0reported to the Alliance or naming it"
            "  □\u00a0national announcement only  ▨\u00a0none in our record"
        ),
        most=216,
        drawn=picture(edition, "voices", as_of=as_of),
    )


def rounds(edition: Edition, as_of: str) -> None:
    """For each round of which this edition holds a report: who has reported, what was answered, what police see."""
    for round_ in queries.rounds(edition, as_of).itertuples():
        asked = queries.reporting(edition, round_.round)
        st.subheader(words.escape(round_.label), anchor=False)
        silent = asked.loc[asked["voice"] == "silent", "country"].tolist()
        st.markdown(
            f"**{words.of(len(asked) - len(silent), len(asked))}** "
            + _("have reported; reports were due on {0}.").format(words.day(round_.due))
        )
        if silent:
            st.caption(f"▨ {queries.NO_REPORT} ({len(silent)}): {words.escape(words.listed(silent))}")
        _answers(edition, round_.round)
        threats = queries.threats(edition, round_.round)
        if len(threats):
            note = _("The view of police in each country; not a measure, and never added up to one.")
            st.markdown(f"**{_('What national police see changing')}**  \n:gray[:small[{note}]]")
            st.table(_directions(threats, len(asked)), border="horizontal", hide_index=True)
        _tables(edition, round_.round)


def _answers(edition: Edition, round_: str) -> None:
    """How many answers of each kind there are to the indicators that the round asks for."""
    answers = queries.answers(edition, round_)
    st.caption(sentences.answered_by_all(answers[answers["asked"]], queries.scale(edition, "answer")))


def _tables(edition: Edition, round_: str) -> None:
    title = _("Every answer of this round, country by country")
    with st.expander(title, on_change="rerun", key=f"round_{round_}") as expander:
        if expander.open:
            for name in ("reporting", "answers", "threats", "practices"):
                rows = table(edition, name, round=round_)
                st.markdown(f"**{words.escape(rows.view.title)}**")
                listings.long(rows, key=f"{name}_{round_}", height=420)


def _directions(threats: pd.DataFrame, asked: int) -> pd.DataFrame:
    """One row a phenomenon: how many countries see it rise, stay, fall, or do not see it.

    Who says nothing stays in the count.
    """
    directions = {
        "rising": _("↑ Rising"),
        "stable": _("→ Stable"),
        "falling": _("↓ Falling"),
        "not_seen": _("– Not seen"),
    }
    counts = (
        threats.groupby("label")["direction"]
        .value_counts()
        .unstack(fill_value=0)
        .reindex(columns=list(directions), fill_value=0)
    )
    counts = counts.sort_values(list(directions), ascending=False).rename(columns=directions)
    counts[_("▨ No answer")] = asked - counts.sum(axis=1)
    return counts.rename_axis(_("Phenomenon")).reset_index()


def documents(edition: Edition, as_of: str) -> None:
    """National documents that the sources name, and what is not in the record."""
    st.subheader(_("National documents seen listed"), anchor=False)
    members = set(queries.roster(edition, as_of)["iso3"])
    people = queries.participants(edition).loc[
        lambda rows: rows["national_documents"].astype(bool) & rows["iso3"].isin(members)
    ]
    for person in people.itertuples():
        st.markdown(f"- **{words.escape(person.name)}:** {words.escape(person.national_documents)}")
    st.caption(
        _(
            "The other {0} countries: no national document was seen listed. The reports of 2013 and 2014 themselves"
            " are not in the record, but for the opening of one."
        ).format(len(members) - len(people))
    )
