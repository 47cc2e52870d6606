"""The settings with which DuckDB is opened, for who writes editions and for who reads them: it fetches nothing and
runs nothing that is not ours. And how a file is named to it: a name is never a pattern, a home or an address.
"""

from __future__ import annotations

import re
from pathlib import Path

Setting = str | bool | int | float | list[str]
"""What DuckDB takes as the value of a setting."""

SAFE: dict[str, Setting] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "threads": "2",
}

SEALED: dict[str, Setting] = {"enable_external_access": "false", "lock_configuration": "true"}
"""For SQL that somebody else wrote, and for readers once their edition is open."""

PATTERN = re.compile(r"[*?\[]")
"""Signs with which DuckDB takes the name of a file to read for a pattern."""


def literal(path: Path) -> str:
    """The name of one file for ATTACH and COPY, which take no bound values and no patterns.

    It is absolute, since a name that begins with ~ or with a word and a colon would mean another place.
    """
    return "'" + str(path.absolute()).replace("'", "''") + "'"


def parquet(path: Path, *options: str) -> str:
    """One Parquet file as a relation: the file of this name and no other, with the columns that it holds itself.

    Signs of a pattern stand for themselves, and a folder such as `value=7` adds no column.
    """
    name = PATTERN.sub(lambda sign: f"[{sign.group()}]", literal(path))
    return f"read_parquet({', '.join([name, 'hive_partitioning = false', *options])})"
