"""The open data described for machines: datapackage.json, as Frictionless Data defines it.

The codebook says the same to people.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from core import words
from core.words import _
from views.data import citation, csv_text
from views.edition import Edition
from views.tables import safe

KEYS = {
    "answers": "round iso3 indicator period",
    "assessments": "profile case_id",
    "codings": "commitment_id round scale",
    "columns": "table column",
    "commitments": "as_of commitment_id",
    "comparison": "as_of indicator period unit",
    "conferences": "as_of",
    "coverage": "as_of iso3 target_no",
    "edge_cases": "profile edge",
    "events": "event_id",
    "gap_totals": "as_of target_no item",
    "gaps": "as_of target_no iso3 item",
    "indicator_coverage": "as_of indicator",
    "indicators": "indicator",
    "methods": "kind name",
    "milestone_kinds": "milestone",
    "milestones": "as_of milestone iso3",
    "observations": "file line",
    "operational_goals": "goal_id",
    "participants": "iso3",
    "policy_targets": "target_no",
    "potential_actions": "action_id",
    "profile_rules": "profile rule",
    "profiles": "profile",
    "progress": "as_of item iso3",
    "reporting": "round iso3",
    "reports": "round commitment_id",
    "robustness": "as_of indicator iso3",
    "rosters": "as_of iso3",
    "rounds": "round",
    "rules": "rule",
    "series": "case_id year",
    "settings": "profile case_id",
    "sources": "source_url",
    "statuses": "scale status",
    "submissions": "submission",
    "tables": "table",
    "target_progress": "as_of target_no",
    "terminology": "term_in_old_texts",
    "threats": "file line",
    "vocabulary": "vocabulary word",
}
"""What tells the rows of a table apart; a table without it has no key that always holds."""
REFERENCES = {
    "as_of": "conferences",
    "since": "conferences",
    "indicator": "indicators",
    "round": "rounds",
    "profile": "profiles",
    "target_no": "policy_targets",
    "goal_id": "operational_goals",
    "submission": "submissions",
    "milestone": "milestone_kinds",
}
"""Columns that name a row of another table by its key.

A country is none: the list of participants has no row for the world.
"""
OTHERWISE = {("milestones", "since")}
"""Columns of the same name that hold something else: here a date."""
NAMES = {"since": "as_of"}


@dataclass(frozen=True)
class Column:
    """A column of a published table: its type as in Frictionless Table Schema, its unit or "", and what it says."""

    table: str
    name: str
    type: str
    unit: str
    description: str


@dataclass(frozen=True)
class File:
    """A file of the package as it was written: its table, its path, its size in bytes and its SHA-256."""

    table: str
    path: str
    bytes: int
    sha256: str


@lru_cache(maxsize=1)
def codebook(edition: Edition) -> Mapping[str, list[Column]]:
    """Every published table with its columns in their order. Shared, and not to be changed."""
    rows = edition.rows("columns").fillna("").itertuples()
    described = {(row.table, row.column): (row.unit, row.description) for row in rows}
    return {
        table: [
            Column(table, name, kind, *described.get((table, name), ("", "")))
            for name, kind in csv_text.columns(edition, table).items()
        ]
        for table in sorted(edition.manifest["tables"])
    }


def codebook_csv(edition: Edition) -> bytes:
    """The codebook as CSV: table, column, type, unit, description; as the tables themselves are written."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\r\n")
    write.writerow(["table", "column", "type", "unit", "description"])
    write.writerows(
        map(safe, (column.table, column.name, column.type, column.unit, column.description))
        for columns in codebook(edition).values()
        for column in columns
    )
    return out.getvalue().encode()


def codebook_md(edition: Edition) -> bytes:
    """The codebook to read: how the files are written, and each table with what it holds, its key and its columns."""
    meant = edition.rows("tables").set_index("table")["description"]
    parts = [f"# {_('Codebook')}", citation.cite(edition), "\n".join(f"- {line}" for line in WRITTEN)]
    for table, columns in codebook(edition).items():
        key = _("Key: {0}.").format(", ".join(KEYS[table].split())) if table in KEYS else ""
        count = edition.manifest["tables"][table]["rows"]
        rows = words.many("{0} row.", "{0} rows.", count).format(words.number(count))
        head = [_("Column"), _("Type"), _("Unit"), _("Meaning")]
        body = [[f"`{column.name}`", column.type, column.unit, words.escape(column.description)] for column in columns]
        parts += [
            f"## {table}",
            " ".join(filter(None, [f"{meant[table]}.", rows, key])),
            "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * 4, *body)),
        ]
    return ("\n\n".join(parts) + "\n").encode()


def datapackage(edition: Edition, files: list[File], licences: list[dict[str, str]]) -> bytes:
    """datapackage.json (Data Package 1) over the `files` that were written, under `licences`."""
    columns, meant = codebook(edition), edition.rows("tables").set_index("table")["description"]
    package = {
        "profile": "data-package",
        "name": "alliance-progress-monitor" + ("-illustrative" if edition.illustrative else ""),
        "id": f"sha256:{edition.hash}",
        "title": citation.title(edition),
        "description": citation.cite(edition),
        "version": str(edition.number),
        "created": citation.published(edition).isoformat(),
        "illustrative": edition.illustrative,
        "licenses": licences,
        "contributors": [{"title": citation.PUBLISHER, "role": "publisher"}],
        "sources": [_source(row.source_title, row.source_url) for row in edition.rows("sources").itertuples()],
        "resources": [_resource(edition, file, columns[file.table], meant[file.table]) for file in files],
    }
    return (json.dumps(package, indent=1, ensure_ascii=False) + "\n").encode()


def _source(title: str, url: str) -> dict[str, str]:
    return {"title": words.CONTROL.sub("", title), **({"path": address} if (address := words.web(url)) else {})}


def _resource(edition: Edition, file: File, columns: list[Column], meaning: str) -> dict[str, object]:
    common: dict[str, object] = {
        "name": file.table,
        "path": file.path,
        "title": f"{file.table} ({words.ILLUSTRATIVE})" if edition.illustrative else file.table,
        "description": meaning,
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
    }
    if file.path.endswith(".parquet"):  # it carries its own schema; as a file its size and hash are checked
        return {
            **common,
            "name": f"{file.table}-parquet",
            "type": "file",
            "format": "parquet",
            "mediatype": "application/vnd.apache.parquet",
        }
    described = {
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": DIALECT,
    }
    return {**common, **described, "schema": _schema(file.table, columns)}


DIALECT = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}


def _schema(table: str, columns: list[Column]) -> dict[str, object]:
    fields = [
        {
            "name": column.name,
            "type": column.type,
            "description": column.description,
            **({"unit": column.unit} if column.unit else {}),
        }
        for column in columns
    ]
    key = {"primaryKey": KEYS[table].split()} if table in KEYS else {}
    links = [
        {
            "fields": [column.name],
            "reference": {"resource": REFERENCES[column.name], "fields": [NAMES.get(column.name, column.name)]},
        }
        for column in columns
        if REFERENCES.get(column.name, table) != table and (table, column.name) not in OTHERWISE
    ]
    return {"fields": fields, "missingValues": [""], **key, **({"foreignKeys": links} if links else {})}


WRITTEN = (
    _(
        "CSV: UTF-8 without a byte order mark, commas, lines end with CR LF, the first line has the names of the "
        "columns. "
        "Text stands in double quotes, a quote inside is doubled; text may hold line ends."
    ),
    _(
        "Numbers have a point and no separators, dates are written 2014-09-30, truth is `true` or `false`. "
        'An empty cell holds nothing; `""` is an empty text.'
    ),
    _(
        "Text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return, or with apostrophes before one of "
        "these, "
        "has one apostrophe put in front, so that no spreadsheet runs it. "
        "Take that one apostrophe away and you have the text as it is in the edition."
    ),
    _("CSV leaves out control characters (but for tab and line ends), which spreadsheets and XML cannot hold."),
    _(
        "Parquet has every text exactly as it is in the edition, without apostrophes in front; programs should "
        "prefer it."
    ),
    _("Rows stand in the same order in both."),
)
