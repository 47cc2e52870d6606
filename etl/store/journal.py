"""The journal: who did what, when, to what, and why.

Append-only, each entry chained to the one before by its hash; with the originals, the source of truth.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from core.editions.access import PRIVATE
from core.editions.layout import desk
from core.editions.manifest import JournalLink, Unreadable
from etl.store import chain
from etl.store.chain import (
    Act as Act,  # what is entered, and what it becomes: who uses the journal takes them from here
)
from etl.store.chain import Entry as Entry
from etl.store.disk import refusals, sync
from etl.store.persons import refusal


class Conflict(Exception):
    """Somebody else acted on the object first; the message says who, when and what."""


class Denied(Exception):
    """An act that the state of the object, or who acts, does not allow; the message is one sentence."""


def opened(store: Path) -> Path:
    """The private side of a store, made where it is missing. Raises `Unreadable` when the disk refuses."""
    with refusals("The desk"):
        desk(store).mkdir(parents=True, mode=PRIVATE, exist_ok=True)
    return desk(store)


def entries(store: Path) -> list[Entry]:
    """Every entry, oldest first; what a killed writer left of a line, or of entries that belong together, is none.

    Raises `Unreadable` where the chain is broken.
    """
    return _whole(store)[0]


def head(store: Path) -> JournalLink | None:
    """Number and hash of the last entry; None before the first."""
    held = entries(store)
    return {"n": held[-1].n, "hash": held[-1].hash} if held else None


def append(store: Path, acts: Sequence[Act], now: datetime | None = None) -> list[Entry]:
    """Enter `acts`, all or none, and return the entries once they would survive a power cut.

    Call under `editions.locked`.

    Raises `Conflict` when an object has moved on since the actor looked, and `Unreadable` when the journal is damaged
    or the disk refuses.
    """
    held, end = _whole(store)
    for fault in _head_faults(store, held):  # entries were cut off: a new one would hide it
        raise Unreadable(
            f"{fault} Nothing can be entered until it is restored from a copy; where no copy has it, "
            "until 'python -m etl journal --recover REASON' says what was lost."
        )
    at = (now or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="milliseconds")
    new = _chained(held, acts, at)
    if new:
        opened(store)
        _write(_path(store), [chain.line_of(entry) for entry in new], end)
        _write_head(store, new[-1])
    return new


def _chained(held: list[Entry], acts: Sequence[Act], at: str) -> list[Entry]:
    """The entries that `acts` become after those that are `held`. Raises `Conflict`."""
    versions = Counter(entry.object for entry in held)
    new: list[Entry] = []
    for act in acts:
        if act.seen is not None and act.seen != versions[act.object]:
            raise Conflict(_moved_on(act, next((e for e in reversed(held) if e.object == act.object), None)))
        versions[act.object] += 1
        last = new[-1] if new else held[-1] if held else None
        new.append(chain.sealed(last, at, act, versions[act.object], len(held) + len(acts)))
    return new


def recover(store: Path, by: str, reason: str) -> Entry:
    """Go on with a journal of which the end is lost and no copy has it, or whose head is lost, or with a clock that
    was set; what is missing, or out of time, is entered.

    Call under `editions.locked`. Raises `Denied` when the journal is whole.
    """
    if unseen := refusal(by):
        raise Denied(unseen)
    held, _ = _whole(store)
    lost = _head_faults(store, held)
    untimely_entries = _unexplained(held)
    if not lost and not untimely_entries:
        raise Denied("The journal is whole; there is nothing to recover.")
    if lost:
        _head_path(store).unlink(missing_ok=True)
        if held:
            _write_head(store, held[-1])
    facts = {"lost": lost, "last": held[-1].n if held else 0}
    if untimely_entries:
        facts |= {"untimely": list(untimely_entries)}
    return append(store, [Act(by, "recovered", "journal", None, reason, facts)])[0]


def faults(store: Path) -> list[str]:
    """What is wrong with the journal, one sentence each: a broken chain, a torn end, or a head that is not there."""
    path = _path(store)
    if not path.exists():
        return ["desk/journal.jsonl: is missing, but head.json names it."] if _head_path(store).exists() else []
    held, fault, end = chain.walk(path)
    if fault:
        return [f"desk/journal.jsonl: {fault}"]
    if path.stat().st_size > end:
        return ["desk/journal.jsonl: ends in the middle of an entry; the next act cuts that piece off."]
    return _head_faults(store, held)


def untimely(store: Path) -> list[str]:
    """Entries that are out of time and of which no recovery speaks, one sentence each."""
    return list(_unexplained(entries(store)).values())


def _unexplained(held: list[Entry]) -> dict[int, str]:
    explained = {number for entry in held if entry.act == "recovered" for number in entry.facts.get("untimely", ())}
    return {n: fault for n, fault in chain.untimely(held, datetime.now(UTC)).items() if n not in explained}


def lies_before(store: Path, link: JournalLink | None) -> str:
    """Empty when the journal still holds the entry that `link` names; else one sentence."""
    return chain.lies_before(chain.walk(_path(store))[0], link)


def _moved_on(act: Act, last: Entry | None) -> str:
    if last is None:
        return f"{act.object}: there is no such thing yet."
    when = last.at[:16].replace("T", " ")
    return f"{act.object}: {last.by} was first ({last.act}, {when} UTC). Look again, then decide."


def _whole(store: Path) -> tuple[list[Entry], int]:
    held, fault, end = chain.walk(_path(store))
    if fault:
        raise Unreadable(f"journal.jsonl: {fault} Nothing can be entered until the journal is restored from a copy.")
    return held, end


def _write(path: Path, lines: list[bytes], end: int) -> None:
    """Append whole lines from byte `end` on; what a killed writer left there is cut first, and what the disk refuses
    leaves nothing behind.
    """
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
    """Say which entry is the last one.

    Where the disk refuses, the head lags behind, as after a kill; the entries are there.
    """
    beside = desk(store) / f".head-{os.getpid()}"
    with suppress(OSError):
        beside.write_bytes(chain.canonical({"n": last.n, "hash": last.hash}) + b"\n")
        sync(beside)
        beside.replace(_head_path(store))


def _head_faults(store: Path, held: list[Entry]) -> list[str]:
    """The head may lag behind by the entries of one writer that was killed, never be ahead or another."""
    path = _head_path(store)
    if not path.exists():
        return ["desk/head.json: is missing."] if held and held[0].until < held[-1].n else []
    try:
        read = json.loads(path.read_bytes())
        link: JournalLink = {"n": int(read["n"]), "hash": str(read["hash"])}
    except (ValueError, KeyError, TypeError):
        return ["desk/head.json: cannot be read."]
    fault = chain.lies_before(held, link)
    return [fault] if fault else []


def _path(store: Path) -> Path:
    return desk(store) / "journal.jsonl"


def _head_path(store: Path) -> Path:
    return desk(store) / "head.json"
