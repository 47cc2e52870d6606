"""A process of its own that reads spreadsheets, shut in before it sees the first byte of one: `python -I -S reader.py`.

It can open no file and no connection, since it may have no further descriptor; memory and time are limited (see
`core.workers`). An answer is JSON: `sheets` (their cells, see `grid.Grid`), or `code` and `sentence` for a file that is
not read.
"""

from __future__ import annotations

import codecs
import gc
import json
import sys
from datetime import datetime

if __name__ == "__main__":
    sys.path.insert(0, __file__.rpartition("/core/")[0])

from core.workers.serving import serve
from core.xlsx.content import Book, CellSheet, Content, OtherSheet
from core.xlsx.grid import Grid, letters
from core.xlsx.markup import Refused, parse, strings, styles
from core.xlsx.package import CUT, PROTECTED, SAVE, Package

MEMORY, SECONDS = 512 * 2**20, 20
PACKED = 10 * 2**20
CODECS = ("cp437", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252", "ascii")
"""What Python must have loaded before no file can be opened any more."""
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHER = "is {}, not an .xlsx workbook; save the form as .xlsx (Excel workbook) and send that"
OLD_KINDS = [
    ("Workbook", "a workbook of the old kind (.xls)"),
    ("Book", "a workbook of the old kind (.xls)"),
    ("WordDocument", "a Word document of the old kind (.doc)"),
]
SIGNS = [
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a text document (.rtf)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"7z\xbc\xaf\x27\x1c", "an archive (.7z)"),
    (b"Rar!", "an archive (.rar)"),
    (b"\x1f\x8b", "an archive (.gz)"),
]
KINDS = [
    ("word/document.xml", "a Word document (.docx)"),
    ("ppt/presentation.xml", "a presentation (.pptx)"),
    ("xl/workbook.bin", "a binary workbook (.xlsb)"),
    ("content.xml", "an OpenDocument file, such as .ods"),
    ("index/document.iwa", "an Apple Numbers file (.numbers)"),
]


def heavy(size: int) -> str:
    """What is said of a file of `size` bytes, which is not even opened."""
    return (
        f"has {size / 2**20:.1f} MB; at most {PACKED >> 20} MB are read, and a filled form has less than 1 MB: "
        "delete pictures and what is not part of the form"
    )


def read(data: bytes) -> Book:
    """The sheets of a workbook. Raises `Refused` for everything that is not an .xlsx workbook, with one sentence."""
    if len(data) > PACKED:
        raise Refused("too_large", heavy(len(data)))
    if not data.startswith(b"PK"):
        raise _foreign(data)
    package = Package(data)
    book = _book(package)
    links = package.links(book)
    named = dict(links.values())
    sheets, facts = _sheets(package.read(book))
    texts = strings(package.read(named["sharedStrings"])) if named.get("sharedStrings") in package.parts else []
    kinds = styles(package.read(named["styles"])) if named.get("styles") in package.parts else []
    day_0 = datetime(1904, 1, 1) if facts.get("date1904") in ("1", "true") else datetime(1899, 12, 30)
    contents: list[CellSheet | OtherSheet] = []
    for sheet in sheets:
        kind, name = links.get(sheet["id"], ("", ""))
        if not kind:
            raise Refused("damaged", f"is damaged: sheet {sheet['name'][:40]!r} is named in it and missing; {SAVE}")
        if kind == "worksheet":
            contents.append(_sheet(package, name, sheet, Grid(sheet["name"], texts, kinds, day_0)))
        else:
            contents.append({"title": sheet["name"], "state": sheet["state"], "other": kind})
    return {
        "sheets": contents,
        "links": sum(name.startswith("xl/externallinks/") and name.endswith(".xml") for name in package.parts),
        "embedded": sum(name.startswith("xl/embeddings/") for name in package.parts),
        "properties": _properties(package),
    }


def _properties(package: Package) -> list[str]:
    """The names of the properties that somebody gave the workbook."""
    part = next(
        (name for kind, name in package.links("").values() if kind == "custom-properties" and name in package.parts), ""
    )
    names: list[str] = []
    if part:
        parse(
            package.read(part),
            lambda name, attributes: names.append(attributes.get("name", "")[:80]) if name == "property" else None,
        )
    return names[:100]


def _sheet(package: Package, name: str, entry: dict[str, str], grid: Grid) -> CellSheet:
    grid.read(package.read(name))
    comments: list[list[str]] = []
    for kind, part in package.links(name).values():
        if kind == "comments" and part in package.parts:
            comments += _comments(package.read(part))
    return {
        "title": grid.title,
        "state": entry["state"],
        "columns": grid.columns,
        "kinds": grid.kinds,
        "merged": grid.merged,
        "hidden_rows": grid.hidden_rows,
        "hidden_columns": [
            letters(column) for first, last in grid.hidden_columns for column in range(first, min(last, 200) + 1)
        ],
        "comments": comments,
    }


def _comments(xml: bytes) -> list[list[str]]:
    """The cells that have a comment, each with how the comment begins."""
    comments: list[list[str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "comment":
            comments.append([attributes.get("ref", ""), ""])

    def text(part: str) -> None:
        if comments and len(comments[-1][1]) < 80:
            comments[-1][1] += part[:80]

    parse(xml, start, text=text)
    return comments


def _book(package: Package) -> str:
    """The name of the part that lists the sheets. Raises `Refused` for macros and for other kinds of files."""
    parts = package.parts
    if any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in parts):
        raise Refused("macros", "contains macros; save it as .xlsx without macros and send that. Nothing of it was run")
    for name, kind in KINDS:
        if name in parts:
            raise Refused("not_a_workbook", OTHER.format(kind))
    if "[content_types].xml" in parts and b"macroEnabled" in package.read("[content_types].xml"):
        raise Refused(
            "macros",
            "is saved as a workbook with macros; save it as .xlsx without macros and send that. Nothing of it was run",
        )
    name = next((name for kind, name in package.links("").values() if kind == "officeDocument"), "xl/workbook.xml")
    if name not in parts:
        if any(part.startswith("xl/") for part in parts):
            raise Refused("damaged", f"is damaged: its list of sheets is missing; {SAVE}")
        raise Refused("not_a_workbook", OTHER.format("a zip archive") + "; several forms are sent as several files")
    return name


def _sheets(xml: bytes) -> tuple[list[dict[str, str]], dict[str, str]]:
    sheets: list[dict[str, str]] = []
    facts: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            sheets.append(
                {
                    "name": attributes.get("name", ""),
                    "state": attributes.get("state", "visible"),
                    "id": next((value for key, value in attributes.items() if key.endswith(":id")), ""),
                }
            )
        elif name == "workbookPr":
            facts.update(attributes)

    parse(xml, start)
    if not sheets:
        raise Refused("damaged", f"is damaged: it lists no sheets; {SAVE}")
    return sheets, facts


def _foreign(data: bytes) -> Refused:
    """What a file is that is no zip archive."""
    if not data.strip(b"\0 \t\r\n"):
        return Refused("not_a_workbook", "is empty; attach the filled form again")
    if data.startswith(OLE2):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return PROTECTED
        old = (kind for name, kind in OLD_KINDS if name.encode("utf-16-le") in data)
        return Refused("not_a_workbook", OTHER.format(next(old, "an Office file of an old kind")))
    for sign, kind in SIGNS:
        if data.startswith(sign):
            return Refused("not_a_workbook", OTHER.format(kind))
    kind = _text(data)
    return Refused(
        "not_a_workbook",
        OTHER.format(kind)
        if kind
        else "is not a spreadsheet that we can read, nor any other kind of file that we know; send the form as .xlsx",
    )


def _text(data: bytes) -> str:
    """What kind of text it is; "" for what is no text."""
    try:
        text = data[:4000].decode(
            "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "ignore" if len(data) > 4000 else "strict"
        )
    except UnicodeDecodeError:
        text = data[:4000].decode("latin-1")
    control = any(letter < " " and letter not in "\t\r\n\f" for letter in text)
    if control or sum("\x7f" <= letter < "\xa0" for letter in text) > 2:
        return ""
    start = text.lstrip("\ufeff \t\r\n")[:200].lower()
    if start.startswith("<"):
        page = start.startswith("<!doctype html") or "<html" in text.lower() or "<table" in text.lower()
        return "a web page (HTML)" if page else "an XML file"
    return "a text file, such as CSV"


def answer(data: bytes) -> bytes:
    """The answer to one file, as JSON."""
    return json.dumps(_content(data)).encode()


def _content(data: bytes) -> Content:
    try:
        return read(data)
    except Refused as refused:
        return {"code": refused.code, "sentence": refused.sentence}
    except MemoryError:
        return {
            "code": "too_large",
            "sentence": f"needs more than {MEMORY >> 20} MB of memory to be read; delete what is not part of the form",
        }
    except Exception:  # whatever a file made for harm can cause, its sender gets a sentence, and the parent an answer
        return {"code": CUT.code, "sentence": CUT.sentence}


if __name__ == "__main__":
    for name in CODECS:
        codecs.lookup(name)
    gc.disable()
    serve(answer)
