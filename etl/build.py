"""From the record to an edition, one step after the other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from etl.check import check
from etl.publish import locked, publish, sha256
from etl.read import Source, Unreadable, definition, source
from etl.warehouse import SQL, Warehouse, checks, models, scripts

ROOT = Path(__file__).parent.parent
RECORD = ROOT / "data" / "record"
DEFINITIONS = ROOT / "data" / "definitions"
Report = Callable[[int, int, str], None]


def build(store: Path, record: Path = RECORD, definitions: Path = DEFINITIONS, note: str = "", report: Report = lambda *_: None) -> dict:
    """Build an edition from `record` and `definitions` and put it in force in `store`; returns its manifest.

    `report(step, of, what)` is told each step. Raises `Unreadable` when a file cannot be read; the edition in force then stays.
    """
    ordered = models()
    steps = iter(range(1, len(ordered) + 6))
    total = len(ordered) + 5

    def step(what: str) -> None:
        report(next(steps), total, what)

    with locked(store), Warehouse() as warehouse:
        step("read the definitions")
        meant = [definition(path) for path in sorted(definitions.glob("*.csv"))]
        _refuse_missing(meant, definitions)
        warehouse.define(meant)
        warehouse.con.execute("ALTER TABLE raw_fields RENAME line TO position")
        step("read the record")
        sources = [source(record / f"{file}.csv", fields) for file, fields in _fields(meant).items()]
        for one in sources:
            warehouse.load(one)
        step("check every cell")
        warehouse.cells(sources)
        findings = check(warehouse, [f for one in sources for f in one.findings])
        _refuse_empty(sources, findings)
        _load_methods(warehouse, definitions)
        for one in ordered:
            step(f"make {one.name}")
            warehouse.run(one)
        step("write the edition")
        tables = [row[0] for row in warehouse.rows('SELECT "table" FROM tables ORDER BY "table"')]
        facts = {
            "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "note": note,
            "record_until": str(warehouse.rows("SELECT greatest((SELECT max(date_to) FROM observations), (SELECT max(known_from) FROM events))")[0][0]),
            "method": _method(definitions),
            "issues": {severity: sum(f.severity == severity for f in findings) for severity in ("error", "question", "note")},
            "sources": {path.name: sha256(path) for path in sorted(record.glob("*.csv"))},
            "versions": {"duckdb": version("duckdb")},
        }
        said = publish(store, lambda folder: warehouse.write(tables, folder), facts)
        step(f"edition {said['edition']} in force" if said["new"] else f"edition {said['edition']} already says the same")
        return said


def _fields(meant: list[Source]) -> dict[str, dict[str, bool]]:
    """The columns of each file of the record, each with whether every row needs it, as `fields.csv` says."""
    rows = next(one for one in meant if one.name == "fields")
    at = {column: rows.columns.index(column) for column in ("file", "field", "required", "key")}
    fields: dict[str, dict[str, bool]] = {}
    for row in rows.rows:
        fields.setdefault(row[at["file"]], {})[row[at["field"]]] = "yes" in (row[at["required"]], row[at["key"]])
    return fields


def _refuse_missing(meant: list[Source], definitions: Path) -> None:
    """Every definition that a model or a check reads must be there."""
    there = {one.name for one in meant}
    files = set(_fields(meant)) if "fields" in there else set()
    read = {"fields", "columns", "tables"} | {need[4:] for one in (*models(), *checks()) for need in one.needs if need.startswith("raw_")}
    for name in sorted(read - there - files - {"methods"}, key=lambda name: (name != "fields", name)):
        raise Unreadable(f"{name}.csv: is missing; expected it in {definitions}.")


def _refuse_empty(sources: list[Source], findings: list) -> None:
    """A file of which no row can be used stops the build: an empty table would look like silence of 54 countries."""
    for one in sources:
        left_out = [f for f in findings if f.file == one.name and f.severity == "error"]
        if one.rows and len({f.line for f in left_out} & set(one.lines)) == len(one.rows):
            first = left_out[0]
            raise Unreadable(f"{one.name}.csv: no row can be used; the first: line {first.line}, {first.place}: found {first.found!r}, expected {first.expected}.")


def _load_methods(warehouse: Warehouse, definitions: Path) -> None:
    found = [("model", one) for one in models()] + [(kind, one) for kind in ("macro", "check", "fault", "rollup") for one in scripts(f"{kind}s")]
    rows = {"kind": [kind for kind, _ in found], **{name: [getattr(one, name) for _, one in found] for name in ("name", "comment", "sql")}}
    path = definitions / "method.md"
    if not path.exists():
        raise Unreadable(f"method.md: is missing; expected it in {definitions}.")
    text = path.read_text(encoding="utf-8")
    for name, value in {"kind": "text", "name": "method", "comment": text, "sql": ""}.items():
        rows[name].append(value)
    warehouse.put("raw_methods", rows)


def _method(definitions: Path) -> str:
    """Version of the method: a hash over the SQL files and the definitions."""
    files = sorted([*SQL.rglob("*.sql"), *definitions.glob("*")], key=lambda path: path.name)
    return hashlib.sha256("".join(f"{path.name} {sha256(path)}\n" for path in files).encode()).hexdigest()[:8]
