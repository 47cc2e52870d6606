"""What all charts share: the ink of the theme, marks of states and qualities, and how a spec gets its rows.

Colours are the places of the theme's chartCategoricalColors (see INK), so they live in `.streamlit/config.toml` and
follow light and dark. Colour is never alone: states have shapes, qualities have marks.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from core import words

Spec = dict[str, Any]
"""A chart, or a part of one, as Vega-Lite has it: JSON by its names."""
Drawing = alt.Chart | alt.LayerChart | alt.FacetChart
INK = ["accent", "grey", "red", "faint", "orange", "green", "ink", "paper"]
SHAPES = {
    "yes": "M-1,-1H1V1H-1Z",
    "part": "M-1,-1H1V1H-1V-1Z",
    "no": "M-1,-1H1V1H-1ZM-1,-1L1,1M-1,1L1,-1",
    "sources_differ": "M-1,-1H1V1H-1ZM0,-1V1",
    "not_known": "M-1,-1H1V1H-1ZM-1,1L1,-1",
}
STATES = {"yes": "accent", "part": "accent", "no": "red", "sources_differ": "orange", "not_known": "grey"}
QUALITIES = {
    "exact": "circle",
    "counted": "circle",
    "derived": "diamond",
    "approx": "circle",
    "at_least": "triangle-up",
}
ROWS = alt.NamedData("rows")
FILL = alt.Fill("fill:N", legend=None, scale=alt.Scale(domain=INK))
NUMBERS = "replace(format(datum.value, ','), /,/g, '\u202f')"
OUTSIDE = ("$schema", "height", "width", "padding", "autosize", "config")
"""What stands on top of a spec, whatever its layers."""


def ink(name: str) -> Any:
    """A colour of the theme by name, for any channel; `_themed` turns it into a place of the theme's colours."""
    return alt.value(f"ink:{name}")


def _themed(part: Any) -> Any:
    if isinstance(part, list):
        return [_themed(item) for item in part]
    if not isinstance(part, dict):
        return part
    if str(part.get("value", "")).startswith("ink:"):
        return {"field": part["value"].replace(":", "_"), "type": "nominal", "scale": {"domain": INK}, "legend": None}
    return {name: _themed(value) for name, value in part.items()}


def ready(draw: Callable[..., Drawing], rows: pd.DataFrame, *kind: int, **top: object) -> Spec:
    """The chart that `draw` makes of `kind`, with its rows in; `top` replaces top-level properties such as height."""
    return inline({**_drawn(draw, *kind), "data": {"values": records(rows)}, **top})


def inline(spec: Spec) -> Spec:
    """Data one level down, where Streamlit leaves it as it is: drawn at once, and no Arrow reader is loaded for it."""
    return {
        **{name: spec[name] for name in OUTSIDE if name in spec},
        "layer": [{name: value for name, value in spec.items() if name not in OUTSIDE}],
    }


@lru_cache(maxsize=32)
def _drawn(draw: Callable[..., Drawing], *kind: int) -> Spec:
    spec = _themed(draw(*kind).to_dict())
    inks = [{"calculate": f"'{name}'", "as": f"ink_{name}"} for name in INK]
    return {**spec, "transform": inks + spec.get("transform", [])}


def records(rows: pd.DataFrame) -> list[Spec]:
    """Rows as JSON has them: dates in ISO form, nothing as null."""
    return [{str(name): _value(value) for name, value in row.items()} for row in rows.to_dict("records")]


def _value(value: Any) -> object:
    if words.missing(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return value.item() if hasattr(value, "item") else value


def axis(padding: int = 6, **more: Any) -> alt.Axis:
    """An axis without a title, its labels `padding` pixels away."""
    return alt.Axis(title=None, labelPadding=padding, **more)


def quality_marks(base: alt.Chart) -> alt.Chart:
    """Points whose mark says their quality: filled circle exact, open about, triangle at least, diamond derived."""
    shape = alt.Shape(
        "qualifier:N", legend=None, scale=alt.Scale(domain=list(QUALITIES), range=list(QUALITIES.values()))
    )
    marks: alt.Chart = base.mark_point(size=80, opacity=1, strokeWidth=1.8).encode(shape=shape, fill=FILL)
    return marks


def open_if(soft: pd.Series) -> pd.Series:
    """Marks that are soft are open: filled with the colour of the paper."""
    return soft.map({True: "paper", False: "accent"})
