"""Models exactly on their edges: on the day, at the threshold, one step before and one after, over literal rows."""

from datetime import date

import pytest

from etl.warehouse import Warehouse
from tests.support.tiny import answer

WASHINGTON = date(2014, 9, 30)
CONFERENCE = {"as_of": "then", "known_until": WASHINGTON}
COUNTRY = {"as_of": "then", "iso3": "FRA", "country": "France"}

# ---- what counts at a date of looking


@pytest.mark.parametrize(
    ("known_from", "superseded_from", "counts"),
    [
        ("2014-09-29", None, True),
        ("2014-09-30", None, True),
        ("2014-10-01", None, False),
        ("2012-12-31", "2014-09-29", False),
        ("2012-12-31", "2014-09-30", False),
        ("2012-12-31", "2014-10-01", True),
    ],
)
def test_a_figure_counts_from_its_day_on_and_no_longer_on_the_day_on_which_another_takes_its_place(
    known_from, superseded_from, counts
):
    with Warehouse() as warehouse:
        asked = "SELECT known_at(CAST(? AS DATE), CAST(? AS DATE), CAST(? AS DATE))"
        assert warehouse.rows(asked, [known_from, superseded_from, "2014-09-30"]) == [(counts,)]


FIGURE = {
    "file": "observations", "line": 2, "indicator": "arrests", "iso3": "FRA", "period": "2013", "period_type": "year",
    "value": "60", "unit": "persons", "qualifier": "exact", "source_title": "A", "source_url": "",
    "evidence": "verified", "note": "",
}  # fmt: skip
REJECTED = {"file": "observations", "line": 2}


def figures(*rows, rounds=(("2026", "2026-10-31"),)):
    """(value, known from, superseded from) of figures of one indicator, country and period, by value."""
    found = answer(
        "staging/stg_observations",
        raw_observations=(FIGURE, *rows),
        rejected=(REJECTED,),
        stg_published=({"source_url": "https://x.example", "published_on": date(2012, 1, 1)},),
        raw_submissions=(
            {"line": 7, "round": "2026"},
            *[{"line": 7 + n, "round": r} for n, (r, _) in enumerate(rounds)],
        ),
        raw_rounds=({"round": "2026", "due": "2026-10-31"}, *[{"round": r, "due": due} for r, due in rounds]),
    )
    return sorted((row["value"], row["known_from"], row["superseded_from"]) for row in found)


def test_a_report_supersedes_the_figure_of_the_record_from_the_day_on_which_it_was_due():
    # the line of a row of a submission is its number times 100,000, so the record's line may be the higher one
    sent = {"file": "sent_indicators", "line": 700_012, "value": "61"}
    for line in (2, 800_000):
        assert figures({"line": line, "value": "60"}, sent) == [
            (60.0, date(2013, 12, 31), date(2026, 10, 31)),
            (61.0, date(2026, 10, 31), None),
        ]


def test_of_two_figures_of_the_record_for_one_period_the_later_line_supersedes():
    assert figures({"line": 3, "value": "61"}, {"line": 2, "value": "60"}) == [
        (60.0, date(2013, 12, 31), date(2013, 12, 31)),
        (61.0, date(2013, 12, 31), None),
    ]


def test_of_two_reports_the_one_that_was_due_later_supersedes_whatever_its_number():
    late = {"file": "sent_indicators", "line": 700_012, "value": "62"}
    early = {"file": "sent_indicators", "line": 800_012, "value": "61"}
    assert figures(late, early, rounds=(("2028", "2028-10-31"), ("2026", "2026-10-31"))) == [
        (61.0, date(2026, 10, 31), date(2028, 10, 31)),
        (62.0, date(2028, 10, 31), None),
    ]


# ---- the points of a judgement

OBSERVED = {
    "indicator": "arrests", "iso3": "FRA", "country": "France", "label": "Arrests", "target_no": 2, "goal_id": "2.1",
    "unit": "persons", "rule": "direction", "better_direction": "up", "date_from": date(2013, 1, 1),
    "date_mid": date(2013, 7, 2), "known_from": date(2013, 12, 31), "superseded_from": date(2999, 1, 1),
    "period": "2013", "period_type": "year", "value": 60.0, "qualifier": "exact", "evidence": "verified",
    "file": "observations", "line": 2,
}  # fmt: skip


SHOWN_ONLY = {"indicator": "", "iso3": "", "period": "", "in_judgement": "no"}
"""A figure of a page without a date on which no judgement rests; this one is of nothing."""


def points(*rows, breaks=()):
    """(day, value) of the points that a direction rests on."""
    found = answer(
        "methods/points",
        observations=(OBSERVED, *({"superseded_from": None, **row} for row in rows)),
        conferences=(CONFERENCE, {}),
        rosters=(COUNTRY, {}),
        raw_growth_goals=({"indicator": "", "iso3": ""},),
        raw_series_breaks=({"indicator": "arrests", "iso3": "FRA", "first_year": "2013"}, *breaks),
        raw_undated_figures=(SHOWN_ONLY,),
    )
    return sorted((row["day"], row["value"]) for row in found)


def test_of_two_figures_of_one_day_the_countrys_own_counts_though_the_other_is_higher():
    own = {"value": 50.0, "evidence": "reported", "file": "sent_indicators", "line": 700_012}
    assert points({"value": 60.0}, own) == points(own, {"value": 60.0}) == [(date(2013, 7, 2), 50.0)]


def test_of_two_figures_of_one_day_that_are_alike_the_higher_one_counts():
    assert points({"value": 60.0}, {"value": 61.0, "line": 3}) == [(date(2013, 7, 2), 61.0)]


@pytest.mark.parametrize(("first_year", "kept"), [("2012", [60.0, 70.0]), ("2013", [60.0, 70.0]), ("2014", [70.0])])
def test_the_year_of_a_break_is_the_first_of_the_new_definition(first_year, kept):
    later = {"value": 70.0, "date_from": date(2014, 1, 1), "date_mid": date(2014, 7, 2), "known_from": WASHINGTON}
    assert [value for _day, value in points({}, later, breaks=[{"first_year": first_year}])] == kept


def test_a_break_after_the_last_figure_known_changes_nothing():
    assert points({}, breaks=[{"first_year": "2014"}]) == [(date(2013, 7, 2), 60.0)]


def growth_points(value, *undated):
    found = answer(
        "methods/points",
        observations=(OBSERVED, {"superseded_from": None, "rule": "annual_growth", "iso3": "WLD", "value": value}),
        conferences=(CONFERENCE, {}),
        rosters=(COUNTRY, {}),
        raw_growth_goals=({"indicator": "arrests", "iso3": "WLD"}, {}),
        raw_series_breaks=({"indicator": "", "iso3": "", "first_year": ""},),
        raw_undated_figures=(SHOWN_ONLY, *undated),
    )
    return [row["value"] for row in found]


@pytest.mark.parametrize(("value", "kept"), [(-1.0, []), (0.0, []), (0.5, [0.5])])
def test_a_yearly_growth_rests_on_figures_above_zero(value, kept):
    assert growth_points(value) == kept


@pytest.mark.parametrize(
    ("cells", "kept"),
    [({}, []), ({"in_judgement": "yes"}, [60.0]), ({"period": "2014"}, [60.0]), ({"iso3": "FRA"}, [60.0])],
)
def test_no_rate_rests_on_a_figure_of_a_page_without_a_date_where_the_definition_says_so(cells, kept):
    assert growth_points(60.0, {"indicator": "arrests", "iso3": "WLD", "period": "2013", **cells}) == kept


# ---- spans between neighbouring points

POINT = {
    "as_of": "then", "indicator": "icse", "iso3": "WLD", "rule": "annual_growth", "day": date(2013, 1, 1),
    "period": "2013-01-01", "value": 100.0, "qualifier": "exact", "origin": "observations.csv:2",
}  # fmt: skip


def span(day, value=100.0):
    (row,) = answer("published/spans", points=(POINT, {}, {"day": day, "value": value, "period": str(day)}))
    return row


@pytest.mark.parametrize(
    ("day", "days", "is_short"),
    [(date(2013, 12, 31), 364, True), (date(2014, 1, 1), 365, False), (date(2014, 1, 2), 366, False)],
)
def test_a_span_of_365_days_is_not_short(day, days, is_short):
    assert [span(day)[name] for name in ("days", "is_short")] == [days, is_short]


@pytest.mark.parametrize(
    ("value", "is_drop", "growth", "additions"),
    [(99.99, True, None, None), (100.0, False, 0.0, 0.0), (146.41, False, 0.1, 11.603)],
)
def test_a_stock_that_stays_has_grown_by_nothing_and_only_one_that_falls_has_dropped(value, is_drop, growth, additions):
    row = span(date(2017, 1, 1), value)  # 1,461 days are four years; 1.1 to the fourth is 1.4641, 46.41 / 4 is 11.6025
    assert [row[name] for name in ("is_drop", "growth", "additions_a_year")] == [is_drop, growth, additions]


# ---- milestones over all countries

MEMBER = {"as_of": "then", "milestone": "hotline", "rule": "binary", "state": "yes", "since": "2010-01-01"}
KIND = {"milestone": "hotline", "short_label": "Hotline", "target_no": 1, "goal_id": "1.1"}


def milestone(*members):
    (row,) = answer(
        "methods/progress_binary",
        milestones=(MEMBER, *members),
        conferences=(CONFERENCE, {}),
        milestone_kinds=(KIND, {}),
    )
    return row


@pytest.mark.parametrize(
    ("since", "pace"), [("2004-09-29", 0.0), ("2004-09-30", 0.0), ("2004-10-01", 0.1), ("2004-09", 0.0), ("2004", 0.1)]
)
def test_who_joined_exactly_ten_years_ago_is_no_longer_in_the_pace_of_the_last_ten(since, pace):
    assert milestone({"since": since}, {"state": "no", "since": None})["pace"] == pace


@pytest.mark.parametrize(("dated", "pace"), [(1, None), (2, 0.2), (3, 0.3)])
def test_half_of_those_that_joined_must_be_dated_before_there_is_a_pace(dated, pace):
    undated = [{"since": None}] * (4 - dated)
    assert milestone(*[{}] * dated, *undated, {"state": "no", "since": None})["pace"] == pace


def test_one_country_that_is_not_known_takes_the_pace_away():
    assert milestone({}, {"state": "not_known", "since": None})["pace"] is None


SHARES = [(0, 10, "none"), (1, 10, "few"), (3, 10, "few"), (1, 3, "some"), (2, 3, "most"), (8, 9, "most")]
SHARES += [(9, 10, "nearly_all"), (9, 11, "most"), (53, 54, "nearly_all"), (54, 54, "all"), (17, 54, "few")]
SHARES += [(18, 54, "some"), (35, 54, "some"), (36, 54, "most"), (48, 54, "most"), (49, 54, "nearly_all")]


@pytest.mark.parametrize(("met", "countries", "status"), SHARES)
def test_the_word_of_a_share_at_its_threshold(met, countries, status):
    assert milestone(*[{}] * met, *[{"state": "no", "since": None}] * (countries - met))["status"] == status
