"""What countries say they did, coded by two people, each alone."""

from functools import partial

import streamlit as st

from core.words import _
from etl.coding import coding
from etl.desk import acts
from etl.form import sheets
from etl.record.read import DEFINITIONS, definition
from pages.parts import cards
from pages.parts.desk import agreement, page
from pages.parts.desk import coding as desk_coding
from views.edition import store

statuses = definition(DEFINITIONS / "statuses.csv")
scales = {name: page.marks(statuses, name) for name in coding.SCALES}
rounds, by = sheets.rounds(), page.name()
head = st.container()
round_ = rounds[page.choose(_("Round"), {key: one.label for key, one in reversed(rounds.items())}, "round", width=320)]
names = {row["iso3"]: row["name"] for row in acts.participants(round_.who)}
sent = [
    one
    for one in acts.submissions(store()).values()
    if one.round == round_.round and one.state in ("accepted", "approved", "published")
]
titles = {"progress": _("Progress"), "commitments": _("Commitments")}
items = desk_coding.items(
    sent, partial(acts.content, store()), titles, round_.kind == "progress", sheets.words("progress_status")
)
seen = {(one.reference, one.scale): one for one in coding.visible(store(), by) if one.round == round_.round}
with head:
    cards.opening(_("Coding"), desk_coding.sentence(items, seen))
item = desk_coding.chosen(items, seen, by, names)
if item:
    do = {
        name: partial(getattr(coding, name), store(), item.reference, round_.round, item.scale)
        for name in ("code", "adjudicate", "reply")
    }
    desk_coding.card(item, names, scales[item.scale], seen.get((item.reference, item.scale)), by, do)
desk_coding.listed(items, seen, names)
agreement.agreement(coding.agreement(coding.codings(store())))
