"""Where something stands: a row of the record or a cell of a submission, as readers are told it; a file by its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import SupportsInt

from core.words.catalogue import _
from core.words.formats import missing


def address(file: object, line: SupportsInt) -> str:
    """Where a row stands: "observations.csv:470" in the record, "S0007!Indicators!G12" in a submission.

    A dash where nothing is on record.
    """
    return "–" if missing(file) else f"{file}{int(line)}" if "!" in str(file) else f"{file}.csv:{int(line)}"


def places(file: str, lines: list[int], most: int = 12) -> str:
    """Several rows of one file: "observations.csv: 12, 15 …", or cells of a submission."""
    shown = ", ".join(address(file, line) if "!" in file else str(int(line)) for line in lines[:most])
    shown += " …" if len(lines) > most else ""
    return shown if "!" in file else f"{file}.csv: {shown}"


def file_name(name: str, edition: int, short: str, filters: Mapping[str, object], *, illustrative: bool = False) -> str:
    """A name that no other edition or filter shares, without ending:
    monitor-gaps-edition-1-3f9a2c-as_of-latest-target-2.
    """
    asked = [f"{key}-{'+'.join(value) if isinstance(value, list) else value}" for key, value in filters.items()]
    parts = ["monitor", name, f"edition-{edition}", short, *asked, *([_("illustrative")] if illustrative else [])]
    return re.sub(r"[^A-Za-z0-9_+.-]", "_", "-".join(parts))
