"""A form is read with every value at its address and every fault at its place (P6, P11, P21)."""

import csv
import io
import random
import shutil
import unicodedata
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from python_calamine import CalamineWorkbook

from etl.build import loaded
from etl.desk.receiving import given_of
from etl.form.issues import CHECKED
from etl.form.rounds import rounds
from etl.form.sheets import FIRST, HEADER, letters, place, sheets
from etl.intake.loading import told
from etl.intake.print_check import printed
from etl.intake.reading import read
from etl.questionnaire.prefill import prefills
from etl.questionnaire.template import template
from etl.source import DEFINITIONS, Finding
from etl.store.inputs import Inputs
from etl.warehouse import Warehouse
from tests.support import faulty_files

FORM = sheets()
SHARED = "hotline_removed_pct_le_72h"


def one(change=lambda _: None, name="ALB.xlsx"):
    """The reading of the form after a change."""
    (found,) = read([(name, faulty_files.filled(change))])
    assert found.code == "", found.sentence
    return found


def put(**cells_):
    """A change that fills cells of Indicators."""
    return lambda book: [book["Indicators"].__setitem__(address, value) for address, value in cells_.items()]


def row(found, line=FIRST, name="sent_indicators"):
    source = next(source for source in found.sources if source.name == name)
    return dict(zip(source.columns, source.rows[source.lines.index(line)], strict=True))


def faults(found, *fields):
    """What was found, without notes, shortened to what a test looks at."""
    return [
        tuple(getattr(fault, field) for field in fields or ("rule", "severity", "file", "line", "place"))
        for fault in found.findings
    ]


def test_a_form_that_comes_back_as_it_was_sent_is_read_without_a_finding():
    found = one()
    assert (found.round, found.country, found.version, found.findings) == ("progress-2014", "ALB", "1", [])
    assert {source.name: source.columns for source in found.sources} == {
        name: FORM[name].fields for name in ("sent_commitments", "sent_indicators", "sent_threats")
    }
    assert found.sentence.startswith("ALB.xlsx: Progress reports 2014, Albania; ")
    assert row(found)["period"] == row(found)["period_as_sent"] == "2013"
    assert row(found, name="sent_threats")["phenomenon"] == "live_streaming"


def test_a_filled_row_is_read_with_its_words_and_its_text_as_sent():
    def fill(book):
        for address, value in {
            "B5": " NEW ",
            "B6": "new",
            "C5": "1 Identify and support victims",
            "D5": "1.1 Victims identified",
            "E5": " Title ",
            "G5": datetime(2015, 7, 15),
            "G6": 2016,
            "G7": "30.09.2014",
            "G8": "soon",
        }.items():
            book["Commitments"][address] = value
        book["Read me"]["C8"], book["Read me"]["C9"] = "Ministry of the Interior", datetime(2014, 9, 1)

    found = one(fill)
    said = [row(found, line, "sent_commitments") for line in range(5, 9)]
    assert [
        (r["nature"], r["target_no"], r["goal_id"], r["title"], r["due_date"], r["due_date_as_sent"]) for r in said
    ] == [
        ("new", "1", "1.1", "Title", "2015-07-15", "2015-07-15"),
        ("new", "", "", "", "2016", "2016"),
        ("", "", "", "", "2014-09-30", "30.09.2014"),
        ("", "", "", "", "soon", "soon"),
    ]
    assert (found.office, found.dated) == ("Ministry of the Interior", "2014-09-01")


@pytest.mark.parametrize(
    ("value", "format_", "said", "sent"),
    [
        (12, None, "12", "12"),
        (0, None, "0", "0"),
        (0.1 + 0.2, None, "0.3", "0.3"),
        ("1 234,5", None, "1234.5", "1 234,5"),
        ("٤٥", None, "45", "٤٥"),
        ("−5", None, "-5", "−5"),
        (1234, "#,##0", "1234", "1234"),
    ],
)
def test_a_number_keeps_its_text_as_sent(value, format_, said, sent):
    def fill(book):
        cell = book["Indicators"]["G5"]
        cell.value = value
        cell.number_format = format_ or cell.number_format

    found = one(fill)
    assert (row(found)["value"], row(found)["value_as_sent"], found.findings) == (said, sent, [])


@pytest.mark.parametrize(
    ("value", "format_", "rule", "severity"),
    [
        ("1,234", None, "unclear_number", "error"),
        ("about 60", None, "unclear_number", "error"),
        ("-", None, "unclear_number", "question"),
        ("NA", None, "unclear_number", "question"),
        ("12 %", None, "unclear_number", "error"),
        (0.12, "0%", "unclear_number", "error"),
        (1e20, None, "unclear_number", "error"),
        (1e-10, None, "unclear_number", "error"),
        (True, None, "unclear_number", "error"),
        (datetime(2013, 1, 2), "yyyy-mm-dd", "unclear_number", "error"),
        ("#REF!", None, "error_cell", "error"),
        ("=1+1", None, "formula_without_value", "error"),
    ],
)
def test_a_value_that_is_not_read_is_named_with_its_place_and_never_blank_without_a_word(
    value, format_, rule, severity
):
    def fill(book):
        cell = book["Indicators"]["G5"]
        cell.value = value
        cell.number_format = format_ or "General"

    found = one(fill)
    assert row(found)["value"] == ""
    assert faults(found) == [(rule, severity, "sent_indicators", 5, "value")]
    assert all(fault.found and fault.expected for fault in found.findings)


@pytest.mark.parametrize(
    ("indicator", "value", "format_", "kept", "shown"),
    [
        ("arrests_per_month", 1 / 3, "General", "0.333333333", "0.3333333333333333"),
        ("arrests_per_month", "0.33333333333", "@", "0.333333333", "0.33333333333"),
        ("arrests_per_month", -2 / 3, "General", "-0.666666667", "-0.6666666666666666"),
        ("arrests_per_month", 0.9999999995, "General", "1", "0.9999999995"),
        (SHARED, 2 / 3, "0%", "66.666666667", "66.666666666666657%"),
    ],
)
def test_a_number_with_more_decimals_than_are_kept_is_rounded_with_a_question(indicator, value, format_, kept, shown):
    """It was refused, so that a share of 1/3 could not be reported."""

    def fill(book):
        sheet = book["Indicators"]
        sheet["A50"], sheet["F50"], sheet["G50"] = indicator, "2012", value
        sheet["G50"].number_format = format_

    found = one(fill)
    assert row(found, 50)["value"] == kept
    assert [(f.rule, f.severity, f.line, f.place, f.found, f.expected) for f in found.findings] == [
        (
            "rounded_number",
            "question",
            50,
            "value",
            shown,
            f"{kept}, rounded to the 9 decimals that are kept; or the number rounded as you mean it",
        )
    ]


def test_percent_formats_and_signs_are_read_where_the_unit_is_percent():
    def fill(book):
        sheet = book["Indicators"]
        for line, value in ((50, 0.12), (51, "12,5 %"), (52, 0.07)):
            sheet[f"A{line}"], sheet[f"F{line}"], sheet[f"G{line}"] = SHARED, "2012", value
            sheet[f"G{line}"].number_format = "0%" if line != 51 else "@"

    found = one(fill)
    assert [(row(found, line)["value"], row(found, line)["value_as_sent"]) for line in (50, 51, 52)] == [
        ("12", "12%"),
        ("12.5", "12,5 %"),
        ("7", "7%"),
    ]
    assert found.findings == []


def test_a_printed_cell_that_was_changed_is_noted_and_does_not_change_what_is_read():
    """The unit is that of the definitions: a count stays one when somebody writes "percent" beside it."""

    def fill(book):
        sheet = book["Indicators"]
        sheet["B5"], sheet["C5"], sheet["G5"] = "Hotline reports", "percent", "12 %"

    found = one(fill)
    label, unit = (texts[row(found)["indicator"]] for texts in (printed().labels, printed().units))
    assert [
        (f.rule, f.severity, f.place, f.found, f.expected.partition(", as we")[0])
        for f in found.findings
        if f.line == 5
    ] == [
        (
            "unclear_number",
            "error",
            "value",
            "12 %",
            "a number without a percent sign, since this is not counted in percent",
        ),
        ("printed_cell_changed", "note", "label", "Hotline reports", label),
        ("printed_cell_changed", "note", "unit", "percent", unit),
    ]


def test_a_commitment_that_was_reworded_is_asked_about():
    """Its title in the printed row is read as printed; the wording of the country was lost with a note."""
    data = faulty_files.form(country="NZL")
    title = load_workbook(io.BytesIO(data))["Progress"]["C5"].value
    found = read(
        [("NZL.xlsx", faulty_files.filled(lambda book: book["Progress"].__setitem__("C5", "Something easier"), data))]
    )[0]
    assert [(f.rule, f.severity, f.file, f.line, f.place, f.found, f.expected) for f in found.findings] == [
        (
            "printed_title_changed",
            "question",
            "sent_progress",
            5,
            "title",
            "Something easier",
            f"{title}, as we printed it, which stands; or a word on what the commitment is",
        )
    ]
    same = faulty_files.filled(lambda book: book["Progress"].__setitem__("C5", f" {title}\n"), data)
    assert read([("NZL.xlsx", same)])[0].findings == [], "the control: space around it changes nothing"


def test_a_date_in_the_column_of_periods_is_refused_since_it_could_be_a_day_or_a_month():
    def fill(book):
        for line, shown in ((5, "mmm-yy"), (6, "yyyy-mm-dd")):
            book["Indicators"][f"F{line}"] = datetime(2012, 12, 1)
            book["Indicators"][f"F{line}"].number_format = shown
        book["Indicators"]["F7"] = "2012-12"

    found = one(fill)
    assert faults(found, "rule", "severity", "line", "place", "found") == [
        ("unclear_period", "error", line, "period", "2012-12-01 in a cell for dates") for line in (5, 6)
    ]
    assert row(found, 7)["period"] == "2012-12"


@pytest.fixture
def definitions(tmp_path):
    return Path(shutil.copytree(DEFINITIONS, tmp_path / "definitions"))


def changed(definitions, change):
    """The definitions with the rows of `form.csv` changed."""
    with open(definitions / "form.csv", encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    change(rows)
    with open(definitions / "form.csv", "w", encoding="utf-8", newline="") as handle:
        lines = csv.DictWriter(handle, rows[0], lineterminator="\n")
        lines.writeheader()
        lines.writerows(rows)
    return definitions


@pytest.mark.parametrize(("convention", "said"), [("", ""), ("comma", "1234"), ("point", "1.234")])
def test_a_convention_that_the_form_declares_is_read(definitions, convention, said):
    changed(
        definitions, lambda rows: next(one for one in rows if one["field"] == "value").update(convention=convention)
    )
    (found,) = read([("ALB.xlsx", faulty_files.filled(put(G5="1.234")))], definitions=definitions)
    assert (row(found)["value"], bool(found.findings)) == (said, not convention)


def test_a_workbook_of_an_older_form_reads_as_before_beside_a_newer_form(definitions):
    sent = faulty_files.filled(put(G5=12, K5="a note"))

    def second(rows):
        last = [one for one in rows if one["file"] == "sent_indicators"][-1]
        for one in rows:
            one["template"] = "1 2"
        rows.append({**last, "field": "method", "letter": "L", "header": "Method", "required": "no", "template": "2"})

    (before,) = read([("ALB.xlsx", sent)])
    changed(definitions, second)
    (after,) = read([("ALB.xlsx", sent)], definitions=definitions)
    assert (after.code, after.version, after.findings) == ("", "1", before.findings)
    assert row(after) == row(before) | {"method": ""} and [one.lines for one in after.sources] == [
        one.lines for one in before.sources
    ]
    said = []
    for meant, reading in ((DEFINITIONS, before), (definitions, after)):
        with Warehouse() as warehouse:
            _, findings = loaded(warehouse, Inputs(definitions=meant), [given_of(reading, 1)])
            figures = warehouse.rows("SELECT line, indicator, period, value FROM raw_sent_indicators ORDER BY line")
            said.append((figures, [one for one in findings if one.file.startswith("sent_")]))
    assert said[0] == said[1] and (100_005, row(before)["indicator"], "2013", "12") in said[0][0], (
        "nothing is withdrawn and nothing is new"
    )
    round = replace(rounds()["progress-2014"], template="2")
    new = template(round, prefills(round)["ALB"], definitions)
    assert load_workbook(io.BytesIO(new))["Indicators"][f"L{HEADER}"].value == "Method"
    (newer,) = read([("ALB.xlsx", faulty_files.filled(put(L5="counted by hand"), new))], definitions=definitions)
    assert (newer.version, newer.findings, row(newer)["method"]) == ("2", [], "counted by hand")
    (alone,) = read([("ALB.xlsx", new)])
    assert (alone.code, "holds '2', expected version 1;" in alone.sentence) == ("other_version", True)


def test_blank_is_not_zero_nor_not_applicable_nor_refused():
    found = one(put(G5=None, G6=0, G7="not applicable", G8="Refused", H9="Not available"))
    assert [(row(found, line)["value"], row(found, line)["no_value"]) for line in range(5, 10)] == [
        ("", ""),
        ("0", ""),
        ("", "not_applicable"),
        ("", "refused"),
        ("", "not_available"),
    ]
    assert len({(row(found, line)["value"], row(found, line)["no_value"]) for line in range(5, 10)}) == 5


@pytest.mark.parametrize(("count", "is_asked"), [(200, False), (201, True), (32_767, True)])
def test_the_name_of_an_office_has_a_limit_too(count, is_asked):
    found = one(lambda book: book["Read me"].__setitem__("C8", "o" * count))
    assert [(f.rule, f.severity, place(f.file, f.line, f.place), f.found) for f in found.findings] == [
        ("too_long", "question", "Read me!C8", f"{count} letters: {'o' * 60}…")
    ] * is_asked


def test_a_limit_holds_for_every_text_that_a_country_writes():
    open_texts = {
        f"{form.name}.{column.field}"
        for form in FORM.values()
        for column in form.columns
        if not column.given and column.type in ("text", "url")
    }
    assert letters().keys() == open_texts | {"cover.office"}


def test_two_reasons_that_differ_are_an_error():
    assert faults(one(put(G5="refused", H5="Not applicable"))) == [
        ("two_reasons", "error", "sent_indicators", 5, "value")
    ]


# Structure


def hide_threats(book):
    book["Threats"].sheet_state, book["Threats"]["D5"] = "hidden", "It grows."


def hide_row_7(book):
    book["Indicators"].row_dimensions[7].hidden, book["Indicators"]["K7"] = True, "a note"


def hidden_sheet(book):
    sheet = book.create_sheet("Secret")
    sheet.sheet_state = "veryHidden"
    return sheet


def headers(**cells_):
    return lambda book: [book["Indicators"].__setitem__(address, value) for address, value in cells_.items()]


@pytest.mark.parametrize(
    ("change", "rule", "severity", "file", "line", "words"),
    [
        (lambda book: book.remove(book["Threats"]), "missing_sheet", "error", "sent_threats", 0, "no sheet 'Threats'"),
        (
            lambda book: setattr(book["Threats"], "title", "Menaces"),
            "missing_sheet",
            "error",
            "sent_threats",
            0,
            "found 'Menaces'",
        ),
        (
            hide_threats,
            "hidden_sheet",
            "error",
            "sent_threats",
            0,
            "is hidden",
        ),
        (headers(G4="Valeur"), "missing_header", "error", "sent_indicators", HEADER, "'Valeur' in G4"),
        (headers(G4=None), "missing_header", "error", "sent_indicators", HEADER, "nothing in G4"),
        (headers(G4="Note", K4="Value"), "moved_header", "error", "sent_indicators", HEADER, "'Value' stands in K4"),
        (headers(L4="Value"), "duplicate_header", "error", "sent_indicators", HEADER, "'Value' stands in L4"),
        (headers(L4="Extra"), "unknown_column", "error", "sent_indicators", HEADER, "'Extra' in L4"),
        (lambda book: book["Indicators"].merge_cells("A6:B6"), "merged_cells", "error", "sent_indicators", 6, "A6:B6"),
        (
            hide_row_7,
            "hidden_rows",
            "question",
            "sent_indicators",
            7,
            "hidden rows 7",
        ),
        (
            lambda book: setattr(book["Indicators"].column_dimensions["F"], "hidden", True),
            "hidden_column",
            "question",
            "sent_indicators",
            HEADER,
            "column F is hidden",
        ),
        (
            lambda book: setattr(book["Indicators"]["G5"], "comment", Comment("see below", "A")),
            "comments",
            "note",
            "sent_indicators",
            0,
            "comments in G5",
        ),
        (headers(N9="by the way"), "outside_the_form", "note", "sent_indicators", 0, "N9"),
        (lambda book: book.create_sheet("Annex"), "extra_sheet", "note", "", 0, "a sheet 'Annex'"),
        (
            lambda book: hidden_sheet(book)["A1"].__setattr__("value", "a word"),
            "extra_sheet",
            "question",
            "",
            0,
            "a hidden sheet 'Secret'",
        ),
    ],
)
def test_a_form_of_another_shape_is_named(change, rule, severity, file, line, words):
    found = one(change)
    assert (rule, severity, file, line) in faults(found, "rule", "severity", "file", "line")
    first = next(fault for fault in found.findings if fault.rule == rule)
    assert words in first.found and first.expected
    if severity == "error" and rule not in ("unknown_column", "merged_cells"):
        assert file not in [source.name for source in found.sources], (
            "nothing is read out of a sheet whose shape is not ours"
        )


FORM_ROW = "the headers in row 4"
PRINTED = "the columns of the form as printed"


@pytest.mark.parametrize(
    ("change", "rule", "found", "expected"),
    [
        (
            lambda sheet: sheet.insert_rows(1),
            "moved_header",
            "1 row inserted above the headers, which stand in row 5",
            f"{FORM_ROW}: delete what was inserted",
        ),
        (
            lambda sheet: sheet.insert_rows(4, 3),
            "moved_header",
            "3 rows inserted above the headers, which stand in row 7",
            f"{FORM_ROW}: delete what was inserted",
        ),
        (
            lambda sheet: sheet.delete_rows(2, 2),
            "moved_header",
            "2 rows deleted above the headers, which stand in row 2",
            f"{FORM_ROW}: insert 2 rows in front of them",
        ),
        (
            lambda sheet: sheet.insert_cols(1),
            "moved_header",
            "columns inserted: A; from 'Code' on the headers have moved",
            f"{PRINTED}: delete what was inserted",
        ),
        (
            lambda sheet: [sheet.insert_cols(8), sheet.insert_cols(11)],
            "moved_header",
            "columns inserted: H, K; from 'Why no value' on the headers have moved",
            f"{PRINTED}: delete what was inserted",
        ),
        (
            lambda sheet: sheet.delete_cols(9),
            "moved_header",
            "columns missing: 'Quality'; from 'Link' on the headers have moved",
            f"{PRINTED}: put back what is missing",
        ),
        (
            lambda sheet: sheet.delete_rows(HEADER),
            "missing_header",
            "no header in row 4; 'victims_identified' stands in A4",
            f"{FORM_ROW} as printed, from 'Code' on: put their row back",
        ),
        (
            lambda sheet: [sheet.insert_rows(1), sheet.insert_cols(1)],
            "moved_header",
            "1 row inserted above the headers, which stand in row 5",
            f"{FORM_ROW}: delete what was inserted",
        ),
    ],
)
def test_headers_that_have_moved_together_are_one_sentence(change, rule, found, expected):
    """F17: it was one error a column, and another that nothing were answered."""
    reading = one(lambda book: change(book["Indicators"]))
    assert [(f.rule, f.severity, f.file, f.line, f.found, f.expected) for f in reading.findings] == [
        (rule, "error", "sent_indicators", HEADER, found, expected)
    ]
    assert place("sent_indicators", HEADER, "") == "Indicators!4:4"
    assert [source.name for source in reading.sources] == ["sent_commitments", "sent_threats"], "it is not read"


def test_the_first_row_of_answers_is_no_header_and_the_last_column_may_move_alone():
    """The control: words of the headers among the answers move nothing, and two that changed places are two."""
    assert one(put(K5="Value", K6="Code", K7="Note")).findings == []
    assert len(one(headers(J4="Note", K4="Link")).findings) == 2


def test_what_hides_no_answer_is_silent():
    """F18: a filter "not empty" on the values hides the rows without one."""

    def filtered(book):
        sheet = book["Indicators"]
        sheet.auto_filter.ref = "A4:K80"
        sheet["G9"], sheet["A60"], sheet["F60"] = 12, "arrests", "2012"
        for line in (line for line in range(FIRST, 80) if line != 9):
            sheet.row_dimensions[line].hidden = True
        for letter in "BCDE":
            sheet.column_dimensions[letter].hidden = True
        book["Threats"].sheet_state = "hidden"
        hidden_sheet(book)

    assert one(filtered).findings == []
    assert faults(one(lambda book: [filtered(book), put(G79=0)(book)]), "rule", "severity", "line", "found") == [
        ("hidden_rows", "question", 79, "hidden rows 79")
    ], "the control: the last row, and a 0"


def test_a_sheet_that_is_not_read_is_not_called_silent():
    form = [Finding("moved_header", "error", "sent_progress", 4, "", "", "")]
    of_checks = [
        Finding("not_mentioned", "question", "sent_progress", 0, "status", "(no row)", "a status"),
        Finding("nothing_answered", "error", "sent_indicators", 0, "value", "(nothing)", "an answer"),
        Finding("jump", "question", "sent_indicators", 5, "value", "1", "a figure near 100"),
    ]
    assert told(form, of_checks) == [form[0], of_checks[2]]
    assert told([], of_checks) == of_checks


@pytest.mark.parametrize(("area", "is_named"), [("C5:D5", True), ("C6:D6", False)])
def test_merged_cells_are_named_down_to_the_last_row_with_an_answer(area, is_named):
    def fill(book):
        book["Practice"]["A5"] = "A list of hashes"
        book["Practice"].merge_cells(area)

    merged = [finding.found for finding in one(fill).findings if finding.rule == "merged_cells"]
    assert merged == [f"merged cells {area}"] * is_named


def test_merged_notes_and_merged_titles_are_no_fault():
    def fill(book):
        book["Indicators"]["K5"] = "Both years"
        book["Indicators"].merge_cells("K5:K6")
        book["Indicators"].merge_cells("A1:D1")

    found = one(fill)
    assert (found.findings, row(found)["note"]) == ([], "Both years")


def test_our_own_comments_in_a_workbook_that_was_given_back_are_no_finding():
    assert (
        one(
            lambda book: setattr(book["Indicators"]["G5"], "comment", Comment(f"{CHECKED}\nfound: -", "Secretariat"))
        ).findings
        == []
    )


def test_links_and_embedded_objects_are_named():
    data = faulty_files.zipped(
        {
            **faulty_files.parts(faulty_files.form()),
            "xl/externalLinks/externalLink1.xml": b"<x/>",
            "xl/embeddings/a.bin": b"x",
        }
    )
    assert faults(*read([("ALB.xlsx", data)]), "rule", "severity") == [
        ("external_links", "note"),
        ("embedded_objects", "note"),
    ]


# P6: the address of a value


def second(data, title, address):
    return load_workbook(io.BytesIO(data), data_only=True)[title][address].value


@pytest.mark.parametrize(
    ("mac", "blank_top", "merged"),
    [(False, False, False), (True, False, True), (False, True, True), (True, True, False)],
)
def test_every_value_is_found_again_at_its_address_by_a_second_reader(mac, blank_top, merged):
    chance = random.Random(f"{mac} {blank_top} {merged}")
    lines = chance.sample(range(FIRST, 80), 12)
    values = [chance.randrange(10**6) for _ in lines]

    def fill(book):
        sheet = book["Indicators"]
        if mac:
            book.epoch = CALENDAR_MAC_1904
        if blank_top:
            for address in ("A1", "A2", "A3", "F3", "G3", "H3"):
                sheet[address] = None
        for line, value in zip(lines, values, strict=True):
            sheet[f"A{line}"], sheet[f"G{line}"], sheet[f"K{line}"] = "investigations", value, f"n{value}"
            sheet[f"G{line}"].number_format = "General"
        if merged:
            sheet.merge_cells("K5:K9")
        book["Commitments"]["G5"] = datetime(2015, 7, 15)

    sent = faulty_files.filled(fill)
    (found,) = read([("ALB.xlsx", sent)])
    source = next(source for source in found.sources if source.name == "sent_indicators")
    book = load_workbook(io.BytesIO(sent), data_only=True)
    for cells_, line in zip(source.rows, source.lines, strict=True):
        for column in FORM["sent_indicators"].columns:
            there = book["Indicators"][f"{column.letter}{line}"].value
            assert cells_[source.columns.index(column.field)] == (
                "" if there is None else str(there).strip()
            ) or column.field in ("period", "qualifier", "no_value")
    assert {line: row(found, line)["value"] for line in lines} == dict(zip(lines, map(str, values), strict=True))
    assert (
        row(found, 5, "sent_commitments")["due_date"]
        == book["Commitments"]["G5"].value.date().isoformat()
        == "2015-07-15"
    )


def test_a_reader_that_drops_empty_rows_is_caught():
    data = faulty_files.filled(
        lambda book: [
            book["Indicators"].__setitem__(f"{letter}{line}", None) for letter in "ABCDEFGHIJK" for line in (1, 2, 3)
        ]
    )
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("Indicators")
    assert (
        sheet.to_python()[FIRST - 1][0]
        != second(data, "Indicators", f"A{FIRST}")
        == row(*read([("a", data)]))["indicator"]
    )


def test_dates_count_from_1904_where_the_workbook_says_so():
    def fill(book):
        book.epoch = CALENDAR_MAC_1904
        book["Commitments"]["G5"] = datetime(2015, 7, 15)

    data = faulty_files.filled(fill)
    assert b'date1904="1"' in faulty_files.parts(data)["xl/workbook.xml"]
    assert row(*read([("a", data)]), 5, "sent_commitments")["due_date"] == "2015-07-15"


# P11: any script

SCRIPTS = {
    "Georgian": "ბავშვთა დაცვა",
    "Armenian": "Երեխաների պաշտպանություն",
    "Greek": "Προστασία των παιδιών",
    "Cyrillic": "Захист дітей, Їжак",
    "Thai": "การคุ้มครองเด็ก",
    "Khmer": "ការពារកុមារ",
    "Japanese": "児童の保護、カナ",
    "Korean": "아동 보호",
    "Hebrew": "הגנה על ילדים",
    "Arabic": "حماية الأطفال",
    "decomposed": unicodedata.normalize("NFD", "Škola, Việt Nam, Ålesund, 한국"),
    "beyond the first plane": "𐌀𐌁 👩‍👩‍👧 𝒳",
    "marks": "a & b < c > d \"e\" 'f' &amp; &lt;",
    "lines": "first\nsecond\tthird",
    "escapes": "_x000D_ _x0041_ x_",
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_text_survives_in_any_script(name):
    text = SCRIPTS[name]
    found = one(put(K5=text.replace("_x", "_x005F_x")))
    assert row(found)["note"] == unicodedata.normalize("NFC", text)
