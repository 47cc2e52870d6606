"""The desk: the acts of the secretariat on what countries send. Each act is one entry in the journal, and names the version that the actor saw."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from etl.build import loaded
from etl.coding.rating import by_name
from etl.desk.arrival import entered, give_way, kept, last
from etl.desk.board import board as board
from etl.desk.board import participants as participants
from etl.desk.readings import readings
from etl.desk.returned import returned as marked
from etl.desk.submission import ENDED, Submission, approvable, folded, included, require
from etl.form.sheets import rounds, sheets
from etl.intake.loading import Given, found_in
from etl.intake.reading import Reading
from etl.intake.reading import read as read_files
from etl.record.read import Finding, Report, Unreadable
from etl.store import originals
from etl.store.editions import locked
from etl.store.illustration import misplaced
from etl.store.inputs import OURS, Inputs
from etl.store.journal import Act, append, entries
from etl.warehouse import Warehouse

Allowed = Callable[[Submission, Iterable[Submission]], str]


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


def receive(
    store: Path, files: Sequence[tuple[str, bytes]], by: str, report: Report = lambda *_: None
) -> list[Receipt]:
    """Store each file as sent, read it aside, check it, and enter it; what comes back would survive a power cut.

    The same file again makes no second submission, unless the first was withdrawn or replaced. Of two workbooks of one country and round the later stands.
    """
    _named(by)
    total = len(files) + 3
    digests = []
    for step, (name, content) in enumerate(files, 1):
        report(step, total, f"store {name}")
        digests.append(originals.keep(store, content))
    report(len(files) + 1, total, "read" if len(files) > 1 else f"read {files[0][0]}")
    read = {one.sha256: placed(store, one) for one in read_files(files)}
    report(len(files) + 2, total, "check")
    with locked(store):
        here = submissions(store)
        known = {(one.sha256, one.round, one.country) for one in here.values() if one.state not in ENDED}
        new = [one for one in read.values() if not one.code and (one.sha256, one.round, one.country) not in known]
        given = [given_of(one, len(here) + place_) for place_, one in enumerate(new, 1)]
        found = checked(store, given)
        refused = [one for one in read.values() if one.code]
        acts = [
            act for one in given for act in entered(one, read[one.sha256], found[one.submission], last(here, one), by)
        ]
        acts += [Act(by, "replaced", old, None, "", {"by": new_}) for old, new_ in give_way(here, given).items()]
        append(
            store,
            [
                *acts,
                *(
                    Act(
                        by,
                        "refused",
                        f"file {one.sha256[:12]}",
                        None,
                        one.sentence,
                        {"sha256": one.sha256, "name": one.name, "code": one.code},
                    )
                    for one in refused
                ),
            ],
        )
        report(total, total, f"entered {len(new)} of {len(files)}")
        after = submissions(store)
    return [
        _receipt(after, name, read[digest], {one.sha256 for one in new})
        for (name, _), digest in zip(files, digests, strict=True)
    ]


def checked(store: Path, given: Sequence[Given]) -> dict[str, list[Finding]]:
    """What the checks find in each of `given`, beside the record and what other submissions said that are approved or published; none is checked beside another of `given`.

    What a country says is only ever held against what the same country says, so those of several countries are checked at once.
    """
    context = (
        given_of_all(
            store, [one for one in included(submissions(store)) if one.id not in {g.submission for g in given}]
        )
        if given
        else []
    )
    found: dict[str, list[Finding]] = {}
    left = list(given)
    while left:
        turn = list({one.iso3: one for one in reversed(left)}.values())
        left = [one for one in left if one not in turn]
        with Warehouse() as warehouse:
            _, findings = loaded(warehouse, OURS, [*context, *turn])
        found |= {one.submission: found_in(findings, one.line) for one in turn}
    return found


def check_again(store: Path, id: str, by: str, seen: int | None = None) -> Submission:
    """Check a submission again, because the record, the rules or what others sent have changed; one that was given back stays so."""
    _named(by)
    with locked(store):
        one = get(store, id)
        require(one.may("checked"))
        (given,) = given_of_all(store, [one])
        found = [*readings(store, [one])[0].findings, *checked(store, [given])[one.id]]
        append(store, [Act(by, "checked", one.id, seen, "", kept(found))])
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
    """Answer or confirm a question, in the words of the country; `key` is that of a finding, or a cell."""
    no = f"{key!r} is neither a cell such as 'Indicators!G12' nor a question of {id}; 'show' prints the key of each."
    return _act(
        store,
        id,
        "answered",
        by,
        seen,
        _said(text),
        {"key": key},
        lambda one, _: one.may("answered") or ("" if one.speaks_of(key) else no),
    )


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
    """Approve it for the next edition; not by who accepted it, and not beside a newer one that is approved."""
    return _act(store, id, "approved", by, seen, allowed=lambda one, every: approvable(one, by, every))


def unapprove(store: Path, id: str, by: str, reason: str = "", seen: int | None = None) -> Submission:
    """Undo an approval."""
    return _act(store, id, "unapproved", by, seen, reason)


def withdraw(store: Path, id: str, by: str, reason: str, seen: int | None = None) -> Submission:
    """Take it back; no later edition holds it."""
    return _act(store, id, "withdrawn", by, seen, _said(reason))


def given_of_all(store: Path, every: Sequence[Submission], inputs: Inputs = OURS) -> list[Given]:
    """What a build or a check takes of each of `every`, read by the form of `inputs`; originals that were not read yet are read, together. Raises `Unreadable` where one is not what the journal says."""
    return [
        replace(
            given_of(one, own.number),
            received_at=own.received_at,
            accepted_at=own.accepted_at,
            approved_at=own.approved_at,
        )
        for own, one in zip(every, readings(store, every, inputs), strict=True)
    ]


def given_of(one: Reading, number: int) -> Given:
    """A reading as submission `number`."""
    return Given(
        number,
        f"S{number:04d}",
        one.round,
        one.country,
        one.name,
        one.sha256,
        one.office,
        one.dated,
        "",
        "",
        "",
        one.sources,
    )


def content(store: Path, id: str) -> dict[str, pd.DataFrame]:
    """What the workbook says: by title of sheet a frame of `row`, its fields, and the texts as sent."""
    titles = {name: sheet.title for name, sheet in sheets().items()}
    (read,) = readings(store, [get(store, id)])
    return {
        titles[one.name]: pd.DataFrame(one.rows, columns=one.columns, dtype=object).assign(row=one.lines)
        for one in read.sources
    }


def returned(store: Path, id: str) -> bytes:
    """The country's own workbook with what was found and said in its cells, and a sheet Issues in front."""
    one = get(store, id)
    return marked(originals.content(store, one.sha256), one.findings, one.answers)


def _act(
    store: Path,
    id: str,
    act: str,
    by: str,
    seen: int | None,
    reason: str = "",
    facts: dict | None = None,
    allowed: Allowed | None = None,
) -> Submission:
    with locked(store):
        one = get(store, id)
        if seen is None or seen == one.version:  # who saw an older version is told that first
            require(allowed(one, submissions(store).values()) if allowed else one.may(act))
        append(store, [Act(_named(by), act, id, seen, reason, facts or {})])
        return get(store, id)


def placed(store: Path, one: Reading) -> Reading:
    """The reading; a workbook of a country that its round does not ask, or of invented figures in a real store, or the other way round, is none that is taken."""
    if one.code:
        return one
    if wrong := misplaced(store, one.illustrative):
        return replace(one, code="misplaced", sentence=f"{one.name}: {wrong}")
    asked = rounds()[one.round]
    if one.country not in {person["iso3"] for person in participants(asked.who)}:
        said = f"{one.name}: is of {one.country}, which is not asked in {asked.label}; look at the country and the round on its first sheet."
        return replace(one, code="not_asked", sentence=said)
    return one


def _receipt(found: dict[str, Submission], name: str, read: Reading, new: set[str]) -> Receipt:
    if read.code:
        return Receipt(name, read.sha256, "", read.code, read.sentence)
    one = next(
        s for s in reversed(found.values()) if (s.sha256, s.round, s.country) == (read.sha256, read.round, read.country)
    )
    first = read.sha256 in new
    sentence = (
        read.sentence
        if first
        else f"{name}: is here already as {one.id}, since {one.received_at[:16].replace('T', ' ')} UTC."
    )
    return Receipt(name, read.sha256, one.id, "", sentence, one.errors, one.questions, one.notes, first)


def _said(text: str) -> str:
    require("" if text.strip() else "Who and why must be said; found nothing.")
    return text.strip()


def _named(by: str) -> str:
    require("" if by_name(by) else "Who and why must be said; found nothing.")
    return by.strip()
