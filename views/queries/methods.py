"""Questions about how things are judged: profiles, their rules and thresholds, statuses and vocabularies."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import pandas as pd

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


@lru_cache(maxsize=8)
def statuses(edition: Edition) -> Mapping[tuple[str, str], pd.Series]:
    """Every status by scale and code: label, shape, tone, meaning. Shared, and not to be changed."""
    frame = edition.rows("statuses", order="scale, rank")
    return MappingProxyType({(row.scale, row.status): row for _, row in frame.iterrows()})


def labels(edition: Edition, vocabulary: str) -> dict[str, str]:
    """The words of one vocabulary with the label a reader sees."""
    frame = edition.rows("vocabulary", vocabulary=vocabulary)
    return dict(zip(frame["word"], frame["label"], strict=True))


def goals(edition: Edition, target: int | None = None) -> pd.DataFrame:
    """The operational goals."""
    return edition.rows("operational_goals", order="goal_id", target_no=target)
