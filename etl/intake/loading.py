"""Submissions in the warehouse: what was read out of workbooks stands beside the record, and the same checks and
models run over both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from pathlib import Path

from etl.coding.coding import COLUMNS
from etl.form.sheets import LINES, Sheet, sheets
from etl.intake.print_check import retitled
from etl.models import scripts
from etl.source import DEFINITIONS, Finding, Source
from etl.warehouse import Warehouse

UNREAD = {"missing_sheet", "hidden_sheet", "missing_header", "moved_header", "duplicate_header"}
"""What is found of a sheet that is not read."""


@dataclass(frozen=True)
class Given:
    """One submission as a build or a check takes it: its number, whose it is, when it passed which step (UTC, ISO),
    and its rows by sheet.
    """

    line: int
    submission: str
    round: str
    iso3: str
    name: str
    sha256: str
    office: str
    dated: str
    received_at: str
    accepted_at: str
    approved_at: str
    sources: Sequence[Source]


def load(
    warehouse: Warehouse,
    given: Sequence[Given],
    codings: Mapping[str, Sequence[str]] | None = None,
    definitions: Path = DEFINITIONS,
) -> list[Source]:
    """Load `given` as `raw_submissions` and one `raw_sent_*` a sheet, row r of submission n in line n * LINES + r,
    and `codings` as `raw_codings`.

    Rows of the record that follow from them are added to `raw_observations` and `raw_commitments`. Returns the sheets,
    for `Warehouse.cells`.
    """
    warehouse.con.execute(
        "INSERT INTO raw_fields BY NAME SELECT file, line + 1000 AS position, field, type, required, key, "
        "description FROM raw_form"
    )
    columns = [name for name in Given.__dataclass_fields__ if name != "sources"]
    warehouse.put("raw_submissions", {name: [getattr(submitted, name) for submitted in given] for name in columns})
    warehouse.put("raw_codings", {name: list((codings or {}).get(name, ())) for name in COLUMNS})
    together = [_together(sheet, given) for sheet in sheets(definitions).values()]
    for sheet_source in together:
        warehouse.load(sheet_source)
    for addition in scripts("additions", warehouse.sql):
        warehouse.con.execute(addition.sql)
    return together


def found_in(findings: Sequence[Finding], number: int) -> list[Finding]:
    """Of `findings` those of submission `number`, each with the row of its sheet as its line, in the order of the
    workbook.
    """
    order = list(sheets())
    of_number = (finding for finding in findings if finding.file in order and finding.line // LINES == number)
    own = [replace(finding, line=finding.line % LINES) for finding in of_number]
    return sorted(own, key=lambda finding: (order.index(finding.file), finding.line, finding.place))


def told(of_reading: Sequence[Finding], of_checks: Sequence[Finding]) -> list[Finding]:
    """What is said of a submission: what was found in reading it, then what the checks find in its rows.

    A sheet or a cell that was not read looks empty; what its emptiness seems to say is not said.
    """
    unread = {finding.file for finding in of_reading if finding.rule in UNREAD}
    silent = {"nothing_answered"} if any(finding.severity == "error" for finding in of_reading) else set()
    return [*of_reading, *(one for one in of_checks if one.file not in unread and one.rule not in silent)]


def reworded(submitted: Given, earlier: Sequence[Given]) -> list[Finding]:
    """Titles of commitments that its country announced in one of `earlier`, changed in the rows that we printed."""
    titles = {
        row["reference"]: row["title"]
        for report in earlier
        if report.iso3 == submitted.iso3
        for row in _rows(report, "sent_commitments")
    }
    rows = _rows(submitted, "sent_progress")
    lines = [line for source in submitted.sources if source.name == "sent_progress" for line in source.lines]
    return retitled(lines, [row["reference"] for row in rows], [row["title"] for row in rows], titles)


def _rows(report: Given, sheet: str) -> list[dict[str, str]]:
    return [row for source in report.sources if source.name == sheet for row in source.records()]


def _together(sheet: Sheet, given: Sequence[Given]) -> Source:
    """One sheet of all submissions, without the texts that we printed ourselves; rows in which nothing is answered
    are left out where the form prints nothing to answer.
    """
    printed = {c.field for c in sheet.columns if c.given == "locked" and not c.required}
    whole = Source(sheet.name, [field for field in sheet.fields if field not in printed])
    asked, first = [c.field for c in sheet.columns if not c.given], sheet.columns[0].field
    keep_all = sheet.name in ("sent_progress", "sent_indicators")
    for submitted in given:
        source = next((s for s in submitted.sources if s.name == sheet.name), None)
        if source is None:
            continue
        take = itemgetter(*map(source.columns.index, whole.columns))
        answers, key = itemgetter(*map(source.columns.index, asked)), source.columns.index(first)
        for line, cells in zip(source.lines, source.rows, strict=True):
            if (keep_all and cells[key]) or any(answers(cells)):
                whole.rows.append(take(cells))
                whole.lines.append(submitted.line * LINES + line)
    return whole
