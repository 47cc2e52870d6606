"""The hands that make the exports of an edition, and the command that takes exports out of one."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from etl.record.read import Unreadable
from etl.store.editions import current, editions, place
from etl.store.journal import refusals
from views import exports
from views.edition import Edition


def opened(folder: Path) -> Edition:
    """The edition in `folder`, published or not yet, as its manifest says."""
    said = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return Edition(int(said["edition"]), str(said["hash"]), folder)


def work(folder: Path, into: Path, parent: int) -> None:
    """Say how many exports there are, and make them until none is left, as long as the process `parent` lives.

    Whoever creates a file makes it, so that two hands share the work without a word.
    """
    edition = opened(folder)
    print(len(exports.catalogue(edition)), flush=True)
    for name in exports.catalogue(edition):
        if os.getppid() != parent:
            sys.exit("Nobody waits for these files any more.")
        try:
            exports.write(edition, into, name)
        except FileExistsError:
            continue


def commands(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Register `export`."""
    take = add("export", "take workbooks, briefs and open data out of an edition")
    take.add_argument("names", nargs="*", help="such as country-FRA.pdf or open-data.zip (default: all)")
    take.add_argument("--edition", type=int, help="number of the edition (default: the one in force)")
    take.add_argument("--out", type=Path, default=Path("exports"), help="folder to write into (default: exports)")
    take.add_argument("--list", action="store_true", help="only say what there is, with size and SHA-256")
    take.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the exports asked for into a folder, or list them; 0. Raises `Unreadable` for an edition or name that is not there, and for a folder of the store."""
    edition = _edition(args.store, args.edition)
    known = exports.every(edition)
    names = args.names or list(exports.catalogue(edition))
    for name in names:
        if name not in known:
            raise Unreadable(f"There is no export {name}; 'python -m etl export --list' says which there are.")
    if not args.list:
        if args.out.resolve().is_relative_to(args.store.resolve()):
            raise Unreadable(
                "The exports cannot be written into the store, which holds what was published and nothing else; please name another folder with --out."
            )
        args.out.mkdir(parents=True, exist_ok=True)
    for step, name in enumerate(names, 1):
        if args.list:
            size, digest = exports.facts(edition, name) or (0, "made when asked for")
            print(f"{name}  {size:,} bytes  {digest}  {known[name].title}: {known[name].contains}")
        else:
            args.report(step, len(names), name)
            _written(edition, name, args.out / exports.file_name(edition, name))
    return 0


def _edition(store: Path, asked: int | None) -> Edition:
    newest = (current(store) or {"edition": 0})["edition"]
    number = newest if asked is None else asked
    if number not in editions(store) or number > newest:
        raise Unreadable(
            f"There is no edition {number} in this store." if newest else "No edition has been published yet."
        )
    return opened(place(store, number))


def _written(edition: Edition, name: str, path: Path) -> None:
    """Write an export beside its place and put it there when it is whole: a file that was cut short never has its name."""
    beside = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        with refusals(name, "put in its place"), open(beside, "wb") as file:
            for piece in exports.content(edition, name):
                file.write(piece)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


if __name__ == "__main__":
    work(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
