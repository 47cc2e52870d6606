"""What the workbook tells those who fill it: the sheet Read me, and the line under the title of each sheet."""

from __future__ import annotations

from typing import NamedTuple

from openpyxl.styles import Protection
from openpyxl.worksheet.worksheet import Worksheet

from core.words import stated
from etl.form.layout import heights, lines, link, write
from etl.form.rounds import Round
from etl.form.sheets import COVERED, FIRST, MARK
from etl.questionnaire.prefill import Prefill
from etl.questionnaire.prompts import accept_date, explain
from etl.store.illustrative import WORDS


class Part(NamedTuple):
    """A part of the sheet Read me: its title, and lines of (label, text, style of the label or nothing)."""

    title: str
    lines: tuple[tuple[str, str, str], ...]


READ_ME = (
    Part(
        "How to fill it",
        (
            (
                "1",
                "Write the office that reports and the date above. Then go through the sheets; each says at "
                "its top what it asks.",
                "",
            ),
            (
                "2",
                "Choose from the list where a cell offers one. A short help appears when you choose a cell or "
                "a header.",
                "",
            ),
            (
                "3",
                "Leave a cell empty if you do not report it. Empty is shown as “not reported”, never as zero. "
                "0 means: counted, and there were none.",
                "",
            ),
            (
                "4",
                "Save the file as it is, as an Excel workbook (.xlsx), without a password, and send it back by {due}.",
                "",
            ),
        ),
    ),
    Part(
        "The sheets",
        (
            (
                "Commitments",
                "What your country already does (baseline) and what it newly commits to do, by policy target "
                "and operational goal.",
                "link",
            ),
            (
                "Progress",
                "What became of each commitment announced earlier. It is printed; please add the status and "
                "what was done.",
                "link",
            ),
            (
                "Indicators",
                "Figures for {period} and, if you wish, for other years, with the last values that we know.",
                "link",
            ),
            ("Threats", "What your police see changing, in one sentence for each phenomenon.", "link"),
            ("Practice", "What worked, what worked less well, and for whom it may be useful.", "link"),
        ),
    ),
    Part(
        "Colours",
        (
            ("White", "For you to fill.", "fill text"),
            ("Light blue", "Printed by us; you may change it.", "offered text"),
            ("Grey", "Printed by us; please leave it as it is.", "locked text"),
        ),
    ),
    Part(
        "What happens next",
        (
            (
                "Within days",
                "The secretariat keeps your file exactly as sent, and checks it. If something is unclear you "
                "get this same workbook back, with the cells marked and a list of issues in front.",
                "",
            ),
            ("Then", "Once every question is answered, one officer accepts your report and another approves it.", ""),
            (
                "Published",
                "It appears in the next published edition under the name of your country. You can correct it "
                "at any time; earlier editions stay readable.",
                "",
            ),
        ),
    ),
    Part(
        "Whom to ask",
        (
            (
                "The secretariat",
                "Reply to the message with which this workbook came; the secretariat of the Alliance will answer.",
                "",
            ),
        ),
    ),
    Part(
        "What not to write",
        (
            (
                "No persons, no cases",
                "Name offices, never persons. Give no details of a case, a victim, a suspect or an operation "
                "under way. Everything in this workbook may be published.",
                "",
            ),
        ),
    ),
)

UNDER = {
    "sent_commitments": (
        "One row a commitment: what your country already does, and what it newly commits to do. A reference stays "
        "with its commitment in every later round."
    ),
    "sent_progress": (
        "Each commitment that your country announced earlier. Please choose where it stands today, and say in two "
        "or three sentences what was done."
    ),
    "not_asked": (
        "This round asks for commitments; there is nothing to fill here. The next round asks what became of them."
    ),
    "no_progress": (
        "We know of no earlier commitment of your country, so there is nothing to report here. If one is missing, "
        "please add it on the sheet Commitments as a baseline; thank you."
    ),
    "sent_indicators": (
        "Figures for {period}. Leave the value empty if you do not report it; 0 means that you counted and found "
        "none. Free rows for other years follow below."
    ),
    "sent_threats": (
        "What your national police see changing. One sentence each is enough; no cases, no names, no operational "
        "detail."
    ),
    "sent_practice": (
        "What others can learn from your country: what worked, what worked less well, and for whom it may be useful."
    ),
}
"""The line under the title of each sheet."""


def read_me(sheet: Worksheet, round_: Round, prefill: Prefill) -> str:
    """Print the sheet Read me: what it is, who answers, and how it goes on; returns its last cell."""
    due = stated(round_.due)
    for letter in "ABCD":
        write(sheet, f"{letter}1", f"{round_.label} · {prefill.name}" if letter == "B" else None, "strip")
        write(sheet, f"{letter}2", None, "strip under")
    sheet[MARK].value = f"{WORDS} · " * prefill.illustrative + "Global Alliance against Child Sexual Abuse Online"
    write(sheet, "B3", f"Please send this workbook back by {due}.", "lead")
    heights(sheet, {1: 40, 2: 24, 3: 34})
    _cover(sheet, round_, prefill)
    row = 10
    for part in READ_ME:
        row = _part(sheet, part, row, round_, prefill)
    for letter, width in {"A": 2, "B": 24, "C": 84, "D": 2}.items():
        sheet.column_dimensions[letter].width = width
    sheet.sheet_properties.tabColor = "16212E"
    return f"D{row}"


def _cover(sheet: Worksheet, round_: Round, prefill: Prefill) -> None:
    """The cells that say of which round and country it is, and who answers."""
    version = int(round_.template) if round_.template.isdigit() else round_.template
    cover = {
        "round": ("Round", f"{round_.round} · {round_.label}", "locked text"),
        "country": ("Country", f"{prefill.iso3} · {prefill.name}", "locked text"),
        "template": ("Version of this form", version, "locked text"),
        "office": ("Reporting office", None, "fill text"),
        "dated": ("Date of this report", None, "fill date"),
    }
    for key, (label, value, style) in cover.items():
        row = int(COVERED[key][1:])
        write(sheet, f"B{row}", label, "name")
        write(sheet, COVERED[key], value, style)
        heights(sheet, {row: 19})
    explain(
        sheet,
        COVERED["office"],
        "Reporting office",
        "The office that sends this report, such as Ministry of the Interior. Never the name of a person.",
    )
    accept_date(sheet, COVERED["dated"])


def _part(sheet: Worksheet, part: Part, row: int, round_: Round, prefill: Prefill) -> int:
    """Print one part of the sheet Read me from `row` on; returns the row after it."""
    write(sheet, f"B{row}", part.title, "section")
    heights(sheet, {row: 30})
    for label, text, style in part.lines:
        row += 1
        explained = text.format(due=stated(round_.due), country=prefill.name, round=round_.label, period=round_.period)
        write(sheet, f"B{row}", label, style or "name")
        sheet[f"B{row}"].protection = Protection(locked=True)
        if style == "link":
            link(sheet, f"B{row}", label, f"A{FIRST}")
        write(sheet, f"C{row}", explained, "plain")
        heights(sheet, {row: 13.5 * max(lines(explained, 90), lines(label, 22)) + 3})
    return row + 1
