"""The journal: who did what, when, to what, and why. Append-only, each entry chained to the one before by its hash; with the originals, the source of truth."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from etl.record.read import Unreadable

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
    """One entry. `at` is UTC in ISO form, `version` the number of entries on the object so far, `until` the last entry that was entered together with this one, `before` and `hash` are SHA-256 in hexadecimal."""

    n: int
    at: str
    by: str
    act: str
    object: str
    version: int
    reason: str
    facts: dict
    until: int
    before: str
    hash: str


def folder(store: Path) -> Path:
    """The private side of a store: originals, journal and drafts. The reader's server never opens it."""
    return store / "desk"


def opened(store: Path) -> Path:
    """The private side, made where it is missing. Raises `Unreadable` when the disk refuses."""
    with refusals("The desk"):
        folder(store).mkdir(parents=True, mode=0o700, exist_ok=True)
    return folder(store)


@contextmanager
def refusals(what: str, done: str = "entered") -> Iterator[None]:
    """What the disk refuses becomes one sentence."""
    try:
        yield
    except OSError as error:
        raise Unreadable(
            f"{what} cannot be written ({error.strerror}). Nothing was {done}; make room or mend the disk, then do it again."
        ) from error


def entries(store: Path) -> list[Entry]:
    """Every entry, oldest first; what a killed writer left of a line, or of entries that belong together, is none. Raises `Unreadable` where the chain is broken."""
    return _whole(store)[0]


def head(store: Path) -> dict | None:
    """Number and hash of the last entry; None before the first."""
    found = entries(store)
    return {"n": found[-1].n, "hash": found[-1].hash} if found else None


def append(store: Path, acts: Sequence[Act], now: datetime | None = None) -> list[Entry]:
    """Enter `acts`, all or none, and return the entries once they would survive a power cut. Call under `publish.locked`.

    Raises `Conflict` when an object has moved on since the actor looked, and `Unreadable` when the journal is damaged or the disk refuses.
    """
    found, end = _whole(store)
    for fault in _head_faults(store, found):  # entries were cut off: a new one would hide it
        raise Unreadable(
            f"{fault} Nothing can be entered until it is restored from a copy; where no copy has it, until 'python -m etl journal --recover REASON' says what was lost."
        )
    versions = Counter(one.object for one in found)
    at = (now or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="milliseconds")
    new: list[Entry] = []
    for act in acts:
        if act.seen is not None and act.seen != versions[act.object]:
            last = next((one for one in reversed(found) if one.object == act.object), None)
            raise Conflict(_moved_on(act, last))
        versions[act.object] += 1
        before = new[-1] if new else found[-1] if found else None
        new.append(_sealed(before, at, act, versions[act.object], len(found) + len(acts)))
    if new:
        opened(store)
        _write(_path(store), [_line(one) for one in new], end)
        _write_head(store, new[-1])
    return new


def recover(store: Path, by: str, reason: str) -> Entry:
    """Go on with a journal of which the end is lost and no copy has it, or whose head is lost; how much is missing is entered. Call under `publish.locked`."""
    found, _ = _whole(store)
    lost = _head_faults(store, found)
    if not lost:
        raise Denied("The journal is whole; there is nothing to recover.")
    _head_path(store).unlink(missing_ok=True)
    if found:
        _write_head(store, found[-1])
    return append(
        store, [Act(by, "recovered", "journal", None, reason, {"lost": lost, "last": found[-1].n if found else 0})]
    )[0]


def faults(store: Path) -> list[str]:
    """What is wrong with the journal, one sentence each: a broken chain, a torn end, or a head that is not there."""
    path = _path(store)
    if not path.exists():
        return ["desk/journal.jsonl: is missing, but head.json names it."] if _head_path(store).exists() else []
    found, fault, end = _walk(path)
    said = [f"desk/journal.jsonl: {fault}"] if fault else []
    if not fault and path.stat().st_size > end:
        said.append("desk/journal.jsonl: ends in the middle of an entry; the next act cuts that piece off.")
    return said or _head_faults(store, found)


def lies_before(store: Path, link: dict | None) -> str:
    """Empty when the journal still holds the entry that `link` (its number and hash) names; else one sentence."""
    return _lies_before(_walk(_path(store))[0], link)


def _lies_before(found: list[Entry], link: dict | None) -> str:
    if not link:
        return ""
    held = found[link["n"] - 1].hash if len(found) >= link["n"] else ""
    return (
        ""
        if held == link["hash"]
        else f"desk/journal.jsonl: does not hold entry {link['n']} as it was; entries were removed or rewritten."
    )


def _sealed(before: Entry | None, at: str, act: Act, version: int, until: int) -> Entry:
    bare = {
        "n": before.n + 1 if before else 1, "at": at, "by": act.by, "act": act.act, "object": act.object,
        "version": version, "reason": act.reason, "facts": act.facts, "until": until, "before": before.hash if before else START,
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


def _walk(path: Path) -> tuple[list[Entry], str, int]:
    """The entries up to the first fault, that fault, and how many bytes they take. Of entries that were entered together all count or none."""
    if not path.exists():
        return [], "", 0
    raw, found, versions, ends = path.read_bytes(), [], Counter(), [0]
    whole = raw[: raw.rfind(b"\n") + 1]
    for number, line in enumerate(whole.split(b"\n")[:-1], 1):
        try:
            said = json.loads(line)
            digest = said.pop("hash")
            entry = Entry(**said, hash=digest)
        except (ValueError, KeyError, TypeError, AttributeError):
            return found, f"line {number} is not an entry.", ends[-1]
        versions[entry.object] += 1
        before = found[-1].hash if found else START
        if (digest, entry.n, entry.before, entry.version) != (
            _digest(said),
            number,
            before,
            versions[entry.object],
        ) or line + b"\n" != _line(entry):
            return found, f"entry {number} is not the one that was written there; the chain of hashes breaks.", ends[-1]
        found.append(entry)
        ends.append(ends[-1] + len(line) + 1)
    together = next((place for place, one in enumerate(found) if one.until > len(found)), len(found))
    return found[:together], "", ends[together]


def _whole(store: Path) -> tuple[list[Entry], int]:
    found, fault, end = _walk(_path(store))
    if fault:
        raise Unreadable(f"journal.jsonl: {fault} Nothing can be entered until the journal is restored from a copy.")
    return found, end


def _write(path: Path, lines: list[bytes], end: int) -> None:
    """Append whole lines from byte `end` on; what a killed writer left there is cut first, and what the disk refuses leaves nothing behind."""
    with refusals("journal.jsonl"), open(path, "a+b") as handle:
        try:
            handle.truncate(end)
            handle.seek(end)
            handle.write(b"".join(lines))
            handle.flush()
            os.fsync(handle.fileno())
            sync(path.parent)
        except OSError:
            handle.truncate(end)
            raise


def _write_head(store: Path, last: Entry) -> None:
    """Say which entry is the last one. Where the disk refuses, the head lags behind, as after a kill; the entries are there."""
    beside = folder(store) / f".head-{os.getpid()}"
    with suppress(OSError):
        beside.write_bytes(_canonical({"n": last.n, "hash": last.hash}) + b"\n")
        sync(beside)
        beside.replace(_head_path(store))


def _head_faults(store: Path, found: list[Entry]) -> list[str]:
    """The head may lag behind by the entries of one writer that was killed, never be ahead or another."""
    path = _head_path(store)
    if not path.exists():
        return ["desk/head.json: is missing."] if found and found[0].until < found[-1].n else []
    try:
        said = json.loads(path.read_bytes())
        link = {"n": int(said["n"]), "hash": str(said["hash"])}
    except (ValueError, KeyError, TypeError):
        return ["desk/head.json: cannot be read."]
    fault = _lies_before(found, link)
    return [fault] if fault else []


def _path(store: Path) -> Path:
    return folder(store) / "journal.jsonl"


def _head_path(store: Path) -> Path:
    return folder(store) / "head.json"


def sync(path: Path) -> None:
    """Make a file or folder survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
