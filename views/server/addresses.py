"""Addresses: how long one may be, and 404 where nothing stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.words import _
from views.api.problems import Problem
from views.api.responses import PROBLEM, dumped

LETTERS, PARAMETERS, HEADERS, HEADER_BYTES = 16_000, 500, 100, 32_000
"""The longest address that a page links to, all exports as one zip, has a third of these letters and parameters."""
TOO_LONG = _("An address has at most {0} letters and {1} parameters; this one has more.").format(LETTERS, PARAMETERS)
TOO_MANY_HEADERS = _("A request has at most {0} headers of {1} bytes together; this one has more.").format(
    HEADERS, HEADER_BYTES
)
NO_SUCH = _("There is nothing at this address.")
CLOSED = "/_stcore/metrics"
"""Counts of sessions are nobody's business."""
STYLE = (
    "body{font:1rem/1.5 sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem;color:#16212e}a{color:#0b4f82}"
    "@media(prefers-color-scheme:dark){body{background:#10171f;color:#e6ebf0}a{color:#8fc3ec}}"
)


class ShortAddresses:
    """Refuses, before anybody reads it, what is longer than any question needs."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        else:
            await (_refusal(scope) or self.app)(scope, receive, send)


def _refusal(scope: Scope) -> Response | None:
    path, query = scope.get("raw_path") or scope["path"].encode(), scope["query_string"]
    if len(path) + len(query) > LETTERS or query.count(b"&") >= PARAMETERS:
        return _too_long(path)
    headers = scope["headers"]
    if len(headers) > HEADERS or sum(len(name) + len(value) for name, value in headers) > HEADER_BYTES:
        return PlainTextResponse(TOO_MANY_HEADERS, 431, {"Connection": "close"})
    return None


def _too_long(path: bytes) -> Response:
    if b"/api/" not in path[:100]:
        return PlainTextResponse(TOO_LONG, 414)
    return Response(dumped(Problem("too-long", TOO_LONG).body), 414, media_type=PROBLEM)


class KnownAddresses:
    """Answers 404 where the server would hand out the shell of the pages at an address that is no page.

    `pages` are the names of the pages in addresses with their titles; the first is also the page at `/`.
    """

    def __init__(self, app: ASGIApp, pages: Mapping[str, str]) -> None:
        self.app, self.pages = app, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].endswith(CLOSED):
            await PlainTextResponse(NO_SUCH, 404)(scope, receive, send)
            return
        instead: Response | None = None

        async def known(message: Message) -> None:
            nonlocal instead
            if message["type"] == "http.response.start" and _is_shell(scope, message):
                instead = self._instead(scope)
            if instead is None:
                await send(message)

        await self.app(scope, receive, known)
        if instead is not None:
            await instead(scope, receive, send)

    def _instead(self, scope: Scope) -> Response | None:
        """What is answered instead of the shell; None at the address of a page."""
        root, first = scope["root_path"], next(iter(self.pages))
        name = scope["path"].removeprefix(root).strip("/")
        if name == first:
            query = scope["query_string"].decode("latin-1")
            return RedirectResponse(f"{root}/" + (f"?{query}" if query else ""))
        return None if not name or name in self.pages else not_found(Request(scope), self.pages)


def _is_shell(scope: Scope, start: Message) -> bool:
    """Whether the server falls back to the one HTML file of the pages; the router has left its choice in `scope`."""
    kind = dict(start["headers"]).get(b"content-type", b"")
    return start["status"] in (200, 206) and kind.startswith(b"text/html") and _is_static(scope.get("endpoint"))


def _is_static(endpoint: object) -> bool:
    return isinstance(endpoint, StaticFiles)


def not_found(request: Request, pages: Mapping[str, str]) -> Response:
    """404: for people a page that leads on, for a file or a program one sentence."""
    is_file = "." in request.url.path.rpartition("/")[2]
    if is_file or "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse(NO_SUCH, 404, {"Cache-Control": "no-store"})
    return HTMLResponse(_page(request.scope["root_path"], pages), 404, {"Cache-Control": "no-store"})


def _page(root: str, pages: Mapping[str, str]) -> str:
    first = next(iter(pages))
    links = ((f"{root}/" if name == first else f"{root}/{name}", title) for name, title in pages.items())
    return "".join(
        [
            '<!doctype html><html lang="en"><head><meta charset="utf-8">',
            f"<title>{escape(NO_SUCH)} · {escape(_('Global Alliance · Progress monitor'))}</title>",
            '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">',
            f"<style>{STYLE}</style></head><body><main><h1>{escape(NO_SUCH)}</h1>",
            f"<p>{escape(_('Perhaps one of these pages has what you look for.'))}</p><ul>",
            *(f'<li><a href="{escape(address)}">{escape(title)}</a></li>' for address, title in links),
            "</ul></main></body></html>",
        ]
    )


def robots(closed: bool, root: str = "") -> str:
    """robots.txt: search engines may read pages; what is made for each question is not for them, and no desk is."""
    hidden: Iterable[str] = ("/",) if closed else ("/api/", "/download/", "/page/", "/picture/", "/export/", "/export?")
    return "\n".join(["User-agent: *", *(f"Disallow: {root}{place}" for place in hidden), ""])
