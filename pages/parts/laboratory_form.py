"""The form of the laboratory: where the series comes from, and what is asked of it."""

from __future__ import annotations

import streamlit as st

from core import words
from core.words import _
from views import laboratory, queries
from views.edition import Edition

LARGEST = 40_000
"""Characters that a series may have."""
HORIZON = ("annual_growth", "growth_to_target", "level", "doubling", "halving", "parity", "score")
"""Kinds of goal that have a year by which they are to be met."""
LIMITED = ("growth", "direction")
BASELESS = ("keep", "binary")
FIRST = {"rate": 10.0, "lower_bound": 0.0, "green_threshold": 80.0, "red_threshold": 40.0}
"""What stands in fields that the example does not fill."""


def begin() -> None:
    """The example in every field that holds nothing yet."""
    for name, value in laboratory.EXAMPLE.items():
        st.session_state.setdefault(f"lab_{name}", value)
    for name in ("rate", "limit", "lower_bound", "green_threshold", "red_threshold"):
        st.session_state.setdefault(f"lab_{name}", FIRST.get(name))
    st.session_state.setdefault("lab_profile", "alliance")


def series(edition: Edition) -> None:
    """Where the series comes from: typed, a file, or one of ours."""
    st.text_area(
        _("A series: a year and a value on each line"),
        key="lab_text",
        height=190,
        max_chars=LARGEST,
        persist_state="session",
    )
    st.caption(
        st.session_state.get("lab_said")
        or _("Commas, tabs or semicolons. No value after the year means not reported, which is never 0.")
    )
    cases = laboratory.cases(edition)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            _("Or one of our own series"),
            list(cases),
            format_func=lambda case: cases.get(case, ""),
            index=None,
            key="lab_start",
            placeholder=_("Choose a series"),
            on_change=take_ours,
            args=(edition,),
        )
        with st.popover(_("Or a CSV file"), key="lab_upload"):
            st.file_uploader(
                _("CSV with year and value, up to 1 MB"),
                type=["csv", "txt", "tsv"],
                key="lab_file",
                max_upload_size=1,
                on_change=take_file,
            )
            st.caption(_("Read into the field. Held in memory for this visit, never saved."))


def take_ours(edition: Edition) -> None:
    """Fill the fields with the series that was chosen, and with its rule."""
    case = st.session_state["lab_start"]
    if case is None:
        return
    for name, value in laboratory.ours(edition, case).items():
        st.session_state[f"lab_{name}"] = value
    st.session_state["lab_said"] = _(
        "Filled with: {0}, by whole years. The figures of the pages themselves go by days."
    ).format(words.escape(laboratory.cases(edition)[case]))
    st.session_state["lab_start"] = None


def take_file() -> None:
    """Put the text of an uploaded file into the field, or say why not."""
    file = st.session_state["lab_file"]
    if file is None:
        return
    name = words.escape(file.name)
    try:
        text = file.getvalue().decode("utf-8-sig").replace("\0", "")
    except UnicodeDecodeError:
        st.session_state["lab_said"] = _("{0} is not text in UTF-8, so it was not taken. Save it as CSV UTF-8.").format(
            name
        )
        return
    if len(text) > LARGEST:
        st.session_state["lab_said"] = _(
            "{0} is longer than the laboratory takes, so it was not taken."
            " The command “python -m etl assess” takes any length."
        ).format(name)
        return
    st.session_state["lab_text"] = text
    st.session_state["lab_said"] = _("Read from {0}.").format(name)


def question(edition: Edition) -> dict[str, object]:
    """What is asked of the series: the kind of goal, and only those numbers that it needs."""
    needs = queries.profile_rules(edition, "alliance").set_index("rule")["needs"].str.split().to_dict()
    rule = st.selectbox(
        _("Kind of goal"),
        [rule for rule in laboratory.RULES if rule in needs],
        format_func=lambda code: laboratory.RULES[code][0],
        key="lab_rule",
        persist_state="session",
    )
    st.caption(words.escape(laboratory.RULES[rule][1]))
    asked: dict[str, object] = {"rule": rule}
    if "direction" in needs[rule]:
        asked["direction"] = _direction()
    grid = st.grid(3, min_column_width=110)
    for name, (label, note) in _numbers(rule, needs[rule]).items():
        with grid.cell():
            value = _number(name, label, note)
        if name == "rate":
            asked["target"] = None if value is None else value / 100
        else:
            asked[name] = value
    return asked


def _direction() -> str | None:
    labels = {"up": _("more"), "down": _("less")}
    return st.segmented_control(
        _("Better is"),
        list(labels),
        format_func=lambda code: labels.get(code, ""),
        key="lab_direction",
        required=True,
        persist_state="session",
    )


def _numbers(rule: str, needs: list[str]) -> dict[str, tuple[str, str | None]]:
    """The numbers that a kind of goal needs, by their name: label and note."""
    numbers: dict[str, tuple[str, str | None]] = {}
    if rule == "annual_growth":
        numbers["rate"] = (_("Growth asked for, % a year"), None)
    elif "target" in needs or rule == "binary":
        numbers["target"] = (_("Target"), _("1 where nothing is said.") if rule == "binary" else None)
    if rule in HORIZON:
        numbers["target_year"] = (_("Target year"), None)
    if rule not in BASELESS:
        numbers["base_year"] = (_("Base year"), _("Empty: where the profile begins by itself."))
    if rule in LIMITED:
        note = _("Such as 100 for a share in per cent; only Statistics Canada uses it. Empty: none.")
        numbers["limit"] = (_("Natural limit"), note)
    for name in ("lower_bound", "red_threshold", "green_threshold"):
        if name in needs:
            numbers[name] = (laboratory.COLUMNS[name], None)
    return numbers


def _number(name: str, label: str, note: str | None) -> float | None:
    is_year = name.endswith("_year")
    return st.number_input(
        label,
        value=None,
        min_value=1.0 if is_year else None,
        max_value=9999.0 if is_year else None,
        step=1.0,
        format="%g",
        key=f"lab_{name}",
        help=note,
        persist_state="session",
    )
