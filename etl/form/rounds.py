"""The reporting rounds, as `data/definitions/rounds.csv` has them, and who must report in one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from etl.record.read import definition
from etl.source import DEFINITIONS

LISTS = {"launch_list": "in_launch_list_48", "list_54": "in_list_54"}
"""Who must report in a round, as rounds.csv says it, and the column of participants.csv that says so of a country."""


@dataclass(frozen=True)
class Round:
    """A reporting round.

    Dates are ISO days; `who` is the list of countries that must report; `period` is the year asked for.

    `template` is the version of the form that is printed for it; a workbook of any version that `form.csv` has is read.
    """

    round: str
    label: str
    kind: str
    as_of: str
    opens: str
    due: str
    who: str
    reports_on: str
    period: str
    template: str
    reason: str


@lru_cache
def rounds(definitions: Path = DEFINITIONS) -> dict[str, Round]:
    """The reporting rounds by their key, oldest first."""
    return {row["round"]: Round(**row) for row in definition(definitions / "rounds.csv").records()}
