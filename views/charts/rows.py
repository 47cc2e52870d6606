"""One line a thing: bars, and acts over time."""

from __future__ import annotations

import altair as alt
import pandas as pd

from core import words
from core.words import _
from views.charts.paint import FILL, NUMBERS, ROWS, SHAPES, Drawing, Spec, axis, ink, open_if, ready


def _bars() -> Drawing:
    y = alt.Y("label:N", sort=None, axis=axis(domain=False, ticks=False, labelLimit=280, labelOverlap=False))
    x = alt.X("value:Q", axis=axis(tickCount=4, grid=True, labelExpr=NUMBERS))
    base = alt.Chart().encode(
        y=y, x=x, tooltip=[alt.Tooltip("label:N", title=_("What")), alt.Tooltip("said:N", title=_("Value"))]
    )
    bar = base.mark_bar(height=12).encode(color=ink("accent"))
    text = base.mark_text(align="left", dx=5, fontSize=11).encode(text="said:N", color=ink("grey"))
    return alt.layer(bar, text, data=ROWS).properties(padding={"left": 0, "right": 30, "top": 0, "bottom": 0})


def bars(rows: pd.DataFrame) -> Spec:
    """Horizontal bars in the order given. `rows` has `label`, `value` and `said` (the value in words)."""
    return ready(_bars, rows[["label", "value", "said"]], height=24 * len(rows) + 30)


def _timeline() -> Drawing:
    y = alt.Y("label:N", sort=None, axis=axis(domain=False, ticks=False, grid=True, labelLimit=190, labelOverlap=False))
    x = alt.X("day:T", axis=axis(format="%Y", tickCount=8, grid=False), scale=alt.Scale(type="utc", padding=12))
    base = alt.Chart().encode(x=x)
    when = base.transform_filter("datum.kind === 'conference'")
    rule = when.mark_rule(strokeDash=[2, 3]).encode(color=ink("faint"))
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
        y=y, shape=shape, tooltip=tips, color=ink("accent")
    )
    return alt.layer(
        rule, acts.mark_point(size=90, opacity=1, strokeWidth=1.6).encode(fill=FILL), data=ROWS
    ).properties(padding={"left": 0, "right": 5, "top": 5, "bottom": 0})


def timeline(facts: pd.DataFrame, conferences: pd.DataFrame) -> Spec:
    """Treaty acts and memberships of one country over time: dated acts are filled, entries of a list are open.

    `facts` and `conferences` as published.
    """
    tips = [f"{row.register_label}: {row.fact.replace('_', ' ')}" for _i, row in facts.iterrows()]
    rows = facts.assign(
        day=facts["known_from"],
        label=facts["short_label"],
        kind=facts["state"],
        dated=facts["is_start"],
        said=tips,
        period=[
            _("undated") if words.missing(text) else words.dated(text, note)
            for text, note in zip(facts["date"].fillna(facts["status_as_of"]), facts["note"], strict=True)
        ],
    )
    marks = conferences.assign(kind="conference", day=conferences["known_until"], label=None)
    rows["fill"] = open_if(~rows["dated"].astype(bool))
    keep = ["day", "label", "kind", "fill", "said", "period", "source_title"]
    return ready(
        _timeline, pd.concat([rows.sort_values("target_no"), marks])[keep], height=26 * rows["label"].nunique() + 34
    )
