"""What a reader must know beside the form: what the definitions and the record say of what we printed into it."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from etl.record.read import source
from etl.source import DEFINITIONS, RECORD, Finding, Source

SHOWN = 200
"""So many characters of a changed cell are shown."""


class Knowledge(NamedTuple):
    """What a reader must know beside the form: the definitions with the words of lists; of each code the label and
    unit; of each commitment of the record the title.
    """

    definitions: Path
    indicators: dict[str, tuple[str, str]]
    titles: dict[str, str]


@lru_cache(maxsize=8)
def knowledge(definitions: Path = DEFINITIONS, record: Path = RECORD) -> Knowledge:
    """What the definitions and the record say of indicators and commitments."""
    indicators = {row["indicator"]: (row["label"], row["unit"]) for row in table(record / "indicators.csv")}
    return Knowledge(
        definitions, indicators, {row["commitment_id"]: row["title"] for row in table(record / "commitments.csv")}
    )


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file by column."""
    read = source(path)
    return read.records()


def changed(found: Source, texts: dict[str, list[str]], known: Knowledge) -> list[Finding]:
    """Cells that we printed and that now say something else: label and unit of a code, title of a commitment of the
    record. They are read as printed.
    """
    if "unit" in texts:
        meant = {
            "label": {code: one[0] for code, one in known.indicators.items()},
            "unit": {code: one[1] for code, one in known.indicators.items()},
        }
        keys = texts["indicator"]
    elif found.name == "sent_progress":
        meant, keys = {"title": known.titles}, texts["reference"]
    else:
        return []
    changed = [
        (line, field, text, tidy(said[key]))
        for field, said in meant.items()
        for line, key, text in zip(found.lines, keys, texts[field], strict=True)
        if text and key in said and text != said[key] and text != tidy(said[key])
    ]
    return [
        Finding(
            "printed_cell_changed",
            "note",
            found.name,
            line,
            field,
            text[:SHOWN],
            f"{said}, as we printed it; your change was not read",
        )
        for line, field, text, said in changed
    ]


def tidy(text: str | None) -> str:
    """A text composed (NFC), its line breaks of one kind, without space around it."""
    if not text:
        return ""
    text = text.strip() if text.isascii() else unicodedata.normalize("NFC", text).strip()
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
