"""Where comparing is fair: figures that are one in unit, period and definition stand side by side; the rest is refused, with the reason."""

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
    """Of rows of the query `comparison`: the newest period of each indicator that at least two countries share, and what is refused (indicator, countries, reason).

    `asked` is how many countries were asked for. Unconfirmed figures are never put beside others.
    """
    fair, refused = [], []
    for label, rows in frame.groupby("label", sort=False):
        who = ", ".join(sorted(rows["country"].unique()))
        sound = rows[rows["evidence"].isin(["verified", "reported"])]
        shared = sound[sound.groupby(["unit", "period"])["iso3"].transform("nunique") >= 2]
        if not rows["comparable"].iloc[0]:
            refused.append((label, who, rows["comparable_reason"].iloc[0] + "."))
        elif sound["iso3"].nunique() < 2:
            refused.append((label, who, _("Only one of the {0} countries has a figure.").format(asked)))
        elif shared.empty:
            units = sound["unit"].nunique() > 1
            refused.append(
                (
                    label,
                    who,
                    _("The units differ.")
                    if units
                    else _("The years differ: {0}.").format(", ".join(sorted(sound["period"].unique()))),
                )
            )
        else:
            last = shared.sort_values(["date_to", "unit"]).iloc[-1]
            newest = shared[(shared["period"] == last["period"]) & (shared["unit"] == last["unit"])]
            fair.append(Fair(last["indicator"], f"{label}, {last['period']} ({last['unit']})", newest))
    return fair, refused
