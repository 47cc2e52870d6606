"""What is said beside a judgement, and the path from a base to a target: on its edges, with values worked out by
hand."""

from collections import Counter

import pytest

from etl.assessment.faults import Outcome
from etl.assessment.laboratory import _cell, _csv
from etl.assessment.notices import unread, unused, without_setting
from etl.assessment.pasted import Point, series
from etl.assessment.path import Path, standing
from etl.assessment.setting import Result, Setting, at_end_level, by_whole_years, setting_of
from etl.commands.assessment import _left_out, _said
from etl.source import Finding


def test_a_column_that_is_not_read_is_told_with_the_nearest_known_one():
    found = unread("a.csv", ["Base-Year", "unit", "colour", "targt"], ["base_year", "target", "limit"])
    assert list(found) == [
        "a.csv: column 'Base-Year' is not read; the nearest known one is 'base_year'.",
        "a.csv: column 'targt' is not read; the nearest known one is 'target'.",
        "a.csv: columns that are not read: 'unit', 'colour'.",
    ]
    assert list(unread("a.csv", [], ["limit"])) == []


def test_what_is_filled_for_nothing_and_what_has_no_setting_are_counted():
    rows = [("Eurostat", "growth", "limit", 1, 2), ("SDSN", "score", "target", 3, 7)]
    assert list(unused("a.csv", "line", rows)) == [
        "a.csv: limit is filled in 1 case with the rule growth (first in line 2) and ignored: Eurostat does not use it "
        "there.",
        "a.csv: target is filled in 3 cases with the rule score (first in line 7) and ignored: SDSN does not use it "
        "there.",
    ]
    assert [list(without_setting("s.csv", cases)) for cases in ([], ["b"], ["b", "a"])] == [
        [],
        ["s.csv: 1 case has no setting in any profile and cannot be judged; the first is 'b'."],
        ["s.csv: 2 cases have no setting in any profile and cannot be judged; the first is 'b'."],
    ]


FAULT = Finding("settings", "error", "a.csv", 7, "rule", "x", "growth", "c1")


def outcome(*findings, counts=(), left=1, given=3):
    return Outcome(list(findings), Counter(dict(counts)), ["A note."], left, given)


@pytest.mark.parametrize(
    ("made", "unit", "lines"),
    [
        (outcome(), "case", []),
        (
            outcome(FAULT, counts=[(("a.csv", "settings", "rule"), 20)]),
            "case",
            ["a.csv line 7, c1: rule: found 'x', expected growth.",
             "1 of 3 cases was left out; one bad cell leaves its whole case out."],
        ),
        (
            outcome(
                Finding("tree", "error", "b.parquet", 7, "parent", "x", "an id"),
                counts=[(("b.parquet", "tree", "parent"), 21)], left=2, given=2,
            ),
            "row",
            ["b.parquet row 7, (no case): parent: found 'x', expected an id.",
             "b.parquet, parent: 1 more faults of this kind; 21 in all.", "2 of 2 rows were left out."],
        ),
    ],
)  # fmt: skip
def test_what_was_left_out_is_said_with_its_place(made, unit, lines):
    assert list(_left_out(made, unit)) == lines


def test_a_command_ends_with_2_where_anything_was_left_out(capsys):
    assert [_said(lambda made=made: made, "case") for made in (outcome(), outcome(FAULT))] == [0, 2]
    assert capsys.readouterr().err.splitlines()[0] == "A note."


# ---- paths


@pytest.mark.parametrize(
    ("path", "year", "value"),
    [
        (Path(2010, 100, 2020, 200), 2010, 100),
        (Path(2010, 100, 2020, 200), 2015, 150),
        (Path(2010, 100, 2020, 200), 2030, 200),
        (Path(2010, 100, 2020, 200, goes_on=True), 2030, 300),
        (Path(2010, 100, 2020, 400, is_growth=True), 2015, 200),
        (Path(2010, 100, 2020, 400, is_growth=True), 2030, 400),
        (Path(2010, 100, 2020, 400, is_growth=True, goes_on=True), 2030, 1600),
    ],
)
def test_the_value_of_a_path_in_a_year(path, year, value):
    assert path.at(year) == pytest.approx(value)


@pytest.mark.parametrize(
    ("path", "value", "year"),
    [
        (Path(2010, 100, 2020, 200), 100, 2010),
        (Path(2010, 100, 2020, 200), 200, 2020),
        (Path(2010, 100, 2020, 200), 200.1, None),
        (Path(2010, 100, 2020, 200), 99.9, None),
        (Path(2010, 100, 2020, 200, goes_on=True), 300, 2030),
        (Path(2010, 100, 2020, 400, is_growth=True), 200, 2015),
        (Path(2010, 100, 2020, 400, is_growth=True), 0, None),
        (Path(2010, 100, 2020, 100), 100, None),
    ],
)
def test_the_year_in_which_a_path_has_a_value(path, value, year):
    assert path.when(value) == (pytest.approx(year) if year else None)


def result(base_year=2010.0, base_value=100.0, year=2015.0, value=160.0):
    return Result("x", "rated", base_year, base_value, year, value, None, None, None)


@pytest.mark.parametrize(
    ("setting", "made", "usual", "path"),
    [
        (Setting("level", target=200, target_year=2020), result(), "", Path(2010, 100, 2020, 200)),
        (Setting("level", target=200), result(), "2030", Path(2010, 100, 2030, 200)),
        (Setting("level", target=200, target_year=2020), result(), "2030", Path(2010, 100, 2020, 200)),
        (Setting("level", target=200), result(), "", None),
        (Setting("level", target=200, target_year=2010), result(), "", None),
        (Setting("target", target=200, target_year=2020), result(), "", Path(2010, 100, 2020, 200, is_growth=True)),
        (Setting("target", target=0, target_year=2020), result(), "", Path(2010, 100, 2020, 0)),
        (Setting("doubling", target_year=2020), result(), "", Path(2010, 100, 2020, 200, is_growth=True)),
        (Setting("halving", target_year=2020), result(), "", Path(2010, 100, 2020, 50, is_growth=True)),
        (Setting("parity", target_year=2020), result(), "", Path(2010, 100, 2020, 1, is_growth=True)),
        (Setting("score", target_year=2020, green_threshold=90), result(), "", Path(2010, 100, 2020, 90)),
        (Setting("keep"), result(), "", Path(2010, 1, 2015, 1)),
        (Setting("keep", target=7), result(base_year=2015.0), "", Path(2014, 7, 2015, 7)),
        (Setting("binary"), result(base_year=None), "", Path(2014, 1, 2015, 1)),
        (Setting("growth"), result(), "2030", None),
        (Setting("direction"), result(), "2030", None),
        (Setting("level", target=200, target_year=2020), result(base_value=None), "", None),
        (
            Setting("annual_growth", target=0.1, target_year=2012), result(), "",
            Path(2010, 100, 2015, 161.051, is_growth=True, goes_on=True),
        ),
        (Setting("annual_growth"), result(), "2030", None),
        (Setting("annual_growth", target=0.1), result(base_value=0.0), "2030", None),
    ],
    ids=str,
)  # fmt: skip
def test_the_path_of_each_rule(setting, made, usual, path):
    found = standing(setting, made, usual)
    if path is None:
        assert found is None
        return
    fields = ("base_year", "base_value", "target_year", "target", "is_growth", "goes_on")
    expected = {name: pytest.approx(getattr(path, name)) for name in fields}
    assert {name: getattr(found.path, name) for name in fields} == expected


def test_where_the_last_value_stands_against_its_path():
    found = standing(Setting("level", target=200, target_year=2020), result(), "")
    assert (found.year, found.value, found.gap, found.years) == (2015, 160, 10, pytest.approx(1))
    assert standing(Setting("level", target=200, target_year=2020), result(value=None), "") is None
    assert standing(Setting("level", target=200, target_year=2020), result(value=250.0), "").years is None


# ---- a case in whole years


def test_the_last_figure_of_a_year_counts_and_years_become_whole():
    points = [Point(1, 2010.2, 5.0), Point(2, 2010.9, 7.0), Point(3, 2011.5, None), Point(4, 2012.0, 9.0)]
    made, asked = by_whole_years(points, Setting("level", base_year=2010.9, target_year=2020.9, current_year=2012.5))
    assert made == [Point(0, 2010, 7.0), Point(0, 2011, None), Point(0, 2012, 9.0)]
    assert (asked.base_year, asked.target_year, asked.rule) == (2010, 2020, "level")


@pytest.mark.parametrize(
    ("asked", "base", "target"),
    [
        (Setting("annual_growth", base_year=2010, target=0.1, target_year=2012), 2010, 121),
        (Setting("annual_growth", base_year=2009, target=0.1, target_year=2012), 2010, 121),
        (Setting("annual_growth", base_year=2011, target=0.1, target_year=2012), 2012, 150),
        (Setting("annual_growth", target=0.1, target_year=2011), 2010, 110),
        (Setting("annual_growth", base_year=2013, target=0.1, target_year=2012), 2013, None),
        (Setting("annual_growth", base_year=2010, target_year=2012), 2010, None),
        (Setting("annual_growth", base_year=2010, target=0.1), 2010, None),
    ],
)
def test_a_rate_becomes_the_level_that_it_leads_to(asked, base, target):
    found = at_end_level([Point(1, 2010, 100.0), Point(2, 2011, None), Point(3, 2012, 150.0)], asked)
    assert (found.direction, found.base_year) == ("up", base)
    assert found.target == (None if target is None else pytest.approx(target))


def test_what_is_asked_is_typed():
    assert setting_of({"rule": "level", "target": 7, "limit": None}) == Setting("level", target=7)
    with pytest.raises(TypeError, match="'7' is not a number"):
        setting_of({"rule": "level", "target": "7"})


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (float("nan"), ""), (2010.0, "2010"), (2010.5, "2010.5"), (1e15, "1000000000000000.0"), ("up", "up")],
)
def test_a_cell_of_a_file_has_every_digit_that_it_needs(value, text):
    assert _cell(value) == text
    assert _csv([{"a": value, "b": 1.0}], ["b", "a"]) == f"b,a\n1,{text}\n"


# ---- a pasted series


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("2011,7\n2010,5", [(2, 2010, 5), (1, 2011, 7)]),
        ("2010\t5\n\n2011;7", [(1, 2010, 5), (3, 2011, 7)]),
        ("value,year\n5,2010", [(2, 2010, 5)]),
        ("case_id,year,value\na,2010,5\na,2011,", [(2, 2010, 5), (3, 2011, None)]),
        ("2010.5,0", [(1, 2010.5, 0)]),
        ("2010,5,,", [(1, 2010, 5)]),
        ('"2010","5"', [(1, 2010, 5)]),
        ("", []),
    ],
)
def test_a_pasted_series_is_read_by_year_with_its_lines(text, points):
    assert series(text) == ([Point(*point) for point in points], [])


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("2010,5\n2010,6", [("year_twice", 2, "year", "2010", "1")]),
        ("0,5", [("year", 1, "year", "0", "")]),
        ("20101,5", [("year", 1, "year", "20101", "")]),
        ("2010,5,7", [("cells", 1, "row", "3", "2")]),
        ("2010", [("cells", 1, "row", "1", "2")]),
        ("case_id,year,value\na,2010,5\nb,2011,6", [("case_twice", 3, "case_id", "b", "")]),
        ("2010,x", [("value", 1, "value", "x", "a number in plain digits, such as 1617 or 0.7")]),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text, faults):
    assert [(one.rule, one.line, one.place, one.found, one.expected) for one in series(text)[1]] == faults


@pytest.mark.parametrize(("many", "rules"), [(1000, []), (1001, ["too_many"])])
def test_a_series_has_at_most_a_thousand_lines(many, rules):
    text = "\n".join(f"{1000 + n},1" for n in range(many))
    assert [one.rule for one in series(text)[1]] == rules
