"""Where does the Alliance stand?"""

import streamlit as st

from core.words import _
from pages.parts import cards, filters, overview
from views import queries, sentences

edition, as_of = filters.here()
joint, targets = queries.joint_goal(edition, as_of), queries.targets(edition, as_of)

cards.opening(_("Where the Alliance stands"), sentences.alliance(targets, joint, queries.milestones(edition, as_of)))
overview.joint_goal(edition, as_of, joint)
overview.target_cards(edition, as_of, targets, joint)
left, right = st.columns(2, gap="large")
with left:
    overview.largest_gaps(edition, as_of)
with right:
    since = overview.changes(edition, as_of)
usual = next(iter(queries.earlier(edition, as_of)["as_of"]), None)
cards.leaving(edition, "overview", {"since": usual}, as_of=as_of, since=since)
