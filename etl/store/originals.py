"""Files as they were sent, each under its SHA-256.

Stored first, before anything reads them; never changed, never removed.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.editions.layout import desk
from core.editions.manifest import Unreadable
from etl.store.disk import sync
from etl.store.journal import opened


def keep(store: Path, content: bytes) -> str:
    """Store `content` so that it survives a power cut, and return its SHA-256; a file that is here already is not
    written again, one that was damaged is.

    Raises `Unreadable` when the disk refuses; nothing is left then.
    """
    digest = hashlib.sha256(content).hexdigest()
    path = original(store, digest)
    opened(store)
    beside = path
    try:
        if path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == digest:
            return digest
        path.parent.mkdir(mode=0o700, exist_ok=True)
        number, name = tempfile.mkstemp(
            prefix=f".{digest}.", suffix=f"-{os.getpid()}", dir=path.parent
        )  # the process at the end: whose is gone is swept
        beside = Path(name)
        with open(number, "wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        beside.chmod(0o444)
        beside.replace(path)
        sync(path.parent)
    except OSError as error:
        if beside != path:
            beside.unlink(missing_ok=True)
        raise Unreadable(
            f"The file cannot be stored ({error.strerror}). Nothing was received; make room, then send it again."
        ) from error
    return digest


@contextmanager
def arriving(store: Path, content: bytes) -> Iterator[str]:
    """Store `content`, and say until the block ends that it is on its way into the journal; its SHA-256.

    A mark lies beside it meanwhile; that of a process that is gone is swept, and then `verify` names the original.
    """
    digest = keep(store, content)
    with tempfile.NamedTemporaryFile(
        prefix=f".{digest}.", suffix=f"-{os.getpid()}", dir=original(store, digest).parent
    ):
        yield digest


def original(store: Path, digest: str) -> Path:
    """Where a file lies."""
    return desk(store) / "originals" / digest


def content(store: Path, digest: str) -> bytes:
    """The bytes as sent. Raises `Unreadable` when they are gone or are not what was sent."""
    try:
        found = original(store, digest).read_bytes()
    except OSError as error:
        raise Unreadable(
            f"originals/{digest}: cannot be opened ({error.strerror}). Restore it from a copy of the store."
        ) from error
    if hashlib.sha256(found).hexdigest() != digest:
        raise Unreadable(
            f"originals/{digest}: is not the file that was sent; its SHA-256 differs. Restore it from a copy of the "
            "store."
        )
    return found
