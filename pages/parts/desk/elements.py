"""What desk pages are set from: marks of states, links, quiet sentences, files to take away, moments in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from etl.form.rounds import Round
from etl.record.read import definition
from etl.source import DEFINITIONS, Report
from pages.parts import filters

TONES = {"good": ":primary", "middle": ":primary", "weak": ":orange", "bad": ":red", "unknown": ":gray"}
CSV, XLSX, ZIP = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/zip"


@dataclass(frozen=True)
class Mark:
    """A state as people see it: its shape, its word and what it means; colour only helps."""

    shape: str
    label: str
    tone: str
    meaning: str

    @property
    def markdown(self) -> str:
        """Shape and word as Markdown."""
        return f"{TONES.get(self.tone, ':gray')}[{self.shape}] {words.escape(self.label)}"


def marks(scale: str) -> dict[str, Mark]:
    """The marks of one scale by their code, in their order.

    They come out of statuses.csv, because a desk works before the first edition.
    """
    rows = definition(DEFINITIONS / "statuses.csv").records()
    return {
        row["status"]: Mark(row["shape"], row["label"], row["tone"], row["meaning"])
        for row in rows
        if row["scale"] == scale
    }


def counts(counted: Mapping[str, int], of: int, states: Mapping[str, Mark]) -> None:
    """One line: how many of each state; those of whom nothing came are in every count."""
    parts = [f"{states[code].markdown}: **{words.of(counted[code], of)}**" for code in states if counted.get(code)]
    st.markdown("  ·  ".join(parts))


def chosen_round(rounds: Mapping[str, Round], width: int | Literal["stretch"] = "stretch") -> Round:
    """The reporting round that the address names, else the newest."""
    newest_first = {code: rounds[code].label for code in reversed(list(rounds))}
    return rounds[filters.choose(_("Round"), newest_first, "round", width=width)]


def view(label: str, options: Mapping[str, str], key: str) -> str:
    """One of a few ways (code: word) to look at what follows, side by side; the first on opening."""
    return st.segmented_control(
        label,
        list(options),
        format_func=lambda code: options.get(code, ""),
        default=next(iter(options)),
        required=True,
        key=key,
        label_visibility="collapsed",
    )


def link(page: str, label: str, *, hint: str = "", **filters: object) -> None:
    """A link to another page of the desk with choices in its address; `hint` is under the pointer."""
    st.page_link(
        f"../desk/{page}.py",
        label=label,
        help=hint or None,
        query_params={key: str(value) for key, value in filters.items() if value},
    )


def hint(text: str) -> None:
    """A quiet sentence, such as why a button waits."""
    if text:
        st.caption(words.escape(text))


def empty(text: str) -> None:
    """What stands where nothing is yet: one sentence that says what comes next."""
    with st.container(border=True):
        st.markdown(f":gray[{words.escape(text)}]", width=760)


def download(label: str, file: str, mime: str, content: Callable[[], bytes], place: object = "") -> None:
    """A file to take away, made only when somebody takes it; the page stays as it is.

    `place` tells two buttons for one file apart.
    """
    st.download_button(
        label, data=content, file_name=safe(file), mime=mime, on_click="ignore", key=f"take_{file}_{place}"
    )


def safe(file: str) -> str:
    """A name of a file without anything that a file system or a person stumbles over."""
    return re.sub(r"[^A-Za-z0-9_+.-]+", "-", file).strip("-.") or "file"


@contextmanager
def progress(text: str) -> Iterator[Report]:
    """A bar that begins with `text` and moves with what long work reports; it goes when the work is over."""
    bar = st.progress(0.0, text=text)

    def report(step: int, of: int, what: str) -> None:
        bar.progress(min(step / of, 1.0), text=words.escape(what))

    try:
        yield report
    finally:
        bar.empty()


def moment(at: str | datetime | pd.Timestamp) -> str:
    """A moment of the journal as "3 September 2014, 14:05 UTC"; a dash where there is none."""
    if not at or words.missing(at):
        return "–"
    time = _utc(at)
    return f"{words.day(time)}, {time:%H:%M} UTC"


def stamp(at: str) -> str:
    """A moment of the journal (UTC) for a table: "2014-09-03 14:05"."""
    return at[:16].replace("T", " ")


def ago(at: str, now: datetime | None = None) -> str:
    """How long ago, in words people use: "just now", "3 hours ago", "12 days ago"."""
    minutes = int((pd.Timestamp(now or datetime.now(UTC)) - _utc(at)).total_seconds() // 60)
    if minutes < 2:
        return _("just now")
    for size, single, several in (
        (525_600, "{0} year ago", "{0} years ago"),
        (1440, "{0} day ago", "{0} days ago"),
        (60, "{0} hour ago", "{0} hours ago"),
    ):
        if minutes >= size:
            return words.many(single, several, minutes // size).format(minutes // size)
    return _("{0} min ago").format(minutes)


def took(seconds: float) -> str:
    """A time as people say it: "12 s", "3 min 5 s"."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def days(count: int) -> str:
    """A number of days as people say it: "12 days", "3 months", "12 years"."""
    for least, size, single, several in ((730, 365, "{0} year", "{0} years"), (90, 30, "{0} month", "{0} months")):
        if count >= least:
            return words.many(single, several, count // size).format(count // size)
    return words.many("{0} day", "{0} days", count).format(count)


def _utc(at: str | datetime | pd.Timestamp) -> pd.Timestamp:
    time = pd.Timestamp(at)
    return time.tz_localize("UTC") if time.tzinfo is None else time.tz_convert("UTC")
