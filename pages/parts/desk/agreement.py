"""How far two coders agree, with what the figures mean."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from core import words
from core.words import _
from etl.coding.agreement import Agreement
from pages.parts.desk.commitments import SCALES


def agreement(measured: Iterable[Agreement]) -> None:
    """How far two coders agree, one row a scale, with what the figures mean."""
    st.subheader(_("How far coders agree"), anchor=False)
    st.table(pd.DataFrame(map(_row, measured)), border="horizontal", hide_index=True)
    st.caption(
        _(
            "Over all rounds, as both coded before either saw the other. Kappa is the agreement beyond chance: 1 is"
            " complete, 0 is what chance alone would give. Weighted counts a near miss less than a far one. Under 0.6,"
            " read the meanings of the codes together before going on."
        )
    )


def _row(measured: Agreement) -> dict[str, object]:
    same = words.of(measured.agreed, measured.coded) if measured.coded else "–"
    share = f" ({words.percent(measured.observed)})" if measured.observed is not None else ""
    return {
        _("Scale"): SCALES[measured.scale],
        _("Coded twice"): measured.coded,
        _("Same code"): same + share,
        _("Kappa"): "–" if measured.kappa is None else f"{measured.kappa:.2f} · {_strength(measured.kappa)}",
        _("Weighted"): "–" if measured.weighted is None else f"{measured.weighted:.2f}",
        _("Remark"): words.escape(measured.why),
    }


def _strength(kappa: float) -> str:
    """A word for kappa, after Landis and Koch 1977."""
    steps = (
        (0.8, _("almost perfect")),
        (0.6, _("substantial")),
        (0.4, _("moderate")),
        (0.2, _("fair")),
        (0.0, _("slight")),
    )
    return next((word for least, word in steps if kappa > least), _("no better than chance"))
