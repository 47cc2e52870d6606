"""Published tables as lines of CSV that DuckDB writes itself: UTF-8, CRLF, text in quotes, numbers and dates without.

Millions of rows pass by and none is held.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from views.edition import Edition
from views.tables import RISKY

CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{fffe}\x{ffff}]"
"""Signs that neither XML nor a spreadsheet may hold, as DuckDB writes them; the same as `words.CONTROL`."""
GUARDED = "''*[" + "".join(f"\\x{ord(sign):02x}" for sign in RISKY) + "]"
"""How text begins that gets an apostrophe in front: with a risky sign, or with apostrophes before one.

Taking one apostrophe away gives the text back.
"""
TYPES = {"VARCHAR": "string", "DOUBLE": "number", "FLOAT": "number", "BOOLEAN": "boolean", "DATE": "date"}
COLUMNS = (
    "SELECT column_name, data_type FROM duckdb_columns() "
    "WHERE database_name = 'edition' AND table_name = ? ORDER BY column_index"
)
WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")


@lru_cache(maxsize=128)
def columns(edition: Edition, table: str) -> Mapping[str, str]:
    """The columns of a published table in their order, each with its type: string, number, integer, boolean or date.

    Shared, and not to be changed.
    """
    types = edition.query(COLUMNS, table).itertuples(index=False)
    return {name: "integer" if kind in WHOLE else TYPES.get(kind, "string") for name, kind in types}


def cell(value: str, kind: str = "string") -> str:
    """SQL for one cell out of SQL for its value: nothing as an empty cell, text in quotes.

    Text has no control characters, and stands behind an apostrophe where a spreadsheet would run it.
    """
    text = f"CAST({value} AS VARCHAR)"
    if kind != "string":
        return f"coalesce({text}, '')"
    plain = f"regexp_replace({text}, '{CONTROL}', '', 'g')"
    mended = f"""replace(regexp_replace({plain}, '^({GUARDED})', '''\\1'), '"', '""')"""
    # most text needs no mending, and one look is cheaper than three
    mends = f"""regexp_matches({text}, '"|{CONTROL}|^{GUARDED}')"""
    return f"""coalesce('"' || CASE WHEN {mends} THEN {mended} ELSE {text} END || '"', '')"""


def line(cells: Iterable[str]) -> str:
    """SQL for one line of CSV out of SQL for its cells."""
    return f"concat_ws(',', {', '.join(cells)}) || chr(13) || chr(10)"


def table_csv(edition: Edition, table: str) -> Iterator[bytes]:
    """A published table as CSV in pieces, all rows and columns, in the order of the edition.

    Raises `KeyError` for a table that is not published.
    """
    if table not in edition.manifest["tables"]:
        raise KeyError(table)
    kinds = columns(edition, table)
    yield (",".join(kinds) + "\r\n").encode()
    cells = [cell(f'"{name}"', kind) for name, kind in kinds.items()]
    yield from edition.text(f'SELECT {line(cells)} FROM edition."{table}"')
