"""What was said about a submission, cell by cell, and everything that was done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from pages.parts.desk import page
from pages.parts.desk.cells import Found

ACTS = {
    "received": _("took it in"), "checked": _("checked it"), "commented": _("commented"), "answered": _("answered"), "returned": _("gave it back"),
    "accepted": _("accepted it"), "reopened": _("reopened it"), "approved": _("approved it"), "unapproved": _("undid the approval"),
    "published": _("published it"), "withdrawn": _("withdrew it"), "replaced": _("replaced it"),
}  # fmt: skip
Say = Callable[[str, str, str], object]


def thread(said: Sequence[tuple[str, str, str, str]]) -> None:
    """What was said about one thing: who, what they did, when, and their words."""
    for at, by, act, text in said:
        st.caption(f"{words.escape(by)} {ACTS.get(act, words.escape(act))}, {page.moment(at)}: “{words.escape(text)}”")


def worded(key: str) -> str:
    """The key of a finding for people: "Indicators!G12 stock_falls" as "Indicators!G12 stock falls"."""
    return key.replace("_", " ")


def talk(one: object, own: Sequence[Found], comment: Say) -> None:
    """What was said about single cells, and a field to say more; the country reads it in the workbook that is given back."""
    st.subheader(_("About single cells"), anchor=False)
    asked = {said.key for said in own}
    talked = {key: said for key, said in one.answers.items() if key not in asked}
    for key, said in talked.items():
        st.markdown(f"**{words.escape(worded(key))}**")
        thread(said)
    if one.state not in ("received", "checked", "returned", "accepted"):
        page.hint("" if talked else _("Nothing was said about a single cell."))
        return
    cell, text = f"comment_cell_{one.id}", f"comment_text_{one.id}"
    with (
        st.form(f"comment_{one.id}", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input(_("Cell"), key=cell, placeholder="Indicators!G12", width=180, max_chars=60)
        st.text_input(_("Comment or question"), key=text, max_chars=2000)
        do = lambda by: comment(_cell(st.session_state[cell]), st.session_state[text], by)  # noqa: E731
        page.button(
            _("Enter"), do, key="comment_enter", done=_("The comment is entered."), widget=st.form_submit_button
        )


def _cell(text: str) -> str:
    sheet, _mark, cell = text.strip().rpartition("!")
    return f"{sheet.strip().capitalize()}!{cell.strip().upper()}" if sheet else text.strip()


def history(entries: Sequence[object]) -> None:
    """Everything that was done with this submission, newest first."""
    st.subheader(_("History"), anchor=False)
    rows = [
        {
            _("When (UTC)"): page.stamp(one.at),
            _("Who"): words.escape(one.by),
            _("What"): words.escape(ACTS.get(one.act, one.act)),
            _("About"): words.escape(worded(str(one.facts.get("key", "")))),
            _("Words"): words.escape(one.reason),
        }
        for one in reversed(entries)
    ]
    st.table(pd.DataFrame(rows), border="horizontal", hide_index=True)
