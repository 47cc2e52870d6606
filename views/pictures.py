"""Pictures of an edition, each by its name and filters: drawn once, then handed out to pages, downloads and briefs alike.

A picture is a value: what it shows in words, its sources, its edition and its filters travel with it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import pandas as pd

from core import words
from core.words import _
from views import charts, queries, sentences
from views.comparison import sides
from views.edition import Edition


@dataclass(frozen=True, eq=False)
class Picture:
    """A chart of an edition: `title`, `said` (the takeaway in one sentence), the Vega-Lite `spec`, the `rows` it shows, and the filters it was asked with."""

    name: str
    edition: Edition
    title: str
    said: str
    spec: Mapping
    rows: pd.DataFrame
    filters: dict[str, object] = field(default_factory=dict)

    @property
    def cited(self) -> str:
        """The line that names its sources."""
        return sentences.cites(self.rows)

    @property
    def legend(self) -> str:
        """What its marks mean, in words that need no colour and no font."""
        return LEGENDS.get(self.name, "")

    @property
    def file_name(self) -> str:
        """A name that no other edition or filter shares, without ending: monitor-trend-edition-1-3f9a2c-as_of-latest-country-FRA."""
        return words.file_name(
            self.name, self.edition.number, self.edition.short, self.filters, illustrative=self.edition.illustrative
        )

    @property
    def edition_text(self) -> str:
        """Edition, hash and date of looking as the picture itself says them; invented figures say so."""
        when = sentences.known_at(self.edition.rows("conferences", as_of=self.filters["as_of"]).iloc[0])
        return " · ".join(
            [
                _("Edition {0}").format(self.edition.number),
                self.edition.short,
                when,
                *([words.ILLUSTRATIVE] if self.edition.illustrative else []),
            ]
        )


def picture(edition: Edition, name: str, **filters: object) -> Picture:
    """The picture `name` of an edition under `filters`; those that are None do not count. The same value is handed out each time, and not to be changed."""
    asked = {
        key: tuple(value) if isinstance(value, list) else value for key, value in filters.items() if value is not None
    }
    return _drawn(edition, name, tuple(asked.items()))


def filters(name: str) -> tuple[str, ...]:
    """The names of the filters that a picture takes."""
    return tuple(inspect.signature(PICTURES[name]).parameters)[1:]


def needed(name: str) -> tuple[str, ...]:
    """The filters without which a picture cannot be drawn."""
    return tuple(
        key
        for key, one in inspect.signature(PICTURES[name]).parameters.items()
        if one.default is inspect.Parameter.empty
    )[1:]


@lru_cache(maxsize=64)
def _drawn(edition: Edition, name: str, asked: tuple) -> Picture:
    title, said, spec, rows = PICTURES[name](edition, **dict(asked))
    return Picture(
        name,
        edition,
        title,
        said,
        spec,
        rows,
        {key: list(value) if isinstance(value, tuple) else value for key, value in asked},
    )


_QUALITY = _("Filled circle: exact or counted; open circle: about; triangle: at least; diamond: derived")
_STATE = _("Filled: yes; crossed: no; hatched: not known")
LEGENDS = {
    "joint_goal": _("{0}; dashed line: the path of 10 % a year").format(_QUALITY),
    "trend": _("{0}; dotted: the present pace carried on, no forecast").format(_QUALITY),
    "milestones": _STATE,
    "matrix": _STATE,
    "voices": _("Filled: reported to the Alliance or naming it; open: national announcement only; hatched: silent"),
    "timeline": _(
        "Filled: dated act; open: named in a list at that date; triangle: mention only; crossed: named as outside; dotted lines: conferences"
    ),
}
Drawn = tuple[str, str, dict, pd.DataFrame]
"""Title, takeaway, spec and rows of a picture."""


def joint_goal(edition: Edition, as_of: str, ahead: bool = False) -> Drawn:
    """The stock of the joint goal with its path and the conferences until the date of looking; `ahead` also where the present pace leads, on a log scale."""
    rows = queries.trajectory(edition, as_of, rule="annual_growth")
    spec = charts.joint_goal(rows, queries.past_conferences(edition, as_of), ahead=ahead)
    return (
        _("Victims identified in INTERPOL’s ICSE database, cumulative"),
        sentences.joint_goal(queries.joint_goal(edition, as_of)),
        spec,
        rows,
    )


def milestones(edition: Edition, as_of: str, target: int | None = None, milestone: str | None = None) -> Drawn:
    """Milestones over all countries as squares: of one target, or one of them."""
    totals = queries.milestone_totals(edition, as_of, target).loc[
        lambda frame: frame["item"].eq(milestone) if milestone else frame["item"].notna()
    ]
    order = list(totals["item"])
    states = queries.milestones(edition, as_of, milestone=order).sort_values(
        "milestone", key=lambda names: names.map(order.index), kind="stable"
    )
    title = (
        totals["label"].iloc[0]
        if milestone
        else _("Milestones over all countries, target {0}").format(target)
        if target
        else _("Milestones over all countries")
    )
    return (
        title,
        " ".join(sentences.milestone(row) for row in totals.itertuples()),
        charts.dots(states.assign(said=in_words(edition, states))),
        states,
    )


def trend(edition: Edition, as_of: str, indicator: str, country: str) -> Drawn:
    """The figures of one indicator of one country, and where their present pace leads."""
    rows = queries.observations(edition, as_of, indicator=indicator, country=country)
    first = rows.iloc[0]
    spec = charts.trend(rows, queries.trajectory(edition, as_of, indicator, country))
    return (
        _("{0}, {1} ({2})").format(first["label"], first["country"], first["unit"]),
        sentences.series(rows),
        spec,
        rows,
    )


def timeline(edition: Edition, as_of: str, country: str) -> Drawn:
    """Treaty acts and memberships of one country over time."""
    rows = queries.facts(edition, as_of, country)
    said = _("{0} treaty acts and memberships, from {1} to {2}.").format(
        len(rows), words.month(rows["known_from"].min()), words.month(rows["known_from"].max())
    )
    name = queries.participants(edition, country).iloc[0]["name"]
    return (
        _("On record over time: {0}").format(name),
        said,
        charts.timeline(rows, queries.past_conferences(edition, as_of)),
        rows,
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
    counts = [
        f"{label} {words.of(int((part['state'] == 'yes').sum()), len(part))}"
        for label, part in rows.groupby("label", sort=False)
    ]
    said = _("{0}, {1} countries. Known to have met: {2}.").format(name, rows["iso3"].nunique(), "; ".join(counts))
    return _("Milestones of countries: {0}").format(name), said, charts.matrix(rows), rows


def comparison(edition: Edition, as_of: str, indicator: str, country: list[str] | None = None) -> Drawn:
    """One indicator of several countries as bars: the newest figures that are one in unit, period and definition."""
    asked = list(country) if country else None
    (one,), _refused = sides(queries.comparison(edition, as_of, asked, indicator), len(asked or []))
    rows = one.rows
    bars = rows.sort_values("country").assign(
        label=lambda frame: frame["country"],
        said=lambda frame: [words.figure(row.value, row.qualifier) for row in frame.itertuples()],
    )
    said = (
        "; ".join(f"{row.country} {row.said}" for row in bars.itertuples())
        + f" ({bars.iloc[0]['unit']}, {bars.iloc[0]['period']})."
    )
    return one.title, said, charts.bars(bars), rows


def gaps(
    edition: Edition,
    as_of: str,
    target: int | None = None,
    goal: str | None = None,
    country: str | None = None,
    kind: str | None = None,
    most: int = 12,
) -> Drawn:
    """What is missing most often under the filters, as bars; commitments past their due date count as one thing."""
    rows = queries.gaps(edition, as_of, target=target, goal=goal, country=country, kind=kind)
    names = rows["label"].where(rows["item_type"] != "commitment", _("Commitments past their due date"))
    named = (_("Target {0}: {1}").format(number, name) for number, name in zip(rows["target_no"], names, strict=True))
    counts = (
        pd.Series(list(named), dtype=object).value_counts().head(most).rename_axis("label").reset_index(name="value")
    )
    counts["said"] = counts["value"].astype(str)
    said = _("Most often missing: {0}.").format(
        "; ".join(f"{row.label} {row.said}" for row in counts.head(5).itertuples())
    )
    return _("Missing most often"), said, charts.bars(counts), rows


def gap_totals(edition: Edition, as_of: str, target: int) -> Drawn:
    """For how many countries something is missing under one target, as bars."""
    rows = queries.gap_totals(edition, as_of, target)
    bars = rows.assign(
        value=rows["countries"], said=[words.of(int(row.countries), int(row.participants)) for row in rows.itertuples()]
    )
    return _("Gaps under target {0}, in countries").format(target), sentences.largest_gap(rows), charts.bars(bars), rows


def voices(edition: Edition, as_of: str, part: str | None = None) -> Drawn:
    """Countries by the four targets: an action on record, or silence; one third of them ("1", "2", "3") or all."""
    statuses, rows = queries.statuses(edition), queries.coverage(edition, as_of).assign(country=told_apart)
    countries = list(dict.fromkeys(rows["country"]))
    third = -(-len(countries) // 3)
    rows = rows[rows["country"].isin(countries[(int(part) - 1) * third : int(part) * third])] if part else rows
    states = {"reported": "yes", "named": "yes", "announced": "part", "silent": "not_known"}
    said = [f"{statuses['voice', row.voice]['label']}: {row.actions}" for row in rows.itertuples()]
    drawn = rows.assign(
        label=rows["target_no"].astype(str), state=rows["voice"].map(states), said=said, source_title=""
    ).sort_values(["country", "target_no"])
    return _("Actions on record by country and policy target"), sentences.reporting(rows), charts.matrix(drawn), rows


def ages(edition: Edition, as_of: str) -> Drawn:
    """How many indicators have their newest figure how many years before the date of looking."""
    rows = queries.indicator_coverage(edition, as_of)
    age = rows["age_years"]
    bands = {
        _("under 1 year"): age < 1,
        _("1 to 3 years"): (age >= 1) & (age < 3),
        _("3 to 5 years"): (age >= 3) & (age < 5),
        _("5 to 10 years"): (age >= 5) & (age < 10),
        _("10 years and more"): age >= 10,
        _("no figure yet"): age.isna(),
    }
    bars = pd.DataFrame(
        [
            {"label": name, "value": int(mask.sum()), "said": words.of(int(mask.sum()), len(age))}
            for name, mask in bands.items()
        ]
    )
    said = _("Indicators by the age of their newest figure: {0}.").format(
        "; ".join(f"{row.label} {row.said}" for row in bars.itertuples())
    )
    return _("Indicators by the age of their newest figure"), said, charts.bars(bars), rows


PICTURES: dict[str, Callable[..., Drawn]] = {
    one.__name__: one
    for one in (joint_goal, milestones, trend, timeline, matrix, comparison, gaps, gap_totals, voices, ages)
}


def told_apart(rows: pd.DataFrame) -> pd.Series:
    """The name of the country of each row; where two countries share it, with their codes."""
    shared = rows.groupby("country")["iso3"].transform("nunique") > 1
    return rows["country"].mask(shared, rows["country"] + " (" + rows["iso3"] + ")")


def in_words(edition: Edition, states: pd.DataFrame) -> list[str]:
    """The state of each row of `milestones` in words, as a tooltip says it."""
    labels = queries.statuses(edition)
    return [labels["alliance", row.state]["label"].lower() + since(row) for row in states.itertuples()]


SINCE = {
    "ratification": _(", ratified {0}"),
    "accession": _(", acceded {0}"),
    "entry_into_force": _(", in force since {0}"),
}
"""What began at a date, by the fact from which it is taken."""


def since(row: object) -> str:
    """Since when, or as of which date, a milestone has its state."""
    if not words.missing(row.since):
        return SINCE.get(row.since_fact, _(", since {0}")).format(words.stated(row.since))
    return "" if words.missing(row.stated) else _(", as of {0}").format(words.stated(row.stated))
