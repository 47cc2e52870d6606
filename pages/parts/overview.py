"""Pieces of the overview: the joint goal, the four target cards, the largest gaps, what changed."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from pages.parts import cards, filters, printing
from views import queries, sentences
from views.edition import Edition
from views.pictures import picture
from views.tables import table


def joint_goal(edition: Edition, as_of: str, joint: pd.Series) -> None:
    """The one number that all countries signed up to: its picture, beside it the status, the gap and what it takes."""
    with st.container(border=True):
        grid = st.grid(3, min_column_width=180 if printing.on_paper() else 260, gap="medium")
        with grid.cell(column_span=2):
            st.subheader(_("Victims identified in INTERPOL’s ICSE database, cumulative"), anchor=False)
            joint_picture(edition, as_of, joint)
        with grid.cell():
            verdict(edition, joint)


@st.fragment
def joint_picture(edition: Edition, as_of: str, joint: pd.Series) -> None:
    """The stock with its path; on wish with where the present pace leads."""
    has_pace = not words.missing(joint.reach) and joint.reach != "too_old"
    ahead = has_pace and not printing.on_paper() and _looks_ahead()
    cards.picture(
        picture(edition, "joint_goal", as_of=as_of, ahead=ahead or None),
        key="joint",
        legend=cards.AHEAD if ahead else cards.QUALITY,
        rows=table(edition, "trajectory", as_of=as_of, rule="annual_growth"),
    )


def _looks_ahead() -> bool:
    chosen = st.segmented_control(
        _("How far the picture looks"),
        [_("Until today"), _("Look ahead")],
        default=_("Until today"),
        label_visibility="collapsed",
        key="ahead",
    )
    return chosen == _("Look ahead")


def verdict(edition: Edition, joint: pd.Series) -> None:
    """Status, gap, growth, what it takes, how sure and by which rule."""
    with st.container(gap="xsmall"):
        cards.judged(edition, "alliance", joint.status, "annual_growth")
        if not words.missing(joint.gap_value):
            st.markdown(f"## :primary[{words.signed(joint.gap_value)}]", anchors=False)
            st.caption(sentences.against_the_path(joint))
        st.markdown(sentences.growth(joint) or sentences.joint_goal(joint))
        cards.facts(
            [
                (_("What it takes now"), sentences.takes_now(joint)),
                (_("Present pace"), sentences.pace(joint)),
                (_("How sure"), sentences.how_sure(joint)),
                (_("Rule"), _("yearly growth since the launch ÷ 10 %; 0.95 and above is on track.")),
            ]
        )
        with st.container(horizontal=True, gap="small"):
            base_and_additions(joint)
            cards.other_methods(edition, joint["as_of"], joint["item"], joint["iso3"])


@st.fragment
def base_and_additions(joint: pd.Series) -> None:
    """From which base, and what was added a year; one touch away."""
    more = st.popover(_("Base and additions"), type="tertiary", key="base_and_additions", on_change="rerun")
    if more.open or printing.on_paper():
        with more:
            cards.facts(
                [
                    (_("Base"), sentences.base(joint)),
                    (_("Yearly additions"), sentences.additions(joint)),
                ]
            )


def target_cards(edition: Edition, as_of: str, targets: pd.DataFrame, joint: pd.Series) -> None:
    """The four policy targets, each with one sentence, a status, its own small picture and what is not known."""
    grid = st.grid(4, min_column_width=200, border=True)
    totals, states = queries.milestone_totals(edition, as_of), queries.milestones(edition, as_of)
    for row in targets.itertuples():
        with grid.cell(), st.container(gap="xsmall"):
            st.caption(_("Target {0}").format(row.target_no))
            st.markdown(f"##### {words.escape(row.short_name)}", anchors=False)
            cards.judged(edition, row.scale, row.status, "annual_growth" if row.scale == "alliance" else "binary")
            st.markdown(f":small[{words.escape(sentences.target(row, joint, states))}]")
            asked, drawn = {"as_of": as_of, "target": int(row.target_no)}, None
            if row.target_no in set(totals["target_no"]):
                drawn = picture(edition, "milestones", **asked)
                cards.draw(drawn, key=f"dots_target_{row.target_no}")
                st.caption(sentences.lists(drawn.rows))
            st.caption(sentences.known(row))
            cards.origin_and_table(table(edition, "milestones", **asked), f"card_{row.target_no}", drawn)
            filters.link("../targets.py", _("Target {0} in depth").format(row.target_no), target=row.short_name)


def largest_gaps(edition: Edition, as_of: str) -> None:
    """The three largest gaps of each target, with what closing them would take."""
    st.subheader(_("Largest gaps"), anchor=False)
    totals = queries.gap_totals(edition, as_of)
    for target_no, gaps in totals[totals["rank"] <= 3].groupby("target_no"):
        lines = [
            f"- **{words.escape(gap.label)}:** {words.escape(f'{sentences.gap(gap)} → {sentences.takes(gap)}')}"
            for gap in gaps.itertuples()
        ]
        st.markdown(f":gray[{_('Target {0}').format(target_no)}]\n" + "\n".join(lines))
    filters.link("../gaps.py", _("All gaps by country"))


def changes(edition: Edition, as_of: str) -> str | None:
    """What changed between an earlier conference and the date of looking; returns the earlier one."""
    st.subheader(_("What changed, and what became known"), anchor=False)
    since = filters.since(edition, as_of)
    if since is None:
        st.caption(_("This is the first date; nothing came before it."))
        return None
    st.caption(sentences.COUNTS)
    lines = sentences.changes(queries.changes(edition, as_of, since), queries.behind_changes(edition, as_of, since))
    st.markdown("\n".join(f"- {words.escape(line)}" for line in lines) or sentences.UNCHANGED)
    cards.twins(table(edition, "changes", as_of=as_of, since=since), "changes")
    return since
