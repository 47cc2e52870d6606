"""A question of a reader to one resource: understood, or refused with what is allowed; and the rows that answer it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from core import words
from core.words import _
from views.api.problems import Problem
from views.api.resources import MOST, USUAL, WHOLE, Resource, whole
from views.downloads.parameters import Query, offered
from views.edition import Edition
from views.tables import Table, View

FARTHEST = 1_000_000_000
"""The last row that may be asked for."""
DAY = (
    r"^(19|20)[0-9]{2}(-((0[13578]|1[02])(-(0[1-9]|[12][0-9]|3[01]))?"
    r"|(0[469]|11)(-(0[1-9]|[12][0-9]|30))?|02(-(0[1-9]|[12][0-9]))?))?$"
)
"""A year, a month or a day."""


@dataclass(frozen=True)
class Question:
    """A resource of an edition, with filters (each a list of values), and a page of it.

    `limit` is None for a CSV as a whole; `between` holds the stated days of `from` and `to`.
    """

    resource: Resource
    edition: Edition
    filters: dict[str, list[object]]
    as_of: str | None
    between: dict[str, str]
    limit: int | None
    offset: int

    @property
    def step(self) -> int:
        """Rows of one page at most."""
        return self.limit or WHOLE

    def rows(self) -> pd.DataFrame:
        """All rows that fit, over all pages, in the order of the key."""
        frame = whole(self.resource.name, self.edition, self.as_of)
        fit = pd.Series(True, frame.index)
        for name, values in self.filters.items():
            fit &= frame[self.resource.filters[name]].isin(values)
        if self.between:
            first, last = self.between.get("from", "0000"), self.between.get("to", "9999")
            fit &= _touches(frame[self.resource.dated], _first_day(first), _last_day(last))
        return frame[fit]

    def page(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Those of all `rows` that stand on this page."""
        return rows.iloc[self.offset : self.offset + self.step]

    def table(self, rows: pd.DataFrame) -> Table:
        """The page of all `rows` as a table, for CSV. A page that is not everything says which rows it has."""
        page = self.page(rows)
        stated: dict[str, object] = {"as_of": self.as_of} if self.as_of else {}
        for name, values in self.filters.items():
            stated[name] = str(values[0]) if len(values) == 1 else [str(value) for value in values]
        stated |= self.between
        if len(page) < len(rows):
            stated["rows"] = self._place(len(page), len(rows))
        return Table(View(self.resource.name, self.resource.title, self.resource.query, {}), self.edition, page, stated)

    def _place(self, here: int, total: int) -> str:
        if not here:
            return words.of(0, total)
        return _("{0} to {1} of {2}").format(self.offset + 1, self.offset + here, total)


def question(resource: Resource, edition: Edition, asked: Query, ending: str) -> Question:
    """The question that the parameters `asked` put to `resource`; `ending` is "json" or "csv".

    Raises `Problem` for what the resource does not take.
    """
    _refuse_unknown(resource, asked)
    filters = {name: _values(edition, name, asked[name]) for name in resource.filters if name in asked}
    between = _between(asked)
    as_of = single(asked, "as_of") if "as_of" in asked else "latest"
    return Question(
        resource,
        edition,
        filters,
        str(_values(edition, "as_of", [as_of])[0]) if resource.dates else None,
        between,
        _number(asked, "limit", 1, MOST, None if ending == "csv" else USUAL),
        _number(asked, "offset", 0, FARTHEST, 0) or 0,
    )


def _refuse_unknown(resource: Resource, asked: Query) -> None:
    takes = resource.parameters
    for name in asked:
        if name not in takes:
            detail = _("{0} takes no parameter of this name; it takes {1}.").format(resource.name, ", ".join(takes))
            raise Problem("unknown-parameter", detail, parameter=name[:80], allowed=takes)


def single(asked: Query, name: str) -> str:
    """The one value of a parameter. Raises `Problem` when it stands more than once."""
    if len(asked[name]) > 1:
        raise Problem("one-value", _("{0} may stand once; found {1}.").format(name, len(asked[name])), parameter=name)
    return asked[name][0]


def whole_number(name: str, text: str, least: int, most: int) -> int:
    """The number that `text` is. Raises `Problem` when it is none between `least` and `most`."""
    if not (re.fullmatch("[0-9]{1,10}", text) and least <= int(text) <= most):
        detail = _("{0} is a whole number from {1} to {2}.").format(name, least, most)
        raise Problem("unknown-value", detail, parameter=name, found=text, allowed=[least, most])
    return int(text)


def _number(asked: Query, name: str, least: int, most: int, usual: int | None) -> int | None:
    return whole_number(name, single(asked, name), least, most) if name in asked else usual


def _values(edition: Edition, name: str, texts: list[str]) -> list[object]:
    """The values of a filter as the edition writes them, each once. Raises `Problem` when it does not offer one."""
    allowed: Mapping[str, object] = offered(edition, name)
    values = []
    for text in dict.fromkeys(texts):
        if text not in allowed:
            detail = _("{0} has no such value; there are {1}.").format(name, words.listed(list(allowed), 12))
            raise Problem("unknown-value", detail, parameter=name, found=text, allowed=allowed.values())
        values.append(allowed[text])
    return values


def _between(asked: Query) -> dict[str, str]:
    """What `from` and `to` say. Raises `Problem` when nothing can lie between them."""
    between = {name: _day(name, single(asked, name)) for name in ("from", "to") if name in asked}
    if len(between) == 2 and _first_day(between["from"]) > _last_day(between["to"]):
        detail = _("from lies after to, so nothing can lie between them.")
        raise Problem("unknown-value", detail, parameter="from", found=between["from"])
    return between


def _day(name: str, text: str) -> str:
    if not re.fullmatch(DAY, text):
        detail = _("{0} is a day, a month or a year: 2014-09-30, 2014-09 or 2014.").format(name)
        raise Problem("unknown-value", detail, parameter=name, found=text)
    return text


def _first_day(stated: str) -> str:
    return stated + "0000-01-01"[len(stated) :]


def _last_day(stated: str) -> str:
    return stated + "0000-12-31"[len(stated) :]


def _touches(dates: pd.Series, first: str, last: str) -> pd.Series:
    """Which dates touch the days from `first` to `last`.

    A date stated as month or year lies in it with any of its days, a missing one never does.
    """
    stated = ["" if words.missing(date) else str(date)[:10] for date in dates]
    return pd.Series(
        [bool(date) and _last_day(date) >= first and _first_day(date) <= last for date in stated], dates.index
    )
