"""Files are read in a process of their own, every value keeps its address, and any file gets a clear answer (P6, P9, P11, P21)."""

import io
import re
import subprocess
import sys
import time
import unicodedata
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from python_calamine import CalamineWorkbook

from etl import cells
from etl.children import Child, answers
from etl.form import FIRST, HEADER, sheets
from etl.grid import Grid
from etl.intake import read
from tests import odd

FORM = sheets()


def one(change=lambda book: None, name="ALB.xlsx"):
    """The reading of the form after a change."""
    (found,) = read([(name, odd.filled(change))])
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
    return [tuple(getattr(fault, field) for field in fields or ("rule", "severity", "file", "line", "place")) for fault in found.findings]


def test_a_form_that_comes_back_as_it_was_sent_is_read_without_a_finding():
    found = one()
    assert (found.round, found.country, found.version, found.findings) == ("progress-2014", "ALB", "1", [])
    assert {source.name: source.columns for source in found.sources} == {name: FORM[name].fields for name in ("sent_commitments", "sent_indicators", "sent_threats")}
    assert found.sentence.startswith("ALB.xlsx: Progress reports 2014, Albania; ")
    assert row(found)["period"] == row(found)["period_as_sent"] == "2013"
    assert row(found, name="sent_threats")["phenomenon"] == "live_streaming"


def test_a_filled_row_is_read_with_its_words_and_its_text_as_sent():
    def fill(book):
        for address, value in {
            "B5": "Newly committed",
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
    assert [(r["nature"], r["target_no"], r["goal_id"], r["title"], r["due_date"], r["due_date_as_sent"]) for r in said] == [
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
        (0.1 + 0.2, None, "0.3", "0.30000000000000004"),
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
        (1 / 3, None, "unclear_number", "error"),
        (True, None, "unclear_number", "error"),
        (datetime(2013, 1, 2), "yyyy-mm-dd", "unclear_number", "error"),
        ("#REF!", None, "error_cell", "error"),
        ("=1+1", None, "formula_without_value", "error"),
    ],
)
def test_a_value_that_is_not_read_is_named_with_its_place_and_never_blank_without_a_word(value, format_, rule, severity):
    def fill(book):
        cell = book["Indicators"]["G5"]
        cell.value = value
        cell.number_format = format_ or "General"

    found = one(fill)
    assert row(found)["value"] == ""
    assert faults(found) == [(rule, severity, "sent_indicators", 5, "value")]
    assert all(fault.found and fault.expected for fault in found.findings)


def test_percent_formats_and_signs_are_read_where_the_unit_is_percent():
    def fill(book):
        sheet = book["Indicators"]
        for line, value in ((5, 0.12), (6, "12,5 %"), (7, 0.07)):
            sheet[f"C{line}"], sheet[f"G{line}"] = "percent", value
            sheet[f"G{line}"].number_format = "0%" if line != 6 else "@"

    found = one(fill)
    assert [(row(found, line)["value"], row(found, line)["value_as_sent"]) for line in (5, 6, 7)] == [("12", "12%"), ("12.5", "12,5 %"), ("7", "7%")]


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


def test_two_reasons_that_differ_are_an_error():
    assert faults(one(put(G5="refused", H5="Not applicable"))) == [("two_reasons", "error", "sent_indicators", 5, "value")]


# Structure


def headers(**cells_):
    return lambda book: [book["Indicators"].__setitem__(address, value) for address, value in cells_.items()]


@pytest.mark.parametrize(
    ("change", "rule", "severity", "file", "line", "words"),
    [
        (lambda book: book.remove(book["Threats"]), "missing_sheet", "error", "sent_threats", 0, "no sheet 'Threats'"),
        (lambda book: setattr(book["Threats"], "title", "Menaces"), "missing_sheet", "error", "sent_threats", 0, "found 'Menaces'"),
        (lambda book: setattr(book["Threats"], "sheet_state", "hidden"), "hidden_sheet", "error", "sent_threats", 0, "is hidden"),
        (headers(G4="Valeur"), "missing_header", "error", "sent_indicators", HEADER, "'Valeur' in G4"),
        (headers(G4=None), "missing_header", "error", "sent_indicators", HEADER, "nothing in G4"),
        (headers(G4="Note", K4="Value"), "moved_header", "error", "sent_indicators", HEADER, "'Value' stands in K4"),
        (headers(L4="Value"), "duplicate_header", "error", "sent_indicators", HEADER, "'Value' stands in L4"),
        (headers(L4="Extra"), "unknown_column", "error", "sent_indicators", HEADER, "'Extra' in L4"),
        (lambda book: book["Indicators"].insert_rows(1), "moved_header", "error", "sent_indicators", HEADER, "'Code' stands in A5"),
        (lambda book: book["Indicators"].insert_cols(1), "moved_header", "error", "sent_indicators", HEADER, "'Code' stands in B4"),
        (lambda book: book["Indicators"].merge_cells("A6:B6"), "merged_cells", "error", "sent_indicators", 6, "A6:B6"),
        (lambda book: setattr(book["Indicators"].row_dimensions[7], "hidden", True), "hidden_rows", "question", "sent_indicators", 7, "hidden rows 7"),
        (lambda book: setattr(book["Indicators"].column_dimensions["B"], "hidden", True), "hidden_column", "question", "sent_indicators", HEADER, "column B is hidden"),
        (lambda book: setattr(book["Indicators"]["G5"], "comment", Comment("see below", "A")), "comments", "note", "sent_indicators", 0, "comments in G5"),
        (headers(N9="by the way"), "outside_the_form", "note", "sent_indicators", 0, "N9"),
        (lambda book: book.create_sheet("Annex"), "extra_sheet", "note", "", 0, "a sheet 'Annex'"),
        (lambda book: setattr(book.create_sheet("Secret"), "sheet_state", "veryHidden"), "extra_sheet", "question", "", 0, "a hidden sheet 'Secret'"),
    ],
)
def test_a_form_of_another_shape_is_named(change, rule, severity, file, line, words):
    found = one(change)
    assert (rule, severity, file, line) in faults(found, "rule", "severity", "file", "line")
    first = next(fault for fault in found.findings if fault.rule == rule)
    assert words in first.found and first.expected
    if severity == "error" and rule not in ("unknown_column", "merged_cells"):
        assert file not in [source.name for source in found.sources], "nothing is read out of a sheet whose shape is not ours"


def test_merged_notes_and_merged_titles_are_no_fault():
    def fill(book):
        book["Indicators"]["K5"] = "Both years"
        book["Indicators"].merge_cells("K5:K6")
        book["Indicators"].merge_cells("A1:D1")

    found = one(fill)
    assert (found.findings, row(found)["note"]) == ([], "Both years")


def test_links_and_embedded_objects_are_named():
    data = odd.zipped({**odd.parts(odd.form()), "xl/externalLinks/externalLink1.xml": b"<x/>", "xl/embeddings/a.bin": b"x"})
    assert faults(*read([("ALB.xlsx", data)]), "rule", "severity") == [("external_links", "note"), ("embedded_objects", "note")]


# P6: the address of a value


def second(data, title, address):
    return load_workbook(io.BytesIO(data), data_only=True)[title][address].value


@settings(max_examples=25, deadline=None)
@given(st.data(), st.booleans(), st.booleans(), st.booleans())
def test_every_value_is_found_again_at_its_address_by_a_second_reader(data, mac, blank_top, merged):
    lines = data.draw(st.lists(st.integers(FIRST, 80), min_size=1, max_size=6, unique=True))
    values = data.draw(st.lists(st.integers(0, 10**6), min_size=len(lines), max_size=len(lines)))

    def fill(book):
        sheet = book["Indicators"]
        if mac:
            book.epoch = CALENDAR_MAC_1904
        if blank_top:
            for address in ("A1", "A2", "A3", "F3", "G3", "H3"):
                sheet[address] = None
        if merged:
            sheet.merge_cells("K5:K9")
        for line, value in zip(lines, values, strict=True):
            sheet[f"A{line}"], sheet[f"G{line}"], sheet[f"K{line}"] = "investigations", value, f"n{value}"
        book["Commitments"]["G5"] = datetime(2015, 7, 15)

    sent = odd.filled(fill)
    (found,) = read([("ALB.xlsx", sent)])
    source = next(source for source in found.sources if source.name == "sent_indicators")
    book = load_workbook(io.BytesIO(sent), data_only=True)
    for cells_, line in zip(source.rows, source.lines, strict=True):
        for column in FORM["sent_indicators"].columns:
            there = book["Indicators"][f"{column.letter}{line}"].value
            assert cells_[source.columns.index(column.field)] == ("" if there is None else str(there).strip()) or column.field in ("period", "qualifier", "no_value")
    assert {line: row(found, line)["value"] for line in lines} == dict(zip(lines, map(str, values), strict=True))
    assert row(found, 5, "sent_commitments")["due_date"] == book["Commitments"]["G5"].value.date().isoformat() == "2015-07-15"


def test_a_reader_that_drops_empty_rows_is_caught():
    data = odd.filled(lambda book: [book["Indicators"].__setitem__(f"{letter}{line}", None) for letter in "ABCDEFGHIJK" for line in (1, 2, 3)])
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("Indicators")
    assert sheet.to_python()[FIRST - 1][0] != second(data, "Indicators", f"A{FIRST}") == row(*read([("a", data)]))["indicator"]


def test_dates_count_from_1904_where_the_workbook_says_so():
    def fill(book):
        book.epoch = CALENDAR_MAC_1904
        book["Commitments"]["G5"] = datetime(2015, 7, 15)

    data = odd.filled(fill)
    assert b'date1904="1"' in odd.parts(data)["xl/workbook.xml"]
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


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=30), min_size=1, max_size=8))
def test_shared_texts_survive_as_a_spreadsheet_program_writes_them(texts):
    shared = "".join(f'<si><t xml:space="preserve">{text.replace("&", "&amp;").replace("<", "&lt;")}</t></si>' for text in texts)
    from etl.grid import letter, strings

    assert [letter(one) for one in strings(f"<sst>{shared}</sst>".encode())] == [letter(text) for text in texts]


def test_rich_text_is_joined_and_readings_above_characters_are_left_out():
    from etl.grid import strings

    assert strings("<sst><si><r><t>東</t></r><r><rPr><b/></rPr><t>京</t></r><rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si><si><t/></si></sst>".encode()) == ["東京", ""]


# The two ways to read a sheet say the same

DAY_0 = datetime(1899, 12, 30)
TEXT = st.sampled_from(["", "x", "a &amp; b", "&lt;&#38;&gt;", " y ", "_x0041_", "é"])
CELL = st.builds(
    lambda ref, style, kind, value: f'<c r="{ref}"{style}{kind[0]}{kind[1].format(value)}',
    st.builds("{}{}".format, st.sampled_from(["A", "B", "AA"]), st.integers(1, 30)),
    st.sampled_from(["", ' s="1"', ' s="2"']),
    st.sampled_from(
        [
            ("", "/>"),
            ("", " />"),
            ("", "></c>"),
            ("", "><v>12</v></c>"),
            (' t="n"', "><v>1.5E-3</v></c>"),
            ("", "><v>42000</v></c>"),
            (' t="b"', "><v>1</v></c>"),
            (' t="e"', "><v>#N/A</v></c>"),
        ]
        + [
            (' t="str"', "><f>A1&amp;B1</f><v>{}</v></c>"),
            ("", "><f>1+1</f><v></v></c>"),
            ("", "><f>1+1</f><v/></c>"),
            (' t="inlineStr"', "><is><t>{}</t></is></c>"),
            (' t="s"', "><v>1</v></c>"),
        ]
        + [("", '><f t="shared" ref="A1:A2" si="0">B1</f><v>7</v></c>'), ("", "><v>0</v></c>"), (' t="inlineStr"', '><is><t xml:space="preserve"> {}</t></is></c>')]
    ),
    TEXT,
)


def grid(xml):
    found = Grid("x", ["a", "b & c"], ["", "percent", "date"], DAY_0)
    try:
        found.read(xml.encode())
    except cells.Refused as refused:
        return refused.sentence
    return found.columns, found.kinds, found.merged, found.hidden_rows, found.hidden_columns


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(st.lists(CELL, max_size=4), st.sampled_from(["", ' spans="1:3"', ' ht="12.8" hidden="1"', ' hidden="0"', ' hidden="false"'])), max_size=6), st.booleans())
def test_both_ways_to_read_a_sheet_say_the_same(rows, merged):
    body = "".join(f'<row r="{n}"{more}>{"".join(found)}</row>' for n, (found, more) in enumerate(rows, 1))
    tail = '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>' if merged else ""
    xml = f'<worksheet xmlns="m"><cols><col min="2" max="3" hidden="1"/></cols><sheetData>{body}</sheetData>{tail}</worksheet>'
    assert grid(xml) == grid(xml.replace("<sheetData>", "<sheetData><!-- read in full -->"))


@pytest.mark.parametrize(
    ("xml", "columns"),
    [
        ("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>", {"A": {"1": "1", "2": "3"}, "B": {"1": "2"}}),
        ('<row r="5"><c><v>1</v></c><c r="D5"><v>2</v></c><c><v>3</v></c></row>', {"A": {"5": "1"}, "D": {"5": "2"}, "E": {"5": "3"}}),
        ('<row r="1"><c r="A1" t="inlineStr"><is><r><t>ri</t></r><r><t>ch</t></r><rPh><t>no</t></rPh></is></c></row>', {"A": {"1": "rich"}}),
    ],
)
def test_a_sheet_that_is_written_in_another_way_is_read_as_well(xml, columns):
    assert grid(f"<worksheet><sheetData>{xml}</sheetData></worksheet>")[0] == columns
    prefixed = re.sub(r"<(/?)(\w)", r"<\1x:\2", f"<worksheet><sheetData>{xml}</sheetData></worksheet>").replace("<x:worksheet>", '<x:worksheet xmlns:x="m">')
    assert grid(prefixed)[0] == columns


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("0%", "percent"),
        ('0.0" %"', ""),
        ("yyyy\\-mm\\-dd", "date"),
        ("[$-409]d mmm yyyy;@", "date"),
        ("General", ""),
        ("#,##0", ""),
        ("[Red]0.00", ""),
        ("[h]:mm", "date"),
        ("0.00E+00", ""),
    ]
    + [("[>=2200]yyyy-mm-dd;0", "date"), ('"day "0', ""), ("_-* #,##0_-", "")],
)
def test_a_number_format_says_what_a_number_is(code, kind):
    said = cells.styles(f"<styleSheet><numFmts><numFmt numFmtId='170' formatCode='{code}'/></numFmts><cellXfs><xf numFmtId='170'/></cellXfs></styleSheet>".encode())
    assert said == [kind]


# P9: any file


@pytest.fixture(scope="module")
def odd_files():
    found = odd.odd()
    return {name: (code, words, said) for (name, _, code, words), said in zip(found, read([(name, data) for name, data, _, _ in found]), strict=True)}


@pytest.mark.parametrize("name", [name for name, *_ in odd.odd()])
def test_an_odd_file_gets_one_clear_sentence(name, odd_files):
    code, words, said = odd_files[name]
    assert (said.code, said.sources, said.round) == (code, [], "")
    assert said.sentence.startswith(f"{name}: ") and words in said.sentence and said.sentence.endswith(".")
    assert len(said.sha256) == 64


def calm(files, seconds=20):
    """The readings of files, each with an answer of one sentence and without a traceback."""
    began = time.monotonic()
    said = read([(f"{n}.xlsx", data) for n, data in enumerate(files)])
    assert time.monotonic() - began < seconds * max(1, len(files))
    for found in said:
        assert found.code or found.round, found
        assert found.sentence.endswith(".") and "Traceback" not in found.sentence and "Error" not in found.sentence
        assert not (found.code and found.sources)
    return said


def test_a_hundred_broken_forms_get_an_answer():
    said = calm(list(odd.mutants(20141, 100)))
    assert {"", "damaged"} <= {found.code for found in said}


@pytest.mark.parametrize("bomb", odd.bombs(), ids=lambda bomb: bomb[0])
def test_a_bomb_is_refused_by_a_limit_that_is_named(bomb):
    name, data, code, words = bomb
    (said,) = calm([data])
    assert said.code == code and words in said.sentence, said.sentence


def test_the_corner_of_a_sheet_kills_a_reader_in_our_own_process():
    corner = next(data for name, data, *_ in odd.bombs() if name == "corner.xlsx")
    code = "import sys, io, python_calamine as c; b = c.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read())); b.get_sheet_by_index(0).to_python()"
    assert subprocess.run([sys.executable, "-c", code], input=corner, capture_output=True).returncode < 0


def test_a_file_that_is_too_heavy_is_not_even_opened():
    (said,) = read([("big.xlsx", b"PK" + b"\0" * (10 * 2**20))])
    assert said.code == "too_large" and "at most 10 MB" in said.sentence


def test_a_process_that_falls_or_hangs_costs_its_own_file_only(tmp_path, monkeypatch):
    """A reader that kills itself, hangs or says nonsense when it is told to; everything else it reads."""
    script = tmp_path / "etl" / "cells.py"
    script.parent.mkdir()
    text = cells.__file__ and open(cells.__file__, encoding="utf-8").read()
    trap = '    if data == b"die":\n        import os\n        os.abort()\n    if data == b"hang":\n        while True:\n            pass\n    if data == b"babble":\n        os_write(1, b"x" * 40)\n'
    text = text.replace('    """The answer to one file, as JSON."""\n', f'    """The answer to one file, as JSON."""\n{trap}').replace(
        "import zlib\n", "import zlib\nfrom os import write as os_write\n", 1
    )
    script.write_text(text.replace('__file__.rpartition("/etl/")[0]', repr(cells.__file__.rpartition("/etl/")[0])), encoding="utf-8")
    monkeypatch.setattr("etl.children.CELLS", script)
    monkeypatch.setattr("etl.children.SECONDS", 1)
    good = odd.form()
    said = dict(answers([good, b"die", good, b"hang", good, b"babble", good]))
    assert [said[n].get("code", "") for n in range(7)] == ["", "too_large", "", "too_slow", "", "too_large", ""]


def test_two_processes_at_most_read_a_pile(monkeypatch):
    made = []

    class Counted(Child):
        def __init__(self):
            super().__init__()
            made.append(self)

    monkeypatch.setattr("etl.children.Child", Counted)
    told = []
    said = read([(f"{n}.xlsx", odd.form()) for n in range(9)], lambda step, of, what: told.append((step, of, what)))
    assert [found.name for found in said] == [f"{n}.xlsx" for n in range(9)]
    assert len(made) == 2 and all(child.process.returncode is not None for child in made)
    assert [(step, of) for step, of, _ in told] == [(n, 9) for n in range(1, 10)]
    assert read([]) == []


TRIES = """
import sys, socket, os, subprocess
sys.path.insert(0, {root!r})
from etl import cells
{shut}
def tried(what):
    try:
        what()
        return "open"
    except OSError:
        return "shut"
print(*(tried(one) for one in (lambda: open("/etc/passwd"), lambda: socket.socket(), lambda: subprocess.run(["/bin/true"], stdout=subprocess.PIPE), os.pipe, lambda: os.listdir("/"))))
try:
    print(len(bytearray(600 * 2**20)) and "open")
except MemoryError:
    print("shut")
"""


@pytest.mark.parametrize(("shut", "said"), [("cells.shut()", "shut"), ("", "open")])
def test_the_process_can_open_no_file_no_connection_and_no_process(shut, said):
    code = TRIES.format(root=cells.__file__.rpartition("/etl/")[0], shut=shut)
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True)
    assert done.stdout.split() == [said] * 6, done.stderr


def test_a_name_is_shown_without_folders_and_control_characters():
    (said,) = read([("C:\\x\\../A\u0000\u202eB\n.xlsx", b"")])
    assert said.name == "AB.xlsx" and said.sentence == "AB.xlsx: is empty; attach the filled form again."
