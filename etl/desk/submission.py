"""A submission: what a country sent in one round, and where it stands, folded from the journal.

Which act its state allows stands here, and nowhere else.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from core.words import counted
from etl.form.sheets import COVER, place, sheets
from etl.source import Finding
from etl.store.journal import Denied, Entry
from etl.store.persons import same

AFTER = {
    "received": "received", "checked": "checked", "returned": "returned", "accepted": "accepted", "reopened": "checked",
    "approved": "approved", "unapproved": "accepted", "published": "published", "withdrawn": "withdrawn",
    "replaced": "replaced",
}  # fmt: skip
"""The state after each act; an act that is not here leaves the state as it is."""

OPEN = ("received", "checked", "returned", "accepted")
ALLOWED = {
    "checked": ("received", "checked", "returned"), "commented": OPEN, "answered": OPEN,
    "returned": ("checked", "accepted"), "accepted": ("checked", "returned"),
    "reopened": ("returned", "accepted", "replaced"),
    "approved": ("accepted",), "unapproved": ("approved",), "withdrawn": (*OPEN, "approved", "published"),
}  # fmt: skip
"""The states in which each act is allowed."""

ENDED = ("withdrawn", "replaced")
"""The states in which a submission counts no more; the same file may be sent again."""
CELL = re.compile(r"([^!]+)!([A-Z]{1,3}[1-9][0-9]*)")
"""A cell as the desk names it, such as "Indicators!G12"."""


@dataclass(frozen=True)
class Submission:
    """One workbook of one country in one round.

    Times are UTC in ISO form; `version` is what an act on it must have seen.

    `answers` holds, for each cell or question (key), who said what: (at, by, act, text). `counts` are the findings of
    each severity; of very many only the gravest are kept in `findings`.
    """

    id: str
    round: str
    country: str
    name: str
    sha256: str
    office: str
    dated: str
    received_at: str
    received_by: str
    state: str = "received"
    version: int = 0
    findings: tuple[Finding, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    answers: dict[str, tuple[tuple[str, str, str, str], ...]] = field(default_factory=dict)
    accepted_at: str = ""
    accepted_by: str = ""
    approved_at: str = ""
    approved_by: str = ""
    reason: str = ""
    edition: int = 0
    replaced_by: str = ""
    was_checked: bool = False

    @property
    def number(self) -> int:
        """7 of S0007."""
        return int(self.id[1:])

    @property
    def errors(self) -> int:
        """How many findings forbid taking it."""
        return self.counts.get("error", 0)

    @property
    def questions(self) -> int:
        """How many findings must be answered or confirmed."""
        return self.counts.get("question", 0)

    @property
    def notes(self) -> int:
        """How many findings are there to know."""
        return self.counts.get("note", 0)

    @property
    def open_questions(self) -> list[str]:
        """The keys of questions that nobody has answered yet."""
        questions = [key(finding) for finding in self.findings if finding.severity == "question"]
        return [about for about in questions if all(act != "answered" for _, _, act, _ in self.answers.get(about, ()))]

    def may(self, act: str) -> str:
        """Empty when the state allows `act`; else one sentence that says why not."""
        if self.state not in ALLOWED[act]:
            return f"{self.id} is {self.state}; it can be {act} only when it is {' or '.join(ALLOWED[act])}."
        if act == "accepted" and self.errors:
            errors = counted("{0} error", "{0} errors", self.errors)
            return f"{self.id} has {errors}; it cannot be taken. Give it back to the country."
        if act == "accepted" and sum(self.counts.values()) > len(self.findings):
            return (
                f"{self.id} has {sum(self.counts.values())} findings, more than can be gone through "
                f"({len(self.findings)}). Give it back to the country."
            )
        if act == "accepted" and (open_ := self.open_questions):
            questions = counted("{0} open question", "{0} open questions", len(open_))
            return f"{self.id} has {questions}; each must be answered or confirmed first."
        if act == "reopened" and self.edition:
            return f"{self.id} was published in edition {self.edition}; a newer report has taken its place."
        return ""

    def speaks_of(self, about: str) -> bool:
        """Whether something can be said about `about`: a cell of the form such as "Indicators!G12", or the key of a
        finding.
        """
        cell = CELL.fullmatch(about)
        return bool(cell and cell[1] in {COVER, *(sheet.title for sheet in sheets().values())}) or about in map(
            key, self.findings
        )


def key(finding: Finding) -> str:
    """How a finding is spoken of: its cell and its rule, such as "Indicators!G12 stock_falls".

    A rule may find several things on a row, a sheet or the workbook: there a mark of what was found and expected
    follows, such as "Progress not_mentioned#3fa2c1".
    """
    where = place(finding.file, finding.line, finding.place)
    mark = (
        ""
        if CELL.fullmatch(where)
        else f"#{hashlib.sha256(repr((finding.found, finding.expected)).encode()).hexdigest()[:6]}"
    )
    return f"{where} {finding.rule}{mark}"


def folded(entries: Sequence[Entry], before: Mapping[str, Submission] | None = None) -> dict[str, Submission]:
    """Every submission by its id, as the entries of the journal left it; `before` is what earlier entries left."""
    submissions = dict(before or {})
    for entry in entries:
        if entry.act == "received":
            submissions[entry.object] = Submission(
                entry.object, **entry.facts, received_at=entry.at, received_by=entry.by, version=entry.version
            )
        elif entry.object in submissions:
            submissions[entry.object] = _moved(submissions[entry.object], entry)
    return submissions


def included(submissions: dict[str, Submission], states: Sequence[str] = ("approved", "published")) -> list[Submission]:
    """What the next edition holds: of each country and round the newest submission that is approved or published,
    oldest first.
    """
    there = (submission for submission in submissions.values() if submission.state in states)
    newest = {(submission.round, submission.country): submission for submission in there}
    return sorted(newest.values(), key=lambda submission: submission.number)


def approvable(submission: Submission, by: str, others: Iterable[Submission] = ()) -> str:
    """Empty when `by` may approve; else one sentence.

    Who accepted cannot approve, and of `others` no newer one of this country and round may be approved.
    """
    if refusal := submission.may("approved"):
        return refusal
    if same(by, submission.accepted_by):
        return f"{submission.id} was accepted by {submission.accepted_by}; somebody else must approve it."
    newer = [
        other
        for other in others
        if (other.round, other.country) == (submission.round, submission.country)
        and other.number > submission.number
        and other.state in ("approved", "published")
    ]
    return (
        f"{newer[-1].id} is newer and {newer[-1].state}; it would stand in the edition, not {submission.id}."
        if newer
        else ""
    )


def require(sentence: str) -> None:
    """Raise `Denied` with `sentence`, unless it is empty."""
    if sentence:
        raise Denied(sentence)


def _moved(before: Submission, entry: Entry) -> Submission:
    after = replace(before, state=AFTER.get(entry.act, before.state), version=entry.version)
    if entry.act == "reopened" and not before.was_checked:
        return replace(after, state="received", reason=entry.reason)  # it was never checked
    if entry.act == "replaced":
        return replace(after, replaced_by=entry.facts.get("by", ""))
    if entry.act == "checked":
        kept = tuple(Finding(*row) for row in entry.facts["findings"])
        # what was given back stays so until the country answers
        state = "returned" if before.state == "returned" else "checked"
        return replace(
            after,
            state=state,
            was_checked=True,
            findings=kept,
            counts=entry.facts.get("counts") or Counter(finding.severity for finding in kept),
        )
    if entry.act in ("commented", "answered"):
        answer = (entry.at, entry.by, entry.act, entry.reason)
        about = entry.facts["key"]
        return replace(after, answers={**before.answers, about: (*before.answers.get(about, ()), answer)})
    if entry.act == "accepted":
        return replace(after, accepted_at=entry.at, accepted_by=entry.by)
    if entry.act == "approved":
        return replace(after, approved_at=entry.at, approved_by=entry.by)
    if entry.act == "published":
        return replace(after, edition=entry.facts["edition"])
    return (
        replace(after, reason=entry.reason)
        if entry.act in ("returned", "withdrawn", "reopened", "unapproved")
        else after
    )
