"""What is printed into the workbook of a country before it answers: its earlier commitments and its last values."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from etl.desk import acts, receiving
from etl.desk.submission import included
from etl.form.rounds import LISTS, Round, rounds
from etl.record.read import source
from etl.source import RECORD
from etl.store.illustrative import illustrative

SHOWN = 3
"""How many of the last values of an indicator are printed."""


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
class Prefill:
    """What is printed for one country: `values` holds the last values of each indicator, newest first.

    `illustrative` says that it is asked for invented figures.
    """

    iso3: str
    name: str
    commitments: tuple[Earlier, ...] = ()
    values: dict[str, tuple[Value, ...]] = field(default_factory=dict)
    illustrative: bool = False


def prefills(round_: Round, store: Path | None = None, record: Path = RECORD) -> dict[str, Prefill]:
    """The prefill of every country that must report in `round_`, by its three letters, in the order of their names.

    Its commitments are those of the public record from before the round opened, and those of its approved submissions;
    a round that reports on nothing asks for none: it is what the check `not_mentioned` asks for. Values of the record
    reach up to the year that the round asks for; of one period the newest report's stands there.
    """
    participants = [row for row in _rows(record / "participants.csv") if row[LISTS[round_.who]] == "yes"]
    announced, values = _announced(record, round_), _values(record, round_)
    for iso3, report in approved(store, round_).items():
        announced[iso3] += report.commitments
        values[iso3] |= {
            indicator: newest([*newer, *values[iso3].get(indicator, [])]) for indicator, newer in report.values.items()
        }
    invented = store is not None and illustrative(store)
    return {
        iso3: Prefill(
            iso3,
            row["name"],
            tuple(announced[iso3]) if round_.reports_on else (),
            {indicator: tuple(series[:SHOWN]) for indicator, series in values[iso3].items()},
            invented,
        )
        for row in sorted(participants, key=lambda row: row["name"])
        for iso3 in [row["iso3"]]
    }


def approved(store: Path | None, round_: Round) -> dict[str, Prefill]:
    """What approved or published reports of rounds that were due before this one opened add, by country.

    That is their new commitments, and their values.
    """
    if not store or not (store / "desk").exists():
        return {}
    earlier = [sent for sent in included(acts.submissions(store)) if rounds()[sent.round].due < round_.opens]
    reports = receiving.given_of_all(store, earlier) if earlier else []
    prefilled: dict[str, Prefill] = {}
    for report in reversed(reports):  # the newest report comes first
        sheets = {source.name: source.records() for source in report.sources}
        newer = prefilled.setdefault(report.iso3, Prefill(report.iso3, ""))
        promised = tuple(
            Earlier(row["reference"], row["goal_id"], row["title"], row["due_date"])
            for row in sheets.get("sent_commitments", [])
            if row["nature"] == "new"
        )
        values = dict(newer.values)
        for row in sheets.get("sent_indicators", []):
            if row["value"]:
                value = Value(row["period"], row["value"], row["qualifier"] or "exact")
                values[row["indicator"]] = newest([*values.get(row["indicator"], ()), value])
        prefilled[report.iso3] = replace(newer, commitments=(*promised, *newer.commitments), values=values)
    return prefilled


def newest(values: Sequence[Value]) -> tuple[Value, ...]:
    """Values by period, newest first; of several of one period the first that is given."""
    by_period = {value.period: value for value in reversed(values)}
    return tuple(sorted(by_period.values(), key=lambda value: (_year(value.period), value.period), reverse=True))


def _year(period: str) -> str:
    """The year in which a period begins: 2013 of FY2013-14."""
    return next(iter(re.findall(r"\d{4}", period)), "")


def _announced(record: Path, round_: Round) -> dict[str, list[Earlier]]:
    """By country, the commitments of the record that were announced before the round opened."""
    announced: dict[str, list[Earlier]] = defaultdict(list)
    for row in _rows(record / "commitments.csv"):
        when = row["announced_date"] or row["status_as_of"]
        if (
            when
            and when < round_.opens[: len(when)]
            and row["evidence"] != "unconfirmed"
            and row["status"] != "baseline"
        ):
            announced[row["iso3"]].append(Earlier(row["commitment_id"], row["goal_id"], row["title"], row["due_date"]))
    return announced


def _values(record: Path, round_: Round) -> dict[str, dict[str, Sequence[Value]]]:
    """By country and indicator, the values of the record up to the year that the round asks for, newest first."""
    values: dict[str, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    for row in sorted(_rows(record / "observations.csv"), key=lambda row: (row["year"], row["period"]), reverse=True):
        if row["year"] <= round_.period and row["evidence"] != "unconfirmed":
            values[row["iso3"]][row["indicator"]].append(Value(row["period"], row["value"], row["qualifier"]))
    return defaultdict(dict, {iso3: {**series} for iso3, series in values.items()})


def _rows(path: Path) -> list[dict[str, str]]:
    table = source(path)
    return table.records()
