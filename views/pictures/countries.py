"""Pictures of countries: their milestones, their acts over time, and who has reported."""

from __future__ import annotations

import pandas as pd

from core import words
from core.words import _
from views import charts, queries, sentences
from views.edition import Edition
from views.pictures.drawn import Drawn
from views.pictures.labels import in_words, told_apart
from views.pictures.titles import matrix_title, milestones_title, timeline_title, voices_title

VOICES = {"reported": "yes", "named": "yes", "announced": "part", "silent": "not_known"}
"""How the square of a country is drawn, by whose word its actions have."""


def milestones(edition: Edition, as_of: str, target: int | None = None, milestone: str | None = None) -> Drawn:
    """Milestones over all countries as squares: of one target, or one of them."""
    totals = queries.milestone_totals(edition, as_of, target)
    totals = totals.loc[totals["item"].eq(milestone) if milestone else totals["item"].notna()]
    order = list(totals["item"])
    states = queries.milestones(edition, as_of, milestone=order).sort_values(
        "milestone", key=lambda names: names.map(order.index), kind="stable"
    )
    title = milestones_title(totals["label"].iloc[0] if milestone else "", target)
    takeaway = " ".join(
        sentences.milestone(row, states[states["milestone"] == row.item]) for row in totals.itertuples()
    )
    return Drawn(
        title,
        takeaway,
        charts.dots(states.assign(said=in_words(edition, states)), cell=10 if len(order) > 1 else 13),
        states,
    )


def timeline(edition: Edition, as_of: str, country: str) -> Drawn:
    """Treaty acts and memberships of one country over time; those without a date are named and not drawn."""
    rows = queries.facts(edition, as_of, country)
    has_no_date = sentences.has_no_date(rows)
    drawn = rows[~has_no_date]
    takeaway = " ".join(filter(None, (_acts(drawn), sentences.not_drawn(rows[has_no_date]))))
    title = timeline_title(queries.participants(edition, country).iloc[0]["name"])
    return Drawn(title, takeaway, charts.timeline(drawn, queries.past_conferences(edition, as_of)), rows)


def _acts(dated: pd.DataFrame) -> str:
    """How many acts and memberships are drawn, and of which months; empty where none."""
    if dated.empty:
        return ""
    first, last = (words.month(day) for day in (dated["known_from"].min(), dated["known_from"].max()))
    return words.counted(
        "{0} treaty act or membership, of {1}.",
        "{0} treaty acts and memberships, from {1} to {2}.",
        len(dated),
        first,
        last,
    )


def matrix(edition: Edition, as_of: str, region: str | None = None, eu: str | None = None) -> Drawn:
    """Countries down, milestones across: those of one region, members of the EU or others ("yes", "no"), or all."""
    rows = queries.milestones(edition, as_of)
    rows = rows[rows["region"].eq(region)] if region else rows[rows["eu_member"].eq(eu == "yes")] if eu else rows
    order = {milestone: place for place, milestone in enumerate(queries.milestone_totals(edition, as_of)["item"])}
    rows = rows.sort_values(
        by=["country", "milestone"], key=lambda column: column.map(order) if column.name == "milestone" else column
    )
    rows = rows.assign(said=in_words(edition, rows), country=told_apart(rows))
    name = region or ({"yes": _("EU members"), "no": _("Outside the EU")}[eu] if eu else _("All countries"))
    takeaway = words.counted(
        "{1}, {0} country. Known to have met: {2}.",
        "{1}, {0} countries. Known to have met: {2}.",
        rows["iso3"].nunique(),
        name,
        _met(rows),
    )
    return Drawn(matrix_title(name), takeaway, charts.matrix(rows), rows)


def _met(rows: pd.DataFrame) -> str:
    """How many countries are known to have met each milestone."""
    return "; ".join(
        f"{label} {words.of(int((part['state'] == 'yes').sum()), len(part))}"
        for label, part in rows.groupby("label", sort=False)
    )


def voices(edition: Edition, as_of: str, part: str | None = None) -> Drawn:
    """Countries by the four targets: an action in our record, or none; one third of them ("1", "2", "3") or all."""
    statuses, rows = queries.statuses(edition), queries.coverage(edition, as_of).assign(country=told_apart)
    if part:
        rows = rows[rows["country"].isin(_third(list(dict.fromkeys(rows["country"])), int(part)))]
    labels = [f"{statuses['voice', row.voice]['label']}: {row.actions}" for row in rows.itertuples()]
    squares = rows.assign(
        label=rows["target_no"].astype(str), state=rows["voice"].map(VOICES), said=labels, source_title=""
    ).sort_values(["country", "target_no"])
    return Drawn(voices_title(), sentences.reporting(rows), charts.matrix(squares), rows)


def _third(countries: list[str], part: int) -> list[str]:
    third = -(-len(countries) // 3)
    return countries[(part - 1) * third : part * third]
