"""The sentence on top of each page."""

from __future__ import annotations

import pandas as pd

from core.words import _, counted, listed, many, number, of
from views.sentences.dates import sentence, stated_when
from views.sentences.differing import differing
from views.sentences.joint import doubt

TARGETS = 4
"""So many policy targets there are."""


def alliance(targets: pd.DataFrame, joint: pd.Series, states: pd.DataFrame) -> str:
    """The sentences on top of the overview: the joint goal with its doubt, milestones with the dates of their lists.

    `states` are the milestones of all countries.
    """
    lead = {
        "on_track": _("The one number that all countries signed up to is judged on track."),
        "slowing": _("The one number that all countries signed up to is judged on track, but slowing."),
        "acceleration_needed": _("The one number that all countries signed up to grows too slowly."),
        "limited_progress": _("The one number that all countries signed up to has hardly grown."),
        "revision": _("The one number that all countries signed up to was revised downwards."),
    }.get(joint.status, _("The one number that all countries signed up to could not be judged at this date."))
    return " ".join(filter(None, [lead, doubt(joint), _pooled(targets[targets["scale"] == "share"], states)]))


def _pooled(targets: pd.DataFrame, states: pd.DataFrame) -> str:
    """The milestones of all targets that have no joint goal, as one count."""
    met, not_met, cells, unknown = (int(targets[name].sum()) for name in ("met", "not_met", "cells", "not_known"))
    pooled = states[states["target_no"].isin(targets["target_no"]) & (states["rule"] == "binary")]
    return sentence(
        counted(
            "Of {1} country milestones, {0} is known to be met",
            "Of {1} country milestones, {0} are known to be met",
            met,
            cells,
        )
        + stated_when(pooled),
        not_met
        and counted("{0} was known not to be when last listed", "{0} were known not to be when last listed", not_met),
        unknown and counted("{0} is not known", "{0} are not known", unknown) + differing(pooled),
    )


def country(coverage: pd.DataFrame, milestones: pd.DataFrame) -> str:
    """The sentence on top of a country's page."""
    if coverage.empty:
        return _("Not in the list of the Alliance at this date.")
    asked = milestones[milestones["rule"] == "binary"]
    met, outside = (int((asked["state"] == state).sum()) for state in ("yes", "no"))
    unknown = len(asked) - met - outside
    standing = sentence(
        _("{0} of {1} judged milestones known to be met").format(met, len(asked)) + stated_when(asked),
        outside and _("{0} known not to be when last listed").format(outside),
        unknown and _("{0} not known").format(unknown) + differing(asked),
    )
    without = [str(row.target_no) for row in coverage.itertuples() if row.actions == 0]
    return f"{standing} {_actions(without, len(coverage))}"


def _actions(without: list[str], targets: int) -> str:
    """What our record holds of a country's actions, and why it may hold none under the targets `without`."""
    if not without:
        return _("Our record holds actions under every target.")
    if len(without) == targets:
        return _(
            "Our record holds no action of it under any target: the reports of 2013 and 2014 are not public, so that "
            "says nothing of the country."
        )
    return many(
        "Our record holds no action of it under target {0}: the reports of 2013 and 2014 are not public, so that says "
        "nothing of the country.",
        "Our record holds no action of it under targets {0}: the reports of 2013 and 2014 are not public, so that says "
        "nothing of the country.",
        len(without),
    ).format(listed(without))


def gaps(frame: pd.DataFrame, participants: int) -> str:
    """The sentence on top of the gaps page."""
    kinds = frame["kind"].value_counts()
    silences = frame[(frame["kind"] == "not_reported") & (frame["item"] == "action")].groupby("iso3").size()
    silent = int((silences == TARGETS).sum())
    outside, differ = int(kinds.get("not_joined", 0)), int(kinds.get("sources_differ", 0))
    unknown = int(kinds.get("not_known", 0))
    return " ".join(
        [
            sentence(
                outside
                and counted(
                    "{0} country milestone was known not to be met when last listed",
                    "{0} country milestones were known not to be met when last listed",
                    outside,
                ),
                differ
                and counted(
                    "of {0} country milestone the sources differ",
                    "of {0} country milestones the sources differ",
                    differ,
                ),
                counted(
                    "{0} country milestone is not known, those in no rating included",
                    "{0} country milestones are not known, those in no rating included",
                    unknown,
                ),
            ),
            _silent(silent, participants),
        ]
    )


def _silent(silent: int, participants: int) -> str:
    """Of how many countries our record holds no action at all."""
    if not silent:
        return _("Our record holds an action of every country: the reports of 2013 and 2014 are not public.")
    return _(
        "Of {0} countries our record holds no action under any target: the reports of 2013 and 2014 are not public."
    ).format(of(silent, participants))


def reporting(coverage: pd.DataFrame) -> str:
    """The sentence on top of the reporting page."""
    by_country = coverage.groupby("iso3")
    heard = int((by_country["actions"].sum() > 0).sum())
    reported = int((by_country["from_reports"].sum() > 0).sum())
    if heard == by_country.ngroups:
        return _(
            "Our record holds at least one action of every one of {0} countries, of {1} from a report to the Alliance. "
            "The reports of 2013 and 2014 are not public, so what it lacks says nothing of a country."
        ).format(heard, reported)
    return _(
        "Our record holds at least one action of {0} countries, of {1} from a report to the Alliance, and none of {2}. "
        "The reports of 2013 and 2014 are not public, so what it lacks says nothing of a country."
    ).format(of(heard, by_country.ngroups), reported, by_country.ngroups - heard)


def quality(issues: pd.DataFrame, observations: pd.DataFrame) -> str:
    """The sentence on top of the quality page."""
    counts = issues["severity"].value_counts()
    soft = int((observations["qualifier"] != "exact").sum())
    return _("{0}, {1} and {2} stand. Of {3} figures, {4} are “about”, “at least”, counted or derived.").format(
        *(severity(code, int(counts.get(code, 0))) for code in ("error", "question", "note")),
        number(len(observations)),
        soft,
    )


def severity(code: str, count: int) -> str:
    """How many findings of one severity."""
    return {
        "error": counted("{0} row left out", "{0} rows left out", count),
        "question": counted("{0} question to answer", "{0} questions to answer", count),
        "note": counted("{0} note", "{0} notes", count),
    }[code]
