"""A file on its way to a reader: its name, its ETag, how long it may be kept, and that it is made once."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse

from core.program import SOURCE
from views import exports
from views.downloads.cache import BodyCache
from views.downloads.parameters import Refused
from views.downloads.validators import ASK_AGAIN, cache_control, not_modified
from views.edition import Edition, NoEdition
from views.server.queues import DRAWING, READING, RETRY_SECONDS, BoundedQueue, Busy

BODIES: BodyCache[bytes] = BodyCache(capacity=64_000_000)
LONGEST = 160
SLOW = {"pdf", "docx", "png", "svg", "xlsx", "zip"}
Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class File:
    """A file of an edition: the `name` under which a reader keeps it, what was `asked` for, and how it is made.

    `asked` is a place and filters; `kept` is where the edition keeps the file, with its `sha256`. What is made as bytes
    is remembered; what is made in pieces is streamed. `lasts` says whether it stays what it is as long as the program
    does: an export that is made before those of its edition are sealed does not.
    """

    edition: Edition
    name: str
    asked: tuple[str, dict[str, object]]
    make: Callable[[], bytes | Iterable[bytes]] = field(repr=False)
    kept: Path | None = None
    sha256: str = ""
    lasts: bool = True

    @property
    def key(self) -> tuple[Edition, str, str]:
        """What tells it from every other file."""
        place, filters = self.asked
        return (self.edition, place, repr(sorted(filters.items())))

    @property
    def etag(self) -> str:
        """A strong validator that depends on the edition, on all that was asked for, and on what makes it."""
        parts = [self.edition.number, self.edition.hash, *self.key[1:], self.sha256 or SOURCE]
        return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'

    @property
    def headers(self) -> dict[str, str]:
        """Name, ETag and type; also the digest of the bytes where it is known."""
        stem, _dot, ending = self.name.rpartition(".")
        digest = {"Repr-Digest": f"sha-256=:{b64encode(bytes.fromhex(self.sha256)).decode()}:"} if self.sha256 else {}
        return {
            "Content-Disposition": f'attachment; filename="{shortened(stem, LONGEST, LONGEST - 9)}.{ending}"',
            "ETag": self.etag,
            "Content-Type": exports.TYPES[f".{ending}"],
            **digest,
        }

    @property
    def at_hand(self) -> bool:
        """Whether nobody has to wait for it."""
        return self.kept is not None or BODIES.holds(self.key)

    @property
    def drawn(self) -> bool:
        """Whether making it takes long: processes draw it, or it holds many files or cells."""
        return self.name.rpartition(".")[2] in SLOW

    def body(self) -> bytes | Iterable[bytes]:
        """Its bytes, made once however many ask at the same time; a zip in pieces, made for each."""
        return self.make() if self.name.endswith(".zip") else BODIES.get(self.key, self._whole)

    def _whole(self) -> bytes:
        body = self.make()
        return body if isinstance(body, bytes) else b"".join(body)

    def pieces(self) -> Iterator[bytes]:
        """Its bytes in pieces, from the disk where it is kept there."""
        if self.kept is None:
            body = self.body()
            yield from (body,) if isinstance(body, bytes) else body
            return
        with open(self.kept, "rb") as file:
            while piece := file.read(exports.CHUNK):
                yield piece


def shortened(stem: str, longest: int, kept: int) -> str:
    """A file name without ending of at most `longest` letters: of a longer one its first `kept`, and a hash of all."""
    return stem if len(stem) <= longest else f"{stem[:kept]}-{hashlib.sha256(stem.encode()).hexdigest()[:8]}"


def answered(queue: BoundedQueue = READING) -> Callable[[Callable[[Request], File]], Endpoint]:
    """An endpoint that sends the file that a function names; what cannot be is one sentence with 404, 400 or 503.

    The function has its turn in `queue`; what has to be made then has its own.
    """

    def with_turns(endpoint: Callable[[Request], File]) -> Endpoint:
        @wraps(endpoint)
        async def answer(request: Request) -> Response:
            try:
                return await _response(request, await queue.run(endpoint, request))
            except NoEdition as error:
                return _sentence(error, 404)
            except Refused as error:
                return _sentence(error, error.status)
            except Busy as error:
                return _sentence(error, 503, {"Retry-After": str(RETRY_SECONDS)})

        return answer

    return with_turns


def _sentence(error: Exception, status: int, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(str(error), status, {"Cache-Control": "no-store", **(headers or {})})


async def _response(request: Request, file: File) -> Response:
    headers = {**file.headers, "Cache-Control": cache_control(request) if file.lasts else ASK_AGAIN}
    if not_modified(request, file.etag):
        return Response(status_code=304, headers={name: headers[name] for name in ("ETag", "Cache-Control")})
    if file.kept:
        return FileResponse(file.kept, headers=headers, media_type=headers["Content-Type"])
    if request.method == "HEAD":
        return StreamingResponse((), headers=headers)  # without a length, because nothing was made
    queue = READING if file.at_hand or not file.drawn else DRAWING
    body = await queue.run(file.body)
    if isinstance(body, bytes):
        return Response(body, headers=headers)
    queue.refuse_when_full()
    return StreamingResponse(queue.pieces(body), headers=headers)
