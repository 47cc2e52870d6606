"""A file on its way to a reader: its name, its mark, how long it may be kept, and that it is made once."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse

from views import exports
from views.downloads.cache import Shelf
from views.downloads.parameters import Query, Refused
from views.downloads.validators import ASK_AGAIN, FOREVER, same
from views.edition import Edition, NoEdition

SHELF = Shelf(most=64_000_000)
LONGEST = 160
SOURCE = hashlib.sha256(
    b"".join(
        path.read_bytes() for path in sorted(Path(__file__).parents[1].rglob("*.*")) if path.suffix in (".py", ".typ")
    )
).hexdigest()
"""What makes the files: one made by other code has another mark, so that nobody keeps the old one."""


@dataclass(frozen=True)
class File:
    """A file of an edition: the `name` under which a reader keeps it, what was `asked` for, how it is made, and where the edition keeps it, with its SHA-256.

    What is made as bytes is remembered; what is made in pieces is streamed.
    """

    edition: Edition
    name: str
    asked: tuple[str, dict[str, object]]
    make: Callable[[], bytes | Iterable[bytes]] = field(repr=False)
    kept: Path | None = None
    sha256: str = ""

    @property
    def key(self) -> tuple:
        """What tells it from every other file."""
        place, chosen = self.asked
        return (self.edition, place, repr(sorted(chosen.items())))

    @property
    def etag(self) -> str:
        """A mark that depends on the edition, on all that was asked for, and on what makes it."""
        said = [self.edition.number, self.edition.hash, *self.key[1:], self.sha256 or SOURCE]
        return f'"{hashlib.sha256(repr(said).encode()).hexdigest()[:32]}"'

    @property
    def headers(self) -> dict[str, str]:
        """Name, mark and type; also the digest of the bytes where it is known."""
        stem, _dot, ending = self.name.rpartition(".")
        name = (
            self.name
            if len(stem) <= LONGEST
            else f"{stem[: LONGEST - 9]}-{hashlib.sha256(stem.encode()).hexdigest()[:8]}.{ending}"
        )
        digest = {"Repr-Digest": f"sha-256=:{b64encode(bytes.fromhex(self.sha256)).decode()}:"} if self.sha256 else {}
        return {
            "Content-Disposition": f'attachment; filename="{name}"',
            "ETag": self.etag,
            "Content-Type": exports.TYPES[f".{ending}"],
            **digest,
        }

    @property
    def at_hand(self) -> bool:
        """Whether nobody has to wait for it."""
        return self.kept is not None or SHELF.holds(self.key)

    def body(self) -> bytes | Iterable[bytes]:
        """Its bytes, made once however many ask at the same time; a zip in pieces, made for each."""
        return self.make() if self.name.endswith(".zip") else SHELF.take(self.key, self.make)

    def pieces(self) -> Iterator[bytes]:
        """Its bytes in pieces, from the disk where it is kept there."""
        if self.kept is None:
            body = self.body()
            yield from (body,) if isinstance(body, bytes) else body
            return
        with open(self.kept, "rb") as file:
            while piece := file.read(exports.CHUNK):
                yield piece


def answered(find: Callable[[Request], File]) -> Callable[[Request], Response]:
    """An endpoint that sends the file that `find` names; what cannot be is one sentence with 404 or 400."""

    @wraps(find)
    def answer(request: Request) -> Response:
        try:
            return _sent(request, find(request))
        except NoEdition as error:
            return PlainTextResponse(str(error), 404, {"Cache-Control": "no-store"})
        except Refused as error:
            return PlainTextResponse(str(error), error.status, {"Cache-Control": "no-store"})

    return answer


def query(request: Request) -> Query:
    """Every value of each name in the address."""
    return {name: request.query_params.getlist(name) for name in request.query_params}


def _sent(request: Request, file: File) -> Response:
    headers = {**file.headers, "Cache-Control": FOREVER if "edition" in request.query_params else ASK_AGAIN}
    if same(request.headers.get("if-none-match"), file.etag):
        return Response(status_code=304, headers={name: headers[name] for name in ("ETag", "Cache-Control")})
    if file.kept:
        return FileResponse(file.kept, headers=headers, media_type=headers["Content-Type"])
    body = () if request.method == "HEAD" else file.body()
    return Response(body, headers=headers) if isinstance(body, bytes) else StreamingResponse(body, headers=headers)
