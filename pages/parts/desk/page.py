"""What the pages of the desk share: their list, who acts, an act with its answer, marks of states, and files to take."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from pages.parts import cards, filters
from views.edition import NoEdition, in_force

TONES = {"good": ":primary", "middle": ":primary", "weak": ":orange", "bad": ":red", "unknown": ":gray"}
NAMELESS = _("First say who you are, in the field “You are” of the menu: every act is entered under a name.")


@dataclass(frozen=True)
class Mark:
    """A state as people see it: its shape, its word and what it means; colour only helps."""

    shape: str
    label: str
    tone: str
    meaning: str

    @property
    def said(self) -> str:
        """Shape and word as Markdown."""
        return f"{TONES.get(self.tone, ':gray')}[{self.shape}] {words.escape(self.label)}"


class Rows(Protocol):
    """A definition as text: its columns, and its rows of one cell a column."""

    columns: list[str]
    rows: list[list[str]]


def marks(statuses: Rows, scale: str) -> dict[str, Mark]:
    """The marks of one scale by their code, in their order, out of statuses.csv. They come from there because a desk works before the first edition."""
    rows = (dict(zip(statuses.columns, row, strict=True)) for row in statuses.rows)
    return {
        row["status"]: Mark(row["shape"], row["label"], row["tone"], row["meaning"])
        for row in rows
        if row["scale"] == scale
    }


def pages() -> list[st.Page]:
    """The pages of the desk, in the order of a round."""
    names = {
        "round": _("Round"),
        "inbox": _("Inbox"),
        "review": _("Review"),
        "coding": _("Coding"),
        "publish": _("Publish"),
        "journal": _("Journal"),
    }
    return [st.Page(f"../desk/{name}.py", title=title) for name, title in names.items()]


def frame(page: st.Page) -> None:
    """One page of the desk: who acts, which edition readers see, what the last act said, and the page itself."""
    with st.sidebar:
        st.text_input(
            _("You are"),
            key="desk_name",
            placeholder=_("Your name"),
            persist_state="session",
            help=_("Entered in the journal with every act."),
        )
    try:
        edition = in_force()
        st.session_state["here"] = edition
        cards.illustrative(edition)
        st.caption(
            _("Desk, on this computer only · readers see edition {0} · {1}").format(edition.number, edition.short)
        )
    except NoEdition:
        st.session_state["here"] = None
        st.caption(_("Desk, on this computer only · no edition has been published yet"))
    told()
    try:
        page.run()
    except Exception as error:
        if not sentence(error):
            raise
        st.error(words.escape(sentence(error)))


def name() -> str:
    """Who acts, as typed into the sidebar; empty while nobody has said so."""
    return " ".join((st.session_state.get("desk_name") or "").split())[:60]


def sentence(error: Exception) -> str:
    """The sentence that an error of `etl` or `core` carries for people; empty for an error that nobody foresaw."""
    return str(error) if type(error).__module__.startswith(("etl.", "core.")) else ""


def button(
    label: str,
    do: Callable[[str], object],
    *,
    key: str,
    done: str,
    why_not: str = "",
    widget: Callable = st.button,
    **style: object,
) -> None:
    """A button that acts: `do(by)` runs with what was on screen; `done` is said afterwards. Disabled with the reason while `why_not` holds, or nobody has said who acts."""
    why = why_not or ("" if name() else NAMELESS)
    widget(
        label, key=key, on_click=attempt, args=(do, done), disabled=bool(why), help=words.escape(why) or None, **style
    )


def attempt(do: Callable[[str], object], done: str) -> None:
    """Do it in the name of who acts. What is refused, or was done by somebody else first, is kept to be said calmly on the next page."""
    if not name():
        st.session_state["desk_refused"] = NAMELESS
        return
    try:
        do(name())
    except Exception as error:
        if not sentence(error):
            raise
        st.session_state["desk_refused"] = sentence(error)
    else:
        st.session_state["desk_done"] = done


def told() -> None:
    """What the last act said: a passing word when it was done, a sentence to read when it was not."""
    if done := st.session_state.pop("desk_done", ""):
        st.toast(words.escape(done))
    if refused := st.session_state.get("desk_refused", ""):
        with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(
                f"**{_('Nothing was entered.')}** {words.escape(refused)} {_('Below is how it stands now.')}",
                width="content",
            )
            st.button(
                _("Look again"), key="desk_look_again", on_click=lambda: st.session_state.pop("desk_refused", None)
            )


def to(page: str, label: str, *, help: str = "", **params: object) -> None:
    """A link to another page of the desk with choices in its address."""
    st.page_link(
        f"../desk/{page}.py",
        label=label,
        help=help or None,
        query_params={key: str(value) for key, value in params.items() if value},
    )


def hint(text: str) -> None:
    """A quiet sentence, such as why a button waits."""
    if text:
        st.caption(words.escape(text))


def empty(text: str) -> None:
    """What stands where nothing is yet: one sentence that says what comes next."""
    with st.container(border=True):
        st.markdown(f":gray[{words.escape(text)}]", width=760)


def counts(counted: dict[str, int], of: int, known: dict[str, Mark]) -> None:
    """One line: how many of each state; those of whom nothing came are in every count."""
    st.markdown(
        "  ·  ".join(f"{known[code].said}: **{words.of(counted[code], of)}**" for code in known if counted.get(code))
    )


def take(label: str, file: str, mime: str, data: Callable[[], bytes], place: object = "", **style: object) -> None:
    """A file to take away, made only when somebody takes it; the page stays as it is. `place` tells two buttons for one file apart."""
    st.download_button(
        label, data=data, file_name=safe(file), mime=mime, on_click="ignore", key=f"take_{file}_{place}", **style
    )


def safe(file: str) -> str:
    """A name of a file without anything that a file system or a person stumbles over."""
    return re.sub(r"[^A-Za-z0-9_+.-]+", "-", file).strip("-.") or "file"


def moment(at: object) -> str:
    """A moment of the journal as "3 September 2014, 14:05 UTC"."""
    if not at or words.missing(at):
        return "–"
    stamp = pd.Timestamp(at)
    stamp = stamp.tz_localize("UTC") if stamp.tzinfo is None else stamp.tz_convert("UTC")
    return f"{words.day(stamp)}, {stamp:%H:%M} UTC"


def stamp(at: str) -> str:
    """A moment of the journal (UTC) for a table: "2014-09-03 14:05"."""
    return at[:16].replace("T", " ")


def ago(at: object, now: datetime | None = None) -> str:
    """How long ago, in words people use: "just now", "3 hours ago", "12 days ago"."""
    stamp = pd.Timestamp(at)
    stamp = stamp.tz_localize("UTC") if stamp.tzinfo is None else stamp.tz_convert("UTC")
    minutes = int((pd.Timestamp(now or datetime.now(UTC)) - stamp).total_seconds() // 60)
    if minutes < 2:
        return _("just now")
    for size, one, many in (
        (525_600, "{0} year ago", "{0} years ago"),
        (1440, "{0} day ago", "{0} days ago"),
        (60, "{0} hour ago", "{0} hours ago"),
    ):
        if minutes >= size:
            return words.many(one, many, minutes // size).format(minutes // size)
    return _("{0} min ago").format(minutes)


def days(n: int) -> str:
    """A number of days as people say it: "12 days", "3 months", "12 years"."""
    for size, one, many in ((730, "{0} year", "{0} years"), (90, "{0} month", "{0} months")):
        if n >= size:
            unit = n // (365 if size == 730 else 30)
            return words.many(one, many, unit).format(unit)
    return words.many("{0} day", "{0} days", n).format(n)


def choose(label: str, options: dict[object, str], key: str, **style: object) -> object:
    """One of `options` (code: word), kept in the address under `key`, as on the readers' pages."""
    return filters.choose(label, options, key, **style)
