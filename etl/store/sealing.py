"""An edition is a folder: made once in the desk, named whole by its manifest, durable and read-only."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from core.editions.hashes import content_hash, sha256
from core.editions.layout import MANIFEST, drafts
from core.editions.manifest import FORMAT, Current, Exports, Facts, Link, Manifest, Table, current
from core.version import version
from etl.store import journal
from etl.store.disk import refusals, sync

UNSAID: Facts = {"note": "", "submissions": [], "illustrative": False, "embargo": None}
"""What a manifest says of an edition for which nothing else is said."""

Write = Callable[[Path], dict[str, Table]]
"""What fills an empty folder with the tables of an edition and returns rows and hash by table."""


def make(store: Path, write: Write, facts: Facts) -> Path:
    """Make the next edition aside, complete and read-only; returns its folder, which is swept unless it is moved
    before the lock goes.

    Raises `Unreadable` when the disk refuses; nothing is left then.
    """
    folder = drafts(store) / f".making-{os.getpid()}"
    try:
        with refusals("The edition", "published"):
            journal.opened(store)
            folder.mkdir(parents=True)
            _seal(store, folder, write(folder), facts)
    except BaseException:
        discard(folder)
        raise
    return folder


def _seal(store: Path, folder: Path, tables: dict[str, Table], facts: Facts) -> None:
    """Write the manifest, and make every file durable and read-only.

    The folder itself stays open until it has its place: only then it may be moved.
    """
    in_force = current(store)
    sealed: Manifest = {
        **UNSAID,
        **facts,
        "format": FORMAT,
        "program": version(),
        "edition": in_force["edition"] + 1 if in_force else 1,
        "hash": content_hash(tables),
        "previous": link(in_force),
        "exports": in_force.get("exports", []) if in_force else [],
        "journal": journal.head(store),
        "tables": tables,
        "files": {path.name: sha256(path) for path in sorted(folder.iterdir())},
    }
    close(folder, sealed)


def close(folder: Path, manifest: Manifest | Exports) -> None:
    """Write the manifest of a folder, and make every file in it durable and read-only."""
    text = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    for path in folder.iterdir():
        sync(path)
        path.chmod(0o444)
    sync(folder)


def link(in_force: Current | None) -> Link | None:
    """How a manifest names the edition before it; None before the first."""
    return {"edition": in_force["edition"], "manifest": in_force["manifest"]} if in_force else None


def discard(path: Path) -> None:
    """Remove a file or folder that was never published, read-only or not; of a link only the link."""
    for inside in (path, *path.rglob("*")) if path.exists() and not path.is_symlink() else ():
        if not inside.is_symlink():
            inside.chmod(0o755 if inside.is_dir() else 0o644)
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
