"""Where a line of a brief comes from: the sources of a row, and how they are numbered over a whole paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

import pandas as pd

from core import words
from core.words import _
from views import queries, sentences
from views.edition import Edition
from views.rendering.workers import settable


class Citation(TypedDict):
    """What a line rests on: title, kind and addresses of a source, places in the record, a mark where it is
    unconfirmed.
    """

    source: str
    tier: str
    urls: list[str]
    places: list[tuple[str, int]]
    mark: str


class Reference(TypedDict):
    """A citation once the sources of the paper are numbered: the number of the source, and the mark."""

    number: int
    mark: str


class Source(TypedDict):
    """A numbered source as the list of sources prints it; `places` are words."""

    number: int
    title: str
    tier: str
    urls: list[str]
    places: str
    mark: str


COLUMNS = ("source_title", "source_tier", "source_url", "evidence", "file", "line")


def clean(text: object) -> str:
    """Text of the record without signs that no file may hold; the rest as it stands."""
    return "" if words.missing(text) else settable(str(text)).replace("\r\n", "\n").replace("\r", "\n")


def cite(row: pd.Series) -> list[Citation]:
    """The source of a row, with its place in the record; nothing where nothing is on record.

    `row` is a row of a frame: a named tuple, a series or a mapping.
    """
    cells = row._asdict() if hasattr(row, "_asdict") else dict(row)
    if words.missing(cells.get("source_title")):
        return []
    address = "" if words.missing(cells["source_url"]) else str(cells["source_url"])
    return [
        {
            "source": clean(cells["source_title"]),
            "tier": sentences.tier(cells.get("source_tier")),
            "urls": [clean(url) for url in address.split(" ; ") if url],
            "places": [] if words.missing(cells.get("file")) else [(cells["file"], int(cells["line"]))],
            "mark": _("◌ unconfirmed") if cells.get("evidence") == "unconfirmed" else "",
        }
    ]


def cite_since(row: pd.Series) -> list[Citation]:
    """The sources of the state of a milestone: the row of its date, then the newest that says it, then the one that
    says otherwise or is unconfirmed, each once.
    """
    date = {
        "source_title": row.since_title,
        "source_tier": row.since_tier,
        "source_url": row.since_url,
        "evidence": row.evidence,
        "file": row.since_file,
        "line": row.since_line,
    }
    other = {name: getattr(row, f"other_{name.removeprefix('source_')}") for name in COLUMNS}
    return list({str(citation): citation for citation in (*cite(date), *cite(row), *cite(other))}.values())


def cite_all(frame: pd.DataFrame) -> list[Citation]:
    """The sources of some rows, each once, with all their places."""
    sources: dict[tuple[str, ...], Citation] = {}
    for cells in zip(*(frame[name] for name in COLUMNS), strict=True):
        for citation in cite(dict(zip(COLUMNS, cells, strict=True))):
            key = (citation["source"], *citation["urls"], citation["mark"])
            sources.setdefault(key, {**citation, "places": []})["places"].extend(citation["places"])
    return list(sources.values())


def cite_behind(edition: Edition, origin: object) -> list[Citation]:
    """The sources of a figure that was worked out, by the addresses of the rows behind it."""
    return [] if words.missing(origin) or not origin else cite_all(queries.lineage(edition, str(origin)))


class Numbering:
    """The sources of a paper, numbered as they are met."""

    def __init__(self) -> None:
        self._sources: dict[tuple[str, ...], Source] = {}
        self._places: dict[int, dict[str, set[int]]] = {}

    def number(self, citation: Citation) -> Reference:
        """The number of its source: a new one where it was not met before."""
        source = self._source(citation)
        for file, line in citation["places"]:
            self._places[source["number"]].setdefault(file, set()).add(line)
        source["mark"] = source["mark"] or citation["mark"]
        return {"number": source["number"], "mark": citation["mark"]}

    def _source(self, citation: Citation) -> Source:
        key = (citation["source"], *citation["urls"])
        if key not in self._sources:
            number = len(self._sources) + 1
            self._sources[key] = {
                "number": number,
                "title": citation["source"],
                "tier": citation["tier"],
                "urls": citation["urls"],
                "places": "",
                "mark": "",
            }
            self._places[number] = {}
        return self._sources[key]

    def references(self, value: object) -> object:
        """`value`, a structure of lists and dicts, with the citations of each line as references, by number."""
        if isinstance(value, list):
            return [self.references(item) for item in value]
        if not isinstance(value, Mapping):
            return value
        return {
            name: sorted(map(self.number, inside), key=lambda reference: reference["number"])
            if name == "cites"
            else self.references(inside)
            for name, inside in value.items()
        }

    def sources(self) -> list[Source]:
        """All that were met, in the order of their numbers."""
        return [{**source, "places": self._words(source["number"])} for source in self._sources.values()]

    def _words(self, number: int) -> str:
        return "; ".join(words.places(file, sorted(lines)) for file, lines in self._places[number].items())
