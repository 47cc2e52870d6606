"""Editions made again on the command line: `rebuild`; a module of its own, because it needs the whole desk."""

from __future__ import annotations

import argparse
import sys

from core.editions.layout import editions
from etl.commands.jobs import done_here
from etl.commands.main import Add


def register(add: Add) -> None:
    """Register `rebuild`."""
    again = add("rebuild", "make editions again from their inputs, the originals and the journal, and compare")
    again.add_argument("--edition", type=int, help="only this one (default: all)")
    again.add_argument(
        "--exports", action="store_true", help="its workbooks, briefs and data files as well, if this program made them"
    )
    again.set_defaults(run=run_rebuild)


def run_rebuild(args: argparse.Namespace) -> int:
    """One line an edition; 0 when each has the hash with which it was published, else 1."""
    if args.edition and args.edition not in editions(args.store):
        print(f"There is no edition {args.edition}.", file=sys.stderr)
        return 1
    if not editions(args.store):
        print("There is no edition in this store yet; nothing has to be made again.")
        return 0
    given = {"edition": args.edition, "exports": args.exports}
    return done_here(args, "rebuild", given, lambda line: print(line, flush=True), args.report)
