"""What countries say they did, coded by two people, each alone."""

from functools import partial

import streamlit as st

from core.editions.layout import store_folder
from core.words import _
from etl.coding import coding, visibility
from etl.desk import acts
from etl.desk.board import participants
from etl.form.rounds import rounds
from pages.parts import cards
from pages.parts.desk import acting, agreement, commitments, elements, rating

head = st.container()
round_ = elements.chosen_round(rounds(), width=320)
names = {row["iso3"]: row["name"] for row in participants(round_.who)}
accepted = [
    submission
    for submission in acts.submissions(store_folder()).values()
    if submission.round == round_.round and submission.state in ("accepted", "approved", "published")
]
items = commitments.items(accepted, partial(acts.content, store_folder()), round_.kind == "progress")
codings = {
    (visible.reference, visible.scale): visible
    for visible in visibility.visible(store_folder(), acting.actor())
    if visible.round == round_.round
}
codings = commitments.standing(items, codings)
with head:
    cards.opening(_("Coding"), commitments.sentence(items, codings))
item = commitments.chosen(items, codings, acting.actor(), names)
if item:
    rating.card(item, codings.get((item.reference, item.scale)), round_.round, store_folder(), names)
commitments.listed(items, codings, names)
agreement.agreement(coding.agreement(coding.codings(store_folder())))
