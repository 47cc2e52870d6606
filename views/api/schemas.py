"""The schemas of what the API answers: rows as the edition's codebook describes them, pages, editions and problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from core.words import _
from views.api.problems import KINDS
from views.api.resources import EDITION_COLUMNS, MOST, Resource, whole
from views.edition import TIERS, Edition

Schema = Mapping[str, object]
"""A piece of JSON Schema, or of the OpenAPI document."""
DESCRIBED_BY = {"countries_then": ("indicator_coverage", "countries"), "newest": ("indicator_coverage", "last_date")}
"""Columns that a query names anew, with the table and column that describes them."""
TYPES: dict[str, dict[str, str]] = {
    "b": {"type": "boolean"},
    "i": {"type": "integer"},
    "u": {"type": "integer"},
    "f": {"type": "number"},
    "M": {"type": "string", "format": "date"},
}


@dataclass(frozen=True)
class Column:
    """A column of a resource: its type in JSON Schema, its unit (or "") and what it means."""

    schema: dict[str, str]
    unit: str
    description: str


def described(resource: Resource, edition: Edition) -> dict[str, Column]:
    """The columns of a resource in their order, as the codebook describes them."""
    codebook = {(row.table, row.column): row for row in edition.rows("columns").itertuples()}
    columns = {}
    for name, cells in whole(resource.name, edition, "latest" if resource.dates else None).items():
        places = [(table, name) for table in resource.tables] + ([DESCRIBED_BY[name]] if name in DESCRIBED_BY else [])
        row = next((codebook[place] for place in places if place in codebook), None)
        columns[str(name)] = Column(
            TYPES.get(cells.dtype.kind, {"type": "string"}),
            "" if row is None or pd.isna(row.unit) else row.unit,
            {**EDITION_COLUMNS, **TIERS}[name] if row is None else row.description,
        )
    return columns


def closed(properties: Mapping[str, Schema]) -> Schema:
    """An object with all of `properties` and no other."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


EDITION = closed(
    {
        "number": {"type": "integer", "description": _("Number of the edition")},
        "hash": {"type": "string", "pattern": "^[0-9a-f]{64}$", "description": EDITION_COLUMNS["hash"]},
        "built_at": {"type": "string", "format": "date-time", "description": EDITION_COLUMNS["built_at"]},
        "record_until": {"type": "string", "format": "date", "description": EDITION_COLUMNS["record_until"]},
    }
)
PAGE = closed(
    {
        "limit": {"type": "integer", "minimum": 1},
        "offset": {"type": "integer", "minimum": 0},
        "rows": {"type": "integer", "minimum": 0, "description": _("Rows of this page")},
        "total": {"type": "integer", "minimum": 0, "description": _("Rows over all pages")},
        "next": {"type": ["string", "null"], "description": _("Address of the next page; it names the edition")},
        "prev": {"type": ["string", "null"], "description": _("Address of the previous page")},
    }
)


def envelope(resource: Resource, row: Schema) -> Schema:
    """The schema of a page of rows. `as_of` and `filters` are what was asked for."""
    return closed(
        {
            "resource": {"const": resource.name},
            "title": {"type": "string"},
            "edition": {"$ref": "#/components/schemas/Edition"},
            "as_of": {"type": "string"} if resource.dates else {"type": "null"},
            "filters": {"type": "object"},
            "illustrative": {"type": "boolean", "description": EDITION_COLUMNS["illustrative"]},
            "notice": {
                "type": ["string", "null"],
                "description": _("Words to show beside every figure of an edition that is illustrative"),
            },
            "citation": {"type": "string", "description": _("How to cite")},
            "licence": {
                "type": "string",
                "description": _("What is decided about use by others, and where it is said"),
            },
            "documentation": {"type": "string", "format": "uri-reference"},
            "page": {"$ref": "#/components/schemas/Page"},
            "data": {"type": "array", "maxItems": MOST, "items": row},
        }
    )


def row(resource: Resource, edition: Edition) -> Schema:
    """The schema of one row.

    Columns of the key are always filled; any other may be null, which means that nothing is on record.
    """
    columns = described(resource, edition).items()
    return closed({name: _cell(column, always=name in resource.key) for name, column in columns})


def _cell(column: Column, always: bool) -> Schema:
    kind = column.schema["type"]
    unit = f" ({column.unit})" if column.unit else ""
    return {**column.schema, "type": kind if always else [kind, "null"], "description": column.description + unit}


def problem() -> Schema:
    """The schema of a refusal (RFC 9457)."""
    always: dict[str, Schema] = {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string", "enum": [title for _status, title, _when in KINDS.values()]},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    }
    more: dict[str, Schema] = {
        "parameter": {"type": "string"},
        "found": {"type": "string"},
        "allowed": {"type": "array"},
    }
    return {**closed(always), "properties": always | more}
