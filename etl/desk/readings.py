"""What stands in originals, read again from them whenever it is asked, so that nothing between a file as sent and an edition can be altered."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

from etl.desk.submission import Submission
from etl.intake.reading import Reading, read
from etl.record.read import Unreadable
from etl.store import originals
from etl.store.inputs import OURS, Inputs

KEPT = 256
_memory: OrderedDict[str, Reading] = OrderedDict()
_lock = threading.Lock()


def readings(store: Path, every: Sequence[Submission], inputs: Inputs = OURS) -> list[Reading]:
    """The reading of each of `every`, from their originals, by the form and the indicators of `inputs`; what this process has read it remembers.

    Raises `Unreadable` when one cannot be read now, or says another round or country than the journal: nothing is built or checked without it.
    """
    form = _form(inputs)
    wanted = {_key(one, form): (one.name, originals.content(store, one.sha256)) for one in every}
    with _lock:
        found = {key: _memory[key] for key in wanted if key in _memory}
    missing = [key for key in wanted if key not in found]
    found |= zip(
        missing,
        read([wanted[key] for key in missing], definitions=inputs.definitions, record=inputs.record) if missing else (),
        strict=True,
    )
    for one in every:
        _refuse(one, found[_key(one, form)])
    with _lock:
        _memory.update({key: found[key] for key in missing})
        while len(_memory) > KEPT:
            _memory.popitem(last=False)
    return [found[_key(one, form)] for one in every]


def _refuse(one: Submission, read: Reading) -> None:
    if read.code:
        raise Unreadable(
            f"{one.id} cannot be read again, and nothing is made without it: {read.sentence} Try again; if it stays so, withdraw {one.id}."
        )
    if (read.round, read.country) != (one.round, one.country):
        raise Unreadable(
            f"{one.id} reads as {read.country}, {read.round}; the journal says {one.country}, {one.round}. Nothing is made of it."
        )


def _form(inputs: Inputs) -> str:
    """By what is read: the same files in another folder are the same."""
    files = [*sorted(inputs.definitions.glob("*.csv")), *sorted(inputs.record.glob("*.csv"))]
    return hashlib.sha256(
        b"".join(hashlib.sha256(path.name.encode() + path.read_bytes()).digest() for path in files)
    ).hexdigest()


def _key(one: Submission, form: str) -> str:
    return f"{one.sha256} {one.name} {form}"
