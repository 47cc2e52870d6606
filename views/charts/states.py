"""States of countries: squares a milestone, and countries by milestones."""

from __future__ import annotations

import textwrap

import altair as alt
import pandas as pd

from core import words
from core.words import _
from views.charts.paint import INK, ROWS, SHAPES, STATES, Drawing, Spec, axis, inline, ready, records

LINE = 13
"""The height of a line of a heading, in pixels."""
MOST_ABREAST = 6
"""So many columns have room for their names side by side on a telephone; the names of more stand upright."""
UPRIGHT = 142
"""The height of names that stand upright, in pixels."""
HEAD = 2.3
"""The height of the name above a block, in squares."""


def dots(states: pd.DataFrame, across: int = 18, cell: int = 13) -> Spec:
    """Countries as squares in rows of `across`, one block a milestone with its name and "n of 54".

    `states` has `milestone`, `label`, `country`, `state` and `said` (the tooltip), milestones in the order to be drawn.
    Filled is yes, crossed no, halved sources differ, hatched not known. All shrinks with its card; a square takes at
    most `cell` pixels.
    """
    rows, height = _blocks(states, across)
    step = f"min(width / {across}, {cell})"
    place = {"x": _along("col", -0.5, across - 0.5, step), "y": _along("row", 0, height, step)}
    end = {"value": {"expr": f"{across} * {step}"}}
    return inline(
        {
            "data": {"values": records(rows)},
            "transform": [{"calculate": "'ink'", "as": "ink_ink"}],
            "layer": [
                _squares(place, step),
                _written(
                    "name",
                    {"x": {"value": 0}, "y": place["y"]},
                    align="left",
                    limit={"expr": f"{across} * {step} - 54"},
                ),
                _written("count", {"x": end, "y": place["y"]}, align="right", fontWeight="bold"),
            ],
            "height": round(height * cell),
            "padding": {"left": 0, "right": 0, "top": 0, "bottom": 0},
            "autosize": {"type": "none"},
            "config": {"view": {"stroke": None}},
        }
    )


def _blocks(states: pd.DataFrame, across: int) -> tuple[pd.DataFrame, float]:
    """Each square with its column and row, the first of a block with name and count; and how many rows that makes."""
    blocks, top = [], 0.0
    for _name, block in states.groupby("milestone", sort=False):
        block = (
            block.assign(place=block["state"].map({"yes": 0, "no": 1, "sources_differ": 2, "not_known": 3}))
            .sort_values(["place", "country"], kind="stable")
            .reset_index(drop=True)
        )
        head = block.index == 0
        met = words.of(int((block["state"] == "yes").sum()), len(block))
        blocks.append(
            block.assign(
                col=block.index % across,
                row=block.index // across + top + HEAD,
                name=block["label"].where(head),
                count=pd.Series(met, block.index).where(head),
                tone=block["state"].map(STATES),
            )
        )
        top += HEAD + -(-len(block) // across)
    return pd.concat(blocks)[["country", "state", "said", "col", "row", "name", "count", "tone"]], top


def _along(name: str, low: float, high: float, step: str) -> Spec:
    """A channel on which one unit is `step` pixels."""
    length = {"expr": f"{high - low} * {step}"}
    scale = {"domain": [low, high], "nice": False, "zero": False, "range": [{"expr": "0"}, length]}
    return {"field": name, "type": "quantitative", "axis": None, "scale": scale}


def _squares(place: Spec, step: str) -> Spec:
    tone = {"field": "tone", "type": "nominal", "legend": None, "scale": {"domain": INK}}
    shapes = {"domain": list(SHAPES), "range": list(SHAPES.values())}
    return {
        "mark": {
            "type": "point",
            "size": {"expr": f"pow(floor({step} - 3), 2)"},
            "strokeWidth": 1,
            "opacity": 1,
            "strokeJoin": "round",
        },
        "encoding": {
            **place,
            "stroke": tone,
            "shape": {"field": "state", "type": "nominal", "legend": None, "scale": shapes},
            "fill": {"condition": {"test": "datum.state === 'yes'", **tone}, "value": "transparent"},
            "strokeOpacity": {"condition": {"test": "datum.state === 'not_known'", "value": 0.6}, "value": 1},
            "tooltip": [{"field": "country", "title": _("Country")}, {"field": "said", "title": _("State")}],
            "description": {"field": "said"},
        },
    }


def _written(name: str, place: Spec, **look: object) -> Spec:
    """The text of the column `name` above the first square of a block."""
    color = {"field": "ink_ink", "type": "nominal", "scale": {"domain": INK}, "legend": None}
    return {
        "transform": [{"filter": f"isValid(datum.{name})"}],
        "mark": {"type": "text", "baseline": "bottom", "dy": -8, "fontSize": 12, **look},
        "encoding": {**place, "text": {"field": name}, "color": color},
    }


def _matrix(lines: int, angle: int) -> Drawing:
    """Countries by milestones, the names of these in so many lines at this angle in degrees."""
    tone = alt.Scale(domain=INK)
    heads = axis(
        6 if angle else 6 + LINE * (lines - 1),
        orient="top",
        labelAngle=angle,
        domain=False,
        ticks=False,
        grid=False,
        labelFontSize=11,
        labelOverlap=False,
        labelExpr="split(datum.label, '/')",
        **({"labelLineHeight": 11, "labelLimit": 150} if angle else {}),
    )
    names = axis(domain=False, ticks=False, grid=False, labelLimit=170, labelFontSize=11, labelOverlap=False)
    filled = alt.Fill("tone:N", legend=None, scale=tone)
    tips = {"country": _("Country"), "label": _("What"), "said": _("State"), "source_title": _("Source")}
    chart: alt.Chart = (
        alt.Chart(ROWS, padding={"left": 0, "right": 5, "top": 0, "bottom": 0})
        .mark_point(size=80, opacity=1, strokeWidth=1)
        .encode(
            x=alt.X("label:N", sort=None, axis=heads),
            y=alt.Y("country:N", sort=None, axis=names),
            shape=alt.Shape("state:N", legend=None, scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values()))),
            stroke=alt.Stroke("tone:N", legend=None, scale=tone),
            fill=alt.condition("datum.state === 'yes'", filled, alt.value("transparent")),
            strokeOpacity=alt.condition("datum.state === 'not_known'", alt.value(0.6), alt.value(1)),
            description="said:N",
            tooltip=[alt.Tooltip(f"{name}:N", title=title) for name, title in tips.items()],
        )
    )
    return chart


def matrix(states: pd.DataFrame) -> Spec:
    """Countries down, milestones or targets across.

    `states` has `country`, `label`, `state`, `said` and `source_title`, in the order to be drawn.
    """
    names = states["label"].unique()
    is_upright = len(names) > MOST_ABREAST
    width, most = (25, 2) if is_upright else (13, 4)
    heads = {label: textwrap.wrap(label, width, max_lines=most, placeholder="…") for label in names}
    rows = states.assign(
        tone=states["state"].map(STATES), label=states["label"].map(lambda label: "/".join(heads[label]))
    )
    lines = max(len(head) for head in heads.values())
    above = UPRIGHT if is_upright else 22 + LINE * (lines - 1)
    return ready(
        _matrix,
        rows[["country", "label", "state", "tone", "said", "source_title"]],
        lines,
        -90 if is_upright else 0,
        height=17 * rows["country"].nunique() + above,
    )
