"""The exports of an edition, its second part: which of them the store names, whether they are what was sealed, and how
far they are while they are made.

An edition of an earlier program holds its exports in its own folder; one that was published without has none.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.editions.layout import EXPORTS_LOCK, MANIFEST, editions, exports_of, making, place
from core.editions.manifest import Exports, Link, Unreadable, current
from core.editions.soundness import digest, log

BESIDE = 3
"""The first format in which exports stand beside their edition."""

LOG = ".made"
"""What was made so far: a line of JSON that says of how many and by which program, then one for each file."""


def manifest_of(folder: Path) -> Exports:
    """The manifest of the exports of the edition in `folder`. Raises `OSError` or `ValueError` where there is none."""
    read: Exports = json.loads((exports_of(folder) / MANIFEST).read_text(encoding="utf-8"))
    return read


def is_sealed(folder: Path) -> bool:
    """Whether the exports of the edition in `folder` are all made and sealed, beside it or, by an earlier program, in
    it; so are those of an edition of an earlier program that has none, and of one that cannot be read: none are made.
    """
    said = _read(folder / MANIFEST, digest(folder / MANIFEST)).get("format")
    return exports_of(folder).exists() or not isinstance(said, int) or said < BESIDE


def named(store: Path, edition: int) -> tuple[str, str]:
    """The SHA-256 that the manifest of the exports of a published edition must have, and what says so; empty where
    nothing names them.

    Raises `Unreadable` where `current.json` cannot be read.
    """
    in_force = current(store)
    for number in sorted((n for n in editions(store) if n > edition), reverse=True):
        if link := _link(_links(place(store, number) / MANIFEST), edition):
            return link, f"edition {number}"
    link = _link(in_force.get("exports", []) if in_force else [], edition)
    return (link, "current.json") if link else ("", "")


def _link(links: list[Link], edition: int) -> str:
    return next((link["manifest"] for link in links if link["edition"] == edition), "")


def _links(path: Path) -> list[Link]:
    links: list[Link] = _read(path, digest(path)).get("exports", [])
    return links


@lru_cache(maxsize=256)
def _read(path: Path, _digest: str) -> dict[str, Any]:
    """A manifest, whatever it says; empty where it cannot be read."""
    with suppress(OSError, ValueError):
        read = json.loads(path.read_text(encoding="utf-8"))
        return read if isinstance(read, dict) else {}
    return {}


def held(folder: Path) -> tuple[Path, Mapping[str, str]]:
    """Where the exports of the published edition in `folder` are kept, and the SHA-256 of the files there by name.

    Beside it, as long as they are the ones that the store names; else in its own folder, where an earlier program put
    them.
    """
    path = exports_of(folder) / MANIFEST
    if (found := digest(path)) and _is_named(folder, found):
        return path.parent, _read(path, found)["files"]
    return folder, _read(folder / MANIFEST, digest(folder / MANIFEST)).get("files", {})


def _is_named(folder: Path, found: str) -> bool:
    try:
        is_named = named(folder.parents[1], int(folder.name))[0] == found
    except (Unreadable, ValueError):
        return False
    if not is_named:
        log(f"editions/{exports_of(folder).name}: are not the exports that the store names; they are not handed out.")
    return is_named


@dataclass(frozen=True)
class Progress:
    """How far exports are that are not sealed: files `made`, `of` how many (0 where nobody began), whether a process
    `is_making` them now, and why they `failed` last, empty where they did not.
    """

    made: int
    of: int
    is_making: bool
    failed: str = ""


def progress(store: Path, folder: Path) -> Progress | None:
    """How far the exports of the edition in `folder` of `store` are; None where they are sealed, and where nobody began
    to make them.
    """
    lines = [] if is_sealed(folder) else logged(making(folder) / LOG)
    if not lines:
        return Progress(0, 0, True) if not is_sealed(folder) and is_making(store) else None
    failures = [line["failed"] for line in lines[1:] if "failed" in line]
    failed = failures[-1] if failures and "failed" in lines[-1] else ""
    made, of = len({line["name"] for line in lines if "name" in line}), int(lines[0].get("total", 0))
    return Progress(made, of, is_making(store), failed)


def logged(path: Path) -> list[dict[str, str]]:
    """The whole lines of what was made so far; what a killed writer left of one is none."""
    with suppress(OSError, ValueError):
        return [json.loads(line) for line in path.read_bytes().split(b"\n")[:-1]]
    return []


def is_making(store: Path) -> bool:
    """Whether a process makes exports in the store now; the lock goes with it."""
    try:
        with open(store / EXPORTS_LOCK, "rb") as handle:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
