"""The routes that hand out files: tables, pictures, pages as they are seen, and exports. Published editions only."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.routing import Route

from core import words
from views import exports, pictures
from views.brief import briefs
from views.data import archive, citation
from views.downloads import contents
from views.downloads import exports as export_routes
from views.downloads.contents import CONTENTS
from views.downloads.files import File, answered
from views.downloads.parameters import Refused, edition_of, filters, query
from views.edition import Edition
from views.pictures import PICTURES, Picture
from views.rendering import drawing
from views.server.queues import DRAWING
from views.tables import VIEWS, Table, table
from views.workbook.tables import workbook

MOST_ROWS = {"pdf": 2_000, "xlsx": 1_000_000}
"""More rows than this no reader turns over, or no sheet holds."""


@answered()
def download(request: Request) -> File:
    """One table as csv, json, xlsx or pdf under filters."""
    name, ending = request.path_params["name"], request.path_params["ending"]
    if name not in VIEWS or ending not in FORMATS:
        raise Refused(f"There is no such table; there are {', '.join(VIEWS)}, each as {', '.join(FORMATS)}.", 404)
    asked = query(request)
    edition = edition_of(asked)
    rows = table(edition, name, **filters(edition, name, VIEWS[name].query, asked))
    place = f"table {name}.{ending}"
    return File(
        edition,
        f"{rows.file_name}.{ending}",
        (place, rows.filters),
        _make(ending, rows.view.title, [rows], rows.filters),
    )


@answered()
def page(request: Request) -> File:
    """A page as it is seen under its filters, as csv (several tables: a zip of them), json, xlsx, pdf.

    Some pages are an export as well, which is then the answer; a country also as docx.
    """
    name, ending = request.path_params["name"], request.path_params["ending"]
    if name not in CONTENTS or ending not in {*FORMATS, *CONTENTS[name].exports}:
        pages, formats = ", ".join(CONTENTS), ", ".join(FORMATS)
        raise Refused(f"There is no such page; there are {pages}, each as {formats}; countries also as docx.", 404)
    asked = query(request)
    edition = edition_of(asked)
    chosen = filters(edition, name, CONTENTS[name].tables, asked)
    same = CONTENTS[name].export(ending, chosen)
    if same is not None and same in exports.all_exports(edition):
        return export_routes.export_file(edition, same, str(chosen["as_of"]))
    if ending not in FORMATS:
        raise Refused("There is no such file: it stood in no list of the Alliance.", 404)
    return _page(edition, name, ending, chosen)


def _page(edition: Edition, name: str, ending: str, chosen: dict[str, object]) -> File:
    """A page under the filters `chosen`, made of its tables when it is their turn; how many there are says CSV now."""
    content, asked = CONTENTS[name], (f"page {name}.{ending}", chosen)
    stem = words.file_name(name, edition.number, edition.short, chosen, illustrative=edition.illustrative)
    if ending == "csv" and len(tables := content.tables(edition, **chosen)) > 1:
        published = citation.published(edition)
        return File(edition, f"{stem}.csv.zip", asked, lambda: archive.zipped(contents.csv_files(tables), published))

    def make() -> bytes:
        return _make(ending, content.title, content.tables(edition, **chosen), chosen)()

    return File(edition, f"{stem}.{ending}", asked, make)


def _make(ending: str, title: str, tables: list[Table], chosen: dict[str, object]) -> Callable[[], bytes]:
    """How tables become one file. Raises `Refused` when they have more rows than such a file is good for."""
    rows = sum(len(table.frame) for table in tables)
    most = MOST_ROWS.get(ending, rows)
    if rows > most:
        raise Refused(f"There are {rows} rows and a {ending} takes {most}; please filter them, or take csv or json.")
    return lambda: FORMATS[ending](title, tables, chosen)


FORMATS: dict[str, Callable[[str, list[Table], dict[str, object]], bytes]] = {
    "csv": lambda _title, tables, _chosen: tables[0].csv().encode("utf-8-sig", "replace"),
    "json": contents.dumped,
    "xlsx": lambda title, tables, _chosen: workbook(*tables, title=title),
    "pdf": lambda title, tables, _chosen: briefs.tables(title, tables),
}


@answered(DRAWING)
def picture(request: Request) -> File:
    """One picture as svg or png under its filters."""
    name, ending = request.path_params["name"], request.path_params["ending"]
    if name not in PICTURES or ending not in DRAWN:
        raise Refused(f"There is no such picture; there are {', '.join(PICTURES)}, each as {' or '.join(DRAWN)}.", 404)
    query_of = query(request)
    edition = edition_of(query_of)
    chosen = filters(edition, name, PICTURES[name], query_of)
    shown = _picture(edition, name, chosen)
    if shown is None or shown.rows.empty:
        raise Refused("There is nothing to draw: the edition holds nothing under these filters.", 404)
    asked = (f"picture {name}.{ending}", chosen)
    return File(edition, f"{shown.file_name}.{ending}", asked, lambda: DRAWN[ending](shown))


def _picture(edition: Edition, name: str, chosen: dict[str, object]) -> Picture | None:
    """The picture; None where there are no rows at all: there is no first one, no largest one, no date."""
    try:
        return pictures.picture(edition, name, **chosen)
    except (LookupError, TypeError, ValueError):
        return None


DRAWN: dict[str, Callable[[Picture], bytes]] = {
    "svg": lambda picture: drawing.svg(picture).encode("utf-8", "replace"),
    "png": drawing.png,
}
ROUTES = [
    Route("/download/{name}.{ending}", download),
    Route("/picture/{name}.{ending}", picture),
    Route("/page/{name}.{ending}", page),
    *export_routes.ROUTES,
]
