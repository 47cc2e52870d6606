"""Tables as files: the edition and the filters inside, figures as figures, and no text that a spreadsheet would run."""

import csv
import io
import itertools
import re
import zipfile
from dataclasses import replace
from datetime import datetime

import openpyxl
import pandas as pd
import pytest

from core import words
from tests.support.requests import downloaded
from views.tables import VIEWS, Table, table
from views.workbook.tables import workbook

PAYLOADS = [
    "=1+1",
    '=HYPERLINK("http://x.example","y")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "-5",
    "=",
    "#N/A",
    "{=1}",
]
SHORT = {
    "publisher or official body": "official",
    "public data repository": "data repository",
    "press, copy or secondary": "press or copy",
}
OF_REPORTS = {"promises", "reporting", "answers", "threats", "practices"}
NEEDED = {"reporting": {"round": "progress-2014"}, "facts": {"country": "FRA"}, "changes": {"since": "brussels-2012"}}


def whole(seen, name):
    """A view over everything that it holds at the latest date."""
    asked = {"as_of": "latest"} if "as_of" in VIEWS[name].filters else {}
    return table(seen, name, **asked, **NEEDED.get(name, {}))


@pytest.fixture
def holding(request):
    """Call it with the name of a view: an edition in which it has rows. Reports of countries stand only in the example
    round."""
    return lambda name: request.getfixturevalue("illustrated" if name in OF_REPORTS else "seen")


def reread(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def planted(seen):
    """Figures of the record with cells that a spreadsheet would run, cannot hold, or would take for a text."""
    rows = whole(seen, "observations").frame.head(len(PAYLOADS) + 3).reset_index(drop=True)
    texts = [*PAYLOADS, "".join(map(chr, range(32))) + "end", "x" * 40_000, "Ελλάδα ქართული 日本 עברית\nline two"]
    rows = rows.assign(note=texts, source_title=texts, value=[-1234.5, 0.0, float("nan"), *rows["value"][3:]])
    return Table(VIEWS["observations"], seen, rows, {"as_of": "latest", "country": ["=FRA", "DEU"]})


@pytest.mark.parametrize("name", VIEWS)
def test_every_row_of_a_csv_names_its_edition_its_filters_and_its_place_in_the_record(holding, name):
    seen = holding(name)
    found = whole(seen, name)
    rows = reread(found.csv())
    assert len(rows) == len(found.frame) > 0
    assert {row["edition"] for row in rows} == {found.edition_text}
    assert {row["filters"] for row in rows} == {found.filters_text}
    assert set(found.frame.columns) < rows[0].keys()
    if "file" in found.frame:
        assert all(
            row["file"] and row["line"].isdigit()
            for row, where in zip(rows, found.frame["file"], strict=True)
            if not words.missing(where)
        )


@pytest.mark.parametrize("name", VIEWS)
def test_a_workbook_says_what_the_csv_says(holding, name):
    seen = holding(name)
    found = whole(seen, name)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(found))).worksheets[0]
    head, *cells = sheet.iter_rows(values_only=True)
    rows = reread(found.csv())
    assert list(head) == list(found.frame.columns) and len(cells) == len(rows)
    for row, cell in zip(rows, cells, strict=True):
        assert all(same(row[column], value) for column, value in zip(head, cell, strict=True)), (row, cell)


def same(text, cell):
    """Whether a cell of a CSV and a cell of a workbook hold the same."""
    if isinstance(cell, bool) or not isinstance(cell, (int, float, datetime)):
        return text.removeprefix("'") == str("" if cell is None else cell)
    return text == cell.date().isoformat() if isinstance(cell, datetime) else float(text) == cell


def test_risky_text_is_quoted_in_csv_and_numbers_stay_numbers(planted):
    rows = reread(planted.csv())
    assert [row["note"] for row in rows[: len(PAYLOADS)]] == [
        f"'{text}" if text[0] in "=+-@\t\r" else text for text in PAYLOADS
    ]
    assert [float(row["value"] or "nan") for row in rows] == pytest.approx(planted.frame["value"].tolist(), nan_ok=True)
    assert rows[0]["value"] == "-1234.5" and rows[1]["value"] == "0.0" and rows[2]["value"] == ""
    assert not any(str(cell).startswith(("=", "+", "@", "\t", "\r")) for row in rows for cell in row.values())


def test_a_workbook_has_real_numbers_and_dates_and_no_formulas(planted):
    body = workbook(planted)
    book = openpyxl.load_workbook(io.BytesIO(body))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s", "n", "d"} and not any(
        cell.hyperlink for cell in cells
    )
    head = [cell.value for cell in book.worksheets[0][1]]
    first = dict(zip(head, (cell.value for cell in book.worksheets[0][2]), strict=True))
    assert (
        first["value"] == -1234.5
        and first["note"] == "=1+1"
        and first["date_to"] == planted.frame["date_to"][0].to_pydatetime()
        and isinstance(first["line"], int)
    )
    notes = [row[head.index("note")] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]
    assert notes[: len(PAYLOADS)] == [text.replace("\r", "\n") for text in PAYLOADS]
    assert notes[-3].endswith("end") and len(notes[-2]) == 32_767 and notes[-1] == "Ελλάδα ქართული 日本 עברית\nline two"
    assert [
        row[head.index("value")] for row in book.worksheets[0].iter_rows(min_row=3, max_row=4, values_only=True)
    ] == [0, None], "zero is not nothing"
    inner = zipfile.ZipFile(io.BytesIO(body))
    assert not any(
        b"<f>" in inner.read(name) or b"<f " in inner.read(name) for name in inner.namelist() if name.endswith(".xml")
    )


def test_characters_that_no_workbook_can_hold_leave_a_file_that_opens(planted):
    odd = replace(planted, frame=planted.frame.assign(note="a\ufffe\uffff\x00\x0b\x1fb"))
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(odd))).worksheets[0]
    assert "ab" in [cell.value for cell in sheet[2]]


@pytest.mark.parametrize("sign", ["\x00", "\x01", "\x02\x03", "\x1f", "\ufffe"])
@pytest.mark.parametrize("text", ["=1+1", "+cmd|x", "\t=1", "'=1"])
def test_no_formula_hides_behind_a_control_sign(planted, sign, text):
    odd = replace(planted, frame=planted.frame.assign(note=sign + text))
    assert {row["note"] for row in reread(odd.csv())} == {f"'{text}"}


def test_a_csv_without_a_row_has_none_and_still_says_edition_and_filters(seen):
    full = table(seen, "gaps", as_of="latest", country="FRA")
    none, other = (
        Table(full.view, one, full.frame.head(0), full.filters)
        for one in (seen, replace(seen, number=2, hash="f" * 64))
    )
    assert reread(none.csv()) == [] and none.csv() != other.csv()
    head = next(csv.reader(io.StringIO(none.csv(), newline="")))
    assert head == [
        *full.frame.columns,
        "edition",
        "filters",
        f"no row in edition 1 · {seen.short}; filters: as_of = latest; country = FRA",
    ]
    assert "no row" not in full.csv()


def test_the_notes_sheet_tells_edition_hash_filters_columns_and_sources(seen):
    found = table(seen, "observations", as_of="latest", country="FRA")
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(found))).worksheets[1]
    told = {row[0]: row[1] for row in sheet.iter_rows(max_col=2, values_only=True) if row[0]}
    assert (
        told["Edition"] == f"{seen.number} · {seen.short}"
        and told["Hash"] == seen.hash
        and told["Rows"] == len(found.frame)
    )
    assert told["Filters"] == "as_of = latest; country = FRA" and told["Published"] == seen.manifest["built_at"]
    titles = {f"{row.source_title} ({SHORT[row.source_tier]})" for row in found.frame.itertuples()}
    assert titles < told.keys() and set(found.frame["source_url"]) <= {str(value) for value in told.values()}
    assert all(told[column] for column in found.frame.columns), "every column has its meaning"


def test_the_csv_route_hands_out_the_table_of_the_page(seen):
    got = downloaded("observations.csv", edition=seen.number, as_of="washington-2014", country="FRA")
    assert got.body.decode("utf-8-sig") == table(seen, "observations", as_of="washington-2014", country="FRA").csv()
    assert f'filename="monitor-observations-edition-{seen.number}-{seen.short}-' in got.headers["content-disposition"]


def test_no_two_editions_or_filters_share_a_file_name(seen):
    other = replace(seen, number=2, hash="f" * 64)
    filters = [
        {},
        {"target": 1},
        {"target": 2},
        {"country": "FRA"},
        {"country": ["FRA", "DEU"]},
        {"country": ["FRA", "GBR"]},
        {"rule": "binary"},
        {"target": 1, "country": "FRA"},
    ]
    names = [
        table(one, "observations", as_of=as_of, **more).file_name
        for one, as_of, more in itertools.product([seen, other], ["latest", "brussels-2012"], filters)
    ]
    names += [whole(one, name).file_name for one in (seen, other) for name in VIEWS if name != "observations"]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[\w.+-]{1,200}", name) for name in names)


@pytest.mark.parametrize(
    ("name", "asked", "status"),
    [
        ("nothing.csv", {}, 404),
        ("gaps.docx", {}, 404),
        ("gaps.csv", {"edition": 99}, 404),
        ("gaps.csv", {"edition": "one"}, 400),
        ("gaps.csv", {"colour": "red"}, 400),
        ("gaps.csv", {"as_of": "yesterday"}, 400),
        ("gaps.csv", {"target": "two"}, 400),
        ("gaps.csv", {"target": 9}, 400),
        ("gaps.csv", {"country": "XXX"}, 400),
        ("gaps.csv", {"country": "%E4%B8%AD"}, 400),
        ("gaps.csv", {"country": "a%0D%0AX-Evil:%201"}, 400),
        ("gaps.csv", {"country": "a%22%3B%20filename=%22b.exe"}, 400),
        ("gaps.csv", {"kind": "none"}, 400),
        ("indicators.csv", {"target": "99999999999"}, 400),
        ("facts.csv", {}, 400),
        ("facts.csv", {"country": "FRA&country=DEU"}, 400),
        ("changes.csv", {}, 400),
        ("changes.csv", {"since": "yesterday"}, 400),
        ("observations.xlsx", {"indicator": "none"}, 400),
        ("issues.csv", {"severity": "none"}, 400),
    ],
)
def test_an_address_that_nobody_offers_gets_one_sentence(seen, name, asked, status):
    got = downloaded(name, **asked)
    assert (got.status, got.headers["content-type"].partition(";")[0]) == (status, "text/plain") and seen.number == 1
    assert re.fullmatch(r"[^\n]+\.", got.body.decode()) and "Traceback" not in got.body.decode()


def test_nothing_planted_is_lost_on_the_screen(planted):
    shown = planted.shown(linked=True)
    assert len(shown) == len(planted.frame)
    assert not any(
        "<script" in str(cell) or pd.isna(cell) is True and cell is not None for cell in shown.to_numpy().ravel()
    )


@pytest.mark.parametrize(("country", "named"), [("FRA", False), (["FRA"], True), (["FRA", "DEU"], True)])
def test_a_table_of_several_countries_names_each(seen, country, named):
    shown = table(seen, "observations", as_of="latest", indicator="oosi_score", country=country).shown()
    assert ("Country" in shown) is named
