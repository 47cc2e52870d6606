"""Published tables exactly on their edges: on the day of looking, at the share, at the age, over literal rows."""

from datetime import date, timedelta

import pytest

from tests.support.tiny import answer

WASHINGTON = date(2014, 9, 30)
CONFERENCE = {"as_of": "then", "known_until": WASHINGTON}
COUNTRY = {"as_of": "then", "iso3": "FRA", "country": "France", "region": "Europe", "eu_member": True}
LATER = WASHINGTON + timedelta(1)

# ---- who belongs

LISTED = {
    "iso3": "FRA", "register": "GLOBAL_ALLIANCE", "known_from": date(2012, 12, 5), "source_title": "", "source_url": "",
    "evidence": "verified", "file": "memberships", "line": 2,
}  # fmt: skip
PARTICIPANT = {
    "iso3": "FRA", "name": "France", "region": "Europe", "subregion": "Western Europe", "in_launch_list": True,
    "in_list_54": True, "eu_member_at_launch": True, "eu_member_2014": True, "eu_member_2024": True,
}  # fmt: skip


def rosters(*lists, until=WASHINGTON, **participant):
    return answer(
        "published/rosters",
        stg_facts=(LISTED, *lists),
        conferences=(CONFERENCE, {"known_until": until}),
        stg_participants=(PARTICIPANT, participant, {"iso3": "VNM"}),
    )


@pytest.mark.parametrize(
    ("listed_on", "members"), [(date(2014, 9, 29), ["FRA"]), (WASHINGTON, ["FRA"]), (LATER, ["FRA", "VNM"])]
)
def test_the_newest_list_holds_from_its_own_day_on(listed_on, members):
    found = rosters({}, {"iso3": "VNM"}, {"known_from": listed_on})
    assert sorted(row["iso3"] for row in found) == members


@pytest.mark.parametrize(
    ("until", "member"),
    [
        *[(date(2014, 9, 29), "launch"), (date(2014, 9, 30), "2014")],
        *[(date(2020, 1, 31), "2014"), (date(2020, 2, 1), "2024")],  # the United Kingdom left with the end of January
    ],
)
@pytest.mark.parametrize("column", ["launch", "2014", "2024"])
def test_membership_of_the_european_union_is_that_of_the_date(until, member, column):
    cells = {"eu_member_at_launch": False, "eu_member_2014": False, "eu_member_2024": False}
    cells[{"launch": "eu_member_at_launch"}.get(column, f"eu_member_{column}")] = True
    assert [row["eu_member"] for row in rosters({}, until=until, **cells)] == [column == member]


# ---- milestones

FACT = {
    "milestone": "hotline", "iso3": "FRA", "fact": "joined", "state": "yes", "date": "2013", "status_as_of": "",
    "is_start": True, "known_from": date(2013, 12, 31), "source_title": "", "source_url": "", "evidence": "verified",
    "note": "", "file": "memberships", "line": 2,
}  # fmt: skip
KIND = {
    "milestone": "hotline", "short_label": "Hotline", "target_no": 4, "goal_id": "4.2", "rule": "binary",
    "judged": True, "is_gap": True,
}  # fmt: skip


def state(*facts):
    (row,) = answer(
        "published/milestones",
        milestone_facts=(FACT, *facts),
        conferences=(CONFERENCE, {}),
        rosters=(COUNTRY, {}),
        milestone_kinds=(KIND, {}),
    )
    return row["state"], row["since"]


@pytest.mark.parametrize(
    ("known_from", "found"),
    [(date(2014, 9, 29), "yes"), (WASHINGTON, "yes"), (LATER, "not_known")],
)
def test_a_fact_counts_from_its_own_day_on(known_from, found):
    assert state({"known_from": known_from})[0] == found


@pytest.mark.parametrize(
    ("evidence", "found"), [("verified", "yes"), ("reported", "yes"), ("unconfirmed", "not_known")]
)
def test_only_what_is_sure_counts(evidence, found):
    assert state({"evidence": evidence})[0] == found


def test_the_newest_fact_says_how_it_is_and_the_first_start_since_when():
    left = {"state": "no", "is_start": False, "known_from": WASHINGTON, "date": "2014-09-30"}
    assert state(left) == ("no", None)
    assert state({}, left) == ("sources_differ", None)
    assert state(left, {"known_from": date(2013, 1, 1), "state": "no", "is_start": False}) == ("no", None)
    assert state({}, {**left, "known_from": LATER}) == ("yes", "2013")
    listed = {"is_start": False, "known_from": WASHINGTON, "date": "2014-09-30"}
    assert state({}, listed) == ("yes", "2013")
    again = {"known_from": WASHINGTON, "date": "2014-09-30"}
    assert state({}, again) == ("yes", "2013")
    assert state(listed) == ("yes", None)


def test_of_two_facts_of_one_day_the_start_counts():
    day = {"known_from": WASHINGTON}
    assert state({**day, "line": 3}, {**day, "state": "no", "is_start": False})[0] == "yes"
    listed = {**day, "is_start": False}
    assert state({**listed, "line": 3}, {**listed, "state": "no"})[0] == "sources_differ"


UNDATED = {"date": None, "status_as_of": None, "known_from": WASHINGTON, "is_start": False}
NO_2013 = {"state": "no", "is_start": False, "date": None, "status_as_of": "2013", "known_from": date(2013, 12, 31)}
YES_2014 = {"date": "2014-02-01", "known_from": date(2014, 2, 1)}


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ([NO_2013, YES_2014], "yes"),  # joined after it was listed as outside: no contradiction
        ([NO_2013, UNDATED], "sources_differ"),  # nobody knows which came first
        ([NO_2013, UNDATED, YES_2014], "yes"),  # a later dated act settles it
        ([UNDATED | {"state": "no"}, YES_2014], "sources_differ"),
        ([YES_2014, NO_2013 | {"known_from": date(2014, 5, 1), "status_as_of": "2014-05-01"}], "sources_differ"),
        ([NO_2013, UNDATED | {"evidence": "unconfirmed"}], "no"),  # what is unconfirmed contradicts nothing
        ([UNDATED], "yes"),
        ([UNDATED | {"state": "no"}], "no"),
    ],
    ids=str,
)
def test_two_sources_differ_where_no_order_explains_it(facts, found):
    assert state(*facts)[0] == found


def test_the_other_source_stands_beside_and_so_does_an_unconfirmed_one():
    def other(*facts):
        (row,) = answer(
            "published/milestones",
            milestone_facts=(FACT, *facts),
            conferences=(CONFERENCE, {}),
            rosters=(COUNTRY, {}),
            milestone_kinds=(KIND, {}),
        )
        return [row[name] for name in ("state", "fact", "line", "other_fact", "other_line", "other_evidence")]

    no = {**NO_2013, "fact": "listed_as_not_party", "line": 7}
    assert other(no, UNDATED) == ["sources_differ", "joined", 2, "listed_as_not_party", 7, "verified"]
    assert other({**no, "evidence": "unconfirmed"}) == [
        *("not_known", None, None),
        *("listed_as_not_party", 7, "unconfirmed"),
    ]
    assert other(YES_2014, {**no, "evidence": "unconfirmed"}) == ["yes", "joined", 2, None, None, None]


# ---- side by side

OBSERVED = {
    "indicator": "score", "label": "Score", "iso3": "FRA", "country": "France", "target_no": 4, "goal_id": "4.2",
    "rule": "direction", "unit": "points", "period": "2013", "date_from": date(2013, 1, 1),
    "date_to": date(2013, 12, 31), "known_from": date(2013, 12, 31), "superseded_from": date(2999, 1, 1),
    "value": 60.0, "qualifier": "exact",
    "evidence": "verified", "source_title": "", "source_url": "", "note": "", "file": "observations", "line": 2,
}  # fmt: skip
COMPARED = {
    "indicator": "score", "label": "Score", "target_no": 4, "goal_id": "4.2", "rule": "direction",
    "measure_type": "level", "comparable": True, "comparable_reason": "Definitions differ",
    "rankable": True, "rankable_reason": "No direction",
}  # fmt: skip
FIVE = ["AUT", "BEL", "CZE", "DEU", "EST"]


def comparison(*evidence, **indicator):
    rows = [{"iso3": FIVE[n], "evidence": word, "superseded_from": None} for n, word in enumerate(evidence)]
    (row,) = answer(
        "published/comparison",
        observations=(OBSERVED, *rows),
        conferences=(CONFERENCE, {}),
        rosters=(COUNTRY, *({"iso3": iso3} for iso3 in FIVE)),
        indicators=(COMPARED, indicator),
    )
    return row["countries"], row["ranked"], row["rank_reason"]


def test_exactly_80_percent_of_the_countries_are_enough_for_a_rank():
    sure, few = ["verified"] * 5, "3 of 5 countries have a figure; no rank below 80 %"
    assert [comparison(*sure[:n]) for n in (3, 4, 5)] == [(3, False, few), (4, True, ""), (5, True, "")]
    assert comparison(*sure[:3], "reported") == (4, True, "")
    assert comparison(*sure[:3], "unconfirmed") == (3, False, few)
    assert comparison(*sure, rankable=False) == (5, False, "No direction")
    assert comparison(*sure, comparable=False) == (5, False, "Definitions differ")


@pytest.mark.parametrize(
    ("cells", "figures"),
    [
        ({"known_from": WASHINGTON}, 1),
        ({"known_from": LATER}, 0),
        ({"superseded_from": LATER}, 1),
        ({"superseded_from": WASHINGTON}, 0),
    ],
)
def test_tables_of_figures_count_what_is_known_on_the_day(cells, figures):
    observed = (OBSERVED, {"superseded_from": None, **cells})
    (row,) = answer(
        "published/indicator_coverage",
        observations=observed,
        conferences=(CONFERENCE, {}),
        rosters=(COUNTRY, {}),
        indicators=(COMPARED, {}),
    )
    assert (row["figures"], row["countries"], row["participants"]) == (figures, figures, 1)
    # 273 days from 2013-12-31 to 2014-09-30 are 0.747 years
    assert row["age_years"] == (0.75 if figures else None)


ANNOUNCED = {
    "as_of": "then", "iso3": "FRA", "target_no": 4, "origin": "alliance_report", "file": "commitments", "line": 18,
}  # fmt: skip
KNOWN = {"as_of": "then", "iso3": "FRA", "target_no": 4, "state": "yes"}


@pytest.mark.parametrize(
    ("cells", "figures"),
    [
        ({"known_from": WASHINGTON}, 1),
        ({"known_from": LATER}, 0),
        ({"superseded_from": LATER}, 1),
        ({"superseded_from": WASHINGTON}, 0),  # the later report has taken its place, and is a figure of its own
    ],
)
def test_a_country_is_known_by_the_figures_that_hold_on_the_day(cells, figures):
    (row,) = answer(
        "published/coverage",
        observations=(OBSERVED, {"superseded_from": None, **cells}),
        conferences=(CONFERENCE, {}),
        rosters=(COUNTRY, {}),
        policy_targets=({"target_no": 4}, {}),
        commitments=(ANNOUNCED,),
        milestones=(KNOWN,),
    )
    assert (row["figures"], row["indicators"], row["nothing_known"]) == (figures, figures, figures == 0)


# ---- revised stocks


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"value": 60.0}, []),
        ({"value": 59.9}, ["fall"]),
        ({"value": 60.1}, []),
        ({"value": 59.9, "date_from": date(2013, 12, 31)}, ["overlap"]),  # the last day of the earlier period
        ({"value": 59.9, "date_from": date(2014, 1, 1)}, ["fall"]),
        ({"value": 59.9, "date_to": date(2013, 12, 31)}, ["two_figures"]),
        ({"value": 59.9, "unit": "others"}, []),
    ],
)
def test_a_stock_is_revised_where_a_later_figure_is_lower(cells, kind):
    later = {"date_from": date(2014, 1, 1), "date_to": date(2014, 12, 31), "line": 3, **cells}
    found = answer(
        "published/revisions", observations=(OBSERVED, {}, later), indicators=(COMPARED, {"measure_type": "cumulative"})
    )
    assert [(row["kind"], row["origin"]) for row in found] == [
        (k, "observations.csv:2 observations.csv:3") for k in kind
    ]
    assert answer("published/revisions", observations=(OBSERVED, {}, later), indicators=(COMPARED, {})) == []


# ---- lines that may be drawn


@pytest.mark.parametrize(("first_year", "segment"), [("2012", 1), ("2013", 1), ("2014", 0)])
def test_a_break_begins_a_new_line_in_its_own_year(first_year, segment):
    typed = {
        **OBSERVED, "period_type": "calendar_year", "date_mid": date(2013, 7, 2), "value_as_published": "60"
    }  # fmt: skip
    (row,) = answer(
        "published/observations",
        stg_observations=(typed, {}),
        indicators=({**COMPARED, "better_direction": "up", "caveat": ""}, {}),
        raw_series_breaks=({"indicator": "score", "iso3": "FRA", "first_year": first_year}, {}),
        stg_participants=(PARTICIPANT, {}),
    )
    assert (row["segment"], row["country"]) == (segment, "France")


# ---- what is missing

COVERED = {**COUNTRY, "target_no": 2, "actions": 1, "figures": 1}
MILESTONE = {
    **COUNTRY, "milestone": "hotline", "label": "Hotline", "target_no": 4, "goal_id": "4.2", "state": "yes",
    "stated": "2013", "source_title": "", "source_url": "", "evidence": "verified", "file": "memberships", "line": 2,
}  # fmt: skip
COMMITMENT = {
    "as_of": "then", "target_no": 2, "goal_id": "2.1", "iso3": "FRA", "country": "France", "due_state": "overdue",
    "commitment_id": "C017-FRA", "title": "A law", "due_date": "2013", "source_title": "", "source_url": "",
    "evidence": "verified", "file": "commitments", "line": 18,
}  # fmt: skip
JUDGED = {
    "as_of": "then", "target_no": 1, "goal_id": "1.1", "iso3": "WLD", "country": "World", "rule": "annual_growth",
    "item": "icse", "label": "Victims", "current_date": WASHINGTON, "gap_value": -1.0, "unit": "victims", "origin": "a",
}  # fmt: skip


def gaps(coverage=(), milestones=(), commitments=(), progress=(), **kind):
    found = answer(
        "published/gaps",
        coverage=(COVERED, *coverage),
        milestones=(MILESTONE, *milestones),
        commitments=(COMMITMENT, *commitments),
        progress=(JUDGED, *progress),
        rosters=(COUNTRY, {}),
        milestone_kinds=(KIND, kind),
    )
    return sorted((row["kind"], row["item"], row["amount"], row["address"]) for row in found)


def test_a_goal_is_behind_its_path_only_below_it():
    behind = [("behind_path", "icse", -0.001, "a")]
    assert [gaps(progress=[{"gap_value": gap}]) for gap in (-0.001, 0.0, 0.001, None)] == [behind, [], [], []]


def test_one_action_and_one_figure_end_the_silence():
    assert gaps(coverage=[{}]) == []
    assert gaps(coverage=[{"actions": 0}]) == [("not_reported", "action", None, None)]
    assert gaps(coverage=[{"figures": 0}]) == [("not_reported", "figure", None, None)]


def test_no_and_not_known_are_two_gaps_and_yes_is_none():
    address = "memberships.csv:2"
    assert gaps(milestones=[{}]) == []
    assert gaps(milestones=[{"state": "no"}]) == [("not_joined", "hotline", None, address)]
    assert gaps(milestones=[{"state": "not_known"}]) == [("not_known", "hotline", None, address)]
    assert gaps(milestones=[{"state": "no"}], is_gap=False) == []


def test_a_commitment_is_a_gap_where_it_is_due():
    assert gaps(commitments=[{}]) == [("overdue", "C017-FRA", None, "commitments.csv:18")]
    assert gaps(commitments=[{"due_state": ""}]) == []


# ---- what changed

POSITIONS = [{"as_of": "first", "position": 1}, {"as_of": "second", "position": 2}]
STATE = {
    "as_of": "first", "item_type": "indicator", "item": "score", "iso3": "WLD", "country": "World", "label": "Score",
    "target_no": 4, "unit": "points", "rule": "direction", "status": "improving", "current_value": 60.0,
    "current_qualifier": "exact", "participants": 48,
}  # fmt: skip
TARGET = {"as_of": "first", "target_no": 4, "countries_with_action": 3, "participants": 48}


@pytest.mark.parametrize(
    ("cells", "changed"),
    [
        ({}, []),
        ({"current_value": 60.1}, [(60.0, 60.1)]),
        ({"status": "worsening"}, [(60.0, 60.0)]),
        ({"participants": 54}, [(60.0, 60.0)]),
        ({"current_value": None}, []),
        ({"iso3": "FRA", "current_value": 61.0}, []),
        ({"item": "other"}, [(None, 60.0)]),
    ],
)
def test_what_changed_is_listed_once_from_the_earlier_date_to_the_later(cells, changed):
    found = answer(
        "published/changes",
        conferences=(POSITIONS[0], *POSITIONS),
        progress=(STATE, {}, {"as_of": "second", **cells}),
        target_progress=(TARGET,),
    )
    assert [(row["before"], row["after"]) for row in found] == changed
    assert {(row["since"], row["as_of"]) for row in found} <= {("first", "second")}


# ---- what is known of a country


def test_the_newest_figure_is_dated_by_the_last_day_of_its_period():
    act = {"as_of": "", "iso3": "", "target_no": 1, "origin": "", "file": "", "line": 1}
    (row,) = answer(
        "published/coverage",
        commitments=(act,),
        milestones=({"as_of": "", "iso3": "", "target_no": 1, "state": ""},),
        observations=(OBSERVED, {"superseded_from": None}),
        conferences=(CONFERENCE, {}),
        rosters=(COUNTRY, {}),
        policy_targets=({"target_no": 4}, {}),
    )
    assert (row["figures"], row["newest_figure"]) == (1, date(2013, 12, 31))


def test_a_country_with_two_late_commitments_is_one_country():
    late = {"kind": "overdue", "item_type": "commitment", "item": "C1", "label": "A law", "goal_id": "4.2"}
    (row,) = answer(
        "published/gap_totals",
        gaps=({"as_of": "then", "target_no": 4, "iso3": "FRA", **late}, {}, {"item": "C2"}),
        rosters=(COUNTRY, {}, {"iso3": "DEU"}),
    )
    assert (row["countries"], row["participants"], row["overdue"]) == (1, 2, 2)
