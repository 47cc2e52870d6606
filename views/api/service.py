"""The API under /api/v1: published editions, read-only, as JSON or CSV; its documentation under /api/docs.

Plain Starlette routes. What a framework such as FastAPI is for, the edition does here: which parameters and values
there are is data of each edition and no type of the program, a refusal lists them (RFC 9457), and the OpenAPI
description is made from the edition's codebook. That leaves routing, which Starlette has; the server stands on it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import Receive, Scope, Send

from core import terminal
from core.editions.access import is_desk
from core.words import _
from views.api import docs as api_docs
from views.api import openapi as api_schema
from views.api.problems import PLACE, Problem
from views.api.question import question, single, whole_number
from views.api.resources import RESOURCES, Resource
from views.api.responses import JSON, NOT_ACCEPTABLE, PROBLEM, Answer, accepted, answered, dumped
from views.downloads.cache import BodyCache
from views.downloads.parameters import Query, query
from views.downloads.validators import ASK_AGAIN, not_modified
from views.edition import Edition, NoEdition, edition, in_force, numbers
from views.prefix import local
from views.server.queues import READING, RETRY_SECONDS, Busy

ANSWERS: BodyCache[Answer] = BodyCache(capacity=64_000_000)
OPEN = (
    {}
    if is_desk()
    else {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Link, X-Total-Count, X-Edition"}
)
"""Any page on the web may read the open data; that of a desk stays on its computer."""


def _endpoint(resource: Resource) -> Callable[[Request], Awaitable[Response]]:
    def endpoint(request: Request) -> Response:
        asked = query(request)
        ending = _ending(asked, request.headers.get("accept"))
        chosen = _edition(asked)
        key = (chosen, resource.name, request.url.query, ending)
        answer = ANSWERS.get(key, lambda: answered(question(resource, chosen, asked, ending), ending))
        return _response(request, answer, ASK_AGAIN)

    return _beside_the_loop(endpoint)


def _beside_the_loop(endpoint: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that never holds up the loop that serves everybody, not even to read its question."""

    @wraps(endpoint)
    async def answer(request: Request) -> Response:
        try:
            return await READING.run(endpoint, request)
        except Busy as error:
            raise Problem("busy", str(error)) from error

    return answer


def _response(request: Request, answer: Answer, cache: str) -> Response:
    """The answer, or 304 where the reader has it already."""
    headers = {**answer.headers, **OPEN, "Cache-Control": cache, "Vary": "Accept"}
    if not_modified(request, answer.headers["ETag"]):
        unchanged = {name: text for name, text in headers.items() if not name.startswith("Content-")}
        return Response(status_code=304, headers=unchanged)
    return Response(answer.body, headers=headers)


def _ending(asked: Query, accept: str | None) -> str:
    """ "json" or "csv", or `Problem`."""
    named = single(asked, "format") if "format" in asked else None
    if named is not None and named not in ("json", "csv"):
        raise Problem(
            "unknown-value", _("format is json or csv."), parameter="format", found=named, allowed=["json", "csv"]
        )
    ending = named or accepted(accept)
    if ending is None:
        raise Problem("not-acceptable", NOT_ACCEPTABLE, parameter="Accept", allowed=["application/json", "text/csv"])
    return ending


def _edition(asked: Query) -> Edition:
    """The edition that the address names, or the one in force, looked up anew: another may have entered meanwhile."""
    try:
        newest = in_force()
    except NoEdition as error:
        raise Problem("no-edition", str(error)) from error
    if "edition" not in asked:
        return newest
    number = whole_number("edition", single(asked, "edition"), 1, 999_999)
    try:
        return newest if number == newest.number else edition(number)
    except NoEdition as error:
        raise Problem(
            "unknown-edition", str(error), parameter="edition", found=str(number), allowed=numbers()
        ) from error


def openapi(request: Request) -> Response:
    """The description of the API over the edition in force."""
    chosen = _edition({})

    def make() -> Answer:
        return Answer.of(chosen, dumped(api_schema.openapi(chosen)), {"Content-Type": JSON})

    return _response(request, ANSWERS.get((chosen, "openapi.json"), make), ASK_AGAIN)


def docs(_request: Request) -> Response:
    """The documentation as one page without script."""
    return HTMLResponse(api_docs.page(_edition({})), headers={"Cache-Control": ASK_AGAIN})


async def to_docs(_request: Request) -> Response:
    """To the documentation, from the addresses above the resources."""
    return RedirectResponse(local(PLACE))


async def refusal(request: Request, error: Exception) -> Response:
    """Any error as problem details (RFC 9457)."""
    problem = _problem(request, error)
    headers = {**OPEN, "Cache-Control": "no-store", "Vary": "Accept"}
    if problem.kind == "wrong-method":
        headers["Allow"] = "GET, HEAD, OPTIONS"
    if problem.kind == "busy":
        headers["Retry-After"] = str(RETRY_SECONDS)
    return Response(dumped(problem.body), problem.status, headers, PROBLEM)


def _problem(request: Request, error: Exception) -> Problem:
    """What is wrong: with the question, its address or its method; or a fault of ours, which is written down."""
    if isinstance(error, Problem):
        return error
    if not isinstance(error, HTTPException):
        terminal.log().error("The API failed", exc_info=error)
        return Problem("failed", _("This cannot be answered just now. Please try again later."))
    if error.status_code == 405:
        detail, methods = _("Only GET and HEAD are answered."), ["GET", "HEAD"]
        return Problem("wrong-method", detail, parameter="method", found=request.method, allowed=methods)
    detail = _("There is no such resource; there are {0}.").format(", ".join(RESOURCES))
    return Problem("unknown-resource", detail, parameter="path", allowed=list(RESOURCES))


PREFLIGHT = {
    "Allow": "GET, HEAD, OPTIONS",
    **(
        {
            **OPEN,
            "Access-Control-Allow-Methods": "GET, HEAD",
            "Access-Control-Allow-Headers": "Accept, Accept-Language, Cache-Control, Content-Type, If-None-Match",
            "Access-Control-Max-Age": "86400",
        }
        if OPEN
        else {}
    ),
}
"""What a browser asks before a page of another site may send more than the plainest request."""


async def entrance(scope: Scope, receive: Receive, send: Send) -> None:
    """The API behind what a browser asks beforehand (Fetch standard, CORS preflight)."""
    if scope["type"] == "http" and scope["method"] == "OPTIONS":
        await Response(status_code=204, headers=PREFLIGHT)(scope, receive, send)
    else:
        await api(scope, receive, send)


api = Starlette(
    routes=[
        *(Route(f"/v1/{resource.name}", _endpoint(resource)) for resource in RESOURCES.values()),
        Route("/v1/openapi.json", _beside_the_loop(openapi)),
        Route("/docs", _beside_the_loop(docs)),
        *(Route(path, to_docs) for path in ("/", "/v1", "/v1/")),
    ],
    exception_handlers={Problem: refusal, HTTPException: refusal, Exception: refusal},
)
api.router.redirect_slashes = False  # /v1/gaps/ is an address that the API does not have
ROUTES: list[Route | Mount] = [Route("/api", to_docs), Mount("/api", entrance)]
