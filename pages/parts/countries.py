"""Pieces of the page of one country: milestones beside its peers, timeline, actions, figures, what is missing."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from pages.parts import cards
from views import pictures, queries, sentences
from views.edition import Edition
from views.pictures import picture
from views.tables import table


def note(person: pd.Series) -> None:
    """What must be said of the country's name, code or membership."""
    if person["note"]:
        st.caption(words.escape(person["note"]))


def belongs(edition: Edition, as_of: str, person: pd.Series) -> bool:
    """Whether the country stood in the newest list of the Alliance at that date; a sentence when it did not."""
    if person["iso3"] in set(queries.roster(edition, as_of)["iso3"]):
        return True
    st.info(
        _("{0} is in no list of the Alliance that was the newest at this date, so it is in no count either.").format(
            person["name"]
        )
    )
    cards.provenance(edition, pd.DataFrame([person]))
    return False


def milestones(edition: Edition, as_of: str, country: str) -> None:
    """The state of each milestone, and how the country's peers stand on the same question."""
    st.subheader(_("Milestones"), anchor=False)
    own, every = queries.milestones(edition, as_of, country=country), queries.milestones(edition, as_of)
    peers = every[(every["eu_member"] == own["eu_member"].iloc[0]) & (every["iso3"] != country)]
    name = _("EU members") if own["eu_member"].iloc[0] else _("countries outside the EU")
    statuses = queries.statuses(edition)
    grid = st.grid(4, min_column_width=200, border=True)
    for row in own.sort_values(["target_no", "rule", "label"]).itertuples():
        state = statuses["alliance", row.state]
        with grid.cell(), st.container(gap="xxsmall"):
            st.caption(_("Target {0}").format(row.target_no) + ("" if row.rule == "binary" else " · " + _("context")))
            st.markdown(
                f"**{words.escape(row.label)}**  \n{':red' if row.state == 'no' else ':gray' if row.state == 'not_known' else ':primary'}[{state['shape']}] {state['label']}{pictures.since(row)}"
            )
            met = peers[(peers["milestone"] == row.milestone) & (peers["state"] == "yes")]
            unknown = int(((peers["milestone"] == row.milestone) & (peers["state"] == "not_known")).sum())
            st.caption(sentences.peers(len(met), unknown, peers["iso3"].nunique(), name))
    cards.twins(
        table(edition, "milestones", as_of=as_of, country=country),
        "own_milestones",
        legend=_("Peers: the same yes-or-no question, so comparing is fair; those not known stay in the count."),
    )


def timeline(edition: Edition, as_of: str, country: str) -> None:
    """Treaty acts and memberships over time."""
    st.subheader(_("On record over time"), anchor=False)
    facts = queries.facts(edition, as_of, country)
    if facts.empty:
        st.caption(_("No treaty act and no membership is on record at this date."))
        return
    cards.picture(
        picture(edition, "timeline", as_of=as_of, country=country),
        key="timeline",
        table=table(edition, "facts", as_of=as_of, country=country),
        legend=_("● dated act  ○ named in a list at that date  ▷ mention only  ☒ named as outside  ┆ conferences"),
    )


def actions(edition: Edition, as_of: str, country: str) -> None:
    """What the country announced, beside what is known of it."""
    st.subheader(_("Actions on record"), anchor=False)
    found = table(edition, "commitments", as_of=as_of, country=country)
    st.caption(sentences.origins(found.frame))
    public = table(edition, "commitments", as_of=as_of, country=country, whose="record")
    if len(public.frame):
        cards.listing(found if len(public.frame) == len(found.frame) else public)


def promises(edition: Edition, as_of: str, country: str) -> None:
    """Each commitment to the Alliance beside what the country reports of it; whose word it is stands beside the status."""
    found = table(edition, "promises", as_of=as_of, country=country)
    if found.frame.empty:
        return
    st.subheader(_("Promised, and reported"), anchor=False)
    coded = int(found.frame["completion"].notna().sum())
    st.caption(
        _(
            "The status is the country's own word. Two people read {0} of {1} reports independently and coded what was done; where they differed, a third settled it. The country's reply stands beside."
        ).format(coded, len(found.frame))
    )
    cards.listing(found)
    for round in queries.rounds(edition, as_of).head(1).itertuples():
        for name in ("threats", "practices"):
            said = table(edition, name, round=round.round, country=country)
            if len(said.frame):
                st.markdown(f"**{words.escape(said.view.title)}**  \n:gray[:small[{words.escape(round.label)}]]")
                cards.listing(said)


def figures(edition: Edition, as_of: str, country: str) -> None:
    """The country's own figures with their caveats; series as pictures, the rest as a table."""
    st.subheader(_("Figures"), anchor=False)
    found = table(edition, "observations", as_of=as_of, country=country)
    judged = {
        row.item: row
        for row in queries.directions(edition, as_of, country=country).itertuples()
        if row.status != "not_judged"
    }
    series = found.frame.groupby("indicator", sort=False).filter(lambda rows: len(rows) >= 3)
    grid = st.grid(3, min_column_width=260, border=True)
    for indicator, rows in series.groupby("indicator", sort=False):
        first = rows.iloc[0]
        with grid.cell(), st.container(gap="xsmall"):
            st.markdown(
                f"**{words.escape(first['label'])}**  \n:gray[:small[{words.escape(first['unit'])} · {words.escape(sentences.rule(first['rule']))}]]"
            )
            if indicator in judged:
                with st.container(horizontal=True, gap="small"):
                    cards.judged(edition, "alliance", judged[indicator].status, "direction")
                    cards.other_methods(edition, as_of, indicator, country)
                st.caption(words.escape(sentences.change_a_year(judged[indicator])))
            if first["caveat"]:
                st.caption(words.escape(first["caveat"]))
            cards.picture(
                picture(edition, "trend", as_of=as_of, indicator=indicator, country=country),
                key=f"trend_{indicator}",
                table=table(edition, "observations", as_of=as_of, country=country, indicator=indicator),
            )
    if judged:
        st.caption(cards.LED)
    cards.revisions(edition, as_of, country=country)
    cards.sheet(found, key="figures", empty=_("No figure of this country is on record at this date."))


def missing(edition: Edition, as_of: str, country: str) -> None:
    """What is not reported, not joined, or due."""
    st.subheader(_("What is missing"), anchor=False)
    cards.listing(
        table(edition, "gaps", as_of=as_of, country=country),
        empty=_("Nothing is missing: every milestone is known to be met, and every target has an action and a figure."),
    )
