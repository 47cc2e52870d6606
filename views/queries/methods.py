"""Questions about how things are judged: profiles, their rules and thresholds, statuses and vocabularies."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import pandas as pd

from core.words import _
from views.edition import Edition


def profiles(edition: Edition) -> pd.DataFrame:
    """The profiles, our own first."""
    return edition.rows("profiles", order="profile <> 'alliance', label")


def profile_rules(edition: Edition, profile: str | None = None) -> pd.DataFrame:
    """The rules of each profile with their formula."""
    return edition.rows("profile_rules", order="profile <> 'alliance', profile, rule", profile=profile)


def thresholds(edition: Edition, profile: str | None = None) -> pd.DataFrame:
    """Every threshold with the word of the status that it earns."""
    return edition.query(
        "SELECT t.*, s.shape || ' ' || s.label AS label FROM thresholds AS t "
        "LEFT JOIN statuses AS s ON s.scale = CASE t.rule WHEN 'share' THEN 'share' ELSE t.profile END "
        "AND s.status = t.status "
        "WHERE ? IS NULL OR t.profile = ? ORDER BY t.profile <> 'alliance', t.profile, t.rule, t.value DESC",
        profile, profile,
    )  # fmt: skip


def edge_cases(edition: Edition, profile: str | None = None) -> pd.DataFrame:
    """The answer of each profile to each edge case."""
    return edition.query(
        "SELECT e.*, coalesce(s.shape || ' ' || s.label, '') AS label FROM edge_cases AS e "
        "LEFT JOIN statuses AS s ON s.scale = e.profile AND s.status = e.status "
        "WHERE ? IS NULL OR e.profile = ? ORDER BY e.profile <> 'alliance', e.profile, e.status NULLS LAST, e.edge",
        profile, profile,
    )  # fmt: skip


READINGS = {
    ("voice", "silent"): (
        _("No action in our record"),
        _("Our record holds no action for this target, which says nothing of the country"),
    ),
    ("gap", "not_reported"): (
        _("Not in our record"),
        _("Our record holds no action, or no figure, for this target"),
    ),
    ("gap", "due_no_report"): (
        _("Due, nothing later in our record"),
        _("The due date has passed, and our record holds nothing since"),
    ),
}
"""Label and meaning of statuses that say what our record lacks, whatever the definitions of an edition call them: an
edition never changes, and "silent" of a country whose reports are not public would be untrue in each of them."""
NO_REPORT = _("No report in this edition")
"""What is said in place of "silent" of a country that a round asked."""


@lru_cache(maxsize=8)
def statuses(edition: Edition) -> Mapping[tuple[str, str], pd.Series]:
    """Every status by scale and code: label, shape, tone, meaning. Shared, and not to be changed.

    The scale "report" says whether a country that a round asked has reported.
    """
    every = {(row["scale"], row["status"]): row for _at, row in scale(edition).iterrows()}
    asked = {code: every[code].copy() for code in (("voice", "reported"), ("voice", "silent")) if code in every}
    for (_scale, status), row in asked.items():
        row["label"] = NO_REPORT if status == "silent" else row["label"]
    return MappingProxyType({**every, **{("report", status): row for (_scale, status), row in asked.items()}})


def scale(edition: Edition, name: str | None = None) -> pd.DataFrame:
    """The statuses of one scale, or of all, in their order, as readers are told them."""
    frame = edition.rows("statuses", order="scale, rank", scale=name)
    keys = list(zip(frame["scale"], frame["status"], strict=True))
    said = [
        READINGS.get(key, usual)
        for key, usual in zip(keys, zip(frame["label"], frame["meaning"], strict=True), strict=True)
    ]
    return frame.assign(label=[label for label, _meaning in said], meaning=[meaning for _label, meaning in said])


@lru_cache(maxsize=64)
def labels(edition: Edition, vocabulary: str) -> Mapping[str, str]:
    """The words of one vocabulary with the label a reader sees. Shared, and not to be changed."""
    frame = edition.rows("vocabulary", vocabulary=vocabulary)
    return MappingProxyType(dict(zip(frame["word"], frame["label"], strict=True)))


def goals(edition: Edition, target: int | None = None) -> pd.DataFrame:
    """The operational goals."""
    return edition.rows("operational_goals", order="goal_id", target_no=target)
