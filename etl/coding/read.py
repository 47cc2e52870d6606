"""The very text that a code is given to: what a report says of one commitment, told apart by its hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from etl.source import Source
from etl.store.chain import canonical

FIELDS = ("reference", "title", "goal_id", "due_date", "new_due_date", "status", "done", "evidence_url", "note")
"""What a coder reads of a commitment; other columns of a form may come and go without asking for a code anew."""

Texts = dict[tuple[str, str], str]
"""The hash of the text by reference and scale."""


def text_hash(row: Mapping[str, str | None]) -> str:
    """SHA-256 of what one row of a report says of its commitment."""
    return hashlib.sha256(canonical({field: row.get(field) or "" for field in FIELDS})).hexdigest()


def scale_of(sheet: str, row: Mapping[str, str | None]) -> str:
    """The scale on which a row of a sheet is coded; empty where it is not: what is new for its ambition, what is
    reported on for its completion.
    """
    if sheet == "sent_progress":
        return "completion"
    return "ambition" if sheet == "sent_commitments" and row.get("nature") == "new" and row.get("title") else ""


def texts(sources: Iterable[Source]) -> Texts:
    """What the sheets of one report say, of each commitment on its scale."""
    by_key: Texts = {}
    for source in sources:
        for cells in source.rows:
            row = dict(zip(source.columns, cells, strict=True))
            if (scale := scale_of(source.name, row)) and row.get("reference"):
                by_key[str(row["reference"]), scale] = text_hash(row)
    return by_key
