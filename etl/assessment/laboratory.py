"""One series, judged by every profile at once: what a reader pastes as points, the case in the form of each profile, its path, its gap, its status."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache

import pandas as pd

from etl.assessment.assess import SERIES, SETTINGS, assess
from etl.assessment.cases import NUMBER
from etl.intake.numbers import LARGE, PLAIN, SHARE, WORDLESS, Unclear, number
from etl.record.read import definition
from etl.source import DEFINITIONS, Finding

MOST = 1000
CASE = "case"
YEAR = r"\d{1,4}(\.\d+)?"


@dataclass(frozen=True)
class Path:
    """The way from the base to the target: by equal growth, else by equal steps; after its end level, or going on. Years may be decimal, values have the unit of the series."""

    base_year: float
    base_value: float
    target_year: float
    target: float
    is_growth: bool = False
    goes_on: bool = False

    def at(self, year: float) -> float:
        """The value of the path in a year."""
        share = (year - self.base_year) / (self.target_year - self.base_year)
        share = share if self.goes_on else min(share, 1)
        if self.is_growth:
            return self.base_value * (self.target / self.base_value) ** share
        return self.base_value + (self.target - self.base_value) * share

    def when(self, value: float) -> float | None:
        """The year in which the path has a value; None where it never has it."""
        if self.target == self.base_value or (self.is_growth and value <= 0):
            return None
        share = (
            math.log(value / self.base_value) / math.log(self.target / self.base_value)
            if self.is_growth
            else (value - self.base_value) / (self.target - self.base_value)
        )
        return self.base_year + share * (self.target_year - self.base_year) if self.goes_on or 0 <= share <= 1 else None


@dataclass(frozen=True)
class Judgement:
    """What one profile says. `instead` is its rule for this kind of goal, None where it has none; `found` what `assess` found (see there), None where `fault` says why not.

    `gap` is the last value less the path, in units; `years` how far the value is ahead of the path, None where the path never has it.
    """

    profile: str
    instead: str | None = None
    how: str = ""
    found: Mapping[str, object] | None = None
    fault: Finding | None = None
    path: Path | None = None
    gap: float | None = None
    years: float | None = None
    is_thinned: bool = False
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """The points as (line, year, value), what is wrong with the lines, and, when nothing is, a judgement for each profile, the Alliance first."""

    points: list[tuple[int, float, float | None]]
    faults: list[Finding]
    judgements: dict[str, Judgement] = field(default_factory=dict)


def judged(text: str, asked: Mapping[str, object]) -> Answer:
    """A pasted series judged by every profile.

    `text` has a year and a value on each line, parted by a comma, a tab or a semicolon; a value that is empty was not reported.
    `asked` holds the columns of a setting (see `etl.assessment.assess`) but for the case, by a rule of the Alliance; the target of annual_growth is a
    yearly share. Nothing is judged while a line is at fault. Nothing is written anywhere.
    """
    points, faults = series(text)
    if faults or not points:
        return Answer(points, faults)
    with ThreadPoolExecutor(
        2
    ) as pool:  # two at a time: measured a third faster than one after the other, more gain nothing
        found = pool.map(lambda profile: _judgement(profile, points, asked), _defined().profiles)
        return Answer(points, faults, dict(zip(_defined().profiles, found, strict=True)))


def series(text: str) -> tuple[list[tuple[int, float, float | None]], list[Finding]]:
    """The points of a pasted series as (line, year, value), and a finding for each line that cannot be read. Lines count from 1."""
    lines = [(at, line.strip()) for at, line in enumerate(text.splitlines(), 1) if line.strip(" \t,;")]
    if len(lines) > MOST:
        return [], [_fault("too_many", lines[MOST][0], "row", str(len(lines)))]
    head = (
        [cell.casefold() for cell in _cells(lines[0][1])]
        if lines and re.match(r"[^\d\W]", lines[0][1].lstrip('"'))
        else []
    )
    places = [head.index(name) if name in head else place for place, name in enumerate(("year", "value"))]
    case = head.index("case_id") if "case_id" in head else None
    points, faults, first = [], [], {}
    for at, line in lines[1:] if head else lines:
        found = _point(at, line, places, len(head))
        if case is not None and not isinstance(found, Finding) and _cells(line)[case] != _cells(lines[1][1])[case]:
            found = _fault("case_twice", at, "case_id", _cells(line)[case])
        if not isinstance(found, Finding) and found[1] in first:
            found = _fault("year_twice", at, "year", f"{found[1]:g}", str(first[found[1]]))
        if isinstance(found, Finding):
            faults.append(found)
        else:
            points.append(found)
            first[found[1]] = at
    return sorted(points, key=lambda point: point[1]), faults


def _fault(rule: str, line: int, place: str, found: str, expected: str = "") -> Finding:
    return Finding(rule, "error", "series", line, place, found[:60], expected, CASE)


def _mark(line: str) -> str | None:
    return next((mark for mark in "\t;," if mark in line), None)


def _cells(line: str) -> list[str]:
    return [cell.strip().strip('"').strip() for cell in line.split(_mark(line))]


def _point(at: int, line: str, places: list[int], wide: int) -> tuple[int, float, float | None] | Finding:
    cells = _cells(line)
    while len(cells) > max(2, wide) and not cells[-1]:
        cells.pop()
    if len(cells) != max(2, wide):
        return _fault("cells", at, "row", str(len(cells)), str(max(2, wide)))
    year, value = (cells[place] for place in places)
    if not re.fullmatch(YEAR, year) or float(year) < 1:
        return _fault("year", at, "year", year)
    figure = _figure(value)
    if isinstance(figure, Unclear):
        rule = "value" if figure in (PLAIN, LARGE, SHARE, WORDLESS) else "two_ways"
        return _fault(rule, at, "value", value, figure.expected)
    return at, float(year), figure


def _figure(text: str) -> float | None | Unclear:
    """The number of a cell, None where it is empty, or why it is not read.

    People's numbers are read as those of a report are. What only machines write is read too, since nothing is stored
    here: exponents, and more digits than the warehouse keeps.
    """
    read = number(text)
    if read in (PLAIN, LARGE) and re.fullmatch(NUMBER, text, re.ASCII) and math.isfinite(float(text)):
        return float(text)
    return read if isinstance(read, Unclear) else float(read) if read else None


@dataclass(frozen=True)
class _Defined:
    profiles: dict[str, dict[str, str]]
    equivalents: dict[tuple[str, str], dict[str, str]]


@lru_cache(maxsize=1)
def _defined() -> _Defined:
    """The profiles, the Alliance first, and the rule that each has for a rule of the Alliance."""

    def rows(name: str) -> list[dict[str, str]]:
        read = definition(DEFINITIONS / f"{name}.csv")
        return read.records()

    profiles = sorted(rows("profiles"), key=lambda row: (row["profile"] != "alliance", row["label"]))
    own = {
        (row["rule"], "alliance"): {"instead": row["rule"], "how": ""}
        for row in rows("profile_rules")
        if row["profile"] == "alliance"
    }
    return _Defined(
        {row["profile"]: row for row in profiles},
        own | {(row["rule"], row["profile"]): row for row in rows("equivalents")},
    )


def _judgement(profile: str, points: list[tuple[int, float, float | None]], asked: Mapping[str, object]) -> Judgement:
    fits = _defined().equivalents.get((str(asked["rule"]), profile))
    if fits is None:
        return Judgement(profile)
    frame, setting = _case(profile, points, {**asked, "rule": fits["instead"]}, asked["rule"] == "annual_growth")
    said = {
        "profile": profile, "instead": fits["instead"], "how": fits["how"], "is_thinned": len(frame) < len(points),
        "files": {"settings.csv": _csv([setting], [name for name in SETTINGS if setting.get(name) is not None]), "series.csv": _csv(frame.to_dict("records"), list(SERIES))},
    }  # fmt: skip
    result = assess(pd.DataFrame([setting]), frame, profile)
    if result.empty:
        return Judgement(**said, fault=result.attrs["left_out"][0])
    found = {name: None if pd.isna(value) else value for name, value in result.iloc[0].to_dict().items()}
    return Judgement(
        **said, found=found, **_gap(_path(setting, found, _defined().profiles[profile]["target_year"]), found)
    )


def _case(
    profile: str, points: list[tuple[int, float, float | None]], asked: Mapping[str, object], is_rate: bool
) -> tuple[pd.DataFrame, dict[str, object]]:
    """The series and the setting as `profile` takes them. Where it wants whole years, the last figure of each year counts; a yearly rate becomes the end level that it leads to."""
    setting = {"case_id": CASE, **{name: asked.get(name) for name in SETTINGS if name != "case_id"}}
    if _defined().profiles[profile]["years"] == "whole":
        last = {math.floor(year): value for _line, year, value in points if value is not None}
        every = {math.floor(year): last.get(math.floor(year)) for _line, year, _value in points}
        points = [(0, year, value) for year, value in every.items()]
        setting |= {
            name: math.floor(setting[name]) for name in ("base_year", "target_year") if setting[name] is not None
        }
        if is_rate:
            setting |= _end(last, setting)
    return pd.DataFrame(
        {
            "case_id": CASE,
            "year": [year for _line, year, _value in points],
            "value": pd.Series([value for *_at, value in points], dtype=float),
        }
    ), setting


def _end(values: Mapping[int, float], setting: Mapping[str, object]) -> dict[str, object]:
    """The first year of the series at or after the base year, and the level that the yearly rate leads to from there."""
    start = min((year for year in values if setting["base_year"] is None or year >= setting["base_year"]), default=None)
    if start is None or setting["target"] is None or setting["target_year"] is None:
        return {"direction": "up", "target": None}
    try:
        return {
            "direction": "up",
            "base_year": start,
            "target": values[start] * (1 + setting["target"]) ** (setting["target_year"] - start),
        }
    except (OverflowError, ZeroDivisionError):
        return {"direction": "up", "base_year": start, "target": math.inf}


def _path(setting: Mapping[str, object], found: Mapping[str, object], usual_year: str) -> Path | None:
    """The path of a case that was judged: by growth where the rule compares growth and there is one, level for what is only kept or met, none where there is no target."""
    rule, year, value, now = setting["rule"], found["base_year"], found["base_value"], found["current_year"]
    end = setting["target_year"] or (float(usual_year) if usual_year else None)
    if rule in ("growth", "direction") or now is None or found["current_value"] is None:
        return None
    if rule in ("keep", "ordinal", "binary"):
        level = 1.0 if setting["target"] is None else float(setting["target"])
        return Path(float(now) - 1 if year is None or year >= now else float(year), level, float(now), level)
    if year is None or value is None:
        return None
    if rule == "annual_growth":
        return _growing(float(year), float(value), max(end or now, now), float(setting["target"]))
    target = {"doubling": 2 * value, "halving": value / 2, "parity": 1.0, "score": setting["green_threshold"]}.get(
        rule, setting["target"]
    )
    if end is None or target is None or end <= year:
        return None
    return Path(
        float(year),
        float(value),
        float(end),
        float(target),
        is_growth=rule not in ("level", "score") and value > 0 and target > 0,
    )


def _gap(path: Path | None, found: Mapping[str, object]) -> dict[str, object]:
    """The path with the gap in units and in years; nothing where a number of it would not be finite."""
    if path is None:
        return {}
    now, value = float(found["current_year"]), float(found["current_value"])
    try:
        gap, when, end = value - path.at(now), path.when(value), path.at(path.target_year)
    except (ArithmeticError, ValueError):
        return {}
    return (
        {"path": path, "gap": gap, "years": None if when is None else when - now}
        if math.isfinite(gap) and math.isfinite(end)
        else {}
    )


def _growing(year: float, value: float, end: float, rate: float) -> Path | None:
    try:
        target = value * (1 + rate) ** (end - year)
    except OverflowError:
        return None
    return (
        Path(year, value, float(end), target, is_growth=True, goes_on=True)
        if end > year and value > 0 and math.isfinite(target)
        else None
    )


def _csv(rows: list[dict[str, object]], columns: list[str]) -> str:
    """Rows as the text of a CSV file; numbers with every digit that they need."""
    return "\n".join([",".join(columns), *(",".join(_cell(row[name]) for name in columns) for row in rows)]) + "\n"


def _cell(value: object) -> str:
    if value is None or value != value:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else str(value)
