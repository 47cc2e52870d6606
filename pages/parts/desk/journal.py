"""Pieces of the journal: verify, search, and a list to take away."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence, Set
from datetime import date

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from etl.store.journal import Entry
from pages.parts import filters
from pages.parts.desk import elements
from pages.parts.desk.conversation import worded
from pages.parts.desk.elements import CSV, XLSX
from views import choices, lists

VEILED = _("(hidden until both coders are in)")
FACTS = {"all": _("findings"), "key": _("about"), "dated": _("date"), "name": _("file")}
"""Facts of an entry that have another name for people."""
LEFT_OUT = ("findings", "sha256", "manifest", "hash")
HEADINGS = {
    "n": _("No"),
    "at": _("When (UTC)"),
    "by": _("Who"),
    "act": _("Act"),
    "object": _("About"),
    "reason": _("Why"),
    "facts": _("What"),
}
FILTERS = {"by": (_("Who"), "who"), "act": (_("Act"), "act"), "object": (_("About"), "about")}
"""The columns by which a clerk filters: label, and key in the address."""


def sentence(entries: Sequence[Entry]) -> str:
    """How many entries there are, from when to when."""
    if not entries:
        return _("Nothing has been entered yet. Every act of the desk will stand here, with who, when and why.")
    since, last = (elements.moment(entry.at) for entry in (entries[0], entries[-1]))
    return words.many("{0} entry", "{0} entries", len(entries)).format(words.number(len(entries))) + _(
        ", from {0} to {1}. None can be changed or removed without being noticed."
    ).format(since, last)


def verify(check: Callable[[], list[str]]) -> None:
    """Work everything out again, and say what differs. The answer stays until it is asked for again."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(_("Verify"), key="verify", help=_("Works out every hash again: journal, originals and editions.")):
            with st.spinner(_("Working out every hash again")):
                st.session_state["desk_verified"] = (pd.Timestamp.now("UTC"), check())
        at, faults = st.session_state.get("desk_verified", (None, []))
        if at is None:
            st.caption(_("Not verified in this visit."))
        elif not faults:
            st.markdown(f":primary[■] **{_('Everything is as it was written.')}** {elements.moment(at)}")
    if faults:
        count = words.many("{0} thing differs:", "{0} things differ:", len(faults)).format(len(faults))
        st.error("\n".join([count, "", *(f"- {words.escape(fault)}" for fault in faults[:40])]))


def search(entries: Sequence[Entry], hidden: Set[int]) -> None:
    """Every entry, newest first, under three filters and a search over all its words."""
    if not entries:
        return
    rows = _filtered(table(entries, hidden))
    st.caption(_("{0} entries under these filters").format(words.of(len(rows), len(entries))))
    widths = {"n": 60, "at": 130, "object": 90, "reason": 260, "facts": 320}
    config = {HEADINGS[column]: st.column_config.TextColumn(width=width) for column, width in widths.items()}
    config[HEADINGS["n"]] = st.column_config.NumberColumn(width=widths["n"])
    st.dataframe(
        rows.drop(columns=["words", "hash"]).rename(columns=HEADINGS),
        key="journal",
        hide_index=True,
        height=min(560, 3 + 35 * (len(rows) + 1)),
        column_config=config,
        placeholder="",
        alt=_("Journal"),
    )
    _downloads(rows.drop(columns=["words"]), entries[-1].n, is_all=len(rows) == len(entries))


def _filtered(rows: pd.DataFrame) -> pd.DataFrame:
    places = st.columns([2, 1, 1, 1])
    with places[0]:
        text = st.text_input(
            _("Search"),
            key="journal_search",
            placeholder=_("A submission, a country, a name, a word of a reason"),
            persist_state="session",
            live=True,
        )
    asked = {}
    for place, (column, (label, key)) in zip(places[1:], FILTERS.items(), strict=True):
        options = {value: value for value in sorted(rows[column].unique())}
        with place:
            asked[column] = filters.choose(label, choices.or_all(_("All"), options), key)
    for column, value in asked.items():
        rows = rows if value is None else rows[rows[column] == value]
    for word in (text or "").casefold().split():
        rows = rows[rows["words"].str.contains(word, regex=False)]
    return rows


def _downloads(rows: pd.DataFrame, last: int, *, is_all: bool) -> None:
    name = f"journal-1-{last}-{date.today().isoformat()}{'' if is_all else '-filtered'}"
    with st.container(horizontal=True):
        elements.download(_("List as XLSX"), f"{name}.xlsx", XLSX, lambda: lists.xlsx(rows, _("Journal")))
        elements.download(_("List as CSV"), f"{name}.csv", CSV, lambda: lists.csv(rows))


def table(entries: Sequence[Entry], hidden: Set[int]) -> pd.DataFrame:
    """One row an entry, newest first: n, at, by, act, object, reason, facts, hash, and `words` to search in.

    What may not be seen yet (`hidden` holds its numbers) is veiled, in every column.
    """
    rows = [_row(entry, is_veiled=entry.n in hidden) for entry in reversed(entries)]
    frame = pd.DataFrame(rows, columns=[*HEADINGS, "hash"])
    text = frame[["at", "by", "act", "object", "reason", "facts"]].agg(" ".join, axis=1)
    return frame.assign(words=text.str.casefold())


def _row(entry: Entry, *, is_veiled: bool) -> tuple[object, ...]:
    shown = {name: value for name, value in entry.facts.items() if name not in LEFT_OUT and value not in ("", None, [])}
    facts = "; ".join(f"{FACTS.get(name, name)}: {_in_words(name, value)}" for name, value in shown.items())
    reason, facts = (VEILED, VEILED) if is_veiled else (entry.reason, facts)
    return entry.n, elements.stamp(entry.at), entry.by, entry.act, entry.object, reason, facts, entry.hash


def _in_words(name: str, value: object) -> str:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return worded(text) if name == "key" else text
