"""The one goal with a number, at least 10 % more identified victims a year, against a second implementation in plain
Python."""

import csv
import math
import random
from calendar import monthrange
from datetime import date, timedelta

import pytest

from etl.source import RECORD

LAUNCH, RATE, HORIZON = date(2012, 12, 5), 0.1, 2
GOAL = "SELECT * FROM progress WHERE rule = 'annual_growth' AND as_of = ?"
CONFERENCES = {
    "brussels-2012": date(2012, 12, 5),
    "washington-2014": date(2014, 9, 30),
    "london-2014": date(2014, 12, 10),
    "abu-dhabi-2015": date(2015, 11, 30),
}
CONFERENCES |= {"brussels-2022": date(2022, 6, 1), "abu-dhabi-2024": date(2024, 12, 4), "latest": date(2026, 11, 22)}


def first_and_last(period):
    """First and last day of a year, a month or a day."""
    year, month, day = [*map(int, period.split("-")), None, None][:3]
    return date(year, month or 1, day or 1), date(year, month or 12, day or monthrange(year, month or 12)[1])


def points(rows, known_until):
    """(day, value, qualifier) of every verified figure known by then, oldest first; without that of 2023, whose page
    bears no date.
    """
    found = []
    for row in rows:
        first, last = (
            first_and_last(row["period"])
            if (row["indicator"], row["iso3"]) == ("icse_victims_identified_cum", "WLD")
            else (None, None)
        )
        shown_only = row["period"] == "2023" and row["note"].startswith("page undated")
        if first and last <= known_until and row["evidence"] == "verified" and not shown_only:
            found.append((first + timedelta((last - first).days // 2), float(row["value"]), row["qualifier"]))
    return sorted(found)


def years(start, end):
    return (end - start).days / 365.25


def spans(known):
    """(from, to, growth a year, additions a year) between neighbours."""
    return [
        (a[0], b[0], (b[1] / a[1]) ** (1 / years(a[0], b[0])) - 1, (b[1] - a[1]) / years(a[0], b[0]))
        for a, b in zip(known, known[1:], strict=False)
    ]


def joint_goal(known, now):
    """The figures of the joint goal from the formulas, for a base between two points or on one."""
    before = [p for p in known if p[0] <= LAUNCH][-1]
    after = next((p for p in known if p[0] > LAUNCH), None)
    day, value, qualifier = known[-1]
    share = years(before[0], LAUNCH) / years(before[0], after[0])
    base = before[1] ** (1 - share) * after[1] ** share
    t = years(LAUNCH, day)
    path, growth = base * (1 + RATE) ** t, (value / base) ** (1 / t) - 1
    ahead = math.log(value / path) / math.log(1 + RATE)
    horizon = now + timedelta(math.floor(HORIZON * 365.25 + 0.5))
    long_spans = [s for s in spans(known) if (s[1] - s[0]).days >= 365]
    return {
        "points": len(known),
        "points_at_least": sum(p[2] == "at_least" for p in known),
        "points_about": sum(p[2] == "approx" for p in known),
        **{"base_date": LAUNCH, "base_value": base, "base_qualifier": "exact" if before[0] == LAUNCH else "derived"},
        **{"base_from_date": before[0], "base_from_value": before[1]},
        **(
            {"base_to_date": after[0], "base_to_value": after[1]}
            if before[0] < LAUNCH
            else {"base_to_date": None, "base_to_value": None}
        ),
        **{"current_date": day, "current_value": value, "current_qualifier": qualifier},
        **{
            "required_rate": RATE,
            "observed_rate": growth,
            "ratio": growth / RATE,
            "path_value": path,
            "gap_value": value - path,
            "gap_years": ahead,
        },
        "ahead_until": day + timedelta(math.floor(ahead * 365.25 + 0.5)),
        **{"path_now": base * (1 + RATE) ** years(LAUNCH, now), "horizon_date": horizon},
        "needed_rate": (base * (1 + RATE) ** years(LAUNCH, horizon) / value) ** (1 / years(now, horizon)) - 1,
        **{
            "last_span_rate": long_spans[-1][2],
            "last_span_additions": long_spans[-1][3],
            "single_years": sum(330 <= (s[1] - s[0]).days <= 400 for s in spans(known)),
        },
        **{"additions_a_year": (value - base) / t, "additions_needed": RATE * value},
    }


def real_rows():
    with open(RECORD / "observations.csv", encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def near(expected):
    """Figures to six digits of their size, words and days as they are."""
    return {
        name: pytest.approx(value, rel=2e-6, abs=1e-6) if isinstance(value, float) else value
        for name, value in expected.items()
    }


@pytest.mark.parametrize("as_of", [name for name in CONFERENCES if name != "brussels-2012"])
def test_the_joint_goal_is_what_the_formulas_give(edition, as_of):
    expected = joint_goal(points(real_rows(), CONFERENCES[as_of]), CONFERENCES[as_of])
    found = edition.one(GOAL, as_of)
    assert {name: found[name] for name in expected} == near(expected)
    assert (found["status"], found["reason"]) == ("on_track", "rated")


def test_the_joint_goal_by_hand(edition):
    found = edition.one(GOAL, "latest")
    # 1,617 on 2010-03-01 and about 3,000 in the middle of 2013; 1,010 of the 1,219 days between them lie before the
    # launch
    assert (
        found["base_value"]
        == pytest.approx(1617 * (3000 / 1617) ** (1010 / 1219), abs=0.001)
        == pytest.approx(2698.371, abs=0.001)
    )
    # from 2026-11-22, when the stock is still 31,000, to 12,357 two years later
    assert (found["path_now"], found["horizon_date"]) == (pytest.approx(10211, abs=1), date(2028, 11, 22))
    # 3,635 days from the launch to 2022-11-18 are 9.952 years
    assert found["path_value"] == pytest.approx(2698.371 * 1.1**9.9520876, abs=0.01) == pytest.approx(6966.99, abs=0.01)
    assert {
        name: found[name]
        for name in (
            "status",
            "observed_rate",
            "ratio",
            "gap_value",
            "gap_years",
            "needed_rate",
            "additions_a_year",
            "additions_needed",
        )
    } == {
        "status": "on_track",
        "observed_rate": pytest.approx(0.2780, abs=5e-5),
        "ratio": pytest.approx(2.780, abs=5e-4),
        "gap_value": pytest.approx(24033.01, abs=0.01),
        "gap_years": pytest.approx(15.66, abs=0.005),
        "needed_rate": pytest.approx(-0.3684, abs=5e-5),
        "additions_a_year": pytest.approx(2843.79, abs=0.01),
        "additions_needed": pytest.approx(3100),
    }


def test_at_the_launch_one_point_was_known_and_nothing_is_judged(edition):
    found = edition.one(GOAL, "brussels-2012")
    assert (found["status"], found["reason"], found["points"], found["current_value"]) == (
        "not_judged",
        "one_point",
        1,
        1617,
    )
    assert {
        found[name]
        for name in (
            "base_value",
            "path_value",
            "gap_value",
            "gap_years",
            "observed_rate",
            "ratio",
            "needed_rate",
            "ahead_until",
            "additions_a_year",
        )
    } == {None}


@pytest.mark.parametrize("as_of", CONFERENCES)
def test_spans_lie_between_neighbouring_points(edition, as_of):
    known = points(real_rows(), CONFERENCES[as_of])
    found = edition.rows(
        "SELECT from_date, to_date, growth, additions_a_year FROM spans WHERE as_of = ? AND iso3 = 'WLD' ORDER BY "
        "to_date",
        as_of,
    )
    assert [row[:2] for row in found] == [span[:2] for span in spans(known)]
    assert [n for row in found for n in row[2:]] == pytest.approx(
        [n for span in spans(known) for n in span[2:]], rel=2e-6, abs=1e-6
    )


@pytest.mark.parametrize("as_of", CONFERENCES)
def test_the_picture_shows_the_points_and_the_path(edition, as_of):
    known = points(real_rows(), CONFERENCES[as_of])
    observed = edition.rows(
        "SELECT day, value, qualifier FROM trajectory WHERE rule = 'annual_growth' AND as_of = ? AND series = "
        "'observed' ORDER BY day",
        as_of,
    )
    path = edition.rows(
        "SELECT day, value FROM trajectory WHERE rule = 'annual_growth' AND as_of = ? AND series = 'path' ORDER BY day",
        as_of,
    )
    undated = [(date(2023, 7, 2), 37900.0, "at_least")] if CONFERENCES[as_of] > date(2023, 12, 31) else []
    assert (observed, bool(path)) == (known + undated, as_of != "brussels-2012")
    if not path:
        return
    goal = joint_goal(known, CONFERENCES[as_of])
    assert [value for _, value in path] == pytest.approx(
        [goal["base_value"] * 1.1 ** years(LAUNCH, day) for day, _ in path], rel=2e-6
    )
    assert path[0] == (LAUNCH, pytest.approx(goal["base_value"], rel=2e-6))
    assert (goal["current_date"], pytest.approx(goal["path_value"], rel=2e-6)) in path
    assert goal["horizon_date"] - timedelta(184) < path[-1][0] <= goal["horizon_date"]


def later(record, **cells):
    line = record.line("observations", indicator="icse_victims_identified_cum", period="2022-11-18", iso3="WLD")
    return record.append("observations", line, year=cells["period"][:4], **cells)


def rated(record, made, *figures):
    record.points(*figures)
    return made().one(GOAL, "latest")


@pytest.mark.parametrize("qualifier", ["exact", "approx", "at_least"])
def test_a_point_on_the_launch_day_is_the_base_with_its_own_quality(record, made, qualifier):
    found = rated(record, made, ("2010-03-01", 500), ("2012-12-05", 1000, qualifier), ("2016-12-05", 1464.1))
    assert (found["base_value"], found["base_qualifier"], found["base_from_date"], found["base_to_date"]) == (
        1000,
        qualifier,
        LAUNCH,
        None,
    )


BETWEEN = pytest.mark.full("between two thresholds; the fast tier has both sides of each, and each point has its case")


# Four years of 365.25 days after the launch, 1,000 victims have become 1,000 × (1 + rate)^4.
@pytest.mark.parametrize(
    ("value", "ratio", "status"),
    [
        *[
            pytest.param(1464.1, 1, "on_track", marks=BETWEEN),
            (1437.66095063, 0.95, "on_track"),
            (1437.5, 0.9497, "acceleration_needed"),
            pytest.param(1310.79601, 0.7, "acceleration_needed", marks=BETWEEN),
        ],
        *[
            (1262.47696, 0.6, "acceleration_needed"),
            (1262.4, 0.5998, "limited_progress"),
            pytest.param(1125.50881, 0.3, "limited_progress", marks=BETWEEN),
            pytest.param(1000, 0, "limited_progress", marks=BETWEEN),
        ],
    ],
)
def test_growth_has_its_status(record, made, value, ratio, status):
    found = rated(record, made, ("2012-12-05", 1000), ("2016-12-05", value))
    assert (found["status"], found["reason"], found["ratio"]) == (status, "rated", pytest.approx(ratio, abs=1e-4))


def test_growth_on_the_path_over_several_spans_is_not_slowing(record, made):
    found = rated(record, made, ("2012-12-05", 1000), ("2016-12-05", 1464.1), ("2020-12-05", 2143.58881))
    assert (found["status"], found["reason"], found["ratio"], found["gap_value"], found["gap_years"]) == (
        "on_track",
        "rated",
        1,
        0,
        0,
    )


def test_a_goal_behind_its_path_is_the_first_gap_of_its_target(record, made):
    record.points(("2012-12-05", 1000), ("2016-12-05", 1125.50881))
    found = made()
    goal = found.one(GOAL, "latest")
    # two years after 2026-11-22, 5,831 days after the launch, the path is at 4,579
    assert (goal["path_value"], goal["gap_value"]) == (1464.1, pytest.approx(-338.591, abs=0.001))
    assert goal["gap_years"] == pytest.approx(4 * math.log(1.03) / math.log(1.1) - 4, abs=1e-5)
    assert goal["needed_rate"] == pytest.approx(
        (1000 * 1.1 ** (5831 / 365.25) / 1125.50881) ** (365.25 / 731) - 1, abs=1e-6
    )
    assert goal["needed_rate"] > 0.1
    assert found.rows(
        "SELECT item, behind_path, countries FROM gap_totals WHERE as_of = 'latest' AND target_no = 1 AND rank = 1"
    ) == [("icse_victims_identified_cum", 1, 0)]
    assert found.rows(
        "SELECT amount, unit, known_at, iso3 FROM gaps WHERE as_of = 'latest' AND kind = 'behind_path'"
    ) == [(goal["gap_value"], "victims", "2016-12-05", "WLD")]
    assert found.rows("SELECT status, scale, ratio FROM target_progress WHERE as_of = 'latest' AND target_no = 1") == [
        ("limited_progress", "alliance", goal["ratio"])
    ]


@pytest.mark.parametrize(
    ("reason", "figures"),
    [
        *[
            ("no_points", []),
            ("one_point", [("2010-03-01", 1617)]),
            ("no_base", [("2013-01-05", 1000), ("2016-12-05", 2000)]),
        ],
        ("before_launch", [("2010-03-01", 1617), ("2012-12-05", 2000)]),
    ],
)
def test_what_cannot_be_judged_says_why(record, made, reason, figures):
    found = rated(record, made, *figures)
    assert (found["status"], found["reason"], found["points"], found["ratio"]) == (
        "not_judged",
        reason,
        len(figures),
        None,
    )


def test_a_fast_start_and_a_slow_last_span_is_slowing(record, made):
    found = rated(record, made, ("2012-12-05", 1000), ("2016-12-05", 3000), ("2020-12-05", 3100))
    assert (found["status"], found["last_span_rate"]) == ("slowing", pytest.approx((31 / 30) ** 0.25 - 1, abs=1e-6))


def test_a_drop_at_the_end_is_a_revision_and_not_judged(record, made):
    later(record, period="2023-05-01", value="29000")
    found = made()
    assert found.one(GOAL, "latest")["status"] == "revision"
    assert found.rows(
        "SELECT rule, severity, found, expected, left_out FROM issues WHERE rule = 'stock_falls' AND file = "
        "'observations' AND line > 700"
    ) == [("stock_falls", "question", "29000", "at least 31000, the figure of 2022-11-18", False)]
    assert found.rows(
        "SELECT growth, additions_a_year, is_drop FROM spans WHERE as_of = 'latest' AND to_date = '2023-05-01'"
    ) == [(None, None, True)]


def test_an_unconfirmed_point_is_in_no_rating(record, made, edition):
    later(record, period="2024-06-01", value="90000", evidence="unconfirmed")
    found = made()
    assert found.one(GOAL, "latest") == edition.one(GOAL, "latest")
    assert found.rows(
        "SELECT value, evidence FROM trajectory WHERE rule = 'annual_growth' AND as_of = 'latest' AND day = "
        "'2024-06-01' AND series = 'observed'"
    ) == [(90000, "unconfirmed")]


def test_a_later_figure_changes_nothing_before_its_day(record, made, edition):
    later(record, period="2025-01-01", value="40000")
    found = made()
    assert [found.one(GOAL, name) == edition.one(GOAL, name) for name in CONFERENCES] == [True] * 6 + [False]


def test_the_order_of_the_rows_never_matters(new_record, made):
    found = []
    for seed in (None, 1, 2):
        shuffled = new_record()
        # two figures of one day before the launch, and two after it: the middle of 2012 is 1 July
        shuffled.points(
            ("2012", 1000), ("2012-07-01", 1300), ("2013-07-02", 2000), ("2013", 1900), ("2022-11-18", 31000)
        )
        if seed:
            rows = shuffled.rows("observations")
            random.Random(seed).shuffle(rows)
            shuffled.write("observations", rows)
        look_at = made(shuffled)
        found.append(
            {
                table: sorted(map(str, look_at.rows(f"SELECT * EXCLUDE (origin) FROM {table}")))
                for table in ("progress", "spans")
            }
        )
        found[-1] |= {
            table: sorted(map(str, look_at.rows(f"SELECT * EXCLUDE (line) FROM {table}")))
            for table in ("observations", "trajectory")
        }
        found[-1] |= {
            table: sorted(map(str, look_at.rows(f"FROM {table}")))
            for table in ("comparison", "target_progress", "gap_totals", "changes", "indicator_coverage")
        }
    assert [[table for table in one if one[table] != found[0][table]] for one in found] == [[]] * 3


@pytest.mark.parametrize(
    ("file", "key", "cell"),
    [("events", {"event_id": "E06"}, "title"), ("indicators", {"indicator": "icse_victims_identified_cum"}, "label")],
)
def test_without_the_launch_or_the_indicator_target_1_still_has_a_status(record, made, file, key, cell):
    record.cell(file, record.line(file, **key), **{cell: ""})
    statuses = made().column("SELECT status FROM target_progress WHERE target_no = 1")
    assert statuses and set(statuses) <= {"not_judged", "not_known"}
