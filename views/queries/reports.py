"""Questions about what countries say: commitments, and the answers of a round."""

from __future__ import annotations

import pandas as pd

from views.edition import Edition
from views.queries.dates import known_until


def commitments(
    edition: Edition,
    as_of: str,
    target: int | None = None,
    country: str | list[str] | None = None,
    whose: str | None = None,
) -> pd.DataFrame:
    """Actions on record, with their status as known at a date; `whose` keeps those of one kind of word."""
    return edition.rows(
        "commitments",
        order="target_no, goal_id, country, commitment_id",
        as_of=as_of,
        target_no=target,
        iso3=country,
        whose=whose,
    )


def counted_once(actions: pd.DataFrame) -> pd.DataFrame:
    """Rows of `commitments` as they are counted: of one project of several countries only the first."""
    return actions[actions["project"].isna() | ~actions.duplicated("project")]


def promises(
    edition: Edition, as_of: str, target: int | None = None, country: str | list[str] | None = None
) -> pd.DataFrame:
    """Each commitment to the Alliance beside what the country reports of it, and what two coders made of it."""
    return edition.query(
        "SELECT c.commitment_id, c.iso3, c.country, c.target_no, c.goal_id, c.title, c.lead_authority, "
        "c.announced_date, c.due_date, c.status, c.status_as_of, c.due_state, c.whose, c.done, "
        "c.evidence_url, c.completion, c.ambition, k.decided, k.reply, k.replied_on, c.file, c.line "
        "FROM commitments AS c "
        "LEFT JOIN (FROM codings WHERE scale = 'completion' QUALIFY row_number() OVER (PARTITION BY commitment_id "
        "ORDER BY known_from DESC) = 1) AS k ON k.commitment_id = c.commitment_id AND c.completion = k.final_code "
        "WHERE c.as_of = ? AND c.whose <> 'record' AND (?::INTEGER IS NULL OR c.target_no = ?) "
        "AND (?::VARCHAR[] IS NULL OR list_contains(?, c.iso3)) "
        "ORDER BY c.target_no, c.goal_id, c.country, c.commitment_id",
        as_of, target, target, *[[country] if isinstance(country, str) else country] * 2,
    )  # fmt: skip


def coverage(
    edition: Edition,
    as_of: str,
    target: int | None = None,
    country: str | list[str] | None = None,
    voice: str | None = None,
) -> pd.DataFrame:
    """What is known of each country under each target."""
    return edition.rows(
        "coverage", order="country, target_no", as_of=as_of, target_no=target, iso3=country, voice=voice
    )


def rounds(edition: Edition, as_of: str) -> pd.DataFrame:
    """The rounds of which this edition holds reports that count at a date, newest first."""
    return edition.query(
        "SELECT * FROM rounds WHERE round IN (SELECT round FROM submissions) AND due <= ? ORDER BY due DESC",
        known_until(edition, as_of),
    )


def reporting(edition: Edition, round: str, voice: str | None = None) -> pd.DataFrame:
    """Who must report in a round, and who did; the silent stay in."""
    return edition.rows("reporting", order="country", round=round, voice=voice)


def answers(
    edition: Edition,
    round: str | None = None,
    country: str | None = None,
    indicator: str | None = None,
    target: int | None = None,
) -> pd.DataFrame:
    """What each country answered to each indicator that a round asked for."""
    return edition.rows(
        "answers",
        order="round DESC, target_no, label, country, period",
        round=round,
        iso3=country,
        indicator=indicator,
        target_no=target,
    )


def threats(edition: Edition, round: str | None = None, country: str | None = None) -> pd.DataFrame:
    """What national police see changing."""
    return edition.rows("threats", order="round DESC, label, country", round=round, iso3=country)


def practices(
    edition: Edition, round: str | None = None, target: int | None = None, country: str | None = None
) -> pd.DataFrame:
    """What worked, for others to use."""
    return edition.rows(
        "practices",
        order="round DESC, target_no, country, title",
        round=round,
        target_no=target,
        iso3=country,
    )


def potential_actions(edition: Edition, target: int | None = None) -> pd.DataFrame:
    """Example actions by goal."""
    return edition.rows("potential_actions", order="action_id", target_no=target)
