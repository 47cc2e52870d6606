"""Of whom does the record hold an action, and who has reported?"""

import streamlit as st

from core.words import _
from pages.parts import cards, filters, reporting
from views import queries, sentences

edition, as_of = filters.here()
frame = queries.coverage(edition, as_of)
cards.opening(_("What our record holds of each country"), sentences.reporting(frame))
reporting.by_target(edition, frame)
st.subheader(_("Country by country"), anchor=False)
reporting.matrix(edition, as_of)
reporting.rounds(edition, as_of)
reporting.documents(edition, as_of)
cards.leaving(edition, "reporting", as_of=as_of)
