"""How far two coders agree, with what the figures mean."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from pages.parts.desk.coding import SCALES


def agreement(every: Sequence[object]) -> None:
    """How far two coders agree, with what the figures mean."""
    st.subheader(_("How far coders agree"), anchor=False)
    rows = []
    for one in every:
        rows.append(
            {
                _("Scale"): SCALES[one.scale],
                _("Coded twice"): one.coded,
                _("Same code"): (words.of(one.agreed, one.coded) if one.coded else "–")
                + (f" ({words.percent(one.observed)})" if one.observed is not None else ""),
                _("Kappa"): "–" if one.kappa is None else f"{one.kappa:.2f} · {_strength(one.kappa)}",
                _("Weighted"): "–" if one.weighted is None else f"{one.weighted:.2f}",
                _("Remark"): words.escape(one.why),
            }
        )
    st.table(pd.DataFrame(rows), border="horizontal", hide_index=True)
    st.caption(
        _(
            "Over all rounds, as both coded before either saw the other. Kappa is the agreement beyond chance: 1 is complete, 0 is what chance alone would give. Weighted counts a near miss less than a far one. Under 0.6, read the meanings of the codes together before going on."
        )
    )


def _strength(kappa: float) -> str:
    """A word for kappa, after Landis and Koch 1977."""
    steps = (
        (0.8, _("almost perfect")),
        (0.6, _("substantial")),
        (0.4, _("moderate")),
        (0.2, _("fair")),
        (0.0, _("slight")),
    )
    return next((said for least, said in steps if kappa > least), _("no better than chance"))
