"""From the record to an edition, one step after the other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import chain, repeat
from pathlib import Path

from core.editions.hashes import sha256
from core.editions.layout import place
from core.editions.manifest import Facts, Published, Table, current
from etl.form.sheets import sheets
from etl.intake.loading import Given, load
from etl.models import TABLES, checks, models, scripts
from etl.record.check import check
from etl.record.read import definition, source
from etl.record.spreadsheet import column_types, refuse_habits
from etl.source import DEFINITIONS, RECORD, Finding, Report, Source, Unreadable, text_of
from etl.store import brake
from etl.store.editions import locked, publish
from etl.store.inputs import Inputs, pack, today
from etl.store.journal import head
from etl.store.losses import losses
from etl.warehouse import Warehouse

NOT_METHOD = {"brake.csv", "floor.csv"}
"""Definitions that judge no figure; they change without another version of the method."""

MADE = {"methods", "submissions", "codings"}
"""Tables that models read and no file holds: they are put together here."""


LATEST = "UPDATE raw_conferences SET known_until = ? WHERE known_until = ''"
"""The latest data are those of the day of the build; only editions made before that hold a date in conferences.csv."""


@dataclass(frozen=True)
class Candidate:
    """An edition before it is written: all its tables, made in `warehouse`, the `facts` for its manifest, and the
    `findings` of all checks. `write` fills a folder.
    """

    warehouse: Warehouse
    inputs: Inputs
    facts: Facts
    findings: Sequence[Finding]
    step: Callable[[str], None]

    @property
    def tables(self) -> list[str]:
        """The published tables."""
        return [row[0] for row in self.warehouse.rows('SELECT "table" FROM tables ORDER BY "table"')]

    def losses(self, before: Path | None) -> list[brake.Loss]:
        """What it lacks of the published edition in the folder `before`; None before the first."""
        return losses(self.warehouse, before)

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
    agreed: brake.Agreement = brake.NONE,
) -> Published:
    """Build an edition from `record` and `definitions` and put it in force in `store`; returns its manifest.

    `report(step, of, what)` is told each step; `agreed` names what may drop out. Raises `Unreadable` when a file cannot
    be read, `brake.Refused` when something drops out that nobody named; the edition in force then stays. A store in
    which a desk has begun to work is refused: its editions are published with a note.
    """
    with locked(store):
        if head(store):
            raise Unreadable(
                "This store has a desk: its editions hold submissions and are published with a note. Use 'python -m "
                "etl publish'."
            )
        in_force = current(store)
        with candidate(Inputs(record, definitions), report) as made_edition:
            lost = made_edition.losses(place(store, in_force["edition"]) if in_force else None)
            brake.refuse(lost, agreed, in_force["edition"] if in_force else 0)
            facts: Facts = {**made_edition.facts, **brake.facts(note, lost, agreed), "illustrative": illustrative}
            manifest = publish(store, made_edition.write, facts)
            made_edition.step(
                f"edition {manifest['edition']} in force"
                if manifest["new"]
                else f"edition {manifest['edition']} already says the same"
            )
            return manifest


@contextmanager
def candidate(
    inputs: Inputs,
    report: Report = lambda *_: None,
    given: Sequence[Given] = (),
    codings: Mapping[str, Sequence[str]] | None = None,
    sealed: bool = False,
) -> Iterator[Candidate]:
    """Make every table of an edition from `inputs`, the submissions `given` and their `codings`, in memory, and give
    it back as a `Candidate`.

    `sealed` is for SQL that others wrote: it can neither read nor write a file, and nothing of it can be written, only
    looked at.
    """
    inputs, ordered = replace(inputs, day=inputs.day or today()), models(inputs.sql)
    total = len(ordered) + 5
    steps = chain(range(1, total), repeat(total))

    def step(what: str) -> None:
        report(next(steps), total, what)

    with Warehouse(sql=inputs.sql, sealed=sealed) as warehouse:
        sources, findings = loaded(warehouse, inputs, given, codings, step)
        _refuse_empty(sources, findings)
        _load_methods(warehouse, inputs)
        for model in ordered:
            step(f"make {model.name}")
            warehouse.run(model)
        facts: Facts = {
            "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "record_until": _record_until(warehouse),
            "method": _method(inputs),
            "issues": {
                severity: sum(finding.severity == severity for finding in findings)
                for severity in ("error", "question", "note")
            },
            "sources": {path.name: sha256(path) for path in sorted(inputs.record.glob("*.csv"))},
            "versions": {"duckdb": version("duckdb")},
        }
        yield Candidate(warehouse, inputs, facts, findings, step)


def _record_until(warehouse: Warehouse) -> str:
    """The last day of which anything is on record."""
    last_day = "SELECT greatest((SELECT max(date_to) FROM observations), (SELECT max(known_from) FROM events))"
    return str(warehouse.rows(last_day)[0][0])


def loaded(
    warehouse: Warehouse,
    inputs: Inputs,
    given: Sequence[Given] = (),
    codings: Mapping[str, Sequence[str]] | None = None,
    step: Callable[[str], None] = lambda _: None,
) -> tuple[list[Source], list[Finding]]:
    """Load definitions, record and submissions into `warehouse` and check every cell; returns the files of the
    record and all findings.
    """
    step("read the definitions")
    definition_files = [definition(path) for path in sorted(inputs.definitions.glob("*.csv"))]
    _refuse_missing(definition_files, inputs)
    warehouse.define(definition_files)
    warehouse.con.execute(LATEST, [str(inputs.day or today())])
    warehouse.con.execute("ALTER TABLE raw_fields RENAME line TO position")
    step("read the record")
    sources = [source(inputs.record / f"{file}.csv", fields) for file, fields in _fields(definition_files).items()]
    types = column_types(_file(definition_files, "fields"))
    for file_source in sources:
        refuse_habits(file_source, types[file_source.name])
        warehouse.load(file_source)
    step("check every cell")
    warehouse.cells([*sources, *load(warehouse, given, codings, inputs.definitions)])
    faults = [finding for file_source in sources for finding in file_source.findings]
    return sources, check(warehouse, faults, [*definition_files, *sources, *given, codings])


def _file(files: list[Source], name: str) -> Source:
    return next(file_source for file_source in files if file_source.name == name)


def _fields(definition_files: list[Source]) -> dict[str, dict[str, bool]]:
    """The columns of each file of the record, each with whether every row needs it, as `fields.csv` says."""
    rows = _file(definition_files, "fields")
    at = {column: rows.columns.index(column) for column in ("file", "field", "required", "key")}
    fields: dict[str, dict[str, bool]] = {}
    for row in rows.rows:
        fields.setdefault(row[at["file"]], {})[row[at["field"]]] = "yes" in (row[at["required"]], row[at["key"]])
    return fields


def _refuse_missing(definition_files: list[Source], inputs: Inputs) -> None:
    """Every definition that a model or a check reads must be there."""
    there = {definition_file.name for definition_file in definition_files}
    files = set(_fields(definition_files)) if "fields" in there else set()
    needs = frozenset[str]().union(*(sql_file.needs for sql_file in (*models(inputs.sql), *checks(inputs.sql))))
    read = {"fields", "columns", "tables"} | {need[4:] for need in needs if need.startswith("raw_")}
    missing = read - there - files - MADE - set(sheets(inputs.definitions))
    for name in sorted(missing, key=lambda name: (name != "fields", name)):
        raise Unreadable(f"{name}.csv: is missing; expected it in {inputs.definitions}.")


def _refuse_empty(sources: list[Source], findings: list[Finding]) -> None:
    """A file of which no row can be used stops the build: an empty table would look like silence of 54 countries."""
    for file_source in sources:
        left_out = [finding for finding in findings if finding.file == file_source.name and finding.severity == "error"]
        lines = {finding.line for finding in left_out} & set(file_source.lines)
        if file_source.rows and len(lines) == len(file_source.rows):
            first = left_out[0]
            raise Unreadable(
                f"{file_source.name}.csv: no row can be used; the first: line {first.line}, {first.place}: found "
                f"{first.found!r}, expected {first.expected}."
            )


def _load_methods(warehouse: Warehouse, inputs: Inputs) -> None:
    sql_files = [("model", sql_file) for sql_file in models(inputs.sql)]
    sql_files += [
        (kind, sql_file)
        for kind in ("macro", "addition", "check", "difference", "fault", "rollup")
        for sql_file in scripts(f"{kind}s", inputs.sql)
    ]
    rows = {
        "kind": [kind for kind, _ in sql_files],
        "name": [sql_file.name for _, sql_file in sql_files],
        "comment": [sql_file.comment for _, sql_file in sql_files],
        "sql": [sql_file.sql for _, sql_file in sql_files],
    }
    path = inputs.definitions / "method.md"
    if not path.exists():
        raise Unreadable(f"method.md: is missing; expected it in {inputs.definitions}.")
    text = text_of(path)
    for name, value in {"kind": "text", "name": "method", "comment": text, "sql": ""}.items():
        rows[name].append(value)
    warehouse.put("raw_methods", rows)


def _named(path: Path) -> str:
    """An SQL file as the version of the method names it: a model in another folder of models is the same method."""
    return path.name if path.parts[0] in TABLES else path.as_posix()


def _method(inputs: Inputs) -> str:
    """Version of the method: a hash over the SQL files and the definitions."""
    files = {f"sql/{_named(path.relative_to(inputs.sql))}": path for path in inputs.sql.rglob("*.sql")}
    files |= {f"definitions/{path.name}": path for path in inputs.definitions.glob("*") if path.is_file()}
    for name in NOT_METHOD:
        files.pop(f"definitions/{name}", None)
    return hashlib.sha256("".join(f"{name} {sha256(files[name])}\n" for name in sorted(files)).encode()).hexdigest()[:8]
