"""The published figures of one country: each with its caveat, and a chart of each series."""

from __future__ import annotations

from collections.abc import Hashable

import pandas as pd

from core.words import _
from views import queries, sentences
from views.workbook import charts
from views.workbook.cells import letter
from views.workbook.columns import Column, grounds, sources
from views.workbook.listing import List, listing
from views.workbook.report import Work
from views.workbook.styles import COUNT, DAY
from views.workbook.writer import Sheet

MOST = 12
"""How many series have a chart; a sheet of hundreds would be read by nobody."""
CHART_WIDTH = 84
"""How many characters across a chart and a little room take."""
CHART_ROWS = 17


def figures(work: Work, country: str) -> None:
    """A sheet of the country's own figures with their caveats, and one that says how each series moved."""
    table = work.asked("observations", country=country)
    work.uses(table)
    frame = table.frame
    middle = Column(
        _("Middle of the period"), list(frame["date_mid"]), "left", DAY, _("The day at which a chart draws the figure")
    )
    shown = listing(
        table,
        _("Figures"),
        _("Its published figures, each with its caveat and its source."),
        empty=_("Our record held no figure of this country at this date."),
    )
    shown.columns[2:2] = [middle]
    sheet = work.add(shown, _("Which figures are published?"))
    series = {
        indicator: rows
        for indicator, rows in frame.groupby("indicator", sort=False)
        if len(rows) >= 3 and rows.index[-1] - rows.index[0] == len(rows) - 1
    }
    if series:
        drawn = dict(list(series.items())[:MOST])
        below = _series(work, sheet, drawn, country)
        headings = [column.heading for column in shown.columns]
        _charts(below, sheet, list(drawn.values()), sheet.last - len(frame) + 1, headings)


def _series(work: Work, figures: Sheet, series: dict[Hashable, pd.DataFrame], country: str) -> Sheet:
    """How each series moved, in words: one row an indicator."""
    judged = {
        row.item: row
        for row in queries.directions(work.edition, work.as_of, country=country).itertuples()
        if row.status != "not_judged"
    }
    rows, firsts = list(series.values()), [rows.iloc[0] for rows in series.values()]
    statuses = [
        work.status("alliance", judged[name].status) if name in judged else work.status("context", "context")
        for name in series
    ]
    changes = [sentences.change_a_year(judged[name]) if name in judged else "" for name in series]
    columns = [
        Column(_("Indicator"), [first["label"] for first in firsts], "row", widest=34),
        Column(_("Rule"), [sentences.rule(first["rule"]) for first in firsts], widest=24),
        Column(_("Status"), statuses, widest=20),
        Column(_("In one sentence"), [sentences.series(frame) for frame in rows], widest=60),
        Column(_("Change a year"), changes, widest=40),
        Column(_("Caveat"), [first["caveat"] for first in firsts], widest=44),
        *sources([grounds(frame)[()] for frame in rows], work.edition, sheet=figures.title),
    ]
    explained = _("Every indicator with three figures or more; the figures themselves are on the sheet before.")
    return work.add(List(_("Series"), explained, columns, filters=_("none")), _("How did its figures move?"))


def _charts(sheet: Sheet, figures: Sheet, series: list[pd.DataFrame], first: int, headings: list[str]) -> None:
    """A chart of each series, two beside each other, below the rows of `sheet`.

    They are drawn from the cells of `figures`, where the rows begin at `first` under `headings`.
    """
    day, value, top = headings.index(_("Middle of the period")) + 1, headings.index(_("Figure")) + 1, sheet.last + 2
    beside = letter(next(n for n in range(2, 12) if sum(sheet.width(k) for k in range(1, n)) > CHART_WIDTH))
    for n, frame in enumerate(series):
        label, unit = frame.iloc[0]["label"], frame.iloc[0]["unit"]
        rows = (first + int(frame.index[0]), first + int(frame.index[-1]))
        charts.lines(
            sheet,
            f"{label} ({unit})",
            [(label, figures, day, value, rows, "points" if frame["unit"].nunique() == 1 else "loose")],
            f"{beside if n % 2 else 'A'}{top + n // 2 * CHART_ROWS}",
            (frame["date_mid"].min(), frame["date_mid"].max()),
            size=(15.5, 7.6),
            legend=False,
            code=COUNT if frame["value"].max() > 5 else "0.0",
        )
