"""What countries send stands beside the record: each check names its cell, and every answer reaches its table with its
address."""

import pytest

from etl.build import loaded
from etl.form.sheets import place, sheets
from etl.intake.loading import Given, found_in, reworded
from etl.models import models
from etl.source import Source
from etl.store.inputs import Inputs
from etl.warehouse import Warehouse

FIRST = 5


def sheet(name, *rows):
    """A sheet as it was read; the texts as sent are those of the fields."""
    fields = sheets()[name].fields
    cells = [[row.get(field, row.get(field.removesuffix("_as_sent"), "")) for field in fields] for row in rows]
    return Source(name, fields, cells, list(range(FIRST, FIRST + len(rows))))


def given(number, round, iso3="GHA", received="2014-09-02T10:00:00+00:00", **rows):
    """Submission `number` of a country with these rows by sheet."""
    sources = [sheet(name, *rows.get(name.removeprefix("sent_"), ())) for name in sheets()]
    return Given(
        number,
        f"S{number:04d}",
        round,
        iso3,
        f"{iso3}.xlsx",
        "ab" * 32,
        "Ministry of Justice",
        "2014-09-01",
        received,
        "",
        "",
        sources,
    )


LAW = {
    "reference": "GHA-C13-01", "nature": "new", "target_no": "2", "goal_id": "2.1", "title": "A law",
    "kind": "legislation", "due_date": "2015", "lead_authority": "Ministry of Justice",
}  # fmt: skip
DONE = {"reference": "GHA-C13-01", "status": "ongoing", "done": "A draft is in parliament."}


def arrests(period, value, **more):
    return {"indicator": "arrests", "period": period, "value": value, **more}


def both(first, second):
    """What the checks find in a country's second report, beside its first."""
    one, two = given(1, "commitments-2013", **first), given(2, "progress-2014", **second)
    with Warehouse() as warehouse:
        _, findings = loaded(warehouse, Inputs(), [one, two])
    return [(f.severity, f.rule, place(f.file, f.line, f.place), f.found, f.expected) for f in found_in(findings, 2)]


FINE = (
    {"commitments": [LAW], "indicators": [arrests("2012", "10")]},
    {"progress": [DONE], "indicators": [arrests("2013", "12")]},
)


def changed(first=None, second=None):
    return {**FINE[0], **(first or {})}, {**FINE[1], **(second or {})}


def test_a_title_of_an_earlier_report_that_was_changed_in_the_printed_row_is_asked_about():
    first = given(1, "commitments-2013", commitments=[LAW])
    second = given(2, "progress-2014", progress=[{**DONE, "title": "A plan"}])
    assert [(f.severity, place(f.file, f.line, f.place), f.found, f.expected) for f in reworded(second, [first])] == [
        (
            "question",
            "Progress!C5",
            "A plan",
            "A law, as we printed it, which stands; or a word on what the commitment is",
        )
    ]
    same = given(2, "progress-2014", progress=[{**DONE, "title": "A law"}])
    of_another = given(3, "commitments-2013", "FRA", commitments=[LAW])
    assert reworded(same, [first]) == reworded(second, [of_another]) == []


# check: the two reports, then severity, place, found and expected
PLANTED = {
    "due_date_earlier": (changed(second={"progress": [{**DONE, "new_due_date": "2014-01"}]}),
    ("question", "Progress!H5", "2014-01", "a date after 2015")),
    "due_date_missing": (changed(second={"commitments": [{**LAW, "reference": "GHA-C14-01", "due_date": ""}]}),
    ("error", "Commitments!G5", "(empty)", "a year, a month or a day")),
    "due_date_past": (
        changed(second={"commitments": [{**LAW, "reference": "GHA-C14-01", "due_date": "2013"}]}),
        ("question", "Commitments!G5", "2013", "a date from 2014-01-01 on"),
    ),
    "foreign_reference": (
        changed(second={"commitments": [{**LAW, "reference": "NGA-C14-01"}]}),
        ("error", "Commitments!A5", "NGA-C14-01", "a reference as printed, such as GHA-C14-01"),
    ),
    "late_period": (
        changed(second={"indicators": [arrests("2014", "12")]}),
        ("question", "Indicators!F5", "2014", "a period that ends by 2014-09-30, the day on which reports were due"),
    ),
    "not_a_count": (
        changed(second={"indicators": [arrests("2013", "12.5")]}),
        ("question", "Indicators!G5", "12.5", "a whole number of persons; or a word on what is counted"),
    ),
    "out_of_limits": (
        changed(second={"indicators": [arrests("2013", "-12")]}),
        ("error", "Indicators!G5", "-12", "a number of persons that is 0 or more"),
    ),
    "too_long": (
        changed(second={"progress": [{**DONE, "note": "n" * 1001}]}),
        ("question", "Progress!I5", f"1001 letters: {'n' * 60}…",
        "at most 1000 letters; shorten it, or a word that all of it is needed"),
    ),
    "evidence_missing": (changed(second={"progress": [{**DONE, "status": "implemented"}]}),
    ("note", "Progress!G5", "(empty)", "a public address that shows it")),
    "half_answer": (changed(second={"threats": [{"phenomenon": "live_streaming", "confidence": "high"}]}),
    ("question", "Threats!B5", "(empty)", "rising, stable, falling or not seen")),
    "jump": (
        changed(second={"indicators": [arrests("2013", "101")]}),
        ("question", "Indicators!G5", "101", "a figure near 10, that of 2012, or a word on why it changed so much"),
    ),
    "not_mentioned": (changed(second={"progress": [{**DONE, "status": "", "done": ""}]}),
    ("question", "Progress!E5", "(empty)", "a status for GHA-C13-01 (A law)")),
    "nothing_answered": (({}, {}), ("error", "Indicators", "(nothing)", "an answer on any of the sheets")),
    "part_over_whole": (
        changed(second={"indicators": [{"indicator": name, "period": "2013", "value": value} for name,
        value in (("hotline_reports_total", "10"), ("hotline_csam_reports", "11"))]}),
        ("question", "Indicators!G6", "11", "at most 10, the figure of hotline_reports_total for 2013"),
    ),
    "revised_figure": (
        changed(second={"indicators": [arrests("2012", "11")]}),
        ("question", "Indicators!G5", "11",
        "10, the figure on record for 2012 (Ghana, Commitments 2013), or a word that it is revised"),
    ),
    "status_goes_back": (
        changed(first={"progress": [{**DONE, "status": "implemented"}]}),
        ("question", "Progress!E5", "Ongoing",
        "Implemented, as Commitments 2013 says, or later; or a word on why it went back"),
    ),
    "sum_differs": (
        changed(second={"indicators": [{"indicator": name, "period": "2013", "value": value} for name,
        value in (("takedown_hints", "10"), ("takedown_hosted_domestic", "4"), ("takedown_hosted_abroad", "5"))]}),
        ("question", "Indicators!G5", "10", "9, the sum of its parts for 2013"),
    ),
    "unknown_commitment": (
        changed(second={"progress": [DONE, {"reference": "GHA-C13-09", "status": "ongoing"}]}),
        ("error", "Progress!A6", "GHA-C13-09", "the reference of a commitment of this country, as printed"),
    ),
    "value_and_reason": (
        changed(second={"indicators": [arrests("2013", "12", no_value="refused")]}),
        ("error", "Indicators!H5", "refused", "an empty cell, because there is a value: 12"),
    ),
}  # fmt: skip


def test_a_report_without_faults_has_none():
    assert both(*FINE) == []


@pytest.mark.parametrize("check", PLANTED)
def test_a_planted_cell_of_a_report_is_named_and_nothing_else(check):
    reports, (severity, *rest) = PLANTED[check]
    assert both(*reports) == [(severity, check, *rest)]


@pytest.mark.parametrize(("value", "whole"), [("0.12", "12"), ("1", "100"), ("0.285", "28.5")])
def test_a_share_of_one_percent_or_less_may_have_been_meant_as_a_part_of_one(value, whole):
    """F4: exactly 1, as LibreOffice keeps 100% in a cell for numbers, was not asked about."""
    share = {"indicator": "hotline_removed_pct_le_72h", "period": "2013", "value": value}
    assert both(*changed(second={"indicators": [share]})) == [
        (
            "question",
            "not_a_count",
            "Indicators!G5",
            value,
            f"{whole}, if {value} was meant as a part of 1; or a word that it is {value} %",
        )
    ]


def test_a_figure_and_a_reason_for_none_are_two_answers_to_one_question():
    found = both(*changed(second={"indicators": [arrests("2013", "12"), arrests("2013", "", no_value="refused")]}))
    assert [one[:3] for one in found] == [("error", "duplicate_key", "Indicators!6:6")]


@pytest.mark.parametrize(
    "reference", ["NGA-C13-01", "C044-NGA", "GHA-C13-02", "GHA-C14-1", "gha-c14-01", "GHA-C14-01 "]
)
def test_nobody_writes_over_the_commitment_of_another_country_or_round(reference):
    found = both(*changed(second={"commitments": [{**LAW, "reference": reference}]}))
    assert [one[:3] for one in found] == [("error", "foreign_reference", "Commitments!A5")]


@pytest.mark.parametrize(
    ("rows", "rule", "at", "expected"),
    [
        (
            {"indicators": [arrests("2013", "12", qualifier="roughly")]},
            "unknown_word",
            "Indicators!I5",
            "one of: about, at least, counted, derived, exact",
        ),
        ({"indicators": [arrests("2013", "twelve")]}, "not_a_number", "Indicators!G5", "a number, such as 1617 or 0.7"),
        (
            {"indicators": [arrests("2031", "12")]},
            "date_out_of_range",
            "Indicators!F5",
            "a date from 1989-11-20 to 2026-11-22",
        ),
        (
            {"indicators": [arrests("2013", "12"), arrests("2013", "13")]},
            "duplicate_key",
            "Indicators!6:6",
            "a key that stands once; it stands first in line 5",
        ),
        (
            {"indicators": [{"indicator": "hotline_removed_pct_le_72h", "period": "2013", "value": "120"}]},
            "percent_over_100",
            "Indicators!G5",
            "a percentage from 0 to 100",
        ),
        (
            {"commitments": [{**LAW, "reference": "GHA-C14-01", "target_no": "1"}]},
            "goal_of_another_target",
            "Commitments!C5",
            "2, the target of goal 2.1",
        ),
        (
            {"commitments": [{**LAW, "reference": "GHA-C14-01", "lead_authority": ""}]},
            "missing_value",
            "Commitments!H5",
            "a value: The office that leads it; never a person",
        ),
    ],
)
def test_the_checks_of_the_record_hold_for_reports_too(rows, rule, at, expected):
    found = {
        (severity, name, place_): (said, wanted) for severity, name, place_, said, wanted in both(*changed(second=rows))
    }
    assert found["error", rule, at][1] == expected


def test_two_countries_may_say_the_same_and_a_row_without_an_answer_is_no_row():
    two = [
        given(
            n, "progress-2014", iso3, indicators=[arrests("2013", "12")], commitments=[{"reference": f"{iso3}-C14-01"}]
        )
        for n, iso3 in ((1, "GHA"), (2, "FRA"))
    ]
    with Warehouse() as warehouse:
        _, findings = loaded(warehouse, Inputs(), two)
        assert [f.rule for n in (1, 2) for f in found_in(findings, n) if f.rule != "not_mentioned"] == []
        assert warehouse.rows("SELECT count(*) FROM raw_sent_commitments") == [(0,)]


@pytest.fixture(scope="module")
def made():
    """Every model over the record and three reports of two countries."""
    reports = [
        given(
            1, "commitments-2013", commitments=[LAW],
            indicators=[arrests("2012", "10"),
            {"indicator": "victims_identified", "period": "2012", "no_value": "refused"},
            {"indicator": "sites_blocked", "period": "2012", "no_value": "not_applicable"}],
        ),
        given(
            7, "progress-2014", progress=[DONE],
            indicators=[arrests("2012", "11"), arrests("2013", "0"), {"indicator": "investigations", "period": "2013"}],
            threats=[{"phenomenon": "live_streaming", "direction": "rising"}],
            practice=[{"title": "One desk", "target_no": "3"}],
        ),
        given(8, "progress-2014", "FRA", indicators=[arrests("2013", "40")]),
    ]  # fmt: skip
    coded = {
        "reference": "GHA-C13-01", "round": "progress-2014", "iso3": "GHA", "scale": "completion",
        "first_code": "limited", "second_code": "substantial", "final_code": "limited",
        "decided": "adjudicated", "evidence_url": "", "note": "", "reply": "It is further on.",
        "replied_on": "2014-10-02",
    }  # fmt: skip
    with Warehouse() as warehouse:
        loaded(warehouse, Inputs(), reports, {name: [value] for name, value in coded.items()})
        warehouse.put("raw_methods", dict.fromkeys(("kind", "name", "comment", "sql"), []))
        for one in models():
            warehouse.run(one)
        yield warehouse


def test_a_figure_reaches_its_table_with_sheet_and_cell(made):
    found = made.rows(
        "SELECT period, value, evidence, qualifier, address(file, line), known_from::VARCHAR, superseded_from::VARCHAR "
        "FROM observations WHERE iso3 = 'GHA' AND indicator = 'arrests' ORDER BY ALL"
    )
    assert found == [
        ("2012", 10.0, "reported", "exact", "S0001!Indicators!G5", "2013-12-31", "2014-09-30"),
        ("2012", 11.0, "reported", "exact", "S0007!Indicators!G5", "2014-09-30", None),
        ("2013", 0.0, "reported", "exact", "S0007!Indicators!G6", "2014-09-30", None),
    ]


def test_blank_not_applicable_refused_and_zero_stay_four_things(made):
    found = made.rows(
        "SELECT indicator, period, answer, value FROM answers WHERE iso3 = 'GHA' AND (indicator, period) IN "
        "(('arrests', '2013'), ('investigations', '2013'), ('victims_identified', '2012'), ('sites_blocked', '2012')) "
        "ORDER BY ALL"
    )
    assert found == [
        ("arrests", "2013", "value", 0.0),
        ("investigations", "2013", "not_reported", None),
        ("sites_blocked", "2012", "not_applicable", None),
        ("victims_identified", "2012", "refused", None),
    ]


def test_the_silent_stay_in_every_denominator(made):
    assert made.rows(
        "SELECT round, count(*), count(*) FILTER (voice = 'reported') FROM reporting GROUP BY ALL ORDER BY ALL"
    ) == [
        ("commitments-2013", 48, 1),
        ("progress-2014", 54, 2),
    ]
    assert made.rows(
        "SELECT count(DISTINCT iso3), count(*) FILTER (answer = 'not_reported') FROM answers WHERE round = "
        "'progress-2014' AND indicator = 'arrests' AND period = '2013'"
    ) == [(54, 52)]


def test_a_commitment_is_told_in_the_countrys_word_and_the_code_stands_beside(made):
    before, after = (
        made.rows(
            "SELECT status, status_as_of, whose, completion, done, address(file, line) FROM commitments WHERE "
            "commitment_id = 'GHA-C13-01' AND as_of = ?",
            [as_of],
        )
        for as_of in ("brussels-2012", "washington-2014")
    )
    assert before == []
    assert after == [("ongoing", "2014-09-30", "coded", "limited", "A draft is in parliament.", "S0001!Commitments!E5")]


def told(*reports, codings=None):
    """The row of a commitment at the latest date after these reports."""

    def row(commitment):
        with Warehouse() as warehouse:
            loaded(warehouse, Inputs(), reports, codings)
            warehouse.put("raw_methods", dict.fromkeys(("kind", "name", "comment", "sql"), []))
            for one in models():
                warehouse.run(one)
            frame = warehouse.frame(
                "SELECT status, status_as_of, due_date, due_state, done, whose, completion FROM commitments "
                f"WHERE as_of = 'latest' AND commitment_id = '{commitment}'"
            )
        return tuple(None if value != value else value for value in frame.iloc[0])

    return row


def test_an_older_report_never_takes_the_place_of_a_newer_status_on_record():
    report = given(
        1, "progress-2014", "NGA", progress=[{"reference": "C044-NGA", "status": "ongoing", "done": "Begun."}]
    )
    status, as_of, *_ = told(report)("C044-NGA")
    assert (status, as_of[:4]) == ("implemented", "2015")


def test_a_word_without_a_status_is_kept_and_so_is_its_new_date():
    first = given(1, "commitments-2013", commitments=[LAW])
    second = given(2, "progress-2014", progress=[{**DONE, "status": "", "new_due_date": "2030"}])
    assert told(first, second)("GHA-C13-01") == (
        "committed",
        None,
        "2030",
        "",
        "A draft is in parliament.",
        "country",
        None,
    )


def test_a_code_counts_only_beside_the_report_that_it_reads():
    first, second = given(1, "commitments-2013", commitments=[LAW]), given(2, "progress-2014", progress=[DONE])
    coded = {
        "reference": ["GHA-C13-01"], "round": ["progress-2014"], "iso3": ["GHA"], "scale": ["completion"],
        "first_code": ["limited"], "second_code": ["limited"],
        "final_code": ["limited"], "decided": ["agreed"], "evidence_url": [""], "note": ["CANARY"], "reply": [""],
        "replied_on": [""],
    }  # fmt: skip
    assert told(first, second, codings=coded)("GHA-C13-01")[-2:] == ("coded", "limited")
    assert told(first, codings=coded)("GHA-C13-01")[-2:] == ("country", None)


def test_reports_threats_and_practices_reach_their_tables(made):
    assert made.rows("SELECT submission, commitment_id, status, address(file, line) FROM reports") == [
        ("S0007", "GHA-C13-01", "ongoing", "S0007!Progress!E5")
    ]
    assert made.rows("SELECT country, phenomenon, direction FROM threats") == [("Ghana", "live_streaming", "rising")]
    assert made.rows("SELECT country, title, target_no FROM practices") == [("Ghana", "One desk", 3)]
    assert made.rows("SELECT submission, file_name, office FROM submissions ORDER BY ALL") == [
        (f"S000{n}", f"{iso3}.xlsx", "Ministry of Justice") for n, iso3 in ((1, "GHA"), (7, "GHA"), (8, "FRA"))
    ]


def test_the_column_in_an_address_is_that_of_the_form(made):
    said = {
        "sent_commitments": "title",
        "sent_progress": "status",
        "sent_indicators": "value",
        "sent_threats": "direction",
        "sent_practice": "title",
    }
    asked = "SELECT address(file_of(?, 700012), line_of(?, 700012))"
    assert {name: made.rows(asked, [name, name]) for name in said} == {
        name: [(f"S0007!{sheets()[name].title}!{sheets()[name].cell(field, 12)}",)] for name, field in said.items()
    }


def test_without_reports_the_record_stands_alone():
    with Warehouse() as warehouse:
        sources, findings = loaded(warehouse, Inputs())
        assert warehouse.rows("SELECT count(*) FROM raw_submissions") == [(0,)]
    assert len(sources) == 14
    assert [f.rule for f in findings if f.file in sheets()] == []
