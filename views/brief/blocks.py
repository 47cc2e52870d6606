"""What a brief says, as plain blocks in reading order: one value, set as PDF by `typesetting` and as DOCX by `letter`.

Blocks are dicts, because the templates read them as JSON. A cell is a list of lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Required, TypedDict

import pandas as pd

from core import words
from core.words import _
from views.brief.citations import Citation, Source, clean
from views.pictures import Picture
from views.rendering import drawing

HALF = 330
"""The width of a picture on half a page, in pixels of a screen."""


class Line(TypedDict):
    """One line: `mark` and `tone` (a shape and its colour), a strong beginning, the text, its style and its sources."""

    text: str
    strong: str
    mark: str
    tone: str
    style: str
    cites: list[Citation]
    url: str


class Heading(TypedDict):
    """A column of a table: its heading and its share of the width."""

    title: str
    share: float


Cell = Sequence[Line] | None
"""The lines of a cell; None goes on with the cell above."""


class Block(TypedDict, total=False):
    """One block; `kind` says which of the other keys it has."""

    kind: Required[str]
    name: str
    text: str
    level: int
    lines: list[Line]
    numbered: bool
    columns: list[Heading]
    rows: list[Sequence[Cell]]
    breaks: list[bool]
    ranks: list[int]
    small: bool
    svg: Callable[[], str]
    title: str
    alt: str
    beside: bool
    cards: list[list[Block]]
    shares: list[int]
    blocks: list[Block]
    none: str
    sources: list[Source]


def and_more(count: int) -> Block:
    """How many rows were left out."""
    return note(words.many("And {0} more, in the workbook.", "And {0} more, in the workbook.", count).format(count))


def line(
    text: object = "",
    *,
    strong: object = "",
    mark: str = "",
    tone: str = "",
    style: str = "",
    cites: Iterable[Citation] = (),
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


def status_line(status: pd.Series, more: str = "", *, style: str = "", cites: Iterable[Citation] = ()) -> Line:
    """A status as its shape and its word, and what more is known."""
    return line(more, strong=status["label"], mark=status["shape"], tone=status["tone"], style=style, cites=cites)


def paragraph(*lines: Line) -> Block:
    """A paragraph of lines; those without text are left out."""
    return {"kind": "paragraph", "lines": [line for line in lines if line["text"] or line["strong"]]}


def note(text: str, *cites: Citation) -> Block:
    """Small print."""
    return paragraph(line(text, style="soft", cites=cites))


def heading(text: str, level: int = 1) -> Block:
    """A heading; its level counts from 1 below the title."""
    return {"kind": "heading", "text": clean(text), "level": level}


def facts(*pairs: tuple[str, object]) -> Block:
    """Short facts, one a line, each with a strong beginning; those without text are left out."""
    return paragraph(*(line(text, strong=f"{name}:") for name, text in pairs if not words.missing(text) and text))


def listed(lines: Iterable[Line], *, numbered: bool = False) -> Block:
    """A list."""
    return {"kind": "list", "lines": list(lines), "numbered": numbered}


def table(
    columns: Iterable[tuple[str, float]],
    rows: Sequence[Sequence[Cell]],
    *,
    name: str = "",
    ranks: Iterable[int] = (),
    small: bool = False,
) -> Block:
    """A table: `columns` are headings with their share of the width.

    `ranks` say which rows go first where room is short.
    """
    longest = [max((sum(len(line["text"]) for line in cell) for cell in row if cell), default=0) for row in rows]
    return {
        "kind": "table",
        "name": name,
        "columns": [{"title": clean(title), "share": share} for title, share in columns],
        "rows": list(rows),
        "breaks": [size > 900 for size in longest],
        "ranks": list(ranks) or list(range(len(rows))),
        "small": small,
    }


def picture(shown: Picture, width: int, *, title: str | None = None, lines: Iterable[Line] = ()) -> Block:
    """A picture with its title, what it says in words, and its lines.

    It is drawn, `width` pixels of a screen wide, when the paper is set.
    """
    return {
        "kind": "picture",
        "svg": partial(drawing.chart, shown, width=width),
        "title": clean(shown.title if title is None else title),
        "alt": clean(shown.takeaway),
        "lines": list(lines),
        "beside": False,
    }


def cards(*each: list[Block], shares: tuple[int, ...] = (1, 1), name: str = "") -> Block:
    """Blocks side by side, in columns of these shares of the width."""
    return {"kind": "cards", "name": name, "cards": list(each), "shares": list(shares)}


def side_by_side(pictures: list[Block]) -> list[Block]:
    """Pictures in two columns; one alone has its lines beside it."""
    if len(pictures) > 1:
        return [cards(*([picture] for picture in pictures))]
    return [{**picture, "beside": True} for picture in pictures]


def sources() -> Block:
    """The place of the list of sources."""
    return {
        "kind": "sources",
        "none": _("Our record holds nothing, so there is no source. Not known is never read as no."),
    }


def box(*blocks: Block) -> Block:
    """Blocks on tinted ground."""
    return {"kind": "box", "blocks": list(blocks)}


PAGE: Block = {"kind": "page"}
"""What follows begins on a new page."""
