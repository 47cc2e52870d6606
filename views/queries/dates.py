"""The dates at which a reader can look, and what happened up to them."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from views.edition import Edition


def conferences(edition: Edition) -> pd.DataFrame:
    """The dates at which a reader can look, newest first."""
    return edition.rows("conferences", order="position DESC")


def past_conferences(edition: Edition, as_of: str) -> pd.DataFrame:
    """The conferences up to a date of looking, that of the date itself included."""
    until = known_until(edition, as_of)
    return conferences(edition).loc[lambda frame: (frame["as_of"] != "latest") & (frame["known_until"] <= until)]


def earlier(edition: Edition, as_of: str) -> pd.DataFrame:
    """The dates before a date of looking, the usual one to compare with first.

    That is Washington 2014, when progress was first reported, else the one before.
    """
    dates = conferences(edition)
    position = dates.loc[dates["as_of"] == as_of, "position"].iloc[0]
    return dates[dates["position"] < position].sort_values(
        "as_of", key=lambda codes: codes != "washington-2014", kind="stable"
    )


@lru_cache(maxsize=64)
def known_until(edition: Edition, as_of: str) -> pd.Timestamp:
    """The last day whose facts count at `as_of`."""
    return edition.rows("conferences", as_of=as_of).iloc[0]["known_until"]


def events(edition: Edition, as_of: str) -> pd.DataFrame:
    """What happened up to a date."""
    return edition.rows("events", order="known_from, event_id").loc[
        lambda frame: frame["known_from"] <= known_until(edition, as_of)
    ]
