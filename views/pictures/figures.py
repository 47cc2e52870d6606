"""Pictures of figures: the joint goal, one indicator over time or over countries, and how old figures are."""

from __future__ import annotations

import pandas as pd

from core import words
from core.words import _
from views import charts, queries, sentences
from views.comparison import sides
from views.edition import Edition
from views.pictures.drawn import Drawn
from views.pictures.titles import ages_title, joint_goal_title, trend_title


def joint_goal(edition: Edition, as_of: str, ahead: bool = False) -> Drawn:
    """The stock of the joint goal with its path and the conferences until the date of looking.

    `ahead` shows also where the present pace leads, on a log scale.
    """
    rows, known = queries.trajectory(edition, as_of, rule="annual_growth"), queries.periods(edition)
    keys = zip(rows["indicator"], rows["iso3"], rows["period"], strict=True)
    notes = [known.get(key, ("", ""))[1] for key in keys]
    rests = _rests(queries.spans(edition, as_of))
    loose = [
        bool(rests) and words.undated(note) and day not in rests for note, day in zip(notes, rows["day"], strict=True)
    ]
    return Drawn(
        joint_goal_title(),
        sentences.joint_goal(queries.joint_goal(edition, as_of)),
        charts.joint_goal(rows.assign(note=notes, loose=loose), queries.past_conferences(edition, as_of), ahead=ahead),
        rows,
    )


def _rests(spans: pd.DataFrame) -> set[object]:
    """The days of the figures that rates rest on."""
    return {*spans["from_date"], *spans["to_date"]}


def trend(edition: Edition, as_of: str, indicator: str, country: str) -> Drawn:
    """The figures of one indicator of one country, and where their present pace leads."""
    rows = queries.observations(edition, as_of, indicator=indicator, country=country)
    first = rows.iloc[0]
    title = trend_title(first["label"], first["country"], first["unit"])
    spec = charts.trend(rows, queries.trajectory(edition, as_of, indicator, country))
    return Drawn(title, sentences.series(rows), spec, rows)


def comparison(edition: Edition, as_of: str, indicator: str, country: list[str] | None = None) -> Drawn:
    """One indicator of several countries as bars: the newest figures that are one in unit, period and definition."""
    asked = list(country) if country else None
    (fair,), _refused = sides(queries.comparison(edition, as_of, asked, indicator), len(asked or []))
    bars = fair.rows.sort_values("country").assign(
        label=lambda frame: frame["country"],
        said=lambda frame: [words.figure(row.value, row.qualifier) for row in frame.itertuples()],
    )
    figures = "; ".join(f"{row.country} {row.said}" for row in bars.itertuples())
    takeaway = f"{figures} ({bars.iloc[0]['unit']}, {bars.iloc[0]['period']})."
    return Drawn(fair.title, takeaway, charts.bars(bars), fair.rows)


def ages(edition: Edition, as_of: str) -> Drawn:
    """How many indicators have their newest figure how many years before the date of looking."""
    rows = queries.indicator_coverage(edition, as_of)
    bars = _age_bands(rows["age_years"])
    counts = "; ".join(f"{row.label} {row.said}" for row in bars.itertuples())
    takeaway = _("Indicators by the age of their newest figure: {0}.").format(counts)
    return Drawn(ages_title(), takeaway, charts.bars(bars), rows)


def _age_bands(age: pd.Series) -> pd.DataFrame:
    bands = {
        _("under 1 year"): age < 1,
        _("1 to 3 years"): (age >= 1) & (age < 3),
        _("3 to 5 years"): (age >= 3) & (age < 5),
        _("5 to 10 years"): (age >= 5) & (age < 10),
        _("10 years and more"): age >= 10,
        _("no figure yet"): age.isna(),
    }
    counts = {name: int(mask.sum()) for name, mask in bands.items()}
    return pd.DataFrame(
        [{"label": name, "value": count, "said": words.of(count, len(age))} for name, count in counts.items()]
    )
