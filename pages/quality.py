"""How good is the record?"""

import streamlit as st

from core.words import _
from pages.parts import cards, filters, listings, quality
from views import queries, sentences
from views.tables import table

edition, as_of = filters.here()
issues = queries.issues(edition)
cards.opening(_("How good is the record"), sentences.quality(issues, queries.observations(edition, as_of)))
st.subheader(_("What the checks found"), anchor=False)
quality.issue_counts(issues)
listings.long(table(edition, "issues"), key="issues", empty=_("The checks found nothing."))
st.subheader(_("What judgements rest on"), anchor=False)
quality.rests(edition, as_of)
st.subheader(_("What countries should confirm"), anchor=False)
country = filters.any_country(edition)
quality.confirm(edition, as_of, country)
st.subheader(_("Age of each figure"), anchor=False)
quality.ages(edition, as_of)
st.subheader(_("Coverage by country"), anchor=False)
quality.countries(edition, as_of)
st.subheader(_("Coverage by indicator"), anchor=False)
listings.long(table(edition, "indicator_coverage", as_of=as_of), key="indicator_coverage")
cards.leaving(edition, "quality", as_of=as_of, country=country)
