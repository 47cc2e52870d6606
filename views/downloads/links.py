"""The addresses under which files of an edition are taken: each names its edition and the program that makes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from core.program import PROGRAM
from views.edition import Edition
from views.pictures import Picture
from views.prefix import local
from views.tables import Table


def table_link(table: Table, ending: str) -> str:
    """Where `table` can be taken as "csv", "json", "xlsx" or "pdf"."""
    return _link(f"/download/{table.view.name}.{ending}", table.edition, table.filters)


def picture_link(picture: Picture, ending: str) -> str:
    """Where `picture` can be taken as "svg" or "png"."""
    return _link(f"/picture/{picture.name}.{ending}", picture.edition, picture.filters)


def page_link(edition: Edition, page: str, ending: str, **filters: object) -> str:
    """Where a page under its filters can be taken as "json", "csv", "xlsx" or "pdf".

    Filters that are None do not count.
    """
    return _link(f"/page/{page}.{ending}", edition, {key: value for key, value in filters.items() if value is not None})


def export_link(edition: Edition, name: str, as_of: str = "latest") -> str:
    """Where an export can be taken."""
    return _link(f"/export/{name}", edition, {} if as_of == "latest" else {"as_of": as_of})


def zip_link(edition: Edition, names: Iterable[str], as_of: str = "latest") -> str:
    """Where several exports can be taken as one zip."""
    return _link("/export", edition, {**({} if as_of == "latest" else {"as_of": as_of}), "name": list(names)})


def _link(place: str, edition: Edition, filters: Mapping[str, object]) -> str:
    values = {key: ("yes" if value else "no") if isinstance(value, bool) else value for key, value in filters.items()}
    return local(f"{place}?" + urlencode({"edition": edition.number, **values, "version": PROGRAM}, doseq=True))
