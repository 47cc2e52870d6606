"""What is asked of one case and what `assess` says of it, with types; and a case as a profile takes it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

import pandas as pd

from etl.assessment.pasted import Point


@dataclass(frozen=True)
class Setting:
    """The columns of a setting (see `etl.assessment.assess`) but for the case; None is the default of the profile."""

    rule: str
    direction: str | None = None
    base_year: float | None = None
    target: float | None = None
    target_year: float | None = None
    limit: float | None = None
    lower_bound: float | None = None
    green_threshold: float | None = None
    red_threshold: float | None = None
    threshold_high: float | None = None
    threshold_mid: float | None = None
    threshold_low: float | None = None
    current_year: float | None = None


def setting_of(asked: Mapping[str, object]) -> Setting:
    """What is `asked` by the names of the columns. Raises `TypeError` for a number that is none."""
    direction = asked.get("direction")
    numbers = {field.name: _number(asked.get(field.name)) for field in fields(Setting)[2:]}
    return Setting(str(asked["rule"]), None if direction is None else str(direction), **numbers)


def _number(value: object) -> float | None:
    if value is None or isinstance(value, (int, float)):
        return value
    raise TypeError(f"{value!r} is not a number.")


@dataclass(frozen=True)
class Result:
    """What `assess` says of a case (see there); None where there is no such figure, and for the colour but of sdsn."""

    status: str
    reason: str
    base_year: float | None
    base_value: float | None
    current_year: float | None
    current_value: float | None
    ratio: float | None
    score: float | None
    colour: str | None


def result_of(row: pd.Series) -> Result:
    """The result in a row of `assess`."""
    known = {name: value for name, value in row.to_dict().items() if not pd.isna(value)}
    return Result(
        status=known["status"],
        reason=known["reason"],
        base_year=known.get("base_year"),
        base_value=known.get("base_value"),
        current_year=known.get("current_year"),
        current_value=known.get("current_value"),
        ratio=known.get("ratio"),
        score=known.get("score"),
        colour=known.get("colour"),
    )


def by_whole_years(points: Sequence[Point], asked: Setting) -> tuple[list[Point], Setting]:
    """A series and its setting for a profile that wants whole years: the last figure of each year counts.

    A yearly rate becomes the end level that it leads to.
    """
    last = {math.floor(point.year): point.value for point in points if point.value is not None}
    years = dict.fromkeys(math.floor(point.year) for point in points)
    whole = replace(asked, base_year=_floor(asked.base_year), target_year=_floor(asked.target_year))
    return [Point(0, year, last.get(year)) for year in years], whole


def at_end_level(points: Sequence[Point], asked: Setting) -> Setting:
    """A yearly rate as the level that it leads to, from the first year of the series at or after the base year."""
    values = {point.year: point.value for point in points if point.value is not None}
    start = min((year for year in values if asked.base_year is None or year >= asked.base_year), default=None)
    if start is None or asked.target is None or asked.target_year is None:
        return replace(asked, direction="up", target=None)
    try:
        end = values[start] * (1 + asked.target) ** (asked.target_year - start)
    except (OverflowError, ZeroDivisionError):
        end = math.inf
    return replace(asked, direction="up", base_year=start, target=end)


def _floor(year: float | None) -> float | None:
    return None if year is None else math.floor(year)
