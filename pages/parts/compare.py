"""Pieces of the comparison: the matrix of all countries, a few side by side, and figures where they may be compared."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.parts import cards
from views import charts, pictures, queries, sentences, words
from views.edition import Edition
from views.tables import table
from views.words import _


def milestones(edition: Edition, as_of: str, group: str) -> None:
    """A matrix of all countries and milestones, in groups by region or EU membership."""
    st.subheader(_("Milestones of all countries"), anchor=False)
    every = queries.milestones(edition, as_of)
    every = every.assign(group=every["eu_member"].map({True: _("EU members"), False: _("Outside the EU")}) if group == "eu" else every["region"])
    order = {milestone: place for place, milestone in enumerate(queries.milestone_totals(edition, as_of)["item"])}
    every = every.sort_values(by=["country", "milestone"], key=lambda column: column.map(order) if column.name == "milestone" else column)
    every = every.assign(said=pictures.said(edition, every))
    for name, rows in sorted(every.groupby("group"), key=lambda pair: -pair[1]["iso3"].nunique()):
        counts = [words.of(int((part["state"] == "yes").sum()), len(part)) for _m, part in rows.groupby("label", sort=False)]
        takeaway = _("{0}, {1} countries. Known to have met: {2}.").format(
            name, rows["iso3"].nunique(), "; ".join(f"{label} {n}" for label, n in zip(rows["label"].unique(), counts, strict=True))
        )
        with st.expander(f"**{name}** · {rows['iso3'].nunique()}", expanded=True):
            cards.draw(charts.matrix(rows), key=f"matrix_{name}", alt=takeaway)
            st.caption(takeaway)
    cards.twins(table(edition, "milestones", as_of=as_of), "matrix", legend=cards.STATE, most=432)


def side_by_side(edition: Edition, as_of: str, countries: list[str]) -> None:
    """Milestones and actions of a few countries, one column each."""
    states, statuses = queries.milestones(edition, as_of, country=countries), queries.statuses(edition)
    states = states.assign(
        said=[f"{statuses['alliance', row.state]['shape']} {statuses['alliance', row.state]['label']}{words.escape(pictures.since(row))}" for row in states.itertuples()]
    )
    acts = queries.coverage(edition, as_of, country=countries)
    rows = states.pivot(index="label", columns="country", values="said").loc[list(dict.fromkeys(states["label"]))]
    told = acts.assign(
        label=[_("Actions under target {0}").format(n) for n in acts["target_no"]], said=acts["actions"].astype(str).where(acts["actions"] > 0, "▨ " + _("none on record"))
    )
    both = pd.concat([rows, told.pivot(index="label", columns="country", values="said")])
    both.index.name = _("What")
    st.table(both.reset_index(), border="horizontal", hide_index=True)
    cards.downloads(table(edition, "milestones", as_of=as_of, country=countries), note=_("Milestones of these countries"))


def figures(edition: Edition, as_of: str, countries: list[str]) -> None:
    """Figures that are one in unit, period and definition; and those that are refused, each with the reason."""
    st.subheader(_("Figures"), anchor=False)
    found = table(edition, "comparison", as_of=as_of, country=countries)
    fair, refused = charts_and_refusals(found.frame, len(countries))
    names = queries.roster(edition, as_of).set_index("iso3")["country"].to_dict()
    for title, rows in fair:
        st.markdown(f"**{words.escape(title)}**")
        bars = rows.sort_values("country").assign(label=lambda frame: frame["country"], said=lambda frame: [words.figure(row.value, row.qualifier) for row in frame.itertuples()])
        first = rows.iloc[0]
        takeaway = "; ".join(f"{row.country} {row.said}" for row in bars.itertuples()) + f" ({first['unit']}, {first['period']})."
        cards.draw(charts.bars(bars), key=f"bars_{first['indicator']}", alt=takeaway)
        rank = _("In the order of the alphabet, not ranked: {0}.").format(first["rank_reason"].lower()) if not first["ranked"] else _("Place among {0}.").format(first["countries"])
        st.caption(
            words.escape(" ".join(filter(None, [sentences.cites(rows) + ".", f"{first['caveat']}." if first["caveat"] else "", rank, sentences.absent(countries, rows, names)])))
        )
    if not fair:
        st.caption(_("No figure is on record for two or more of these countries in one unit, period and definition."))
    if refused:
        st.markdown(f"**{_('Not compared, and why')}**")
        st.table(pd.DataFrame(refused, columns=[_("Indicator"), _("Countries with a figure"), _("Why it is not compared")]), border="horizontal", hide_index=True)
    if len(found.frame):
        cards.twins(found, "comparison", legend=_("All figures of these countries"))


def charts_and_refusals(frame: pd.DataFrame, asked: int) -> tuple[list[tuple[str, pd.DataFrame]], list[tuple[str, str, str]]]:
    """The newest comparable period of each indicator that at least two countries share, and the indicators that are refused with the reason."""
    fair, refused = [], []
    for label, rows in frame.groupby("label", sort=False):
        who = ", ".join(sorted(rows["country"].unique()))
        shared = rows[rows.groupby(["unit", "period"])["iso3"].transform("nunique") >= 2]
        if not rows["comparable"].iloc[0]:
            refused.append((label, who, rows["comparable_reason"].iloc[0] + "."))
        elif rows["iso3"].nunique() < 2:
            refused.append((label, who, _("Only one of the {0} countries has a figure.").format(asked)))
        elif shared.empty:
            units = rows["unit"].nunique() > 1
            refused.append((label, who, _("The units differ.") if units else _("The years differ: {0}.").format(", ".join(sorted(rows["period"].unique())))))
        else:
            last = shared.sort_values(["date_to", "unit"]).iloc[-1]
            newest = shared[(shared["period"] == last["period"]) & (shared["unit"] == last["unit"]) & (shared["evidence"] == "verified")]
            fair.append((f"{label}, {newest['period'].iloc[0]} ({newest['unit'].iloc[0]})", newest))
    return fair, refused
