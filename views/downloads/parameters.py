"""What an address may ask for: an edition that is published, and filters of which each value is one that the edition offers."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping

from views.edition import Edition, edition, in_force


class Refused(Exception):
    """An address that asks for what nobody offers; the message is one sentence, `status` 400, or 404 where the thing itself is not there."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


Query = Mapping[str, list[str]]
"""The query of an address: every value of each name."""


def edition_of(query: Query) -> Edition:
    """The edition that the address names, or the one in force. Raises `Refused` or `NoEdition`."""
    asked = query.get("edition")
    if asked is None:
        return in_force()
    if len(asked) > 1 or not asked[0].isascii() or not asked[0].isdigit() or len(asked[0]) > 6:
        raise Refused("An edition is a whole number.")
    return edition(int(asked[0]))


def filters(chosen: Edition, name: str, answer: Callable, query: Query) -> dict[str, object]:
    """The filters of the address for `answer`, whose parameters after the first say which it takes, needs, and takes several of; in their order there.

    Raises `Refused` for a filter or value that is not offered. `name` is what the reader asked for.
    """
    takes = dict(list(inspect.signature(answer).parameters.items())[1:])
    unknown = [key for key in query if key not in takes and key != "edition"]
    if unknown:
        raise Refused(f"This filter is unknown; {name} takes {', '.join(takes) or 'none'}.")
    found = {}
    for key, parameter in takes.items():
        if key in query:
            found[key] = _value(
                chosen, name, key, list(dict.fromkeys(query[key])), many="list" in str(parameter.annotation)
            )
        elif key == "as_of":
            found[key] = "latest"
        elif parameter.default is inspect.Parameter.empty:
            raise Refused(f"{name} needs {key}; there are {', '.join(offered(chosen, key))}.")
    return found


def _value(chosen: Edition, name: str, key: str, values: list[str], many: bool) -> object:
    allowed = offered(chosen, key)
    if any(value not in allowed for value in values):
        raise Refused(f"A value of {key} is unknown; there are {', '.join(allowed)}.")
    if len(values) > 1 and not many:
        raise Refused(f"{name} takes one {key}; found {len(values)}.")
    return [allowed[value] for value in values] if len(values) > 1 else allowed[values[0]]


def offered(chosen: Edition, key: str) -> Mapping[str, object]:
    """The values that a filter may have in an edition, by how the address writes them."""
    if key in ALWAYS:
        return ALWAYS[key]
    table, column = OFFERED[key]
    values = chosen.query(f"SELECT DISTINCT {column} AS value FROM {table} WHERE {column} IS NOT NULL ORDER BY ALL")[
        "value"
    ]
    return {str(value): value.item() if hasattr(value, "item") else value for value in values}


ALWAYS = {
    "ahead": {"yes": True, "no": False},
    "eu": {"yes": "yes", "no": "no"},
    "part": {"1": "1", "2": "2", "3": "3"},
    "most": {str(many): many for many in range(1, 61)},
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
        "(SELECT status FROM statuses WHERE scale = 'alliance' AND status IN ('yes', 'no', 'not_known'))",
        "status",
    ),
    "voice": ("(SELECT status FROM statuses WHERE scale = 'voice')", "status"),
    "whose": ("(SELECT status FROM statuses WHERE scale = 'whose')", "status"),
    "severity": ("(SELECT unnest(['error', 'question', 'note']) AS severity)", "severity"),
}
