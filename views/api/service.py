"""The API under /api/v1: published editions, read-only, as JSON or CSV. Documentation under /api/docs; both are one FastAPI application, mounted under /api."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route

from core.words import _
from views.api import docs as api_docs
from views.api import openapi as api_schema
from views.api.problems import PLACE, Problem
from views.api.resources import RESOURCES, Resource, asked, one, whole_number
from views.api.responses import JSON, NOT_ACCEPTABLE, PROBLEM, Answer, answered, dumped, form, unpacked
from views.downloads.cache import Shelf
from views.downloads.validators import ASK_AGAIN, FOREVER, same
from views.edition import Edition, NoEdition, edition, in_force, numbers

MADE = Shelf(most=64_000_000)
OPEN = (
    {}
    if os.environ.get("MONITOR_DESK") == "yes"
    else {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Link, X-Total-Count, X-Edition"}
)
"""Any page on the web may read the open data; that of a desk stays on its computer."""

api = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)


def _resource(resource: Resource) -> Callable:
    async def answer(request: Request) -> Response:
        given = {name: request.query_params.getlist(name) for name in request.query_params}
        wanted = _form(given, request.headers.get("accept"))
        chosen = _edition(given)
        key = (chosen, resource.name, request.url.query, wanted)
        made = await _made(key, lambda: answered(asked(resource, chosen, given, wanted), wanted))
        return _sent(request, made, FOREVER if "edition" in given else ASK_AGAIN)

    return answer


async def _made(key: tuple, make: Callable[[], Answer]) -> Answer:
    """The answer kept under `key`; what has to be made is made beside the loop that serves everybody."""

    def packed() -> bytes:
        return make().packed()

    return unpacked(MADE.take(key, packed) if MADE.holds(key) else await run_in_threadpool(MADE.take, key, packed))


def _sent(request: Request, made: Answer, cache: str) -> Response:
    """The answer, or 304 where the reader has it already."""
    headers = {**made.headers, **OPEN, "Cache-Control": cache, "Vary": "Accept"}
    if same(request.headers.get("if-none-match"), made.headers["ETag"]):
        return Response(
            status_code=304, headers={name: text for name, text in headers.items() if not name.startswith("Content-")}
        )
    return Response(made.body, headers=headers)


def _form(given: dict[str, list[str]], accept: str | None) -> str:
    """ "json" or "csv", or `Problem`."""
    named = one(given, "format") if "format" in given else None
    if named is not None and named not in ("json", "csv"):
        raise Problem(
            "unknown-value", _("format is json or csv."), parameter="format", found=named, allowed=["json", "csv"]
        )
    chosen = form(named, accept)
    if chosen is None:
        raise Problem("not-acceptable", NOT_ACCEPTABLE, parameter="Accept", allowed=["application/json", "text/csv"])
    return chosen


def _edition(given: dict[str, list[str]]) -> Edition:
    """The edition that the address names, or the one in force; looked up anew each time, because another may have entered."""
    try:
        newest = in_force()
    except NoEdition as error:
        raise Problem("no-edition", str(error)) from error
    if "edition" not in given:
        return newest
    number = whole_number("edition", one(given, "edition"), 1, 999_999)
    try:
        return newest if number == newest.number else edition(number)
    except NoEdition as error:
        raise Problem(
            "unknown-edition", str(error), parameter="edition", found=str(number), allowed=numbers()
        ) from error


async def openapi(request: Request) -> Response:
    """The description of the API over the edition in force."""
    chosen = _edition({})
    made = await _made(
        (chosen, "openapi.json"), lambda: Answer.of(chosen, dumped(api_schema.openapi(chosen)), {"Content-Type": JSON})
    )
    return _sent(request, made, ASK_AGAIN)


def docs(_request: Request) -> Response:
    """The documentation as one page without script."""
    return HTMLResponse(api_docs.page(_edition({})), headers={"Cache-Control": ASK_AGAIN})


def to_docs(_request: Request) -> Response:
    """To the documentation, from the addresses above the resources."""
    return RedirectResponse(PLACE)


for resource in RESOURCES.values():
    api.add_api_route(f"/v1/{resource.name}", _resource(resource), methods=["GET", "HEAD"], response_class=Response)
api.add_api_route("/v1/openapi.json", openapi, methods=["GET", "HEAD"], response_class=Response)
api.add_api_route("/docs", docs, methods=["GET", "HEAD"], response_class=Response)
for path in ("/", "/v1", "/v1/"):
    api.add_api_route(path, to_docs, methods=["GET", "HEAD"], response_class=Response)


@api.exception_handler(Problem)
def refused(_request: Request, problem: Problem) -> Response:
    """A problem as RFC 9457 writes it."""
    return Response(
        dumped(problem.body), problem.status, {**OPEN, "Cache-Control": "no-store", "Vary": "Accept"}, PROBLEM
    )


@api.exception_handler(HTTPException)
def nothing_there(request: Request, error: HTTPException) -> Response:
    """An address that the API does not have, or a method other than GET and HEAD."""
    if error.status_code == 405:
        answer = refused(
            request,
            Problem(
                "wrong-method",
                _("Only GET and HEAD are answered."),
                parameter="method",
                found=request.method,
                allowed=["GET", "HEAD"],
            ),
        )
        answer.headers["Allow"] = "GET, HEAD"
        return answer
    return refused(
        request,
        Problem(
            "unknown-resource",
            _("There is no such resource; there are {0}.").format(", ".join(RESOURCES)),
            parameter="path",
            allowed=list(RESOURCES),
        ),
    )


@api.exception_handler(Exception)
def failed(request: Request, error: Exception) -> Response:
    """A fault of ours: calm outside, written down inside."""
    logging.getLogger("monitor").exception("The API failed", exc_info=error)
    return refused(request, Problem("failed", _("This cannot be answered just now. Please try again later.")))


ROUTES = [Route("/api", to_docs), Mount("/api", api)]
