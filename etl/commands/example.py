"""The example round on the command line: `example`."""

from __future__ import annotations

import argparse
import sys

from etl.commands.jobs import done_here
from etl.commands.main import Add
from etl.source import Unreadable
from etl.store.illustrative import refuse_place
from etl.store.journal import Conflict, Denied


def register(add: Add) -> None:
    """Register `example`."""
    make = add(
        "example", "a round to learn on: invented workbooks taken through the whole round, in a store of their own"
    )
    make.add_argument("--seed", type=int, default=2012, help="other seeds give other figures (default: 2012)")
    make.add_argument(
        "--only-files", action="store_true", help="make only the workbooks, to take them through the round by hand"
    )
    make.set_defaults(run=run_example, store=None)


def run_example(args: argparse.Namespace) -> int:
    """Make the example; 0, or 1 with one sentence when the store is not for it.

    Only `--store` names the store: never the one that the environment names.
    """
    try:
        if args.store is None:
            raise Denied(
                "Where to? Give an empty folder with --store; the example never goes into the store of the record."
            )
        refuse_place(args.store)
        given = {"seed": args.seed, "only_files": args.only_files}
        return done_here(args, "example", given, print, args.report)
    except (Denied, Conflict, Unreadable) as error:
        print(error, file=sys.stderr)
        return 1
