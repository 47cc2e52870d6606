"""A brief before it is set: its blocks in reading order, fitted to the room there is, with their sources numbered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from core import words
from core.words import _
from views import sentences
from views.brief.blocks import Block, and_more, heading, note, side_by_side, sources
from views.brief.citations import Numbering
from views.edition import Edition

LONGEST = 1500
"""So many letters a line of a paper has at most: those of the longest answer that the form asks for."""


@dataclass(frozen=True)
class Paper:
    """A brief before it is set: its title and first sentence, its edition and date of looking, and its blocks.

    `cover` gives it a page of its own for the title, and contents; `wide` turns the page, `dense` sets it smaller.
    """

    kicker: str
    title: str
    lead: str
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
    def edition_text(self) -> str:
        """Edition, hash and day, as they stand at the foot of each page; invented figures say so."""
        when = _("Edition {0} · {1}").format(self.edition.number, self.edition.short), words.day(self.moment)
        return " · ".join([*when, *([words.ILLUSTRATIVE] if self.edition.illustrative else [])])

    @property
    def known_at(self) -> str:
        """The date of looking in words."""
        return _("As known at: {0}").format(
            sentences.known_at(self.edition.rows("conferences", as_of=self.as_of).iloc[0])
        )


def numbered(blocks: list[Block]) -> list[Block]:
    """The blocks with their sources numbered in reading order, and the list where a block of that kind stands."""
    numbering = Numbering()
    done = [cast(Block, numbering.references(block)) for block in blocks]
    return [{**block, "sources": numbering.sources()} if block["kind"] == "sources" else block for block in done]


def fitted(blocks: list[Block], most: Mapping[str, int]) -> list[Block]:
    """The blocks with no more rows and pictures of each name than `most` says; what is left out is counted below.

    `most` may say as well how many letters a line has.
    """
    done = []
    for block in shortened(blocks, most["letters"]) if "letters" in most else blocks:
        room = most.get(block.get("name", ""), len(block.get("rows", block.get("cards", ()))))
        if block["kind"] == "cards" and block["name"] in most:
            done += side_by_side([picture for card in block["cards"][:room] for picture in card])
        elif block["kind"] == "table" and len(block["rows"]) > room:
            done += [_cut(block, room), and_more(len(block["rows"]) - room)]
        else:
            done.append(block)
    return done


def shortened(blocks: list[Block], letters: int = LONGEST) -> list[Block]:
    """The blocks with no text of a line and no title of a source longer than `letters`; a text that goes on says where
    all of it stands.
    """
    return cast(list[Block], _shortened(blocks, letters))


def _shortened(value: object, letters: int) -> object:
    if isinstance(value, list | tuple):
        return [_shortened(item, letters) for item in value]
    if not isinstance(value, Mapping):
        return value
    pointer = _(" (whole in the workbook)")
    return {
        name: words.short(inside, letters, pointer)
        if name in ("text", "strong")
        else [{**cite, "source": words.short(cite["source"], letters, pointer)} for cite in inside]
        if name == "cites"
        else _shortened(inside, letters)
        for name, inside in value.items()
    }


def _cut(block: Block, room: int) -> Block:
    """A table with those of its rows whose rank is below `room`."""
    kept = [at for at, rank in enumerate(block["ranks"]) if rank < room]
    return {
        **block,
        "rows": [block["rows"][at] for at in kept],
        "breaks": [block["breaks"][at] for at in kept],
        "ranks": [block["ranks"][at] for at in kept],
    }


def closing(edition: Edition) -> list[Block]:
    """The sources, and how to read and to cite the paper."""
    reports = bool(edition.manifest["submissions"])
    how = sentences.how_to_read(edition.number, edition.hash, edition.manifest["method"], reports)
    return [heading(_("Sources")), sources(), note(how)]
