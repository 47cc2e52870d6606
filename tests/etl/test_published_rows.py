"""Published tables that are seldom asked: each column of a row, what is left out, and in which order, over literal
rows."""

from datetime import date

import pytest

from tests.support.tiny import answer

SEEN = date(2014, 9, 30)
CONFERENCE = {"as_of": "then", "known_until": SEEN}

# ---- growth between points

POINT = {
    "as_of": "then", "indicator": "icse", "iso3": "WLD", "rule": "annual_growth", "day": date(2012, 1, 1),
    "period": "2012-01-01", "value": 100.0, "qualifier": "exact", "origin": "observations.csv:2",
}  # fmt: skip


def span(first=None, second=None):
    """The only span between two points, the second 366 days after the first (2012 is a leap year) unless said."""
    later = {"day": date(2013, 1, 1), "period": "2013-01-01", "value": 110.0, "origin": "observations.csv:3"}
    (row,) = answer("published/spans", points=(POINT, first or {}, {**later, **(second or {})}))
    return row


def test_a_span_runs_from_the_earlier_point_to_the_later():
    row = span()
    assert (row["from_date"], row["to_date"]) == (date(2012, 1, 1), date(2013, 1, 1))
    assert (row["from_period"], row["to_period"]) == ("2012-01-01", "2013-01-01")
    assert (row["from_value"], row["to_value"], row["days"], row["is_drop"]) == (100.0, 110.0, 366, False)
    assert row["origin"] == "observations.csv:2 observations.csv:3"
    # 366 days are 1.0020534 years: 1.1 ** (1 / 1.0020534) - 1, and 10 / 1.0020534
    assert (row["growth"], row["additions_a_year"]) == (pytest.approx(0.099785, abs=1e-6), 9.98)


@pytest.mark.parametrize(
    ("value", "growth", "additions", "is_drop"), [(100.0, 0.0, 0.0, False), (99.9, None, None, True)]
)
def test_a_stock_that_stays_grows_by_nothing_and_one_that_falls_has_no_rate(value, growth, additions, is_drop):
    row = span(second={"value": value})
    assert (row["growth"], row["additions_a_year"], row["is_drop"]) == (growth, additions, is_drop)


@pytest.mark.parametrize(("day", "short"), [(date(2012, 12, 30), True), (date(2012, 12, 31), False)])
def test_a_span_is_short_below_365_days(day, short):
    assert span(second={"day": day})["is_short"] is short


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("exact", "exact", (False, False)),
        ("at_least", "exact", (True, False)),
        ("exact", "at_least", (True, False)),
        ("approx", "exact", (False, True)),
        ("exact", "approx", (False, True)),
    ],
)
def test_a_span_rests_on_what_its_points_are(first, second, found):
    row = span({"qualifier": first}, {"qualifier": second})
    assert (row["rests_on_at_least"], row["rests_on_about"]) == found


def test_spans_are_those_of_one_case_of_growth():
    assert answer("published/spans", points=(POINT, {}, {"iso3": "FRA"}, {"as_of": "now"}, {"indicator": "x"})) == []
    direction = {"rule": "direction"}
    assert answer("published/spans", points=(POINT, direction, {**direction, "day": date(2013, 1, 1)})) == []


# ---- gaps counted

GAP = {
    "as_of": "then", "target_no": 4, "goal_id": "4.2", "item_type": "milestone", "item": "hotline",
    "label": "Hotline", "iso3": "FRA", "kind": "not_joined",
}  # fmt: skip
MEMBERS = ({"as_of": "then", "iso3": "FRA"}, {}, {"iso3": "DEU"}, {"iso3": "KEN"})


def totals(*gaps):
    return answer("published/gap_totals", gaps=(GAP, *gaps), rosters=MEMBERS)


@pytest.mark.parametrize("kind", ["not_joined", "not_known", "not_reported", "overdue", "due_no_report", "behind_path"])
def test_each_kind_of_gap_is_counted_in_its_own_column(kind):
    (row,) = totals({"kind": kind}, {"kind": kind, "iso3": "DEU"})
    kinds = ("not_joined", "not_known", "not_reported", "overdue", "due_no_report", "behind_path")
    assert {name: row[name] for name in kinds if row[name]} == {kind: 2}
    assert (row["countries"], row["participants"], row["label"], row["goal_id"]) == (2, 3, "Hotline", "4.2")


def test_gaps_are_ranked_by_a_path_first_then_by_countries_then_by_name():
    found = totals(
        *({"item": "b", "iso3": iso3} for iso3 in ("FRA", "DEU")),
        {"item": "c"},
        {"item": "a"},
        {"item": "icse", "item_type": "indicator", "iso3": "WLD", "kind": "behind_path"},
        {"item": "z", "target_no": 3},
    )
    ranked = sorted((row["target_no"], row["rank"], row["item"], row["countries"]) for row in found)
    assert ranked == [(3, 1, "z", 1), (4, 1, "icse", 0), (4, 2, "b", 2), (4, 3, "a", 1), (4, 4, "c", 1)]


def test_commitments_are_one_gap_of_several_goals():
    late = {"item_type": "commitment", "kind": "overdue"}
    (row,) = totals({**late, "item": "C1", "goal_id": "4.1"}, {**late, "item": "C2", "goal_id": "4.2", "iso3": "KEN"})
    assert (row["item"], row["label"], row["goal_id"], row["countries"], row["overdue"]) == (
        "commitments", "Commitments past their due date", None, 2, 2,
    )  # fmt: skip


# ---- what is on record of an indicator

FIGURE = {
    "indicator": "score", "iso3": "FRA", "evidence": "verified", "qualifier": "exact", "target_no": 4,
    "known_from": date(2013, 12, 31), "superseded_from": date(2999, 1, 1), "date_from": date(2013, 1, 1),
    "date_to": date(2013, 12, 31),
}  # fmt: skip
INDICATOR = {
    "indicator": "score", "label": "Score", "target_no": 4, "goal_id": "4.2", "rule": "direction",
    "measure_type": "level",
}  # fmt: skip


def test_figures_and_countries_of_an_indicator_are_counted_apart():
    (row,) = answer(
        "published/indicator_coverage",
        observations=(
            FIGURE,
            {},
            {"evidence": "unconfirmed", "date_from": date(2010, 1, 1), "date_to": date(2010, 12, 31)},
            {"iso3": "DEU", "qualifier": "approx"},
            {"iso3": "DEU", "qualifier": "at_least", "evidence": "unconfirmed"},
            {"iso3": "WLD", "date_to": date(2014, 6, 30)},
            {"iso3": "DEU", "known_from": date(2014, 10, 1)},
        ),
        conferences=(CONFERENCE, {}),
        rosters=MEMBERS,
        indicators=(INDICATOR, {}),
    )
    assert (row["figures"], row["countries"], row["participants"]) == (5, 2, 3)
    assert (row["unconfirmed"], row["not_exact"]) == (2, 2)
    # 92 days from 30 June to 30 September are 0.2519 years
    assert (row["first_date"], row["last_date"], row["age_years"]) == (date(2010, 1, 1), date(2014, 6, 30), 0.25)


# ---- what is known of a country

ACTION = {
    "as_of": "then", "iso3": "FRA", "target_no": 4, "origin": "public", "file": "commitments", "line": 18,
}  # fmt: skip
STATE = {"as_of": "then", "iso3": "FRA", "target_no": 4, "state": "not_known"}
ROSTER = {"as_of": "then", "iso3": "FRA", "country": "France", "region": "Europe", "eu_member": True}


def coverage(actions=(), states=(), figures=()):
    (row,) = answer(
        "published/coverage",
        commitments=(ACTION, *actions),
        milestones=(STATE, *states),
        observations=(FIGURE, *figures),
        conferences=(CONFERENCE, {}),
        rosters=(ROSTER, {}),
        policy_targets=({"target_no": 4}, {}),
    )
    return row


@pytest.mark.parametrize(
    ("origins", "voice", "counts"),
    [
        ([], "silent", (0, 0, 0)),
        (["public"], "announced", (1, 0, 0)),
        (["public", "alliance_linked"], "named", (2, 0, 1)),
        (["alliance_linked", "alliance_report"], "reported", (2, 1, 1)),
    ],
)
def test_the_voice_of_a_country_is_the_strongest_that_is_on_record(origins, voice, counts):
    row = coverage([{"origin": origin} for origin in origins])
    assert (row["voice"], (row["actions"], row["from_reports"], row["from_statements"])) == (voice, counts)
    assert row["nothing_known"] is (not origins)


def test_milestones_of_a_country_are_counted_known_and_met():
    row = coverage(states=[{}, {"state": "no"}, {"state": "no"}, {"state": "yes"}])
    assert (row["milestones"], row["milestones_known"], row["milestones_met"], row["nothing_known"]) == (4, 3, 1, False)
    assert coverage(states=[{}])["nothing_known"] is True


def test_figures_of_a_country_are_counted_and_their_indicators():
    row = coverage(figures=[{}, {"date_to": date(2014, 6, 30)}, {"indicator": "other"}, {"target_no": 3}])
    assert (row["figures"], row["indicators"], row["newest_figure"]) == (3, 2, date(2014, 6, 30))


# ---- what changed in a target


def test_a_change_of_the_countries_with_an_action_is_told_of_its_own_target():
    target = {"as_of": "first", "target_no": 4, "countries_with_action": 3, "participants": 48}
    progress = {
        "as_of": "", "item_type": "", "item": "", "iso3": "", "country": "", "label": "", "target_no": 1, "unit": "",
        "rule": "", "status": "", "current_value": 1.0, "current_qualifier": "", "participants": 1,
    }  # fmt: skip
    found = answer(
        "published/changes",
        conferences=({"as_of": "first", "position": 1}, {}, {"as_of": "second", "position": 2}),
        progress=(progress,),
        target_progress=(
            target, {}, {"target_no": 3}, {"as_of": "second", "countries_with_action": 5},
            {"as_of": "second", "target_no": 3},
        ),
    )  # fmt: skip
    assert [(r["since"], r["as_of"], r["target_no"], r["before"], r["after"], r["item"], r["unit"]) for r in found] == [
        ("first", "second", 4, 3.0, 5.0, "actions", "countries")
    ]


# ---- what countries say

SENT = {"line": 7, "submission": "S0007", "round": "2014", "iso3": "FRA"}
SUBMISSIONS = (SENT, {}, {"line": 8, "submission": "S0008", "iso3": "KEN"})
NAMES = ({"iso3": "FRA", "name": "France"}, {}, {"iso3": "KEN", "name": "Kenya"})
REJECTED = {"file": "", "line": 0}


def test_what_police_see_has_its_phenomenon_in_words_and_its_cell():
    threat = {
        "file": "sent_threats", "line": 700_005, "phenomenon": "grooming", "direction": "more", "confidence": "",
        "statement": "More of it.",
    }  # fmt: skip
    found = answer(
        "published/threats",
        raw_sent_threats=(threat, {}, {"line": 800_006, "direction": ""}, {"line": 700_007}, {"line": 800_009}),
        rejected=(REJECTED, {"file": "sent_threats", "line": 700_007}, {"file": "sent_practice", "line": 700_005}),
        raw_submissions=SUBMISSIONS,
        stg_participants=NAMES,
        raw_vocabulary=(
            {"vocabulary": "phenomenon", "word": "grooming", "label": "Grooming"}, {}, {"vocabulary": "kind"},
        ),
    )  # fmt: skip
    assert sorted(tuple(row.values()) for row in found) == [
        ("2014", "FRA", "France", "grooming", "Grooming", "more", None, "More of it.", "S0007", "S0007!Threats!B", 5),
        ("2014", "KEN", "Kenya", "grooming", "Grooming", "more", None, "More of it.", "S0008", "S0008!Threats!B", 9),
    ]


def test_what_worked_has_each_of_its_words_in_its_column():
    practice = {
        "file": "sent_practice", "line": 700_005, "target_no": "2", "title": "A unit", "worked": "Training",
        "less": "Money", "useful_for": "Small states", "evidence_url": "https://example.org/a",
    }  # fmt: skip
    blank = {"line": 800_006, "target_no": "", "worked": "", "less": "", "useful_for": "", "evidence_url": ""}
    found = answer(
        "published/practices",
        raw_sent_practice=(practice, {}, blank, {"line": 700_008}),
        rejected=(REJECTED, {"file": "sent_practice", "line": 700_008}),
        raw_submissions=SUBMISSIONS,
        stg_participants=NAMES,
    )
    assert sorted(tuple(row.values()) for row in found) == [
        ("2014", "FRA", "France", 2, "A unit", "Training", "Money", "Small states", "https://example.org/a", "S0007",
         "S0007!Practice!A", 5),
        ("2014", "KEN", "Kenya", None, "A unit", None, None, None, None, "S0008", "S0008!Practice!A", 6),
    ]  # fmt: skip


def test_what_became_of_a_commitment_is_known_from_the_day_on_which_the_report_was_due():
    progress = {
        "file": "sent_progress", "line": 700_005, "reference": "C001-FRA", "status": "", "done": "A law.",
        "evidence_url": "https://example.org/a", "new_due_date": "2015", "note": "A note.",
    }  # fmt: skip
    found = answer(
        "published/reports",
        raw_sent_progress=(progress, {}, {"line": 700_006, "status": "ongoing", "done": ""}, {"line": 700_007}),
        rejected=(REJECTED, {"file": "sent_progress", "line": 700_007}),
        raw_submissions=(SENT, {}),
        raw_rounds=({"round": "2014", "due": "2014-09-30"}, {}),
    )
    assert sorted(tuple(row.values()) for row in found) == [
        ("S0007", "2014", "FRA", "C001-FRA", "not_reported", "A law.", "https://example.org/a", "2015", "A note.",
         SEEN, "S0007!Progress!E", 5),
        ("S0007", "2014", "FRA", "C001-FRA", "ongoing", None, "https://example.org/a", "2015", "A note.",
         SEEN, "S0007!Progress!E", 6),
    ]  # fmt: skip


def reporting(who):
    found = answer(
        "published/reporting",
        rounds=({"round": "2014", "label": "Progress 2014", "due": SEEN, "who": who}, {}, {"round": "2015"}),
        stg_participants=(
            {"iso3": "FRA", "name": "France", "region": "Europe", "in_launch_list": True, "in_list_54": True},
            *({}, {"iso3": "VNM", "in_list_54": False}, {"iso3": "KEN", "in_launch_list": False}),
        ),
        submissions=(
            {"round": "2014", "iso3": "FRA", "submission": "S0007", "office": "Ministry", "dated": "2014-09-01",
             "received_at": "2014-09-02", "sha256": "a"}, {},
        ),
    )  # fmt: skip
    return sorted((row["round"], row["iso3"], row["voice"], row["submission"], row["office"]) for row in found)


def test_who_is_asked_is_on_the_list_of_the_round_and_silent_until_there_is_a_report():
    heard = ("2014", "FRA", "reported", "S0007", "Ministry")
    assert reporting("launch_list") == [heard, ("2014", "VNM", "silent", None, None)]
    assert reporting("list_54") == [heard, ("2014", "KEN", "silent", None, None)]


def answers(*given):
    found = answer(
        "published/answers",
        reporting=(
            {"round": "2014", "iso3": "FRA", "country": "France", "voice": "reported"}, {},
            {"iso3": "KEN", "country": "Kenya", "voice": "silent"},
        ),
        rounds=({"round": "2014", "period": "2013"}, {}),
        raw_form_indicators=({"indicator": "arrests"}, {}),
        indicators=({"indicator": "arrests", "label": "Arrests", "target_no": 2, "unit": "persons"}, {}),
        raw_sent_indicators=(
            {"file": "sent_indicators", "line": 700_012, "indicator": "arrests", "period": "2013", "value": "12",
             "no_value": "", "value_as_sent": "12", "qualifier": "approx", "note": ""}, *given,
        ),
        rejected=(REJECTED, {"file": "sent_indicators", "line": 700_099}),
        raw_submissions=(SENT, {}),
        stg_participants=NAMES,
    )  # fmt: skip
    columns = ("iso3", "country", "period", "asked", "answer", "value", "value_as_sent", "qualifier", "file", "line")
    return sorted((tuple(row[name] for name in columns) for row in found), key=str)


SILENT = [("KEN", "Kenya", "2013", True, "not_reported", None, None, None, None, None)]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, ("2013", True, "value", 12.0, "12", "approx", "S0007!Indicators!G", 12)),
        ({"value": "0"}, ("2013", True, "value", 0.0, "12", "approx", "S0007!Indicators!G", 12)),
        ({"period": "2012"}, ("2012", False, "value", 12.0, "12", "approx", "S0007!Indicators!G", 12)),
        (
            {"value": "", "no_value": "refused", "value_as_sent": "", "qualifier": ""},
            ("2013", True, "refused", None, None, None, "S0007!Indicators!G", 12),
        ),
        (
            {"value": "", "value_as_sent": "", "qualifier": ""},
            ("2013", True, "not_reported", None, None, None, "S0007!Indicators!G", 12),
        ),
        ({"line": 700_099}, ("2013", True, "not_reported", None, None, None, None, None)),
    ],
    ids=str,
)
def test_an_answer_is_a_value_a_reason_or_nothing_and_other_years_were_not_asked_for(cells, expected):
    extra = [] if expected[0] == "2013" else [("FRA", "France", "2013", True, "not_reported", *[None] * 5)]
    assert answers(cells) == [*sorted([("FRA", "France", *expected), *extra], key=str), *SILENT]


# ---- what belongs to a goal, and facts of milestones


def test_what_belongs_to_a_goal_are_its_indicators_milestones_and_kinds_of_commitment():
    found = answer(
        "published/goal_items",
        indicators=(
            {"target_no": 4, "goal_id": "4.2", "indicator": "score", "label": "Score"}, {}, {"target_no": None},
        ),
        milestone_kinds=({"target_no": 4, "goal_id": "4.1", "milestone": "hotline", "label": "Hotline"}, {}),
        raw_goal_kinds=({"goal_id": "4.3", "kind": "law"}, {}),
        operational_goals=({"target_no": 4, "goal_id": "4.3"}, {}),
        raw_vocabulary=({"vocabulary": "kind", "word": "law", "label": "Legislation"}, {}, {"vocabulary": "other"}),
    )  # fmt: skip
    assert sorted(tuple(row.values()) for row in found) == [
        (4, "4.1", "milestone", "hotline", "Hotline"),
        (4, "4.2", "indicator", "score", "Score"),
        (4, "4.3", "commitment_kind", "law", "Legislation"),
    ]


@pytest.mark.parametrize(("register", "many"), [("INHOPE", 1), ("NONE", 0)])
def test_a_fact_has_the_milestone_of_its_register(register, many):
    fact = {
        "register": register, "iso3": "FRA", "fact": "joined", "date": "2013", "date_precision": "year",
        "status_as_of": "", "is_start": True, "known_from": date(2013, 12, 31), "source_title": "A page",
        "source_url": "", "evidence": "verified", "note": "", "file": "memberships", "line": 2,
    }  # fmt: skip
    found = answer(
        "published/milestone_facts",
        stg_facts=(fact, {}, {"fact": "left"}),
        raw_registers=(
            {"register": "INHOPE", "milestone": "hotline", "label": "INHOPE"},
            *({}, {"register": "NONE", "milestone": ""}),
        ),
        stg_participants=NAMES,
        raw_milestone_facts=({"register": register, "fact": "joined", "state": "yes", "meaning": "Member"}, {}),
    )  # fmt: skip
    columns = ("milestone", "country", "register", "register_label", "fact", "state", "meaning", "file", "line")
    assert [tuple(row[name] for name in columns) for row in found] == [
        ("hotline", "France", "INHOPE", "INHOPE", "joined", "yes", "Member", "memberships", 2)
    ] * many


# ---- the record, typed

UNDATED, NEWS = "https://silent.example", "https://news.example"
PUBLISHED = ({"source_url": NEWS, "published_on": date(2014, 3, 8)}, {})
"""One source says when it was published, the other does not."""
TREATY = {
    "iso3": "FRA", "treaty": "BUDAPEST", "event": "ratification", "date": "2006-01-10", "date_precision": "day",
    "status_as_of": "2024", "source_title": "", "source_url": UNDATED, "evidence": "verified", "note": "",
    "file": "treaties", "line": 2,
}  # fmt: skip
MEMBER = {
    "iso3": "FRA", "network": "INHOPE", "fact": "joined", "date": "1999", "date_precision": "year",
    "source_title": "", "source_url": UNDATED, "evidence": "verified", "note": "", "file": "memberships", "line": 2,
}  # fmt: skip


def facts(treaties=(), memberships=()):
    found = answer(
        "staging/stg_facts",
        raw_treaties=(TREATY, *treaties),
        raw_memberships=(MEMBER, *memberships),
        rejected=(REJECTED, {"file": "treaties", "line": 9}),
        raw_conferences=(
            {"known_until": "2012-12-05"},
            {},
            {"known_until": "2026-11-22"},
            {"known_until": "2014-09-30"},
        ),
        stg_published=PUBLISHED,
    )
    columns = ("register", "fact", "date", "status_as_of", "is_start", "known_from")
    return [tuple(row[name] for name in columns) for row in found]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, [("2006-01-10", "2024", True, date(2006, 1, 10))]),
        ({"date": ""}, [(None, "2024", False, date(2024, 12, 31))]),
        ({"date": "", "status_as_of": ""}, [(None, None, False, date(2026, 11, 22))]),
        ({"line": 9}, []),
        ({"source_url": NEWS}, [("2006-01-10", "2024", True, date(2014, 3, 8))]),
        ({"source_url": NEWS, "date": "2014-03-09"}, [("2014-03-09", "2024", True, date(2014, 3, 9))]),
        ({"source_url": NEWS, "date": "", "status_as_of": "2013"}, [(None, "2013", False, date(2014, 3, 8))]),
        ({"source_url": NEWS, "date": "", "status_as_of": ""}, [(None, None, False, date(2014, 3, 8))]),
    ],
)
def test_an_act_of_a_treaty_is_known_from_its_day_that_of_its_list_or_only_with_the_latest(cells, expected):
    assert facts([cells]) == [("BUDAPEST", "ratification", *rest) for rest in expected]


@pytest.mark.parametrize(("fact", "starts"), [("joined", True), ("listed", False), ("took_part", False)])
def test_a_membership_starts_unless_it_is_only_listed(fact, starts):
    assert facts(memberships=[{"fact": fact}]) == [("INHOPE", fact, "1999", "1999", starts, date(1999, 12, 31))]


def test_a_membership_of_a_list_without_a_date_is_known_only_with_the_latest():
    assert facts(memberships=[{"date": ""}]) == [("INHOPE", "joined", None, None, False, date(2026, 11, 22))]
    told = facts(memberships=[{"date": "", "source_url": NEWS}])
    assert told == [("INHOPE", "joined", None, None, False, date(2014, 3, 8))]


OWN = {
    "file": "observations", "line": 2, "indicator": "arrests", "iso3": "FRA", "period": "2013",
    "period_type": "calendar_year", "value": "60", "unit": "persons", "qualifier": "exact", "source_title": "",
    "source_url": UNDATED, "evidence": "verified", "note": "",
}  # fmt: skip
REPORTED = {"file": "sent_indicators", "line": 700_012, "evidence": "reported"}


def figures(*rows):
    found = answer(
        "staging/stg_observations",
        raw_observations=(OWN, *rows),
        rejected=(REJECTED, {"file": "observations", "line": 9}),
        raw_submissions=(
            {"line": 7, "round": "2014"}, {}, {"line": 8, "round": "2013"},
        ),
        raw_rounds=({"round": "2014", "due": "2014-09-30"}, {}, {"round": "2013", "due": "2012-12-31"}),
        stg_published=PUBLISHED,
    )  # fmt: skip
    columns = ("file", "line", "known_from", "superseded_from", "value")
    return sorted((tuple(row[name] for name in columns) for row in found), key=str)


def test_a_figure_of_the_record_counts_from_the_end_of_its_period_and_until_a_report_is_due():
    assert figures({}, {"line": 9}) == [("observations", 2, date(2013, 12, 31), None, 60.0)]
    assert figures({}, {**REPORTED, "value": "61"}) == [
        ("S0007!Indicators!G", 12, SEEN, None, 61.0),
        ("observations", 2, date(2013, 12, 31), SEEN, 60.0),
    ]
    assert figures({}, {**REPORTED, "period": "2012"})[1][3] is None, "another period is another figure"


def test_a_figure_of_the_record_counts_not_before_its_source_was_published():
    """Of 2013, told on 8 March 2014; of 2014, told before the year was over, from its last day."""
    assert figures({"source_url": NEWS}) == [("observations", 2, date(2014, 3, 8), None, 60.0)]
    assert figures({"source_url": NEWS, "period": "2014"})[0][2] == date(2014, 12, 31)


def test_a_report_that_was_due_before_the_end_of_a_period_counts_from_that_end():
    assert figures({**REPORTED, "line": 800_012}) == [("S0008!Indicators!G", 12, date(2013, 12, 31), None, 60.0)]


def test_of_two_reports_the_one_due_later_takes_the_place_of_the_other():
    rows = figures({**REPORTED, "line": 700_012}, {**REPORTED, "line": 800_012, "value": "59"})
    assert rows == [
        ("S0007!Indicators!G", 12, SEEN, None, 60.0),
        ("S0008!Indicators!G", 12, date(2013, 12, 31), SEEN, 59.0),
    ]


@pytest.mark.parametrize(
    ("url", "announced", "stated", "known", "status_known"),
    [
        (UNDATED, "2013", "2012-06", date(2013, 12, 31), date(2012, 6, 30)),
        (UNDATED, "", "2012-06", date(2012, 6, 30), date(2012, 6, 30)),
        (UNDATED, "", "", None, None),
        (NEWS, "2013", "2012-06", date(2014, 3, 8), date(2014, 3, 8)),
        (NEWS, "2015", "2015-06", date(2015, 12, 31), date(2015, 6, 30)),
        (NEWS, "", "2012-06", date(2014, 3, 8), date(2014, 3, 8)),
        (NEWS, "2013", "", date(2014, 3, 8), None),
        (NEWS, "", "", date(2014, 3, 8), None),
    ],
)
def test_a_commitment_is_known_from_its_announcement_or_the_date_of_its_status_and_not_before_its_source(
    url, announced, stated, known, status_known
):
    names = (
        "commitment_id iso3 goal_id title kind lead_authority origin announced_precision due_date status source_title "
        "page evidence note"
    )
    row = {
        **dict.fromkeys(names.split(), ""),
        "source_url": url,
        "target_no": "2",
        "file": "sent_commitments",
        "line": 700_005,
    }
    found = answer(
        "staging/stg_commitments",
        raw_commitments=({**row, "announced_date": announced, "status_as_of": stated}, {}, {"line": 700_009}),
        rejected=(REJECTED, {"file": "sent_commitments", "line": 700_009}),
        stg_published=PUBLISHED,
    )
    assert [(r["known_from"], r["status_known_from"], r["target_no"], r["file"], r["line"]) for r in found] == [
        (known, status_known, 2, "S0007!Commitments!E", 5)
    ]
