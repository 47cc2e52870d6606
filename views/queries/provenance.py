"""Questions about the record itself: its sources, and what the checks found."""

from __future__ import annotations

import pandas as pd

from views.edition import Edition


def issues(edition: Edition, severity: str | None = None) -> pd.DataFrame:
    """Everything the checks found."""
    return edition.rows(
        "issues",
        order="CASE severity WHEN 'error' THEN 1 WHEN 'question' THEN 2 ELSE 3 END, rule, file, line",
        severity=severity,
    )


def sources(edition: Edition) -> pd.DataFrame:
    """Every cited address."""
    return edition.rows("sources", order="rows_resting DESC, source_title")
