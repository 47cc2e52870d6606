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

from etl.read import Unreadable
from etl.warehouse import recount

FORMAT = 1


def editions(store: Path) -> list[int]:
    """The numbers of the editions in `store`, oldest first."""
    return sorted(int(path.name) for path in (store / "editions").glob("[0-9]*") if path.name.isdigit())


def current(store: Path) -> dict | None:
    """`current.json` of the store: `edition` (its number), `hash` and `manifest` (SHA-256 of its manifest); None before the first edition.

    Raises `Unreadable` when the file is there and says something else.
    """
    path = store / "current.json"
    if not path.exists():
        return None
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return {"edition": int(said["edition"]), "hash": str(said["hash"]), "manifest": str(said["manifest"])}
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable("current.json: cannot be read; expected the number, hash and manifest of the edition in force. Restore it from a copy of the store.") from error


@contextmanager
def locked(store: Path) -> Iterator[None]:
    """One writer at a time. The lock goes with the process, so a killed writer leaves none; what it left half done is swept."""
    (store / "editions").mkdir(parents=True, exist_ok=True)
    with open(store / "lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        in_force = current(store)
        unseen = [_folder(store, n) for n in editions(store) if in_force and n > in_force["edition"]]
        for half in (*(store / "editions").glob(".making-*"), *store.glob(".current-*"), *unseen):
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
    before = max(editions(store), default=0)
    previous = {"edition": before, "manifest": sha256(_folder(store, before) / "manifest.json")} if before else None
    number = before + 1
    files = {path.name: sha256(path) for path in sorted(making.iterdir())}
    said = {"format": FORMAT, "edition": number, "hash": digest, "previous": previous, **facts, "tables": tables, "files": files}
    (making / "manifest.json").write_text(json.dumps(said, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    for path in making.iterdir():
        _sync(path)
        path.chmod(0o444)
    _sync(making)
    final = _folder(store, number)
    making.rename(final)
    final.chmod(0o555)
    _sync(final.parent)
    _put_in_force(store, number, digest, sha256(final / "manifest.json"))
    return {**said, "new": True}


def manifest(store: Path, edition: int) -> dict:
    """The manifest of one edition."""
    return json.loads((_folder(store, edition) / "manifest.json").read_text(encoding="utf-8"))


def verify(store: Path) -> list[str]:
    """What differs from what was published, one sentence each; empty when every edition is as it was.

    `current.json` names the manifest in force, and each manifest the one before it, so that none can be changed alone.
    """
    try:
        in_force = current(store)
    except Unreadable as error:
        return [str(error)]
    if in_force is None:
        return ["current.json: is missing; expected the number of the edition in force. Run 'python -m etl build'."]
    faults = [fault for number in editions(store) for fault in _verify_edition(store, number)]
    if in_force["edition"] not in editions(store):
        return [*faults, f"current.json: names edition {in_force['edition']}, which is not in the store."]
    return faults + _verify_chain(store, in_force)


def _verify_edition(store: Path, number: int) -> list[str]:
    folder = _folder(store, number)
    try:
        said = manifest(store, number)
        return _verify_files(folder, said["files"]) + _verify_tables(folder, said["tables"]) + _verify_identity(folder, number, said)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        return [f"editions/{folder.name}/manifest.json: cannot be read ({error.__class__.__name__})."]


def _verify_files(folder: Path, files: dict[str, str]) -> list[str]:
    missing = [f"editions/{folder.name}/{name}: is missing." for name in files if not (folder / name).exists()]
    changed = [
        f"editions/{folder.name}/{name}: is not the file that was published; its SHA-256 differs."
        for name, digest in files.items()
        if (folder / name).exists() and sha256(folder / name) != digest
    ]
    extra = sorted({path.name for path in folder.iterdir()} - files.keys() - {"manifest.json"})
    return missing + changed + [f"editions/{folder.name}/{name}: was not published with the edition." for name in extra]


def _verify_tables(folder: Path, tables: dict[str, dict]) -> list[str]:
    faults = []
    for table, places in recount(folder, list(tables)).items():
        rows, digest = tables[table]["rows"], tables[table]["hash"]
        for place, found in places.items():
            if isinstance(found, str):
                faults.append(f"editions/{folder.name}/{place}: table {table} {found}.")
            elif tuple(found) != (rows, digest):
                faults.append(f"editions/{folder.name}/{place}: table {table} has {found[0]} rows with hash {found[1][:12]}, published were {rows} rows with {digest[:12]}.")
    return faults


def _verify_identity(folder: Path, number: int, said: dict) -> list[str]:
    same = content_hash(said["tables"]) == said["hash"] and said["edition"] == number
    return [] if same else [f"editions/{folder.name}/manifest.json: its hash or number is not that of its tables."]


def _verify_chain(store: Path, in_force: dict) -> list[str]:
    """From `current.json` back to the first edition: each manifest is the one that its successor names."""
    faults, named = [], "current.json"
    link: dict | None = {"edition": in_force["edition"], "manifest": in_force["manifest"]}
    while link:
        folder = _folder(store, link["edition"])
        path = folder / "manifest.json"
        if not path.exists():
            return [*faults, f"editions/{folder.name}: is missing, but {named} names it."]
        if sha256(path) != link["manifest"]:
            return [*faults, f"editions/{folder.name}/manifest.json: is not the one that {named} names; its SHA-256 differs."]
        said = manifest(store, link["edition"])
        if named == "current.json" and said["hash"] != in_force["hash"]:
            faults.append(f"current.json: its hash is not that of edition {in_force['edition']}.")
        link, named = said["previous"], f"edition {link['edition']}"
    return faults


def _put_in_force(store: Path, number: int, digest: str, manifest_digest: str) -> None:
    beside = store / f".current-{os.getpid()}"
    beside.write_text(json.dumps({"edition": number, "hash": digest, "manifest": manifest_digest}) + "\n", encoding="utf-8")
    _sync(beside)
    beside.replace(store / "current.json")
    _sync(store)


def _folder(store: Path, edition: int) -> Path:
    return store / "editions" / f"{edition:04d}"


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
