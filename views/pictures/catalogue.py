"""Every picture by its name, and the value that is handed out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

import pandas as pd

from core import words
from core.words import _
from views import sentences
from views.charts import Spec
from views.edition import Edition
from views.pictures.countries import matrix, milestones, timeline, voices
from views.pictures.drawn import Drawn
from views.pictures.figures import ages, comparison, joint_goal, trend
from views.pictures.gaps import gap_totals, gaps

PICTURES: dict[str, Callable[..., Drawn]] = {
    draw.__name__: draw
    for draw in (joint_goal, milestones, trend, timeline, matrix, comparison, gaps, gap_totals, voices, ages)
}
_QUALITY = _("Filled circle: exact or counted; open circle: about; triangle: at least; diamond: derived")
_STATE = _("Filled: yes; crossed: no; halved: sources differ; hatched: not known")
LEGENDS = {
    "joint_goal": _("{0}; dashed line: the path of 10 % a year").format(_QUALITY),
    "trend": _("{0}; dotted: the present pace carried on, no forecast").format(_QUALITY),
    "milestones": _STATE,
    "matrix": _STATE,
    "voices": _(
        "Filled: reported to the Alliance or naming it; open: national announcement only; hatched: none in our record"
    ),
    "timeline": _(
        "Filled: dated act; open: named in a list at that date; triangle: mention only; "
        "crossed: named as outside; dotted lines: conferences"
    ),
}


@dataclass(frozen=True, eq=False)
class Picture:
    """A chart of an edition, with the filters it was asked with.

    It has a `title`, the `takeaway` in one sentence, the Vega-Lite `spec`, and the `rows` it shows.
    """

    name: str
    edition: Edition
    title: str
    takeaway: str
    spec: Spec
    rows: pd.DataFrame
    filters: dict[str, object] = field(default_factory=dict)

    @property
    def cited(self) -> str:
        """The line that names its sources."""
        return sentences.cites(self.rows)

    @property
    def legend(self) -> str:
        """What its marks mean, in words that need no colour and no font."""
        return LEGENDS.get(self.name, "")

    @property
    def file_name(self) -> str:
        """A name that no other edition or filter shares, without ending.

        Such as monitor-trend-edition-1-3f9a2c-as_of-latest-country-FRA.
        """
        return words.file_name(
            self.name, self.edition.number, self.edition.short, self.filters, illustrative=self.edition.illustrative
        )

    @property
    def edition_text(self) -> str:
        """Edition, hash and date of looking as the picture itself says them; invented figures say so."""
        when = sentences.known_at(self.edition.rows("conferences", as_of=self.filters["as_of"]).iloc[0])
        return " · ".join(
            [
                _("Edition {0}").format(self.edition.number),
                self.edition.short,
                when,
                *([words.ILLUSTRATIVE] if self.edition.illustrative else []),
            ]
        )


def picture(edition: Edition, name: str, **filters: object) -> Picture:
    """The picture `name` of an edition under `filters`; those that are None do not count.

    The same value is handed out each time, and not to be changed.
    """
    asked = {
        key: tuple(value) if isinstance(value, list) else value for key, value in filters.items() if value is not None
    }
    return _drawn(edition, name, tuple(asked.items()))


@lru_cache(maxsize=64)
def _drawn(edition: Edition, name: str, asked: tuple[tuple[str, object], ...]) -> Picture:
    drawn = PICTURES[name](edition, **dict(asked))
    filters = {key: list(value) if isinstance(value, tuple) else value for key, value in asked}
    return Picture(name, edition, *drawn, filters)
