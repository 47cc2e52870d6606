"""How do countries compare, where comparing is fair?"""

import streamlit as st

from core.words import _
from pages.parts import cards, compare, filters

edition, as_of = filters.here()
cards.opening(
    _("Compare countries"),
    _(
        "Milestones are the same question to everyone, so all countries stand side by side. Figures are compared only"
        " where unit, period and definition are one."
    ),
)
group = filters.group()
compare.milestones(edition, as_of, group)
st.subheader(_("Countries in detail"), anchor=False)
countries = filters.countries(edition, as_of)
if len(countries) < 2:
    st.caption(_("Choose two to six countries to see their milestones, actions and figures side by side."))
else:
    compare.side_by_side(edition, as_of, countries)
    compare.figures(edition, as_of, countries)
cards.leaving(edition, "compare", as_of=as_of, country=countries if len(countries) > 1 else None)
