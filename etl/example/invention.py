"""What invented countries answer, from a seed: commitments, progress, figures that agree over the years, threats and practice. No person and no case is in it."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from etl.form.rounds import LISTS, Round, rounds
from etl.form.sheets import words
from etl.questionnaire.prefill import SHOWN, Earlier, Prefill, Value, prefills
from etl.questionnaire.printed import reference
from etl.record.read import definition
from etl.source import DEFINITIONS, RECORD, ROOT
from etl.store.illustration import WORDS

EXAMPLE = ROOT / "data" / "example"
OFFICES = (
    "Ministry of Justice",
    "Ministry of the Interior",
    "National Police Directorate",
    "Office of the Prosecutor General",
)
SHARES = {
    "hotline_csam_reports": "hotline_reports_total",
    "hotline_csam_confirmed": "hotline_csam_reports",
    "takedown_hosted_domestic": "takedown_hints",
}
"""These levels are a part of another figure."""

Row = dict[str, object]


@dataclass(frozen=True)
class Answers:
    """What one country writes into one workbook: its cover, and rows by sheet, each value as a person types it (list cells by their word)."""

    office: str
    dated: date
    sheets: dict[str, list[Row]] = field(default_factory=dict)


@lru_cache
def catalogue(name: str) -> list[dict[str, str]]:
    """The rows of one file of `data/example`."""
    read = definition(EXAMPLE / f"{name}.csv")
    return read.records()


def answers(seed: int, round: Round, one: Prefill) -> Answers:
    """Everything that the country of `one` answers in `round`; the same seed gives the same answers."""
    dice = random.Random(f"{seed} {round.round} {one.iso3}")
    last = date.fromisoformat(round.due)
    announces = round.kind == "commitments" or one.iso3 not in must_report(
        next(other for other in rounds().values() if other.kind == "commitments")
    )
    sheets = {
        "sent_commitments": _typed(promises(seed, round, one.iso3), dice) if announces else [],
        "sent_progress": [_reported(earlier, dice) for earlier in one.commitments],
        "sent_indicators": _answered(figures(seed, one.iso3), round.period, dice),
        "sent_threats": _threats(dice),
        "sent_practice": _practices(dice),
    }
    return Answers(f"{dice.choice(OFFICES)} ({WORDS})", last - timedelta(days=dice.randint(4, 70)), sheets)


def promises(seed: int, round: Round, iso3: str) -> list[Row]:
    """What a country has in place and newly commits itself to in `round`; `due_date` is ISO text."""
    dice = random.Random(f"{seed} promises {iso3}")
    chosen = sorted(dice.sample(catalogue("actions"), dice.randint(4, 7)), key=lambda one: one["goal_id"])
    if not any(one["nature"] == "new" for one in chosen):
        chosen.append(next(one for one in catalogue("actions") if one["nature"] == "new"))
    own = [{**one, "nature": "new"} for one in catalogue("scripts") if one["iso3"] == iso3]
    rows = []
    for n, one in enumerate([*own, *chosen], 1):
        row: Row = {name: one[name] for name in ("nature", "goal_id", "title", "kind", "lead_authority")}
        due = dice.choice(("2014", "2015", "2015-06-30", "2015-12", "2016-12-31")) if one["nature"] == "new" else ""
        rows.append({**row, "reference": reference(iso3, round, n), "target_no": one["goal_id"][0], "due_date": due})
    return rows


def printed(seed: int, round: Round, one: Prefill) -> Prefill:
    """What the workbook of a country prints in `round`: the record, and what the same country said in the round on which this one reports."""
    before = rounds().get(round.reports_on)
    if not before or one.iso3 not in must_report(before):
        return one
    own = tuple(
        Earlier(row["reference"], row["goal_id"], row["title"], row["due_date"])
        for row in promises(seed, before, one.iso3)
        if row["nature"] == "new"
    )
    values = {
        name: (Value(before.period, f"{years[before.period]:g}", "exact"), *one.values.get(name, ()))[:SHOWN]
        for name, years in figures(seed, one.iso3).items()
    }
    return replace(one, commitments=(*one.commitments, *own), values={**one.values, **values})


def reported(seed: int, round: Round, iso3: str) -> list[Row]:
    """What a country says became of the commitments that it made in the round on which this one reports."""
    own = {row["reference"] for row in promises(seed, rounds()[round.reports_on], iso3)}
    given = answers(seed, round, printed(seed, round, prefills(round)[iso3]))
    return [row for row in given.sheets["sent_progress"] if row["reference"] in own]


def figures(seed: int, iso3: str) -> dict[str, dict[str, float]]:
    """The figures of a country for 2012 and 2013 by indicator, by its size and near what the record holds of it; an indicator that it does not count is missing."""
    dice, record = random.Random(f"{seed} figures {iso3}"), _record().get(iso3, {})
    size = (float(next(one["people"] for one in catalogue("sizes") if one["iso3"] == iso3)) / 10) ** 0.7
    hotline, takedown = (
        dice.random() < share or any(name.startswith(kind) for name in record)
        for kind, share in (("hotline", 0.75), ("takedown", 0.45))
    )
    found = {}
    for one in catalogue("levels"):
        name, spread = one["indicator"], float(one["spread"])
        counts, growth, own = (
            dice.random() < float(one["reported"]),
            dice.uniform(0.88, 1.3),
            2.718 ** (0.4 * spread * dice.gauss(0, 1)),
        )
        group = (
            hotline
            if name.startswith("hotline")
            else takedown
            if name.startswith("takedown")
            else counts or name in record
        )
        if group and name != "takedown_hosted_abroad":
            before = float(one["level"]) * own * (1 if name in SHARES or name.endswith("72h") else size)
            nothing = before < 25 and dice.random() < 0.3
            found[name] = {"2012": before, "2013": 0.0 if nothing and name not in SHARES else before * growth}
    return _agreeing(found, record)


def _agreeing(found: dict[str, dict[str, float]], record: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Figures near the record, whole, and with parts that add up."""
    for name, years in found.items():
        for year in years:
            if name in SHARES and year not in record.get(name, ()):
                years[year] = round(found[SHARES[name]][year] * min(years[year], 0.9))
            elif name in record:
                nearest = min(record[name], key=lambda one: abs(int(one) - int(year)))
                years[year] = round(record[name][nearest] * 0.93 ** (int(nearest) - int(year)))
            else:
                years[year] = min(round(years[year], 1), 99.5) if name.endswith("72h") else round(years[year])
    if "takedown_hints" in found:
        found["takedown_hosted_abroad"] = {
            year: whole - found["takedown_hosted_domestic"][year] for year, whole in found["takedown_hints"].items()
        }
    return found


@lru_cache
def _record() -> dict[str, dict[str, dict[str, float]]]:
    """Yearly figures of the public record by country, indicator and year."""
    read = definition(RECORD / "observations.csv")
    rows = read.records()
    found: dict = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        if row["period_type"] == "calendar_year":
            found[row["iso3"]][row["indicator"]][row["year"]] = float(row["value"])
    return found


@lru_cache
def must_report(round: Round) -> frozenset[str]:
    """The countries that must report in a round."""
    read = definition(RECORD / "participants.csv")
    column = read.columns.index(LISTS[round.who])
    return frozenset(row[read.columns.index("iso3")] for row in read.rows if row[column] == "yes")


def _typed(rows: Sequence[Row], dice: random.Random) -> list[Row]:
    """Due dates as people type them: a year as a number, a day as a date, a month as text; some rows with a link and a note."""
    typed = []
    for row in rows:
        link = f"https://example.org/{row['reference'].lower()}" if dice.random() < 0.4 else ""
        typed.append(
            {
                **row,
                "due_date": as_typed(row["due_date"]),
                "evidence_url": link,
                "note": "Depends on the budget." if row["due_date"] and dice.random() < 0.15 else "",
            }
        )
    return typed


def as_typed(text: str) -> object:
    """An ISO day as a date, a year as a number, everything else as text."""
    return date.fromisoformat(text) if len(text) == 10 else int(text) if len(text) == 4 and text.isdigit() else text


@lru_cache
def _statuses() -> dict[str, str]:
    read = definition(RECORD / "commitments.csv")
    return {row[read.columns.index("commitment_id")]: row[read.columns.index("status")] for row in read.rows}


def _reported(one: Earlier, dice: random.Random) -> Row:
    on_record = _statuses().get(one.reference, "")
    status = {"implemented": "implemented", "ongoing": "ongoing", "baseline": "implemented"}.get(
        on_record
    ) or dice.choices(("planned", "ongoing", "implemented"), (2, 5, 5))[0]
    said = next((row for row in catalogue("actions") if row["title"] == one.title), None)
    done = {
        "planned": "Not begun. It waits for the budget of next year.",
        "ongoing": "Begun in two regions. The others follow.",
        "implemented": "Done as announced.",
    }[status]
    row: Row = {
        "reference": one.reference,
        "status": status,
        "done": said[status] + "." if said and status != "planned" else done,
    }
    if status == "implemented" and dice.random() < 0.85 or dice.random() < 0.2:
        row["evidence_url"] = f"https://example.org/{one.reference.lower()}/report"
    if status != "implemented" and one.due_date[:4] == "2014":
        row["new_due_date"] = dice.choice((2015, date(2015, 12, 31), "2016-06"))
    return row


def _answered(counted: dict[str, dict[str, float]], period: str, dice: random.Random) -> list[Row]:
    """One row an indicator of the form: a value, a reason why there is none, or nothing."""
    rows = []
    for one in catalogue("levels"):
        row: Row = {"indicator": one["indicator"], "period": period}
        if one["indicator"] in counted:
            row |= {
                "value": counted[one["indicator"]][period],
                "qualifier": dice.choices(("", "exact", "approx"), (6, 3, 1))[0],
            }
        else:
            row["no_value"] = dice.choices(("", "not_available", "not_applicable", "refused"), (6, 4, 3, 1))[0]
        rows.append(row)
    return rows


def _threats(dice: random.Random) -> list[Row]:
    rows = []
    for phenomenon in words("phenomenon", DEFINITIONS):
        said = dice.choice([one for one in catalogue("threats") if one["phenomenon"] == phenomenon])
        if dice.random() < 0.9:
            rows.append(
                {
                    **said,
                    "confidence": dice.choice(("high", "moderate", "low")),
                    "statement": said["statement"] if dice.random() < 0.6 else "",
                }
            )
    return rows


def _practices(dice: random.Random) -> list[Row]:
    return [dict(one) for one in dice.sample(catalogue("practices"), dice.choice((0, 1, 1, 2)))]
