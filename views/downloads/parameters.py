"""What an address may ask for: a published edition, and filters of which each value is one that the edition offers."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping

from starlette.requests import Request

from views.edition import Edition, edition, in_force


class Refused(Exception):
    """An address that asks for what nobody offers; the message is one sentence.

    `status` is 400, or 404 where the thing itself is not there.
    """

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


NO_FILTERS = ("edition", "version")
"""What an address names besides filters: the edition, and the program by which it was written."""
Query = Mapping[str, list[str]]
"""The query of an address: every value of each name."""


def query(request: Request) -> Query:
    """Every value of each name in the address of `request`, read once from its beginning to its end."""
    values: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        values.setdefault(name, []).append(value)
    return values


def edition_of(asked: Query) -> Edition:
    """The edition that the address names, or the one in force. Raises `Refused` or `NoEdition`."""
    numbers = asked.get("edition")
    if numbers is None:
        return in_force()
    if len(numbers) > 1 or not re.fullmatch("[0-9]{1,6}", numbers[0]):
        raise Refused("An edition is a whole number.")
    return edition(int(numbers[0]))


def filters(edition: Edition, name: str, answer: Callable[..., object], asked: Query) -> dict[str, object]:
    """The filters of the address for `answer`, in the order of its parameters.

    Those after the first say which filters it takes, needs, and takes several values of. Raises `Refused` for a filter
    or value that is not offered. `name` is what the reader asked for.
    """
    takes = dict(list(inspect.signature(answer).parameters.items())[1:])
    if any(key not in takes and key not in NO_FILTERS for key in asked):
        raise Refused(f"This filter is unknown; {name} takes {', '.join(takes) or 'none'}.")
    chosen: dict[str, object] = {}
    for key, parameter in takes.items():
        if key in asked:
            values = list(dict.fromkeys(asked[key]))
            chosen[key] = _value(edition, name, key, values, several="list" in str(parameter.annotation))
        elif key == "as_of":
            chosen[key] = "latest"
        elif parameter.default is inspect.Parameter.empty:
            raise Refused(f"{name} needs {key}; there are {', '.join(offered(edition, key))}.")
    return chosen


def _value(edition: Edition, name: str, key: str, values: list[str], several: bool) -> object:
    allowed = offered(edition, key)
    if not allowed.keys() >= set(values):
        raise Refused(f"A value of {key} is unknown; there are {', '.join(allowed)}.")
    if len(values) > 1 and not several:
        raise Refused(f"{name} takes one {key}; found {len(values)}.")
    return [allowed[value] for value in values] if len(values) > 1 else allowed[values[0]]


def offered(edition: Edition, key: str) -> Mapping[str, object]:
    """The values that a filter may have in an edition, by how the address writes them."""
    if key in ALWAYS:
        return ALWAYS[key]
    table, column = OFFERED[key]
    rows = edition.query(f"SELECT DISTINCT {column} AS value FROM {table} WHERE {column} IS NOT NULL ORDER BY ALL")
    return {str(value): value.item() if hasattr(value, "item") else value for value in rows["value"]}


ALWAYS: dict[str, Mapping[str, object]] = {
    "ahead": {"yes": True, "no": False},
    "eu": {"yes": "yes", "no": "no"},
    "part": {"1": "1", "2": "2", "3": "3"},
    "most": {str(number): number for number in range(1, 61)},
}
OFFERED = {
    "as_of": ("conferences", "as_of"),
    "since": ("conferences", "as_of"),
    "target": ("policy_targets", "target_no"),
    "goal": ("operational_goals", "goal_id"),
    "country": ("(SELECT iso3 FROM participants UNION ALL SELECT 'WLD')", "iso3"),
    "region": ("participants", "region"),
    "indicator": ("indicators", "indicator"),
    "round": ("rounds", "round"),
    "milestone": ("milestone_kinds", "milestone"),
    "rule": ("rules", "rule"),
    "profile": ("profiles", "profile"),
    "kind": ("(SELECT status FROM statuses WHERE scale = 'gap')", "status"),
    "state": (
        "(SELECT status FROM statuses WHERE scale = 'alliance' "
        "AND status IN ('yes', 'no', 'sources_differ', 'not_known'))",
        "status",
    ),
    "voice": ("(SELECT status FROM statuses WHERE scale = 'voice')", "status"),
    "whose": ("(SELECT status FROM statuses WHERE scale = 'whose')", "status"),
    "severity": ("(SELECT unnest(['error', 'question', 'note']) AS severity)", "severity"),
}
