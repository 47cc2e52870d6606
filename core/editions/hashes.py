"""The hashes of an edition: of the rows of each table, of the edition as a whole, and of its files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol


class Rows(Protocol):
    """The answer to a query."""

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All its rows."""


class Connection(Protocol):
    """What answers queries: a connection of DuckDB."""

    def execute(self, query: str, parameters: list[str] = ..., /) -> Rows:
        """Ask it."""


def table_hash(con: Connection, relation: str) -> tuple[int, str]:
    """Number of rows and the hash of the canonical rows of `relation`.

    A canonical row is its cells as text in the order of the columns, joined by U+001F, a missing cell as U+2400. Each
    row is hashed with SHA-256; the hash of the table is SHA-256 over the sorted row hashes, with the column names in
    front.
    """
    columns = [row[0] for row in con.execute(f"DESCRIBE (FROM {relation})").fetchall()]
    row = ", ".join(f"coalesce(CAST(\"{column}\" AS VARCHAR), '␀')" for column in columns)
    hashed = f"SELECT sha256(concat_ws(chr(31), {row})) AS h FROM {relation}"
    together = f"SELECT count(*), sha256(? || coalesce(string_agg(h, '' ORDER BY h), '')) FROM ({hashed})"
    ((rows, digest),) = con.execute(together, [",".join(columns)]).fetchall()
    return rows, digest


def content_hash(tables: Mapping[str, Mapping[str, object]]) -> str:
    """The identity of an edition: SHA-256 over the names and hashes of its tables."""
    return hashlib.sha256("".join(f"{name} {tables[name]['hash']}\n" for name in sorted(tables)).encode()).hexdigest()


def files_hash(files: Mapping[str, str]) -> str:
    """The identity of several files: SHA-256 over their names and hashes."""
    return hashlib.sha256("".join(f"{name} {files[name]}\n" for name in sorted(files)).encode()).hexdigest()


def sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with open(path, "rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
