"""The front door: `streamlit run app.py`.

A frame script around the pages, routes for downloads and the API, and security headers on every answer.
"""

import base64
import gc
import hashlib
import os
import re
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core import terminal
from core.editions.access import is_desk
from core.words import _
from views import choices, prefix, queries
from views.api import service
from views.downloads.routes import ROUTES
from views.edition import NoEdition, edition, in_force

PREFIX = "/".join(["", *filter(None, st.get_option("server.baseUrlPath").split("/"))])
"""Under which path all of the server stands: nothing, or such as "/monitor"."""
os.environ[prefix.VARIABLE] = PREFIX
LONGEST = 4_000
"""Bytes of a query that the door itself reads."""
SHELL = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
INLINE = " ".join(
    f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
    for text in re.findall(r"<script>(.*?)</script>", SHELL, re.S)
)
POLICY = "; ".join(
    [
        "default-src 'none'",
        f"script-src 'self' 'wasm-unsafe-eval' {INLINE}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    b"content-security-policy": POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    b"permissions-policy": b"camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
}


class SecurityHeaders:
    """Puts `HEADERS` on every answer, websockets included, in place of any of the same name."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.accept", "websocket.http.response.start"):
                kept = [(name, value) for name, value in message.get("headers", []) if name.lower() not in HEADERS]
                message = {**message, "headers": [*kept, *HEADERS.items()]}
            await send(message)

        if (
            scope["type"] == "http" and scope["path"] == PREFIX + "/_stcore/metrics"
        ):  # counts of sessions are nobody's business
            await PlainTextResponse("Not found.", 404)(scope, receive, with_headers)
        else:
            await self.app(scope, receive, with_headers)


class WrittenAddresses:
    """Sends a reader whose address is written in codes, old names or more words than needed to the same page as it
    writes its address itself.

    Before anything of the page is there, because a page that rewrites its own address leaves the first one behind it,
    and Back would lead there.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        written = await run_in_threadpool(self.written, scope) if self.concerns(scope) else None
        answer = self.app if written is None else RedirectResponse(written, 302, {"Cache-Control": "no-store"})
        await answer(scope, receive, send)

    @staticmethod
    def concerns(scope: Scope) -> bool:
        """Whether this is a page of readers with something in its address; a very long one is left to the page."""
        is_asked = scope["type"] == "http" and 0 < len(scope["query_string"]) <= LONGEST
        return (
            is_asked
            and scope["path"].startswith(PREFIX + "/")
            and scope["path"].removeprefix(PREFIX + "/") in choices.PAGES
        )

    @staticmethod
    def written(scope: Scope) -> str | None:
        """The address as the page itself writes it, relative to the one that was asked for; None where it is that."""
        page = scope["path"].removeprefix(PREFIX + "/")
        asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        try:
            number = int(dict(asked).get("edition", "0"))
            query = choices.written(edition(number) if number else in_force(), page, asked)
        except (NoEdition, ValueError):  # what the page has to say, it says itself
            return None
        address = (page or "./") + ("?" + urlencode(query) if query else "")
        return None if query == asked else address


def at_once() -> None:
    """Answers leave at once.

    Streamlit binds its socket for protocol 0, so that asyncio does not know it for TCP and leaves Nagle's algorithm on:
    40 ms for each answer on a kept connection.
    """
    for listener in gc.get_objects():
        if (
            type(listener) is socket.socket
            and listener.family in (socket.AF_INET, socket.AF_INET6)
            and listener.fileno() >= 0
            and listener.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
        ):
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # what it accepts inherits it


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Answer the first question before anybody asks it, so that the first reader does not wait for it.

    A desk also has a clock, which puts in force what its embargo lets go.
    """
    at_once()
    with suppress(NoEdition):
        queries.conferences(in_force())
    clock = (
        subprocess.Popen([sys.executable, "-m", "etl", "release", "--watch"], cwd=Path(__file__).parent)
        if DESK
        else None
    )
    yield
    if clock:
        clock.terminate()
        clock.wait(10)


HERE_ONLY = ["127.0.0.1", "localhost"]
DESK = is_desk()
if DESK and st.get_option("server.address") not in HERE_ONLY:
    sys.exit(
        "The desk only runs for this computer: start it with 'make desk', or with --server.address 127.0.0.1."
        " Nothing was started."
    )
HOSTS = HERE_ONLY if DESK else st.get_option("server.allowedHosts") or ["*"]


def placed(route: Route | Mount) -> Route | Mount:
    """A route of ours under the path of the server."""
    if isinstance(route, Mount):
        return Mount(PREFIX + route.path, route.app)
    return Route(PREFIX + route.path, route.endpoint, methods=list(route.methods or ()))


def calm(error: Exception) -> bool:
    """What a reader sees when a page fails: one sentence, never a traceback. The error goes to the log."""
    terminal.log().exception("A page failed", exc_info=error)
    st.error(_("This page cannot be shown just now. The figures are safe; please open another page or reload."))
    return True


app = st.App(
    "pages/parts/frame.py",
    routes=[placed(route) for route in (*ROUTES, *service.ROUTES)],
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS),
        Middleware(WrittenAddresses),
    ],
    lifespan=lifespan,
    on_script_error=calm,
)
