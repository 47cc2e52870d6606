"""What we know of a country before it answers: its earlier commitments and its last values, printed into its workbook."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from etl.desk import acts
from etl.desk.submission import included
from etl.form.sheets import LISTS, Round, rounds
from etl.record.read import RECORD, source
from etl.store.illustration import illustrative

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
    """What is known of one country: `values` holds the last values of each indicator, newest first. `illustrative` says that it is asked for invented figures."""

    iso3: str
    name: str
    commitments: tuple[Earlier, ...] = ()
    values: dict[str, tuple[Value, ...]] = field(default_factory=dict)
    illustrative: bool = False


def known(round: Round, store: Path | None = None, record: Path = RECORD) -> dict[str, Known]:
    """Every country that must report in `round`, by its three letters, in the order of their names.

    Its commitments are those of the public record from before the round opened, and those of its approved submissions; a
    round that reports on nothing asks for none: it is what the check `not_mentioned` asks for. Values of the record reach up to
    the year that the round asks for; of one period the newest report's stands there.
    """
    must = [row for row in _rows(record / "participants.csv") if row[LISTS[round.who]] == "yes"]
    announced, values = _announced(record, round), _values(record, round)
    for iso3, more in approved(store, round).items():
        announced[iso3] += more.commitments
        values[iso3] |= {
            indicator: newest([*newer, *values[iso3].get(indicator, [])]) for indicator, newer in more.values.items()
        }
    invented = store is not None and illustrative(store)
    return {
        iso3: Known(
            iso3,
            row["name"],
            tuple(announced[iso3]) if round.reports_on else (),
            {key: tuple(found[:SHOWN]) for key, found in values[iso3].items()},
            invented,
        )
        for row in sorted(must, key=lambda row: row["name"])
        for iso3 in [row["iso3"]]
    }


def approved(store: Path | None, round: Round) -> dict[str, Known]:
    """What reports of rounds that were due before this one opened add, if they are approved or published, by country: new commitments, and values."""
    earlier = (
        [one for one in included(acts.submissions(store)) if rounds()[one.round].due < round.opens]
        if store and (store / "desk").exists()
        else []
    )
    found: dict[str, Known] = {}
    for given in reversed(acts.given_of_all(store, earlier) if earlier else []):  # the newest report comes first
        rows = {one.name: one.records() for one in given.sources}
        one = found.setdefault(given.iso3, Known(given.iso3, ""))
        promised = tuple(
            Earlier(row["reference"], row["goal_id"], row["title"], row["due_date"])
            for row in rows.get("sent_commitments", [])
            if row["nature"] == "new"
        )
        values = dict(one.values)
        for row in rows.get("sent_indicators", []):
            if row["value"]:
                values[row["indicator"]] = newest(
                    [*values.get(row["indicator"], ()), Value(row["period"], row["value"], row["qualifier"] or "exact")]
                )
        found[given.iso3] = replace(one, commitments=(*promised, *one.commitments), values=values)
    return found


def newest(values: Sequence[Value]) -> tuple[Value, ...]:
    """Values by period, newest first; of several of one period the first that is given."""
    first = {one.period: one for one in reversed(values)}
    return tuple(sorted(first.values(), key=lambda one: (_year(one.period), one.period), reverse=True))


def _year(period: str) -> str:
    """The year in which a period begins: 2013 of FY2013-14."""
    return next(iter(re.findall(r"\d{4}", period)), "")


def _announced(record: Path, round: Round) -> dict[str, list[Earlier]]:
    found: dict[str, list[Earlier]] = defaultdict(list)
    for row in _rows(record / "commitments.csv"):
        when = row["announced_date"] or row["status_as_of"]
        if (
            when
            and when < round.opens[: len(when)]
            and row["evidence"] != "unconfirmed"
            and row["status"] != "baseline"
        ):
            found[row["iso3"]].append(Earlier(row["commitment_id"], row["goal_id"], row["title"], row["due_date"]))
    return found


def _values(record: Path, round: Round) -> dict[str, dict[str, Sequence[Value]]]:
    found: dict[str, dict[str, Sequence[Value]]] = defaultdict(lambda: defaultdict(list))
    for row in sorted(_rows(record / "observations.csv"), key=lambda row: (row["year"], row["period"]), reverse=True):
        if row["year"] <= round.period and row["evidence"] != "unconfirmed":
            found[row["iso3"]][row["indicator"]].append(Value(row["period"], row["value"], row["qualifier"]))
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    read = source(path)
    return read.records()
