"""Parts of workbooks on their edges: what a cell holds, how much room it takes, what a sheet holds, how charts look."""

from datetime import date, datetime
from types import SimpleNamespace

import pandas as pd
import pytest

from views import queries
from views.workbook import alliance, cells, country, country_figures, listing, milestones, target, writer
from views.workbook.columns import Column
from views.workbook.country_figures import _charts
from views.workbook.notes import meaning
from views.workbook.report import Work
from views.workbook.styles import COUNT
from views.workbook.writer import Book, fitting


@pytest.mark.parametrize(
    ("value", "kind", "content", "checked"),
    [
        *[(None, "", "", ""), (float("nan"), "", "", ""), (pd.NaT, "", "", ""), ("", ' t="inlineStr"', "", "")],
        *[(0, "", "<v>0</v>", "0"), (-0.5, "", "<v>-0.5</v>", "-0.5"), (31_000.0, "", "<v>31000</v>", "31000")],
        *[(1e15, "", "<v>1000000000000000.0</v>", "1000000000000000.0"), (True, ' t="b"', "<v>1</v>", "TRUE")],
        (date(2014, 9, 30), "", "<v>41912.0</v>", "2014-09-30"),
        (datetime(2014, 9, 30, 23, 59), "", "<v>41912.0</v>", "2014-09-30"),
        (float("inf"), ' t="inlineStr"', '<is><t xml:space="preserve">inf</t></is>', "inf"),
        (
            "a<b>&\r\nc\rd",
            ' t="inlineStr"',
            '<is><t xml:space="preserve">a&lt;b&gt;&amp;\nc\nd</t></is>',
            "a<b>&\nc\nd",
        ),
    ],
)
def test_a_cell_holds_numbers_and_days_as_such_and_nothing_as_nothing(value, kind, content, checked):
    assert cells.held(value) == (kind, content, checked)


@pytest.mark.parametrize("sign", ["x", "😀"])
def test_a_text_is_cut_only_where_a_cell_cannot_hold_it(sign):
    most = 32_767 // (2 if sign == "😀" else 1)
    assert cells.fitted(sign * most) == sign * most
    cut = cells.fitted(sign * (most + 1))
    assert cut.endswith(f" … [cut: a cell holds no more; the text has {most + 1} characters]")
    assert 32_765 <= len(cut.encode("utf-16-le")) // 2 <= 32_767 and cut[0] == sign


@pytest.mark.parametrize(
    ("text", "width", "size", "count"),
    [
        *[("x" * 10, 21, 1.0, 1), ("x" * 14, 15, 1.0, 1), ("x" * 15, 15, 1.0, 2), ("x" * 28, 15, 1.0, 2)],
        *[("a\nb", 40, 1.0, 2), ("a\n\nb", 40, 1.0, 3), ("x" * 9, 3, 1.0, 3), ("x" * 14, 15, 1.15, 2)],
        *[("日" * 8, 15, 1.0, 2), ("日" * 7, 15, 1.0, 1), ("x\n" * 99, 40, 1.0, 30), ("", 9, 1.0, 1)],
    ],
)
def test_how_many_lines_a_text_takes(text, width, size, count):
    assert cells.lines(text, width, size) == count


@pytest.mark.parametrize(
    ("heading", "values", "widest", "width"),
    [
        *[("Row", [], 48, 9), ("Row", ["x" * 7], 48, 9), ("Row", ["x" * 8, None], 48, 10), ("Row", ["x" * 60], 48, 48)],
        *[("Evidence seen", [], 48, 11), ("Evidence seen", [], 10, 10), ("Row", [123_456_789], 48, 11)],
    ],
)
def test_a_column_is_as_wide_as_its_heading_and_its_values_ask(heading, values, widest, width):
    assert cells.wide(heading, values, widest) == width


@pytest.mark.parametrize(
    ("rows", "above", "fit"),
    [(1_048_575, 1, 1_048_575), (1_048_576, 1, 1_048_574), (1_048_570, 6, 1_048_570), (1_048_571, 6, 1_048_569)],
)
def test_a_sheet_holds_so_many_rows_below_its_head_and_else_a_line_says_so(rows, above, fit):
    found, said = fitting(rows, above)
    assert (found, bool(said)) == (fit, fit < rows)
    assert not said or said.startswith(f"cut: a sheet holds no more; here are the first {fit} of {rows} rows")


def test_the_look_of_a_column_says_how_wide_it_is():
    def width(heading="A", values=("x",), *more, **named):
        return listing._width(Column(heading, list(values), *more, **named))

    assert width("A", [date(2014, 9, 30)], "left") == 13
    assert width("A", ["x" * 30], widest=20) == 20
    assert width("A", [1_234_567.25], "number") == 13, "with its commas and one decimal"
    assert width("A", [5], "number", ['"at least "0'], widest=60) == 21, "room for the word"
    assert width("A", ["x"] * 120 + ["x" * 40]) == 9, "a sample is enough"
    assert width("A", ["x"] * 119 + ["x" * 40], widest=60) == 42


def test_wide_columns_of_text_give_way_where_a_page_is_full_and_numbers_do_not():
    looks = [Column("A", [1], "number"), Column("B", [1]), Column("C", [1], "row")]
    assert listing._fit([60, 65, 65], looks) == [60, 65, 65]
    assert listing._fit([60, 75, 75], looks) == [60, 65, 65]
    assert [round(width, 3) for width in listing._fit([60, 115, 35], looks)] == [60, 98.333, 31.667]
    assert listing._fit([200, 15, 15], looks) == [200, 15, 15]
    assert listing._fit([200, 20, 15], looks) == [200, 15, 15]


def test_a_list_begins_with_its_title_then_its_sentence_and_says_where_it_is_empty():
    book = Book("A book")
    columns = [Column("What", ["x", "y"], "row"), Column("Count", [1, None], "number", meaning="How many")]
    sheet, part = listing.write(book, listing.List("Things", "Two things.", columns, filters="none", frozen=1))
    said = [line.replace("\x1e", "").split("\x1f") for line in sheet.checked]
    assert said == [["Things"], ["Two things."], ["What", "Count"], ["x", "1"], ["y"]]
    assert (part.rows, part.columns, part.cut, part.rows_in_words) == (2, [("Count", "How many")], "", "2 rows")
    page = sheet.worksheet
    assert (sheet.last, page.freeze_panes, page.auto_filter.ref, page.print_title_rows) == (6, "B5", "A4:B6", "$4:$4")
    one = listing.write(book, listing.List("One", "One thing.", [Column("What", ["x"], "row")]))[0].worksheet
    assert (one.auto_filter.ref, one.freeze_panes) == ("A4:A5", "B5")
    empty, part = listing.write(book, listing.List("Things", "Two things.", [], "There are none."))
    assert [line.rstrip("\x1e") for line in empty.checked] == ["Things", "There are none."]
    assert (empty.title, part.rows, part.rows_in_words) == ("Things 2", 0, "0 rows")
    assert listing.write(book, listing.List("Other", "", []))[0].checked[1] == "Our record holds nothing here.\x1e"


@pytest.mark.parametrize(
    ("title", "name"),
    [("a/b:c", "a b c"), ("x" * 40, "x" * 31), ("  ", "Sheet"), ("ONE", "ONE 2"), ("one" + "x" * 40, "one" + "x" * 28)],
)
def test_a_sheet_has_a_legal_name_of_its_own(title, name):
    book = Book("A book")
    assert [book.page("one").title, book.page(title).title] == ["one", name]
    if len(name) == 31:
        assert book.page(title).title == name[:29] + " 2"


def test_the_margin_holds_80_characters_and_no_half_command():
    assert writer._in_margin("a & b") == "a && b"
    assert writer._in_margin("x" * 79 + "&") == "x" * 79
    assert (writer._in_margin("x" * 78 + "&"), len(writer._in_margin("x" * 99))) == ("x" * 78 + "&&", 80)


# ---- the workbook of a country


def series(units, values, first=0):
    days = [date(2014 + n, 7, 1) for n in range(len(units))]
    rows = {"label": "Items", "unit": units, "value": values, "date_mid": days}
    return pd.DataFrame(rows, index=range(first, first + len(units)))


def charts_of(*frames):
    """The charts of series, from figures that begin in row 7."""
    book = Book("A book")
    figures, below = book.page("Figures"), book.page("Series")
    figures.row(["x"], [0])
    below.widths(*[30] * 6)
    below.row(["x"], [0])
    _charts(below, figures, list(frames), 7, ["Indicator", "Middle of the period", "Figure"])
    return below.worksheet._charts


@pytest.mark.parametrize(("units", "is_line"), [(["items"] * 3, True), (["items", "urls", "items"], False)])
def test_figures_of_one_unit_are_joined_by_a_line_and_those_of_several_are_not(units, is_line):
    (chart,) = charts_of(series(units, [4.0, 5.0, 3.0]))
    (drawn,) = chart.series
    assert bool(drawn.graphicalProperties.line.noFill) is not is_line
    assert (drawn.marker.symbol, chart.y_axis.number_format.formatCode) == ("circle", "0.0"), "5 is not yet a count"
    assert (drawn.xVal.numRef.f, drawn.yVal.numRef.f) == ("'Figures'!$B$7:$B$9", "'Figures'!$C$7:$C$9")


def test_charts_stand_two_beside_each_other_below_the_rows():
    found = charts_of(*(series(["items"] * 3, [4.0, 5.1, 3.0], first) for first in (0, 3, 6)))
    assert [chart.anchor for chart in found] == ["A3", "D3", "A20"]
    rows = [chart.series[0].yVal.numRef.f.partition("!")[2] for chart in found]
    assert rows == ["$C$7:$C$9", "$C$10:$C$12", "$C$13:$C$15"]
    assert {chart.y_axis.number_format.formatCode for chart in found} == {COUNT}
    assert "".join(run.t for run in found[0].title.tx.rich.p[0].r) == "Items (items)"


def test_three_figures_in_a_row_are_a_series_and_twelve_have_a_chart(monkeypatch):
    drawn = []
    monkeypatch.setattr(country_figures, "_series", lambda _work, sheet, series, _iso3: drawn.append(series) or sheet)
    monkeypatch.setattr(
        country_figures, "_charts", lambda _below, _sheet, series, first, _heads: drawn.append((series, first))
    )
    monkeypatch.setattr(country_figures, "listing", lambda *_args, **_named: SimpleNamespace(columns=[]))
    names = ["two"] * 2 + ["split"] * 2 + ["x", "split"] + [name for n in range(13) for name in [f"i{n:02d}"] * 3]
    frame = pd.DataFrame({"indicator": names, "date_mid": date(2014, 1, 1)})
    work = SimpleNamespace(
        asked=lambda *_args, **_named: SimpleNamespace(frame=frame), uses=lambda _table: None,
        add=lambda _table, _question: SimpleNamespace(last=100),
    )  # fmt: skip
    country_figures.figures(work, "FRA")
    assert list(drawn[0]) == [f"i{n:02d}" for n in range(12)], "neither two figures, nor three with another between"
    assert (len(drawn[1][0]), drawn[1][1]) == (12, 100 - len(frame) + 1)


@pytest.mark.parametrize(
    ("table", "column", "said"),
    [
        *[
            (table, "origin", "Rows of the record on which the judgement rests, as file and line, such as "
             "observations.csv:465; null for milestones")
            for table in ("directions", "progress_direction", "milestone_totals", "progress_binary")
        ],
        ("commitments", "origin", "Where the commitment comes from: alliance_report (report to the Alliance), "
         "alliance_linked (statement naming the Alliance) or national_announcement (not promised to the Alliance)"),
        ("promises", "status", "Status as known at that date: baseline (already in place), committed (announced, "
         "nothing known since), planned, ongoing, implemented or not_reported"),
        ("directions", "points", "Figures on which the judgement rests; null for milestones (figures)"),
        ("milestone_totals", "met", "Countries known to have met the milestone; null for indicators (countries)"),
        ("thresholds", "label", "Status, as in the table statuses under the scale of the profile"),
        ("edge_cases", "label", "Its answer; empty means that the formula goes on"),
        ("observations", "label", "Name of the indicator"),
        ("comparison", "source_tier", "Kind of the source, as the table sources has it; those of several addresses are "
         "parted by ' ; '"),
        ("observations", "no_such_column", ""),
    ],
)  # fmt: skip
def test_a_column_is_explained_by_the_table_that_holds_it(seen, table, column, said):
    assert meaning(seen, table, column) == said


def lines_of(work, sheet):
    """What stands in a sheet of the real record, row by row."""
    (page,) = [page for page in work.book.sheets if page.title == sheet]
    return [line.removesuffix("\x1e").split("\x1f") for line in page.checked if line]


def test_at_the_launch_every_sheet_of_the_alliance_counts_the_48_countries_of_that_day(seen):
    work, then = Work(seen, "brussels-2012", "At the launch"), "brussels-2012"
    joint = queries.joint_goal(seen, then)
    alliance._targets(work, queries.targets(seen, then), joint)
    for sheets in (milestones.totals, milestones.matrix, milestones.states, milestones.gaps):
        sheets(work)
    alliance._reporting(work, queries.coverage(seen, then))
    alliance._changes(work)
    alliance.joint_goal(work, joint)
    assert {part.sheet: part.rows for part in work.parts} == {
        "Targets": 4, "Milestones": 10, "Countries by milestone": 48, "Milestones by country": 480, "Gaps": 16,
        "All gaps": 630, "Who has reported": 48, "Joint goal": 1,
    }  # fmt: skip
    assert lines_of(work, "Targets")[4][4:12] == ["192", "65", "0", "127", "0.338541667", "1", "4", "48"]
    assert lines_of(work, "Targets")[3][2:12] == [
        "▨ Cannot be judged",
        "The shared goal could not be judged at this date. Our record holds an action under it of 1 of 48 countries.",
        *[""] * 6, "1", "48",
    ]  # fmt: skip
    assert lines_of(work, "Milestones")[3][1:9] == [
        "ICSE connection", "2", "0", "46", "48", "0.041666667", "1", "– Context only",
    ]  # fmt: skip
    assert lines_of(work, "Countries by milestone")[2][3:5] == [
        "Target 1\nINTERPOL taskforce (context)\n0 of 48", "Target 2\nBudapest Convention\n14 of 48",
    ]  # fmt: skip
    assert "Of 33 of 48 countries our record holds no action" in lines_of(work, "Gaps")[1][0]
    assert lines_of(work, "Gaps")[3][:6] == [
        "1", "No action on record", "47", "48",
        "our record holds no action of 47: the reports of 2013 and 2014 are not public",
        "a report or public source of each of 47",
    ]  # fmt: skip
    assert lines_of(work, "Who has reported")[2][1:3] == [
        "Target 1\n1 of 48 with an action in our record", "Target 2\n4 of 48 with an action in our record",
    ]  # fmt: skip
    assert lines_of(work, "Targets")[4][3] == (
        "65 of 192 country milestones are known to be met, as stated between 2 October 2001 and 1 December 2012; 127 "
        "not known."
    )
    assert lines_of(work, "Who has reported")[4][4] == "□ National announcement only: 1"
    assert lines_of(work, "Who has reported")[3][5] == "none, our record holds nothing"


def test_what_changed_is_held_against_the_date_that_the_page_compares_with(seen):
    work = Work(seen, "latest", "Now")
    alliance._changes(work)
    question = "What changed since Second conference, Washington, 30 September 2014?"
    assert (work.contents, work.parts[0].filters) == ([("What changed", question)], "since = washington-2014")


@pytest.mark.parametrize(
    ("scale", "value", "share"),
    [("share", 0.5, 0.5), ("share", 0.0, 0.0), ("share", None, None), ("alliance", 0.5, None)],
)
def test_the_target_of_the_joint_goal_has_no_share_of_milestones(scale, value, share):
    assert alliance._share(SimpleNamespace(scale=scale), value) == share


def test_at_the_launch_a_country_and_a_target_have_what_was_known_then(seen):
    work, then = Work(seen, "brussels-2012", "At the launch"), "brussels-2012"
    own, coverage = (ask(seen, then, country="GBR") for ask in (queries.milestones, queries.coverage))
    country._standing(work, coverage, "GBR")
    country._milestones(work, own)
    gaps = country._gaps(work, "GBR", "")
    country._actions(work, "GBR")
    country_figures.figures(work, "GBR")
    target._directions(work, 4)
    target._actions(work, 4)
    target._goals(work, 4)
    assert {part.sheet: part.rows for part in work.parts} == {
        "Where it stands": 4, "Milestones": 10, "What is missing": 12, "Actions": 0, "Promised and reported": 0,
        "Figures": 0, "Directions": 0, "Actions 2": 12, "Promised and reported 2": 0, "Practices": 0, "Goals": 2,
        "Example actions": 6,
    }  # fmt: skip
    rows = lines_of(work, "Milestones")
    assert rows[1] == [
        "Peers are EU members: the same yes-or-no question, so comparing is fair; those not known stay in the count."
    ]
    assert rows[3][:3] + rows[3][5:6] == [
        "1, context", "ICSE connection", "▨ Not known", "Yes in 1 of 26 other EU members; 0 no; 25 not known",
    ]  # fmt: skip
    assert country._states(work, own)[5:8] == [
        ("UN Optional Protocol", "■ Yes, ratified 20 February 2009"),
        ("Virtual Global Taskforce", "■ Yes, since 2003"),
        ("UN Convention against Cybercrime", "▨ Not known"),
    ]
    assert country._missing(work, gaps) == [
        ("▨ Not known: 4", "ICSE connection; Budapest Convention; Lanzarote Convention; Safer Internet Centre"),
        ("▨ Not in our record: 8", "No action on record; No figure on record"),
    ]
    assert country._target(work, coverage.iloc[1]) == (
        "Investigate and prosecute. ▨ No action in our record; 2 of 5 milestones known; 0 actions; 0 figures."
    )
    goals = lines_of(work, "Goals")
    assert (goals[3][0], goals[3][3]) == ("4.1", "Blocking or takedown, Work with companies, Tools and technology")


def test_a_country_answers_only_the_rounds_that_count_at_the_date(illustrated):
    def answers(as_of):
        work = Work(illustrated, as_of, "Australia")
        country._reports(work, "AUS")
        return {part.sheet: part.rows for part in work.parts}

    assert answers("brussels-2012") == {"Answers": 0, "Threats": 0, "Practices": 0}
    assert answers("latest") == {"Answers": 40, "Threats": 20, "Practices": 1}
