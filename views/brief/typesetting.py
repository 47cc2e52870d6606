"""Papers as PDF: set from the templates in `views/brief/typeset`, with fonts that come along."""

from __future__ import annotations

import os

from core import words
from core.words import _
from views.brief.papers import Paper, numbered, shortened
from views.rendering.drawing import THEME
from views.rendering.workers import NotRendered, rendered

COLOURS = (
    "primaryColor",
    "textColor",
    "grayColor",
    "borderColor",
    "secondaryBackgroundColor",
    "redColor",
    "orangeColor",
)
NO_FONT = "could not be displayed"


def pdf(paper: Paper) -> bytes:
    """The paper as tagged PDF (PDF/UA-1), the same bytes whenever it is made.

    Where a sign in the text stands against PDF/UA, it cannot be promised; text in a script of which no font is at hand
    shows as boxes, and the paper says so at its end.
    """
    content = _content(paper)
    try:
        return _set(paper, content, accessible=True)
    except NotRendered as error:
        if "PDF/UA-1 error" not in str(error):
            raise
        boxes = _(
            "Some text is in a script of which no font was at hand; it shows as boxes here, and is whole in the "
            "workbook and in the letter."
        )
        return _set(paper, content | {"boxes": boxes if NO_FONT in str(error) else ""}, accessible=False)


def _set(paper: Paper, content: dict[str, object], accessible: bool) -> bytes:
    return rendered("pdf", content=content, accessible=accessible, moment=paper.moment.isoformat())


def pages(pdf: bytes) -> int:
    """How many pages a PDF made here has."""
    return sum(pdf.count(mark) for mark in (b"/Type/Page\n", b"/Type /Page\n", b"/Type/Page/", b"/Type /Page "))


def _content(paper: Paper) -> dict[str, object]:
    """What the templates read: text only, so that nothing in it can be taken for markup."""
    edition = paper.edition
    return {
        "kicker": paper.kicker,
        "title": paper.title,
        "lead": paper.lead,
        "publisher": _("Global Alliance · Progress monitor"),
        "edition": paper.edition_text,
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
        "theme": {name: THEME[name] for name in COLOURS},
        "boxes": "",
        "blocks": numbered(shortened(paper.blocks)),
    }
