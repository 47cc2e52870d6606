"""What each cell of the questionnaire takes, looks like and says, sheet by sheet; and what is printed of a country."""

from datetime import date

import pytest

from etl.form.layout import lines
from etl.form.rounds import Round, rounds
from etl.form.sheets import Column
from etl.questionnaire.prefill import Earlier, Prefill, Value, prefills
from etl.questionnaire.printed import Printed, _due, _last_values, printed, reference, rows
from etl.questionnaire.prompts import list_name
from etl.questionnaire.template import _style, form
from etl.source import DEFINITIONS, RECORD

ROUND = rounds()["progress-2014"]
LANDS = Prefill("NZL", "New Zealand", (Earlier("C001-NZL", "1.1", "A law", "2015"),))
TEXT, CHOICE = (None, None, None, None), "list"


@pytest.fixture(scope="module")
def book():
    return form(ROUND, LANDS)


@pytest.mark.parametrize(
    ("title", "cells"),
    [
        ("Read me", {"C8": TEXT, "C9": ("date", "between", "40909", "54788")}),
        (
            "Commitments",
            {
                "B5:B34": "list_nature", "C5:C34": "list_policy_targets_target_no",
                "D5:D34": "list_operational_goals_goal_id", "E5:E34": TEXT, "F5:F34": "list_kind", "G5:G34": TEXT,
                "H5:H34": TEXT, "I5:I34": TEXT, "J5:J34": TEXT,
            },
        ),
        ("Progress", {"E5": "list_progress_status", "F5": TEXT, "G5": TEXT, "H5": TEXT, "I5": TEXT}),
        (
            "Indicators",
            {
                "A5:A84": "list_indicators_indicator", "F5:F84": TEXT, "G5": ("whole", "greaterThanOrEqual", "0", None),
                "G25": ("decimal", "greaterThanOrEqual", "0", None), "G21": ("decimal", "between", "0", "1"),
                "H5:H84": "list_no_value", "I5:I84": "list_qualifier", "J5:J84": TEXT, "K5:K84": TEXT,
            },
        ),
        ("Threats", {"B5:B15": "list_threat_direction", "C5:C15": "list_confidence", "D5:D15": TEXT}),
        (
            "Practice",
            {
                "A5:A19": TEXT, "B5:B19": "list_policy_targets_target_no", "C5:C19": TEXT, "D5:D19": TEXT,
                "E5:E19": TEXT, "F5:F19": TEXT,
            },
        ),
        ("Lists", {}),
    ],
)  # fmt: skip
def test_what_each_cell_takes(book, title, cells):
    rules = {
        str(rule.sqref).partition(" ")[0]: (rule.type, rule.operator, rule.formula1, rule.formula2)
        for rule in book[title].data_validations.dataValidation
        if str(rule.sqref)[1:] != "4"
    }
    expected = {cell: (CHOICE, None, takes, None) if isinstance(takes, str) else takes for cell, takes in cells.items()}
    assert rules == expected


def test_what_is_refused_is_said_and_every_prompt_is_short_enough(book):
    rules = {str(rule.sqref).partition(" ")[0]: rule for rule in book["Indicators"].data_validations.dataValidation}
    reason = " If there is no figure, leave this cell empty and choose a reason in the next column."
    assert {cell: rules[cell].error for cell in ("G5", "G25", "G21")} == {
        "G5": f"Please write a whole number, such as 12.{reason}",
        "G25": f"Please write a number, such as 12.5.{reason}",
        "G21": f"Please write a percentage from 0 to 100, such as 12.5.{reason}",
    }
    assert (rules["H5:H84"].errorTitle, rules["G5"].errorTitle) == ("Not in the list", "Not a number")
    every = [rule for sheet in book.worksheets for rule in sheet.data_validations.dataValidation]
    assert {(rule.allowBlank, rule.showInputMessage, rule.showErrorMessage) for rule in every} == {(True, True, True)}
    assert max(len(rule.promptTitle) for rule in every) <= 32 and max(len(rule.prompt) for rule in every) <= 255


@pytest.mark.parametrize(
    ("title", "area", "frozen", "start", "repeated", "bands", "styles"),
    [
        ("Read me", "A1:D33", None, "C8", "", {}, ""),
        ("Commitments", "A1:J34", "B5", "B5", "4:4", {"A": "Printed by us", "B": "For you to fill"},
            "locked text|" + "fill text|" * 5 + "fill date|fill text|fill text|fill text"),
        ("Progress", "A1:I5", "B5", "E5", "4:4", {"A": "Printed by us", "E": "For you to fill"},
            "locked text|locked text|locked text|locked text|fill text|fill text|fill text|fill date|fill text"),
        ("Indicators", "A1:K84", "C5", "G5", "4:4",
            {"A": "You may edit", "B": "Printed by us", "F": "You may edit", "G": "For you to fill"},
            "offered code|" + "locked text|" * 4 + "offered text|fill count|fill text|fill text|fill text|fill text"),
        ("Threats", "A1:D15", "B5", "B5", "4:4", {"A": "Printed by us", "B": "For you to fill"},
            "locked text|fill text|fill text|fill text"),
        ("Practice", "A1:F19", "B5", "A5", "4:4", {"A": "For you to fill"}, "fill text|" * 5 + "fill text"),
        ("Lists", "A1:K24", "A5", "A5", "", {}, ""),
    ],
)  # fmt: skip
def test_how_each_sheet_is_printed_and_where_it_begins(book, title, area, frozen, start, repeated, bands, styles):
    sheet = book[title]
    assert sheet.print_area.replace("$", "").endswith(f"!{area}")
    assert (sheet.freeze_panes, sheet.sheet_view.selection[-1].activeCell) == (frozen, start)
    assert (sheet.print_title_rows or "").replace("$", "") == repeated
    if bands:
        assert {cell.column_letter: cell.value for cell in sheet[3] if cell.value} == bands
        assert "|".join(cell.style for cell in sheet[5]) == styles


def test_the_footer_names_the_sheet_and_its_version_and_says_what_is_invented(book):
    sheet = book["Progress"]
    assert (sheet.oddFooter.left.text, sheet.oddFooter.center.text) == (
        "Progress reports 2014 · New Zealand", "Progress · form version 1",
    )  # fmt: skip
    invented = form(ROUND, Prefill("NZL", "New Zealand", illustrative=True))
    words = "Illustrative: invented figures"
    assert invented["Read me"]["B2"].value == f"{words} · Global Alliance against Child Sexual Abuse Online"
    assert invented["Threats"].oddFooter.left.text == f"{words} · Progress reports 2014 · New Zealand"
    assert {fact.name: fact.value for fact in invented.custom_doc_props.props}["illustrative"] == words
    assert book["Read me"]["B2"].value == "Global Alliance against Child Sexual Abuse Online"


@pytest.mark.parametrize(
    ("title", "under"),
    [
        ("Commitments", "One row a commitment: what your country already does, and what it newly commits to do. A "
            "reference stays with its commitment in every later round."),
        ("Progress", "Each commitment that your country announced earlier. Please choose where it stands today, and "
            "say in two or three sentences what was done."),
        ("Indicators", "Figures for 2013. Leave the value empty if you do not report it; 0 means that you counted and "
            "found none. Free rows for other years follow below."),
        ("Threats", "What your national police see changing. One sentence each is enough; no cases, no names, no "
            "operational detail."),
        ("Practice", "What others can learn from your country: what worked, what worked less well, and for whom it may "
            "be useful."),
    ],
)  # fmt: skip
def test_each_sheet_says_at_its_top_what_it_asks(book, title, under):
    assert (book[title]["A1"].value, book[title]["A2"].value) == (title, under)


def test_the_read_me_says_until_when_and_for_which_year(book):
    said = [cell.value for cell in book["Read me"]["C"] if cell.value]
    assert any(text.endswith("and send it back by 30 September 2014.") for text in map(str, said))
    assert "Figures for 2013 and, if you wish, for other years, with the last values that we know." in said
    assert book["Read me"]["B3"].value == "Please send this workbook back by 30 September 2014."
    assert [book["Read me"][f"B{row}"].value for row in range(5, 10)] == [
        "Round", "Country", "Version of this form", "Reporting office", "Date of this report",
    ]  # fmt: skip


# ---- one cell


@pytest.mark.parametrize(
    ("field", "type_", "given", "answer", "style"),
    [
        ("indicator", "ref:indicators.indicator", "offered", {"indicator": "x"}, "offered code"),
        ("indicator", "ref:indicators.indicator", "offered", {}, "fill code"),
        ("period", "period", "offered", {"period": 2013}, "offered text"),
        ("period", "period", "offered", {}, "fill text"),
        ("value", "number", "", {"unit": "percent"}, "fill share"),
        ("value", "number", "", {"unit": "persons"}, "fill count"),
        ("value", "number", "", {}, "fill number"),
        ("due_date", "due_date", "locked", {"due_date": date(2015, 7, 15)}, "locked date"),
        ("due_date", "due_date", "locked", {"due_date": 2015}, "locked date"),
        ("due_date", "text", "locked", {"due_date": date(2015, 7, 15)}, "locked date"),
        ("title", "text", "", {}, "fill text"),
    ],
)
def test_the_style_of_a_cell(field, type_, given, answer, style):
    assert _style(Column(field, type_, "A", "", "", 10, given, False), answer) == style


@pytest.mark.parametrize(
    ("text", "shown"),
    [("2015-07-15", date(2015, 7, 15)), ("2015", 2015), ("2015-07", "2015-07"), ("", None)],
)
def test_a_due_date_is_shown_as_precisely_as_it_was_said(text, shown):
    assert _due(text) == shown


def test_the_last_values_are_printed_with_their_quality():
    said = {"x": (Value("2013", "12", "exact"), Value("2012", "9", "at_least"), Value("2011", "7", "approx"))}
    texts = printed(DEFINITIONS, RECORD, "1")
    assert _last_values(Prefill("NZL", "", (), said), "x", texts) == (
        "2013:\u00a012 · 2012:\u00a0at least 9 · 2011:\u00a0about 7"
    )
    assert _last_values(Prefill("NZL", ""), "x", texts) == "none on record"


def test_references_of_new_commitments_name_country_year_and_number():
    assert [reference("ALB", rounds()["progress-2014"], n) for n in (1, 30)] == ["ALB-C14-01", "ALB-C14-30"]
    assert list_name("ref:indicators.indicator") == "list_indicators_indicator"
    assert list_name("vocabulary:no_value") == "list_no_value"


def test_the_rows_of_each_sheet():
    texts = Printed(
        {}, {}, {"1.1": "1.1 Victims"}, [{"indicator": "x", "label": "X", "unit": "u", "definition": "d"}], {}
    )
    made = {
        name: rows(f"sent_{name}", ROUND, LANDS, texts)
        for name in ("commitments", "progress", "indicators", "practice")
    }
    assert {name: len(found) for name, found in made.items()} == {
        "commitments": 30, "progress": 1, "indicators": 61, "practice": 15,
    }  # fmt: skip
    assert (made["commitments"][0], made["practice"][0]) == ({"reference": "NZL-C14-01"}, {})
    assert made["progress"] == [{"reference": "C001-NZL", "goal_id": "1.1 Victims", "title": "A law", "due_date": 2015}]
    assert (made["indicators"][0], made["indicators"][1]) == (
        {
            "indicator": "x",
            "label": "X",
            "unit": "u",
            "definition": "d",
            "last_known": "none on record",
            "period": 2013,
        },
        {},
    )


@pytest.mark.parametrize(
    ("text", "width", "size", "many"),
    [(None, 10, 10, 1), ("", 10, 10, 1), ("a\nb", 10, 10, 2), ("x" * 81, 77.5, 10, 1), ("x" * 82, 77.5, 10, 2),
     ("x" * 82, 77.5, 8, 1)],
)  # fmt: skip
def test_how_many_lines_a_text_takes(text, width, size, many):
    # 75 characters of room, 8 in a hundred more because letters are narrow: 81
    assert lines(text, width, size) == many


# ---- what is on record of a country

ASKED = Round(
    "r-2014", "R", "progress", "x", "2014-01-01", "2014-09-30", "list_54", "commitments-2013", "2013", "1", ""
)
OBSERVED = "iso3,indicator,year,period,value,qualifier,evidence\n"
COMMITTED = "commitment_id,iso3,goal_id,title,due_date,announced_date,status_as_of,evidence,status\n"


@pytest.fixture
def prefilled(tmp_path):
    """Call it with rows of observations and commitments of France; its prefill in a round that asks for 2013."""

    def make(*, figures=(), promises=(), asked=ASKED):
        (tmp_path / "participants.csv").write_text(
            "iso3,name,in_launch_list_48,in_list_54\nVNM,Viet Nam,yes,no\nFRA,France,yes,yes\nALB,Albania,no,yes\n"
        )
        (tmp_path / "observations.csv").write_text(OBSERVED + "".join(f"FRA,x,{row}\n" for row in figures))
        (tmp_path / "commitments.csv").write_text(COMMITTED + "".join(f"{row}\n" for row in promises))
        every = prefills(asked, record=tmp_path)
        assert list(every) == ["ALB", "FRA"]
        return every["FRA"]

    return make


def test_the_last_three_values_up_to_the_year_that_is_asked_for_are_printed_newest_first(prefilled):
    figures = ["2014,2014,14,exact,verified", "2010,2010,10,exact,verified", "2013,2013,13,approx,reported",
        "2012,2012,12,exact,unconfirmed", "2011,2011,11,at_least,verified", "2009,2009,9,exact,verified"]  # fmt: skip
    assert prefilled(figures=figures).values == {
        "x": (Value("2013", "13", "approx"), Value("2011", "11", "at_least"), Value("2010", "10", "exact"))
    }


@pytest.mark.parametrize(
    ("announced", "stated", "evidence", "status", "asked_for"),
    [
        ("2013-12-31", "", "verified", "committed", True),
        ("2014-01-01", "", "verified", "committed", False),
        ("2013-12", "", "verified", "committed", True),
        ("2014-01", "", "verified", "committed", False),
        ("2013", "", "reported", "committed", True),
        ("2014", "", "verified", "committed", False),
        ("", "2013", "verified", "implemented", True),
        ("2014", "2013", "verified", "committed", False),
        ("", "", "verified", "committed", False),
        ("2013", "", "unconfirmed", "committed", False),
        ("2013", "", "verified", "baseline", False),
    ],
)
def test_a_commitment_is_asked_about_that_was_announced_before_the_round_opened(
    prefilled, announced, stated, evidence, status, asked_for
):
    row = f"C1,FRA,2.1,A law,2015,{announced},{stated},{evidence},{status}"
    assert prefilled(promises=[row]).commitments == ((Earlier("C1", "2.1", "A law", "2015"),) if asked_for else ())


def test_a_round_that_reports_on_nothing_asks_for_no_commitment(prefilled):
    asked = Round(**{**vars(ASKED), "reports_on": ""})
    row = "C1,FRA,2.1,A law,2015,2012,,verified,committed"
    assert prefilled(promises=[row], asked=asked).commitments == ()
