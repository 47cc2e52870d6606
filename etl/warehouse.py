"""The only writer of DuckDB: sources in, models run, an edition out."""

from __future__ import annotations

import errno
import re
import tempfile
from collections.abc import Collection, Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from core.editions.database import SAFE, SEALED, literal, parquet
from core.editions.hashes import table_hash
from core.editions.layout import DATABASE
from core.editions.manifest import Table
from core.terminal import pass_on
from etl.models import SQL, Model
from etl.source import Source, Unreadable

if TYPE_CHECKING:
    import pandas as pd

Fault = duckdb.Error
"""What SQL raises that cannot be run."""
THRESHOLDS = (
    "SET VARIABLE thresholds = (SELECT map(list(concat_ws(' ', profile, rule, status, bound)), list(CAST(value "
    "AS DOUBLE))) FROM raw_thresholds)"
)


class Warehouse:
    """A DuckDB in memory in which one edition is made, or cases are assessed, with the `macros` that this takes.

    Use as a context manager.

    `sql` is the folder of the SQL files: ours, or those with which an earlier edition was made. `sealed` keeps them
    from every file.
    """

    kind = ""

    def __init__(self, *macros: str, sql: Path = SQL, sealed: bool = False) -> None:
        self.sql = sql
        self.con = duckdb.connect(":memory:", config=SAFE | SEALED if sealed else SAFE)
        for name in macros or ("dates", "rates"):
            self.script(sql / "macros" / f"{name}.sql")

    def __enter__(self) -> Warehouse:
        return self

    def __exit__(self, *_: object) -> None:
        self.con.close()

    def aside(self) -> Warehouse:
        """A place of its own beside this one: it sees what is here, and all that it makes is gone when it closes."""
        place = copy(self)
        place.con, place.kind = self.con.cursor(), "TEMP "
        place.con.execute(THRESHOLDS)
        return place

    def load(self, source: Source) -> None:
        """Table `raw_<name>`: the rows of `source` as text, with `file` and `line` where the source has no such
        column itself.
        """
        columns = (
            dict(zip(source.columns, zip(*source.rows, strict=True), strict=True))
            if source.rows
            else dict.fromkeys(source.columns, ())
        )
        self.put(f"raw_{source.name}", {"file": [source.name] * len(source.lines), "line": source.lines, **columns})

    def define(self, definitions: list[Source]) -> None:
        """Load the definitions, and the macros that read thresholds out of them."""
        for definition in definitions:
            self.load(definition)
        self.con.execute(THRESHOLDS)
        self.script(self.sql / "macros" / "thresholds.sql")

    def put(self, table: str, columns: Mapping[str, Sequence[str | int]]) -> None:
        """Create `table` from columns of equal length, in one statement: text, but for `line`, a whole number."""
        cells = ", ".join(
            f'unnest(CAST(? AS {"INTEGER" if name == "line" else "VARCHAR"}[])) AS "{name}"' for name in columns
        )
        self.con.execute(
            f"CREATE OR REPLACE {self.kind}TABLE {table} AS SELECT {cells}",
            [list(values) for values in columns.values()],
        )

    def cells(self, sources: list[Source]) -> None:
        """Table `cells`: file, line, field, value of every cell that a check looks at."""
        self.con.execute("CREATE OR REPLACE TABLE cells (file VARCHAR, line INTEGER, field VARCHAR, value VARCHAR)")
        looked_at = (
            "SELECT field FROM raw_fields WHERE file = ? AND (type <> 'text' OR required = 'yes' OR key = 'yes')"
        )
        for source in sources:
            fields = {row[0] for row in self.con.execute(looked_at, [source.name]).fetchall()}
            columns = ", ".join(f'"{column}"' for column in source.columns if column in fields)
            # without the rows that submissions add; their cells stand under their own sheet
            own = f"(FROM raw_{source.name} WHERE file = '{source.name}')"
            self.con.execute(
                "INSERT INTO cells SELECT file, line, field, value "
                f"FROM (UNPIVOT {own} ON {columns} INTO NAME field VALUE value)"
            )

    def run(self, model: Model) -> None:
        """Create the table of `model`."""
        try:
            self.con.execute(f"CREATE OR REPLACE TABLE {model.name} AS {model.sql}")
        except duckdb.Error as error:
            error.add_note(f"in sql/{model.name}.sql")
            raise

    def rows(self, sql: str, values: list[object] | None = None) -> list[tuple[Any, ...]]:
        """The rows of one query, values bound."""
        return self.con.execute(sql, values or []).fetchall()

    def script(self, path: Path, values: dict[str, object] | None = None) -> None:
        """Run the statements of one file."""
        self.con.execute(path.read_text(encoding="utf-8"), values)

    def columns(self, relation: str) -> dict[str, str]:
        """The columns of a table or view, each with its type."""
        return {row[0]: row[1] for row in self.con.execute(f"DESCRIBE (FROM {relation})").fetchall()}

    def adopt(self, table: str, given: Path | pd.DataFrame, columns: Collection[str]) -> list[str]:
        """View `raw_<table>` over those of `columns` that a Parquet file or a frame has, not copied, with the number
        of each row, from 1, as `line`. Returns the columns that it has besides. Raises `Fault` for what is no table.
        """
        if isinstance(given, Path):
            relation, line = parquet(given, "file_row_number = true"), "file_row_number + 1"
            known = [name for name in self.columns(relation) if name != "file_row_number"]
        else:
            relation, line = f"frame_{table}", "row_number() OVER ()"
            known = list(given.columns)
            if set(columns) & set(known):
                self.con.register(relation, given[[name for name in known if name in columns]])
            else:
                relation = "(SELECT 1)"
        there = [f'"{column}"' for column in columns if column in known]
        self.con.execute(
            f"CREATE TEMP VIEW raw_{table} AS SELECT {', '.join([*there, f'{line} AS line'])} FROM {relation}"
        )
        return [str(name) for name in known if name not in columns]

    def frame(self, sql: str) -> pd.DataFrame:
        """The rows of one query as a frame."""
        return self.con.execute(sql).df()

    def save(self, sql: str, out: Path) -> None:
        """The rows of one query into a file, CSV or Parquet by its ending; `-` is standard output, as CSV."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "out.csv" if str(out) == "-" else out
            try:
                self.con.execute(
                    f"COPY ({sql}) TO {literal(path)} (FORMAT "
                    f"{'parquet' if path.suffix.lower() == '.parquet' else 'csv'})"
                )
            except duckdb.IOException as error:
                raise Unreadable(
                    f"{path}: cannot be written; expected a file in a folder that is there and may be written to."
                ) from error
            if str(out) == "-":
                pass_on(path.read_bytes())

    def write(self, tables: list[str], folder: Path) -> dict[str, Table]:
        """Write `tables` into `folder` as `edition.duckdb` and one Parquet file each, in a fixed order of rows.

        Returns, for each table, its number of rows and the hash of its canonical rows. Raises `OSError` when the disk
        refuses.
        """
        try:
            self.con.execute(f"ATTACH {literal(folder / DATABASE)} AS edition")
            for table in tables:
                self.con.execute(f"CREATE TABLE edition.{table} AS SELECT * FROM {table} ORDER BY ALL")
                self.con.execute(
                    f"COPY (FROM edition.{table}) TO {literal(folder / f'{table}.parquet')} (FORMAT parquet)"
                )
            written = self.hashes(tables, "edition.")
            self.con.execute("CHECKPOINT edition")
            self.con.execute("DETACH edition")
        except duckdb.Error as error:
            # the tables are made, so it is the disk that refuses; DuckDB says so in several ways
            raise OSError(errno.EIO, str(error).splitlines()[0].rsplit(": ", 1)[-1][:80]) from error
        return written

    def hashes(self, tables: list[str], place: str = "") -> dict[str, Table]:
        """Rows and hash of the canonical rows of each of `tables`."""
        counts = {table: table_hash(self.con, place + table) for table in tables}
        return {table: {"rows": rows, "hash": digest} for table, (rows, digest) in counts.items()}


def damage(given: Path | pd.DataFrame, columns: Collection[str]) -> tuple[str, str] | None:
    """The first of `columns` of a Parquet file or a frame that cannot be read whole, "" for the file itself, and what
    DuckDB says of it; None where every cell can be read.
    """
    column = ""
    with Warehouse("rates") as warehouse:
        try:
            warehouse.adopt("given", given, columns)
            for column in warehouse.columns("raw_given"):
                warehouse.rows(f'SELECT bit_xor(hash("{column}")) FROM raw_given')
        except duckdb.Error as error:
            return column, _first_line(error)
    return None


def recount(folder: Path, tables: list[str]) -> dict[str, dict[str, tuple[int, str] | str]]:
    """Rows and hash of each table of the edition in `folder`, once from `edition.duckdb` and once from Parquet; a
    sentence where one cannot be read.
    """
    con = duckdb.connect(":memory:", config=SAFE)
    try:
        fault = ""
        try:
            con.execute(f"ATTACH {literal(folder / DATABASE)} AS edition (READ_ONLY)")
        except duckdb.Error as error:
            fault = _cannot_be_read(error)
        return {
            table: {
                DATABASE: fault or _counted(con, f"edition.{table}"),
                f"{table}.parquet": _counted(con, parquet(folder / f"{table}.parquet")),
            }
            for table in tables
        }
    finally:
        con.close()


def _counted(con: duckdb.DuckDBPyConnection, relation: str) -> tuple[int, str] | str:
    try:
        return table_hash(con, relation)
    except duckdb.Error as error:
        return _cannot_be_read(error)


def _cannot_be_read(error: duckdb.Error) -> str:
    return f"cannot be read: {_first_line(error)}"


def _first_line(error: duckdb.Error) -> str:
    """What DuckDB says first, without the names of folders and signs that cannot be shown."""
    line = re.sub(r'"/[^"]*/([^"/]+)"', r"\1", str(error).partition("\n")[0])
    return "".join(sign if sign.isprintable() else "?" for sign in line)[:160]
