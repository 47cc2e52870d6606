"""The path from a base to a target, and where the last value of a series stands against it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from etl.assessment.setting import Result, Setting


@dataclass(frozen=True)
class Path:
    """The way from the base to the target: by equal growth, else by equal steps; after its end level, or going on.

    Years may be decimal, values have the unit of the series.
    """

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
            return float(self.base_value * (self.target / self.base_value) ** share)
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
class Standing:
    """Where the last value, of a `year`, stands against a path.

    `gap` is the value less the path, in units; `years` how far it is ahead of the path, None where the path never
    has it.
    """

    path: Path
    year: float
    value: float
    gap: float
    years: float | None


def standing(setting: Setting, result: Result, usual_year: str) -> Standing | None:
    """Where the last value of a case that was judged stands; `usual_year` is the target year of the profile.

    None where the case has no path, and where a number of it would not be finite.
    """
    if result.current_year is None or result.current_value is None:
        return None
    now, value = float(result.current_year), float(result.current_value)
    path = _path(setting, result, now, float(usual_year) if usual_year else None)
    if path is None:
        return None
    try:
        gap, when, end = value - path.at(now), path.when(value), path.at(path.target_year)
    except (ArithmeticError, ValueError):
        return None
    if not (math.isfinite(gap) and math.isfinite(end)):
        return None
    return Standing(path, now, value, gap, None if when is None else when - now)


def _path(setting: Setting, result: Result, now: float, usual_year: float | None) -> Path | None:
    """The path of a case.

    By growth where the rule compares growth and there is one, level for what is only kept or met, none where there is
    no target.
    """
    rule, year, value = setting.rule, result.base_year, result.base_value
    if rule in ("growth", "direction"):
        return None
    if rule in ("keep", "ordinal", "binary"):
        level = 1.0 if setting.target is None else float(setting.target)
        return Path(now - 1 if year is None or year >= now else float(year), level, now, level)
    if year is None or value is None:
        return None
    end = setting.target_year or usual_year
    if rule == "annual_growth":
        return _growing(float(year), float(value), max(end or now, now), setting.target)
    target = _target(setting, value)
    if end is None or target is None or end <= year:
        return None
    is_growth = rule not in ("level", "score") and value > 0 and target > 0
    return Path(float(year), float(value), float(end), float(target), is_growth=is_growth)


def _target(setting: Setting, base: float) -> float | None:
    """The value at the end of the path, as the rule has it."""
    known = {"doubling": 2 * base, "halving": base / 2, "parity": 1.0, "score": setting.green_threshold}
    return known.get(setting.rule, setting.target)


def _growing(year: float, value: float, end: float, rate: float | None) -> Path | None:
    """The path of a yearly growth, which goes on after its end."""
    if rate is None:
        return None
    try:
        target = value * (1 + rate) ** (end - year)
    except OverflowError:
        return None
    if end <= year or value <= 0 or not math.isfinite(target):
        return None
    return Path(year, value, float(end), target, is_growth=True, goes_on=True)
