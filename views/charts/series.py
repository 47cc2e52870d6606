"""Figures over time: the stock of the joint goal with its path, and one indicator of one country."""

from __future__ import annotations

import altair as alt
import pandas as pd

from core import words
from core.words import _
from views.charts.paint import NUMBERS, ROWS, Drawing, Spec, axis, ink, open_if, quality_marks, ready

LEVELS = 4
"""So many heights the names of conferences may have."""
POWERS = [n * 10**power for power in range(9) for n in (1, 3)]
"""What is marked on a logarithmic scale."""


def _joint_goal(ahead: int) -> Drawing:
    """The joint goal on a linear scale, or, with `ahead`, on a logarithmic one that shows where the pace leads."""
    years = axis(format="%Y", grid=False, tickCount="year", labelOverlap="greedy", labelSeparation=10)
    numbers = axis(**({"values": POWERS} if ahead else {"tickCount": 4}), labelExpr=NUMBERS)
    x = alt.X("day:T", axis=years, scale=alt.Scale(type="utc", padding=10))
    y = alt.Y("value:Q", axis=numbers, scale=alt.Scale(type="log", nice=False) if ahead else alt.Undefined)
    base = alt.Chart().encode(x=x, y=y)
    layers = [*_led(base), *_conference_lines(x), *_path_lines(base, 28 if ahead else 34), *_stock(base)]
    return alt.layer(*layers, data=ROWS).properties(height=330, padding={"left": 0, "right": 5, "top": 5, "bottom": 5})


def _conference_lines(x: alt.X) -> list[alt.Chart]:
    """A line from top to bottom for each conference, with its name above. A value, which they lack, would hide them."""
    when = alt.Chart().encode(x=x).transform_filter("datum.series === 'conference'")
    rule = when.mark_rule(strokeWidth=1, strokeDash=[2, 3]).encode(color=ink("faint"))
    names = when.mark_text(fontSize=10, baseline="bottom", align="center").encode(
        y=alt.Y("level:Q", scale=None), text="label:N", color=ink("grey")
    )
    return [rule, names]


def _path_lines(base: alt.Chart, below: int) -> list[alt.Chart]:
    """The path, dashed, and its name `below` its end, in pixels."""
    path = (
        base.transform_filter("datum.series === 'path'")
        .mark_line(strokeDash=[5, 4], strokeWidth=1.5)
        .encode(color=ink("grey"))
    )
    name = (
        base.transform_filter("datum.series === 'path' && datum.label")
        .mark_text(fontSize=11, align="right", dy=below)
        .encode(text="label:N", color=ink("grey"))
    )
    return [path, name]


def _stock(base: alt.Chart) -> list[alt.Chart]:
    """The observed figures: a line through those that a rate may rest on, a mark each with its tooltip, and labels."""
    seen = base.transform_filter("datum.series === 'observed'").encode(color=ink("accent"))
    tips = seen.encode(
        tooltip=[
            alt.Tooltip("said:N", title=_("Victims identified")),
            alt.Tooltip("period_said:N", title=_("Date")),
            alt.Tooltip("source_title:N", title=_("Source")),
        ]
    )
    labels = (
        seen.transform_filter("datum.label")
        .mark_text(dx=-11, dy=-9, align="right", fontSize=11, fontWeight="bold")
        .encode(text="label:N")
    )
    line = seen.transform_filter("!datum.loose").mark_line(strokeWidth=2)
    return [line, quality_marks(tips), labels]


def joint_goal(trajectory: pd.DataFrame, conferences: pd.DataFrame, *, ahead: bool = False) -> Spec:
    """The stock of the joint goal with its path.

    `trajectory` as published; `conferences` the dates to mark, with `known_until` and `short_label`. `ahead` adds where
    the present pace leads, with its range, and makes the scale logarithmic: equal growth is a straight line. No line
    leads to or from a figure that is `loose` (a column that may lack): its page bears no date, and no rate rests on it.
    """
    seen = _observed(trajectory[trajectory["series"] == "observed"])
    path = trajectory[trajectory["series"] == "path"].assign(label=None)
    if len(path):
        path.loc[path.index[-1], "label"] = _("path: +10 % a year")
    marks = conferences.sort_values("known_until").assign(
        series="conference", day=lambda frame: frame["known_until"], label=lambda frame: frame["short_label"]
    )
    marks["level"] = [-3 - 12 * level for level in _levels(marks["day"])]
    keep = ["series", "day", "value", "qualifier", "fill", "level", "label", "said", "period_said", "source_title"]
    keep.append("loose")
    if not ahead:
        return ready(_joint_goal, pd.concat([seen, path, marks])[keep], False)
    rows = pd.concat([seen, path, marks, _ahead(trajectory)])
    return ready(_joint_goal, rows[[*keep, "high"]], True)


def _observed(seen: pd.DataFrame) -> pd.DataFrame:
    """The observed figures in words; the first, the third, the last and the last not `loose` have a label."""
    figures = [words.figure(row.value, row.qualifier) for row in seen.itertuples()]
    loose = [bool(one) for one in seen["loose"]] if "loose" in seen else [False] * len(seen)
    labels = [_("{0}, undated").format(text) if one else text for text, one in zip(figures, loose, strict=True)]
    firm = [place for place, one in enumerate(loose) if not one]
    labelled = {0, 2, len(seen) - 1, *firm[-1:]}
    return seen.assign(
        loose=pd.Series(loose, seen.index, dtype=bool),
        label=[text if place in labelled else None for place, text in enumerate(labels)],
        said=figures,
        period_said=_periods(seen),
        fill=open_if(seen["qualifier"] == "approx"),
    )


def _periods(seen: pd.DataFrame) -> list[str]:
    """The period of each figure in words; a page without a date says so where its note is among the columns."""
    notes = seen["note"] if "note" in seen else [""] * len(seen)
    return [words.dated(period, note) for period, note in zip(seen["period"], notes, strict=True)]


def _levels(days: pd.Series, years: float = 2.9) -> list[int]:
    """A height for each label in a row of dates, so that labels about `years` wide do not touch."""
    ends = [pd.Timestamp.min] * LEVELS
    levels: list[int] = []
    for day in days:
        level = next((place for place in range(LEVELS) if ends[place] <= day), LEVELS - 1)
        ends[level] = day + pd.Timedelta(days=365 * years)
        levels.append(level)
    return levels


def _trend() -> Drawing:
    x = alt.X(
        "day:T",
        axis=axis(format="%Y", grid=False, tickCount="year", labelOverlap="greedy", labelSeparation=6),
        scale=alt.Scale(type="utc", padding=10),
    )
    y = alt.Y("value:Q", axis=axis(tickCount=3, labelExpr=NUMBERS), scale=alt.Scale(zero=True))
    base = alt.Chart().encode(x=x, y=y, color=ink("accent"))
    seen = base.transform_filter("datum.series === 'observed'")
    tips = seen.encode(
        tooltip=[
            alt.Tooltip("said:N", title=_("Figure")),
            alt.Tooltip("period_said:N", title=_("Period")),
            alt.Tooltip("source_title:N", title=_("Source")),
        ]
    )
    line = seen.mark_line(strokeWidth=1.6).encode(detail=["unit:N", "segment:N"])
    return alt.layer(*_led(base), line, quality_marks(tips), data=ROWS).properties(
        height=130, padding={"left": 0, "right": 5, "top": 5, "bottom": 0}
    )


def trend(observations: pd.DataFrame, trajectory: pd.DataFrame | None = None, height: int = 130) -> Spec:
    """One series over time, and where its present pace leads. A line joins only figures of one unit and one definition.

    `observations` as published, one indicator and one country; `trajectory` as published, the same case, or none.
    """
    rows = observations.assign(
        series="observed",
        day=observations["date_mid"],
        said=[words.measured(row.value, row.qualifier, row.unit) for row in observations.itertuples()],
        period_said=_periods(observations),
        fill=open_if(observations["qualifier"] == "approx"),
    )
    keep = ["series", "day", "value", "unit", "segment", "qualifier", "fill", "period", "period_said", "said"]
    rows = rows[[*keep, "source_title"]]
    if trajectory is not None and (trajectory["series"] == "projection").any():
        rows = pd.concat([rows, _ahead(trajectory)])
    return ready(_trend, rows, height=height)


def _led(base: alt.Chart) -> list[alt.Chart]:
    """Where the present pace leads: a band from the slowest to the fastest span on record, and a dotted line."""
    band = (
        base.transform_filter("datum.series === 'range'")
        .mark_area(opacity=0.14)
        .encode(y2="high:Q", color=ink("accent"))
    )
    line = (
        base.transform_filter("datum.series === 'projection'")
        .mark_line(strokeDash=[1, 3], strokeWidth=2, strokeCap="round")
        .encode(color=ink("accent"))
    )
    return [band, line]


def _ahead(trajectory: pd.DataFrame) -> pd.DataFrame:
    """Projection and range as rows of a chart, from the figure that is judged on: the range has `value` (low) and
    `high`. An observed figure that nothing rests on, such as that of a page without a date, may be newer."""
    line = trajectory[trajectory["series"] == "projection"][["day", "value"]].assign(series="projection")
    low, high = (
        trajectory[trajectory["series"] == f"projection_{end}"].set_index("day")["value"] for end in ("low", "high")
    )
    band = pd.DataFrame(
        {"day": low.index, "value": low.to_numpy(), "high": high.reindex(low.index).to_numpy(), "series": "range"}
    )
    return pd.concat([line, band])
