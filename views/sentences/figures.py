"""Single figures and series in sentences: what they were, what they are, which of them are missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from core.words import _, counted, day, figure, measured, missing, of, when
from views.queries import Behind, Period
from views.sentences.dates import Undated, stated_when


def series(rows: pd.DataFrame) -> str:
    """One sentence about a series of figures: the first and the last."""
    first, last = rows.iloc[0], rows.iloc[-1]
    return _("{0}, {1}: {2} {3}, {4} {5}.").format(
        last.label,
        last.country,
        measured(first.value, first.qualifier, first.unit),
        when(first.period, first.note),
        measured(last.value, last.qualifier, last.unit),
        when(last.period, last.note),
    )


def direction(row: pd.Series, known: Undated, *, name: bool = True) -> str:
    """One sentence about an indicator with a better direction; without its name where that stands above.

    `known` are the pages without a date.
    """
    if not name:
        whole = direction(row, known).removeprefix(f"{row.label}, {row.country}: ")
        return whole[:1].upper() + whole[1:]
    now = measured(row.current_value, row.current_qualifier, row.unit)
    if missing(row.base_value) or row.status == "not_judged":
        return _("{0}, {1}: {2}; no direction can be said.").format(row.label, row.country, now)
    years = [str(date.year) for date in (row.base_date, row.current_date)]
    notes = ["undated" if (row.item, row.iso3, year) in known else "" for year in years]
    base = figure(row.base_value, row.base_qualifier)
    before, after = (when(year, note) for year, note in zip(years, notes, strict=True))
    return _("{0}, {1}: from {2} {3} to {4} {5}.").format(row.label, row.country, base, before, now, after)


COUNTS = _(
    "A list that becomes known is no change: each count bears the date of its list. Nothing in our record is not zero."
)
UNCHANGED = _("Our record shows no change.")


def changes(rows: pd.DataFrame, behind: Mapping[str, Behind]) -> list[str]:
    """What is worth telling of the rows of the query `changes`: the joint goal, milestones, ICSE, actions."""
    told = rows["rule"].isin(["annual_growth", "binary"]) | (rows["item"] == "icse_countries_connected")
    return [changed(row, behind) for row in rows[told | (rows["item_type"] == "action")].itertuples()]


def changed(row: pd.Series, behind: Mapping[str, Behind]) -> str:
    """One line: what a figure was and what it is, each with its date; a list that became known is no change.

    `row` is of the query `changes`, `behind` what stands behind each item.
    """
    if row.item_type == "milestone":
        return _became_known(row, behind[row.item])
    text = _("{0}: from {1} to {2}")
    if row.item_type == "action":
        label = _("Target {0}: countries of which our record holds an action").format(row.target_no)
        return text.format(label, of(int(row.before), int(row.before_of)), of(int(row.after), int(row.after_of)))
    after = figure(row.after, row.after_qualifier) + _at(behind[row.item].after)
    if missing(row.before):
        return _("{0}: {1}; our record held nothing before").format(row.label, after)
    return text.format(row.label, figure(row.before, row.before_qualifier) + _at(behind[row.item].before), after)


def _became_known(row: pd.Series, behind: Behind) -> str:
    """A milestone at two dates: what is known of it, and how much of that happened in between."""
    before = _("nothing") if missing(row.before) else of(int(row.before), int(row.before_of))
    known = _("{0}: {1} known now{2}; {3} known then.").format(
        row.label, of(int(row.after), int(row.after_of)), stated_when(behind.states), before
    )
    if row.after == row.before:
        return f"{known} {_('Nothing new became known.')}"
    if not behind.acts:
        return known + " " + _("No joining is dated between: what is new became known, which is no change.")
    return f"{known} " + counted(
        "{0} joining is dated between; all else became known, which is no change.",
        "{0} joinings are dated between; all else became known, which is no change.",
        behind.acts,
    )


def _at(period: Period | None) -> str:
    if period is None:
        return ""
    return f" {when(*period)}"


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


def related(rows: pd.DataFrame) -> dict[object, str]:
    """What must be said of an “about” figure that another indicator gives exactly, by the label of its row.

    `rows` are figures of the query `observations`. It is one where both are of one country and period, and the exact
    figure, rounded as the other is, comes to the same.
    """
    exact = rows[rows["qualifier"] == "exact"]
    said = {}
    for at, row in rows[(rows["qualifier"] == "approx") & (rows["iso3"] != "WLD")].iterrows():
        same = exact[(exact["iso3"] == row["iso3"]) & (exact["period"] == row["period"])]
        for other in same[
            (same["indicator"] != row["indicator"]) & same["value"].map(_rounds_to(row["value"]))
        ].itertuples():
            said[at] = _("Comes to the {0} of “{1}”, {2}: probably the same fact, not a second one.").format(
                measured(other.value, other.qualifier, other.unit), other.label, other.period
            )
    return said


def _rounds_to(value: float) -> Callable[[float], bool]:
    """Whether a figure comes to `value` when it is rounded to the digits that are not its last noughts."""
    step = next((10**power for power in range(12, 1, -1) if value % 10**power == 0), 0)
    return lambda exact: bool(step) and exact != value and round(exact / step) * step == value


def absent(countries: list[str], rows: pd.DataFrame, names: dict[str, str]) -> str:
    """Which of the countries asked for have no figure here."""
    without = [names[code] for code in countries if code not in set(rows["iso3"])]
    return _("Not in our record: {0}.").format(", ".join(without)) if without else ""
