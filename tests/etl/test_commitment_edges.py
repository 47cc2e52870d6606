"""Commitments exactly on their edges: on the day, one before and one after, over literal rows."""

from datetime import date

import pytest

from tests.support.tiny import answer

WASHINGTON = date(2014, 9, 30)
CONFERENCE = {"as_of": "then", "known_until": WASHINGTON}
COUNTRY = {"as_of": "then", "iso3": "FRA", "country": "France"}
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
        raw_projects=({"commitment_id": "", "project": ""},),
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
