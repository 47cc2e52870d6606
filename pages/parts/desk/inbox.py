"""Pieces of the inbox: where files are dropped, how far they are, and what became of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from pages.parts.desk import page
from pages.parts.desk.round import XLSX

LARGEST = 10
Report = Callable[[int, int, str], None]


def dropped() -> list[tuple[str, bytes]]:
    """The files that were just handed over, each with its name; none on every other run."""
    with st.form("desk_drop", clear_on_submit=True):
        files = st.file_uploader(
            _("Workbooks, up to {0} MB each").format(LARGEST), accept_multiple_files=True, max_upload_size=LARGEST, key="desk_files", help=_("A file that is no workbook of ours is told apart, and never taken.")
        )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="center"):
            sent = st.form_submit_button(
                _("Store and check"), type="primary", disabled=not page.name(), key="desk_take_in"
            )
            page.hint("" if page.name() else page.NAMELESS)
    if sent and not files:
        st.session_state["desk_refused"] = _("No file was dropped yet.")
        st.rerun()
    return [(one.name, one.getvalue()) for one in files] if sent else []


def take_in(files: Sequence[tuple[str, bytes]], receive: Callable[[str, Report], list]) -> None:
    """Hand the files over with a bar that moves; what comes back stays on the page for this visit."""
    bar = st.progress(0.0, text=words.many("{0} file", "{0} files", len(files)).format(len(files)))

    def report(step: int, of: int, what: str) -> None:
        bar.progress(min(step / of, 1.0), text=words.escape(what))

    def do(by: str) -> None:
        st.session_state["desk_receipts"] = receive(by, report)

    page.attempt(
        do,
        words.many(
            "{0} file is stored; below is what became of it.",
            "{0} files are stored; below is what became of each.",
            len(files),
        ).format(len(files)),
    )
    st.rerun()


def results(found: Mapping[str, object], returned: Callable[[str], bytes]) -> None:
    """What became of each file that was dropped in this visit."""
    receipts = st.session_state.get("desk_receipts", [])
    if not receipts:
        return
    st.subheader(_("What became of each file"), anchor=False)
    st.markdown(_summary(receipts))
    for place, one in enumerate(receipts):
        with st.container(border=True, gap="xsmall"):
            said = words.escape(one.sentence.removeprefix(f"{one.name}:").strip())
            st.markdown(f"{_mark(one)} **{words.escape(one.name)}**" + ("  \n" if one.id and one.new else " ") + said)
            if one.id:
                own = found[one.id]
                with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
                    st.markdown(counted(one))
                    page.to(
                        "review",
                        _("Review {0}").format(one.id),
                        round=own.round,
                        country=own.country,
                        submission=one.id,
                    )
                    if one.errors or one.questions:
                        name = f"{own.round}-{own.country}-{one.id}-v{own.version}-returned.xlsx"
                        page.take(_("Workbook to give back"), name, XLSX, lambda id=one.id: returned(id), place=place)


def _summary(receipts: Sequence) -> str:
    taken = [one for one in receipts if one.id and one.new]
    parts = [
        (_("**{0}** clean"), sum(not one.errors and not one.questions for one in taken)),
        (_("**{0}** with questions only"), sum(not one.errors and bool(one.questions) for one in taken)),
        (_("**{0}** with errors"), sum(bool(one.errors) for one in taken)),
        (_("**{0}** here already"), sum(bool(one.id) and not one.new for one in receipts)),
        (_("**{0}** not taken"), sum(not one.id for one in receipts)),
    ]
    return _("Of {0}: ").format(
        words.many("{0} file", "{0} files", len(receipts)).format(len(receipts))
    ) + "  ·  ".join(text.format(n) for text, n in parts if n)


def _mark(one: object) -> str:
    if not one.id:
        return ":red[☒]"
    if not one.new:
        return ":gray[=]"
    return ":red[▼]" if one.errors else ":orange[◆]" if one.questions else ":primary[■]"


def counted(one: object) -> str:
    """How many errors, questions and notes, as Markdown; the same line for a receipt and for a submission."""
    parts = [
        ("☒", "{0} error", "{0} errors", one.errors),
        ("◆", "{0} question", "{0} questions", one.questions),
        ("–", "{0} note", "{0} notes", one.notes),
    ]
    return "  ·  ".join(f"{shape} {words.many(single, more, n).format(n)}" for shape, single, more, n in parts)


def lately(
    entries: Sequence,
    found: Mapping[str, object],
    rounds: Mapping[str, object],
    names: Mapping[str, str],
    most: int = 12,
) -> None:
    """The last files that arrived, whoever took them in."""
    st.subheader(_("Arrived last"), anchor=False)
    if not entries:
        page.empty(
            _("Nothing has arrived yet. Templates to send out are on the page Round; what comes back is dropped above.")
        )
        return
    rows = [
        {
            _("When (UTC)"): page.stamp(one.at),
            _("File"): words.escape(str(one.facts.get("name", ""))),
            _("What it is"): words.escape(_said(one, found, rounds, names)),
            _("Taken in by"): words.escape(one.by),
        }
        for one in reversed(entries[-most:])
    ]
    st.table(pd.DataFrame(rows), border="horizontal", hide_index=True)
    if len(entries) > most:
        st.caption(_("The last {0} of {1}; all of them are in the journal.").format(most, len(entries)))


def _said(one: object, found: Mapping[str, object], rounds: Mapping[str, object], names: Mapping[str, str]) -> str:
    if one.act == "refused":
        return _("Not taken: {0}").format(one.reason.removeprefix(f"{one.facts.get('name', '')}: "))
    own = found[one.object]
    return f"{one.object}: {names.get(own.country, own.country)}, {rounds[own.round].label}"
