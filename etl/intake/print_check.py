"""What the definitions and the record say of what we printed into the form: labels, units, titles."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from etl.record.read import source
from etl.source import DEFINITIONS, RECORD, Finding, Source

SHOWN = 200
"""So many characters of a cell are shown in a finding."""


class Printed(NamedTuple):
    """What a workbook is read by beside the form.

    `definitions` is the folder with the words of lists. `labels` and `units` are those of each indicator, `titles`
    those of each commitment of the record.
    """

    definitions: Path
    labels: dict[str, str]
    units: dict[str, str]
    titles: dict[str, str]


@lru_cache(maxsize=8)
def printed(definitions: Path = DEFINITIONS, record: Path = RECORD) -> Printed:
    """What the definitions and the record say of indicators and commitments."""
    indicators, commitments = table(record / "indicators.csv"), table(record / "commitments.csv")
    return Printed(
        definitions,
        {row["indicator"]: row["label"] for row in indicators},
        {row["indicator"]: row["unit"] for row in indicators},
        {row["commitment_id"]: row["title"] for row in commitments},
    )


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file by column."""
    return source(path).records()


def changed(sent: Source, texts: dict[str, list[str]], as_printed: Printed) -> list[Finding]:
    """Cells that we printed and that now say something else: label and unit of a code, title of a commitment of the
    record. They are read as printed.
    """
    if "unit" in texts:
        columns, keys = {"label": as_printed.labels, "unit": as_printed.units}, texts["indicator"]
    elif sent.name == "sent_progress":
        return retitled(sent.lines, texts["reference"], texts["title"], as_printed.titles)
    else:
        return []
    return [
        _changed_cell(sent.name, line, field, text, ours)
        for field, by_key in columns.items()
        for line, text, ours in _other(sent.lines, keys, texts[field], by_key)
    ]


def retitled(lines: list[int], keys: list[str], texts: list[str], titles: dict[str, str]) -> list[Finding]:
    """Titles of commitments in the printed rows, by their references `keys`, that are not those of `titles`.

    Whether the country means another commitment, or the same in better words, only it can say.
    """
    return [
        Finding(
            "printed_title_changed",
            "question",
            "sent_progress",
            line,
            "title",
            text[:SHOWN],
            f"{ours}, as we printed it, which stands; or a word on what the commitment is",
        )
        for line, text, ours in _other(lines, keys, texts, titles)
    ]


def _other(
    lines: list[int], keys: list[str], texts: list[str], by_key: dict[str, str]
) -> Iterator[tuple[int, str, str]]:
    """Line, text and our own of each text that is another than ours of its key."""
    for line, key, text in zip(lines, keys, texts, strict=True):
        if text and key in by_key and text != tidy(by_key[key]):
            yield line, text, tidy(by_key[key])


def _changed_cell(sheet: str, line: int, field: str, text: str, ours: str) -> Finding:
    expected = f"{ours}, as we printed it; your change was not read"
    return Finding("printed_cell_changed", "note", sheet, line, field, text[:SHOWN], expected)


def tidy(text: str | None) -> str:
    """A text composed (NFC), its line breaks of one kind, without space around it."""
    if not text:
        return ""
    text = text.strip() if text.isascii() else unicodedata.normalize("NFC", text).strip()
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
