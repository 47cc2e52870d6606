"""Pieces of the page of a round: one tile a country, the reminder list, the templates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from pages.parts.desk import page
from pages.parts.desk.page import Mark
from views.workbook import lists

SILENT = "not_sent"
TILE = 130
"""The least width of a tile in pixels, so that six stand beside each other on an ordinary screen."""
LATE = "late"
CSV, XLSX, ZIP = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/zip"


class Round(Protocol):
    """What the page needs of a round: its key, its label, its due date (ISO)."""

    round: str
    label: str
    due: str


def sentence(board: pd.DataFrame, due: str, today: date | None = None) -> str:
    """How many have sent, how many are done, and who is late; nothing is late before the due date is over."""
    day, last = today or date.today(), date.fromisoformat(due)
    sent, done = int((board["state"] != SILENT).sum()), int(board["state"].isin(["approved", "published"]).sum())
    said = _("{0} have sent a workbook; {1} are approved or published.").format(
        words.of(sent, len(board)), words.of(done, len(board))
    )
    if day <= last:
        left = (last - day).days
        when = _("today") if left == 0 else words.many("in {0} day", "in {0} days", left).format(left)
        return said + " " + _("Due on {0}, {1}; nobody is late before that day is over.").format(words.day(last), when)
    late = int(board["overdue"].sum())
    return said + " " + _("It was due on {0}: {1} are overdue.").format(words.day(last), words.of(late, len(board)))


def offered(board: pd.DataFrame, marks: Mapping[str, Mark]) -> dict[str | None, str]:
    """What can be shown: everybody, those overdue, or one state."""
    there = set(board["state"])
    late = {LATE: _("Overdue")} if board["overdue"].any() else {}
    return {None: _("All countries"), **late, **{code: mark.label for code, mark in marks.items() if code in there}}


def shown(board: pd.DataFrame, state: str | None) -> pd.DataFrame:
    """The rows of the board under the choice, in the order of the countries' names."""
    if state == LATE:
        return board[board["overdue"]]
    return board if state is None else board[board["state"] == state]


def tiles(rows: pd.DataFrame, marks: Mapping[str, Mark], found: Mapping[str, object], round_: str) -> None:
    """One tile a country: its shape and name as a link to its review, its state in words with what stands in the way, and since when."""
    if rows.empty:
        page.empty(_("No country is in this state."))
        return
    grid = st.grid(6, min_column_width=TILE, gap="small")
    for row in rows.itertuples():
        mark = marks[row.state]
        with grid.cell(), st.container(gap=None):
            label = f"{page.TONES[mark.tone]}[{mark.shape}] {words.escape(row.country)}"
            page.to(
                "review", label, help=words.escape(f"{row.country}: {arrived(row)}"), round=round_, country=row.iso3
            )
            st.caption(
                "&ensp;"
                + " · ".join(filter(None, [words.escape(mark.label + stands(found.get(row.submission))), since(row)]))
            )


def stands(one: object | None) -> str:
    """What stands in the way of a submission that was checked."""
    if one is None or one.state != "checked":
        return ""
    open_ = len(one.open_questions)
    if one.errors:
        return ", " + words.many("{0} error", "{0} errors", one.errors).format(one.errors)
    return ", " + (words.many("{0} question", "{0} questions", open_).format(open_) if open_ else _("ready"))


def since(row: object) -> str:
    """What stands last in a tile: that it is overdue, else when it came."""
    return f":orange[◷] {_('overdue')}" if row.overdue else "" if row.state == SILENT else page.ago(row.received_at)


def arrived(row: object) -> str:
    """When a workbook came, and how long after the due date."""
    if row.state == SILENT:
        return (
            _("Nothing has arrived. {0} past the due date.").format(page.days(row.days_late))
            if row.overdue
            else _("Nothing has arrived yet.")
        )
    late = _(", {0} after the due date").format(page.days(row.days_late)) if row.days_late else _(", in time")
    return _("{0} came on {1}").format(row.submission, page.moment(row.received_at)) + late


def reminders(board: pd.DataFrame, marks: Mapping[str, Mark], round_: Round) -> None:
    """Whom to remind, and of what, as a list to take away."""
    rows = reminded(board, marks, round_.due)
    if rows.empty:
        st.caption(_("Nobody needs to be reminded: every country has sent, and none has its workbook back."))
        return
    silent, back = int((board["state"] == SILENT).sum()), int((board["state"] == "returned").sum())
    st.caption(
        _("Who has not sent ({0}) and who has the workbook back and must answer ({1}).").format(
            words.of(silent, len(board)), words.of(back, len(board))
        )
    )
    name = f"reminders-{round_.round}-{date.today().isoformat()}"
    with st.container(horizontal=True):
        page.take(_("List as XLSX"), f"{name}.xlsx", XLSX, data=lambda: lists.xlsx(rows, _("Reminders")))
        page.take(_("List as CSV"), f"{name}.csv", CSV, data=lambda: lists.csv(rows))


def reminded(board: pd.DataFrame, marks: Mapping[str, Mark], due: str) -> pd.DataFrame:
    """One row a country that is silent or has its workbook back: what is asked of it, since when."""
    rows = board[board["state"].isin([SILENT, "returned"])]
    asked = {
        SILENT: _("Send the workbook"),
        "returned": _("Mend and answer what is marked in the workbook, and send it again"),
    }
    return pd.DataFrame(
        {
            _("Country"): rows["country"],
            _("Code"): rows["iso3"],
            _("Region"): rows["region"],
            _("State"): [marks[state].label for state in rows["state"]],
            _("What is asked"): rows["state"].map(asked),
            _("Due"): due,
            _("Overdue"): [_("yes") if late else _("no") for late in rows["overdue"]],
            _("Submission"): rows["submission"],
        }
    ).reset_index(drop=True)


def template_for(board: pd.DataFrame) -> str:
    """The country whose template is wanted."""
    st.caption(_("The workbook that a country fills, with its own commitments and last values printed in it."))
    return page.choose(_("Country"), dict(zip(board["iso3"], board["country"], strict=True)), "country")
