"""What is printed into the rows of a questionnaire: lists, indicators, and what is on record of its country."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from etl.form.rounds import Round
from etl.form.sheets import sheets, words
from etl.questionnaire.prefill import Prefill
from etl.record.read import source

ROOM = {"sent_commitments": 30, "sent_indicators": 60, "sent_practice": 15}
"""How many rows are free on a sheet."""

Row = Mapping[str, object]
"""What stands in a row, by field; a free row is empty."""


class Printed(NamedTuple):
    """The definitions that are printed into every workbook.

    Lists by the type of a column, their headers, goals in words, the rows of the form's indicators, and what stands
    before a value by its qualifier, such as "at least ".
    """

    lists: dict[str, list[str]]
    headers: dict[str, str]
    goals: dict[str, str]
    indicators: list[dict[str, str]]
    qualifiers: dict[str, str]


@lru_cache(maxsize=4)
def printed(definitions: Path, record: Path, version: str) -> Printed:
    """The definitions of one version of the form, from the folders `definitions` and `record`."""
    goals = {row["goal_id"]: f"{row['goal_id']} {row['short_name']}" for row in _csv(record / "operational_goals.csv")}
    targets = [f"{row['target_no']} {row['short_name']}" for row in _csv(record / "policy_targets.csv")]
    meanings = {row["indicator"]: row["definition"] for row in _csv(definitions / "form_indicators.csv")}
    units = {row["indicator"]: row for row in _csv(record / "indicators.csv")}
    indicators = [
        {"indicator": key, "label": units[key]["label"], "unit": units[key]["unit"], "definition": text}
        for key, text in meanings.items()
    ]
    references = {"target_no": targets, "goal_id": list(goals.values()), "indicator": list(meanings)}
    lists: dict[str, list[str]] = {}
    columns = [column for sheet in sheets(definitions, version).values() for column in sheet.columns]
    for column in columns:
        if column.vocabulary:
            lists[column.type] = list(words(column.vocabulary, definitions).values())
        elif column.type.startswith("ref:"):
            lists[column.type] = references[column.type.rpartition(".")[2]]
    qualifiers = {word: f"{label} " for word, label in words("qualifier", definitions).items() if word != "exact"}
    return Printed(lists, {column.type: column.header for column in columns}, goals, indicators, qualifiers)


def rows(sheet: str, round_: Round, prefill: Prefill, definitions: Printed) -> list[Row]:
    """What is printed into the rows of a sheet, named as in the warehouse (sent_progress)."""
    free: list[Row] = [{} for _ in range(ROOM.get(sheet, 0))]
    if sheet == "sent_commitments":
        return [{"reference": reference(prefill.iso3, round_, n)} for n in range(1, ROOM[sheet] + 1)]
    if sheet == "sent_progress":
        return _earlier(prefill, definitions)
    if sheet == "sent_threats":
        return [{"phenomenon": label} for label in definitions.lists["vocabulary:phenomenon"]]
    if sheet == "sent_indicators":
        return [*_indicators(round_, prefill, definitions), *free]
    return free


def reference(iso3: str, round_: Round, n: int) -> str:
    """The printed reference of the n-th new commitment of a country in a round, such as ALB-C13-01."""
    return f"{iso3}-C{round_.round.rpartition('-')[2][-2:]}-{n:02d}"


def _earlier(prefill: Prefill, definitions: Printed) -> list[Row]:
    return [
        {
            "reference": earlier.reference,
            "goal_id": definitions.goals.get(earlier.goal_id, earlier.goal_id),
            "title": earlier.title,
            "due_date": _due(earlier.due_date),
        }
        for earlier in prefill.commitments
    ]


def _indicators(round_: Round, prefill: Prefill, definitions: Printed) -> list[Row]:
    period = int(round_.period) if round_.period.isdigit() else round_.period
    return [
        {**row, "last_known": _last_values(prefill, row["indicator"], definitions), "period": period}
        for row in definitions.indicators
    ]


def _last_values(prefill: Prefill, indicator: str, definitions: Printed) -> str:
    """The last values on record as printed: "2013: 12 · 2012: at least 9"."""
    texts = [
        f"{value.period}:\N{NO-BREAK SPACE}{definitions.qualifiers.get(value.qualifier, '')}{value.value}"
        for value in prefill.values.get(indicator, ())
    ]
    return " · ".join(texts) or "none on record"


def _due(text: str) -> object:
    """A due date as a cell shows it: a day as a real date, a year as a number, a month as text."""
    if len(text) == 10:
        return date.fromisoformat(text)
    return int(text) if text.isdigit() else text or None


def _csv(path: Path) -> list[dict[str, str]]:
    table = source(path)
    return table.records()
