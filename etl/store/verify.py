"""Proof that a store is as it was left: every edition, the chain of editions, the journal, the originals that it names, and that nobody can write to them."""

from __future__ import annotations

import json
from pathlib import Path

from etl.record.read import Unreadable
from etl.store import journal
from etl.store.editions import content_hash, current, drafts, editions, manifest, place, sha256
from etl.warehouse import recount


def verify(store: Path) -> list[str]:
    """What differs from what was published and entered, one sentence each; empty when all is as it was.

    `current.json` names the manifest in force, and each manifest the one before it and the journal as it then was, so that none can be changed alone.
    """
    faults = [fault for number in editions(store) for fault in verify_edition(place(store, number), number)]
    return faults + _verify_force(store) + _verify_desk(store) + _writable(store)


def verify_edition(folder: Path, number: int) -> list[str]:
    """What differs in one edition from its own manifest, whether it is published or waits."""
    named = f"{folder.parent.name}/{folder.name}"
    try:
        said = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        return (
            _verify_files(folder, named, said["files"])
            + _verify_tables(folder, named, said["tables"])
            + _verify_identity(named, number, said)
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        return [f"{named}/manifest.json: cannot be read ({error.__class__.__name__})."]


def _verify_files(folder: Path, named: str, files: dict[str, str]) -> list[str]:
    missing = [f"{named}/{name}: is missing." for name in files if not (folder / name).exists()]
    changed = [
        f"{named}/{name}: is not the file that was published; its SHA-256 differs."
        for name, digest in files.items()
        if (folder / name).exists() and sha256(folder / name) != digest
    ]
    extra = sorted({path.name for path in folder.iterdir()} - files.keys() - {"manifest.json"})
    return missing + changed + [f"{named}/{name}: was not published with the edition." for name in extra]


def _verify_tables(folder: Path, named: str, tables: dict[str, dict]) -> list[str]:
    faults = []
    for table, places in recount(folder, list(tables)).items():
        rows, digest = tables[table]["rows"], tables[table]["hash"]
        for file, found in places.items():
            if isinstance(found, str):
                faults.append(f"{named}/{file}: table {table} {found}.")
            elif tuple(found) != (rows, digest):
                faults.append(
                    f"{named}/{file}: table {table} has {found[0]} rows with hash {found[1][:12]}, published were {rows} rows with {digest[:12]}."
                )
    return faults


def _verify_identity(named: str, number: int, said: dict) -> list[str]:
    same = content_hash(said["tables"]) == said["hash"] and said["edition"] == number
    return [] if same else [f"{named}/manifest.json: its hash or number is not that of its tables."]


def _verify_force(store: Path) -> list[str]:
    """`current.json`, and from it back to the first edition: each manifest is the one that its successor names."""
    try:
        in_force = current(store)
    except Unreadable as error:
        return [str(error)]
    if in_force is None and not editions(store) and journal.folder(store).exists():
        return []  # a desk that has not published yet
    if in_force is None:
        return ["current.json: is missing; expected the number of the edition in force. Run 'python -m etl build'."]
    if in_force["edition"] not in editions(store):
        return [f"current.json: names edition {in_force['edition']}, which is not in the store."]
    faults, named = [], "current.json"
    link: dict | None = {"edition": in_force["edition"], "manifest": in_force["manifest"]}
    while link:
        folder = place(store, link["edition"])
        path = folder / "manifest.json"
        if not path.exists():
            return [*faults, f"editions/{folder.name}: is missing, but {named} names it."]
        if sha256(path) != link["manifest"]:
            return [
                *faults,
                f"editions/{folder.name}/manifest.json: is not the one that {named} names; its SHA-256 differs.",
            ]
        said = manifest(store, link["edition"])
        if named == "current.json" and said["hash"] != in_force["hash"]:
            faults.append(f"current.json: its hash is not that of edition {in_force['edition']}.")
        link, named = said["previous"], f"edition {link['edition']}"
    return faults


def _verify_desk(store: Path) -> list[str]:
    """The journal, whether it still holds what the newest edition says of it, and what it says of originals, drafts and editions."""
    link = _journal_then(store)
    if not (store / "desk").exists():
        return [f"desk: is missing, but the newest edition names entry {link['n']} of its journal."] if link else []
    fault = journal.lies_before(store, link)
    faults = journal.faults(store) or ([fault] if fault else [])
    try:
        found = journal.entries(store)
    except Unreadable:
        return faults
    named = {one.facts["sha256"]: one.object for one in found if "sha256" in one.facts}
    faults += [fault for digest, object_ in named.items() for fault in _verify_original(store, digest, object_)]
    last = {one.object: one for one in found if one.object.startswith("edition ")}
    return faults + [fault for one in last.values() for fault in _verify_entry(store, one)]


def _journal_then(store: Path) -> dict | None:
    """Number and hash of the last journal entry when the newest edition was made; None where no journal was, or no edition can be read."""
    try:
        return manifest(store, editions(store)[-1]).get("journal")
    except (IndexError, OSError, ValueError, AttributeError):
        return None


def _verify_original(store: Path, digest: str, object_: str) -> list[str]:
    path = store / "desk" / "originals" / digest
    if not path.exists():
        return [f"desk/originals/{digest}: is missing; it was sent as {object_}."]
    return (
        []
        if sha256(path) == digest
        else [f"desk/originals/{digest}: is not the file that was sent as {object_}; its SHA-256 differs."]
    )


def _verify_entry(store: Path, entry: journal.Entry) -> list[str]:
    """An edition of which the journal speaks: the draft that waits, or the published one, is the one that was entered."""
    number = int(entry.object.removeprefix("edition "))
    folder = place(store, number) if place(store, number).exists() else drafts(store) / f"{number:04d}"
    if entry.act not in ("prepared", "published"):
        return []
    if not folder.exists():
        return [f"{folder.parent.name}/{folder.name}: is missing, but entry {entry.n} of the journal names it."]
    faults = verify_edition(folder, number) if folder.parent.name == "drafts" else []
    same = (folder / "manifest.json").exists() and sha256(folder / "manifest.json") == entry.facts.get("manifest")
    return (
        faults
        if same
        else [
            *faults,
            f"{folder.parent.name}/{folder.name}/manifest.json: is not the one that entry {entry.n} of the journal names; its SHA-256 differs.",
        ]
    )


def _writable(store: Path) -> list[str]:
    """Published files, waiting editions and originals are read-only."""
    closed = [
        *(store / "editions").glob("[0-9]*"),
        *(store / "editions").glob("[0-9]*/*"),
        *drafts(store).glob("[0-9]*/*"),
        *(store / "desk" / "originals").glob("[0-9a-f]*"),
    ]
    return [
        f"{path.relative_to(store)}: can be written to; expected read-only (chmod a-w)."
        for path in sorted(closed)
        if path.stat().st_mode & 0o222
    ]
