"""Parts of briefs on their edges: lines, cuts and counts of what is left out, sources and their numbers, widths."""

import pandas as pd
import pytest

from views.brief import blocks, citations, papers, tables
from views.brief.blocks import line
from views.brief.citations import Numbering, cite, cite_all

ROW = {
    "source_title": "A list", "source_tier": "publisher or official body",
    "source_url": "https://a.example/ ; https://b.example/", "evidence": "verified", "file": "treaties", "line": 7.0,
}  # fmt: skip


def grid(count, ranks=(), name="gaps"):
    return blocks.table([("What", 1.0)], [[[line(f"row {n}")]] for n in range(count)], name=name, ranks=ranks)


def texts(block):
    return [row[0][0]["text"] for row in block["rows"]]


@pytest.mark.parametrize(
    ("count", "room", "kept", "left"),
    [(3, 3, ["row 0", "row 1", "row 2"], ""), (4, 3, ["row 0", "row 1", "row 2"], "And 1 more, in the workbook."),
     (5, 0, [], "And 5 more, in the workbook.")],
)  # fmt: skip
def test_a_table_is_cut_to_its_room_and_what_is_left_out_is_counted(count, room, kept, left):
    table, *more = papers.fitted([grid(count)], {"gaps": room})
    assert (texts(table), [one["lines"][0]["text"] for one in more]) == (kept, [left] if left else [])
    assert len(table["breaks"]) == len(table["ranks"]) == len(kept)
    assert papers.fitted([grid(count, name="other")], {"gaps": room}) == [grid(count, name="other")]


def test_rows_of_the_first_ranks_stay_in_the_order_of_the_table():
    table, more = papers.fitted([grid(4, ranks=[3, 0, 2, 1])], {"gaps": 2})
    assert (texts(table), table["ranks"], more["lines"][0]["text"]) == (
        ["row 1", "row 3"], [0, 1], "And 2 more, in the workbook.",
    )  # fmt: skip


def test_pictures_are_cut_to_their_room_and_one_alone_has_its_lines_beside_it():
    pictures = [{"kind": "picture", "title": str(n)} for n in range(3)]
    shown = {
        room: papers.fitted([blocks.cards(*([one] for one in pictures), name="series")], {"series": room})
        for room in (0, 1, 2)
    }
    assert shown[0] == []
    assert shown[1] == [{"kind": "picture", "title": "0", "beside": True}]
    assert [[one["title"] for one in card] for card in shown[2][0]["cards"]] == [["0"], ["1"]]


def test_a_text_that_is_longer_than_its_room_says_where_all_of_it_stands():
    block = blocks.paragraph(line("x" * 11, strong="y" * 11, cites=[{"source": "z" * 11, "urls": ["u" * 99]}]))
    (short,) = papers.shortened([block], 10)
    (said,) = short["lines"]
    assert (said["text"], said["strong"]) == (
        "x" * 10 + " … (whole in the workbook)",
        "y" * 10 + " … (whole in the workbook)",
    )
    assert said["cites"] == [{"source": "z" * 10 + " … (whole in the workbook)", "urls": ["u" * 99]}]
    assert papers.shortened([block], 11) == [block]
    assert papers.fitted([block], {"letters": 10}) == [short]


def test_a_long_row_may_break_over_pages():
    rows = [[[line("x" * size)], [line("short")]] for size in (900, 901)] + [
        [[line("x" * 450), line("x" * 451)]],
        [None],
    ]
    assert blocks.table([("What", 1.0)], rows)["breaks"] == [False, True, True, False]


def test_a_paragraph_and_facts_leave_out_what_says_nothing():
    assert [one["text"] for one in blocks.paragraph(line(""), line("x"), line(strong="y"))["lines"]] == ["x", ""]
    said = blocks.facts(("Note", None), ("Due", ""), ("Count", 0), ("Lead", "A ministry"), ("Day", float("nan")))[
        "lines"
    ]
    assert [(one["strong"], one["text"]) for one in said] == [("Lead:", "A ministry")]
    assert (line("x", url="javascript:x")["url"], line("x", url="https://a.example/")["url"]) == (
        "",
        "https://a.example/",
    )


# ---- sources


def test_a_row_is_cited_with_its_kind_its_addresses_its_place_and_its_mark():
    assert cite(ROW) == [
        {
            "source": "A list", "tier": "official", "urls": ["https://a.example/", "https://b.example/"],
            "places": [("treaties", 7)], "mark": "",
        }
    ]  # fmt: skip
    (unsure,) = cite({**ROW, "evidence": "unconfirmed", "source_url": None, "file": None})
    assert (unsure["mark"], unsure["urls"], unsure["places"]) == ("◌ unconfirmed", [], [])
    assert cite({**ROW, "source_title": None}) == []


def test_rows_of_one_source_are_cited_once_with_all_their_places_and_apart_where_one_is_unconfirmed():
    more = [
        {},
        {"line": 9.0},
        {"evidence": "unconfirmed", "line": 8.0},
        {"source_url": "https://c.example/", "line": 1.0},
    ]
    found = cite_all(pd.DataFrame([{**ROW, **one} for one in more]))
    assert [(one["mark"], [at for _file, at in one["places"]]) for one in found] == [
        *(("", [7, 9]), ("◌ unconfirmed", [8]), ("", [1])),
    ]


def test_sources_are_numbered_as_they_are_met_and_a_line_names_them_in_order():
    first, second = cite(ROW)[0], cite({**ROW, "source_title": "Another", "line": 3.0})[0]
    unsure = {**first, "mark": "◌ unconfirmed", "places": [("treaties", 9), ("figures", 2)]}
    numbering = Numbering()
    done = numbering.references([{"cites": [first]}, {"rows": [{"text": "x", "cites": [second, unsure]}]}])
    assert done == [
        {"cites": [{"number": 1, "mark": ""}]},
        {"rows": [{"text": "x", "cites": [{"number": 1, "mark": "◌ unconfirmed"}, {"number": 2, "mark": ""}]}]},
    ]
    assert [(one["number"], one["title"], one["mark"]) for one in numbering.sources()] == [
        *((1, "A list", "◌ unconfirmed"), (2, "Another", "")),
    ]
    assert numbering.sources()[0]["places"] == "treaties.csv: 7, 9; figures.csv: 2"
    elsewhere = {**first, "urls": ["https://c.example/"]}
    assert numbering.references({"cites": [elsewhere, first]}) == {
        "cites": [{"number": 1, "mark": ""}, {"number": 3, "mark": ""}]
    }
    assert [one["mark"] for one in numbering.sources()] == ["◌ unconfirmed", "", ""], "a mark stays"


def test_text_of_the_record_has_line_feeds_only_and_no_sign_that_no_file_may_hold():
    assert citations.clean("a\r\nb\rc\x00") == "a\nb\nc"
    assert (citations.clean(None), citations.clean(float("nan")), citations.clean(7)) == ("", "", "7")


def test_a_column_is_as_wide_as_its_longest_text_from_five_to_44_signs():
    shown = tables._widths(["A", "x" * 20, "B", "C"], [["", "y", "z" * 60, "w" * 6]] * 2)
    assert shown == [5, 18.0, 44, 6]
    assert tables._widths(["A"], [["x"]] * 400 + [["x" * 30]]) == [5], "the first rows are enough"
    assert tables._widths(["A"], [["x"]] * 399 + [["x" * 30]]) == [30]
