"""The engine and the second implementation give the same answers to 10,000 random cases a profile, edge cases among
them; the fast tier asks the first 2,500 of these."""

import math
import random
from collections import Counter

import pandas as pd
import pytest

from etl.assessment.assess import assess, rollup
from tests.support import second_engine

TREES = 1_000
CASES = [2_500, pytest.param(10_000, marks=pytest.mark.full("four times as many cases of the same kinds"))]
EACH = 500
"""Of so many cases at least one has each status."""
WHOLE = ("base_year", "target_year", "current_year")
NUMBERS = (
    "target",
    "limit",
    "lower_bound",
    "green_threshold",
    "red_threshold",
    "threshold_high",
    "threshold_mid",
    "threshold_low",
)
EXACT = ("status", "colour", "base_year", "base_value", "current_year", "current_value")
CLOSE = ("observed", "required", "ratio", "score")
RULES = {
    "statcan": ("growth_to_target", "growth"),
    "eurostat": ("growth_to_target", "growth"),
    "unsd": (
        "growth_to_target",
        "growth_to_target",
        "growth",
        "growth",
        "binary",
        "ordinal",
        "parity",
        "doubling",
        "halving",
    ),
    "sdsn": ("score",),
    "destatis": ("level", "level", "keep", "direction"),
    "alliance": (*second_engine.ALLIANCE, "binary", "annual_growth"),
}
STATUSES = {
    "statcan": {
        "target_achieved",
        "substantial_progress",
        "moderate_progress",
        "limited_progress",
        "deterioration",
        "not_available",
    },
    "eurostat": {"significant_progress", "moderate_progress", "insufficient_progress", "movement_away"}
    | {"moderate_movement_away", "significant_movement_away", "not_available"},
    "unsd": {"target_achieved", "target_not_achieved", "on_track", "fair_progress", "limited_progress", "deterioration"}
    | {"insufficient_data", "no_data_after_2015", "not_available"},
    "sdsn": {"on_track", "moderately_improving", "stagnating", "decreasing", "not_available"},
    "destatis": {"sun", "partly_cloudy", "cloud", "thunderstorm", "not_available"},
    "alliance": {
        "on_track",
        "slowing",
        "acceleration_needed",
        "limited_progress",
        "revision",
        "not_judged",
        "reached",
        "reached_slipping",
        "lost",
        "moving_away",
    }
    | {"improving", "unchanged", "worsening", "kept", "slipping", "returning", "yes", "no", "not_known"},
}
THRESHOLDS = (0.95, 0.95, 0.6, 0.6, 0.5, -0.1, 1.0, 0.7, 0.3, 1.4)  # ratios that a target is solved for
RATES = (0.0, 0.01, 0.005, -0.01, 0.015, 0.02, -0.02, 0.1, 0.095, 0.06, 0.07, 0.03, -0.005)


def some_years(rng, profile):
    """Years of a series; some hold no point, many have no 2015, some end before it."""
    count = rng.choice((0, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 8, 9, 10, 12, 14))
    first = rng.choice((1995, 2006, 2010, 2012, 2013, 2014, 2014, 2015, 2015, 2015, 2015, 2016, 2018))
    years = sorted(rng.sample(range(first, first + rng.randint(max(count, 1), count + 8)), count))
    if profile == "alliance" and rng.random() < 0.5:
        years = sorted({year + rng.choice((0, 0.5, 0.75, 0.25, 0.999, 0.9992, 0.083)) for year in years})
    return years


def some_values(rng, rule, years):
    """Values for these years in one of the manners that bring out edge cases."""
    manners = {
        "ordinal": ("steps", "steps", "steps", "small"),
        "binary": ("bits",),
        "parity": ("even", "even", "even", "any", "small"),
    }
    manners["annual_growth"] = ("stock", "stock", "stock", "path", "line", "any", "small")
    manner = rng.choice(
        manners.get(rule, ("any", "any", "small", "path", "path", "path", "line", "line", "flat", "bits", "negative"))
    )
    start, rate, slope = (
        rng.choice((1, 2, 10, 50, 96, 100, 0.25)),
        rng.choice(RATES),
        rng.choice((1, -1, 2, 0.5, -0.25, 0)),
    )
    flat = rng.choice((0, 1, 5, -2, 80))
    make = {
        "any": lambda _: round(rng.uniform(0.2, 150), rng.randint(0, 3)),
        "small": lambda _: rng.randint(-3, 4),
        "negative": lambda _: -round(rng.uniform(0.2, 150), 1),
        "path": lambda year: start * (1 + rate) ** (year - years[0]),
        "stock": lambda year: start * 1.12 ** (year - years[0]) + rng.choice((0, 0, 0.1, 0.3)) * start,
        "line": lambda year: start + slope * (year - years[0]),
        "flat": lambda _: flat,
        "bits": lambda _: rng.choice((0, 1, 1)),
        "even": lambda _: rng.choice((0.97, 1.03, 1, 0.5, 2, round(rng.uniform(0.7, 1.4), 2))),
        "steps": lambda _: rng.choice((0, 1, 2, 3, 4, 5, 1.5)),
    }[manner]
    points = {year: float(make(year)) for year in years}
    for year in years:
        chance = rng.random()
        points[year] = 0.0 if chance < 0.03 else -points[year] if chance < 0.04 else points[year]
    if len(years) > 1 and rng.random() < 0.25:
        last, before = years[-1], years[-2]
        points[last] = rng.choice(
            (points[before], points[years[0]], 0.9 * points[before], 1.2 * points[before], points[before] + 1)
        )
    return points


def some_horizon(rng, profile, rule, points):
    """Base year, target year and current year: given, left to the profile, missing in the series, outside it."""
    last = max(points, default=2015)
    step = rng.choice((0, 0, 0.5, 0.75)) if profile == "alliance" else 0
    setting = {
        "base_year": rng.choice(
            (None, None, None, None, 2015, 2010, 2012, 2017, 2020, 2015 + step, *list(points)[:3], *list(points)[:1])
        )
    }
    if profile == "destatis":
        setting["base_year"] = None
    if (
        rng.random() < 0.5
        or rule == "level"
        or (profile == "alliance" and rule in {"growth_to_target", "parity", "doubling", "halving"})
    ):
        least = math.ceil(max(setting["base_year"] or 0, 2020))
        setting["target_year"] = rng.choice((least, least + 1, 2025, 2030, 2030, 2040))
        setting["target_year"] = max(setting["target_year"], least)
        if profile == "statcan" and rng.random() < 0.1 or profile in {"unsd", "sdsn"} and rng.random() < 0.05:
            setting["target_year"] = max(2015, math.ceil(setting["base_year"] or 2015))
    if profile != "sdsn" and rng.random() < 0.25:
        setting["current_year"] = rng.choice((last, last, last + 1, 2016 + step, *points))
    return setting


def some_target(rng, profile, setting, points):
    """A target: at the base, at the last value, zero, negative, far, or such that the ratio falls on a threshold."""
    row = second_engine.PROFILES[profile]({**setting, "target": 1.0}, points)
    y0, y = (row["base_value"] or 0.0), (row["current_value"] or 0.0)
    r, d = rng.choice(THRESHOLDS), 1 if setting.get("direction", "up") == "up" else -1
    span = (setting.get("target_year") or 2030) - (row["base_year"] or 2015)
    observed = row["observed"]
    simple = (y, y0, 0.0, -y, round(y * 1.5 + 1, 2), round(y0 * rng.uniform(0.2, 3), 1), float(rng.randint(-3, 130)))
    if observed is None or rng.random() < 0.4:
        return rng.choice(simple)
    if profile == "destatis":
        return y + d * observed * ((setting.get("target_year") or 2030) - row["current_year"]) / (
            1 - rng.choice((0.05, 0.2, 0.5, 0.04, 0.1))
        )
    if setting["rule"] == "level":
        return y0 + d * observed / r * span
    rate = 1 + d * (-1 if y0 < 0 else 1) * observed / r
    solved = y0 * rate ** max(span, 1) if 0 < rate < 100 else y
    return solved if rng.random() < 0.5 else round(solved, 6)


def some_bounds(rng, points):
    """Bounds and thresholds of a score, both ways round, and values moved onto them."""
    lower, target = rng.choice(((0.0, 100.0), (100.0, 0.0), (20.0, 98.6), (-5.0, 5.0), (4.2, 0.1), (0.0, 1.0)))
    at = sorted((rng.choice((0.9, 0.8, 0.75, 1.0)), rng.choice((0.5, 0.4, 0.25))))
    setting = {
        "direction": "up" if target > lower else "down",
        "lower_bound": lower,
        "target": target,
        "green_threshold": lower + at[1] * (target - lower),
        "red_threshold": lower + at[0] * (target - lower),
    }
    green, red = setting["green_threshold"], setting["red_threshold"]
    for year in points:
        if rng.random() < 0.85:
            points[year] = rng.choice(
                (
                    green,
                    red,
                    (green + red) / 2,
                    lower,
                    target,
                    *(lower + rng.uniform(-0.1, 1.1) * (target - lower) for _ in range(6)),
                )
            )
    if len(points) > 1 and rng.random() < 0.5:
        first, last = min(points), max(points)
        points[last] = points[first] + rng.choice((1, 0.5, 0.75, 0.2, 0)) * (green - points[first]) * (
            last - first
        ) / max(2030 - first, 1)
    return setting


def some_case(rng, profile):
    """One setting and its points."""
    rule = rng.choice(RULES[profile])
    points = some_values(rng, rule, some_years(rng, profile))
    setting = {"rule": rule, "direction": rng.choice(("up", "down")), **some_horizon(rng, profile, rule, points)}
    y = points[max(points)] if points else 1.0
    if rule == "score":
        return setting | some_bounds(rng, points), points
    if rule == "ordinal":
        setting["target"] = float(rng.choice((2, 3, 4, 5, 5, 0)))
    elif rule == "annual_growth":
        setting["target"] = rng.choice((0.1, 0.1, 0.1, 0.05, 0.02, 0.0, 0.01))
    elif rule == "binary":
        setting["target"] = rng.choice((None, 1.0, 0.0, y))
    elif rule in {"growth_to_target", "level", "keep"} or (rule == "growth" and rng.random() < 0.3):
        setting["target"] = some_target(rng, profile, setting, points)
    if profile == "unsd" and rule == "growth" and rng.random() < 0.3:
        setting |= dict(zip(NUMBERS[5:], rng.choice(((0.02, 0.01, 0.0), (0.015, 0.005, -0.005))), strict=True))
    if profile == "statcan" and rng.random() < 0.6:
        setting["limit"] = rng.choice((0.0, y, 2 * y, y / 2, -y, 100.0, 1.5 * y, 1.1 * y, 0.8 * y))
    return setting, points


def answered(profile, count):
    """The same cases every time, {case_id: (setting, points)}, and what the second implementation says of each."""
    rng = random.Random(f"second {profile}")
    cases = {f"case {number:05}": some_case(rng, profile) for number in range(count)}
    return cases, {name: second_engine.PROFILES[profile](*case) for name, case in cases.items()}


def settings_frame(cases, rng):
    frame = pd.DataFrame([{"case_id": name} | setting for name, (setting, _) in cases.items()]).reindex(
        columns=["case_id", "rule", "direction", *WHOLE, *NUMBERS]
    )
    return frame.astype(dict.fromkeys(WHOLE + NUMBERS, "Float64")).sample(frac=1, random_state=rng.randrange(1000))


def series_frame(cases, rng):
    """Every point a row, in any order, and rows with an empty value between them: not reported."""
    rows = []
    for name, (_, points) in cases.items():
        rows += [(name, year, value) for year, value in points.items()]
        empty = {rng.randint(1994, 2026) for _ in range(rng.choice((0, 0, 1, 3)))} if points else {2015, 2020}
        rows += [(name, year, None) for year in sorted(empty) if year not in points]
    rng.shuffle(rows)
    years = "Float64" if any(year != int(year) for _, year, _ in rows) else "Int64"
    return pd.DataFrame(rows, columns=["case_id", "year", "value"]).astype({"year": years, "value": "Float64"})


def plain(value):
    """A cell as Python holds it; every way to be empty is None."""
    return None if value is None or pd.isna(value) else value


def same(mine, theirs, column, interpolated):
    if mine is None or theirs is None:
        return mine is theirs
    if column in CLOSE or (interpolated and column == "base_value"):
        return math.isclose(mine, theirs, rel_tol=1e-9, abs_tol=1e-12)
    return mine == theirs


def differences(cases, answers, frame):
    """Per case that differs: the columns, the setting, the points, both answers."""
    found = []
    for engine in frame.to_dict("records"):
        setting, points = cases[engine["case_id"]]
        mine = answers[engine["case_id"]]
        theirs = {column: plain(engine.get(column)) for column in mine}
        interpolated = setting["rule"] == "annual_growth" and mine["base_year"] not in points
        columns = [column for column in mine if not same(mine[column], theirs[column], column, interpolated)]
        if columns:
            said = {name: value for name, value in setting.items() if value is not None}
            found.append(
                f"{engine['case_id']} differs in {', '.join(columns)}\n  setting {said}\n  points {points}\n  second "
                f"{mine}\n  engine {theirs} ({engine['reason']})"
            )
    return found


@pytest.mark.parametrize("count", CASES)
@pytest.mark.parametrize("profile", second_engine.PROFILES)
def test_the_second_implementation_says_the_same(profile, count):
    (cases, answers), rng = answered(profile, count), random.Random(3)
    frame = assess(settings_frame(cases, rng), series_frame(cases, rng), profile)
    left_out = frame.attrs["left_out"]
    assert not left_out, f"{len(left_out)} faults, the first five: {left_out[:5]}"
    assert list(frame["case_id"]) == sorted(cases) and len(cases) == count
    found = differences(cases, answers, frame)
    assert not found, f"{len(found)} of {count} cases differ; the first five:\n" + "\n".join(found[:5])
    reached = Counter(answer["status"] for answer in answers.values())
    assert {status for status, often in reached.items() if often >= count / EACH} == STATUSES[profile], reached


@pytest.mark.parametrize(
    ("profile", "setting", "points", "status", "ratio"),
    [
        (
            "statcan",
            {"rule": "growth_to_target", "direction": "up", "target": 160, "target_year": 2019},
            {2015: 10, 2017: 40},
            "substantial_progress",
            1,
        ),
        ("statcan", {"rule": "growth", "direction": "down"}, {2016: 0, 2017: 0.001}, "limited_progress", 0),
        ("eurostat", {"rule": "growth", "direction": "down"}, {2003: 100, 2004: 50}, "significant_progress", 0.5),
        ("unsd", {"rule": "growth", "direction": "up"}, {2015: 0, 2016: 8, 2017: 4}, "deterioration", -0.5),
        ("unsd", {"rule": "halving"}, {2014: 8, 2017: 4}, "target_achieved", None),
        ("unsd", {"rule": "ordinal", "target": 5}, {2015: 0, 2017: 1}, "fair_progress", 1),
        (
            "sdsn",
            {"rule": "score", "lower_bound": 0, "target": 10, "green_threshold": 9, "red_threshold": 5},
            {2014: 1, 2016: 2},
            "on_track",
            1,
        ),
        (
            "destatis",
            {"rule": "level", "direction": "up", "target": 20, "target_year": 2023},
            {2015: 1, 2016: 2, 2017: 3, 2018: 4},
            "cloud",
            0.6875,
        ),
        ("alliance", {"rule": "annual_growth", "base_year": 2016, "target": 1}, {2015: 1, 2017: 4}, "on_track", 1),
        ("alliance", {"rule": "parity", "target_year": 2019}, {2015: 4, 2017: 0.5}, "on_track", 1),
    ],
)
def test_the_second_implementation_agrees_with_pencil_and_paper(profile, setting, points, status, ratio):
    row = second_engine.PROFILES[profile](setting, points)
    assert row["status"] == status
    assert row["ratio"] == (None if ratio is None else pytest.approx(ratio))


# roll-ups

LEAVES = {
    "statcan": [*sorted(STATUSES["statcan"]), "target_achieved", "target_achieved"],
    "unsd": sorted(STATUSES["unsd"]),
    "alliance": sorted(STATUSES["alliance"]),
}


def some_forest(profile):
    """A thousand trees of one to three levels: statuses, and who belongs to whom."""
    rng, statuses, tree = random.Random(f"trees {profile}"), {}, {}

    def grow(name, levels, words):
        for number in range(rng.randint(1, 5)):
            child = f"{name}.{number}"
            tree[child] = name
            if levels > 1 and rng.random() < 0.9:
                grow(child, levels - 1, words)
            elif rng.random() < 0.9:
                statuses[child] = some_leaf(rng, profile, rng.choice(words))

    for number in range(TREES):
        grow(f"tree {number:04}", rng.randint(1, 3), rng.sample(LEAVES[profile], rng.randint(1, len(LEAVES[profile]))))
    return statuses, tree


def some_leaf(rng, profile, status):
    """A status, with statcan also a score in halves or any: many means fall exactly on a threshold."""
    if profile != "statcan" or status == "not_available" or rng.random() < 0.05:
        return status, None
    least, most = {
        "substantial_progress": (2.5, 5),
        "moderate_progress": (0, 2.5),
        "limited_progress": (-2.5, 0),
        "deterioration": (-5, -2.5),
    }.get(status, (5, 5))
    return status, rng.choice((float(least), float(most), rng.uniform(least, most)))


@pytest.mark.parametrize("profile", second_engine.ROLLUPS)
def test_the_second_implementation_rolls_up_the_same(profile):
    statuses, tree = some_forest(profile)
    mine = second_engine.rollup(profile, statuses, tree)
    given = pd.DataFrame(
        [(name, status, score) for name, (status, score) in statuses.items()], columns=["id", "status", "score"]
    ).astype({"score": "Float64"})
    frame = rollup(
        given if profile == "statcan" else given[["id", "status"]],
        pd.DataFrame(tree.items(), columns=["id", "parent"]),
        profile,
    )
    assert list(frame["id"]) == sorted(mine)
    found = []
    for engine in frame.to_dict("records"):
        row, theirs = (
            mine[engine["id"]],
            {column: plain(engine[column]) for column in ("n", "n_missing", "mean_score", "status")},
        )
        if any(
            not same(row[column], theirs[column], "score" if column == "mean_score" else column, False)
            for column in theirs
        ):
            below = [
                (child, statuses.get(child) or mine.get(child))
                for child, parent in tree.items()
                if parent == engine["id"]
            ]
            found.append(f"{engine['id']}: children {below}\n  second {row}\n  engine {theirs}")
    assert not found, f"{len(found)} of {len(mine)} rows differ; the first five:\n" + "\n".join(found[:5])
