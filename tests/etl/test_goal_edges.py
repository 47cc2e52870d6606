"""The joint goal and directions exactly on their edges, over literal rows."""

from datetime import date

import pytest

from tests.support.tiny import answer

WASHINGTON = date(2014, 9, 30)
CONFERENCE = {"as_of": "then", "known_until": WASHINGTON}
POINT = {
    "as_of": "then", "indicator": "icse", "iso3": "WLD", "rule": "annual_growth", "day": date(2013, 1, 1),
    "period": "2013-01-01", "value": 100.0, "qualifier": "exact", "origin": "observations.csv:2",
}  # fmt: skip

GOAL = {
    "indicator": "icse", "iso3": "WLD", "required_rate": "0.1", "span_years": "1", "from_event": "E06",
    "horizon_years": "2",
}  # fmt: skip
LAUNCH = date(2012, 12, 5)
TAKEN = {**POINT, "day": LAUNCH}
SPAN = {
    "as_of": "then", "indicator": "icse", "iso3": "WLD", "from_date": LAUNCH, "to_date": date(2013, 12, 5), "days": 365,
    "growth": 0.2, "additions_a_year": 20.0,
}  # fmt: skip
VERDICT = {
    "case_id": "then icse WLD", "base_value": 100.0, "observed": 0.3, "status": "on_track", "edge": "", "reason": "",
}  # fmt: skip
LABELLED = {
    "indicator": "icse", "label": "Victims", "target_no": 1, "goal_id": "1.1", "unit": "victims",
    "better_direction": "up",
}  # fmt: skip


def goal(*taken, spans=(), until=WASHINGTON, **verdict):
    (row,) = answer(
        "methods/progress_growth",
        raw_growth_goals=(GOAL, {}),
        conferences=(CONFERENCE, {"known_until": until}),
        events=({"event_id": "E06", "known_from": LAUNCH}, {}),
        points=(TAKEN, *taken),
        spans=(SPAN, *spans),
        alliance=(VERDICT, {"edge": None, **verdict}),
        indicators=(LABELLED, {}),
    )
    return row


@pytest.mark.parametrize(
    ("days", "rate", "years"),
    [(364, None, 1), (365, 0.2, 1), (366, 0.2, 1), (329, None, 0), (330, None, 1), (400, 0.2, 1), (401, 0.2, 0)],
)
def test_the_last_span_is_one_of_365_days_or_more_and_a_single_year_one_of_330_to_400(days, rate, years):
    row = goal({}, {"day": date(2013, 12, 5), "value": 120.0}, spans=[{"days": days}])
    assert (row["last_span_rate"], row["single_years"], row["pace"]) == (rate, years, rate or 0.3)


@pytest.mark.parametrize(
    ("day", "base_qualifier", "until"),
    [(date(2012, 12, 4), "derived", date(2014, 1, 1)), (LAUNCH, "approx", None), (date(2012, 12, 6), "derived", None)],
)
def test_a_figure_of_the_day_of_the_launch_is_the_base_itself(day, base_qualifier, until):
    row = goal({"day": day, "qualifier": "approx"}, {"day": date(2014, 1, 1), "value": 120.0})
    assert (row["base_qualifier"], row["base_to_date"]) == (base_qualifier, until)
    assert row["base_from_date"] == (day if day <= LAUNCH else None)


@pytest.mark.parametrize(
    ("until", "reach"),
    [
        (date(2018, 9, 29), "stays_ahead"),  # 1,825 days are 4.997 years
        (date(2018, 9, 30), "stays_ahead"),  # 1,826 days are 4.9993 years
        (date(2018, 10, 1), "too_old"),  # 1,827 days are 5.002 years
    ],
)
def test_nothing_is_carried_on_from_a_figure_of_more_than_five_years(until, reach):
    assert goal({}, {"day": date(2013, 9, 30), "value": 200.0}, until=until)["reach"] == reach


@pytest.mark.parametrize(
    ("value", "pace", "reach"),
    [
        # in 1,461 days from the launch, four years, the path leads from 100 to 146.41
        *[(146.42, 0.1, "stays_ahead"), (146.42, 0.0999, "falls_behind"), (146.42, 0.1001, "stays_ahead")],
        *[(146.40, 0.1, "never"), (146.40, 0.0999, "never"), (146.40, 0.1001, "catches_up")],
    ],
)
def test_who_is_as_fast_as_the_path_stays_ahead_and_never_catches_up(value, pace, reach):
    row = goal({}, {"day": date(2016, 12, 5), "value": value}, until=date(2017, 1, 1), observed=pace)
    assert (row["reach"], row["path_value"], row["gap_value"]) == (reach, 146.41, 0.01 if value > 146.41 else -0.01)


@pytest.mark.parametrize(
    ("edge", "reason"),
    [
        *[(None, "rated"), ("before_base", "before_launch"), ("one_point", "one_point"), ("slowing", "slowing")],
        *[("drop", "drop"), ("no_base", "no_base"), ("later_base", "rated")],
    ],
)
def test_why_the_joint_goal_is_judged_so(edge, reason):
    assert goal({}, {"day": date(2014, 1, 1), "value": 120.0}, edge=edge)["reason"] == reason


# ---- directions


def direction(*values, first="exact", last="exact", status="improving"):
    rows = [{"day": date(2012 + n, 1, 1), "value": value} for n, value in enumerate(values)]
    rows[0]["qualifier"] = first
    rows[-1]["qualifier"] = last if len(rows) > 1 else first
    pattern = {**POINT, **LABELLED, "country": "World", "rule": "direction", "indicator": "icse"}
    (row,) = answer(
        "methods/progress_direction", points=(pattern, *rows), alliance=(VERDICT, {"status": status, "reason": "so"})
    )
    return row["status"], row["reason"], row["pace"]


@pytest.mark.parametrize(("last", "reason"), [(99.9, "last_at_least"), (100.0, "last_at_least"), (100.1, "rated")])
def test_a_last_figure_that_is_a_lower_bound_shows_a_rise_only_above_the_first(last, reason):
    status = {"rated": "improving"}.get(reason, "not_judged")
    assert direction(100.0, last, last="at_least")[:2] == (status, reason)
    assert direction(100.0, last)[:2] == ("improving", "rated")


def test_a_first_figure_that_is_a_lower_bound_shows_nothing():
    assert direction(100.0, 200.0, first="at_least") == ("not_judged", "first_at_least", None)
    assert direction(100.0, 200.0, first="approx")[1] == "rated"


def test_the_pace_of_a_direction_is_its_mean_change_a_year():
    # 2012-01-01 to 2016-01-01 are 1,461 days, four years
    assert direction(100.0, 500.0, 0.0, 7.0, 140.0) == ("improving", "rated", 10.0)


def test_one_figure_has_no_direction():
    assert direction(100.0, status="not_judged") == ("not_judged", "one_point", None)
