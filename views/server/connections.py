"""Connections below HTTP: none stays that asks nothing, no head of a request is longer than any needs, and what nobody
can read costs one line in the log.

Uvicorn's own protocols, with what they leave out: a limit of time for a request that is not whole, for an answer that
nobody takes and for the number of connections; security headers on refusals; no tracebacks for what a stranger sent.
"""

from __future__ import annotations

import asyncio
import logging
import resource
from collections.abc import Mapping
from typing import Any, cast

import h11
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame
from websockets.http11 import Response
from websockets.server import ServerProtocol

HEAD_SECONDS, PAUSE_SECONDS, UNTAKEN_SECONDS = 10, 20, 60
"""A request is there this long after its connection, or after the answer before it; its body makes no longer pause;
and an answer is not left untaken for longer."""
HEAD_BYTES, MESSAGE_BYTES = 48_000, 2_000_000
"""Of the first line and the headers of a request; of one message of a live session, where 40,000 letters are pasted."""
RESERVE = 200
"""Descriptors that are left for files, however many connections there are."""
TOO_LONG = f"The head of this request has more than {HEAD_BYTES} bytes."
SESSION_LOG = "streamlit.web.server.starlette.starlette_websocket"


class Connection(H11Protocol):
    """An HTTP connection that does not wait for ever."""

    most = 1024 - RESERVE
    security: Mapping[str, str] = {}
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait for a request, unless there are too many connections."""
        super().connection_made(cast(asyncio.Transport, transport))
        if len(self.connections) > self.most:
            self.transport.abort()
        else:
            self._within(HEAD_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._within(None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what came, unless it is longer than any head, and say how long to wait for more."""
        waits = self.conn.their_state is h11.IDLE
        if waits and self._too_long(data):
            self.send_400_response(TOO_LONG)
            return
        super().data_received(data)
        self._follow(began=waits)

    def _too_long(self, data: bytes) -> bool:
        head = self.conn.trailing_data[0] + data if len(data) <= HEAD_BYTES else data
        return len(head) > HEAD_BYTES and head.find(b"\r\n\r\n", 0, HEAD_BYTES) < 0

    def _follow(self, began: bool = False) -> None:
        """Set the limit for what the connection waits for now."""
        state = self.conn.their_state
        if state is h11.SEND_BODY:
            self._within(PAUSE_SECONDS)
        elif state is not h11.IDLE or self.transport.get_protocol() is not self:
            self._within(None)
        elif not began:
            self._within(HEAD_SECONDS)

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        self._follow()

    def pause_writing(self) -> None:
        """Nobody takes the answer: wait a while."""
        super().pause_writing()
        self._within(UNTAKEN_SECONDS)

    def resume_writing(self) -> None:
        """Somebody takes it."""
        super().resume_writing()
        self._follow()

    def _within(self, seconds: float | None) -> None:
        """Cut the connection in so many seconds; None: not."""
        if self._timer:
            self._timer.cancel()
        self._timer = None if seconds is None else self.loop.call_later(seconds, self.transport.abort)

    def send_400_response(self, msg: str) -> None:
        """Refuse what cannot be read, with the sentence `msg`; after an answer has begun nothing can be said."""
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            fields = {
                "content-type": "text/plain; charset=utf-8",
                "content-length": str(len(msg)),
                "connection": "close",
                **self.security,
            }
            head = "".join(f"{name}: {text}\r\n" for name, text in fields.items())
            self.transport.write(f"HTTP/1.1 400 Bad Request\r\n{head}\r\n{msg}".encode("latin-1"))
        self.transport.close()


class Handshake(ServerProtocol):
    """The side of a websocket that speaks its protocol; every answer before it opens carries the headers."""

    security: Mapping[str, str] = {}

    def send_response(self, response: Response) -> None:
        """Send an answer, with the headers that it lacks."""
        for name, text in self.security.items():
            if name not in response.headers:
                response.headers[name] = text
        super().send_response(response)


class LiveSession(WebSocketsSansIOProtocol):
    """The websocket of a page, which speaks in bytes; a text is refused, and nothing else comes of it."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.conn = Handshake(max_size=MESSAGE_BYTES, logger=self.logger)

    def handle_text(self, event: Frame) -> None:
        """Close the session that sends a text."""
        self.logger.warning("A live session takes bytes, and got a text of %d; it was closed.", len(event.data))
        self.conn.fail(1003, "bytes only")
        self.handle_parser_exception()

    def handle_cont(self, event: Frame) -> None:
        """Take one more piece of a message."""
        if self.frames:  # what goes on with a refused text goes nowhere
            super().handle_cont(event)


class OneLine(logging.Filter):
    """A message about what a stranger sent, as one line instead of a traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten the record, and let it pass."""
        if record.exc_info and record.exc_info[1]:
            error = record.exc_info[1]
            record.msg = f"{record.getMessage().strip()}: {type(error).__name__}"
            record.args, record.exc_info, record.exc_text = (), None, None
        return True


def guard(config: Config, security: Mapping[str, str]) -> None:
    """Make a server that is about to listen use these protocols, with `security` headers on what they refuse."""
    logging.getLogger(SESSION_LOG).addFilter(OneLine())
    Connection.most = _descriptors() - RESERVE
    Connection.security = Handshake.security = security
    config.http_protocol_class, config.ws_protocol_class = Connection, LiveSession
    config.h11_max_incomplete_event_size = HEAD_BYTES


def _descriptors() -> int:
    """As many descriptors as this process may open; it asks for all that it may have, up to 8192."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 8192 if hard == resource.RLIM_INFINITY else min(hard, 8192)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return max(soft, wanted)
