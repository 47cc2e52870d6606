"""Choices that live in the address: edition, date of looking, target, country. One widget and one key each, on every page alike.

The address holds the words a reader sees (`?country=France`); a code (`?country=FRA`) is understood too and replaced by the word.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from core import words
from core.words import _
from pages.parts import cards
from views import queries
from views.edition import Edition, NoEdition, edition, in_force, numbers


def here() -> tuple[Edition, str]:
    """The edition and the date of looking that the frame has put up for this run."""
    return st.session_state["here"], st.session_state["looking"]


def chosen_edition() -> Edition:
    """The edition that the address names, or named before in this session, else the one that the session opened with. Tells when a newer one is in force."""
    newest = in_force()
    asked = st.query_params.get("edition") or st.session_state.get("named")
    if asked:
        try:
            chosen = edition(int(asked))
            if asked != st.query_params.get("edition") or asked != st.session_state.get(
                "named"
            ):  # the address says what is shown, on the next page and after a link within one
                st.session_state["named"] = st.query_params["edition"] = asked
            return chosen
        except (NoEdition, ValueError):
            notice(_("There is no edition “{0}”; this is edition {1}.").format(asked, newest.number))
    pinned = st.session_state.setdefault("edition", newest)
    if pinned != newest:
        notice(_("A newer edition, {0}, is in force. Reload the page to see it.").format(newest.number))
    return pinned


def header(page: st.Page, chosen: Edition) -> str:
    """The line on top of every page: edition, hash and the list of editions on the left, the date of looking on the right. Returns the date's code."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(horizontal=True, vertical_alignment="center", width="content", gap="xsmall"):
            st.caption(_said(chosen), width="content")
            editions(page, chosen)
        return _as_of(chosen)


def _said(chosen: Edition) -> str:
    until = words.month(date.fromisoformat(chosen.manifest["record_until"]))
    said = _("Edition {0} · {1} · public record to {2}").format(chosen.number, chosen.short, until)
    newest = in_force().number
    return (
        said
        if chosen.number == newest or "edition" not in st.query_params
        else said + " · " + _("edition {0} is in force").format(newest)
    )


def _as_of(chosen: Edition) -> str:
    dates = queries.conferences(chosen)
    options = dict(zip(dates["as_of"], dates["short_label"], strict=True))
    with st.container(horizontal=True, vertical_alignment="center", width="content", gap="xsmall"):
        st.caption(_("As known at"), width="content")
        if cards.printing() and st.query_params.get("as_of") is None:
            st.caption(f"**{options['latest']}**", width="content")
            return "latest"
        return choose(_("As known at"), options, "as_of", width=180, label_visibility="collapsed", filter_mode=None)


def editions(page: st.Page, chosen: Edition) -> None:
    """Every edition, newest first, each a link to this page in it; nothing while there is only one."""
    every = numbers()
    if len(every) < 2 or cards.printing():
        return
    more = st.popover(_("All editions"), type="tertiary", key="editions", on_change="rerun")
    if not more.open:
        return
    newest = in_force().number
    with more, st.container(height="content" if len(every) < 6 else 420, border=False):
        for number in reversed(every):
            st.page_link(
                page,
                label=_edition_line(edition(number), newest, chosen),
                query_params={**st.query_params.to_dict(), "edition": str(number)},
            )
            st.caption(_note(edition(number)))


def _note(one: Edition, most: int = 240) -> str:
    """The revision note of an edition, and no more of it than a list can bear."""
    note = " ".join((one.manifest.get("note") or _("No revision note.")).split())
    return words.escape(note if len(note) <= most else note[: note.rfind(" ", 0, most)] + " …")


def _edition_line(one: Edition, newest: int, chosen: Edition) -> str:
    said = [
        _("Edition {0} · {1}").format(one.number, one.short),
        words.day(date.fromisoformat(one.manifest["built_at"][:10])),
    ]
    said += [_("in force")] if one.number == newest else []
    said += [_("on this page")] if one == chosen else []
    return " · ".join(said)


def choose(label: str, options: Mapping[object, str], key: str, **style: object) -> object:
    """One of `options` (code: word), kept in the address under `key`. What the address holds and nobody offers becomes a notice."""
    _understand(label, options, key)
    return st.selectbox(label, list(options), format_func=options.get, key=key, bind="query-params", **style)


def choose_many(label: str, options: Mapping[object, str], key: str, **style: object) -> list:
    """Several of `options`, kept in the address under `key`."""
    _understand(label, options, key)
    return st.multiselect(label, list(options), format_func=options.get, key=key, bind="query-params", **style)


def _understand(label: str, options: Mapping[object, str], key: str) -> None:
    """Codes in the address become words, what nobody offers becomes a notice, and the address wins over what this session chose before.

    The last is Streamlit's to do, but it passes over a word that is the first of the options.
    """
    asked = st.query_params.get_all(key)
    codes = {str(code): word for code, word in options.items()}
    said = [codes.get(one, one) for one in asked]
    if said != asked:
        st.query_params[key] = said
        st.rerun()
    unknown = [one for one in asked if one not in codes.values()]
    if unknown:
        notice(_("“{0}” is not one of the choices for “{1}”, so it was left out.").format(", ".join(unknown), label))
    elif asked and key in st.session_state and not isinstance(st.session_state[key], list):
        (st.session_state[key],) = [code for code, word in options.items() if word == asked[-1]][:1]


def notice(text: str) -> None:
    """A calm line on top of the page."""
    st.info(words.escape(text))


def to(page: str, label: str, **params: str) -> None:
    """A link to another page that keeps the date of looking; `params` are filters as words."""
    kept = {key: value for key in ("as_of", "edition") if (value := st.query_params.get(key))}
    st.page_link(page, label=label, query_params={**kept, **params})


def target(chosen: Edition, *, everything: bool = False) -> int | None:
    """A policy target; with `everything` also all of them (None)."""
    rows = chosen.rows("policy_targets", order="target_no")
    names = dict(zip(rows["target_no"], rows["short_name"], strict=True))
    if everything:
        return choose(_("Policy target"), {None: _("All targets"), **names}, "for_target")
    return choose(_("Policy target"), names, "target")


def country(chosen: Edition, *, everything: bool = False) -> str | None:
    """A country that ever stood in a list of the Alliance; with `everything` also all of them (None)."""
    rows = queries.participants(chosen)
    names = dict(zip(rows["iso3"], rows["name"], strict=True))
    if everything:
        return choose(_("Country"), {None: _("All countries"), **names}, "for_country")
    return choose(_("Country"), names, "country")


def goal(chosen: Edition) -> str | None:
    """An operational goal, or all of them (None)."""
    rows = queries.goals(chosen)
    return choose(
        _("Operational goal"),
        {None: _("All goals"), **{row.goal_id: f"{row.goal_id} {row.short_name}" for row in rows.itertuples()}},
        "goal",
    )


def gap_kind(chosen: Edition) -> str | None:
    """A kind of gap, or all of them (None)."""
    rows = chosen.rows("statuses", order="rank", scale="gap")
    return choose(_("Gap"), {None: _("All gaps"), **dict(zip(rows["status"], rows["label"], strict=True))}, "gap")


def group() -> str:
    """How the matrix of all countries is grouped."""
    return choose(
        _("Groups"), {"region": _("By region"), "eu": _("By EU membership")}, "groups", width=220, filter_mode=None
    )


def countries(chosen: Edition, as_of: str, most: int = 6) -> list[str]:
    """Up to six countries of the Alliance as known at a date."""
    rows = queries.roster(chosen, as_of)
    return choose_many(
        _("Two to six countries"),
        dict(zip(rows["iso3"], rows["country"], strict=True)),
        "countries",
        max_selections=most,
        placeholder=_("Choose countries"),
    )


def since(chosen: Edition, as_of: str) -> str | None:
    """An earlier date to compare with, the usual one unless another is chosen; None at the first date."""
    dates = queries.earlier(chosen, as_of)
    return (
        None
        if dates.empty
        else choose(
            _("Since"),
            dict(zip(dates["as_of"], dates["short_label"], strict=True)),
            "since",
            width=220,
            filter_mode=None,
        )
    )
