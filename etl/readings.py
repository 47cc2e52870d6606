"""What stands in originals, read again from them whenever it is asked, so that nothing between a file as sent and an edition can be altered."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

from etl import originals
from etl.intake import Reading, read
from etl.submission import Submission

KEPT = 256
_memory: OrderedDict[str, Reading] = OrderedDict()


def readings(store: Path, every: Sequence[Submission]) -> list[Reading]:
    """The reading of each of `every`, from their originals; what this process has read it remembers, by the SHA-256 of the file and its name."""
    contents = {_key(one): originals.content(store, one.sha256) for one in every}
    missing = [one for one in every if _key(one) not in _memory]
    files = [(one.name, contents[_key(one)]) for one in missing]
    for one, found in zip(missing, read(files) if files else (), strict=True):
        _memory[_key(one)] = found
    found = [_memory[_key(one)] for one in every]
    while len(_memory) > KEPT:
        _memory.popitem(last=False)
    return found


def _key(one: Submission) -> str:
    return f"{one.sha256} {one.name}"
