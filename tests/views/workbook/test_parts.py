"""Parts of workbooks on their edges: what a cell holds, how much room it takes, what a sheet holds, how charts look."""

from datetime import date, datetime
from types import SimpleNamespace

import pandas as pd
import pytest

from views.workbook import cells, country, country_figures, listing, writer
from views.workbook.columns import Column
from views.workbook.country_figures import _charts
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


def test_a_country_answers_only_the_rounds_that_count_at_the_date(illustrated):
    def answers(as_of):
        work = Work(illustrated, as_of, "Australia")
        country._reports(work, "AUS")
        return {part.sheet: part.rows for part in work.parts}

    assert answers("brussels-2012") == {"Answers": 0, "Threats": 0, "Practices": 0}
    assert answers("latest") == {"Answers": 40, "Threats": 20, "Practices": 1}
