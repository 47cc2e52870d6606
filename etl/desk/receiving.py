"""What arrives at the desk: stored as sent, read aside, checked beside the record, and entered; a receipt for each
file. Longer than most files: the way of one file is told from its arrival to its receipt.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from core.words import utc
from etl.build import loaded
from etl.coding.read import Texts, texts
from etl.desk.acts import get, named, submissions
from etl.desk.arrival import entered, give_way, kept, last
from etl.desk.board import participants
from etl.desk.readings import readings
from etl.desk.submission import ENDED, Submission, included, require
from etl.form.rounds import rounds
from etl.intake.loading import Given, found_in, reworded, told
from etl.intake.reading import Reading
from etl.intake.reading import read as read_files
from etl.source import Finding, Report
from etl.store import originals
from etl.store.editions import locked
from etl.store.illustrative import misplaced
from etl.store.inputs import OURS, Inputs
from etl.store.journal import Act, append
from etl.warehouse import Warehouse

BATCH = 20
"""So many files are read, checked and entered together: then others may act, and the first results are there."""


@dataclass(frozen=True)
class Receipt:
    """What became of one file: its submission (an empty id when it is none of ours), one sentence, and how many
    findings of each severity. `new` is False when it was here before; `unchecked` names the newer workbook of its
    country and round that came with it and stands in its place.
    """

    name: str
    sha256: str
    id: str
    code: str
    sentence: str
    errors: int = 0
    questions: int = 0
    notes: int = 0
    new: bool = True
    unchecked: str = ""


Arrived = Callable[[Sequence[Receipt]], None]
"""Told the receipts of files as soon as they are entered, before the next ones are read."""


def receive(
    store: Path,
    files: Sequence[tuple[str, bytes]],
    by: str,
    report: Report = lambda *_: None,
    arrived: Arrived = lambda _: None,
) -> list[Receipt]:
    """Store each file as sent, read it aside, check it, and enter it; what comes back would survive a power cut.

    Of many files always some are entered, and told to `arrived`, before the next are read. The same file again makes
    no second submission, unless the first was withdrawn or replaced. Of two workbooks of one country and round the
    later stands; of those that come together only that one is checked.
    """
    named(by)
    receipts: list[Receipt] = []
    for start in range(0, len(files), BATCH):
        some = files[start : start + BATCH]

        def counted(step: int, _of: int, what: str, before: int = start) -> None:
            report(before + step, len(files), what)

        receipts += (new := _received(store, some, by, counted))
        arrived(new)
    return receipts


def _received(store: Path, files: Sequence[tuple[str, bytes]], by: str, report: Report) -> list[Receipt]:
    """Store, read, check and enter files together; the lock is held only from the check on."""
    with ExitStack() as marks:
        digests = [marks.enter_context(originals.arriving(store, content)) for _name, content in files]
        by_digest = {reading.sha256: placed(store, reading) for reading in read_files(files, report)}
        with locked(store):
            new = _enter(store, list(by_digest.values()), by)
            after = submissions(store)
    return [
        _receipt(after, name, by_digest[digest], is_new=digest in new)
        for (name, _), digest in zip(files, digests, strict=True)
    ]


def _enter(store: Path, read: Sequence[Reading], by: str) -> set[str]:
    """Check and enter what is not here yet, and what is none of ours; the SHA-256 of each new submission."""
    here = submissions(store)
    there = {(old.sha256, old.round, old.country) for old in here.values() if old.state not in ENDED}
    new = [
        reading
        for reading in read
        if not reading.code and (reading.sha256, reading.round, reading.country) not in there
    ]
    readings_by_digest = {reading.sha256: reading for reading in new}
    given = [given_of(reading, number) for number, reading in enumerate(new, len(here) + 1)]
    giving_way = give_way(here, given)
    findings = checked(store, [submitted for submitted in given if submitted.submission not in giving_way])
    arrived = [
        act
        for submitted in given
        for act in entered(
            submitted,
            readings_by_digest[submitted.sha256],
            findings.get(submitted.submission),
            last(here, submitted),
            by,
        )
    ]
    replaced = [Act(by, "replaced", old, None, "", {"by": newer}) for old, newer in giving_way.items()]
    append(store, [*arrived, *replaced, *(_refusal(reading, by) for reading in read if reading.code)])
    return set(readings_by_digest)


def _refusal(reading: Reading, by: str) -> Act:
    facts = {"sha256": reading.sha256, "name": reading.name, "code": reading.code}
    return Act(by, "refused", f"file {reading.sha256[:12]}", None, reading.sentence, facts)


def checked(store: Path, given: Sequence[Given]) -> dict[str, list[Finding]]:
    """What the checks find in each of `given`, by its submission.

    Each is checked beside the record and what other submissions said that are approved or published; none beside
    another of `given`. What a country says is only ever held against what the same country says, so those of several
    countries are checked at once.
    """
    if not given:
        return {}
    own = {submitted.submission for submitted in given}
    others = [submission for submission in included(submissions(store)) if submission.id not in own]
    context = given_of_all(store, others)
    findings: dict[str, list[Finding]] = {}
    waiting = list(given)
    while waiting:
        turn = list({submitted.iso3: submitted for submitted in reversed(waiting)}.values())
        waiting = [submitted for submitted in waiting if submitted not in turn]
        with Warehouse() as warehouse:
            _, of_turn = loaded(warehouse, OURS, [*context, *turn])
        findings |= {
            submitted.submission: [*found_in(of_turn, submitted.line), *reworded(submitted, context)]
            for submitted in turn
        }
    return findings


def check_again(store: Path, submission_id: str, by: str, seen: int | None = None) -> Submission:
    """Check a submission again, because the record, the rules or what others sent have changed.

    One that was given back stays so.
    """
    named(by)
    with locked(store):
        submission = get(store, submission_id)
        require(submission.may("checked"))
        (given,) = given_of_all(store, [submission])
        (reading,) = readings(store, [submission])
        findings = told(reading.findings, checked(store, [given])[submission_id])
        append(store, [Act(by, "checked", submission_id, seen, "", kept(findings))])
        return get(store, submission_id)


def given_of_all(store: Path, chosen: Sequence[Submission], inputs: Inputs = OURS) -> list[Given]:
    """What a build or a check takes of each of `chosen`, read by the form of `inputs`.

    Originals that were not read yet are read, together. Raises `Unreadable` where one is not what the journal says.
    """
    return [
        replace(
            given_of(reading, submission.number),
            received_at=submission.received_at,
            accepted_at=submission.accepted_at,
            approved_at=submission.approved_at,
        )
        for submission, reading in zip(chosen, readings(store, chosen, inputs), strict=True)
    ]


def reports(given: Sequence[Given]) -> dict[tuple[str, str], Texts]:
    """What submissions say of each commitment, by round and country."""
    return {(submitted.round, submitted.iso3): texts(submitted.sources) for submitted in given}


def given_of(reading: Reading, number: int) -> Given:
    """A reading as submission `number`."""
    return Given(
        line=number,
        submission=f"S{number:04d}",
        round=reading.round,
        iso3=reading.country,
        name=reading.name,
        sha256=reading.sha256,
        office=reading.office,
        dated=reading.dated,
        received_at="",
        accepted_at="",
        approved_at="",
        sources=reading.sources,
    )


def placed(store: Path, reading: Reading) -> Reading:
    """The reading, with a sentence where this store does not take it.

    That is a workbook of a country that its round does not ask, or of invented figures in a real store, or the other
    way round.
    """
    if reading.code:
        return reading
    if wrong := misplaced(store, reading.illustrative):
        return replace(reading, code="misplaced", sentence=f"{reading.name}: {wrong}")
    asked = rounds()[reading.round]
    if reading.country not in {country["iso3"] for country in participants(asked.who)}:
        sentence = (
            f"{reading.name}: is of {reading.country}, which is not asked in {asked.label}; "
            "look at the country and the round on its first sheet."
        )
        return replace(reading, code="not_asked", sentence=sentence)
    return reading


def _receipt(after: dict[str, Submission], name: str, reading: Reading, *, is_new: bool) -> Receipt:
    if reading.code:
        return Receipt(name, reading.sha256, "", reading.code, reading.sentence)
    sent = (reading.sha256, reading.round, reading.country)
    submission = next(
        newest for newest in reversed(after.values()) if (newest.sha256, newest.round, newest.country) == sent
    )
    since = f"{name}: is here already as {submission.id}, since {utc(submission.received_at)}."
    unchecked = submission.replaced_by if is_new and not submission.was_checked else ""
    instead = f" {unchecked} came with it, is later and stands; this one was not checked." if unchecked else ""
    return Receipt(
        name,
        reading.sha256,
        submission.id,
        "",
        reading.sentence + instead if is_new else since,
        submission.errors,
        submission.questions,
        submission.notes,
        is_new,
        unchecked,
    )
