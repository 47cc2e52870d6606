"""How long judging takes: 100,000 series with 5 million values beside one plain GROUP BY over the same file, and one
series alone.

`python -m bench.assess FOLDER` makes the files, `… FOLDER PROFILE` measures inside one process and prints JSON. Both
are processes of their own because Linux counts the memory of a process into the peak of those that it starts: the
benchmark itself has to stay small.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypedDict

import duckdb
import pandas as pd

from bench.clock import seconds
from bench.processes import ROOT, Run, run
from bench.sheet import Line, percentile

PROFILES = {
    **dict.fromkeys(("statcan", "eurostat"), ["growth_to_target", "growth"]),
    "unsd": ["growth_to_target", "growth", "binary", "ordinal", "parity", "doubling", "halving"],
    "sdsn": ["score"],
    "destatis": ["level", "keep", "direction"],
    "alliance": [
        "growth_to_target",
        "growth",
        "annual_growth",
        "level",
        "keep",
        "direction",
        "binary",
        "ordinal",
        "parity",
        "doubling",
        "halving",
        "score",
    ],
}
MANY, FEW, INSIDE, WHOLE, ALONE = 100_000, 10_000, 7, 5, 120
ORDERS = {profile: ["series", "shuffled"][: 1 + (profile == "alliance")] for profile in PROFILES}
PLAIN = (
    "COPY (SELECT case_id, arg_min(value, year), arg_max(value, year) FROM read_parquet('{}.parquet') "
    "GROUP BY case_id) TO '{}/plain.parquet' (FORMAT parquet)"
)
# 51 years, one of them not reported: 50 values a series. `there` is about the value of 2015; it moves by −4 to +8 % a
# year, with noise.
CASES = """CREATE OR REPLACE TABLE cases AS
    SELECT i, format('case-{:06d}', i) AS case_id, (20 + i % 97)::DOUBLE AS there, (i % 13 - 4) / 100 AS rate,
        ?[1 + i % 12] AS kind
    FROM range(?) t(i)"""
VALUES = """COPY (
    SELECT case_id, year, CASE WHEN (i + year) % 51 <> 0 THEN round(CASE kind
        WHEN 'binary' THEN round(noise) WHEN 'ordinal' THEN round(4 * noise) WHEN 'parity' THEN 0.8 + 0.4 * noise
        ELSE there * pow(1 + rate, year - 2015) * (0.97 + 0.06 * noise) END, 3) END AS value
    FROM (SELECT *, hash(i, year) % 1000 / 1000 AS noise FROM cases, range(1975, 2026) t(year)) ORDER BY {}
) TO '{}' (FORMAT parquet)"""
# Each series has the rule that its values are made for; where the profile does not have it, one of the profile's in
# turn.
SETTINGS = """COPY (
    SELECT case_id, rule, if(i % 2 = 0 OR rule = 'score', 'up', 'down') AS direction,
        if(i % 5 = 0, NULL, 2015) AS base_year, 2030 AS target_year,
        CASE rule WHEN 'annual_growth' THEN 0.05 WHEN 'ordinal' THEN 3 WHEN 'binary' THEN 1
            WHEN 'score' THEN there * 1.5 ELSE there * if(i % 2 = 0, 1.3, 0.8) END AS target,
        if(rule = 'growth' AND i % 3 = 0, there * 3, NULL) AS "limit",
        0 AS lower_bound, there * 1.1 AS green_threshold, there * 0.6 AS red_threshold
    FROM (SELECT *, if(list_contains($1, kind), kind, $1[1 + i % len($1)]) AS rule FROM cases) ORDER BY i
) TO '{}' (FORMAT parquet)"""


class Inside(TypedDict):
    """What one profile took inside a process.

    `turns` holds, by order of the rows, seconds of `etl.assessment.assess.run`, of the GROUP BY and of `run` on a tenth
    of the cases, turn by turn; `alone` milliseconds of one series after the other.
    """

    turns: dict[str, list[list[float]]]
    alone: list[float]


def lines(work: Path) -> Iterator[Line]:
    """Two lines a profile, inside the process and as a whole command; then memory, growth with the rows, and one
    series alone.
    """
    folder = work / "assess"
    run("-m", __name__, str(folder))
    measured: dict[str, Inside] = {}
    peaks: list[tuple[float, float, str]] = []
    for profile in PROFILES:
        measured[profile] = _inside(folder, profile)
        for name, turns in measured[profile]["turns"].items():
            yield _line(f"{profile}, {name}, inside Python", [(ours, plain) for ours, plain, _ in turns])
            pairs = _pairs(folder, profile, name)
            yield _line(f"{profile}, {name}, whole command", [(ours.seconds, plain.seconds) for ours, plain in pairs])
            peaks += [(ours.peak, plain.peak, f"{profile}, {name}") for ours, plain in pairs]
    yield _memory(*max(peaks))
    yield _growth(measured)
    yield _alone(measured)


def _inside(folder: Path, profile: str) -> Inside:
    """What `inside` measures in a process of its own."""
    words = [sys.executable, "-m", __name__, str(folder), profile]
    measured: Inside = json.loads(subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout)
    return measured


def _memory(peak: float, plain: float, which: str) -> Line:
    return Line(
        "  most memory of a command",
        f"{peak:,.0f} MB: {which}",
        f"{plain:,.0f} MB: the GROUP BY",
        value=peak,
        limit=2000,
        unit="MB",
    )


def _growth(measured: dict[str, Inside]) -> Line:
    """How the time grows from a tenth of the series to all of them, in the profile where it grows most."""
    grown = [
        (median(whole / tenth for whole, _, tenth in inside["turns"]["series"]), profile)
        for profile, inside in measured.items()
    ]
    (times, which), (least, other) = max(grown), min(grown)
    name = "  ten times the series, inside Python"
    return Line(name, f"{times:.1f} × the time: {which}", f"{least:.1f} × the time: {other}", times, limit=12)


def _alone(measured: dict[str, Inside]) -> Line:
    """One series alone, in the profile where it takes longest."""
    alone = [
        (percentile(inside["alone"], 0.95), median(inside["alone"]), profile) for profile, inside in measured.items()
    ]
    (p95, p50, which), (least, _, other) = max(alone), min(alone)
    return Line(
        "one series from Python, p95",
        f"{p95:.1f} ms: {which}",
        f"p50 {p50:.1f} ms; {other} p95 {least:.1f} ms",
        value=p95,
        limit=50,
        unit="ms",
    )


def files(folder: Path) -> None:
    """The series (clustered by case, the same rows shuffled, and a tenth of the cases) and the settings of each
    profile, as Parquet.
    """
    folder.mkdir()
    con = duckdb.connect()
    for count, names in ((MANY, {"series": "i, year", "shuffled": "hash(i, year, 1)"}), (FEW, {"fewer": "i, year"})):
        con.execute(CASES, [PROFILES["alliance"], count])
        for name, order in names.items():
            con.execute(VALUES.format(order, folder / f"{name}.parquet"))
        for profile, rules in PROFILES.items():
            con.execute(SETTINGS.format(folder / f"{profile}-{count}.parquet"), [rules])


def inside(folder: Path, profile: str) -> Inside:
    """What a profile takes in this process. Raises `RuntimeError` when a run names faults: these files have none."""
    from etl.assessment import assess

    plain, out = duckdb.connect(), folder / "out.parquet"

    def judge(count: int, series: str) -> None:
        _refuse(assess.run(profile, folder / f"{profile}-{count}.parquet", folder / f"{series}.parquet", out).left_out)

    def group(series: str) -> None:
        plain.execute(PLAIN.format(folder / series, folder)).fetchall()

    def turn(series: str) -> list[float]:
        acts = (partial(judge, MANY, series), partial(group, series), partial(judge, FEW, "fewer"))
        return [seconds(act) for act in acts]

    def single(settings: pd.DataFrame, series: pd.DataFrame) -> None:
        _refuse(assess.assess(settings, series, profile).attrs["left_out"])

    settings, series = (
        plain.execute(f"FROM '{folder / name}.parquet' WHERE case_id < 'case-{ALONE:06d}'").df()
        for name in (f"{profile}-{FEW}", "fewer")
    )
    turns = {name: [turn(name) for _ in range(INSIDE + 1)][1:] for name in ORDERS[profile]}
    cases = [(settings[settings.case_id == case], series[series.case_id == case]) for case in settings.case_id]
    alone = [1000 * seconds(partial(single, *tables)) for tables in cases]
    return {"turns": turns, "alone": alone[20:]}


def _refuse(faults: Sequence[object]) -> None:
    if faults:
        raise RuntimeError(f"{len(faults)} faults, the first is {faults[0]}")


def _pairs(folder: Path, profile: str, name: str) -> list[tuple[Run, Run]]:
    files = {"settings": f"{profile}-{MANY}", "series": name, "out": "out"}
    words = [word for option, file in files.items() for word in (f"--{option}", str(folder / f"{file}.parquet"))]
    plain = f'import duckdb; duckdb.execute("{PLAIN.format(folder / name, folder)}").fetchall()'
    return [(run("-m", "etl", "assess", "--profile", profile, *words), run("-c", plain)) for _ in range(WHOLE + 1)][1:]


def _line(name: str, pairs: list[tuple[float, float]]) -> Line:
    both = [median(side) for side in zip(*pairs, strict=True)]
    return Line(
        name,
        f"{both[0]:.2f} s",
        f"{both[1]:.2f} s: GROUP BY, arg_min, arg_max",
        median(ours / plain for ours, plain in pairs),
        limit=4,
    )


if __name__ == "__main__":
    if sys.argv[2:]:
        print(json.dumps(inside(Path(sys.argv[1]), sys.argv[2])))
    else:
        files(Path(sys.argv[1]))
