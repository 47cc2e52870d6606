"""Choices that live in the address: edition, date of looking, target, country.

One widget and one key each, on every page alike. The address holds the words a reader sees (`?country=France`); a code
(`?country=FRA`) is understood too and replaced by the word.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, TypeVar

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from pages.parts import printing
from views import queries
from views.edition import Edition, NoEdition, edition, in_force, numbers

Code = TypeVar("Code")
Width = int | Literal["stretch"]


def here() -> tuple[Edition, str]:
    """The edition and the date of looking that the frame has put up for this run."""
    return st.session_state["here"], st.session_state["looking"]


def chosen_edition() -> Edition:
    """The edition that the address names, or named in this session, else the one that the session opened with.

    The page says so when a newer one is in force, or when there is none of that number.
    """
    newest = in_force()
    asked = st.query_params.get("edition") or st.session_state.get("named")
    if asked:
        try:
            chosen = edition(int(asked))
            if not asked == st.query_params.get("edition") == st.session_state.get("named"):
                # the address says what is shown, on the next page and after a link within one
                st.session_state["named"] = st.query_params["edition"] = asked
            return chosen
        except (NoEdition, ValueError):
            notice(_("There is no edition “{0}”; this is edition {1}.").format(asked, newest.number))
    if st.session_state.get("edition", newest).number not in numbers():  # it is no longer what was published
        del st.session_state["edition"]
    pinned: Edition = st.session_state.setdefault("edition", newest)
    if pinned != newest:
        notice(_("A newer edition, {0}, is in force. Reload the page to see it.").format(newest.number))
    return pinned


def header(page: st.Page, chosen: Edition) -> str:
    """The line on top of every page: edition, hash, list of editions; the date of looking, whose code it returns."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(horizontal=True, vertical_alignment="center", width="content", gap="xsmall"):
            st.caption(_which(chosen), width="content")
            editions(page, chosen)
        return _as_of(chosen)


def _which(chosen: Edition) -> str:
    until = words.month(date.fromisoformat(chosen.manifest["record_until"]))
    line = _("Edition {0} · {1} · public record to {2}").format(chosen.number, chosen.short, until)
    newest = in_force().number
    is_usual = chosen.number == newest or "edition" not in st.query_params
    return line if is_usual else f"{line} · {_('edition {0} is in force').format(newest)}"


def _as_of(chosen: Edition) -> str:
    known_at = offered(queries.conferences(chosen), "as_of", "short_label")
    with st.container(horizontal=True, vertical_alignment="center", width="content", gap="xsmall"):
        st.caption(_("As known at"), width="content")
        if printing.on_paper() and st.query_params.get("as_of") is None:
            st.caption(f"**{known_at['latest']}**", width="content")
            return "latest"
        return choose(_("As known at"), known_at, "as_of", width=180, is_label_shown=False, is_searched=False)


def editions(page: st.Page, chosen: Edition) -> None:
    """Every edition, newest first, each a link to this page in it; nothing while there is only one."""
    published = numbers()
    if len(published) < 2 or printing.on_paper():
        return
    more = st.popover(_("All editions"), type="tertiary", key="editions", on_change="rerun")
    if not more.open:
        return
    newest = in_force().number
    with more, st.container(height="content" if len(published) < 6 else 420, border=False):
        for number in reversed(published):
            st.page_link(
                page,
                label=_edition_line(edition(number), newest, chosen),
                query_params={**st.query_params.to_dict(), "edition": str(number)},
            )
            st.caption(_note(edition(number)))


def _note(listed: Edition, most: int = 240) -> str:
    """The revision note of an edition, and no more of it than a list can bear."""
    note = " ".join((listed.manifest.get("note") or _("No revision note.")).split())
    return words.escape(note if len(note) <= most else note[: note.rfind(" ", 0, most)] + " …")


def _edition_line(listed: Edition, newest: int, chosen: Edition) -> str:
    parts = [
        _("Edition {0} · {1}").format(listed.number, listed.short),
        words.day(date.fromisoformat(listed.manifest["built_at"][:10])),
        _("in force") if listed.number == newest else "",
        _("on this page") if listed == chosen else "",
    ]
    return " · ".join(filter(None, parts))


def choose(
    label: str,
    options: Mapping[Code, str],
    key: str,
    *,
    width: Width = "stretch",
    is_label_shown: bool = True,
    is_searched: bool = True,
) -> Code:
    """One of `options` (code: word), kept in the address under `key`; returns its code.

    What the address holds and nobody offers becomes a notice.
    """
    _understand(label, options, key)
    return st.selectbox(
        label,
        list(options),
        format_func=lambda code: options.get(code, ""),
        key=key,
        bind="query-params",
        width=width,
        label_visibility="visible" if is_label_shown else "collapsed",
        filter_mode="fuzzy" if is_searched else None,
    )


def _understand(label: str, options: Mapping[Code, str], key: str) -> None:
    """Codes in the address become words, what nobody offers a notice; the address wins over an earlier choice.

    The last is Streamlit's to do, but it passes over a word that is the first of the options.
    """
    asked = st.query_params.get_all(key)
    by_code = {str(code): word for code, word in options.items()}
    in_words = [by_code.get(text, text) for text in asked]
    if in_words != asked:
        st.query_params[key] = in_words
        st.rerun()
    unknown = [text for text in asked if text not in by_code.values()]
    if unknown:
        notice(_("“{0}” is not one of the choices for “{1}”, so it was left out.").format(", ".join(unknown), label))
    elif asked and key in st.session_state and not isinstance(st.session_state[key], list):
        (st.session_state[key],) = [code for code, word in options.items() if word == asked[-1]][:1]


def offered(rows: pd.DataFrame, code: str, word: str) -> dict[str, str]:
    """What `rows` offer: the words in one column by the codes in another."""
    return dict(zip(rows[code], rows[word], strict=True))


def or_all(everything: str, options: Mapping[Code, str]) -> dict[Code | None, str]:
    """`options` behind one more that stands for all of them (None)."""
    with_all: dict[Code | None, str] = {None: everything}
    with_all.update(options.items())
    return with_all


def notice(text: str) -> None:
    """A calm line on top of the page."""
    st.info(words.escape(text))


def link(page: str, label: str, **filters: str) -> None:
    """A link to another page that keeps the date of looking; `filters` are words."""
    kept = {key: value for key in ("as_of", "edition") if (value := st.query_params.get(key))}
    st.page_link(page, label=label, query_params={**kept, **filters})


def target(chosen: Edition) -> int:
    """A policy target."""
    return choose(_("Policy target"), _targets(chosen), "target")


def any_target(chosen: Edition) -> int | None:
    """A policy target, or all of them (None)."""
    return choose(_("Policy target"), or_all(_("All targets"), _targets(chosen)), "for_target")


def _targets(chosen: Edition) -> dict[int, str]:
    rows = chosen.rows("policy_targets", order="target_no")
    return dict(zip(rows["target_no"], rows["short_name"], strict=True))


def country(chosen: Edition) -> str:
    """A country that ever stood in a list of the Alliance."""
    return choose(_("Country"), _countries(chosen), "country")


def any_country(chosen: Edition) -> str | None:
    """A country that ever stood in a list of the Alliance, or all of them (None)."""
    return choose(_("Country"), or_all(_("All countries"), _countries(chosen)), "for_country")


def _countries(chosen: Edition) -> dict[str, str]:
    rows = queries.participants(chosen)
    return offered(rows, "iso3", "name")


def goal(chosen: Edition) -> str | None:
    """An operational goal, or all of them (None)."""
    goals = {row.goal_id: f"{row.goal_id} {row.short_name}" for row in queries.goals(chosen).itertuples()}
    return choose(_("Operational goal"), or_all(_("All goals"), goals), "goal")


def gap_kind(chosen: Edition) -> str | None:
    """A kind of gap, or all of them (None)."""
    rows = chosen.rows("statuses", order="rank", scale="gap")
    return choose(_("Gap"), or_all(_("All gaps"), offered(rows, "status", "label")), "gap")


def group() -> str:
    """How the matrix of all countries is grouped: "region" or "eu"."""
    groups = {"region": _("By region"), "eu": _("By EU membership")}
    return choose(_("Groups"), groups, "groups", width=220, is_searched=False)


def countries(chosen: Edition, as_of: str, most: int = 6) -> list[str]:
    """Up to six countries of the Alliance as known at a date."""
    label, options = _("Two to six countries"), offered(queries.roster(chosen, as_of), "iso3", "country")
    _understand(label, options, "countries")
    return st.multiselect(
        label,
        list(options),
        format_func=lambda code: options.get(code, ""),
        key="countries",
        bind="query-params",
        max_selections=most,
        placeholder=_("Choose countries"),
    )


def since(chosen: Edition, as_of: str) -> str | None:
    """An earlier date to compare with, the usual one unless another is chosen; None at the first date."""
    dates = queries.earlier(chosen, as_of)
    if dates.empty:
        return None
    return choose(_("Since"), offered(dates, "as_of", "short_label"), "since", width=220, is_searched=False)
