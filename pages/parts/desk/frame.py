"""The frame around the pages of the desk: their list, who acts, and which edition readers see meanwhile."""

from __future__ import annotations

import streamlit as st

from core import words
from core.editions.layout import store_folder
from core.editions.manifest import LaterVersion, refuse_later
from core.words import _
from pages.parts import cards
from pages.parts.desk import acting, jobs
from views.edition import NoEdition, fallen_back, in_force, is_unpublished


def pages() -> list[st.Page]:
    """The pages of the desk, in the order of a round."""
    titles = {
        "round": _("Round"),
        "inbox": _("Inbox"),
        "review": _("Review"),
        "coding": _("Coding"),
        "publish": _("Publish"),
        "journal": _("Journal"),
    }
    return [st.Page(f"../desk/{name}.py", title=title) for name, title in titles.items()]


def run(page: st.Page) -> None:
    """One page of the desk: who acts, which edition readers see, what became of the last act, and the page itself.

    Over a store of a later version nothing is shown but the sentence that says so.
    """
    try:
        refuse_later(store_folder())
    except LaterVersion as later:
        st.caption(_("Desk, on this computer only"))
        st.error(words.escape(str(later)))
        return
    with st.sidebar:
        acting.field()
    _edition()
    acting.outcome()
    jobs.line(is_publish=page.title == _("Publish"))
    try:
        page.run()
    except Exception as error:
        if not acting.sentence(error):
            raise
        st.error(words.escape(acting.sentence(error)))


def _edition() -> None:
    st.session_state["here"] = None
    if is_unpublished():
        st.caption(_("Desk, on this computer only · no edition has been published yet"))
        return
    try:
        edition = in_force()
    except NoEdition as error:
        st.caption(_("Desk, on this computer only · readers see no edition"))
        st.warning(words.escape(str(error)))
        return
    st.session_state["here"] = edition
    if instead := fallen_back():
        st.warning(instead)
    cards.illustrative(edition)
    st.caption(_("Desk, on this computer only · readers see edition {0} · {1}").format(edition.number, edition.short))
