"""Handing over on the command line: `handover export` and `handover import`."""

from __future__ import annotations

import argparse
from pathlib import Path

from etl.commands.jobs import done_here
from etl.commands.main import Add
from etl.publishing.handover import POINTS, README, SIGNS, export


def register(add: Add) -> None:
    """Register `handover export` and `handover import`."""
    handover = add("handover", "hand everything over to the next secretariat, or take it over")
    directions = handover.add_subparsers(required=True, metavar="way")
    out = directions.add_parser(
        "export", help="write one archive: originals, journal, editions, definitions, open points, instructions"
    )
    out.add_argument("file", type=Path)
    out.add_argument(
        "--allow", action="append", default=[], metavar="NAME", help="a file that looks like a secret and is none"
    )
    out.set_defaults(run=run_export)
    take = directions.add_parser("import", help="take an archive over into an empty store")
    take.add_argument("file", type=Path)
    take.add_argument("--fingerprint", default="", help="as told by who handed it over")
    take.set_defaults(run=run_import)
    for direction in (out, take):
        direction.add_argument("--store", type=Path, default=argparse.SUPPRESS, help="folder of the store")


def run_export(args: argparse.Namespace) -> int:
    """Write the archive and print its fingerprint; 0."""
    fingerprint = export(args.store, args.file, report=args.report, allow=tuple(args.allow))
    print(
        f"{args.file.name}: {args.file.stat().st_size >> 20} MB. Tell the receiver this fingerprint, "
        f"not in the same message: {fingerprint[:SIGNS]}"
    )
    return 0


def run_import(args: argparse.Namespace) -> int:
    """Import an archive and print what to do next; 0."""
    given = {"file": str(args.file.absolute()), "fingerprint": args.fingerprint.strip()}
    if code := done_here(args, "import", given, print, args.report):
        return code
    open_points = args.store / "desk" / "handover" / POINTS
    print(f"Next: python -m etl rebuild, then make desk. What is open: {open_points}; what to do: {README} beside it.")
    return 0
