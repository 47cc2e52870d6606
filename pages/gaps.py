"""What is missing, and what would it take?"""

import streamlit as st

from core.words import _
from pages.parts import cards, filters, listings
from views import queries, sentences
from views.tables import table

edition, as_of = filters.here()
cards.opening(_("Gaps"), sentences.gaps(queries.gaps(edition, as_of), len(queries.roster(edition, as_of))))
places = st.columns(4)
with places[0]:
    target = filters.any_target(edition)
with places[1]:
    goal = filters.goal(edition)
with places[2]:
    country = filters.any_country(edition)
with places[3]:
    kind = filters.gap_kind(edition)
gaps = table(edition, "gaps", as_of=as_of, target=target, goal=goal, country=country, kind=kind)
cards.gap_counts(edition, gaps.frame)
st.subheader(_("Missing most often"), anchor=False)
cards.gap_bars(gaps, table(edition, "gap_totals", as_of=as_of, target=target))
listings.long(gaps, key="gaps", height=620, empty=_("Nothing is missing under these filters."))
cards.leaving(edition, "gaps", as_of=as_of, target=target, goal=goal, country=country, kind=kind)
