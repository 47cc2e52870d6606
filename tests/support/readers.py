"""A reader of a store that is published to: `python -m tests.support.readers STORE STOP` reads what is in force until
the file STOP is there. Imports little, so that it begins at once."""

import json
import sys
from pathlib import Path

import duckdb

TABLES = ("a", "b", "c")


def read(store):
    """One read as pages do it; empty, or what was a mix of two editions."""
    number = json.loads((store / "current.json").read_text())["edition"]
    folder = store / "editions" / f"{number:04d}"
    rows = {
        table: facts["rows"] for table, facts in json.loads((folder / "manifest.json").read_text())["tables"].items()
    }
    with duckdb.connect(":memory:", config={"threads": "1"}) as con:
        con.execute(f"ATTACH '{folder}/edition.duckdb' AS e (READ_ONLY)")
        for table in TABLES:
            found = con.execute(
                f"SELECT count(*), sum(CAST(value AS INTEGER)), min(value), max(value) FROM e.{table}"
            ).fetchone()
            if found != (rows[table], rows[table] * number, str(number), str(number)):
                return f"edition {number}, table {table}: {found}"
    return ""


def look(path):
    """One read of a file that is changed in place; empty, or what was a mix, or an error."""
    try:
        with duckdb.connect(":memory:", config={"threads": "1"}) as con:
            con.execute(f"ATTACH '{path}' AS e (READ_ONLY)")
            found = {con.execute(f"SELECT max(value) FROM e.{table}").fetchone()[0] for table in TABLES}
        return f"mixed: {found}" if len(found) > 1 else ""
    except duckdb.Error as error:
        return str(error)[:40]


def main(act, path, stop):
    """Read until told to stop; says when it begins, and at the end how many reads there were and which were wrong."""
    print("begun", flush=True)
    reads, wrong = 0, []
    while not Path(stop).exists():
        said = {"read": read, "look": look}[act](Path(path))
        reads += 1
        wrong += [said] if said else []
    print(json.dumps([reads, wrong]))


if __name__ == "__main__":
    main(*sys.argv[1:])
