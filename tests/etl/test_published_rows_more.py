"""More published tables over literal rows: targets, reports and codings of an edition, what was left out, sources,
series, and what differs between editions."""

from datetime import date

import pytest

from tests.support.tiny import answer

SEEN = date(2014, 9, 30)

# ---- one row a target

RATED = {
    "as_of": "then", "target_no": 4, "rule": "binary", "status": "x", "reason": "r", "ratio": 0.5, "item": "hotline",
    "met": 1, "not_met": 1, "not_known": 2, "participants": 4,
}  # fmt: skip
COVERED = {"as_of": "then", "target_no": 4, "actions": 0, "nothing_known": True}


PROMISED = {"as_of": "then", "target_no": 4, "commitment_id": "C1", "project": "P1"}
ALONE = {"project": None}


def target(*progress, coverage=({},), commitments=()):
    (row,) = answer(
        "published/target_progress",
        progress=(RATED, *progress),
        coverage=(COVERED, *coverage),
        policy_targets=({"target_no": 4, "short_name": "Awareness"}, {}),
        commitments=(PROMISED, *commitments),
    )
    return row


def test_milestones_of_a_target_are_pooled():
    row = target({}, {"met": 3, "not_met": 0, "not_known": 1}, {"target_no": 3, "met": 9}, {"as_of": "now"})
    assert (row["met"], row["not_met"], row["not_known"], row["cells"], row["milestones"]) == (4, 1, 3, 8, 2)
    assert (row["scale"], row["ratio"], row["ratio_at_most"], row["reason"]) == ("share", 0.5, 0.875, "lower_bound")


@pytest.mark.parametrize(
    ("cells", "status", "reason", "ratio"),
    [
        ({"met": 0, "not_met": 0, "not_known": 4}, "not_known", "nothing_known", None),
        ({"met": 0, "not_met": 4, "not_known": 0}, "none", "rated", 0.0),
        ({"met": 4, "not_met": 0, "not_known": 0}, "all", "rated", 1.0),
    ],
)
def test_a_target_without_a_joint_goal_has_the_share_of_its_milestones(cells, status, reason, ratio):
    row = target(cells)
    assert (row["status"], row["reason"], row["ratio"]) == (status, reason, ratio)


def test_a_joint_goal_gives_its_target_its_status():
    row = target({}, {"rule": "annual_growth", "status": "on_track", "reason": "rated", "ratio": 1.2})
    assert (row["scale"], row["status"], row["reason"], row["ratio"]) == ("alliance", "on_track", "rated", 1.2)
    assert (row["ratio_at_most"], row["met"], row["milestones"]) == (None, 1, 1)


def test_directions_and_countries_of_a_target_are_counted():
    words = ("improving", "improving", "unchanged", "worsening", "worsening", "worsening", "not_judged")
    row = target(
        *({"rule": "direction", "status": word} for word in words),
        coverage=[{"actions": 2}, {"actions": 1, "nothing_known": False}, {"nothing_known": False}, {}],
    )
    columns = ("improving", "unchanged", "worsening", "directions_not_judged")
    assert [row[name] for name in columns] == [2, 1, 3, 1]
    assert (row["countries_with_action"], row["countries_known"], row["participants"]) == (2, 2, 4)


@pytest.mark.parametrize(
    ("commitments", "many"),
    [
        ([], 0),
        ([ALONE], 1),
        ([ALONE, {**ALONE, "commitment_id": "C2"}], 2),
        ([{}, {"commitment_id": "C2"}, {**ALONE, "commitment_id": "C3"}], 2),
        ([ALONE, {"target_no": 3}, {"as_of": "now"}], 1),
    ],
)
def test_actions_of_a_target_are_counted_and_a_project_of_several_countries_once(commitments, many):
    assert target({}, commitments=commitments)["actions"] == many


# ---- reports and codings

SENT = {"line": 7, "submission": "S0007", "round": "2014", "iso3": "FRA"}


def test_the_reports_of_an_edition_are_said_with_what_was_sent():
    facts = {"name": "FRA.xlsx", "sha256": "a", "office": "Ministry", "dated": "", "received_at": "1",
        "accepted_at": "2", "approved_at": "3"}  # fmt: skip
    found = answer(
        "published/submissions",
        raw_submissions=({**SENT, **facts}, {}),
        raw_participants=({"iso3": "FRA", "name": "France"}, {}),
    )
    assert [tuple(row.values()) for row in found] == [
        ("S0007", "2014", "FRA", "France", "FRA.xlsx", "a", "Ministry", None, "1", "2", "3")
    ]


CODING = {
    "reference": "C1", "round": "2014", "iso3": "FRA", "scale": "completion", "first_code": "limited",
    "second_code": "complete", "final_code": "substantial", "decided": "adjudicated", "evidence_url": "",
    "note": "Why.", "reply": "", "replied_on": "",
}  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "many"),
    [
        ({}, 1),
        ({"reference": "C2"}, 0),
        ({"iso3": "KEN"}, 0),
        ({"scale": "ambition"}, 0),
        ({"scale": "ambition", "reference": "N1"}, 1),
        ({"scale": "ambition", "reference": "N2"}, 0),
        ({"scale": "completion", "reference": "N1"}, 0),
    ],
    ids=str,
)
def test_a_coding_stands_where_the_edition_holds_what_was_coded(cells, many):
    found = answer(
        "published/codings",
        raw_codings=(CODING, cells),
        raw_rounds=({"round": "2014", "due": "2014-09-30"}, {}),
        reports=({"commitment_id": "C1", "round": "2014", "iso3": "FRA"}, {}),
        raw_sent_commitments=(
            {"file": "sent_commitments", "line": 700_005, "reference": "N1"}, {},
            {"line": 700_006, "reference": "N2"},
        ),
        raw_submissions=(SENT, {}),
        rejected=({"file": "sent_commitments", "line": 700_006}, {}),
    )  # fmt: skip
    columns = ("first_code", "second_code", "final_code", "decided", "evidence_url", "note", "reply", "known_from")
    assert [tuple(row[name] for name in columns) for row in found] == [
        ("limited", "complete", "substantial", "adjudicated", None, "Why.", None, SEEN)
    ] * many


# ---- what was found, and what is cited


@pytest.mark.parametrize(
    ("file", "severity", "published"),
    [
        ("events", "note", ("events", 7, False)),
        ("events", "error", ("events", 7, True)),
        ("sent_progress", "error", ("S0000!Progress!E", 7, True)),
        ("sent_progress", "question", None),
    ],
)
def test_of_a_submission_only_rows_that_were_left_out_are_told(file, severity, published):
    found = answer(
        "published/issues",
        findings=(
            {"rule": "r", "severity": severity, "file": file, "line": 7, "place": "p", "found": "f", "expected": "e"},
            {},
        ),
    )
    assert [(row["file"], row["line"], row["left_out"]) for row in found] == ([published] if published else [])


def test_rows_that_rest_on_a_source_are_counted_by_file():
    url, other = "https://a.example", "https://b.example"
    (row,) = answer(
        "published/sources",
        raw_sources=(
            {"source_url": url, "source_title": "A", "tier": "1", "facts": "9", "published": "2014-03",
             "published_precision": "month", "file": "sources", "line": 2}, {},
        ),
        rejected=({"file": "events", "line": 9}, {}),
        cells=(
            {"file": "treaties", "line": 2, "field": "source_url", "value": url},
            *({}, {"line": 3, "value": f"{other} ; {url}"}, {"file": "events", "line": 4}),
            *({"file": "events", "line": 9}, {"file": "sources"}, {"field": "note", "line": 5}),
            {"line": 6, "value": other},
        ),
    )  # fmt: skip
    assert (row["facts"], row["rows_resting"], row["files"]) == (9, 3, "events.csv treaties.csv")
    assert (row["published"], row["published_precision"]) == ("2014-03", "month")


# ---- what is judged


def test_a_case_is_judged_by_days_without_its_last_point_and_by_whole_years():
    point = {
        "as_of": "then", "indicator": "icse", "iso3": "WLD", "day": date(2013, 1, 1), "value": 100.0, "from_last": 3,
    }  # fmt: skip
    later = [
        {"day": date(2013, 12, 31), "value": 90.0, "from_last": 2},
        {"day": date(2014, 1, 1), "value": 95.0, "from_last": 1},
    ]
    found = answer("published/series", points=(point, {}, *later))
    by_case = {}
    for row in found:
        by_case.setdefault(row["case_id"], []).append((round(row["year"], 3), row["value"]))
    # 2000-01-01 is 2000; 4,749 days later is 2013.002
    assert {case: sorted(rows) for case, rows in by_case.items()} == {
        "then icse WLD": [(2013.002, 100.0), (2013.999, 90.0), (2014.001, 95.0)],
        "then icse WLD without_last": [(2013.002, 100.0), (2013.999, 90.0)],
        "then icse WLD whole_years": [(2013.0, 90.0), (2014.0, 95.0)],
    }


@pytest.mark.parametrize("row", ["goal", "direction"])
def test_how_each_case_is_judged(row):
    point = {
        "as_of": "then", "indicator": "icse", "iso3": "WLD", "rule": "annual_growth", "better_direction": "up",
        "unit": "victims", "day": date(2012, 12, 5),
    }  # fmt: skip
    is_goal = row == "goal"
    cells = {} if is_goal else {"rule": "direction", "unit": "percent", "better_direction": "down"}
    found = answer(
        "published/settings",
        points=(point, cells, {**cells, "day": date(2014, 1, 1)}),
        conferences=({"as_of": "then", "known_until": date(2014, 9, 30)}, {}),
        raw_growth_goals=(
            {"indicator": "icse", "iso3": "WLD", "required_rate": "0.1", "from_event": "E06", "horizon_years": "2"}, {},
        ),
        events=({"event_id": "E06", "known_from": date(2012, 12, 5)}, {}),
        series=({"case_id": "then icse WLD whole_years", "year": 2012.0, "value": 100.0}, {}),
        raw_equivalents=(
            {"rule": "annual_growth", "profile": "eurostat", "instead": "target"}, {},
            {"rule": "direction", "instead": "growth"},
        ),
    )  # fmt: skip
    columns = ("profile", "variant", "rule", "direction", "d", "base_year", "target", "target_year", "limit")
    rows = sorted((tuple(one[name] for name in columns) for one in found), key=str)
    launch = pytest.approx(2012.9281, abs=1e-4)  # 4,722 days after 2000-01-01
    if is_goal:
        # the horizon is 730.5 days after 2014-09-30, in 2016: 100 * 1.1 ** 4
        own = ("annual_growth", "up", 1, launch, 0.1, None, None)
        assert rows == [
            ("alliance", "", *own), ("alliance", "without_last", *own),
            ("eurostat", "whole_years", "target", "up", 1, 2012.0, pytest.approx(146.41), 2016.0, None),
        ]  # fmt: skip
    else:
        own = ("direction", "down", -1, None, None, None, None)
        assert rows == [
            ("alliance", "", *own), ("alliance", "without_last", *own),
            ("eurostat", "whole_years", "growth", "down", -1, 2012.0, None, None, None),
        ]  # fmt: skip


# ---- what differs


def one(file, **tables):
    return [tuple(row.values()) for row in answer(f"differences/{file}", **tables)]


FIGURE = {
    "iso3": "FRA", "country": "France", "indicator": "arrests", "label": "Arrests", "target_no": 2, "period": "2013",
    "superseded_from": SEEN, "qualifier": "exact", "value_as_published": "60", "unit": "persons", "value": 60.0,
    "file": "observations", "line": 2,
}  # fmt: skip


def test_a_figure_is_told_with_its_quality_and_an_earlier_one_apart():
    place = ("FRA", "France", "arrests", "Arrests", 2, "2013")
    found = one(
        "observations", observations=(FIGURE, {"superseded_from": None, "qualifier": "at_least"}, {"value": 9.0})
    )
    assert sorted(found) == [
        ("earlier figure", *place, "60 persons"),
        ("figure", *place, "at_least 60 persons"),
    ]
    several = [{"value": 70.0, "value_as_published": "70", "line": 3}, {}]
    assert one("observations", observations=(FIGURE, *several))[0][-1] == "60 persons and 70 persons"


def test_an_answer_that_is_a_reason_is_told():
    row = {"iso3": "FRA", "country": "France", "indicator": "arrests", "label": "Arrests", "target_no": 2,
        "period": "2013", "answer": "not_available"}  # fmt: skip
    found = one("answers", answers=(row, {}, {"answer": "value"}, {"answer": "not_reported"}))
    assert found == [("answer", "FRA", "France", "arrests", "Arrests", 2, "2013", "not available")]


def test_a_commitment_is_told_with_its_state_at_each_date_and_its_promise_once():
    row = {"iso3": "FRA", "country": "France", "commitment_id": "C1", "title": "A law", "target_no": 2,
        "as_of": "latest", "status": "not_reported", "due_state": "due_no_report", "due_date": "2014"}  # fmt: skip
    place = ("FRA", "France", "C1")
    assert sorted(one("commitments", commitments=(row, {}, {"as_of": "then", "due_state": ""}))) == [
        ("commitment", *place, "A law", 2, "latest", "not reported, due no report"),
        ("commitment", *place, "A law", 2, "then", "not reported"),
        ("promise", *place, "C1", 2, "", "A law, due 2014"),
    ]


def test_reports_codings_states_and_facts_are_told():
    assert one(
        "submissions",
        submissions=(
            {"iso3": "FRA", "country": "France", "round": "2014", "submission": "S0007"},
            {},
            {"round": "2015"},
        ),
        rounds=({"round": "2014", "label": "Progress 2014"}, {}),
    ) == [
        ("report", "FRA", "France", "2014", "Progress 2014", None, "", "S0007"),
        ("report", "FRA", "France", "2015", "2015", None, "", "S0007"),
    ]
    assert one(
        "codings",
        codings=(
            {"iso3": "FRA", "commitment_id": "C1", "round": "2014", "scale": "ambition", "final_code": "not_started"},
            {},
        ),
        participants=({"iso3": "FRA", "name": "France"}, {}),
    ) == [("coding", "FRA", "France", "C1", "C1", None, "2014 ambition", "not started")]
    assert one(
        "milestones",
        milestones=(
            {"iso3": "FRA", "country": "France", "milestone": "m", "label": "M", "target_no": 4, "as_of": "then",
             "state": "not_known"}, {},
        ),
    ) == [("milestone", "FRA", "France", "m", "M", 4, "then", "not known")]  # fmt: skip
    status = {"target_no": 4, "short_name": "A", "as_of": "then", "status": "nearly_all"}
    assert one("target_progress", target_progress=(status, {})) == [
        ("target", "WLD", "All countries", "target 4", "Target 4, A", 4, "then", "nearly all")
    ]  # fmt: skip
    fact = {"iso3": "FRA", "country": "France", "milestone": "m", "register": "R", "fact": "joined", "date": "2013",
        "evidence": "verified", "line": 3}  # fmt: skip
    assert one("milestone_facts", milestone_facts=(fact, {}, {"date": "2012"})) == [
        ("fact", "FRA", "France", "m", "", None, "R joined", "2012 verified, 2013 verified")
    ]


# ---- small tables of names and dates


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("eu_member_at_launch", "eu_member_at_launch"),
        ("eu_member_2014_09_30", "eu_member_2014"),
        ("eu_member_2024", "eu_member_2024"),
        ("in_launch_list_48", "in_launch_list"),
        ("in_list_54", "in_list_54"),
        ("joined_after_launch", "joined_after_launch"),
    ],
)
def test_each_list_of_a_participant_is_its_own_column(asked, said):
    lists = dict.fromkeys(
        ("eu_member_at_launch", "eu_member_2014_09_30", "eu_member_2024", "in_launch_list_48", "in_list_54",
         "joined_after_launch"), "no",
    )  # fmt: skip
    texts = dict.fromkeys(
        ("iso3", "iso2", "name", "region", "subregion", "national_document_seen_listed", "source_title", "source_url",
         "evidence", "note"), "",
    )  # fmt: skip
    (row,) = answer(
        "staging/stg_participants",
        raw_participants=({**lists, **texts, "file": "participants", "line": 2}, {asked: "yes"}, {"line": 3}),
        rejected=({"file": "participants", "line": 3}, {}),
    )
    assert [name for name, value in row.items() if value is True] == [said]


def test_dates_of_looking_are_counted_by_their_day():
    first = {"as_of": "a", "label": "A", "short_label": "", "event_id": "", "known_until": "2014-09-30", "reason": ""}
    found = answer("published/conferences", raw_conferences=(first, {}, {"as_of": "b", "known_until": "2012-12-05"}))
    assert sorted((row["position"], row["as_of"], row["known_until"], row["event_id"]) for row in found) == [
        (1, "b", date(2012, 12, 5), None), (2, "a", SEEN, None),
    ]  # fmt: skip


def test_an_event_is_known_from_the_last_day_that_its_date_may_mean():
    texts = dict.fromkeys(
        ("event_id", "date_precision", "date_evidence", "event_type", "title", "description", "source_title",
         "source_url", "evidence"), "",
    )  # fmt: skip
    found = answer(
        "published/events",
        raw_events=({**texts, "date": "2012-12", "file": "events", "line": 2}, {}, {"line": 3}),
        rejected=({"file": "events", "line": 3}, {}),
    )
    assert [(row["date"], row["known_from"]) for row in found] == [("2012-12", date(2012, 12, 31))]


def test_a_round_opens_before_it_is_due_and_reports_on_another_or_nothing():
    row = {"round": "r", "label": "R", "kind": "k", "as_of": "a", "opens": "2014-01-01", "due": "2014-09-30",
        "who": "list_54", "reports_on": "", "period": "2013", "reason": "Why."}  # fmt: skip
    assert [tuple(one.values()) for one in answer("published/rounds", raw_rounds=(row, {}))] == [
        ("r", "R", "k", "a", date(2014, 1, 1), SEEN, "list_54", None, "2013", "Why.")
    ]
