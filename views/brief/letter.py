"""The brief of a country as an editable letter for Word: real headings, real tables, pictures with words for those who cannot see them."""

from __future__ import annotations

import io
import re
import zipfile

from docx import Document
from docx.document import Document as Letter
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from core import words
from core.words import _
from views.brief import country as brief_country
from views.brief.blocks import Block, Line, Paper, numbered
from views.data.archive import zipped
from views.edition import Edition
from views.rendering.drawing import THEME, raster

WIDTH, MARGIN = 174, 18
"""Millimetres of text, and of white on either side."""
ACCENT, GREY, RED, ORANGE, INK = (
    RGBColor.from_string(THEME[name].lstrip("#").upper())
    for name in ("primaryColor", "grayColor", "redColor", "orangeColor", "textColor")
)
TONES = {"bad": RED, "unknown": GREY}
FONT = "Calibri"
SMALL = Pt(8)
LONGEST = 255
"""Signs of what a letter says of itself: no more are allowed."""


def country(edition: Edition, as_of: str, country: str) -> bytes:
    """The brief of a country as DOCX with all that its PDF says, and no row left out; the same bytes whenever it is made."""
    return docx(brief_country.paper(edition, as_of, country))


def docx(paper: Paper) -> bytes:
    """A paper as DOCX."""
    letter = Document()
    _look(letter)
    _running(letter, paper)
    _known(letter, paper)
    letter.add_paragraph(paper.title, style="Title")
    letter.add_paragraph(paper.said, style="Subtitle")
    for block in numbered(paper.blocks):
        _set(letter, block)
    out = io.BytesIO()
    letter.save(out)
    with zipfile.ZipFile(out) as parts:
        return b"".join(zipped([(name, [parts.read(name)]) for name in parts.namelist()], paper.moment))


def _look(letter: Letter) -> None:
    section = letter.sections[0]
    section.page_width, section.page_height = Mm(WIDTH + 2 * MARGIN), Mm(297)
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin, section.bottom_margin = Mm(22), Mm(18)
    sizes = {
        "Normal": (9.5, INK),
        "Title": (26, INK),
        "Subtitle": (12, GREY),
        "Heading 1": (13, ACCENT),
        "Heading 2": (11, INK),
        "List Number": (9.5, INK),
        "Header": (8, GREY),
        "Footer": (8, GREY),
    }
    for name, (size, colour) in sizes.items():
        style = letter.styles[name]
        style.font.name, style.font.size, style.font.color.rgb, style.font.italic = FONT, Pt(size), colour, False
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
    for name, size in (("Cell", 8.5), ("Source", 7.5)):
        style = letter.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size = letter.styles["Normal"], Pt(size)
    letter.styles["Title"].font.bold = True
    for spaced in letter.styles["Subtitle"].element.rPr.findall(qn("w:spacing")):
        letter.styles["Subtitle"].element.rPr.remove(spaced)
    for border in letter.styles["Title"].element.pPr.findall(qn("w:pBdr")):
        letter.styles["Title"].element.pPr.remove(border)
    for name, before, after in (
        ("Normal", 0, 4),
        ("Title", 0, 2),
        ("Subtitle", 0, 8),
        ("Heading 1", 12, 4),
        ("Heading 2", 8, 3),
        ("Cell", 0, 1),
        ("Source", 0, 2),
    ):
        form = letter.styles[name].paragraph_format
        form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.0


def _running(letter: Letter, paper: Paper) -> None:
    """The lines on top and at the foot of each page."""
    section = letter.sections[0]
    for name in ("Header", "Footer"):
        letter.styles[name].paragraph_format.tab_stops.clear_all()
    for place, left, right in (
        (section.header, f"{_('Global Alliance · Progress monitor')} · {paper.kicker}", paper.known_at),
        (section.footer, paper.edition_said, _("Page") + " "),
    ):
        line = place.paragraphs[0]
        line.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        line.add_run(left)
        if place is section.header and paper.edition.illustrative:
            run = line.add_run(f"   ▨ {words.ILLUSTRATIVE}")
            run.font.bold, run.font.color.rgb = True, ORANGE
        line.add_run(f"\t{right}")
    _field(line, "PAGE")
    line.add_run(f" {_('of')} ")
    _field(line, "NUMPAGES")


def _field(line: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = line.add_run("1")
    line._p.append(field)
    field.append(run._r)


def _known(letter: Letter, paper: Paper) -> None:
    """What the file says of itself; its dates are those of the edition."""
    said = letter.core_properties
    said.title, said.subject = (
        f"{paper.title} · {paper.kicker}"[:LONGEST],
        f"{paper.edition_said} · {paper.known_at}"[:LONGEST],
    )
    said.author = _("Global Alliance · Progress monitor")
    said.identifier, said.comments, said.language, said.last_modified_by = paper.edition.hash, "", "en", ""
    said.created = said.modified = paper.moment.replace(tzinfo=None)
    said.revision = 1


def _set(letter: Letter, block: Block) -> None:
    """One block; those side by side stand one below the other."""
    kind = block["kind"]
    if kind == "heading":
        letter.add_heading(block["text"], level=block["level"])
    elif kind in ("said", "list"):
        for one in block["lines"]:
            _write(letter.add_paragraph(style="List Number" if block.get("numbered") else None), one)
    elif kind == "table":
        _table(letter, block)
    elif kind == "picture":
        _picture(letter, block)
    elif kind in ("cards", "box"):
        for one in block.get("blocks") or [one for card in block["cards"] for one in card]:
            _set(letter, one)
    elif kind == "page":
        letter.add_page_break()
    elif kind == "sources":
        _sources(letter, block)


def _write(place: Paragraph, one: Line) -> None:
    """One line: shape, strong beginning, text, numbers of sources."""
    soft = one["style"] == "soft"
    if one["mark"]:
        place.add_run(f"{one['mark']}\u00a0").font.color.rgb = TONES.get(one["tone"], ACCENT)
    if one["strong"]:
        place.add_run(one["strong"]).font.bold = True
    if one["text"]:
        place.add_run(one["text"] if not one["strong"] or re.match(r"[,.;:]", one["text"]) else f" {one['text']}")
    for cite in one["cites"]:
        run = place.add_run(f" [{cite['number']}]" + (f" {cite['mark']}" if cite["mark"] else ""))
        run.font.size, run.font.color.rgb = SMALL, GREY
    for run in place.runs if soft else ():
        run.font.size = SMALL
        run.font.color.rgb = run.font.color.rgb or GREY


def _table(letter: Letter, block: Block) -> None:
    """A table whose first row is repeated on each page; only lines between the rows."""
    table = letter.add_table(rows=1 + len(block["rows"]), cols=len(block["columns"]))
    table.autofit = False
    _lines(table)
    whole = sum(column["share"] for column in block["columns"])
    rows = [row.cells for row in table.rows]
    for cell, column in zip(rows[0], block["columns"], strict=True):
        _fill(cell, [{"text": "", "strong": column["title"], "mark": "", "tone": "", "style": "soft", "cites": []}])
    for at, row in enumerate(block["rows"], 1):
        for place, lines in enumerate(row):
            if lines is None:
                rows[at][place].merge(rows[at - 1][place])
            else:
                _fill(rows[at][place], lines)
    for at, column in enumerate(block["columns"]):
        width = table.columns[at].width = Mm(WIDTH * column["share"] / whole)
        for cells in rows:
            cells[at].width = width
    for at, row in enumerate(table.rows):
        form = row._tr.get_or_add_trPr()
        if not (at and block["breaks"][at - 1]):
            form.append(OxmlElement("w:cantSplit"))
        if at == 0:
            form.append(OxmlElement("w:tblHeader"))
    letter.add_paragraph().paragraph_format.space_after = Pt(2)


def _fill(cell: _Cell, lines: list[Line]) -> None:
    for at, one in enumerate(lines):
        place = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        place.style = "Cell"
        _write(place, one)


def _lines(table: object) -> None:
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
    drawn = io.BytesIO(raster(block["svg"](), scale=3))
    shape = letter.add_picture(drawn, width=Mm(WIDTH * 0.6))
    letter.paragraphs[-1].paragraph_format.keep_with_next = True
    shape._inline.docPr.set("descr", block["alt"])
    shape._inline.docPr.set("title", block["title"])
    for one in block["lines"]:
        _write(letter.add_paragraph(), one)


def _sources(letter: Letter, block: Block) -> None:
    for source in block["sources"]:
        said = " · ".join(filter(None, [source["title"], source["mark"], *source["urls"], source["places"]]))
        letter.add_paragraph(f"[{source['number']}] {said}", style="Source")
    if not block["sources"]:
        letter.add_paragraph(block["none"])
