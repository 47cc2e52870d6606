"""Pieces of the reporting page: counts by target, the matrix of countries, the national documents seen."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.parts import cards
from views import charts, queries, sentences, words
from views.edition import Edition
from views.tables import table
from views.words import _

VOICES = ["reported", "named", "announced", "silent"]


def by_target(edition: Edition, frame: pd.DataFrame) -> None:
    """For each target: how many countries have an action on record and where it comes from; silent countries stay in every count."""
    statuses, names = queries.statuses(edition), edition.rows("policy_targets", order="target_no")
    grid = st.grid(4, min_column_width=200, border=True)
    for target in names.itertuples():
        rows = frame[frame["target_no"] == target.target_no]
        with grid.cell(), st.container(gap="xsmall"):
            st.caption(_("Target {0}").format(target.target_no))
            st.markdown(f"##### {words.escape(target.short_name)}", anchors=False)
            silent = int((rows["voice"] == "silent").sum())
            st.markdown(f"**{words.of(len(rows) - silent, len(rows))}** " + _("with an action on record"))
            lines = [f"{statuses['voice', voice]['shape']} {statuses['voice', voice]['label']}: {words.of(int((rows['voice'] == voice).sum()), len(rows))}" for voice in VOICES]
            st.caption("  \n".join(map(words.escape, lines)))


def matrix(edition: Edition, as_of: str, frame: pd.DataFrame) -> None:
    """54 countries by four targets: an action on record, or silence."""
    statuses = queries.statuses(edition)
    rows = frame.assign(
        label=frame["target_no"].astype(str),
        state=frame["voice"].map({"reported": "yes", "named": "yes", "announced": "part", "silent": "not_known"}),
        said=[f"{statuses['voice', row.voice]['label']}: {row.actions}" for row in frame.itertuples()],
        source_title="",
    )
    columns = st.columns(3)
    rows = rows.sort_values(["country", "target_no"])
    countries = list(dict.fromkeys(rows["country"]))
    third = -(-len(countries) // 3)
    for place, column in enumerate(columns):
        part = rows[rows["country"].isin(countries[place * third : (place + 1) * third])]
        with column:
            st.vega_lite_chart(charts.matrix(part), key=f"voices_{place}", width="stretch", alt=sentences.reporting(part))
    cards.twins(
        table(edition, "coverage", as_of=as_of),
        "coverage",
        legend=_("Policy targets 1 to 4:  ■\u00a0reported to the Alliance or naming it  □\u00a0national announcement only  ▨\u00a0silent"),
        most=216,
    )


def documents(edition: Edition, as_of: str) -> None:
    """National documents that the sources name, and what is not in the record."""
    st.subheader(_("National documents seen listed"), anchor=False)
    members = set(queries.roster(edition, as_of)["iso3"])
    people = queries.participants(edition).loc[lambda rows: rows["national_documents"].astype(bool) & rows["iso3"].isin(members)]
    for person in people.itertuples():
        st.markdown(f"- **{words.escape(person.name)}:** {words.escape(person.national_documents)}")
    st.caption(
        _("The other {0} countries: no national document was seen listed. The reports of 2013 and 2014 themselves are not in the record, but for the opening of one.").format(
            len(members) - len(people)
        )
    )
