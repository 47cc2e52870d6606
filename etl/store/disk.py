"""What the disk is asked for: that a file survives a power cut, and one sentence when it refuses."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.editions.manifest import Unreadable


@contextmanager
def refusals(what: str, done: str = "entered") -> Iterator[None]:
    """What the disk refuses becomes one sentence."""
    try:
        yield
    except OSError as error:
        raise Unreadable(
            f"{what} cannot be written ({error.strerror}). Nothing was {done}; "
            "make room or mend the disk, then do it again."
        ) from error


def sync(path: Path) -> None:
    """Make a file or folder survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def abandoned(path: Path) -> bool:
    """Whether the process that began to write `path`, and ends its name, is gone: originals are stored and read
    without the lock.
    """
    try:
        os.kill(int(path.name.rpartition("-")[2]), 0)
    except (ValueError, ProcessLookupError):
        return True
    except PermissionError:
        return False
    return False
