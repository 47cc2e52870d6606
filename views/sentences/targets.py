"""Targets and milestones in sentences: what is met, what is known not to be, and what is not known."""

from __future__ import annotations

import pandas as pd

from core.words import _, counted, missing, of, percent
from views.sentences.dates import sentence, stated_when
from views.sentences.differing import differing
from views.sentences.joint import doubt


def target(row: pd.Series, joint: pd.Series, states: pd.DataFrame) -> str:
    """One plain sentence for a target card; the count has the dates of its lists, the joint goal its doubt.

    `joint` is the judgement of the joint goal, `states` are the milestones of all countries.
    """
    if row.scale == "alliance":
        return _shared(row, joint)
    if row.status == "not_known":
        return _("Our record held nothing about its milestones at this date.")
    own = states[(states["target_no"] == row.target_no) & (states["rule"] == "binary")]
    text = counted(
        "{0} of {1} country milestones is known to be met",
        "{0} of {1} country milestones are known to be met",
        int(row.met),
        int(row.cells),
    )
    return sentence(
        text + stated_when(own),
        row.not_met and _("{0} known not to be when last listed").format(int(row.not_met)),
        row.not_known and _("{0} not known").format(int(row.not_known)) + differing(own),
    )


def _shared(row: pd.Series, joint: pd.Series) -> str:
    """A target that is judged by the joint goal."""
    lead = {
        "on_track": _("The shared goal is judged on track."),
        "slowing": _("The shared goal is judged on track, and slowing."),
        "acceleration_needed": _("The shared goal grows, but not fast enough."),
        "limited_progress": _("The shared goal grows far too slowly."),
        "revision": _("The shared goal was revised downwards."),
    }.get(row.status, _("The shared goal could not be judged at this date."))
    acts = counted(
        "Our record holds an action under it of {0} of {1} countries.",
        "Our record holds actions under it of {0} of {1} countries.",
        int(row.countries_with_action),
        int(row.participants),
    )
    return " ".join(filter(None, [lead, doubt(joint), acts]))


def known(row: pd.Series) -> str:
    """How many countries are known at all, and how far the unknown could move the status."""
    text = _("Our record holds something of {0} countries: a milestone, a figure or an action.").format(
        of(int(row.countries_known), int(row.participants))
    )
    return text if row.scale == "alliance" or missing(row.ratio) else f"{text} {bound(row)}"


def bound(row: pd.Series) -> str:
    """How far the unknown could move a share."""
    if missing(row.ratio_at_most) or row.ratio_at_most == row.ratio:
        return _("All are known.")
    return _("At least {0}; at most {1} if all that are not known had met it.").format(
        percent(row.ratio), percent(row.ratio_at_most)
    )


def milestone(row: pd.Series, states: pd.DataFrame) -> str:
    """One sentence about a milestone over all countries, with the dates of its lists in `states`, its own rows."""
    return _("{0}: {1} yes, {2} no, {3} not known{6}, of {4} countries{5}.").format(
        *(row.label, int(row.met), int(row.not_met), int(row.not_known), int(row.participants)),
        stated_when(states),
        differing(states),
    )


def lists(states: pd.DataFrame) -> str:
    """The dates of the lists behind each count of milestones, one after the other; nothing where nothing is known."""
    dates = ((label, stated_when(rows)) for label, rows in states.groupby("label", sort=False))
    return (
        sentence(*(f"{label}{when}" for label, when in dates if when))
        if states["state"].isin(["yes", "no"]).any()
        else ""
    )


def peers(met: int, unknown: int, count: int, name: str) -> str:
    """How the `count` peers of a country stand on the same question; not known is never counted as no."""
    if not count:
        return _("The only one of the {0}").format(name)
    if unknown == count:
        return _("Not known of any of {0} other {1}").format(count, name)
    return _("Yes in {0} other {1}; {2} no; {3} not known").format(of(met, count), name, count - met - unknown, unknown)


def rule(code: str) -> str:
    """A rule in two or three words."""
    return {
        "annual_growth": _("yearly growth"),
        "direction": _("direction only"),
        "binary": _("met or not met"),
        "context": _("context, never judged"),
    }[code]
