"""The chain of the journal: entries as lines of JSON, each with the hash of the one before it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.editions.manifest import JournalLink

START = "0" * 64
"""What the first entry names as the hash before it."""

CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))
Facts = dict[str, Any]
"""What an act says beside who, when and why, as JSON; each kind of act has keys of its own."""


@dataclass(frozen=True)
class Act:
    """What somebody wants to enter.

    `seen` is the version of the object (its number of entries) that the actor saw; None means any.
    """

    by: str
    act: str
    object: str
    seen: int | None = None
    reason: str = ""
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """One entry.

    `at` is UTC in ISO form, `version` the number of entries on the object so far, `until` the last entry that was
    entered together with this one.

    `before` and `hash` are SHA-256 in hexadecimal.
    """

    n: int
    at: str
    by: str
    act: str
    object: str
    version: int
    reason: str
    facts: Facts
    until: int
    before: str
    hash: str


def sealed(last: Entry | None, at: str, act: Act, version: int, until: int) -> Entry:
    """The entry that `act` becomes after the `last` one."""
    bare: dict[str, Any] = {
        "n": last.n + 1 if last else 1, "at": at, "by": act.by, "act": act.act, "object": act.object,
        "version": version, "reason": act.reason, "facts": act.facts, "until": until,
        "before": last.hash if last else START,
    }  # fmt: skip
    return Entry(**bare, hash=digest(bare))


def digest(bare: Mapping[str, object]) -> str:
    """The hash of an entry: SHA-256 over all that it says but the hash."""
    return hashlib.sha256(canonical(bare)).hexdigest()


def canonical(value: Mapping[str, object]) -> bytes:
    """The one way in which something is written as JSON, so that the same is the same bytes."""
    return CANONICAL.encode(value).encode()


def line_of(entry: Entry) -> bytes:
    """An entry as it stands in the journal."""
    return canonical(vars(entry)) + b"\n"


def walk(path: Path) -> tuple[list[Entry], str, int]:
    """The entries up to the first fault, that fault, and how many bytes they take.

    Of entries that were entered together all count or none.
    """
    if not path.exists():
        return [], "", 0
    entries, fault, end = _walked(path.read_bytes())
    return list(entries), fault, end


_LATEST: dict[str, tuple[bytes, list[Entry], list[int], bool]] = {"walk": (b"", [], [0], False)}
"""The last journal that was walked to its end without a fault: its bytes, its entries, where each ends, and whether
they say what was entered together."""


@lru_cache(maxsize=2)
def _walked(raw: bytes) -> tuple[list[Entry], str, int]:
    """`walk` over the bytes of a journal: the same bytes, which an act asks for several times, say the same.

    Of a journal that begins, byte for byte, with the last one walked, only what was added is walked.
    """
    before_it, known, known_ends, is_said = _LATEST["walk"]
    if not raw.startswith(before_it):
        known, known_ends, is_said = [], [0], False
    entries, ends = list(known), list(known_ends)
    versions = Counter(entry.object for entry in entries)
    lines = raw[ends[-1] : raw.rfind(b"\n") + 1].split(b"\n")[:-1]
    for number, line in enumerate(lines, len(entries) + 1):
        try:
            bare = json.loads(line)
            named = bare.pop("hash")
            if "until" in bare or is_said:
                is_said, entry = True, Entry(**bare, hash=named)
            else:  # the first journals did not say it; there each entry stands alone
                entry = Entry(**bare, until=number, hash=named)
        except (ValueError, KeyError, TypeError, AttributeError):
            return entries, f"line {number} is not an entry.", ends[-1]
        versions[entry.object] += 1
        before = entries[-1].hash if entries else START
        expected = (digest(bare), number, before, versions[entry.object])
        if (named, entry.n, entry.before, entry.version) != expected or line != canonical({**bare, "hash": named}):
            fault = f"entry {number} is not the one that was written there; the chain of hashes breaks."
            return entries, fault, ends[-1]
        entries.append(entry)
        ends.append(ends[-1] + len(line) + 1)
    _LATEST["walk"] = raw[: ends[-1]], entries, ends, is_said
    together = next((place for place, entry in enumerate(entries) if entry.until > len(entries)), len(entries))
    return entries[:together], "", ends[together]


def lies_before(entries: list[Entry], link: JournalLink | None) -> str:
    """Empty when `entries` hold the one that `link` names, or it names none; else one sentence."""
    if not link:
        return ""
    held = entries[link["n"] - 1].hash if len(entries) >= link["n"] else ""
    if held == link["hash"]:
        return ""
    return f"desk/journal.jsonl: does not hold entry {link['n']} as it was; entries were removed or rewritten."


SLACK = timedelta(minutes=1)
"""So much a clock may be set without a word, as time servers do."""


def untimely(entries: list[Entry], now: datetime) -> dict[int, str]:
    """Entries dated before the one before them, and a last one dated after `now`, each by its number with a sentence:
    a clock was set.
    """
    times = [datetime.fromisoformat(entry.at) for entry in entries]
    faults = {
        entry.n: f"desk/journal.jsonl: entry {entry.n} is dated {entry.at[:16]}, before entry {entry.n - 1} "
        f"({earlier.at[:16]}); the clock was set back."
        for earlier, entry, before, at in zip(entries, entries[1:], times, times[1:], strict=False)
        if before - at > SLACK
    }
    if times and times[-1] - now > SLACK:
        last = entries[-1]
        faults[last.n] = f"desk/journal.jsonl: entry {last.n} is dated {last.at[:16]}, which is still to come."
    return faults
