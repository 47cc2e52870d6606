"""Publishing on the command line: `preview`, `publish`, `release` and `cancel`."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from core import words
from etl.publishing.exports import finish
from etl.publishing.release import cancel, moment, prepare, preview, release, waiting, watch
from etl.record.read import DEFINITIONS, RECORD
from etl.store.inputs import Inputs


def commands(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Register `preview`, `publish`, `release` and `cancel`."""
    look = _inputs(add("preview", "what the next edition would change, and a note that names it"))
    look.add_argument("--out", type=Path, help="write the note into this file, to be completed by hand")
    look.set_defaults(run=run_preview)
    put = _inputs(add("publish", "publish the record and all approved submissions"))
    put.add_argument("--note", default="", help="revision note; names every difference that preview lists")
    put.add_argument("--note-file", type=Path, help="file with the revision note")
    put.add_argument("--embargo", help="time before which nobody sees it, with its zone, such as 2014-09-30T09:00Z")
    put.set_defaults(run=run_publish)
    out = add("release", "put in force what is due")
    out.add_argument("--wait", action="store_true", help="look every second until nothing waits")
    out.add_argument(
        "--watch",
        action="store_true",
        help="look every second as long as the process that started this one lives; the desk does",
    )
    out.set_defaults(run=lambda a: watch(a.store) if a.watch else run_release(a))
    stop = add("cancel", "cancel the edition that waits")
    stop.add_argument("--reason", required=True)
    stop.add_argument("--seen", type=int, help="version that you saw; refused when it has changed since")
    stop.set_defaults(run=run_cancel)


def run_preview(args: argparse.Namespace) -> int:
    """Print what would change, and write the note that names it into `args.out`, if given; 0."""
    seen = preview(args.store, Inputs(args.record, args.definitions))
    if args.out:
        args.out.write_text(seen.ready + "\n", encoding="utf-8")
    print(seen.told)
    return 0


def run_publish(args: argparse.Namespace) -> int:
    """Publish, or prepare under an embargo; 0."""
    embargo = moment(args.embargo) if args.embargo else None
    note = args.note_file.read_text(encoding="utf-8") if args.note_file else args.note
    inputs, add = Inputs(args.record, args.definitions), finish(_step)
    said = prepare(
        args.store,
        args.by,
        note,
        embargo,
        inputs=inputs,
        report=_step,
        show=lambda seen: print(seen.told, flush=True),
        finish=add,
    )
    print(
        f"Edition {said['edition']} · {said['hash'][:6]} "
        + (f"waits until {words.utc(said['embargo'])}." if embargo else "is in force.")
    )
    return 0


def run_release(args: argparse.Namespace) -> int:
    """Put in force what is due, or say what waits; 0."""
    while (said := release(args.store, datetime.now(UTC))) is None and args.wait and waiting(args.store):
        time.sleep(1)
    one = waiting(args.store)
    print(
        f"Edition {said['edition']} · {said['hash'][:6]} is in force."
        if said
        else f"Edition {one.edition} waits until {words.utc(one.embargo)}."
        if one
        else "Nothing waits."
    )
    return 0


def run_cancel(args: argparse.Namespace) -> int:
    """Cancel the edition that waits; 0."""
    print(f"Edition {cancel(args.store, args.by, args.reason, args.seen).edition} is cancelled; it never appears.")
    return 0


def _inputs(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--record", type=Path, default=RECORD, help="folder of the record (default: data/record)")
    parser.add_argument(
        "--definitions", type=Path, default=DEFINITIONS, help="folder of the definitions (default: data/definitions)"
    )
    return parser


def _step(step: int, of: int, what: str) -> None:
    print(f"{step}/{of} {what}", flush=True)
