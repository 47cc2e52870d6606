"""From the bytes that a country sent to rows of the form: every value with its address and its text as sent, every
fault with its place.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from core.words import counted
from core.xlsx.content import Book, CellSheet, Content, OtherSheet
from core.xlsx.files import contents
from etl.form.issues import ANSWER, HEADS, ISSUES, KEY
from etl.form.sheets import COVER, COVERED, folded, letters, sheets
from etl.intake.answers import rows
from etl.intake.cover import Cover, Foreign, cover
from etl.intake.numbers import day
from etl.intake.print_check import printed, tidy
from etl.source import DEFINITIONS, RECORD, Finding, Report, Source

OURS = (COVER, "Lists", ISSUES)
"""Sheets of ours that hold no answers."""


@dataclass(frozen=True)
class Reading:
    """What was read out of one file.

    `code` is empty for a workbook of ours that can be checked; else a word for what the file is, and `sentence` says
    it. `sources` hold the rows of each sheet that was read, by the fields of `form.Sheet.fields`, `lines` their rows in
    the sheet. `findings` name sheet (`file`, empty for the whole workbook), row (`line`) and field (`place`). `answers`
    are what the country wrote on the sheet Issues, by the key of the finding or cell beside which it stands. `country`
    is its three letters, `dated` an ISO date. `illustrative` says whether the workbook is marked as one of invented
    figures.
    """

    sha256: str
    name: str
    round: str = ""
    country: str = ""
    version: str = ""
    office: str = ""
    dated: str = ""
    code: str = ""
    sentence: str = ""
    sources: list[Source] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    illustrative: bool = False


def read(
    files: Sequence[tuple[str, bytes]],
    report: Report = lambda *_: None,
    definitions: Path = DEFINITIONS,
    record: Path = RECORD,
) -> list[Reading]:
    """The reading of each of `files`, given as its name and its bytes, by the form, rounds and words of
    `definitions` and the indicators and countries of `record`.

    No file makes it fail. `report(step, of, what)` is told each file that is done.
    """
    readings: dict[int, Reading] = {}
    for place, content in contents([data for _, data in files]):
        name, data = files[place]
        readings[place] = reading(shown(name), hashlib.sha256(data).hexdigest(), content, definitions, record)
        report(len(readings), len(files), readings[place].name)
    return [readings[place] for place in range(len(files))]


def reading(
    name: str, digest: str, content: Content, definitions: Path = DEFINITIONS, record: Path = RECORD
) -> Reading:
    """The reading of one file: what `core/xlsx/reader.py` answers to it, held against the form."""
    if "code" in content:
        return Reading(digest, name, code=content["code"], sentence=f"{name}: {content['sentence']}.")
    try:
        first = cover(content["sheets"], definitions, record)
    except Foreign as foreign:
        code, sentence = foreign.args
        return Reading(digest, name, code=code, sentence=f"{name}: {sentence}.")
    others = _others(content["sheets"], definitions)
    dated, unclear = _dated(first)
    sources = _sources(content["sheets"], first.template, others, definitions, record)
    findings = [
        *_around(content, others),
        *unclear,
        *_long_office(first, definitions),
        *(fault for source in sources for fault in source.findings),
    ]
    filled = [replace(source, findings=[]) for source in sources if source.rows]
    count = counted("{0} row read", "{0} rows read", sum(len(source.rows) for source in filled))
    return Reading(
        digest,
        name,
        first.round.round,
        first.country,
        first.template,
        first.office,
        dated,
        "",
        f"{name}: {first.round.label}, {first.country_name}; {count}.",
        filled,
        findings,
        _answered(content["sheets"]),
        first.illustrative or "illustrative" in content["properties"],
    )


def _sources(
    sent_sheets: Sequence[CellSheet | OtherSheet], template: str, others: list[str], definitions: Path, record: Path
) -> list[Source]:
    """The rows of every sheet of a version of the form, with the fields of all versions."""
    titles = {folded(sheet["title"]): sheet for sheet in sent_sheets}
    whole, as_printed = sheets(definitions), printed(definitions, record)
    return [
        rows(form, titles.get(folded(form.title)), others, whole[name].fields, as_printed)
        for name, form in sheets(definitions, template).items()
    ]


def _dated(first: Cover) -> tuple[str, list[Finding]]:
    """The day of the cover, or "" and a question where it is unclear."""
    dated = day(first.dated)
    if isinstance(dated, str):
        return dated, []
    found = f"{first.dated[:80]!r} in {COVER}!{COVERED['dated']}"
    return "", [Finding("unclear_date", "question", "", 0, "dated", found, dated.expected)]


def _long_office(first: Cover, definitions: Path) -> Iterator[Finding]:
    """A question where the office on the cover has more letters than limits.csv says."""
    most = letters(definitions).get("cover.office", len(first.office))
    if len(first.office) > most:
        found = f"{len(first.office)} letters: {first.office[:60]}…"
        yield Finding("too_long", "question", "", 0, "office", found, f"at most {most} letters; please name the office")


def _answered(sent_sheets: Sequence[CellSheet | OtherSheet]) -> dict[str, str]:
    """What stands in the column for answers on the sheet Issues of a workbook that was given back, by the key
    printed in its row.
    """
    columns: Mapping[str, Mapping[str, str]] = next(
        (sheet["columns"] for sheet in sent_sheets if sheet["title"] == ISSUES and "columns" in sheet), {}
    )
    texts, keys = columns.get(ANSWER, {}), columns.get(KEY, {})
    answers: dict[str, str] = {}
    for row, key in keys.items():
        if key != HEADS[KEY][0] and (text := tidy(texts.get(row))):
            answers[key] = f"{answers[key]}\n{text}" if key in answers else text
    return answers


def _around(content: Book, others: list[str]) -> Iterator[Finding]:
    """What stands in the workbook beside the sheets of the form."""
    yield from (_extra(sheet) for sheet in content["sheets"] if sheet["title"] in others and not _empty(sheet))
    if links := content["links"]:
        expected = "values only; what was last worked out from them is read"
        yield Finding("external_links", "note", "", 0, "", f"links to {links} other workbooks", expected)
    if embedded := content["embedded"]:
        expected = "cells only; embedded objects are not read"
        yield Finding("embedded_objects", "note", "", 0, "", f"{embedded} embedded objects", expected)


def _empty(sheet: CellSheet | OtherSheet) -> bool:
    """Whether a sheet is hidden and holds nothing: spreadsheet programs leave such behind."""
    return sheet["state"] != "visible" and "columns" in sheet and not any(sheet["columns"].values())


def _extra(sheet: CellSheet | OtherSheet) -> Finding:
    """A sheet that is none of ours; whether a hidden one is meant for us only its sender can say."""
    hidden = sheet["state"] != "visible"
    found = f"a {'hidden ' * hidden}sheet {sheet['title'][:80]!r}"
    expected = "the sheets of the form only; this one is not read" + "; is it meant for us?" * hidden
    return Finding("extra_sheet", "question" if hidden else "note", "", 0, "", found, expected)


def _others(sent_sheets: Sequence[CellSheet | OtherSheet], definitions: Path) -> list[str]:
    """The titles of sheets that are none of ours."""
    ours = {folded(title) for title in (*OURS, *(form.title for form in sheets(definitions).values()))}
    return [sheet["title"] for sheet in sent_sheets if folded(sheet["title"]) not in ours]


def shown(name: str) -> str:
    """The name of a file as it can be shown and kept: without folders and control characters, of at most 120
    characters.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in unicodedata.normalize("NFC", last) if letter.isprintable())[:120] or "file"
