"""Rows of an edition as readers get them, columns of the screen, and a picture outside the page."""

import re
from types import SimpleNamespace

import duckdb
import pandas as pd
import pytest

from views.edition import Edition
from views.rendering import drawing
from views.tables import VIEWS
from views.tables.screen import cited, shown


@pytest.fixture
def earlier(tmp_path):
    """A tiny edition of an earlier version: its joint goal has dates only, its sources two addresses."""
    with duckdb.connect(str(tmp_path / "edition.duckdb")) as con:
        con.execute("CREATE TABLE sources (source_url VARCHAR, tier VARCHAR)")
        con.execute("INSERT INTO sources VALUES ('https://a.example/', 'official'), ('https://b.example/', 'press')")
        con.execute(
            "CREATE TABLE progress AS SELECT DATE '2012-12-05' AS base_from_date, DATE '2014-09-30' AS base_to_date, "
            "1 AS line UNION ALL SELECT NULL, DATE '2015-11-17', 2"
        )
        con.execute("CREATE TABLE spans AS SELECT DATE '2013-01-01' AS from_date, DATE '2013-12-31' AS to_date")
        con.execute("CREATE TABLE gap_totals AS SELECT 3 AS not_known")
        con.execute(
            "CREATE TABLE milestones AS "
            "SELECT 'A list' AS source_title, 'https://b.example/' AS source_url, 'FRA' AS iso3 "
            "UNION ALL SELECT 'Two', 'https://a.example/ ; https://b.example/ ; https://a.example/', 'DEU' "
            "UNION ALL SELECT 'Other', 'https://c.example/', 'GHA'"
        )
    return Edition(1, "abcdef0123456789", tmp_path)


def test_columns_that_came_later_are_filled_from_the_date_that_stands_for_each(earlier):
    rows = earlier.rows("progress", order="line")
    assert rows["base_from_period"].fillna("").tolist() == ["2012-12-05", ""]
    assert rows["base_to_period"].tolist() == ["2014-09-30", "2015-11-17"]
    span = earlier.rows("spans").iloc[0]
    assert (span["from_period"], span["to_period"]) == ("2013-01-01", "2013-12-31")
    assert earlier.rows("gap_totals").to_dict("records") == [{"not_known": 3, "sources_differ": None}]
    assert list(earlier.rows("progress", "line")) == ["line"], "who asks for columns gets these"


def test_each_source_bears_its_kind_right_behind_its_address(earlier):
    rows = earlier.rows("milestones", order="iso3")
    assert list(rows)[:4] == ["source_title", "source_url", "source_tier", "iso3"]
    assert rows["source_tier"].fillna("").tolist() == ["official ; press", "press", ""]
    assert "source_tier" not in earlier.rows("milestones", "source_url, iso3")


def test_a_condition_is_one_value_any_of_several_or_none(earlier):
    def found(iso3):
        return earlier.rows("milestones", "iso3", "iso3", iso3=iso3)["iso3"].tolist()

    assert [found("FRA"), found(["GHA", "FRA"]), found(("DEU",)), found(None), found([])] == [
        *(["FRA"], ["FRA", "GHA"], ["DEU"], ["DEU", "FRA", "GHA"], []),
    ]


def test_what_a_reader_changes_in_rows_is_seen_by_nobody_else(earlier):
    rows = earlier.rows("gap_totals")
    rows["not_known"] = 4
    assert earlier.rows("gap_totals")["not_known"].tolist() == [3]
    assert earlier.short == "abcdef"


# ---- columns of the screen


@pytest.mark.parametrize(
    ("links", "is_shown"),
    [(["https://a.example/", None], True), ([None, "https://a.example/"], True), ([None, None], False)],
)
def test_a_column_that_is_seldom_filled_stands_as_soon_as_one_row_fills_it(seen, links, is_shown):
    view = VIEWS["practices"]
    frame = pd.DataFrame([dict.fromkeys((*view.shown, "iso3", "file", "line", "origin"))] * 2).assign(
        evidence_url=links
    )
    assert ("Link" in shown(seen, view, frame, frozenset())) is is_shown
    assert {"Country", "Practice", "What worked less well"} <= set(shown(seen, view, frame, frozenset()))
    assert "Link" not in shown(seen, view, frame, frozenset({"evidence_url"}))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"source_title": None}, "–"),
        (
            {"source_tier": "official", "evidence": "unconfirmed"},
            "[A \\*list\\*](<https://a.example/>) · official ◌ unconfirmed",
        ),
        ({"evidence": "reported"}, "[A \\*list\\*](<https://a.example/>)"),
        ({"evidence": "verified"}, "[A \\*list\\*](<https://a.example/>)"),
    ],
)
def test_a_source_is_cited_with_its_kind_and_the_mark_of_what_is_unconfirmed(row, said):
    assert cited({"source_title": "A *list*", "source_url": "https://a.example/", **row}) == said


# ---- a picture outside the page


def test_a_picture_to_take_away_says_all_that_stands_around_it_in_svg_and_png(monkeypatch):
    asked = []
    monkeypatch.setattr(drawing, "chart", lambda _picture, width: f'<svg width="{width / 4:g}" height="100"></svg>')
    monkeypatch.setattr(drawing, "rendered", lambda *kind, **given: asked.append((*kind, given)) or b"PNG")
    picture = SimpleNamespace(
        title="A & B", takeaway="More <than> before.", legend="A legend", cited="A list", edition_text="Edition 4"
    )
    svg = drawing.svg(picture)
    for text in ("<title>A &amp; B</title>", "<desc>More &lt;than&gt; before.</desc>", ">A legend<", ">A list.<"):
        assert text in svg
    assert re.findall(r'y="(\d+)" font-size="(\d+)"', svg) == [
        *(("49", "18"), ("67", "13"), ("302", "11"), ("317", "11"), ("332", "11")),
    ]
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg" width="768" height="356" ')
    assert "translate(24,79) scale(2)" in svg, "twice as large, below title and takeaway"
    assert drawing.png(picture, scale=3) == b"PNG"
    assert asked == [("png", {"svg": svg, "scale": 3})]
