"""The next edition as it would be, worked out once for everybody at the desk, whatever they click meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor

import streamlit as st

from core import words
from core.words import _
from etl.publishing.differences import Preview
from etl.source import Report
from etl.store.inputs import OURS

POOL = ThreadPoolExecutor(1, "preview")
KEPT = 2


class Working:
    """A preview that is worked out, or is done; and how far it is."""

    def __init__(self, work_out: Callable[[Report], Preview]) -> None:
        self.share, self.words = 0.0, _("Working out what would change")
        self.future: Future[Preview] = POOL.submit(work_out, self.report)

    def report(self, step: int, of: int, what: str) -> None:
        """Told each step."""
        self.share, self.words = min(step / of, 1.0), what


WORKING: dict[Hashable, Working] = {}
LOCK = threading.Lock()


def previewed(state: Hashable, work_out: Callable[[Report], Preview]) -> Preview:
    """The next edition for one `state` of the store and of what it is made from.

    A click elsewhere leaves the work to its thread, and who comes back finds it done.
    """
    key = (state, _inputs())
    with LOCK:
        working = WORKING.get(key) or WORKING.setdefault(key, Working(work_out))
        for old in [other for other, its in WORKING.items() if its.future.done() and other != key][:-KEPT]:
            del WORKING[old]
    if not working.future.done():
        bar = st.progress(working.share, text=words.escape(working.words))
        while not working.future.done():
            bar.progress(working.share, text=words.escape(working.words))
            time.sleep(0.1)
        bar.empty()
    if working.future.exception():
        WORKING.pop(key, None)
    return working.future.result()


def _inputs() -> tuple[tuple[str, int, int], ...]:
    """Name, time and size of every file of the record, the definitions and the SQL."""
    files = [*OURS.record.glob("*.csv"), *OURS.definitions.glob("*"), *OURS.sql.rglob("*.sql")]
    return tuple(sorted((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files))
