"""The XML of a sheet is read to the same cells however it is written."""

import re
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.xlsx.grid import Grid
from core.xlsx.markup import Refused, letter, strings, styles


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=30),
        min_size=1,
        max_size=8,
    )
)
def test_shared_texts_survive_as_a_spreadsheet_program_writes_them(texts):
    shared = "".join(
        f'<si><t xml:space="preserve">{text.replace("&", "&amp;").replace("<", "&lt;")}</t></si>' for text in texts
    )
    assert [letter(one) for one in strings(f"<sst>{shared}</sst>".encode())] == [letter(text) for text in texts]


def test_rich_text_is_joined_and_readings_above_characters_are_left_out():
    assert strings(
        (
            "<sst><si><r><t>東</t></r><r><rPr><b/></rPr><t>京</t></r>"
            "<rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si><si><t/></si></sst>"
        ).encode()
    ) == ["東京", ""]


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
        + [
            ("", '><f t="shared" ref="A1:A2" si="0">B1</f><v>7</v></c>'),
            ("", "><v>0</v></c>"),
            (' t="inlineStr"', '><is><t xml:space="preserve"> {}</t></is></c>'),
        ]
    ),
    TEXT,
)


def grid(xml):
    found = Grid("x", ["a", "b & c"], ["", "percent", "date"], DAY_0)
    try:
        found.read(xml.encode())
    except Refused as refused:
        return refused.sentence
    return found.columns, found.kinds, found.merged, found.hidden_rows, found.hidden_columns


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.lists(CELL, max_size=4),
            st.sampled_from(["", ' spans="1:3"', ' ht="12.8" hidden="1"', ' hidden="0"', ' hidden="false"']),
        ),
        max_size=6,
    ),
    st.booleans(),
)
def test_both_ways_to_read_a_sheet_say_the_same(rows, merged):
    body = "".join(f'<row r="{n}"{more}>{"".join(found)}</row>' for n, (found, more) in enumerate(rows, 1))
    tail = '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>' if merged else ""
    columns = '<cols><col min="2" max="3" hidden="1"/></cols>'
    xml = f'<worksheet xmlns="m">{columns}<sheetData>{body}</sheetData>{tail}</worksheet>'
    assert grid(xml) == grid(xml.replace("<sheetData>", "<sheetData><!-- read in full -->"))


@pytest.mark.parametrize(
    ("xml", "columns"),
    [
        (
            "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>",
            {"A": {"1": "1", "2": "3"}, "B": {"1": "2"}},
        ),
        (
            '<row r="5"><c><v>1</v></c><c r="D5"><v>2</v></c><c><v>3</v></c></row>',
            {"A": {"5": "1"}, "D": {"5": "2"}, "E": {"5": "3"}},
        ),
        (
            '<row r="1"><c r="A1" t="inlineStr"><is><r><t>ri</t></r><r><t>ch</t></r>'
            "<rPh><t>no</t></rPh></is></c></row>",
            {"A": {"1": "rich"}},
        ),
    ],
)
def test_a_sheet_that_is_written_in_another_way_is_read_as_well(xml, columns):
    assert grid(f"<worksheet><sheetData>{xml}</sheetData></worksheet>")[0] == columns
    prefixed = re.sub(r"<(/?)(\w)", r"<\1x:\2", f"<worksheet><sheetData>{xml}</sheetData></worksheet>").replace(
        "<x:worksheet>", '<x:worksheet xmlns:x="m">'
    )
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
    formats = f"<numFmts><numFmt numFmtId='170' formatCode='{code}'/></numFmts>"
    cells = "<cellXfs><xf numFmtId='170'/></cellXfs>"
    assert styles(f"<styleSheet>{formats}{cells}</styleSheet>".encode()) == [kind]
