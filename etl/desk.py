"""The desk: the acts of the secretariat on what countries send. Each act is one entry in the journal, and names the version that the actor saw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from etl import originals
from etl.build import loaded
from etl.form import place, rounds, sheets
from etl.illustration import misplaced
from etl.inputs import Inputs
from etl.intake import Reading
from etl.intake import read as read_files
from etl.journal import Act, append, entries
from etl.publish import locked
from etl.read import RECORD, Finding, Unreadable, source
from etl.readings import readings
from etl.returns import returned as marked
from etl.submission import Submission, approvable, folded, included, key, require
from etl.submissions import Given, found_in
from etl.warehouse import Warehouse

Report = Callable[[int, int, str], None]
MOST = 500
"""Findings of one submission that are kept; one with more is given back whole."""


@dataclass(frozen=True)
class Receipt:
    """What became of one file: its submission (an empty id when it is none of ours), one sentence, and how many findings of each severity. `new` is False when it was here before."""

    name: str
    sha256: str
    id: str
    code: str
    sentence: str
    errors: int = 0
    questions: int = 0
    notes: int = 0
    new: bool = True


def submissions(store: Path) -> dict[str, Submission]:
    """Every submission by its id, as the journal says."""
    return folded(entries(store))


def receive(store: Path, files: Sequence[tuple[str, bytes]], by: str, report: Report = lambda *_: None) -> list[Receipt]:
    """Store each file as sent, read it aside, check it, and enter it; what comes back would survive a power cut. The same file again makes no second submission."""
    total = len(files) + 3
    digests = []
    for step, (name, content) in enumerate(files, 1):
        report(step, total, f"store {name}")
        digests.append(originals.keep(store, content))
    report(len(files) + 1, total, "read" if len(files) > 1 else f"read {files[0][0]}")
    read = {one.sha256: _in_place(store, one) for one in read_files(files)}
    report(len(files) + 2, total, "check")
    with locked(store):
        here = submissions(store)
        known = {(one.sha256, one.round, one.country): one for one in here.values()}
        new = [one for one in read.values() if not one.code and (one.sha256, one.round, one.country) not in known]
        given = [given_of(one, len(here) + place_) for place_, one in enumerate(new, 1)]
        found = checked(store, given)
        refused = [one for one in read.values() if one.code]
        acts = [act for one in given for act in _entered(one, read[one.sha256], found[one.submission], by)]
        acts += [Act(by, "replaced", old.id, None, "", {"by": one.submission}) for one in given for old in here.values() if _gives_way(old, one)]
        append(store, [*acts, *(Act(by, "refused", f"file {one.sha256[:12]}", None, one.sentence, {"sha256": one.sha256, "name": one.name, "code": one.code}) for one in refused)])
        report(total, total, f"entered {len(new)} of {len(files)}")
        after = submissions(store)
    return [_receipt(after, name, read[digest], {one.sha256 for one in new}) for (name, _), digest in zip(files, digests, strict=True)]


def checked(store: Path, given: Sequence[Given]) -> dict[str, list[Finding]]:
    """What the checks find in each of `given`, beside the record and what other submissions said that are approved or published."""
    if not given:
        return {}
    context = given_of_all(store, [one for one in included(submissions(store)) if one.id not in {g.submission for g in given}])
    with Warehouse() as warehouse:
        _, findings = loaded(warehouse, Inputs(), [*context, *given])
    return {one.submission: found_in(findings, one.line) for one in given}


def check_again(store: Path, id: str, by: str, seen: int | None = None) -> Submission:
    """Check a submission again, because the record, the rules or what others sent have changed."""
    with locked(store):
        one = get(store, id)
        require(one.may("checked"))
        (given,) = given_of_all(store, [one])
        found = [*readings(store, [one])[0].findings, *checked(store, [given])[one.id]]
        append(store, [Act(by, "checked", one.id, seen, "", {"findings": [list(astuple(f)) for f in found[:MOST]], "all": len(found)})])
        return get(store, id)


def get(store: Path, id: str) -> Submission:
    """One submission. Raises `Unreadable` when there is none of this id."""
    found = submissions(store)
    if id not in found:
        raise Unreadable(f"There is no submission {id}; there are {', '.join(found) or 'none'}.")
    return found[id]


def comment(store: Path, id: str, key: str, text: str, by: str, seen: int | None = None) -> Submission:
    """Say or ask something about one cell ("Indicators!G12") or one question (the key of a finding)."""
    return _act(store, id, "commented", by, seen, _said(text), {"key": key})


def answer(store: Path, id: str, key: str, text: str, by: str, seen: int | None = None) -> Submission:
    """Answer or confirm a question, in the words of the country."""
    return _act(store, id, "answered", by, seen, _said(text), {"key": key})


def give_back(store: Path, id: str, by: str, reason: str, seen: int | None = None) -> Submission:
    """Give the workbook back to the country."""
    return _act(store, id, "returned", by, seen, _said(reason))


def accept(store: Path, id: str, by: str, seen: int | None = None) -> Submission:
    """Take it: no errors, every question answered."""
    return _act(store, id, "accepted", by, seen)


def reopen(store: Path, id: str, by: str, reason: str = "", seen: int | None = None) -> Submission:
    """Undo a return or an acceptance."""
    return _act(store, id, "reopened", by, seen, reason)


def approve(store: Path, id: str, by: str, seen: int | None = None) -> Submission:
    """Approve it for the next edition; not by who accepted it."""
    return _act(store, id, "approved", by, seen, allowed=lambda one: approvable(one, by))


def unapprove(store: Path, id: str, by: str, reason: str = "", seen: int | None = None) -> Submission:
    """Undo an approval."""
    return _act(store, id, "unapproved", by, seen, reason)


def withdraw(store: Path, id: str, by: str, reason: str, seen: int | None = None) -> Submission:
    """Take it back; no later edition holds it."""
    return _act(store, id, "withdrawn", by, seen, _said(reason))


def given_of_all(store: Path, every: Sequence[Submission]) -> list[Given]:
    """What a build or a check takes of each of `every`; originals that were not read yet are read, together."""
    return [
        replace(given_of(one, own.number), received_at=own.received_at, accepted_at=own.accepted_at, approved_at=own.approved_at)
        for own, one in zip(every, readings(store, every), strict=True)
    ]


def given_of(one: Reading, number: int) -> Given:
    """A reading as submission `number`."""
    return Given(number, f"S{number:04d}", one.round, one.country, one.name, one.sha256, one.office, one.dated, "", "", "", one.sources)


def content(store: Path, id: str) -> dict[str, pd.DataFrame]:
    """What the workbook says: by title of sheet a frame of `row`, its fields, and the texts as sent."""
    titles = {name: sheet.title for name, sheet in sheets().items()}
    (read,) = readings(store, [get(store, id)])
    return {titles[one.name]: pd.DataFrame(one.rows, columns=one.columns, dtype=object).assign(row=one.lines) for one in read.sources}


def returned(store: Path, id: str) -> bytes:
    """The country's own workbook with what was found and said in its cells, and a sheet Issues in front."""
    one = get(store, id)
    return marked(originals.content(store, one.sha256), one.findings, one.answers)


def board(store: Path, round: str, today: date | None = None) -> pd.DataFrame:
    """One row a country that must report: iso3, country, region, state, submission, version, received_at, days_late, overdue. Silent countries are `not_sent`.

    `overdue` only once the due date is over; `days_late` counts from the due date to arrival, or to `today` where nothing has arrived.
    """
    asked = rounds()[round]
    day, due = today or date.today(), date.fromisoformat(asked.due)
    newest = {one.country: one for one in submissions(store).values() if one.round == round and one.state not in ("withdrawn", "replaced")}
    rows = []
    for person in participants(asked.who):
        one = newest.get(person["iso3"])
        arrived = date.fromisoformat(one.received_at[:10]) if one else day
        rows.append(
            {
                **{name: person[name] for name in ("iso3", "region")},
                "country": person["name"],
                "state": one.state if one else "not_sent",
                "submission": one.id if one else "",
                "version": one.version if one else 0,
                "received_at": one.received_at if one else "",
                "days_late": max((arrived - due).days, 0),
                "overdue": day > due and (one is None or one.state == "returned"),
            }
        )
    return pd.DataFrame(rows)


def participants(who: str, record: Path = RECORD) -> list[dict[str, str]]:
    """The countries of a list, by name: "launch_list" or "list_54"."""
    read = source(record / "participants.csv")
    column = {"launch_list": "in_launch_list_48", "list_54": "in_list_54"}[who]
    rows = (dict(zip(read.columns, row, strict=True)) for row in read.rows)
    return sorted((row for row in rows if row[column] == "yes"), key=lambda row: row["name"])


def _act(store: Path, id: str, act: str, by: str, seen: int | None, reason: str = "", facts: dict | None = None, allowed: Callable[[Submission], str] | None = None) -> Submission:
    with locked(store):
        one = get(store, id)
        if seen is None or seen == one.version:  # who saw an older version is told that first
            require(allowed(one) if allowed else one.may(act))
        append(store, [Act(_said(by), act, id, seen, reason, facts or {})])
        return get(store, id)


def _in_place(store: Path, one: Reading) -> Reading:
    """The reading; a workbook of invented figures in a real store, or the other way round, is none that is taken."""
    wrong = "" if one.code else misplaced(store, one.office)
    return replace(one, code="misplaced", sentence=f"{one.name}: {wrong}") if wrong else one


def _gives_way(old: Submission, new: Given) -> bool:
    """Whether a newer workbook of the same country and round takes the place of an open one."""
    return (old.round, old.country) == (new.round, new.iso3) and old.state in ("received", "checked", "returned")


def _entered(one: Given, read: Reading, found: Sequence[Finding], by: str) -> list[Act]:
    facts = {"round": one.round, "country": one.iso3, "name": one.name, "sha256": one.sha256, "office": one.office, "dated": one.dated}
    every = [*read.findings, *found]
    answered = {key(f): said for f in every if f.severity == "question" and (said := read.answers.get(place(f.file, f.line, f.place)))}
    return [
        Act(by, "received", one.submission, 0, "", facts),
        Act(by, "checked", one.submission, 1, "", {"findings": [list(astuple(f)) for f in every[:MOST]], "all": len(every)}),
        *(Act(by, "answered", one.submission, None, said, {"key": about}) for about, said in answered.items()),
    ]


def _receipt(found: dict[str, Submission], name: str, read: Reading, new: set[str]) -> Receipt:
    if read.code:
        return Receipt(name, read.sha256, "", read.code, read.sentence)
    one = next(s for s in found.values() if (s.sha256, s.round, s.country) == (read.sha256, read.round, read.country))
    first = read.sha256 in new
    sentence = read.sentence if first else f"{name}: is here already as {one.id}, since {one.received_at[:16].replace('T', ' ')} UTC."
    return Receipt(name, read.sha256, one.id, "", sentence, one.errors, one.questions, one.notes, first)


def _said(text: str) -> str:
    require("" if text.strip() else "Who and why must be said; found nothing.")
    return text.strip()
