"""Why a case has its status, in words: rounding never carries a number over the threshold that decided."""

import pandas as pd
import pytest

from etl.assessment.assess import assess


def reason(profile, points, **setting):
    """Status and reason of one case."""
    series = pd.DataFrame({"case_id": "a", "year": list(points), "value": list(points.values())})
    (row,) = assess(pd.DataFrame([{"case_id": "a", **setting}]), series, profile).to_dict("records")
    return row["status"], row["reason"]


# a score from 0 to 100, green at 80, from 20 in 2015 to 2030: a pace of 4 a year is needed
SCORE = {"rule": "score", "lower_bound": 0, "target": 100, "green_threshold": 80, "red_threshold": 40}
GROWTH = {"rule": "growth", "direction": "up", "base_year": 2015}
# 10 a year, so 100 in 2025
LEVEL = {"rule": "level", "direction": "up"}
TENS = {2015: 0, 2016: 10, 2017: 20, 2018: 30, 2019: 40, 2020: 50}
MISSED = "The target would be missed by"
CASES = {
    "just under the pace": (
        ("sdsn", {2015: 20, 2016: 23.9999}, SCORE),
        "moderately_improving",
        "4.000 a year where 4.000 is needed, ratio 0.99998: at least half the pace that green needs",
    ),
    "exactly the pace": (
        ("sdsn", {2015: 20, 2016: 24}, SCORE),
        "on_track",
        "4.000 a year where 4.000 is needed, ratio 1.000: at least the pace that green needs",
    ),
    "just under half the pace": (
        ("sdsn", {2015: 20, 2016: 21.9999}, SCORE),
        "stagnating",
        "1.9999 a year where 4.000 is needed, ratio 0.49998: less than half the pace that green needs",
    ),
    "just under a yearly rate": (
        ("alliance", {2015: 100, 2016: 109.4999}, {"rule": "annual_growth", "base_year": 2015, "target": 0.1}),
        "acceleration_needed",
        "Two points only. 9.50 % a year where 10.00 % is needed, ratio 0.94999: at least 60 % of the required rate",
    ),
    "a growth just under one per cent": (
        ("eurostat", {2015: 100000, 2016: 100999.9}, GROWTH),
        "moderate_progress",
        "A change of 0.9999 % a year towards the goal: from 0 to below 1 % a year",
    ),
    "a growth just over what must be passed": (
        ("unsd", {2015: 100000, 2016: 101000.1}, GROWTH),
        "on_track",
        "A change of 1.0001 % a year towards the goal: above 1 % a year",
    ),
    "hardly any growth": (
        ("eurostat", {2015: 100000, 2016: 99999.9}, GROWTH),
        "moderate_movement_away",
        "A change of 0.0001 % a year away from the goal: away from the goal by less than 1 % a year",
    ),
    "far from every threshold": (
        ("eurostat", {2015: 100, 2016: 102.346}, GROWTH),
        "significant_progress",
        "A change of 2.35 % a year towards the goal: at least 1 % a year",
    ),
    "a target that would be surpassed": (
        ("destatis", TENS, LEVEL | {"target": 60, "target_year": 2022}),
        "sun",
        "The target would be surpassed by 100.00 % of the way that is left",
    ),
    "a target missed by exactly a fifth": (
        ("destatis", TENS, LEVEL | {"target": 112.5, "target_year": 2025}),
        "partly_cloudy",
        f"{MISSED} 20.00 % of the way that is left: the target would be missed by at most 20 % of the way that is left",
    ),
    "a target missed by a little more than a fifth": (
        ("destatis", TENS, LEVEL | {"target": 112.501, "target_year": 2025}),
        "cloud",
        f"{MISSED} 20.001 % of the way that is left: more than 20 %",
    ),
}


@pytest.mark.parametrize("kind", CASES)
def test_a_reason_shows_enough_digits(kind):
    (profile, points, setting), status, why = CASES[kind]
    assert reason(profile, points, **setting) == (status, why)
