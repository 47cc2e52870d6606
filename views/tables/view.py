"""What readers can ask for by name: a title, a query with its filters, and the columns of the screen."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

MODELS = {
    "targets": "target_progress",
    "directions": "progress_direction",
    "milestone_totals": "progress_binary",
    "facts": "milestone_facts",
    "promises": "commitments",
}
"""The models of views that do not bear the name of theirs."""


@dataclass(frozen=True)
class View:
    """A table by its name: its title, its query, and the columns shown on screen with their heading."""

    name: str
    title: str
    query: Callable[..., pd.DataFrame]
    shown: dict[str, str]

    @property
    def model(self) -> str:
        """The model of `etl/sql` that makes the rows."""
        return MODELS.get(self.name, self.name)

    @property
    def filters(self) -> tuple[str, ...]:
        """The names of the filters that the address may hold."""
        return tuple(inspect.signature(self.query).parameters)[1:]

    @property
    def needed(self) -> tuple[str, ...]:
        """The filters without which there is no answer."""
        parameters = inspect.signature(self.query).parameters
        return tuple(name for name in self.filters if parameters[name].default is inspect.Parameter.empty)
