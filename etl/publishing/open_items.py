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
from etl.desk.acts import submissions
from etl.desk.board import round_board
from etl.form.rounds import rounds
from etl.publishing.release import waiting
from etl.source import ROOT

ENDED = ("published", "withdrawn", "replaced")
HEADER = ("what", "round", "country", "object", "detail")


def open_items(store: Path) -> str:
    """Everything that is open as CSV with the columns HEADER: submissions not at an end, open questions, silent
    countries, codings, an edition that waits.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([HEADER, *_rows(store)])
    return out.getvalue()


def versions() -> dict[str, str]:
    """Python and every package of requirements.txt with its version."""
    names = re.findall(r"^([\w.-]+)==", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    return {"python": platform.python_version(), **{name: version(name) for name in names}}


def _rows(store: Path) -> Iterator[tuple[str, ...]]:
    yield from _waiting_edition(store)
    sent = submissions(store).values()
    for submission in sent:
        where = (submission.round, submission.country, submission.id)
        if submission.state not in ENDED:
            yield "submission", *where, f"{submission.state}; received {submission.received_at[:10]}"
            yield from (("question", *where, key) for key in submission.open_questions)
    yield from _silent_countries(store, {submission.round for submission in sent})
    yield from (
        ("coding", coding.round, coding.iso3, coding.reference, f"{coding.scale} waits for {coding.waits}")
        for coding in codings(store)
        if coding.waits
    )


def _waiting_edition(store: Path) -> Iterator[tuple[str, ...]]:
    if edition := waiting(store):
        until = f"until {edition.embargo or 'released'}; prepared by {edition.by}"
        yield "edition waits", "", "", f"edition {edition.edition}", until


def _silent_countries(store: Path, begun: set[str]) -> Iterator[tuple[str, ...]]:
    """Those that must report in a round that has begun or is open, and have sent nothing."""
    today = datetime.now(UTC).date()
    for reporting_round in rounds().values():
        if reporting_round.round in begun or reporting_round.opens <= today.isoformat() <= reporting_round.due:
            silent = round_board(store, reporting_round.round, today)
            yield from (
                ("silent country", reporting_round.round, row.iso3, row.country, f"due {reporting_round.due}")
                for row in silent[silent["state"] == "not_sent"].itertuples()
            )
