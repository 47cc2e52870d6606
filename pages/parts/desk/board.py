"""Pieces of the page of a round: one tile a country, the reminder list, the templates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from etl.desk.submission import Submission
from etl.form.rounds import Round
from pages.parts import filters
from pages.parts.desk import elements
from pages.parts.desk.elements import CSV, TONES, XLSX, Mark
from views import choices, lists

SILENT = "not_sent"
TILE = 130
"""The least width of a tile in pixels, so that six stand beside each other on an ordinary screen."""
LATE = "late"


class Standing(Protocol):
    """How a country stands in a round: a row of `etl.desk.board.round_board`."""

    iso3: str
    country: str
    state: str
    submission: str
    received_at: str
    days_late: int
    overdue: bool


def sentence(board: pd.DataFrame, due: str, today: date | None = None) -> str:
    """How many have sent, how many are done, and who is late; nothing is late before the due date is over."""
    day, last = today or date.today(), date.fromisoformat(due)
    sent, done = int((board["state"] != SILENT).sum()), int(board["state"].isin(["approved", "published"]).sum())
    arrived = _("{0} have sent a workbook; {1} are approved or published.").format(
        words.of(sent, len(board)), words.of(done, len(board))
    )
    if day > last:
        late = words.of(int(board["overdue"].sum()), len(board))
        return f"{arrived} {_('It was due on {0}: {1} are overdue.').format(words.day(last), late)}"
    left = (last - day).days
    when = _("today") if left == 0 else words.many("in {0} day", "in {0} days", left).format(left)
    waits = _("Due on {0}, {1}; nobody is late before that day is over.").format(words.day(last), when)
    return f"{arrived} {waits}"


def offered(board: pd.DataFrame, marks: Mapping[str, Mark]) -> dict[str | None, str]:
    """What can be shown: everybody, those overdue, or one state."""
    states = set(board["state"])
    options: dict[str | None, str] = {None: _("All countries")}
    if board["overdue"].any():
        options[LATE] = _("Overdue")
    options.update((code, mark.label) for code, mark in marks.items() if code in states)
    return options


def shown(board: pd.DataFrame, state: str | None) -> pd.DataFrame:
    """The rows of the board under the choice, in the order of the countries' names."""
    if state == LATE:
        return board[board["overdue"]]
    return board if state is None else board[board["state"] == state]


def tiles(board: pd.DataFrame, marks: Mapping[str, Mark], submissions: Mapping[str, Submission], round_: str) -> None:
    """One tile a country: its shape and name as a link to its review, its state in words, and since when."""
    if board.empty:
        elements.empty(_("No country is in this state."))
        return
    grid = st.grid(6, min_column_width=TILE, gap="small")
    for row in board.itertuples():
        mark = marks[row.state]
        with grid.cell(), st.container(gap=None):
            label = f"{TONES[mark.tone]}[{mark.shape}] {words.escape(row.country)}"
            hint = words.escape(f"{row.country}: {arrived(row)}")
            elements.link("review", label, hint=hint, round=round_, country=row.iso3)
            state = words.escape(mark.label + obstacle(submissions.get(row.submission)))
            st.caption("&ensp;" + " · ".join(filter(None, [state, since(row)])))


def obstacle(submission: Submission | None) -> str:
    """What stands in the way of a submission that was checked."""
    if submission is None or submission.state != "checked":
        return ""
    errors, questions = submission.errors, len(submission.open_questions)
    if errors:
        return ", " + words.many("{0} error", "{0} errors", errors).format(errors)
    return ", " + (
        words.many("{0} question", "{0} questions", questions).format(questions) if questions else _("ready")
    )


def since(row: Standing) -> str:
    """What stands last in a tile: that it is overdue, else when it came."""
    if row.overdue:
        return f":orange[◷] {_('overdue')}"
    return "" if row.state == SILENT else elements.ago(row.received_at)


def arrived(row: Standing) -> str:
    """When a workbook came, and how long after the due date."""
    days = elements.days(row.days_late)
    if row.state == SILENT:
        late = _("Nothing has arrived. {0} past the due date.").format(days)
        return late if row.overdue else _("Nothing has arrived yet.")
    late = _(", {0} after the due date").format(days) if row.days_late else _(", in time")
    return _("{0} came on {1}").format(row.submission, elements.moment(row.received_at)) + late


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
        elements.download(_("List as XLSX"), f"{name}.xlsx", XLSX, lambda: lists.xlsx(rows, _("Reminders")))
        elements.download(_("List as CSV"), f"{name}.csv", CSV, lambda: lists.csv(rows))


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
    return filters.choose(_("Country"), choices.offered(board, "iso3", "country"), "country")
