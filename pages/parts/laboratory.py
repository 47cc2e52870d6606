"""The laboratory of the method page: a series of the reader's own, judged at once by every profile. Nothing that is typed here is written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

import streamlit as st

from core import words
from core.words import _
from pages.parts import cards
from views import laboratory, queries
from views.edition import Edition

Judge = Callable[[str, Mapping[str, object]], object]
LARGEST = 40_000
HORIZON = ("annual_growth", "growth_to_target", "level", "doubling", "halving", "parity", "score")
LIMITED = ("growth", "direction")
BASELESS = ("keep", "binary")


@st.fragment
def bench(edition: Edition, judge: Judge) -> None:
    """The whole laboratory; only it runs again at a touch, and it is not for paper. `judge` is `etl.assessment.laboratory.judged`."""
    if cards.printing():
        return
    st.subheader(_("Laboratory"), anchor="laboratory")
    st.markdown(
        _(
            "Judge any series by every profile at once: paste it, say what kind of goal it has, and read where it stands. What you type stays in this visit; it is written down nowhere."
        ),
        width=820,
    )
    begin()
    left, right = st.columns([5, 7], gap="large")
    with left:
        given(edition)
        asked = question(edition)
    text = st.session_state["lab_text"]
    is_example = {
        "text": text,
        **{name: value for name, value in asked.items() if value is not None},
    } == laboratory.EXAMPLE
    answer = _example(judge) if is_example else judge(text, asked)
    with right:
        result(edition, answer, asked)
    if answer.judgements:
        st.markdown(f"**{_('All profiles side by side')}**")
        st.table(laboratory.side_by_side(edition, answer.judgements), border="horizontal", hide_index=True)
        commands(answer)


@lru_cache(maxsize=1)
def _example(judge: Judge) -> object:
    """The example that greets everybody is judged once."""
    asked = {name: value for name, value in laboratory.EXAMPLE.items() if name != "text"}
    return judge(laboratory.EXAMPLE["text"], asked)


def begin() -> None:
    """The example in every field that holds nothing yet."""
    for name, value in laboratory.EXAMPLE.items():
        st.session_state.setdefault(f"lab_{name}", value)
    for name in ("rate", "limit", "lower_bound", "green_threshold", "red_threshold"):
        st.session_state.setdefault(
            f"lab_{name}", {"rate": 10.0, "lower_bound": 0.0, "green_threshold": 80.0, "red_threshold": 40.0}.get(name)
        )
    st.session_state.setdefault("lab_profile", "alliance")


def given(edition: Edition) -> None:
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
            format_func=cases.get,
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
    try:
        text = file.getvalue().decode("utf-8-sig").replace("\0", "")
    except UnicodeDecodeError:
        st.session_state["lab_said"] = _("{0} is not text in UTF-8, so it was not taken. Save it as CSV UTF-8.").format(
            words.escape(file.name)
        )
        return
    if len(text) > LARGEST:
        st.session_state["lab_said"] = _(
            "{0} is longer than the laboratory takes, so it was not taken. The command “python -m etl assess” takes any length."
        ).format(words.escape(file.name))
        return
    st.session_state["lab_text"] = text
    st.session_state["lab_said"] = _("Read from {0}.").format(words.escape(file.name))


def question(edition: Edition) -> dict[str, object]:
    """What is asked of the series: the kind of goal, and only those numbers that it needs."""
    rules = queries.profile_rules(edition, "alliance").set_index("rule")["needs"].str.split()
    rule = st.selectbox(
        _("Kind of goal"),
        [rule for rule in laboratory.RULES if rule in rules.index],
        format_func=lambda code: laboratory.RULES[code][0],
        key="lab_rule",
        persist_state="session",
    )
    st.caption(words.escape(laboratory.RULES[rule][1]))
    needs, asked = rules[rule], {"rule": rule}
    if "direction" in needs:
        said = {"up": _("more"), "down": _("less")}
        asked["direction"] = st.segmented_control(
            _("Better is"),
            list(said),
            format_func=said.get,
            key="lab_direction",
            required=True,
            persist_state="session",
        )
    fields = []
    if rule == "annual_growth":
        fields.append(("rate", _("Growth asked for, % a year"), None))
    elif "target" in needs or rule == "binary":
        fields.append(("target", _("Target"), _("1 where nothing is said.") if rule == "binary" else None))
    fields += [("target_year", _("Target year"), None)] if rule in HORIZON else []
    fields += (
        [("base_year", _("Base year"), _("Empty: where the profile begins by itself."))] if rule not in BASELESS else []
    )
    fields += (
        [
            (
                "limit",
                _("Natural limit"),
                _("Such as 100 for a share in per cent; only Statistics Canada uses it. Empty: none."),
            )
        ]
        if rule in LIMITED
        else []
    )
    fields += [
        (name, laboratory.COLUMNS[name], None)
        for name in ("lower_bound", "red_threshold", "green_threshold")
        if name in needs
    ]
    grid = st.grid(3, min_column_width=110)
    for name, label, note in fields:
        with grid.cell():
            largest = {"min_value": 1.0, "max_value": 9999.0, "step": 1.0} if name.endswith("_year") else {"step": 1.0}
            value = st.number_input(
                label, value=None, format="%g", key=f"lab_{name}", help=note, persist_state="session", **largest
            )
        asked |= {"target": None if value is None else value / 100} if name == "rate" else {name: value}
    return asked


def result(edition: Edition, answer: object, asked: Mapping[str, object]) -> None:
    """The status and reason of one profile, its picture, its gap; or what has to be put right first."""
    if answer.faults:
        count = words.many(
            "{0} line cannot be read, so nothing is judged yet.",
            "{0} lines cannot be read, so nothing is judged yet.",
            len(answer.faults),
        ).format(len(answer.faults))
        listed = [f"- {words.escape(laboratory.fault(one))}" for one in answer.faults[:12]] + (
            ["- …"] if len(answer.faults) > 12 else []
        )
        st.info("\n".join([count, "", *listed]))
        return
    if not answer.judgements:
        st.info(
            _(
                "Paste a series on the left: a year, a comma and a value on each line, such as “2015, 40”. Or begin with one of our own."
            )
        )
        return
    labels = queries.profiles(edition).set_index("profile")["label"]
    profile = st.selectbox(
        _("Judged by"), list(answer.judgements), format_func=labels.get, key="lab_profile", persist_state="session"
    )
    one = answer.judgements[profile]
    label, why = laboratory.status(edition, one), words.escape(laboratory.why(one, labels[profile]))
    if label:
        shape, _blank, word = label.partition("\u00a0")
        st.markdown(f"#### :primary[{shape}] {words.escape(word)}")
    said = laboratory.gap(one, asked.get("direction") or "up")
    st.markdown(why + (f"  \n{words.escape(said)}" if said else ""))
    if any(value is not None for *_at, value in answer.points):
        cards.chart(edition, laboratory.spec(answer, one), key="chart_lab", alt=laboratory.alt(answer, label, said))
        st.caption(
            _("Line: the series. Dashed: the path to the target. Upright: the gap between the last value and the path.")
            if one.path
            else _("Line: the series. This kind of goal has no path.")
        )


def commands(answer: object) -> None:
    """The same on the command line: the command and the two files of one profile."""
    one = answer.judgements[st.session_state["lab_profile"]]
    if not one.files:
        return
    with st.expander(_("The same on the command line"), on_change="rerun", key="lab_command") as every:
        if every.open:
            st.caption(_("Save the two files beside each other; this prints the same answer."))
            st.code(
                f"python -m etl assess --profile {one.profile} --settings settings.csv --series series.csv",
                language="bash",
                wrap_lines=True,
            )
            for name, text in one.files.items():
                st.caption(name)
                st.code(text, language=None)
