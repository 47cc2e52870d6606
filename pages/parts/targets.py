"""Pieces of the page of one target: its standing, goals, milestones, indicators, actions and gaps."""

from __future__ import annotations

from typing import Protocol

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from pages.parts import cards, filters, listings, overview
from views import pictures, queries, sentences
from views.edition import Edition
from views.pictures import picture
from views.tables import table

MOST = 12
"""So many pictures of series; a page of hundreds would be read by nobody."""


class Direction(Protocol):
    """A series that was judged by its direction: a row of the query `directions`."""

    item: str
    iso3: str
    label: str
    country: str
    unit: str
    status: str


def standing(edition: Edition, as_of: str, row: pd.Series) -> None:
    """The status of the target, its rule and, for the first target, the joint goal."""
    if row.scale == "alliance":
        overview.joint_goal(edition, as_of, queries.joint_goal(edition, as_of))
        st.subheader(_("Growth between neighbouring points"), anchor=False)
        listings.short(
            table(edition, "spans", as_of=as_of), empty=_("Our record held fewer than two figures at this date.")
        )
        return
    with st.container(border=True):
        cards.judged(edition, "share", row.status, "binary")
        rule = edition.rows("rules", rule="binary").iloc[0]
        cards.facts([(_("How sure"), sentences.known(row)), (_("Rule"), rule["in_words"]), (_("From"), rule["source"])])


def goals(edition: Edition, target: int) -> None:
    """The operational goals of the target and what serves each."""
    st.subheader(_("Operational goals"), anchor=False)
    items = edition.rows("goal_items", target_no=target)
    for goal in queries.goals(edition, target).itertuples():
        serves = (items["goal_id"] == goal.goal_id) & (items["item_type"] == "commitment_kind")
        kinds = words.escape(", ".join(items[serves]["label"].str.lower()))
        mark = " ◌ " + _("wording unconfirmed") if goal.evidence == "unconfirmed" else ""
        parts = [words.linked(goal.source_title, goal.source_url), words.escape(sentences.tier(goal.source_tier))]
        source = ", ".join(filter(None, [*parts, words.address(goal.file, goal.line)]))
        st.markdown(
            f"**{goal.goal_id} {words.escape(goal.short_name)}**{mark}  \n{words.escape(goal.meaning)}  \n"
            f":gray[:small[{_('Served by')}: {kinds}. {_('Source')}: {source}]]"
        )


def examples(edition: Edition, target: int) -> None:
    """Example actions from which a country may choose; most of their wording is unconfirmed and says so."""
    title = _("Example actions from which a country may choose")
    with st.expander(title, on_change="rerun", key="examples") as expander:
        if expander.open:
            listings.short(table(edition, "potential_actions", target=target))


def milestones(edition: Edition, as_of: str, target: int) -> None:
    """How many countries, which are outside, which are not known."""
    st.subheader(_("Milestones"), anchor=False)
    totals, states = queries.milestone_totals(edition, as_of, target), queries.milestones(edition, as_of, target)
    if totals.empty:
        st.caption(_("No milestone belongs to this target."))
        return
    grid = st.grid(2, min_column_width=380, border=True)
    for total in totals.itertuples():
        with grid.cell(), st.container(gap="xsmall"):
            if total.rule == "binary":
                cards.judged(edition, "share", total.status, "binary")
            else:
                st.markdown(f":gray[– {_('Context, in no rating')}]", help=total.rule_reason)
            drawn = picture(edition, "milestones", as_of=as_of, milestone=total.item)
            cards.draw(drawn, key=f"dots_{total.item}")
            st.caption(words.escape(sentences.milestone(total, drawn.rows)))
            if total.reach != "no_pace":
                st.caption(sentences.pace(total))
            _outside(states[states["milestone"] == total.item])
            cards.twins(table(edition, "milestones", as_of=as_of, milestone=total.item), total.item, drawn=drawn)
    st.caption(cards.STATE)


def _outside(states: pd.DataFrame) -> None:
    """The countries known not to have met a milestone, and those of which the sources differ or nothing is known."""
    for state, label in sentences.NOT_MET.items():
        listed = states[states["state"] == state]
        if len(listed):
            st.caption(f"**{label} ({len(listed)}):** {words.escape(pictures.with_remarks(listed))}")


def indicators(edition: Edition, as_of: str, target: int) -> None:
    """Trend and rule of each indicator that has a series; the rest in the table."""
    st.subheader(_("Indicators"), anchor=False)
    directions = queries.directions(edition, as_of, target)
    judged = directions[directions["points"] >= 3]
    grid = st.grid(3, min_column_width=260, border=True)
    for row in judged.head(MOST).itertuples():
        with grid.cell(), st.container(gap="xsmall"):
            _trend(edition, as_of, row)
    if len(judged) > MOST:
        st.caption(
            _("{0} of {1} series; all of them are in the table below and on the pages of the countries.").format(
                MOST, len(judged)
            )
        )
    if len(judged):
        st.caption(cards.LED)
    else:
        st.caption(_("No indicator of this target with a better direction had three comparable figures at this date."))
    for key, title, names in (
        ("all_indicators", _("All indicators of the target, with their rules"), ("indicators", "directions")),
        ("other_methods", _("What other methods say, and how sure each judgement is"), ("robustness", "assessments")),
    ):
        with st.expander(title, on_change="rerun", key=key) as expander:
            if expander.open:
                for name in names:
                    listings.long(table(edition, name, as_of=as_of, target=target), key=name)
    listings.revisions(edition, as_of, target=target)


def _trend(edition: Edition, as_of: str, row: Direction) -> None:
    """One series: its status, what is said of it, and its picture."""
    st.markdown(
        f"**{words.escape(row.label)}**  \n:gray[:small[{words.escape(row.country)} · {words.escape(row.unit)}]]"
    )
    with st.container(horizontal=True, gap="small"):
        cards.judged(edition, "alliance", row.status, "direction")
        cards.other_methods(edition, as_of, row.item, row.iso3)
    st.caption(
        words.escape(
            " ".join([sentences.direction(row, queries.undated(edition), name=False), sentences.change_a_year(row)])
        )
    )
    cards.picture(
        picture(edition, "trend", as_of=as_of, indicator=row.item, country=row.iso3),
        key=f"trend_{row.item}_{row.iso3}",
        rows=table(edition, "observations", as_of=as_of, indicator=row.item, country=row.iso3),
    )


def actions(edition: Edition, as_of: str, target: int) -> None:
    """Actions on record by status and kind."""
    st.subheader(_("Actions on record"), anchor=False)
    frame = queries.commitments(edition, as_of, target)
    st.caption(sentences.origins(frame))
    if frame.empty:
        return
    st.table(_by_kind(edition, queries.counted_once(frame)), border="horizontal", hide_index=True)
    with st.expander(_("Each action, with its source"), on_change="rerun", key="all_actions") as expander:
        if expander.open:
            listings.short(table(edition, "commitments", as_of=as_of, target=target), most=60)
    newest = queries.rounds(edition, as_of).head(1)["round"].tolist()
    for rows in [
        table(edition, "promises", as_of=as_of, target=target),
        *(table(edition, "practices", round=code, target=target) for code in newest),
    ]:
        if len(rows.frame):
            with st.expander(rows.view.title, on_change="rerun", key=f"all_{rows.view.name}") as expander:
                if expander.open:
                    listings.long(rows, key=rows.view.name)


def _by_kind(edition: Edition, actions: pd.DataFrame) -> pd.DataFrame:
    """One row a kind, one column a status: how many actions."""
    labels, statuses = queries.labels(edition, "kind"), queries.statuses(edition)
    counts = actions.groupby(["kind", "status"]).size().unstack(fill_value=0)
    counts = counts[sorted(counts.columns, key=lambda code: statuses["commitment", code]["rank"])]
    shown = [statuses["commitment", code] for code in counts.columns]
    counts.columns = [f"{status['shape']} {status['label']}" for status in shown]
    counts.index = pd.Index([labels[kind] for kind in counts.index], name=_("Kind"))
    return counts.reset_index()


def gaps(edition: Edition, as_of: str, target: int) -> None:
    """What is missing under the target, largest first."""
    st.subheader(_("Gaps"), anchor=False)
    cards.picture(
        picture(edition, "gap_totals", as_of=as_of, target=target),
        key="gaps",
        rows=table(edition, "gap_totals", as_of=as_of, target=target),
        legend=_("Countries for which something is missing"),
    )
    filters.link(
        "../gaps.py", _("These gaps by country"), target=queries.targets(edition, as_of, target).iloc[0].short_name
    )
