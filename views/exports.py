"""What leaves the house as files: workbooks, briefs and open data of an edition.

Made once, when it is published, and kept beside it; what is not kept, or not yet, is made when it is asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from types import MappingProxyType

from core import words
from core.editions.exports import Progress as Progress  # which pages take from here
from core.editions.exports import held, progress
from core.editions.soundness import is_published
from core.words import _
from views import queries
from views.brief import briefs, letter
from views.data import opendata, sdmx
from views.edition import Edition
from views.workbook import workbooks

CHUNK = 1 << 20
TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
"""What each ending is, as an answer says it."""


@dataclass(frozen=True)
class Export:
    """A file of an edition.

    Its `name` with ending, its `title`, what it `contains`, its `group` on the page, and how to `make` it for a date
    of looking. `dated` says whether it can be made for another date than the latest.
    """

    name: str
    title: str
    contains: str
    group: str
    make: Callable[[Edition, str], bytes | Iterable[bytes]]
    dated: bool = True


GROUPS = {
    "alliance": _("The whole Alliance"),
    "targets": _("One policy target"),
    "countries": _("One country"),
    "data": _("Open data"),
}


@lru_cache(maxsize=8)
def catalogue(edition: Edition) -> Mapping[str, Export]:
    """The exports that are made with an edition and listed, by name: first what takes longest to make."""
    countries = _countries(queries.roster(edition, "latest")["iso3"], edition)
    return _by_name(*_data(edition), *_alliance(), *_targets(edition), *countries)


@lru_cache(maxsize=8)
def all_exports(edition: Edition) -> Mapping[str, Export]:
    """Every export that may be asked for by its name.

    The catalogue, and those of countries that stood only in an earlier list of the Alliance.
    """
    return _by_name(*catalogue(edition).values(), *_countries(queries.participants(edition)["iso3"], edition))


def _by_name(*exports: Export) -> Mapping[str, Export]:
    return MappingProxyType({export.name: export for export in exports})


def _data(edition: Edition) -> Iterator[Export]:
    tables = len(edition.manifest["tables"])
    contains = _("{0} tables, one sheet each, and their codebook").format(tables)
    yield _undated("database.xlsx", _("The whole database"), contains, workbooks.database)
    contains = _(
        "{0} tables as CSV and Parquet, described by datapackage.json, with codebook, licence and citation"
    ).format(tables)
    yield _undated("open-data.zip", _("Open data package"), contains, opendata.package)
    contains = _("The published figures as SDMX-CSV 2.0 with their structure message, for statistical software")
    yield _undated("sdmx.zip", _("Figures as SDMX"), contains, sdmx.archive)


def _undated(name: str, title: str, contains: str, make: Callable[[Edition], bytes | Iterable[bytes]]) -> Export:
    """An export of open data, which is the same at every date of looking."""
    return Export(name, title, contains, "data", lambda edition, _as_of: make(edition), dated=False)


def _alliance() -> Iterator[Export]:
    contains = _("Cover, overview, the four targets, all countries by milestone, what our record holds of each, method")
    yield Export("conference-pack.pdf", _("Conference pack"), contains, "alliance", briefs.conference)
    contains = _("Progress by target, countries by milestone, gaps, who has reported, sources and notes")
    yield Export("alliance-overview.xlsx", _("Overview of the Alliance"), contains, "alliance", workbooks.alliance)


def _targets(edition: Edition) -> Iterator[Export]:
    for row in edition.rows("policy_targets", order="target_no").itertuples():
        number, title = int(row.target_no), _("Target {0}: {1}").format(row.target_no, row.short_name)
        contains = _("Brief: standing, milestones, indicators, gaps")
        yield Export(f"target-{number}.pdf", title, contains, "targets", partial(briefs.target, target=number))
        contains = _("Workbook: milestones, indicators, actions and gaps, each row with its source")
        yield Export(f"target-{number}.xlsx", title, contains, "targets", partial(workbooks.target, target=number))


def _countries(codes: Iterable[str], edition: Edition) -> Iterator[Export]:
    names = queries.participants(edition).set_index("iso3")["name"]
    for code in codes:
        kinds: tuple[tuple[str, str, Callable[..., bytes]], ...] = (
            (
                "pdf",
                _("Brief of two pages: where it stands, promised and reported, gaps, questions to expect"),
                briefs.country,
            ),
            ("docx", _("The same brief, to edit"), letter.country),
            (
                "xlsx",
                _("Workbook: milestones, commitments, figures and gaps, each row with its source"),
                workbooks.country,
            ),
        )
        for ending, contains, make in kinds:
            yield Export(f"country-{code}.{ending}", names[code], contains, "countries", partial(make, country=code))


def kept(edition: Edition, name: str) -> Path | None:
    """The file of an export that was made when the edition was published, or soon after.

    None where it was published without, where it is not made yet, or where the file is missing or another one.
    """
    folder, files = held(edition.folder)
    is_kept = name in files and name in catalogue(edition) and is_published(folder, name)
    return folder / name if is_kept else None


def facts(edition: Edition, name: str) -> tuple[int, str] | None:
    """Size in bytes and SHA-256 of an export as its manifest has it; None where none was kept."""
    path = kept(edition, name)
    return (path.stat().st_size, held(edition.folder)[1][name]) if path else None


def coming(edition: Edition) -> Progress | None:
    """How far the exports of an edition are that are made just now, or wait to be; None where none are to come."""
    store = edition.folder.parents[1]
    state = progress(store, edition.folder)
    if state is None or state.of:
        return state and replace(state, failed=state.failed.replace(f"{store}/", ""))
    return replace(state, of=len(catalogue(edition)))


def content(edition: Edition, name: str, as_of: str = "latest") -> Iterator[bytes]:
    """The bytes of an export in pieces: from the edition's folder where it was kept, else made now.

    Raises `KeyError` for an unknown name.
    """
    path = kept(edition, name) if as_of == "latest" else None
    if path is None:
        yield from fresh(edition, name, as_of)
        return
    with open(path, "rb") as file:
        while piece := file.read(CHUNK):
            yield piece


def fresh(edition: Edition, name: str, as_of: str = "latest") -> Iterable[bytes]:
    """The bytes of an export in pieces, made now. Raises `KeyError` for an unknown name."""
    body = all_exports(edition)[name].make(edition, as_of)
    return (body,) if isinstance(body, bytes) else body


def file_name(edition: Edition, name: str, as_of: str = "latest") -> str:
    """The name under which a reader keeps an export, which no other edition shares.

    Such as monitor-country-FRA-edition-1-3f9a2c-as_of-latest.pdf.
    """
    stem, _dot, ending = name.rpartition(".")
    filters = {"as_of": as_of} if all_exports(edition)[name].dated else {}
    return (
        f"{words.file_name(stem, edition.number, edition.short, filters, illustrative=edition.illustrative)}.{ending}"
    )


def write(edition: Edition, folder: Path, name: str, as_of: str = "latest") -> str:
    """Make an export into a new file of `folder`; returns its SHA-256.

    Raises `FileExistsError` where the file is there.
    """
    digest = hashlib.sha256()
    with open(folder / name, "xb") as file:
        for piece in fresh(edition, name, as_of):
            file.write(piece)
            digest.update(piece)
    return digest.hexdigest()
