"""What invented countries answer, from a seed: commitments, progress, figures, threats and practice. No person and no
case is in it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from etl.example.catalogue import catalogue
from etl.example.figures import figures
from etl.form.rounds import LISTS, Round, rounds
from etl.form.sheets import words
from etl.questionnaire.prefill import SHOWN, Earlier, Prefill, Value, prefills
from etl.questionnaire.printed import reference
from etl.record.read import definition
from etl.source import DEFINITIONS, RECORD
from etl.store.illustrative import WORDS

OFFICES = (
    "Ministry of Justice",
    "Ministry of the Interior",
    "National Police Directorate",
    "Office of the Prosecutor General",
)
FROM_RECORD = {"implemented": "implemented", "ongoing": "ongoing", "baseline": "implemented"}
"""What a country says of a commitment of the record, by its status there."""

DONE = {
    "planned": "Not begun. It waits for the budget of next year.",
    "ongoing": "Begun in two regions. The others follow.",
    "implemented": "Done as announced.",
}

Cell = str | int | float | date
Row = dict[str, Cell]
"""One row of a sheet by field, each value as a person types it."""


@dataclass(frozen=True)
class Answers:
    """What one country writes into one workbook: its cover, and rows by sheet, each value as a person types it (list
    cells by their word).
    """

    office: str
    dated: date
    sheets: dict[str, list[Row]] = field(default_factory=dict)


def answers(seed: int, reporting_round: Round, prefill: Prefill) -> Answers:
    """Everything that the country of `prefill` answers in a round; the same seed gives the same answers."""
    iso3 = prefill.iso3
    dice = random.Random(f"{seed} {reporting_round.round} {iso3}")
    sheets = {
        "sent_commitments": _typed(promises(seed, reporting_round, iso3), dice)
        if _announces(reporting_round, iso3)
        else [],
        "sent_progress": [_reported(earlier, dice) for earlier in prefill.commitments],
        "sent_indicators": _answered(figures(seed, iso3), reporting_round.period, dice),
        "sent_threats": _threats(dice),
        "sent_practice": _practices(dice),
    }
    office = f"{dice.choice(OFFICES)} ({WORDS})"
    return Answers(office, date.fromisoformat(reporting_round.due) - timedelta(days=dice.randint(4, 70)), sheets)


def _announces(reporting_round: Round, iso3: str) -> bool:
    """Whether a country commits itself in a round: in that of commitments, or later if that did not ask it."""
    first = next(other for other in rounds().values() if other.kind == "commitments")
    return reporting_round.kind == "commitments" or iso3 not in must_report(first)


def promises(seed: int, reporting_round: Round, iso3: str) -> list[dict[str, str]]:
    """What a country has in place and newly commits itself to in a round; `due_date` is ISO text."""
    dice = random.Random(f"{seed} promises {iso3}")
    actions = catalogue("actions")
    chosen = sorted(dice.sample(actions, dice.randint(4, 7)), key=lambda action: action["goal_id"])
    if not any(action["nature"] == "new" for action in chosen):
        chosen.append(next(action for action in actions if action["nature"] == "new"))
    own = [{**script, "nature": "new"} for script in catalogue("scripts") if script["iso3"] == iso3]
    return [
        {
            **{name: action[name] for name in ("nature", "goal_id", "title", "kind", "lead_authority")},
            "reference": reference(iso3, reporting_round, n),
            "target_no": action["goal_id"][0],
            "due_date": dice.choice(("2014", "2015", "2015-06-30", "2015-12", "2016-12-31"))
            if action["nature"] == "new"
            else "",
        }
        for n, action in enumerate([*own, *chosen], 1)
    ]


def printed(seed: int, reporting_round: Round, prefill: Prefill) -> Prefill:
    """What the workbook of a country prints in a round: the record, and what the same country said in the round on
    which this one reports.
    """
    before = rounds().get(reporting_round.reports_on)
    if not before or prefill.iso3 not in must_report(before):
        return prefill
    own = tuple(
        Earlier(row["reference"], row["goal_id"], row["title"], row["due_date"])
        for row in promises(seed, before, prefill.iso3)
        if row["nature"] == "new"
    )
    values = {
        name: (Value(before.period, f"{years[before.period]:g}", "exact"), *prefill.values.get(name, ()))[:SHOWN]
        for name, years in figures(seed, prefill.iso3).items()
    }
    return replace(prefill, commitments=(*prefill.commitments, *own), values={**prefill.values, **values})


def reported(seed: int, reporting_round: Round, iso3: str) -> dict[str, str]:
    """What a country says became of the commitments that it made in the round on which this one reports: the status
    by reference.
    """
    own = {row["reference"] for row in promises(seed, rounds()[reporting_round.reports_on], iso3)}
    prefill = printed(seed, reporting_round, prefills(reporting_round)[iso3])
    progress = answers(seed, reporting_round, prefill).sheets["sent_progress"]
    return {str(row["reference"]): str(row["status"]) for row in progress if row["reference"] in own}


@lru_cache
def must_report(reporting_round: Round) -> frozenset[str]:
    """The countries that must report in a round."""
    participants = definition(RECORD / "participants.csv").records()
    return frozenset(row["iso3"] for row in participants if row[LISTS[reporting_round.who]] == "yes")


def _typed(rows: Sequence[dict[str, str]], dice: random.Random) -> list[Row]:
    """Due dates as people type them: a year as a number, a day as a date, a month as text; some rows with a link and
    a note.
    """
    return [
        {
            **row,
            "evidence_url": f"https://example.org/{row['reference'].lower()}" if dice.random() < 0.4 else "",
            "due_date": as_typed(row["due_date"]),
            "note": "Depends on the budget." if row["due_date"] and dice.random() < 0.15 else "",
        }
        for row in rows
    ]


def as_typed(text: str) -> str | int | date:
    """An ISO day as a date, a year as a number, everything else as text."""
    return date.fromisoformat(text) if len(text) == 10 else int(text) if len(text) == 4 and text.isdigit() else text


@lru_cache
def _statuses() -> dict[str, str]:
    """The status of each commitment of the record."""
    return {row["commitment_id"]: row["status"] for row in definition(RECORD / "commitments.csv").records()}


def _reported(earlier: Earlier, dice: random.Random) -> Row:
    """What a country says became of one commitment."""
    on_record = FROM_RECORD.get(_statuses().get(earlier.reference, ""))
    status = on_record or dice.choices(("planned", "ongoing", "implemented"), (2, 5, 5))[0]
    action = next((row for row in catalogue("actions") if row["title"] == earlier.title), None)
    done = f"{action[status]}." if action and status != "planned" else DONE[status]
    row: Row = {"reference": earlier.reference, "status": status, "done": done}
    if status == "implemented" and dice.random() < 0.85 or dice.random() < 0.2:
        row["evidence_url"] = f"https://example.org/{earlier.reference.lower()}/report"
    if status != "implemented" and earlier.due_date[:4] == "2014":
        row["new_due_date"] = dice.choice((2015, date(2015, 12, 31), "2016-06"))
    return row


def _answered(counted: dict[str, dict[str, float]], period: str, dice: random.Random) -> list[Row]:
    """One row an indicator of the form: a value, a reason why there is none, or nothing."""
    return [_indicator(level["indicator"], period, counted, dice) for level in catalogue("levels")]


def _indicator(name: str, period: str, counted: dict[str, dict[str, float]], dice: random.Random) -> Row:
    row: Row = {"indicator": name, "period": period}
    if name in counted:
        qualifier = dice.choices(("", "exact", "approx"), (6, 3, 1))[0]
        return {**row, "value": counted[name][period], "qualifier": qualifier}
    reason = dice.choices(("", "not_available", "not_applicable", "refused"), (6, 4, 3, 1))[0]
    return {**row, "no_value": reason}


def _threats(dice: random.Random) -> list[Row]:
    rows: list[Row] = []
    for phenomenon in words("phenomenon", DEFINITIONS):
        threat = dice.choice([row for row in catalogue("threats") if row["phenomenon"] == phenomenon])
        if dice.random() < 0.9:
            confidence = dice.choice(("high", "moderate", "low"))
            statement = threat["statement"] if dice.random() < 0.6 else ""
            rows.append({**threat, "confidence": confidence, "statement": statement})
    return rows


def _practices(dice: random.Random) -> list[Row]:
    return [{**practice} for practice in dice.sample(catalogue("practices"), dice.choice((0, 1, 1, 2)))]
