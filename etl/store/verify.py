"""Proof that a store is as it was left: every edition, the chain of editions, the journal, the originals that it
names, and that nobody can write to them.
"""

from __future__ import annotations

from pathlib import Path

from core.editions.hashes import content_hash, sha256
from core.editions.layout import MANIFEST, desk, draft, drafts, editions, place, published
from core.editions.manifest import (
    Current,
    JournalLink,
    Link,
    Manifest,
    Table,
    Unreadable,
    current,
    manifest,
    manifest_in,
    refuse_later,
)
from etl.store import coverage, exports, journal
from etl.store.originals import original
from etl.warehouse import recount


def verify(store: Path) -> list[str]:
    """What differs from what was published and entered, and what is no part of a store, one sentence each; empty when
    all is as it was.

    `current.json` names the manifest in force, and each manifest the one before it and the journal as it then was, so
    that none can be changed alone; the exports of an edition are named by `current.json` or by a later manifest, and by
    the journal. Raises `LaterVersion` for a store of a later version: what it should look like is
    not known here.
    """
    return coverage.links(store) or whole(store) + coverage.strays(store)


def whole(store: Path) -> list[str]:
    """As `verify`, without what is no part of a store: what a handover asks."""
    if links := coverage.links(store):
        return links
    refuse_later(store)
    faults = [fault for number in editions(store) for fault in verify_edition(place(store, number), number)]
    faults += _verify_force(store) + exports.faults(store, _entries(store)) + _verify_desk(store)
    return faults + _writable(store) + coverage.open_to_others(store)


def verify_edition(folder: Path, number: int) -> list[str]:
    """What differs in one edition from its own manifest, whether it is published or waits."""
    named = f"{folder.parent.name}/{folder.name}"
    try:
        published = manifest_in(folder)
        return (
            _verify_files(folder, named, published["files"])
            + _verify_tables(folder, named, published["tables"])
            + _verify_identity(named, number, published)
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
    extra = sorted({path.name for path in folder.iterdir()} - files.keys() - {MANIFEST})
    return missing + changed + [f"{named}/{name}: was not published with the edition." for name in extra]


def _verify_tables(folder: Path, named: str, tables: dict[str, Table]) -> list[str]:
    faults = []
    for table, counts in recount(folder, list(tables)).items():
        rows, digest = tables[table]["rows"], tables[table]["hash"]
        for file, count in counts.items():
            if isinstance(count, str):
                faults.append(f"{named}/{file}: table {table} {count}.")
            elif tuple(count) != (rows, digest):
                faults.append(
                    f"{named}/{file}: table {table} has {count[0]} rows with hash {count[1][:12]}, "
                    f"published were {rows} rows with {digest[:12]}."
                )
    return faults


def _verify_identity(named: str, number: int, published: Manifest) -> list[str]:
    same = content_hash(published["tables"]) == published["hash"] and published["edition"] == number
    return [] if same else [f"{named}/manifest.json: its hash or number is not that of its tables."]


def _verify_force(store: Path) -> list[str]:
    """`current.json`, and the editions that it leads back to."""
    try:
        in_force = current(store)
    except Unreadable as error:
        return [str(error)]
    if in_force is None and not editions(store) and desk(store).exists():
        return []  # a desk that has not published yet
    if in_force is None:
        return ["current.json: is missing; expected the number of the edition in force. Run 'python -m etl build'."]
    if in_force["edition"] not in editions(store):
        return [f"current.json: names edition {in_force['edition']}, which is not in the store."]
    return _verify_chain(store, in_force)


def _verify_standing(store: Path, entries: list[journal.Entry]) -> list[str]:
    """What the journal says of the edition in force, and of others."""
    try:
        return coverage.later(store, entries) + coverage.unsaid(store, entries)
    except Unreadable:
        return []  # said of current.json already


def _verify_chain(store: Path, in_force: Current) -> list[str]:
    """From the edition in force back to the first one: each manifest is the one that its successor names."""
    faults: list[str] = []
    named = "current.json"
    link: Link | None = {"edition": in_force["edition"], "manifest": in_force["manifest"]}
    while link:
        folder = place(store, link["edition"])
        if not (folder / MANIFEST).exists():
            return [*faults, f"editions/{folder.name}: is missing, but {named} names it."]
        if sha256(folder / MANIFEST) != link["manifest"]:
            fault = f"is not the one that {named} names; its SHA-256 differs."
            return [*faults, f"editions/{folder.name}/manifest.json: {fault}"]
        published = manifest_in(folder)
        if named == "current.json" and published["hash"] != in_force["hash"]:
            faults.append(f"current.json: its hash is not that of edition {in_force['edition']}.")
        named, link = f"edition {link['edition']}", published["previous"]
    return faults


def _entries(store: Path) -> list[journal.Entry]:
    """What the journal says; nothing where it is damaged, which is said of it."""
    try:
        return journal.entries(store)
    except Unreadable:
        return []


def _verify_desk(store: Path) -> list[str]:
    """The journal, whether it still holds what the newest edition says of it, and what it says of originals, drafts
    and editions.
    """
    link = _journal_then(store)
    if not desk(store).exists():
        missing = f"desk: is missing, but the newest edition names entry {link['n']} of its journal." if link else ""
        return [missing] if missing else _verify_standing(store, [])
    fault = journal.lies_before(store, link)
    faults = journal.faults(store) or ([fault] if fault else [])
    try:
        entries = journal.entries(store)
    except Unreadable:
        return faults
    originals = {entry.facts["sha256"]: entry.object for entry in entries if "sha256" in entry.facts}
    faults += [fault for digest, object_ in originals.items() for fault in _verify_original(store, digest, object_)]
    last = {entry.object: entry for entry in entries if entry.object.startswith("edition ")}
    faults += [fault for entry in last.values() for fault in _verify_entry(store, entry)]
    return faults + coverage.orphans(store, entries) + _verify_standing(store, entries) + journal.untimely(store)


def _journal_then(store: Path) -> JournalLink | None:
    """Number and hash of the last journal entry when the newest edition was made; None where no journal was, or no
    edition can be read.
    """
    try:
        return manifest(store, editions(store)[-1]).get("journal")
    except (IndexError, OSError, ValueError, AttributeError):
        return None


def _verify_original(store: Path, digest: str, object_: str) -> list[str]:
    path = original(store, digest)
    if not path.exists():
        return [f"desk/originals/{digest}: is missing; it was sent as {object_}."]
    if sha256(path) != digest:
        return [f"desk/originals/{digest}: is not the file that was sent as {object_}; its SHA-256 differs."]
    return []


def _verify_entry(store: Path, entry: journal.Entry) -> list[str]:
    """An edition of which the journal speaks: the draft that waits, or the published one, is the one that was
    entered.
    """
    if entry.act not in ("prepared", "published"):
        return []
    number = int(entry.object.removeprefix("edition "))
    waits = not place(store, number).exists()
    folder = draft(store, number) if waits else place(store, number)
    named = f"{folder.parent.name}/{folder.name}"
    if not folder.exists():
        return [f"{named}: is missing, but entry {entry.n} of the journal names it."]
    faults = verify_edition(folder, number) if waits else []
    if (folder / MANIFEST).exists() and sha256(folder / MANIFEST) == entry.facts.get("manifest"):
        return faults
    fault = f"is not the one that entry {entry.n} of the journal names; its SHA-256 differs."
    return [*faults, f"{named}/manifest.json: {fault}"]


def _writable(store: Path) -> list[str]:
    """Published files, waiting editions and originals are read-only."""
    folders = published(store).glob("[0-9]*")
    closed = [
        *(path for folder in folders for path in (folder, *folder.glob("*"))),
        *drafts(store).glob("[0-9]*/*"),
        *(desk(store) / "originals").glob("[0-9a-f]*"),
    ]
    return [
        f"{path.relative_to(store)}: can be written to; expected read-only (chmod a-w)."
        for path in sorted(closed)
        if path.stat().st_mode & 0o222
    ]
