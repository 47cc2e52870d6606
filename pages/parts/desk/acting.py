"""Who acts, and an act with its answer: each is entered under a name, and what is refused is said calmly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

from core import words
from core.words import _

NAMELESS = _("First say who you are, in the field “You are” of the menu: every act is entered under a name.")
Act = Callable[[str], object]
"""An act; called with who acts."""
Kind = Literal["primary", "secondary"]
"""How a button looks: filled where it is what comes next."""


def field() -> None:
    """The field in the sidebar that says who acts."""
    st.text_input(
        _("You are"),
        key="desk_name",
        placeholder=_("Your name"),
        persist_state="session",
        help=_("Entered in the journal with every act."),
    )


def actor() -> str:
    """Who acts, as typed into the sidebar; empty while nobody has said so."""
    return " ".join((st.session_state.get("desk_name") or "").split())[:60]


def sentence(error: Exception) -> str:
    """The sentence that an error of `etl` or `core` carries for people; empty for an error that nobody foresaw."""
    return str(error) if type(error).__module__.startswith(("etl.", "core.")) else ""


def button(
    label: str, act: Act, *, key: str, done: str, why_not: str = "", in_form: bool = False, kind: Kind = "secondary"
) -> None:
    """A button that acts with what was on screen; `done` is said afterwards.

    Disabled with the reason while `why_not` holds, or nobody has said who acts.
    """
    reason = why_not or ("" if actor() else NAMELESS)
    widget = st.form_submit_button if in_form else st.button
    widget(
        label,
        key=key,
        on_click=attempt,
        args=(act, done),
        disabled=bool(reason),
        help=words.escape(reason) or None,
        type=kind,
    )


def attempt(act: Act, done: str) -> None:
    """Do it in the name of who acts.

    What is refused, or was done by somebody else first, is kept to be said calmly on the next page.
    """
    if not actor():
        st.session_state["desk_refused"] = NAMELESS
        return
    try:
        act(actor())
    except Exception as error:
        if not sentence(error):
            raise
        st.session_state["desk_refused"] = sentence(error)
    else:
        st.session_state["desk_done"] = done


def outcome() -> None:
    """What became of the last act: a passing word when it was done, a sentence to read when it was not."""
    if done := st.session_state.pop("desk_done", ""):
        st.toast(words.escape(done))
    refused = st.session_state.get("desk_refused", "")
    if not refused:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(
            f"**{_('Nothing was entered.')}** {words.escape(refused)} {_('Below is how it stands now.')}",
            width="content",
        )
        st.button(_("Look again"), key="desk_look_again", on_click=lambda: st.session_state.pop("desk_refused", None))
