"""The journal: who did what, when, to what, and why. Append-only, each entry chained to the one before by its hash; with the originals, the source of truth."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from etl.read import Unreadable

START = "0" * 64
"""What the first entry names as the hash before it."""


class Conflict(Exception):
    """Somebody else acted on the object first; the message says who, when and what."""


class Denied(Exception):
    """An act that the state of the object, or who acts, does not allow; the message is one sentence."""


@dataclass(frozen=True)
class Act:
    """What somebody wants to enter. `seen` is the version of the object (its number of entries) that the actor saw; None means any."""

    by: str
    act: str
    object: str
    seen: int | None = None
    reason: str = ""
    facts: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """One entry. `at` is UTC in ISO form, `version` the number of entries on the object so far, `before` and `hash` are SHA-256 in hexadecimal."""

    n: int
    at: str
    by: str
    act: str
    object: str
    version: int
    reason: str
    facts: dict
    before: str
    hash: str


def folder(store: Path) -> Path:
    """The private side of a store: originals, journal and drafts. The reader's server never opens it."""
    path = store / "desk"
    if not path.exists():
        path.mkdir(parents=True, mode=0o700)
    return path


def entries(store: Path) -> list[Entry]:
    """Every entry, oldest first; what a killed writer left of a line is not one. Raises `Unreadable` where the chain is broken."""
    found, fault = _walk(_path(store))
    if fault:
        raise Unreadable(f"journal.jsonl: {fault} Nothing can be entered until the journal is restored from a copy.")
    return found


def head(store: Path) -> dict | None:
    """Number and hash of the last entry; None before the first."""
    found = entries(store)
    return {"n": found[-1].n, "hash": found[-1].hash} if found else None


def append(store: Path, acts: Sequence[Act], now: datetime | None = None) -> list[Entry]:
    """Enter `acts`, all or none, and return the entries once they would survive a power cut. Call under `publish.locked`.

    Raises `Conflict` when an object has moved on since the actor looked, and `Unreadable` when the journal is damaged or the disk refuses.
    """
    found = entries(store)
    versions = Counter(one.object for one in found)
    at = (now or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="milliseconds")
    new: list[Entry] = []
    for act in acts:
        if act.seen is not None and act.seen != versions[act.object]:
            last = next((one for one in reversed(found) if one.object == act.object), None)
            raise Conflict(_moved_on(act, last))
        versions[act.object] += 1
        before = new[-1] if new else found[-1] if found else None
        new.append(_sealed(before, at, act, versions[act.object]))
    _write(_path(store), [_line(one) for one in new])
    _write_head(store, new[-1] if new else None)
    return new


def faults(store: Path) -> list[str]:
    """What is wrong with the journal, one sentence each: a broken chain, a torn end, or a head that is not there."""
    path = _path(store)
    if not path.exists():
        return ["desk/journal.jsonl: is missing, but head.json names it."] if _head_path(store).exists() else []
    found, fault = _walk(path)
    said = [f"desk/journal.jsonl: {fault}"] if fault else []
    if not fault and not path.read_bytes().endswith(b"\n") and path.stat().st_size:
        said.append("desk/journal.jsonl: ends in the middle of an entry; the next act cuts that piece off.")
    return said or _head_faults(store, found)


def lies_before(store: Path, link: dict | None) -> str:
    """Empty when the journal still holds the entry that `link` (its number and hash) names; else one sentence."""
    if not link:
        return ""
    found, _ = _walk(_path(store))
    held = found[link["n"] - 1].hash if len(found) >= link["n"] else ""
    return "" if held == link["hash"] else f"desk/journal.jsonl: does not hold entry {link['n']} as it was; entries were removed or rewritten."


def _sealed(before: Entry | None, at: str, act: Act, version: int) -> Entry:
    bare = {
        "n": before.n + 1 if before else 1, "at": at, "by": act.by, "act": act.act, "object": act.object,
        "version": version, "reason": act.reason, "facts": act.facts, "before": before.hash if before else START,
    }  # fmt: skip
    return Entry(**bare, hash=_digest(bare))


def _digest(bare: dict) -> str:
    return hashlib.sha256(_canonical(bare)).hexdigest()


def _canonical(value: dict) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _line(entry: Entry) -> bytes:
    return _canonical(asdict(entry)) + b"\n"


def _moved_on(act: Act, last: Entry | None) -> str:
    if last is None:
        return f"{act.object}: there is no such thing yet."
    return f"{act.object}: {last.by} was first ({last.act}, {last.at[:16].replace('T', ' ')} UTC). Look again, then decide."


def _walk(path: Path) -> tuple[list[Entry], str]:
    """The whole entries up to the first fault, and that fault."""
    if not path.exists():
        return [], ""
    raw, found, versions = path.read_bytes(), [], Counter()
    whole = raw[: raw.rfind(b"\n") + 1]
    for number, line in enumerate(whole.split(b"\n")[:-1], 1):
        try:
            said = json.loads(line)
            digest = said.pop("hash")
            entry = Entry(**said, hash=digest)
        except (ValueError, KeyError, TypeError, AttributeError):
            return found, f"line {number} is not an entry."
        versions[entry.object] += 1
        before = found[-1].hash if found else START
        if (digest, entry.n, entry.before, entry.version) != (_digest(said), number, before, versions[entry.object]) or line + b"\n" != _line(entry):
            return found, f"entry {number} is not the one that was written there; the chain of hashes breaks."
        found.append(entry)
    return found, ""


def _write(path: Path, lines: list[bytes]) -> None:
    """Append whole lines; what a killed writer left is cut first, and what the disk refuses leaves nothing behind."""
    with open(path, "a+b") as handle:
        end = _whole(handle)
        handle.truncate(end)
        try:
            handle.seek(end)
            handle.write(b"".join(lines))
            handle.flush()
            os.fsync(handle.fileno())
        except OSError as error:
            handle.truncate(end)
            raise Unreadable(f"journal.jsonl: cannot be written ({error.strerror}). Nothing was entered; make room, then do it again.") from error
    _sync(path.parent)


def _whole(handle) -> int:
    handle.seek(0)
    return handle.read().rfind(b"\n") + 1


def _write_head(store: Path, last: Entry | None) -> None:
    if last is None:
        return
    beside = folder(store) / f".head-{os.getpid()}"
    beside.write_bytes(_canonical({"n": last.n, "hash": last.hash}) + b"\n")
    beside.replace(_head_path(store))


def _head_faults(store: Path, found: list[Entry]) -> list[str]:
    """The head may lag behind by the entries of one writer that was killed, never be ahead or another."""
    path = _head_path(store)
    if not path.exists():
        return ["desk/head.json: is missing."] if len(found) > 1 else []
    try:
        said = json.loads(path.read_bytes())
        link = {"n": int(said["n"]), "hash": str(said["hash"])}
    except (ValueError, KeyError, TypeError):
        return ["desk/head.json: cannot be read."]
    fault = lies_before(store, link)
    return [fault] if fault else []


def _path(store: Path) -> Path:
    return folder(store) / "journal.jsonl"


def _head_path(store: Path) -> Path:
    return folder(store) / "head.json"


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
