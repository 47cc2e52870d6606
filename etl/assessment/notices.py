"""What is worth a word although nothing is left out: columns that are not read, settings that a rule does not use."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches

NEAR = 0.75
"""How alike two names are, from 0 to 1, for one to be meant by the other; `unit` is not yet `limit`."""


def unread(file: str, columns: Collection[str], known: Collection[str]) -> Iterator[str]:
    """A sentence for each of `columns` that is near to a known name, and one for all the others together."""
    plain = {_plain(name): name for name in known}
    others = []
    for column in columns:
        near = get_close_matches(_plain(column), plain, 1, NEAR)
        if near:
            yield f"{file}: column {column!r} is not read; the nearest known one is {plain[near[0]]!r}."
        else:
            others.append(repr(column))
    if others:
        yield f"{file}: columns that are not read: {', '.join(others)}."


def unused(file: str, unit: str, rows: Collection[tuple[str, str, str, int, int]]) -> Iterator[str]:
    """A sentence for each rule and column (label of the profile, rule, column, number of cases, first line or row)
    that is filled for nothing.
    """
    for label, rule, column, count, line in rows:
        cases = "1 case" if count == 1 else f"{count} cases"
        yield (
            f"{file}: {column} is filled in {cases} with the rule {rule} (first in {unit} {line}) and ignored: "
            f"{label} does not use it there."
        )


def without_setting(file: str, cases: Sequence[str]) -> Iterator[str]:
    """A sentence on series that no profile has a setting for."""
    if cases:
        count = "1 case has" if len(cases) == 1 else f"{len(cases)} cases have"
        yield f"{file}: {count} no setting in any profile and cannot be judged; the first is {cases[0]!r}."


def _plain(name: str) -> str:
    """A name without case and signs, so that `Base-Year` is `base_year`."""
    return re.sub(r"[\W_]", "", name).casefold()
