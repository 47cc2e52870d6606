"""Pieces of the review: which submission, where it stands, what may be done with it, what the checks found, what was said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from pages.parts.desk import page as desk_page
from pages.parts.desk.cells import Found
from pages.parts.desk.conversation import Say, thread
from pages.parts.desk.inbox import counted
from pages.parts.desk.page import Mark
from pages.parts.desk.round import XLSX

FIRST = ("checked", "accepted", "received", "returned", "approved", "published")


def country(board: pd.DataFrame) -> str:
    """The country under review; on opening the first that waits for the desk."""
    if "country" not in st.query_params and "country" not in st.session_state:
        waiting = board.assign(rank=board["state"].map({state: n for n, state in enumerate(FIRST)})).sort_values(
            "rank", kind="stable"
        )
        st.query_params["country"] = waiting["country"].iloc[0]
    return desk_page.choose(_("Country"), dict(zip(board["iso3"], board["country"], strict=True)), "country")


def chosen(every: Sequence[object]) -> object | None:
    """The newest of a country's submissions in a round, or the one that is asked for; None when nothing has arrived."""
    newest = {one.id: one for one in sorted(every, key=lambda one: one.id, reverse=True)}
    if not newest:
        st.query_params.pop("submission", None)
        return None
    if st.query_params.get("submission") not in newest:
        st.query_params.pop("submission", None)
    return newest[desk_page.choose(_("Submission, newest first"), {id: id for id in newest}, "submission")]


def sentence(one: object | None, person: pd.Series, marks: Mapping[str, Mark], round_: object) -> str:
    """What is in front of the clerk, and what comes next."""
    if one is None:
        late = _(" It was due on {0} and is overdue.") if person.overdue else _(" It is due on {0}.")
        return _("Nothing has arrived from {0} in this round.").format(person.country) + late.format(
            words.day(date.fromisoformat(round_.due))
        )
    return _("{0} is {1}. {2}").format(one.id, marks[one.state].label.lower(), _next(one))


def _next(one: object) -> str:
    if one.state in ("checked", "received"):
        if one.errors:
            return words.many("{0} error forbids taking it", "{0} errors forbid taking it", one.errors).format(
                one.errors
            ) + _(": give it back, the cells are marked in the workbook.")
        if one.open_questions:
            n = len(one.open_questions)
            return words.many("{0} question is open", "{0} questions are open", n).format(n) + _(
                ": enter the country’s answers below, or give it back."
            )
        return _("Nothing stands in the way of accepting it.")
    return {
        "returned": _("It waits for the country; when the mended workbook comes, drop it in the inbox."),
        "accepted": _("It waits for approval by somebody other than {0}.").format(one.accepted_by),
        "approved": _("It will be in the next edition."),
        "published": _("It is in the editions from {0} on.").format(one.edition),
        "withdrawn": _("It is in no later edition: {0}").format(one.reason),
        "replaced": _("A newer submission took its place."),
    }[one.state]


def silent(person: pd.Series, round_: object) -> None:
    """What to do about a country of which nothing came."""
    desk_page.empty(
        _(
            "When its workbook comes, drop it in the inbox. To send it a template or to remind it, go to the page of the round."
        )
    )
    with st.container(horizontal=True):
        desk_page.to("round", _("Template for {0}").format(person.country), round=round_.round, country=person.name)
        desk_page.to("inbox", _("Inbox"))


def standing(one: object, marks: Mapping[str, Mark]) -> None:
    """State, counts and who sent it, in two lines."""
    mark = marks[one.state]
    st.markdown(
        f"{mark.said.replace(words.escape(mark.label), f'**{words.escape(mark.label)}**')}  ·  {counted(one)}",
        help=words.escape(mark.meaning),
    )
    sent = [
        _("Sent by {0}").format(one.office or _("an office that is not named")),
        _("dated {0}").format(words.stated(one.dated)) if one.dated else _("without a date"),
    ]
    st.caption(
        words.escape(
            ", ".join(sent)
            + ". "
            + _("Taken in {0} ({1}) by {2}, as {3}.").format(
                desk_page.moment(one.received_at), desk_page.ago(one.received_at), one.received_by, one.name
            )
        )
    )
    if one.reason and one.state in ("returned", "checked", "accepted"):
        st.caption(_("Last reason given: “{0}”").format(words.escape(one.reason)))


def acts(one: object, why_not: Mapping[str, str], do: Mapping[str, Callable], store: Path) -> None:
    """The buttons that this state allows; the one that comes next is filled. Each act names the version on screen."""
    seen, name = {"seen": one.version}, one.id
    with st.container(horizontal=True, vertical_alignment="center"):
        if one.state in ("received", "checked", "returned"):
            style = "primary" if not why_not["accept"] and one.state != "returned" else "secondary"
            desk_page.button(
                _("Accept"),
                lambda by: do["accept"](store, name, by, **seen),
                key="accept",
                done=_("{0} is accepted.").format(name),
                why_not=why_not["accept"],
                type=style,
            )
        if one.state == "accepted":
            desk_page.button(
                _("Approve"),
                lambda by: do["approve"](store, name, by, **seen),
                key="approve",
                done=_("{0} is approved.").format(name),
                why_not=why_not["approve"],
                type="primary",
            )
        if not why_not["give_back"]:
            style = "primary" if one.errors and one.state == "checked" else "secondary"
            asked, done = _("What the country should mend or answer"), _("{0} is given back.").format(name)
            _with_reason(
                name, _("Give back"), asked, partial(do["give_back"], store, name), seen, done, "give_back", style
            )
        if not why_not["reopen"]:
            undo = {"returned": _("Undo: not given back"), "accepted": _("Undo: not accepted")}.get(
                one.state, _("Undo: not replaced")
            )
            desk_page.button(
                undo,
                lambda by: do["reopen"](store, name, by, **seen),
                key="reopen",
                done=_("{0} is open again.").format(name),
            )
        if one.state == "approved":
            desk_page.button(
                _("Undo: not approved"),
                lambda by: do["unapprove"](store, name, by, **seen),
                key="unapprove",
                done=_("{0} waits for approval again.").format(name),
            )
        if one.state in ("checked", "returned"):
            desk_page.button(
                _("Check again"),
                lambda by: do["check_again"](store, name, by, **seen),
                key="check_again",
                done=_("{0} was checked again.").format(name),
            )
        if one.state not in ("withdrawn", "replaced"):
            _with_reason(
                name,
                _("Withdraw"),
                _("Why it is taken back"),
                partial(do["withdraw"], store, name),
                seen,
                _("{0} is withdrawn.").format(name),
                "withdraw",
            )
    if not desk_page.name():
        desk_page.hint("" if one.state in ("withdrawn", "replaced") and why_not["reopen"] else desk_page.NAMELESS)
    elif one.state in ("checked", "returned", "accepted"):
        desk_page.hint(why_not["approve" if one.state == "accepted" else "accept"])


def _with_reason(
    name: str,
    label: str,
    asked: str,
    do: Callable,
    seen: Mapping[str, int],
    done: str,
    key: str,
    style: str = "secondary",
) -> None:
    """An act that needs a reason, which stays in the journal."""
    typed = f"reason_{key}_{name}"
    with (
        st.popover(label, key=f"open_{key}", type=style),
        st.form(f"form_{key}_{name}", border=False, clear_on_submit=True),
    ):
        st.text_area(asked, key=typed, max_chars=2000, height=100)
        desk_page.button(
            label,
            lambda by: do(by, st.session_state[typed], **seen),
            key=f"{key}_{name}",
            done=done,
            widget=st.form_submit_button,
            type="primary",
        )


def files(one: object, original: Callable[[], bytes], returned: Callable[[], bytes]) -> None:
    """The file as it was sent, and the same workbook with what was found in it."""
    stem = f"{one.round}-{one.country}-{one.id}"
    with st.container(horizontal=True):
        desk_page.take(_("Workbook to give back"), f"{stem}-v{one.version}-returned.xlsx", XLSX, returned)
        desk_page.take(_("As it was sent"), f"{stem}-as-sent{Path(one.name).suffix or '.xlsx'}", XLSX, original)


def findings(one: object, own: Sequence[Found], answer: Say, most: int = 20) -> None:
    """What the checks found: errors first, then each question with its answer, then what is only to know."""
    st.subheader(_("What the checks found"), anchor=False)
    if not own:
        desk_page.empty(_("Nothing: every cell can be taken as it is."))
        return
    errors = [said for said in own if said.severity == "error"]
    if errors:
        st.markdown(
            f"**:red[☒] {words.many('{0} error, to be mended by the country', '{0} errors, to be mended by the country', len(errors)).format(len(errors))}**"
        )
        _listed(errors)
    asked: dict[str, list[Found]] = {}
    for said in own:
        if said.severity == "question":
            asked.setdefault(said.key, []).append(said)
    questions = sorted(asked.items(), key=lambda said: said[0] not in one.open_questions)
    if questions:
        answered = sum(key not in one.open_questions for key in asked)
        st.markdown(f"**:orange[◆] {_('Questions: {0} answered').format(words.of(answered, len(questions)))}**")
        page = st.pagination(-(-len(questions) // most), key="questions_page") if len(questions) > most else 1
        for key, same in questions[(page - 1) * most : page * most]:
            _question(one, key, same, answer)
    notes = [said for said in own if said.severity == "note"]
    if notes:
        with st.expander(
            words.many("{0} note, only to know", "{0} notes, only to know", len(notes)).format(len(notes)), key="notes"
        ):
            _listed(notes)


def _listed(own: Sequence[Found], most: int = 40) -> None:
    columns = {_("Cell"): "place", _("Row"): "about", _("Found"): "found", _("Expected"): "expected"}
    rows = [{heading: words.escape(getattr(said, name)) for heading, name in columns.items()} for said in own[:most]]
    st.table(pd.DataFrame(rows), border="horizontal", hide_index=True)
    if len(own) > most:
        st.caption(_("The first {0} of {1}; all of them are in the workbook to give back.").format(most, len(own)))


def _question(one: object, key: str, same: Sequence[Found], answer: Say) -> None:
    """What is asked under one key, what was said, and while it is open the field for the answer."""
    is_open = key in one.open_questions
    with st.container(border=True, gap="xsmall"):
        shape = ":orange[◇]" if is_open else ":primary[■]"
        lines = [
            f"**{words.escape(said.place)}**{f' · {words.escape(said.about)}' if said.about else ''} · {_('found')} {words.escape(said.found)}  \n:gray[{_('Expected')}: {words.escape(said.expected)}]"
            for said in same
        ]
        st.markdown(f"{shape} " + "  \n".join(lines))
        thread(one.answers.get(key, ()))
        if not is_open or one.state not in ("received", "checked", "returned"):
            return
        with st.form(f"answer_{one.id} {key}", border=False, clear_on_submit=True):
            typed = f"text_{one.id} {key}"
            with st.container(horizontal=True, vertical_alignment="bottom"):
                st.text_input(_("Answer of the country"), key=typed, max_chars=2000, placeholder=_("In its own words"))
                more = {"widget": st.form_submit_button, "done": _("The answer is entered.")}
                desk_page.button(
                    _("Enter the answer"),
                    lambda by: answer(key, st.session_state[typed], by),
                    key=f"enter_{one.id} {key}",
                    **more,
                )
                desk_page.button(
                    _("Confirmed as sent"),
                    lambda by: answer(key, _("Confirmed as sent."), by),
                    key=f"confirm_{one.id} {key}",
                    **more,
                )


def newer(one: object, found: Mapping[str, object]) -> str:
    """Empty while `one` is the newest of its country and round that was not withdrawn; else a sentence that names the newer one."""
    later = [
        other.id
        for other in found.values()
        if (other.country, other.round) == (one.country, one.round) and other.id > one.id and other.state != "withdrawn"
    ]
    return _("{0} is newer.").format(later[-1]) if later else ""


def earlier(one: object, found: Mapping[str, object]) -> object | None:
    """The last submission of this country before `one`, in whatever round; None when this is its first."""
    before = [
        other
        for other in found.values()
        if other.country == one.country and other.id < one.id and other.state != "withdrawn"
    ]
    same = [other for other in before if other.round == one.round]
    return max(same or before, key=lambda other: other.id, default=None)
