"""Whether an edition is what was published, asked each time before it is shown: the manifest that is named, and the
files that the manifest names, each hashed once as long as nobody touches it.
"""

from __future__ import annotations

import json
import logging
import stat
import time
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from core.editions.hashes import content_hash, sha256
from core.editions.layout import DATABASE, MANIFEST, editions, place
from core.editions.manifest import Current, Link, Manifest, refuse_later_edition

SETTLED = 100_000_000
"""Nanoseconds after its last change from which a file's times tell its content apart; clocks of disks are coarse."""


def digest(path: Path) -> str:
    """SHA-256 of a plain file, read again only when its identity, size or times have changed; empty for a link, and
    where there is none.
    """
    try:
        at = path.lstat()
        if not stat.S_ISREG(at.st_mode):
            return ""
        if time.time_ns() - max(at.st_mtime_ns, at.st_ctime_ns) < SETTLED:
            return sha256(path)
        return _digest(path, (at.st_dev, at.st_ino, at.st_size, at.st_mtime_ns, at.st_ctime_ns))
    except OSError:
        return ""


@lru_cache(maxsize=4096)
def _digest(path: Path, _identity: tuple[int, ...]) -> str:
    return sha256(path)


@lru_cache(maxsize=256)
def _said(path: Path, _digest: str) -> Manifest:
    read: Manifest = json.loads(path.read_text(encoding="utf-8"))
    return read


def is_published(folder: Path, name: str) -> bool:
    """Whether the file `name` of the edition in `folder` is the one that its manifest names; the log says when not."""
    manifest = folder / MANIFEST
    whole = digest(folder / name) == _said(manifest, digest(manifest))["files"].get(name)
    if not whole:
        log(f"editions/{folder.name}/{name}: is not the file that was published; it is not handed out.")
    return whole


def whole(store: Path, named: Current) -> Iterator[tuple[int, str, str]]:
    """From the edition that `current.json` names back to the first: number, content hash, and a sentence where it is
    not what was published; then its hash is empty.

    Each manifest is held against what its successor says of it, as far as that one is whole itself. Raises
    `LaterVersion` where the edition named is of a later version.
    """
    link: Link | None = {"edition": named["edition"], "manifest": named["manifest"]}
    for number in sorted({named["edition"], *(n for n in editions(store) if n < named["edition"])}, reverse=True):
        folder, expected = place(store, number), link["manifest"] if link and link["edition"] == number else ""
        fault = _fault(folder, number, expected, named["hash"] if number == named["edition"] else "")
        yield number, "" if fault else _said(folder / MANIFEST, digest(folder / MANIFEST))["hash"], fault
        link = None if fault else _said(folder / MANIFEST, digest(folder / MANIFEST))["previous"]


def _fault(folder: Path, number: int, expected: str, content: str) -> str:
    named = f"editions/{folder.name}"
    if folder.is_symlink() or not folder.is_dir():
        return f"{named}: is missing, or is a link."
    manifest = digest(folder / MANIFEST)
    if not manifest or expected not in ("", manifest):
        return f"{named}/manifest.json: is not the one that was published."
    says, database = _database(folder, number, manifest)
    if not says or content not in ("", says):
        return f"{named}: its hash is not the one that current.json or its manifest says."
    return "" if digest(folder / DATABASE) == database else f"{named}/{DATABASE}: is not the file that was published."


@lru_cache(maxsize=256)
def _database(folder: Path, number: int, manifest: str) -> tuple[str, str]:
    """What a manifest says of its edition: the content hash, empty where it is not that of its tables or its number,
    and the hash of its database.
    """
    refuse_later_edition(folder)
    try:
        said = _said(folder / MANIFEST, manifest)
        is_itself = (said["edition"], content_hash(said["tables"])) == (number, said["hash"])
        return said["hash"] if is_itself else "", said["files"][DATABASE]
    except (ValueError, KeyError, TypeError, AttributeError):
        return "", ""


@lru_cache(maxsize=256)
def log(sentence: str) -> None:
    """Say it in the log, once."""
    logging.getLogger("monitor").error(sentence)
