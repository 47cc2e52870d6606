"""The workbook that goes out: every sheet, header, help and list; protected, dated, printable, and the same bytes each
time."""

import io
import re
import zipfile
from datetime import datetime

import pytest
from openpyxl import load_workbook

from etl.commands.main import main
from etl.desk import receiving
from etl.form.rounds import rounds
from etl.form.sheets import COVERED, FIRST, HEADER, sheets, words
from etl.intake.reading import read
from etl.questionnaire.prefill import Earlier, Prefill, Value, newest, prefills
from etl.questionnaire.printed import reference
from etl.questionnaire.prompts import list_name
from etl.questionnaire.template import template, templates
from tests.support.round import approved

ROUND = rounds()["progress-2014"]
LANDS = Prefill(
    "NZL",
    "New Zealand",
    (
        Earlier("C001-NZL", "1.1", '=HYPERLINK("http://x")', "2015-07-15"),
        Earlier("NZL-C13-01", "2.2", "Joint work", "2015"),
        Earlier("NZL-C13-02", "4.1", "Filter", "2015-06"),
    ),
    {"arrests": (Value("2012", "12", "exact"), Value("2011", "9", "at_least"))},
)
FORM = list(sheets().values())
TITLES = [sheet.title for sheet in FORM]


@pytest.fixture(scope="module")
def made():
    return template(ROUND, LANDS)


@pytest.fixture(scope="module")
def book(made):
    return load_workbook(io.BytesIO(made))


def parts(made, ending=".xml"):
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist() if name.endswith(ending)}


def rules(sheet, cell):
    """What a cell of a sheet takes and says."""
    return [rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref]


def test_the_sheets_stand_in_order_and_none_is_hidden(book):
    assert book.sheetnames == ["Read me", "Commitments", "Progress", "Indicators", "Threats", "Practice", "Lists"]
    assert {sheet.sheet_state for sheet in book.worksheets} == {"visible"}
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected] == ["Read me"]
    hidden = [
        one
        for sheet in book.worksheets
        for every in (sheet.row_dimensions, sheet.column_dimensions)
        for one in every.values()
        if one.hidden
    ]
    assert hidden == []


def test_round_country_and_version_are_printed_and_kept_in_the_properties(book):
    cover = book["Read me"]
    assert {key: cover[cell].value for key, cell in COVERED.items()} == {
        "round": "progress-2014 · Progress reports 2014", "country": "NZL · New Zealand", "template": 1, "office": None,
        "dated": None,
    }  # fmt: skip
    assert {key: cover[cell].protection.locked for key, cell in COVERED.items()} == {
        "round": True,
        "country": True,
        "template": True,
        "office": False,
        "dated": False,
    }
    assert {one.name: one.value for one in book.custom_doc_props.props} == {
        "template": "1",
        "round": "progress-2014",
        "country": "NZL",
    }
    assert "30 September 2014" in cover["B3"].value


def test_the_read_me_says_how_whom_and_what_next(book):
    said = "\n".join(str(cell.value) for row in book["Read me"].iter_rows() for cell in row if cell.value)
    for words_ in (
        "How to fill it",
        "What happens next",
        "Whom to ask",
        "secretariat",
        "Name offices, never persons",
        "never as zero",
        *TITLES,
    ):
        assert words_ in said
    assert "@" not in said
    assert {cell.hyperlink.location for row in book["Read me"].iter_rows() for cell in row if cell.hyperlink} == {
        f"'{title}'!A{FIRST}" for title in TITLES
    }


@pytest.mark.parametrize("form", FORM, ids=TITLES)
def test_each_header_stands_in_its_column_and_has_its_help(book, form):
    sheet = book[form.title]
    assert [sheet[f"{column.letter}{HEADER}"].value for column in form.columns] == [
        column.header for column in form.columns
    ]
    for column in form.columns:
        (rule,) = rules(sheet, f"{column.letter}{HEADER}")
        assert (rule.prompt, rule.showInputMessage, rule.type) == (column.help, True, None)


@pytest.mark.parametrize("form", FORM, ids=TITLES)
def test_each_cell_to_fill_is_open_and_says_what_it_takes(book, form):
    sheet = book[form.title]
    assert [column for column in form.columns if column.given != "locked"]
    for column in form.columns:
        cell = sheet[f"{column.letter}{FIRST}"]
        assert cell.protection.locked is (column.given == "locked"), cell
        found = rules(sheet, cell.coordinate)
        assert len(found) == (0 if column.given == "locked" else 1), cell
        if column.vocabulary and column.given != "locked":
            assert (found[0].type, found[0].formula1, found[0].showErrorMessage) == (
                "list",
                list_name(column.type),
                True,
            )
        if found:
            assert found[0].prompt == column.help and found[0].allow_blank


def test_lists_are_those_of_the_vocabulary_and_the_record(book):
    def entries(kind):
        title, cells = next(book.defined_names[list_name(kind)].destinations)
        return [cell.value for (cell,) in book[title][cells]]

    for column in (column for form in FORM for column in form.columns if column.vocabulary):
        assert entries(column.type) == list(words(column.vocabulary).values())
    assert entries("ref:policy_targets.target_no")[0] == "1 Identify and support victims"
    assert entries("ref:operational_goals.goal_id")[0] == "1.1 Victims identified in the ICSE database"
    assert "victims_identified" in entries("ref:indicators.indicator")
    assert "only feeds the drop-down" in book["Lists"]["A2"].value


def test_every_sheet_is_protected_without_a_password_and_keeps_its_place(book):
    assert book.security.lockStructure and not book.security.workbookPassword
    for sheet in book.worksheets:
        assert sheet.protection.sheet and not sheet.protection.password
        assert not sheet.protection.formatColumns and not sheet.protection.formatRows
        assert sheet["A1"].protection.locked


def test_no_formula_no_macro_no_link_to_another_file(made):
    assert not [name for name, xml in parts(made).items() if re.search(r"<f[ >]", xml)]
    assert not [name for name, xml in parts(made, ".rels").items() if "External" in xml]
    assert not [
        name
        for name in zipfile.ZipFile(io.BytesIO(made)).namelist()
        if re.search("vba|external|embed|comment", name, re.IGNORECASE)
    ]


def test_earlier_commitments_are_printed_with_real_dates(book):
    sheet = book["Progress"]
    assert [[cell.value for cell in row[:4]] for row in sheet.iter_rows(min_row=FIRST, max_row=FIRST + 3)] == [
        ["C001-NZL", "1.1 Victims identified in the ICSE database", '=HYPERLINK("http://x")', datetime(2015, 7, 15)],
        ["NZL-C13-01", "2.2 Joint law-enforcement work", "Joint work", 2015],
        ["NZL-C13-02", "4.1 Private-sector participation", "Filter", "2015-06"],
        [None] * 4,
    ]
    assert sheet["C5"].data_type == "s" and sheet["D5"].number_format.endswith("yyyy-mm-dd;0") and sheet["H5"].is_date


def test_a_country_without_earlier_commitments_is_told_kindly():
    sheet = load_workbook(io.BytesIO(template(ROUND, Prefill("JPN", "Japan"))))["Progress"]
    assert "nothing to report here" in sheet["A2"].value and "thank you" in sheet["A2"].value
    assert sheet.max_row == HEADER
    first = load_workbook(io.BytesIO(template(rounds()["commitments-2013"], Prefill("JPN", "Japan"))))
    assert first["Progress"]["A2"].value.startswith("This round asks for commitments; there is nothing to fill here.")
    assert first["Commitments"]["A5"].value == "JPN-C13-01"


def test_indicators_are_printed_with_their_last_values_and_the_period_asked_for(book):
    sheet = book["Indicators"]
    rows = {row[0]: row for row in sheet.iter_rows(min_row=FIRST, values_only=True) if row[0]}
    assert rows["arrests"][1:7] == (
        "Persons arrested", "persons", "Persons arrested in the period for an offence of online child sexual abuse",
        "2012:\N{NO-BREAK SPACE}12 · 2011:\N{NO-BREAK SPACE}at least 9", 2013, None,
    )  # fmt: skip
    assert len(rows) == 20 and sheet.max_row == FIRST + 20 + 60 - 1
    assert [cell.value for cell in sheet[sheet.max_row]] == [None] * 11
    assert rules(sheet, f"A{sheet.max_row}")[0].type == "list"
    assert {
        rules(sheet, f"G{row}")[0].type for row in range(FIRST, FIRST + 20) if sheet[f"C{row}"].value != "percent"
    } == {"whole"}
    assert {
        rules(sheet, f"G{row}")[0].type for row in range(FIRST, FIRST + 20) if sheet[f"C{row}"].value == "percent"
    } == {"decimal"}
    shares = [row for row in range(FIRST, sheet.max_row + 1) if sheet[f"C{row}"].value == "percent"]
    assert shares and {sheet[f"G{row}"].number_format for row in shares} == {"0.0##%"}, "F4: 100% stays 100%"
    (share,) = {(rule.operator, rule.formula1, rule.formula2) for row in shares for rule in rules(sheet, f"G{row}")}
    assert share == ("between", "0", "1"), "what such a cell keeps of 0 to 100 %"
    assert {sheet[f"G{row}"].number_format for row in range(FIRST, FIRST + 20) if row not in shares} == {"#,##0"}
    assert sheet[f"G{sheet.max_row}"].number_format == "General"


def test_references_threats_and_free_rows(book):
    assert [book["Commitments"][f"A{row}"].value for row in (5, 34, 35)] == ["NZL-C14-01", "NZL-C14-30", None]
    assert reference("ALB", rounds()["commitments-2013"], 7) == "ALB-C13-07"
    assert [row[0] for row in book["Threats"].iter_rows(min_row=FIRST, values_only=True)] == list(
        words("phenomenon").values()
    )
    assert rules(book["Practice"], "A19") and not rules(book["Practice"], "A20")


def test_each_sheet_prints_one_page_wide_with_headers_and_a_footer(book):
    for sheet in book.worksheets:
        assert (
            sheet.page_setup.fitToWidth,
            sheet.page_setup.fitToHeight,
            sheet.sheet_properties.pageSetUpPr.fitToPage,
        ) == (1, 0, True)
        assert sheet.page_setup.orientation == ("portrait" if sheet.title == "Read me" else "landscape")
        assert (sheet.oddFooter.left.text, sheet.oddFooter.right.text) == (
            "Progress reports 2014 · New Zealand",
            "Page &P of &N",
        )
        assert sheet.print_area
    for title in TITLES:
        assert book[title].print_title_rows == f"${HEADER}:${HEADER}"
        assert book[title].freeze_panes in (f"B{FIRST}", f"C{FIRST}")
        assert 100 < sum(one.width for one in book[title].column_dimensions.values()) < 215


def test_rows_grow_with_what_is_typed(made):
    xml = parts(made)["xl/worksheets/sheet4.xml"]
    assert ' ht="' in xml and "customHeight" not in xml


def test_the_same_input_gives_the_same_bytes(made):
    assert template(ROUND, LANDS) == made
    assert template(ROUND, Prefill("NZL", "New Zealand")) != made
    assert {one.date_time for one in zipfile.ZipFile(io.BytesIO(made)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert set(re.findall(r"W3CDTF\">([^<]*)", parts(made)["docProps/core.xml"])) == {"2014-01-01T00:00:00Z"}


def test_a_zip_holds_one_workbook_a_country_and_says_each_step():
    steps = []
    two = dict(list(prefills(ROUND).items())[:2])
    packed = zipfile.ZipFile(io.BytesIO(templates(ROUND, two, lambda *step: steps.append(step))))
    assert packed.namelist() == ["progress-2014-ALB.xlsx", "progress-2014-ARM.xlsx"]
    assert steps == [(1, 2, "Albania"), (2, 2, "Armenia")]


def test_what_is_known_comes_from_before_the_round(record):
    every = prefills(ROUND, record=record.folder)
    assert (len(every), len(prefills(rounds()["commitments-2013"]))) == (54, 48)
    assert [one.reference for one in every["NZL"].commitments] == ["C051-NZL", "C053-NZL"]
    assert every["JPN"].values["victims_identified"] == (
        Value("2012", "531", "exact"),
        Value("2011", "638", "exact"),
        Value("2010", "618", "exact"),
    )
    assert every["JPN"].commitments == ()
    assert prefills(rounds()["commitments-2013"])["NZL"].commitments == ()
    record.cell("commitments", record.line("commitments", commitment_id="C051-NZL"), announced_date="2014")
    assert [one.reference for one in prefills(ROUND, record=record.folder)["NZL"].commitments] == ["C053-NZL"]


def test_of_one_period_the_first_value_stands_and_the_newest_period_comes_first():
    given = [
        Value("2011", "7", "exact"),
        Value("FY2012-13", "8", "exact"),
        Value("2013", "9", "exact"),
        Value("2011", "6", "exact"),
        Value("2012-H1", "4", "exact"),
    ]
    assert [(one.period, one.value) for one in newest(given)] == [
        ("2013", "9"),
        ("FY2012-13", "8"),
        ("2012-H1", "4"),
        ("2011", "7"),
    ]


def test_what_was_approved_stands_before_the_record_with_one_value_a_period(store):
    """Japan's record has 531 for 2012; its report says 540."""
    approved(store, "JPN", victims_identified=540)
    assert prefills(ROUND, store)["JPN"].values["victims_identified"] == (
        Value("2012", "540", "exact"),
        Value("2011", "638", "exact"),
        Value("2010", "618", "exact"),
    )


@pytest.mark.parametrize("iso3", ["NZL", "GBR", "USA", "CHE"])
def test_each_commitment_that_is_printed_is_asked_for_and_no_other(store, iso3):
    """What `not_mentioned` asks for when nothing is answered is what the workbook printed."""
    printed = {one.reference for one in prefills(ROUND)[iso3].commitments}
    (reading,) = read([(f"{iso3}.xlsx", template(ROUND, prefills(ROUND)[iso3]))])
    found = receiving.checked(store, [receiving.given_of(reading, 1)])["S0001"]
    assert {one.expected.split()[3] for one in found if one.rule == "not_mentioned"} == printed


@pytest.mark.parametrize(
    ("key", "country", "said"),
    [
        (
            "progress-2099",
            "NZL",
            "Round 'progress-2099' is not known; expected one of: commitments-2013, progress-2014.",
        ),
        (
            "progress-2014",
            "XXX",
            "Country 'XXX' does not report in Progress reports 2014; expected the three letters of one of the 54 that "
            "do, such as ALB.",
        ),
        (
            "commitments-2013",
            "ARM",
            "Country 'ARM' does not report in Commitments 2013; expected the three letters of one of the 48 that do, "
            "such as ALB.",
        ),
    ],
)
def test_a_wrong_round_or_country_is_told_in_one_sentence(key, country, said, tmp_path, capsys):
    assert asked(tmp_path, f"--round {key} --country {country}") == 1
    assert capsys.readouterr().err.strip() == said


def test_the_command_writes_one(tmp_path, capsys):
    assert asked(tmp_path, "--round progress-2014 --country nzl") == 0
    assert (tmp_path / "out").read_bytes() == template(ROUND, prefills(ROUND)["NZL"])
    assert asked(tmp_path / "nowhere", "--round progress-2014 --country NZL") == 1
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.full("48 workbooks; the zip of a few has its own test, and so has the command for one")
def test_the_command_writes_all(tmp_path):
    assert asked(tmp_path, "--round commitments-2013 --all") == 0
    assert len(zipfile.ZipFile(tmp_path / "out").namelist()) == 48


def asked(folder, words_):
    """Run the command `questionnaire` with these words, writing to `out` in `folder`."""
    return main(["questionnaire", *words_.split(), "--store", str(folder / "store"), "--out", str(folder / "out")])
