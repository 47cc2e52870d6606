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


def points(*rows, breaks=()):
    """(day, value) of the points that a direction rests on."""
    found = answer(
        "methods/points",
        observations=(OBSERVED, *({"superseded_from": None, **row} for row in rows)),
        conferences=(CONFERENCE, {}),
        rosters=(COUNTRY, {}),
        raw_growth_goals=({"indicator": "", "iso3": ""},),
        raw_series_breaks=({"indicator": "arrests", "iso3": "FRA", "first_year": "2013"}, *breaks),
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


@pytest.mark.parametrize(("value", "kept"), [(-1.0, []), (0.0, []), (0.5, [0.5])])
def test_a_yearly_growth_rests_on_figures_above_zero(value, kept):
    found = answer(
        "methods/points",
        observations=(OBSERVED, {"superseded_from": None, "rule": "annual_growth", "iso3": "WLD", "value": value}),
        conferences=(CONFERENCE, {}),
        rosters=(COUNTRY, {}),
        raw_growth_goals=({"indicator": "arrests", "iso3": "WLD"}, {}),
        raw_series_breaks=({"indicator": "", "iso3": "", "first_year": ""},),
    )
    assert [row["value"] for row in found] == kept


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


# ---- commitments

COMMITMENT = {
    "commitment_id": "C001-FRA", "iso3": "FRA", "target_no": 2, "goal_id": "2.1", "title": "A law", "kind": "law",
    "lead_authority": "", "origin": "public", "announced_date": "2013", "announced_precision": "year",
    "due_date": "2014-06-30", "status": "ongoing", "status_as_of": "2014-01-01", "status_known_from": date(2014, 1, 1),
    "known_from": date(2013, 12, 31), "source_title": "", "source_url": "", "page": "", "evidence": "verified",
    "note": "", "file": "commitments", "line": 2,
}  # fmt: skip
REPORT = {
    "iso3": "FRA", "commitment_id": "C001-FRA", "status": "implemented", "done": "yes", "evidence_url": "",
    "new_due_date": "2015", "known_from": date(2014, 3, 1),
}  # fmt: skip
CODING = {"iso3": "", "commitment_id": "", "scale": "completion", "final_code": "full", "known_from": WASHINGTON}


def commitment(*reports, codings=(), **cells):
    """The rows of one commitment as known on 30 September 2014."""
    return answer(
        "published/commitments",
        stg_commitments=(COMMITMENT, cells),
        conferences=(CONFERENCE, {}),
        reports=(REPORT, *reports),
        codings=({**CODING, "iso3": "FRA", "commitment_id": "C001-FRA"}, *codings),
        stg_participants=({"iso3": "FRA", "name": "France"}, {}),
        rosters=(COUNTRY, {}),
    )


@pytest.mark.parametrize(
    ("due", "state"),
    [
        ("2014-09-29", "due_no_report"),
        ("2014-09-30", ""),  # the day of looking itself is not over
        ("2014-10-01", ""),
        ("2014-09", ""),  # a month is due on its last day
        ("2014-08", "due_no_report"),
        ("2014", ""),
        ("2013", "due_no_report"),
        ("", ""),
    ],
)
def test_a_commitment_is_due_when_its_day_has_passed(due, state):
    (row,) = commitment(due_date=due, status_as_of="2013-01-01", status_known_from=date(2013, 1, 1))
    assert row["due_state"] == state


@pytest.mark.parametrize(
    ("stated", "known", "state"),
    [
        ("2014-06-29", date(2014, 6, 29), "due_no_report"),
        ("2014-06-30", date(2014, 6, 30), "due_no_report"),
        ("2014-07-01", date(2014, 7, 1), "overdue"),
        ("2014-06", date(2014, 6, 30), "due_no_report"),
        ("2014-07", date(2014, 7, 31), "overdue"),
        ("2014-Q3", date(2014, 9, 30), "due_no_report"),  # no day, no certainty
    ],
)
def test_overdue_needs_a_word_that_is_surely_after_the_due_date(stated, known, state):
    (row,) = commitment(status_as_of=stated, status_known_from=known)
    assert row["due_state"] == state


def test_a_word_of_a_year_may_be_from_before_the_due_date_so_nothing_is_overdue():
    (row,) = commitment(due_date="2013-06-30", status_as_of="2013", status_known_from=date(2013, 12, 31))
    assert row["due_state"] == "due_no_report"


@pytest.mark.parametrize(("status", "state"), [("implemented", ""), ("baseline", ""), ("ongoing", "overdue")])
def test_what_is_done_is_never_late(status, state):
    (row,) = commitment(due_date="2013", status_as_of="2014-01-02", status_known_from=date(2014, 1, 2), status=status)
    assert row["due_state"] == state


@pytest.mark.parametrize(
    ("known_from", "ids"),
    [(date(2014, 9, 30), ["C001-FRA"]), (date(2014, 10, 1), [])],
)
def test_a_commitment_is_known_from_its_day_on(known_from, ids):
    assert [row["commitment_id"] for row in commitment(known_from=known_from)] == ids


@pytest.mark.parametrize(
    ("stated_on", "status"),
    [(date(2014, 9, 30), "ongoing"), (date(2014, 10, 1), "committed")],
)
def test_a_status_is_known_from_its_day_on(stated_on, status):
    (row,) = commitment(status_as_of=str(stated_on), status_known_from=stated_on)
    assert row["status"] == status


@pytest.mark.parametrize(
    ("reported_on", "status", "whose"),
    [
        (date(2013, 12, 31), "ongoing", "record"),
        (date(2014, 1, 1), "implemented", "country"),  # of one day, the country's own word
        (date(2014, 9, 30), "implemented", "country"),
        (date(2014, 10, 1), "ongoing", "record"),
    ],
)
def test_a_report_takes_the_place_of_an_older_word_never_of_a_newer_one(reported_on, status, whose):
    (row,) = commitment({"known_from": reported_on})
    assert (row["status"], row["whose"]) == (status, whose)


@pytest.mark.parametrize(("known_from", "completion"), [(WASHINGTON, "full"), (date(2014, 10, 1), None)])
def test_what_coders_made_of_it_stands_from_its_day_on(known_from, completion):
    (row,) = commitment({}, codings=[{"known_from": known_from}])
    assert row["completion"] == completion


# ---- the joint goal in units and dates

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
