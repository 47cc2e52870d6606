"""Questions about milestones: in each country, over all, and the facts behind them."""

from __future__ import annotations

import pandas as pd

from views.edition import Edition


def milestone_totals(edition: Edition, as_of: str, target: int | None = None) -> pd.DataFrame:
    """Each milestone over all countries: met, not met, not known."""
    return edition.query(
        "SELECT p.*, k.question, k.rule_reason FROM progress AS p JOIN milestone_kinds AS k ON k.milestone = p.item "
        "WHERE p.as_of = ? AND p.item_type = 'milestone' AND (?::INTEGER IS NULL OR p.target_no = ?) "
        "ORDER BY p.target_no, k.judged DESC, p.met DESC",
        as_of, target, target,
    )  # fmt: skip


def milestones(
    edition: Edition,
    as_of: str,
    target: int | None = None,
    country: str | list[str] | None = None,
    milestone: str | list[str] | None = None,
    state: str | None = None,
) -> pd.DataFrame:
    """The state of each milestone in each country."""
    return edition.rows(
        "milestones",
        order="target_no, milestone, country",
        as_of=as_of,
        target_no=target,
        iso3=country,
        milestone=milestone,
        state=state,
    )


def facts(edition: Edition, as_of: str, country: str) -> pd.DataFrame:
    """Every treaty act and membership of one country, as known at a date."""
    return edition.query(
        "SELECT f.*, k.short_label, k.target_no FROM milestone_facts AS f JOIN milestone_kinds AS k USING (milestone) "
        "JOIN conferences AS c ON f.known_from <= c.known_until WHERE c.as_of = ? AND f.iso3 = ? "
        "ORDER BY f.known_from, f.milestone",
        as_of, country,
    )  # fmt: skip


def peers(edition: Edition, as_of: str, country: str) -> pd.DataFrame:
    """How the peers of a country stand on each milestone, one row a milestone.

    `met`, `unknown` and `every` (so many peers; 0 for a country that stands alone), and `eu_member`: whether they are
    members of the EU.
    """
    return edition.query(
        "SELECT p.milestone, any_value(p.eu_member) AS eu_member, "
        "count(*) FILTER (p.iso3 <> own.iso3 AND p.state = 'yes') AS met, "
        "count(*) FILTER (p.iso3 <> own.iso3 AND p.state NOT IN ('yes', 'no')) AS unknown, "
        "count(*) FILTER (p.iso3 <> own.iso3) AS every "
        "FROM milestones AS p JOIN milestones AS own USING (as_of, milestone, eu_member) WHERE own.as_of = ? "
        "AND own.iso3 = ? GROUP BY p.milestone ORDER BY p.milestone",
        as_of, country,
    )  # fmt: skip
