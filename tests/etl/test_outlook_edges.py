"""Where the present pace leads and how sure a judgement is, exactly on the edges: over literal rows."""

from datetime import date

import pytest

from tests.support.tiny import answer

SEEN = date(2014, 9, 30)
PLACE = {"as_of": "then", "indicator": "icse", "iso3": "WLD"}
JUDGED = {
    "as_of": "then", "item_type": "indicator", "item": "icse", "iso3": "WLD", "rule": "annual_growth",
    "unit": "victims", "current_date": date(2013, 9, 30), "current_value": 100.0, "pace": 0.1,
    "base_date": date(2012, 12, 5), "base_value": 90.0, "required_rate": 0.1, "path_value": 97.0, "points": 3,
    "status": "on_track", "horizon_date": date(2013, 12, 5), "base_qualifier": "exact", "current_qualifier": "exact",
    "base_to_qualifier": "exact",
}  # fmt: skip
POINT = {**PLACE, "day": date(2011, 9, 30), "value": 80.0, "rule": "annual_growth", "origin": "observations.csv:2"}
OBSERVED = {
    "indicator": "icse", "iso3": "WLD", "date_mid": date(2013, 9, 30), "date_from": date(2013, 9, 30),
    "date_to": date(2013, 9, 30), "value": 100.0, "qualifier": "exact", "period": "2013-09-30", "source_title": "",
    "source_url": "", "evidence": "verified", "note": "", "file": "observations", "line": 2,
    "known_from": date(2013, 9, 30), "superseded_from": date(2999, 1, 1),
}  # fmt: skip


def trajectory(*points, until=SEEN, observed=(), **judged):
    """The rows of each line of one case, by series: (day, value), oldest first."""
    found = answer(
        "published/trajectory",
        progress=(JUDGED, judged),
        progress_growth=(JUDGED, judged),
        conferences=({"as_of": "then", "known_until": SEEN}, {"known_until": until}),
        points=(POINT, *points),
        observations=(OBSERVED, *({"superseded_from": None, **row} for row in observed)),
    )
    lines = {}
    for row in sorted(found, key=lambda row: row["day"]):
        lines.setdefault(row["series"], []).append((row["day"], row["value"]))
    return lines


def test_the_pace_is_carried_on_by_half_years_and_to_the_last_day_of_two_years():
    # 1,096 days from the last figure to the end are 3.0007 years: 100 * 1.1 ** 3.0007 is 133.109
    days = ["2013-09-30", "2014-03-30", "2014-09-30", "2015-03-30", "2015-09-30", "2016-03-30", "2016-09-30"]
    line = trajectory()["projection"]
    assert [str(day) for day, _ in line] == [*days, "2016-09-30"], "the last half year and the end fall on one day"
    assert (line[0], line[-1]) == ((date(2013, 9, 30), 100.0), (date(2016, 9, 30), 133.109))


@pytest.mark.parametrize(
    ("cells", "leads"),
    [
        *[({"points": 1}, False), ({"points": 2}, True), ({"pace": None}, False)],
        *[({"status": "not_judged"}, False), ({"status": "revision"}, False), ({"status": "limited_progress"}, True)],
        *[({"item_type": "milestone"}, False)],
    ],
    ids=str,
)
def test_only_what_is_judged_over_two_points_leads_on(cells, leads):
    assert ("projection" in trajectory(**cells)) == leads


@pytest.mark.parametrize(
    ("until", "leads"),
    [
        (date(2011, 9, 30), False),  # two years later is the very day of the figure
        (date(2011, 10, 1), True),
        (date(2018, 9, 30), True),  # 1,826 days are 4.9993 years
        (date(2018, 10, 1), False),  # 1,827 days are 5.002 years
    ],
)
def test_nothing_leads_on_from_a_figure_of_more_than_five_years(until, leads):
    assert ("projection" in trajectory(until=until)) == leads


YEAR = date(2012, 9, 29)  # 365 days after the first point


@pytest.mark.parametrize(
    ("middle", "value", "has_range"),
    [
        *[(date(2012, 9, 28), 90.0, False), (YEAR, 90.0, True)],
        *[(YEAR, 79.9, False), (YEAR, 80.0, True)],  # a stock that stays has a pace of nothing, one that fell has none
    ],
)
def test_the_range_runs_over_spans_of_a_year_or_more_that_did_not_fall(middle, value, has_range):
    found = trajectory({}, {"day": middle, "value": value}, {"day": date(2013, 9, 30), "value": 100.0})
    assert ("projection_low" in found, "projection_high" in found) == (has_range, has_range)


def test_the_range_of_a_stock_is_that_of_its_slowest_and_fastest_rate():
    # 366, 365 and 365 days; from 100 up by nothing, by 50 % and by a third, to 2016-09-30 in 1,096 days
    points = [("2010-09-29", 50.0), ("2011-09-30", 50.0), ("2012-09-29", 75.0), ("2013-09-29", 100.0)]
    found = trajectory(*[{"day": date.fromisoformat(day), "value": value} for day, value in points])
    assert found["projection_low"][-1][1] == 100.0
    assert found["projection_high"][-1][1] == pytest.approx(100 * 1.5 ** (365.25 / 365 * 1096 / 365.25), abs=0.001)


def test_a_direction_leads_on_in_units_a_year_over_spans_of_any_length():
    # 10 in 183 days are 19.959 a year, 10 in 183 days more likewise; 3.0007 years later that is 59.891 more
    days = {"rule": "direction"}
    points = [{**days, "day": date(2012, 9, 30), "value": 80.0}, {**days, "day": date(2013, 4, 1), "value": 90.0}]
    found = trajectory(*points, {**days, "day": date(2013, 10, 1), "value": 80.0}, **days, pace=-1.0)
    assert found["projection"][-1][1] == 96.999  # 100 - 3.0007
    assert (found["projection_low"][-1][1], found["projection_high"][-1][1]) == (40.109, 159.891)


@pytest.mark.parametrize(
    ("unit", "pace", "end"),
    [("percent", 1.0, 100.0), ("percent", -40.0, 0.0), ("victims", 1.0, 103.001), ("victims", -40.0, 0.0)],
)
def test_a_share_stays_between_0_and_100_and_a_count_above_0(unit, pace, end):
    assert trajectory(rule="direction", unit=unit, pace=pace)["projection"][-1][1] == end


@pytest.mark.parametrize(("horizon", "many"), [(date(2013, 12, 4), 2), (date(2013, 12, 5), 3), (date(2013, 12, 6), 3)])
def test_the_path_has_a_point_each_half_year_to_the_horizon_itself(horizon, many):
    path = dict(trajectory(horizon_date=horizon)["path"])
    assert len(path) == many + 1, "and one where the last figure stands"
    assert path[date(2012, 12, 5)] == 90.0 and path[date(2013, 9, 30)] == 97.0
    # 182 days from the launch are 0.4983 years: 90 * 1.1 ** 0.4983 is 94.377
    assert path[date(2013, 6, 5)] == 94.377
    assert "path" not in trajectory(base_value=None)


@pytest.mark.parametrize(
    ("cells", "rule", "drawn"),
    [
        *[({"known_from": SEEN}, "annual_growth", True), ({"known_from": date(2014, 10, 1)}, "annual_growth", False)],
        ({"superseded_from": SEEN}, "annual_growth", False),
        # a direction shows the figures that it rests on, a stock all of them
        *[({"line": 2}, "direction", True), ({"line": 3}, "direction", False), ({"line": 3}, "annual_growth", True)],
    ],
)
def test_what_is_drawn_was_known_on_the_day(cells, rule, drawn):
    assert ("observed" in trajectory({}, observed=[cells], rule=rule)) == drawn


# ---- how sure

ASSESSED = {
    **PLACE, "variant": "", "rule": "annual_growth", "profile": "alliance", "status": "on_track", "tone": "good",
    "is_judged": True, "observed": 0.1,
}  # fmt: skip
SAME = {"variant": "without_last"}
STATUSES = ({"scale": "alliance", "status": "on_track", "counts": True}, {}, {"status": "not_judged", "counts": False})


def robustness(*assessed, until=SEEN, **judged):
    (row,) = answer(
        "published/robustness",
        progress=(JUDGED, judged),
        conferences=({"as_of": "then", "known_until": SEEN}, {"known_until": until}),
        assessments=(ASSESSED, {}, *(assessed or [SAME])),
        statuses=STATUSES,
    )
    return row["doubts"], row["mark"]


@pytest.mark.parametrize(
    ("cells", "doubts"),
    [
        ({}, ""),
        ({"points": 2}, "two_points"),
        ({"base_qualifier": "at_least"}, "at_least"),
        ({"current_qualifier": "at_least"}, "at_least"),
        ({"base_to_qualifier": "at_least"}, "at_least"),
        ({"base_qualifier": "approx"}, "about"),
        ({"current_qualifier": "approx"}, "about"),
        ({"base_to_qualifier": "approx"}, "about"),
        ({"base_qualifier": "derived"}, "about"),
        ({"current_qualifier": "derived", "base_to_qualifier": None}, ""),
        ({"until": date(2018, 9, 30)}, ""),  # 1,826 days are 4.9993 years
        ({"until": date(2018, 10, 1)}, "old"),  # 1,827 days are 5.002 years
    ],
    ids=str,
)
def test_each_doubt_at_its_edge(cells, doubts):
    assert robustness(**cells) == (doubts, "in_doubt" if doubts else "robust")


def test_what_is_not_judged_has_no_doubts():
    assert robustness(status="not_judged", points=2, until=date(2020, 1, 1)) == ("", "not_judged")


@pytest.mark.parametrize(("points", "doubts"), [(2, "two_points"), (3, "last_point")])
def test_another_status_without_the_last_of_three_points_is_a_doubt(points, doubts):
    assert robustness({**SAME, "status": "limited_progress"}, points=points)[0] == doubts


@pytest.mark.parametrize(
    ("own", "cells", "doubts"),
    [
        *[
            ("good", {"tone": "good"}, ""),
            ("good", {"tone": "middle"}, ""),
            ("good", {"tone": "weak"}, "other_profiles"),
        ],
        *[("bad", {"tone": "weak"}, ""), ("bad", {"tone": "middle"}, "other_profiles")],
        ("good", {"tone": "weak", "is_judged": False}, ""),
        # a direction agrees where the change has the same sign
        *[("up", {"observed": 0.001, "tone": "bad"}, ""), ("up", {"observed": -0.001}, "other_profiles")],
        ("up", {"observed": 0.0}, "other_profiles"),
    ],
    ids=str,
)
def test_a_profile_that_sees_it_the_other_way_is_a_doubt(own, cells, doubts):
    rule = "direction" if own == "up" else "annual_growth"
    tone = {"rule": rule, "tone": "good" if own == "up" else own}
    (row,) = answer(
        "published/robustness",
        progress=(JUDGED, {"rule": rule}),
        conferences=({"as_of": "then", "known_until": SEEN}, {}),
        assessments=(
            ASSESSED,
            tone,
            {**tone, **SAME},
            {**tone, "variant": "whole_years", "profile": "statcan", **cells},
        ),
        statuses=STATUSES,
    )
    assert (row["doubts"], row["profiles"], row["profiles_judged"]) == (doubts, 1, int(cells.get("is_judged", True)))
