"""Taking over: the archive of a handover into an empty store, each file held against its hash before one is written."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from etl.publishing.handover import BESIDE, FORMAT, HELD, LIST, LONGEST_LIST, PIECE, SIGNS, Contents, Listed, tell
from etl.source import Report, Unreadable
from etl.store.aside import aside, is_empty
from etl.store.disk import refusals
from etl.store.journal import Denied
from etl.store.verify import verify


def receive(
    archive: Path,
    store: Path,
    fingerprint: str = "",
    report: Report = lambda *_: None,
    commit: Callable[[], None] = lambda: None,
) -> Contents:
    """Import `archive` into `store`, which must be empty or not there; returns the list of what came.

    `commit` is called when it is not to be stopped any more. Every hash is checked before anything is written, and the
    whole store is verified before it takes its place. Raises `Denied` with the name of the file that is at fault.
    """
    if not is_empty(store):
        raise Denied(f"{store}: is not empty; a handover is imported into a store of its own.")
    try:
        with aside(store, commit) as making:
            with zipfile.ZipFile(archive) as opened:
                contents = _listed(opened, archive, fingerprint)
                for place in (None, making):  # first only look, then write
                    _unpacked(opened, contents["files"], place, report)
            with refusals("The store", "imported"):
                _close(making)
                faults = verify(making)
                if faults:
                    raise Denied(f"The archive holds a store that is not whole: {faults[0]} Nothing was imported.")
        return contents
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise Denied(
            f"{archive.name}: is not a handover archive, or is damaged ({error}). Nothing was imported."
        ) from error
    except OSError as error:
        raise Unreadable(f"{archive.name}: cannot be imported ({error.strerror}). Nothing was imported.") from error


def _listed(archive: zipfile.ZipFile, path: Path, fingerprint: str) -> Contents:
    """The list of the archive, held against what is in it: no name twice, missing, unlisted, or leading out of the
    store, and no size but the listed.
    """
    names = archive.namelist()
    if LIST not in names or archive.getinfo(LIST).file_size > LONGEST_LIST:
        raise Denied(f"{path.name}: is not a handover archive; found no {LIST} in it.")
    raw = archive.read(LIST)
    if 0 < len(fingerprint) < SIGNS:
        raise Denied(
            f"A fingerprint has at least {SIGNS} signs; found {len(fingerprint)}. Ask who handed it over for all of "
            "them. Nothing was imported."
        )
    if fingerprint and not hashlib.sha256(raw).hexdigest().startswith(fingerprint.lower()):
        raise Denied(
            f"{path.name}: its fingerprint is {hashlib.sha256(raw).hexdigest()[:SIGNS]}…, not the one that you were "
            "told. Nothing was imported."
        )
    try:
        contents: Contents = json.loads(raw)
        files: dict[str, Listed] = {
            str(name): {"bytes": int(listed["bytes"]), "sha256": str(listed["sha256"])}
            for name, listed in contents["files"].items()
        }
        made_by = int(contents["format"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Denied(f"{path.name}: its {LIST} cannot be read. Nothing was imported.") from error
    if made_by > FORMAT:
        raise Denied(f"{path.name}: was made by a newer program (format {made_by}, this one reads up to {FORMAT}).")
    for fault in _name_faults(archive, names, files):
        raise Denied(f"{fault} Nothing was imported.")
    contents["files"] = files
    return contents


def _name_faults(archive: zipfile.ZipFile, names: list[str], files: dict[str, Listed]) -> Iterator[str]:
    yield from (f"{name}: is listed, but missing from the archive." for name in files if name not in names)
    yield from (f"{name}: is in the archive twice." for name in names if names.count(name) > 1)
    yield from (f"{name}: is in the archive, but not listed." for name in names if name not in files and name != LIST)
    yield from (
        f"{name}: is no file of a handover." for name in files if not (HELD.fullmatch(name) or BESIDE.fullmatch(name))
    )
    yield from (
        f"{name}: is not as long as listed."
        for name, listed in files.items()
        if archive.getinfo(name).file_size != listed["bytes"]
    )


def _unpacked(archive: zipfile.ZipFile, files: dict[str, Listed], into: Path | None, report: Report) -> None:
    """Read every file and check its hash; write it below `into`, if given. Never more is read than is listed."""
    total = sum(listed["bytes"] for listed in files.values())
    if into:
        into.mkdir(parents=True, mode=0o700)
        if shutil.disk_usage(into).free < total:
            raise Denied(f"There is no room for the store; it takes {total >> 20} MB.")
    for step, (name, listed) in enumerate(files.items(), 1):
        digest, left = hashlib.sha256(), listed["bytes"]
        path = into and into / (name if HELD.fullmatch(name) else f"desk/handover/{name}")
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as packed, open(path or os.devnull, "wb") as out:
            while piece := packed.read(min(PIECE, left + 1)):
                left -= len(piece)
                if left < 0:
                    break
                digest.update(piece)
                out.write(piece)
        if left or digest.hexdigest() != listed["sha256"]:
            raise Denied(f"{name}: is not the file that was handed over; its SHA-256 differs. Nothing was imported.")
        tell(report, step, len(files), f"{'write' if into else 'check'} {name}")


def _close(store: Path) -> None:
    """Published, received and waiting files become read-only again, and the desk private."""
    for pattern in ("editions/*/*", "desk/originals/*", "desk/drafts/*/*"):
        for path in store.glob(pattern):
            path.chmod(0o444)
    for path in store.glob("editions/*"):
        path.chmod(0o555)
    for path in (store / "desk", store / "desk" / "originals"):
        if path.exists():
            path.chmod(0o700)
    store.chmod(0o755)
