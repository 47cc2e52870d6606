"""What readers ask of an edition: answers of their own, no way to a file; words and charts."""

import json
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import altair as alt
import duckdb
import pandas as pd
import pytest

from etl.build import build
from views import charts, edition, queries, words
from views.charts import INK, STATES


def test_a_reader_who_changes_an_answer_changes_it_for_nobody_else(seen):
    asked = {"indicator": "icse_victims_identified_cum", "iso3": "WLD"}
    before = seen.rows("observations", **asked).to_csv()
    mine = seen.rows("observations", **asked)
    mine["mine"] = 1
    mine.loc[:, "value"] = 0.0
    mine.iloc[0, 0] = "other"
    mine.rename(columns={"unit": "units"}, inplace=True)
    mine.drop(index=mine.index[1:], inplace=True)
    assert seen.rows("observations", **asked).to_csv() == before


def test_the_second_answer_is_cheap(seen):
    first, second = (queries.milestones(seen, "latest") for _ in range(2))
    assert (first["iso3"].array is second["iso3"].array or edition._answer.cache_info().hits > 0) and first is not second


def test_a_list_means_any_of_these_and_none_means_no_condition(seen):
    both = queries.milestones(seen, "latest", country=["FRA", "DEU"])
    assert sorted(both["iso3"].unique()) == ["DEU", "FRA"]
    assert len(queries.milestones(seen, "latest", country=None)) == 54 * 8


def tagged(ask):
    """20 threads ask 60 tagged questions each, all at once; the number of right answers and of errors."""
    start = threading.Barrier(20)

    def one(thread):
        start.wait()
        right = wrong = 0
        for turn in range(60):
            tag = f"{thread}-{turn}"
            try:
                right += ask(thread, tag) == tag
            except (duckdb.Error, TypeError, IndexError):
                wrong += 1
        return right, wrong

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(one, range(20)))
    return sum(right for right, _ in answers), sum(wrong for _, wrong in answers)


def test_20_threads_on_two_editions_get_1200_right_answers(published, record, monkeypatch):
    monkeypatch.setenv("MONITOR_STORE", str(published))
    record.cell("observations", 2, value="47")
    build(published, record.folder)
    both = [edition.edition(1), edition.edition(2)]
    value = {1: 48, 2: 47}

    def ask(thread, tag):
        chosen = both[thread % 2]
        row = chosen.query("SELECT ? AS tag, value FROM observations WHERE line = 2", tag).iloc[0]
        return row["tag"] if row["value"] == value[chosen.number] else None

    assert tagged(ask) == (1200, 0)


def test_one_connection_for_all_threads_would_answer_wrongly():
    with duckdb.connect(":memory:") as con:
        assert tagged(lambda _thread, tag: con.execute("SELECT ? FROM range(2000)", [tag]).fetchall()[0][0])[0] < 1200


@pytest.mark.parametrize("number", [0, 2, -1, 10**30])
def test_an_edition_that_was_never_published_is_none(seen, number):
    with pytest.raises(edition.NoEdition, match=f"There is no edition {number}; there are {seen.number}"):
        edition.edition(number)


def test_an_empty_store_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("MONITOR_STORE", str(tmp_path))
    with pytest.raises(edition.NoEdition, match="python -m etl build"):
        edition.in_force()


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM read_text('{file}')",
        "SELECT * FROM read_parquet('{folder}/observations.parquet')",
        "SELECT * FROM '{file}'",
        "SELECT * FROM glob('/*')",
        "COPY observations TO '{out}'",
        "COPY (SELECT 1) TO '{out}'",
        "EXPORT DATABASE '{out}'",
        "ATTACH '{folder}/edition.duckdb' AS other (READ_ONLY)",
        "ATTACH '{out}' AS other",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET autoload_known_extensions = true",
        "CREATE TABLE mine (a INTEGER)",
        "DELETE FROM observations",
        "UPDATE observations SET value = 0",
        "SELECT * FROM frame_of_the_caller",
    ],
)
def test_sql_reaches_no_file_and_changes_nothing(seen, tmp_path, sql):
    frame_of_the_caller = pd.DataFrame({"a": [1]})
    file, out = tmp_path / "secret.csv", tmp_path / "out"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(duckdb.Error):
        seen.query(sql.format(file=file, folder=seen.folder, out=out))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["secret.csv"] and len(frame_of_the_caller) == 1


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (words.number(31000), "31\u202f000"),
        (words.number(-1234567), "−1\u202f234\u202f567"),
        (words.number(0), "0"),
        (words.plain(3.5), "3.5"),
        (words.plain(3.25), "3.25"),
        (words.plain(31000.0), "31\u202f000"),
        (words.rounded(24033), "24\u202f000"),
        (words.rounded(-24033), "−24\u202f000"),
        (words.rounded(0), "0"),
        (words.signed(24033), "+24\u202f000"),
        (words.signed(-5), "−5"),
        (words.percent(0.278), "28\u202f%"),
        (words.percent(1), "100\u202f%"),
        (words.day(date(2022, 11, 18)), "18 November 2022"),
        (words.month(pd.Timestamp("2022-11-18")), "November 2022"),
        (words.stated("2014"), "2014"),
        (words.stated("2014-09"), "September 2014"),
        (words.stated("2014-09-30"), "30 September 2014"),
        (words.stated("2020-04/2020-09"), "2020-04/2020-09"),
        (words.stated("FY2015-16-H1"), "FY2015-16-H1"),
        (words.stated("2015-16"), "2015-16"),
        (words.figure(31000, "at_least"), "at least 31\u202f000"),
        (words.figure(10000, "approx"), "about 10\u202f000"),
        (words.figure(1617, "exact"), "1\u202f617"),
        (words.figure(5.5, "derived"), "5.5 (derived)"),
        (words.figure(3, "counted"), "3 (counted)"),
        (words.announced("2013-06", None), "June 2013"),
        (words.announced(None, "2014"), "due 2014"),
        (words.announced("", pd.NA), "undated"),
        (words.of(51, 54), "51 of 54"),
        (words.listed(["a", "b", "c"], most=2), "a, b and 1 more"),
        (words.address("observations", 470.0), "observations.csv:470"),
        (words.address(float("nan"), pd.NA), "–"),
        (words.escape("**a** [b](c) $d$ :red[e] <f> `g` #h |i| ~j~ _k_ \\"), r"\*\*a\*\* \[b\](c) \$d\$ \:red\[e\] \<f\> \`g\` \#h \|i\| \~j\~ \_k\_ \\"),
        (words.linked("a]b", "https://x.example/1 ; https://y.example"), r"[a\]b](<https://x.example/1>)"),
        (words.linked("a", "javascript:alert(1)"), "a"),
        (words.linked("a", None), "a"),
    ],
)
def test_numbers_dates_and_qualities_in_words(said, expected):
    assert said == expected


@pytest.mark.parametrize(("value", "expected"), [(None, True), (float("nan"), True), (pd.NA, True), (pd.NaT, True), (0, False), ("", False), (False, False)])
def test_nothing_has_several_spellings_and_zero_is_none_of_them(value, expected):
    assert words.missing(value) is expected



def pictures(seen):
    """Every kind of chart over real rows: its spec, how many rows it was given, and what must be in it as (column, values)."""
    dates = queries.conferences(seen).loc[lambda frame: frame["as_of"] != "latest"]
    path, facts = queries.trajectory(seen, "latest"), queries.facts(seen, "latest", "FRA")
    states = queries.milestones(seen, "brussels-2022").assign(said="x")
    budapest = states[states["milestone"] == "budapest"]
    assert set(states["state"]) == set(STATES)
    series = queries.observations(seen, "latest", indicator="icse_victims_identified_cum", country="WLD")
    totals = queries.gap_totals(seen, "latest", 2).assign(value=lambda frame: frame["countries"], said="x")
    return {
        "joint_goal": (charts.joint_goal(path, dates), len(path) + len(dates), "value", path["value"]),
        "dots": (charts.dots(budapest), len(budapest), "country", budapest["country"]),
        "matrix": (charts.matrix(states), len(states), "state", states["state"]),
        "trend": (charts.trend(series), len(series), "value", series["value"]),
        "bars": (charts.bars(totals), len(totals), "value", totals["value"]),
        "timeline": (charts.timeline(facts, dates), len(facts) + len(dates), "label", facts["short_label"]),
    }


KINDS = ["joint_goal", "dots", "matrix", "trend", "bars", "timeline"]


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
    assert {*charts.KINDS, "dots"} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_keeps_to_the_schema(seen, kind):
    spec = json.loads(json.dumps(pictures(seen)[kind][0]))
    (alt.LayerChart if "layer" in spec else alt.Chart).from_dict(spec)
    with pytest.raises(alt.utils.schemapi.SchemaValidationError):
        alt.LayerChart.from_dict({**spec, "layer": [{**spec["layer"][0], "mark": "blob"}]})


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_holds_exactly_the_rows_given(seen, kind):
    spec, many, column, given = pictures(seen)[kind]
    held = values(spec)
    assert len(held) == many
    assert sorted(row[column] for row in held if row.get(column) is not None) == sorted(given.tolist())


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_has_colours_of_the_theme_only(seen, kind):
    spec = pictures(seen)[kind][0]
    for path, one in inside(spec):
        if path[-1:] and path[-1] in ("color", "fill", "stroke", "condition") and ("field" in one or "datum" in one):
            assert one["scale"]["domain"] == INK and one.get("datum", INK[0]) in INK, path
    assert not re.search(r'#[0-9a-fA-F]{3,8}"|rgba?\(|hsla?\(', json.dumps(spec))
    assert {one["value"] for path, one in inside(spec) if path[-1:] and path[-1] in ("color", "fill", "stroke") and "value" in one} <= {"transparent"}
    assert {row["tone"] for row in values(spec) if "tone" in row} <= set(INK)


def test_the_theme_has_a_colour_for_every_place():
    text = (Path(edition.__file__).parent.parent / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert [len(re.findall("#", line)) for line in text.splitlines() if line.startswith("chartCategoricalColors")] == [len(INK)] * 2


@pytest.mark.parametrize("kind", ["dots", "matrix"])
def test_not_known_is_hatched_never_filled(seen, kind):
    (encoding,) = [one["encoding"] for _path, one in inside(pictures(seen)[kind][0]) if "shape" in one.get("encoding", {})]
    shape = encoding["shape"]["scale"]
    drawn = dict(zip(shape["domain"], shape["range"], strict=True))
    assert len(set(drawn.values())) == 3 and drawn["yes"].count("M") == 1 and drawn["not_known"].count("M") >= 2
    assert (encoding["fill"]["condition"]["test"], encoding["fill"]["value"]) == ("datum.state === 'yes'", "transparent")
