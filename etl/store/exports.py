"""The exports of an edition in the store: sealed beside it, named by `current.json`, entered into the journal; and what
differs from that.

`current.json` names them until a later edition takes the names over into its manifest.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from core.editions.exports import manifest_of, named
from core.editions.hashes import sha256
from core.editions.layout import CURRENT, MANIFEST, draft, drafts, exports_of, making, parts, place, published
from core.editions.manifest import Current, Exports, Link, Unreadable, current, manifest_in
from etl.store import journal
from etl.store.disk import sync
from etl.store.journal import Act, Entry

PROGRAM = "The program"
"""Who made the exports of an edition that nobody prepared at the desk."""


def object_of(edition: int) -> str:
    """How the journal calls the exports of an edition."""
    return f"exports of edition {edition}"


def link_of(folder: Path) -> list[Link]:
    """The exports of the edition in `folder`, published or not yet, as others name them; empty where it has none, or
    they are not what their manifest says.
    """
    if list(faults_of(folder)):
        return []
    return [{"edition": manifest_in(folder)["edition"], "manifest": sha256(exports_of(folder) / MANIFEST)}]


def faults_of(folder: Path) -> Iterator[str]:
    """What differs in the exports of the edition in `folder` from their own manifest, and from that of the edition."""
    beside = exports_of(folder)
    here = f"{beside.parent.name}/{beside.name}"
    try:
        said = manifest_of(folder)
        yield from _files(beside, here, said)
        if (said["edition"], said["of"]) != (int(folder.name), sha256(folder / MANIFEST)):
            yield f"{here}/manifest.json: is not of the edition beside it."
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        yield f"{here}/manifest.json: cannot be read ({error.__class__.__name__})."


def _files(beside: Path, here: str, said: Exports) -> Iterator[str]:
    for name, digest in said["files"].items():
        if not (beside / name).exists():
            yield f"{here}/{name}: is missing."
        elif sha256(beside / name) != digest:
            yield f"{here}/{name}: is not the file that was made; its SHA-256 differs."
    for name in sorted({path.name for path in beside.iterdir()} - said["files"].keys() - {MANIFEST}):
        yield f"{here}/{name}: was not made with the exports."


def name(store: Path) -> None:
    """Let `current.json` name exports that are sealed and that nothing names: they were sealed just now, or who sealed
    them was stopped. Call under `editions.locked`.
    """
    in_force = current(store)
    places = [place(store, number) for number in parts(published(store)) if not named(store, number)[0]]
    links = [link for folder in places if folder.exists() for link in link_of(folder)]
    if in_force and links:
        for link in links:
            exports_of(place(store, link["edition"])).chmod(0o555)
        beside(store, {**in_force, "exports": [*in_force.get("exports", []), *links]}).replace(store / CURRENT)
        sync(store)


def beside(store: Path, names: Current) -> Path:
    """The `current.json` to come, durable, beside the one in force: a full disk is noticed before anything has
    moved.
    """
    path = store / f".current-{os.getpid()}"
    path.write_text(json.dumps(names) + "\n", encoding="utf-8")
    sync(path)
    return path


def record(store: Path) -> None:
    """Enter into the journal, once, that exports were made. Call under `editions.locked`."""
    acts = list(_acts(store, journal.entries(store)))
    if acts:
        journal.append(store, acts)


def _acts(store: Path, entries: Sequence[Entry]) -> Iterator[Act]:
    """For exports of which the journal does not speak, or only speaks of those of a cancelled edition."""
    made = {entry.object: entry.n for entry in entries if entry.act == "made"}
    prepared = {entry.object: entry for entry in entries if entry.act == "prepared"}
    for folder in _sealed(store) if entries else ():
        number = int(folder.name)
        before = prepared.get(f"edition {number}")
        if made.get(object_of(number), 0) <= (before.n if before else 0):
            facts = {"edition": number, "manifest": sha256(exports_of(folder) / MANIFEST)}
            yield Act(before.by if before else PROGRAM, "made", object_of(number), facts=facts)


def _sealed(store: Path) -> Iterator[Path]:
    """Editions whose exports are sealed: those that are named, and whole ones of an edition that waits."""
    yield from (place(store, number) for number in parts(published(store)) if named(store, number)[0])
    yield from (draft(store, number) for number in parts(drafts(store)) if link_of(draft(store, number)))


def abandoned(store: Path) -> Iterator[Path]:
    """Exports that were being made of an edition that is gone or has them, and sealed ones whose edition was
    cancelled.
    """
    for folder, of in ((published(store), place), (drafts(store), draft)):
        for number in parts(folder, "."):
            if not of(store, number).exists() or exports_of(of(store, number)).exists():
                yield making(of(store, number))


def faults(store: Path, entries: Sequence[Entry]) -> list[str]:
    """What differs in the exports of all editions from what was sealed, and from what the store says of them."""
    folders = [place(store, number) for number in parts(published(store))]
    folders += [draft(store, number) for number in parts(drafts(store))]
    found = [fault for folder in folders for fault in (_alone(folder) or faults_of(folder))]
    return [*found, *_unnamed(store), *_missing(store), *_said(store, entries)]


def _alone(folder: Path) -> list[str]:
    here = exports_of(folder)
    return [] if folder.exists() else [f"{here.parent.name}/{here.name}: has no edition beside it."]


def _unnamed(store: Path) -> Iterator[str]:
    """Exports of published editions that nothing names, or that are not those that are named."""
    for number in parts(published(store)):
        path = exports_of(place(store, number)) / MANIFEST
        here = f"editions/{path.parent.name}"
        digest, by = _named(store, number)
        if not digest:
            yield f"{here}: nothing names it; it was put there, or a writer was stopped and the next act goes on."
        elif path.exists() and sha256(path) != digest:
            yield f"{here}/manifest.json: is not the one that {by} names; its SHA-256 differs."


def _missing(store: Path) -> Iterator[str]:
    """Exports that an edition or `current.json` names and that are not there."""
    there = parts(published(store))
    for folder in sorted(path for path in published(store).glob("[0-9]*") if path.name.isdigit()):
        digest, by = _named(store, int(folder.name))
        if digest and int(folder.name) not in there:
            yield f"editions/{exports_of(folder).name}: is missing, but {by} names it."


def _named(store: Path, number: int) -> tuple[str, str]:
    try:
        return named(store, number)
    except Unreadable:
        return "", ""  # said of current.json already


def _said(store: Path, entries: Sequence[Entry]) -> Iterator[str]:
    """Exports that are not the ones that the journal says were made, as long as their edition is there."""
    last = {entry.object: entry for entry in entries}
    for entry in last.values():
        number = entry.facts.get("edition") if entry.act == "made" else None
        if number is None or entry.object != object_of(number):
            continue
        folder = place(store, number) if place(store, number).exists() else draft(store, number)
        prepared = last.get(f"edition {number}")
        if not folder.exists() or (prepared and prepared.act == "prepared" and prepared.n > entry.n):
            continue
        path = exports_of(folder) / MANIFEST
        here = f"{path.parents[1].name}/{path.parent.name}"
        if not path.exists():
            yield f"{here}: is missing, but entry {entry.n} of the journal names it."
        elif sha256(path) != entry.facts.get("manifest"):
            fault = f"is not the one that entry {entry.n} of the journal names; its SHA-256 differs."
            yield f"{here}/manifest.json: {fault}"
