"""What is open when one secretariat hands over to the next, and with which versions it worked."""

from __future__ import annotations

import csv
import io
import platform
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from etl.coding.coding import codings
from etl.desk.acts import board, submissions
from etl.form.sheets import rounds
from etl.publishing.release import waiting
from etl.record.read import ROOT

ENDED = ("published", "withdrawn", "replaced")
HEADER = ("what", "round", "country", "object", "detail")


def points(store: Path) -> str:
    """Everything that is open as CSV with the columns HEADER: submissions not at an end, open questions, silent countries, codings, an edition that waits."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([HEADER, *_rows(store)])
    return out.getvalue()


def versions() -> dict[str, str]:
    """Python and every package of requirements.txt with its version."""
    names = re.findall(r"^([\w.-]+)==", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    return {"python": platform.python_version(), **{name: version(name) for name in names}}


def _rows(store: Path) -> Iterator[tuple[str, ...]]:
    one = waiting(store)
    if one:
        yield (
            "edition waits",
            "",
            "",
            f"edition {one.edition}",
            f"until {one.embargo or 'released'}; prepared by {one.by}",
        )
    found = submissions(store).values()
    for sent in found:
        if sent.state not in ENDED:
            yield "submission", sent.round, sent.country, sent.id, f"{sent.state}; received {sent.received_at[:10]}"
            yield from (("question", sent.round, sent.country, sent.id, key) for key in sent.open_questions)
    begun = {sent.round for sent in found}
    today = datetime.now(UTC).date()
    for round in rounds().values():
        if round.round in begun or round.opens <= today.isoformat() <= round.due:
            silent = board(store, round.round, today)
            yield from (
                ("silent country", round.round, row.iso3, row.country, f"due {round.due}")
                for row in silent[silent["state"] == "not_sent"].itertuples()
            )
    yield from (
        ("coding", one.round, one.iso3, one.reference, f"{one.scale} waits for {one.waits}")
        for one in codings(store)
        if one.waits
    )
