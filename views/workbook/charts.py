"""Native charts of a workbook: they are drawn by the spreadsheet itself from cells beside them.

Not known is hatched and grey; colour is never alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from openpyxl.chart import BarChart, Reference, ScatterChart
from openpyxl.chart import Series as Drawn
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.fill import ColorChoice, PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties
from openpyxl.utils.datetime import to_excel

from core.xlsx.styles import BLUE, GREY, INK, LINE, RED, TYPEFACE, WHITE
from views.workbook.cells import clean
from views.workbook.styles import COUNT
from views.workbook.writer import Sheet


def bars(
    sheet: Sheet, title: str, names: int, parts: Sequence[int], rows: tuple[int, int], at: str, *, most: int
) -> None:
    """Stacked bars, one for each row from `rows[0]` to `rows[1]`, named by column `names`.

    `parts` are the columns of yes, no and not known, `most` is the whole of a bar. Headings stand in the row above.
    """
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 45
    for column, look in zip(parts, (_solid(BLUE), _solid(RED), _hatched()), strict=True):
        chart.add_data(
            Reference(sheet.worksheet, min_col=column, min_row=rows[0] - 1, max_row=rows[1]), titles_from_data=True
        )
        chart.series[-1].graphicalProperties = look
    chart.set_categories(Reference(sheet.worksheet, min_col=names, min_row=rows[0], max_row=rows[1]))
    chart.x_axis.scaling.orientation, chart.y_axis.scaling.min, chart.y_axis.scaling.max = "maxMin", 0, most
    chart.y_axis.majorUnit, chart.y_axis.number_format = max(most // 6, 1), "0"
    for series, colour in zip(chart.series, (WHITE, WHITE, INK), strict=True):
        series.dLbls = DataLabelList(
            showVal=True,
            showSerName=False,
            showCatName=False,
            showLegendKey=False,
            showPercent=False,
            numFmt="0;;",
            txPr=_type(8, colour),
        )
    _placed(sheet, chart, title, at, (27, 1.8 + 1.1 * (rows[1] - rows[0] + 1)))


def lines(
    sheet: Sheet,
    title: str,
    series: Sequence[tuple[str, Sheet, int, int, tuple[int, int], str]],
    at: str,
    days: tuple[date, date],
    *,
    size: tuple[float, float],
    legend: bool = True,
    code: str = COUNT,
) -> None:
    """Points over time, from the year of `days[0]` to that of `days[1]`; `code` is the number format of the scale.

    Each series is (name, its sheet, column of days, column of values, rows, look), its look "points" (marks and a
    line), "loose" (marks alone) or "path" (a dashed line).
    """
    chart = ScatterChart()
    chart.style, chart.scatterStyle = 13, "lineMarker"
    for name, data, when, values, (first, last), look in series:
        drawn = Drawn(
            Reference(data.worksheet, min_col=values, min_row=first, max_row=last),
            Reference(data.worksheet, min_col=when, min_row=first, max_row=last),
        )
        drawn.tx, drawn.smooth = SeriesLabel(v=clean(name)), False
        _dress(drawn, look)
        chart.series.append(drawn)
    chart.x_axis.number_format, chart.y_axis.number_format, chart.y_axis.scaling.min = "yyyy", code, 0
    start, end = (days[0] - timedelta(days=2)).year, days[1].year + 1
    step = -(-(end - start) // 10)
    first_day = to_excel(date(start, 1, 1)) + 1  # a day later, so that each mark is in its own year
    chart.x_axis.scaling.min, chart.x_axis.majorUnit = first_day, 365.25 * step
    chart.x_axis.scaling.max = first_day + 365.25 * step * -(-(end - start) // step)
    _placed(sheet, chart, title, at, size, legend=legend)


def _dress(drawn: Drawn, look: str) -> None:
    """Marks and line of a series."""
    blue = LineProperties(solidFill=BLUE)
    on_path = look == "path"
    drawn.marker = Marker("none") if on_path else Marker("circle", 7, GraphicalProperties(solidFill=BLUE, ln=blue))
    line = LineProperties(solidFill=GREY if on_path else BLUE, w=22000, prstDash="dash" if on_path else "solid")
    drawn.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True) if look == "loose" else line)


def _placed(
    sheet: Sheet, chart: BarChart | ScatterChart, title: str, at: str, size: tuple[float, float], *, legend: bool = True
) -> None:
    chart.title, chart.width, chart.height = clean(title)[:200], *size
    chart.title.tx.rich.p[0].pPr = ParagraphProperties(defRPr=_letters(10, INK, bold=True))
    for run in chart.title.tx.rich.p[0].r:
        run.rPr = _letters(10, INK, bold=True)
    chart.title.overlay = False
    chart.title.layout = Layout(ManualLayout(xMode="edge", yMode="edge", x=0.01, y=0.01))
    chart.x_axis.delete = chart.y_axis.delete = False
    for axis in (chart.x_axis, chart.y_axis):
        axis.txPr, axis.tickLblPos = _type(8, GREY), "low"
        axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=LINE))
    for axis in (chart.x_axis, chart.y_axis):
        if axis.majorGridlines is not None:
            axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="E6EAEE"))
    if isinstance(chart, ScatterChart):
        chart.x_axis.majorGridlines = None
    if legend:
        chart.legend.position, chart.legend.txPr = "b", _type(9, INK)
    else:
        chart.legend = None
    chart.graphical_properties = GraphicalProperties(ln=LineProperties(noFill=True))
    sheet.worksheet.add_chart(chart, at)
    sheet.worksheet.page_setup.fitToHeight = 1


def _solid(colour: str) -> GraphicalProperties:
    return GraphicalProperties(solidFill=colour, ln=LineProperties(solidFill=WHITE))


def _hatched() -> GraphicalProperties:
    fill = PatternFillProperties(prst="ltUpDiag", fgClr=ColorChoice(srgbClr="9AA5B0"), bgClr=ColorChoice(srgbClr=WHITE))
    return GraphicalProperties(pattFill=fill, ln=LineProperties(solidFill=LINE))


def _letters(size: int, colour: str, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(latin=Font(typeface=TYPEFACE), sz=size * 100, b=bold, solidFill=colour)


def _type(size: int, colour: str) -> RichText:
    return RichText(
        p=[Paragraph(pPr=ParagraphProperties(defRPr=_letters(size, colour)), endParaRPr=CharacterProperties())]
    )
