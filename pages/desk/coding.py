"""What countries say they did, coded by two people, each alone."""

from functools import partial

import streamlit as st

from etl import coding, desk, form
from etl.read import DEFINITIONS, definition
from pages.parts import cards, desk_agreement, desk_coding, desk_page
from views.edition import store
from views.words import _

statuses = definition(DEFINITIONS / "statuses.csv")
scales = {name: desk_page.marks(statuses, name) for name in coding.SCALES}
rounds, by = form.rounds(), desk_page.name()
head = st.container()
round_ = rounds[desk_page.choose(_("Round"), {key: one.label for key, one in reversed(rounds.items())}, "round", width=320)]
names = {row["iso3"]: row["name"] for row in desk.participants(round_.who)}
sent = [one for one in desk.submissions(store()).values() if one.round == round_.round and one.state in ("accepted", "approved", "published")]
titles = {"progress": _("Progress"), "commitments": _("Commitments")}
items = desk_coding.items(sent, partial(desk.content, store()), titles, round_.kind == "progress", form.words("progress_status"))
seen = {(one.reference, one.scale): one for one in coding.visible(store(), by) if one.round == round_.round}
with head:
    cards.opening(_("Coding"), desk_coding.sentence(items, seen))
item = desk_coding.chosen(items, seen, by, names)
if item:
    do = {name: partial(getattr(coding, name), store(), item.reference, round_.round, item.scale) for name in ("code", "adjudicate", "reply")}
    desk_coding.card(item, names, scales[item.scale], seen.get((item.reference, item.scale)), by, do)
desk_coding.listed(items, seen, names)
desk_agreement.agreement(coding.agreement(coding.codings(store())))
