"""A submission beside the last of its country, cell by cell: as sent, as read, and what stood there before."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from core.words import _
from etl.desk.submission import Submission
from etl.form import sheets
from etl.form.sheets import AS_SENT, Sheet
from pages.parts.desk import elements
from pages.parts.desk.commitments import Contents

KEYS = {"sent_indicators": ["indicator", "period"]}
"""What makes a row of a sheet the same row in two submissions; elsewhere it is the first column."""

CHANGES = {"changed": _("≠ changed"), "new": _("+ new"), "gone": _("− gone"), "same": _("= same"), "first": ""}
SEVERITIES = {"error": _("☒ error"), "question": _("◆ question"), "note": _("– note"), "": ""}
Lists = Mapping[str, Mapping[str, str]]
"""The labels of each vocabulary of the form, by word."""


def cells(
    submission: Submission,
    before: Submission | None,
    now: Contents,
    then: Contents,
    severities: Mapping[str, str],
) -> None:
    """Sheet by sheet: one line a cell that says something now or said something before; changed cells carry their mark.

    `now` and `then` are what the two workbooks say, `severities` how grave the finding is in each cell that has one.
    Another round asks for other things, so beside a submission of another round no cell is called gone.
    """
    st.subheader(_("Cell by cell"), anchor=False)
    is_same_round = before is not None and before.round == submission.round
    st.caption(_beside(before, is_same_round))
    lists = _lists()
    compared = {
        form.title: compare(form, now.get(form.title), then.get(form.title) if before else None, severities, lists)
        for form in sheets.sheets().values()
    }
    if not is_same_round:
        compared = {title: frame[frame["change"] != "gone"] for title, frame in compared.items()}
    changed, with_finding, everything = _("Changed"), _("With a finding"), _("Everything")
    if before:
        views = {"changed": changed, "found": with_finding, "all": everything}
    else:
        views = {"all": everything, "found": with_finding}
    view = elements.view(_("Show"), views, f"cells_look_{submission.id}")
    shown = {title: _only(frame, view) for title, frame in compared.items()}
    labels = {title: f"{title} ({len(frame)})" for title, frame in shown.items()}
    first = next((labels[title] for title, frame in shown.items() if len(frame)), None)
    tabs = st.tabs(list(labels.values()), default=first, on_change="rerun")
    for tab, (title, frame) in zip(tabs, shown.items(), strict=True):
        if tab.open:
            with tab:
                _sheet(title, frame, before is not None)


def _beside(before: Submission | None, is_same_round: bool) -> str:
    if before is None:
        return _("This is the first workbook of this country, so there is nothing to compare with.")
    if is_same_round:
        text = _("Beside {0}, which came {1}.")
    else:
        text = _("Beside {0} of an earlier round, which came {1}; only what stands in this workbook is compared.")
    return text.format(before.id, elements.moment(before.received_at))


def _lists() -> Lists:
    columns = [column for form in sheets.sheets().values() for column in form.columns]
    return {column.vocabulary: sheets.words(column.vocabulary) for column in columns}


def _only(frame: pd.DataFrame, view: str) -> pd.DataFrame:
    if view == "changed":
        return frame[frame["change"].isin(["changed", "new", "gone"])]
    return frame[frame["finding"] != ""] if view == "found" else frame


def _sheet(title: str, frame: pd.DataFrame, is_compared: bool) -> None:
    if frame.empty:
        elements.hint(_("No cell of this sheet is to be shown here."))
        return
    before = {_("Before"): frame["before"], _("Change"): frame["change"].map(CHANGES)} if is_compared else {}
    shown = pd.DataFrame(
        {
            _("Cell"): frame["cell"],
            _("Row"): frame["about"],
            _("Column"): frame["column"],
            _("As sent"): frame["sent"],
            _("Read as"): frame["read"],
            **before,
            _("Finding"): frame["finding"].map(SEVERITIES),
        }
    )
    if is_compared:
        usual, widths = 120, {_("Cell"): 52, _("Row"): 150, _("Column"): 120, _("Change"): 94, _("Finding"): 94}
    else:
        usual, widths = 190, {_("Cell"): 60, _("Column"): 140, _("Finding"): 100}
    st.dataframe(
        shown,
        key=f"cells_{title}",
        hide_index=True,
        height=min(480, 3 + 35 * (len(shown) + 1)),
        column_config={name: st.column_config.TextColumn(width=widths.get(name, usual)) for name in shown},
        placeholder="",
        alt=title,
    )


def compare(
    form: Sheet,
    now: pd.DataFrame | None,
    then: pd.DataFrame | None,
    severities: Mapping[str, str],
    lists: Lists,
) -> pd.DataFrame:
    """One row a cell that the country may fill.

    Columns: cell, about (what the row is), column, sent, read, before, change, and finding (how grave it is).
    """
    both = _side_by_side(form, now, then, lists)
    columns = both.reindex(columns=["cell", "cell_before", "about", "about_before", "sent", "read", "read_before"])
    text = columns.astype(object)
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
    frame["finding"] = [severities.get(f"{form.title}!{cell}", "") for cell in frame["cell"]]
    says_something = (frame[["read", "sent", "before", "finding"]] != "").any(axis=1)
    return frame[says_something].reset_index(drop=True)


def _side_by_side(form: Sheet, now: pd.DataFrame | None, then: pd.DataFrame | None, lists: Lists) -> pd.DataFrame:
    keys = KEYS.get(form.name, [form.columns[0].field])
    new, old = _long(form, now, keys, lists), _long(form, then, keys, lists)
    both = new.merge(old, on=["key", "column"], how="outer", suffixes=("", "_before"))
    return both.sort_values(["place", "place_before"], na_position="last", kind="stable").reset_index(drop=True)


def _long(form: Sheet, frame: pd.DataFrame | None, keys: list[str], lists: Lists) -> pd.DataFrame:
    rows = []
    for place, row in enumerate([] if frame is None else frame.fillna("").to_dict("records")):
        key = " · ".join(str(row[name]) for name in keys)
        key = key if key.replace("·", "").strip() else f"row {place}"
        for column in form.columns:
            if column.given != "locked":
                value = str(row[column.field])
                label = lists.get(column.vocabulary, {}).get(value, value)
                sent = str(row.get(column.field + AS_SENT, "") or label)
                rows.append((key, column.header, f"{column.letter}{row['row']}", about(form, row), sent, label))
    long = pd.DataFrame(rows, columns=["key", "column", "cell", "about", "sent", "read"], dtype=object)
    again = long.groupby(["key", "column"]).cumcount().map(lambda count: f" #{count}" if count else "")
    return long.assign(key=long["key"] + again, place=range(len(long)))


def about(form: Sheet, row: Mapping[str, object]) -> str:
    """What a row is about: the name of the indicator and its period, the commitment, the phenomenon."""
    first = form.columns[0].field
    named = {"sent_indicators": "label", "sent_progress": "title"}.get(form.name, first)
    period = str(row["period"]) if "period" in KEYS.get(form.name, []) else ""
    return " · ".join(filter(None, [str(row.get(named) or row[first]), period]))
