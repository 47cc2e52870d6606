"""One submission beside the last of its country: what was sent, what the checks found, what was said, what to do."""

from functools import partial

import streamlit as st

from core.editions.layout import store_folder
from etl.desk import acts
from etl.desk.board import round_board
from etl.form.rounds import rounds
from etl.store import journal, originals
from pages.parts import cards
from pages.parts.desk import cells, conversation, elements, findings, review

marks = elements.marks("submission")
head = st.container()
submissions = acts.submissions(store_folder())
places = st.columns(3)
with places[0]:
    round_ = elements.chosen_round(rounds())
board = round_board(store_folder(), round_.round)
with places[1]:
    country = review.country(board)
with places[2]:
    submission = review.chosen(
        [sent for sent in submissions.values() if (sent.round, sent.country) == (round_.round, country)]
    )
person = board.set_index("iso3").loc[country]
with head:
    cards.opening(f"{person.country} · {round_.label}", review.sentence(submission, person, marks, round_))
if submission is None:
    review.silent(person, round_)
    st.stop()

before = review.earlier(submission, submissions)
now, then = acts.content(store_folder(), submission.id), acts.content(store_folder(), before.id) if before else {}
shown = findings.shown(submission.findings, now)
review.standing(submission, marks)
review.actions(submission, submissions, store_folder())
review.files(
    submission,
    original=partial(originals.content, store_folder(), submission.sha256),
    returned=partial(acts.returned, store_folder(), submission.id),
)
findings.listed(submission, shown, partial(acts.answer, store_folder(), submission.id, seen=submission.version))
cells.cells(submission, before, now, then, findings.severities(shown))
conversation.about_cells(
    submission,
    {finding.key for finding in shown},
    partial(acts.comment, store_folder(), submission.id, seen=submission.version),
)
conversation.history([entry for entry in journal.entries(store_folder()) if entry.object == submission.id])
