"""A workbook for readers, sheet by sheet: a cover with the answer first, lists, sources, and notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain

import pandas as pd

from core import words
from core.words import _
from views import queries, sentences
from views.edition import Edition
from views.tables import VIEWS, Table, table
from views.workbook.columns import Column, grounds
from views.workbook.listing import List, across, listing, write
from views.workbook.notes import Part, known_at, notes
from views.workbook.writer import Book, Sheet

WIDTHS = (27, 78)


class Work:
    """A workbook of an edition at a date of looking while it is made.

    The cover stands first and is written last, when all sheets are known.
    """

    def __init__(self, edition: Edition, as_of: str, title: str) -> None:
        self.edition, self.as_of = edition, as_of
        self.book = Book(title, edition, _("As known at: {0}").format(known_at(edition, as_of)))
        self.front = self.book.page(_("Cover"), portrait=True)
        self.parts: list[Part] = []
        self.contents: list[tuple[str, str]] = []
        self.cited: list[pd.DataFrame] = []
        self.models: list[str] = []

    def add(self, table: List, question: str, *, portrait: bool = False) -> Sheet:
        """A sheet for a list; `question` is what it answers, for the contents."""
        sheet, part = write(self.book, table, portrait=portrait)
        self.parts.append(part)
        self.contents.append((sheet.title, question))
        return sheet

    def table(
        self,
        name: str,
        title: str,
        question: str,
        sentence: str = "",
        *,
        empty: str = "",
        scales: Sequence[str] = (),
        **filters: object,
    ) -> Sheet:
        """A sheet for a table of the screen under `filters`, at the date of looking where it has one."""
        shown = self.asked(name, **filters)
        self.uses(shown)
        return self.add(listing(shown, title, sentence, empty=empty, scales=scales), question)

    def promises(self, question: str, **filters: object) -> Sheet:
        """A sheet for commitments to the Alliance under `filters`, beside what was reported of them."""
        shown = self.asked("promises", **filters)
        self.uses(shown)
        sentence = _(
            "The status is the country's own word. "
            "What two people coded independently, and the country's reply, stand beside it."
        )
        empty = _("Our record held no commitment to the Alliance at this date.")
        return self.add(
            listing(shown, _("Promised and reported"), sentence, empty=empty, scales=["commitment"]), question
        )

    def asked(self, name: str, **filters: object) -> Table:
        """A table of the screen as known at the date of looking."""
        dated = {"as_of": self.as_of} if "as_of" in VIEWS[name].filters else {}
        shown = table(self.edition, name, **dated, **filters)
        return replace(shown, filters={key: value for key, value in shown.filters.items() if key != "as_of"})

    def uses(self, *tables: Table) -> None:
        """Remember what a sheet rests on, for Sources and Notes."""
        self.models += [shown.view.model for shown in tables]
        self.cited += [shown.frame for shown in tables if "source_title" in shown.frame]

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
        """Every source that the workbook names, with how many rows name it."""
        counts = Counter(
            (title, url if isinstance(url, str) else "")
            for frame in self.cited
            for title, url, _how in chain(*grounds(frame).values())
        )
        rows = sorted((title, url, count) for (title, url), count in counts.items())
        here = _("Rows of this workbook that name the source")
        columns = [
            Column(_("Source"), [title for title, _url, _count in rows], widest=60),
            Column(_("Link"), [url for _title, url, _count in rows], widest=70),
            Column(_("Kind"), [sentences.tier(self.edition.tier(url)) for _title, url, _count in rows], widest=22),
            Column(_("Rows here"), [count for _title, _url, count in rows], "number", meaning=here),
        ]
        sentence = words.many(
            "{0} source is named in this workbook.", "{0} sources are named in this workbook.", len(rows)
        ).format(len(rows))
        return List(_("Sources"), sentence, columns, _("Nothing here rests on a source."), _("none"))

    def _cover(self, sentence: str, sections: Iterable[tuple[str, list[tuple[str, str]]]]) -> None:
        sheet, edition = self.front, self.edition
        sheet.widths(*WIDTHS)
        self._wide(self.book.title, "band", 50)
        self._wide(_("Global Alliance against Child Sexual Abuse Online · Progress monitor"), "under band", 22)
        if edition.illustrative:
            invented = _("Made to learn on; nothing here says anything about a real country.")
            self._wide(f"▨ {words.ILLUSTRATIVE}. {invented}", "invented", 24)
        sheet.gap()
        across(sheet, sentence, "lead")
        sheet.gap()
        named = _("{0}, hash {1}, published {2}").format(edition.number, edition.short, words.day(self.book.moment))
        facts = [(_("Edition"), named), (_("As known at"), known_at(edition, self.as_of))]
        for heading, pairs in [("", facts), *sections]:
            self._section(heading, pairs)
        notes_answer = _("By which rules, with which words, and how can it be checked?")
        self._section(_("What each sheet answers"), [*self.contents, (_("Notes"), notes_answer)])
        sheet.gap()
        not_known = _(
            "“Not known” is never read as no, and never as 0: countries of which nothing is known stay in every count."
        )
        self._wide(not_known, "small", 16)

    def _section(self, heading: str, pairs: list[tuple[str, str]]) -> None:
        sheet, pairs = self.front, [(name, text) for name, text in pairs if text]
        if heading and pairs:
            sheet.gap()
            sheet.write((heading, "section"), height=22)
        for name, text in pairs:
            sheet.write((name, "row"), (text, "text"))

    def _wide(self, text: str, look: str, height: float) -> None:
        row = self.front.write((text, look), (None, look), height=height)
        self.front.join(row, len(WIDTHS))


@lru_cache(maxsize=8)
def _statuses(edition: Edition) -> Mapping[tuple[str, str], str]:
    """Every status as shape and word."""
    return {pair: f"{row['shape']} {row['label']}" for pair, row in queries.statuses(edition).items()}
