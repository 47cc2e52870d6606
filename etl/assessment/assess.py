"""Assess any series by the rules of a profile, and roll statuses up.

The formulas are in `etl/sql`, thresholds and answers in `data/definitions`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from etl.assessment.cases import Faulty, Table, blamed, given
from etl.assessment.faults import NAMED, Faults, Outcome, ignored, look
from etl.assessment.notices import unused
from etl.models import SQL, model
from etl.record.read import definition
from etl.source import DEFINITIONS, Unreadable
from etl.warehouse import Warehouse

if TYPE_CHECKING:
    import pandas as pd

    from etl.assessment.cases import Given

NEEDED = ("profiles", "profile_rules", "thresholds", "edge_cases", "base_years", "statuses")
NUMBERS = (
    "base_year", "target", "target_year", "limit", "lower_bound", "green_threshold", "red_threshold",
    "threshold_high", "threshold_mid", "threshold_low", "current_year",
)  # fmt: skip
YEARS = ("base_year", "target_year", "current_year")
SETTINGS = {"case_id": True, "rule": True, "direction": False} | dict.fromkeys(NUMBERS, False)
PROFILE = "profile"
"""A column of settings of several profiles, as an edition publishes them: only the rows of the one asked for count."""
SERIES = dict.fromkeys(("case_id", "year", "value"), True)
STATUSES = ("id", "case_id", "status", "score")
TREE = {"id": True, "parent": True}
RATES = ("observed", "required", "ratio", "score")
OUT = (
    "case_id",
    "base_year",
    "base_value",
    "current_year",
    "current_value",
    "observed",
    "required",
    "ratio",
    "score",
    "status",
    "reason",
)
ROLLED = (
    "SELECT id, level, n, n_missing, (n - n_missing) / n AS completeness, n_series, n_series_missing, "
    "(n_series - n_series_missing) / n_series AS series_completeness, mean_score, status FROM rolled ORDER BY id"
)
JUDGED = (*OUT, "colour")
"""Columns that `assess` writes."""
OF_PROFILE = {PROFILE: "profile = getvariable('profile')"}
NOT_OF_OTHERS = {"case_id": "coalesce(CAST(case_id AS VARCHAR), '') NOT IN (SELECT case_id FROM other_cases)"}
GIVEN = """SELECT count(DISTINCT case_id) FROM (SELECT case_id FROM read_settings UNION ALL SELECT case_id FROM seen
    UNION ALL SELECT case_id FROM left_out) WHERE case_id <> ''"""
LEFT = "SELECT count(DISTINCT case_id) FROM left_out WHERE case_id <> ''"
ROWS = "(SELECT count(*) FROM read_leaves) + (SELECT count(*) FROM read_links)"


def assess(settings: pd.DataFrame, series: pd.DataFrame, profile: str) -> pd.DataFrame:
    """Each case of `settings` judged by the rules of `profile`.

    `settings` has one row a case: case_id, rule, and of direction (up, down), base_year, target, target_year, limit,
    lower_bound, green_threshold, red_threshold, threshold_high, threshold_mid, threshold_low, current_year those that
    rule and profile need; what is missing or empty means the default of the profile. `series` has case_id, year, value;
    a value that is missing was not reported. Values and targets have the unit of the case, rates and growth are shares
    a year (0.1 is 10 %). Where `settings` has a column `profile`, only the rows of `profile` count, and the series of
    the others are no fault.

    Returns a frame in order of case_id: case_id, base_year, base_value, current_year, current_value, observed,
    required, ratio (what the thresholds are compared with), score, status (a word of the profile), reason; for sdsn
    also colour. Cases with a fault are left out and stand in `frame.attrs["left_out"]` as a list of `Finding`;
    `frame.attrs["notes"]` has a sentence on each column and setting that was ignored. Raises `Unreadable` for an
    unknown profile or a column that is missing, `Faulty` for a column that holds neither numbers nor text. Source of
    the formulas: the table `profiles`.
    """
    with _opened(settings=(settings, SETTINGS), series=(series, SERIES)) as warehouse:
        outcome, answer = _assess(warehouse, profile, settings, series)
        frame = warehouse.frame(answer)
    frame.attrs |= {"left_out": outcome.left_out, "notes": outcome.notes}
    return frame


def run(profile: str, settings: Path, series: Path, out: Path) -> Outcome:
    """The same from files, CSV or Parquet by their ending, into a file; `-` is standard output, as CSV.

    Returns what was left out, with at most `NAMED` faults of a kind.
    """
    _refuse_out(out, settings, series)
    with _opened(settings=(settings, SETTINGS), series=(series, SERIES)) as warehouse:
        outcome, answer = _assess(warehouse, profile, settings, series, NAMED)
        warehouse.save(answer, out)
    return outcome


def rollup(statuses: pd.DataFrame, tree: pd.DataFrame, profile: str) -> pd.DataFrame:
    """Statuses of series rolled up to indicators, goals and targets, level by level.

    `statuses` has id (or case_id, as `assess` writes it), status and for statcan score; `tree` has id, parent.
    Returns a row for every parent in order of id: id, level (0 at the top of its tree), n (children), n_missing (those
    of them that cannot be counted), completeness (the share of children that can be, 0 to 1), and the same of all
    series under it, however deep (n_series, n_series_missing, series_completeness), mean_score, status. eurostat, sdsn
    and destatis publish no status above a series: theirs is empty, and a parent counts where any child does. Rows with
    a fault are left out and stand in `frame.attrs["left_out"]`, ignored columns in `frame.attrs["notes"]`. Raises as
    `assess`.
    """
    with _opened(statuses=(statuses, STATUSES), tree=(tree, TREE)) as warehouse:
        outcome = _rollup(warehouse, profile, statuses, tree)
        frame = warehouse.frame(ROLLED)
    frame.attrs |= {"left_out": outcome.left_out, "notes": outcome.notes}
    return frame


def run_rollup(profile: str, statuses: Path, tree: Path, out: Path) -> Outcome:
    """The same from files into a file. Returns what was left out, with at most `NAMED` faults of a kind."""
    _refuse_out(out, statuses, tree)
    with _opened(statuses=(statuses, STATUSES), tree=(tree, TREE)) as warehouse:
        outcome = _rollup(warehouse, profile, statuses, tree, NAMED)
        warehouse.save(ROLLED, out)
    return outcome


def _assess(
    warehouse: Warehouse, profile: str, settings: Given, series: Given, named: int | None = None
) -> tuple[Outcome, str]:
    """Judge what was given; returns what was left out, and the query that answers."""
    _refuse_unknown(warehouse, profile, "SELECT profile FROM raw_profiles")
    is_whole = warehouse.rows("SELECT years = 'whole' FROM raw_profiles WHERE profile = ?", [profile]) == [(True,)]
    read = partial(given, warehouse, whole=is_whole)
    asked = read("settings", settings, SETTINGS | {PROFILE: False}, NUMBERS, years=YEARS, only=OF_PROFILE)
    faults = Faults(warehouse, named)
    has_others = PROFILE in asked.kinds
    if has_others:
        _set_others_aside(warehouse, profile, asked, faults)
    own = NOT_OF_OTHERS if has_others else {}
    points = read("series", series, SERIES, ("year", "value"), years=("year",), only=own)
    look(asked, points, faults, has_others)
    is_whole = is_whole or not (
        points.has_fractions("year") or asked.has_fractions("base_year") or asked.has_fractions("current_year")
    )
    warehouse.con.execute(
        f"CREATE TEMP VIEW series AS SELECT case_id, TRY_CAST(year AS {'INTEGER' if is_whole else 'DOUBLE'}) AS "
        "year, CAST(value AS DOUBLE) AS value FROM read_series"
    )
    warehouse.script(SQL / "faults" / "ready.sql")
    asked.notes.extend(unused(asked.file, asked.unit, ignored(warehouse)))
    return faults.outcome(asked, points, given=GIVEN, left=LEFT), _answer(warehouse, profile, is_whole)


def _answer(warehouse: Warehouse, profile: str, is_whole: bool) -> str:
    """The query that judges the views `settings` and `series` by the models of the rules that occur."""
    models = warehouse.rows(
        "SELECT model FROM raw_profile_rules WHERE profile = getvariable('profile') GROUP BY model HAVING "
        "bool_or(rule IN (SELECT rule FROM settings)) ORDER BY model"
    )
    used = [row[0] for row in models] or warehouse.rows(
        "SELECT min(model) FROM raw_profile_rules WHERE profile = getvariable('profile')"
    )[0]
    judged = " UNION ALL BY NAME ".join(f"({model(SQL / 'methods' / f'{name}.sql').sql}\n)" for name in used)
    columns = [
        f"CAST({name} AS INTEGER) AS {name}"
        if is_whole and name.endswith("_year")
        else f"{name} + 0 AS {name}"
        if name in RATES
        else name
        for name in OUT
    ]  # + 0: no -0.0
    return f"SELECT {', '.join(columns)}{', colour' if profile == 'sdsn' else ''} FROM ({judged}) ORDER BY case_id"


def _set_others_aside(warehouse: Warehouse, profile: str, asked: Table, faults: Faults) -> None:
    """Table `other_cases`: those that have settings, but none of the profile that is asked for."""
    faults.find(asked, "profile")
    warehouse.con.execute(
        "CREATE TEMP TABLE other_cases AS SELECT coalesce(CAST(case_id AS VARCHAR), '') AS case_id FROM raw_settings "
        "EXCEPT SELECT coalesce(case_id, '') FROM read_settings"
    )
    if warehouse.rows("SELECT count(*) FROM read_settings") == [(0,)]:
        found = warehouse.rows(
            "SELECT DISTINCT CAST(profile AS VARCHAR) AS p FROM raw_settings WHERE p <> '' ORDER BY p"
        )
        shown = ", ".join(row[0][:40] for row in found[:9]) or "none"
        raise Faulty(f"{asked.file}: no row has the profile {profile!r}; the column 'profile' has {shown}.")


def _rollup(warehouse: Warehouse, profile: str, statuses: Given, tree: Given, named: int | None = None) -> Outcome:
    """Make the table `rolled`, the deepest parents first; returns what was left out of it."""
    _refuse_unknown(warehouse, profile, "SELECT profile FROM raw_profiles")
    columns = {"id": True, "status": True, "score": profile == "statcan"}
    by_case = {"id": "case_id"}
    leaves = given(
        warehouse, "leaves", statuses, columns, ("score",), label="statuses", otherwise=by_case, silent=JUDGED
    )
    links = given(warehouse, "links", tree, TREE, label="tree")
    faults = Faults(warehouse, named)
    faults.take(leaves.findings + links.findings)
    faults.find(links, "tree")
    faults.find(leaves, "leaves")
    faults.leave_out()
    warehouse.script(SQL / "rollups" / "children.sql", {"tree": links.file, "statuses": leaves.file})
    own = SQL / "rollups" / f"{profile}.sql"
    for (level,) in warehouse.rows("SELECT DISTINCT level FROM children ORDER BY level DESC"):
        warehouse.script(own if own.exists() else SQL / "rollups" / "counted.sql", {"level": level})
        warehouse.script(SQL / "rollups" / "up.sql")
    return faults.outcome(leaves, links, given=ROWS, left="SELECT count(DISTINCT (file, line)) FROM left_out")


@contextmanager
def _opened(**inputs: tuple[Given, Collection[str]]) -> Iterator[Warehouse]:
    """A warehouse for one run; what DuckDB says in it of the `inputs` is one sentence with file and column."""
    with _prepared().aside() as warehouse, blamed(**inputs):
        yield warehouse


@lru_cache(maxsize=1)
def _prepared() -> Warehouse:
    """The definitions and the macros, read once a process."""
    warehouse = Warehouse("rates")
    warehouse.define([definition(DEFINITIONS / f"{name}.csv") for name in NEEDED])
    return warehouse


def _refuse_out(out: Path, *inputs: Path) -> None:
    if str(out) != "-" and out.suffix.lower() not in (".csv", ".parquet"):
        raise Unreadable(
            f"{out.name}: cannot be written; expected an ending .csv or .parquet, or - for standard output."
        )
    if out.resolve() in [finding.resolve() for finding in inputs]:
        raise Unreadable(f"{out.name}: is one of the inputs; expected another file.")


def _refuse_unknown(warehouse: Warehouse, profile: str, having: str) -> None:
    known = [row[0] for row in warehouse.rows(having)]
    if profile not in known:
        raise Unreadable(f"Profile {profile!r} is not known here; there are {', '.join(known)}.")
    warehouse.con.execute("SET VARIABLE profile = ?", [profile])
