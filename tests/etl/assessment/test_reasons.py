"""Which edge a reason names, and that it names none where there is none: whole sentences, beside the table of
`test_profiles`, which compares numbers and statuses."""

import pytest

from tests.etl.assessment.test_profiles import SCORE, judge

TEN_PERCENT = {2015: 100, 2016: 110}
LATER = {2016: 100, 2017: 110}
IN_TARGET_YEAR = ("growth_to_target up target=200 base_year=2030 target_year=2030", {2030: 100, 2031: 110})
NOT_BEFORE = "The base year is not before the target year"
LATER_BASE = "The base year has no value; the next later one counts. "
OTHER_BASE = "The base year has no value that can be used; the first of the fixed order that has one counts. "
BELOW = "below 60 % of the growth that the target needs"
STATCAN = "a year towards the goal: at least 1.5 % a year, less near a natural limit"
EUROSTAT = "A change of 10.00 % a year towards the goal: at least 1 % a year"
UNSD = "A change of 10.00 % a year towards the goal: above 1 % a year"
CASES = [
    ("statcan", "growth up", TEN_PERCENT, f"A change of 10.00 % {STATCAN}"),
    ("statcan", "growth up", LATER, f"{LATER_BASE}A change of 10.00 % {STATCAN}"),
    (
        *("statcan", "growth up", {2015: 0, 2016: 1}),
        f"The base is 0 and counts as 0.001. A change of 99900.00 % {STATCAN}",
    ),
    (
        *("statcan", "growth up limit=100", {2015: 50, 2016: 51}),
        f"The thresholds are scaled, because there is a natural limit. A change of 2.00 % {STATCAN}",
    ),
    (
        *("statcan", "growth_to_target up target=200 target_year=2016", {2015: 100, 2016: 150}),
        f"50.00 % a year where 100.00 % is needed, ratio 0.500: {BELOW}",
    ),
    ("statcan", *IN_TARGET_YEAR, NOT_BEFORE),
    ("statcan", "growth up current_year=2013", {2013: 90, 2015: 100}, "The base year is after the current year"),
    ("eurostat", "growth up base_year=2015", TEN_PERCENT, EUROSTAT),
    ("eurostat", "growth up base_year=2015", LATER, LATER_BASE + EUROSTAT),
    ("eurostat", "growth up base_year=2015", {2015: 0, 2016: 110}, "A growth rate needs values above 0"),
    ("eurostat", *IN_TARGET_YEAR, NOT_BEFORE),
    ("unsd", "growth up", TEN_PERCENT, UNSD),
    ("unsd", "growth up", LATER, OTHER_BASE + UNSD),
    ("unsd", *IN_TARGET_YEAR, NOT_BEFORE),
    ("unsd", "ordinal target=5", {2015: 1, 2017: 3}, "A step of 2.000: two steps up, or more"),
    ("unsd", "ordinal target=5", {2016: 1, 2017: 3}, f"{OTHER_BASE}A step of 2.000: two steps up, or more"),
    (
        *("sdsn", SCORE, {2015: 20, 2020: 40}),
        "4.000 a year where 4.000 is needed, ratio 1.000: at least the pace that green needs",
    ),
    (
        *("sdsn", SCORE, {2014: 20, 2020: 40}),
        "The base year has no value; the nearest one counts. 3.333 a year where 3.750 is needed, ratio 0.889: at least "
        "half the pace that green needs",
    ),
    ("sdsn", f"{SCORE} target_year=2015", {2015: 20, 2020: 40}, "The start is not before the target year"),
    ("sdsn", SCORE, {2015: 90, 2020: 80}, "The score is at or above green, and falls"),
    ("sdsn", SCORE, {2015: 20}, "The series has no second year, so there is no arrow"),
    (
        *("sdsn", SCORE, {2010: 20, 2015: 40}),
        "The year nearest to the base year is the last one, so there is no arrow",
    ),
    (
        *("alliance", "growth_to_target up target=200 target_year=2016", {2015: 100, 2016: 150}),
        f"Two points only. 50.00 % a year where 100.00 % is needed, ratio 0.500: {BELOW}",
    ),
    # sqrt(1.5) - 1 = 0.2247 where sqrt(2) - 1 = 0.4142 is needed
    (
        *("alliance", "growth_to_target up target=200 target_year=2017", {2015: 100, 2016: 110, 2017: 150}),
        f"22.47 % a year where 41.42 % is needed, ratio 0.543: {BELOW}",
    ),
    (
        *("alliance", "growth_to_target up target=200 target_year=2018 base_year=2015"),
        {2016: 100, 2017: 120, 2018: 150},
        f"{LATER_BASE}22.47 % a year where 41.42 % is needed, ratio 0.543: {BELOW}",
    ),
    ("alliance", *IN_TARGET_YEAR, NOT_BEFORE),
    (
        *("alliance", "growth_to_target up target=200 base_year=2016 target_year=2030", TEN_PERCENT),
        "There is no value after the base year",
    ),
]  # fmt: skip


@pytest.mark.parametrize("profile", sorted({profile for profile, *_ in CASES}))
def test_a_reason_names_its_edge_and_no_other(profile):
    own = {str(n): case[1:] for n, case in enumerate(CASES) if case[0] == profile}
    found = judge(profile, {name: (setting, points) for name, (setting, points, _reason) in own.items()})
    assert {name: found[name]["reason"] for name in own} == {name: reason for name, (*_, reason) in own.items()}
