"""A country's own workbook given back: what was found stands in its cells, and in front a sheet says what to do."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.words import counted
from core.workers.batch import answer
from core.workers.process import Program
from core.workers.protocol import Limits
from etl.desk.submission import key as key_of
from etl.form.sheets import place, sheets
from etl.source import Finding, Unreadable

if TYPE_CHECKING:
    from etl.desk import annotate  # runs in a process of its own, which alone needs openpyxl

SEVERITIES = {
    "error": ("{0} error", "{0} errors"),
    "question": ("{0} question", "{0} questions"),
    "note": ("{0} note", "{0} notes"),
}
MEMORY, SECONDS = 512 * 2**20, 20
ANNOTATE = Program(("-I", str(Path(__file__).with_name("annotate.py"))), Limits(SECONDS, MEMORY))
NEXT = (
    "Please look at each line below. The link in the column Cell leads to the cell, which is coloured and "
    "carries a comment with the same words.",
    "An error must be corrected in its cell. A question: correct the cell, or say beside it, under “Your "
    "answer or comment”, that it is right and why. A note is for you to know.",
    "Then save the workbook under a new name and send it back to the secretariat, all sheets together. It "
    "replaces what you sent before; nothing that you wrote has been changed.",
)
CELL = re.compile(r"[^!]+![A-Z]{1,3}[0-9]+")
"""The key of a cell, such as "Read me!C9"; that of a finding goes on with its rule."""
FRONT = re.compile(r"[^!]+!(?:[A-Z]{1,3}[0-9]+|[0-9]+:[0-9]+)(?= |$)")
"""The cell or row in front of the key of a finding that is there no more."""
Said = tuple[str, str, str, str]
"""When (UTC, ISO), by whom, what kind ("answered" or "commented"), and the words."""


def returned(
    original: bytes, findings: Sequence[Finding], answers: Mapping[str, Sequence[Said]] | None = None
) -> bytes:
    """The workbook `original` (XLSX) with every finding as colour and comment in its cell and as a line of the sheet
    Issues in front.

    `answers` are what was said about a cell ("Indicators!G12") or a finding ("Indicators!G12 stock_falls"): an answered
    question is listed and not asked again, and nobody's name is printed. All else stays as it was; what openpyxl does
    not know, such as drawn shapes, is lost. Raises `Unreadable` when the workbook cannot be opened within the limits of
    `etl.desk.annotate`.
    """
    line = json.dumps(order(findings, answers or {})).encode() + b"\n"
    back = answer(ANNOTATE, line + original)
    if back.outcome == "done":
        return back.body
    reason = (
        f"marking it took more than {SECONDS} seconds"
        if back.outcome == "slow"
        else "it cannot be opened and written again within the limits"
    )
    raise Unreadable(f"The workbook cannot be given back: {reason}; send the list of issues instead.")


def order(findings: Sequence[Finding], answers: Mapping[str, Sequence[Said]]) -> annotate.Order:
    """What `etl.desk.annotate` is told: marks (severity, sheet, cell, found, expected), what was said before, and
    the sentences of the sheet Issues.
    """
    asked = {key_of(one): one for one in findings}
    settled = {
        key
        for key, said in answers.items()
        if key in asked and asked[key].severity == "question" and any(kind == "answered" for _, _, kind, _ in said)
    }
    open_ = [one for one in findings if key_of(one) not in settled]
    marks = [
        _mark(one.severity, _where(one), one.found or "(empty)", one.expected, key_of(one))
        for one in sorted(open_, key=_rank)
    ]
    marks += [
        _mark("note", key, text, "", key)
        for key, said in answers.items()
        if CELL.fullmatch(key)
        for _, _, kind, text in said
        if kind == "commented"
    ]
    counts = [
        counted(*names, count)
        for severity, names in SEVERITIES.items()
        if (count := sum(one["severity"] == severity for one in marks))
    ]
    return {
        "title": "What we found in your workbook",
        "summary": f"{', '.join(counts) or 'Nothing to correct'}. Thank you for your report.",
        "next": NEXT if marks else ("Everything can be taken as it is; there is nothing for you to do.",),
        "footer": "Returned by the secretariat of the Global Alliance",
        "marks": marks,
        "earlier": [_earlier(key, asked.get(key), one) for key, said in answers.items() for one in said],
    }


def _rank(one: Finding) -> tuple[int, int, int]:
    return (
        list(SEVERITIES).index(one.severity),
        list(sheets()).index(one.file) if one.file in sheets() else -1,
        one.line,
    )


def _where(one: Finding) -> str:
    return place(one.file, one.line, one.place)


def _mark(severity: str, where: str, found: str, expected: str, key: str) -> dict[str, str]:
    sheet, _, cell = where.partition("!")
    return {"severity": severity, "sheet": sheet, "cell": cell, "found": found, "expected": expected, "key": key}


def _earlier(key: str, asked: Finding | None, said: Said) -> dict[str, str]:
    at, _by, kind, text = said
    at_cell = FRONT.match(key)
    sheet, _, cell = (
        _where(asked).partition("!")
        if asked
        else at_cell[0].partition("!")
        if at_cell
        else (key.partition(" ")[0], "", "")
    )
    return {
        "day": at[:10],
        "sheet": sheet,
        "cell": cell,
        "asked": asked.found if asked else "",
        "said": text,
        "kind": {"answered": "Answer", "commented": "Comment"}.get(kind, kind),
    }
