"""The workbook that comes back: each finding as colour, comment and line of the sheet Issues, and nothing else
changed."""

import io
import re
import subprocess
import sys
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from core.workers.protocol import Limits
from etl.desk import annotate
from etl.desk.returned import ANNOTATE, returned
from etl.desk.submission import key
from etl.form.rounds import rounds
from etl.form.sheets import COVERED
from etl.intake.reading import read
from etl.questionnaire.prefill import Earlier, Prefill
from etl.questionnaire.template import template
from etl.source import ROOT, Finding, Unreadable

RED, AMBER, VIOLET = "F8D5D0", "FBE3B5", "E2DBF0"
FOUND = [
    Finding("no_link", "note", "sent_progress", 700005, "evidence_url", "", "a public address, if there is one"),
    Finding("not_a_number", "error", "sent_indicators", 700006, "value", "about 60", "a number, such as 60"),
    Finding(
        "stock_falls",
        "question",
        "sent_indicators",
        700005,
        "value",
        "77, where 2012 was 81",
        "a confirmation, or the corrected figure",
    ),
    Finding("jump", "note", "sent_indicators", 700006, "value", "a second thing", "a word on it"),
    Finding("silent", "note", "sent_threats", 700007, "", "no answer", "an answer, if the police have one"),
    Finding("unclear_date", "question", "", 0, "dated", "soon", "a date, such as 2014-09-01"),
    Finding("empty", "note", "sent_practice", 0, "", "=no practice\x07", "one, if you can"),
]


@pytest.fixture(scope="module")
def sent():
    """A filled workbook as a country might send it."""
    book = load_workbook(
        io.BytesIO(
            template(
                rounds()["progress-2014"],
                Prefill("NZL", "New Zealand", (Earlier("C051-NZL", "2.2", "Lead an operation", "2015-07-15"),)),
            )
        )
    )
    book["Read me"][COVERED["office"]], book["Read me"][COVERED["dated"]] = "Ministry of the Interior", date(2014, 9, 1)
    sheet = book["Indicators"]
    sheet["G5"], sheet["G6"], sheet["G7"], sheet["H8"], sheet["F9"] = 77, "about 60", 0, "Refused", "FY2013-14"
    sheet["K5"].value, sheet["K5"].data_type = "=1+1 საქართველო", "s"
    sheet["K6"].comment = Comment("from us", "Office")
    book["Commitments"]["G5"], book["Commitments"]["G6"] = 2015, date(2015, 6, 30)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def back(sent):
    return returned(sent, FOUND)


def opened(made):
    return load_workbook(io.BytesIO(made))


def look(cell):
    """All that a cell says and shows."""
    return (
        cell.value,
        cell.data_type,
        cell.number_format,
        cell.protection.locked,
        cell.fill.fgColor.rgb,
        getattr(cell.border.left, "style", None),
        cell.font.b,
        cell.comment and cell.comment.text,
    )


def looks(book):
    return {
        (sheet.title, cell.coordinate): look(cell)
        for sheet in book.worksheets
        if sheet.title != "Issues"
        for row in sheet.iter_rows()
        for cell in row
    }


def lines(book):
    """The lines of the sheet Issues below its headers, as far as they are filled."""
    rows = list(book["Issues"].iter_rows(values_only=True))
    start = next(n for n, row in enumerate(rows) if row[0] == "Kind")
    return [row[:5] for row in rows[start + 1 :] if row[0]]


def test_each_finding_is_colour_comment_and_line(back):
    book = opened(back)
    for title, cell, colour, said in [
        (
            "Indicators",
            "G6",
            RED,
            ("✖ ERROR\nFound: about 60\nExpected: a number, such as 60", "i NOTE\nFound: a second thing"),
        ),
        (
            "Indicators",
            "G5",
            AMBER,
            ("? QUESTION\nFound: 77, where 2012 was 81\nExpected: a confirmation, or the corrected figure",),
        ),
        ("Progress", "G5", VIOLET, ("i NOTE\nFound: (empty)",)),
        ("Threats", "A7", VIOLET, ("Found: no answer",)),
    ]:
        marked = book[title][cell]
        assert marked.fill.fgColor.rgb[-6:] == colour and marked.border.left.style == "medium"
        assert all(one in marked.comment.text for one in said), marked.comment.text
    assert lines(book) == [
        ("✖  Error", "Indicators", "G6", "about 60", "a number, such as 60"),
        ("?  Question", "Read me", "C9", "soon", "a date, such as 2014-09-01"),
        ("?  Question", "Indicators", "G5", "77, where 2012 was 81", "a confirmation, or the corrected figure"),
        ("i  Note", "Progress", "G5", "(empty)", "a public address, if there is one"),
        ("i  Note", "Indicators", "G6", "a second thing", "a word on it"),
        ("i  Note", "Threats", "row 7", "no answer", "an answer, if the police have one"),
        ("i  Note", "Practice", None, "=no practice\N{REPLACEMENT CHARACTER}", "one, if you can"),
    ]


def test_the_issues_stand_in_front_with_a_summary_links_and_room_for_answers(back):
    sheet = opened(back).worksheets[0]
    assert (sheet.title, sheet["A1"].value) == ("Issues", "What we found in your workbook")
    assert sheet["A2"].value == "1 error, 2 questions, 4 notes. Thank you for your report."
    assert "send it back" in sheet["A6"].value
    assert [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink] == [
        "'Indicators'!G6",
        "'Read me'!C9",
        "'Indicators'!G5",
        "'Progress'!G5",
        "'Indicators'!G6",
        "'Threats'!A7",
    ]
    assert sheet.protection.sheet and not sheet["F9"].protection.locked and sheet["D9"].protection.locked
    assert [one.title for one in opened(back).worksheets if one.sheet_view.tabSelected] == ["Issues"]
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight, sheet.sheet_state) == (1, 0, "visible")


def test_everything_else_stays_as_it_was(sent, back):
    before, after = opened(sent), opened(back)
    marked = {("Read me", "C9"), ("Indicators", "G5"), ("Indicators", "G6"), ("Progress", "G5"), ("Threats", "A7")}
    was, is_ = looks(before), looks(after)
    assert (
        {place for place in was if was[place] != is_[place]}
        == marked
        == {place for place in was.keys() | is_.keys() if was.get(place) != is_.get(place)}
    )
    assert all(was[place][:4] == is_[place][:4] for place in marked)
    for sheet in before.worksheets:
        twin = after[sheet.title]
        for part in (
            "protection",
            "page_setup",
            "print_options",
            "page_margins",
            "freeze_panes",
            "print_area",
            "print_title_rows",
            "merged_cells",
            "sheet_state",
        ):
            assert getattr(sheet, part) == getattr(twin, part), (sheet.title, part)
        assert {letter: one.width for letter, one in sheet.column_dimensions.items()} == {
            letter: one.width for letter, one in twin.column_dimensions.items()
        }
        assert {row: one.ht for row, one in sheet.row_dimensions.items()} == {
            row: one.ht for row, one in twin.row_dimensions.items()
        }
        assert rules(sheet) == rules(twin)
    assert after.security.lockStructure and {one.name: one.value for one in after.custom_doc_props.props} == {
        "template": "1",
        "round": "progress-2014",
        "country": "NZL",
    }
    assert set(after.defined_names) == set(before.defined_names)


def rules(sheet):
    return sorted(
        (str(one.sqref), one.type or "", one.formula1 or "", one.prompt, one.error or "")
        for one in sheet.data_validations.dataValidation
    )


def test_text_is_still_text_and_the_comment_of_the_country_is_kept(sent, back):
    sheet = opened(back)["Indicators"]
    assert (sheet["K5"].value, sheet["K5"].data_type) == ("=1+1 საქართველო", "s")
    assert sheet["K6"].comment.text == "from us"
    own = returned(sent, [Finding("x", "note", "sent_indicators", 6, "note", "", "")])
    assert opened(own)["Indicators"]["K6"].comment.text.endswith("Your comment:\nfrom us")
    with zipfile.ZipFile(io.BytesIO(back)) as packed:
        assert not [
            name for name in packed.namelist() if name.endswith(".xml") and re.search(rb"<f[ >]", packed.read(name))
        ]


def test_a_second_return_replaces_the_first(sent, back):
    book = opened(returned(back, [FOUND[1]]))
    assert book.sheetnames.count("Issues") == 1 and len(lines(book)) == 1
    was = looks(opened(sent))
    assert {place for place, one in looks(book).items() if one != was[place]} == {("Indicators", "G6")}
    assert looks(opened(returned(back, []))) == was


def test_an_answered_question_is_listed_and_not_asked_again(sent):
    answers = {
        "Indicators!G5 stock_falls": (
            ("2014-09-02T10:00:00+00:00", "A. Person", "answered", "Confirmed: a unit was closed."),
        ),
        "Indicators!G6 not_a_number": (("2014-09-02T10:00:00+00:00", "A. Person", "commented", "Please look again."),),
        "Read me!C9 unclear_date": (("2014-09-03T10:00:00+00:00", "B. Person", "answered", "It is September."),),
        "Indicators!G7": (("2014-09-03T10:00:00+00:00", "B. Person", "commented", "Is this truly none?"),),
    }
    book = opened(returned(sent, FOUND[1:3], answers))
    assert book["Indicators"]["G5"].comment is None and book["Indicators"]["G6"].fill.fgColor.rgb[-6:] == RED
    assert "Is this truly none?" in book["Indicators"]["G7"].comment.text
    assert book["Issues"]["A2"].value.startswith("1 error, 1 note.")
    said = [row[:6] for row in book["Issues"].iter_rows(values_only=True) if row[0] and row[0].startswith("2014-09")]
    assert said[0] == (
        "2014-09-02",
        "Indicators",
        "G5",
        "77, where 2012 was 81",
        "Confirmed: a unit was closed.",
        "Answer",
    )
    assert said[2][:5] == ("2014-09-03", "Read me", "C9", None, "It is September.")
    assert len(said) == 4 and "A. Person" not in str(
        [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]
    )


def test_a_returned_workbook_that_is_sent_again_reads_as_before(sent, back):
    first, again = (read([("NZL.xlsx", made)])[0] for made in (sent, back))
    assert (again.code, again.round, again.country, again.office) == (
        "",
        "progress-2014",
        "NZL",
        "Ministry of the Interior",
    )
    assert [one.rows for one in again.sources] == [one.rows for one in first.sources] and first.sources


def test_what_is_written_beside_any_line_of_the_issues_comes_back_under_its_key(sent):
    """Two questions in one cell, one on a row, on a sheet and on the whole workbook, and remarks beside an error, a
    note and a comment of ours."""
    found = [
        Finding("jump", "question", "sent_indicators", 5, "value", "77", "a word"),
        Finding("stock_falls", "question", "sent_indicators", 5, "value", "77", "a word"),
        Finding("half_answer", "question", "sent_threats", 7, "", "half", "a word"),
        Finding("nothing_answered", "question", "sent_practice", 0, "", "nothing", "a word"),
        Finding("extra_sheet", "question", "", 0, "", "a hidden sheet 'x'", "a word"),
        Finding("not_a_number", "error", "sent_indicators", 6, "value", "about 60", "a number"),
        Finding("no_link", "note", "sent_progress", 5, "evidence_url", "", "a link"),
    ]
    comments = {"Read me!C9": (("2014-09-03T10:00:00+00:00", "B. Person", "commented", "Which day?"),)}
    book = opened(returned(sent, found, comments))
    sheet, said = book["Issues"], {}
    for row in range(1, sheet.max_row + 1):
        if (word := str(sheet[f"G{row}"].value)) not in ("None", "Key"):
            said[word] = sheet[f"F{row}"].value = f"Because {row}"
    assert said.keys() == {key(one) for one in found} | {"Read me!C9"}
    assert sheet["G9"].protection.locked and "A$1:$F$" in sheet.print_area
    out = io.BytesIO()
    book.save(out)
    (again,) = read([("NZL.xlsx", out.getvalue())])
    assert again.answers == said
    assert read([("NZL.xlsx", returned(sent, found, comments))])[0].answers == {}


def test_nothing_found_is_said_too(sent):
    book = opened(returned(sent, []))
    assert book["Issues"]["A2"].value == "Nothing to correct. Thank you for your report."
    assert looks(book) == looks(opened(sent))


def test_the_same_findings_give_the_same_bytes(sent, back):
    assert returned(sent, FOUND) == back


def test_a_workbook_with_other_sheets_rows_and_merged_cells_is_given_back(tmp_path):
    book = Workbook()
    book.active.title = "Indicators"
    book.active["A1"] = "free text"
    book.active.merge_cells("G5:H6")
    book.active.add_data_validation(DataValidation(type="list", formula1='"a,b"', sqref="B2"))
    book.save(tmp_path / "x.xlsx")
    back = opened(
        returned(
            (tmp_path / "x.xlsx").read_bytes(),
            [
                *FOUND,
                Finding("x", "error", "sent_indicators", 6, "no_value", "b", "c"),
                Finding("y", "error", "", 0, "", "no sheet Progress", "a sheet Progress"),
            ],
        )
    )
    assert back.sheetnames == ["Issues", "Indicators"] and back["Indicators"]["A1"].value == "free text"
    assert back["Indicators"]["G5"].comment.text.count("✖ ERROR") == 2
    assert lines(back)[0][1:4] == ("workbook", None, "no sheet Progress")
    assert rules(back["Indicators"])[0][:3] == ("B2", "list", '"a,b"')


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04" + bytes(100)])
def test_what_cannot_be_opened_is_told_in_one_sentence(content):
    with pytest.raises(
        Unreadable, match=r"cannot be opened and written again within the limits; send the list of issues instead\.$"
    ):
        returned(content, FOUND)


def test_a_cell_in_the_last_corner_makes_no_cells_between():
    book = Workbook()
    book.active["A1"], book.active["XFD1048576"] = 1, 2
    out = io.BytesIO()
    book.save(out)
    assert opened(returned(out.getvalue(), FOUND)).worksheets[1]["XFD1048576"].value == 2


def test_a_workbook_that_swells_ends_within_the_limits(sent):
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sent)) as packed,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as swollen,
    ):
        for name in packed.namelist():
            content = packed.read(name)
            swollen.writestr(
                name, content.replace(b"about 60", b"a" * 200_000_000) if name.endswith("sheet4.xml") else content
            )
    assert len(out.getvalue()) < 2_000_000
    with pytest.raises(Unreadable, match="cannot be given back"):
        returned(out.getvalue(), FOUND)


TRIES = """
import socket, sys
sys.path.insert(0, {root!r})
from core.workers.serving import shut
from etl.desk import annotate
annotate.warm()
{shut}
try: open("/etc/hostname")
except OSError as error: print("file", error.errno)
try: socket.socket()
except OSError as error: print("net", error.errno)
try: bytearray(600 * 2**20)
except MemoryError: print("memory")
"""


@pytest.mark.parametrize(
    ("shut", "refused"), [("shut(512 * 2**20)", ["file 24", "net 24", "memory"]), ("", [])], ids=["shut", "open"]
)
def test_the_process_can_open_nothing_once_it_is_shut_in(shut, refused):
    program = TRIES.format(root=str(ROOT), shut=shut)
    run = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=False)
    assert run.stdout.splitlines() == refused, run.stderr
    assert ANNOTATE.limits == Limits(seconds=20, memory=512 * 2**20)


def test_marking_that_takes_too_long_is_told_so(sent, monkeypatch):
    monkeypatch.setattr("etl.desk.returned.ANNOTATE", ANNOTATE._replace(limits=Limits(0.01, 512 * 2**20)))
    with pytest.raises(Unreadable, match="marking it took more than 20 seconds; send the list of issues instead"):
        returned(sent, FOUND)


def test_every_severity_has_its_own_word_sign_and_colours():
    assert all(len(set(column)) == 3 for column in zip(*annotate.LOOKS.values(), strict=True))
