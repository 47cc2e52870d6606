"""Pieces of the inbox: where files are dropped, how far they are, and what became of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Protocol

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from etl.desk.receiving import Arrived, Receipt
from etl.desk.submission import Submission
from etl.form.rounds import Round
from etl.source import Report
from etl.store.journal import Entry
from pages.parts.desk import acting, elements
from pages.parts.desk.elements import XLSX

LARGEST = 10
"""Megabytes that one workbook may have."""


class Counted(Protocol):
    """What has errors, questions and notes: a receipt or a submission."""

    @property
    def errors(self) -> int:
        """How many findings forbid taking it."""

    @property
    def questions(self) -> int:
        """How many findings must be answered or confirmed."""

    @property
    def notes(self) -> int:
        """How many findings are there to know."""


def dropped() -> list[tuple[str, bytes]]:
    """The files that were just handed over, each with its name; none on every other run."""
    with st.form("desk_drop", clear_on_submit=True):
        files = st.file_uploader(
            _("Workbooks, up to {0} MB each").format(LARGEST),
            accept_multiple_files=True,
            max_upload_size=LARGEST,
            key="desk_files",
            help=_("A file that is no workbook of ours is told apart, and never taken."),
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            is_nameless = not acting.actor()
            sent = st.form_submit_button(_("Store and check"), type="primary", disabled=is_nameless, key="desk_take_in")
            elements.hint(acting.NAMELESS if is_nameless else "")
    if sent and not files:
        st.session_state["desk_refused"] = _("No file was dropped yet.")
        st.rerun()
    return [(file.name, file.getvalue()) for file in files] if sent else []


def take_in(files: Sequence[tuple[str, bytes]], receive: Callable[[str, Report, Arrived], list[Receipt]]) -> None:
    """Take the files in with a bar that moves, and what became of each as soon as it is known; it stays on the page
    for this visit, also of those that were entered before something was refused.
    """
    done = words.many(
        "{0} file is stored; below is what became of it.",
        "{0} files are stored; below is what became of each.",
        len(files),
    ).format(len(files))
    st.session_state["desk_receipts"] = []
    with elements.progress(words.many("{0} file", "{0} files", len(files)).format(len(files))) as report:
        acting.attempt(lambda by: receive(by, report, _arrived), done)
    st.rerun()


def _arrived(receipts: Sequence[Receipt]) -> None:
    """Show files that were just entered while the next ones are read."""
    st.session_state["desk_receipts"] += receipts
    for receipt in receipts:
        st.markdown(f"{_mark(receipt)} **{words.escape(receipt.name)}** {_told(receipt)}")


def _told(receipt: Receipt) -> str:
    return words.escape(receipt.sentence.removeprefix(f"{receipt.name}:").strip())


def results(submissions: Mapping[str, Submission], returned: Callable[[str], bytes]) -> None:
    """What became of each file that was dropped in this visit."""
    receipts: list[Receipt] = st.session_state.get("desk_receipts", [])
    if not receipts:
        return
    st.subheader(_("What became of each file"), anchor=False)
    st.markdown(_summary(receipts))
    for place, receipt in enumerate(receipts):
        with st.container(border=True, gap="xsmall"):
            sentence = _told(receipt)
            break_ = "  \n" if receipt.id and receipt.new else " "
            st.markdown(f"{_mark(receipt)} **{words.escape(receipt.name)}**{break_}{sentence}")
            if receipt.id:
                _next(receipt, submissions[receipt.id], partial(returned, receipt.id), place)


def _next(receipt: Receipt, submission: Submission, returned: Callable[[], bytes], place: int) -> None:
    """What was found, and where to go on."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        if not receipt.unchecked:
            st.markdown(counted(receipt))
        elements.link(
            "review",
            _("Review {0}").format(receipt.id),
            round=submission.round,
            country=submission.country,
            submission=receipt.id,
        )
        if receipt.errors or receipt.questions:
            name = f"{submission.round}-{submission.country}-{receipt.id}-v{submission.version}-returned.xlsx"
            elements.download(_("Workbook to give back"), name, XLSX, returned, place)


def _summary(receipts: Sequence[Receipt]) -> str:
    new = [receipt for receipt in receipts if receipt.id and receipt.new and not receipt.unchecked]
    parts = [
        (_("**{0}** clean"), sum(not receipt.errors and not receipt.questions for receipt in new)),
        (_("**{0}** with questions only"), sum(not receipt.errors and bool(receipt.questions) for receipt in new)),
        (_("**{0}** with errors"), sum(bool(receipt.errors) for receipt in new)),
        (_("**{0}** here already"), sum(bool(receipt.id) and not receipt.new for receipt in receipts)),
        (_("**{0}** replaced by a later one"), sum(bool(receipt.unchecked) for receipt in receipts)),
        (_("**{0}** not taken"), sum(not receipt.id for receipt in receipts)),
    ]
    all_ = words.many("{0} file", "{0} files", len(receipts)).format(len(receipts))
    return _("Of {0}: ").format(all_) + "  ·  ".join(text.format(count) for text, count in parts if count)


def _mark(receipt: Receipt) -> str:
    if not receipt.id:
        return ":red[☒]"
    if not receipt.new or receipt.unchecked:
        return ":gray[=]"
    return ":red[▼]" if receipt.errors else ":orange[◆]" if receipt.questions else ":primary[■]"


def counted(findings: Counted) -> str:
    """How many errors, questions and notes, as Markdown; the same line for a receipt and for a submission."""
    parts = [
        ("☒", "{0} error", "{0} errors", findings.errors),
        ("◆", "{0} question", "{0} questions", findings.questions),
        ("–", "{0} note", "{0} notes", findings.notes),
    ]
    return "  ·  ".join(
        f"{shape} {words.many(single, several, count).format(count)}" for shape, single, several, count in parts
    )


def lately(
    entries: Sequence[Entry],
    submissions: Mapping[str, Submission],
    rounds: Mapping[str, Round],
    names: Mapping[str, str],
    most: int = 12,
) -> None:
    """The last files that arrived, whoever took them in."""
    st.subheader(_("Arrived last"), anchor=False)
    if not entries:
        elements.empty(
            _("Nothing has arrived yet. Templates to send out are on the page Round; what comes back is dropped above.")
        )
        return
    rows = [
        {
            _("When (UTC)"): elements.stamp(entry.at),
            _("File"): words.escape(str(entry.facts.get("name", ""))),
            _("What it is"): words.escape(_what(entry, submissions, rounds, names)),
            _("Taken in by"): words.escape(entry.by),
        }
        for entry in reversed(entries[-most:])
    ]
    st.table(pd.DataFrame(rows), border="horizontal", hide_index=True)
    if len(entries) > most:
        st.caption(_("The last {0} of {1}; all of them are in the journal.").format(most, len(entries)))


def _what(
    entry: Entry, submissions: Mapping[str, Submission], rounds: Mapping[str, Round], names: Mapping[str, str]
) -> str:
    if entry.act == "refused":
        return _("Not taken: {0}").format(entry.reason.removeprefix(f"{entry.facts.get('name', '')}: "))
    submission = submissions[entry.object]
    country = names.get(submission.country, submission.country)
    return f"{entry.object}: {country}, {rounds[submission.round].label}"
