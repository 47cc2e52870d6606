"""Choices that live in the address: edition, date of looking, target, country.

One name for one thing, on every page alike. The address holds the words a reader sees (`?country=France`); a code
(`?country=FRA`) is understood too. Only a reader's own choice changes the address: a page that rewrites it by itself
leaves the first one behind, and Back would lead there. What is to be written otherwise, the front door does (`app.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, TypeVar

import streamlit as st

from core import words
from core.words import _
from pages.parts import printing
from views import choices
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


def address() -> dict[str, list[str] | str]:
    """All that the address holds, each name with every value."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


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
    known_at = choices.dates(chosen)
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
                query_params={**address(), "edition": str(number)},
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
    usual: Code | None = None,
    clears: Sequence[str] = (),
    width: Width = "stretch",
    is_label_shown: bool = True,
    is_searched: bool = True,
) -> Code:
    """The code of one of `options` (code: word): that of the address under `key`, else the `usual` or the first.

    The address is the only place where a choice is kept, so that Back, a bookmark and a link show the same. What it
    holds and nobody offers becomes a notice; another choice `clears` what hangs on this one.
    """
    words_of = {_typed(code): word for code, word in options.items()}
    first = next(iter(options)) if usual is None else usual
    asked = _asked(label, words_of, key)
    st.session_state[key] = asked[-1] if asked else _typed(first)
    chosen = st.selectbox(
        label,
        list(words_of),
        format_func=lambda code: words_of.get(code, ""),
        key=key,
        on_change=_write,
        args=(words_of, key, words_of[_typed(first)], clears),
        width=width,
        label_visibility="visible" if is_label_shown else "collapsed",
        filter_mode="fuzzy" if is_searched else None,
    )
    return next(code for code in options if _typed(code) == chosen)


def _typed(code: Code) -> Code | str:
    """A code as a widget holds it: to a widget None is no choice at all."""
    return "" if code is None else code


def _asked(label: str, words_of: Mapping[Code, str], key: str) -> list[Code]:
    """What the address holds under `key`, by code or word; of what nobody offers a notice."""
    codes = {**{word: code for code, word in words_of.items()}, **{str(code): code for code in words_of}}
    asked = st.query_params.get_all(key)
    unknown = [text for text in asked if text not in codes]
    if unknown:
        notice(_("“{0}” is not one of the choices for “{1}”, so it was left out.").format(", ".join(unknown), label))
    return list(dict.fromkeys(codes[text] for text in asked if text in codes))


def _write(words_of: Mapping[Code, str], key: str, usual: str, clears: Sequence[str]) -> None:
    """The choice that a reader has just made goes into the address in words; what is usual stands in none."""
    value = st.session_state[key]
    chosen = [words_of[code] for code in (value if isinstance(value, list) else [value])]
    held = {name: values for name, values in address().items() if name not in {key, *clears}}
    st.query_params.from_dict(held if chosen == [usual] else {**held, key: chosen})


def notice(text: str) -> None:
    """A calm line on top of the page."""
    st.info(words.escape(text))


def link(page: str, label: str, **filters: str) -> None:
    """A link to another page that keeps the date of looking; `filters` are words."""
    kept = {key: value for key in ("as_of", "edition") if (value := st.query_params.get(key))}
    st.page_link(page, label=label, query_params={**kept, **filters})


def target(chosen: Edition) -> int:
    """A policy target."""
    return choose(_("Policy target"), choices.targets(chosen), "target")


def any_target(chosen: Edition) -> int | None:
    """A policy target, or all of them (None)."""
    return choose(_("Policy target"), choices.any_target(chosen), "target")


def country(chosen: Edition) -> str:
    """A country that ever stood in a list of the Alliance."""
    return choose(_("Country"), choices.countries(chosen), "country")


def any_country(chosen: Edition) -> str | None:
    """A country that ever stood in a list of the Alliance, or all of them (None)."""
    return choose(_("Country"), choices.any_country(chosen), "country")


def goal(chosen: Edition) -> str | None:
    """An operational goal, or all of them (None)."""
    return choose(_("Operational goal"), choices.goals(chosen), "goal")


def gap_kind(chosen: Edition) -> str | None:
    """A kind of gap, or all of them (None)."""
    return choose(_("Gap"), choices.gap_kinds(chosen), "kind")


def group() -> str:
    """How the matrix of all countries is grouped: "region" or "eu"."""
    return choose(_("Groups"), choices.groups(), "groups", width=220, is_searched=False)


def countries(chosen: Edition, as_of: str) -> list[str]:
    """Up to six countries of the Alliance as known at a date."""
    label, options = _("Two to six countries"), choices.members(chosen, as_of)
    st.session_state["country"] = _asked(label, options, "country")[: choices.MOST_COMPARED]
    return st.multiselect(
        label,
        list(options),
        format_func=lambda code: options.get(code, ""),
        key="country",
        on_change=_write,
        args=(options, "country", "", ()),
        max_selections=choices.MOST_COMPARED,
        placeholder=_("Choose countries"),
    )


def since(chosen: Edition, as_of: str) -> str | None:
    """An earlier date to compare with, the usual one unless another is chosen; None at the first date."""
    dates = choices.earlier(chosen, as_of)
    return choose(_("Since"), dates, "since", width=220, is_searched=False) if dates else None
