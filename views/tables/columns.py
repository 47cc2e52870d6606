"""Columns of the screen: most stand in the rows, some are made of several columns of a row."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd

from core import words
from views import sentences

STATED = (
    "stated",
    "known_at",
    "status_as_of",
    "date",
    "since",
    "due_date",
    "dated",
    "period",
    "from_period",
    "to_period",
    "published",
)
"""Columns of dates by their stated precision."""
OF_ITSELF = ("since", "due_date", "dated")
"""Those of them that are the date of an act, not that of the page that says it."""


def cells(frame: pd.DataFrame, name: str, undated: sentences.Undated) -> list[object]:
    """The column `name` of the rows of a view, before it is put in words; several facts of a cell are a tuple.

    `undated` are the pages without a date.
    """
    if name in STATED and not pd.api.types.is_datetime64_any_dtype(frame[name].dtype):
        return _stated(frame, name, undated)
    return COMPOSED[name](frame) if name in COMPOSED else list(frame[name])


def _stated(frame: pd.DataFrame, name: str, undated: sentences.Undated) -> list[object]:
    """Dates in words; those of a page that bears none say so: by the note of their row, else by what they date."""
    texts = frame[name]
    if name in OF_ITSELF or not {"note", "iso3"} & set(frame):
        notes = [""] * len(frame)
    elif "note" in frame:
        notes = list(frame["note"])
    else:
        items = frame["item"] if "item" in frame else frame["indicator"]
        notes = ["undated" if key in undated else "" for key in zip(items, frame["iso3"], texts, strict=True)]
    return [None if words.missing(text) else words.dated(text, note) for text, note in zip(texts, notes, strict=True)]


def _side_by_side(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    return list(zip(*(frame[column] for column in columns), strict=True))


def _where(frame: pd.DataFrame) -> list[object]:
    return [*_side_by_side(frame, "file", "line")] if "file" in frame else list(frame["origin"])


def _status(frame: pd.DataFrame) -> list[object]:
    return [*_side_by_side(frame, "profile", "status")] if "profile" in frame else list(frame["status"])


def _takes(frame: pd.DataFrame) -> list[object]:
    return [sentences.TAKES[kind].format(takes) for kind, takes in zip(frame["kind"], frame["takes"], strict=True)]


def _remarks(frame: pd.DataFrame) -> list[object]:
    related = sentences.related(frame)
    parts = zip(map(related.get, frame.index), frame["caveat"].fillna(""), frame["note"].fillna(""), strict=True)
    return ["; ".join(filter(None, some)) for some in parts]


def _figures(end: str, frame: pd.DataFrame) -> list[object]:
    return [words.figure(*pair) for pair in zip(frame[f"{end}_value"], frame[f"{end}_qualifier"], strict=True)]


def _agree(frame: pd.DataFrame) -> list[object]:
    pairs = zip(frame["profiles_agree"], frame["profiles"], strict=True)
    return [words.of(int(agree), int(fit)) if fit else "–" for agree, fit in pairs]


def _spans(frame: pd.DataFrame) -> list[object]:
    return [sentences.span(row) for row in frame.itertuples()]


def _dates(frame: pd.DataFrame) -> list[object]:
    return [words.announced(*pair) for pair in zip(frame["announced_date"], frame["due_date"], strict=True)]


def _known(frame: pd.DataFrame) -> list[object]:
    return [*_side_by_side(frame, "status", "status_as_of", "due_state", "whose", "completion")]


def _figure(frame: pd.DataFrame) -> list[object]:
    return [*_side_by_side(frame, "value", "qualifier")]


def _since_where(frame: pd.DataFrame) -> list[object]:
    return [*_side_by_side(frame, "since_file", "since_line")]


def _other(frame: pd.DataFrame) -> list[object]:
    return [sentences.other_source(row) for row in frame.itertuples()]


COMPOSED: dict[str, Callable[[pd.DataFrame], list[object]]] = {
    "where": _where,
    "takes_words": _takes,
    "remarks": _remarks,
    "from_figure": partial(_figures, "from"),
    "to_figure": partial(_figures, "to"),
    "status": _status,
    "agree": _agree,
    "span": _spans,
    "since_where": _since_where,
    "dates": _dates,
    "other": _other,
    "known": _known,
    "figure": _figure,
}
