"""What we know of a country before it answers: its earlier commitments and its last values, printed into its workbook."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from etl.form import Round
from etl.read import DEFINITIONS, RECORD, source

SHOWN = 3
"""So many of the last values of an indicator are printed."""


class Earlier(NamedTuple):
    """A commitment that a country is asked about; `due_date` is an ISO day, month or year, or empty."""

    reference: str
    goal_id: str
    title: str
    due_date: str


class Value(NamedTuple):
    """One value on record, as text, such as ("2013", "12", "at_least")."""

    period: str
    value: str
    qualifier: str


@dataclass(frozen=True)
class Known:
    """What is known of one country: `values` holds the last values of each indicator, newest first."""

    iso3: str
    name: str
    commitments: tuple[Earlier, ...] = ()
    values: dict[str, tuple[Value, ...]] = field(default_factory=dict)


def known(round: Round, store: Path | None = None, definitions: Path = DEFINITIONS, record: Path = RECORD) -> dict[str, Known]:
    """Every country that must report in `round`, by its three letters, in the order of their names.

    Its commitments are those of the public record from before the round opened, and those of its approved submissions; a
    round that reports on nothing asks for none. Values reach up to the year that the round asks for.
    """
    must = [row for row in _rows(record / "participants.csv") if row[_listed(round)] == "yes"]
    announced, values = _announced(record, round), _values(record, round)
    for iso3, more in approved(store, round, definitions).items():
        announced[iso3] += more.commitments
        values[iso3] = {**values[iso3], **{indicator: [*newer, *values[iso3].get(indicator, [])] for indicator, newer in more.values.items()}}
    return {
        iso3: Known(iso3, row["name"], tuple(announced[iso3]) if round.reports_on else (), {key: tuple(found[:SHOWN]) for key, found in values[iso3].items()})
        for row in sorted(must, key=lambda row: row["name"])
        for iso3 in [row["iso3"]]
    }


def approved(store: Path | None, round: Round, definitions: Path) -> dict[str, Known]:
    """What approved submissions of earlier rounds add, by country: the seam to the desk, which fills it."""
    del store, round, definitions
    return {}


def _listed(round: Round) -> str:
    return {"launch_list": "in_launch_list_48", "list_54": "in_list_54"}[round.who]


def _announced(record: Path, round: Round) -> dict[str, list[Earlier]]:
    found: dict[str, list[Earlier]] = defaultdict(list)
    for row in _rows(record / "commitments.csv"):
        when = row["announced_date"] or row["status_as_of"]
        if when and when < round.opens[: len(when)] and row["evidence"] != "unconfirmed":
            found[row["iso3"]].append(Earlier(row["commitment_id"], row["goal_id"], row["title"], row["due_date"]))
    return found


def _values(record: Path, round: Round) -> dict[str, dict[str, list[Value]]]:
    found: dict[str, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    for row in sorted(_rows(record / "observations.csv"), key=lambda row: (row["year"], row["period"]), reverse=True):
        if row["year"] <= round.period and row["evidence"] != "unconfirmed":
            found[row["iso3"]][row["indicator"]].append(Value(row["period"], row["value"], row["qualifier"]))
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    read = source(path)
    return [dict(zip(read.columns, row, strict=True)) for row in read.rows]
