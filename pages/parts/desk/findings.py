"""What the checks found in a submission: errors, then each question with its answer, then what is only to know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from etl.desk.submission import Submission, key
from etl.form import sheets
from etl.source import Finding
from pages.parts.desk import acting, cells, elements
from pages.parts.desk.commitments import Contents
from pages.parts.desk.conversation import Say, thread


class ShownFinding(NamedTuple):
    """One finding as a person meets it.

    How grave, what was found and expected, the key under which it is spoken of, its cell, and what its row is about.
    """

    severity: str
    found: str
    expected: str
    key: str
    place: str
    about: str


def shown(findings: Iterable[Finding], contents: Contents) -> list[ShownFinding]:
    """Every finding of a submission with its cell, and with what stands in its row of the workbook."""
    rows = {
        (form.name, row["row"]): cells.about(form, row)
        for form in sheets.sheets().values()
        if form.title in contents
        for row in contents[form.title].fillna("").to_dict("records")
    }
    return [
        ShownFinding(
            finding.severity,
            finding.found,
            finding.expected,
            key(finding),
            sheets.place(finding.file, finding.line, finding.place),
            rows.get((finding.file, finding.line), ""),
        )
        for finding in findings
    ]


def severities(findings: Sequence[ShownFinding]) -> Mapping[str, str]:
    """How grave the first finding of each cell is."""
    return {finding.place: finding.severity for finding in reversed(findings)}


def listed(submission: Submission, findings: Sequence[ShownFinding], answer: Say, most: int = 20) -> None:
    """What the checks found, `most` questions at a time."""
    st.subheader(_("What the checks found"), anchor=False)
    if not findings:
        elements.empty(_("Nothing: every cell can be taken as it is."))
        return
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        count = words.many(
            "{0} error, to be mended by the country", "{0} errors, to be mended by the country", len(errors)
        ).format(len(errors))
        st.markdown(f"**:red[☒] {count}**")
        _table(errors)
    _questions(submission, [finding for finding in findings if finding.severity == "question"], answer, most)
    notes = [finding for finding in findings if finding.severity == "note"]
    if notes:
        count = words.many("{0} note, only to know", "{0} notes, only to know", len(notes)).format(len(notes))
        with st.expander(count, key="notes"):
            _table(notes)


def _table(findings: Sequence[ShownFinding], most: int = 40) -> None:
    columns = {_("Cell"): "place", _("Row"): "about", _("Found"): "found", _("Expected"): "expected"}
    rows = [
        {heading: words.escape(getattr(finding, name)) for heading, name in columns.items()}
        for finding in findings[:most]
    ]
    st.table(pd.DataFrame(rows), border="horizontal", hide_index=True)
    if len(findings) > most:
        st.caption(_("The first {0} of {1}; all of them are in the workbook to give back.").format(most, len(findings)))


def _questions(submission: Submission, questions: Sequence[ShownFinding], answer: Say, most: int) -> None:
    by_key: dict[str, list[ShownFinding]] = {}
    for finding in questions:
        by_key.setdefault(finding.key, []).append(finding)
    if not by_key:
        return
    is_open = set(submission.open_questions)
    keys = sorted(by_key, key=lambda key: key not in is_open)
    answered = words.of(sum(key not in is_open for key in keys), len(keys))
    st.markdown(f"**:orange[◆] {_('Questions: {0} answered').format(answered)}**")
    page = st.pagination(-(-len(keys) // most), key="questions_page") if len(keys) > most else 1
    for asked in keys[(page - 1) * most : page * most]:
        _question(submission, asked, by_key[asked], answer, is_open=asked in is_open)


def _question(
    submission: Submission, key: str, findings: Sequence[ShownFinding], answer: Say, *, is_open: bool
) -> None:
    """What is asked under one key, what was said, and while it is open the field for the answer."""
    with st.container(border=True, gap="xsmall"):
        shape = ":orange[◇]" if is_open else ":primary[■]"
        st.markdown(f"{shape} " + "  \n".join(map(_asked, findings)))
        thread(submission.answers.get(key, ()))
        if is_open and submission.state in ("received", "checked", "returned"):
            _field(f"{submission.id} {key}", key, answer)


def _asked(finding: ShownFinding) -> str:
    about = f" · {words.escape(finding.about)}" if finding.about else ""
    expected = f":gray[{_('Expected')}: {words.escape(finding.expected)}]"
    return f"**{words.escape(finding.place)}**{about} · {_('found')} {words.escape(finding.found)}  \n{expected}"


def _field(name: str, key: str, answer: Say) -> None:
    text, done = f"text_{name}", _("The answer is entered.")

    def enter(by: str) -> None:
        answer(key, st.session_state[text], by)

    def confirm(by: str) -> None:
        answer(key, _("Confirmed as sent."), by)

    with (
        st.form(f"answer_{name}", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input(_("Answer of the country"), key=text, max_chars=2000, placeholder=_("In its own words"))
        acting.button(_("Enter the answer"), enter, key=f"enter_{name}", done=done, in_form=True)
        acting.button(_("Confirmed as sent"), confirm, key=f"confirm_{name}", done=done, in_form=True)
