"""Addresses of pages as the pages themselves write them."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from views import choices
from views.edition import NoEdition, edition, in_force
from views.server.queues import READING

LONGEST = 4_000
"""Bytes of a query that the door itself reads."""
CROWD = 60
"""Behind so many questions nobody waits at the door: the page writes its address itself, when it is there."""


class WrittenAddresses:
    """Sends a reader whose address is written in codes, old names or more words than needed to the same page as it
    writes its address itself.

    Before anything of the page is there, because a page that rewrites its own address leaves the first one behind it,
    and Back would lead there.
    """

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self.app, self.prefix = app, prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        written = None
        if self.concerns(scope) and READING.inside < CROWD:
            written = await READING.run(self.written, scope)
        answer = self.app if written is None else RedirectResponse(written, 302, {"Cache-Control": "no-store"})
        await answer(scope, receive, send)

    def concerns(self, scope: Scope) -> bool:
        """Whether this is a page of readers with something in its address; a very long one is left to the page."""
        is_asked = scope["type"] == "http" and 0 < len(scope["query_string"]) <= LONGEST
        return (
            is_asked
            and scope["path"].startswith(self.prefix + "/")
            and scope["path"].removeprefix(self.prefix + "/") in choices.PAGES
        )

    def written(self, scope: Scope) -> str | None:
        """The address as the page itself writes it, relative to the one that was asked for; None where it is that."""
        page = scope["path"].removeprefix(self.prefix + "/")
        asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        try:
            number = int(dict(asked).get("edition", "0"))
            query = choices.written(edition(number) if number else in_force(), page, asked)
        except (NoEdition, ValueError):  # what the page has to say, it says itself
            return None
        address = (page or "./") + ("?" + urlencode(query) if query else "")
        return None if query == asked else address
