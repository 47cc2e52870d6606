"""Checks exactly on their edges: the last cell that is taken and the first that is not, over literal rows."""

from datetime import date

import pytest

from etl.record.read import definition
from etl.source import DEFINITIONS
from etl.warehouse import Warehouse
from tests.support.tiny import answer

REJECTED = {"file": "observations", "line": 2}
FIGURE = {
    "file": "observations", "line": 2, "indicator": "arrests", "iso3": "FRA", "unit": "persons", "period": "2013",
    "period_type": "calendar_year", "value": "100", "year": "2013", "source_title": "A ministry",
}  # fmt: skip
SENT = {"file": "sent_indicators", "line": 700_012}
SUBMISSION = {"line": 7, "iso3": "FRA", "round": "2026"}
ROUND = {"round": "2026", "kind": "progress", "opens": "2026-03-01", "due": "2026-10-31", "label": "Round 2026"}
INDICATOR = {"indicator": "arrests", "unit": "persons", "measure_type": "flow", "observations": "1"}
CLOSED = "2026-11-22"


def expected(rows):
    """What a check says is right, one sentence a finding."""
    return [row["expected"] for row in rows]


# ---- figures beside figures


@pytest.mark.parametrize(
    ("value", "is_jump"),
    [
        *[("10", False), ("9.999", True), ("10.001", False), ("1000", False), ("1000.001", True), ("999", False)],
        *[("100", False), ("0", False), ("-5", False), ("about 5000", False)],
    ],
)
def test_exactly_ten_times_as_much_or_a_tenth_is_no_jump(value, is_jump):
    later = {**SENT, "period": "2014", "value": value}
    found = answer("checks/jump", raw_observations=(FIGURE, {}, later), rejected=(REJECTED,))
    near = "a figure near 100, that of 2013, or a word on why it changed so much"
    assert expected(found) == [near] * is_jump


@pytest.mark.parametrize(
    "cells", [{"unit": "cases"}, {"period_type": "part_year"}, {"iso3": "DEU"}, {"indicator": "x"}]
)
def test_only_figures_of_one_kind_are_a_jump(cells):
    later = {**SENT, "period": "2014", "value": "5000"}
    rows = {"rejected": (REJECTED,), "raw_observations": (FIGURE, cells, later)}
    assert answer("checks/jump", **rows) == []
    assert len(answer("checks/jump", **{**rows, "raw_observations": (FIGURE, {}, later)})) == 1


@pytest.mark.parametrize(("value", "falls"), [("99.9", True), ("100", False), ("100.0", False), ("101", False)])
def test_a_stock_that_stays_has_not_fallen(value, falls):
    found = answer(
        "checks/stock_falls",
        raw_observations=(FIGURE, {}, {"line": 3, "period": "2014", "value": value}),
        raw_indicators=(INDICATOR, {"measure_type": "cumulative"}),
    )
    assert expected(found) == ["at least 100, the figure of 2013"] * falls


@pytest.mark.parametrize(("value", "is_revised"), [("100", False), ("100.0", False), ("100.1", True), ("99", True)])
def test_the_same_number_written_otherwise_is_no_revision(value, is_revised):
    found = answer(
        "checks/revised_figure", raw_observations=(FIGURE, {}, {**SENT, "value": value}), rejected=(REJECTED,)
    )
    word = "100, the figure on record for 2013 (A ministry), or a word that it is revised"
    assert expected(found) == [word] * is_revised


@pytest.mark.parametrize(
    ("value", "unit", "is_named"),
    [
        *[("0", "percent", False), ("100", "percent", False), ("100.000", "percent", False)],
        *[("-0.1", "percent", True), ("100.1", "percent", True), ("101", "persons", False)],
    ],
)
def test_a_share_may_be_0_and_100(value, unit, is_named):
    found = answer("checks/percent_over_100", raw_observations=(FIGURE, {"value": value, "unit": unit}))
    assert expected(found) == ["a percentage from 0 to 100"] * is_named


@pytest.mark.parametrize(
    ("unit", "value", "is_asked"),
    [
        *[("percent", "0", False), ("percent", "0.5", True), ("percent", "0.999", True), ("percent", "1.5", False)],
        *[("percent", "1", True), ("percent", "1.0", True), ("percent", "1.000000001", False)],
        *[("percent", "100", False), ("percent", "0.000000001", True)],
        *[("persons", "0", False), ("persons", "1", False), ("persons", "1.0", False), ("persons", "1.5", True)],
    ],
)
def test_a_count_is_whole_and_a_percentage_below_1_may_be_meant_as_a_part(unit, value, is_asked):
    sent = {**SENT, "indicator": "arrests", "value": value, "value_as_sent": value}
    found = answer("checks/not_a_count", raw_sent_indicators=(sent, {}), raw_indicators=(INDICATOR, {"unit": unit}))
    assert [(row["found"], row["place"]) for row in found] == [(value, "value")] * is_asked


@pytest.mark.parametrize("sent", ["1 %", "1%", "1％", "١٪"])
def test_a_percentage_that_is_written_with_its_sign_is_no_part(sent):
    row = {**SENT, "indicator": "arrests", "value": "1", "value_as_sent": sent}
    asked = {"raw_indicators": (INDICATOR, {"unit": "percent"})}
    assert answer("checks/not_a_count", raw_sent_indicators=(row, {}), **asked) == []
    assert expected(answer("checks/not_a_count", raw_sent_indicators=(row, {"value_as_sent": "1"}), **asked)) == [
        "100, if 1 was meant as a part of 1; or a word that it is 1 %"
    ]


LIMIT = {"what": "value", "of": "", "at_least": "0", "at_most": ""}
LIMITS = (LIMIT, {}, {"of": "rank of 60", "at_least": "1", "at_most": "60"})


@pytest.mark.parametrize(
    ("unit", "value", "says"),
    [
        *[("persons", "-1", "a number of persons that is 0 or more"), ("persons", "0", ""), ("persons", "-0", "")],
        ("days", "-0.000000001", "a number of days that is 0 or more"),
        *[("rank of 60", "0", "a number of rank of 60 from 1 to 60"), ("rank of 60", "1", "")],
        *[("rank of 60", "60", ""), ("rank of 60", "60.1", "a number of rank of 60 from 1 to 60")],
        *[("percent", "-1", ""), ("persons", "about -5", "")],
    ],
)
@pytest.mark.parametrize("where", [{}, SENT])
def test_a_figure_lies_within_the_limits_of_its_unit(unit, value, says, where):
    """F7: a negative number of cases was only asked about; a share has a check of its own."""
    found = answer(
        "checks/out_of_limits",
        raw_observations=(FIGURE, {**where, "value": value}),
        raw_indicators=(INDICATOR, {"unit": unit}),
        raw_limits=LIMITS,
    )
    assert expected(found) == [says] * bool(says)


@pytest.mark.parametrize(("letters", "is_long"), [(300, False), (301, True), (32_767, True)])
def test_a_text_has_as_many_letters_as_its_limit_says(letters, is_long):
    """F5: an action of 32,766 letters was taken unasked; letters are counted, not bytes."""
    row = {"file": "sent_commitments", "line": 100_005, "title": "a", "note": ""}
    empty = {"file": "", "line": 0, "note": ""}
    found = answer(
        "checks/too_long",
        raw_sent_commitments=(row, {"title": "é" * letters}),
        **{f"raw_sent_{name}": (empty,) for name in ("progress", "indicators", "threats", "practice")},
        raw_limits=(LIMIT, {"what": "letters", "of": "sent_commitments.title", "at_most": "300"}),
    )
    assert [(one["place"], one["found"], one["expected"]) for one in found] == [
        (
            "title",
            f"{letters} letters: {'é' * 60}…",
            "at most 300 letters; shorten it, or a word that all of it is needed",
        )
    ] * is_long


PART = {"file": "sent_indicators", "line": 700_012, "indicator": "part", "period": "2025", "value": "60"}
SUM = {"part": "part", "whole": "whole", "kind": "at_most"}


@pytest.mark.parametrize(("part", "is_named"), [("99.9", False), ("100", False), ("100.0", False), ("100.1", True)])
def test_a_part_may_be_as_large_as_the_whole(part, is_named):
    whole = {"line": 700_013, "indicator": "whole", "value": "100"}
    found = answer("checks/part_over_whole", raw_sent_indicators=(PART, {"value": part}, whole), raw_sums=(SUM, {}))
    assert expected(found) == ["at most 100, the figure of whole for 2025"] * is_named


@pytest.mark.parametrize("cells", [{"period": "2024"}, {"line": 800_013}])
def test_a_part_is_compared_with_the_whole_of_its_own_period_and_report(cells):
    rows = (PART, {"value": "200"}, {"line": 700_013, "indicator": "whole", "value": "100", **cells})
    assert answer("checks/part_over_whole", raw_sent_indicators=rows, raw_sums=(SUM, {})) == []


@pytest.mark.parametrize("part", ["hotline_csam_reports", "hotline_csam_confirmed"])
def test_a_hotline_cannot_sort_out_more_reports_than_it_received(part):
    declared = definition(DEFINITIONS / "sums.csv").records()
    rows = ({"indicator": part, "value": "101"}, {"indicator": "hotline_reports_total", "value": "100"})
    found = answer("checks/part_over_whole", raw_sent_indicators=(PART, *rows), raw_sums=(declared[0], *declared))
    assert expected(found) == ["at most 100, the figure of hotline_reports_total for 2025"]


@pytest.mark.parametrize(
    ("parts", "is_named"), [(["60", "40"], False), (["60", "39"], True), (["60", "41"], True), (["60"], False)]
)
def test_parts_add_up_once_all_are_there(parts, is_named):
    names = [{"part": f"part_{n}"} for n in range(2)]
    rows = [{"line": 700_020 + n, "indicator": f"part_{n}", "value": value} for n, value in enumerate(parts)]
    found = answer(
        "checks/sum_differs",
        raw_sent_indicators=(PART, {"indicator": "whole", "value": "100"}, *rows),
        raw_sums=({**SUM, "kind": "parts"}, *names),
    )
    assert len(found) == is_named


@pytest.mark.parametrize(("declared", "is_named"), [("1", True), ("2", False), ("3", True), ("two", False)])
def test_an_indicator_declares_how_many_figures_there_are(declared, is_named):
    found = answer(
        "checks/count_differs",
        raw_indicators=({**INDICATOR, "file": "indicators", "line": 2}, {"observations": declared}),
        raw_observations=(FIGURE, {}, {"line": 3, "period": "2014"}, {**SENT, "period": "2015"}),
    )
    assert expected(found) == ["2, as counted in observations.csv"] * is_named


# ---- what is written in a cell

CELL = {"file": "events", "line": 2, "field": "date", "value": "2014"}
FIELD = {
    "file": "events",
    "field": "date",
    "type": "date",
    "key": "no",
    "position": "1",
    "description": "",
    "required": "no",
}


def of_cell(check, value, kind, **tables):
    """The findings of a check on one cell of a type."""
    return answer(f"checks/{check}", cells=(CELL, {"value": value}), raw_fields=(FIELD, {"type": kind}), **tables)


@pytest.mark.parametrize(
    ("kind", "value", "is_out"),
    [
        *[("date", "1989-11-19", True), ("date", "1989-11-20", False), ("date", "1989-11-21", False)],
        *[("date", "1989-11", True), ("date", "1989-12", False), ("date", "1989", True), ("date", "1990", False)],
        *[("date", "2026-11-21", False), ("date", "2026-11-22", False), ("date", "2026-11-23", True)],
        *[("date", "2026-11", False), ("date", "2026-12", True), ("date", "2026", False), ("date", "2027", True)],
        *[("due_date", "2056-11-22", False), ("due_date", "2056-11-23", True), ("due_date", "2057", True)],
        *[("due_date", "1989-11-19", True), ("due_date", "2056", False)],
        *[("period", "2026-11-22", False), ("period", "2026-11-23", True), ("period", "2026", True)],
        *[("period", "2026-10", False), ("period", "2026-11", True), ("period", "2025", False)],
        *[("period", "2026-H1", False), ("period", "2026-10m", False), ("period", "2026-11m", True)],
        *[("period", "FY2024-25", False), ("period", "FY2025-26", True)],
        *[("period", "2026-04/2026-10", False), ("period", "2026-04/2026-11", True)],
    ],
)
def test_a_date_lies_between_the_convention_and_the_closing_of_the_record(kind, value, is_out):
    closed = ({"as_of": "latest", "known_until": CLOSED}, {}, {"as_of": "then", "known_until": "2014-09-30"})
    last = "2056-11-22" if kind == "due_date" else "2026-11-22"
    found = of_cell("date_out_of_range", value, kind, raw_conferences=closed)
    assert [(row["found"], row["expected"]) for row in found] == [(value, f"a date from 1989-11-20 to {last}")] * is_out


@pytest.mark.parametrize(
    ("kind", "value", "is_none"),
    [
        *[("number", "9" * 15, False), ("number", "9" * 16, True), ("number", "0." + "1" * 9, False)],
        *[("number", "0." + "1" * 10, True), ("number", "-1", False), ("number", "1.", True), ("number", ".5", True)],
        *[("integer", "9" * 9, False), ("integer", "9" * 10, True), ("integer", "1.0", True), ("integer", "-1", False)],
        *[("number", "", False), ("text", "many", False)],
    ],
)
def test_a_number_has_at_most_15_digits_and_9_decimals(kind, value, is_none):
    assert [row["found"] for row in of_cell("not_a_number", value, kind)] == [value] * is_none


@pytest.mark.parametrize(
    ("value", "is_none"),
    [
        *[("2014-01", False), ("2014-12", False), ("2014-00", True), ("2014-13", True)],
        *[("2014-02-28", False), ("2014-02-29", True), ("2016-02-29", False)],
        *[("2014-05/2014-05", False), ("2014-05/2014-04", True), ("2014-12/2015-01", False)],
        *[("2014-1m", False), ("2014-12m", False), ("2014-13m", True), ("2014-H2", False), ("2014-H3", True)],
        *[("FY1999-00", False), ("FY2014-15", False), ("FY2014-16", True), ("FY2014-15-H2", False)],
    ],
)
def test_a_period_ends_on_or_after_the_day_on_which_it_begins(value, is_none):
    assert [row["found"] for row in of_cell("not_a_date", value, "period")] == [value] * is_none


def test_of_three_rows_with_one_key_the_first_stays_whatever_their_order():
    cells = [{"line": line, "value": "E01"} for line in (9, 3, 5)]
    found = answer(
        "checks/duplicate_key", cells=(CELL, *cells, {"line": 4, "value": "E02"}), raw_fields=(FIELD, {"key": "yes"})
    )
    assert sorted((row["line"], row["expected"]) for row in found) == [
        (5, "a key that stands once; it stands first in line 3"),
        (9, "a key that stands once; it stands first in line 3"),
    ]


# ---- days of a round


@pytest.mark.parametrize(
    ("period", "is_late"),
    [
        *[("2026-10-30", False), ("2026-10-31", False), ("2026-11-01", True), ("2026-10", False), ("2026", True)],
        *[("2025", False), ("2026-10m", False), ("2026-11m", True)],
    ],
)
def test_a_period_may_end_on_the_day_on_which_reports_were_due(period, is_late):
    figure = {**SENT, "period": period, "value": "60", "no_value": ""}
    tables = {"raw_submissions": (SUBMISSION, {}), "raw_rounds": (ROUND, {})}
    assert len(answer("checks/late_period", raw_sent_indicators=(figure, {}), **tables)) == is_late
    assert answer("checks/late_period", raw_sent_indicators=(figure, {"value": ""}), **tables) == []


PROMISE = {"file": "sent_commitments", "line": 700_012, "nature": "new", "due_date": "2027"}


@pytest.mark.parametrize(
    ("due", "is_past"),
    [
        ("2026-02-28", True),
        ("2026-03-01", False),
        ("2026-02", True),
        ("2026-03", False),
        ("2025", True),
        ("2026", False),
    ],
)
def test_a_new_commitment_may_be_due_on_the_day_on_which_the_round_opens(due, is_past):
    tables = {"raw_submissions": (SUBMISSION, {}), "raw_rounds": (ROUND, {})}
    found = answer("checks/due_date_past", raw_sent_commitments=(PROMISE, {"due_date": due}), **tables)
    assert expected(found) == ["a date from 2026-03-01 on"] * is_past
    old = {"due_date": due, "nature": "baseline"}
    assert answer("checks/due_date_past", raw_sent_commitments=(PROMISE, old), **tables) == []


ON_RECORD = {
    "file": "commitments", "line": 2, "commitment_id": "C017-FRA", "iso3": "FRA", "due_date": "2026-06-30",
    "status": "ongoing", "status_as_of": "2026-01-01", "announced_date": "2026-02-28", "evidence": "verified",
    "source_title": "A ministry", "title": "A law",
}  # fmt: skip
PROGRESS = {
    "file": "sent_progress", "line": 700_012, "reference": "C017-FRA", "new_due_date": "2027", "status": "ongoing",
    "done": "", "evidence_url": "",
}  # fmt: skip


@pytest.mark.parametrize(
    ("new", "due", "is_earlier"),
    [
        *[("2026-06-29", "2026-06-30", True), ("2026-06-30", "2026-06-30", False), ("2026-07-01", "2026-06-30", False)],
        *[("2026", "2026-06-30", False), ("2026-06", "2026-06-30", False), ("2026-05", "2026-06-30", True)],
        *[("2025-12-31", "2026", True), ("2026-01-01", "2026", False), ("2026", "2026", False), ("", "2026", False)],
    ],
)
def test_a_new_due_date_is_earlier_only_where_it_surely_is(new, due, is_earlier):
    found = answer(
        "checks/due_date_earlier",
        raw_sent_progress=(PROGRESS, {"new_due_date": new}),
        raw_submissions=(SUBMISSION, {}),
        raw_commitments=(ON_RECORD, {"due_date": due}),
    )
    assert expected(found) == [f"a date after {due}"] * is_earlier


@pytest.mark.parametrize(
    ("cells", "is_named"),
    [
        ({}, True),  # announced on the last day before the round opened
        ({"announced_date": "2026-03-01"}, False),
        ({"announced_date": "2026-02"}, True),
        ({"announced_date": "2026"}, False),
        ({"announced_date": ""}, True),  # the date of its status stands for it
        ({"announced_date": "", "status_as_of": "2026-03-01"}, False),
        ({"status": "baseline"}, False),
        ({"evidence": "unconfirmed"}, False),
        ({"iso3": "DEU"}, False),
    ],
)
def test_what_was_announced_before_the_round_opened_needs_a_status(cells, is_named):
    tables = {"raw_submissions": (SUBMISSION, {}), "raw_rounds": (ROUND, {}), "raw_commitments": (ON_RECORD, cells)}
    found = answer("checks/not_mentioned", raw_sent_progress=(PROGRESS,), **tables)
    assert expected(found) == ["a status for C017-FRA (A law)"] * is_named
    assert answer("checks/not_mentioned", raw_sent_progress=(PROGRESS, {}), **tables) == []
    empty = answer("checks/not_mentioned", raw_sent_progress=(PROGRESS, {"status": ""}), **tables)
    assert [row["found"] for row in empty] == ["(empty)"] * is_named


WORDS = [{"word": "planned", "label": "Planned"}, {"word": "ongoing", "label": "Ongoing"}]
WORDS += [{"word": "implemented", "label": "Implemented"}]


def back(*reports, **record):
    """The findings of the check on a status that goes back: `reports` are (number, round, status)."""
    return answer(
        "checks/status_goes_back",
        raw_sent_progress=(PROGRESS, *({"line": n * 100_000 + 12, "status": status} for n, _, status in reports)),
        raw_submissions=(SUBMISSION, *({"line": n, "round": name} for n, name, _ in reports)),
        raw_rounds=(ROUND, {}, {"round": "2028", "due": "2028-10-31", "label": "Round 2028"}),
        raw_commitments=(ON_RECORD, record),
        raw_vocabulary=({"vocabulary": "progress_status", "word": "", "label": ""}, *WORDS),
    )


@pytest.mark.parametrize(
    ("stated", "status", "is_back"),
    [
        *[
            ("2026-10-30", "implemented", True),
            ("2026-10-31", "implemented", False),
            ("2026-11-01", "implemented", False),
        ],
        *[("2026-10-30", "ongoing", False), ("2026-10-30", "planned", False)],
    ],
)
def test_a_status_goes_back_from_one_that_was_stated_before_the_report_was_due(stated, status, is_back):
    found = back((7, "2026", "ongoing"), status=status, status_as_of=stated)
    assert expected(found) == ["Implemented, as A ministry says, or later; or a word on why it went back"] * is_back


def test_of_two_reports_of_one_round_the_later_one_goes_back_and_of_two_rounds_too():
    assert [row["line"] for row in back((7, "2026", "implemented"), (8, "2026", "planned"))] == [800_012]
    (again,) = back((7, "2026", "implemented"), (8, "2026", "planned"), status="planned")  # the record says no more
    assert (again["line"], again["expected"][:28]) == (800_012, "Implemented, as Round 2026 s")
    assert back((7, "2026", "planned"), (8, "2026", "implemented"), status="planned") == []
    assert [row["line"] for row in back((7, "2028", "planned"), (8, "2026", "implemented"))] == [700_012]


# ---- the macros below them


@pytest.mark.parametrize(
    ("first", "last", "middle"),
    [
        *[("2014-01-01", "2014-01-01", date(2014, 1, 1)), ("2014-01-01", "2014-01-02", date(2014, 1, 1))],
        *[("2014-01-01", "2014-01-03", date(2014, 1, 2)), ("2013-01-01", "2013-12-31", date(2013, 7, 2))],
        *[("2016-01-01", "2016-12-31", date(2016, 7, 1)), ("2022-07-01", "2022-07-31", date(2022, 7, 16))],
    ],
)
def test_the_middle_of_a_period_is_the_earlier_of_two_middle_days(first, last, middle):
    with Warehouse() as warehouse:
        assert warehouse.rows("SELECT middle(CAST(? AS DATE), CAST(? AS DATE))", [first, last]) == [(middle,)]


@pytest.mark.parametrize(
    ("a", "b", "n", "rate"),
    [
        *[(100.0, 121.0, 2.0, 0.1), (100.0, 100.0, 3.0, 0.0), (100.0, 0.0, 2.0, -1.0), (-100.0, -121.0, 2.0, 0.1)],
        *[(0.0, 100.0, 2.0, None), (100.0, -1.0, 2.0, None), (100.0, 121.0, 0.0, None), (100.0, 121.0, -1.0, None)],
    ],
)
def test_a_growth_rate_needs_years_and_two_figures_of_one_sign(a, b, n, rate):
    with Warehouse() as warehouse:
        assert warehouse.rows("SELECT round(cagr(?, ?, ?), 9)", [a, b, n]) == [(rate,)]


@pytest.mark.parametrize(("days", "is_short"), [(364, True), (365, False), (366, False)])
def test_a_span_of_365_days_is_not_short_in_decimal_years_either(days, is_short):
    with Warehouse() as warehouse:
        asked = "SELECT is_short(decimal_year(DATE '2013-03-01'), decimal_year(DATE '2013-03-01' + CAST(? AS INTEGER)))"
        assert warehouse.rows(asked, [days]) == [(is_short,)]
