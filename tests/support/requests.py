"""Asking the routes of the reader without a network: one request, one answer."""

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.applications import Starlette

from views.downloads.routes import ROUTES

SITE = Starlette(routes=ROUTES)


@dataclass(frozen=True)
class Answer:
    """Status, headers in lower case, and body of an answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def name(self):
        """The name under which a browser keeps it."""
        return self.headers["content-disposition"].partition("filename=")[2].strip('"')


def ask(address, method="GET", **headers):
    """What the routes answer to an address."""
    place, sent = urlsplit(address), []
    scope = {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.4"}, "http_version": "1.1", "method": method,
        "scheme": "http", "path": place.path, "raw_path": place.path.encode(),
        "query_string": place.query.encode(), "root_path": "", "server": ("localhost", 80), "client": ("127.0.0.1", 1),
        "headers": [(b"host", b"localhost"),
        *((name.replace("_", "-").encode(), text.encode()) for name, text in headers.items())],
    }  # fmt: skip

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    asyncio.run(SITE(scope, receive, send))
    begin = sent[0]
    return Answer(
        begin["status"],
        {name.decode(): text.decode() for name, text in begin["headers"]},
        b"".join(one.get("body", b"") for one in sent[1:]),
    )


def downloaded(name, **asked):
    """What the route of downloads answers for a file under filters, which stand in the address as they are."""
    return ask(f"/download/{name}?{'&'.join(f'{key}={value}' for key, value in asked.items())}")
