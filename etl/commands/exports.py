"""The exports of an edition on the command line: `export`."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from core.editions.layout import editions, place
from core.editions.manifest import current
from etl.commands.main import Add
from etl.publishing.export_worker import opened
from etl.source import Unreadable
from etl.store.disk import refusals
from views import exports
from views.edition import Edition


def register(add: Add) -> None:
    """Register `export`."""
    take = add("export", "take workbooks, briefs and open data out of an edition")
    take.add_argument("names", nargs="*", help="such as country-FRA.pdf or open-data.zip (default: all)")
    take.add_argument("--edition", type=int, help="number of the edition (default: the one in force)")
    take.add_argument("--out", type=Path, default=Path("exports"), help="folder to write into (default: exports)")
    take.add_argument("--list", action="store_true", help="only say what there is, with size and SHA-256")
    take.set_defaults(run=run_export)


def run_export(args: argparse.Namespace) -> int:
    """Write the exports asked for into a folder, or list them; 0.

    Raises `Unreadable` for an edition or name that is not there, and for a folder of the store.
    """
    edition = _edition(args.store, args.edition)
    names = args.names or list(exports.catalogue(edition))
    for name in names:
        if name not in exports.all_exports(edition):
            raise Unreadable(f"There is no export {name}; 'python -m etl export --list' says which there are.")
    if args.list:
        for name in names:
            print(_line(edition, name))
        return 0
    if args.out.resolve().is_relative_to(args.store.resolve()):
        raise Unreadable(
            "The exports cannot be written into the store, which holds what was published and nothing else; "
            "please name another folder with --out."
        )
    args.out.mkdir(parents=True, exist_ok=True)
    for step, name in enumerate(names, 1):
        args.report(step, len(names), name)
        _write(edition, name, args.out / exports.file_name(edition, name))
    return 0


def _line(edition: Edition, name: str) -> str:
    size, digest = exports.facts(edition, name) or (0, "made when asked for")
    export = exports.all_exports(edition)[name]
    return f"{name}  {size:,} bytes  {digest}  {export.title}: {export.contains}"


def _edition(store: Path, asked: int | None) -> Edition:
    newest = (current(store) or {"edition": 0})["edition"]
    number = newest if asked is None else asked
    if number not in editions(store) or number > newest:
        raise Unreadable(
            f"There is no edition {number} in this store." if newest else "No edition has been published yet."
        )
    return opened(place(store, number))


def _write(edition: Edition, name: str, path: Path) -> None:
    """Write an export beside its place and put it there when it is whole: a file that was cut short never has its
    name.
    """
    beside = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        with refusals(name, "put in its place"), open(beside, "wb") as file:
            for piece in exports.content(edition, name):
                file.write(piece)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
