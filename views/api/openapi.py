"""The OpenAPI description of the API, made from the edition: its codebook, and the values that its filters may have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from core import words
from core.words import _
from views.api import schemas
from views.api.problems import KINDS
from views.api.question import DAY, FARTHEST
from views.api.resources import MOST, RESOURCES, USUAL, Resource
from views.api.responses import ACCEPTED, BASE
from views.api.schemas import Schema
from views.downloads.parameters import offered
from views.edition import Edition
from views.prefix import local

FILTERS = {
    "as_of": _(
        "Date of looking, as a key of the table conferences: only what was known by then counts. "
        "Without it, everything up to the edition"
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
PAGING: dict[str, tuple[str, Schema]] = {
    "edition": (
        _("Number of an edition, whose figures never change. Without it, the edition in force"),
        {"type": "integer", "minimum": 1},
    ),
    "limit": (
        _("Rows of a page; without it {0} as JSON, and all as CSV").format(USUAL),
        {"type": "integer", "minimum": 1, "maximum": MOST},
    ),
    "offset": (_("Rows to pass over"), {"type": "integer", "minimum": 0, "maximum": FARTHEST}),
    "format": (_("json or csv; goes before the header Accept"), {"type": "string", "enum": list(ACCEPTED)}),
}

REFUSED = (400, 404, 406, 414, 503)


@dataclass(frozen=True)
class Parameter:
    """A parameter of a resource: its name, what it means, their schema, and all of them where they can be listed."""

    name: str
    description: str
    schema: Schema
    allowed: Sequence[object] = ()


@lru_cache(maxsize=8)
def openapi(edition: Edition) -> Schema:
    """OpenAPI 3.1 of the API over `edition`. Shared, and not to be changed."""
    resources = RESOURCES.values()
    rows = {f"{resource.name}_row": schemas.row(resource, edition) for resource in resources}
    return {
        "openapi": "3.1.0",
        "info": _info(edition),
        "servers": [{"url": local(BASE)}],
        "paths": {f"/{resource.name}": {"get": _operation(resource, edition)} for resource in resources},
        "components": {
            "schemas": {"Problem": schemas.problem(), "Edition": schemas.EDITION, "Page": schemas.PAGE, **rows},
            "responses": {str(status): _refusal(status) for status in REFUSED},
        },
    }


def _info(edition: Edition) -> Schema:
    notice = [words.ILLUSTRATIVE + "."] if edition.illustrative else []
    return {
        "title": _("Global Alliance · Progress monitor"),
        "version": f"1.{edition.number}.0",
        "summary": _("Read-only, published editions only"),
        "description": " ".join([intro(edition), *notice]),
    }


def intro(edition: Edition) -> str:
    """What the API is, in a few sentences."""
    what = _(
        "The figures of the Alliance by edition: published once, never changed, "
        "each with its source, its evidence and its place in the record."
    )
    return " ".join([what, _("This describes edition {0}, {1}.").format(edition.number, edition.short)])


def parameters(resource: Resource, edition: Edition) -> list[Parameter]:
    """The parameters of a resource with what the edition allows."""
    return [_parameter(resource, edition, name) for name in resource.parameters]


def _parameter(resource: Resource, edition: Edition, name: str) -> Parameter:
    if name in PAGING:
        description, schema = PAGING[name]
        schema = {**schema, "maximum": edition.number} if name == "edition" else schema
        return Parameter(name, description, schema, list(ACCEPTED) if name == "format" else ())
    if name in DATES:
        return Parameter(name, DATES[name].format(resource.dated), {"type": "string", "pattern": DAY})
    allowed = list(offered(edition, name).values())
    value: Schema = {"type": "integer" if isinstance(allowed[0], int) else "string", "enum": allowed}
    schema = value if name == "as_of" else {"type": "array", "items": value}
    return Parameter(name, FILTERS[name], schema, allowed)


def _operation(resource: Resource, edition: Edition) -> Schema:
    """One resource as an operation."""
    row = {"$ref": f"#/components/schemas/{resource.name}_row"}
    content = {
        "application/json": {"schema": schemas.envelope(resource, row)},
        "text/csv": {"schema": {"type": "string"}},
    }
    return {
        "operationId": resource.name,
        "summary": resource.title,
        "parameters": [_operation_parameter(parameter) for parameter in parameters(resource, edition)],
        "responses": {
            "200": {"description": resource.title, "headers": _headers(), "content": content},
            "304": {"description": _("As you have it: the mark in If-None-Match still holds")},
            **{str(status): {"$ref": f"#/components/responses/{status}"} for status in REFUSED},
        },
    }


def _operation_parameter(parameter: Parameter) -> Schema:
    return {
        "name": parameter.name,
        "in": "query",
        "required": False,
        "description": parameter.description,
        "schema": parameter.schema,
    }


def _headers() -> Schema:
    descriptions = {
        "ETag": _("Mark of this answer, for If-None-Match"),
        "Cache-Control": _("To be asked again, with If-None-Match"),
        "Link": _("Next and previous page"),
        "X-Total-Count": _("Rows over all pages"),
        "X-Edition": _("Number and hash of the edition; says when its figures are invented"),
    }
    return {name: {"description": text, "schema": {"type": "string"}} for name, text in descriptions.items()}


def _refusal(status: int) -> Schema:
    when = " ".join(text for number, _title, text in KINDS.values() if number == status)
    return {
        "description": when,
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
