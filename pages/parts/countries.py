"""Pieces of the page of one country: milestones beside its peers, timeline, actions, figures, what is missing."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from pages.parts import cards, filters, listings, printing
from pages.parts.targets import Direction
from views import pictures, queries, sentences
from views.edition import Edition
from views.pictures import picture
from views.tables import table

TONES = {"no": ":red", "sources_differ": ":orange", "not_known": ":gray"}


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
    listings.provenance(edition, pd.DataFrame([person]))
    return False


def milestones(edition: Edition, as_of: str, country: str) -> None:
    """The state of each milestone, and how the country's peers stand on the same question."""
    st.subheader(_("Milestones"), anchor=False)
    own, states = queries.milestones(edition, as_of, country=country), queries.milestones(edition, as_of)
    is_member = own["eu_member"].iloc[0]
    peers = states[(states["eu_member"] == is_member) & (states["iso3"] != country)]
    name = _("EU members") if is_member else _("countries outside the EU")
    statuses = queries.statuses(edition)
    grid = st.grid(4, min_column_width=200, border=True)
    for row in own.sort_values(["target_no", "rule", "label"]).itertuples():
        state = statuses["alliance", row.state]
        with grid.cell(), st.container(gap="xxsmall"):
            st.caption(_("Target {0}").format(row.target_no) + ("" if row.rule == "binary" else " · " + _("context")))
            tone, since = TONES.get(row.state, ":primary"), words.escape(pictures.since(row))
            if row.state == "sources_differ" or not words.missing(row.other_fact):
                since = f":small[{since}]"
            st.markdown(f"**{words.escape(row.label)}**  \n{tone}[{state['shape']}] {state['label']}{since}")
            answers = peers.loc[peers["milestone"] == row.milestone, "state"]
            met, unknown = int((answers == "yes").sum()), int((~answers.isin(["yes", "no"])).sum())
            st.caption(sentences.peers(met, unknown, peers["iso3"].nunique(), name))
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
        st.caption(_("Our record held no treaty act and no membership at this date."))
        return
    cards.picture(
        picture(edition, "timeline", as_of=as_of, country=country),
        key="timeline",
        rows=table(edition, "facts", as_of=as_of, country=country),
        legend=_("● dated act  ○ named in a list at that date  ▷ mention only  ☒ named as outside  ┆ conferences"),
    )
    if undated := sentences.not_drawn(facts[sentences.has_no_date(facts)]):
        st.caption(words.escape(undated))


def actions(edition: Edition, as_of: str, country: str) -> None:
    """What the country announced, beside what is known of it."""
    st.subheader(_("Actions on record"), anchor=False)
    commitments = table(edition, "commitments", as_of=as_of, country=country)
    st.caption(sentences.origins(commitments.frame))
    public = table(edition, "commitments", as_of=as_of, country=country, whose="record")
    if len(public.frame):
        listings.short(commitments if len(public.frame) == len(commitments.frame) else public)


def promises(edition: Edition, as_of: str, country: str) -> None:
    """Each commitment to the Alliance beside what the country reports of it; the status says whose word it is."""
    promised = table(edition, "promises", as_of=as_of, country=country)
    if promised.frame.empty:
        return
    st.subheader(_("Promised, and reported"), anchor=False)
    coded = int(promised.frame["completion"].notna().sum())
    st.caption(sentences.whose_word(coded, len(promised.frame)))
    listings.short(promised)
    for round_ in queries.rounds(edition, as_of).head(1).itertuples():
        for name in ("threats", "practices"):
            rows = table(edition, name, round=round_.round, country=country)
            if len(rows.frame):
                st.markdown(f"**{words.escape(rows.view.title)}**  \n:gray[:small[{words.escape(round_.label)}]]")
                listings.short(rows)


def figures(edition: Edition, as_of: str, country: str) -> None:
    """The country's own figures with their caveats; series as pictures, the rest as a table."""
    st.subheader(_("Figures"), anchor=False)
    observations = table(edition, "observations", as_of=as_of, country=country)
    directions = queries.directions(edition, as_of, country=country)
    judged = {row.item: row for row in directions.itertuples() if row.status != "not_judged"}
    series = observations.frame.groupby("indicator", sort=False).filter(lambda rows: len(rows) >= 3)
    grid = st.grid(3, min_column_width=260, border=True)
    for indicator, rows in series.groupby("indicator", sort=False):
        with grid.cell(), st.container(gap="xsmall"):
            _series(edition, as_of, rows.iloc[0], judged.get(indicator))
    if judged:
        st.caption(cards.LED)
    for at, says in sentences.related(observations.frame).items():
        st.caption(words.escape(f"{observations.frame.loc[at, 'label']}: {says}"))
    listings.revisions(edition, as_of, country=country)
    listings.long(observations, key="figures", empty=_("Our record held no figure of this country at this date."))


def _series(edition: Edition, as_of: str, first: pd.Series, direction: Direction | None) -> None:
    """One series: what it is (its first observation says), its status where it was judged, its caveat, its picture."""
    indicator, country = first["indicator"], first["iso3"]
    small = words.escape(f"{first['unit']} · {sentences.rule(first['rule'])}")
    st.markdown(f"**{words.escape(first['label'])}**  \n:gray[:small[{small}]]")
    if direction:
        with st.container(horizontal=True, gap="small"):
            cards.judged(edition, "alliance", direction.status, "direction")
            cards.other_methods(edition, as_of, indicator, country)
        st.caption(words.escape(sentences.change_a_year(direction)))
    if first["caveat"]:
        st.caption(words.escape(first["caveat"]))
    cards.picture(
        picture(edition, "trend", as_of=as_of, indicator=indicator, country=country),
        key=f"trend_{indicator}",
        rows=table(edition, "observations", as_of=as_of, country=country, indicator=indicator),
    )


def missing(edition: Edition, as_of: str, country: str) -> None:
    """What our record lacks, what was not joined, what is due."""
    st.subheader(_("What is missing in our record"), anchor=False)
    listings.short(
        table(edition, "gaps", as_of=as_of, country=country),
        empty=_("Nothing is missing: every milestone is known to be met, and every target has an action and a figure."),
    )
    to_confirm = table(edition, "confirmations", as_of=as_of, country=country).frame
    if len(to_confirm) and not printing.on_paper():
        name = to_confirm.iloc[0]["country"]
        filters.link("../quality.py", sentences.to_confirm(name, to_confirm), country=name)
