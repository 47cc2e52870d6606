"""More than a colour: where the present pace leads, how sure a judgement is, what was revised; and anybody can check us
with our own command."""

import math
from datetime import date, timedelta

import pytest

from etl.assessment.assess import assess
from tests.etl.assessment.test_joint_goal import CONFERENCES, GOAL, first_and_last
from views import queries

NEWEST = date(2020, 12, 5)
# Four years of 365.25 days lie between two of these days; the conference of 1 June 2022 looks at them.
FAST = [("2012-12-05", 1000), ("2020-12-05", 4000)]
SLOWER = [("2012-12-05", 1000), ("2016-12-05", 2000), ("2020-12-05", 2431.0125)]
LATE = [("2012-12-05", 1000), ("2016-12-05", 1050), ("2020-12-05", 1836.456563)]


@pytest.mark.parametrize("profile", ["alliance", "statcan", "eurostat", "unsd", "destatis"])
def test_what_we_publish_of_our_cases_comes_out_of_the_command_that_anybody_can_run(edition, profile):
    settings = edition.con.execute("FROM settings WHERE profile = ?", [profile]).df()
    series = edition.con.execute(
        "FROM series WHERE case_id IN (SELECT case_id FROM settings WHERE profile = ?)", [profile]
    ).df()
    found = assess(settings, series, profile)
    published = edition.con.execute("FROM assessments WHERE profile = ? ORDER BY case_id", [profile]).df()
    assert found.attrs["left_out"] == [] and len(found) == len(published) > 100
    assert found["case_id"].tolist() == published["case_id"].tolist()
    assert (
        found["status"].tolist() == published["status"].tolist()
        and found["reason"].tolist() == published["reason"].tolist()
    )
    for column in ("base_value", "current_value", "observed", "required", "ratio"):
        assert found[column].astype(float).tolist() == pytest.approx(
            published[column].astype(float).tolist(), abs=1e-9, nan_ok=True
        )


@pytest.mark.parametrize(
    ("figures", "reach", "pace", "meets"),
    [
        (FAST, "stays_ahead", 4 ** (1 / 8) - 1, None),
        # ahead by ln(2431.01 / 2143.59), and every year 1.05 / 1.1 of that is lost
        (SLOWER, "falls_behind", 0.05, math.log(2000 * 1.05**4 / 1.1**8 / 1000) / math.log(1.1 / 1.05)),
        (LATE, "catches_up", 0.15, math.log(1000 * 1.1**8 / (1050 * 1.15**4)) / math.log(1.15 / 1.1)),
        ([("2012-12-05", 1000), ("2020-12-05", 1266.770081)], "never", 0.03, None),
    ],
)
def test_the_present_pace_leads_back_to_the_path_on_a_day_or_never(record, made, figures, reach, pace, meets):
    record.points(*figures)
    found = made()
    goal = found.one(GOAL, "brussels-2022")
    assert found.one(GOAL, "latest")["reach"] == "too_old"
    assert (goal["reach"], goal["pace"]) == (reach, pytest.approx(pace, abs=1e-7))
    assert goal["reach_date"] == (NEWEST + timedelta(round(meets * 365.25)) if meets else None)


def test_a_goal_that_was_revised_or_cannot_be_judged_has_no_pace_to_speak_of(record, made):
    record.points(("2012-12-05", 1000), ("2016-12-05", 2000), ("2020-12-05", 1900))
    assert made().rows(
        "SELECT status, reach, reach_date FROM progress WHERE rule = 'annual_growth' AND as_of = 'latest'"
    ) == [("revision", None, None)]


def led(found, as_of):
    """The last point of each line that leads on: series to (day, value)."""
    rows = found.rows(
        "SELECT series, max(day), arg_max(value, day) FROM trajectory WHERE rule = 'annual_growth' AND as_of = ? AND "
        "series LIKE 'projection%' GROUP BY ALL",
        as_of,
    )
    return {series: (day, value) for series, day, value in rows}


def test_the_picture_carries_the_pace_on_for_two_years_with_the_spread_of_the_spans(record, made):
    record.points(*SLOWER)
    found = made()
    until = date(2024, 6, 1)  # two years after the conference of 1 June 2022
    t = (until - NEWEST).days / 365.25
    slow, fast = 0.05, 2 ** (1 / 4) - 1
    value = SLOWER[-1][1]
    expected = {
        "projection": value * (1 + slow) ** t,
        "projection_low": value * (1 + slow) ** t,
        "projection_high": value * (1 + fast) ** t,
    }
    assert led(found, "brussels-2022") == {
        series: (until, pytest.approx(end, abs=0.001)) for series, end in expected.items()
    }
    # a figure of December 2020 is more than five years old in November 2026
    assert led(found, "latest") == {}


def test_two_points_have_no_range(record, made):
    record.points(("2012-12-05", 1000), ("2020-12-05", 3000))
    assert led(made(), "brussels-2022").keys() == {"projection"}


def test_a_share_is_never_carried_beyond_its_limits(edition):
    rows = edition.rows(
        "SELECT t.series, t.value, i.unit FROM trajectory AS t JOIN indicators AS i USING (indicator) WHERE series "
        "LIKE 'projection%'"
    )
    assert all(value >= 0 for _, value, _ in rows) and all(value <= 100 for _, value, unit in rows if unit == "percent")
    assert {100} <= {value for _, value, unit in rows if unit == "percent"}, "the control: some would have gone beyond"


def test_the_pace_of_a_direction_is_its_mean_change_a_year(edition):
    observed = edition.rows(
        "SELECT day, value FROM trajectory WHERE indicator = 'icse_countries_connected' AND as_of = 'latest' "
        "AND series = 'observed' ORDER BY day"
    )
    first, last = observed[0], observed[-1]  # 33 on 28 November 2011, about 72 in 2024, read as its middle
    assert (first[0].isoformat()[:10], first[1], last[0].year, last[1]) == ("2011-11-28", 33, 2024, 72)
    pace = edition.one("SELECT pace, reach FROM progress WHERE item = 'icse_countries_connected' AND as_of = 'latest'")
    assert (pace["pace"], pace["reach"]) == (
        pytest.approx((last[1] - first[1]) / ((last[0] - first[0]).days / 365.25), abs=1e-8),
        "no_target",
    )


def test_nothing_of_a_trajectory_was_known_only_later(edition):
    late = (
        "SELECT t.as_of FROM trajectory AS t JOIN conferences AS c USING (as_of) "
        "WHERE t.series = 'observed' AND t.date_to > c.known_until"
    )
    assert edition.rows(late) == []
    assert edition.rows("SELECT count(DISTINCT as_of) FROM trajectory WHERE series = 'observed'") == [(7,)]


@pytest.mark.parametrize("as_of", CONFERENCES)
def test_the_pace_of_a_milestone_is_that_of_the_last_ten_years(edition, as_of):
    now = CONFERENCES[as_of]
    milestones = edition.dicts("SELECT * FROM progress WHERE item_type = 'milestone' AND as_of = ?", as_of)
    assert len(milestones) == 10
    for row in milestones:
        since = edition.column(
            "SELECT since FROM milestones WHERE as_of = ? AND milestone = ? AND state = 'yes'", as_of, row["item"]
        )
        dated = [first_and_last(day)[1] for day in since if day]
        is_known = since and row["not_known"] == 0 and len(dated) >= len(since) / 2
        pace = sum(day > now.replace(year=now.year - 10) for day in dated) / 10 if is_known else None
        assert row["pace"] == (pytest.approx(pace) if pace is not None else None)
        if row["met"] + row["not_met"] == 0:
            assert row["reach"] is None
        elif row["met"] < row["participants"]:
            assert row["reach"] == ("no_pace" if pace is None else "at_this_pace" if pace else "never")


@pytest.mark.parametrize(
    ("figures", "doubts", "without_last"),
    [
        ([("2012-12-05", 1000), ("2022-12-05", 3000)], "two_points", "not_judged"),
        ([("2012-12-05", 1000), ("2016-12-05", 1500), ("2022-12-05", 3000, "at_least")], "at_least", "on_track"),
        ([("2012-12-05", 1000), ("2016-12-05", 1500), ("2022-12-05", 3000, "approx")], "about", "on_track"),
        ([("2012-12-05", 1000), ("2016-12-05", 1500), ("2020-12-05", 2400)], "old", "on_track"),
        # 1,000 to 1,500 in five years is 8.4 % a year, to 1,480 in four it is 10.3 %; all others look at the end level
        # of 2028 and say the same
        ([("2012-12-05", 1000), ("2016-12-05", 1480), ("2017-12-05", 1500)], "old last_point", "on_track"),
        ([("2012-12-05", 1000), ("2016-12-05", 1500), ("2022-12-05", 3000)], "", "on_track"),
    ],
)
def test_a_doubt_is_named(record, made, figures, doubts, without_last):
    record.points(*figures)
    row = made().one("SELECT * FROM robustness WHERE indicator = 'icse_victims_identified_cum' AND as_of = 'latest'")
    assert (row["doubts"], row["mark"], row["status_without_last"]) == (
        doubts,
        "in_doubt" if doubts else "robust",
        without_last,
    )


def test_another_profile_that_sees_it_on_the_other_side_is_a_doubt(edition):
    rows = edition.rows("SELECT indicator, iso3, as_of FROM robustness WHERE doubts LIKE '%other_profiles%'")
    assert rows
    for indicator, iso3, as_of in rows:
        own, *others = [
            tone in ("good", "middle")
            for (tone,) in edition.rows(
                "SELECT tone FROM assessments WHERE indicator = ? AND iso3 = ? AND as_of = ? AND variant <> "
                "'without_last' AND is_judged ORDER BY profile <> 'alliance'",
                indicator,
                iso3,
                as_of,
            )
        ]
        assert any(other is not own for other in others)


@pytest.mark.parametrize(
    ("period", "value", "kind"),
    [("2023-05-01", 13999, "fall"), ("2022", 13500, "overlap"), ("2023-05-01", 14000, None)],
)
def test_a_cumulative_figure_that_fell_is_listed_with_both_rows(record, made, period, value, kind):
    line = record.line("observations", indicator="icse_offenders_identified_cum", iso3="WLD", period="2022-11-18")
    new = record.append("observations", line, year=period[:4], period=period, value=str(value))
    found = made().dicts("SELECT * FROM revisions WHERE line IN (?, ?)", line, new)
    assert [row["kind"] for row in found] == ([kind] if kind else [])
    for row in found:
        assert row["origin"] == f"observations.csv:{line} observations.csv:{new}"
        assert (row["from_value"], row["to_value"], row["change"]) == (14000, value, value - 14000)


def test_one_day_with_two_figures_is_listed(record, made):
    line = record.line("observations", indicator="icse_offenders_identified_cum", iso3="WLD", period="2013")
    new = record.append("observations", line, period="2013-12-31", value="1950")
    found = made().rows(
        "SELECT kind, from_value, to_value, to_date FROM revisions WHERE line IN (?, ?) ORDER BY to_value DESC",
        line,
        new,
    )
    assert found == [("fall", 2000, 1950, date(2013, 12, 31)), ("two_figures", 1950, 1900, date(2013, 12, 31))]


def test_a_revision_is_not_known_before_its_later_figure(seen):
    counts = {as_of: len(queries.revisions(seen, as_of)) for as_of in CONFERENCES}
    assert counts["brussels-2012"] == 0 and counts["washington-2014"] == counts["latest"] == 1
