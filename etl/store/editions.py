"""Editions come in force: put among the others by one rename, and in force by one atomic replacement of
`current.json`.

Longer than most files: all that happens under the one lock of a store is read together.
"""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core import words
from core.editions.exports import LOG
from core.editions.hashes import sha256
from core.editions.layout import (
    CURRENT,
    MANIFEST,
    desk,
    draft,
    drafts,
    editions,
    exports_of,
    making,
    place,
    published,
)
from core.editions.manifest import (
    Current,
    Exports,
    Facts,
    Manifest,
    Published,
    Unreadable,
    current,
    manifest,
    manifest_in,
    refuse_later,
)
from etl.store import exports, journal
from etl.store.disk import abandoned, refusals, sync
from etl.store.journal import Act
from etl.store.sealing import Write, close, discard, link, make

PUNCTUAL = timedelta(seconds=60)
"""So much after its time an edition may come in force and is not late."""


class _Holding(threading.local):
    """The stores that this thread has locked."""

    stores: frozenset[Path] = frozenset()


_holding = _Holding()


@contextmanager
def locked(store: Path) -> Iterator[None]:
    """One writer at a time.

    The lock goes with the process, so a killed writer leaves none; what it left half done is swept or finished.

    Inside a lock of the same thread it does nothing. Raises `LaterVersion`, before anything is written, for a store of
    a later version.
    """
    held = _holding.stores
    if store.resolve() in held:
        yield
        return
    refuse_later(store)
    with refusals("The store", "published"):
        published(store).mkdir(parents=True, exist_ok=True)
        (store / "lock").touch()
    with open(store / "lock", "r+") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        _holding.stores = held | {store.resolve()}
        try:
            refuse_later(store)  # who held the lock until now may have been of a later version
            for remnant in _remnants(store):
                discard(remnant)
            _finish(store)
            yield
        finally:
            _holding.stores = held


def _remnants(store: Path) -> list[Path]:
    """What killed writers left half done."""
    return [
        *drafts(store).glob(".making-*"),
        *store.glob(".current-*"),
        *desk(store).glob(".head-*"),
        *filter(abandoned, desk(store).glob("originals/.*-*")),
        *exports.abandoned(store),
    ]


def publish(store: Path, write: Write, facts: Facts) -> Published:
    """Make the next edition and put it in force; returns its manifest, with `new` False when the edition in force
    already says the same.

    `facts` is what else the manifest should say. Call under `locked`.
    """
    in_force, folder = current(store), make(store, write, facts)
    if in_force and in_force["hash"] == manifest_in(folder)["hash"]:
        discard(folder)
        return {**manifest(store, in_force["edition"]), "new": False}
    return {**enter(store, folder), "new": True}


def enter(store: Path, folder: Path, now: datetime | None = None) -> Manifest:
    """Move a made edition to its place among the others and put it in force; returns its manifest.

    `now` is when it comes in force; the journal says where that is later than asked. Call under `locked`.

    Raises `Unreadable` when it was made after another edition than the one in force, or when the disk refuses; nothing
    has changed then.
    """
    entering = manifest_in(folder)
    final = place(store, entering["edition"])
    if final.exists() or not _follows(store, folder):
        raise Unreadable(
            f"Edition {entering['edition']} is not whole, or was not made after the edition in force; "
            "cancel it and prepare it again."
        )
    with refusals("The edition", "published"):
        beside = _beside(store, folder)
        moved: list[tuple[Path, Path]] = []
        try:
            for part, to in ((folder, final), (exports_of(folder), exports_of(final))):
                if part.exists():
                    part.rename(to)
                    moved.append((part, to))
            _put_in_force(store, final, beside)
        except OSError:
            for part, to in reversed(moved):
                to.chmod(0o755)
                to.rename(part)
            raise
        sync(store)
    try:
        _record(store, now)
    except (Unreadable, OSError) as error:
        raise Unreadable(
            f"Edition {entering['edition']} is in force, but the journal does not say so yet; "
            f"the next act completes it. {error}"
        ) from error
    return entering


def _beside(store: Path, folder: Path) -> Path:
    """The `current.json` to come, for the edition in `folder` and its exports, if they are made."""
    entering, in_force = manifest_in(folder), current(store)
    before = in_force.get("exports", []) if in_force else []
    links = [link for link in before if link not in entering.get("exports", [])] + exports.link_of(folder)
    names: Current = {
        "edition": entering["edition"],
        "hash": entering["hash"],
        "manifest": sha256(folder / MANIFEST),
    }
    return exports.beside(store, {**names, "exports": links} if links else names)


def _put_in_force(store: Path, final: Path, beside: Path) -> None:
    for part in (final, exports_of(final)):
        if part.exists():
            part.chmod(0o555)
    sync(final.parent)
    beside.replace(store / CURRENT)


def _finish(store: Path) -> None:
    """Finish what a writer killed after its rename left: the edition is whole and has its place, so it comes in
    force; then the journal says so.
    """
    in_force = current(store)
    for number in editions(store):
        if number > (in_force["edition"] if in_force else 0):
            final = place(store, number)
            if final.is_symlink() or not _follows(store, final):
                raise Unreadable(
                    f"editions/{final.name}: is not in force and is not whole, or does not follow the edition before "
                    "it. Move it out of the store, then try again."
                )
            with refusals("The edition", "published"):
                if (waiting := exports_of(draft(store, number))).exists():
                    waiting.rename(exports_of(final))
                _put_in_force(store, final, _beside(store, final))
                sync(store)
    _record(store)
    with refusals("The edition", "published"):
        exports.name(store)
    exports.record(store)


def seal_exports(store: Path, folder: Path, said: Exports) -> None:
    """Seal the exports that were made of the edition in `folder`, published or waiting: named by their manifest
    `said`, durable, read-only, beside it.

    Without the lock until the end, so that nobody waits while files are written to the disk. Raises `Unreadable` when
    the disk refuses; the edition in force stands, and what was made is kept to go on from.
    """
    with refusals("The exports", "sealed"):
        close(making(folder), said)
    with locked(store):
        with refusals("The exports", "sealed"):
            (making(folder) / LOG).unlink(missing_ok=True)
            making(folder).rename(exports_of(folder))
        _finish(store)


def _follows(store: Path, folder: Path) -> bool:
    """Whether the edition in `folder` is whole and names the edition in force as the one before it."""
    try:
        following, in_force = manifest_in(folder), current(store)
        whole = all(sha256(folder / name) == digest for name, digest in following["files"].items())
        return whole and following["previous"] == link(in_force)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def _record(store: Path, now: datetime | None = None) -> None:
    """Enter into the journal, once, that the edition in force was published: with it every submission inside, and
    those that they replace.
    """
    in_force = current(store)
    if not in_force or not journal.head(store):
        return
    name = f"edition {in_force['edition']}"
    last = {entry.object: entry for entry in journal.entries(store)}
    prepared = last.get(name)
    if prepared is None or prepared.act != "prepared":
        return
    # one that was withdrawn while the edition waited is not replaced
    replaced = [submission for submission in prepared.facts["replaces"] if last[submission].act != "withdrawn"]
    late = _late(prepared, last.get(exports.object_of(in_force["edition"])), now or datetime.now(UTC))
    acts = [("published", object_) for object_ in (name, *prepared.facts["publishes"])]
    acts += [("replaced", object_) for object_ in replaced]
    journal.append(
        store,
        [Act(prepared.by, act, it, None, late if it == name else "", {**in_force}) for act, it in acts],
    )


def _late(prepared: journal.Entry, made: journal.Entry | None, now: datetime) -> str:
    """That an edition comes in force later than it was asked for; empty where it does not.

    It was ready once it was `prepared`, and its exports `made` where it waited for them.
    """
    if not prepared.facts.get("embargo"):
        return ""
    last = made if made and made.n > prepared.n and prepared.facts.get("exports") else prepared
    asked, ready = datetime.fromisoformat(prepared.facts["embargo"]), datetime.fromisoformat(last.at)
    if ready <= asked and now <= asked + PUNCTUAL:
        return ""
    return (
        f"Asked for {words.utc(asked.isoformat())}, ready at {words.utc(ready.isoformat())}, in force since "
        f"{words.utc(now.astimezone(UTC).isoformat())}."
    )
