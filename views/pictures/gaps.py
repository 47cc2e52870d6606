"""What is missing, as bars."""

from __future__ import annotations

import pandas as pd

from core import words
from core.words import _
from views import charts, queries, sentences
from views.edition import Edition
from views.pictures.drawn import Drawn
from views.pictures.titles import gap_totals_title, gaps_title


def gaps(
    edition: Edition,
    as_of: str,
    target: int | None = None,
    goal: str | None = None,
    country: str | None = None,
    kind: str | None = None,
    most: int = 12,
) -> Drawn:
    """What is missing most often under the filters, as bars; commitments past their due date count as one thing."""
    rows = queries.gaps(edition, as_of, target=target, goal=goal, country=country, kind=kind)
    names = rows["label"].where(rows["item_type"] != "commitment", _("Commitments past their due date"))
    named = [_("Target {0}: {1}").format(number, name) for number, name in zip(rows["target_no"], names, strict=True)]
    counts = pd.Series(named, dtype=object).value_counts().head(most).rename_axis("label").reset_index(name="value")
    counts["said"] = counts["value"].astype(str)
    largest = "; ".join(f"{row.label} {row.said}" for row in counts.head(5).itertuples())
    return Drawn(gaps_title(), _("Most often missing: {0}.").format(largest), charts.bars(counts), rows)


def gap_totals(edition: Edition, as_of: str, target: int) -> Drawn:
    """For how many countries something is missing under one target, as bars."""
    rows = queries.gap_totals(edition, as_of, target)
    counts = [words.of(int(row.countries), int(row.participants)) for row in rows.itertuples()]
    bars = rows.assign(value=rows["countries"], said=counts)
    return Drawn(gap_totals_title(target), sentences.largest_gap(rows), charts.bars(bars), rows)
