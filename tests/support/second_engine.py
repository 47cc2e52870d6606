"""The progress rules a second time, in plain Python, straight from the text, to check the engine against.

One function a profile: a setting and the points of one case in, the row of `assess` out (without `reason`). A setting
is a
dict, what is empty is None or absent; points are {year: value} of what was reported. Written from section 2a of the
method's
text and read beside it: no table, no SQL, no shortcut. `observed` and `required` stand wherever their formula has a
finite
answer, whatever the status; `ratio` only where a threshold was compared with it.
"""

from __future__ import annotations

import math

Setting = dict
Points = dict
Row = dict
COLUMNS = (
    "base_year",
    "base_value",
    "current_year",
    "current_value",
    "observed",
    "required",
    "ratio",
    "score",
    "status",
)


def given(setting: Setting, column: str, default: float | None = None) -> float | None:
    """What a setting says, or the profile's default."""
    value = setting.get(column)
    return default if value is None else value


def way(direction: str) -> int:
    """d: +1 where higher is better, -1 where lower is better."""
    return {"up": 1, "down": -1}[direction]


def cagr(a: float | None, b: float | None, years: float | None) -> float | None:
    """Compound yearly growth from a to b, as a share: (b/a)^(1/n) - 1. None where there is no finite one."""
    if a is None or b is None or years is None or years <= 0 or a == 0 or (b < 0 < a) or (a < 0 < b):
        return None
    try:
        rate = (b / a) ** (1 / years) - 1
    except OverflowError:
        return None
    return rate if math.isfinite(rate) else None


def growth(a: float | None, b: float | None, years: float | None) -> float | None:
    """As `cagr`, for who refuses rates of values below 0: from above 0, to 0 at the least."""
    return cagr(a, b, years) if a is not None and b is not None and a > 0 and b >= 0 else None


def less(a: float | None, b: float | None) -> float | None:
    """a - b, None where one of them is missing."""
    return None if a is None or b is None else a - b


def over(a: float | None, b: float | None) -> float | None:
    """a / b, None where there is no finite one."""
    if a is None or b is None or b == 0:
        return None
    share = a / b
    return share if math.isfinite(share) else None


def times(factor: float, value: float | None) -> float | None:
    """factor * value, None where there is no value."""
    return None if value is None else factor * value


def word(value: float, *steps: tuple[float, str], otherwise: str) -> str:
    """The word of the first step that the value is at or above."""
    return next((name for least, name in steps if value >= least), otherwise)


def facts(points: Points, base_year: float | None, current_year: float | None) -> Row:
    """An empty answer, with the base and the current value where they are in the series."""
    row = dict.fromkeys(COLUMNS)
    for name, year in (("base", base_year), ("current", current_year)):
        if year is not None and year in points:
            row[f"{name}_year"], row[f"{name}_value"] = year, points[year]
    return row


def at_or_after(points: Points, year: float) -> float | None:
    """The year itself, else the next later one in the series."""
    return min((one for one in points if one >= year), default=None)


def last_or(points: Points, setting: Setting) -> float | None:
    """`current_year` where given, else the last year of the series; None where it is not in the series."""
    year = given(setting, "current_year", max(points, default=None))
    return year if year in points else None


# statcan


def statcan(setting: Setting, points: Points) -> Row:
    """Statistics Canada / Open SDG: growth against the growth that the target needs, or growth alone."""
    row = facts(points, at_or_after(points, given(setting, "base_year", 2015)), last_or(points, setting))
    y0, t0, y, t = row["base_value"], row["base_year"], row["current_value"], row["current_year"]
    d, to_target = way(setting["direction"]), setting["rule"] == "growth_to_target"
    base = 0.001 if y0 == 0 else y0
    target = 0.001 if to_target and setting["target"] == 0 else given(setting, "target")
    if t0 is not None:
        row["observed"] = times(math.copysign(1, base) * d, cagr(base, y, less(t, t0)))
        needed = cagr(base, target, given(setting, "target_year", 2030) - t0) if to_target else None
        row["required"] = None if needed is None else abs(needed)
    if t0 is None or t is None or t0 == t:
        return row | {"status": "not_available"}
    if not to_target:
        return row | _statcan_growth(row["observed"], _share_of_room(abs(base), given(setting, "limit")))
    if d * (y - target) >= 0:
        return row | {"status": "target_achieved", "score": 5.0}
    value = over(row["observed"], row["required"])
    if value is None:
        return row | {"status": "not_available"}
    status = word(
        value,
        (0.95, "substantial_progress"),
        (0.60, "moderate_progress"),
        (0, "limited_progress"),
        otherwise="deterioration",
    )
    score = min(5.0, 50 * value / 7 - 30 / 7) if value >= 0.6 else max(-5.0, 25 * value / 6 - 2.5)
    return row | {"ratio": value, "status": status, "score": score}


def _share_of_room(b: float, limit: float | None) -> float:
    """C: how far the thresholds of growth still apply so near to a natural limit."""
    if limit is None or b >= 2 * abs(limit):
        return 1.0
    length = abs(limit)
    r = b / length if b <= length else (2 * length - b) / length
    return 1 - r**4.44


def _statcan_growth(v: float | None, c: float) -> Row:
    if v is None:
        return {"status": "not_available"}
    status = word(
        v,
        (0.015 * c, "substantial_progress"),
        (0.005 * c, "moderate_progress"),
        (0, "limited_progress"),
        otherwise="deterioration",
    )
    if v < 0:
        score = max(-5.0, 125 * v - 2.5)
    elif c == 0:
        score = 5.0
    elif v >= 0.015 * c:
        score = min(5.0, 500 * v / c - 5)
    elif v >= 0.005 * c:
        score = 250 * v / c - 1.25
    else:
        score = 500 * v / c - 2.5
    return {"ratio": v, "status": status, "score": score}


# eurostat


def eurostat(setting: Setting, points: Points) -> Row:
    """Eurostat EU SDG monitoring: growth against the growth that the target needs, or growth alone."""
    t = last_or(points, setting)
    b = given(setting, "base_year", None if t is None else t - 15)
    row = facts(points, None if b is None else at_or_after(points, b), t)
    y0, t0, y = row["base_value"], row["base_year"], row["current_value"]
    d, to_target = way(setting["direction"]), setting["rule"] == "growth_to_target"
    if y0 is not None and y0 > 0:
        row["observed"] = times(d, cagr(y0, y, less(t, t0)))
        if to_target:
            row["required"] = times(d, cagr(y0, setting["target"], less(given(setting, "target_year", 2030), t0)))
    if t0 is None or t is None or t0 == t:
        return row | {"status": "not_available"}
    if not to_target:
        return row | _eurostat_growth(row["observed"] if y0 > 0 else None)
    if d * (y - setting["target"]) >= 0:
        return row | {"status": "significant_progress"}
    ratio = over(row["observed"], row["required"])
    if ratio is None or y0 <= 0 or setting["target"] <= 0:
        return row | {"status": "not_available"}
    if d * (y0 - setting["target"]) > 0:  # past the target once, and lost: two falls divided would look like progress
        return row | {"status": "movement_away"}
    status = word(
        ratio,
        (0.95, "significant_progress"),
        (0.60, "moderate_progress"),
        (0, "insufficient_progress"),
        otherwise="movement_away",
    )
    return row | {"ratio": ratio, "status": status}


def _eurostat_growth(g: float | None) -> Row:
    if g is None:
        return {"status": "not_available"}
    if g >= 0:
        return {"ratio": g, "status": "significant_progress" if g >= 0.01 else "moderate_progress"}
    return {"ratio": g, "status": "moderate_movement_away" if g > -0.01 else "significant_movement_away"}


# unsd


def unsd(setting: Setting, points: Points) -> Row:
    """UN Statistics Division, progress chart, as UNDP applies it."""
    rule, t = setting["rule"], max(points, default=None)
    if t is None:
        return facts(points, None, None) | {"status": "insufficient_data"}
    y = points[t]
    b = given(setting, "base_year", 2015)
    nearby = (b, b + 1, b - 1, b + 2, b - 2, b + 3, b - 3)
    row = facts(
        points, next((year for year in nearby if year in points and (rule == "ordinal" or points[year] != 0)), None), t
    )
    if rule == "binary":
        return row | {"status": "target_achieved" if y == given(setting, "target", 1) else "target_not_achieved"}
    row |= _unsd_ordinal(row, setting["target"]) if rule == "ordinal" else _unsd_rate(setting, row)
    return row | {"ratio": None, "status": "no_data_after_2015"} if t <= 2015 else row


def _unsd_ordinal(row: Row, target: float) -> Row:
    step = less(row["current_value"], row["base_value"])
    if row["current_value"] >= target:
        return {"observed": step, "status": "target_achieved"}
    if step is None or row["base_year"] >= row["current_year"]:
        return {"observed": step, "status": "insufficient_data"}
    status = word(step, (2, "on_track"), (1, "fair_progress"), (0, "limited_progress"), otherwise="deterioration")
    return {"observed": step, "ratio": step, "status": status}


def _unsd_target(setting: Setting, y0: float | None) -> tuple[int, float | None]:
    """d and the target that the rule means; a target of None is none, or one that hangs on a base that is not there."""
    rule = setting["rule"]
    if rule == "parity":
        return 1, 1.0
    if rule == "doubling":
        return 1, times(2, y0)
    if rule == "halving":
        return -1, times(0.5, y0)
    return way(setting["direction"]), given(setting, "target")


def _unsd_rate(setting: Setting, row: Row) -> Row:
    """Steps 4 to 7: every rule that rests on a rate."""
    rule, y0, t0, y, t = setting["rule"], row["base_value"], row["base_year"], row["current_value"], row["current_year"]
    d, target = _unsd_target(setting, y0)
    out = {"observed": times(d, cagr(y0, y, less(t, t0)))}
    if rule != "growth":
        out["required"] = times(d, cagr(y0, target, less(given(setting, "target_year", 2030), t0)))
    achieved = 0.97 <= y <= 1.03 if rule == "parity" else target is not None and d * (y - target) >= 0
    if achieved or (y0 is None and rule == "growth" and target is None and d == -1 and y == 0):
        return out | {"status": "target_achieved"}
    if y0 is None or t0 >= t:
        return out | {"status": "insufficient_data"}
    if (y0 < 0 < y) or (y < 0 < y0):
        return out | {"status": "not_available"}
    if rule == "growth":
        return out | _unsd_growth(setting, out["observed"])
    if rule != "parity" and target <= 0:
        return out | {"status": "not_available"}
    if y0 == target if rule == "parity" else d * (y0 - target) >= 0:
        return out | {"status": "deterioration"}
    ratio = over(out["observed"], out["required"])
    if ratio is None:
        return out | {"status": "not_available"}
    return out | {
        "ratio": ratio,
        "status": word(
            ratio, (0.95, "on_track"), (0.5, "fair_progress"), (-0.1, "limited_progress"), otherwise="deterioration"
        ),
    }


def _unsd_growth(setting: Setting, x: float | None) -> Row:
    if x is None:
        return {"status": "not_available"}
    limits = (
        given(setting, "threshold_high", 0.01),
        given(setting, "threshold_mid", 0.005),
        given(setting, "threshold_low", -0.01),
    )
    words = ("on_track", "fair_progress", "limited_progress")
    return {
        "ratio": x,
        "status": next((name for limit, name in zip(limits, words, strict=True) if x > limit), "deterioration"),
    }


# sdsn


def scorer(setting: Setting):
    """s(x) = (x - lower_bound)/(target - lower_bound)*100, not clipped."""
    lower, target = setting["lower_bound"], setting["target"]
    return lambda x: (x - lower) / (target - lower) * 100


def nearest(points: Points, year: float) -> float | None:
    """The year of the series nearest to this one, the earlier on a tie."""
    return min(points, key=lambda one: (abs(one - year), one), default=None)


def sdsn(setting: Setting, points: Points) -> Row:
    """SDSN SDG Index: a score, its colour, and the arrow."""
    start, end = nearest(points, given(setting, "base_year", 2015)), max(points, default=None)
    row = facts(points, start, end) | {"colour": None, "status": "not_available"}
    if end is None:
        return row
    s = scorer(setting)
    green, red, s_end = s(setting["green_threshold"]), s(setting["red_threshold"]), s(points[end])
    row["score"] = min(100.0, max(0.0, s_end))
    row["colour"] = word(
        s_end + 1e-9, (green, "green"), ((green + red) / 2, "yellow"), (red, "orange"), otherwise="red"
    )
    span = given(setting, "target_year", 2030) - start
    row["required"] = required = (green - s(points[start])) / span if span > 0 else None
    if start >= end:
        return row
    row["observed"] = gain = (s_end - s(points[start])) / (end - start)
    if s_end >= green:
        return row | {"status": "on_track" if gain >= 0 else "stagnating"}
    if gain < 0:
        return row | {"status": "decreasing"}
    ratio = over(gain, required)
    if ratio is None:
        return row
    return row | {
        "ratio": ratio,
        "status": word(ratio, (1, "on_track"), (0.5, "moderately_improving"), otherwise="stagnating"),
    }


# destatis


def destatis(setting: Setting, points: Points) -> Row:
    """Destatis, German strategy: the mean change over the last six points, told as weather."""
    t = last_or(points, setting)
    years = sorted(year for year in points if year <= given(setting, "current_year", year))[-6:]
    row = facts(points, min(years, default=None), t)
    rule, d, y, target = setting["rule"], way(setting["direction"]), row["current_value"], given(setting, "target")
    if rule == "level" and y is not None:
        row["required"] = over(d * (target - y), setting["target_year"] - t)
    if t is None or len(years) < 4:
        return row | {"status": "not_available"}
    row["observed"] = mean = d * (y - points[years[0]]) / (t - years[0])
    last = d * (y - points[years[-2]])
    if rule == "direction":
        sky = (
            "sun" if mean > 0 and last > 0 else "partly_cloudy" if mean > 0 else "cloud" if last > 0 else "thunderstorm"
        )
        return row | {"status": sky}
    met = d * (y - target) >= 0
    if rule == "keep" or met:
        if met:
            return row | {"status": "sun" if mean >= 0 else "partly_cloudy"}
        return row | {"status": "cloud" if mean > 0 else "thunderstorm"}
    if mean <= 0:
        return row | {"status": "thunderstorm"}
    miss = (d * (target - y) - mean * (setting["target_year"] - t)) / abs(target - y)
    return row | {"ratio": miss, "status": "sun" if miss < 0.05 else "partly_cloudy" if miss <= 0.20 else "cloud"}


# alliance


def nine(value: float) -> float:
    """A number as the Alliance's profile compares it: rounded to nine digits."""
    return round(value, 9)


def alliance(setting: Setting, points: Points) -> Row:
    """Our own profile: per rule the method that fits best. Years may be decimal."""
    until = given(setting, "current_year")
    points = {year: value for year, value in sorted(points.items()) if until is None or year <= until}
    rule, t = setting["rule"], max(points, default=None)
    row = facts(points, _alliance_base(rule, points, given(setting, "base_year", min(points, default=None))), t)
    if rule == "annual_growth":
        row |= _on_log_scale(points, given(setting, "base_year", t))
    if rule == "binary":
        return row | {
            "status": "not_known"
            if t is None
            else "yes"
            if nine(points[t]) == nine(given(setting, "target", 1))
            else "no"
        }
    row |= ALLIANCE[rule](setting, points, row)
    if len(points) < 2 or row["base_year"] is None or row["base_year"] >= t:
        return row | {"ratio": None, "status": "not_judged"}
    return row


def _alliance_base(rule: str, points: Points, year: float | None) -> float | None:
    """The year itself; where it is not in the series the nearest (score), none (yearly growth, see below), or the next
    later one."""
    if year is None or rule == "annual_growth":
        return year
    if rule == "keep":
        return min(list(points)[-6:], default=None)
    return nearest(points, year) if rule == "score" else at_or_after(points, year)


def _on_log_scale(points: Points, year: float | None) -> Row:
    """The base of yearly growth: the value of that year, else between the neighbouring points on a log scale."""
    if year is None or year in points:
        return {}
    before, after = (
        max((one for one in points if one < year), default=None),
        min((one for one in points if one > year), default=None),
    )
    if before is None or after is None or points[before] <= 0 or points[after] <= 0:
        return {}
    share = (year - before) / (after - before)
    return {
        "base_year": year,
        "base_value": math.exp(math.log(points[before]) + share * (math.log(points[after]) - math.log(points[before]))),
    }


def _last_change(points: Points) -> float:
    """The last value less the one before it; 0 where there is none before."""
    before, last = [0, *points.values()][-2:] if len(points) > 1 else (0, 0)
    return last - before


def _long_span_growth(points: Points) -> float | None:
    """Growth a year over the last span between neighbouring points that is at least 365 days long."""
    years = list(points)
    spans = [(a, b) for a, b in zip(years, years[1:], strict=False) if round((b - a) * 365.25) >= 365]
    return growth(points[spans[-1][0]], points[spans[-1][1]], spans[-1][1] - spans[-1][0]) if spans else None


def _annual_growth(setting: Setting, points: Points, row: Row) -> Row:
    y0, y, required = row["base_value"], row["current_value"], setting["target"]
    observed = growth(y0, y, less(row["current_year"], row["base_year"]))
    out = {"observed": observed, "required": required, "status": "not_judged"}
    if observed is None or y <= 0 or required == 0:
        return out
    if nine(_last_change(points)) < 0 or nine(observed) < 0:
        return out | {"status": "revision"}
    ratio = nine(observed / required)
    status = word(ratio, (0.95, "on_track"), (0.60, "acceleration_needed"), otherwise="limited_progress")
    recent = _long_span_growth(points)
    if (
        status == "on_track"
        and nine(observed) >= nine(required)
        and recent is not None
        and nine(recent) < nine(required)
    ):
        status = "slowing"
    return out | {"ratio": ratio, "status": status}


def _towards(setting: Setting, d: int, target: float, row: Row, linear: bool, change: float) -> Row:
    """Reached, lost, or how fast: what growth_to_target, level, doubling, halving and parity share. `change` is the
    last one."""
    y0, y, years, horizon = (
        row["base_value"],
        row["current_value"],
        less(row["current_year"], row["base_year"]),
        less(given(setting, "target_year"), row["base_year"]),
    )
    if linear or target == 0:
        out = {
            "observed": over(less(y, y0), years),
            "required": over(less(target, y0), horizon) if horizon is not None and horizon > 0 else None,
        }
    else:
        out = {"observed": growth(y0, y, years), "required": growth(y0, target, horizon)}
    out = {name: times(d, value) for name, value in out.items()} | {"status": "not_judged"}
    if y0 is None or y is None:
        return out
    if nine(d * (y - target)) >= 0:
        return out | {"status": "reached_slipping" if nine(d * change) < 0 else "reached"}
    if nine(d * (y0 - target)) >= 0:
        return out | {"status": "lost"}
    ratio = over(out["observed"], out["required"])
    if ratio is None or (not linear and (y0 <= 0 or y <= 0 or target < 0)):
        return out
    ratio = nine(ratio)
    return out | {
        "ratio": ratio,
        "status": word(
            ratio, (0.95, "on_track"), (0.60, "acceleration_needed"), (0, "limited_progress"), otherwise="moving_away"
        ),
    }


def _growth_to_target(setting: Setting, points: Points, row: Row) -> Row:
    return _towards(setting, way(setting["direction"]), setting["target"], row, False, _last_change(points))


def _level(setting: Setting, points: Points, row: Row) -> Row:
    return _towards(setting, way(setting["direction"]), setting["target"], row, True, _last_change(points))


def _manifold(setting: Setting, points: Points, row: Row) -> Row:
    """Doubling and halving. Twice or half of a base of zero or below means nothing: no rate, no judgement."""
    if row["base_value"] is None or row["base_value"] <= 0:
        return {"status": "not_judged"}
    d, factor = (1, 2) if setting["rule"] == "doubling" else (-1, 0.5)
    return _towards(setting, d, factor * row["base_value"], row, False, _last_change(points))


def _parity(setting: Setting, points: Points, row: Row) -> Row:
    """As growth_to_target, down to 1, of max(y, 1/y); within 3 % is parity. Values of zero and below have no such
    distance."""

    def apart(y: float | None) -> float | None:
        return max(y, 1 / y) if y is not None and y > 0 else None

    def equal(y: float | None) -> bool:
        return y is not None and 0.97 <= nine(y) <= 1.03

    out = _towards(
        setting,
        -1,
        1.0,
        {**row, "base_value": apart(row["base_value"]), "current_value": apart(row["current_value"])},
        False,
        0.0,
    )
    if equal(row["current_value"]):
        before = apart([None, None, *points.values()][-2])
        slipping = before is not None and nine(apart(row["current_value"]) - before) > 0
        return out | {"ratio": None, "status": "reached_slipping" if slipping else "reached"}
    return out | {"ratio": None, "status": "lost"} if equal(row["base_value"]) else out


def _trend(setting: Setting, points: Points, row: Row) -> Row:  # noqa: ARG001
    """The rules growth and direction: last value against base."""
    d, y0, y, years = (
        way(setting["direction"]),
        row["base_value"],
        row["current_value"],
        less(row["current_year"], row["base_year"]),
    )
    observed = times(d, growth(y0, y, years) if setting["rule"] == "growth" else over(less(y, y0), years))
    change = nine(d * (less(y, y0) or 0))
    return {"observed": observed, "status": "improving" if change > 0 else "worsening" if change < 0 else "unchanged"}


def _keep(setting: Setting, points: Points, row: Row) -> Row:  # noqa: ARG001
    d, y = way(setting["direction"]), row["current_value"]
    mean = over(times(d, less(y, row["base_value"])), less(row["current_year"], row["base_year"]))
    if mean is None:
        return {"status": "not_judged"}
    if nine(d * (y - setting["target"])) >= 0:
        return {"observed": mean, "status": "kept" if nine(mean) >= 0 else "slipping"}
    return {"observed": mean, "status": "returning" if nine(mean) > 0 else "lost"}


def _ordinal(setting: Setting, points: Points, row: Row) -> Row:  # noqa: ARG001
    step = less(row["current_value"], row["base_value"])
    if step is None:
        return {"status": "not_judged"}
    if nine(row["current_value"]) >= nine(setting["target"]):
        return {"observed": step, "status": "reached"}
    status = word(
        nine(step), (2, "on_track"), (1, "acceleration_needed"), (0, "limited_progress"), otherwise="moving_away"
    )
    return {"observed": step, "ratio": nine(step), "status": status}


def _score(setting: Setting, points: Points, row: Row) -> Row:  # noqa: ARG001
    if row["current_year"] is None:
        return {"status": "not_judged"}
    s = scorer(setting)
    green, s_start, s_end = s(setting["green_threshold"]), s(row["base_value"]), s(row["current_value"])
    gain, span = (
        over(s_end - s_start, row["current_year"] - row["base_year"]),
        given(setting, "target_year", 2030) - row["base_year"],
    )
    out = {
        "score": min(100.0, max(0.0, s_end)),
        "observed": gain,
        "required": (green - s_start) / span if span > 0 else None,
        "status": "not_judged",
    }
    if gain is None:
        return out
    if nine(s_end) >= nine(green):
        return out | {"status": "reached_slipping" if nine(gain) < 0 else "reached"}
    if nine(gain) < 0:
        return out | {"status": "moving_away"}
    ratio = over(gain, out["required"])
    if ratio is None:
        return out
    ratio = nine(ratio)
    return out | {
        "ratio": ratio,
        "status": word(ratio, (1, "on_track"), (0.5, "acceleration_needed"), otherwise="limited_progress"),
    }


ALLIANCE = {
    "annual_growth": _annual_growth,
    "growth_to_target": _growth_to_target,
    "level": _level,
    "doubling": _manifold,
    "halving": _manifold,
    "parity": _parity,
    "growth": _trend,
    "direction": _trend,
    "keep": _keep,
    "ordinal": _ordinal,
    "score": _score,
}
PROFILES = {
    "statcan": statcan,
    "eurostat": eurostat,
    "unsd": unsd,
    "sdsn": sdsn,
    "destatis": destatis,
    "alliance": alliance,
}


# roll-ups

POINTS_OF_SERIES = {
    "target_achieved": 1,
    "on_track": 1,
    "fair_progress": 0,
    "limited_progress": -1,
    "target_not_achieved": -1,
    "deterioration": -2,
}
POINTS_OF_ROWS = {"on_track": 1, "for_review": 0, "identified_gap": -1}
BEST_TO_WORST = (
    *(
        "reached",
        "kept",
        "yes",
        "on_track",
        "improving",
        "slowing",
        "reached_slipping",
        "slipping",
        "unchanged",
        "acceleration_needed",
        "returning",
    ),
    *("limited_progress", "worsening", "moving_away", "lost", "no"),
)


def rollup(profile: str, statuses: dict[str, tuple[str | None, float | None]], tree: dict[str, str]) -> dict[str, Row]:
    """One row for every id that is somebody's parent. `statuses`: id -> (status, score); `tree`: id -> parent."""
    children: dict[str, list[str]] = {}
    for child, parent in tree.items():
        children.setdefault(parent, []).append(child)
    done: dict[str, Row] = {}

    def row(parent: str) -> Row:
        if parent not in done:
            members = [
                (row(child), True) if child in children else (statuses.get(child), False) for child in children[parent]
            ]
            done[parent] = {"n": len(members)} | ROLLUPS[profile](members)
        return done[parent]

    return {parent: row(parent) for parent in children}


def _rollup_statcan(members: list) -> Row:
    pairs = [(one["status"], one["mean_score"]) if inner else one for one, inner in members]
    known = [(status, score) for status, score in (pair for pair in pairs if pair) if score is not None]
    if not known:
        return {"n_missing": len(members), "mean_score": None, "status": None}
    mean = math.fsum(score for _, score in known) / len(known)
    status = word(
        mean,
        (2.5, "substantial_progress"),
        (0, "moderate_progress"),
        (-2.5, "limited_progress"),
        otherwise="deterioration",
    )
    if all(status == "target_achieved" for status, _ in known):
        status = "target_achieved"
    return {"n_missing": len(members) - len(known), "mean_score": mean, "status": status}


def _rollup_unsd(members: list) -> Row:
    marks = [
        POINTS_OF_ROWS.get(one["status"]) if inner else POINTS_OF_SERIES.get(one[0]) if one else None
        for one, inner in members
    ]
    known = [mark for mark in marks if mark is not None]
    if not known:
        return {"n_missing": len(members), "mean_score": None, "status": None}
    mean = sum(known) / len(known)
    return {
        "n_missing": len(members) - len(known),
        "mean_score": mean,
        "status": "on_track" if mean > 0.5 else "identified_gap" if mean <= -0.5 else "for_review",
    }


def _rollup_alliance(members: list) -> Row:
    said = [one["status"] if inner else one[0] if one else None for one, inner in members]
    known = [status for status in said if status in BEST_TO_WORST]
    return {
        "n_missing": len(members) - len(known),
        "mean_score": None,
        "status": max(known, key=BEST_TO_WORST.index, default=None),
    }


ROLLUPS = {"statcan": _rollup_statcan, "unsd": _rollup_unsd, "alliance": _rollup_alliance}
