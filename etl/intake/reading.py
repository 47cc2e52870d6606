"""From the bytes that a country sent to rows of the form: every value with its address and its text as sent, every
fault with its place.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from core.words import counted
from core.xlsx.files import contents
from etl.form.issues import ANSWER, HEADS, ISSUES, KEY
from etl.form.rounds import Round, rounds
from etl.form.sheets import COVER, COVERED, MARK, folded, sheets, versions
from etl.intake.answers import rows
from etl.intake.numbers import day
from etl.intake.printed import knowledge, table, tidy
from etl.source import DEFINITIONS, RECORD, Finding, Report, Source
from etl.store.illustration import WORDS

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


class Foreign(Exception):
    """A workbook that is not ours, or not of a round, country or version that is asked: a word for it, and one
    sentence.
    """


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
    found: dict[int, Reading] = {}
    for place, said in contents([data for _, data in files]):
        name, data = files[place]
        found[place] = reading(shown(name), hashlib.sha256(data).hexdigest(), said, definitions, record)
        report(len(found), len(files), found[place].name)
    return [found[place] for place in range(len(files))]


def reading(name: str, digest: str, said: dict, definitions: Path = DEFINITIONS, record: Path = RECORD) -> Reading:
    """The reading of one file: what `core/xlsx/reader.py` said of it, held against the form."""
    if "code" in said:
        return Reading(digest, name, code=said["code"], sentence=f"{name}: {said['sentence']}.")
    try:
        round, country, cover = _cover(said["sheets"], definitions, record)
    except Foreign as foreign:
        code, sentence = foreign.args
        return Reading(digest, name, code=code, sentence=f"{name}: {sentence}.")
    forms, others = sheets(definitions, cover["template"]), _others(said["sheets"], definitions)
    findings = _around(said, others)
    dated = day(cover["dated"])
    if not isinstance(dated, str):
        findings.append(
            Finding(
                "unclear_date",
                "question",
                "",
                0,
                "dated",
                f"{cover['dated'][:80]!r} in {COVER}!{COVERED['dated']}",
                dated.expected,
            )
        )
    titles = {folded(sheet["title"]): sheet for sheet in said["sheets"]}
    known = knowledge(definitions, record)
    read = [
        rows(form, titles.get(folded(form.title)), others, sheets(definitions)[name].fields, known)
        for name, form in forms.items()
    ]
    sources = [one for one in read if one.rows]
    findings += [fault for one in read for fault in one.findings]
    for one in sources:
        one.findings = []
    count = sum(len(one.rows) for one in sources)
    sentence = (
        f"{name}: {round.label}, {_countries(record)[country]}; {counted('{0} row read', '{0} rows read', count)}."
    )
    day_ = dated if isinstance(dated, str) else ""
    mark = "illustrative" in said["properties"] or folded(WORDS) in folded(cover["mark"])
    return Reading(
        digest,
        name,
        round.round,
        country,
        cover["template"],
        cover["office"],
        day_,
        "",
        sentence,
        sources,
        findings,
        _answered(said["sheets"]),
        mark,
    )


def _answered(found: list[dict]) -> dict[str, str]:
    """What stands in the column for answers on the sheet Issues of a workbook that was given back, by the key
    printed in its row.
    """
    columns = next((one["columns"] for one in found if one["title"] == ISSUES and "columns" in one), {})
    said, keys = (columns.get(letter, {}) for letter in (ANSWER, KEY))
    answers: dict[str, str] = {}
    for row, key in keys.items():
        if key != HEADS[KEY][0] and (text := tidy(said.get(row))):
            answers[key] = f"{answers[key]}\n{text}" if key in answers else text
    return answers


def _cover(found: list[dict], definitions: Path, record: Path) -> tuple[Round, str, dict[str, str]]:
    """The round, the country and the cells of the sheet Read me. Raises `Foreign`."""
    every, known = rounds(definitions), versions(definitions)
    sheet = next((one for one in found if folded(one["title"]) == folded(COVER) and "columns" in one), None)
    answered = [
        form.title
        for form in sheets(definitions).values()
        if any(folded(one["title"]) == folded(form.title) for one in found)
    ]
    if sheet is None or not answered:
        missing = COVER if sheet is None else next(iter(sheets(definitions).values())).title
        raise Foreign(
            "foreign",
            f"is a workbook, but not our form: sheet {missing!r} is missing, found "
            f"{_some([one['title'] for one in found])}; fill the form that you were sent",
        )
    cover = {
        key: tidy(sheet["columns"].get(cell[0], {}).get(cell[1:], ""))
        for key, cell in (COVERED | {"mark": MARK}).items()
    }
    cover["dated"] = (
        cover["dated"].partition("T")[0]
        if sheet["kinds"].get(COVERED["dated"][0], {}).get(COVERED["dated"][1:]) == "date"
        else cover["dated"]
    )
    cover["template"] = cover["template"].removesuffix(".0")
    key, country = (cover[name].split()[0] if cover[name] else "" for name in ("round", "country"))
    if key not in every:
        raise Foreign("other_round", _said("round", key, f"one of {', '.join(every)}"))
    if country not in _countries(record):
        raise Foreign(
            "other_country", _said("country", country, "the three letters of a country that takes part, such as KEN")
        )
    if cover["template"] not in known:
        raise Foreign("other_version", _said("template", cover["template"], f"version {' or '.join(known)}"))
    return every[key], country, cover


def _said(name: str, found: str, expected: str) -> str:
    what = {"round": "another round", "country": "another country", "template": "another version"}[name]
    return (
        f"is our form for {what} or its first sheet was changed: {COVER}!{COVERED[name]} holds {found[:80]!r}, "
        f"expected {expected}; fill the form that you were sent"
    )


def _around(said: dict, others: list[str]) -> list[Finding]:
    """What stands in the workbook beside the sheets of the form."""
    findings = []
    for sheet in said["sheets"]:
        hidden = sheet["state"] != "visible"
        if sheet["title"] in others:
            found = f"a {'hidden ' * hidden}sheet {sheet['title'][:80]!r}"
            findings.append(
                Finding(
                    "extra_sheet",
                    "question" if hidden else "note",
                    "",
                    0,
                    "",
                    found,
                    "the sheets of the form only; this one is not read" + "; is it meant for us?" * hidden,
                )
            )
    if said["links"]:
        findings.append(
            Finding(
                "external_links",
                "note",
                "",
                0,
                "",
                f"links to {said['links']} other workbooks",
                "values only; what was last worked out from them is read",
            )
        )
    if said["embedded"]:
        findings.append(
            Finding(
                "embedded_objects",
                "note",
                "",
                0,
                "",
                f"{said['embedded']} embedded objects",
                "cells only; embedded objects are not read",
            )
        )
    return findings


def _others(found: list[dict], definitions: Path) -> list[str]:
    """The titles of sheets that are none of ours."""
    known = {folded(title) for title in (*OURS, *(form.title for form in sheets(definitions).values()))}
    return [one["title"] for one in found if folded(one["title"]) not in known]


def shown(name: str) -> str:
    """The name of a file as it can be shown and kept: without folders and control characters, of at most 120
    characters.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in unicodedata.normalize("NFC", last) if letter.isprintable())[:120] or "file"


def _some(names: list[str]) -> str:
    return ", ".join(repr(name[:40]) for name in names[:5]) + (" and others" if len(names) > 5 else "")


@lru_cache
def _countries(record: Path) -> dict[str, str]:
    """The names of the countries of the record, by their three letters."""
    return {row["iso3"]: row["name"] for row in table(record / "participants.csv")}
