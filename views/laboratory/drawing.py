"""The picture of a series with its path."""

from __future__ import annotations

from core.words import _
from views.charts import INK, NUMBERS, Spec
from views.laboratory.answer import Answer, Judgement, Path, Standing
from views.laboratory.verdicts import apart, figure, year


def spec(answer: Answer, judgement: Judgement) -> Spec:
    """The series as a line with points, the path dashed to its target, and the gap between last value and path."""
    rows: list[Spec] = [
        {"series": "seen", "tone": "accent", "year": when, "value": value, "said": figure(value)}
        for _line, when, value in answer.points
        if value is not None
    ]
    if judgement.standing:
        rows += _against_path(judgement.standing)
    return {
        "height": 300,
        "padding": {"left": 0, "right": 5, "top": 12, "bottom": 0},
        "layer": [{"data": {"values": rows}, "layer": _layers(rows)}],
    }


def _against_path(standing: Standing) -> list[Spec]:
    """The path, and the gap between it and the last value."""
    rows = _way(standing.path, standing.year)
    if not round(standing.gap, 9):
        return rows
    gap = {
        "series": "gap" if standing.gap > 0 else "gap_below",
        "tone": "ink",
        "year": standing.year,
        "value": standing.value,
        "end": standing.path.at(standing.year),
        "said": apart(standing.gap),
    }
    return [*rows, gap]


def _way(path: Path, now: float) -> list[Spec]:
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


def _axes(rows: list[Spec]) -> Spec:
    """Years along, values upwards: from zero where the lowest value is well below the highest."""
    values = [row["value"] for row in rows] or [0]
    years = {
        "title": None,
        "format": "d",
        "grid": False,
        "tickMinStep": 1,
        "labelPadding": 6,
        "labelOverlap": "greedy",
        "labelSeparation": 8,
    }
    numbers = {"title": None, "tickCount": 4, "labelPadding": 6, "labelExpr": NUMBERS}
    low, high = min(values), max(values)
    return {
        "x": {
            "field": "year",
            "type": "quantitative",
            "scale": {"zero": False, "nice": False, "padding": 14},
            "axis": years,
        },
        "y": {
            "field": "value",
            "type": "quantitative",
            "scale": {"zero": low >= 0 and low < 0.6 * high},
            "axis": numbers,
        },
    }


def _layers(rows: list[Spec]) -> list[Spec]:
    color = {"field": "tone", "type": "nominal", "scale": {"domain": INK}, "legend": None}
    places = {**_axes(rows), "color": color}
    tips = [{"field": "year", "title": _("Year"), "format": ".6~r"}, {"field": "said", "title": _("Value")}]

    def layer(series: str, mark: Spec, **more: object) -> Spec:
        only = [{"filter": f"datum.series === '{series}'"}]
        return {"transform": only, "mark": mark, "encoding": {**places, **more}}

    text: Spec = {"type": "text", "fontSize": 11}
    rule: Spec = {"type": "rule", "strokeWidth": 1.5, "strokeCap": "round"}
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


def alt(answer: Answer, label: str, gap: str) -> str:
    """The picture in one sentence; `label` is that of the status, `gap` the sentence of the gap."""
    known = [(when, value) for _line, when, value in answer.points if value is not None]
    text = _("{0} points from {1} to {2}, the last one {3}.").format(
        len(known), year(known[0][0]), year(known[-1][0]), figure(known[-1][1])
    )
    return " ".join(part for part in (text, label and _("{0}.").format(label), gap) if part)
