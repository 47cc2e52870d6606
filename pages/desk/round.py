"""Who has sent what in a round, who is late, and whom to remind?"""

import streamlit as st

from etl import desk, form, template
from etl.known import known
from etl.read import DEFINITIONS, definition
from pages.parts import cards, desk_page, desk_round
from views.edition import store
from views.words import _

marks = desk_page.marks(definition(DEFINITIONS / "statuses.csv"), "submission")
rounds = form.rounds()
head = st.container()
left, right = st.columns(2)
with left:
    round_ = rounds[desk_page.choose(_("Round"), {key: one.label for key, one in reversed(rounds.items())}, "round")]
board = desk.board(store(), round_.round)
with right:
    state = desk_page.choose(_("Show"), desk_round.offered(board, marks), "show")
with head:
    cards.opening(round_.label, desk_round.sentence(board, round_.due))
desk_page.counts(board["state"].value_counts().to_dict(), len(board), marks)
with st.container(horizontal=True):
    remind, send = st.popover(_("Reminder list"), key="open_reminders"), st.popover(_("Templates to send"), key="open_templates")
with remind:
    desk_round.reminders(board, marks, round_)
with send:
    country = desk_round.template_for(board)
    one, every = f"{round_.round}-{country}-template-{round_.template}.xlsx", f"{round_.round}-templates-{round_.template}.zip"
    desk_page.take(_("Template of this country"), one, desk_round.XLSX, lambda: template.template(round_, known(round_, store())[country]))
    desk_page.take(_("All {0} as ZIP").format(len(board)), every, desk_round.ZIP, lambda: template.templates(round_, known(round_, store())))
desk_round.tiles(desk_round.shown(board, state), marks, desk.submissions(store()), round_.round)
