"""The SQL files in `etl/sql`: the models of the tables in the order in which they need each other, checks, and the
other scripts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path

SQL = Path(__file__).parent / "sql"
TABLES = ("staging", "methods", "published")
"""The folders of the models; editions made before there were any have theirs in `sql` itself."""


@dataclass(frozen=True)
class Model:
    """One SQL file: its name, its leading comment and its text. `needs` are the names it reads from."""

    name: str
    comment: str
    sql: str
    needs: frozenset[str]


def model(path: Path) -> Model:
    """The SQL file at `path` with the comment that stands on top of it."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    top = next((i for i, line in enumerate(lines) if not line.startswith("--")), len(lines))
    bare = re.sub(r"--.*", "", text)
    needs = frozenset(re.findall(r"\b(?:FROM|JOIN)\s+([a-z_]\w*)", bare)) - frozenset(
        re.findall(r"\b([a-z_]\w*) AS (?:NOT MATERIALIZED )?\(\s*(?:FROM|SELECT|WITH)\b", bare)
    )
    return Model(path.stem, " ".join(line[2:].strip() for line in lines[:top]), text, needs)


def models(sql: Path = SQL) -> list[Model]:
    """Every table model, each after those it reads from."""
    by_name = {path.stem: model(path) for folder in ("", *TABLES) for path in sorted((sql / folder).glob("*.sql"))}
    order = TopologicalSorter(
        {name: sorted(entry.needs & by_name.keys() - {name}) for name, entry in sorted(by_name.items())}
    )
    return [by_name[name] for name in order.static_order()]


def checks(sql: Path = SQL) -> list[Model]:
    """Every check, by name."""
    return scripts("checks", sql)


def scripts(folder: str, sql: Path = SQL) -> list[Model]:
    """Every file of one folder of `etl/sql`, by name: checks, macros, faults, rollups, differences."""
    return [model(path) for path in sorted((sql / folder).glob("*.sql"))]
