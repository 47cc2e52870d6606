"""The parts of reading a workbook, each over literal cells: what is a header, an answer, hidden, merged, beside the
form; what a cell is taken as; and of whom a workbook is."""

import pytest

from core.words import stated
from etl.desk.submission import key
from etl.form.sheets import Column, Sheet
from etl.intake import shape as shaped
from etl.intake.answers import rows
from etl.intake.cells import _as_text, _key
from etl.intake.cover import Foreign, cover
from etl.intake.loading import Given, _together, found_in, reworded, told
from etl.intake.numbers import absent, day, measured, number, period
from etl.intake.print_check import Printed, tidy
from etl.intake.reading import _answered, _around, shown
from etl.source import DEFINITIONS, RECORD, Finding, Source

FORM = Sheet(
    "sent_things",
    "Things",
    (
        Column("reference", "text", "A", "Reference", "", 10, "locked", True),
        Column("title", "text", "B", "Title", "", 10, "", False),
        Column("due_date", "due_date", "C", "Due", "", 10, "offered", False),
        Column("note", "text", "D", "Note", "", 10, "", False),
    ),
)
HEADS = {"A": {"4": "Reference"}, "B": {"4": "Title"}, "C": {"4": "Due"}, "D": {"4": "Note"}}
PRINTED = Printed(DEFINITIONS, {}, {}, {})


def sheet(cells=None, **more):
    """A sheet of the form with these cells, by address, beside its headers."""
    columns = {letter: dict(texts) for letter, texts in HEADS.items()}
    for address, text in (cells or {}).items():
        columns.setdefault(address.rstrip("0123456789"), {})[address.lstrip("ABCDEFGHIJKLMNOP")] = text
    blank = {"kinds": {}, "merged": [], "hidden_rows": [], "hidden_columns": [], "comments": []}
    return {"title": "Things", "state": "visible", "columns": columns, **blank, **more}


def read(cells=None, others=(), **more):
    """The lines of the rows that are read, and each finding as rule, severity, line, place and what was found."""
    sent = rows(FORM, sheet(cells, **more), list(others), FORM.fields, PRINTED)
    return sent.lines, [(one.rule, one.severity, one.line, one.place, one.found) for one in sent.findings]


def test_rows_in_which_anything_stands_are_read_from_row_5_on_in_their_order():
    sent = rows(
        FORM, sheet({"B10": " x\r\ny ", "A5": "C1", "C5": "2015", "D7": " ", "B3": "no"}), [], FORM.fields, PRINTED
    )
    assert (sent.lines, sent.rows) == ([5, 10], [["C1", "", "2015", "", "2015"], ["", "x\ny", "", "", ""]])
    assert FORM.fields == ["reference", "title", "due_date", "note", "due_date_as_sent"]
    assert sent.findings == []


@pytest.mark.parametrize(
    ("given", "others", "found"),
    [
        (None, [], "no sheet 'Things'"),
        (
            {"title": "Things", "state": "visible", "other": "chartsheet"},
            ["a", "b"],
            "no sheet 'Things'; found 'a', 'b'",
        ),
        (None, list("abcdef"), "no sheet 'Things'; found 'a', 'b', 'c', 'd', 'e'"),
    ],
)  # fmt: skip
def test_a_sheet_that_is_missing_is_an_error_that_names_the_others(given, others, found):
    (one,) = rows(FORM, given, others, FORM.fields, PRINTED).findings
    assert (one.rule, one.severity, one.file, one.line, one.found) == (
        "missing_sheet",
        "error",
        "sent_things",
        0,
        found,
    )
    assert one.expected == "a sheet named 'Things'"


def test_a_hidden_sheet_is_an_error_only_with_answers_on_it():
    hidden = ("hidden_sheet", "error", 0, "", "sheet 'Things' is hidden")
    assert read({"B5": "x"}, state="hidden") == ([], [hidden])
    assert read({"B5": "x"}, state="veryHidden") == ([], [hidden])
    assert read({"A5": "printed", "C5": "2015"}, state="hidden") == ([5], [])


@pytest.mark.parametrize(
    ("row", "found"),
    [("5", [("hidden_rows", "question", 5, "", "hidden rows 5")]), ("6", []), ("4", [])],
)
def test_a_hidden_row_is_asked_about_only_with_an_answer(row, found):
    assert read({"B5": "x", "A6": "printed"}, hidden_rows=[int(row)])[1] == found


@pytest.mark.parametrize(
    ("letter", "cells", "asked"),
    [
        ("B", {"B5": "x"}, True),
        ("C", {"B5": "x", "C5": "2015"}, True),
        ("B", {"D5": "x"}, False),
        ("A", {"A5": "printed", "B5": "x"}, False),
        ("F", {"B5": "x"}, False),
    ],
)
def test_a_hidden_column_is_asked_about_only_where_it_may_hold_an_answer(letter, cells, asked):
    found = [one for one in read(cells, hidden_columns=[letter])[1] if one[0] == "hidden_column"]
    place = {"B": "title", "C": "due_date"}.get(letter)
    assert found == ([("hidden_column", "question", 4, place, f"column {letter} is hidden")] if asked else [])


@pytest.mark.parametrize(
    ("area", "found"),
    [
        ("A1:D2", None),
        ("A3:A4", (4, "reference")),
        ("B5:B6", (5, "title")),
        ("B6:B7", (6, "title")),
        ("B7:B8", None),
        ("D5:D6", None),
        ("C5:D5", (5, "due_date")),
        ("D5:E5", (5, "note")),
        ("E5:F5", None),
    ],
)
def test_merged_cells_are_an_error_among_the_answers_only(area, found):
    merged = [one for one in read({"B5": "x", "B6": "y"}, merged=[area])[1] if one[0] == "merged_cells"]
    assert merged == ([("merged_cells", "error", *found, f"merged cells {area}")] if found else [])


@pytest.mark.parametrize(
    ("comments", "found"),
    [
        ([["B5", "Why?"]], "comments in B5"),
        ([["B4", "Why?"]], None),
        ([["B14", "Why?"]], "comments in B14"),
        ([["B5", "Check of the secretariat\n"], ["C5", "x"]], "comments in C5"),
        ([[f"B{row}", "x"] for row in range(5, 12)], "comments in B5, B6, B7, B8, B9, B10 and 1 more"),
    ],
)
def test_comments_are_noted_but_those_on_headers_and_our_own(comments, found):
    noted = [one for one in read({"B5": "x"}, comments=comments)[1] if one[0] == "comments"]
    assert noted == ([("comments", "note", 0, "", found)] if found else [])


def test_cells_beside_the_form_are_noted_from_the_first_answer_on():
    assert read({"B5": "x", "F3": "a", "F5": "b", "G9": "c"})[1] == [
        ("outside_the_form", "note", 0, "", "cells beside the form: F5, G9")
    ]


@pytest.mark.parametrize(
    ("heads", "rule", "place", "found"),
    [
        ({"F": {"4": "More"}}, "unknown_column", "", "'More' in F4"),
        ({"B": {"4": "Titel"}}, "missing_header", "title", "'Titel' in B4"),
        ({"B": {}}, "missing_header", "title", "nothing in B4"),
        ({"B": {"4": "Due"}, "C": {"4": "Title"}}, "moved_header", "title", "'Due' in B4; 'Title' stands in C4"),
        ({"F": {"4": "Title"}}, "duplicate_header", "title", "'Title' in B4; 'Title' stands in F4"),
    ],
    ids=str,
)
def test_a_header_is_known_by_its_word_in_its_place(heads, rule, place, found):
    one = shaped.headers(FORM, {**HEADS, **heads})[0]
    assert (one.rule, one.severity, one.line, one.place, one.found) == (rule, "error", 4, place, found)
    assert shaped.headers(FORM, {**HEADS, "B": {"4": " TITLE "}}) == []


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (5, "1 row inserted above the headers, which stand in row 5"),
        (3, "1 row deleted above the headers, which stand in row 3"),
        (1, "3 rows deleted above the headers, which stand in row 1"),
        (43, "39 rows inserted above the headers, which stand in row 43"),
    ],
)
def test_headers_that_stand_in_another_row_are_one_sentence(row, found):
    (one,) = shaped.headers(FORM, {letter: {str(row): heads["4"]} for letter, heads in HEADS.items()})
    assert (one.rule, one.line, one.found) == ("moved_header", 4, found)


def test_headers_are_looked_for_in_forty_rows():
    far = {letter: {"44": heads["4"]} for letter, heads in HEADS.items()}
    assert [one.found for one in shaped.headers(FORM, far)] == [
        "nothing in A4; 'Reference' stands in A44", "nothing in B4; 'Title' stands in B44",
        "nothing in C4; 'Due' stands in C44", "nothing in D4; 'Note' stands in D44",
    ]  # fmt: skip


# ---- one cell


@pytest.mark.parametrize(
    ("text", "key_"),
    [("1.1 Victims", "1.1"), ("C001-ALB", "C001-ALB"), ("Victims 1", "Victims 1"), ("1", "1"), ("1 Identify it", "1")],
)
def test_the_key_in_front_of_an_entry_of_a_list_is_taken(text, key_):
    assert _key(text) == key_


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("12", "number", "12"),
        ("0.12", "percent", "12%"),
        ("0.30000000000000004", "number", "0.3"),
        ("1", "logical", "TRUE"),
        ("0", "logical", "FALSE"),
        ("2014-09-30", "date", "2014-09-30"),
    ],
)
def test_a_cell_as_text(text, kind, said):
    assert _as_text(text, kind) == said


@pytest.mark.parametrize(
    ("text", "more", "value"),
    [
        ("1,234", ("point",), "1234"),
        ("1,234", ("comma",), "1.234"),
        ("1.234", ("point",), "1.234"),
        ("1.234", ("comma",), "1234"),
        ("0.234", (), "0.234"),
        ("1234.567", (), "1234.567"),
        ("12,5", (), "12.5"),
        ("12 %", ("", True), "12"),
        ("% 12", ("", True), "12"),
        ("1 234 567", (), "1234567"),
        ("1.234.567", (), "1234567"),
        ("1,234,567.5", (), "1234567.5"),
        ("-0", (), "0"),
        ("+7", (), "7"),
        ("−7", (), "-7"),
        ("٣", (), "3"),
        ("007", (), "7"),
        ("123456789012345", (), "123456789012345"),
        ("0.123456789", (), "0.123456789"),
        ("", (), ""),
    ],
)
def test_a_number_is_read_as_meant(text, more, value):
    assert number(text, *more) == value


@pytest.mark.parametrize(
    ("text", "more", "expected"),
    [
        ("1.234", (), "the number without a separator: 1234, or 1.2340 if the point stands before decimals"),
        ("1,234", (), "the number without a separator: 1234, or 1.2340 if the comma stands before decimals"),
        ("12 %", (), "a number without a percent sign, since this is not counted in percent"),
        ("1234567890123456", (), "a number with at most 15 digits before the point and 9 after it; please round it"),
        ("12.5", ("comma",), "a number with a comma before its decimals, as this column has it"),
        ("12,5", ("point",), "a number with a point before its decimals, as this column has it"),
        ("about 60", (), "a number in plain digits, such as 1617 or 0.7"),
        ("1.234.56", (), "a number in plain digits, such as 1617 or 0.7"),
        ("0.0000000001", (), "a number with at most 15 digits before the point and 9 after it; please round it"),
    ],
)
def test_a_number_that_may_be_another_is_not_read(text, more, expected):
    assert (number(text, *more).expected, number(text, *more).question) == (expected, False)


@pytest.mark.parametrize("text", ["-", "n/a", "N. A.", "nil", "none", "?", "..."])
def test_a_sign_in_place_of_a_number_is_asked_about(text):
    assert number(text).question is True and number(text).expected.startswith("0 if none was counted")


@pytest.mark.parametrize(
    ("text", "rounded"),
    [("0.3333333333", "0.333333333"), ("0.6666666666", "0.666666667"), ("2.0000000005", "2.000000001")],
)
def test_more_decimals_than_are_kept_are_rounded_half_up(text, rounded):
    assert (number(text).rounded, number(text).question) == (rounded, True)


@pytest.mark.parametrize(
    ("raw", "percent", "shown_as", "value"),
    [("0.12", True, True, "12"), ("0.125", True, True, "12.5"), ("12", True, False, "12"),
     ("1E3", False, False, "1000"), ("1.5E-3", False, False, "0.0015"), ("-0.5", False, False, "-0.5"),
     ("1", True, True, "100")],
)  # fmt: skip
def test_a_number_cell_is_read_by_what_it_shows(raw, percent, shown_as, value):
    assert measured(raw, percent, shown_as) == value
    assert measured("0.12", False, True).expected.startswith("a number without a percent sign")


@pytest.mark.parametrize(
    ("text", "value"),
    [("2014", "2014"), ("2014-09", "2014-09"), ("30.09.2014", "2014-09-30"), ("9/30/2014", "2014-09-30"),
     ("05.05.2014", "2014-05-05"), ("13-01-2014", "2014-01-13"), ("", ""), ("1900", "1900"), ("2199", "2199")],
)  # fmt: skip
def test_a_day_is_read_where_it_can_be_one_only(text, value):
    assert day(text) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12/12/2014", None),
        ("03/04/2014", "the date as 2014-04-03 or as 2014-03-04, since it can be read as both"),
        ("2014-02-30", "a date that exists, such as 2014-09-30"),
        ("31.02.2014", "a date that exists, such as 2014-09-30"),
        ("1899", "a date that exists, such as 2014-09-30"),
        ("2200", "a date that exists, such as 2014-09-30"),
        ("soon", "a date such as 2014-09-30, 2014-09 or 2014"),
    ],
)
def test_a_day_that_may_be_another_is_not_read(text, expected):
    assert getattr(day(text), "expected", None) == expected


@pytest.mark.parametrize(
    "text", ["FY2013-14", "FY2013-14-H2", "2013-H1", "2013-10m", "2013-04/2013-09", "2013", "2013-09"]
)
def test_a_period_is_read_as_the_record_writes_it(text):
    assert period(f" {text} ") == period(text.replace("-", "–")) == text
    assert period("summer").expected == "a period such as 2013, 2013-09, FY2013-14 or 2013-H1"


@pytest.mark.parametrize(
    ("text", "word"),
    [("Not  applicable", "not_applicable"), ("not available", "not_available"), ("REFUSED", "refused"), ("no", "")],
)
def test_a_reason_in_words_is_known(text, word):
    assert absent(text) == word


def test_text_is_tidied_and_a_name_is_shown_without_its_folders():
    assert (tidy(" a\r\nb\rc "), tidy("e\u0301"), tidy(None)) == ("a\nb\nc", "\u00e9", "")
    assert (shown("C:\\x/y.xlsx"), shown("a\u202eb\n.xlsx"), shown("/"), len(shown("x" * 200))) == (
        "y.xlsx", "ab.xlsx", "file", 120,
    )  # fmt: skip


# ---- the whole workbook


def cover_sheet(**texts):
    cells = {
        "round": ("C", "5"),
        "country": ("C", "6"),
        "template": ("C", "7"),
        "office": ("C", "8"),
        "dated": ("C", "9"),
    }
    said = {"round": "progress-2014 · Progress reports 2014", "country": "ALB · Albania", "template": "1.0"} | texts
    columns = {
        "C": {cells[name][1]: text for name, text in said.items() if name in cells},
        "B": {"2": said.get("mark", "")},
    }
    kinds = {"C": {"9": "date"}} if "T" in said.get("dated", "") else {}
    return {**sheet(), "title": "Read me", "columns": columns, "kinds": kinds}


def test_the_cover_says_of_which_round_country_and_version_a_workbook_is():
    first = cover([sheet() | {"title": "Progress"}, cover_sheet(dated="2014-09-01T00:00:00", office=" Ministry ")],
        DEFINITIONS, RECORD)  # fmt: skip
    assert (first.round.round, first.country, first.country_name, first.template) == (
        "progress-2014", "ALB", "Albania", "1",
    )  # fmt: skip
    assert (first.office, first.dated, first.illustrative) == ("Ministry", "2014-09-01", False)
    marked = cover_sheet(mark="ILLUSTRATIVE: invented figures · Alliance")
    assert cover([sheet() | {"title": "progress"}, marked], DEFINITIONS, RECORD).illustrative is True


@pytest.mark.parametrize(
    ("texts", "code", "said"),
    [
        ({"round": "progress-2099 x"}, "other_round", "Read me!C5 holds 'progress-2099', expected one of"),
        ({"country": "XXX"}, "other_country", "Read me!C6 holds 'XXX', expected the three letters of a country"),
        ({"template": "9"}, "other_version", "our form for another version or its first sheet was changed: Read me!C7"),
        ({"round": ""}, "other_round", "Read me!C5 holds ''"),
    ],
)
def test_a_form_for_another_round_country_or_version_is_named(texts, code, said):
    with pytest.raises(Foreign) as foreign:
        cover([sheet() | {"title": "Progress"}, cover_sheet(**texts)], DEFINITIONS, RECORD)
    assert foreign.value.args[0] == code and said in foreign.value.args[1]


@pytest.mark.parametrize(
    ("titles", "said"),
    [
        (["a", "b"], "sheet 'Read me' is missing, found 'a', 'b'; fill"),
        (["Read me"], "sheet 'Commitments' is missing, found 'Read me'; fill"),
        (list("abcdef"), "found 'a', 'b', 'c', 'd', 'e' and others; fill"),
    ],
)
def test_a_workbook_that_is_not_our_form_is_said_with_its_sheets(titles, said):
    with pytest.raises(Foreign) as foreign:
        cover([sheet() | {"title": title} for title in titles], DEFINITIONS, RECORD)
    assert foreign.value.args[0] == "foreign" and said in foreign.value.args[1]


def test_what_stands_beside_the_form_is_noted_or_asked_about():
    hidden, chart = {"title": "Mine", "state": "hidden"}, {"title": "Chart", "state": "visible", "other": "chartsheet"}
    book = {"sheets": [sheet() | {"title": "Extra"}, sheet() | hidden, chart], "links": 2, "embedded": 1}
    found = [(one.rule, one.severity, one.found) for one in _around(book, ["Extra", "Mine", "Chart"])]
    assert found == [
        ("extra_sheet", "note", "a sheet 'Extra'"),
        ("extra_sheet", "question", "a hidden sheet 'Mine'"),
        ("extra_sheet", "note", "a sheet 'Chart'"),
        ("external_links", "note", "links to 2 other workbooks"),
        ("embedded_objects", "note", "1 embedded objects"),
    ]
    empty = {"sheets": [sheet() | hidden | {"columns": {}}], "links": 0, "embedded": 0}
    assert list(_around(empty, ["Mine"])) == []


def test_answers_on_the_sheet_issues_belong_to_the_key_of_their_row():
    columns = {"F": {"3": "Your answer or comment", "4": " Yes. ", "5": " ", "6": "And.", "9": "x"},
        "G": {"3": "Key", "4": "A!B1 jump", "5": "A!B2 jump", "6": "A!B1 jump"}}  # fmt: skip
    assert _answered([sheet(), sheet() | {"title": "Issues", "columns": columns}]) == {"A!B1 jump": "Yes.\nAnd."}
    assert _answered([sheet()]) == {}


# ---- beside the record


def given(number, iso3="FRA", sources=()):
    return Given(number, f"S{number:04d}", "progress-2014", iso3, "", "", "", "", "", "", "", sources)


def test_findings_of_a_submission_are_its_own_by_sheet_row_and_place():
    def one(line, place="value", file="sent_indicators"):
        return Finding("r", "note", file, line, place, "", "")

    found = [one(700_012, "value"), one(700_012, "period"), one(699_999), one(800_000), one(700_005),
        one(700_006, "status", "sent_progress"), one(700_001, "x", "observations")]  # fmt: skip
    assert [(each.file, each.line, each.place) for each in found_in(found, 7)] == [
        ("sent_progress", 6, "status"), ("sent_indicators", 5, "value"), ("sent_indicators", 12, "period"),
        ("sent_indicators", 12, "value"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "severity", "file", "kept"),
    [
        ("missing_sheet", "error", "sent_indicators", ["other"]),
        ("hidden_sheet", "error", "sent_indicators", ["other"]),
        ("moved_header", "error", "sent_indicators", ["other"]),
        ("duplicate_header", "error", "sent_indicators", ["other"]),
        ("missing_header", "error", "sent_indicators", ["other"]),
        ("unclear_number", "error", "sent_indicators", ["jump", "other"]),
        ("unclear_number", "question", "sent_indicators", ["jump", "nothing_answered", "other"]),
        ("unknown_column", "error", "sent_progress", ["jump", "other"]),
    ],
)
def test_what_was_not_read_is_not_called_empty(rule, severity, file, kept):
    reading = [Finding(rule, severity, file, 4, "", "", "")]
    checks = [
        Finding("jump", "question", "sent_indicators", 5, "value", "", ""),
        Finding("nothing_answered", "question", "", 0, "", "", ""),
        Finding("other", "note", "sent_threats", 5, "", "", ""),
    ]
    assert [one.rule for one in told(reading, checks)] == [rule, *kept]


def test_rows_without_an_answer_are_left_out_but_where_the_form_prints_what_to_answer():
    columns = [Column("reference", "text", "A", "", "", 1, "locked", True),
        Column("status", "text", "B", "", "", 1, "", False),
        Column("title", "text", "C", "", "", 1, "locked", False)]  # fmt: skip
    printed = [["C1", "", "x"], ["C2", "done", "x"], ["", "", "x"], ["", "said", "x"]]
    kept = {}
    for name in ("sent_progress", "sent_commitments"):
        source = Source(name, ["reference", "status", "title"], printed, [5, 6, 7, 8])
        whole = _together(Sheet(name, "", tuple(columns)), [given(7, sources=[source]), given(8)])
        kept[name] = (whole.columns, whole.rows, whole.lines)
    fields = ["reference", "status"]
    assert kept == {
        "sent_progress": (fields, [("C1", ""), ("C2", "done"), ("", "said")], [700_005, 700_006, 700_008]),
        "sent_commitments": (fields, [("C2", "done"), ("", "said")], [700_006, 700_008]),
    }


@pytest.mark.parametrize(
    ("title", "iso3", "asked"),
    [("A law", "FRA", False), ("Another law", "FRA", True), ("", "FRA", False), ("Another law", "KEN", False)],
)
def test_a_title_that_a_country_announced_and_now_words_anew_is_asked_about(title, iso3, asked):
    earlier = given(1, iso3, [Source("sent_commitments", ["reference", "title"], [["C1", "A law"]], [5])])
    now = given(2, "FRA", [Source("sent_progress", ["reference", "title"], [["C1", title], ["C2", "x"]], [7, 8])])
    found = [(one.rule, one.severity, one.file, one.line, one.place, one.found) for one in reworded(now, [earlier])]
    assert found == [("printed_title_changed", "question", "sent_progress", 7, "title", title)] * asked


def test_of_several_findings_of_one_cell_each_has_its_key():
    cell = Finding("jump", "question", "sent_indicators", 700_012, "value", "7", "8")
    assert (key(cell), stated("2014-09")) == ("Indicators!G12 jump", "September 2014")
