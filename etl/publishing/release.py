"""Publishing: what the next edition would change, the note that must name it, the time before which nobody sees it,
and its coming in force.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from core import words
from core.editions.layout import MANIFEST, draft, drafts, place
from core.editions.manifest import Facts, Manifest, content_hash, current, manifest, manifest_in, sha256
from etl.build import Candidate, Report, candidate
from etl.coding.coding import rows
from etl.coding.rating import by_name
from etl.desk.acts import given_of_all, submissions
from etl.desk.submission import Submission, included
from etl.form.sheets import place as cell
from etl.intake.loading import found_in
from etl.publishing.differences import Preview, differences, lines
from etl.record.read import Finding, Unreadable
from etl.store import journal
from etl.store.editions import Finish, discard, enter, locked, make
from etl.store.illustration import illustrative
from etl.store.inputs import OURS, Inputs
from etl.store.journal import Act, Denied, Entry


@dataclass(frozen=True)
class Waiting:
    """An edition that is made and waits for its time: `embargo` is UTC in ISO form, or empty when it is due at once.

    `version` is what a cancellation must have seen.
    """

    edition: int
    hash: str
    embargo: str
    by: str
    note: str
    publishes: list[str]
    version: int

    def due(self, now: datetime) -> bool:
        """Whether its time has come."""
        return not self.embargo or datetime.fromisoformat(self.embargo) <= now


def preview(store: Path, inputs: Inputs = OURS, report: Report = lambda *_: None) -> Preview:
    """What would be published now: record and definitions as given, and all approved submissions.

    Nothing is written.
    """
    with _candidate(store, inputs, report) as made:
        return _compared(store, made, included(submissions(store)))


def prepare(
    store: Path, by: str, note: str, embargo: datetime | None = None, *,
    inputs: Inputs = OURS, illustrative: bool = False, report: Report = lambda *_: None, show: Callable[[Preview], None] = lambda _: None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC), finish: Finish = lambda _: None,
) -> Manifest:  # fmt: skip
    """Make the next edition; without `embargo` it is in force at once, else it waits for `release`.

    Returns its manifest.

    `show` is given the preview before anything is refused or written; `finish` adds files that are made from the
    edition, such as the exports; `now` is the clock. Raises `Denied` when one waits already, when nothing differs, when
    `note` does not name a difference, or when a submission inside has rows that cannot be taken any more: nothing of
    what was approved is left out in silence.
    """
    with locked(store):
        _sweep(store)
        _refuse(store, by, embargo, illustrative, now())
        inside = included(found := submissions(store))
        with _candidate(store, inputs, report) as made:
            show(seen := _compared(store, made, inside))
            _refuse_rejected(inside, made.findings)
            _refuse_note(seen, note)
            facts: Facts = {
                **made.facts, "note": note.strip(), "embargo": _iso(embargo), "illustrative": illustrative or _illustrative(store),
                "submissions": [{"id": one.id, "sha256": one.sha256} for one in inside],
            }  # fmt: skip
            folder = make(store, made.write, facts, finish)
            made.step("edition built")
        kept = draft(store, seen.edition)
        folder.rename(kept)
        replaced = [one.id for one in found.values() if one.state in ("approved", "published") and one not in inside]
        entered = {
            "hash": seen.hash, "manifest": sha256(kept / MANIFEST), "embargo": _iso(embargo),
            "publishes": [one.id for one in inside if one.state == "approved"], "replaces": replaced,
        }  # fmt: skip
        try:
            journal.append(store, [Act(by, "prepared", f"edition {seen.edition}", None, note.strip(), entered)], now())
        except Unreadable:
            discard(kept)
            raise
        return release(store, now()) or _waiting_manifest(kept)


def cancel(store: Path, by: str, reason: str, seen: int | None = None) -> Waiting:
    """Cancel the edition that waits; it never appears.

    Raises `Denied` when none waits, `Conflict` when it has changed since.
    """
    with locked(store):
        one = waiting(store)
        if one is None:
            raise Denied("No edition waits; there is nothing to cancel.")
        if not by_name(by):
            raise Denied("Who cancels? Give a name.")
        if not reason.strip():
            raise Denied("A cancellation needs a reason; it stays in the journal.")
        journal.append(store, [Act(by, "cancelled", f"edition {one.edition}", seen, reason.strip())])
        _sweep(store)
        return one


def release(store: Path, now: datetime) -> Manifest | None:
    """Put in force what is due at `now` (UTC); returns its manifest, None when nothing is due.

    Raises `Denied` when a submission inside is not approved any more; the edition then waits until it is cancelled.
    """
    with locked(store):
        _sweep(store)
        one = waiting(store)
        if one is None or not one.due(now):
            return None
        folder, state = draft(store, one.edition), submissions(store)
        for inside in _waiting_manifest(folder)["submissions"]:
            if state[inside["id"]].state not in ("approved", "published"):
                raise Denied(
                    f"Edition {one.edition} holds {inside['id']}, which is {state[inside['id']].state} since. Cancel "
                    "it and prepare it again."
                )
        return enter(store, folder)


def watch(store: Path) -> int:
    """Put in force what is due, every second, as long as the process that started this one lives; 0.

    What cannot be released waits, and the reason is told once.
    """
    parent, told, path = os.getppid(), "", store / "desk" / "journal.jsonl"
    seen, one = None, None
    while os.getppid() == parent:
        try:
            if (
                path.exists() and (now := (path.stat().st_mtime_ns, path.stat().st_size)) != seen
            ):  # a long journal is read again only when it has grown
                seen, one = now, waiting(store)
            if one and one.due(datetime.now(UTC)) and (said := release(store, datetime.now(UTC))):
                print(f"Edition {said['edition']} · {said['hash'][:6]} is in force.", flush=True)
        except (Denied, Unreadable) as error:
            if str(error) != told:
                print(told := str(error), file=sys.stderr, flush=True)
        time.sleep(1)
    return 0


def waiting(store: Path) -> Waiting | None:
    """The edition that is made and waits, as the journal says; None when none does."""
    last: dict[str, Entry] = {one.object: one for one in journal.entries(store) if one.object.startswith("edition ")}
    for name, one in last.items():
        if one.act == "prepared":
            facts = one.facts
            return Waiting(
                int(name.removeprefix("edition ")),
                facts["hash"],
                facts["embargo"] or "",
                one.by,
                one.reason,
                facts["publishes"],
                one.version,
            )
    return None


def moment(text: str) -> datetime:
    """An embargo as typed, with its zone said: "2014-09-30T09:00Z" or "2014-09-30 11:00+02:00"; in UTC.

    Raises `Denied` where it is no time or has no zone.
    """
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise Denied(f"Embargo {text!r} is not a time; expected one such as 2014-09-30T09:00Z.") from None
    if found.tzinfo is None:
        raise Denied(f"Embargo {text!r} does not say its zone; add Z for UTC, or an offset such as +02:00.")
    return found.astimezone(UTC)


@contextmanager
def _candidate(store: Path, inputs: Inputs, report: Report) -> Iterator[Candidate]:
    given = given_of_all(store, included(submissions(store)), inputs)
    with candidate(inputs, report, given, rows(store)) as made:
        yield made


def _compared(store: Path, made: Candidate, inside: list[Submission]) -> Preview:
    in_force = current(store)
    before = manifest(store, in_force["edition"]) if in_force else None
    digest = content_hash(made.warehouse.hashes(made.tables))
    found = differences(
        made.warehouse,
        place(store, in_force["edition"]) if in_force else None,
        bool(before and before["method"] == made.facts["method"]),
    )
    return Preview(
        before["edition"] + 1 if before else 1,
        digest,
        found,
        lines(found),
        inside,
        made.facts["issues"],
        bool(before and digest == before["hash"]),
    )


def _refuse(store: Path, by: str, embargo: datetime | None, illustrative: bool, now: datetime) -> None:
    one = waiting(store)
    if one:
        raise Denied(
            f"Edition {one.edition} waits"
            + (f" until {words.utc(one.embargo)}" if one.embargo else "")
            + "; nothing else is published before it is in force or cancelled."
        )
    if not by_name(by):
        raise Denied("Who publishes? Give a name.")
    if embargo and embargo.tzinfo is None:
        raise Denied("The embargo does not say its zone; expected a time in UTC.")
    if embargo and embargo <= now:
        raise Denied(f"The embargo {words.utc(_iso(embargo))} is past; leave it out to publish at once.")
    if illustrative and current(store) and not _illustrative(store):
        raise Denied("This store holds the record; invented figures need a store of their own.")


def _refuse_rejected(inside: Sequence[Submission], findings: Sequence[Finding]) -> None:
    for one in inside:
        bad = [found for found in found_in(findings, one.number) if found.severity == "error"]
        if bad:
            named = "; ".join(
                f"{cell(found.file, found.line, found.place)} found {found.found!r}, expected {found.expected}"
                for found in bad[:3]
            )
            undo = (
                "Undo its approval, open it again and check it again"
                if one.state == "approved"
                else "Withdraw it, or let its country send it again"
            )
            raise Denied(f"{one.id} has rows that cannot be taken any more: {named}{' …' if bad[3:] else ''}. {undo}.")


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


def _sweep(store: Path) -> None:
    """An edition that was made and never entered into the journal, or cancelled, goes."""
    one = waiting(store)
    for folder in drafts(store).glob("[0-9]*"):
        if one is None or folder != draft(store, one.edition):
            discard(folder)


def _waiting_manifest(folder: Path) -> Manifest:
    """The manifest of a waiting edition. Raises `Unreadable` when it is gone."""
    try:
        return manifest_in(folder)
    except (OSError, ValueError) as error:
        raise Unreadable(
            f"drafts/{folder.name}: cannot be read; the edition that waits is damaged. Cancel it and prepare it again."
        ) from error


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None
