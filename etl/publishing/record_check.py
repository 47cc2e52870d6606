"""What is wrong with a changed record, said before anything is made of it: the same checks, models and brake that the
next edition goes through, and nothing written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from core.editions.layout import place
from core.editions.manifest import current
from core.words import counted, number
from etl.build import Candidate
from etl.publishing.preparation import candidate_of
from etl.source import Finding, Report
from etl.store import brake
from etl.store.inputs import Inputs
from etl.store.losses import beside

MOST = 30
"""So many groups of findings are said; of more only how many."""


@dataclass(frozen=True)
class Checked:
    """A record held against the edition in force (0 where there is none): the findings that this one does not list,
    how many it does, and what would drop out.
    """

    edition: int
    findings: Sequence[Finding]
    known: int
    losses: Sequence[brake.Loss]
    fault: str

    @property
    def code(self) -> int:
        """0 when nothing is wrong, 1 when rows are left out, drop out or are asked about, 2 when it is refused."""
        asks = any(finding.severity != "note" for finding in self.findings)
        return 2 if self.fault else 1 if asks or self.losses else 0

    @property
    def text(self) -> str:
        """All of it, a line a group of findings."""
        groups = list(_groups(self.findings))
        more = [f"and {len(groups) - MOST} more groups of findings"] if groups[MOST:] else []
        return "\n".join([self._opening, *groups[:MOST], *more, self._verdict])

    @property
    def _opening(self) -> str:
        against = f"edition {self.edition}" if self.edition else "its own rows, because no edition is in force"
        left_out = len({(finding.file, finding.line) for finding in self.findings if finding.severity == "error"})
        new = counted("{0} new finding", "{0} new findings", len(self.findings))
        rows = counted("{0} row left out", "{0} rows left out", left_out)
        known = counted("{0} known finding", "{0} known findings", self.known)
        return f"Held against {against}: {new}, {rows}, {known}."

    @property
    def _verdict(self) -> str:
        if self.losses:
            return brake.said(self.losses, brake.NONE, self.edition)
        return "Nothing drops out."


def check_record(store: Path, inputs: Inputs, report: Report = lambda *_: None) -> Checked:
    """Check the record of `inputs` with all that is approved in `store`; nothing is written.

    Raises `Unreadable` when a file cannot be read.
    """
    in_force = current(store)
    before = place(store, in_force["edition"]) if in_force else None
    with candidate_of(store, inputs, report) as next_edition:
        losses = next_edition.losses(before)
        known = _known(next_edition, before)
    edition = in_force["edition"] if in_force else 0
    new = list(_new([finding for finding in next_edition.findings if not finding.file.startswith("sent_")], known))
    return Checked(edition, new, known.total(), losses, brake.fault_of(losses, brake.NONE))


def _known(made: Candidate, before: Path | None) -> Counter[tuple[str, ...]]:
    """The findings that the edition before lists, without their lines, which move with every row that comes in."""
    if before is None:
        return Counter()
    with beside(made.warehouse, before):
        return Counter(made.warehouse.rows("SELECT rule, file, place, found FROM before.issues"))


def _new(findings: Sequence[Finding], known: Counter[tuple[str, ...]]) -> Iterator[Finding]:
    left = known.copy()
    for finding in findings:
        mark = (finding.rule, finding.file, finding.place, finding.found)
        if left[mark]:
            left[mark] -= 1
        else:
            yield finding


def _groups(findings: Sequence[Finding]) -> Iterator[str]:
    """One line for all findings of one kind in one column, errors first, with the first of them as an example."""
    severities = ("error", "question", "note")

    def kind(finding: Finding) -> tuple[int, str, str, str]:
        return severities.index(finding.severity), finding.file, finding.rule, finding.place

    for _, same in groupby(sorted(findings, key=lambda finding: (*kind(finding), finding.line)), kind):
        first, *more = same
        count = f" and {number(len(more))} more" if more else ""
        yield (
            f"{first.severity}: {first.file}.csv, line {first.line}, {first.place}{count}: found {first.found!r}, "
            f"expected {first.expected}."
        )
