"""The rows of a view in one edition under filters, for the screen and as CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field

import pandas as pd

from core import words
from core.words import _
from views.edition import Edition
from views.tables.catalogue import VIEWS
from views.tables.cells import safe
from views.tables.screen import shown
from views.tables.view import View

NAMED_ONCE = {
    "country": "country",
    "target": "target_no",
    "goal": "goal_id",
    "profile": "profile",
    "indicator": "indicator_label",
}
"""Filters with the column that says nothing new while they have one value."""


@dataclass(frozen=True)
class Table:
    """The rows of a view in one edition, with the filters that were applied."""

    view: View
    edition: Edition
    frame: pd.DataFrame
    filters: dict[str, object] = field(default_factory=dict)

    @property
    def file_name(self) -> str:
        """A name that no other edition or filter shares, without ending.

        Such as monitor-gaps-edition-1-3f9a2c-as_of-latest-target-2.
        """
        return words.file_name(
            self.view.name,
            self.edition.number,
            self.edition.short,
            self.filters,
            illustrative=self.edition.illustrative,
        )

    @property
    def edition_text(self) -> str:
        """The edition as every export names it; invented figures say so."""
        return " · ".join(
            [str(self.edition.number), self.edition.short, *([words.ILLUSTRATIVE] if self.edition.illustrative else [])]
        )

    @property
    def filters_text(self) -> str:
        """The filters in words; "none" when the table is complete."""
        return "; ".join(
            f"{name} = {', '.join(value) if isinstance(value, list) else value}" for name, value in self.filters.items()
        ) or _("none")

    def shown(self, *, linked: bool = False) -> pd.DataFrame:
        """The columns for the screen, in reader's words.

        `linked` puts source, link and evidence into one cell of Markdown and escapes all other text.
        """
        without = {column for key, column in NAMED_ONCE.items() if isinstance(self.filters.get(key), (str, int))}
        return shown(self.edition, self.view, self.frame, frozenset(without), linked=linked)

    def csv(self) -> str:
        """All columns as CSV; each row ends with edition, filters and its address in the record.

        Text that a spreadsheet would run is quoted. Without a row, one more heading says so with edition and filters:
        no row stays no row, and no two editions give the same bytes.
        """
        out = io.StringIO()
        write = csv.writer(out, lineterminator="\r\n")
        tail = {"edition": self.edition_text, "filters": self.filters_text}
        none = _("no row in edition {0}; filters: {1}").format(self.edition_text, self.filters_text)
        write.writerow([*self.frame.columns, *tail, *([safe(none)] if self.frame.empty else [])])
        for row in self.frame.itertuples(index=False):
            write.writerow([*map(safe, row), *map(safe, tail.values())])
        return out.getvalue()


def table(edition: Edition, name: str, **filters: object) -> Table:
    """The view `name` of an edition under `filters`; those that are None do not count."""
    view = VIEWS[name]
    asked = {key: value for key, value in filters.items() if value is not None}
    return Table(view, edition, view.query(edition, **asked), asked)
