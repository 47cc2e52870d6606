"""Pieces of the comparison: the matrix of all countries, a few side by side, and figures where they may be compared."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from pages.parts import cards
from views import pictures, queries, sentences
from views.comparison import sides
from views.edition import Edition
from views.pictures import picture
from views.tables import table


def milestones(edition: Edition, as_of: str, group: str) -> None:
    """A matrix of all countries and milestones, in groups by region or EU membership."""
    st.subheader(_("Milestones of all countries"), anchor=False)
    every = queries.milestones(edition, as_of)
    groups = every["eu_member"].map({True: "yes", False: "no"}) if group == "eu" else every["region"]
    names = {"yes": _("EU members"), "no": _("Outside the EU")}
    for code, rows in sorted(every.groupby(groups), key=lambda pair: -pair[1]["iso3"].nunique()):
        with st.expander(f"**{names.get(code, code)}** · {rows['iso3'].nunique()}", expanded=True):
            drawn = picture(edition, "matrix", as_of=as_of, **{group: code})
            cards.draw(drawn, key=f"matrix_{code}")
            st.caption(words.escape(drawn.said) + cards.picture_files(drawn), unsafe_allow_html=True)
    cards.twins(table(edition, "milestones", as_of=as_of), "matrix", legend=cards.STATE, most=432)


def side_by_side(edition: Edition, as_of: str, countries: list[str]) -> None:
    """Milestones and actions of a few countries, one column each."""
    states, statuses = queries.milestones(edition, as_of, country=countries), queries.statuses(edition)
    states = states.assign(
        said=[
            f"{statuses['alliance', row.state]['shape']} {statuses['alliance', row.state]['label']}{words.escape(pictures.since(row))}"
            for row in states.itertuples()
        ]
    )
    acts = queries.coverage(edition, as_of, country=countries)
    rows = states.pivot(index="label", columns="country", values="said").loc[list(dict.fromkeys(states["label"]))]
    told = acts.assign(
        label=[_("Actions under target {0}").format(n) for n in acts["target_no"]],
        said=acts["actions"].astype(str).where(acts["actions"] > 0, "▨ " + _("none on record")),
    )
    both = pd.concat([rows, told.pivot(index="label", columns="country", values="said")])
    both.index.name = _("What")
    st.table(both.reset_index(), border="horizontal", hide_index=True)
    cards.downloads(
        table(edition, "milestones", as_of=as_of, country=countries), note=_("Milestones of these countries")
    )


def figures(edition: Edition, as_of: str, countries: list[str]) -> None:
    """Figures that are one in unit, period and definition; and those that are refused, each with the reason."""
    st.subheader(_("Figures"), anchor=False)
    found = table(edition, "comparison", as_of=as_of, country=countries)
    fair, refused = sides(found.frame, len(countries))
    names = queries.roster(edition, as_of).set_index("iso3")["country"].to_dict()
    for one in fair:
        st.markdown(f"**{words.escape(one.title)}**")
        rows, first = one.rows, one.rows.iloc[0]
        drawn = picture(edition, "comparison", as_of=as_of, indicator=one.indicator, country=countries)
        cards.draw(drawn, key=f"bars_{one.indicator}")
        rank = (
            _("In the order of the alphabet, not ranked: {0}.").format(first["rank_reason"].lower())
            if not first["ranked"]
            else _("Place among {0}.").format(first["countries"])
        )
        said = " ".join(
            filter(
                None,
                [
                    sentences.cites(rows) + ".",
                    f"{first['caveat']}." if first["caveat"] else "",
                    rank,
                    sentences.absent(countries, rows, names),
                ],
            )
        )
        st.caption(words.escape(said) + cards.picture_files(drawn), unsafe_allow_html=True)
    if not fair:
        st.caption(_("No figure is on record for two or more of these countries in one unit, period and definition."))
    if refused:
        st.markdown(f"**{_('Not compared, and why')}**")
        st.table(
            pd.DataFrame(refused, columns=[_("Indicator"), _("Countries with a figure"), _("Why it is not compared")]),
            border="horizontal",
            hide_index=True,
        )
    if len(found.frame):
        cards.twins(found, "comparison", legend=_("All figures of these countries"))
