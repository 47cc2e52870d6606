"""Where comparing is fair: figures that are one in unit, period and definition stand side by side; the rest is
refused, with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from core.words import _


@dataclass(frozen=True)
class Fair:
    """The figures of one indicator that may stand side by side: a title, and its `rows`, one a country."""

    indicator: str
    title: str
    rows: pd.DataFrame


def sides(frame: pd.DataFrame, asked: int) -> tuple[list[Fair], list[tuple[str, str, str]]]:
    """What may stand side by side of rows of the query `comparison`, and what is refused.

    The newest period of each indicator that at least two countries share; and (indicator, countries, reason). `asked`
    is how many countries were asked for. Unconfirmed figures are never put beside others.
    """
    fair, refused = [], []
    for label, rows in frame.groupby("label", sort=False):
        sound = rows[rows["evidence"].isin(["verified", "reported"])]
        shared = sound[sound.groupby(["unit", "period"])["iso3"].transform("nunique") >= 2]
        reason = _refusal(rows, sound, shared, asked)
        if reason:
            refused.append((label, ", ".join(sorted(rows["country"].unique())), reason))
        else:
            fair.append(_newest(label, shared))
    return fair, refused


def _refusal(rows: pd.DataFrame, sound: pd.DataFrame, shared: pd.DataFrame, asked: int) -> str:
    """Why figures of one indicator may not stand side by side; nothing where they may."""
    if not rows["comparable"].iloc[0]:
        return f"{rows['comparable_reason'].iloc[0]}."
    if sound["iso3"].nunique() < 2:
        return _("Only one of the {0} countries has a figure.").format(asked)
    if len(shared):
        return ""
    if sound["unit"].nunique() > 1:
        return _("The units differ.")
    return _("The years differ: {0}.").format(", ".join(sorted(sound["period"].unique())))


def _newest(label: str, shared: pd.DataFrame) -> Fair:
    last = shared.sort_values(["date_to", "unit"]).iloc[-1]
    rows = shared[(shared["period"] == last["period"]) & (shared["unit"] == last["unit"])]
    return Fair(last["indicator"], f"{label}, {last['period']} ({last['unit']})", rows)
