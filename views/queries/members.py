"""Questions about the countries of the Alliance."""

from __future__ import annotations

import pandas as pd

from views.edition import Edition


def roster(edition: Edition, as_of: str) -> pd.DataFrame:
    """The countries of the Alliance as known at a date."""
    return edition.rows("rosters", order="country", as_of=as_of)


def participants(edition: Edition, country: str | None = None) -> pd.DataFrame:
    """Every country that ever stood in a list of the Alliance."""
    return edition.rows("participants", order="name", iso3=country)


def listed(edition: Edition, as_of: str) -> pd.DataFrame:
    """Every country that ever stood in a list of the Alliance, with the date of the list that holds at `as_of`.

    The date is missing where the country is not in that list.
    """
    return edition.query(
        "SELECT p.*, r.listed_on FROM participants AS p LEFT JOIN rosters AS r ON r.iso3 = p.iso3 AND r.as_of = ? "
        "ORDER BY p.iso3",
        as_of,
    )
