"""Preparing the next edition: what it would change, the note that must name it, and the time before which nobody
sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from core import words
from core.editions.hashes import content_hash, sha256
from core.editions.layout import MANIFEST, draft, place
from core.editions.manifest import Facts, Manifest, current, manifest
from etl.build import Candidate, candidate
from etl.coding.coding import rows
from etl.desk.acts import submissions
from etl.desk.receiving import given_of_all, reports
from etl.desk.submission import Submission, included
from etl.form.sheets import place as cell
from etl.intake.loading import found_in
from etl.publishing.differences import Preview, differences, lines
from etl.publishing.release import release, sweep, waiting, waiting_manifest
from etl.source import Finding, Report, Unreadable
from etl.store import brake, journal
from etl.store.editions import locked
from etl.store.illustrative import illustrative
from etl.store.inputs import OURS, Inputs
from etl.store.journal import Act, Denied
from etl.store.persons import legible, refusal
from etl.store.sealing import discard, make


def preview(store: Path, inputs: Inputs = OURS, report: Report = lambda *_: None) -> Preview:
    """What would be published now: record and definitions as given, and all approved submissions.

    Nothing is written.
    """
    with candidate_of(store, inputs, report) as next_edition:
        return _compared(store, next_edition, included(submissions(store)))


def prepare(
    store: Path,
    by: str,
    note: str,
    embargo: datetime | None = None,
    *,
    inputs: Inputs = OURS,
    illustrative: bool = False,
    report: Report = lambda *_: None,
    show: Callable[[Preview], None] = lambda _: None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    exports: bool = False,
    agreed: brake.Agreement = brake.NONE,
    commit: Callable[[], None] = lambda: None,
) -> Manifest:
    """Make the next edition; without `embargo` it is in force at once, else it waits for `release`.

    Returns its manifest.

    `show` is given the preview before anything is refused or written; with `exports` an edition under embargo waits for
    its exports as well, which `exports.complete` makes; `now` is the clock; `agreed` names what may drop out; `commit`
    is called when what follows is not to be stopped any more.

    Raises `Denied` when one waits already, when nothing differs, when `note` does not name a difference, when something
    drops out that nobody named (`brake.Refused`), or when a submission inside has rows that cannot be taken any more:
    nothing of what was approved is left out in silence.
    """
    with locked(store):
        sweep(store)
        _refuse(store, by, embargo, illustrative, now())
        inside = included(by_id := submissions(store))
        with candidate_of(store, inputs, report) as next_edition:
            show(seen := _compared(store, next_edition, inside))
            _refuse_rejected(inside, next_edition.findings)
            _refuse_note(seen, note)
            brake.refuse(seen.losses, agreed, seen.edition - 1)
            lost = brake.facts(note.strip(), seen.losses, agreed)
            facts: Facts = {
                **next_edition.facts,
                **lost,
                "embargo": _iso(embargo),
                "illustrative": illustrative or _illustrative(store),
                "submissions": [{"id": submission.id, "sha256": submission.sha256} for submission in inside],
            }
            folder = make(store, next_edition.write, facts)
            next_edition.step("edition built")
        commit()
        waits = draft(store, seen.edition)
        folder.rename(waits)
        entered = {
            "hash": seen.hash,
            "manifest": sha256(waits / MANIFEST),
            "embargo": _iso(embargo),
            **({"exports": True} if embargo and exports else {}),
            "publishes": [submission.id for submission in inside if submission.state == "approved"],
            "replaces": [
                submission.id
                for submission in by_id.values()
                if submission.state in ("approved", "published") and submission not in inside
            ],
            **({"dropped": lost["dropped"]} if "dropped" in lost else {}),
        }
        try:
            journal.append(store, [Act(by, "prepared", f"edition {seen.edition}", None, lost["note"], entered)], now())
        except Unreadable:
            discard(waits)
            raise
        waits_for_exports = embargo is not None and exports
        return (None if waits_for_exports else release(store, now())) or waiting_manifest(waits)


@contextmanager
def candidate_of(store: Path, inputs: Inputs, report: Report) -> Iterator[Candidate]:
    """The next edition as it would be made of `inputs` and all that is approved in `store`; nothing is written."""
    given = given_of_all(store, included(submissions(store)), inputs)
    with candidate(inputs, report, given, rows(store, None, reports(given))) as next_edition:
        yield next_edition


def _compared(store: Path, next_edition: Candidate, inside: list[Submission]) -> Preview:
    in_force = current(store)
    before = manifest(store, in_force["edition"]) if in_force else None
    digest = content_hash(next_edition.warehouse.hashes(next_edition.tables))
    frame = differences(
        next_edition.warehouse,
        place(store, in_force["edition"]) if in_force else None,
        bool(before and before.get("method") == next_edition.facts["method"]),
    )
    return Preview(
        before["edition"] + 1 if before else 1,
        digest,
        frame,
        lines(frame),
        inside,
        next_edition.facts["issues"],
        bool(before and digest == before["hash"]),
        next_edition.losses(place(store, before["edition"]) if before else None),
    )


def _refuse(store: Path, by: str, embargo: datetime | None, illustrative: bool, now: datetime) -> None:
    edition = waiting(store)
    if edition:
        raise Denied(
            f"Edition {edition.edition} waits"
            + (f" until {words.utc(edition.embargo)}" if edition.embargo else "")
            + "; nothing else is published before it is in force or cancelled."
        )
    if not legible(by):
        raise Denied("Who publishes? Give a name.")
    if unseen := refusal(by):
        raise Denied(unseen)
    if embargo and embargo.tzinfo is None:
        raise Denied("The embargo does not say its zone; expected a time in UTC.")
    if embargo and embargo <= now:
        raise Denied(
            f"The embargo {words.utc(embargo.astimezone(UTC).isoformat())} is past; leave it out to publish at once."
        )
    if illustrative and current(store) and not _illustrative(store):
        raise Denied("This store holds the record; invented figures need a store of their own.")


def _refuse_rejected(inside: Sequence[Submission], findings: Sequence[Finding]) -> None:
    for submission in inside:
        bad = [finding for finding in found_in(findings, submission.number) if finding.severity == "error"]
        if bad:
            cells = "; ".join(
                f"{cell(finding.file, finding.line, finding.place)} found {finding.found!r}, expected "
                f"{finding.expected}"
                for finding in bad[:3]
            )
            undo = (
                "Undo its approval, open it again and check it again"
                if submission.state == "approved"
                else "Withdraw it, or let its country send it again"
            )
            raise Denied(
                f"{submission.id} has rows that cannot be taken any more: {cells}{' …' if bad[3:] else ''}. {undo}."
            )


def _refuse_note(seen: Preview, note: str) -> None:
    if seen.same:
        raise Denied(f"Nothing differs from edition {seen.edition - 1}; there is nothing to publish.")
    missing = seen.missing(note)
    if missing:
        raise Denied(
            f"The note does not name {len(missing)} of {len(seen.lines)} differences: "
            f"{'; '.join(missing[:3])}{' …' if missing[3:] else ''}. 'python -m etl preview' gives a note that does."
        )


def _illustrative(store: Path) -> bool:
    in_force = current(store)
    return illustrative(store) or bool(in_force and manifest(store, in_force["edition"]).get("illustrative"))


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None
