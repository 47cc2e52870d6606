"""Editions on the command line: `build`, `complete` and `verify`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from core.editions.layout import editions
from core.editions.manifest import current
from core.words import counted
from etl.build import build
from etl.commands.main import Add
from etl.jobs.watch import begin_missing
from etl.publishing.exports import are_wanted, complete, missing
from etl.source import DEFINITIONS, RECORD, Unreadable
from etl.store import brake
from etl.store.journal import Denied
from etl.store.verify import verify


def register(add: Add) -> None:
    """Register `build`, `complete` and `verify`."""
    make = add_inputs(add("build", "build an edition from the record and put it in force"))
    make.add_argument("--note", default="", help="revision note of the edition")
    add_agreement(make)
    make.add_argument(
        "--if-missing",
        action="store_true",
        help="do nothing when an edition is in force; its workbooks and briefs are made behind, by another process",
    )
    make.set_defaults(run=run_build)
    files = add("complete", "make the workbooks, briefs and data files that an edition still lacks")
    files.add_argument(
        "--edition", type=int, help="only of this one (default: the one that waits, and the one in force)"
    )
    files.set_defaults(run=run_complete)
    check = add("verify", "re-compute every hash of every edition and say what differs")
    check.set_defaults(run=run_verify)


def add_inputs(command: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Let a command take another record and other definitions."""
    command.add_argument("--record", type=Path, default=RECORD, help="folder of the record (default: data/record)")
    command.add_argument(
        "--definitions", type=Path, default=DEFINITIONS, help="folder of the definitions (default: data/definitions)"
    )
    return command


def add_agreement(command: argparse.ArgumentParser) -> None:
    """Let a person name what may drop out of the next edition."""
    command.add_argument(
        "--agree-to-drop",
        nargs="+",
        action="extend",
        default=[],
        metavar="WHAT",
        help="what drops out and is meant to, as the refusal or check-record names it, such as participants:FRA or "
        "treaties:12; who (--by) and why (--because) stand in the note",
    )
    command.add_argument("--because", default="", metavar="WHY", help="why it drops out")


def agreement(args: argparse.Namespace) -> brake.Agreement:
    """What the command line lets go, by whom, and why."""
    return brake.Agreement(tuple(args.agree_to_drop), args.by, args.because)


def run_build(args: argparse.Namespace) -> int:
    """Build an edition; 0, or 1 with a few sentences when a file cannot be read or something drops out unnamed."""
    if args.if_missing and current(args.store):
        return _begin(args)
    try:
        manifest = build(
            args.store,
            args.record,
            args.definitions,
            args.note,
            args.report,
            agreed=agreement(args),
        )
    except (Unreadable, brake.Refused) as error:
        args.report.clear()
        print(f"{error}\nNothing was published; the edition in force stays.", file=sys.stderr)
        return 1
    tables, issues = manifest["tables"], manifest["issues"]
    rows = sum(table["rows"] for table in tables.values())
    print(
        f"Edition {manifest['edition']} · {manifest['hash'][:6]}: {len(tables)} tables, {rows:,} rows; "
        f"{counted('{0} row', '{0} rows', issues['error'])} left out, "
        f"{counted('{0} question', '{0} questions', issues['question'])}, "
        f"{counted('{0} note', '{0} notes', issues['note'])}.",
        flush=True,
    )
    return _begin(args) if args.if_missing else run_complete(args, manifest["edition"]) if are_wanted() else 0


def _begin(args: argparse.Namespace) -> int:
    """Let another process make what is missing beside the tables; 0, since readers can be served whatever becomes of
    it: by an account that may only read, or beside a journal that is damaged.
    """
    try:
        if begin_missing(args.store, args.by):
            print("Its workbooks, briefs and data files are made meanwhile; the page Exports says how far they are.")
    except (Unreadable, Denied, OSError) as error:
        print(f"Workbooks, briefs and data files are not made beside the edition: {error}", file=sys.stderr)
    return 0


def run_complete(args: argparse.Namespace, edition: int = 0) -> int:
    """Make the exports that `edition`, the one asked for, or those of now still lack; 0."""
    asked = edition or args.edition
    for number in [asked] if asked else missing(args.store):
        if made := complete(args.store, number, args.report):
            print(f"Edition {number}: {len(made['files'])} workbooks, briefs and data files.", flush=True)
    return 0


def run_verify(args: argparse.Namespace) -> int:
    """Re-compute every hash; 0 when nothing differs, 1 with one line for each thing that does."""
    faults = verify(args.store)
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        in_force = current(args.store)
        count = counted("{0} edition", "{0} editions", len(editions(args.store)))
        force = (
            f"edition {in_force['edition']} · {in_force['hash'][:6]} is in force"
            if in_force
            else "none is in force yet"
        )
        print(f"{count} verified; {force}.")
    return 1 if faults else 0
