"""The laboratory in words and pictures: kinds of goal, what is wrong with a line, the gap, the picture of a series with its path, the profiles side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from core import words
from core.words import _
from views import queries
from views.charts import INK, NUMBERS
from views.edition import Edition

RULES = {
    "annual_growth": (
        _("Yearly growth"),
        _("A stock has to grow by at least a rate each year, as the joint goal asks."),
    ),
    "growth_to_target": (
        _("Growth to a target"),
        _("A value has to come to a target by a year, and grows or falls by shares of itself, as counts do."),
    ),
    "level": (
        _("Level"),
        _("A value has to come to a level by a year in equal steps, as shares between 0 and 100 do."),
    ),
    "doubling": (_("Doubling"), _("A value has to be twice its base by a year.")),
    "halving": (_("Halving"), _("A value has to be half its base by a year.")),
    "parity": (_("Parity"), _("A ratio has to come to 1 by a year, from above or from below.")),
    "score": (
        _("Score"),
        _(
            "A value becomes a score from 0 (lower bound) to 100 (target) and has to come to the green threshold by a year."
        ),
    ),
    "growth": (_("Growth without a target"), _("A value should grow, or fall; how far is not said.")),
    "direction": (_("Direction"), _("A value should be better than at its base; how far is not said.")),
    "keep": (_("Keep"), _("A value has come to a level and should stay there.")),
    "binary": (_("Yes or no"), _("The last value is the one asked for, or it is not.")),
    "ordinal": (_("Steps"), _("A value goes up by steps, such as stages of a law, until it is at the step asked for.")),
}
COLUMNS = {
    "direction": _("Better is"), "target": _("Target"), "target_year": _("Target year"), "base_year": _("Base year"), "limit": _("Natural limit"), "lower_bound": _("Lower bound"),
    "green_threshold": _("Green from"), "red_threshold": _("Red below"), "year": _("Year"), "value": _("Value"), "rule": _("Kind of goal"),
}  # fmt: skip
FAULTS = {
    "too_many": _(
        "There are {0} lines; the laboratory takes 1 000. The command “python -m etl assess” takes a million and more, best as Parquet."
    ),
    "cells": _(
        "Line {1}: {0} cells. It takes {2}: a year, a comma, a value, such as “2015, 40”. Write 1000 rather than 1,000."
    ),
    "year": _("Line {1}: “{0}” is not a year. A year is written 2015, or 2014.75 for a day in autumn."),
    "year_twice": _("Line {1}: the year {0} stands twice, first in line {2}. Keep one of the two."),
    "value": _(
        "Line {1}: “{0}” is not a number. Where nothing was reported, leave the place after the comma empty; that is never read as 0."
    ),
    "two_ways": _(
        "Line {1}: “{0}” can be read in two ways. Write it without a separator of thousands, and with a point before decimals."
    ),
    "case_twice": _(
        "Line {1}: a second series, “{0}”, begins. The laboratory takes one; the command “python -m etl assess” takes many."
    ),
}
EXAMPLE = {
    "text": "2015, 40\n2016, 42\n2017,\n2018, 44\n2019, 45\n2020, 47\n2021, 49",
    "rule": "growth_to_target", "direction": "up", "target": 80.0, "target_year": 2030.0, "base_year": 2015.0,
}  # fmt: skip


def cases(edition: Edition) -> dict[str, str]:
    """Our own cases of two points or more by whole years, as known at the latest date, with their names."""
    frame = edition.query(
        "SELECT s.case_id, any_value(i.label) || ', ' || any_value(coalesce(c.name, 'World')) AS label FROM settings AS s JOIN series USING (case_id) JOIN indicators AS i USING (indicator) "
        "LEFT JOIN participants AS c USING (iso3) WHERE s.as_of = 'latest' AND s.variant = 'whole_years' AND s.profile = 'statcan' GROUP BY s.case_id HAVING count(*) > 1 ORDER BY label"
    )
    return dict(zip(frame["case_id"], frame["label"], strict=True))


def ours(edition: Edition, case: str) -> dict[str, object]:
    """One of our own cases as the fields of the laboratory: text, rule, direction, base_year, and for the joint goal rate (in per cent) and target_year."""
    points = edition.rows("series", order="year", case_id=case)
    whole, own = (
        edition.rows("settings", case_id=case, profile="statcan").iloc[0],
        edition.rows("settings", case_id=case.removesuffix(" whole_years"), profile="alliance").iloc[0],
    )
    text = "\n".join(
        f"{row.year:g}, {int(row.value) if row.value.is_integer() else row.value}" for row in points.itertuples()
    )
    found = {"text": text, "rule": own["rule"], "direction": own["direction"], "base_year": float(whole["base_year"])}
    if own["rule"] == "annual_growth":
        found |= {"rate": round(own["target"] * 100, 9), "target_year": float(whole["target_year"])}
    return found


def fault(finding: Any) -> str:
    """What is wrong with a line or with a setting, in one sentence."""
    if finding.rule in FAULTS:
        return FAULTS[finding.rule].format(finding.found or _("(empty)"), finding.line, finding.expected)
    if finding.found == "(empty)":
        return _("{0} is empty; it takes {1}.").format(COLUMNS.get(finding.place, finding.place), finding.expected)
    return _("{0}: found {1}, it takes {2}.").format(
        COLUMNS.get(finding.place, finding.place), finding.found, finding.expected
    )


def figure(value: float) -> str:
    """A number to three digits that count, or whole from 1 000 on: 52.8, 0.0312, 31 000."""
    if value == 0 or abs(value) >= 1e12 or abs(value) < 1e-6:
        return words.number(value) if value == 0 else f"{value:.2e}"
    return (
        words.number(value, max(0, 2 - math.floor(math.log10(abs(value))))).rstrip("0").rstrip(".")
        if abs(value) < 100
        else words.number(value)
    )


def year(value: float) -> str:
    """A year as it was written: 2015, or 2014.75."""
    return f"{value:.10g}"


def gap(judgement: Any, direction: str) -> str:
    """Where the last value is against the path, in units and in years."""
    found, path = judgement.found, judgement.path
    if path is None:
        return ""
    value, here = found["current_value"], path.at(float(found["current_year"]))
    if path.target == path.base_value and judgement.instead in ("keep", "ordinal", "binary"):
        text = _("{0} in {1}, and the target is {2}: {3}.") if judgement.gap else _("{0} in {1}, exactly the target.")
        return text.format(figure(value), year(found["current_year"]), figure(here), _apart(judgement.gap))
    if not round(judgement.gap, 9):
        return _("{0} in {1}, exactly on the path.").format(figure(value), year(found["current_year"]))
    text = _("{0} in {1}, where the path asks for {2}: {3}").format(
        figure(value), year(found["current_year"]), figure(here), _apart(judgement.gap)
    )
    return text + ", " + _years(judgement, direction) + "."


def _apart(difference: float) -> str:
    return (_("{0} above") if difference > 0 else _("{0} below")).format(figure(abs(difference)))


def _years(judgement: Any, direction: str) -> str:
    path, years = judgement.path, judgement.years
    if years is not None:
        return (_("{0} years ahead") if years > 0 else _("{0} years behind")).format(words.number(abs(years), 1))
    up = path.target > path.base_value or (path.target == path.base_value and direction == "up")
    value = judgement.found["current_value"]
    return (
        _("and past the end of the path")
        if (value >= path.target) == up
        else _("and further from the target than the base, where the path begins")
    )


def spec(answer: Any, judgement: Any) -> dict:
    """The series as a line with points, the path dashed to its target, and the gap between the last value and the path."""
    seen = [
        {"series": "seen", "tone": "accent", "year": when, "value": value, "said": figure(value)}
        for _line, when, value in answer.points
        if value is not None
    ]
    rows, path = seen, judgement.path
    if path:
        rows = rows + _way(path, float(judgement.found["current_year"]))
        if round(judgement.gap, 9):
            now, value = float(judgement.found["current_year"]), float(judgement.found["current_value"])
            rows.append(
                {
                    "series": "gap" if judgement.gap > 0 else "gap_below",
                    "tone": "ink",
                    "year": now,
                    "value": value,
                    "end": path.at(now),
                    "said": _apart(judgement.gap),
                }
            )
    return {
        "height": 300,
        "padding": {"left": 0, "right": 5, "top": 12, "bottom": 0},
        "layer": [{"data": {"values": rows}, "layer": _layers(rows)}],
    }


def _way(path: Any, now: float) -> list[dict]:
    """The path as a line, on to the last value where that comes later, and its end."""
    steps = 48 if path.is_growth else 1
    years = [path.base_year + (path.target_year - path.base_year) * n / steps for n in range(steps + 1)] + [now] * (
        now > path.target_year
    )
    end = _("path {0}") if path.goes_on else _("target {0}")
    ends = {
        "series": "target",
        "year": path.target_year,
        "value": path.target,
        "said": figure(path.target),
        "label": end.format(figure(path.target)),
    }
    return [
        {"tone": "grey", **row}
        for row in [*({"series": "path", "year": at, "value": path.at(at)} for at in years), ends]
    ]


def _layers(rows: list[dict]) -> list[dict]:
    low, high = min((row["value"] for row in rows), default=0), max((row["value"] for row in rows), default=0)
    x = {"field": "year", "type": "quantitative", "scale": {"zero": False, "nice": False, "padding": 14}}
    x["axis"] = {
        "title": None,
        "format": "d",
        "grid": False,
        "tickMinStep": 1,
        "labelPadding": 6,
        "labelOverlap": "greedy",
        "labelSeparation": 8,
    }
    y = {
        "field": "value",
        "type": "quantitative",
        "scale": {"zero": low >= 0 and low < 0.6 * high},
        "axis": {"title": None, "tickCount": 4, "labelPadding": 6, "labelExpr": NUMBERS},
    }
    color = {"field": "tone", "type": "nominal", "scale": {"domain": INK}, "legend": None}
    tips = [{"field": "year", "title": _("Year"), "format": ".6~r"}, {"field": "said", "title": _("Value")}]

    def layer(series: str, mark: dict, **more: object) -> dict:
        return {
            "transform": [{"filter": f"datum.series === '{series}'"}],
            "mark": mark,
            "encoding": {"x": x, "y": y, "color": color, **more},
        }

    text, rule = {"type": "text", "fontSize": 11}, {"type": "rule", "strokeWidth": 1.5, "strokeCap": "round"}
    bold = {**text, "align": "center", "fontWeight": "bold"}
    return [
        layer("path", {"type": "line", "strokeDash": [5, 4], "strokeWidth": 1.5}),
        layer(
            "target", {"type": "point", "shape": "diamond", "size": 90, "strokeWidth": 1.6, "opacity": 1}, tooltip=tips
        ),
        layer("target", {**text, "align": "right", "baseline": "bottom", "dx": 6, "dy": -9}, text={"field": "label"}),
        layer("gap", rule, y2={"field": "end"}),
        layer("gap_below", rule, y2={"field": "end"}),
        layer("seen", {"type": "line", "strokeWidth": 2}),
        layer("seen", {"type": "point", "filled": True, "size": 70, "opacity": 1}, tooltip=tips),
        layer("gap", {**bold, "baseline": "bottom", "dy": -8}, text={"field": "said"}),
        layer("gap_below", {**bold, "baseline": "top", "dy": 10}, text={"field": "said"}),
    ]


def alt(answer: Any, label: str, said: str) -> str:
    """The picture in one sentence."""
    known = [point for point in answer.points if point[2] is not None]
    text = _("{0} points from {1} to {2}, the last one {3}.").format(
        len(known), year(known[0][1]), year(known[-1][1]), figure(known[-1][2])
    )
    return " ".join(part for part in (text, label and _("{0}.").format(label), said) if part)


def status(edition: Edition, judgement: Any) -> str:
    """The status with its shape and its word; nothing where the profile could not judge."""
    if judgement.found is None:
        return ""
    known = queries.statuses(edition)[judgement.profile, judgement.found["status"]]
    return f"{known['shape']}\u00a0{known['label']}"


def why(judgement: Any, label: str) -> str:
    """Why a profile says what it says, or why it says nothing."""
    if judgement.instead is None:
        return _("{0} has no rule for this kind of goal.").format(label)
    if judgement.fault is not None:
        return fault(judgement.fault)
    parts = [judgement.found["reason"].rstrip(".") + "."]
    if judgement.found.get("colour"):
        parts.append(_("Score {0}, {1}.").format(figure(judgement.found["score"]), judgement.found["colour"]))
    if judgement.is_thinned:
        parts.append(_("Judged by whole years: the last figure of each."))
    return " ".join(parts)


def compared(judgement: Any) -> str:
    """What the thresholds are compared with: a ratio, or growth a year."""
    value = None if judgement.found is None else judgement.found["ratio"]
    if value is None:
        return "–"
    return _("{0} a year").format(words.percent(value, 2)) if judgement.instead == "growth" else words.number(value, 3)


def side_by_side(edition: Edition, judgements: Mapping[str, Any]) -> pd.DataFrame:
    """All profiles with what each says, as Markdown: one row each, those without a fitting rule too."""
    labels = queries.profiles(edition).set_index("profile")["label"]
    rows = [
        {
            _("Profile"): f"**{words.escape(labels[one.profile])}**",
            _("Its rule"): "–"
            if one.instead is None
            else words.escape(
                RULES[one.instead][0] + (f": {one.how[0].lower()}{one.how[1:]}" if one.how else "")
            ).replace(" ", "\u00a0", 2),
            _("Status"): words.escape(status(edition, one))
            or (_("no fitting rule") if one.instead is None else _("not judged")),
            _("Ratio"): compared(one),
            _("Base"): "–" if one.found is None or one.found["base_year"] is None else year(one.found["base_year"]),
            _("Why"): words.escape(why(one, labels[one.profile])).replace(
                " ", "\u00a0", 4
            ),  # keeps the column readable on a narrow screen, where the table scrolls
        }
        for one in judgements.values()
    ]
    return pd.DataFrame(rows)
