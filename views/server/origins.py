"""Who may ask: hosts by their names, and live sessions from pages of this very server only."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from core.words import _

USUAL = {"http": ":80", "https": ":443"}
"""The port that an origin leaves out, and that some proxies write into `Host` all the same."""
FOREIGN = _("A live session is opened from a page of this server only.")


def hosts(option: Sequence[str]) -> list[str]:
    """The names of hosts that `server.allowedHosts` holds: one by one, by commas, or as the JSON that guides show.

    From the environment Streamlit takes words between blanks, so that JSON arrives in pieces.
    """
    text = " ".join(option).strip()
    if text.startswith("["):
        return [str(name) for name in json.loads(text)]
    return [name for name in re.split(r"[\s,]+", text) if name]


class OwnOrigin:
    """Lets a websocket in only from a page of this very server, port included.

    A browser always says the origin of the page; who says none is no page, which only a server for readers answers.
    """

    def __init__(self, app: ASGIApp, required: bool) -> None:
        self.app, self.required = app, required

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and not self._own(Headers(scope=scope)):
            await PlainTextResponse(FOREIGN, 403)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _own(self, headers: Headers) -> bool:
        origin = headers.get("origin")
        if origin is None:
            return not self.required
        try:
            place = urlsplit(origin)
        except ValueError:
            return False
        usual, host = USUAL.get(place.scheme), headers.get("host", "").lower()
        return usual is not None and place.netloc.lower().removesuffix(usual) == host.removesuffix(usual)
