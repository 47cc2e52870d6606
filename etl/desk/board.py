"""The board of a round: who must report, who has sent what, and who is late."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd

from etl.desk.submission import ENDED, Submission, folded
from etl.form.sheets import LISTS, rounds
from etl.record.read import RECORD, source
from etl.store.journal import entries


def board(store: Path, round: str, today: date | None = None) -> pd.DataFrame:
    """One row a country that must report: iso3, country, region, state, submission, version, received_at, days_late, overdue. Silent countries are `not_sent`.

    State and submission are of the newest that counts. `days_late` counts from the due date to the first arrival that was not withdrawn, or to `today`
    (UTC) where there is none. `overdue` only once the due date is over, where nothing has arrived, or the newest went back and no earlier one is approved or published.
    """
    asked = rounds()[round]
    day, due = today or datetime.now(UTC).date(), date.fromisoformat(asked.due)
    sent: dict[str, list[Submission]] = {}
    for one in folded(entries(store)).values():
        if one.round == round:
            sent.setdefault(one.country, []).append(one)
    rows = []
    for person in participants(asked.who):
        every = sent.get(person["iso3"], [])
        one = next((one for one in reversed(every) if one.state not in ENDED), None)
        arrived = [date.fromisoformat(other.received_at[:10]) for other in every if other.state != "withdrawn"]
        inside = any(other.state in ("approved", "published") for other in every)
        rows.append(
            {
                **{name: person[name] for name in ("iso3", "region")},
                "country": person["name"],
                "state": one.state if one else "not_sent",
                "submission": one.id if one else "",
                "version": one.version if one else 0,
                "received_at": one.received_at if one else "",
                "days_late": max((min(arrived, default=day) - due).days, 0),
                "overdue": day > due and not inside and (one is None or one.state == "returned"),
            }
        )
    return pd.DataFrame(rows)


def participants(who: str, record: Path = RECORD) -> list[dict[str, str]]:
    """The countries of a list, by name: "launch_list" or "list_54"."""
    read = source(record / "participants.csv")
    return sorted((row for row in read.records() if row[LISTS[who]] == "yes"), key=lambda row: row["name"])
