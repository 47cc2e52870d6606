"""The board of a round: who must report, who has sent what, and who is late."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from etl.desk.submission import ENDED, Submission, folded
from etl.form.rounds import LISTS, rounds
from etl.record.read import source
from etl.source import RECORD
from etl.store.journal import entries

if TYPE_CHECKING:
    import pandas as pd


def round_board(store: Path, reporting_round: str, today: date | None = None) -> pd.DataFrame:
    """One row a country that must report: iso3, country, region, state, submission, version, received_at, days_late,
    overdue. Silent countries are `not_sent`.

    State and submission are of the newest that counts. `days_late` counts from the due date to the first arrival that
    was not withdrawn, or to `today` (UTC) where there is none. `overdue` only once the due date is over, where nothing
    has arrived, or the newest went back and no earlier one is approved or published.
    """
    import pandas as pd  # by whom a frame is asked for, as in `etl.desk.acts`

    asked = rounds()[reporting_round]
    day, due = today or datetime.now(UTC).date(), date.fromisoformat(asked.due)
    sent: dict[str, list[Submission]] = {}
    for submission in folded(entries(store)).values():
        if submission.round == reporting_round:
            sent.setdefault(submission.country, []).append(submission)
    rows = []
    for country in participants(asked.who):
        theirs = sent.get(country["iso3"], [])
        newest = next((submission for submission in reversed(theirs) if submission.state not in ENDED), None)
        arrived = [
            date.fromisoformat(submission.received_at[:10]) for submission in theirs if submission.state != "withdrawn"
        ]
        inside = any(submission.state in ("approved", "published") for submission in theirs)
        rows.append(
            {
                **{name: country[name] for name in ("iso3", "region")},
                "country": country["name"],
                "state": newest.state if newest else "not_sent",
                "submission": newest.id if newest else "",
                "version": newest.version if newest else 0,
                "received_at": newest.received_at if newest else "",
                "days_late": max((min(arrived, default=day) - due).days, 0),
                "overdue": day > due and not inside and (newest is None or newest.state == "returned"),
            }
        )
    return pd.DataFrame(rows)


def participants(who: str, record: Path = RECORD) -> list[dict[str, str]]:
    """The countries of a list, by name: "launch_list" or "list_54"."""
    rows = source(record / "participants.csv").records()
    return sorted((row for row in rows if row[LISTS[who]] == "yes"), key=lambda row: row["name"])
