"""Jobs on the command line: `jobs`, `jobs cancel`, and `job`, which is the process of one."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core import terminal, words
from etl.commands.main import Add
from etl.jobs.job import CANCELLED, DONE, FAILED, INTERRUPTED, RUNNING, Job, Stopped, jobs
from etl.jobs.start import cancel, main, resume, sentence, work
from etl.source import Report

OUTCOMES = {DONE: "done", FAILED: "failed", CANCELLED: "cancelled", INTERRUPTED: "interrupted", RUNNING: "runs"}


def register(add: Add) -> None:
    """Register `jobs` and `job`."""
    several = add("jobs", "what runs, what ended and how; an interrupted job goes on where that is safe")
    several.set_defaults(run=run_jobs)
    way = several.add_subparsers(metavar="way")
    stop = way.add_parser("cancel", help="ask a job to stop; nothing half done stays")
    stop.add_argument("number", type=int, help="of the job, as 'jobs' lists it")
    stop.add_argument("--by", default=argparse.SUPPRESS, help="who cancels")
    stop.add_argument("--store", type=Path, default=argparse.SUPPRESS, help="folder of the store")
    stop.set_defaults(run=run_cancel)
    process = add("job", "the process of one job; it is started by the desk and by nobody else")
    process.add_argument("number", type=int)
    process.add_argument("--lock", type=int, required=True, help="descriptor of its lock")
    process.set_defaults(run=lambda args: main(args.store, args.number, args.lock))


def run_jobs(args: argparse.Namespace) -> int:
    """One line a job, the newest first; 0."""
    for said in resume(args.store):
        print(said)
    found = jobs(args.store)
    for job in reversed(found):
        print(line(job))
    if not found:
        print("No job was asked for in this store yet.")
    return 0


def line(job: Job) -> str:
    """A job in one line: its number, how it stands, and its sentence."""
    if job.is_alive:
        return f"{job.n:>3}  runs         {sentence(job)}"
    at = words.utc(job.state.updated or job.asked.asked_at) if job.asked.asked_at else ""
    said = job.state.sentence or "Its process ended before its work."
    return terminal.one_line(f"{job.n:>3}  {OUTCOMES.get(job.outcome, job.outcome):<11}  {at} {said}")


def run_cancel(args: argparse.Namespace) -> int:
    """Ask a job to stop; 0."""
    print(cancel(args.store, args.number, args.by))
    return 0


def done_here(
    args: argparse.Namespace,
    what: str,
    arguments: dict[str, Any],
    say: Callable[[str], None] = print,
    report: Report = lambda *_: None,
) -> int:
    """Do a job before the eyes of whoever asked, and print what came of it; its exit code. Ctrl-C cancels it."""
    try:
        result = work(args.store, what, args.by, arguments, report, say)
    except Stopped as stopped:
        who = f"by {stopped.by}" if stopped.by else "by a signal; it goes on at the desk, or with 'python -m etl jobs'"
        args.report.clear()
        print(f"Stopped {who}.", file=sys.stderr)
        return 130
    print(result.sentence, flush=True)
    if result.facts.get("follows"):
        return done_here(args, "exports", {}, say, report)
    return result.code
