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
from views.downloads import exports as parcels
from views.downloads.contents import CONTENTS
from views.downloads.files import File, answered, query
from views.downloads.parameters import Refused, edition_of, filters
from views.pictures import PICTURES, Picture
from views.rendering import drawing
from views.tables import VIEWS, Table, table
from views.workbook.tables import workbook

MOST_ROWS = {"pdf": 2_000, "xlsx": 1_000_000}
"""More rows than this no reader turns over, or no sheet holds."""


@answered
def download(request: Request) -> File:
    """One table as csv, json, xlsx or pdf under filters."""
    name, ending = request.path_params["name"], request.path_params["ending"]
    if name not in VIEWS or ending not in FORMS:
        raise Refused(f"There is no such table; there are {', '.join(VIEWS)}, each as {', '.join(FORMS)}.", 404)
    edition = edition_of(query(request))
    one = table(edition, name, **filters(edition, name, VIEWS[name].query, query(request)))
    return File(
        edition,
        f"{one.file_name}.{ending}",
        (f"table {name}.{ending}", one.filters),
        _form(ending, one.view.title, [one], one.filters),
    )


@answered
def page(request: Request) -> File:
    """A page as it is seen under its filters: as csv (several tables: a zip of them), json, xlsx, pdf; a country also as docx."""
    name, ending = request.path_params["name"], request.path_params["ending"]
    if name not in CONTENTS or ending not in {*FORMS, *CONTENTS[name].exports}:
        raise Refused(
            f"There is no such page; there are {', '.join(CONTENTS)}, each as {', '.join(FORMS)}; countries also as docx.",
            404,
        )
    edition, content = edition_of(query(request)), CONTENTS[name]
    asked = filters(edition, name, content.tables, query(request))
    made = content.export(ending, asked)
    if made in exports.every(edition):
        return parcels.parcel(edition, made, str(asked["as_of"]))
    if ending not in FORMS:
        raise Refused("There is no such file: it stood in no list of the Alliance.", 404)
    tables = content.tables(edition, **asked)
    stem, place = (
        words.file_name(name, edition.number, edition.short, asked, illustrative=edition.illustrative),
        f"page {name}.{ending}",
    )
    if ending == "csv" and len(tables) > 1:
        return File(
            edition,
            f"{stem}.csv.zip",
            (place, asked),
            lambda: archive.zipped(contents.commas(tables), citation.published(edition)),
        )
    return File(edition, f"{stem}.{ending}", (place, asked), _form(ending, content.title, tables, asked))


def _form(ending: str, title: str, tables: list[Table], asked: dict[str, object]) -> Callable[[], bytes]:
    """How tables become one file with `ending`. Raises `Refused` when they have more rows than such a file is good for."""
    rows = sum(len(one.frame) for one in tables)
    if rows > MOST_ROWS.get(ending, rows):
        raise Refused(
            f"There are {rows} rows and a {ending} takes {MOST_ROWS[ending]}; please filter them, or take csv or json."
        )
    return lambda: FORMS[ending](title, tables, asked)


FORMS: dict[str, Callable[[str, list[Table], dict[str, object]], bytes]] = {
    "csv": lambda _title, tables, _asked: tables[0].csv().encode("utf-8-sig", "replace"),
    "json": contents.dumped,
    "xlsx": lambda title, tables, _asked: workbook(*tables, title=title),
    "pdf": lambda title, tables, _asked: briefs.tables(title, tables),
}


@answered
def picture(request: Request) -> File:
    """One picture as svg or png under its filters."""
    name, ending = request.path_params["name"], request.path_params["ending"]
    if name not in PICTURES or ending not in DRAWN:
        raise Refused(f"There is no such picture; there are {', '.join(PICTURES)}, each as {' or '.join(DRAWN)}.", 404)
    edition = edition_of(query(request))
    asked = filters(edition, name, PICTURES[name], query(request))
    try:
        drawn = pictures.picture(edition, name, **asked)
    except (LookupError, TypeError, ValueError):  # no rows at all: there is no first one, no largest one, no date
        drawn = None
    if drawn is None or drawn.rows.empty:
        raise Refused("There is nothing to draw: the edition holds nothing under these filters.", 404)
    return File(
        edition, f"{drawn.file_name}.{ending}", (f"picture {name}.{ending}", asked), lambda: DRAWN[ending](drawn)
    )


DRAWN: dict[str, Callable[[Picture], bytes]] = {
    "svg": lambda drawn: drawing.svg(drawn).encode("utf-8", "replace"),
    "png": drawing.png,
}
ROUTES = [
    Route("/download/{name}.{ending}", download),
    Route("/picture/{name}.{ending}", picture),
    Route("/page/{name}.{ending}", page),
    *parcels.ROUTES,
]
