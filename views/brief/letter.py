"""The brief of a country as an editable letter for Word.

Real headings, real tables, and pictures with words for those who cannot see them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from functools import lru_cache
from typing import cast

from docx import Document
from docx.document import Document as Letter
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from views.brief import country as brief_country
from views.brief import letter_style
from views.brief.blocks import Block, Line, line
from views.brief.citations import Reference
from views.brief.letter_style import ACCENT, GREY, SMALL, TONES, WIDTH
from views.brief.papers import Paper, numbered
from views.data.archive import zipped
from views.edition import Edition
from views.rendering.drawing import THEME, raster


def country(edition: Edition, as_of: str, country: str) -> bytes:
    """The brief of a country as DOCX with all that its PDF says, and no row left out; always the same bytes."""
    return docx(brief_country.paper(edition, as_of, country))


def docx(paper: Paper) -> bytes:
    """A paper as DOCX."""
    letter = Document(io.BytesIO(_styled_letter()))
    letter_style.running(letter, paper)
    letter_style.properties(letter, paper)
    _styled(letter.add_paragraph(paper.title), "Title")
    _styled(letter.add_paragraph(paper.lead), "Subtitle")
    for block in numbered(paper.blocks):
        _set(letter, block)
    out = io.BytesIO()
    letter.save(out)
    with zipfile.ZipFile(out) as parts:
        return b"".join(zipped([(name, [parts.read(name)]) for name in parts.namelist()], paper.moment))


@lru_cache(maxsize=1)
def _styled_letter() -> bytes:
    """An empty letter with its page and styles, as every letter begins."""
    letter, out = Document(), io.BytesIO()
    letter_style.apply(letter)
    letter.save(out)
    return out.getvalue()


def _set(letter: Letter, block: Block) -> None:
    """One block; those side by side stand one below the other."""
    kind = block["kind"]
    if kind == "heading":
        _styled(letter.add_paragraph(block["text"]), f"Heading{block['level']}")
    elif kind in ("paragraph", "list"):
        for text in block["lines"]:
            place = letter.add_paragraph()
            if block.get("numbered"):
                _styled(place, "ListNumber")
            _write(place, text)
    elif kind == "table":
        _table(letter, block)
    elif kind == "picture":
        _picture(letter, block)
    elif kind in ("cards", "box"):
        for inner in block.get("blocks") or [inner for card in block["cards"] for inner in card]:
            _set(letter, inner)
    elif kind == "page":
        letter.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    elif kind == "sources":
        _sources(letter, block)


def _write(place: Paragraph, text: Line) -> None:
    """One line: shape, strong beginning, text, numbers of sources."""
    if text["mark"]:
        place.add_run(f"{text['mark']}\u00a0").font.color.rgb = TONES.get(text["tone"], ACCENT)
    if text["strong"]:
        place.add_run(text["strong"]).font.bold = True
    if text["text"]:
        joined = not text["strong"] or re.match(r"[,.;:]", text["text"])
        place.add_run(text["text"] if joined else f" {text['text']}")
    for reference in cast(list[Reference], text["cites"]):  # numbered by now
        mark = f" {reference['mark']}" if reference["mark"] else ""
        run = place.add_run(f" [{reference['number']}]{mark}")
        run.font.size, run.font.color.rgb = SMALL, GREY
    for run in place.runs if text["style"] == "soft" else ():
        run.font.size = SMALL
        run.font.color.rgb = run.font.color.rgb or GREY


def _table(letter: Letter, block: Block) -> None:
    """A table whose first row is repeated on each page; only lines between the rows."""
    table = letter.add_table(rows=1 + len(block["rows"]), cols=len(block["columns"]))
    table.autofit = False
    _borders(table)
    rows = [row.cells for row in table.rows]
    for cell, column in zip(rows[0], block["columns"], strict=True):
        _fill(cell, [line(strong=column["title"], style="soft")])
    for at, row in enumerate(block["rows"], 1):
        for place, lines in enumerate(row):
            if lines is None:
                rows[at][place].merge(rows[at - 1][place])
            else:
                _fill(rows[at][place], lines)
    _widths(table, [column["share"] for column in block["columns"]], rows)
    _breaks(table, block["breaks"])
    letter.add_paragraph().paragraph_format.space_after = Pt(2)


def _fill(cell: _Cell, lines: Sequence[Line]) -> None:
    for at, text in enumerate(lines):
        place = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        _styled(place, "Cell")
        _write(place, text)


def _styled(place: Paragraph, style: str) -> None:
    """Give a paragraph a style by its identifier, which is its name without blanks.

    By its name, python-docx would look through all styles of the letter, for each paragraph of each cell.
    """
    place._p.style = style


def _widths(table: Table, shares: list[float], rows: list[tuple[_Cell, ...]]) -> None:
    for at, share in enumerate(shares):
        width = table.columns[at].width = Mm(WIDTH * share / sum(shares))
        for cells in rows:
            cells[at].width = width


def _breaks(table: Table, breaks: list[bool]) -> None:
    """No row is parted but those that may be; the first is the heading of each page."""
    for at, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        if not (at and breaks[at - 1]):
            properties.append(OxmlElement("w:cantSplit"))
        if at == 0:
            properties.append(OxmlElement("w:tblHeader"))


def _borders(table: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for name in ("bottom", "insideH"):
        border = OxmlElement(f"w:{name}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", THEME["borderColor"].lstrip("#"))):
            border.set(qn(f"w:{key}"), value)
        borders.append(border)
    table._tbl.tblPr.append(borders)


def _picture(letter: Letter, block: Block) -> None:
    if block["title"]:
        title = letter.add_paragraph()
        title.paragraph_format.keep_with_next = True
        title.add_run(block["title"]).font.bold = True
    shape = letter.add_picture(io.BytesIO(raster(block["svg"](), scale=3)), width=Mm(WIDTH * 0.6))
    letter.paragraphs[-1].paragraph_format.keep_with_next = True
    shape._inline.docPr.set("descr", block["alt"])
    shape._inline.docPr.set("title", block["title"])
    for text in block["lines"]:
        _write(letter.add_paragraph(), text)


def _sources(letter: Letter, block: Block) -> None:
    for source in block["sources"]:
        parts = " · ".join(
            filter(None, [source["title"], source["tier"], source["mark"], *source["urls"], source["places"]])
        )
        _styled(letter.add_paragraph(f"[{source['number']}] {parts}"), "Source")
    if not block["sources"]:
        letter.add_paragraph(block["none"])
