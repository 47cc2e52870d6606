"""An edition is a folder: made once beside the others, read-only, put in force by one atomic replacement of `current.json`."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from etl.warehouse import recount

FORMAT = 1


def editions(store: Path) -> list[int]:
    """The numbers of the editions in `store`, oldest first."""
    return sorted(int(path.name) for path in (store / "editions").glob("[0-9]*") if path.name.isdigit())


def current(store: Path) -> dict | None:
    """`current.json` of the store: `edition` (its number) and `hash`; None before the first edition."""
    path = store / "current.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


@contextmanager
def locked(store: Path) -> Iterator[None]:
    """One writer at a time. The lock goes with the process, so a killed writer leaves none; what it left half done is swept."""
    (store / "editions").mkdir(parents=True, exist_ok=True)
    with open(store / "lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        for half in (*(store / "editions").glob(".making-*"), *store.glob(".current-*")):
            _make_writable(half)
            shutil.rmtree(half) if half.is_dir() else half.unlink()
        yield


def content_hash(tables: dict[str, dict]) -> str:
    """The identity of an edition: SHA-256 over the names and hashes of its tables."""
    return hashlib.sha256("".join(f"{name} {tables[name]['hash']}\n" for name in sorted(tables)).encode()).hexdigest()


def publish(store: Path, write: Callable[[Path], dict[str, dict]], facts: dict) -> dict:
    """Make the next edition and put it in force; returns its manifest, with `new` False when the edition in force already says the same.

    `write` fills an empty folder and returns rows and hash by table; `facts` is what else the manifest should say. Call under `locked`.
    """
    making = store / "editions" / f".making-{os.getpid()}"
    making.mkdir()
    tables = write(making)
    digest = content_hash(tables)
    in_force = current(store)
    if in_force and in_force["hash"] == digest:
        shutil.rmtree(making)
        return {**manifest(store, in_force["edition"]), "new": False}
    number = max(editions(store), default=0) + 1
    files = {path.name: sha256(path) for path in sorted(making.iterdir())}
    said = {"format": FORMAT, "edition": number, "hash": digest, **facts, "tables": tables, "files": files}
    (making / "manifest.json").write_text(json.dumps(said, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    for path in making.iterdir():
        _sync(path)
        path.chmod(0o444)
    _sync(making)
    final = store / "editions" / f"{number:04d}"
    making.rename(final)
    final.chmod(0o555)
    _sync(final.parent)
    _put_in_force(store, number, digest, sha256(final / "manifest.json"))
    return {**said, "new": True}


def manifest(store: Path, edition: int) -> dict:
    """The manifest of one edition."""
    return json.loads((store / "editions" / f"{edition:04d}" / "manifest.json").read_text(encoding="utf-8"))


def verify(store: Path) -> list[str]:
    """What differs from what the manifests say, one sentence each; empty when every edition is as it was published."""
    in_force = current(store)
    if in_force is None:
        return ["current.json: is missing; expected the number of the edition in force. Run 'python -m etl build'."]
    faults = [fault for number in editions(store) for fault in _verify_edition(store, number)]
    if in_force["edition"] not in editions(store):
        return [*faults, f"current.json: names edition {in_force['edition']}, which is not in the store."]
    return faults + _verify_current(store, in_force)


def _verify_edition(store: Path, number: int) -> list[str]:
    folder = store / "editions" / f"{number:04d}"
    try:
        said = manifest(store, number)
        tables, files = said["tables"], said["files"]
    except (OSError, ValueError, KeyError) as error:
        return [f"editions/{folder.name}/manifest.json: cannot be read ({error.__class__.__name__})."]
    faults = []
    for name, digest in files.items():
        path = folder / name
        if not path.exists():
            faults.append(f"editions/{folder.name}/{name}: is missing.")
        elif sha256(path) != digest:
            faults.append(f"editions/{folder.name}/{name}: is not the file that was published; its SHA-256 differs.")
    extra = sorted({path.name for path in folder.iterdir()} - files.keys() - {"manifest.json"})
    faults += [f"editions/{folder.name}/{name}: was not published with the edition." for name in extra]
    for table, places in recount(folder, list(tables)).items():
        for place, found in places.items():
            expected = (tables[table]["rows"], tables[table]["hash"])
            if isinstance(found, str):
                faults.append(f"editions/{folder.name}/{place}: table {table} {found}.")
            elif tuple(found) != expected:
                faults.append(
                    f"editions/{folder.name}/{place}: table {table} has {found[0]} rows with hash {found[1][:12]}, published were {expected[0]} rows with {expected[1][:12]}."
                )
    if content_hash(tables) != said.get("hash") or said.get("edition") != number:
        faults.append(f"editions/{folder.name}/manifest.json: its hash or number is not that of its tables.")
    return faults


def _verify_current(store: Path, in_force: dict) -> list[str]:
    path = store / "editions" / f"{in_force['edition']:04d}" / "manifest.json"
    if path.exists() and sha256(path) != in_force["manifest"]:
        return [f"editions/{path.parent.name}/manifest.json: is not the one that current.json names; its SHA-256 differs."]
    return []


def _put_in_force(store: Path, number: int, digest: str, manifest_digest: str) -> None:
    beside = store / f".current-{os.getpid()}"
    beside.write_text(json.dumps({"edition": number, "hash": digest, "manifest": manifest_digest}) + "\n", encoding="utf-8")
    _sync(beside)
    beside.replace(store / "current.json")
    _sync(store)


def sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with open(path, "rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _make_writable(path: Path) -> None:
    for one in (path, *path.rglob("*")):
        one.chmod(0o755 if one.is_dir() else 0o644)
