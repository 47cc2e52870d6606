"""The front door: `streamlit run app.py`.

A frame script around the pages, routes for downloads and the API, and security headers on every answer.
"""

import asyncio
import gc
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from streamlit.runtime import get_instance
from uvicorn import Config

from core import terminal
from core.editions.access import is_desk
from core.words import _
from views import prefix, queries
from views.api import service
from views.downloads.contents import CONTENTS
from views.downloads.routes import ROUTES
from views.edition import NoEdition, in_force
from views.server.addresses import KnownAddresses, ShortAddresses, robots
from views.server.connections import guard
from views.server.headers import SecurityHeaders, security_headers
from views.server.origins import OwnOrigin, hosts
from views.server.written import WrittenAddresses

HERE = Path(__file__).parent
PREFIX = "/".join(["", *filter(None, st.get_option("server.baseUrlPath").split("/"))])
"""Under which path all of the server stands: nothing, or such as "/monitor"."""
os.environ[prefix.VARIABLE] = PREFIX
HEADERS = security_headers((Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8"))
HERE_ONLY = ["127.0.0.1", "localhost"]
DESK = is_desk()
if DESK and st.get_option("server.address") not in HERE_ONLY:
    sys.exit(
        "The desk only runs for this computer: start it with 'make desk', or with --server.address 127.0.0.1."
        " Nothing was started."
    )
HOSTS = HERE_ONLY if DESK else hosts(st.get_option("server.allowedHosts") or []) or ["*"]
st.config.set_option("server.allowedHosts", HOSTS)  # for Streamlit's own look at live sessions
PAGES = {name: content.title for name, content in CONTENTS.items()} | {"exports": _("Exports")}
if DESK:
    PAGES |= {path.stem: path.stem.capitalize() for path in sorted((HERE / "pages" / "desk").glob("[a-z]*.py"))}
SWEEP_SECONDS = 5


def listen() -> None:
    """Change what is about to listen: its protocols (`guard`), and that answers leave at once.

    Streamlit makes the server by itself and hands it to nobody, so it is looked for among all objects. It also binds
    its socket for protocol 0, so that asyncio does not know it for TCP and leaves Nagle's algorithm on: 40 ms for each
    answer on a kept connection.
    """
    for found in gc.get_objects():
        if type(found) is Config:
            guard(found, HEADERS)
        elif (
            type(found) is socket.socket
            and found.family in (socket.AF_INET, socket.AF_INET6)
            and found.fileno() >= 0
            and found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
        ):
            found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # what it accepts inherits it


def even() -> None:
    """Nobody waits long for a thread that computes.

    What was imported stays, so no collection of garbage looks at it again (0.1 to 0.6 s in which everybody waits), and
    threads change places after 1 ms instead of 5.
    """
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(0.001)


async def sweep() -> None:
    """Let go of sessions whose reader left `server.disconnectedSessionTTL` seconds ago, with the descriptors they hold.

    Streamlit only looks for them when another one leaves.
    """
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        sessions: Any = get_instance()._session_mgr
        sessions._session_storage._cache.expire()


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Answer the first question before anybody asks it, so that the first reader does not wait for it.

    A desk also has a clock, which puts in force what its embargo lets go.
    """
    listen()
    with suppress(NoEdition):
        queries.conferences(in_force())
    even()
    clock = subprocess.Popen([sys.executable, "-m", "etl", "release", "--watch"], cwd=HERE) if DESK else None
    sweeper = asyncio.create_task(sweep())
    yield
    sweeper.cancel()
    if clock:
        clock.terminate()
        clock.wait(10)


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


async def failed(_request: Request, _error: Exception) -> Response:
    """What a program sees when an answer fails; the server writes the error to the log."""
    return PlainTextResponse(_("This cannot be answered just now. The figures are safe."), 500, HEADERS)


async def robots_txt(_request: Request) -> Response:
    """For search engines."""
    return PlainTextResponse(robots(DESK, PREFIX))


app = st.App(
    "pages/parts/frame.py",
    routes=[placed(route) for route in (Route("/robots.txt", robots_txt), *ROUTES, *service.ROUTES)],
    middleware=[
        Middleware(SecurityHeaders, headers=HEADERS),
        Middleware(ShortAddresses),
        Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS),
        Middleware(OwnOrigin, required=DESK),
        Middleware(WrittenAddresses, prefix=PREFIX),
        Middleware(KnownAddresses, pages=PAGES),
    ],
    lifespan=lifespan,
    on_script_error=calm,
    exception_handlers={Exception: failed},
)
