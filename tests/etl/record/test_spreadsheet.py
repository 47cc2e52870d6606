"""A record that a spreadsheet program saved: read as meant where that is certain, else one sentence."""

import csv
import io

import pytest

from etl.build import loaded
from etl.commands.main import main
from etl.record.read import source
from etl.record.spreadsheet import refuse_habits
from etl.source import RECORD, Source, Unreadable
from etl.store.inputs import Inputs
from etl.warehouse import Warehouse

HOW = (
    " Take the file as it was; where a spreadsheet program must be used, read it in with all columns as text, and save "
    "it as CSV UTF-8 with commas."
)
FORMS = {
    "Excel, CSV UTF-8": (",", "\r\n", "utf-8-sig"),
    "Excel, CSV UTF-8, where decimals have a comma": (";", "\r\n", "utf-8-sig"),
    "Excel, Unicode text": ("\t", "\r\n", "utf-16"),
    "Excel for the Mac, of old": (",", "\r", "utf-8"),
    "LibreOffice, tabs": ("\t", "\n", "utf-8"),
    "LibreOffice, UTF-16": (",", "\n", "utf-16"),
    "LibreOffice, semicolons": (";", "\n", "utf-8"),
    "Numbers": (",", "\r\n", "utf-8"),
    "Numbers, where decimals have a comma": (";", "\r\n", "utf-8"),
}


def saved(rows, sign, end, encoding, quoting=csv.QUOTE_MINIMAL):
    """Rows as a program saves them."""
    out = io.StringIO()
    csv.writer(out, delimiter=sign, lineterminator=end, quoting=quoting).writerows(rows)
    return out.getvalue().encode(encoding)


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("file", ["participants", "observations", "treaties"])
def test_every_form_that_says_what_it_is_is_read_as_meant(tmp_path, form, file):
    path, rows = tmp_path / f"{file}.csv", rows_of(RECORD / f"{file}.csv")
    path.write_bytes(saved(rows, *FORMS[form]))
    read = source(path)
    assert (read.columns, read.rows, read.findings) == (rows[0], rows[1:], [])


def test_quotes_round_every_text_are_no_part_of_it(tmp_path):
    path, rows = tmp_path / "events.csv", rows_of(RECORD / "events.csv")
    path.write_bytes(saved(rows, ";", "\n", "utf-8", csv.QUOTE_ALL))
    assert source(path).rows == rows[1:]


def test_empty_columns_at_the_right_empty_rows_and_the_hint_on_the_sign_are_no_findings(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_bytes(b"sep=;\r\niso3;value;;\r\nKEN;60;;\r\n;;;\r\nFRA;0;;\r\n;;;\r\n")
    read = source(path)
    assert (read.columns, read.rows, read.lines, read.findings) == (
        ["iso3", "value"],
        [["KEN", "60"], ["FRA", "0"]],
        [3, 5],
        [],
    )


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "cp1250", "latin-1"])
def test_a_code_page_is_one_sentence(tmp_path, encoding):
    path = tmp_path / "figures.csv"
    path.write_bytes("iso3,name\nCIV,Côte\nDEU,Köln\nFRA,Lyon\n".encode(encoding))
    with pytest.raises(Unreadable) as stopped:
        source(path)
    assert str(stopped.value) == (
        "figures.csv: was saved by a spreadsheet program in the code page of its computer, not in UTF-8; 2 rows have "
        "letters that cannot be told. Save it as CSV UTF-8 (comma delimited)."
    )


def test_a_single_row_in_a_code_page_is_told_by_the_ends_of_its_lines(tmp_path):
    path = tmp_path / "participants.csv"
    path.write_bytes(saved(rows_of(RECORD / "participants.csv"), ",", "\r\n", "cp1252"))
    with pytest.raises(Unreadable, match="in the code page of its computer, not in UTF-8; one row has letters"):
        source(path)


TYPES = {"value": "number", "day": "date", "of": "period", "goal": "ref:operational_goals.goal_id", "id": "key"}
TYPES |= {"yes": "vocabulary:yes_no", "words": "text"}


def habit(column, *cells, sign=","):
    """The sentence on a column of these cells; empty where it is no habit."""
    lines = list(range(2, len(cells) + 2))
    try:
        refuse_habits(Source("figures", [column], [[cell] for cell in cells], lines, sign=sign), TYPES)
    except Unreadable as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("column", "cells", "words"),
    [
        ("day", ["05/12/2012", "", "30/09/2014", "2012"], "dates read '05/12/2012' (column day, line 2 and 1 more)"),
        ("day", ["12/5/12", "9/30/14"], "dates read '12/5/12'"),
        ("day", ["05.12.2012", "30.09.2014"], "dates read '05.12.2012'"),
        ("day", ["05-12-2012", "30-09-2014"], "dates read '05-12-2012'"),
        ("day", ["2012/12/05", "2014/09/30"], "dates read '2012/12/05'"),
        ("day", ["05/12/2012 00:00", "30/09/2014 00:00:00"], "dates read '05/12/2012 00:00'"),
        ("day", ["5-Dec-12", "30-Sep-14"], "dates read '5-Dec-12'"),
        ("day", ["2012-12-05", "Sep-14", "déc-15"], "dates read 'Sep-14' (column day, line 3 and 1 more)"),
        ("of", ["2012", "05/12/2012", "30/09/2014", "2013-H1"], "dates read '05/12/2012'"),
        ("goal", ["01. Jan", "02. Feb"], "keys read '01. Jan'"),
        ("goal", ["1,1", "2,1"], "keys read '1,1'"),
        ("id", ["01.01.2026", "01.02.2026"], "keys read '01.01.2026'"),
        ("value", ["1,617", "2,000", "48"], "numbers read '1,617'"),
        ("value", ["1 617", "2 000"], "numbers read '1 617'"),
        ("value", ["1’617", "2’000"], "numbers read '1’617'"),
        ("value", ["1.617.000", "2.000.000"], "numbers read '1.617.000'"),
        ("value", ["0,7", "1,5", "48"], "numbers read '0,7'"),
        ("value", ["1.23E+11", "4.5E+10"], "numbers read '1.23E+11'"),
        ("yes", ["TRUE", "FALSE"], "answers read 'TRUE'"),
        ("yes", ["WAHR", "FALSCH"], "answers read 'WAHR'"),
        ("words", ["#NAME?", "a text"], "texts read '#NAME?' (column words, line 2)"),
    ],
)
def test_what_a_program_turned_is_one_sentence_with_its_place(column, cells, words):
    said = habit(column, *cells)
    assert said.startswith(f"figures.csv: was saved by a spreadsheet program; {words}")
    assert said.endswith(HOW)


def test_the_sentence_says_what_was_expected():
    assert habit("day", "05/12/2012", "30/09/2014") == (
        "figures.csv: was saved by a spreadsheet program; dates read '05/12/2012' (column day, line 2 and 1 more), "
        "expected days as 2012-12-05 and months as 2012-12." + HOW
    )


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("day", ["05/12/2012", "2014-09-30"]),
        ("day", ["05/12/2012", "30/09/2014", "2014-10-01"]),
        ("day", ["2012", "2012-12", "2012-12-05", "2012-12-06"]),
        ("of", ["FY2014-15", "FY2015-16-H1", "2013-H1", "2015-10m", "2020-04/2020-09"]),
        ("value", ["1,617", "1617"]),
        ("value", ["1,617", "1 617", "1.617.000", "31777"]),
        ("value", ["0.950", "1.617", "48"]),
        ("value", ["0,7", "0.7", "0,8"]),
        ("goal", ["1.1", "2.1"]),
        ("id", ["E01", "1.1-01", "takedown_hints", "ALB"]),
        ("yes", ["yes", "TRUE", "TRUE"]),
        ("words", ["05/12/2012", "06/12/2012", "TRUE", "1,617", "Dec-12"]),
    ],
)
def test_a_slip_of_a_person_stays_a_finding_of_its_own(column, cells):
    assert habit(column, *cells) == ""


@pytest.mark.parametrize("sign", [";", "\t"])
def test_a_point_between_thousands_is_never_read_as_decimals(sign):
    assert "numbers read '1.617' (column value, line 3)" in habit("value", "48", "1.617", sign=sign)
    assert habit("value", "48", "0.617", "1.5", sign=sign) == ""


def test_the_record_itself_has_no_habit():
    with Warehouse() as warehouse:
        _, findings = loaded(warehouse, Inputs())
    assert {finding.severity for finding in findings} == {"question", "note"}


def test_the_day_first_dates_of_the_launch_are_one_sentence_and_no_edition(published, record, capsys, digests):
    text = record.path("participants").read_text(encoding="utf-8")
    record.path("participants").write_text(text.replace("2012-12-05", "05/12/2012"), encoding="utf-8")
    before, words = digests(published), ["--store", str(published)]
    sentence = (
        "participants.csv: was saved by a spreadsheet program; dates read '05/12/2012' (column join_date, line 2 and "
        "47 more), expected days as 2012-12-05 and months as 2012-12." + HOW
    )
    assert main(["build", *words, "--record", str(record.folder)]) == 1
    assert capsys.readouterr().err.strip().splitlines() == [
        sentence,
        "Nothing was published; the edition in force stays.",
    ]
    assert main(["check-record", str(record.folder), *words]) == 2
    assert capsys.readouterr().err.splitlines() == [sentence]
    assert digests(published) == before
