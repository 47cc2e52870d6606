"""One SQL file over tables of a few literal rows, in a DuckDB of its own: for cases that lie exactly on an edge."""

from contextlib import contextmanager
from datetime import date

from etl.models import SQL, model
from etl.record.read import definition
from etl.source import DEFINITIONS
from etl.warehouse import Warehouse

TYPES = {str: "VARCHAR", int: "INTEGER", float: "DOUBLE", bool: "BOOLEAN", date: "DATE"}
READ_BY_MACROS = ["thresholds", "edge_cases", "base_years"]


def answer(file, values=None, /, **tables):
    """The rows, as dicts, that `etl/sql/<file>.sql` answers over `tables`, with its `values` bound.

    Each table is a pattern, a dict whose values say the types, and then what each row has instead; without any such the
    table is empty.
    """
    with laid(**tables) as warehouse:
        return dicts(warehouse.con.execute(model(SQL / f"{file}.sql").sql, values))


def after(file, table, /, **tables):
    """The rows of `table`, as dicts, after the statements of `etl/sql/<file>.sql` over `tables`."""
    with laid(**tables) as warehouse:
        warehouse.script(SQL / f"{file}.sql")
        return dicts(warehouse.con.execute(f"FROM {table}"))


@contextmanager
def laid(**tables):
    """A warehouse with these tables, and with the definitions that macros read."""
    with Warehouse() as warehouse:
        warehouse.define([definition(DEFINITIONS / f"{name}.csv") for name in READ_BY_MACROS])
        for name, (pattern, *rows) in tables.items():
            fill(warehouse.con, name, pattern, rows)
        yield warehouse


def dicts(result):
    """The rows of a result, as dicts."""
    columns = [column[0] for column in result.description]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def fill(con, table, pattern, rows):
    """Create a table of the columns of `pattern`; each of `rows` says what is not as in the pattern."""
    columns = ", ".join(f'"{name}" {TYPES[type(value)]}' for name, value in pattern.items())
    con.execute(f"CREATE TABLE {table} ({columns})")
    for row in rows:
        assert row.keys() <= pattern.keys(), f"{table} has no {row.keys() - pattern.keys()}"
        places = ", ".join("?" * len(pattern))
        con.execute(f"INSERT INTO {table} VALUES ({places})", list({**pattern, **row}.values()))
