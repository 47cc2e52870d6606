"""Pieces of the comparison: the matrix of all countries, a few side by side, and figures where they may be compared."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from pages.parts import cards, listings
from views import pictures, queries, sentences
from views.comparison import sides
from views.edition import Edition
from views.pictures import picture
from views.tables import table


def milestones(edition: Edition, as_of: str, group: str) -> None:
    """A matrix of all countries and milestones, in groups by region or EU membership."""
    st.subheader(_("Milestones of all countries"), anchor=False)
    states = queries.milestones(edition, as_of)
    groups = states["eu_member"].map({True: "yes", False: "no"}) if group == "eu" else states["region"]
    names = {"yes": _("EU members"), "no": _("Outside the EU")}
    for code, rows in sorted(states.groupby(groups), key=lambda pair: -pair[1]["iso3"].nunique()):
        with st.expander(f"**{words.escape(names.get(code, code))}** · {rows['iso3'].nunique()}", expanded=True):
            drawn = picture(edition, "matrix", as_of=as_of, **{group: code})
            cards.draw(drawn, key=f"matrix_{code}")
            st.caption(words.escape(drawn.takeaway) + cards.picture_files(drawn), unsafe_allow_html=True)
    cards.twins(table(edition, "milestones", as_of=as_of), "matrix", legend=cards.STATE, most=432)


def side_by_side(edition: Edition, as_of: str, countries: list[str]) -> None:
    """Milestones and actions of a few countries, one column each."""
    both = pd.concat([_milestone_cells(edition, as_of, countries), _action_cells(edition, as_of, countries)])
    both.index.name = _("What")
    in_rows = both.rename(index=words.escape, columns=words.escape).reset_index()
    st.table(in_rows, border="horizontal", hide_index=True)
    listings.downloads(
        table(edition, "milestones", as_of=as_of, country=countries), note=_("Milestones of these countries")
    )


def _milestone_cells(edition: Edition, as_of: str, countries: list[str]) -> pd.DataFrame:
    """One row a milestone, one column a country: the state in words."""
    states, statuses = queries.milestones(edition, as_of, country=countries), queries.statuses(edition)
    known = [statuses["alliance", state] for state in states["state"]]
    since = [words.escape(pictures.since(row)) for row in states.itertuples()]
    cells = [f"{status['shape']} {status['label']}{when}" for status, when in zip(known, since, strict=True)]
    wide = states.assign(cell=cells).pivot(index="label", columns="country", values="cell")
    return wide.loc[list(dict.fromkeys(states["label"]))]


def _action_cells(edition: Edition, as_of: str, countries: list[str]) -> pd.DataFrame:
    """One row a target, one column a country: how many actions are on record."""
    coverage = queries.coverage(edition, as_of, country=countries)
    actions = coverage["actions"]
    labels = [_("Actions under target {0}").format(number) for number in coverage["target_no"]]
    cells = actions.astype(str).where(actions > 0, "▨ " + _("none on record"))
    return coverage.assign(label=labels, cell=cells).pivot(index="label", columns="country", values="cell")


def figures(edition: Edition, as_of: str, countries: list[str]) -> None:
    """Figures that are one in unit, period and definition; and those that are refused, each with the reason."""
    st.subheader(_("Figures"), anchor=False)
    comparison = table(edition, "comparison", as_of=as_of, country=countries)
    fair, refused = sides(comparison.frame, len(countries))
    names = queries.roster(edition, as_of).set_index("iso3")["country"].to_dict()
    for side in fair:
        st.markdown(f"**{words.escape(side.title)}**")
        drawn = picture(edition, "comparison", as_of=as_of, indicator=side.indicator, country=countries)
        cards.draw(drawn, key=f"bars_{side.indicator}")
        parts = [_how_compared(side.rows), sentences.absent(countries, side.rows, names)]
        st.caption(words.escape(" ".join(filter(None, parts))) + cards.picture_files(drawn), unsafe_allow_html=True)
    if not fair:
        st.caption(_("No figure is on record for two or more of these countries in one unit, period and definition."))
    if refused:
        st.markdown(f"**{_('Not compared, and why')}**")
        headings = [_("Indicator"), _("Countries with a figure"), _("Why it is not compared")]
        st.table(
            pd.DataFrame(refused, columns=headings).map(words.escape),
            border="horizontal",
            hide_index=True,
        )
    if len(comparison.frame):
        cards.twins(comparison, "comparison", legend=_("All figures of these countries"))


def _how_compared(rows: pd.DataFrame) -> str:
    """The sources of figures that stand side by side, their caveat, and whether they are ranked."""
    first = rows.iloc[0]
    if first["ranked"]:
        rank = _("Place among {0}.").format(first["countries"])
    else:
        rank = _("In the order of the alphabet, not ranked: {0}.").format(first["rank_reason"].lower())
    caveat = f"{first['caveat']}. " if first["caveat"] else ""
    return f"{sentences.cites(rows)}. {caveat}{rank}"
