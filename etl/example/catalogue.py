"""What the example is made of: the files of `data/example`."""

from __future__ import annotations

from functools import lru_cache

from etl.record.read import definition
from etl.source import ROOT

EXAMPLE = ROOT / "data" / "example"


@lru_cache
def catalogue(name: str) -> list[dict[str, str]]:
    """The rows of one file of `data/example`."""
    return definition(EXAMPLE / f"{name}.csv").records()
