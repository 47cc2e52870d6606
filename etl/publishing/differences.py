"""What differs between two editions: every figure and status that is new, changed or gone, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.editions.database import parquet
from core.words import counted
from etl.desk.submission import Submission
from etl.models import scripts
from etl.store import brake
from etl.warehouse import Warehouse

if TYPE_CHECKING:
    import pandas as pd

NAMED = ("participants", "indicators", "rounds", "profiles")
"""Tables that give names to the others."""


@dataclass(frozen=True)
class Preview:
    """The next edition as it would be: how it differs from the one in force (as `differences`), and the sentences
    its note must name.
    """

    edition: int
    hash: str
    differences: pd.DataFrame
    lines: list[str]
    submissions: list[Submission]
    issues: dict[str, int]
    same: bool
    losses: Sequence[brake.Loss] = ()

    @property
    def ready(self) -> str:
        """A note that names all there is to name, one sentence a line."""
        return "\n".join(f"{line}." for line in self.lines)

    def missing(self, note: str) -> list[str]:
        """The sentences that `note` does not name; each stands on a line of its own."""
        named = set(map(_plain, note.splitlines()))
        return [line for line in self.lines if _plain(line) not in named]

    @property
    def text(self) -> str:
        """The differences, one line each, and the note that names them."""
        rows = [
            f"{row.why:>14}  {row.what}: {row.country}, {row.label}, {row.period}: {_cell(row.before)} -> "
            f"{_cell(row.after)}"
            for row in self.differences.itertuples()
        ]
        inside = ", ".join(row.id for row in self.submissions) or "no submission"
        return "\n".join(
            [
                f"Edition {self.edition} would hold {inside}; "
                f"{counted('{0} difference', '{0} differences', len(rows))}.",
                *rows,
                "",
                "A note that names them:",
                self.ready or "(nothing has to be named)",
                *(["", self.lost] if self.losses else []),
            ]
        )

    @property
    def lost(self) -> str:
        """What would drop out, and what it takes to let it go; empty where nothing drops out."""
        return brake.said(self.losses, brake.NONE, self.edition - 1)


def differences(warehouse: Warehouse, published: Path | None, same_method: bool) -> pd.DataFrame:
    """How the edition made in `warehouse` differs from the one in folder `published`: one row a figure or status; no
    rows where nothing is published.

    Columns what, country, iso3, item, label, period, before, after (null where there was or is none), why (new report,
    revised figure, withdrawn, coding or changed rule) and line, the sentence with which a revision note names it, empty
    where a new report says it all.
    """
    scripts_by_table = {script.name: script.sql for script in scripts("differences", warehouse.sql)}
    compare = scripts_by_table.pop("compare")
    tables = {row[0] for row in warehouse.rows("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main'")}
    selects = [scripts_by_table[name] for name in sorted(scripts_by_table) if name in tables]
    warehouse.con.execute("CREATE SCHEMA old")
    for table in sorted({*scripts_by_table, *NAMED} & tables):
        _earlier(warehouse, table, (published or Path()) / f"{table}.parquet")
    for schema, table in (("old", "before"), ("main", "after")):
        warehouse.con.execute(f"USE memory.{schema}")
        warehouse.con.execute(
            f"CREATE OR REPLACE TEMP TABLE {table} AS "
            + " UNION ALL BY NAME ".join(f"({select}\n)" for select in selects)
        )
    warehouse.con.execute("USE memory.main")
    frame = warehouse.con.execute(compare, {"same_method": same_method}).df()
    warehouse.con.execute("DROP SCHEMA old CASCADE")
    return frame if published else frame.iloc[:0]


def lines(differences: pd.DataFrame) -> list[str]:
    """The sentences that the revision note must name, each once, in the order of the differences."""
    return [line for line in dict.fromkeys(differences["line"]) if line]


def _earlier(warehouse: Warehouse, table: str, file: Path) -> None:
    """Table `old.<table>` as it was published, with the columns of today; empty where there was none."""
    earlier = f" UNION ALL BY NAME FROM {parquet(file)}" if file.exists() else ""
    warehouse.con.execute(f"CREATE TABLE old.{table} AS (FROM main.{table} LIMIT 0){earlier}")


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" .-*").casefold()


def _cell(value: object) -> str:
    return value if isinstance(value, str) else "none"
