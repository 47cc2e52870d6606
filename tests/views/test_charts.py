"""Charts: to the schema, with the rows given and no others, in the colours of the theme, and never colour alone."""

import json
import re

import altair as alt
import pandas as pd
import pytest
from jsonschema import ValidationError

from etl.source import ROOT
from views import charts, queries
from views.charts import INK, STATES
from views.pictures.figures import _age_bands


def pictures(seen):
    """Every kind of chart over real rows: its spec, how many rows it was given, and what must be in it as (column,
    values)."""
    dates = queries.conferences(seen).loc[lambda frame: frame["as_of"] != "latest"]
    path, facts = queries.trajectory(seen, "latest", rule="annual_growth"), queries.facts(seen, "latest", "FRA")
    states = queries.milestones(seen, "brussels-2022").assign(said="x")
    states["state"] = [*STATES, *states["state"][len(STATES) :]]
    budapest = states[states["milestone"] == "budapest"]
    series = queries.observations(seen, "latest", indicator="icse_victims_identified_cum", country="WLD")
    ahead = path[path["series"].str.startswith("projection")]
    path = path.drop(ahead.index)
    led = ahead[ahead["series"] != "projection_high"]
    connected = {"indicator": "icse_countries_connected", "country": "WLD"}
    figures, carried = (
        queries.observations(seen, "latest", **connected),
        queries.trajectory(seen, "latest", **connected),
    )
    onward = carried[carried["series"].isin(["projection", "projection_low"])]["value"]
    totals = queries.gap_totals(seen, "latest", 2).assign(value=lambda frame: frame["countries"], said="x")
    return {
        "joint_goal": (charts.joint_goal(path, dates), len(path) + len(dates), "value", path["value"]),
        "joint_goal_ahead": (
            charts.joint_goal(pd.concat([path, ahead]), dates, ahead=True),
            len(path) + len(dates) + len(led),
            "value",
            pd.concat([path["value"], led["value"]]),
        ),
        "dots": (charts.dots(budapest), len(budapest), "country", budapest["country"]),
        "matrix": (charts.matrix(states), len(states), "state", states["state"]),
        "trend": (charts.trend(series), len(series), "value", series["value"]),
        "trend_ahead": (
            charts.trend(figures, carried),
            len(figures) + len(onward),
            "value",
            pd.concat([figures["value"], onward]),
        ),
        "bars": (charts.bars(totals), len(totals), "value", totals["value"]),
        "timeline": (charts.timeline(facts, dates), len(facts) + len(dates), "label", facts["short_label"]),
    }


KINDS = ["joint_goal", "joint_goal_ahead", "dots", "matrix", "trend", "trend_ahead", "bars", "timeline"]


def inside(spec, *path):
    """Every dict in a spec with the names that lead to it."""
    if isinstance(spec, dict):
        yield path, spec
        for name, value in spec.items():
            if name != "values":
                yield from inside(value, *path, name)
    elif isinstance(spec, list):
        for value in spec:
            yield from inside(value, *path)


def values(spec):
    return [row for path, one in inside(spec) if path[-1:] == ("data",) for row in one["values"]]


def test_every_kind_of_chart_is_under_test():
    drawn = {name for name in charts.__all__ if name.islower()}
    assert drawn == {name.removesuffix("_ahead") for name in KINDS}


def fault(spec):
    """Where a spec leaves the schema of Vega-Lite, in one line; nothing when it keeps to it."""
    try:
        alt.Chart.from_dict(json.loads(json.dumps(spec)))
    except ValidationError as error:
        return f"{[*error.absolute_path]}: {error.message}"
    return ""


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_keeps_to_the_schema(seen, kind):
    spec = pictures(seen)[kind][0]
    assert fault({**spec, "layer": [{**spec["layer"][0], "mark": "blob"}]})
    assert fault(spec) == ""


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_holds_exactly_the_rows_given(seen, kind):
    spec, many, column, given = pictures(seen)[kind]
    held = values(spec)
    assert len(held) == many
    assert sorted(row[column] for row in held if row.get(column) is not None) == sorted(given.tolist())


def test_a_figure_stands_in_the_middle_of_its_period(seen):
    """observations.csv:447 to 453 and 776; the middle of 365 days is the 183rd, of the 31 of July the 16th."""
    connected = queries.observations(seen, "latest", indicator="icse_countries_connected", country="WLD")
    assert [(str(row["day"])[:10], row["period"], row["value"]) for row in values(charts.trend(connected))] == [
        ("2011-11-28", "2011-11-28", 33),
        ("2013-07-02", "2013", 40),
        ("2015-11-18", "2015-11-18", 48),
        ("2017-01-09", "2017-01-09", 49),
        ("2022-07-16", "2022-07", 68),
        ("2022-10-20", "2022-10-20", 68),
        ("2022-11-18", "2022-11-18", 68),
        ("2024-07-01", "2024", 72),
    ]


def test_the_points_of_the_joint_goal_stand_on_their_days(seen):
    """observations.csv:465 to 470 and 777, whose page bears no date: 2023 has 365 days, its middle is the 183rd."""
    path = queries.trajectory(seen, "latest", rule="annual_growth")
    spec = charts.joint_goal(path, queries.conferences(seen))
    observed = [row for row in values(spec) if row.get("series") == "observed"]
    assert [(str(row["day"])[:10], row["value"]) for row in observed] == [
        ("2010-03-01", 1617),
        ("2013-07-02", 3000),
        ("2017-01-09", 10000),
        ("2022-07-16", 30000),
        ("2022-10-20", 30000),
        ("2022-11-18", 31000),
        ("2023-07-02", 37900),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_has_colours_of_the_theme_only(seen, kind):
    spec = pictures(seen)[kind][0]
    for path, one in inside(spec):
        if path[-1:] and path[-1] in ("color", "fill", "stroke", "condition") and ("field" in one or "datum" in one):
            assert one["scale"]["domain"] == INK and one.get("datum", INK[0]) in INK, path
    assert not re.search(r'#[0-9a-fA-F]{3,8}"|rgba?\(|hsla?\(', json.dumps(spec))
    assert {
        one["value"]
        for path, one in inside(spec)
        if path[-1:] and path[-1] in ("color", "fill", "stroke") and "value" in one
    } <= {"transparent"}
    assert {row["tone"] for row in values(spec) if "tone" in row} <= set(INK)


def test_the_theme_has_a_colour_for_every_place():
    text = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert [len(re.findall("#", line)) for line in text.splitlines() if line.startswith("chartCategoricalColors")] == [
        len(INK)
    ] * 2


@pytest.mark.parametrize("kind", ["dots", "matrix"])
def test_not_known_is_hatched_never_filled(seen, kind):
    (encoding,) = [
        one["encoding"] for _path, one in inside(pictures(seen)[kind][0]) if "shape" in one.get("encoding", {})
    ]
    shape = encoding["shape"]["scale"]
    drawn = dict(zip(shape["domain"], shape["range"], strict=True))
    assert drawn.keys() == STATES.keys() and len(set(drawn.values())) == len(drawn), "no two states look alike"
    assert drawn["yes"].count("M") == 1 and drawn["not_known"].count("M") >= 2
    assert (encoding["fill"]["condition"]["test"], encoding["fill"]["value"]) == (
        "datum.state === 'yes'",
        "transparent",
    )


def test_a_line_joins_only_figures_of_one_unit_and_one_definition(seen):
    series = queries.observations(seen, "latest", indicator="icse_victims_identified_cum", country="WLD")
    lines = [
        one["encoding"]["detail"]
        for _path, one in inside(charts.trend(series))
        if isinstance(one.get("mark"), dict) and one["mark"]["type"] == "line" and "detail" in one["encoding"]
    ]
    assert [[field["field"] for field in detail] for detail in lines] == [["unit", "segment"]]


def test_every_indicator_is_in_one_band_of_age():
    bands = _age_bands(pd.Series([0.99, 1.0, 2.99, 3.0, 4.99, 5.0, 9.99, 10.0, None]))
    assert bands["value"].tolist() == [1, 2, 2, 2, 1, 1]


def test_where_the_pace_leads_begins_at_the_figure_judged_and_not_at_the_page_without_a_date(seen):
    """31,000 victims of 18 November 2022 are judged; 37,900 of an undated page stand in the middle of 2023."""
    path = queries.trajectory(seen, "latest", rule="annual_growth")
    drawn = values(charts.joint_goal(path, queries.conferences(seen), ahead=True))
    for series in ("projection", "range"):
        days = {row["day"][:10]: row["value"] for row in drawn if row["series"] == series}
        assert (min(days), days[min(days)], "2023-07-02" in days) == ("2022-11-18", 31000, False)
    assert [row["value"] for row in drawn if row["series"] == "observed"][-1] == 37900
