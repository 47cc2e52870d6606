"""Single figures and series in sentences: what they were, what they are, which of them are missing."""

from __future__ import annotations

import pandas as pd

from core.words import _, day, figure, missing, of


def series(rows: pd.DataFrame) -> str:
    """One sentence about a series of figures: the first and the last."""
    first, last = rows.iloc[0], rows.iloc[-1]
    return _("{0}, {1}: {2} {3} in {4}, {5} {6} in {7}.").format(
        last.label,
        last.country,
        figure(first.value, first.qualifier),
        first.unit,
        first.period,
        figure(last.value, last.qualifier),
        last.unit,
        last.period,
    )


def direction(row: pd.Series, *, name: bool = True) -> str:
    """One sentence about an indicator with a better direction; without its name where that stands above."""
    if not name:
        return direction(row).removeprefix(f"{row.label}, {row.country}: ").capitalize()
    if missing(row.base_value) or row.status == "not_judged":
        return _("{0}, {1}: {2} {3}; no direction can be said.").format(
            row.label, row.country, figure(row.current_value, row.current_qualifier), row.unit
        )
    return _("{0}, {1}: from {2} in {3} to {4} {5} in {6}.").format(
        row.label,
        row.country,
        figure(row.base_value, row.base_qualifier),
        row.base_date.year,
        figure(row.current_value, row.current_qualifier),
        row.unit,
        row.current_date.year,
    )


def changed(row: pd.Series) -> str:
    """One line: what a figure was and what it is."""
    if row.unit == "countries" and not missing(row.after_of):
        after = of(int(row.after), int(row.after_of))
        before = _("nothing on record") if missing(row.before) else of(int(row.before), int(row.before_of))
    else:
        after, before = (
            figure(row.after, row.after_qualifier),
            _("nothing on record") if missing(row.before) else figure(row.before, row.before_qualifier),
        )
    label = _("Target {0}: {1}").format(row.target_no, row.label.lower()) if row.item_type == "action" else row.label
    return _("{0}: from {1} to {2}").format(label, before, after)


def revised(row: pd.Series) -> str:
    """A cumulative figure that is lower than one before."""
    return _(
        "{0}: {1} on {2}, lower than {3} on {4}. A count that only adds up cannot fall: a revision, another "
        "definition, or a date that is not exact."
    ).format(
        row.label,
        figure(row.to_value, row.to_qualifier),
        day(row.to_date),
        figure(row.from_value, row.from_qualifier),
        day(row.from_date),
    )


def absent(countries: list[str], rows: pd.DataFrame, names: dict[str, str]) -> str:
    """Which of the countries asked for have no figure here."""
    without = [names[code] for code in countries if code not in set(rows["iso3"])]
    return _("Not reported: {0}.").format(", ".join(without)) if without else ""
