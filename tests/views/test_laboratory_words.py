"""The laboratory in words and in its picture, case by case: figures, gaps, reasons, paths and their ends."""

from types import SimpleNamespace

import pytest

from views import laboratory
from views.laboratory import drawing, own_cases, verdicts
from views.laboratory.kinds import fault

POINTS = ((1, 2015, 40.0), (2, 2016, None), (3, 2017, 44.0))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        *[(0, "0"), (52.84, "52.8"), (99.96, "100"), (100, "100"), (99.5, "99.5"), (1234.5, "1\u202f234")],
        *[(0.03124, "0.0312"), (0.5, "0.5"), (-2.225, "−2.23"), (1e-6, "0.000001"), (9e-7, "9.00e-07")],
        *[(1e12, "1.00e+12"), (31_000, "31\u202f000")],
    ],
)
def test_a_figure_has_three_digits_that_count(value, said):
    assert verdicts.figure(value) == said


def test_a_difference_has_its_side_and_a_year_stands_as_it_was_written():
    assert (verdicts.apart(2.22), verdicts.apart(-2.22), verdicts.apart(0)) == ("2.22 above", "2.22 below", "0 below")
    assert (verdicts.year(2015.0), verdicts.year(2014.75)) == ("2015", "2014.75")


def path(base=(2015.0, 40.0), target=(2025.0, 60.0), growth=False, goes_on=False):
    return SimpleNamespace(
        base_year=base[0], base_value=base[1], target_year=target[0], target=target[1], is_growth=growth,
        goes_on=goes_on, at=lambda year: base[1] + (target[1] - base[1]) * (year - base[0]) / (target[0] - base[0]),
    )  # fmt: skip


def judged(value, gap, years=None, rule="level", when=2020.0, **more):
    standing = SimpleNamespace(path=path(**more), year=when, value=value, gap=gap, years=years)
    return SimpleNamespace(standing=standing, instead=rule)


ON_PATH = "in 2020, where the path asks for 50"


@pytest.mark.parametrize(
    ("judgement", "direction", "said"),
    [
        (judged(52.0, 2.0, 1.0), "up", f"52 {ON_PATH}: 2 above, 1.0 years ahead."),
        (judged(48.0, -2.0, -1.26), "up", f"48 {ON_PATH}: 2 below, 1.3 years behind."),
        (judged(50.0, 1e-12, 0.0), "up", "50 in 2020, exactly on the path."),
        (judged(60.0, 10.0), "up", f"60 {ON_PATH}: 10 above, and past the end of the path."),
        (
            judged(39.0, -11.0), "up",
            f"39 {ON_PATH}: 11 below, and further from the target than the base, where the path begins.",
        ),
        (
            judged(15.0, -15.0, target=(2025.0, 20.0)), "down",
            "15 in 2020, where the path asks for 30: 15 below, and past the end of the path.",
        ),
        (
            judged(41.0, 1.0, rule="keep", target=(2025.0, 40.0)), "up",
            "41 in 2020, and the target is 40: 1 above.",
        ),
        (judged(40.0, 0.0, rule="keep", target=(2025.0, 40.0)), "up", "40 in 2020, exactly the target."),
        (
            judged(41.0, 1.0, target=(2025.0, 40.0)), "up",
            "41 in 2020, where the path asks for 40: 1 above, and past the end of the path.",
        ),
        (
            judged(41.0, 1.0, target=(2025.0, 40.0)), "down",
            "41 in 2020, where the path asks for 40: 1 above, and further from the target than the base, where the "
            "path begins.",
        ),
        (SimpleNamespace(standing=None, instead="growth"), "up", ""),
    ],
)  # fmt: skip
def test_where_the_last_value_stands_is_said_in_units_and_in_years(judgement, direction, said):
    assert verdicts.gap(judgement, direction) == said


def says(instead="level", fault=None, is_thinned=False, how="", **result):
    usual = {"reason": "It is on its path", "colour": None, "score": None, "ratio": None}
    return SimpleNamespace(
        instead=instead, fault=fault, is_thinned=is_thinned, how=how,
        result=SimpleNamespace(**{**usual, **result}) if result is not None else None,
    )  # fmt: skip


UNCLEAR = SimpleNamespace(rule="number", line=2, place="target", found="(empty)", expected="a number")


@pytest.mark.parametrize(
    ("judgement", "said"),
    [
        (says(), "It is on its path."),
        (says(reason="It is so."), "It is so."),
        (says(is_thinned=True), "It is on its path. Judged by whole years: the last figure of each."),
        (says(score=0.0, colour="red"), "It is on its path. Score 0, red."),
        (says(score=55.5), "It is on its path."),
        (says(instead=None), "UNSD has no rule for this kind of goal."),
        (says(fault=UNCLEAR), "Target is empty; it takes a number."),
    ],
)
def test_why_a_profile_says_what_it_says(judgement, said):
    assert verdicts.why(judgement, "UNSD") == said


@pytest.mark.parametrize(
    ("judgement", "said"),
    [
        (says(ratio=0.0123, instead="growth"), "1.23\u202f% a year"),
        *[(says(ratio=0.0123), "0.012"), (says(ratio=0.0), "0.000"), (says(), "–")],
        (SimpleNamespace(result=None, instead="level"), "–"),
    ],
)
def test_what_thresholds_are_compared_with_is_a_ratio_or_growth_a_year(judgement, said):
    assert verdicts.compared(judgement) == said


def test_the_rule_of_a_profile_stands_with_how_it_applies_it():
    assert verdicts._rule(says(how="By equal steps")) == "Level: by equal steps"
    assert (verdicts._rule(says()), verdicts._rule(says(instead=None))) == ("Level", "–")
    assert verdicts._kept("a b c d", 2) == "a\u00a0b\u00a0c d"


@pytest.mark.parametrize(
    ("rule", "found", "said"),
    [
        ("year", "", "Line 3: “(empty)” is not a year. A year is written 2015, or 2014.75 for a day in autumn."),
        ("year_twice", "2015", "Line 3: the year 2015 stands twice, first in line 2. Keep one of the two."),
        ("two_ways", "1,234", "Line 3: “1,234” can be read in two ways. It takes 2."),
        ("other", "x", "Target year: found x, it takes 2."),
        ("other", "(empty)", "Target year is empty; it takes 2."),
    ],
)
def test_a_fault_of_a_line_or_a_setting_is_one_sentence(rule, found, said):
    assert fault(SimpleNamespace(rule=rule, line=3, place="target_year", found=found, expected="2")) == said


# ---- the picture


def drawn(standing):
    answer = SimpleNamespace(points=POINTS)
    (layer,) = drawing.spec(answer, SimpleNamespace(standing=standing))["layer"]
    return layer["data"]["values"]


def test_a_series_is_drawn_by_its_known_points_and_without_a_path_alone():
    assert [(row["year"], row["value"], row["said"]) for row in drawn(None)] == [(2015, 40.0, "40"), (2017, 44.0, "44")]


@pytest.mark.parametrize(
    ("gap", "series"), [(2.0, "gap"), (-2.0, "gap_below"), (1e-10, None), (0.0, None), (2e-9, "gap")]
)
def test_the_gap_stands_upright_between_the_last_value_and_the_path(gap, series):
    found = drawn(SimpleNamespace(path=path(), year=2020.0, value=50.0 + gap, gap=gap))
    upright = [row for row in found if row["series"].startswith("gap")]
    assert [(row["series"], row["year"], row["value"], row["end"]) for row in upright] == (
        [(series, 2020.0, 50.0 + gap, 50.0)] if series else []
    )


@pytest.mark.parametrize(
    ("now", "more", "years", "label"),
    [
        (2020.0, {}, [2015.0, 2025.0], "target 60"),
        (2025.0, {}, [2015.0, 2025.0], "target 60"),
        (2025.5, {"goes_on": True}, [2015.0, 2025.0, 2025.5], "path 60"),
    ],
)
def test_a_path_goes_on_to_a_last_value_that_comes_later(now, more, years, label):
    *way, end = drawing._way(path(**more), now)
    assert ([row["year"] for row in way], {row["series"] for row in way}) == (years, {"path"})
    assert (end["series"], end["year"], end["value"], end["label"]) == ("target", 2025.0, 60.0, label)
    assert len(drawing._way(path(growth=True), 2020.0)) == 50


@pytest.mark.parametrize(
    ("values", "from_zero"),
    [([59, 100], True), ([60, 100], False), ([-1, 100], False), ([0, 0], False), ([0, 1], True), ([], False)],
)
def test_the_scale_begins_at_zero_where_the_lowest_value_is_well_below_the_highest(values, from_zero):
    assert drawing._axes([{"value": value} for value in values])["y"]["scale"] == {"zero": from_zero}


def test_the_picture_is_said_in_one_sentence():
    answer = SimpleNamespace(points=(*POINTS, (4, 2018.5, None)))
    assert drawing.alt(answer, "◆ On track", "44 in 2017.") == (
        "2 points from 2015 to 2017, the last one 44. ◆ On track. 44 in 2017."
    )
    assert drawing.alt(answer, "", "") == "2 points from 2015 to 2017, the last one 44."


# ---- our own series


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.234, "1.2340"),
        (12.5, "12.5"),
        (1234.567, "1234.567"),
        (-1.234, "-1.2340"),
        (31000.0, "31000"),
        (0.001, "0.0010"),
    ],
)
def test_a_value_of_ours_is_written_so_that_it_is_read_again(value, text):
    assert own_cases._plain(value) == text


def test_our_own_joint_goal_fills_every_field(seen):
    case = "latest icse_victims_identified_cum WLD whole_years"
    assert laboratory.cases(seen)[case] == "Victims identified through ICSE, World"
    fields = laboratory.ours(seen, case)
    assert {name: value for name, value in fields.items() if name != "text"} == {
        "rule": "annual_growth", "direction": "up", "base_year": 2013.0, "rate": 10.0, "target_year": 2028.0,
    }  # fmt: skip
    assert fields["text"].splitlines() == ["2010, 1617", "2013, 3000", "2017, 10000", "2022, 31000"]
