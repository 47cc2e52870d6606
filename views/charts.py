"""Charts as Vega-Lite dicts. Each kind is written and validated once with Altair; a page only puts its rows in.

Colours are the places of the theme's chartCategoricalColors (see INK), so they live in `.streamlit/config.toml` and follow
light and dark. Colour is never alone: states have shapes, qualities have marks.
"""

from __future__ import annotations

import textwrap
from functools import lru_cache, partial

import altair as alt
import pandas as pd

from core import words
from core.words import _

INK = ["accent", "grey", "red", "faint", "orange", "green", "ink", "paper"]
SHAPES = {
    "yes": "M-1,-1H1V1H-1Z",
    "part": "M-1,-1H1V1H-1V-1Z",
    "no": "M-1,-1H1V1H-1ZM-1,-1L1,1M-1,1L1,-1",
    "not_known": "M-1,-1H1V1H-1ZM-1,1L1,-1",
}
STATES = {"yes": "accent", "part": "accent", "no": "red", "not_known": "grey"}
QUALITIES = {
    "exact": "circle",
    "counted": "circle",
    "derived": "diamond",
    "approx": "circle",
    "at_least": "triangle-up",
}
ROWS = alt.NamedData("rows")
LEVELS = 4
FILL = alt.Fill("fill:N", legend=None, scale=alt.Scale(domain=INK))
LINE = 13


def _ink(name: str) -> dict:
    """A colour of the theme by name, for any channel; `_themed` turns it into a place of the theme's colours."""
    return alt.value(f"ink:{name}")


def _themed(spec: object) -> object:
    if isinstance(spec, list):
        return [_themed(one) for one in spec]
    if not isinstance(spec, dict):
        return spec
    if str(spec.get("value", "")).startswith("ink:"):
        return {"field": spec["value"].replace(":", "_"), "type": "nominal", "scale": {"domain": INK}, "legend": None}
    return {name: _themed(value) for name, value in spec.items()}


def _ready(kind: str, rows: pd.DataFrame, **top: object) -> dict:
    """The spec of `kind` with its rows in; `top` replaces top-level properties such as height."""
    return _inline({**_spec(kind), "data": {"values": _records(rows)}, **top})


def _inline(spec: dict) -> dict:
    """Data one level down, where Streamlit leaves it as it is: drawn at once, and no Arrow reader has to be loaded for it."""
    outside = ("$schema", "height", "width", "padding", "autosize", "config")
    return {
        **{name: spec[name] for name in outside if name in spec},
        "layer": [{name: value for name, value in spec.items() if name not in outside}],
    }


@lru_cache(maxsize=32)
def _spec(kind: str) -> dict:
    spec = _themed(KINDS[kind]().to_dict())
    return {
        **spec,
        "transform": [{"calculate": f"'{name}'", "as": f"ink_{name}"} for name in INK] + spec.get("transform", []),
    }


def _records(rows: pd.DataFrame) -> list[dict]:
    return [{name: _value(value) for name, value in row.items()} for row in rows.to_dict("records")]


def _value(value: object) -> object:
    if words.missing(value):
        return None
    return (
        value.date().isoformat()
        if isinstance(value, pd.Timestamp)
        else value.item()
        if hasattr(value, "item")
        else value
    )


def _axis(**more: object) -> alt.Axis:
    return alt.Axis(title=None, labelPadding=6, **more)


NUMBERS = "replace(format(datum.value, ','), /,/g, '\u202f')"


def _quality_marks(base: alt.Chart) -> alt.Chart:
    """Points whose mark says their quality: filled circle exact, open circle about, triangle at least, diamond derived."""
    shape = alt.Shape(
        "qualifier:N", legend=None, scale=alt.Scale(domain=list(QUALITIES), range=list(QUALITIES.values()))
    )
    return base.mark_point(size=80, opacity=1, strokeWidth=1.8).encode(shape=shape, fill=FILL)


def _joint_goal(ahead: bool = False) -> alt.LayerChart:
    x = alt.X(
        "day:T",
        axis=_axis(format="%Y", grid=False, tickCount="year", labelOverlap="greedy", labelSeparation=10),
        scale=alt.Scale(type="utc", padding=10),
    )
    straight = alt.Scale(type="log", nice=False) if ahead else alt.Undefined
    y = alt.Y(
        "value:Q", axis=_axis(**({"values": POWERS} if ahead else {"tickCount": 4}), labelExpr=NUMBERS), scale=straight
    )
    base = alt.Chart().encode(x=x, y=y)
    when = base.transform_filter("datum.series === 'conference'").encode(y=alt.Undefined)
    rule = when.mark_rule(strokeWidth=1, strokeDash=[2, 3]).encode(color=_ink("faint"))
    names = when.mark_text(fontSize=10, baseline="bottom", align="center").encode(
        y=alt.Y("level:Q", scale=None), text="label:N", color=_ink("grey")
    )
    path = (
        base.transform_filter("datum.series === 'path'")
        .mark_line(strokeDash=[5, 4], strokeWidth=1.5)
        .encode(color=_ink("grey"))
    )
    said = (
        base.transform_filter("datum.series === 'path' && datum.label")
        .mark_text(fontSize=11, align="right", dy=28 if ahead else 34)
        .encode(text="label:N", color=_ink("grey"))
    )
    seen = base.transform_filter("datum.series === 'observed'").encode(color=_ink("accent"))
    tips = seen.encode(
        tooltip=[
            alt.Tooltip("said:N", title=_("Victims identified")),
            alt.Tooltip("period_said:N", title=_("Date")),
            alt.Tooltip("source_title:N", title=_("Source")),
        ]
    )
    text = (
        seen.transform_filter("datum.label")
        .mark_text(dx=-11, dy=-9, align="right", fontSize=11, fontWeight="bold")
        .encode(text="label:N")
    )
    layers = [*_led(base), rule, names, path, said, seen.mark_line(strokeWidth=2), _quality_marks(tips), text]
    return alt.layer(*layers, data=ROWS).properties(height=330, padding={"left": 0, "right": 5, "top": 5, "bottom": 5})


POWERS = [n * 10**power for power in range(9) for n in (1, 3)]


def _led(base: alt.Chart) -> list[alt.Chart]:
    """Where the present pace leads: a band from the slowest to the fastest span on record, and a dotted line."""
    band = (
        base.transform_filter("datum.series === 'range'")
        .mark_area(opacity=0.14)
        .encode(y2="high:Q", color=_ink("accent"))
    )
    line = (
        base.transform_filter("datum.series === 'projection'")
        .mark_line(strokeDash=[1, 3], strokeWidth=2, strokeCap="round")
        .encode(color=_ink("accent"))
    )
    return [band, line]


def _ahead(trajectory: pd.DataFrame, newest: pd.DataFrame) -> pd.DataFrame:
    """Projection and range as rows of a chart: the range has `value` (low) and `high`. Both begin at the newest figure."""
    line = trajectory[trajectory["series"] == "projection"][["day", "value"]].assign(series="projection")
    low, high = (
        trajectory[trajectory["series"] == f"projection_{end}"].set_index("day")["value"] for end in ("low", "high")
    )
    band = pd.DataFrame(
        {"day": low.index, "value": low.to_numpy(), "high": high.reindex(low.index).to_numpy(), "series": "range"}
    )
    start = newest[["day", "value"]]
    parts = [rows for rows in (line, band) if len(rows)]
    begins = [
        start.assign(series=rows["series"].iloc[0], high=start["value"] if "high" in rows else None) for rows in parts
    ]
    return pd.concat([*begins, *parts]) if parts else pd.DataFrame(columns=["day", "value", "high", "series"])


def joint_goal(trajectory: pd.DataFrame, conferences: pd.DataFrame, *, ahead: bool = False) -> dict:
    """The stock of the joint goal with its path. `trajectory` as published; `conferences` the dates to mark, with `known_until` and `short_label`.

    `ahead` adds where the present pace leads, with its range, and makes the scale logarithmic: equal growth is a straight line.
    """
    seen = trajectory[trajectory["series"] == "observed"]
    path = trajectory[trajectory["series"] == "path"].assign(label=None)
    last = seen.iloc[-1:].index
    labels = [
        words.figure(row.value, row.qualifier) if at in last or at in seen.index[::2][:2] else None
        for at, row in seen.iterrows()
    ]
    seen = seen.assign(
        label=labels,
        said=[words.figure(row.value, row.qualifier) for _i, row in seen.iterrows()],
        period_said=[words.stated(p) for p in seen["period"]],
    )
    if len(path):
        path.loc[path.index[-1], "label"] = _("path: +10 % a year")
    marks = conferences.sort_values("known_until").assign(
        series="conference", day=lambda frame: frame["known_until"], label=lambda frame: frame["short_label"]
    )
    marks["level"] = [-3 - 12 * level for level in _levels(marks["day"])]
    seen["fill"] = _open_if(seen["qualifier"] == "approx")
    keep = ["series", "day", "value", "qualifier", "fill", "level", "label", "said", "period_said", "source_title"]
    if not ahead:
        return _ready("joint_goal", pd.concat([seen, path, marks])[[*keep]])
    return _ready("joint_goal_ahead", pd.concat([seen, path, marks, _ahead(trajectory, seen.tail(1))])[[*keep, "high"]])


def _levels(days: pd.Series, years: float = 2.9) -> list[int]:
    """A height for each label in a row of dates, so that labels about `years` wide do not touch."""
    ends, levels = [pd.Timestamp.min] * LEVELS, []
    for day in days:
        level = next((i for i in range(LEVELS) if ends[i] <= day), LEVELS - 1)
        ends[level] = day + pd.Timedelta(days=365 * years)
        levels.append(level)
    return levels


def _open_if(soft: pd.Series) -> pd.Series:
    """Marks that are soft are open: filled with the colour of the paper."""
    return soft.map({True: "paper", False: "accent"})


def dots(states: pd.DataFrame, across: int = 18, cell: int = 13) -> dict:
    """Countries as squares in rows of `across`, one block a milestone with its name and "n of 54": filled yes, crossed no, hatched not known.

    `states` has `milestone`, `label`, `country`, `state` and `said` (the tooltip), milestones in the order to be drawn. All shrinks with its card.
    """
    blocks, top = [], 0.0
    for _name, block in states.groupby("milestone", sort=False):
        block = (
            block.assign(place=block["state"].map({"yes": 0, "no": 1, "not_known": 2}))
            .sort_values(["place", "country"], kind="stable")
            .reset_index(drop=True)
        )
        met = _("{0} of {1}").format(int((block["state"] == "yes").sum()), len(block))
        head = block.index == 0
        block = block.assign(
            col=block.index % across,
            row=block.index // across + top + 2.3,
            name=block["label"].where(head),
            count=pd.Series(met, block.index).where(head),
        )
        blocks.append(block)
        top += 2.3 + -(-len(block) // across)
    rows = pd.concat(blocks)[["country", "state", "said", "col", "row", "name", "count"]]
    step = f"min(width / {across}, {cell})"

    def along(name: str, low: float, high: float) -> dict:
        scale = {
            "domain": [low, high],
            "nice": False,
            "zero": False,
            "range": [{"expr": "0"}, {"expr": f"{high - low} * {step}"}],
        }
        return {"field": name, "type": "quantitative", "axis": None, "scale": scale}

    ink = {"field": "tone", "type": "nominal", "legend": None, "scale": {"domain": INK}}
    x, y = along("col", -0.5, across - 0.5), along("row", 0, top)
    written = {"field": "ink_ink", "type": "nominal", "scale": {"domain": INK}, "legend": None}
    words_ = {"baseline": "bottom", "dy": -8, "fontSize": 12}
    squares = {
        "mark": {
            "type": "point",
            "size": {"expr": f"pow(floor({step} - 3), 2)"},
            "strokeWidth": 1,
            "opacity": 1,
            "strokeJoin": "round",
        },
        "encoding": {
            "x": x,
            "y": y,
            "stroke": ink,
            "shape": {
                "field": "state",
                "type": "nominal",
                "legend": None,
                "scale": {"domain": list(SHAPES), "range": list(SHAPES.values())},
            },
            "fill": {"condition": {"test": "datum.state === 'yes'", **ink}, "value": "transparent"},
            "strokeOpacity": {"condition": {"test": "datum.state === 'not_known'", "value": 0.6}, "value": 1},
            "tooltip": [{"field": "country", "title": _("Country")}, {"field": "said", "title": _("State")}],
            "description": {"field": "said"},
        },
    }
    heads = {
        "transform": [{"filter": "isValid(datum.name)"}],
        "mark": {"type": "text", "align": "left", **words_},
        "encoding": {"x": {"value": 0}, "y": y, "text": {"field": "name"}, "color": written},
    }
    counts = {
        "transform": [{"filter": "isValid(datum.count)"}],
        "mark": {"type": "text", "align": "right", "fontWeight": "bold", **words_},
    }
    counts["encoding"] = {
        "x": {"value": {"expr": f"{across} * {step}"}},
        "y": y,
        "text": {"field": "count"},
        "color": written,
    }
    frame = {
        "height": round(top * cell),
        "padding": {"left": 0, "right": 0, "top": 0, "bottom": 0},
        "autosize": {"type": "none"},
        "config": {"view": {"stroke": None}},
    }
    rows = rows.assign(tone=rows["state"].map(STATES))
    return _inline(
        {
            "data": {"values": _records(rows)},
            "transform": [{"calculate": "'ink'", "as": "ink_ink"}],
            "layer": [squares, heads, counts],
            **frame,
        }
    )


def _matrix(lines: int) -> alt.Chart:
    tone = alt.Scale(domain=INK)
    return (
        alt.Chart(ROWS, padding={"left": 0, "right": 5, "top": 0, "bottom": 0})
        .mark_point(size=80, opacity=1, strokeWidth=1)
        .encode(
            x=alt.X("label:N", sort=None, axis=alt.Axis(title=None, orient="top", labelAngle=0, domain=False, ticks=False, grid=False, labelFontSize=11, labelOverlap=False, labelPadding=6 + LINE * (lines - 1), labelExpr="split(datum.label, '/')")),
            y=alt.Y("country:N", sort=None, axis=_axis(domain=False, ticks=False, grid=False, labelLimit=170, labelFontSize=11, labelOverlap=False)),
            shape=alt.Shape("state:N", legend=None, scale=alt.Scale(domain=list(SHAPES), range=list(SHAPES.values()))),
            stroke=alt.Stroke("tone:N", legend=None, scale=tone),
            fill=alt.condition("datum.state === 'yes'", alt.Fill("tone:N", legend=None, scale=tone), alt.value("transparent")),
            strokeOpacity=alt.condition("datum.state === 'not_known'", alt.value(0.6), alt.value(1)),
            description="said:N",
            tooltip=[alt.Tooltip("country:N", title=_("Country")), alt.Tooltip("label:N", title=_("What")), alt.Tooltip("said:N", title=_("State")), alt.Tooltip("source_title:N", title=_("Source"))],
        )
    )  # fmt: skip


def matrix(states: pd.DataFrame) -> dict:
    """Countries down, milestones or targets across. `states` has `country`, `label`, `state`, `said`, `source_title`, in the order to be drawn."""
    heads = {label: textwrap.wrap(label, 13, max_lines=4, placeholder="…") for label in states["label"].unique()}
    rows = states.assign(
        tone=states["state"].map(STATES), label=states["label"].map(lambda label: "/".join(heads[label]))
    )
    lines = max(len(head) for head in heads.values())
    return _ready(
        f"matrix_{lines}",
        rows[["country", "label", "state", "tone", "said", "source_title"]],
        height=17 * rows["country"].nunique() + 22 + LINE * (lines - 1),
    )


def _trend() -> alt.LayerChart:
    x = alt.X(
        "day:T",
        axis=_axis(format="%Y", grid=False, tickCount="year", labelOverlap="greedy", labelSeparation=6),
        scale=alt.Scale(type="utc", padding=10),
    )
    y = alt.Y("value:Q", axis=_axis(tickCount=3, labelExpr=NUMBERS), scale=alt.Scale(zero=True))
    base = alt.Chart().encode(x=x, y=y, color=_ink("accent"))
    seen = base.transform_filter("datum.series === 'observed'")
    tips = seen.encode(
        tooltip=[
            alt.Tooltip("said:N", title=_("Figure")),
            alt.Tooltip("period:N", title=_("Period")),
            alt.Tooltip("source_title:N", title=_("Source")),
        ]
    )
    line = seen.mark_line(strokeWidth=1.6).encode(detail=["unit:N", "segment:N"])
    return alt.layer(*_led(base), line, _quality_marks(tips), data=ROWS).properties(
        height=130, padding={"left": 0, "right": 5, "top": 5, "bottom": 0}
    )


def trend(observations: pd.DataFrame, trajectory: pd.DataFrame | None = None, height: int = 130) -> dict:
    """One series over time, and where its present pace leads. A line joins only figures of one unit and one definition.

    `observations` as published, one indicator and one country; `trajectory` as published, the same case, or none.
    """
    said = [f"{words.figure(row.value, row.qualifier)} {row.unit}" for _i, row in observations.iterrows()]
    rows = observations.assign(
        series="observed", day=observations["date_mid"], said=said, fill=_open_if(observations["qualifier"] == "approx")
    )
    rows = rows[["series", "day", "value", "unit", "segment", "qualifier", "fill", "period", "said", "source_title"]]
    if trajectory is not None and (trajectory["series"] == "projection").any():
        rows = pd.concat([rows, _ahead(trajectory, trajectory[trajectory["series"] == "observed"].tail(1))])
    return _ready("trend", rows, height=height)


def _bars() -> alt.LayerChart:
    y = alt.Y("label:N", sort=None, axis=_axis(domain=False, ticks=False, labelLimit=280, labelOverlap=False))
    x = alt.X("value:Q", axis=_axis(tickCount=4, grid=True, labelExpr=NUMBERS))
    base = alt.Chart().encode(
        y=y, x=x, tooltip=[alt.Tooltip("label:N", title=_("What")), alt.Tooltip("said:N", title=_("Value"))]
    )
    bar = base.mark_bar(height=12).encode(color=_ink("accent"))
    text = base.mark_text(align="left", dx=5, fontSize=11).encode(text="said:N", color=_ink("grey"))
    return alt.layer(bar, text, data=ROWS).properties(padding={"left": 0, "right": 30, "top": 0, "bottom": 0})


def bars(rows: pd.DataFrame) -> dict:
    """Horizontal bars in the order given. `rows` has `label`, `value` and `said` (the value in words)."""
    return _ready("bars", rows[["label", "value", "said"]], height=24 * len(rows) + 30)


def _timeline() -> alt.LayerChart:
    y = alt.Y(
        "label:N", sort=None, axis=_axis(domain=False, ticks=False, grid=True, labelLimit=190, labelOverlap=False)
    )
    x = alt.X("day:T", axis=_axis(format="%Y", tickCount=8, grid=False), scale=alt.Scale(type="utc", padding=12))
    base = alt.Chart().encode(x=x)
    when = base.transform_filter("datum.kind === 'conference'")
    rule = when.mark_rule(strokeDash=[2, 3]).encode(color=_ink("faint"))
    shape = alt.Shape(
        "kind:N",
        legend=None,
        scale=alt.Scale(
            domain=["yes", "no", "mention", "conference"], range=["circle", SHAPES["no"], "triangle-right", "circle"]
        ),
    )
    tips = [
        alt.Tooltip("said:N", title=_("What")),
        alt.Tooltip("period:N", title=_("Date")),
        alt.Tooltip("source_title:N", title=_("Source")),
    ]
    acts = base.transform_filter("datum.kind !== 'conference'").encode(
        y=y, shape=shape, tooltip=tips, color=_ink("accent")
    )
    return alt.layer(
        rule, acts.mark_point(size=90, opacity=1, strokeWidth=1.6).encode(fill=FILL), data=ROWS
    ).properties(padding={"left": 0, "right": 5, "top": 5, "bottom": 0})


def timeline(facts: pd.DataFrame, conferences: pd.DataFrame) -> dict:
    """Treaty acts and memberships of one country over time; filled marks are dated acts, open marks entries of a list. `facts` as published."""
    said = [f"{row.register_label}: {row.fact.replace('_', ' ')}" for _i, row in facts.iterrows()]
    rows = facts.assign(
        day=facts["known_from"],
        label=facts["short_label"],
        kind=facts["state"],
        dated=facts["is_start"],
        said=said,
        period=facts["date"].fillna(facts["status_as_of"]),
    )
    marks = conferences.assign(kind="conference", day=conferences["known_until"], label=None)
    rows["fill"] = _open_if(~rows["dated"].astype(bool))
    keep = ["day", "label", "kind", "fill", "said", "period", "source_title"]
    return _ready(
        "timeline", pd.concat([rows.sort_values("target_no"), marks])[keep], height=26 * rows["label"].nunique() + 34
    )


KINDS = {
    "joint_goal": _joint_goal,
    "joint_goal_ahead": partial(_joint_goal, ahead=True),
    **{f"matrix_{lines}": partial(_matrix, lines) for lines in range(1, 5)},
    "trend": _trend,
    "bars": _bars,
    "timeline": _timeline,
}
