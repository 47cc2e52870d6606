"""The joint goal in sentences: where the one stock stands against its path, how its base was got, how sure that is.

Each takes a row of `progress` whose rule is annual_growth, but `span`, which takes one of `spans`.
"""

from __future__ import annotations

import pandas as pd

from core.words import _, counted, dated, day, figure, missing, month, number, percent, rounded, undated, when


def joint_goal(row: pd.Series) -> str:
    """One sentence: where the joint goal stands."""
    if row.status == "not_judged":
        return {
            "no_launch": _("The joint goal cannot be judged: the launch, from which it counts, is not on record."),
            "no_points": _("Nothing was on record about the joint goal at this date."),
            "one_point": _(
                "The joint goal could not be judged at this date: one figure was on record, and growth needs two."
            ),
            "no_base": _(
                "The joint goal could not be judged at this date: no figure from after the launch was on record, so "
                "there is no base."
            ),
            "before_launch": _(
                "The joint goal could not be judged at this date: the newest figure is from before the launch."
            ),
        }[row.reason]
    if row.status == "revision":
        return _(
            "The stock was revised downwards; a stock cannot fall, so the joint goal is not judged until the "
            "revision is explained."
        )
    if row.gap_value >= 0:
        return _(
            "The joint goal is ahead of its path: {0} victims identified, where the path asks for about {1}. The goal "
            "is growth in every year, which a stock ahead of its path does not show."
        ).format(figure(row.current_value, row.current_qualifier), rounded(row.path_value))
    return _("The joint goal is behind its path: {0} victims identified, where the path asks for about {1}.").format(
        figure(row.current_value, row.current_qualifier), rounded(row.path_value)
    )


def against_the_path(row: pd.Series) -> str:
    """What the number of the gap counts."""
    text = (
        _("more victims identified than the path asks for: {0} against about {1} {2}")
        if row.gap_value >= 0
        else _("fewer victims identified than the path asks for: {0} against about {1} {2}")
    )
    return text.format(
        figure(row.current_value, row.current_qualifier),
        rounded(row.path_value),
        when(row.current_period, row.current_note),
    )


def growth(row: pd.Series) -> str:
    """One sentence: the yearly growth, and what a single year can say."""
    if missing(row.observed_rate):
        return ""
    rates = _("Growth since the launch is about {0} a year, against a goal of at least {1}.").format(
        percent(row.observed_rate), percent(row.required_rate)
    )
    return f"{rates} {single_year(row)}"


def single_year(row: pd.Series) -> str:
    """Why no single year can be judged, or how many can."""
    if row.single_years:
        return counted("{0} single year can be judged.", "{0} single years can be judged.", int(row.single_years))
    reasons = [
        counted("the record has {0} point", "the record has {0} points", int(row.points))
        + _(", no two of them a year apart")
    ]
    if row.points_at_least:
        reasons.append(counted("{0} is “at least”", "{0} are “at least”", int(row.points_at_least)))
    if row.points_about:
        reasons.append(counted("{0} is “about”", "{0} are “about”", int(row.points_about)))
    return _("No single year can be judged: {0}.").format("; ".join(reasons))


def base(row: pd.Series) -> str:
    """How the base at the launch was got."""
    if missing(row.base_value):
        return _("There is no base at the launch.")
    if row.base_qualifier == "exact":
        return _("{0} victims, the figure of the launch day, {1}.").format(number(row.base_value), day(row.base_date))
    return _("about {0} victims on {1}, derived: interpolated on a log scale between {2} ({3}) and {4} ({5}).").format(
        rounded(row.base_value),
        day(row.base_date),
        number(row.base_from_value),
        dated(row.base_from_period, row.base_from_note),
        figure(row.base_to_value, row.base_to_qualifier),
        dated(row.base_to_period, row.base_to_note),
    )


def takes_now(row: pd.Series) -> str:
    """What the joint goal takes from now on, or the margin."""
    if missing(row.gap_value):
        return _("A second figure from after the launch.")
    if row.gap_value >= 0 and row.path_now > row.current_value:
        return _(
            "The newest figure, {0}, was ahead; at this date the path asks for about {1}. From that figure it "
            "takes about {2} a year until {3}."
        ).format(_of_when(row), rounded(row.path_now), percent(row.needed_rate), month(row.horizon_date))
    if row.gap_value >= 0:
        return _(
            "Growth of at least {0} in every year: the goal asks for it each year, however large the stock is. The "
            "newest figure is {1}; our record holds no dated figure of what was added since."
        ).format(percent(row.required_rate), _of_when(row))
    return _("About {0} a year until {1} to be back on the path; it is {2} years behind.").format(
        percent(row.needed_rate), month(row.horizon_date), number(-row.gap_years, 1)
    )


def doubt(row: pd.Series) -> str:
    """The doubt that stands beside the judgement of the joint goal wherever it leads; empty where none is judged."""
    if missing(row.base_value) or row.status in ("revision", "not_judged"):
        return ""
    lower = row.current_qualifier == "at_least"
    parts = [
        (row.base_qualifier == "derived", _("its base is derived, not reported")),
        (lower, _("its newest figure, {0}, is a lower bound").format(_of_when(row))),
        (row.age_years >= 1 and not lower, _("its newest figure is {0}").format(_of_when(row))),
        (not row.single_years, _("no single year can be judged, and the goal asks for growth in each")),
    ]
    doubts = [text for applies, text in parts if applies]
    return _("In doubt: {0}.").format("; ".join(doubts)) if doubts else ""


def _of_when(row: pd.Series) -> str:
    """From when the newest figure is."""
    said = dated(row.current_period, row.current_note)
    return (_("of an {0}") if undated(row.current_note) else _("of {0}")).format(said)


def additions(row: pd.Series) -> str:
    """The yearly additions beside the growth."""
    if missing(row.additions_a_year):
        return ""
    text = _("about {0} a year since the launch").format(rounded(row.additions_a_year))
    if not missing(row.last_span_additions):
        text += _(", {0} over the last span of a year or more").format(rounded(row.last_span_additions))
    return text + _("; the goal asks for {0} in the year after the newest figure.").format(
        rounded(row.additions_needed)
    )


def how_sure(row: pd.Series) -> str:
    """What the judgement of the joint goal rests on."""
    if missing(row.base_value):
        return _("Not judged.")
    parts = []
    if row.current_qualifier == "at_least":
        parts.append(_("The newest figure is a lower bound."))
    if row.base_qualifier == "derived":
        parts.append(
            _("The base is derived, and rests on an “about” figure.")
            if row.base_to_qualifier == "approx"
            else _("The base is derived, not reported.")
        )
    if row.age_years >= 1:
        parts.append(_("The newest figure is {0} years old at this date.").format(number(row.age_years, 1)))
    if row.points == 2:
        parts.append(_("Two points only."))
    if row.base_in_last_span is True:
        parts.append(_("Base and newest figure lie in one span, so this is the growth of that span."))
    return " ".join(parts) or _("Base and newest figure are both published figures.")


def span(row: pd.Series) -> str:
    """How far the growth of one span can be trusted."""
    if row.is_drop:
        return _("A drop: a stock cannot fall, so this is a revision, and no growth is worked out.")
    parts = [
        (row.is_short, _("shorter than a year, so a yearly rate says little")),
        (row.rests_on_at_least, _("rests on “at least”")),
        (row.rests_on_about, _("rests on “about”")),
    ]
    return "; ".join(text for applies, text in parts if applies).capitalize() or _("Both ends are exact.")
