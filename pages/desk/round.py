"""Who has sent what in a round, who is late, and whom to remind?"""

import streamlit as st

from core.editions.layout import store_folder
from core.words import _
from etl.desk import acts
from etl.desk.board import round_board
from etl.form.rounds import rounds
from etl.questionnaire.prefill import prefills
from etl.questionnaire.template import template, templates
from pages.parts import cards, filters
from pages.parts.desk import board, elements

marks = elements.marks("submission")
head = st.container()
left, right = st.columns(2)
with left:
    round_ = elements.chosen_round(rounds())
standings = round_board(store_folder(), round_.round)
with right:
    state = filters.choose(_("Show"), board.offered(standings, marks), "show")
with head:
    cards.opening(round_.label, board.sentence(standings, round_.due))
elements.counts(standings["state"].value_counts().to_dict(), len(standings), marks)
with st.container(horizontal=True):
    remind = st.popover(_("Reminder list"), key="open_reminders")
    send = st.popover(_("Templates to send"), key="open_templates")
with remind:
    board.reminders(standings, marks, round_)
with send:
    country = board.template_for(standings)
    elements.download(
        _("Template of this country"),
        f"{round_.round}-{country}-template-{round_.template}.xlsx",
        elements.XLSX,
        lambda: template(round_, prefills(round_, store_folder())[country]),
    )
    elements.download(
        _("All {0} as ZIP").format(len(standings)),
        f"{round_.round}-templates-{round_.template}.zip",
        elements.ZIP,
        lambda: templates(round_, prefills(round_, store_folder())),
    )
board.tiles(board.shown(standings, state), marks, acts.submissions(store_folder()), round_.round)
