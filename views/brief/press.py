"""Papers as PDF: set by Typst from the templates in `views/typeset`, with fonts that come along and none of the machine."""

from __future__ import annotations

import json
import os
from functools import lru_cache
from pathlib import Path
from threading import Lock

import fontpkg_fira_sans
import fontpkg_heebo
import fontpkg_noto_sans_arabic
import fontpkg_noto_sans_khmer
import fontpkg_noto_sans_thai
import noto_cjk_sans_jp_regular
import typst

from views import words
from views.brief.paper import Paper, numbered
from views.drawing import THEME
from views.words import _

TYPESET = Path(__file__).parent / "typeset"
FONTS = (fontpkg_fira_sans, fontpkg_fira_sans, fontpkg_noto_sans_arabic, fontpkg_noto_sans_thai, fontpkg_noto_sans_khmer, fontpkg_heebo, noto_cjk_sans_jp_regular)
"""Latin, Greek and Cyrillic; the words inside charts; Arabic; Thai; Khmer; Hebrew; Japanese, Korean and Chinese. Georgian, Armenian and the shapes are in DejaVu Sans Mono, which Typst brings."""
ONE_AT_A_TIME = Lock()


def pdf(paper: Paper) -> bytes:
    """The paper as tagged PDF (PDF/UA-1), the same bytes whenever it is made.

    Text in a script of which no font is at hand shows as boxes; such a paper says so at its end, and cannot promise PDF/UA.
    """
    content = _content(paper)
    try:
        return _compiled(paper, content, ["ua-1"])
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
    return _compiled(
        paper, content | {"boxes": _("Some text is in a script of which no font was at hand; it shows as boxes here, and is whole in the workbook and in the letter.")}, []
    )


def _compiled(paper: Paper, content: dict, standards: list[str]) -> bytes:
    inputs = {"paper": json.dumps(content, ensure_ascii=False, sort_keys=True, default=lambda drawn: drawn())}
    with ONE_AT_A_TIME:
        return _compiler().compile(TYPESET / "paper.typ", format="pdf", sys_inputs=inputs, pdf_standards=standards, timestamp=paper.moment)


def pages(made: bytes) -> int:
    """How many pages a PDF made here has."""
    return made.count(b"/Type/Page\n") + made.count(b"/Type /Page\n") + made.count(b"/Type/Page/") + made.count(b"/Type /Page ")


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    folders = [str(Path(package.__file__).parent) for package in FONTS]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)
    return typst.Compiler(root=str(TYPESET), font_paths=fonts, ignore_system_fonts=True)


def _content(paper: Paper) -> dict:
    """What the templates read: text only, so that nothing in it can be taken for markup."""
    edition = paper.edition
    return {
        "kicker": paper.kicker,
        "title": paper.title,
        "said": paper.said,
        "publisher": _("Global Alliance · Progress monitor"),
        "edition": paper.edition_said,
        "known_at": paper.known_at,
        "hash": edition.hash,
        "method": edition.manifest["method"],
        "illustrative": words.ILLUSTRATIVE if edition.illustrative else "",
        "page": _("Page"),
        "of": _("of"),
        "contents": _("Contents"),
        "read": _("read"),
        "language": os.environ.get("MONITOR_LANGUAGE", "en")[:2],
        "date": [paper.moment.year, paper.moment.month, paper.moment.day],
        "cover": paper.cover,
        "wide": paper.wide,
        "dense": paper.dense,
        "theme": {name: THEME[name] for name in ("primaryColor", "textColor", "grayColor", "borderColor", "secondaryBackgroundColor", "redColor", "orangeColor")},
        "boxes": "",
        "blocks": numbered(paper.blocks),
    }
