"""Doubts and outlook in sentences: what speaks against a judgement, and where the present pace leads."""

from __future__ import annotations

import pandas as pd

from core.words import _, counted, many, missing, month, number, of, percent

DOUBTS = {
    "two_points": _("two points only"),
    "at_least": _("a value that it rests on is “at least”"),
    "about": _("a value that it rests on is “about” or derived"),
    "old": _("the newest figure is more than five years old"),
    "last_point": _("without the last point it would be another"),
    "other_profiles": _("another profile sees it the other way"),
}


def robust(row: pd.Series) -> str:
    """How sure a judgement is: its doubts, and how many other profiles see it the same way.

    `row` is of the table robustness.
    """
    if row.mark == "not_judged":
        return _("Not judged.")
    doubts = _("; ").join(DOUBTS[code] for code in row.doubts.split())
    lead = _("In doubt: {0}.").format(doubts) if doubts else _("None of the doubts that can be tested was found.")
    return f"{lead} {others(row)}".strip()


def others(row: pd.Series) -> str:
    """How many of the other profiles that fit agree, and how many cannot judge."""
    fit, judged = int(row.profiles), int(row.profiles_judged)
    if not fit:
        return ""
    if not judged:
        return counted(
            "The only other profile that fits cannot judge it.",
            "None of the {0} other profiles that fit can judge it.",
            fit,
        )
    agree = many("{0} other profile that fits agrees", "{0} other profiles that fit agree", fit)
    rest = counted("; {0} cannot judge.", "; {0} cannot judge.", fit - judged) if judged < fit else "."
    return agree.format(of(int(row.profiles_agree), fit)) + rest


def pace(row: pd.Series) -> str:
    """Where the present pace leads, with the date, or that it never gets there. `row` is of the table progress."""
    if missing(row.reach) or row.reach == "no_target":
        return ""
    return _pace_of_growth(row) if row.rule == "annual_growth" else _pace_of_joining(row)


def _pace_of_growth(row: pd.Series) -> str:
    if row.reach == "too_old":
        return _("The newest figure is more than five years old, so no pace is carried on from it.")
    lead = _("If the pace from {0} to {1}, {2} a year, went on,").format(
        row.pace_from.year, row.pace_to.year, percent(row.pace, 1)
    )
    never = missing(row.reach_date)
    when = _("only in more than two hundred years") if never else _("in {0}").format(month(row.reach_date))
    return lead + {
        "stays_ahead": _(" the stock would grow at least as fast as the goal asks; that is arithmetic, no forecast."),
        "falls_behind": _(" growth would miss the goal in each year, and the stock would fall behind the path {0}."),
        "catches_up": _(" the stock would be back on the path {0}."),
        "never": _(" the stock would never get back to the path."),
    }[row.reach].format(when)


def _pace_of_joining(row: pd.Series) -> str:
    year = _("more than a hundred years") if missing(row.reach_date) else row.reach_date.year
    return {
        "reached": _("All countries are there."),
        "never": _("Our record holds no date of joining of the last ten years."),
        "no_pace": _("Lists say who has joined, few say when: no pace can be worked out."),
        "at_this_pace": _("At the pace of the last ten years, {0} a year, all would be there in {1}."),
    }[row.reach].format(number(row.pace or 0, 1), year)


def change_a_year(row: pd.Series) -> str:
    """The mean change a year of an indicator with a better direction."""
    if missing(row.pace):
        return ""
    digits = 2 if abs(row.pace) < 1 else 1
    unit = _("percentage points") if row.unit == "percent" else row.unit
    return _("{0} {1} a year on average; no target is set, so no speed can be called enough.").format(
        ("+" if row.pace > 0 else "") + number(row.pace, digits), unit
    )
