"""The OpenAPI description of the API, made from the edition: the columns of its codebook, and the values that its filters may have."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from core import words
from core.words import _
from views.api.problems import KINDS
from views.api.resources import DAY, EDITION_COLUMNS, FARTHEST, MOST, RESOURCES, USUAL, Resource, whole
from views.api.responses import BASE
from views.downloads.parameters import offered
from views.edition import Edition

FILTERS = {
    "as_of": _(
        "Date of looking, as a key of the table conferences: only what was known by then counts. Without it, everything up to the edition"
    ),
    "country": _("Country code of three letters, or WLD for the world; several may be given, country=FRA&country=DEU"),
    "target": _("Number of the policy target"),
    "goal": _("Number of the operational goal"),
    "indicator": _("Key of the indicator"),
    "rule": _("Rule by which it is judged"),
    "milestone": _("Key of the milestone"),
    "state": _("State of the milestone; not known is never no"),
    "kind": _("Kind of gap"),
    "voice": _("Best origin of the country's actions"),
    "whose": _("Whose word it is"),
}
DATES = {
    "from": _("First day, month or year of {0}; what has no date is left out"),
    "to": _("Last day, month or year of {0}; what has no date is left out"),
}
PAGING = {
    "edition": (
        _("Number of an edition; such an answer never changes. Without it, the edition in force"),
        {"type": "integer", "minimum": 1},
    ),
    "limit": (
        _("Rows of a page; without it {0} as JSON, and all as CSV").format(USUAL),
        {"type": "integer", "minimum": 1, "maximum": MOST},
    ),
    "offset": (_("Rows to pass over"), {"type": "integer", "minimum": 0, "maximum": FARTHEST}),
    "format": (_("json or csv; goes before the header Accept"), {"type": "string", "enum": ["json", "csv"]}),
}
SAID_BY = {"countries_then": ("indicator_coverage", "countries"), "newest": ("indicator_coverage", "last_date")}
"""Columns that a query names anew, with the table and column that describes them."""
TYPES = {
    "b": {"type": "boolean"},
    "i": {"type": "integer"},
    "u": {"type": "integer"},
    "f": {"type": "number"},
    "M": {"type": "string", "format": "date"},
}


@lru_cache(maxsize=8)
def openapi(edition: Edition) -> dict[str, object]:
    """OpenAPI 3.1 of the API over `edition`. Shared, and not to be changed."""
    return {
        "openapi": "3.1.0",
        "info": {"title": _("Global Alliance · Progress monitor"), "version": f"1.{edition.number}.0", "summary": _("Read-only, published editions only"), "description": " ".join([intro(edition), *([words.ILLUSTRATIVE + "."] if edition.illustrative else [])])},
        "servers": [{"url": BASE}],
        "paths": {f"/{one.name}": {"get": _operation(one, edition)} for one in RESOURCES.values()},
        "components": {
            "schemas": {"Problem": _problem(), "Edition": _object(EDITION), "Page": _object(PAGE), **{f"{one.name}_row": _row(one, edition) for one in RESOURCES.values()}},
            "responses": {str(status): _refusal(status) for status in (400, 404, 406, 503)},
        },
    }  # fmt: skip


def intro(edition: Edition) -> str:
    """What the API is, in a few sentences."""
    return " ".join(
        [
            _(
                "The figures of the Alliance by edition: published once, never changed, each with its source, its evidence and its place in the record."
            ),
            _("This describes edition {0}, {1}.").format(edition.number, edition.short),
        ]
    )


def described(resource: Resource, edition: Edition) -> dict[str, dict[str, str]]:
    """The columns of a resource in their order: type, unit (or "") and description."""
    codebook = {(row.table, row.column): row for row in edition.rows("columns").itertuples()}
    found = {}
    for name, cells in whole(resource.name, edition, "latest" if resource.dates else None).items():
        places = [(table, name) for table in resource.tables] + ([SAID_BY[name]] if name in SAID_BY else [])
        row = next((codebook[place] for place in places if place in codebook), None)
        unit = "" if row is None or pd.isna(row.unit) else row.unit
        found[name] = {
            "type": TYPES.get(cells.dtype.kind, {"type": "string"}),
            "unit": unit,
            "description": EDITION_COLUMNS[name] if row is None else row.description,
        }
    return found


def parameters(resource: Resource, edition: Edition) -> list[dict[str, object]]:
    """The parameters of a resource with what the edition allows."""
    found = []
    for name in resource.parameters:
        if name in PAGING:
            said, schema = PAGING[name]
            schema = {**schema, "maximum": edition.number} if name == "edition" else schema
        elif name in DATES:
            said, schema = DATES[name].format(resource.dated), {"type": "string", "pattern": DAY}
        else:
            allowed = list(offered(edition, name).values())
            one = {"type": "integer" if isinstance(allowed[0], int) else "string", "enum": allowed}
            said, schema = FILTERS[name], one if name == "as_of" else {"type": "array", "items": one}
        found.append({"name": name, "in": "query", "required": False, "description": said, "schema": schema})
    return found


def _operation(resource: Resource, edition: Edition) -> dict[str, object]:
    """One resource as an operation."""
    row = {"$ref": f"#/components/schemas/{resource.name}_row"}
    content = {"application/json": {"schema": _envelope(resource, row)}, "text/csv": {"schema": {"type": "string"}}}
    unchanged = {"304": {"description": _("As you have it: the mark in If-None-Match still holds")}}
    return {
        "operationId": resource.name,
        "summary": resource.title,
        "parameters": parameters(resource, edition),
        "responses": {
            "200": {"description": resource.title, "headers": _headers(), "content": content},
            **unchanged,
            **{str(status): {"$ref": f"#/components/responses/{status}"} for status in (400, 404, 406, 503)},
        },
    }


def _headers() -> dict[str, object]:
    said = {
        "ETag": _("Mark of this answer, for If-None-Match"),
        "Cache-Control": _("For a year where the address names an edition, else to be asked again"),
        "Link": _("Next and previous page"),
        "X-Total-Count": _("Rows over all pages"),
        "X-Edition": _("Number and hash of the edition; says when its figures are invented"),
    }
    return {name: {"description": text, "schema": {"type": "string"}} for name, text in said.items()}


EDITION = {
    "number": {"type": "integer", "description": _("Number of the edition")},
    "hash": {"type": "string", "pattern": "^[0-9a-f]{64}$", "description": EDITION_COLUMNS["hash"]},
    "built_at": {"type": "string", "format": "date-time", "description": EDITION_COLUMNS["built_at"]},
    "record_until": {"type": "string", "format": "date", "description": EDITION_COLUMNS["record_until"]},
}
PAGE = {
    "limit": {"type": "integer", "minimum": 1},
    "offset": {"type": "integer", "minimum": 0},
    "rows": {"type": "integer", "minimum": 0, "description": _("Rows of this page")},
    "total": {"type": "integer", "minimum": 0, "description": _("Rows over all pages")},
    "next": {"type": ["string", "null"], "description": _("Address of the next page; it names the edition")},
    "prev": {"type": ["string", "null"], "description": _("Address of the previous page")},
}


def _envelope(resource: Resource, row: dict) -> dict[str, object]:
    """The schema of a page of rows. `as_of` and `filters` are what was asked for."""
    return _object(
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


def _object(properties: dict[str, dict]) -> dict[str, object]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _row(resource: Resource, edition: Edition) -> dict[str, object]:
    """The schema of one row. Columns of the key are always filled; any other may be null, which means that nothing is on record."""
    properties = {}
    for name, column in described(resource, edition).items():
        said = column["description"] + (f" ({column['unit']})" if column["unit"] else "")
        kind = column["type"]["type"]
        properties[name] = {
            **column["type"],
            "type": kind if name in resource.key else [kind, "null"],
            "description": said,
        }
    return _object(properties)


def _problem() -> dict[str, object]:
    said = {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string", "enum": [title for _status, title, _when in KINDS.values()]},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    }
    more = {"parameter": {"type": "string"}, "found": {"type": "string"}, "allowed": {"type": "array"}}
    return {**_object(said), "properties": said | more}


def _refusal(status: int) -> dict[str, object]:
    when = " ".join(text for number, _title, text in KINDS.values() if number == status)
    return {
        "description": when,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
