"""A store that is made aside and takes its place whole, so that half of one never stands."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from core.editions.access import PRIVATE
from core.editions.layout import desk, jobs
from etl.store.disk import abandoned
from etl.store.sealing import discard


def is_empty(store: Path) -> bool:
    """Whether nothing is in the store but the jobs that were asked for."""
    held = [*store.iterdir()] if store.exists() else []
    return all(path == desk(store) and all(inside == jobs(store) for inside in path.iterdir()) for path in held)


@contextmanager
def aside(store: Path, commit: Callable[[], None]) -> Iterator[Path]:
    """A folder beside the empty `store`, which takes its place with the jobs in it when the block ends well; else
    nothing of it stays.

    `commit` is called when it is not to be stopped any more. What a killed process left is removed first.
    """
    making = store.with_name(f".{store.name}-{os.getpid()}")
    for left in filter(abandoned, store.parent.glob(f".{store.name}-*")):
        discard(left)
    try:
        yield making
        commit()
        if jobs(store).exists():
            desk(making).mkdir(mode=PRIVATE, exist_ok=True)
            jobs(store).rename(jobs(making))
        for folder in (desk(store), store):
            with suppress(FileNotFoundError):
                folder.rmdir()
        making.rename(store)
    finally:
        discard(making)
