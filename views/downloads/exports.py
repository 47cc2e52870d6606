"""Exports on their way to a reader: one by its name, or several as one zip."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from starlette.requests import Request
from starlette.routing import Route

from core import words
from core.editions.exports import is_sealed
from views import exports
from views.data import archive, citation
from views.downloads.files import File, answered
from views.downloads.parameters import Query, Refused, edition_of, filters, query
from views.edition import Edition

NO_EXPORT = (
    "There is no such export; the page Exports lists all, "
    "such as alliance-overview.xlsx, target-1.pdf, country-FRA.docx and open-data.zip."
)


def export_file(edition: Edition, name: str, as_of: str = "latest") -> File:
    """An export as known at a date. Raises `Refused` for one that is not there, or that holds every date."""
    listed = exports.all_exports(edition).get(name)
    if listed is None:
        raise Refused(NO_EXPORT, 404)
    if as_of != "latest" and not listed.dated:
        raise Refused(f"{name} holds every date; please leave out as_of.")

    def make() -> bytes | Iterable[bytes]:
        body = exports.content(edition, name, as_of)
        return body if name.endswith(".zip") else b"".join(body)

    kept = exports.kept(edition, name) if as_of == "latest" else None
    facts = exports.facts(edition, name) if kept else None
    file_name = exports.file_name(edition, name, as_of)
    lasts = as_of != "latest" or facts is not None or is_sealed(edition.folder)
    asked: tuple[str, dict[str, object]] = (f"export {name}", {"as_of": as_of})
    return File(edition, file_name, asked, make, kept, facts[1] if facts else "", lasts)


@answered()
def export(request: Request) -> File:
    """One export of an edition by its name."""
    edition, as_of = _asked(query(request))
    return export_file(edition, request.path_params["name"], as_of)


@answered()
def several(request: Request) -> File:
    """Exports of an edition as one zip, with a list of what is in it."""
    asked = dict(query(request))
    names = list(dict.fromkeys(asked.pop("name", [])))
    if not names:
        raise Refused("Please name one export or more, such as name=country-FRA.pdf.")
    edition, as_of = _asked(asked)
    listed = exports.all_exports(edition)
    files = {
        name: export_file(edition, name, as_of if name in listed and listed[name].dated else "latest") for name in names
    }
    parts = {"as_of": as_of, "files": len(files)}
    return File(
        edition,
        words.file_name("exports", edition.number, edition.short, parts, illustrative=edition.illustrative) + ".zip",
        ("exports", {"as_of": as_of, "name": names}),
        lambda: archive.zipped(_entries(edition, files), citation.published(edition), stored=True),
        lasts=all(file.lasts for file in files.values()),
    )


def _asked(asked: Query) -> tuple[Edition, str]:
    """The edition and the date of looking; exports take no other filter."""
    edition = edition_of(asked)
    return edition, str(filters(edition, "An export", lambda _edition, as_of: as_of, asked)["as_of"])


def _entries(edition: Edition, files: dict[str, File]) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Each file under the name that it has alone, then a list that people read and `sha256sum -c` checks."""
    lines = [f"# {citation.cite(edition)}", "# sha256sum -c contents.txt"]
    for name, file in files.items():
        yield file.name, (counted := _Counted(file))
        listed = exports.all_exports(edition)[name]
        lines += [f"# {listed.title}: {listed.contains}; {counted.size} bytes"]
        lines += [f"{counted.digest.hexdigest()}  {file.name}"]
    yield "contents.txt", ("\n".join([*lines, ""]).encode(),)


class _Counted:
    """The bytes of a file as they pass by: their number and their SHA-256."""

    def __init__(self, file: File) -> None:
        self.file, self.size, self.digest = file, 0, hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.file.pieces():
            self.size += len(piece)
            self.digest.update(piece)
            yield piece


ROUTES = [Route("/export/{name}", export), Route("/export", several)]
