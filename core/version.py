"""The version of this program."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path

NAME = "progress-monitor"
PROJECT = Path(__file__).parents[1] / "pyproject.toml"


@cache
def version() -> str:
    """The version of this program, such as "1.0.0": as pyproject.toml beside the code says, else as it was
    installed.
    """
    if PROJECT.exists():
        return str(tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"])
    return metadata.version(NAME)
