"""The command line: `python -m etl build` and `python -m etl verify`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from etl.build import DEFINITIONS, RECORD, ROOT, build
from etl.publish import current, editions, verify
from etl.read import Unreadable


def store() -> Path:
    """Where editions live: MONITOR_STORE, or `data/store`."""
    return Path(os.environ.get("MONITOR_STORE") or ROOT / "data" / "store")


def progress(step: int, of: int, what: str) -> None:
    """One line a step; on a terminal one bar that moves."""
    if sys.stdout.isatty():
        done = "█" * (24 * step // of)
        end = "\n" if step == of else ""
        print(f"\r\033[K{done:<24} {step}/{of} {what}", end=end, flush=True)
    else:
        print(f"{step}/{of} {what}", flush=True)


def run_build(args: argparse.Namespace) -> int:
    """Build an edition; 0, or 1 with one sentence when a file cannot be read."""
    if args.if_missing and current(store()):
        return 0
    try:
        said = build(store(), args.record, args.definitions, args.note, progress)
    except Unreadable as error:
        print(f"\n{error}\nNothing was published; the edition in force stays.", file=sys.stderr)
        return 1
    found = said["issues"]
    rows = sum(table["rows"] for table in said["tables"].values())
    print(
        f"Edition {said['edition']} · {said['hash'][:6]}: {len(said['tables'])} tables, {rows:,} rows; {found['error']} rows left out, {found['question']} questions, {found['note']} notes."
    )
    return 0


def run_verify(_: argparse.Namespace) -> int:
    """Re-compute every hash; 0 when nothing differs, 1 with one line for each thing that does."""
    faults = verify(store())
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        in_force = current(store())
        print(f"{len(editions(store()))} editions verified; edition {in_force['edition']} · {in_force['hash'][:6]} is in force.")
    return 1 if faults else 0


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    top = argparse.ArgumentParser(prog="python -m etl", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="command")
    make = commands.add_parser("build", help="build an edition from the record and put it in force")
    make.add_argument("--record", type=Path, default=RECORD, help="folder of the record (default: data/record)")
    make.add_argument("--definitions", type=Path, default=DEFINITIONS, help="folder of the definitions (default: data/definitions)")
    make.add_argument("--note", default="", help="revision note of the edition")
    make.add_argument("--if-missing", action="store_true", help="do nothing when an edition is in force")
    make.set_defaults(run=run_build)
    check = commands.add_parser("verify", help="re-compute every hash of every edition and say what differs")
    check.set_defaults(run=run_verify)
    return top


if __name__ == "__main__":
    chosen = parser().parse_args()
    sys.exit(chosen.run(chosen))
