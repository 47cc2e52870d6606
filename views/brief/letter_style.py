"""How a letter looks: its page, its styles, its running lines, and what the file says of itself."""

from __future__ import annotations

from docx.document import Document as Letter
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from core import words
from core.words import _
from views.brief.papers import Paper
from views.rendering.drawing import THEME

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
STYLES = {
    "Normal": (9.5, INK),
    "Title": (26, INK),
    "Subtitle": (12, GREY),
    "Heading 1": (13, ACCENT),
    "Heading 2": (11, INK),
    "List Number": (9.5, INK),
    "Header": (8, GREY),
    "Footer": (8, GREY),
}
"""Size in points and colour of the styles that Word has."""
SPACES = {
    "Normal": (0, 4),
    "Title": (0, 2),
    "Subtitle": (0, 8),
    "Heading 1": (12, 4),
    "Heading 2": (8, 3),
    "Cell": (0, 1),
    "Source": (0, 2),
}
"""Points before and after a paragraph of a style."""


def apply(letter: Letter) -> None:
    """The page, and the styles of the letter."""
    section = letter.sections[0]
    section.page_width, section.page_height = Mm(WIDTH + 2 * MARGIN), Mm(297)
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin, section.bottom_margin = Mm(22), Mm(18)
    for name, (size, colour) in STYLES.items():
        _font(letter.styles[name], size, colour)
    for name, size in (("Cell", 8.5), ("Source", 7.5)):
        style = letter.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size = letter.styles["Normal"], Pt(size)
    letter.styles["Title"].font.bold = True
    _without(letter.styles["Subtitle"].element.rPr, "w:spacing")
    _without(letter.styles["Title"].element.pPr, "w:pBdr")
    for name, (before, after) in SPACES.items():
        format_ = letter.styles[name].paragraph_format
        format_.space_before, format_.space_after, format_.line_spacing = Pt(before), Pt(after), 1.0


def _font(style: ParagraphStyle, size: float, colour: RGBColor) -> None:
    """Font, size and colour of a style, in place of those of the theme."""
    style.font.name, style.font.size, style.font.color.rgb, style.font.italic = FONT, Pt(size), colour, False
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)


def _without(properties: BaseOxmlElement, name: str) -> None:
    for element in properties.findall(qn(name)):
        properties.remove(element)


def running(letter: Letter, paper: Paper) -> None:
    """The lines on top and at the foot of each page."""
    section = letter.sections[0]
    for name in ("Header", "Footer"):
        letter.styles[name].paragraph_format.tab_stops.clear_all()
    for place, left, right in (
        (section.header, f"{_('Global Alliance · Progress monitor')} · {paper.kicker}", paper.known_at),
        (section.footer, paper.edition_text, _("Page") + " "),
    ):
        running = place.paragraphs[0]
        running.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        running.add_run(left)
        if place is section.header and paper.edition.illustrative:
            run = running.add_run(f"   ▨ {words.ILLUSTRATIVE}")
            run.font.bold, run.font.color.rgb = True, ORANGE
        running.add_run(f"\t{right}")
    _field(running, "PAGE")
    running.add_run(f" {_('of')} ")
    _field(running, "NUMPAGES")


def _field(place: Paragraph, name: str) -> None:
    """A number that Word keeps up to date."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = place.add_run("1")
    place._p.append(field)
    field.append(run._r)


def properties(letter: Letter, paper: Paper) -> None:
    """What the file says of itself; its dates are those of the edition."""
    core = letter.core_properties
    core.title = f"{paper.title} · {paper.kicker}"[:LONGEST]
    core.subject = f"{paper.edition_text} · {paper.known_at}"[:LONGEST]
    core.author = _("Global Alliance · Progress monitor")
    core.identifier, core.language = paper.edition.hash, "en"
    core.comments = core.last_modified_by = ""
    core.created = core.modified = paper.moment.replace(tzinfo=None)
    core.revision = 1
