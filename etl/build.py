"""From the record to an edition, one step after the other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import chain, repeat
from pathlib import Path

from core.editions.manifest import Facts, Published, Table, sha256
from etl.form.sheets import sheets
from etl.intake.loading import Given, load
from etl.record.check import check
from etl.record.read import DEFINITIONS, RECORD, Finding, Report, Source, Unreadable, definition, source
from etl.store.editions import Finish, locked, publish
from etl.store.inputs import Inputs, pack
from etl.store.journal import head
from etl.warehouse import Warehouse, checks, models, scripts

MADE = {"methods", "submissions", "codings"}
"""Tables that models read and no file holds: they are put together here."""


@dataclass(frozen=True)
class Candidate:
    """An edition before it is written: all its tables, made in `warehouse`, the `facts` for its manifest, and the `findings` of all checks. `write` fills a folder."""

    warehouse: Warehouse
    inputs: Inputs
    facts: Facts
    findings: Sequence[Finding]
    step: Callable[[str], None]

    @property
    def tables(self) -> list[str]:
        """The published tables."""
        return [row[0] for row in self.warehouse.rows('SELECT "table" FROM tables ORDER BY "table"')]

    def write(self, folder: Path) -> dict[str, Table]:
        """Write the tables and the inputs into `folder`; returns rows and hash by table."""
        self.step("write the edition")
        pack(self.inputs, folder / "inputs.zip")
        return self.warehouse.write(self.tables, folder)


def build(
    store: Path,
    record: Path = RECORD,
    definitions: Path = DEFINITIONS,
    note: str = "",
    report: Report = lambda *_: None,
    illustrative: bool = False,
    finish: Finish = lambda _: None,
) -> Published:
    """Build an edition from `record` and `definitions` and put it in force in `store`; returns its manifest.

    `report(step, of, what)` is told each step; `finish` adds files that are made from it, such as the exports. Raises `Unreadable` when a file cannot be read; the edition in force then stays.
    A store in which a desk has begun to work is refused: its editions are published with a note.
    """
    with locked(store):
        if head(store):
            raise Unreadable(
                "This store has a desk: its editions hold submissions and are published with a note. Use 'python -m etl publish'."
            )
        with candidate(Inputs(record, definitions), report) as made:
            said = publish(store, made.write, {**made.facts, "note": note, "illustrative": illustrative}, finish)
            made.step(
                f"edition {said['edition']} in force"
                if said["new"]
                else f"edition {said['edition']} already says the same"
            )
            return said


@contextmanager
def candidate(
    inputs: Inputs,
    report: Report = lambda *_: None,
    given: Sequence[Given] = (),
    codings: Mapping[str, Sequence[str]] | None = None,
    sealed: bool = False,
) -> Iterator[Candidate]:
    """Make every table of an edition from `inputs`, the submissions `given` and their `codings`, in memory, and give it back as a `Candidate`.

    `sealed` is for SQL that others wrote: it can neither read nor write a file, and nothing of it can be written, only looked at.
    """
    ordered = models(inputs.sql)
    total = len(ordered) + 5
    steps = chain(range(1, total), repeat(total))

    def step(what: str) -> None:
        report(next(steps), total, what)

    with Warehouse(sql=inputs.sql, sealed=sealed) as warehouse:
        sources, findings = loaded(warehouse, inputs, given, codings, step)
        _refuse_empty(sources, findings)
        _load_methods(warehouse, inputs)
        for one in ordered:
            step(f"make {one.name}")
            warehouse.run(one)
        facts: Facts = {
            "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "record_until": str(
                warehouse.rows(
                    "SELECT greatest((SELECT max(date_to) FROM observations), (SELECT max(known_from) FROM events))"
                )[0][0]
            ),
            "method": _method(inputs),
            "issues": {
                severity: sum(f.severity == severity for f in findings) for severity in ("error", "question", "note")
            },
            "sources": {path.name: sha256(path) for path in sorted(inputs.record.glob("*.csv"))},
            "versions": {"duckdb": version("duckdb")},
        }
        yield Candidate(warehouse, inputs, facts, findings, step)


def loaded(
    warehouse: Warehouse,
    inputs: Inputs,
    given: Sequence[Given] = (),
    codings: Mapping[str, Sequence[str]] | None = None,
    step: Callable[[str], None] = lambda _: None,
) -> tuple[list[Source], list[Finding]]:
    """Load definitions, record and submissions into `warehouse` and check every cell; returns the files of the record and all findings."""
    step("read the definitions")
    meant = [definition(path) for path in sorted(inputs.definitions.glob("*.csv"))]
    _refuse_missing(meant, inputs)
    warehouse.define(meant)
    warehouse.con.execute("ALTER TABLE raw_fields RENAME line TO position")
    step("read the record")
    sources = [source(inputs.record / f"{file}.csv", fields) for file, fields in _fields(meant).items()]
    for one in sources:
        warehouse.load(one)
    step("check every cell")
    warehouse.cells([*sources, *load(warehouse, given, codings, inputs.definitions)])
    return sources, check(warehouse, [f for one in sources for f in one.findings])


def _fields(meant: list[Source]) -> dict[str, dict[str, bool]]:
    """The columns of each file of the record, each with whether every row needs it, as `fields.csv` says."""
    rows = next(one for one in meant if one.name == "fields")
    at = {column: rows.columns.index(column) for column in ("file", "field", "required", "key")}
    fields: dict[str, dict[str, bool]] = {}
    for row in rows.rows:
        fields.setdefault(row[at["file"]], {})[row[at["field"]]] = "yes" in (row[at["required"]], row[at["key"]])
    return fields


def _refuse_missing(meant: list[Source], inputs: Inputs) -> None:
    """Every definition that a model or a check reads must be there."""
    there = {one.name for one in meant}
    files = set(_fields(meant)) if "fields" in there else set()
    read = {"fields", "columns", "tables"} | {
        need[4:] for one in (*models(inputs.sql), *checks(inputs.sql)) for need in one.needs if need.startswith("raw_")
    }
    for name in sorted(
        read - there - files - MADE - set(sheets(inputs.definitions)), key=lambda name: (name != "fields", name)
    ):
        raise Unreadable(f"{name}.csv: is missing; expected it in {inputs.definitions}.")


def _refuse_empty(sources: list[Source], findings: list) -> None:
    """A file of which no row can be used stops the build: an empty table would look like silence of 54 countries."""
    for one in sources:
        left_out = [f for f in findings if f.file == one.name and f.severity == "error"]
        if one.rows and len({f.line for f in left_out} & set(one.lines)) == len(one.rows):
            first = left_out[0]
            raise Unreadable(
                f"{one.name}.csv: no row can be used; the first: line {first.line}, {first.place}: found {first.found!r}, expected {first.expected}."
            )


def _load_methods(warehouse: Warehouse, inputs: Inputs) -> None:
    found = [("model", one) for one in models(inputs.sql)]
    found += [
        (kind, one)
        for kind in ("macro", "addition", "check", "difference", "fault", "rollup")
        for one in scripts(f"{kind}s", inputs.sql)
    ]
    rows = {
        "kind": [kind for kind, _ in found],
        **{name: [getattr(one, name) for _, one in found] for name in ("name", "comment", "sql")},
    }
    path = inputs.definitions / "method.md"
    if not path.exists():
        raise Unreadable(f"method.md: is missing; expected it in {inputs.definitions}.")
    text = path.read_text(encoding="utf-8")
    for name, value in {"kind": "text", "name": "method", "comment": text, "sql": ""}.items():
        rows[name].append(value)
    warehouse.put("raw_methods", rows)


def _method(inputs: Inputs) -> str:
    """Version of the method: a hash over the SQL files and the definitions."""
    files = {f"sql/{path.relative_to(inputs.sql).as_posix()}": path for path in inputs.sql.rglob("*.sql")}
    files |= {f"definitions/{path.name}": path for path in inputs.definitions.glob("*") if path.is_file()}
    return hashlib.sha256("".join(f"{name} {sha256(files[name])}\n" for name in sorted(files)).encode()).hexdigest()[:8]
