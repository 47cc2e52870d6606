"""Pieces of the review: which submission, where it stands, what may be done with it, and its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Protocol

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from etl.desk import acts, receiving
from etl.desk.submission import Submission, approvable
from etl.form.rounds import Round
from pages.parts import filters
from pages.parts.desk import acting, elements
from pages.parts.desk.acting import Kind
from pages.parts.desk.elements import XLSX, Mark
from pages.parts.desk.inbox import counted
from views import choices

FIRST = ("checked", "accepted", "received", "returned", "approved", "published")
ENDED = ("withdrawn", "replaced")


def country(board: pd.DataFrame) -> str:
    """The country under review; on opening the first that waits for the desk."""
    if "first_waiting" not in st.session_state:
        ranks = {state: rank for rank, state in enumerate(FIRST)}
        waiting = board.assign(rank=board["state"].map(ranks)).sort_values("rank", kind="stable")
        st.session_state["first_waiting"] = waiting["iso3"].iloc[0]  # it stays in front of the clerk when it is done
    countries = choices.offered(board, "iso3", "country")
    first: str = st.session_state["first_waiting"]
    return filters.choose(
        _("Country"), countries, "country", usual=first if first in countries else None, clears=["submission"]
    )


def chosen(submissions: Sequence[Submission]) -> Submission | None:
    """The newest of a country's submissions in a round, or the one that is asked for; None when nothing has arrived."""
    newest_first = sorted(submissions, key=lambda submission: submission.id, reverse=True)
    ids = {submission.id: submission.id for submission in newest_first}
    if st.query_params.get("submission") not in ids:
        st.query_params.pop("submission", None)
    if not ids:
        return None
    asked = filters.choose(_("Submission, newest first"), ids, "submission")
    return next(submission for submission in newest_first if submission.id == asked)


def sentence(submission: Submission | None, person: pd.Series, marks: Mapping[str, Mark], round_: Round) -> str:
    """What is in front of the clerk, and what comes next. `person` is the row of the country on the board."""
    if submission is None:
        due = _(" It was due on {0} and is overdue.") if person.overdue else _(" It is due on {0}.")
        nothing = _("Nothing has arrived from {0} in this round.").format(person.country)
        return nothing + due.format(words.day(date.fromisoformat(round_.due)))
    return _("{0} is {1}. {2}").format(submission.id, marks[submission.state].label.lower(), _next(submission))


def _next(submission: Submission) -> str:
    if submission.state in ("checked", "received"):
        return _obstacle(submission) or _("Nothing stands in the way of accepting it.")
    return {
        "returned": _("It waits for the country; when the mended workbook comes, drop it in the inbox."),
        "accepted": _("It waits for approval by somebody other than {0}.").format(submission.accepted_by),
        "approved": _("It will be in the next edition."),
        "published": _("It is in the editions from {0} on.").format(submission.edition),
        "withdrawn": _("It is in no later edition: {0}").format(submission.reason),
        "replaced": _("A newer submission took its place."),
    }[submission.state]


def _obstacle(submission: Submission) -> str:
    errors, questions = submission.errors, len(submission.open_questions)
    if errors:
        count = words.many("{0} error forbids taking it", "{0} errors forbid taking it", errors).format(errors)
        return count + _(": give it back, the cells are marked in the workbook.")
    if questions:
        count = words.many("{0} question is open", "{0} questions are open", questions).format(questions)
        return count + _(": enter the country’s answers below, or give it back.")
    return ""


def silent(person: pd.Series, round_: Round) -> None:
    """What to do about a country of which nothing came."""
    elements.empty(
        _(
            "When its workbook comes, drop it in the inbox. To send it a template or to remind it,"
            " go to the page of the round."
        )
    )
    with st.container(horizontal=True):
        elements.link("round", _("Template for {0}").format(person.country), round=round_.round, country=person.name)
        elements.link("inbox", _("Inbox"))


def standing(submission: Submission, marks: Mapping[str, Mark]) -> None:
    """State, counts and who sent it, in two lines."""
    mark = marks[submission.state]
    label = words.escape(mark.label)
    st.markdown(
        f"{mark.markdown.replace(label, f'**{label}**')}  ·  {counted(submission)}", help=words.escape(mark.meaning)
    )
    office = _("Sent by {0}").format(submission.office or _("an office that is not named"))
    dated = _("dated {0}").format(words.stated(submission.dated)) if submission.dated else _("without a date")
    received = _("Taken in {0} ({1}) by {2}, as {3}.").format(
        elements.moment(submission.received_at),
        elements.ago(submission.received_at),
        submission.received_by,
        submission.name,
    )
    st.caption(words.escape(f"{office}, {dated}. {received}"))
    if submission.reason and submission.state in ("returned", "checked", "accepted"):
        st.caption(_("Last reason given: “{0}”").format(words.escape(submission.reason)))


class Act(Protocol):
    """An act of `etl.desk.acts` on a submission; `seen` is the version that was on screen."""

    def __call__(self, store: Path, submission: str, by: str, /, *, seen: int) -> object:
        """Do it in the name of `by`."""


def actions(submission: Submission, submissions: Mapping[str, Submission], store: Path) -> None:
    """The buttons that this state allows; the one that comes next is filled. Each act names the version on screen."""
    state, by = submission.state, acting.actor()
    cannot_accept = submission.may("accepted")
    cannot_approve = approvable(submission, by) if by else submission.may("approved")
    cannot_reopen = submission.may("reopened") or newer(submission, submissions)

    def button(label: str, act: Act, key: str, done: str, why_not: str = "", kind: Kind = "secondary") -> None:
        do = partial(act, store, submission.id, seen=submission.version)
        acting.button(label, do, key=key, done=done.format(submission.id), why_not=why_not, kind=kind)

    with st.container(horizontal=True, vertical_alignment="center"):
        if state in ("received", "checked", "returned"):
            kind: Kind = "secondary" if cannot_accept or state == "returned" else "primary"
            button(_("Accept"), acts.accept, "accept", _("{0} is accepted."), cannot_accept, kind)
        if state == "accepted":
            button(_("Approve"), acts.approve, "approve", _("{0} is approved."), cannot_approve, "primary")
        if not submission.may("returned"):
            _give_back(submission, store)
        if not cannot_reopen:
            labels = {"returned": _("Undo: not given back"), "accepted": _("Undo: not accepted")}
            label = labels.get(state, _("Undo: not replaced"))
            button(label, acts.reopen, "reopen", _("{0} is open again."))
        if state == "approved":
            button(_("Undo: not approved"), acts.unapprove, "unapprove", _("{0} waits for approval again."))
        if state in ("checked", "returned"):
            button(_("Check again"), receiving.check_again, "check_again", _("{0} was checked again."))
        if state not in ENDED:
            _withdraw(submission, store)
    if not by:
        elements.hint("" if state in ENDED and cannot_reopen else acting.NAMELESS)
    elif state in ("checked", "returned", "accepted"):
        elements.hint(cannot_approve if state == "accepted" else cannot_accept)


def _give_back(submission: Submission, store: Path) -> None:
    _with_reason(
        submission,
        _("Give back"),
        _("What the country should mend or answer"),
        partial(acts.give_back, store, submission.id, seen=submission.version),
        done=_("{0} is given back."),
        key="give_back",
        kind="primary" if submission.errors and submission.state == "checked" else "secondary",
    )


def _withdraw(submission: Submission, store: Path) -> None:
    _with_reason(
        submission,
        _("Withdraw"),
        _("Why it is taken back"),
        partial(acts.withdraw, store, submission.id, seen=submission.version),
        done=_("{0} is withdrawn."),
        key="withdraw",
    )


def _with_reason(
    submission: Submission,
    label: str,
    asked: str,
    act: Callable[[str, str], object],
    *,
    done: str,
    key: str,
    kind: Kind = "secondary",
) -> None:
    """An act that needs a reason (`act` takes who acts, and why), which stays in the journal."""
    name = submission.id
    reason = f"reason_{key}_{name}"

    def enter(by: str) -> None:
        act(by, st.session_state[reason])

    with (
        st.popover(label, key=f"open_{key}", type=kind),
        st.form(f"form_{key}_{name}", border=False, clear_on_submit=True),
    ):
        st.text_area(asked, key=reason, max_chars=2000, height=100)
        acting.button(label, enter, key=f"{key}_{name}", done=done.format(name), in_form=True, kind="primary")


def files(submission: Submission, original: Callable[[], bytes], returned: Callable[[], bytes]) -> None:
    """The file as it was sent, and the same workbook with what was found in it."""
    stem = f"{submission.round}-{submission.country}-{submission.id}"
    ending = Path(submission.name).suffix or ".xlsx"
    with st.container(horizontal=True):
        elements.download(_("Workbook to give back"), f"{stem}-v{submission.version}-returned.xlsx", XLSX, returned)
        elements.download(_("As it was sent"), f"{stem}-as-sent{ending}", XLSX, original)


def newer(submission: Submission, submissions: Mapping[str, Submission]) -> str:
    """Empty while `submission` is the newest of its country and round, else a sentence that names the newer one.

    What was withdrawn does not count.
    """
    later = [
        other.id
        for other in submissions.values()
        if (other.country, other.round) == (submission.country, submission.round)
        and other.id > submission.id
        and other.state != "withdrawn"
    ]
    return _("{0} is newer.").format(later[-1]) if later else ""


def earlier(submission: Submission, submissions: Mapping[str, Submission]) -> Submission | None:
    """The last submission of this country before this one; None when it is the first.

    Of the same round where there is one; what was withdrawn does not count.
    """
    before = [
        other
        for other in submissions.values()
        if other.country == submission.country and other.id < submission.id and other.state != "withdrawn"
    ]
    same = [other for other in before if other.round == submission.round]
    return max(same or before, key=lambda other: other.id, default=None)
