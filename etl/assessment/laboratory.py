"""One series, judged by every profile at once: the case in the form of each, its status, its path and its gap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache

import pandas as pd

from etl.assessment.assess import SERIES, SETTINGS, assess
from etl.assessment.pasted import CASE, Point, series
from etl.assessment.path import Standing, standing
from etl.assessment.setting import Result, Setting, at_end_level, by_whole_years, result_of, setting_of
from etl.record.read import definition
from etl.source import DEFINITIONS, Finding


@dataclass(frozen=True)
class Judgement:
    """What one profile says.

    `instead` is its rule for this kind of goal, None where it has none, and `how` it applies it; `result` is what
    `assess` says, None where `fault` says why not; `standing` is where the last value stands against the path, None
    without one.
    """

    profile: str
    instead: str | None = None
    how: str = ""
    result: Result | None = None
    fault: Finding | None = None
    standing: Standing | None = None
    is_thinned: bool = False
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """The points, what is wrong with the lines, and, when nothing is, a judgement for each profile.

    The Alliance comes first.
    """

    points: list[Point]
    faults: list[Finding]
    judgements: dict[str, Judgement] = field(default_factory=dict)


def judged(text: str, asked: Mapping[str, object]) -> Answer:
    """A pasted series judged by every profile.

    `text` has a year and a value on each line, parted by a comma, a tab or a semicolon; a value that is empty was not
    reported. `asked` holds the columns of a setting (see `etl.assessment.assess`) but for the case, by a rule of the
    Alliance; the target of annual_growth is a yearly share. Nothing is judged while a line is at fault. Nothing is
    written anywhere.
    """
    points, faults = series(text)
    if faults or not points:
        return Answer(points, faults)
    wanted = setting_of(asked)
    profiles = _defined().profiles
    # two at a time: measured a third faster than one after the other, more gain nothing
    with ThreadPoolExecutor(2) as pool:
        judgements = pool.map(lambda profile: _judgement(profile, points, wanted), profiles)
        return Answer(points, faults, dict(zip(profiles, judgements, strict=True)))


@dataclass(frozen=True)
class _Defined:
    profiles: dict[str, dict[str, str]]
    equivalents: dict[tuple[str, str], dict[str, str]]


@lru_cache(maxsize=1)
def _defined() -> _Defined:
    """The profiles, the Alliance first, and the rule that each has for a rule of the Alliance."""

    def rows(name: str) -> list[dict[str, str]]:
        return definition(DEFINITIONS / f"{name}.csv").records()

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


def _judgement(profile: str, points: list[Point], asked: Setting) -> Judgement:
    fits = _defined().equivalents.get((asked.rule, profile))
    if fits is None:
        return Judgement(profile)
    own_points, own = _case(profile, points, asked, fits["instead"])
    settings, frame = _frames(own_points, own)
    judgement = Judgement(
        profile,
        fits["instead"],
        fits["how"],
        is_thinned=len(own_points) < len(points),
        files=_files(settings, frame),
    )
    rows = assess(settings, frame, profile)
    if rows.empty:
        return replace(judgement, fault=rows.attrs["left_out"][0])
    result = result_of(rows.iloc[0])
    usual_year = _defined().profiles[profile]["target_year"]
    return replace(judgement, result=result, standing=standing(own, result, usual_year))


def _case(profile: str, points: list[Point], asked: Setting, rule: str) -> tuple[list[Point], Setting]:
    """The series and the setting as `profile` takes them, by its own `rule`."""
    own = replace(asked, rule=rule)
    if _defined().profiles[profile]["years"] != "whole":
        return points, own
    points, own = by_whole_years(points, own)
    return points, at_end_level(points, own) if asked.rule == "annual_growth" else own


def _frames(points: Sequence[Point], asked: Setting) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Setting and series as `assess` takes them."""
    values = pd.Series([point.value for point in points], dtype=float)
    frame = pd.DataFrame({"case_id": CASE, "year": [point.year for point in points], "value": values})
    return pd.DataFrame([{"case_id": CASE, **asdict(asked)}], columns=list(SETTINGS)), frame


def _files(settings: pd.DataFrame, frame: pd.DataFrame) -> dict[str, str]:
    """The same for the command line, as the text of files; only columns of the setting that say something."""
    (row,) = settings.to_dict("records")
    names = [name for name in SETTINGS if row[name] is not None]
    return {"settings.csv": _csv([row], names), "series.csv": _csv(frame.to_dict("records"), SERIES)}


def _csv(rows: list[dict[str, object]], columns: Iterable[str]) -> str:
    """Rows as the text of a CSV file; numbers with every digit that they need."""
    lines = [",".join(columns), *(",".join(_cell(row[name]) for name in columns) for row in rows)]
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    if value is None or value != value:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else str(value)
