"""The figures in the brief of one country: series as pictures, newest figures as a table, and how it answered."""

from __future__ import annotations

import pandas as pd

from core import words
from core.words import _
from views import pictures, queries, sentences
from views.brief.blocks import (
    HALF,
    Block,
    Line,
    cards,
    facts,
    heading,
    line,
    note,
    paragraph,
    picture,
    status_line,
    table,
)
from views.brief.citations import cite, cite_all, clean
from views.edition import Edition
from views.tables import table as view


def figures(edition: Edition, as_of: str, country: str) -> list[Block]:
    """One or two series as pictures, and the newest figure of each indicator as a table."""
    every = queries.observations(edition, as_of, country=country)
    if every.empty:
        return [heading(_("Figures")), paragraph(line(_("Our record held no figure of this country at this date.")))]
    rows = queries.directions(edition, as_of, country=country).itertuples()
    directions = {row.item: row for row in rows if row.status != "not_judged"}
    indicators = _drawn(every, set(directions))
    charts = [[chart(edition, as_of, country, name, directions.get(name))] for name in indicators]
    revisions = queries.revisions(edition, as_of, country=country)
    return [
        heading(_("Figures")),
        *([cards(*charts, name="charts")] if charts else []),
        _newest_table(edition, as_of, every, directions),
        *(note(sentences.revised(row), *cite(row)) for row in revisions.itertuples()),
        *rounds(edition, as_of, country),
    ]


def _drawn(every: pd.DataFrame, judged: set[str]) -> list[str]:
    """The two indicators to draw: three figures at least, those that are judged first, then the longest."""
    lengths = every.groupby("indicator", sort=False).size()
    enough = (name for name in lengths.index if lengths[name] >= 3)
    return sorted(enough, key=lambda name: (name not in judged, -lengths[name]))[:2]


def _newest(every: pd.DataFrame, judged: set[str]) -> pd.DataFrame:
    """The newest figure of each indicator, by target; `place` says which go first where room is short."""
    newest = every.sort_values(["date_to", "target_no", "label"], kind="stable").groupby("indicator").tail(1)
    newest = newest.assign(judged=newest["indicator"].isin(judged))
    newest = newest.sort_values(["judged", "date_to"], ascending=False, kind="stable")
    return newest.assign(place=range(len(newest))).sort_values(["target_no", "label"], na_position="last")


def _newest_table(edition: Edition, as_of: str, every: pd.DataFrame, directions: dict[str, pd.Series]) -> Block:
    """The newest of all figures of a country, each with its remarks, its source, its period and how it is judged."""
    newest = _newest(every, set(directions))
    rows, related = [], sentences.related(every)
    for row in newest.itertuples():
        figure = words.measured(row.value, row.qualifier, row.unit)
        verdict, why = judgement(edition, as_of, directions.get(row.indicator), row.rule)
        remark = "; ".join(filter(None, (clean(row.caveat), clean(row.note), related.get(row.Index))))
        rows.append(
            [
                [line(row.label), *(line(text, style="soft") for text in (why, remark) if text)],
                [line(strong=figure, cites=cite(row))],
                [line(words.dated(row.period, row.note))],
                [verdict],
            ]
        )
    columns = [(_("Indicator, newest figure"), 54), (_("Figure"), 26), (_("Period"), 17), (_("How it is judged"), 29)]
    return table(columns, rows, name="figures", ranks=newest["place"])


def judgement(edition: Edition, as_of: str, direction: pd.Series | None, rule: str) -> tuple[Line, str]:
    """How a figure is judged, with the rule, and why and how sure that is; the rule alone where nothing is judged."""
    if direction is None:
        return line(sentences.rule(rule), style="soft"), ""
    own = queries.robustness(edition, as_of, country=direction.iso3)
    sure = own[own["indicator"] == direction.item].iloc[0]
    status = queries.statuses(edition)["alliance", direction.status]
    why = f"{sentences.direction(direction, queries.undated(edition), name=False)} {sentences.robust(sure)}"
    return status_line(status, f"({sentences.rule(rule)})"), why


def chart(edition: Edition, as_of: str, country: str, indicator: str, direction: pd.Series | None) -> Block:
    """One series as a picture, with what it says and how sure that is."""
    trend = pictures.picture(edition, "trend", as_of=as_of, indicator=indicator, country=country)
    lines = [line(trend.takeaway, style="soft", cites=cite_all(trend.rows)), line(trend.legend, style="soft")]
    if direction is not None:
        status = queries.statuses(edition)["alliance", direction.status]
        lines.insert(0, status_line(status, ": " + sentences.change_a_year(direction), style="soft"))
    return picture(trend, HALF, lines=lines)


def rounds(edition: Edition, as_of: str, country: str) -> list[Block]:
    """How the country answered in the newest round, and what more it told; nothing where there was none."""
    return [_round(edition, row, country) for row in queries.rounds(edition, as_of).head(1).itertuples()]


def _round(edition: Edition, row: pd.Series, country: str) -> Block:
    answers = queries.answers(edition, row.round, country=country)
    asked, scale = answers[answers["asked"]], queries.scale(edition, "answer")
    answered = sentences.answered(asked, scale) if len(asked) else _("no report of this country in this edition")
    texts = [view(edition, name, round=row.round, country=country) for name in ("threats", "practices")]
    also = "; ".join(f"{text.view.title}: {len(text.frame)}" for text in texts if len(text.frame))
    return facts((row.label, answered), (_("Also in its report, and in the workbook"), also))
