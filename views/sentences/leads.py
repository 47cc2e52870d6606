"""The sentence on top of each page."""

from __future__ import annotations

import pandas as pd

from core.words import _, counted, many, number, of

TARGETS = 4
"""So many policy targets there are."""


def alliance(targets: pd.DataFrame, joint: pd.Series) -> str:
    """The sentence on top of the overview."""
    lead = {
        "on_track": _("The one number that all countries signed up to is on track."),
        "slowing": _("The one number that all countries signed up to is on track, but slowing."),
        "acceleration_needed": _("The one number that all countries signed up to grows too slowly."),
        "limited_progress": _("The one number that all countries signed up to has hardly grown."),
        "revision": _("The one number that all countries signed up to was revised downwards."),
    }.get(joint.status, _("The one number that all countries signed up to could not be judged at this date."))
    pooled = targets[targets["scale"] == "share"]
    met, not_met, cells, unknown = (int(pooled[name].sum()) for name in ("met", "not_met", "cells", "not_known"))
    rest = _(
        "Of {0} country milestones, {1} are known to be met and {2} were known not to be when last listed; {3} are "
        "not known."
    ).format(cells, met, not_met, unknown)
    return f"{lead} {rest}"


def country(coverage: pd.DataFrame, milestones: pd.DataFrame) -> str:
    """The sentence on top of a country's page."""
    if coverage.empty:
        return _("Not in the list of the Alliance at this date.")
    asked = milestones[milestones["rule"] == "binary"]
    met, unknown, outside = ((asked["state"] == state).sum() for state in ("yes", "not_known", "no"))
    silent = [str(row.target_no) for row in coverage.itertuples() if row.actions == 0]
    text = _("{0} of {1} judged milestones known to be met").format(met, len(asked))
    text += _(", {0} known not to be").format(outside) if outside else ""
    text += _(", {0} not known").format(unknown) if unknown else ""
    if len(silent) == len(coverage):
        return text + _("; no action on record under any target.")
    if silent:
        under = many("; no action on record under target {0}.", "; no action on record under targets {0}.", len(silent))
        return text + under.format(", ".join(silent))
    return text + _("; actions on record under every target.")


def gaps(frame: pd.DataFrame, participants: int) -> str:
    """The sentence on top of the gaps page."""
    kinds = frame["kind"].value_counts()
    silences = frame[(frame["kind"] == "not_reported") & (frame["item"] == "action")].groupby("iso3").size()
    silent = int((silences == TARGETS).sum())
    return _(
        "{0} milestones were known not to be met when last listed, {1} are not known, those in no rating included; "
        "{2} countries have no action on record under any target."
    ).format(kinds.get("not_joined", 0), kinds.get("not_known", 0), of(silent, participants))


def reporting(coverage: pd.DataFrame) -> str:
    """The sentence on top of the reporting page."""
    by_country = coverage.groupby("iso3")
    heard = int((by_country["actions"].sum() > 0).sum())
    reported = int((by_country["from_reports"].sum() > 0).sum())
    return _(
        "{0} countries have at least one action on record, {1} of them from a report to the Alliance; {2} are silent "
        "under every target. Silence is not a no."
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
