"""The frame around every page: the list of pages by reader, the header, and a calm word while there is no edition."""

from pathlib import Path

import streamlit as st

from core.editions.access import is_desk
from core.words import _
from pages.parts import cards, filters, menu, printing
from views.edition import NoEdition, fallen_back

HERE = Path(__file__).parent
st.set_page_config(
    page_title=cards.SITE,
    page_icon=str(HERE / "icon.png"),
    layout="wide",
    initial_sidebar_state=250,
)
ON_PAPER = printing.on_paper()
DESK = is_desk()
if not ON_PAPER:
    st.logo(HERE / "brand.svg", size="large")
pages = {
    _("Read"): [
        st.Page("../overview.py", title=_("Overview"), default=True),
        st.Page("../targets.py", title=_("Targets")),
        st.Page("../countries.py", title=_("Countries")),
        st.Page("../compare.py", title=_("Compare")),
        st.Page("../gaps.py", title=_("Gaps")),
    ],
    _("Check"): [
        st.Page("../reporting.py", title=_("Reporting")),
        st.Page("../quality.py", title=_("Quality")),
        st.Page("../method.py", title=_("Method and sources")),
    ],
    _("Take away"): [st.Page("../exports.py", title=_("Exports"))],
}
if DESK:  # the reader's server never gets as far as reading that module
    from pages.parts.desk import frame

    pages = {_("Desk"): frame.pages(), **pages}
page = st.navigation(pages, position="hidden")  # the menu is our own: its links say which choices go along
cards.titled(page.title)
IS_DESK = DESK and page in pages[_("Desk")]
if not ON_PAPER:
    menu.draw(pages)
if IS_DESK:
    frame.run(page)
    menu.remember(page)
    cards.footer()
    st.stop()
try:
    st.session_state["here"] = filters.chosen_edition()
except NoEdition as nothing:
    st.title(_("No edition yet"), anchor=False)
    st.info(str(nothing))
    if DESK:
        st.page_link(pages[_("Desk")][0], label=_("Go on to the round"))
    st.stop()
if instead := fallen_back():
    st.warning(instead)
cards.illustrative(st.session_state["here"])
printing.paper(st.session_state["here"])
st.session_state["looking"] = filters.header(page, st.session_state["here"])
page.run()
menu.remember(page)
cards.footer()
if not ON_PAPER:
    with st.sidebar:
        st.page_link(page, label=_("Print view"), query_params={**filters.address(), "print": "yes"})
