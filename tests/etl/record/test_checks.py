"""Every check finds the cell that was planted for it, and names file, line, place, found and expected."""

import csv

import pytest

from etl.build import loaded
from etl.models import Model, checks
from etl.record.check import severity
from etl.source import DEFINITIONS, Unreadable
from etl.store.inputs import Inputs
from etl.warehouse import Warehouse
from tests.etl.intake.test_loading import PLANTED as SENT
from tests.support.agreeing import agree

FILES = [
    "commitments",
    "denominators",
    "events",
    "indicators",
    "memberships",
    "observations",
    "operational_goals",
    "participants",
    "policy_targets",
    "potential_actions",
    "treaties",
]
COLUMNS = "rule, severity, file, line, place, found, expected, left_out"

# check: file, the row that is changed (or copied to the end), the bad cells, then severity, place, found and expected
COUNT = "alliance_countries"
PLANTED = {
    "count_differs": (
        "indicators",
        {"indicator": COUNT},
        {"observations": "4"},
        "note",
        "observations",
        "4",
        "3, as counted in observations.csv",
    ),
    "date_out_of_range": (
        "events",
        {"event_id": "E03"},
        {"date": "1905-09-15"},
        "error",
        "date",
        "1905-09-15",
        "a date from 1989-11-20 to 2026-11-22",
    ),
    "dated_after_source": (
        "treaties",
        {"iso3": "BEL", "treaty": "OPSC", "event": "signature"},
        {"status_as_of": "1999"},
        "question",
        "date",
        "2000-09-06",
        "a date up to 1999, as of which the source says so",
    ),
    "dated_after_publication": (
        "memberships",
        {"iso3": "NZL", "network": "ICSE"},
        {"date": "2018-06"},
        "question",
        "date",
        "2018-06",
        "a date up to 2017-01, when the source was published",
    ),
    "duplicate_key": (
        "events",
        "copy",
        {},
        "error",
        "event_id",
        "E01",
        "a key that stands once; it stands first in line 2",
    ),
    "goal_of_another_target": (
        "potential_actions",
        {"action_id": "1.1-01"},
        {"target_no": "2"},
        "error",
        "target_no",
        "2",
        "1, the target of goal 1.1",
    ),
    "missing_value": ("events", {"event_id": "E05"}, {"title": ""}, "error", "title", "(empty)", "a value"),
    "more_users_than_people": (
        "denominators",
        {"iso3": "ALB", "denominator": "internet_users", "year": "2020"},
        {"value": "9000000"},
        *("question", "value", "9000000", "at most 2866849, the population of 2020"),
    ),
    "no_rule": (
        "indicators",
        "copy",
        {"indicator": "a_new_one", "observations": "0"},
        "note",
        "indicator",
        "a_new_one",
        "a row in indicator_rules.csv",
    ),
    "not_a_date": (
        "events",
        {"event_id": "E07"},
        {"date": "15 September 2005"},
        "error",
        "date",
        "15 September 2005",
        "a date, such as 2014, 2014-09 or 2014-09-30",
    ),
    "not_a_number": (
        "observations",
        {"indicator": COUNT, "period": "2012-12-05"},
        {"value": "about 48"},
        "error",
        "value",
        "about 48",
        "a number, such as 1617 or 0.7",
    ),
    "not_an_address": (
        "events",
        {"event_id": "E08"},
        {"source_url": "in the archive"},
        "note",
        "source_url",
        "in the archive",
        "an address that begins with http:// or https://",
    ),
    "people_out_of_limits": (
        "denominators",
        {"iso3": "ALB", "denominator": "population", "year": "2019"},
        {"unit": "thousands"},
        *("error", "unit", "thousands", "people"),
    ),
    "percent_over_100": (
        "observations",
        {"indicator": "inhope_passed_to_police_pct"},
        {"value": "104"},
        "error",
        "value",
        "104",
        "a percentage from 0 to 100",
    ),
    "source_not_listed": (
        "events",
        {"event_id": "E09"},
        {"source_url": "https://example.org"},
        "note",
        "source_url",
        "https://example.org",
        "an address listed in sources.csv",
    ),
    "sources_differ": (
        "treaties",
        "copy",
        {"event": "listed_as_not_party", "date": "", "date_precision": "none", "status_as_of": "2024"},
        "question",
        "event",
        "listed_as_not_party",
        "what Cybercrimelaw.net: list of 47 ratifying states, Sep 2015 says (listed_as_party, treaties.csv:3), or a "
        "later source that settles it",
    ),
    "stock_falls": (
        "observations",
        {"indicator": "icse_victims_identified_cum", "iso3": "WLD", "period": "2022-11-18"},
        {"value": "29000"},
        *("question", "value", "29000", "at least 30000, the figure of 2022-10-20"),
    ),
    "two_dates": (
        "treaties",
        "copy",
        {"date": "2004-08-01", "source_title": "Another chart"},
        "question",
        "date",
        "2004-08-01",
        "2004-07-01, as Council of Europe chart of signatures, treaty 185, status as of 03/12/2015 says "
        "(treaties.csv:2), or a word on which is right",
    ),
    "unconfirmed": (
        "events",
        {"event_id": "E10"},
        {"evidence": "unconfirmed"},
        "note",
        "evidence",
        "unconfirmed",
        "verified",
    ),
    "undated_figure": (
        "observations",
        {"indicator": "icse_victims_identified_cum", "iso3": "WLD", "period": "2022-07"},
        {"note": "page undated"},
        "question",
        "period",
        "2022-07",
        "a row in undated_figures.csv for icse_victims_identified_cum, WLD, 2022-07",
    ),
    "unit_differs": (
        "observations",
        {"indicator": COUNT, "period": "2014-03-26"},
        {"unit": "states"},
        "note",
        "unit",
        "states",
        "countries (unit of alliance_countries)",
    ),
    "unknown_country": (
        "treaties",
        {"iso3": "KHM", "treaty": "OPSC", "event": "signature"},
        {"iso3": "KHX"},
        "error",
        "iso3",
        "KHX",
        "an ISO 3166-1 alpha-3 code listed in participants.csv",
    ),
    "unknown_reference": (
        "commitments",
        {"commitment_id": "C001-ALB"},
        {"goal_id": "9.9"},
        "error",
        "goal_id",
        "9.9",
        "a key listed in operational_goals.csv",
    ),
    "unknown_word": (
        "commitments",
        {"commitment_id": "C002-AUS"},
        {"status": "nearly done"},
        "error",
        "status",
        "nearly done",
        "one of: baseline, implemented, ongoing, planned",
    ),
    "year_differs": (
        "observations",
        {"indicator": COUNT, "period": "2014-09-30"},
        {"year": "2013"},
        "note",
        "year",
        "2013",
        "the first year of 2014-09-30",
    ),
}


def lines(edition, file):
    table = {"treaties": "milestone_facts", "memberships": "milestone_facts"}.get(file, file)
    return set(edition.column(f"SELECT DISTINCT line FROM {table} WHERE file = ?", file))


@pytest.fixture(scope="module")
def planted_lines(new_record, tmp_path_factory, look):
    """An edition of a record with every bad cell planted at once, and the line of each."""
    record, where = new_record(), {}
    for check, (file, row, cells, *_) in PLANTED.items():
        if row == "copy":
            where[check] = record.append(file, **cells)
        else:
            where[check] = record.line(file, **row)
            record.cell(file, where[check], **cells)
    store = tmp_path_factory.mktemp("planted")
    agree(store, record.folder)
    return look(store), where


def expected_issue(check, line):
    file, _, _, word, place, found, expected = PLANTED[check]
    return (check, word, file, line, place, found, expected, word == "error")


@pytest.mark.parametrize("check", PLANTED)
def test_a_bad_cell_is_named(check, planted_lines):
    changed, where = planted_lines
    file = PLANTED[check][0]
    assert changed.rows(
        f"SELECT {COLUMNS} FROM issues WHERE rule = ? AND file = ? AND line = ?", check, file, where[check]
    ) == [expected_issue(check, where[check])]
    assert (where[check] in lines(changed, file)) == (PLANTED[check][3] != "error")


def test_nothing_else_is_named_and_every_other_row_stays(planted_lines, edition):
    changed, where = planted_lines
    new = set(changed.rows(f"SELECT {COLUMNS} FROM issues")) - set(edition.rows(f"SELECT {COLUMNS} FROM issues"))
    assert new == {expected_issue(check, line) for check, line in where.items()}
    for file in FILES:
        touched = {line for check, line in where.items() if PLANTED[check][0] == file}
        assert lines(changed, file) - touched == lines(edition, file) - touched


def test_an_indicator_without_a_rule_is_context_never_compared_and_says_so(planted_lines):
    assert planted_lines[0].rows(
        "SELECT rule, rule_reason, comparable, rankable FROM indicators WHERE indicator = 'a_new_one'"
    ) == [("context", "No rule is defined for it yet", False, False)]


def test_every_check_has_a_planted_cell():
    assert {one.name for one in checks()} == set(PLANTED) | set(SENT)
    assert not set(PLANTED) & set(SENT)


def test_every_check_begins_with_its_severity():
    assert {one.name: severity(one) for one in checks()} == {name: planted[3] for name, planted in PLANTED.items()} | {
        name: found[0] for name, (_, found) in SENT.items()
    }


def test_a_check_without_a_severity_is_refused():
    with pytest.raises(
        ValueError, match=r"^checks/odd\.sql: found 'warning' before the colon, expected one of error, question, note$"
    ):
        severity(Model("odd", "warning: something", "", frozenset()))


def test_the_real_record_holds_no_error(edition):
    assert edition.rows("SELECT severity, count(*) FROM issues GROUP BY ALL ORDER BY severity") == [
        ("note", 74),
        ("question", 6),
    ]
    assert edition.rows(
        "SELECT indicator, value FROM observations JOIN issues USING (file, line) WHERE severity = 'question'"
    ) == [("icse_offenders_identified_cum", 1900)]


def planted(record, file, column, values):
    """Put each value in a row of its own; returns {line: value}."""
    rows = record.rows(file)
    for row, value in zip(rows, values, strict=False):
        row[column] = value
    record.write(file, rows)
    return dict(enumerate(values, 2))


NOT_NUMBERS = [
    "no",
    "refused",
    "not applicable",
    "n/a",
    "NA",
    "-",
    "1e5",
    "1,617",
    " 48",
    "1 617",
    "1.617.000",
    "12 %",
    "−5",
    "--5",
    "0x10",
    "٤٨",
    "nan",
    "inf",
    "NULL",
    "9" * 400,
]


def test_what_is_not_a_number_is_named_and_never_guessed(record, made):
    expected = planted(record, "observations", "value", NOT_NUMBERS)
    changed = made()
    assert (
        dict(
            changed.rows("SELECT line, found FROM issues WHERE rule = 'not_a_number' AND place = 'value' ORDER BY line")
        )
        == expected
    )
    assert changed.rows("SELECT line, value FROM observations WHERE line <= ?", max(expected)) == []


def test_blank_no_and_zero_stay_three_different_things(record, made):
    planted(record, "observations", "value", ["", "no", "0", "0.0", "-0.5"])
    changed = made()
    assert changed.rows("SELECT line, rule, found FROM issues WHERE left_out ORDER BY line") == [
        (2, "missing_value", "(empty)"),
        (3, "not_a_number", "no"),
        (6, "out_of_limits", "-0.5"),
    ]
    assert changed.rows("SELECT line, value, value_as_published FROM observations WHERE line < 7 ORDER BY line") == [
        (4, 0.0, "0"),
        (5, 0.0, "0.0"),
    ]
    assert changed.column("SELECT count(*) FROM observations WHERE value IS NULL OR NOT isfinite(value)") == [0]


NOT_PERIODS = [
    "2014-13",
    "2014-02-30",
    "30/09/2014",
    "2014-9-30",
    "2014-00",
    "2014-13m",
    "2014-0m",
    "2014-Q5",
    "2014-H3",
    "2015-12/2015-01",
    "FY2014",
    "FY2014-99",
    "FY2014-14",
    "14",
    "2014?",
]


def test_what_is_not_a_period_is_named_and_never_guessed(record, made):
    expected = planted(record, "observations", "period", NOT_PERIODS)
    changed = made()
    assert dict(changed.rows("SELECT line, found FROM issues WHERE rule = 'not_a_date' ORDER BY line")) == expected


def test_every_way_to_write_a_period_has_its_days(record, made):
    periods = [
        "2014",
        "2014-09",
        "2014-09-30",
        "FY2014-15",
        "FY2014-15-H1",
        "FY2014-15-H2",
        "FY1999-00",
        "2014-H1",
        "2014-H2",
        "2015-2m",
        "2015-10m",
        "2015-Q1",
        "2024-Q4",
        "2020-04/2020-09",
        "2017-01/2017-05-12",
    ]
    planted(record, "observations", "period", periods)
    assert made().rows(
        "SELECT period, CAST(date_from AS VARCHAR), CAST(date_to AS VARCHAR) FROM observations WHERE line < ? ORDER BY "
        "line",
        2 + len(periods),
    ) == [
        ("2014", "2014-01-01", "2014-12-31"),
        ("2014-09", "2014-09-01", "2014-09-30"),
        ("2014-09-30", "2014-09-30", "2014-09-30"),
        ("FY2014-15", "2014-01-01", "2015-12-31"),
        ("FY2014-15-H1", "2014-01-01", "2014-12-31"),
        ("FY2014-15-H2", "2014-01-01", "2015-12-31"),
        ("FY1999-00", "1999-01-01", "2000-12-31"),
        ("2014-H1", "2014-01-01", "2014-06-30"),
        ("2014-H2", "2014-07-01", "2014-12-31"),
        ("2015-2m", "2015-01-01", "2015-02-28"),
        ("2015-10m", "2015-01-01", "2015-10-31"),
        ("2015-Q1", "2015-01-01", "2015-03-31"),
        ("2024-Q4", "2024-10-01", "2024-12-31"),
        ("2020-04/2020-09", "2020-04-01", "2020-09-30"),
        ("2017-01/2017-05-12", "2017-01-01", "2017-05-12"),
    ]


def test_a_due_date_may_lie_ahead_and_no_other_date(record, made):
    record.cell("commitments", 2, due_date="2040")
    record.cell("commitments", 3, status_as_of="2040", due_date="2060")
    assert made().rows(
        "SELECT line, place, found, expected FROM issues WHERE rule = 'date_out_of_range' ORDER BY place"
    ) == [
        (3, "due_date", "2060", "a date from 1989-11-20 to 2056-11-22"),
        (3, "status_as_of", "2040", "a date from 1989-11-20 to 2026-11-22"),
    ]


def referring(record, left_out):
    """Every row that refers, over one step or several, to a row that is left out. From fields.csv, in plain Python."""
    with open(DEFINITIONS / "fields.csv", encoding="utf-8", newline="") as handle:
        fields = list(csv.DictReader(handle))
    target = {"country": ("participants", "iso3"), "subject": ("participants", "iso3")}
    refers = [
        (f["file"], f["field"], target.get(f["type"]) or tuple(f["type"][4:].split(".")))
        for f in fields
        if f["type"] in target or f["type"].startswith("ref:")
    ]
    rows = {file: list(enumerate(record.rows(file), 2)) for file in FILES}
    out, before = set(left_out), None
    while out != before:
        before = set(out)
        gone = {
            (file, row_field, row[row_field])
            for _, _, (file, row_field) in refers
            for line, row in rows[file]
            if (file, line) in out
        }
        out |= {(file, line) for file, field, at in refers for line, row in rows[file] if (*at, row[field]) in gone}
    return out


LEFT_OUT = [
    ("participants", {"iso3": "AUS"}, "name"),
    ("indicators", {"indicator": "inhope_hotlines"}, "label"),
    ("policy_targets", {"target_no": "4"}, "short_name"),
]


@pytest.mark.parametrize(("file", "key", "cell"), LEFT_OUT)
def test_a_row_left_out_takes_along_the_rows_that_refer_to_it_and_lists_each(file, key, cell, record, agreed):
    line = record.line(file, **key)
    record.cell(file, line, **{cell: ""})
    expected = referring(record, {(file, line)})
    changed = agreed()
    assert len(expected) > 5
    assert set(changed.rows("SELECT DISTINCT file, line FROM issues WHERE left_out")) == expected


def test_a_country_that_was_left_out_is_never_shown_as_the_world(record, agreed):
    record.cell("participants", record.line("participants", iso3="AUS"), name="")
    assert (
        agreed().rows(
            "SELECT DISTINCT iso3, country FROM observations WHERE iso3 = 'AUS' OR (country = 'World' AND iso3 <> "
            "'WLD')"
        )
        == []
    )


def _of(folder):
    with Warehouse() as warehouse:
        loaded(warehouse, Inputs(folder))
        return set(warehouse.rows("SELECT rule, file, line FROM findings WHERE severity = 'error'"))


def test_a_changed_cell_is_checked_again_also_where_the_same_record_was_checked_before(record):
    assert _of(record.folder) == set()
    before = record.path("treaties").read_bytes()
    record.cell("treaties", 2, iso3="XXX")
    assert _of(record.folder) == _of(record.folder) == {("unknown_country", "treaties", 2)}
    record.path("treaties").write_bytes(before)
    assert _of(record.folder) == set()


def test_bad_cells_do_not_stop_the_build(record, store, command):
    record.cell("observations", 2, value="many")
    record.cell("treaties", 2, iso3="XXX")
    record.cell("commitments", 2, status="nearly done")
    record.cell("events", 2, date="1805")
    record.append("memberships")
    run = command(store, "build", "--record", record.folder)
    said, wrong = run.communicate()
    assert (run.returncode, wrong, said.splitlines()[-1].split("; ")[-1]) == (
        0,
        "",
        "5 rows left out, 6 questions, 74 notes.",
    )


def test_a_file_without_one_good_row_stops(record, built):
    record.write("policy_targets", [{**row, "evidence": "sure"} for row in record.rows("policy_targets")])
    with pytest.raises(
        Unreadable,
        match=r"^policy_targets\.csv: no row can be used; the first: line 2, evidence: found 'sure', "
        "expected one of: definition, ",
    ):
        built()


def test_a_file_that_cannot_be_read_leaves_the_edition_in_force(published, record, command, digests):
    before = digests(published)
    record.path("treaties").write_bytes(record.path("treaties").read_text(encoding="utf-8").encode("utf-16-le"))
    run = command(published, "build", "--record", record.folder)
    _, wrong = run.communicate()
    assert run.returncode == 1
    assert wrong.strip().splitlines() == [
        "treaties.csv: is not text in UTF-8; found UTF-16 or binary data. Save it as CSV UTF-8.",
        "Nothing was published; the edition in force stays.",
    ]
    assert digests(published) == before
