"""What lies in a store beside what its manifests and its journal name: links, strays, what no entry speaks of, and
rights that are too wide. With `etl.store.verify`, every file of a store is looked at by one of the two.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from core.editions.layout import CURRENT, EXPORTS, EXPORTS_LOCK, desk, drafts, editions, numbered, published
from core.editions.manifest import current, manifest
from etl.store.disk import abandoned
from etl.store.journal import Entry

KNOWN = {
    "": rf"{re.escape(CURRENT)}|editions|desk|lock|{EXPORTS_LOCK}|\.current-\d+",
    "editions": rf"\d{{4,}}({EXPORTS})?|\.\d{{4,}}{EXPORTS}",
    "desk": r"journal\.jsonl|head\.json|originals|drafts|jobs|read|handover|example|\.head-\d+",
    "desk/originals": r"[0-9a-f]{64}|\..+-\d+",
    "desk/drafts": rf"\d{{4,}}({EXPORTS})?|\.\d{{4,}}{EXPORTS}|\.making-\d+",
    "desk/jobs": r"\d+|lock|\.new-\d+",
}
"""What may stand in each folder of a store; files of an edition are named by its manifest.

What ends in the number of a process is being written, or is swept by the next act; exports behind a dot are being
made. `desk/read` is of earlier versions, `desk/handover` of an import, `desk/example` of the round to learn on.
"""


def links(store: Path) -> list[str]:
    """Links inside a store, one sentence each. None is followed: what is behind one can change without a trace here."""
    within = (Path(folder, name) for folder, folders, files in os.walk(store) for name in (*folders, *files))
    return [
        f"{path.relative_to(store)}: is a link, which is not followed; expected what was stored there itself. "
        "Put it back from a copy of the store; the rest is looked at then."
        for path in sorted(within)
        if path.is_symlink()
    ]


def strays(store: Path) -> list[str]:
    """What is no part of a store; nothing reads it, and it is not handed over."""
    return [
        f"{path.relative_to(store)}: is no part of a store; move it out."
        for folder, known in KNOWN.items()
        for path in sorted((store / folder).glob("*"))
        if not re.fullmatch(known, path.name, re.ASCII)
    ]


def orphans(store: Path, entries: Sequence[Entry]) -> list[str]:
    """Originals, drafts and submissions of editions of which the journal does not speak."""
    return [*_originals(store, entries), *_drafts(store, entries), *_submissions(store, entries)]


def _originals(store: Path, entries: Sequence[Entry]) -> Iterator[str]:
    """An original is stored before it is entered, so one may be on its way; it then has a mark beside it."""
    entered = {entry.facts.get("sha256") for entry in entries}
    for path in sorted((desk(store) / "originals").glob("[0-9a-f]*")):
        if path.name not in entered and all(map(abandoned, path.parent.glob(f".{path.name}.*"))):
            yield (
                f"desk/originals/{path.name}: no entry of the journal speaks of it; entries were removed, or its "
                "arrival was cut short. Restore the journal from a copy, or receive the file again."
            )


def _drafts(store: Path, entries: Sequence[Entry]) -> Iterator[str]:
    last = {entry.object: entry.act for entry in entries}
    for folder in numbered(drafts(store)):
        if last.get(f"edition {int(folder.name)}") != "prepared":
            yield f"desk/drafts/{folder.name}: no entry of the journal says that it waits; the next release removes it."


def _submissions(store: Path, entries: Sequence[Entry]) -> Iterator[str]:
    """What an edition holds was received, and the edition itself was entered when it came in force."""
    received = {(entry.object, entry.facts.get("sha256")) for entry in entries if entry.act == "received"}
    entered = {entry.object for entry in entries}
    for folder in numbered(published(store)):
        try:
            inside = manifest(store, int(folder.name))["submissions"]
        except (OSError, ValueError, KeyError, TypeError):
            continue  # said elsewhere
        lost = [one["id"] for one in inside if (one["id"], one["sha256"]) not in received]
        yield from (
            f"editions/{folder.name}: holds {id_}, which the journal does not know as received." for id_ in lost
        )
        if inside and f"edition {int(folder.name)}" not in entered:
            yield f"editions/{folder.name}: holds submissions, but no entry of the journal says that it was published."


def later(store: Path, entries: Sequence[Entry]) -> list[str]:
    """Editions beyond the one that `current.json` names: one that the journal calls published, or one that a writer
    moved to its place before it was stopped.
    """
    in_force = current(store)
    here = in_force["edition"] if in_force else 0
    said = {
        int(entry.object.removeprefix("edition ")): entry.n
        for entry in entries if entry.act == "published" and entry.object.startswith("edition ")
    }  # fmt: skip
    there = editions(store) if here else []  # without `current.json` that is the fault
    names = f"current.json: names edition {here}" if here else "current.json: names no edition"
    return [
        f"{names}, but entry {said[number]} of the journal says that edition {number} was published."
        if number in said else
        f"{names}, but edition {number} has its place in the store; it was set back, or a writer was stopped and the "
        "next act goes on."
        for number in sorted({*there, *said}) if number > here
    ]  # fmt: skip


def unsaid(store: Path, entries: Sequence[Entry]) -> list[str]:
    """An edition in force of which the journal only says that it waits."""
    in_force = current(store)
    last = {entry.object: entry for entry in entries}
    entry = last.get(f"edition {in_force['edition']}") if in_force else None
    if not entry or entry.act not in ("prepared", "cancelled"):
        return []
    return [
        f"current.json: names edition {entry.object.removeprefix('edition ')}, but entry {entry.n} of the journal says "
        f"that it was {entry.act}, and none that it was published; the next act enters it where it was due."
    ]


def open_to_others(store: Path) -> list[str]:
    """The private side is for its owner only, and nobody else may write where readers are told which edition to see."""
    private = desk(store)
    wide = ["desk: is open to others; expected its owner only (chmod 700)."] if _mode(private) & 0o077 else []
    return wide + [
        f"{path.relative_to(store)}: can be written to by everybody; expected its owner (chmod o-w)."
        for path in (published(store), store / CURRENT)
        if _mode(path) & 0o002
    ]


def _mode(path: Path) -> int:
    return path.stat().st_mode if path.exists() else 0
