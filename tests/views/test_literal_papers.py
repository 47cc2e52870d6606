"""What papers and workbooks hold, by name: their parts in order, their headings, and how a sheet is laid out."""

import io

import openpyxl
import pytest

from etl.assessment.path import Path
from views.brief import briefs, conference, country, tables, target
from views.laboratory.drawing import _axes, _layers, _way
from views.laboratory.kinds import COLUMNS, EXAMPLE, RULES
from views.laboratory.verdicts import apart, figure, year
from views.tables import table
from views.workbook import styles, workbooks

THEN = "washington-2014"
LONDON = "london-2014"
"""Figures of Germany of 2013 were published in October 2014, after Washington."""
KNOWN = "As known at: Second conference, Washington, 30 September 2014"
GAPS = "table What | Countries | What is missing | What it would take"
GOALS = "table Goal | What it asks for | Served by"
SPANS = "table From | Victims, from | To | Victims, to | Growth a year | How far it can be trusted"
CLOSING = ["# Sources", "sources", "paragraph"]
STOCK = "picture Victims identified in INTERPOL’s ICSE database, cumulative"
GERMANY = [
    "# Where it stands on the four targets",
    "table Policy target | Milestone | Where it stands | Its peers on the same question",
    "paragraph",
    "# Actions on record",
    "paragraph",
    "# What is missing in our record, and what it would take",
    "table Target | What | Gap | What it would take",
    "# Figures",
    "table Indicator, newest figure | Figure | Period | How it is judged",
    *("box", "# Questions to expect", "list", "paragraph", *CLOSING),
]
TARGET_1 = [
    "# Where it stands",
    *("cards 3:2", STOCK, *["paragraph"] * 6, SPANS),
    *("# Operational goals", GOALS, "# Milestones", "cards 1:1", *["picture "] * 3),
    *(
        "# Indicators",
        "paragraph",
        "# Actions on record",
        "paragraph",
        "table Kind | ■ Already in place | □ Planned | ■ Implemented",
    ),
    *("# Gaps, and what it would take", "paragraph", GAPS, *CLOSING),
]
TARGET_2 = [
    *("# Where it stands", "paragraph", "paragraph", "# Operational goals", GOALS),
    *("# Milestones", "cards 1:1", *["picture "] * 5, "# Indicators", "paragraph", "# Actions on record"),
    *("paragraph", "table Kind | □ Committed | □ Planned | ◧ Ongoing | ■ Implemented"),
    *("# Gaps, and what it would take", "paragraph", GAPS, *CLOSING),
]
PACK = [
    *("# Where the Alliance stands", "paragraph", "cards 3:2", STOCK, *["paragraph"] * 5, "cards 3:2"),
    *("## Largest gaps", *["paragraph", "list"] * 4),
    *("## What changed, and what became known, since Brussels 2012", "list", "paragraph"),
    *("## The four policy targets", "cards 1:1", "picture 1  Identify and support victims"),
    *("picture 2  Investigate and prosecute", "picture 3  Raise awareness", "picture 4  Reduce availability"),
    *("page", "# Target 1: Identify and support victims", "paragraph", "## Where it stands", "paragraph", SPANS),
]
HEADS = [
    "Where the Alliance stands",
    "Target 1: Identify and support victims",
    "Target 2: Investigate and prosecute",
    "Target 3: Raise awareness",
    "Target 4: Reduce availability",
    "All countries by milestone",
    "What our record holds of each country",
    "Method",
    "Sources",
]


def outline(blocks):
    """The blocks of a paper in their order, one line each, with those inside."""
    for block in blocks:
        kind = block["kind"]
        if kind == "heading":
            yield f"{'#' * block['level']} {block['text']}"
        elif kind == "table":
            yield "table " + " | ".join(column["title"] for column in block["columns"])
        elif kind == "picture":
            yield f"picture {block['title']}"
        elif kind == "cards":
            yield "cards " + ":".join(map(str, block["shares"]))
        else:
            yield kind
        for card in block.get("cards", []):
            yield from outline(card)
        yield from outline(block.get("blocks", []))


def texts(block):
    """The cells of a table as text, one line a row."""
    return [
        " | ".join(
            "^" if cell is None else " / ".join(f"{line['strong']}{line['text']}" for line in cell) for cell in row
        )
        for row in block["rows"]
    ]


def test_a_brief_has_its_parts_in_their_order(seen):
    papers = {
        "country": country.paper(seen, THEN, "DEU"),
        1: target.paper(seen, THEN, 1),
        2: target.paper(seen, THEN, 2),
        "pack": conference.paper(seen, THEN),
        "tables": tables.paper("Gaps", [table(seen, "gaps", as_of=THEN, country="FRA")]),
    }
    outlines = {name: list(outline(paper.blocks)) for name, paper in papers.items()}
    assert (outlines["country"], outlines[1], outlines[2]) == (GERMANY, TARGET_1, TARGET_2)
    assert outlines["pack"][: len(PACK)] == PACK
    assert [line[2:] for line in outlines["pack"] if line.startswith("# ")] == HEADS
    assert outlines["tables"] == [
        "table Target | Goal | What | Gap | What it would take | As stated | Row | Source",
        *CLOSING,
    ]
    assert {name: (paper.kicker, paper.title, paper.cover, paper.wide) for name, paper in papers.items()} == {
        "country": ("Country brief", "Germany", False, False),
        1: ("Target brief", "Target 1: Identify and support victims", False, False),
        2: ("Target brief", "Target 2: Investigate and prosecute", False, False),
        "pack": ("Conference pack", "Where the Alliance stands", True, False),
        "tables": ("Table", "Gaps", False, True),
    }
    assert {paper.known_at for paper in papers.values()} == {KNOWN}
    assert papers["tables"].lead == "11 rows. Filters: as_of = washington-2014; country = FRA."
    foot = papers["country"].edition_text
    assert (
        foot.startswith(f"Edition 1 · {seen.hash[:6]} · ")
        and papers["country"].moment.isoformat() == (seen.manifest["built_at"])
    )


def test_the_brief_of_a_country_says_each_milestone_and_each_figure(seen):
    blocks = country.paper(seen, THEN, "FRA").blocks
    standing = texts(next(block for block in blocks if block["kind"] == "table"))
    assert standing[3].endswith(
        "Budapest Convention | Yes, ratified 10 January 2006 | Yes in 12 of 27 other EU members; 0 no; 15 not known"
    )
    context = "context, in no rating | Not known | "
    assert standing[1:3] == [
        f"^ | ICSE connection / {context}Yes in 2 of 27 other EU members; 0 no; 25 not known",
        f"^ | INTERPOL taskforce / {context}Not known of any of 27 other EU members",
    ]
    lead = "1  Identify and support victims / ▨ No action in our record; 0 of 3 milestones known; "
    assert standing[0].startswith(lead)
    gaps = texts(next(block for block in blocks if block.get("name") == "gaps"))
    assert gaps[0] == (
        "1 | ICSE connection | Not known | A confirmation, yes or no; if no: connect, and name the connection in the "
        "next report"
    )
    assert gaps[3].startswith("1, 2, 3, 4 | No action on record | Not in our record | A report, or a public source")
    figures = texts(
        next(block for block in country.paper(seen, LONDON, "DEU").blocks if block.get("name") == "figures")
    )
    (row,) = [row for row in figures if row.startswith("Home-hosted material deleted within 2 days")]
    assert row.replace("\u202f", " ") == (
        "Home-hosted material deleted within 2 days / Best yearly series for goal 4.2 | 80 % | 2013 | direction only"
    )


def test_a_brief_is_shortened_from_the_widest_room_to_the_tightest():
    rooms = [" ".join(str(room[name]) for name in ROOM.split()) for room in briefs.ROOMS]
    assert rooms == [
        "6 12 10 2 600",
        "6 12 10 1 600",
        "4 10 8 2 600",
        "4 8 6 1 600",
        "3 6 5 1 600",
        "2 5 4 1 600",
        "2 5 4 1 250",
        "2 5 4 1 160",
        "1 4 3 0 160",
    ]


ROOM = "actions gaps figures charts letters"
ALLIANCE = [
    "Cover portrait",
    "Joint goal landscape B5 4 charts 1",
    "Path portrait B5 4",
    "Targets landscape C5 4",
    "Milestones landscape C5 4 charts 1",
    "Countries by milestone portrait B5 4",
    "Milestones by country landscape B5 4",
    "Gaps landscape C5 4",
    "All gaps landscape D5 4",
    "Who has reported landscape B5 4",
    "What changed landscape C5 4",
    "Sources landscape B5 4",
    "Notes portrait",
]
TARGET = [
    "Cover portrait",
    "Milestones landscape C5 4 charts 1",
    "Countries by milestone portrait B5 4",
    "Milestones by country landscape B5 4",
    "Goals landscape B5 4",
    "Example actions landscape B5 4",
    "Directions landscape C5 4",
    "How sure landscape B5 4",
    "Indicators landscape B4 3",
    "Figures landscape B5 4",
    "Actions landscape B5 4",
    "Promised and reported landscape",
    "Practices landscape",
    "Gaps landscape C5 4",
    "All gaps landscape D5 4",
    "Sources landscape B5 4",
    "Notes portrait",
]
COUNTRY = [
    "Cover portrait",
    "Where it stands landscape C5 4",
    "Milestones landscape B5 4",
    "Over time landscape B5 4",
    "Actions landscape",
    "Promised and reported landscape",
    "Figures landscape B5 4",
    "Answers landscape",
    "Threats landscape",
    "Practices landscape",
    "What is missing landscape D5 4",
    "Sources landscape B5 4",
    "Notes portrait",
]
MAKES = {
    "Overview of the Alliance": (lambda seen: workbooks.alliance(seen, THEN), ALLIANCE),
    "Target 2: Investigate and prosecute": (lambda seen: workbooks.target(seen, THEN, 2), TARGET),
    "Germany": (lambda seen: workbooks.country(seen, THEN, "DEU"), COUNTRY),
}


def laid_out(sheet):
    """A sheet in one line: how it lies, what stays, what is repeated on paper, how many charts it has."""
    parts = [sheet.title, sheet.page_setup.orientation, sheet.freeze_panes, (sheet.print_title_rows or "").strip("$:4")]
    rows = (sheet.print_title_rows or "").replace("$", "").partition(":")[0]
    charts = [f"charts {len(sheet._charts)}"] if sheet._charts else []
    return " ".join(filter(None, [*parts[:3], rows, *charts]))


@pytest.mark.parametrize("title", MAKES)
def test_a_workbook_has_its_sheets_in_their_order_and_prints_well(seen, title):
    make, sheets = MAKES[title]
    book = openpyxl.load_workbook(io.BytesIO(make(seen)))
    assert [laid_out(sheet) for sheet in book] == sheets
    edition = f"Edition 1 · {seen.hash[:6]}"
    margins = {(sheet.oddHeader.left.text, sheet.oddHeader.right.text, sheet.oddFooter.center.text) for sheet in book}
    assert margins == {(title, edition, KNOWN)}
    assert {sheet.oddFooter.right.text for sheet in book} == {"Page &P of &N"}
    assert [sheet.oddFooter.left.text for sheet in book] == book.sheetnames
    assert (book.properties.title, book.properties.creator, book.properties.subject, book.properties.identifier) == (
        title,
        "Global Alliance · Progress monitor",
        edition,
        seen.hash,
    )
    cover, notes = book["Cover"], book["Notes"]
    assert (cover.column_dimensions["A"].width, cover.column_dimensions["B"].width) == (27, 78)
    assert (notes.column_dimensions["A"].width, notes.column_dimensions["B"].width) == (30, 88)
    told = {row[0]: row[1] for row in notes.iter_rows(max_col=2, values_only=True) if row[0]}
    assert (told["Edition"], told["Hash"], told["As known at"]) == (
        f"1 · {seen.hash[:6]}",
        seen.hash,
        KNOWN.removeprefix("As known at: "),
    )


def test_cells_have_their_number_formats_and_their_colours(seen):
    book = openpyxl.load_workbook(io.BytesIO(workbooks.country(seen, LONDON, "DEU")))
    figures = book["Figures"]
    heads = [cell.value for cell in figures[4]]
    assert heads == [
        *("Indicator", "Period", "Middle of the period", "Figure", "Quality", "Unit", "Note", "Source"),
        *("Kind of source", "Link", "Evidence", "Row"),
    ]
    label = "Home-hosted material deleted within 2 days"
    row = next(row for row in figures.iter_rows(min_row=5) if row[0].value == label)
    shown = dict(zip(heads, row, strict=True))
    assert [shown["Figure"].value, shown["Figure"].number_format] == [80, '#,##0"\u202f%"']
    assert shown["Quality"].value.lower() == "exact"
    assert shown["Middle of the period"].number_format == "d mmm yyyy"
    assert str(shown["Middle of the period"].value.date()) == "2013-07-02"
    rules = [rule.text for area in book["Milestones"].conditional_formatting for rule in area.rules]
    assert set(rules) == {"■ Yes", "▨ Not known"}


FORMATS = {
    (31000.0, "at_least", ""): '"at least "#,##0',
    (3000.0, "approx", ""): '"about "#,##0',
    (80.0, "exact", "percent"): '#,##0"\u202f%"',
    (73.1, "exact", ""): "#,##0.0",
    (1.88, "exact", ""): "#,##0.00",
}


@pytest.mark.parametrize(("value", "quality", "unit"), FORMATS)
def test_a_number_format_says_the_quality_and_the_unit(value, quality, unit):
    assert styles.figure_code(value, quality, unit) == FORMATS[value, quality, unit]


def test_formats_and_tones_are_those_of_the_house():
    assert (*("d mmm yyyy", "#,##0", "0", "0\\ %", "0.0\\ %"),) == (
        styles.DAY,
        styles.COUNT,
        styles.WHOLE,
        styles.SHARE,
        styles.RATE,
    )
    (rule,) = styles.word_rules([('■ "Yes"', "good")], "A5")
    assert (rule.formula, rule.operator, rule.stopIfTrue) == (['LEFT(A5,7)="■ ""Yes"""'], "beginsWith", True)
    bold = {tone: bool(look.font.b) for tone, look in styles.TONES.items()}
    assert bold == {"good": True, "middle": False, "weak": True, "bad": True, "unknown": False}
    assert styles.TONES["unknown"].fill.patternType == "lightUp"


LAYERS = [
    "path line value",
    "target point value tooltip year Year, said Value",
    "target text value text label",
    "gap rule value y2 end",
    "gap_below rule value y2 end",
    "seen line value",
    "seen point value tooltip year Year, said Value",
    "gap text value text said",
    "gap_below text value text said",
]


def test_the_laboratory_draws_its_columns():
    drawn = []
    for layer in _layers([{"value": 40.0}, {"value": 80.0}]):
        encoding = layer["encoding"]
        more = [f"{name} {encoding[name]['field']}" for name in ("y2", "text") if name in encoding]
        tips = ", ".join(f"{tip['field']} {tip['title']}" for tip in encoding.get("tooltip", []))
        series = layer["transform"][0]["filter"].split("'")[1]
        parts = [series, layer["mark"]["type"], encoding["y"]["field"], *more, *([f"tooltip {tips}"] if tips else [])]
        drawn.append(" ".join(parts))
    assert drawn == LAYERS
    ends = [(59, 100), (60, 100), (-1, 9)]
    zeros = [_axes([{"value": low}, {"value": high}])["y"]["scale"]["zero"] for low, high in ends]
    assert zeros == [True, False, False] and _axes([])["x"]["field"] == "year"
    assert [figure(value) for value in (0, 52.84, 0.0312, 31000, 1e12)] == [
        *("0", "52.8", "0.0312", "31\u202f000", "1.00e+12")
    ]
    assert (apart(2.22), apart(-3.78), year(2014.75), year(2015.0)) == ("2.22 above", "3.78 below", "2014.75", "2015")
    assert " ".join(RULES) == (
        "annual_growth growth_to_target level doubling halving parity score growth direction keep binary ordinal"
    )
    assert [RULES[code][0] for code in ("annual_growth", "level", "binary", "ordinal")] == [
        *("Yearly growth", "Level", "Yes or no", "Steps")
    ]
    assert (COLUMNS["limit"], COLUMNS["red_threshold"], EXAMPLE["target"], EXAMPLE["target_year"]) == (
        *("Natural limit", "Red below"),
        *(80.0, 2030.0),
    )


def test_a_path_of_growth_bends_and_one_of_steps_is_straight_and_both_stay_level_after_their_end():
    growth = _way(Path(2010, 100, 2020, 200, is_growth=True), 2015)
    assert (len(growth), growth[24]["year"], round(growth[24]["value"], 3)) == (50, 2015.0, 141.421)
    steps = [(row["series"], row["year"], row["value"]) for row in _way(Path(2010, 100, 2020, 200), 2022)]
    assert steps == [("path", 2010, 100), ("path", 2020, 200), ("path", 2022, 200), ("target", 2020, 200)]
    assert growth[-1]["label"] == "target 200"
    assert _way(Path(2010, 100, 2020, 200, goes_on=True), 2015)[-1]["label"] == "path 200"
