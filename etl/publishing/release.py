"""An edition that waits: it comes in force at its time, or is cancelled and never appears."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from core.editions.exports import is_sealed
from core.editions.layout import draft, drafts, exports_of
from core.editions.manifest import Manifest, manifest_in
from etl.desk.acts import submissions
from etl.source import Unreadable
from etl.store import journal
from etl.store.editions import enter, locked
from etl.store.journal import Act, Denied, Entry
from etl.store.persons import legible, refusal
from etl.store.sealing import discard


@dataclass(frozen=True)
class Waiting:
    """An edition that is made and waits for its time: `embargo` is UTC in ISO form, or empty when it is due at once.

    `version` is what a cancellation must have seen; `exports` says whether it waits for its exports as well.
    """

    edition: int
    hash: str
    embargo: str
    by: str
    note: str
    publishes: list[str]
    version: int
    exports: bool = False

    def due(self, now: datetime) -> bool:
        """Whether its time has come."""
        return not self.embargo or datetime.fromisoformat(self.embargo) <= now


def cancel(store: Path, by: str, reason: str, seen: int | None = None) -> Waiting:
    """Cancel the edition that waits; it never appears.

    Raises `Denied` when none waits, `Conflict` when it has changed since.
    """
    with locked(store):
        edition = waiting(store)
        if edition is None:
            raise Denied("No edition waits; there is nothing to cancel.")
        if not legible(by):
            raise Denied("Who cancels? Give a name.")
        if unseen := refusal(by):
            raise Denied(unseen)
        if not reason.strip():
            raise Denied("A cancellation needs a reason; it stays in the journal.")
        journal.append(store, [Act(by, "cancelled", f"edition {edition.edition}", seen, reason.strip())])
        sweep(store)
        return edition


def release(store: Path, now: datetime) -> Manifest | None:
    """Put in force what is due at `now` (UTC); returns its manifest, None when nothing is due.

    Raises `Denied` when a submission inside is not approved any more, until it is cancelled; and as long as the exports
    that were prepared with it are not made: both parts come in force together.
    """
    with locked(store):
        sweep(store)
        edition = waiting(store)
        if edition is None or not edition.due(now):
            return None
        folder, state = draft(store, edition.edition), submissions(store)
        if edition.exports and waiting_manifest(folder) and not is_sealed(folder):
            raise Denied(
                f"Edition {edition.edition} is due and waits for its workbooks, briefs and data files, with which it "
                "comes in force; 'python -m etl complete' makes them."
            )
        for included in waiting_manifest(folder)["submissions"]:
            if state[included["id"]].state not in ("approved", "published"):
                raise Denied(
                    f"Edition {edition.edition} holds {included['id']}, which is {state[included['id']].state} since. "
                    "Cancel it and prepare it again."
                )
        return enter(store, folder, now)


def late(store: Path, edition: int) -> str:
    """That an edition came in force later than asked, as the journal says: asked for, ready, in force since; empty
    where it did not.
    """
    entered = (entry for entry in journal.entries(store) if entry.object == f"edition {edition}")
    return next((entry.reason for entry in entered if entry.act == "published"), "")


def waiting(store: Path) -> Waiting | None:
    """The edition that is made and waits, as the journal says; None when none does."""
    last: dict[str, Entry] = {
        entry.object: entry for entry in journal.entries(store) if entry.object.startswith("edition ")
    }
    for name, entry in last.items():
        if entry.act == "prepared":
            facts = entry.facts
            return Waiting(
                int(name.removeprefix("edition ")),
                facts["hash"],
                facts["embargo"] or "",
                entry.by,
                entry.reason,
                facts["publishes"],
                entry.version,
                facts.get("exports", False),
            )
    return None


def moment(text: str) -> datetime:
    """An embargo as typed, with its zone said: "2014-09-30T09:00Z" or "2014-09-30 11:00+02:00"; in UTC.

    Raises `Denied` where it is no time or has no zone.
    """
    try:
        when = datetime.fromisoformat(text.strip())
    except ValueError:
        raise Denied(f"Embargo {text!r} is not a time; expected one such as 2014-09-30T09:00Z.") from None
    if when.tzinfo is None:
        raise Denied(f"Embargo {text!r} does not say its zone; add Z for UTC, or an offset such as +02:00.")
    return when.astimezone(UTC)


def sweep(store: Path) -> None:
    """An edition that was made and never entered into the journal, or cancelled, goes, with its exports."""
    edition = waiting(store)
    kept = [draft(store, edition.edition)] if edition else []
    for folder in drafts(store).glob("[0-9]*"):
        if folder not in (*kept, *map(exports_of, kept)):
            discard(folder)


def waiting_manifest(folder: Path) -> Manifest:
    """The manifest of a waiting edition. Raises `Unreadable` when it is gone."""
    try:
        return manifest_in(folder)
    except (OSError, ValueError) as error:
        raise Unreadable(
            f"drafts/{folder.name}: cannot be read; the edition that waits is damaged. Cancel it and prepare it again."
        ) from error
