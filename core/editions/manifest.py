"""What a manifest says of its edition, what `current.json` says of the store, and what a program of an earlier
version does when it meets either.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NotRequired, TypedDict

from core.editions.hashes import sha256
from core.editions.layout import CURRENT, MANIFEST, drafts, editions, numbered, place
from core.version import version

FORMAT = 3
"""The format of the stores that this program writes.

It goes up when an older program must not touch what a newer one wrote. 3: the exports of an edition stand beside it; an
older program would leave them behind at a handover, and put an edition in force without those that wait with it.
"""


class Unreadable(Exception):
    """What cannot be read: a file, the whole record, a store; the message is one sentence for people."""


class LaterVersion(Unreadable):
    """A store that a later version of the program wrote, in a format that this one does not know."""


class Table(TypedDict):
    """A published table: its rows, and the SHA-256 of its canonical rows."""

    rows: int
    hash: str


class Link(TypedDict):
    """The edition before this one, with the SHA-256 of its manifest."""

    edition: int
    manifest: str


class JournalLink(TypedDict):
    """An entry of the journal: its number and its hash."""

    n: int
    hash: str


class Included(TypedDict):
    """A submission inside an edition: its id, and the SHA-256 of the file as sent."""

    id: str
    sha256: str


class Dropped(TypedDict):
    """What an edition lacks of the one before: its words, such as "participants:FRA" or "treaties:3", rows of how
    many, and who named it and why; both empty where it is so little that nobody has to.
    """

    what: list[str]
    rows: int
    of: int
    by: str
    because: str


class Facts(TypedDict, total=False):
    """What is known of an edition beside its tables. Some of it was not yet said when the first editions were made."""

    note: str
    submissions: list[Included]
    illustrative: bool
    embargo: str | None
    built_at: str
    record_until: str
    method: str
    issues: dict[str, int]
    sources: dict[str, str]
    versions: dict[str, str]
    dropped: list[Dropped]


class Manifest(Facts):
    """What is written with an edition; `program` is the version that made it.

    `exports` are the manifests of the exports of earlier editions, as far as `current.json` named them until then.
    """

    format: int
    program: NotRequired[str]
    edition: int
    hash: str
    previous: Link | None
    journal: JournalLink | None
    tables: dict[str, Table]
    files: dict[str, str]
    exports: NotRequired[list[Link]]


class Exports(TypedDict):
    """What is written with the exports of an edition, its second part.

    `hash` is the content hash of the edition and `of` the SHA-256 of its manifest; `program` is the version that made
    the files, with the beginning of the hash of its code; `files` are their SHA-256.
    """

    format: int
    program: str
    edition: int
    hash: str
    of: str
    made_at: str
    files: dict[str, str]


class Published(Manifest):
    """The manifest of the edition in force after publishing, and whether it is a new one."""

    new: bool


class Current(TypedDict):
    """The edition in force: its number, its content hash, and the SHA-256 of its manifest.

    Every version reads these three. `exports` are the manifests of exports that no manifest of an edition names yet.
    """

    edition: int
    hash: str
    manifest: str
    exports: NotRequired[list[Link]]


def manifest(store: Path, edition: int) -> Manifest:
    """The manifest of a published edition. Raises `OSError` or `ValueError` where there is none to read."""
    return manifest_in(place(store, edition))


def manifest_in(folder: Path) -> Manifest:
    """The manifest of the edition in `folder`, published or not yet.

    Raises `OSError` or `ValueError` where there is none to read.
    """
    read: Manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return read


def current(store: Path) -> Current | None:
    """What `current.json` says; None before the first edition.

    Raises `Unreadable` when the file is there and says something else.
    """
    path = store / CURRENT
    if not path.exists():
        return None
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        named: Current = {
            "edition": int(read["edition"]),
            "hash": str(read["hash"]),
            "manifest": str(read["manifest"]),
        }
        if "exports" in read:
            links = read["exports"]
            named["exports"] = [{"edition": int(made["edition"]), "manifest": str(made["manifest"])} for made in links]
        return named
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable(
            "current.json: cannot be read; expected the number, hash and manifest of the edition in force. "
            "Restore it from a copy of the store."
        ) from error


def refuse_later(store: Path) -> None:
    """Raise `LaterVersion` when the store, or an edition that waits in it, has a format later than this program
    knows. What is damaged is for `verify` to say.
    """
    try:
        in_force = current(store)
    except Unreadable:
        return
    number = in_force["edition"] if in_force else 0
    if in_force and _digest(place(store, number) / MANIFEST) == in_force["manifest"]:
        refuse_later_edition(place(store, number))
    for folder in [*(place(store, later) for later in editions(store) if later > number), *numbered(drafts(store))]:
        refuse_later_edition(folder)


def refuse_later_edition(folder: Path) -> None:
    """Raise `LaterVersion` when the edition in `folder` has a format later than this program knows."""
    try:
        read = manifest_in(folder)
    except (OSError, ValueError):
        return
    written = read.get("format") if isinstance(read, dict) else None
    if isinstance(written, int) and written > FORMAT:
        by = f"version {read['program']}" if "program" in read else "a later version"
        raise LaterVersion(
            f"The store was written by {by} of the program (format {written}); this is version {version()}, "
            f"which knows formats up to {FORMAT}. Nothing was read or changed; update the program, then try again."
        )


def _digest(path: Path) -> str:
    return sha256(path) if path.exists() else ""
