"""What files that were sent hold, read by processes that can open nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from core.workers.batch import Batch
from core.workers.process import Program
from core.workers.protocol import Answer, Limits
from core.xlsx import reader
from core.xlsx.content import Content, Refusal
from core.xlsx.reader import MEMORY, PACKED, SECONDS, heavy

READER = Program(("-I", "-S", str(Path(reader.__file__))), Limits(SECONDS, MEMORY, ahead=2))
SLOW = f"takes more than {SECONDS} seconds to read; delete what is not part of the form, or fill the form again"
LOST = (
    f"cannot be read within {MEMORY >> 20} MB of memory, or is damaged; "
    "delete what is not part of the form, or fill the form again"
)


def contents(files: Sequence[bytes]) -> Iterator[tuple[int, Content]]:
    """What `reader` answers to each of `files`, with its place among them, in the order in which they are ready.

    A file that is too heavy is not even opened; one that costs its reader its life, or its time, gets a sentence like
    any other.
    """
    places = [place for place, data in enumerate(files) if len(data) <= PACKED]
    yield from ((place, _large(heavy(len(data)))) for place, data in enumerate(files) if len(data) > PACKED)
    with Batch(READER) as batch:
        for number, answer in batch.answers([files[place] for place in places]):
            yield places[number], _content(answer)


def _content(answer: Answer) -> Content:
    if answer.outcome == "slow":
        return {"code": "too_slow", "sentence": SLOW}
    try:
        content: Content = json.loads(answer.body) if answer.outcome == "done" else _large(LOST)
    except ValueError:
        return _large(LOST)
    return content


def _large(sentence: str) -> Refusal:
    return {"code": "too_large", "sentence": sentence}
