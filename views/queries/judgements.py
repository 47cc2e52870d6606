"""Questions about judgements: targets, joint goal, indicators with a direction; how sure they are, what changed."""

from __future__ import annotations

import pandas as pd

from views.edition import Edition
from views.queries.behind import periods
from views.queries.dates import known_until


def targets(edition: Edition, as_of: str, target: int | None = None) -> pd.DataFrame:
    """The four targets with their status."""
    return edition.rows("target_progress", order="target_no", as_of=as_of, target_no=target)


def joint_goal(edition: Edition, as_of: str) -> pd.Series:
    """The judgement of the joint goal, one row; without one on record, a row that says so.

    It names the stated period of its newest figure (`current_period`) and bears the notes of the rows behind it.
    """
    rows = edition.rows("progress", as_of=as_of, rule="annual_growth")
    if len(rows):
        return _with_periods(edition, rows.iloc[0])
    nothing = {"status": "not_judged", "reason": "no_points", "points": 0}
    return pd.Series({**dict.fromkeys(rows.columns), **nothing})


def _with_periods(edition: Edition, row: pd.Series) -> pd.Series:
    """A judgement with the stated period of its newest figure, and with the notes of the rows behind it."""
    known, key = periods(edition), (row["item"], row["iso3"])
    period, note = known.get((*key, row["current_date"]), ("", ""))
    ends = {f"{end}_note": known.get((*key, row[f"{end}_period"]), ("", ""))[1] for end in ("base_from", "base_to")}
    return pd.concat([row, pd.Series({"current_period": period, "current_note": note, **ends}, dtype=object)])


def trajectory(
    edition: Edition, as_of: str, indicator: str | None = None, country: str | None = None, rule: str | None = None
) -> pd.DataFrame:
    """Observed points, path, and where the present pace leads, of the cases that are judged."""
    return edition.rows(
        "trajectory",
        order="indicator, iso3, series, day, value",
        as_of=as_of,
        indicator=indicator,
        iso3=country,
        rule=rule,
    )


def directions(edition: Edition, as_of: str, target: int | None = None, country: str | None = None) -> pd.DataFrame:
    """Each indicator that has a better direction, with its status; the world first."""
    return edition.rows(
        "progress",
        order="goal_id, label, iso3 <> 'WLD', country",
        as_of=as_of,
        rule="direction",
        target_no=target,
        iso3=country,
    )


def progress(edition: Edition, as_of: str) -> pd.DataFrame:
    """Every judgement as known at a date: joint goal, indicators with a direction, milestones over all countries."""
    return edition.rows("progress", as_of=as_of)


def spans(edition: Edition, as_of: str) -> pd.DataFrame:
    """Growth of the joint goal between neighbouring points."""
    return edition.rows("spans", order="to_date, to_value", as_of=as_of, iso3="WLD")


def assessments(
    edition: Edition, as_of: str, target: int | None = None, indicator: str | None = None, country: str | None = None
) -> pd.DataFrame:
    """What every profile that fits says of the cases that have two figures or more; our own first."""
    return edition.query(
        "SELECT a.*, p.label AS profile_label, i.label AS indicator_label, i.target_no, i.goal_id, i.unit, "
        "coalesce(c.name, 'World') AS country "
        "FROM assessments AS a JOIN profiles AS p USING (profile) JOIN indicators AS i USING (indicator) "
        "LEFT JOIN participants AS c USING (iso3) "
        "WHERE a.as_of = ? AND a.variant <> 'without_last' AND a.points > 1 "
        "AND (?::INTEGER IS NULL OR i.target_no = ?) AND (? IS NULL OR a.indicator = ?) AND (? IS NULL OR a.iso3 = ?) "
        "ORDER BY i.target_no, i.label, a.iso3 <> 'WLD', a.iso3, a.profile <> 'alliance', p.label",
        as_of, target, target, indicator, indicator, country, country,
    )  # fmt: skip


def robustness(
    edition: Edition, as_of: str, target: int | None = None, indicator: str | None = None, country: str | None = None
) -> pd.DataFrame:
    """How sure each judgement of an indicator is."""
    return edition.query(
        "SELECT r.*, i.label AS indicator_label, i.target_no, coalesce(c.name, 'World') AS country "
        "FROM robustness AS r JOIN indicators AS i USING (indicator) LEFT JOIN participants AS c USING (iso3) "
        "WHERE r.as_of = ? AND (?::INTEGER IS NULL OR i.target_no = ?) AND (? IS NULL OR r.indicator = ?) "
        "AND (? IS NULL OR r.iso3 = ?) ORDER BY i.target_no, i.label, r.iso3 <> 'WLD', r.iso3",
        as_of, target, target, indicator, indicator, country, country,
    )  # fmt: skip


def revisions(edition: Edition, as_of: str, target: int | None = None, country: str | None = None) -> pd.DataFrame:
    """Cumulative figures that were revised, as known at a date."""
    return edition.rows("revisions", order="label, country, to_date", target_no=target, iso3=country).loc[
        lambda frame: frame["to_date"] <= known_until(edition, as_of)
    ]


def changes(edition: Edition, as_of: str, since: str) -> pd.DataFrame:
    """What changed over all countries between two dates: the joint goal, milestones, the rest."""
    order = "CASE rule WHEN 'annual_growth' THEN 1 WHEN 'binary' THEN 2 ELSE 3 END, target_no NULLS LAST, label"
    return edition.rows("changes", order=order, as_of=as_of, since=since)
