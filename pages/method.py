"""By which rules, from which sources?"""

import streamlit as st

from core.words import _
from pages.parts import cards, filters, laboratory, listings, method
from views.tables import table

edition, as_of = filters.here()
cards.opening(
    _("Method and sources"),
    _("Every status follows a written rule, every figure has a source, and what is not known is never read as no."),
)
method.limits(edition)
method.rules(edition)
profile = method.profiles(edition)
bench = st.container()
method.statuses(edition)
method.dates(edition)
method.events(edition, as_of)
method.formulas(edition)
st.subheader(_("Terms"), anchor=False)
method.terms(edition)
st.subheader(_("Sources"), anchor=False)
listings.long(table(edition, "sources"), key="sources", height=620)
cards.leaving(edition, "method", as_of=as_of, profile=profile)
with bench:  # last, so that nobody waits for it
    from etl.assessment.laboratory import judged

    laboratory.bench(edition, judged)
