"""The command line: `python -m etl <command>`. Each module brings its own commands; only the one that is asked for is imported."""

from __future__ import annotations

import argparse
import getpass
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from core.words import counted
from etl.assessment.assess import run, run_rollup
from etl.build import build
from etl.publishing.exports import finish
from etl.record.read import DEFINITIONS, RECORD, ROOT, Finding, Unreadable
from etl.store.editions import current, editions
from etl.store.journal import Conflict, Denied
from etl.store.verify import verify

MODULES = {
    "etl.questionnaire.template": ["template"],
    "etl.commands.desk": [
        "check",
        "receive",
        "board",
        "list",
        "show",
        "recheck",
        "comment",
        "answer",
        "return",
        "accept",
        "approve",
        "reopen",
        "unapprove",
        "withdraw",
        "original",
        "marked",
        "journal",
    ],
    "etl.coding.coding": ["code", "adjudicate", "reply", "codings"],
    "etl.commands.publishing": ["preview", "publish", "release", "cancel"],
    "etl.publishing.rebuild": ["rebuild"],
    "etl.example.run": ["example"],
    "etl.publishing.handover": ["handover"],
    "etl.publishing.export_worker": ["export"],
}
"""The commands of each module; a module that is not asked for is not imported, so that a short command stays quick."""


def store() -> Path:
    """Where editions live: MONITOR_STORE, or `data/store`."""
    return Path(os.environ.get("MONITOR_STORE") or ROOT / "data" / "store")


def actor() -> str:
    """Who acts, unless `--by` says it: MONITOR_ACTOR, or the name of the login."""
    return os.environ.get("MONITOR_ACTOR") or getpass.getuser()


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
    if args.if_missing and current(args.store):
        return 0
    try:
        said = build(args.store, args.record, args.definitions, args.note, args.report, finish=finish(args.report))
    except Unreadable as error:
        print(f"\n{error}\nNothing was published; the edition in force stays.", file=sys.stderr)
        return 1
    found = said["issues"]
    rows = sum(table["rows"] for table in said["tables"].values())
    print(
        f"Edition {said['edition']} · {said['hash'][:6]}: {len(said['tables'])} tables, {rows:,} rows; {found['error']} rows left out, {found['question']} questions, {found['note']} notes."
    )
    return 0


def run_verify(args: argparse.Namespace) -> int:
    """Re-compute every hash; 0 when nothing differs, 1 with one line for each thing that does."""
    faults = verify(args.store)
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        in_force = current(args.store)
        force = (
            f"edition {in_force['edition']} · {in_force['hash'][:6]} is in force"
            if in_force
            else "none is in force yet"
        )
        print(f"{counted('{0} edition', '{0} editions', len(editions(args.store)))} verified; {force}.")
    return 1 if faults else 0


def run_assess(args: argparse.Namespace) -> int:
    """Assess the cases of a file; 0, or 2 with one line for each thing that was left out."""
    return _left_out(run(args.profile, args.settings, args.series, args.out))


def run_roll_up(args: argparse.Namespace) -> int:
    """Roll statuses up; 0, or 2 with one line for each thing that was left out."""
    return _left_out(run_rollup(args.profile, args.statuses, args.tree, args.out))


def _left_out(found: list[Finding]) -> int:
    for one in found:
        print(
            f"{one.file} {'row' if one.file.endswith('.parquet') else 'line'} {one.line}, {one.case or '(no case)'}: {one.place}: found {one.found!r}, expected {one.expected}.",
            file=sys.stderr,
        )
    return 2 if found else 0


def parser(asked: str = "") -> argparse.ArgumentParser:
    """All commands and their options; with `asked` those of the modules that have this command."""
    top = argparse.ArgumentParser(prog="python -m etl", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="command")

    def add(name: str, what: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=what, description=what)
        made.add_argument(
            "--store", type=Path, default=store(), help="folder of the store (default: MONITOR_STORE, or data/store)"
        )
        made.add_argument("--by", default=actor(), help="who acts (default: MONITOR_ACTOR, or the login name)")
        made.set_defaults(report=progress, failed=1)
        return made

    _own(add)
    known = {name for names in MODULES.values() for name in names}
    for module, names in MODULES.items():
        if asked in names or asked not in known | OWN:
            importlib.import_module(module).commands(add)
    return top


OWN = {"build", "verify", "assess", "rollup"}


def _own(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    make = add("build", "build an edition from the record and put it in force")
    make.add_argument("--record", type=Path, default=RECORD, help="folder of the record (default: data/record)")
    make.add_argument(
        "--definitions", type=Path, default=DEFINITIONS, help="folder of the definitions (default: data/definitions)"
    )
    make.add_argument("--note", default="", help="revision note of the edition")
    make.add_argument("--if-missing", action="store_true", help="do nothing when an edition is in force")
    make.set_defaults(run=run_build)
    check = add("verify", "re-compute every hash of every edition and say what differs")
    check.set_defaults(run=run_verify)
    judge = add("assess", "judge any series by the rules of a profile")
    judge.add_argument("--profile", required=True, help="alliance, statcan, eurostat, sdsn, unsd or destatis")
    judge.add_argument(
        "--settings", type=Path, required=True, help="CSV or Parquet: case_id, rule and what the rule needs"
    )
    judge.add_argument("--series", type=Path, required=True, help="CSV or Parquet: case_id, year, value")
    judge.add_argument("--out", type=Path, default=Path("-"), help="CSV or Parquet; - is standard output (default)")
    judge.set_defaults(run=run_assess)
    roll = add("rollup", "roll statuses of series up to indicators, goals and targets")
    roll.add_argument("--profile", required=True, help="alliance, statcan or unsd")
    roll.add_argument("--statuses", type=Path, required=True, help="CSV or Parquet: id, status and for statcan score")
    roll.add_argument("--tree", type=Path, required=True, help="CSV or Parquet: id, parent")
    roll.add_argument("--out", type=Path, default=Path("-"), help="CSV or Parquet; - is standard output (default)")
    roll.set_defaults(run=run_roll_up)


def main(words: Sequence[str]) -> int:
    """Do what `words` ask for; its exit code. Whatever is refused or cannot be read or written is one sentence, and the exit code `failed` of the command (1, or 2 where 1 says another thing)."""
    chosen = parser(words[0] if words else "").parse_args(words)
    try:
        return chosen.run(chosen)
    except (Denied, Conflict, Unreadable) as error:
        said = str(error)
    except UnicodeError as error:
        said = f"A file or text that was given is not UTF-8 ({error}); save it as UTF-8, then try again."
    except OSError as error:
        said = f"{Path(error.filename).name if error.filename else 'What was asked for'}: cannot be opened or written ({error.strerror})."
    print(said, file=sys.stderr)
    return chosen.failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
