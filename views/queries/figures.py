"""Questions about published figures: what is on record, how old it is, and where comparing is fair."""

from __future__ import annotations

import pandas as pd

from views.edition import Edition
from views.queries.dates import known_until


def indicators(edition: Edition, as_of: str, target: int | None = None) -> pd.DataFrame:
    """Each indicator with its rule and what is on record at a date."""
    return edition.query(
        "SELECT i.*, c.figures, c.countries AS countries_then, c.last_date AS newest, c.age_years, c.participants "
        "FROM indicators AS i JOIN indicator_coverage AS c USING (indicator) "
        "WHERE c.as_of = ? AND (?::INTEGER IS NULL OR i.target_no = ?) "
        "ORDER BY i.goal_id NULLS LAST, i.rule, i.label",
        as_of, target, target,
    )  # fmt: skip


def observations(
    edition: Edition,
    as_of: str,
    target: int | None = None,
    country: str | list[str] | None = None,
    indicator: str | None = None,
    rule: str | None = None,
) -> pd.DataFrame:
    """Published figures as known at a date; one that a later report replaced by then is not among them."""
    until = known_until(edition, as_of)
    frame = edition.rows(
        "observations",
        order="target_no NULLS LAST, label, country, date_mid, value",
        target_no=target,
        iso3=country,
        indicator=indicator,
        rule=rule,
    )
    return frame[
        (frame["known_from"] <= until) & (frame["superseded_from"].isna() | (frame["superseded_from"] > until))
    ]


def indicator_coverage(edition: Edition, as_of: str, target: int | None = None) -> pd.DataFrame:
    """How much is on record for each indicator, and how old it is."""
    return edition.rows("indicator_coverage", order="age_years DESC NULLS FIRST, label", as_of=as_of, target_no=target)


def comparison(
    edition: Edition, as_of: str, country: str | list[str] | None = None, indicator: str | None = None
) -> pd.DataFrame:
    """Figures of countries side by side, with whether comparing and ranking is fair.

    `place`: 1 is best, equal values share a place, over all countries.
    """
    return edition.query(
        "WITH known AS (SELECT c.*, o.label, o.target_no, o.goal_id, o.iso3, o.country, o.period_type, o.date_to, "
        "o.value, o.qualifier, o.better_direction, o.caveat, i.comparable_reason, "
        "o.source_title, o.source_url, o.evidence, o.note, o.file, o.line, "
        "c.ranked AND o.evidence IN ('verified', 'reported') AS placed "
        "FROM comparison AS c JOIN observations AS o USING (indicator, unit, period) "
        "JOIN indicators AS i USING (indicator) JOIN conferences AS k USING (as_of) "
        "JOIN rosters AS r USING (as_of, iso3) "
        "WHERE c.as_of = ? AND o.known_from <= k.known_until "
        "AND (o.superseded_from IS NULL OR o.superseded_from > k.known_until) AND (? IS NULL OR c.indicator = ?)), "
        "ranks AS (SELECT *, CASE WHEN placed THEN rank() OVER (PARTITION BY indicator, unit, period, placed "
        "ORDER BY CASE better_direction WHEN 'up' THEN -value ELSE value END) END AS place FROM known) "
        "SELECT * EXCLUDE (placed) REPLACE (placed AS ranked) FROM ranks "
        "WHERE ?::VARCHAR[] IS NULL OR list_contains(?, iso3) "
        "ORDER BY target_no NULLS LAST, label, period DESC, country",
        as_of, indicator, indicator, *[[country] if isinstance(country, str) else country] * 2,
    )  # fmt: skip


def lineage(edition: Edition, origin: str) -> pd.DataFrame:
    """The figures behind a worked-out figure.

    `origin` holds addresses such as "observations.csv:470" or "S0007!Indicators!G12", parted by blanks.
    """
    return edition.query(
        "SELECT * FROM observations "
        "WHERE list_contains(?, file || CASE WHEN contains(file, '!') THEN '' ELSE '.csv:' END || line) "
        "ORDER BY date_mid, value",
        origin.split(),
    )
