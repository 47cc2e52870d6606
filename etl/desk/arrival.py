"""What arrives: what is entered of a workbook that was read and checked, and which earlier one gives way to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import astuple

from etl.desk.submission import Submission, key
from etl.intake.loading import Given
from etl.intake.reading import Reading
from etl.record.check import SEVERITIES
from etl.record.read import Finding
from etl.store.journal import Act

MOST = 500
"""Findings of one submission that are kept, the gravest first; one with more is given back whole."""
BEFORE = "as before: "
"""How an answer begins that was given to the same question of an earlier workbook."""


def entered(one: Given, read: Reading, found: Sequence[Finding], before: Submission | None, by: str) -> list[Act]:
    """The acts of an arrival: received, checked, and what the country says on its sheet Issues. What it said `before` to the same question about the same thing stands, too."""
    facts = {
        "round": one.round,
        "country": one.iso3,
        "name": one.name,
        "sha256": one.sha256,
        "office": one.office,
        "dated": one.dated,
    }
    every = [*read.findings, *found]
    asked = {key(f): f for f in every if f.severity == "question"}
    said = {**(_as_before(asked, before) if before else {}), **read.answers}
    return [
        Act(by, "received", one.submission, 0, "", facts),
        Act(by, "checked", one.submission, 1, "", kept(every)),
        *(
            Act(by, "answered" if about in asked else "commented", one.submission, None, text, {"key": about})
            for about, text in said.items()
        ),
    ]


def kept(found: Sequence[Finding]) -> dict:
    """What the journal keeps of a check: how many findings of each severity, and the gravest."""
    counts = Counter(f.severity for f in found)
    gravest = sorted(found, key=lambda f: SEVERITIES.index(f.severity))[:MOST]
    return {"findings": [list(astuple(f)) for f in gravest], "counts": {name: counts[name] for name in SEVERITIES}}


def give_way(here: Mapping[str, Submission], given: Sequence[Given]) -> dict[str, str]:
    """Which open submission, here before or of the same drop, gives way to which newest one of its country and round, by their ids."""
    newest = {(one.round, one.iso3): one.submission for one in given}
    open_ = [
        (old.id, (old.round, old.country)) for old in here.values() if old.state in ("received", "checked", "returned")
    ]
    open_ += [(one.submission, (one.round, one.iso3)) for one in given]
    return {id: newest[about] for id, about in open_ if newest.get(about, id) != id}


def last(here: Mapping[str, Submission], new: Given) -> Submission | None:
    """What the country of `new` sent before in this round; None where nothing."""
    return next((one for one in reversed(here.values()) if (one.round, one.country) == (new.round, new.iso3)), None)


def _as_before(asked: Mapping[str, Finding], before: Submission) -> dict[str, str]:
    same = {key(f) for f in before.findings if key(f) in asked and asked[key(f)].found == f.found}
    words = {
        about: [text for _, _, act, text in said if act == "answered"]
        for about, said in before.answers.items()
        if about in same
    }
    return {about: BEFORE + texts[-1].removeprefix(BEFORE) for about, texts in words.items() if texts}
