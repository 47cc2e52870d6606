"""What a brief says, as plain blocks in reading order: one value, set as PDF by `press` and as an editable letter by `letter`.

A line is a dict of `mark` and `tone` (a shape and its colour), `strong`, `text`, `style`, `cites` and `url`; a cell is a list of lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import pandas as pd

from core import words
from core.words import _
from views import queries, sentences
from views.edition import Edition
from views.pictures import Picture
from views.rendering import drawing
from views.rendering.workers import settable

HALF = 330
"""The width of a picture on half a page, in pixels of a screen."""
Line = dict[str, object]
Block = dict[str, object]


@dataclass(frozen=True)
class Paper:
    """A brief before it is set: its title, its edition and date of looking, and its blocks.

    `cover` gives it a page of its own for the title, and contents; `wide` turns the page, `dense` sets it smaller.
    """

    kicker: str
    title: str
    said: str
    edition: Edition
    as_of: str
    blocks: list[Block]
    cover: bool = False
    wide: bool = False
    dense: bool = False

    @property
    def moment(self) -> datetime:
        """When its edition was published: the date of everything inside."""
        return datetime.fromisoformat(self.edition.manifest["built_at"])

    @property
    def edition_said(self) -> str:
        """Edition, hash and day, as they stand at the foot of each page; invented figures say so."""
        when = _("Edition {0} · {1}").format(self.edition.number, self.edition.short), words.day(self.moment)
        return " · ".join([*when, *([words.ILLUSTRATIVE] if self.edition.illustrative else [])])

    @property
    def known_at(self) -> str:
        """The date of looking in words."""
        return _("As known at: {0}").format(
            sentences.known_at(self.edition.rows("conferences", as_of=self.as_of).iloc[0])
        )


def cite(row: object) -> list[dict]:
    """The source of a row, with its place in the record and a mark where the row is unconfirmed; nothing where nothing is on record."""
    row = row._asdict() if hasattr(row, "_asdict") else dict(row)
    if words.missing(row.get("source_title")):
        return []
    places = [] if words.missing(row.get("file")) else [(row["file"], int(row["line"]))]
    urls = (
        [] if words.missing(row["source_url"]) else [clean(url) for url in str(row["source_url"]).split(" ; ") if url]
    )
    return [
        {
            "source": clean(row["source_title"]),
            "urls": urls,
            "places": places,
            "mark": _("◌ unconfirmed") if row.get("evidence") == "unconfirmed" else "",
        }
    ]


def cite_since(row: object) -> list[dict]:
    """The sources of the state of a milestone: the row from which its date is taken, then the newest that says it, each once."""
    date = {
        "source_title": row.since_title,
        "source_url": row.since_url,
        "evidence": row.evidence,
        "file": row.since_file,
        "line": row.since_line,
    }
    return list({str(one): one for one in (*cite(date), *cite(row))}.values())


def cite_all(frame: pd.DataFrame) -> list[dict]:
    """The sources of some rows, each once."""
    found: dict[tuple, dict] = {}
    for columns in zip(
        *(frame[name] for name in ("source_title", "source_url", "evidence", "file", "line")), strict=True
    ):
        for one in cite(dict(zip(("source_title", "source_url", "evidence", "file", "line"), columns, strict=True))):
            found.setdefault((one["source"], *one["urls"], one["mark"]), {**one, "places": []})["places"].extend(
                one["places"]
            )
    return list(found.values())


def cite_behind(edition: Edition, origin: object) -> list[dict]:
    """The sources of a figure that was worked out, by the addresses of the rows behind it."""
    return [] if words.missing(origin) or not origin else cite_all(queries.lineage(edition, str(origin)))


def numbered(blocks: list[Block]) -> list[Block]:
    """The blocks with their sources numbered in reading order, and the list of sources where a block of that kind stands."""
    found: dict[tuple, dict] = {}

    def number(one: dict) -> dict:
        source = found.setdefault(
            (one["source"], *one["urls"]),
            {"number": len(found) + 1, "title": one["source"], "urls": one["urls"], "places": {}, "mark": ""},
        )
        for file, at in one["places"]:
            source["places"].setdefault(file, set()).add(at)
        source["mark"] = source["mark"] or one["mark"]
        return {"number": source["number"], "mark": one["mark"]}

    def walked(value: object) -> object:
        if isinstance(value, list):
            return [walked(one) for one in value]
        if not isinstance(value, dict):
            return value
        return {
            name: sorted(map(number, inside), key=lambda one: one["number"]) if name == "cites" else walked(inside)
            for name, inside in value.items()
        }

    done = [walked(block) for block in blocks]
    listed = [
        {**source, "places": "; ".join(words.places(file, sorted(lines)) for file, lines in source["places"].items())}
        for source in found.values()
    ]
    return [{**block, "sources": listed} if block["kind"] == "sources" else block for block in done]


def fitted(blocks: list[Block], most: Mapping[str, int]) -> list[Block]:
    """The blocks with no more rows and pictures of each name than `most` says; what is left out is counted below."""
    done = []
    for block in blocks:
        room = most.get(block.get("name", ""), len(block.get("rows", block.get("cards", ()))))
        if block["kind"] == "cards" and block["name"] in most:
            done += side_by_side([one for card in block["cards"][:room] for one in card])
            continue
        done.append(block)
        if block["kind"] == "table" and len(block["rows"]) > room:
            kept = [at for at, rank in enumerate(block["ranks"]) if rank < room]
            done[-1] = {**block, **{name: [block[name][at] for at in kept] for name in ("rows", "breaks", "ranks")}}
            left = len(block["rows"]) - room
            done.append(
                note(words.many("And {0} more, in the workbook.", "And {0} more, in the workbook.", left).format(left))
            )
    return done


def clean(text: object) -> str:
    """Text of the record without signs that no file may hold; the rest as it stands."""
    return "" if words.missing(text) else settable(str(text)).replace("\r\n", "\n").replace("\r", "\n")


def line(
    text: object = "",
    *,
    strong: object = "",
    mark: str = "",
    tone: str = "",
    style: str = "",
    cites: Iterable[dict] = (),
    url: object = "",
) -> Line:
    """One line of a cell or a paragraph; `style` is "", "soft" (small and grey) or "big"; only `url` is a link."""
    return {
        "text": clean(text),
        "strong": clean(strong),
        "mark": mark,
        "tone": tone,
        "style": style,
        "cites": list(cites),
        "url": words.web(url) or "",
    }


def judged(status: Mapping, more: str = "", **rest: object) -> Line:
    """A status as its shape and its word, and what more is known."""
    return line(more, strong=status["label"], mark=status["shape"], tone=status["tone"], **rest)


def said(*lines: Line) -> Block:
    """A paragraph of lines."""
    return {"kind": "said", "lines": [one for one in lines if one["text"] or one["strong"]]}


def note(text: str, *cites: dict) -> Block:
    """Small print."""
    return said(line(text, style="soft", cites=cites))


def heading(text: str, level: int = 1) -> Block:
    """A heading; its level counts from 1 below the title."""
    return {"kind": "heading", "text": clean(text), "level": level}


def facts(*pairs: tuple[str, object]) -> Block:
    """Short facts, one a line, each with a strong beginning; those without text are left out."""
    return said(*(line(text, strong=f"{name}:") for name, text in pairs if not words.missing(text) and text))


def listed(lines: Iterable[Line], *, numbered: bool = False) -> Block:
    """A list."""
    return {"kind": "list", "lines": list(lines), "numbered": numbered}


def table(
    columns: Iterable[tuple[str, float]],
    rows: Iterable[list[list[Line] | None]],
    *,
    name: str = "",
    ranks: Iterable[int] = (),
    small: bool = False,
) -> Block:
    """A table: `columns` are headings with their share of the width; a cell that is None goes on with the one above. `ranks` say which rows go first where room is short."""
    rows = list(rows)
    longest = [max((sum(len(one["text"]) for one in cell) for cell in row if cell), default=0) for row in rows]
    heads = [{"title": clean(title), "share": share} for title, share in columns]
    return {
        "kind": "table",
        "name": name,
        "columns": heads,
        "rows": rows,
        "breaks": [size > 900 for size in longest],
        "ranks": list(ranks) or list(range(len(rows))),
        "small": small,
    }


def picture(drawn: Picture, width: int, *, title: str | None = None, lines: Iterable[Line] = ()) -> Block:
    """A picture with its title, what it says in words, and its lines; it is drawn, `width` pixels of a screen wide, when the paper is set."""
    svg = partial(drawing.chart, drawn, width=width)
    return {
        "kind": "picture",
        "svg": svg,
        "title": clean(drawn.title if title is None else title),
        "alt": clean(drawn.said),
        "lines": list(lines),
        "beside": False,
    }


def cards(*each: list[Block], shares: tuple[int, ...] = (1, 1), name: str = "") -> Block:
    """Blocks side by side, in columns of these shares of the width."""
    return {"kind": "cards", "name": name, "cards": list(each), "shares": list(shares)}


def side_by_side(pictures: list[Block]) -> list[Block]:
    """Pictures in two columns; one alone has its lines beside it."""
    return [cards(*([one] for one in pictures))] if len(pictures) > 1 else [{**one, "beside": True} for one in pictures]


def sources() -> Block:
    """The place of the list of sources."""
    return {"kind": "sources", "none": _("Nothing is on record, so there is no source. Not known is never read as no.")}


def box(*blocks: Block) -> Block:
    """Blocks on tinted ground."""
    return {"kind": "box", "blocks": list(blocks)}


PAGE: Block = {"kind": "page"}
"""What follows begins on a new page."""


def ending(edition: Edition) -> list[Block]:
    """The sources, and how to read and to cite the paper."""
    return [
        heading(_("Sources")),
        sources(),
        note(
            sentences.how_to_read(
                edition.number, edition.hash, edition.manifest["method"], bool(edition.manifest["submissions"])
            )
        ),
    ]
