"""What runs beside the desk: editions come in force at their time, and interrupted jobs go on."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from etl.jobs.start import resume
from etl.publishing.release import Waiting, release, waiting
from etl.source import Unreadable
from etl.store.journal import Denied

SECONDS = 1.0
"""How often it looks."""


def watch(store: Path) -> int:
    """Put in force what is due and let interrupted jobs go on, every second, as long as the process that started this
    one lives; 0.

    What cannot be done waits, and the reason is told once.
    """
    parent, told = os.getppid(), ""
    due = _due(store)
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
