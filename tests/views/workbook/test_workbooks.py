"""Workbooks that leave the house: the edition's figures, every country, words beside colours, safe text, the same
bytes."""

import csv
import hashlib
import io
import itertools
import json
import os
import random
import re
import subprocess
import sys
import zipfile
from datetime import date, datetime
from functools import lru_cache

import openpyxl
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from core import words
from core.editions.manifest import current
from etl.build import build
from etl.source import ROOT
from views import lists, queries, sentences
from views.edition import Edition, in_force
from views.tables import table
from views.workbook import workbooks, writer
from views.workbook.columns import columns
from views.workbook.tables import workbook, write
from views.workbook.writer import Book

KINDS = {
    "alliance": lambda one, as_of="latest": workbooks.alliance(one, as_of),
    "target-1": lambda one, as_of="latest": workbooks.target(one, as_of, 1),
    "target-2": lambda one, as_of="latest": workbooks.target(one, as_of, 2),
    "target-4": lambda one, as_of="latest": workbooks.target(one, as_of, 4),
    "FRA": lambda one, as_of="latest": workbooks.country(one, as_of, "FRA"),
    "GBR": lambda one, as_of="latest": workbooks.country(one, as_of, "GBR"),
    "VNM": lambda one, as_of="latest": workbooks.country(one, as_of, "VNM"),
    "database": lambda one, as_of="latest": workbooks.database(one),  # noqa: ARG005
}
READERS = [kind for kind in KINDS if kind != "database"]
LITERALS = [
    json.loads(line)
    for line in (ROOT / "tests" / "support" / "workbook_rows.jsonl").read_text(encoding="utf-8").splitlines()
]
"""Rows of workbooks as literals: together they fill every column of every list, or say that it is empty."""
PAYLOADS = [
    "=1+1", '=HYPERLINK("http://x.example","y")', "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "-5", "{=1}",
    "#N/A here", "<f>1</f>", "]]>&amp;<x y='z'>", "a\x0b\x1fb\ufffe", "x" * 40_000,
    "עברית \u202eabc\u202c العربية", "http://x.example/?a=1&b=2", "mailto:a@x.example", "TRUE", "2014-01-01",
    "&P&D[Tab]", "Ελλάδα ქართული 日本 🛡", "line one\nline two", "0012", "1e5",
]  # fmt: skip


@pytest.fixture(scope="module")
def held(edition):
    """Every kind of workbook of the real record, made once."""
    os.environ["MONITOR_STORE"], before = str(edition.store), os.environ.get("MONITOR_STORE")
    try:
        seen = in_force()
        return {kind: make(seen) for kind, make in KINDS.items()}
    finally:
        os.environ.pop("MONITOR_STORE") if before is None else os.environ.__setitem__("MONITOR_STORE", before)


@lru_cache(maxsize=len(KINDS))
def opened(content):
    """A workbook as openpyxl reads it. Only to look at."""
    return openpyxl.load_workbook(io.BytesIO(content))


def rows(sheet, heading):
    """The list of a sheet as dicts: its heading is the first row that holds `heading`."""
    every = [list(row) for row in sheet.iter_rows(values_only=True)]
    head = next(n for n, row in enumerate(every) if heading in row)
    return [
        {name: value for name, value in zip(every[head], row, strict=True) if name}
        for row in every[head + 1 :]
        if any(value is not None for value in row)
    ]


def plain(value):
    """A cell as either reader has it, in one form."""
    if isinstance(value, datetime):
        return value.date()
    if value is None or value == "":
        return None
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def canonical(value):
    """A cell as the Notes say that it enters the checksum; written from their words alone."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return "" if value is None else value


def checksum(sheets):
    """SHA-256 of rows as the Notes describe it."""
    digest = hashlib.sha256()
    for sheet in sheets:
        for row in sheet:
            line = "\x1f".join(canonical(plain(value)) for value in row).rstrip("\x1f")
            digest.update(f"{line}\x1e".encode() if line else b"")
    return digest.hexdigest()


def told(book):
    """What Notes say, by the first column; the first word counts."""
    return {row[0]: row[1] for row in reversed(list(book["Notes"].iter_rows(max_col=2, values_only=True))) if row[0]}


DATABASE = pytest.mark.full("the whole database takes two readers ten seconds; the other workbooks are written alike")
WHOLE = [pytest.param(kind, marks=DATABASE if kind == "database" else ()) for kind in KINDS]


@pytest.mark.parametrize("kind", WHOLE)
def test_two_readers_read_the_same_cells_and_the_checksum_is_theirs(held, kind):
    book, second = opened(held[kind]), CalamineWorkbook.from_filelike(io.BytesIO(held[kind]))
    assert book.sheetnames == second.sheet_names
    first = [[[plain(value) for value in row] for row in sheet.iter_rows(values_only=True)] for sheet in book]
    other = [
        [[plain(value) for value in row] for row in second.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        for name in second.sheet_names
    ]
    for name, mine, theirs in zip(book.sheetnames, first, other, strict=True):
        assert [row[: len(their)] for row, their in zip(mine, theirs, strict=False)] == theirs, name
    assert told(book)["Checksum"] == checksum(first[:-1]) == checksum(other[:-1])


@pytest.mark.parametrize("kind", KINDS)
def test_notes_name_edition_hash_date_method_and_what_is_not_known(held, seen, kind):
    book, said = opened(held[kind]), told(opened(held[kind]))
    assert (
        said["Edition"] == f"{seen.number} · {seen.short}"
        and said["Hash"] == seen.hash
        and said["Method"] == seen.manifest["method"]
        and said["Published"] == seen.manifest["built_at"]
    )
    assert (
        "never “no”" in said["Not known"] and "U+001F" in said["How to compute it again"] and "Met or not met" in said
    )
    assert kind == "database" or said["As known at"].startswith("Latest data; facts known until")
    assert all(f"Sheet “{name}”" in said for name in book.sheetnames[kind != "database" : -1])
    assert book.properties.identifier == seen.hash and book.properties.title


@pytest.mark.parametrize("kind", KINDS)
def test_sheet_names_are_legal_and_every_list_is_ready_to_use_and_to_print(held, kind):
    book = opened(held[kind])
    names = [name.casefold() for name in book.sheetnames]
    assert len(set(names)) == len(names) and all(
        0 < len(name) <= 31 and not re.search(r"[\\/*?:\[\]']", name) for name in names
    )
    for sheet in book.worksheets:
        assert (
            sheet.page_setup.fitToWidth == 1
            and sheet.sheet_properties.pageSetUpPr.fitToPage
            and "&P" in sheet.oddFooter.right.text
            and "Edition 1" in sheet.oddHeader.right.text
        )
        area = sheet.print_area.replace("$", "").rpartition("!")[2]
        lines = enumerate(sheet.iter_rows(values_only=True), 1)
        last = max((line for line, row in lines if any(value is not None for value in row)), default=1)
        assert area.startswith("A1:") and int(re.search(r"(\d+)$", area)[1]) >= last, (
            "what is printed is all that is written"
        )
        if sheet.auto_filter.ref:
            head = int(re.search(r"\d+", sheet.auto_filter.ref)[0])
            assert sheet.freeze_panes.endswith(str(head + 1)) and sheet.print_title_rows == f"${head}:${head}", (
                sheet.title
            )
            assert all(cell.value for cell in sheet[sheet.auto_filter.ref][0]), "every column has a heading"


def test_every_country_is_in_every_matrix_with_its_word(held, seen):
    names = set(queries.roster(seen, "latest")["country"])
    states = {
        (row.label, row.country): words_of(seen, row.state) for row in queries.milestones(seen, "latest").itertuples()
    }
    for kind, count in (("alliance", 10), ("target-1", 3), ("target-2", 5), ("target-4", 1)):
        found = rows(opened(held[kind])["Countries by milestone"], "Country")
        assert {row["Country"] for row in found} == names and len(found) == 54
        for row in found:
            for heading, value in list(row.items())[1:]:
                label = heading.split("\n")[1].removesuffix(" (context)")
                assert value == states[label, row["Country"]]
        assert len(found[0]) == count + 1


def words_of(seen, state):
    found = queries.statuses(seen)["alliance", state]
    return f"{found['shape']} {found['label']}"


def test_countries_of_which_the_record_holds_no_action_stay_in_who_has_reported(held, seen):
    found = rows(opened(held["alliance"])["Who has reported"], "Country")
    coverage = queries.coverage(seen, "latest")
    assert len(found) == 54
    for number in range(1, 5):
        heading = next(name for name in found[0] if name.startswith(f"Target {number}\n"))
        silent = coverage[(coverage["target_no"] == number) & (coverage["voice"] == "silent")]
        assert {row["Country"] for row in found if row[heading] == "▨ No action in our record"} == set(
            silent["country"]
        )
        assert f"{54 - len(silent)} of 54" in heading


def test_totals_and_shares_are_those_of_the_edition_as_real_numbers(held, seen):
    sheet = opened(held["alliance"])["Milestones"]
    found, totals = rows(sheet, "Milestone"), queries.milestone_totals(seen, "latest")
    assert [
        (row["Milestone"], row["Met"], row["Not met"], row["Not known"], row["Countries"], row["Met, at least"])
        for row in found
    ] == [(row.label, row.met, row.not_met, row.not_known, row.participants, row.ratio) for row in totals.itertuples()]
    assert all(row["Met"] + row["Not met"] + row["Not known"] == row["Countries"] == 54 for row in found)
    assert {cell.number_format for row in sheet.iter_rows() for cell in row if isinstance(cell.value, float)} == {
        "0\\ %"
    }


def test_the_cover_answers_first_and_lists_the_sheets(held, seen):
    book = opened(held["alliance"])
    texts = [value for row in book["Cover"].iter_rows(values_only=True) for value in row if value]
    assert (
        texts[0] == "Overview of the Alliance"
        and sentences.alliance(
            queries.targets(seen, "latest"), queries.joint_goal(seen, "latest"), queries.milestones(seen, "latest")
        )
        in texts
    )
    country = said(opened(held["FRA"]))["Cover"]
    assert (
        all(
            row.label in country and words_of(seen, row.state) in country
            for row in queries.milestones(seen, "latest", country="FRA").itertuples()
        )
        and "▨ Not known: " in country
    )
    assert set(book.sheetnames[1:]) <= set(texts) and sentences.takes_now(queries.joint_goal(seen, "latest")) in texts


def test_a_figure_is_a_number_that_reads_as_on_the_screen(held, seen):
    sheet = opened(held["alliance"])["Joint goal"]
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, (int, float))}
    assert (
        cells[31000].number_format == '"at least "#,##0'
        and cells[10000].number_format == '"about "#,##0'
        and cells[1617].number_format == "#,##0"
    )
    last = queries.trajectory(seen, "latest", rule="annual_growth").query("series == 'observed'").iloc[-1]
    row = next(row for row in rows(sheet, "Value") if row["Value"] == last["value"])
    assert (row["Quality"], row["Source"], row["Link"], row["Row"]) == (
        "at least",
        last["source_title"],
        last["source_url"],
        words.address(last["file"], last["line"]),
    )
    assert row["Day"].date() == last["day"].date() and row["Evidence"]


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("FRA", {"country": "FRA"}),
        ("GBR", {"country": "GBR"}),
        ("target-2", {"target": 2}),
        ("target-4", {"target": 4}),
    ],
)
def test_every_figure_stands_with_its_source_address_evidence_and_place(held, seen, kind, asked):
    found, expected = rows(opened(held[kind])["Figures"], "Indicator"), queries.observations(seen, "latest", **asked)
    evidence = queries.labels(seen, "evidence")
    assert [(row["Figure"], row["Unit"], row["Period"], row["Source"], row["Link"], row["Row"]) for row in found] == [
        (
            row.value,
            row.unit,
            words.dated(row.period, row.note),
            row.source_title,
            words.web(row.source_url),
            words.address(row.file, row.line),
        )
        for row in expected.itertuples()
    ]
    assert [row["Evidence"] for row in found] == [
        "◌ unconfirmed" if code == "unconfirmed" else evidence[code] for code in expected["evidence"]
    ]


def test_500_figures_of_the_database_are_those_of_the_edition(held, seen):
    book = CalamineWorkbook.from_filelike(io.BytesIO(held["database"]))
    assert set(seen.manifest["tables"]) <= set(book.sheet_names)
    content = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in seen.manifest["tables"]}
    chance, wrong = random.Random(54), []
    frames = {name: seen.rows(name) for name in content}
    assert {name: len(cells) - 1 for name, cells in content.items()} == {
        name: len(frame) for name, frame in frames.items()
    }
    for name in chance.choices(sorted(name for name in frames if len(frames[name])), k=500):
        line, column = chance.randrange(len(frames[name])), chance.choice(list(frames[name].columns))
        value = frames[name][column].iloc[line]
        held_ = plain(content[name][line + 1][content[name][0].index(column)])
        if not (
            held_ is None
            if words.missing(value) or value == ""
            else held_
            == plain(
                value.to_pydatetime()
                if hasattr(value, "to_pydatetime")
                else value.item()
                if hasattr(value, "item")
                else value
            )
        ):
            wrong.append((name, line, column, value, held_))
    assert wrong == []
    codebook = [tuple(row[:2]) for row in book.get_sheet_by_name("Codebook").to_python()[1:]]
    assert set(codebook) == {(name, column) for name, frame in frames.items() for column in frame.columns}


@pytest.mark.parametrize("kind", READERS)
def test_a_colour_is_only_where_a_word_is_and_not_known_is_never_red(held, seen, kind):
    said = {f"{row['shape']} {row['label']}": row["tone"] for row in queries.statuses(seen).values()}
    rules = [
        (sheet, area, rule)
        for sheet in opened(held[kind])
        for area in sheet.conditional_formatting
        for rule in area.rules
    ]
    assert rules or kind == "VNM"
    for sheet, area, rule in rules:
        assert rule.text in said and rule.formula[0].endswith(f'="{rule.text}"')
        assert any(str(cell.value).startswith(rule.text) for row in sheet[str(area.sqref)] for cell in row), (
            "no rule without its word on the sheet"
        )
        assert (rule.dxf.font.color.rgb == "00B3382C") == (said[rule.text] == "bad")
        assert said[rule.text] != "unknown" or rule.dxf.fill.patternType == "lightUp"


@pytest.mark.parametrize(("kind", "count"), [("alliance", 2), ("target-1", 2), ("target-4", 1), ("GBR", 2)])
def test_charts_are_native_and_drawn_from_cells_that_hold_numbers(held, kind, count):
    book, parts = opened(held[kind]), zipfile.ZipFile(io.BytesIO(held[kind]))
    charts = [parts.read(name).decode() for name in parts.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
    assert len(charts) >= count
    for chart in charts:
        areas = re.findall(r"<(?:c:)?(xVal|yVal|val)>.*?<(?:c:)?f>'?([^'<]+)'?!([^<]+)</", chart)
        assert areas
        for _part, name, area in areas:
            first, _colon, last = area.replace("$", "").partition(":")
            assert all(
                isinstance(cell.value, (int, float, datetime))
                for row in book[name][f"{first}:{last or first}"]
                for cell in row
            ), (name, area)


def test_the_same_edition_is_the_same_bytes_in_another_process_and_at_another_hour(held, seen):
    code = (
        "import hashlib, sys; from tests.views.workbook.test_workbooks import KINDS; "
        "from views.edition import in_force; "
        "print(*(hashlib.sha256(KINDS[k](in_force())).hexdigest() for k in sys.argv[1:]))"
    )
    asked = ["alliance", "target-1", "GBR"]
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "12",
        "TZ": "Pacific/Kiritimati",
        "PYTHONPATH": str(ROOT),
        "MONITOR_STORE": str(seen.folder.parent.parent),
    }
    printed = subprocess.run(
        [sys.executable, "-c", code, *asked], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert printed.split() == [hashlib.sha256(held[kind]).hexdigest() for kind in asked]
    moments = {info.date_time for info in zipfile.ZipFile(io.BytesIO(held["alliance"])).infolist()}
    *minute, second = datetime.fromisoformat(seen.manifest["built_at"]).timetuple()[:6]
    assert moments == {(*minute, second // 2 * 2)}, "a zip counts every second second"


def test_an_earlier_date_is_another_workbook_that_says_so(held, seen):
    then = KINDS["alliance"](seen, "brussels-2012")
    assert then != held["alliance"] and told(opened(then))["As known at"].startswith("Launch, Brussels")
    assert {row["Country"] for row in rows(opened(then)["Countries by milestone"], "Country")} == set(
        queries.roster(seen, "brussels-2012")["country"]
    )
    assert (
        "As known at: Launch, Brussels" in opened(then)["Targets"].oddFooter.center.text
        and "What changed" not in opened(then).sheetnames
    )
    for kind in READERS:
        assert KINDS[kind](seen, "brussels-2012") != held[kind]


def test_a_country_that_is_in_no_list_says_so(held):
    texts = said(opened(held["VNM"]))
    assert (
        "Not in the list of the Alliance at this date." in texts["Cover"]
        and "in no count either" in texts["Cover"]
        and "Target by target" not in texts["Cover"]
    )
    assert (
        "in no list of the Alliance" in texts["What is missing"]
        and texts["Milestones"] == "Milestones Not in the list of the Alliance at this date."
    )


def said(book):
    """All text of each sheet."""
    return {
        sheet.title: " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)
        for sheet in book
    }


def test_a_country_without_any_data_is_a_good_workbook(record, built, monkeypatch):
    for file in ("treaties", "observations", "commitments"):
        record.write(file, [row for row in record.rows(file) if row["iso3"] != "KHM"])
    held = [row for row in record.rows("memberships") if (row["iso3"], row["network"]) != ("KHM", "INTERPOL_VIDTF")]
    record.write("memberships", held)  # those that stay are the lists of the Alliance
    monkeypatch.setenv("MONITOR_STORE", str(built().store))
    book = opened(workbooks.country(in_force(), "latest", "KHM"))
    texts = said(book)
    assert (
        "0 of 6 judged milestones known to be met; 6 not known. Our record holds no action of it under any target: the "
        "reports of 2013 and 2014 are not public, so that says nothing of the country."
        in texts["Cover"]
        and "None" not in texts["Cover"]
    )
    assert (
        texts["Figures"].endswith("Our record held no figure of this country at this date.")
        and "That is said of the record, not of the country." in texts["Actions"]
    )
    assert "No report of this country" in texts["Answers"]
    assert [row["State"] for row in rows(book["Milestones"], "State")] == ["▨ Not known"] * 10 and len(
        rows(book["What is missing"], "Gap")
    ) > 8
    assert "Cambodia" in {
        row["Country"]
        for row in rows(opened(workbooks.alliance(in_force(), "latest"))["Countries by milestone"], "Country")
    }


@pytest.mark.parametrize("kind", WHOLE)
def test_an_illustrative_edition_says_so_on_every_sheet(illustrated, kind):
    book = opened(KINDS[kind](illustrated))
    assert (
        all(words.ILLUSTRATIVE in sheet.oddHeader.right.text for sheet in book)
        and words.ILLUSTRATIVE in book.properties.subject
    )
    assert words.ILLUSTRATIVE in told(book)["Edition"]
    if kind != "database":
        assert all(
            words.ILLUSTRATIVE in " ".join(str(row[0].value) for row in sheet.iter_rows(max_row=3)) for sheet in book
        )


def test_what_was_promised_stands_beside_what_was_reported(illustrated):
    book = opened(workbooks.country(illustrated, "latest", "GHA"))
    found, expected = (
        rows(book["Promised and reported"], "Commitment"),
        queries.promises(illustrated, "latest", country="GHA"),
    )
    assert [(row["Commitment"], row["What was done, in the country's words"]) for row in found] == [
        (row.title, None if words.missing(row.done) else row.done) for row in expected.itertuples()
    ]
    answered = rows(book["Answers"], "Answer")
    assert all((row["Value"] is not None) == (row["Answer"] == "■ Value") for row in answered) and {
        row["Answer"] for row in answered
    } > {"■ Value"}


@pytest.fixture(scope="session")
def planted(new_record, shelf):
    """An edition with payloads in every text of countries, commitments, figures, lists and events that may be any
    text."""
    store, number = shelf.folder("payloads in workbooks", lambda store: _planted(store, new_record()))
    return Edition(number, current(store)["hash"], store / "editions" / "0001")


def _planted(store, record):
    fields = {
        "participants": ["note"],
        "commitments": ["title", "note", "lead_authority"],
        "observations": ["note", "source_title"],
        "memberships": ["note", "source_title"],
        "events": ["description"],
    }
    for file, names in fields.items():
        changed = record.rows(file)
        for n, row in enumerate(changed):
            row |= {name: PAYLOADS[(n + shift) % len(PAYLOADS)] for shift, name in enumerate(names) if name in row}
        record.write(file, changed)
    return build(store, record.folder)["edition"]


@pytest.mark.parametrize(
    "kind", ["alliance", "target-2", "target-4", "FRA", "GBR", pytest.param("database", marks=DATABASE)]
)
def test_no_text_runs_and_every_text_comes_back_as_it_was(planted, kind):
    content = KINDS[kind](planted)
    parts, book, second = (
        zipfile.ZipFile(io.BytesIO(content)),
        opened(content),
        CalamineWorkbook.from_filelike(io.BytesIO(content)),
    )
    sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/")]
    assert not any(re.search(rb"<f[ >/]|<hyperlink|externalLink|<ddeLink", sheet) for sheet in sheets)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "b"} and not any(cell.hyperlink for cell in cells)
    texts = {cell.value for cell in cells if isinstance(cell.value, str)}
    assert texts <= {
        value for name in second.sheet_names for row in second.get_sheet_by_name(name).to_python() for value in row
    }
    stored = {words.CONTROL.sub("", text) for text in PAYLOADS if len(text) < 1000}
    assert len(stored & texts) > (3 if kind in ("FRA", "GBR") else 15) and (kind != "database" or stored <= texts), (
        sorted(stored - texts)
    )
    long = [text for text in texts if text.startswith("xxxx") and len(text) > 1000]
    assert all(len(text) <= 32_767 for text in texts) and all(
        re.search(r"\[cut: a cell holds no more; the text has \d{5} characters\]$", text) for text in long
    )
    assert long or kind in ("FRA", "GBR")


def test_a_cell_counts_as_spreadsheets_do():
    sheet = (book := Book("x")).page("x")
    sheet.write(
        ("🛡" * 20_000, "plain"), ("a\x00\ud800b", "plain"), (float("inf"), "plain"), (True, "plain"), ("", "plain")
    )
    first = [cell.value for cell in opened(book.content()).active[1]]
    assert (
        len(first[0].encode("utf-16-le")) // 2 <= 32_767
        and first[0].endswith("20000 characters]")
        and first[1:] == ["ab", "inf", True, None]
    )


def test_a_text_that_looks_like_an_escape_comes_back_and_every_line_break_is_a_line_feed():
    texts = ["x_x000D_y", "_x0041__x005F_x000D_", "x_x00_", "one\rtwo\r\nthree"]
    sheet = (book := Book("x")).page("x")
    for text in texts:
        sheet.write((text, "plain"))
    read = CalamineWorkbook.from_filelike(io.BytesIO(book.content())).get_sheet_by_index(0).to_python()
    assert [row[0] for row in read] == [*texts[:3], "one\ntwo\nthree"] and checksum([read]) == book.checksum


def test_a_heading_is_never_cut_within_a_sign():
    for many in range(105, 112):
        head = Book("x" * (many % 2) + "&" * many).page("&" * many).worksheet.oddHeader.left.text
        assert len(head) <= 110 and head.count("&") % 2 == 0
    assert Book("R&D").page("x").worksheet.oddHeader.left.text == "R&&D"


def test_header_and_footer_never_have_more_characters_than_a_spreadsheet_takes(monkeypatch):
    def longest():
        sheet = Book("x" * 300, known_at="y" * 300).page("z" * 300).worksheet
        return max(len(str(sheet.oddHeader)), len(str(sheet.oddFooter)))

    assert longest() <= 255
    monkeypatch.setattr("views.workbook.writer.MARGIN", 110)
    assert longest() > 255


@pytest.mark.full("a million rows; the fast tier has the same cut at 450 rows, and the true number as a literal")
def test_a_sheet_holds_what_a_spreadsheet_can_open_and_says_what_is_left_out():
    sheet = (book := Book("x")).page("x")
    said = write(sheet, pd.DataFrame({"n": range(1_048_576)}))
    inner = zipfile.ZipFile(io.BytesIO(book.content())).read("xl/worksheets/sheet1.xml").decode()
    assert sheet.last == inner.count("<row ") == 1_048_576 and sheet.worksheet.auto_filter.ref == "A1:A1048575"
    assert (
        said == "cut: a sheet holds no more; here are the first 1048574 of 1048576 rows, the open data package has all"
        and f"[{said}]" in inner[-2000:]
    )
    assert write(sheet := Book("x").page("x"), pd.DataFrame({"n": range(1_048_575)})) == "" and sheet.last == 1_048_576


def test_rows_that_a_sheet_cannot_hold_are_told_in_notes_and_codebook(seen, monkeypatch):
    assert writer.ROWS == 1_048_576, "what a spreadsheet can open"
    monkeypatch.setattr("views.workbook.writer.ROWS", 450)
    book = opened(workbooks.database(seen))
    rows = len(seen.rows("observations"))
    said = f"cut: a sheet holds no more; here are the first 448 of {rows} rows, the open data package has all"
    assert rows > 450 == book["observations"].max_row and book["observations"]["A450"].value == f"[{said}]"
    assert told(book)["Sheet “observations”"] == f"{said}; filters: none" and told(book)[
        "Sheet “participants”"
    ].endswith(" rows; filters: none")
    codebook = {row[0]: " ".join(map(str, row)) for row in book["Codebook"].iter_rows(values_only=True)}
    assert f"[{said}]" in codebook["observations"] and "cut:" not in codebook["participants"]
    gaps = opened(workbooks.alliance(seen, "washington-2014"))
    assert (
        gaps["All gaps"].max_row == 450
        and f"[{told(gaps)['Sheet “All gaps”'].removesuffix('; filters: none')}]" == gaps["All gaps"]["A450"].value
    )


def test_two_sheets_never_share_a_name():
    book = Book("x")
    assert [book.page(name).title for name in ("A/b", "a b", "A*B", "x" * 40, "X" * 40, "'", "\x00")] == [
        "A b",
        "a b 2",
        "A B 3",
        "x" * 31,
        "X" * 29 + " 2",
        "Sheet",
        "Sheet 2",
    ]


def test_several_tables_are_one_workbook_with_one_sheet_each(seen):
    asked = [
        table(seen, "observations", as_of="latest", country="FRA"),
        table(seen, "gaps", as_of="latest", country="FRA"),
        table(seen, "spans", as_of="latest"),
    ]
    book = opened(workbook(*asked, title="France"))
    assert (
        book.sheetnames == ["Published figures", "Gaps", "Growth of the joint goal betwee", "Notes"]
        and book.properties.title == "France"
    )
    assert [sheet.max_row - 1 for sheet in book.worksheets[:3]] == [len(one.frame) for one in asked]
    assert told(book)["Sheet “Gaps”"].endswith("filters: as_of = latest; country = FRA")
    with pytest.raises(ValueError, match="needs a table"):
        workbook()


def test_a_list_of_the_desk_is_the_same_bytes_each_time(seen):
    frame = queries.sources(seen)
    assert lists.xlsx(frame, "Sources") == lists.xlsx(frame, "Sources")


def cell(value):
    """A cell as the literals have it: days as ISO 8601."""
    return value.isoformat()[:10] if isinstance(value, date) else value


@lru_cache(maxsize=len(KINDS) + 1)
def lists_of(kind, content):
    """The lists of a workbook by sheet, each row as a dict; of sheets that hold one."""
    raw, found = kind in ("database", "comparison"), {}
    for sheet in opened(content):
        every = [[cell(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        heads = [n for n, row in enumerate(every) if sum(value is not None for value in row) > 1]
        if not heads or sheet.title in ("Cover", "Notes"):
            continue
        head = 0 if raw else heads[0]
        body = itertools.takewhile(lambda row: any(value is not None for value in row), every[head + 1 :])
        found[sheet.title] = [{k: v for k, v in zip(every[head], row, strict=True) if k} for row in body]
    return found


def untold(found, literals):
    """The columns of lists that no literal fills, as <sheet>: <column>; one that is empty must be said to be."""
    told = {(said["sheet"], name) for said in literals for name in said.get("empty", [])}
    told |= {(said["sheet"], name) for said in literals for name, at in said.get("row", {}).items() if at is not None}
    return [
        f"{sheet}: {name}" for sheet, rows in found.items() for name in (rows or [{}])[0] if (sheet, name) not in told
    ]


@pytest.mark.parametrize("kind", sorted({said["workbook"] for said in LITERALS}))
def test_every_column_of_a_workbook_has_a_literal_value(held, seen, kind):
    content = held[kind] if kind in held else comparison(seen)
    found, literals = lists_of(kind, content), [said for said in LITERALS if said["workbook"] == kind]
    for said in literals:
        rows_there = found[said["sheet"]]
        assert "row" not in said or said["row"] in rows_there, said["sheet"]
        assert not any(row[name] is not None for row in rows_there for name in said.get("empty", [])), said["sheet"]
    assert untold(found, literals) == []


def comparison(seen):
    return workbook(table(seen, "comparison", as_of="latest", country=["FRA", "GHA", "DEU"]))


def test_the_control_a_column_without_a_literal_is_found():
    assert untold({"Gaps": [{"Target": 1, "What": "a"}]}, [{"sheet": "Gaps", "row": {"Target": 1, "What": None}}]) == [
        "Gaps: What"
    ]


def test_the_literals_of_the_database_are_those_of_the_record():
    """What a row of the database says of a line of the record, the line says too."""
    compared = 0
    for row in (said["row"] for said in LITERALS if said["workbook"] == "database" and "row" in said):
        if row.get("line") and "!" not in str(row["file"]):
            with (ROOT / "data" / "record" / f"{row['file']}.csv").open(encoding="utf-8", newline="") as lines:
                line = list(csv.DictReader(lines))[row["line"] - 2]
            for name in (
                {"iso3", "value", "unit", "qualifier", "period", "source_title", "evidence"} & set(row) & set(line)
            ):
                assert str(row[name]) == line[name], (row["file"], row["line"], name)
                compared += 1
    assert compared > 30


def test_growth_a_year_reads_as_a_share_with_one_decimal(seen):
    (growth,) = (
        column for column in columns(table(seen, "spans", as_of="latest")) if column.heading == "Growth a year"
    )
    assert (growth.code, growth.values[0]) == ("0.0\\ %", 0.203439564)
