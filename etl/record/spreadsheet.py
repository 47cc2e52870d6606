"""What spreadsheet programs make of a record when they save it as CSV: read as meant where that is certain, else one
sentence that says which habit it was and how to save instead; never a thousand findings, and never a guess.

Certain are the sign between cells (comma, semicolon, tab), UTF-8 and UTF-16 with their marks, ends of lines, empty
columns at the right and empty rows. Never certain are a code page without a mark, dates that were turned around
(05/12/2012 may be two days, and 2014-09 becomes the first of a month), thousands, and words for yes and no.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from etl.source import Source, Unreadable

BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
MONTH = r"[^\W\d_]{3,9}\.?"
TIME = r"( \d{1,2}:\d{2}(:\d{2})?)?"
DATE = re.compile(rf"(\d{{1,2}}([/.-])\d{{1,2}}\2(\d{{4}}|\d{{2}})|\d{{4}}[/.]\d{{1,2}}[/.]\d{{1,2}}){TIME}")
MONTHS = re.compile(rf"(\d{{1,2}}\.?[ /-])?{MONTH}[ /-]?\d{{2,4}}|\d{{1,2}}\.?[ -]?{MONTH}")
"""2014-09 becomes Sep-14, 2012-12-05 becomes 5-Dec-12, and a goal 1.1 becomes 01. Jan."""

THOUSANDS = re.compile(
    r"-?\d{1,3}([,’' \u00a0\u202f]\d{3})+(\.\d+)?|-?\d{1,3}(\.\d{3}){2,}(,\d+)?|-?\d{1,3}\.\d{3},\d+"
)
POINT = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
"""1.617 may be one and a half or one thousand six hundred; only where points mark decimals it is plain."""

DECIMAL_COMMA = re.compile(r"-?\d+,\d+")
SCIENTIFIC = re.compile(r"-?\d+([.,]\d+)?E[+-]?\d+")
TRUTH = re.compile(r"TRUE|FALSE|WAHR|FALSCH|VRAI|FAUX|VERDADERO|FALSO|VERO|PRAWDA|FAŁSZ", re.IGNORECASE)
BROKEN = re.compile(r"#(NAME|REF|VALUE|DIV/0|N/A|NUM|NULL|BEZUG|WERT)[?!]?|#{3,}", re.IGNORECASE)
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
PLAIN_THOUSANDS = re.compile(r"-?\d{4,}(\.\d+)?")
PLAIN_DECIMAL = re.compile(r"-?\d+\.\d+")
"""As the record writes them; one that stands beside is a sign that no program turned the column."""

LEAST = 2
"""So many cells of a column make a habit; a single one is a slip, and a finding of its own."""

AS_TEXT = (
    "Take the file as it was; where a spreadsheet program must be used, read it in with all columns as text, and save "
    "it as CSV UTF-8 with commas"
)


def text(name: str, raw: bytes) -> str:
    """The text of the CSV file `name`; a byte that is no UTF-8 stays as a surrogate, for its row to be named.

    Raises `Unreadable` for what is not text, and for a file that was saved in the code page of a computer: all its rows
    with letters beyond ASCII are no UTF-8, and there are several, or the ends of its lines are those of such a program.
    """
    encoding = next((name for mark, name in BOMS.items() if raw.startswith(mark)), "utf-8")
    try:
        decoded = raw.decode(encoding, errors="strict" if encoding == "utf-16" else "surrogateescape")
    except UnicodeDecodeError:
        decoded = "\0"
    if "\0" in decoded:
        raise Unreadable(f"{name}: is not text in UTF-8; found UTF-16 or binary data. Save it as CSV UTF-8.")
    if not decoded.isascii():
        _refuse_code_page(name, decoded)
    return re.sub(r"\Asep=.(?=[\r\n])", "", decoded)


def _refuse_code_page(name: str, decoded: str) -> None:
    lines = [line for line in re.split(r"\r\n|\r|\n", decoded) if not line.isascii()]
    bad = [line for line in lines if re.search("[\udc80-\udcff]", line)]
    if len(bad) == len(lines) >= (1 if "\r" in decoded else LEAST):
        rows = f"{len(bad)} rows have" if len(bad) > 1 else "one row has"
        raise Unreadable(
            f"{name}: was saved by a spreadsheet program in the code page of its computer, not in UTF-8; {rows} "
            "letters that cannot be told. Save it as CSV UTF-8 (comma delimited)."
        )


def delimiter(decoded: str) -> str:
    """The sign between cells, by the header: a comma, unless the header has none and has semicolons or tabs."""
    header = re.split(r"[\r\n]", decoded.lstrip("\r\n"), maxsplit=1)[0]
    if "," in header:
        return ","
    return next((sign for sign in (";", "\t") if sign in header), ",")


def unpadded(rows: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """The rows without the empty columns at the right and the empty rows that spreadsheet programs add."""
    if not rows:
        return rows
    width = len(rows[0][1])
    while width > 1 and not any(cells[width - 1 : width] != [""] for _, cells in rows if len(cells) >= width):
        width -= 1
    return [(line, cells[:width] if len(cells) == len(rows[0][1]) else cells) for line, cells in rows if any(cells)]


def column_types(fields: Source) -> dict[str, dict[str, str]]:
    """The type of each column of each file of the record, out of `fields.csv`; `key` for a text by which rows are
    known.
    """
    types: dict[str, dict[str, str]] = {}
    for row in fields.records():
        is_key = row["key"] == "yes" and row["type"] == "text"
        types.setdefault(row["file"], {})[row["field"]] = "key" if is_key else row["type"]
    return types


def refuse_habits(source: Source, types: Mapping[str, str]) -> None:
    """Raise `Unreadable` when a column of `source`, whose `types` are those of `fields.csv` (`key` for a text that is
    one), was turned into another form by a spreadsheet program.
    """
    for place, column in enumerate(source.columns):
        cells = Counter(row[place] for row in source.rows if row[place])
        for words, pattern, right in _habits(types.get(column, "text"), cells, source.sign):
            rows = zip(source.lines, source.rows, strict=True)
            (line, first), *more = [(line, row[place]) for line, row in rows if pattern.fullmatch(row[place])]
            also = f" and {len(more)} more" if more else ""
            raise Unreadable(
                f"{source.name}.csv: was saved by a spreadsheet program; {words} {first!r} (column {column}, line "
                f"{line}{also}), expected {right}. {AS_TEXT}."
            )


def _habits(kind: str, cells: Counter[str], sign: str) -> Iterator[tuple[str, re.Pattern[str], str]]:
    """What programs did to the cells of a column: how it reads, the pattern, and what was expected."""
    if _count(BROKEN, cells):
        yield "texts read", BROKEN, "the text itself"
    if kind in ("date", "due_date", "period"):
        if _count(MONTHS, cells) >= LEAST:
            yield "dates read", MONTHS, "days as 2012-12-05 and months as 2012-12"
        if _count(DATE, cells) >= LEAST and not _count(ISO_DAY, cells):
            yield "dates read", DATE, "days as 2012-12-05 and months as 2012-12"
    elif kind == "key" or kind.startswith("ref:"):
        for pattern in (DATE, MONTHS, DECIMAL_COMMA):
            if _count(pattern, cells) >= LEAST:
                yield "keys read", pattern, "them as they were, such as 1.1"
    elif kind in ("number", "integer"):
        yield from _numbers(cells, sign)
    elif kind == "vocabulary:yes_no" and _count(TRUTH, cells) >= LEAST and not {"yes", "no"} & set(cells):
        yield "answers read", TRUTH, "yes or no"


def _numbers(cells: Counter[str], sign: str) -> Iterator[tuple[str, re.Pattern[str], str]]:
    """A program marks the thousands or decimals of all numbers of a column in one way, and leaves none as it was."""
    right = "plain numbers such as 1617 or 0.7"
    if _count(THOUSANDS, cells) >= LEAST and not _count(PLAIN_THOUSANDS, cells):
        yield "numbers read", THOUSANDS, right
    if _count(DECIMAL_COMMA, cells) >= LEAST and not _count(PLAIN_DECIMAL, cells):
        yield "numbers read", DECIMAL_COMMA, right
    if sign != "," and _count(POINT, cells):
        yield "numbers read", POINT, right
    if _count(SCIENTIFIC, cells) >= LEAST:
        yield "numbers read", SCIENTIFIC, right


def _count(pattern: re.Pattern[str], cells: Counter[str]) -> int:
    return sum(times for cell, times in cells.items() if pattern.fullmatch(cell))
