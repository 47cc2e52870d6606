"""What people hand in to be assessed: CSV, Parquet or a frame, with columns of the right type and every fault named."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from etl.models import SQL
from etl.record.read import source
from etl.source import Finding, Unreadable
from etl.warehouse import Warehouse

if TYPE_CHECKING:
    import pandas as pd

    Given: TypeAlias = Path | pd.DataFrame

NUMBER = r"\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*"


@dataclass(frozen=True)
class Table:
    """The view `read_<name>`: line, the columns asked for, and `<number>_said`, which holds what was found where it
    is no finite number.
    """

    warehouse: Warehouse
    file: str
    unit: str
    findings: list[Finding]
    name: str
    kinds: dict[str, str]

    def has_fractions(self, column: str) -> bool:
        """Whether a number of the column has a fraction; one that is whole by its type is not looked at."""
        if "INT" in self.kinds.get(column, "INT"):
            return False
        fractions = f"SELECT count(*) FROM read_{self.name} WHERE {column} <> floor({column})"
        return self.warehouse.rows(fractions) != [(0,)]

    def faults(self, rule: str) -> list[Finding]:
        """What `etl/sql/faults/<rule>.sql` finds: line, case_id, place, found, expected."""
        sql = (SQL / "faults" / f"{rule}.sql").read_text(encoding="utf-8")
        rows = self.warehouse.con.execute(
            f"FROM ({sql}) ORDER BY line", {"unit": self.unit} if "$unit" in sql else None
        ).fetchall()
        return [
            Finding(rule, "error", self.file, line, place, found, expected, case or "")
            for line, case, place, found, expected in rows
        ]


def given(
    warehouse: Warehouse,
    name: str,
    input_: Given,
    columns: dict[str, bool],
    numbers: Collection[str] = (),
    *,
    years: Collection[str] = (),
    whole: bool = False,
    label: str = "",
) -> Table:
    """Read `input_` into the view `read_<name>`.

    `columns` says which may be there and which must; those in `numbers` become numbers, the others text. Those in
    `years` lie between -9999 and 9999, and are `whole` or may be decimal.

    A file is read as CSV unless it ends in .parquet. Raises `Unreadable` for one that cannot be read, a column that
    must be there and is not, or one of a type without numbers.
    """
    file, unit, findings = name, "row", []
    if isinstance(input_, Path) and input_.suffix.lower() != ".parquet":
        text = source(input_, columns)
        warehouse.load(replace(text, name=name))
        file, unit, findings = (
            input_.name,
            "line",
            [replace(finding, file=input_.name) for finding in text.findings if finding.severity == "error"],
        )
    else:
        file = input_.name if isinstance(input_, Path) else label or name
        warehouse.adopt(name, input_, list(columns))
    there = warehouse.columns(f"raw_{name}")
    for column, needed in columns.items():
        if needed and column not in there:
            raise Unreadable(
                f"{file}: column {column!r} is missing; found "
                f"{', '.join(column for column in there if column != 'line') or 'none that is expected'}."
            )
    cells = [
        cell
        for column in columns
        for cell in (
            _number(column, there.get(column), year=column in years, whole=whole)
            if column in numbers
            else _text(column, there.get(column))
        )
    ]
    warehouse.con.execute(f"CREATE TEMP VIEW read_{name} AS SELECT line, {', '.join(cells)} FROM raw_{name}")
    return Table(warehouse, file, unit, findings, name, there)


def _text(column: str, kind: str | None) -> list[str]:
    """The SQL of a column of text."""
    return [
        f'NULL::VARCHAR AS "{column}"'
        if kind is None
        else f'"{column}"'
        if kind == "VARCHAR"
        else f'CAST("{column}" AS VARCHAR) AS "{column}"'
    ]


def _number(column: str, kind: str | None, *, year: bool, whole: bool) -> list[str]:
    """The SQL of a column of numbers, and of what was found where it is no finite number, or no year."""
    cell, said = f'"{column}"', f"{column}_said"
    if kind is None:
        return [f"NULL::DOUBLE AS {cell}", f"NULL::VARCHAR AS {said}"]
    if kind.startswith("ENUM"):
        cell, kind = f"CAST({cell} AS VARCHAR)", "VARCHAR"
    is_whole = "INT" in kind and "HUGE" not in kind
    number = cell if is_whole or kind == "DOUBLE" else f"CAST({cell} AS DOUBLE)"
    if kind == "VARCHAR":
        number = f"CASE WHEN regexp_full_match({cell}, '{NUMBER}') THEN TRY_CAST(trim({cell}) AS DOUBLE) END"
    fits = [] if is_whole else [f"isfinite({number})"]
    if year:
        fits += [f"{number} BETWEEN -9999 AND 9999"] + (
            [f"{number} = floor({number})"] if whole and not is_whole else []
        )
    empty = f"trim({cell}) = ''" if kind == "VARCHAR" else f"{cell} IS NULL"
    fault = (
        f"CASE WHEN NOT coalesce({' AND '.join(fits)}, {empty}, true) THEN CAST({cell} AS VARCHAR) END"
        if fits
        else "NULL::VARCHAR"
    )
    return [f'{number} AS "{column}"', f"{fault} AS {said}"]
