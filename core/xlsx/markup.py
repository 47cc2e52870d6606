"""The XML inside a workbook: read by a parser, or cut by patterns where it is plain; its texts and its styles."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from pyexpat import ExpatError, ParserCreate
from typing import TypeVar

STRING = re.compile(r'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')
CONTROL = bytes(code for code in range(32) if code not in (9, 10, 13))
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
ENTITY = re.compile(r"&(amp|lt|gt|quot|apos);")
NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
PERCENTS = {9, 10}
DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)


Text = TypeVar("Text", str, str | None)


class Refused(Exception):
    """A file that is not read: a word for the kind, and one sentence that says what it is and what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code, sentence)
        self.code, self.sentence = code, sentence


def parse(
    xml: bytes,
    start: Callable[[str, dict[str, str]], object] | None,
    end: Callable[[str], object] | None = None,
    text: Callable[[str], object] | None = None,
) -> None:
    """Tell `start`, `end` and `text` what stands in `xml`, names of elements without their prefix.

    Raises `Refused` for XML that is broken or declares entities.
    """

    def declared(*_: object) -> None:
        raise Refused(
            "damaged",
            "declares XML entities, which no spreadsheet program writes; "
            "save it again with a spreadsheet program as .xlsx",
        )

    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = declared
    if start:
        parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    if end:
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    if text:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(xml, True)
    except (ExpatError, ValueError, LookupError) as error:
        raise Refused(
            "damaged", "is damaged inside; open it with a spreadsheet program, save it again as .xlsx and send that"
        ) from error


def strings(xml: bytes) -> list[str]:
    """The shared texts of a workbook. Rich text is joined; readings printed above characters are left out."""
    pieces = STRING.split(plain(xml) or "")
    if len(pieces) > 1 and pieces[0].count("<") <= 2 and not "".join(pieces[2::2]).strip().removesuffix("</sst>"):
        return referred(pieces[1::2])
    return _full_strings(xml)


def _full_strings(xml: bytes) -> list[str]:
    texts: list[str] = []
    run: list[str] = []
    place = {"t": False, "rPh": False}

    def start(name: str, _: dict[str, str]) -> None:
        if name == "si":
            run.clear()
        elif name in place:
            place[name] = True

    def end(name: str) -> None:
        if name == "si":
            texts.append("".join(run))
        elif name in place:
            place[name] = False

    parse(xml, start, end, lambda text: run.append(text) if place["t"] and not place["rPh"] else None)
    return texts


@lru_cache(maxsize=2)
def styles(xml: bytes) -> list[str]:
    """What each cell style shows a number as: "percent", "date", or ""."""
    formats: dict[str, str] = {}
    kinds: list[str] = []
    inside: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf" and inside[-1:] == ["cellXfs"]:
            kinds.append(_shown(attributes.get("numFmtId", "0"), formats))
        inside.append(name)

    parse(xml, start, lambda _: inside.pop())
    return kinds


def _shown(number: str, formats: dict[str, str]) -> str:
    if number not in formats:
        return "percent" if number in map(str, PERCENTS) else "date" if number in map(str, DATES) else ""
    code = LITERAL.sub("", formats[number]).partition(";")[0].lower()
    if code.strip() in ("general", "standard"):
        return ""
    return "percent" if "%" in code else "date" if any(letter in code for letter in "dmyhs") else ""


def plain(xml: bytes) -> str | None:
    """The text of XML that is simple enough to be cut by patterns; else none.

    That is UTF-8 without comments, declarations, control characters and uncommon references.
    """
    head = xml[:100].partition(b"?>")[0].lower()
    odd = (b"!" in xml and b"<!" in xml) or xml.find(b"<?", 2) >= 0 or xml.find(b"\r", 100) >= 0
    if odd or (b"encoding" in head and b"utf-8" not in head) or len(xml.translate(None, CONTROL)) < len(xml):
        return None
    try:
        text = xml.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "&" in text and text.count("&") != len(ENTITY.findall(text)) else text


def referred(texts: list[Text]) -> list[Text]:
    """Texts with their XML references (&amp; and the like) read."""
    return [ENTITY.sub(_named, text) if text and "&" in text else text for text in texts]


def _named(match: re.Match[str]) -> str:
    return NAMED[match[1]]


def letter(text: str) -> str:
    """A text with the spreadsheet's own escapes such as `_x000D_` read; what no text may hold stays as written."""
    return ESCAPE.sub(_escaped, text) if "_x" in text else text


def _escaped(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE else match[0]
