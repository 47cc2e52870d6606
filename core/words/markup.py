"""Text of the record for places that read more than text: Markdown, XML, the address of a web page."""

from __future__ import annotations

import re

from core.words.formats import missing

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Signs that neither XML nor a spreadsheet may hold."""
MARKDOWN = re.compile(r"([\\`*_\[\]$~:<>|#])")


LIVE = re.compile(r"(www(?=\.)|https?:(?=//)|@(?=\w))", re.IGNORECASE)
"""What readers of Markdown make links of by themselves, though its signs are escaped: web and mail addresses."""
JOINER = "\u2060"


def escape(text: str) -> str:
    """Text of the record for a place that reads Markdown: text and no link.

    An invisible joiner stands where a web or mail address would begin to be one.
    """
    return MARKDOWN.sub(r"\\\1", LIVE.sub(rf"\1{JOINER}", text))


def linked(text: str, url: object) -> str:
    """A Markdown link, or the text alone where the address cannot be opened."""
    first = web(url)
    return f"[{escape(text)}](<{first}>)" if first else escape(text)


def web(url: object) -> str | None:
    """The first address of a cell that can be opened in a browser; nothing where there is none."""
    first = "" if missing(url) else str(url).split(" ; ")[0]
    return first if first.startswith(("http://", "https://")) and not set(first) & set("<> \n") else None
