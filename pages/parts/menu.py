"""The menu at the side: every page by reader, each with what was chosen on it and with the date of looking.

Each link says its whole address, so that one step back is the page before, as it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from core.words import _

WITH_THE_READER = ("as_of", "edition")
WITH_THE_CLERK = ("round",)
"""What goes along to every page of readers, and to those of the desk."""
NO_CHOICE = {*WITH_THE_READER, *WITH_THE_CLERK, "print"}


def draw(pages: Mapping[str, Sequence[st.Page]]) -> None:
    """The pages under the headings of `pages`."""
    with_reader = {name: st.query_params.get_all(name) for name in WITH_THE_READER}
    with_clerk = {name: st.query_params.get_all(name) for name in WITH_THE_CLERK}
    for heading, listed in pages.items():
        with st.sidebar.container(gap="xxsmall"):
            st.markdown(f":small[:gray[{heading}]]")
            for page in listed:
                asked = {**_chosen(page), **(with_clerk if heading == _("Desk") else with_reader)}
                query = {name: values for name, values in asked.items() if values}
                st.page_link(page, query_params=query, width="stretch")


def remember(page: st.Page) -> None:
    """Keep for the visit what the address of a page chooses, for when the reader comes back to it by the menu."""
    chosen = {name: st.query_params.get_all(name) for name in st.query_params if name not in NO_CHOICE}
    st.session_state.setdefault("chosen", {})[page.url_path] = chosen


def _chosen(page: st.Page) -> dict[str, list[str]]:
    kept: dict[str, dict[str, list[str]]] = st.session_state.get("chosen", {})
    return kept.get(page.url_path, {})
