"""What arrives: what is entered of a workbook that was read and checked, and which earlier one gives way to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import astuple

from etl.desk.submission import Submission, key
from etl.intake.loading import Given, told
from etl.intake.reading import Reading
from etl.record.check import SEVERITIES
from etl.source import Finding
from etl.store.journal import Act

MOST = 500
"""Findings of one submission that are kept, the gravest first; one with more is given back whole."""
BEFORE = "as before: "
"""How an answer begins that was given to the same question of an earlier workbook."""


def entered(
    submitted: Given, reading: Reading, of_checks: Sequence[Finding] | None, before: Submission | None, by: str
) -> list[Act]:
    """The acts of an arrival: received, checked, and what the country says on its sheet Issues.

    What it said `before` to the same question about the same thing stands, too. `of_checks` is None for one that gives
    way to a later one of the same drop: it is only received, and checked should it ever be opened again.
    """
    facts = {
        "round": submitted.round,
        "country": submitted.iso3,
        "name": submitted.name,
        "sha256": submitted.sha256,
        "office": submitted.office,
        "dated": submitted.dated,
    }
    received = Act(by, "received", submitted.submission, 0, "", facts)
    if of_checks is None:
        said = reading.answers.items()
        return [received, *(Act(by, "answered", submitted.submission, None, text, {"key": at}) for at, text in said)]
    findings = told(reading.findings, of_checks)
    asked = {key(finding): finding for finding in findings if finding.severity == "question"}
    answers = {**(_as_before(asked, before) if before else {}), **reading.answers}
    return [
        received,
        Act(by, "checked", submitted.submission, 1, "", kept(findings)),
        *(
            Act(by, "answered" if about in asked else "commented", submitted.submission, None, text, {"key": about})
            for about, text in answers.items()
        ),
    ]


def kept(findings: Sequence[Finding]) -> dict[str, object]:
    """What the journal keeps of a check: how many findings of each severity, and the gravest."""
    counts = Counter(finding.severity for finding in findings)
    gravest = sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))[:MOST]
    rows = [list(astuple(finding)) for finding in gravest]
    return {"findings": rows, "counts": {name: counts[name] for name in SEVERITIES}}


def give_way(here: Mapping[str, Submission], given: Sequence[Given]) -> dict[str, str]:
    """Which open submission, here before or of the same drop, gives way to which newest one of its country and
    round, by their ids.
    """
    newest = {(new.round, new.iso3): new.submission for new in given}
    open_submissions = [
        (old.id, (old.round, old.country)) for old in here.values() if old.state in ("received", "checked", "returned")
    ]
    open_submissions += [(new.submission, (new.round, new.iso3)) for new in given]
    return {old: newest[about] for old, about in open_submissions if newest.get(about, old) != old}


def last(here: dict[str, Submission], new: Given) -> Submission | None:
    """What the country of `new` sent before in this round; None where nothing."""
    same = (new.round, new.iso3)
    return next((old for old in reversed(here.values()) if (old.round, old.country) == same), None)


def _as_before(asked: Mapping[str, Finding], before: Submission) -> dict[str, str]:
    same_keys = {
        about
        for about, finding in ((key(finding), finding) for finding in before.findings)
        if about in asked and asked[about].found == finding.found
    }
    words = {
        about: [text for _, _, act, text in thread if act == "answered"]
        for about, thread in before.answers.items()
        if about in same_keys
    }
    return {about: BEFORE + texts[-1].removeprefix(BEFORE) for about, texts in words.items() if texts}
