"""The command line: `python -m etl <command>`. A module is imported only when one of its commands is asked for."""

from __future__ import annotations

import argparse
import getpass
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from core import terminal
from core.editions.layout import store_folder
from core.editions.manifest import Unreadable, refuse_later
from core.version import version
from etl.commands.bar import Bar
from etl.store.journal import Conflict, Denied

Add = Callable[[str, str], argparse.ArgumentParser]
"""Adds a command with its name and one line that says what it does."""

MODULES = {
    "editions": ["build", "complete", "verify"],
    "record": ["check-record"],
    "rebuild": ["rebuild"],
    "assessment": ["assess", "rollup"],
    "questionnaire": ["questionnaire"],
    "desk": [
        *["check", "receive", "board", "submissions", "show", "recheck", "comment", "answer", "return"],
        *["accept", "approve", "reopen", "unapprove", "withdraw", "original", "marked", "journal"],
    ],
    "coding": ["code", "adjudicate", "reply", "codings"],
    "publishing": ["preview", "publish", "release", "cancel"],
    "exports": ["export"],
    "handover": ["handover"],
    "example": ["example"],
    "jobs": ["jobs", "job"],
}
"""The commands that each module of this room registers."""

STORELESS = {"assess", "rollup"}
"""Commands that open no store; every other one refuses a store of a later version before it does anything."""

RENAMED = {"template": "questionnaire", "list": "submissions"}
"""Commands of earlier versions, each with the one that does the same today."""


def default_actor() -> str:
    """Who acts, unless `--by` says it: MONITOR_ACTOR, or the name of the login."""
    return os.environ.get("MONITOR_ACTOR") or getpass.getuser()


def parser(asked: str = "") -> argparse.ArgumentParser:
    """All commands and their options; with `asked` only those of the module that has this command."""
    top = argparse.ArgumentParser(prog="python -m etl", description=__doc__)
    top.add_argument("--version", action="version", version=f"Progress monitor {version()}")
    commands = top.add_subparsers(required=True, metavar="command")

    def add(name: str, summary: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=summary, description=summary)
        command.add_argument(
            "--store",
            type=Path,
            default=store_folder(),
            help="folder of the store (default: MONITOR_STORE, or data/store)",
        )
        command.add_argument(
            "--by", default=default_actor(), help="who acts (default: MONITOR_ACTOR, or the login name)"
        )
        command.set_defaults(report=Bar(), failed=1)
        return command

    known = {name for names in MODULES.values() for name in names}
    for module, names in MODULES.items():
        if asked in names or asked not in known | {"--version"}:
            importlib.import_module(f"etl.commands.{module}").register(add)
    return top


def main(words: Sequence[str]) -> int:
    """Do what `words` ask for; its exit code.

    Whatever is refused or cannot be read or written is one sentence, and the exit code `failed` of the command
    (1, or 2 where 1 says another thing). Only what failed to be read speaks of a file.
    """
    asked = words[0] if words else ""
    if asked in RENAMED:
        print(
            f"The command '{asked}' is called '{RENAMED[asked]}' now: python -m etl {RENAMED[asked]} …", file=sys.stderr
        )
        return 2
    arguments = parser(asked).parse_args(words)
    try:
        if asked not in STORELESS and arguments.store:
            refuse_later(arguments.store)
        _refuse_bytes(arguments)
        code = int(arguments.run(arguments))
        sys.stdout.flush()
        return code
    except (Denied, Conflict, Unreadable) as error:
        sentence = str(error)
    except BrokenPipeError:  # whoever read our lines has gone; there is nobody to be told
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(arguments.failed)
    except OSError as error:
        name = Path(error.filename).name if error.filename else "What was asked for"
        sentence = f"{name}: cannot be opened or written ({error.strerror})."
    arguments.report.clear()
    print(sentence, file=sys.stderr)
    return int(arguments.failed)


def _refuse_bytes(arguments: argparse.Namespace) -> None:
    """Bytes that are no text can be the name of a file, and nothing else."""
    for text in (text for text in vars(arguments).values() if isinstance(text, str)):
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            raise Unreadable(f"{text!r} is no text in UTF-8. Nothing was done.")


def run() -> None:
    """The program `monitor`, which is `python -m etl`."""
    terminal.guard()
    sys.exit(main(sys.argv[1:]))
