"""What stands in originals, read again from them whenever it is asked, so that nothing between a file as sent and an
edition can be altered.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

from etl.coding.rating import country
from etl.coding.read import texts
from etl.desk.submission import Submission, folded
from etl.intake.reading import Reading, read
from etl.source import Unreadable
from etl.store import originals
from etl.store.inputs import OURS, Inputs
from etl.store.journal import Denied, entries

KEPT = 256
_memory: OrderedDict[str, Reading] = OrderedDict()
_lock = threading.Lock()


def readings(store: Path, submissions: Sequence[Submission], inputs: Inputs = OURS) -> list[Reading]:
    """The reading of each of `submissions`, from their originals, by the form and the indicators of `inputs`; what this
    process has read it remembers.

    Raises `Unreadable` when one cannot be read now, or says another round or country than the journal: nothing is built
    or checked without it.
    """
    form = _form(inputs)
    wanted = {
        _key(submission, form): (submission.name, originals.content(store, submission.sha256))
        for submission in submissions
    }
    with _lock:
        by_key = {key: _memory[key] for key in wanted if key in _memory}
    missing = [key for key in wanted if key not in by_key]
    by_key |= zip(
        missing,
        read([wanted[key] for key in missing], definitions=inputs.definitions, record=inputs.record) if missing else (),
        strict=True,
    )
    for submission in submissions:
        _refuse(submission, by_key[_key(submission, form)])
    with _lock:
        _memory.update({key: by_key[key] for key in missing})
        while len(_memory) > KEPT:
            _memory.popitem(last=False)
    return [by_key[_key(submission, form)] for submission in submissions]


CODED = ("accepted", "approved", "published")
"""The states of a submission in which its commitments are coded."""


def text_to_code(store: Path, reference: str, reporting_round: str, scale: str) -> str:
    """The hash of what the newest accepted report of a round says of a commitment.

    Raises `Denied` where none says anything of it.
    """
    reports = [
        submission
        for submission in folded(entries(store)).values()
        if submission.state in CODED and (submission.round, submission.country) == (reporting_round, country(reference))
    ]
    said = [texts(reading.sources).get((reference, scale), "") for reading in readings(store, reports)]
    found = next(filter(None, reversed(said)), "")
    if not found:
        raise Denied(
            f"{reference}: no accepted submission of {reporting_round} says anything of it for {scale}; there is "
            "nothing to code."
        )
    return found


def _refuse(submission: Submission, reading: Reading) -> None:
    if reading.code:
        raise Unreadable(
            f"{submission.id} cannot be read again, and nothing is made without it: {reading.sentence} "
            f"Try again; if it stays so, withdraw {submission.id}."
        )
    if (reading.round, reading.country) != (submission.round, submission.country):
        raise Unreadable(
            f"{submission.id} reads as {reading.country}, {reading.round}; "
            f"the journal says {submission.country}, {submission.round}. Nothing is made of it."
        )


def _form(inputs: Inputs) -> str:
    """By what is read: the same files in another folder are the same."""
    files = [*sorted(inputs.definitions.glob("*.csv")), *sorted(inputs.record.glob("*.csv"))]
    return hashlib.sha256(
        b"".join(hashlib.sha256(path.name.encode() + path.read_bytes()).digest() for path in files)
    ).hexdigest()


def _key(submission: Submission, form: str) -> str:
    return f"{submission.sha256} {submission.name} {form}"
