"""What is coded in a round: each commitment on one scale, what it waits for, and which of them is in hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from etl.coding.rating import Code, Coding, anew
from etl.coding.read import text_hash
from etl.desk.submission import Submission
from etl.form import sheets
from etl.store.persons import same
from pages.parts import filters
from pages.parts.desk import elements

SCALES = {"completion": _("How far is it done?"), "ambition": _("How ambitious is it?")}
WAITS = {
    "code": _("a first code"),
    "second code": _("a second code"),
    "adjudication": _("adjudication"),
    "evidence": _("evidence"),
    "": _("nothing"),
}
Contents = Mapping[str, pd.DataFrame]
"""What a workbook says: by title of sheet a frame of one row a line of the form."""
Codings = Mapping[tuple[str, str], Coding]
"""The codings of a round that have begun, by reference and scale."""


@dataclass(frozen=True)
class Item:
    """One commitment on one scale: what was announced, and what the country says of it now."""

    reference: str
    scale: str
    country: str
    title: str
    goal: str
    due: str
    status: str
    done: str
    evidence: str
    note: str
    submission: str
    read: str

    @property
    def code(self) -> str:
        """How the address names it."""
        return f"{self.reference} {self.scale}"


def items(submissions: Iterable[Submission], contents: Callable[[str], Contents], is_progress: bool) -> list[Item]:
    """Everything in the accepted submissions of a round that is coded.

    That is each new commitment, and in a round of progress reports each commitment that was reported on.
    """
    coded: dict[tuple[str, str], Item] = {}
    for submission in sorted(submissions, key=lambda submission: submission.id):
        workbook = _contents(contents, submission.id, submission.sha256)
        if is_progress:
            coded |= {(item.reference, item.scale): item for item in _reported(submission, workbook)}
        coded |= {(item.reference, item.scale): item for item in _announced(submission, workbook)}
    known = (item for item in coded.values() if item.reference)
    return sorted(known, key=lambda item: (item.country, item.reference, item.scale))


@st.cache_data(max_entries=200, show_spinner=False)
def _contents(_read: Callable[[str], Contents], submission: str, sha256: str) -> Contents:
    del sha256  # part of the key
    return _read(submission)


def _reported(submission: Submission, workbook: Contents) -> Iterator[Item]:
    statuses = sheets.words("progress_status")
    for row in _rows(workbook, "sent_progress"):
        yield _item(submission, row, "completion", statuses.get(row["status"], row["status"]), row["done"])


def _announced(submission: Submission, workbook: Contents) -> Iterator[Item]:
    for row in _rows(workbook, "sent_commitments"):
        if row["nature"] == "new" and row["title"]:
            yield _item(submission, row, "ambition")


def _rows(workbook: Contents, sheet: str) -> list[dict[str, str]]:
    frame = workbook.get(sheets.sheets()[sheet].title)
    return [] if frame is None else frame.fillna("").to_dict("records")


def _item(submission: Submission, row: Mapping[str, str], scale: str, status: str = "", done: str = "") -> Item:
    return Item(
        row["reference"],
        scale,
        submission.country,
        row["title"],
        row["goal_id"],
        row["due_date"],
        status,
        done,
        row["evidence_url"],
        row["note"],
        submission.id,
        text_hash(row),
    )


def standing(items: Iterable[Item], codings: Codings) -> dict[tuple[str, str], Coding]:
    """The codings as they stand for what the reports say now: of a text that was replaced, none counts."""
    read = {(item.reference, item.scale): item.read for item in items}
    return {key: anew(coding, read.get(key, "")) for key, coding in codings.items()}


def sentence(items: Sequence[Item], codings: Codings) -> str:
    """How many are coded, and what the others wait for."""
    if not items:
        return _(
            "Nothing can be coded yet: what accepted submissions of this round say is coded here,"
            " by two people, each alone."
        )
    waits = pd.Series([_waits(item, codings) for item in items])
    counted = waits.value_counts()
    settled = _("{0} are settled.").format(words.of(int((waits == "").sum()), len(items)))
    rest = [f"{counted[code]} {_('for')} {what}" for code, what in WAITS.items() if code and code in counted]
    return settled + (_(" Waiting: {0}.").format(", ".join(rest)) if rest else "")


def _waits(item: Item, codings: Codings) -> str:
    coding = codings.get((item.reference, item.scale))
    return coding.waits if coding else "code"


def own_code(coding: Coding | None, by: str) -> Code | None:
    """The code that `by` gave; None when `by` is nobody, or has given none."""
    if coding is None or not by:
        return None
    return next((code for code in coding.codes if same(code.by, by)), None)


def chosen(items: Sequence[Item], codings: Codings, by: str, names: Mapping[str, str]) -> Item | None:
    """The commitment in hand: those that wait for this coder first."""
    if not items:
        elements.empty(_("When a submission has been accepted, its commitments appear here."))
        return None
    view, shown = _shown(items, codings, by)
    options = {item.code: item for item in [*_in_hand(items, shown), *shown]}
    if not options:
        nothing = {"mine": _("Nothing waits for your code."), "settle": _("Nothing waits to be settled by you.")}
        elements.empty(nothing.get(view, ""))
        return None
    code = filters.choose(_("Commitment"), {code: code for code in options}, "commitment")
    following = next((item for item in shown if item.code != code), None)
    if following:
        elements.link(
            "coding",
            _("Next: {0}, {1}").format(names.get(following.country, following.country), following.reference),
            commitment=following.code,
            round=st.query_params.get("round"),
        )
    return options[code]


def _shown(items: Sequence[Item], codings: Codings, by: str) -> tuple[str, Sequence[Item]]:
    """The list that is looked at, and what stands in it."""
    others = [item for item in items if not own_code(codings.get((item.reference, item.scale)), by)]
    to_code = [item for item in others if _waits(item, codings) in ("code", "second code")]
    to_settle = [item for item in others if _waits(item, codings) in ("adjudication", "evidence")]
    labels = {
        "mine": _("Waits for my code ({0})").format(len(to_code)),
        "settle": _("Waits to be settled ({0})").format(len(to_settle)),
        "all": _("All ({0})").format(len(items)),
    }
    view = elements.view(_("List"), labels, "coding_list")
    return view, {"mine": to_code, "settle": to_settle, "all": items}[view]


def _in_hand(items: Sequence[Item], shown: Sequence[Item]) -> list[Item]:
    """What was in hand and has just left the list: it stays in hand, so that its answer is seen."""
    asked = st.query_params.get("commitment")
    if asked and all(item.code != asked for item in items):
        st.query_params.pop("commitment")
    code = st.query_params.get("commitment") or st.session_state.get("commitment")
    return [item for item in items if item.code == code and item not in shown]


def listed(items: Sequence[Item], codings: Codings, names: Mapping[str, str]) -> None:
    """Everything that is coded in this round, and what each waits for; no code is in it."""
    if not items:
        return
    with st.expander(_("The whole list"), key="coding_all", on_change="rerun") as whole:
        if whole.open:
            rows = pd.DataFrame([_row(item, codings, names) for item in items])
            st.dataframe(
                rows,
                key="coding_rows",
                hide_index=True,
                height=min(420, 3 + 35 * (len(rows) + 1)),
                placeholder="",
                alt=_("What is coded"),
            )


def _row(item: Item, codings: Codings, names: Mapping[str, str]) -> dict[str, object]:
    coding = codings.get((item.reference, item.scale))
    return {
        _("Country"): names.get(item.country, item.country),
        _("Reference"): item.reference,
        _("Commitment"): item.title,
        _("Scale"): SCALES[item.scale],
        _("Codes given"): coding.given if coding else 0,
        _("Waits for"): WAITS[_waits(item, codings)],
    }
