"""The resources of the API: what each holds, in which order, by what it can be filtered; and a question of a reader, understood or refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import pandas as pd

from core import words
from core.words import _
from views import queries
from views.api.problems import Problem
from views.downloads.parameters import offered
from views.edition import Edition, edition, numbers
from views.tables import Table, View

MOST, USUAL, WHOLE, FARTHEST = 1000, 100, 100_000, 1_000_000_000
"""Rows of a page at most, without being asked, of a CSV without a limit; and the last row that may be asked for."""
DAY = r"^(19|20)[0-9]{2}(-((0[13578]|1[02])(-(0[1-9]|[12][0-9]|3[01]))?|(0[469]|11)(-(0[1-9]|[12][0-9]|30))?|02(-(0[1-9]|[12][0-9]))?))?$"
"""A year, a month or a day."""


@dataclass(frozen=True)
class Resource:
    """One resource: the query that makes its rows, the tables of the codebook that describe them, the columns that order and identify a row,
    the column that each filter compares, the column of dates that `from` and `to` compare, and a query string to try.
    """

    name: str
    title: str
    query: Callable[..., pd.DataFrame]
    tables: tuple[str, ...]
    key: tuple[str, ...]
    filters: Mapping[str, str] = field(default_factory=dict)
    dated: str | None = None
    example: str = ""

    @property
    def dates(self) -> bool:
        """Whether the rows depend on the date of looking."""
        return "as_of" in View(self.name, self.title, self.query, {}).filters

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters that the resource takes."""
        named = () if self.name == "editions" else ("edition",)
        return (
            *(("as_of",) if self.dates else ()),
            *self.filters,
            *(("from", "to") if self.dated else ()),
            *named,
            "limit",
            "offset",
            "format",
        )


@dataclass(frozen=True)
class Question:
    """A resource of an edition, with filters (each a list of values), and a page of it. `limit` is None for a CSV as a whole."""

    resource: Resource
    edition: Edition
    filters: dict[str, list]
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
            fit &= _between(frame[self.resource.dated], **{f"{name}_": day for name, day in self.between.items()})
        return frame[fit]

    def table(self, found: pd.DataFrame) -> Table:
        """The page of `found` as a table, for CSV. A page that is not everything says which rows it has."""
        said: dict[str, object] = {"as_of": self.as_of} if self.as_of else {}
        said |= {
            name: str(values[0]) if len(values) == 1 else [str(value) for value in values]
            for name, values in self.filters.items()
        } | self.between
        page = self.page(found)
        if len(page) < len(found):
            said["rows"] = (
                _("{0} to {1} of {2}").format(self.offset + 1, self.offset + len(page), len(found))
                if len(page)
                else words.of(0, len(found))
            )
        return Table(View(self.resource.name, self.resource.title, self.resource.query, {}), self.edition, page, said)

    def page(self, found: pd.DataFrame) -> pd.DataFrame:
        """The rows of this page."""
        return found.iloc[self.offset : self.offset + self.step]


def asked(resource: Resource, chosen: Edition, given: Mapping[str, list[str]], form: str) -> Question:
    """The question that the parameters `given` put to `resource`; `form` is "json" or "csv". Raises `Problem` for what the resource does not take."""
    for name in given:
        if name not in resource.parameters:
            detail = _("{0} takes no parameter of this name; it takes {1}.").format(
                resource.name, ", ".join(resource.parameters)
            )
            raise Problem("unknown-parameter", detail, parameter=name[:80], allowed=resource.parameters)
    filters = {
        name: list(dict.fromkeys(value(chosen, name, one) for one in given[name]))
        for name in resource.filters
        if name in given
    }
    between = {name: _day(name, one(given, name)) for name in ("from", "to") if name in given}
    if len(between) == 2 and _first(between["from"]) > _last(between["to"]):
        raise Problem(
            "unknown-value",
            _("from lies after to, so nothing can lie between them."),
            parameter="from",
            found=between["from"],
        )
    as_of = value(chosen, "as_of", one(given, "as_of") if "as_of" in given else "latest") if resource.dates else None
    limit = (
        whole_number("limit", one(given, "limit"), 1, MOST) if "limit" in given else None if form == "csv" else USUAL
    )
    offset = whole_number("offset", one(given, "offset"), 0, FARTHEST) if "offset" in given else 0
    return Question(resource, chosen, filters, as_of, between, limit, offset)


def one(given: Mapping[str, list[str]], name: str) -> str:
    """The single value of a parameter. Raises `Problem` when it stands more than once."""
    if len(given[name]) > 1:
        raise Problem("one-value", _("{0} may stand once; found {1}.").format(name, len(given[name])), parameter=name)
    return given[name][0]


def value(chosen: Edition, name: str, text: str) -> object:
    """The value of a filter as the edition writes it. Raises `Problem` when the edition does not offer it."""
    allowed = offered(chosen, name)
    if text not in allowed:
        raise Problem(
            "unknown-value",
            _("{0} has no such value; there are {1}.").format(name, words.listed(list(allowed), 12)),
            parameter=name,
            found=text,
            allowed=allowed.values(),
        )
    return allowed[text]


def whole_number(name: str, text: str, least: int, most: int) -> int:
    """The number that `text` is. Raises `Problem` when it is none between `least` and `most`."""
    if not (re.fullmatch("[0-9]{1,10}", text) and least <= int(text) <= most):
        raise Problem(
            "unknown-value",
            _("{0} is a whole number from {1} to {2}.").format(name, least, most),
            parameter=name,
            found=text,
            allowed=[least, most],
        )
    return int(text)


@lru_cache(maxsize=48)
def whole(name: str, chosen: Edition, as_of: str | None) -> pd.DataFrame:
    """All rows of a resource, ordered by its key. Shared, and not to be changed; filters are applied to it, so that readers' choices fill no cache of frames."""
    resource = RESOURCES[name]
    frame = resource.query(chosen, as_of) if as_of else resource.query(chosen)
    return frame.sort_values(list(resource.key), kind="stable", ignore_index=True)


def _day(name: str, text: str) -> str:
    if not re.fullmatch(DAY, text):
        raise Problem(
            "unknown-value",
            _("{0} is a day, a month or a year: 2014-09-30, 2014-09 or 2014.").format(name),
            parameter=name,
            found=text,
        )
    return text


def _first(stated: str) -> str:
    return stated + "0000-01-01"[len(stated) :]


def _last(stated: str) -> str:
    return stated + "0000-12-31"[len(stated) :]


def _between(dates: pd.Series, from_: str = "0000", to_: str = "9999") -> pd.Series:
    """Which dates touch the time between; a date stated as month or year lies in it with any of its days, a missing one never does."""
    stated = ["" if words.missing(date) else str(date)[:10] for date in dates]
    return pd.Series(
        [bool(date) and _last(date) >= _first(from_) and _first(date) <= _last(to_) for date in stated], dates.index
    )


def about(*editions: Edition) -> pd.DataFrame:
    """What is to be said of editions, one row each."""
    said = ("hash", "built_at", "record_until", "method")
    rows = [
        {"edition": one.number, **{name: one.manifest[name] for name in said}, "illustrative": one.illustrative, "note": one.manifest.get("note") or "", "tables": len(one.manifest["tables"])}
        for one in editions
    ]  # fmt: skip
    return pd.DataFrame(rows)


def editions(chosen: Edition) -> pd.DataFrame:
    """Every published edition up to `chosen`, the one in force."""
    return about(*(edition(number) for number in numbers() if number <= chosen.number))


EDITION_COLUMNS = {
    "edition": _("Number of the edition"),
    "hash": _("SHA-256 over the names and contents of its tables"),
    "built_at": _("Moment of publication, UTC"),
    "record_until": _("Last day of the public record in it"),
    "method": _("Version of definitions and models"),
    "illustrative": _("True where its figures are invented, to learn on"),
    "note": _("Revision note; empty where none was written"),
    "tables": _("Number of published tables"),
}
_WHERE = {"target": "target_no", "goal": "goal_id", "country": "iso3"}

RESOURCES = {
    one.name: one
    for one in (
        Resource("edition", _("The edition in force, or the one asked for"), about, (), ("edition",)),
        Resource("editions", _("Every published edition"), editions, (), ("edition",)),
        Resource("targets", _("Policy targets and their status"), queries.targets, ("target_progress",), ("target_no",), {"target": "target_no"}, example="target=1"),
        Resource("goals", _("Operational goals under the targets"), queries.goals, ("operational_goals",), ("goal_id",), {"target": "target_no", "goal": "goal_id"}, example="goal=1.1"),
        Resource("indicators", _("Indicators, their rules, and how much is on record"), queries.indicators, ("indicators", "indicator_coverage"), ("indicator",), {"target": "target_no", "goal": "goal_id", "indicator": "indicator", "rule": "rule"}, example="target=2&rule=direction"),
        Resource("countries", _("Countries that ever stood in a list of the Alliance"), queries.listed, ("participants", "rosters"), ("iso3",), {"country": "iso3"}, example="as_of=brussels-2012"),
        Resource("observations", _("Published figures"), queries.observations, ("observations",), ("indicator", "iso3", "date_to", "date_from", "file", "line"), {**_WHERE, "indicator": "indicator", "rule": "rule"}, "date_to", "country=DEU&from=2012&to=2014"),
        Resource("milestones", _("The state of each milestone in each country; nothing on record is not_known, never no"), queries.milestones, ("milestones",), ("milestone", "iso3"), {**_WHERE, "milestone": "milestone", "state": "state"}, example="milestone=budapest&state=not_known"),
        Resource("commitments", _("Actions on record"), queries.commitments, ("commitments",), ("commitment_id",), {**_WHERE, "whose": "whose"}, "announced_date", "country=FRA&country=DEU"),
        Resource("progress", _("Every judgement: the joint goal, indicators with a direction, milestones over all countries"), queries.progress, ("progress",), ("rule", "item", "iso3"), {**_WHERE, "indicator": "item", "rule": "rule"}, example="country=WLD&rule=annual_growth"),
        Resource("gaps", _("Everything that is missing, one row a thing, with what it would take"), queries.gaps, ("gaps", "milestone_kinds"), ("kind", "item", "iso3", "target_no"), {**_WHERE, "indicator": "item", "kind": "kind"}, example="country=FRA"),
        Resource("coverage", _("What is known of each country under each target; the silent stay in"), queries.coverage, ("coverage",), ("iso3", "target_no"), {"target": "target_no", "country": "iso3", "voice": "voice"}, example="target=1&voice=silent"),
        Resource("sources", _("Every cited address"), queries.sources, ("sources",), ("source_url", "line")),
    )
}  # fmt: skip
