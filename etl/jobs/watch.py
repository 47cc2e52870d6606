"""What runs beside the desk: editions come in force at their time, and interrupted jobs go on."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from etl.jobs.start import busy, resume, start
from etl.publishing.exports import are_wanted, missing
from etl.publishing.release import Waiting, release, waiting
from etl.source import Unreadable
from etl.store.exports import PROGRAM
from etl.store.journal import Denied

SECONDS = 1.0
"""How often it looks."""


def begin_missing(store: Path, by: str = PROGRAM) -> bool:
    """Let a job of its own make the exports that what waits, or is in force, still lacks; whether one was begun.

    Raises as `etl.jobs.start.start`, and `OSError` where the store cannot be written.
    """
    if not (are_wanted() and missing(store) and not busy(store, "exports")):
        return False
    start(store, "exports", by, {"background": True})
    return True


def watch(store: Path) -> int:
    """Begin what exports are missing; then put in force what is due and let interrupted jobs go on, every second, as
    long as the process that started this one lives; 0.

    What cannot be done waits, and the reason is told once.
    """
    parent, told = os.getppid(), ""
    due = _due(store)
    with suppress(Denied, Unreadable, OSError):  # said on the page Exports, and by the commands
        begin_missing(store)
    while os.getppid() == parent:
        try:
            for sentence in [*due(), *resume(store)]:
                print(sentence, flush=True)
        except (Denied, Unreadable) as error:
            if str(error) != told:
                print(told := str(error), file=sys.stderr, flush=True)
        time.sleep(SECONDS)
    return 0


def _due(store: Path) -> Callable[[], list[str]]:
    """Releases what is due; a long journal is read again only when it has grown."""
    path = store / "desk" / "journal.jsonl"
    seen: tuple[int, int] | None = None
    edition: Waiting | None = None

    def released() -> list[str]:
        nonlocal seen, edition
        if path.exists() and (now := (path.stat().st_mtime_ns, path.stat().st_size)) != seen:
            seen, edition = now, waiting(store)
        if edition and edition.due(datetime.now(UTC)) and (manifest := release(store, datetime.now(UTC))):
            return [f"Edition {manifest['edition']} · {manifest['hash'][:6]} is in force."]
        return []

    return released
