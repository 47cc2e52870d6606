"""An edition is a folder: made once in the desk, read-only, put among the others by one rename and in force by one atomic replacement of `current.json`."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from etl.record.read import Unreadable
from etl.store import journal
from etl.store.journal import Act

FORMAT = 2
UNSAID = {"note": "", "submissions": [], "illustrative": False, "embargo": None}
"""What a manifest says of an edition for which nothing else is said."""

Finish = Callable[[Path], None]
"""What adds files to a made edition before it is sealed."""

_holding = threading.local()


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
        raise Unreadable(
            "current.json: cannot be read; expected the number, hash and manifest of the edition in force. Restore it from a copy of the store."
        ) from error


def manifest(store: Path, edition: int) -> dict:
    """The manifest of one edition."""
    return json.loads((place(store, edition) / "manifest.json").read_text(encoding="utf-8"))


def place(store: Path, edition: int) -> Path:
    """The folder of a published edition."""
    return store / "editions" / f"{edition:04d}"


def drafts(store: Path) -> Path:
    """The folder in which editions are made and wait, on the private side of the store."""
    return store / "desk" / "drafts"


@contextmanager
def locked(store: Path) -> Iterator[None]:
    """One writer at a time. The lock goes with the process, so a killed writer leaves none; what it left half done is swept or finished.

    Inside a lock of the same thread it does nothing.
    """
    held = getattr(_holding, "stores", frozenset())
    if store.resolve() in held:
        yield
        return
    with journal.refusals("The store", "published"):
        (store / "editions").mkdir(parents=True, exist_ok=True)
        (store / "lock").touch()
    with open(store / "lock", "r+") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        _holding.stores = held | {store.resolve()}
        try:
            for half in (
                *drafts(store).glob(".making-*"),
                *store.glob(".current-*"),
                *store.glob("desk/.head-*"),
                *filter(_left, store.glob("desk/*/.*-*")),
            ):
                discard(half)
            _finish(store)
            yield
        finally:
            _holding.stores = held


def content_hash(tables: dict[str, dict]) -> str:
    """The identity of an edition: SHA-256 over the names and hashes of its tables."""
    return hashlib.sha256("".join(f"{name} {tables[name]['hash']}\n" for name in sorted(tables)).encode()).hexdigest()


def publish(
    store: Path, write: Callable[[Path], dict[str, dict]], facts: dict, finish: Finish = lambda _: None
) -> dict:
    """Make the next edition and put it in force; returns its manifest, with `new` False when the edition in force already says the same.

    `write` fills an empty folder and returns rows and hash by table; `facts` is what else the manifest should say; `finish` adds files that are made
    from the tables and the manifest. Call under `locked`.
    """
    in_force = current(store)

    def new(folder: Path) -> bool:
        return not in_force or in_force["hash"] != _said(folder)["hash"]

    folder = make(store, write, facts, lambda made: finish(made) if new(made) else None)
    if not new(folder):
        discard(folder)
        return {**manifest(store, in_force["edition"]), "new": False}
    return {**enter(store, folder), "new": True}


def make(store: Path, write: Callable[[Path], dict[str, dict]], facts: dict, finish: Finish = lambda _: None) -> Path:
    """Make the next edition aside, complete and read-only; returns its folder, which is swept unless it is moved before the lock goes.

    Raises `Unreadable` when the disk refuses; nothing is left then.
    """
    folder = drafts(store) / f".making-{os.getpid()}"
    try:
        with journal.refusals("The edition", "published"):
            journal.opened(store)
            folder.mkdir(parents=True)
            _seal(store, folder, write(folder), facts, finish)
    except BaseException:
        discard(folder)
        raise
    return folder


def _seal(store: Path, folder: Path, tables: dict[str, dict], facts: dict, finish: Finish) -> None:
    """Write the manifest, let `finish` add files, write the manifest that names all, and make every file durable and read-only. The folder itself stays open until it has its place: only then it may be moved."""
    before = current(store)
    previous = before and {"edition": before["edition"], "manifest": before["manifest"]}
    number = before["edition"] + 1 if before else 1
    said = {
        "format": FORMAT,
        "edition": number,
        "hash": content_hash(tables),
        "previous": previous,
        "journal": journal.head(store),
        **UNSAID,
        **facts,
        "tables": tables,
    }
    for last in (False, True):
        files = {path.name: sha256(path) for path in sorted(folder.iterdir()) if path.name != "manifest.json"}
        (folder / "manifest.json").write_text(
            json.dumps({**said, "files": files}, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8"
        )
        if not last:
            finish(folder)
    for path in folder.iterdir():
        journal.sync(path)
        path.chmod(0o444)
    journal.sync(folder)


def enter(store: Path, folder: Path) -> dict:
    """Move a made edition to its place among the others and put it in force; returns its manifest. Call under `locked`.

    Raises `Unreadable` when it was made after another edition than the one in force, or when the disk refuses; nothing has changed then.
    """
    said = _said(folder)
    final = place(store, said["edition"])
    if final.exists() or not _follows(store, folder):
        raise Unreadable(
            f"Edition {said['edition']} is not whole, or was not made after the edition in force; cancel it and prepare it again."
        )
    with journal.refusals("The edition", "published"):
        beside = _beside(store, folder)
        try:
            folder.rename(final)
            _put_in_force(store, final, beside)
        except OSError:
            if final.exists():
                final.chmod(0o755)
                final.rename(folder)
            raise
        journal.sync(store)
    try:
        _record(store)
    except (Unreadable, OSError) as error:
        raise Unreadable(
            f"Edition {said['edition']} is in force, but the journal does not say so yet; the next act completes it. {error}"
        ) from error
    return said


def _beside(store: Path, folder: Path) -> Path:
    """The `current.json` to come, durable, beside the one in force: a full disk is noticed before anything has moved."""
    beside, said = store / f".current-{os.getpid()}", _said(folder)
    beside.write_text(
        json.dumps({"edition": said["edition"], "hash": said["hash"], "manifest": sha256(folder / "manifest.json")})
        + "\n",
        encoding="utf-8",
    )
    journal.sync(beside)
    return beside


def _put_in_force(store: Path, final: Path, beside: Path) -> None:
    final.chmod(0o555)
    journal.sync(final.parent)
    beside.replace(store / "current.json")


def _finish(store: Path) -> None:
    """Finish what a writer killed after its rename left: the edition is whole and has its place, so it comes in force; then the journal says so."""
    before = (current(store) or {"edition": 0})["edition"]
    for number in editions(store):
        if number > before:
            final = place(store, number)
            if not _follows(store, final):
                raise Unreadable(
                    f"editions/{final.name}: is not in force and is not whole, or does not follow the edition before it. Move it out of the store, then try again."
                )
            with journal.refusals("The edition", "published"):
                _put_in_force(store, final, _beside(store, final))
                journal.sync(store)
    _record(store)


def _follows(store: Path, folder: Path) -> bool:
    """Whether the edition in `folder` is whole and names the edition in force as the one before it."""
    try:
        said, before = _said(folder), current(store)
        whole = all(sha256(folder / name) == digest for name, digest in said["files"].items())
        return whole and said["previous"] == (before and {"edition": before["edition"], "manifest": before["manifest"]})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def _record(store: Path) -> None:
    """Enter into the journal, once, that the edition in force was published: with it every submission inside, and those that they replace."""
    in_force = current(store)
    if not in_force or not journal.head(store):
        return
    name = f"edition {in_force['edition']}"
    now = {one.object: one for one in journal.entries(store)}
    last = now.get(name)
    if last is None or last.act != "prepared":
        return
    replaced = [
        one for one in last.facts["replaces"] if now[one].act != "withdrawn"
    ]  # withdrawn while the edition waited
    fact = {"edition": in_force["edition"], "hash": in_force["hash"], "manifest": in_force["manifest"]}
    published = [name, *last.facts["publishes"]]
    journal.append(
        store,
        [
            Act(last.by, act, one, facts=fact)
            for act, every in (("published", published), ("replaced", replaced))
            for one in every
        ],
    )


def sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with open(path, "rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def discard(path: Path) -> None:
    """Remove a file or folder that was never published, read-only or not."""
    for one in (path, *path.rglob("*")) if path.exists() else ():
        one.chmod(0o755 if one.is_dir() else 0o644)
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _left(path: Path) -> bool:
    """Whether the process that began to write `path`, and ends its name, is gone: originals are stored and read without the lock."""
    try:
        os.kill(int(path.name.rpartition("-")[2]), 0)
    except (ValueError, ProcessLookupError):
        return True
    except PermissionError:
        return False
    return False


def _said(folder: Path) -> dict:
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
