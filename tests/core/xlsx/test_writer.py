"""The one writer: the same bytes at any hour, no file opened, rows that grow, rows that come as text."""

import io
import subprocess
import sys
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook

from core.xlsx.styles import BLUE, LINE, TYPEFACE, look, ruled
from core.xlsx.writer import Rows, workbook_bytes
from etl.source import ROOT

AT = datetime(2014, 9, 30, 12, 0, 30)


def book():
    """Two sheets, the first with a row of a given height, the second chosen."""
    made = Workbook()
    made.active.title, made.active["A1"] = "One", "=1+1"
    made.active["A1"].data_type = "s"
    made.active.row_dimensions[1].height = 40
    made.active = made.create_sheet("Two")
    made.properties.created = AT
    return made


def part(content, name):
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def test_the_same_content_is_the_same_bytes_whatever_the_clock_says():
    later = book()
    later.properties.modified = datetime(2030, 1, 1)
    assert workbook_bytes(book(), AT) == workbook_bytes(later, AT) != workbook_bytes(book(), datetime(2014, 10, 1))
    assert load_workbook(io.BytesIO(workbook_bytes(later, AT))).properties.modified == AT


def test_each_part_has_the_date_that_is_asked_for():
    dates = [
        {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(content)).infolist()}
        for content in (workbook_bytes(book(), AT), workbook_bytes(book(), AT, dated=AT))
    ]
    assert dates == [{(1980, 1, 1, 0, 0, 0)}, {(2014, 9, 30, 12, 0, 30)}]


def test_a_row_of_a_given_height_still_grows_as_it_would_not_with_openpyxl_alone():
    alone = io.BytesIO()
    book().save(alone)
    row = part(workbook_bytes(book(), AT), "xl/worksheets/sheet1.xml").partition("<row ")[2].partition(">")[0]
    assert row == 'r="1" ht="40"'
    assert 'customHeight="1"' in part(alone.getvalue(), "xl/worksheets/sheet1.xml")


def test_only_the_first_sheet_is_chosen():
    again = load_workbook(io.BytesIO(workbook_bytes(book(), AT)))
    assert [sheet.title for sheet in again.worksheets if sheet.sheet_view.tabSelected] == ["One"]
    assert again.active.title == "One"


def test_rows_as_text_stand_where_the_sheet_had_none():
    rows = Rows(['<row r="1"><c r="A1"><v>7</v></c></row>', '<row r="3"><c r="C3"><v>8</v></c></row>'], 3, 3)
    content = workbook_bytes(book(), AT, rows={"Two": rows})
    sheets = load_workbook(io.BytesIO(content))
    assert list(sheets["Two"].values) == [(7, None, None), (None, None, None), (None, None, 8)]
    assert sheets["One"]["A1"].value == "=1+1" and sheets["One"]["A1"].data_type == "s"
    assert '<dimension ref="A1:C3"' in part(content, "xl/worksheets/sheet2.xml")


@pytest.mark.parametrize(
    ("save", "printed"),
    [("workbook_bytes(book, datetime(2014, 9, 30))", "made"), ("book.save(io.BytesIO())", "opened a file")],
    ids=["ours", "openpyxl"],
)
def test_no_file_is_opened(save, printed):
    code = f"""
import io, resource, sys
sys.path.insert(0, {str(ROOT)!r})
from datetime import datetime
from openpyxl import Workbook
from core.xlsx.writer import workbook_bytes
book = Workbook()
book.active["A1"] = 1
workbook_bytes(book, datetime(2014, 9, 30))
resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
try:
    {save}
    print("made")
except OSError:
    print("opened a file")
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ended.stdout.strip() == printed, ended.stderr


def test_a_look_says_all_that_a_cell_needs():
    title = look(18, BLUE, bold=True, wrap=False, border=ruled())
    assert (title.font.name, title.font.sz, title.font.b, title.font.color.rgb) == (TYPEFACE, 18, True, f"00{BLUE}")
    assert (title.border.bottom.style, title.border.bottom.color.rgb) == ("thin", f"00{LINE}")
    assert (title.border.top, title.fill.fill_type, title.alignment.wrap_text) == (None, None, False)
