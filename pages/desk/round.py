"""Who has sent what in a round, who is late, and whom to remind?"""

import streamlit as st

from core.words import _
from etl.desk import acts
from etl.form import sheets
from etl.questionnaire import template
from etl.questionnaire.prefill import prefills
from etl.record.read import DEFINITIONS, definition
from pages.parts import cards
from pages.parts.desk import page, round
from views.edition import store

marks = page.marks(definition(DEFINITIONS / "statuses.csv"), "submission")
rounds = sheets.rounds()
head = st.container()
left, right = st.columns(2)
with left:
    round_ = rounds[page.choose(_("Round"), {key: one.label for key, one in reversed(rounds.items())}, "round")]
board = acts.board(store(), round_.round)
with right:
    state = page.choose(_("Show"), round.offered(board, marks), "show")
with head:
    cards.opening(round_.label, round.sentence(board, round_.due))
page.counts(board["state"].value_counts().to_dict(), len(board), marks)
with st.container(horizontal=True):
    remind, send = (
        st.popover(_("Reminder list"), key="open_reminders"),
        st.popover(_("Templates to send"), key="open_templates"),
    )
with remind:
    round.reminders(board, marks, round_)
with send:
    country = round.template_for(board)
    one, every = (
        f"{round_.round}-{country}-template-{round_.template}.xlsx",
        f"{round_.round}-templates-{round_.template}.zip",
    )
    page.take(
        _("Template of this country"),
        one,
        round.XLSX,
        lambda: template.template(round_, prefills(round_, store())[country]),
    )
    page.take(
        _("All {0} as ZIP").format(len(board)),
        every,
        round.ZIP,
        lambda: template.templates(round_, prefills(round_, store())),
    )
round.tiles(round.shown(board, state), marks, acts.submissions(store()), round_.round)
