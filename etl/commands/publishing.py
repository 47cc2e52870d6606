"""Publishing on the command line: `preview`, `publish`, `release` and `cancel`."""

from __future__ import annotations

import argparse
import time
from datetime import UTC, datetime
from pathlib import Path

from core import words
from etl.commands.editions import add_agreement, add_inputs
from etl.commands.jobs import done_here
from etl.commands.main import Add
from etl.jobs.watch import watch
from etl.publishing.preparation import preview
from etl.publishing.release import cancel, moment, release, waiting
from etl.source import text_of
from etl.store.inputs import Inputs


def register(add: Add) -> None:
    """Register `preview`, `publish`, `release` and `cancel`."""
    look = add_inputs(add("preview", "what the next edition would change, and a note that names it"))
    look.add_argument("--out", type=Path, help="write the note into this file, to be completed by hand")
    look.set_defaults(run=run_preview)
    put = add_inputs(add("publish", "publish the record and all approved submissions"))
    put.add_argument("--note", default="", help="revision note; names every difference that preview lists")
    put.add_argument("--note-file", type=Path, help="file with the revision note")
    put.add_argument("--embargo", help="time before which nobody sees it, with its zone, such as 2014-09-30T09:00Z")
    add_agreement(put)
    put.set_defaults(run=run_publish)
    out = add("release", "put in force what is due")
    out.add_argument("--wait", action="store_true", help="look every second until nothing waits")
    out.add_argument(
        "--watch",
        action="store_true",
        help="look every second as long as the process that started this one lives; the desk does",
    )
    out.set_defaults(run=lambda args: watch(args.store) if args.watch else run_release(args))
    stop = add("cancel", "cancel the edition that waits")
    stop.add_argument("--reason", required=True)
    stop.add_argument("--seen", type=int, help="version that you saw; refused when it has changed since")
    stop.set_defaults(run=run_cancel)


def run_preview(args: argparse.Namespace) -> int:
    """Print what would change, and write the note that names it into `args.out`, if given; 0."""
    seen = preview(args.store, Inputs(args.record, args.definitions))
    if args.out:
        args.out.write_text(seen.ready + "\n", encoding="utf-8")
    print(seen.text)
    return 0


def run_publish(args: argparse.Namespace) -> int:
    """Publish, or prepare under an embargo; 0."""
    given = {
        "note": text_of(args.note_file) if args.note_file else args.note,
        "embargo": moment(args.embargo).isoformat() if args.embargo else None,
        "record": str(args.record.absolute()),
        "definitions": str(args.definitions.absolute()),
        "drop": args.agree_to_drop,
        "because": args.because,
    }
    return done_here(args, "publish", given, lambda text: print(text, flush=True), args.report)


def run_release(args: argparse.Namespace) -> int:
    """Put in force what is due, or say what waits; 0."""
    while (manifest := release(args.store, datetime.now(UTC))) is None and args.wait and waiting(args.store):
        time.sleep(1)
    if manifest:
        print(f"Edition {manifest['edition']} · {manifest['hash'][:6]} is in force.")
    elif edition := waiting(args.store):
        print(f"Edition {edition.edition} waits until {words.utc(edition.embargo)}.")
    else:
        print("Nothing waits.")
    return 0


def run_cancel(args: argparse.Namespace) -> int:
    """Cancel the edition that waits; 0."""
    edition = cancel(args.store, args.by, args.reason, args.seen)
    print(f"Edition {edition.edition} is cancelled; it never appears.")
    return 0
