"""Reading a file: a bad row is named and left out, a file that cannot be read stops with one sentence."""

import pytest

from etl.build import build
from etl.record.read import source
from etl.source import Finding, Unreadable

FIELDS = {"iso3": True, "value": True, "note": False}


@pytest.fixture
def figures(tmp_path):
    def write(content):
        path = tmp_path / "figures.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def wrong_number(line, found):
    return Finding(
        "wrong_number_of_cells",
        "error",
        "figures",
        line,
        "row",
        f"{found} cells",
        "3 cells, one a column of the header",
    )


def test_rows_are_read_as_text_with_their_lines(figures):
    read = source(figures("iso3,value,note\nKEN,60,\nFRA,0,no\n"), FIELDS)
    assert (read.name, read.columns) == ("figures", ["iso3", "value", "note"])
    assert (read.rows, read.lines, read.findings) == ([["KEN", "60", ""], ["FRA", "0", "no"]], [2, 3], [])


def test_a_ragged_row_is_named_and_left_out(figures):
    read = source(figures("iso3,value,note\nKEN,60,\nFRA,0\nITA,5,,,\nPER,7,\n"), FIELDS)
    assert read.rows == [["KEN", "60", ""], ["PER", "7", ""]]
    assert read.lines == [2, 5]
    assert read.findings == [wrong_number(3, 2), wrong_number(4, 5)]


def test_a_row_that_is_not_utf8_is_named_and_left_out(figures):
    read = source(figures(b"iso3,value,note\nKEN,60,\nCIV,3,C\xf4te\nPER,7,\n"), FIELDS)
    assert read.rows == [["KEN", "60", ""], ["PER", "7", ""]]
    assert read.findings == [Finding("not_utf8", "error", "figures", 3, "note", "C\\xf4te", "text in UTF-8")]


def test_a_missing_column_that_rows_can_do_without_is_asked_about(figures):
    read = source(figures("iso3,value\nKEN,60\n"), FIELDS)
    assert read.rows == [["KEN", "60", ""]]
    assert read.findings == [
        Finding("missing_column", "question", "figures", 1, "note", "(no such column)", "a column 'note'")
    ]


def test_a_column_nobody_expects_is_noted_and_not_read(figures):
    read = source(figures("iso3,colour,value,note\nKEN,red,60,\n"), FIELDS)
    assert read.rows == [["KEN", "60", ""]]
    assert read.findings == [
        Finding("unknown_column", "note", "figures", 1, "colour", "colour", "one of: iso3, value, note")
    ]


def test_columns_may_stand_in_any_order(figures):
    assert source(figures("note,value,iso3\n,60,KEN\n"), FIELDS).rows == [["KEN", "60", ""]]


def test_lines_stay_right_after_a_cell_of_several_lines_and_after_a_blank_line(figures):
    read = source(figures('iso3,value,note\nKEN,60,"first\nsecond\n\nfourth"\n\nFRA,0,\nITA,5\n'), FIELDS)
    assert read.rows == [["KEN", "60", "first\nsecond\n\nfourth"], ["FRA", "0", ""]]
    assert read.lines == [2, 7]
    assert read.findings == [wrong_number(8, 2)]


def test_a_row_of_several_lines_is_named_by_its_first_line(figures):
    assert source(figures('iso3,value,note\nKEN,60,\nFRA,"0\n1"\n'), FIELDS).findings == [wrong_number(3, 2)]


@pytest.mark.parametrize(
    "content",
    ["\ufeffiso3,value,note\nNAM,60,NA\n", "iso3,value,note\r\nNAM,60,NA\r\n", 'iso3,value,note\n"NAM",60,"NA"'],
)
def test_a_byte_order_mark_windows_line_ends_and_quotes_are_read(figures, content):
    read = source(figures(content), FIELDS)
    assert (read.rows, read.lines, read.findings) == ([["NAM", "60", "NA"]], [2], [])


@pytest.mark.parametrize(
    "text",
    [
        "NA",
        "null",
        "None",
        "nan",
        "",
        " ",
        "0",
        "საქართველო",
        "한국",
        "ישראל",
        "Côte d’Ivoire",
        "1,5",
        'say "no"',
        "=1+1",
    ],
)
def test_text_stays_the_text_it_is(figures, text):
    quoted = text.replace('"', '""')
    assert source(figures(f'iso3,value,note\nKEN,60,"{quoted}"\n'), FIELDS).rows == [["KEN", "60", text]]


def test_namibia_keeps_its_code_na(record, made):
    record.append("participants", iso3="NAM", iso2="NA", name="Namibia")
    assert made().rows("SELECT iso3, iso2, name FROM participants WHERE iso3 = 'NAM'") == [("NAM", "NA", "Namibia")]


UNREADABLE = {
    "utf-16 without its mark": (
        "iso3,value,note\n".encode("utf-16-le"),
        "figures.csv: is not text in UTF-8; found UTF-16 or binary data. Save it as CSV UTF-8.",
    ),
    "utf-16 cut short": (
        "iso3,value,note\n".encode("utf-16")[:-1],
        "figures.csv: is not text in UTF-8; found UTF-16 or binary data. Save it as CSV UTF-8.",
    ),
    "a workbook": (
        b"PK\x03\x04\x14\x00\x06\x00",
        "figures.csv: is not text in UTF-8; found UTF-16 or binary data. Save it as CSV UTF-8.",
    ),
    "empty": (b"", "figures.csv: is empty; expected a header line and rows."),
    "blank lines": (b"\n\n\r\n", "figures.csv: is empty; expected a header line and rows."),
    "header only": (b"iso3,value,note\n", "figures.csv: no row can be read; there is none under the header."),
    "only bad rows": (
        b"iso3,value,note\nKEN\n",
        "figures.csv: no row can be read; rows at fault: 1, the first is line 2, row: 1 cells.",
    ),
    "open quote": (
        b'iso3,value,note\nKEN,60,\nFRA,0,"open\nITA,5,\n',
        "figures.csv: line 3 cannot be read as CSV (unexpected end of data); expected cells in commas and closed "
        "quotes.",
    ),
    "column missing": (b"iso3,note\nKEN,\n", "figures.csv: column 'value' is missing; found iso3, note."),
    "column twice": (
        b"iso3,value,value,note\nKEN,60,61,\n",
        "figures.csv: column 'value' stands twice in the header; expected each column once.",
    ),
    "bars": (b"iso3|value|note\nKEN|60|\n", "figures.csv: column 'iso3' is missing; found iso3|value|note."),
    "header not utf-8": (
        b"iso3,wert\xe9,note\nKEN,60,\n",
        "figures.csv: column 'value' is missing; found iso3, wert\\xe9, note.",
    ),
}


@pytest.mark.parametrize(("content", "sentence"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_cannot_be_read_says_why(figures, content, sentence):
    with pytest.raises(Unreadable) as stopped:
        source(figures(content), FIELDS)
    assert str(stopped.value) == sentence


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(Unreadable) as stopped:
        source(tmp_path / "record" / "figures.csv", FIELDS)
    assert (
        str(stopped.value)
        == "figures.csv: cannot be opened (No such file or directory); expected a CSV file at record/figures.csv."
    )


def test_a_folder_in_place_of_a_file_is_named(tmp_path):
    (tmp_path / "figures.csv").mkdir()
    with pytest.raises(Unreadable, match=r"^figures\.csv: cannot be opened \(Is a directory\)"):
        source(tmp_path / "figures.csv", FIELDS)


def test_a_cell_without_end_stops_with_a_sentence(figures):
    with pytest.raises(Unreadable, match=r"^figures\.csv: line 3 cannot be read as CSV"):
        source(figures(f"iso3,value,note\nKEN,60,\nFRA,0,{'x' * 200_000}\n"), FIELDS)


def test_rows_that_cannot_be_read_are_in_the_issues_of_the_edition(record, made):
    with open(record.path("events"), "ab") as handle:
        handle.write(b"E98,2020\nE99,2020,year,verified,report,Rapport \xe9crit,,A source,,verified\n")
    found = made()
    assert found.rows(
        "SELECT rule, severity, file, line, place, found, expected, left_out FROM issues WHERE file = 'events' AND "
        "line > 48 ORDER BY line"
    ) == [
        (
            "wrong_number_of_cells",
            "error",
            "events",
            49,
            "row",
            "2 cells",
            "10 cells, one a column of the header",
            True,
        ),
        ("not_utf8", "error", "events", 50, "title", "Rapport \\xe9crit", "text in UTF-8", True),
    ]
    assert found.column("SELECT count(*) FROM events") == [47]


def test_a_file_without_one_column_is_still_published(record, built):
    record.write(
        "events", [{name: cell for name, cell in row.items() if name != "description"} for row in record.rows("events")]
    )
    found = built()
    assert found.rows("SELECT rule, severity, file, line, place FROM issues WHERE rule = 'missing_column'") == [
        ("missing_column", "question", "events", 1, "description")
    ]
    assert found.rows("SELECT count(*), count(*) FILTER (description = '') FROM events") == [(47, 47)]


def test_a_ragged_row_of_a_definition_is_never_left_out_in_silence(store, definitions):
    path = definitions / "registers.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("VGT,Virtual Global Taskforce,vgt", "VGT,Virtual Global Taskforce"),
        encoding="utf-8",
    )
    with pytest.raises(Unreadable, match=r"registers\.csv.*line 6"):
        build(store, definitions=definitions)


@pytest.mark.parametrize("missing", ["vocabulary", "fields"])
def test_a_definition_that_is_not_there_is_named(store, definitions, missing):
    (definitions / f"{missing}.csv").unlink()
    with pytest.raises(Unreadable, match=rf"{missing}\.csv"):
        build(store, definitions=definitions)


def test_what_a_caller_does_to_the_rows_stays_with_this_caller(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("x,y\n1,2\n", encoding="utf-8")
    first = source(path)
    first.rows[0][0], first.lines[0] = "9", 7
    first.columns.append("z")
    again = source(path)
    assert (again.columns, again.rows, again.lines) == (["x", "y"], [["1", "2"]], [2])
    path.write_text("x,y\n3,2\n", encoding="utf-8")
    assert source(path).rows == [["3", "2"]]
