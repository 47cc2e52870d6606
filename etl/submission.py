"""A submission: what a country sent in one round, and where it stands, folded from the journal. Which act its state allows stands here, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from etl.form import folded as by_name
from etl.form import place
from etl.journal import Denied, Entry
from etl.read import Finding

AFTER = {
    "received": "received", "checked": "checked", "returned": "returned", "accepted": "accepted", "reopened": "checked",
    "approved": "approved", "unapproved": "accepted", "published": "published", "withdrawn": "withdrawn", "replaced": "replaced",
}  # fmt: skip
"""The state after each act; an act that is not here leaves the state as it is."""

OPEN = ("received", "checked", "returned", "accepted")
ALLOWED = {
    "checked": ("received", "checked", "returned"), "commented": OPEN, "answered": OPEN,
    "returned": ("checked", "accepted"), "accepted": ("checked", "returned"), "reopened": ("returned", "accepted", "replaced"),
    "approved": ("accepted",), "unapproved": ("approved",), "withdrawn": (*OPEN, "approved", "published"),
}  # fmt: skip
"""The states in which each act is allowed."""


@dataclass(frozen=True)
class Submission:
    """One workbook of one country in one round. Times are UTC in ISO form; `version` is what an act on it must have seen.

    `answers` holds, for each cell or question (key), who said what: (at, by, act, text).
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
    answers: dict[str, tuple[tuple[str, str, str, str], ...]] = field(default_factory=dict)
    accepted_at: str = ""
    accepted_by: str = ""
    approved_at: str = ""
    approved_by: str = ""
    reason: str = ""
    edition: int = 0

    @property
    def number(self) -> int:
        """7 of S0007."""
        return int(self.id[1:])

    @property
    def errors(self) -> int:
        """How many findings forbid taking it."""
        return self._many("error")

    @property
    def questions(self) -> int:
        """How many findings must be answered or confirmed."""
        return self._many("question")

    @property
    def notes(self) -> int:
        """How many findings are there to know."""
        return self._many("note")

    @property
    def open_questions(self) -> list[str]:
        """The keys of questions that nobody has answered yet."""
        return [key(one) for one in self.findings if one.severity == "question" and not any(said[2] == "answered" for said in self.answers.get(key(one), ()))]

    def may(self, act: str) -> str:
        """Empty when the state allows `act`; else one sentence that says why not."""
        if self.state not in ALLOWED[act]:
            return f"{self.id} is {self.state}; it can be {act} only when it is {' or '.join(ALLOWED[act])}."
        if act == "accepted" and self.errors:
            return f"{self.id} has {self.errors} errors; it cannot be taken. Give it back to the country."
        if act == "accepted" and self.open_questions:
            return f"{self.id} has {len(self.open_questions)} open questions; each must be answered or confirmed first."
        if act == "reopened" and self.edition:
            return f"{self.id} was published in edition {self.edition}; a newer report has taken its place."
        return ""

    def _many(self, severity: str) -> int:
        return sum(one.severity == severity for one in self.findings)


def key(finding: Finding) -> str:
    """How a finding is spoken of: its cell and its rule, such as "Indicators!G12 stock_falls"."""
    return f"{place(finding.file, finding.line, finding.place)} {finding.rule}"


def folded(entries: Sequence[Entry]) -> dict[str, Submission]:
    """Every submission by its id, as the entries of the journal left it."""
    found: dict[str, Submission] = {}
    for entry in entries:
        if entry.act == "received":
            found[entry.object] = Submission(entry.object, **entry.facts, received_at=entry.at, received_by=entry.by, version=entry.version)
        elif entry.object in found:
            found[entry.object] = _moved(found[entry.object], entry)
    return found


def included(found: dict[str, Submission], states: Sequence[str] = ("approved", "published")) -> list[Submission]:
    """What the next edition holds: of each country and round the newest submission that is approved or published, oldest first."""
    newest = {(one.round, one.country): one for one in found.values() if one.state in states}
    return sorted(newest.values(), key=lambda one: one.number)


def approvable(one: Submission, by: str) -> str:
    """Empty when `by` may approve; else one sentence. Who accepted cannot approve."""
    return one.may("approved") or (f"{one.id} was accepted by {one.accepted_by}; somebody else must approve it." if by_name(by) == by_name(one.accepted_by) else "")


def require(sentence: str) -> None:
    """Raise `Denied` with `sentence`, unless it is empty."""
    if sentence:
        raise Denied(sentence)


def _moved(one: Submission, entry: Entry) -> Submission:
    after = replace(one, state=AFTER.get(entry.act, one.state), version=entry.version)
    if entry.act == "checked":
        return replace(after, findings=tuple(Finding(*row) for row in entry.facts["findings"]))
    if entry.act in ("commented", "answered"):
        said = (entry.at, entry.by, entry.act, entry.reason)
        about = entry.facts["key"]
        return replace(after, answers={**one.answers, about: (*one.answers.get(about, ()), said)})
    if entry.act == "accepted":
        return replace(after, accepted_at=entry.at, accepted_by=entry.by)
    if entry.act == "approved":
        return replace(after, approved_at=entry.at, approved_by=entry.by)
    if entry.act == "published":
        return replace(after, edition=entry.facts["edition"])
    return replace(after, reason=entry.reason) if entry.act in ("returned", "withdrawn", "reopened", "unapproved") else after
