"""What can be taken away, and how is it cited?"""

import streamlit as st

from core.words import _
from pages.parts import cards, exports, filters

edition, as_of = filters.here()
cards.opening(
    _("Exports"),
    _(
        "Workbooks, briefs on paper, open data. Each file names its edition, its date of looking and its sources,"
        " so that it can go on alone."
    ),
)
exports.state(edition, as_of)
for group in ("alliance", "targets"):
    exports.group(edition, as_of, group)
exports.country(edition, as_of)
exports.group(edition, as_of, "data")
exports.programs(edition)
st.subheader(_("Several as one zip"), anchor="several")
exports.several(edition, as_of)
st.subheader(_("How to cite"), anchor="cite")
exports.citing(edition)
exports.older(edition)
