"""Pieces of the journal: verify, search, and a list to take away."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence, Set
from datetime import date

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from pages.parts.desk import page
from pages.parts.desk.conversation import worded
from pages.parts.desk.round import CSV, XLSX
from views.workbook import lists

VEILED = _("(hidden until both coders are in)")
SAID = {"all": _("findings"), "key": _("about"), "dated": _("date"), "name": _("file")}
LEFT_OUT = ("findings", "sha256", "manifest", "hash")


def sentence(entries: Sequence[object]) -> str:
    """How many entries there are, from when to when."""
    if not entries:
        return _("Nothing has been entered yet. Every act of the desk will stand here, with who, when and why.")
    since, last = (page.moment(one.at) for one in (entries[0], entries[-1]))
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
            st.markdown(f":primary[■] **{_('Everything is as it was written.')}** {page.moment(at)}")
    if faults:
        st.error(
            "\n".join(
                [
                    words.many("{0} thing differs:", "{0} things differ:", len(faults)).format(len(faults)),
                    "",
                    *(f"- {words.escape(one)}" for one in faults[:40]),
                ]
            )
        )


def search(entries: Sequence[object], hidden: Set[int]) -> None:
    """Every entry, newest first, under three filters and a search over all its words."""
    if not entries:
        return
    rows = table(entries, hidden)
    places = st.columns([2, 1, 1, 1])
    with places[0]:
        asked = st.text_input(
            _("Search"),
            key="journal_search",
            placeholder=_("A submission, a country, a name, a word of a reason"),
            bind="query-params",
            live=True,
        )
    who, act, what = (
        _offered(places[n], label, rows[column], key)
        for n, (label, column, key) in enumerate(
            ((_("Who"), "by", "who"), (_("Act"), "act", "act"), (_("About"), "object", "about")), start=1
        )
    )
    for column, value in (("by", who), ("act", act), ("object", what)):
        rows = rows if value is None else rows[rows[column] == value]
    for word in (asked or "").casefold().split():
        rows = rows[rows["words"].str.contains(word, regex=False)]
    shown = rows.drop(columns=["words", "hash"]).rename(
        columns={
            "n": _("No"),
            "at": _("When (UTC)"),
            "by": _("Who"),
            "act": _("Act"),
            "object": _("About"),
            "reason": _("Why"),
            "facts": _("What"),
        }
    )
    st.caption(_("{0} entries under these filters").format(words.of(len(rows), len(entries))))
    config = {
        _("No"): st.column_config.NumberColumn(width=60),
        _("When (UTC)"): st.column_config.TextColumn(width=130),
        _("About"): st.column_config.TextColumn(width=90),
        _("Why"): st.column_config.TextColumn(width=260),
        _("What"): st.column_config.TextColumn(width=320),
    }
    st.dataframe(
        shown,
        key="journal",
        hide_index=True,
        height=min(560, 3 + 35 * (len(shown) + 1)),
        column_config=config,
        placeholder="",
        alt=_("Journal"),
    )
    kept, name = (
        rows.drop(columns=["words"]),
        f"journal-1-{entries[-1].n}-{date.today().isoformat()}" + ("" if len(rows) == len(entries) else "-filtered"),
    )
    with st.container(horizontal=True):
        page.take(_("List as XLSX"), f"{name}.xlsx", XLSX, lambda: lists.xlsx(kept, _("Journal")))
        page.take(_("List as CSV"), f"{name}.csv", CSV, lambda: lists.csv(kept))


def table(entries: Sequence[object], hidden: Set[int]) -> pd.DataFrame:
    """One row an entry, newest first: n, at, by, act, object, reason, facts, hash, and `words` to search in. What may not be seen yet is veiled, in every column."""
    rows = []
    for one in reversed(entries):
        veil = one.n in hidden
        facts = (
            ""
            if veil
            else "; ".join(
                f"{SAID.get(name, name)}: {_said(name, value)}"
                for name, value in one.facts.items()
                if name not in LEFT_OUT and value not in ("", None, [])
            )
        )
        rows.append(
            (
                one.n,
                page.stamp(one.at),
                one.by,
                one.act,
                one.object,
                VEILED if veil else one.reason,
                VEILED if veil else facts,
                one.hash,
            )
        )
    frame = pd.DataFrame(rows, columns=["n", "at", "by", "act", "object", "reason", "facts", "hash"])
    return frame.assign(
        words=frame[["at", "by", "act", "object", "reason", "facts"]].agg(" ".join, axis=1).str.casefold()
    )


def _said(name: str, value: object) -> str:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return worded(said) if name == "key" else said


def _offered(place: object, label: str, values: pd.Series, key: str) -> str | None:
    with place:
        return page.choose(label, {None: _("All"), **{value: value for value in sorted(values.unique())}}, key)
