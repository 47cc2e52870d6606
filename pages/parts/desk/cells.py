"""A submission beside the last of its country, cell by cell: what was sent, how it was read, what stood there before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol

import pandas as pd
import streamlit as st

from core.words import _
from pages.parts.desk import page

KEYS = {"sent_indicators": ["indicator", "period"]}
"""What makes a row of a sheet the same row in two submissions; elsewhere it is the first column."""

CHANGES = {"changed": _("≠ changed"), "new": _("+ new"), "gone": _("− gone"), "same": _("= same"), "first": ""}
AS_SENT = "_as_sent"
Lists = Mapping[str, Mapping[str, str]]
"""The labels of each vocabulary of the form, by word."""


class Found(NamedTuple):
    """One finding as a person meets it: how grave, what was found and expected, the key under which it is spoken of, its cell, and what its row is about."""

    severity: str
    found: str
    expected: str
    key: str
    place: str
    about: str


class Column(Protocol):
    """A column of the form."""

    field: str
    letter: str
    header: str
    given: str
    vocabulary: str


class Sheet(Protocol):
    """A sheet of the form."""

    name: str
    title: str
    columns: tuple[Column, ...]


def findings(
    every: Sequence[object], key: Callable, place: Callable, now: Mapping[str, pd.DataFrame], forms: Mapping[str, Sheet]
) -> list[Found]:
    """Every finding of a submission with its cell, and with what stands in its row."""
    rows = {
        (form.name, row["row"]): _about(form, row)
        for form in forms.values()
        if form.title in now
        for row in now[form.title].fillna("").to_dict("records")
    }
    return [
        Found(
            one.severity,
            one.found,
            one.expected,
            key(one),
            place(one.file, one.line, one.place),
            rows.get((one.file, one.line), ""),
        )
        for one in every
    ]


def cells(
    one: object,
    before: object | None,
    now: Mapping[str, pd.DataFrame],
    then: Mapping[str, pd.DataFrame],
    forms: Mapping[str, Sheet],
    own: Sequence[Found],
    lists: Lists,
) -> None:
    """Sheet by sheet: one line a cell that says something now or said something before; changed cells carry their mark.

    Another round asks for other things, so beside a submission of another round no cell is called gone.
    """
    st.subheader(_("Cell by cell"), anchor=False)
    again = before is not None and before.round == one.round
    if before:
        text = (
            _("Beside {0}, which came {1}.")
            if again
            else _("Beside {0} of an earlier round, which came {1}; only what stands in this workbook is compared.")
        )
        st.caption(text.format(before.id, page.moment(before.received_at)))
    else:
        st.caption(_("This is the first workbook of this country, so there is nothing to compare with."))
    marked = {one.place: one.severity for one in reversed(own)}
    compared = {
        form.title: compare(form, now.get(form.title), then.get(form.title) if before else None, marked, lists)
        for form in forms.values()
    }
    if not again:
        compared = {title: frame[frame["change"] != "gone"] for title, frame in compared.items()}
    looks = (
        {"changed": _("Changed"), "found": _("With a finding"), "all": _("Everything")}
        if before
        else {"all": _("Everything"), "found": _("With a finding")}
    )
    look = st.segmented_control(
        _("Show"),
        list(looks),
        format_func=looks.get,
        default=next(iter(looks)),
        required=True,
        key=f"cells_look_{one.id}",
        label_visibility="collapsed",
    )
    every = {title: _only(frame, look) for title, frame in compared.items()}
    labels = {title: f"{title} ({len(frame)})" for title, frame in every.items()}
    first = next((labels[title] for title, frame in every.items() if len(frame)), None)
    for tab, (title, frame) in zip(
        st.tabs(list(labels.values()), default=first, on_change="rerun"), every.items(), strict=True
    ):
        if tab.open:
            with tab:
                _sheet(title, frame, bool(before))


def _only(frame: pd.DataFrame, look: str) -> pd.DataFrame:
    if look == "changed":
        return frame[frame["change"].isin(["changed", "new", "gone"])]
    return frame[frame["finding"] != ""] if look == "found" else frame


def _sheet(title: str, frame: pd.DataFrame, compared: bool) -> None:
    if frame.empty:
        page.hint(_("No cell of this sheet is to be shown here."))
        return
    marks = {"error": _("☒ error"), "question": _("◆ question"), "note": _("– note"), "": ""}
    shown = pd.DataFrame(
        {
            _("Cell"): frame["cell"],
            _("Row"): frame["about"],
            _("Column"): frame["column"],
            _("As sent"): frame["sent"],
            _("Read as"): frame["read"],
            **({_("Before"): frame["before"], _("Change"): frame["change"].map(CHANGES)} if compared else {}),
            _("Finding"): frame["finding"].map(marks),
        }
    )
    wide = (
        {_("Cell"): 52, _("Row"): 150, _("Column"): 120, _("Change"): 94, _("Finding"): 94}
        if compared
        else {_("Cell"): 60, _("Column"): 140, _("Finding"): 100}
    )
    config = {name: st.column_config.TextColumn(width=wide.get(name, 120 if compared else 190)) for name in shown}
    st.dataframe(
        shown,
        key=f"cells_{title}",
        hide_index=True,
        height=min(480, 3 + 35 * (len(shown) + 1)),
        column_config=config,
        placeholder="",
        alt=title,
    )


def compare(
    form: Sheet, now: pd.DataFrame | None, then: pd.DataFrame | None, marked: Mapping[str, str], lists: Lists
) -> pd.DataFrame:
    """One row a cell that the country may fill: cell, about (what the row is), column, sent, read, before, change and the severity of its finding."""
    keys = KEYS.get(form.name, [form.columns[0].field])
    new, old = _long(form, now, keys, lists), _long(form, then, keys, lists)
    both = new.merge(old, on=["key", "column"], how="outer", suffixes=("", "_before"))
    both = both.sort_values(["place", "place_before"], na_position="last", kind="stable").reset_index(drop=True)
    text = both.reindex(columns=["cell", "cell_before", "about", "about_before", "sent", "read", "read_before"]).astype(
        object
    )
    text = text.where(text.notna(), "")
    read, before = text["read"], text["read_before"]
    change = pd.Series("same", both.index, dtype=object)
    change[(read != before) & (read != "") & (before != "")] = "changed"
    change[(read != "") & (before == "")] = "new" if then is not None else "first"
    change[(read == "") & (before != "")] = "gone"
    frame = pd.DataFrame(
        {
            "cell": text["cell"].where(text["cell"] != "", text["cell_before"]),
            "about": text["about"].where(text["about"] != "", text["about_before"]),
            "column": both["column"],
            "sent": text["sent"],
            "read": read,
            "before": before,
            "change": change,
        }
    )
    frame["finding"] = [marked.get(f"{form.title}!{cell}", "") for cell in frame["cell"]]
    return frame[
        (frame["read"] != "") | (frame["sent"] != "") | (frame["before"] != "") | (frame["finding"] != "")
    ].reset_index(drop=True)


def _long(form: Sheet, frame: pd.DataFrame | None, keys: list[str], lists: Lists) -> pd.DataFrame:
    rows = []
    for place, row in enumerate([] if frame is None else frame.fillna("").to_dict("records")):
        key = " · ".join(str(row[name]) for name in keys)
        about = _about(form, row)
        if not key.replace("·", "").strip():
            key = f"row {place}"
        for column in form.columns:
            if column.given != "locked":
                read = str(row[column.field])
                label = lists.get(column.vocabulary, {}).get(read, read)
                rows.append(
                    (
                        key,
                        column.header,
                        f"{column.letter}{row['row']}",
                        about,
                        str(row.get(column.field + AS_SENT, "") or label),
                        label,
                    )
                )
    found = pd.DataFrame(rows, columns=["key", "column", "cell", "about", "sent", "read"], dtype=object)
    return found.assign(
        key=found["key"] + found.groupby(["key", "column"]).cumcount().map(lambda n: f" #{n}" if n else ""),
        place=range(len(found)),
    )


def _about(form: Sheet, row: Mapping[str, object]) -> str:
    """What a row is about: the name of the indicator and its period, the commitment, the phenomenon."""
    named = {"sent_indicators": "label", "sent_progress": "title"}.get(form.name, form.columns[0].field)
    keys = KEYS.get(form.name, [])
    return " · ".join(
        filter(
            None, [str(row.get(named) or row[form.columns[0].field]), str(row["period"]) if "period" in keys else ""]
        )
    )
