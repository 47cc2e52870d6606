"""One submission beside the last of its country: what was sent, what the checks found, what was asked and answered, and what to do with it."""

import streamlit as st

from core.words import _
from etl.desk import acts, submission
from etl.form import sheets
from etl.record.read import DEFINITIONS, definition
from etl.store import journal, originals
from pages.parts import cards
from pages.parts.desk import cells, conversation, page, review
from views.edition import store

marks = page.marks(definition(DEFINITIONS / "statuses.csv"), "submission")
head = st.container()
found = acts.submissions(store())
rounds = sheets.rounds()
places = st.columns(3)
with places[0]:
    round_ = rounds[page.choose(_("Round"), {key: one.label for key, one in reversed(rounds.items())}, "round")]
board = acts.board(store(), round_.round)
with places[1]:
    country = review.country(board)
with places[2]:
    one = review.chosen([one for one in found.values() if (one.round, one.country) == (round_.round, country)])
person = board.set_index("iso3").loc[country]
with head:
    cards.opening(f"{person.country} · {round_.label}", review.sentence(one, person, marks, round_))
if one is None:
    review.silent(person, round_)
    st.stop()

now, before = acts.content(store(), one.id), review.earlier(one, found)
own = cells.findings(one.findings, submission.key, sheets.place, now, sheets.sheets())
by = page.name()
review.standing(one, marks)
review.acts(
    one,
    {
        "accept": one.may("accepted"),
        "approve": submission.approvable(one, by) if by else one.may("approved"),
        "give_back": one.may("returned"),
        "reopen": one.may("reopened") or review.newer(one, found),
    },
    {
        name: getattr(acts, name)
        for name in ("accept", "approve", "give_back", "reopen", "unapprove", "withdraw", "check_again")
    },
    store(),
)
review.files(one, lambda: originals.content(store(), one.sha256), lambda: acts.returned(store(), one.id))
review.findings(one, own, lambda key, text, by: acts.answer(store(), one.id, key, text, by, one.version))
lists = {
    column.vocabulary: sheets.words(column.vocabulary) for sheet in sheets.sheets().values() for column in sheet.columns
}
cells.cells(one, before, now, acts.content(store(), before.id) if before else {}, sheets.sheets(), own, lists)
conversation.talk(one, own, lambda key, text, by: acts.comment(store(), one.id, key, text, by, one.version))
conversation.history([entry for entry in journal.entries(store()) if entry.object == one.id])
