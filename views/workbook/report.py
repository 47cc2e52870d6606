"""A workbook for readers, sheet by sheet: a cover with the answer first, lists, where everything comes from, and notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain

import pandas as pd

from core import words
from core.words import _
from views import queries
from views.edition import Edition
from views.tables import VIEWS, Table, table
from views.workbook import listing as book_data
from views.workbook.listing import Column, List, grounds
from views.workbook.notes import Part, known_at, notes
from views.workbook.writer import Book, Sheet

WIDTHS = (27, 78)


class Work:
    """A workbook of an edition at a date of looking while it is made. The cover stands first and is written last, when all sheets are known."""

    def __init__(self, edition: Edition, as_of: str, title: str) -> None:
        self.edition, self.as_of, self.book = (
            edition,
            as_of,
            Book(title, edition, _("As known at: {0}").format(known_at(edition, as_of))),
        )
        self.front = self.book.page(_("Cover"), portrait=True)
        self.parts: list[Part] = []
        self.contents: list[tuple[str, str]] = []
        self.cited: list[pd.DataFrame] = []
        self.models: list[str] = []

    def add(self, asked: List, answers: str, *, portrait: bool = False) -> Sheet:
        """A sheet for a list; `answers` is the question that it answers, for the contents."""
        sheet, part = book_data.write(self.book, asked, portrait=portrait)
        self.parts.append(part)
        self.contents.append((sheet.title, answers))
        return sheet

    def table(
        self,
        name: str,
        title: str,
        answers: str,
        sentence: str = "",
        *,
        empty: str = "",
        scales: Sequence[str] = (),
        without: Sequence[str] = (),
        **filters: object,
    ) -> Sheet:
        """A sheet for a table of the screen under `filters`, at the date of looking where it has one."""
        found = self.asked(name, **filters)
        self.uses(found)
        return self.add(book_data.listing(found, title, sentence, empty=empty, scales=scales, without=without), answers)

    def promises(self, answers: str, **filters: object) -> Sheet:
        """A sheet for commitments to the Alliance under `filters`, beside what was reported of them."""
        said = _(
            "The status is the country's own word. What two people coded independently, and the country's reply, stand beside it."
        )
        empty = _("No commitment to the Alliance is on record at this date.")
        return self.table(
            "promises", _("Promised and reported"), answers, said, empty=empty, scales=["commitment"], **filters
        )

    def asked(self, name: str, **filters: object) -> Table:
        """A table of the screen as known at the date of looking."""
        found = (
            table(self.edition, name, as_of=self.as_of, **filters)
            if "as_of" in VIEWS[name].filters
            else table(self.edition, name, **filters)
        )
        return replace(found, filters={key: value for key, value in found.filters.items() if key != "as_of"})

    def uses(self, *tables: Table) -> None:
        """Remember what a sheet rests on, for Sources and Notes."""
        self.models += [one.view.model for one in tables]
        self.cited += [one.frame for one in tables if "source_title" in one.frame]

    def status(self, scale: str, code: str) -> str:
        """A status as shape and word."""
        return _statuses(self.edition)[scale, code]

    def done(
        self,
        sentence: str,
        sections: Iterable[tuple[str, list[tuple[str, str]]]],
        *,
        rules: Iterable[str],
        scales: Iterable[str],
    ) -> bytes:
        """Write cover, Sources and Notes; answers the workbook."""
        self.add(self._sources(), _("Where does it come from?"))
        self._cover(sentence, sections)
        notes(self.book, self.edition, self.parts, as_of=self.as_of, rules=rules, models=self.models, scales=scales)
        return self.book.content()

    def _sources(self) -> List:
        rows = Counter(
            (title, url or "") for frame in self.cited for title, url, _how in chain(*grounds(frame).values())
        )
        tiers = dict(zip(*(self.edition.rows("sources")[name] for name in ("source_url", "tier")), strict=True))
        found = sorted((title, url if isinstance(url, str) else "", count) for (title, url), count in rows.items())
        columns = [
            Column(_("Source"), [title for title, _url, _count in found], widest=60),
            Column(_("Link"), [url for _title, url, _count in found], widest=70),
            Column(_("Kind"), [tiers.get(url.split(" ; ")[0]) for _title, url, _count in found], widest=22),
            Column(
                _("Rows here"),
                [count for _title, _url, count in found],
                "number",
                meaning=_("Rows of this workbook that name the source"),
            ),
        ]
        said = words.many(
            "{0} source is named in this workbook.", "{0} sources are named in this workbook.", len(found)
        ).format(len(found))
        return List(_("Sources"), said, columns, _("Nothing here rests on a source."), _("none"))

    def _cover(self, sentence: str, sections: Iterable[tuple[str, list[tuple[str, str]]]]) -> None:
        sheet, edition = self.front, self.edition
        sheet.widths(*WIDTHS)
        self._wide(self.book.title, "band", 50)
        self._wide(_("Global Alliance against Child Sexual Abuse Online · Progress monitor"), "under band", 22)
        if edition.illustrative:
            self._wide(
                f"▨ {words.ILLUSTRATIVE}. {_('Made to learn on; nothing here says anything about a real country.')}",
                "invented",
                24,
            )
        sheet.gap()
        book_data.across(sheet, sentence, "lead")
        sheet.gap()
        facts = [
            (
                _("Edition"),
                _("{0}, hash {1}, published {2}").format(edition.number, edition.short, words.day(self.book.moment)),
            ),
            (_("As known at"), known_at(edition, self.as_of)),
        ]
        for heading, pairs in [("", facts), *sections]:
            self._section(heading, pairs)
        self._section(
            _("What each sheet answers"),
            [*self.contents, (_("Notes"), _("By which rules, with which words, and how can it be checked?"))],
        )
        sheet.gap()
        self._wide(
            _(
                "“Not known” is never read as no, and never as 0: countries of which nothing is known stay in every count."
            ),
            "small",
            16,
        )

    def _section(self, heading: str, pairs: list[tuple[str, str]]) -> None:
        sheet, pairs = self.front, [(name, text) for name, text in pairs if text]
        if heading and pairs:
            sheet.gap()
            sheet.write((heading, "section"), height=22)
        for name, text in pairs:
            sheet.write((name, "row"), (text, "text"))

    def _wide(self, text: str, look: str, height: float) -> None:
        number = self.front.write((text, look), (None, look), height=height)
        self.front.join(number, len(WIDTHS))


@lru_cache(maxsize=8)
def _statuses(edition: Edition) -> Mapping[tuple[str, str], str]:
    """Every status as shape and word."""
    return {pair: f"{row['shape']} {row['label']}" for pair, row in queries.statuses(edition).items()}
