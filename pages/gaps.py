"""What is missing, and what would it take?"""

import streamlit as st

from core.words import _
from pages.parts import cards, filters
from views import queries, sentences
from views.tables import table

edition, as_of = filters.here()
cards.opening(_("Gaps"), sentences.gaps(queries.gaps(edition, as_of), len(queries.roster(edition, as_of))))
places = st.columns(4)
with places[0]:
    target = filters.target(edition, everything=True)
with places[1]:
    goal = filters.goal(edition)
with places[2]:
    country = filters.country(edition, everything=True)
with places[3]:
    kind = filters.gap_kind(edition)
found = table(edition, "gaps", as_of=as_of, target=target, goal=goal, country=country, kind=kind)
cards.gap_counts(edition, found.frame)
st.subheader(_("Missing most often"), anchor=False)
cards.gap_bars(found, table(edition, "gap_totals", as_of=as_of, target=target))
cards.sheet(found, key="gaps", height=620, empty=_("Nothing is missing under these filters."))
cards.leaving(edition, "gaps", as_of=as_of, target=target, goal=goal, country=country, kind=kind)
