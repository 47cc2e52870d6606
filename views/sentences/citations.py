"""Where a page or a paper comes from, in words: sources, the date of looking, the edition."""

from __future__ import annotations

import pandas as pd

from core import words
from core.words import _, day

TIERS = {
    "publisher or official body": _("official"),
    "public data repository": _("data repository"),
    "press, copy or secondary": _("press or copy"),
    "weak": _("weak source"),
}
"""The kinds of sources in short words; one that a later vocabulary adds stands as it is."""


def tier(kinds: object) -> str:
    """The kind of a source in short words, those of several addresses parted by "/"; empty where none is known."""
    return "" if words.missing(kinds) else " / ".join(TIERS.get(kind, kind) for kind in str(kinds).split(" ; "))


def titled(title: str, kinds: object) -> str:
    """A title with the kind of the source in brackets, where it is known."""
    return f"{title} ({kind})" if (kind := tier(kinds)) else title


def cites(frame: pd.DataFrame, most: int = 2) -> str:
    """The line under a picture that names its sources; the rest are one click away."""
    if "source_title" not in frame:
        return _("Source: worked out from the record")
    kinds = frame["source_tier"] if "source_tier" in frame else [None] * len(frame)
    rows = zip(frame["source_title"], kinds, strict=True)
    titles = list(dict.fromkeys(titled(title, kind) for title, kind in rows if not words.missing(title)))
    if not titles:
        return _("Source: none, our record holds nothing")
    more = _(" and {0} more").format(len(titles) - most) if len(titles) > most else ""
    return _("Source: {0}{1}").format("; ".join(titles[:most]), more)


def known_at(row: pd.Series) -> str:
    """A date of looking in words, with the last day whose facts count; `row` is of the table conferences."""
    return (
        _("{0}; facts known until {1}").format(row["label"], day(row["known_until"]))
        if row["as_of"] == "latest"
        else row["label"]
    )


def how_to_read(edition: int, short_hash: str, method: str, reports: bool) -> str:
    """The last words of a printed paper: what the numbers in brackets are, and which edition it is.

    With `reports` also how a cell of a report is named.
    """
    return " ".join(
        [
            _(
                "[n] is the number of a source. Behind the dot stand the rows that were used: lines count from the "
                "header of the file in data/record, which is line 1."
            ),
            *([_("S0007!Indicators!G12 is a cell of submission 7.")] if reports else []),
            _("Edition {0}, method {1}, hash {2}.").format(edition, method, short_hash),
        ]
    )
