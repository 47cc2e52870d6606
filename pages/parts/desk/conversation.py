"""What was said about a submission, cell by cell, and everything that was done with it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from etl.desk.submission import Submission
from etl.store.journal import Entry
from pages.parts.desk import acting, elements

ACTS = {
    "received": _("took it in"),
    "checked": _("checked it"),
    "commented": _("commented"),
    "answered": _("answered"),
    "returned": _("gave it back"),
    "accepted": _("accepted it"),
    "reopened": _("reopened it"),
    "approved": _("approved it"),
    "unapproved": _("undid the approval"),
    "published": _("published it"),
    "withdrawn": _("withdrew it"),
    "replaced": _("replaced it"),
}
OPEN = ("received", "checked", "returned", "accepted")
"""The states in which more can be said."""
Say = Callable[[str, str, str], object]
"""Enter what is said: about which cell or finding (key), the words, and who says it."""


def thread(remarks: Sequence[tuple[str, str, str, str]]) -> None:
    """What was said about one thing: who, what they did, when, and their words."""
    for at, by, act, text in remarks:
        did = ACTS.get(act, words.escape(act))
        st.caption(f"{words.escape(by)} {did}, {elements.moment(at)}: “{words.escape(text)}”")


def worded(key: str) -> str:
    """The key of a finding for people: "Indicators!G12 stock_falls" as "Indicators!G12 stock falls"."""
    return key.replace("_", " ")


def about_cells(submission: Submission, findings: Collection[str], comment: Say) -> None:
    """What was said about cells that are under none of the `findings` (keys), and a field to say more.

    The country reads it in the workbook that is given back.
    """
    st.subheader(_("About single cells"), anchor=False)
    remarks = {key: about for key, about in submission.answers.items() if key not in findings}
    for key, about in remarks.items():
        st.markdown(f"**{words.escape(worded(key))}**")
        thread(about)
    if submission.state in OPEN:
        _field(submission.id, comment)
    elif not remarks:
        elements.hint(_("Nothing was said about a single cell."))


def _field(submission: str, comment: Say) -> None:
    cell, text = f"comment_cell_{submission}", f"comment_text_{submission}"

    def enter(by: str) -> None:
        comment(_cell(st.session_state[cell]), st.session_state[text], by)

    with (
        st.form(f"comment_{submission}", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input(_("Cell"), key=cell, placeholder="Indicators!G12", width=180, max_chars=60)
        st.text_input(_("Comment or question"), key=text, max_chars=2000)
        acting.button(_("Enter"), enter, key="comment_enter", done=_("The comment is entered."), in_form=True)


def _cell(text: str) -> str:
    sheet, _mark, cell = text.strip().rpartition("!")
    return f"{sheet.strip().capitalize()}!{cell.strip().upper()}" if sheet else text.strip()


def history(entries: Sequence[Entry]) -> None:
    """Everything that was done with this submission, newest first."""
    st.subheader(_("History"), anchor=False)
    rows = [
        {
            _("When (UTC)"): elements.stamp(entry.at),
            _("Who"): words.escape(entry.by),
            _("What"): words.escape(ACTS.get(entry.act, entry.act)),
            _("About"): words.escape(worded(str(entry.facts.get("key", "")))),
            _("Words"): words.escape(entry.reason),
        }
        for entry in reversed(entries)
    ]
    st.table(pd.DataFrame(rows), border="horizontal", hide_index=True)
