"""Assess any series by the rules of a profile, and roll statuses up.

The formulas are in `etl/sql`, thresholds and answers in `data/definitions`.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from etl.assessment.cases import Table, given
from etl.models import SQL, model
from etl.record.read import definition
from etl.source import DEFINITIONS, Finding, Unreadable
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
SERIES = dict.fromkeys(("case_id", "year", "value"), True)
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


def assess(settings: pd.DataFrame, series: pd.DataFrame, profile: str) -> pd.DataFrame:
    """Each case of `settings` judged by the rules of `profile`.

    `settings` has one row a case: case_id, rule, and of direction (up, down), base_year, target, target_year, limit,
    lower_bound, green_threshold, red_threshold, threshold_high, threshold_mid, threshold_low, current_year those that
    rule and profile need; what is missing or empty means the default of the profile. `series` has case_id, year, value;
    a value that is missing was not reported. Values and targets have the unit of the case, rates and growth are shares
    a year (0.1 is 10 %).

    Returns a frame in order of case_id: case_id, base_year, base_value, current_year, current_value, observed,
    required, ratio (what the thresholds are compared with), score, status (a word of the profile), reason; for sdsn
    also colour. Cases with a fault are left out and stand in `frame.attrs["left_out"]` as a list of `Finding`. Raises
    `Unreadable` for an unknown profile or a column that is missing. Source of the formulas: the table `profiles`.
    """
    with _prepared().aside() as warehouse:
        findings, answer = _assess(warehouse, profile, settings, series)
        frame = warehouse.frame(answer)
    frame.attrs["left_out"] = findings
    return frame


def run(profile: str, settings: Path, series: Path, out: Path) -> list[Finding]:
    """The same from files, CSV or Parquet by their ending, into a file; `-` is standard output, as CSV.

    Returns what was left out.
    """
    _refuse_out(out, settings, series)
    with _prepared().aside() as warehouse:
        findings, answer = _assess(warehouse, profile, settings, series)
        warehouse.save(answer, out)
    return findings


def rollup(statuses: pd.DataFrame, tree: pd.DataFrame, profile: str) -> pd.DataFrame:
    """Statuses of series rolled up to indicators, goals and targets, level by level.

    `statuses` has id, status and for statcan score; `tree` has id, parent. Returns a row for every parent in order of
    id: id, level (0 at the top of its tree), n (children), n_missing (those of them that cannot be counted),
    completeness (the share of children that can be, 0 to 1), and the same of all series under it, however deep
    (n_series, n_series_missing, series_completeness), mean_score, status. eurostat, sdsn and destatis publish no
    status above a series: theirs is empty, and a parent counts where any child does. Rows with a fault are left out
    and stand in `frame.attrs["left_out"]`. Raises `Unreadable` for an unknown profile or a column that is missing.
    """
    with _prepared().aside() as warehouse:
        findings = _rollup(warehouse, profile, statuses, tree)
        frame = warehouse.frame(ROLLED)
    frame.attrs["left_out"] = findings
    return frame


def run_rollup(profile: str, statuses: Path, tree: Path, out: Path) -> list[Finding]:
    """The same from files into a file. Returns what was left out."""
    _refuse_out(out, statuses, tree)
    with _prepared().aside() as warehouse:
        findings = _rollup(warehouse, profile, statuses, tree)
        warehouse.save(ROLLED, out)
    return findings


def _assess(warehouse: Warehouse, profile: str, settings: Given, series: Given) -> tuple[list[Finding], str]:
    """Judge what was given; returns what was left out, and the query that answers."""
    _refuse_unknown(warehouse, profile, "SELECT profile FROM raw_profiles")
    is_whole = warehouse.rows("SELECT years = 'whole' FROM raw_profiles WHERE profile = ?", [profile]) == [(True,)]
    asked = given(warehouse, "settings", settings, SETTINGS, NUMBERS, years=YEARS, whole=is_whole)
    points = given(warehouse, "series", series, SERIES, ("year", "value"), years=("year",), whole=is_whole)
    findings = _faults(warehouse, asked, points)
    warehouse.put("left_out", {"case_id": [finding.case for finding in findings]})
    is_whole = is_whole or not (
        points.has_fractions("year") or asked.has_fractions("base_year") or asked.has_fractions("current_year")
    )
    warehouse.con.execute(
        f"CREATE TEMP VIEW series AS SELECT case_id, TRY_CAST(year AS {'INTEGER' if is_whole else 'DOUBLE'}) AS "
        "year, CAST(value AS DOUBLE) AS value FROM read_series"
    )
    warehouse.script(SQL / "faults" / "ready.sql")
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
    answer = f"SELECT {', '.join(columns)}{', colour' if profile == 'sdsn' else ''} FROM ({judged}) ORDER BY case_id"
    return sorted(findings, key=lambda finding: (finding.file, finding.line)), answer


def _faults(warehouse: Warehouse, asked: Table, points: Table) -> list[Finding]:
    """What is wrong with settings and series: one quick look at every row, and a second one only at what it finds
    odd.
    """
    warehouse.script(SQL / "faults" / "looked_at.sql")
    findings = asked.findings + points.findings
    if warehouse.rows("SELECT count(*) FROM odd_settings") != [(0,)]:
        findings += asked.faults("settings")
    if warehouse.rows("SELECT count(*) FROM looked_at") != [(0,)]:
        findings += points.faults("series")
    if warehouse.rows(
        "SELECT count(*) FROM seen FULL JOIN read_settings USING (case_id) WHERE seen.is_odd IS NULL OR line IS NULL"
    ) != [(0,)]:
        findings += asked.faults("no_series") + points.faults("no_setting")
    return findings


def _rollup(warehouse: Warehouse, profile: str, statuses: Given, tree: Given) -> list[Finding]:
    """Make the table `rolled`, the deepest parents first; returns what was left out of it."""
    _refuse_unknown(warehouse, profile, "SELECT profile FROM raw_profiles")
    leaves = given(
        warehouse,
        "leaves",
        statuses,
        label="statuses",
        columns={"id": True, "status": True, "score": profile == "statcan"},
        numbers=("score",),
    )
    links = given(warehouse, "links", tree, label="tree", columns={"id": True, "parent": True})
    findings = leaves.findings + links.findings + links.faults("tree") + leaves.faults("leaves")
    warehouse.put(
        "left_out", {"file": [finding.file for finding in findings], "line": [finding.line for finding in findings]}
    )
    warehouse.script(SQL / "rollups" / "children.sql", {"tree": links.file, "statuses": leaves.file})
    own = SQL / "rollups" / f"{profile}.sql"
    for (level,) in warehouse.rows("SELECT DISTINCT level FROM children ORDER BY level DESC"):
        warehouse.script(own if own.exists() else SQL / "rollups" / "counted.sql", {"level": level})
        warehouse.script(SQL / "rollups" / "up.sql")
    return sorted(findings, key=lambda finding: (finding.file, finding.line))


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
