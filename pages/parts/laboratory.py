"""The laboratory of the method page: a series of the reader's own, judged at once by every profile.

Nothing that is typed here is written down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import streamlit as st

from core import words
from core.words import _
from pages.parts import cards, laboratory_form, printing
from views import laboratory, queries
from views.edition import Edition
from views.laboratory import Answer, Finding, Judge


@st.fragment
def bench(edition: Edition, judge: Judge) -> None:
    """The whole laboratory; only it runs again at a touch, and it is not for paper.

    `judge` is `etl.assessment.laboratory.judged`.
    """
    if printing.on_paper():
        return
    st.subheader(_("Laboratory"), anchor="laboratory")
    st.markdown(
        _(
            "Judge any series by every profile at once: paste it, say what kind of goal it has, and read where it"
            " stands. What you type stays in this visit; it is written down nowhere."
        ),
        width=820,
    )
    laboratory_form.begin()
    left, right = st.columns([5, 7], gap="large")
    with left:
        laboratory_form.series(edition)
        asked = laboratory_form.question(edition)
    answer = _answer(judge, st.session_state["lab_text"], asked)
    with right:
        result(edition, answer, str(asked.get("direction") or "up"))
    if answer.judgements:
        st.markdown(f"**{_('All profiles side by side')}**")
        st.table(laboratory.side_by_side(edition, answer.judgements), border="horizontal", hide_index=True)
        commands(answer)


def _answer(judge: Judge, text: str, asked: Mapping[str, object]) -> Answer:
    filled = {name: value for name, value in asked.items() if value is not None}
    return _example(judge) if {"text": text, **filled} == laboratory.EXAMPLE else judge(text, asked)


@lru_cache(maxsize=1)
def _example(judge: Judge) -> Answer:
    """The example that greets everybody is judged once."""
    asked = {name: value for name, value in laboratory.EXAMPLE.items() if name != "text"}
    return judge(str(laboratory.EXAMPLE["text"]), asked)


def result(edition: Edition, answer: Answer, direction: str) -> None:
    """The status and reason of one profile, its picture, its gap; or what has to be put right first."""
    if answer.faults:
        _faults(answer.faults)
        return
    if not answer.judgements:
        st.info(
            _(
                "Paste a series on the left: a year, a comma and a value on each line, such as “2015, 40”."
                " Or begin with one of our own."
            )
        )
        return
    labels = queries.profiles(edition).set_index("profile")["label"].to_dict()
    profile = st.selectbox(
        _("Judged by"),
        list(answer.judgements),
        format_func=lambda code: labels.get(code, ""),
        key="lab_profile",
        persist_state="session",
    )
    judgement = answer.judgements[profile]
    label, why = laboratory.status(edition, judgement), words.escape(laboratory.why(judgement, labels[profile]))
    if label:
        shape, _blank, word = label.partition("\u00a0")
        st.markdown(f"#### :primary[{shape}] {words.escape(word)}")
    gap = laboratory.gap(judgement, direction)
    st.markdown(why + (f"  \n{words.escape(gap)}" if gap else ""))
    if any(value is not None for *_at, value in answer.points):
        alt = laboratory.alt(answer, label, gap)
        cards.chart(edition, laboratory.spec(answer, judgement), key="chart_lab", alt=alt)
        st.caption(
            _("Line: the series. Dashed: the path to the target. Upright: the gap between the last value and the path.")
            if judgement.standing
            else _("Line: the series. This kind of goal has no path.")
        )


def _faults(faults: Sequence[Finding], most: int = 12) -> None:
    count = words.many(
        "{0} line cannot be read, so nothing is judged yet.",
        "{0} lines cannot be read, so nothing is judged yet.",
        len(faults),
    ).format(len(faults))
    lines = [f"- {words.escape(laboratory.fault(fault))}" for fault in faults[:most]]
    st.info("\n".join([count, "", *lines, *(["- …"] if len(faults) > most else [])]))


def commands(answer: Answer) -> None:
    """The same on the command line: the command and the two files of one profile."""
    judgement = answer.judgements[st.session_state["lab_profile"]]
    if not judgement.files:
        return
    with st.expander(_("The same on the command line"), on_change="rerun", key="lab_command") as expander:
        if expander.open:
            st.caption(_("Save the two files beside each other; this prints the same answer."))
            st.code(
                f"python -m etl assess --profile {judgement.profile} --settings settings.csv --series series.csv",
                language="bash",
                wrap_lines=True,
            )
            for name, text in judgement.files.items():
                st.caption(name)
                st.code(text, language=None)
