"""What was read out of originals, kept beside them so that nobody waits twice. Derived: it may be deleted at any time and is read again."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

from etl import originals
from etl.intake import Reading, read
from etl.journal import folder
from etl.read import Finding, Source
from etl.submission import Submission

FORMAT = 1


def kept(store: Path, one: Reading) -> None:
    """Keep a reading. What cannot be written is read again when it is needed."""
    path = _path(store, one.sha256)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    beside = path.with_name(f".{path.name}-{os.getpid()}")
    beside.write_text(json.dumps({"format": FORMAT, **vars(one)}, default=vars, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    beside.replace(path)


def readings(store: Path, every: Sequence[Submission]) -> list[Reading]:
    """The reading of each of `every`; those that are not kept are read from their originals, together."""
    found = {one.sha256: _kept(store, one.sha256) for one in every}
    missing = [one for one in every if found[one.sha256] is None]
    for one in read([(one.name, originals.content(store, one.sha256)) for one in missing]) if missing else ():
        kept(store, one)
        found[one.sha256] = one
    return [found[one.sha256] for one in every]


def _kept(store: Path, digest: str) -> Reading | None:
    try:
        said = json.loads(_path(store, digest).read_text(encoding="utf-8"))
        if said.pop("format") != FORMAT:
            return None
        sources = [Source(**{**one, "findings": [Finding(**f) for f in one["findings"]]}) for one in said.pop("sources")]
        return Reading(**{**said, "sources": sources, "findings": [Finding(**one) for one in said["findings"]]})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _path(store: Path, digest: str) -> Path:
    return folder(store) / "read" / f"{digest}.json"
