"""From a published figure back to the cell of the file that a country sent, and what must stay apart or whole on the
way (promises P6, P11, P12, P21)."""

import csv
import io
import random
import re
import unicodedata
from functools import cache

import openpyxl
import pytest
from openpyxl.utils.cell import coordinate_from_string
from python_calamine import CalamineWorkbook

from etl.desk import acts, receiving
from etl.intake.numbers import number
from etl.store import originals
from tests.support.round import workbook as filled
from views import lists
from views.tables import VIEWS, table
from views.workbook.tables import workbook

MOST = 500


def cell(content, sheet, address, **how):
    """The value at an address, as a second reader sees it; what the sheet shows in percent is that percentage."""
    letters, row = coordinate_from_string(address)
    column = openpyxl.utils.column_index_from_string(letters)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet).to_python(**how)
    raw = rows[row - 1][column - 1] if len(rows) >= row and len(rows[row - 1]) >= column else None
    return raw * 100 if isinstance(raw, (int, float)) and address in in_percent(content, sheet) else raw


@cache
def in_percent(content, sheet):
    """The cells of a sheet that show a share as a percentage."""
    rows = openpyxl.load_workbook(io.BytesIO(content))[sheet].iter_rows()
    return {one.coordinate for row in rows for one in row if one.number_format.endswith("%")}


def same(value, raw, as_sent):
    """Whether a published value is what the cell says."""
    if isinstance(raw, (int, float)):
        return abs(value - raw) < 1e-9
    return raw == as_sent and float(number(raw)) == value


@pytest.fixture(scope="module")
def figures(example, look):
    """Up to 500 published figures of the example round: (value, as sent, submission, sheet, cell, SHA-256, office,
    time)."""
    rows = look(example.store).rows(
        "SELECT o.value, a.value_as_sent, s.submission, split_part(o.file, '!', 2), split_part(o.file, '!', 3) || "
        "o.line, s.sha256, s.office, s.received_at "
        "FROM observations AS o JOIN submissions AS s ON s.submission = split_part(o.file, '!', 1) JOIN answers AS a "
        "ON a.file = o.file AND a.line = o.line ORDER BY o.file, o.line"
    )
    return random.Random(54).sample(rows, MOST)


def test_500_published_figures_stand_in_the_cell_that_they_name(example, figures):
    kept = {digest: originals.content(example.store, digest) for digest in {figure[5] for figure in figures}}
    wrong = [
        figure
        for figure in figures
        if not same(figure[0], cell(kept[figure[5]], figure[3], figure[4], skip_empty_area=False), figure[1])
    ]
    assert wrong == []
    assert all(office and at for *_, office, at in figures)


def test_the_control_a_reader_that_shifts_addresses_is_noticed(example, figures):
    book = openpyxl.load_workbook(io.BytesIO(originals.content(example.store, figures[0][5])))
    book[figures[0][3]].delete_rows(1, 1)
    book[figures[0][3]].insert_rows(1, 1)
    for column in range(1, 20):
        for row in range(1, 4):
            book[figures[0][3]].cell(row, column).value = None
    out = io.BytesIO()
    book.save(out)
    value, as_sent, _, sheet, address, *_ = figures[0]
    assert same(value, cell(out.getvalue(), sheet, address, skip_empty_area=False), as_sent)
    shifted = cell(out.getvalue(), sheet, address, skip_empty_area=True)
    assert not (isinstance(shifted, (int, float)) and same(value, shifted, as_sent))


TEXTS = [
    "საქართველოს გეგმა", "Պլան Հայաստանի", "Σχέδιο δράσης της Ελλάδας", "План действий", "แผนปฏิบัติการ",
    "ផែនការសកម្មភាព", "行動計画と支援", "행동 계획", "תוכנית פעולה",
    "خطة عمل ٢٠١٤", "Cafe\u0301 de l\u2019Europe", "TÜRKİYE eylem planı", "🛡 plan", "a\tb", "=1+1", "+49 30", "-5 %",
    "@here", "line one\nline two",
]  # fmt: skip


def test_text_survives_from_the_workbook_to_store_export_and_back(store):
    name, content = filled("GHA", arrests=12)
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book["Practice"]
    for row, text in enumerate(TEXTS, 5):
        if row < 20:
            page.cell(row, 1).value = f"{row} {text}"
        page.cell(5 + row % 15, 3).value = text
        page.cell(5 + row % 15, 3).data_type = "s"  # openpyxl would write a formula
    out = io.BytesIO()
    book.save(out)
    (receipt,) = receiving.receive(store, [(name, out.getvalue())], "Clerk")
    read = acts.content(store, receipt.id)["Practice"]
    sent = {row: (page.cell(row, 1).value, page.cell(row, 3).value) for row in range(5, 20)}

    def plain(text):
        return unicodedata.normalize("NFC", text or "").strip()

    assert {row.row: (row.title, row.worked) for row in read.itertuples() if row.title} == {
        row: (plain(title), plain(worked)) for row, (title, worked) in sent.items() if title
    }
    again = [row[0] for row in csv.reader(io.StringIO(lists.csv(read[["title"]]).decode("utf-8-sig")))][1:]
    assert [text.removeprefix("'") for text in again] == read["title"].tolist()
    shown = openpyxl.load_workbook(io.BytesIO(lists.xlsx(read[["worked"]], "Practice"))).active
    assert [plain(row[0]) for row in shown.iter_rows(min_row=2, values_only=True) if row[0]] == [
        plain(text) for text in read["worked"] if text
    ]


def test_the_control_an_export_in_an_old_code_page_loses_text():
    assert [text for text in TEXTS if text.encode("cp1252", "replace").decode("cp1252") != text]


def test_titles_of_many_scripts_reach_every_export_whole(illustrated):
    found = table(illustrated, "promises", as_of="latest")
    titles = {title for title in found.frame["title"] if re.search(r"[^\x00-\u024f\u2000-\u206f]", title)}
    rows = {row["title"] for row in csv.DictReader(io.StringIO(found.csv(), newline=""))}
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(found))).worksheets[0]
    head, *cells = sheet.iter_rows(values_only=True)
    assert len(titles) >= 8 and titles <= rows and titles <= {row[head.index("title")] for row in cells}


def test_blank_not_applicable_refused_and_zero_stay_apart_in_tables_totals_and_exports(illustrated):
    found = table(illustrated, "answers", round="progress-2014")
    frame, rows = found.frame, list(csv.DictReader(io.StringIO(found.csv(), newline="")))
    kinds = frame["answer"].value_counts()
    assert set(kinds.index) == {"value", "not_applicable", "not_available", "refused", "not_reported"}
    assert (frame["value"].notna() == (frame["answer"] == "value")).all() and (frame["value"] == 0).any()
    assert all((row["value"] != "") == (row["answer"] == "value") for row in rows)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(found))).worksheets[0]
    head, *cells = sheet.iter_rows(values_only=True)
    assert all((row[head.index("value")] is not None) == (row[head.index("answer")] == "value") for row in cells)
    asked = frame[frame["asked"]]
    assert len(asked) == 54 * asked["indicator"].nunique()


def test_the_control_a_blank_filled_with_zero_is_noticed(illustrated):
    frame = table(illustrated, "answers", round="progress-2014").frame
    filled_up = frame.assign(value=frame["value"].fillna(0))
    assert not (filled_up["value"].notna() == (filled_up["answer"] == "value")).all()


@pytest.mark.parametrize("name", ["promises", "reporting", "answers", "threats", "practices"])
def test_every_export_of_an_illustrative_edition_says_so(illustrated, name):
    asked = {"as_of": "latest"} if "as_of" in VIEWS[name].filters else {"round": "progress-2014"}
    found = table(illustrated, name, **asked)
    assert "illustrative" in found.file_name
    assert all(
        "Illustrative: invented figures" in row["edition"]
        for row in csv.DictReader(io.StringIO(found.csv(), newline=""))
    )
    book = openpyxl.load_workbook(io.BytesIO(workbook(found)))
    assert (
        book.worksheets[0].title == "Illustrative data"
        and "Illustrative: invented figures" in book.worksheets[0].oddHeader.right.text
    )
    assert "Illustrative: invented figures" in str([cell.value for cell in book["Notes"]["B"]])
