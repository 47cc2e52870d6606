"""One submission beside the last of its country: what was sent, what the checks found, what was asked and answered, and what to do with it."""

import streamlit as st

from etl import desk, form, journal, originals, submission
from etl.read import DEFINITIONS, definition
from pages.parts import cards, desk_cells, desk_page, desk_review, desk_talk
from views.edition import store
from views.words import _

marks = desk_page.marks(definition(DEFINITIONS / "statuses.csv"), "submission")
head = st.container()
found = desk.submissions(store())
rounds = form.rounds()
places = st.columns(3)
with places[0]:
    round_ = rounds[desk_page.choose(_("Round"), {key: one.label for key, one in reversed(rounds.items())}, "round")]
board = desk.board(store(), round_.round)
with places[1]:
    country = desk_review.country(board)
with places[2]:
    one = desk_review.chosen([one for one in found.values() if (one.round, one.country) == (round_.round, country)])
person = board.set_index("iso3").loc[country]
with head:
    cards.opening(f"{person.country} · {round_.label}", desk_review.sentence(one, person, marks, round_))
if one is None:
    desk_review.silent(person, round_)
    st.stop()

now, before = desk.content(store(), one.id), desk_review.earlier(one, found)
own = desk_cells.findings(one.findings, submission.key, form.place, now, form.sheets())
by = desk_page.name()
desk_review.standing(one, marks)
desk_review.acts(
    one,
    {
        "accept": one.may("accepted"),
        "approve": submission.approvable(one, by) if by else one.may("approved"),
        "give_back": one.may("returned"),
        "reopen": one.may("reopened") or desk_review.newer(one, found),
    },
    {name: getattr(desk, name) for name in ("accept", "approve", "give_back", "reopen", "unapprove", "withdraw", "check_again")},
    store(),
)
desk_review.files(one, lambda: originals.content(store(), one.sha256), lambda: desk.returned(store(), one.id))
desk_review.findings(one, own, lambda key, text, by: desk.answer(store(), one.id, key, text, by, one.version))
lists = {column.vocabulary: form.words(column.vocabulary) for sheet in form.sheets().values() for column in sheet.columns}
desk_cells.cells(one, before, now, desk.content(store(), before.id) if before else {}, form.sheets(), own, lists)
desk_talk.talk(one, own, lambda key, text, by: desk.comment(store(), one.id, key, text, by, one.version))
desk_talk.history([entry for entry in journal.entries(store()) if entry.object == one.id])
