"""Any series judged on the command line: `assess` and `rollup`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from core.terminal import one_line
from core.words import counted
from etl.assessment.assess import run, run_rollup
from etl.assessment.cases import Faulty
from etl.assessment.faults import NAMED, Outcome
from etl.commands.main import Add

OUT = "CSV or Parquet; - is standard output (default)"


def register(add: Add) -> None:
    """Register `assess` and `rollup`."""
    judge = add("assess", "judge any series by the rules of a profile")
    judge.add_argument("--profile", required=True, help="alliance, statcan, eurostat, sdsn, unsd or destatis")
    judge.add_argument(
        "--settings", type=Path, required=True, help="CSV or Parquet: case_id, rule and what the rule needs"
    )
    judge.add_argument("--series", type=Path, required=True, help="CSV or Parquet: case_id, year, value")
    judge.add_argument("--out", type=Path, default=Path("-"), help=OUT)
    judge.set_defaults(run=run_assess)
    roll = add("rollup", "roll statuses of series up to indicators, goals and targets")
    roll.add_argument("--profile", required=True, help="alliance, statcan, eurostat, sdsn, unsd or destatis")
    roll.add_argument(
        "--statuses",
        type=Path,
        required=True,
        help="CSV or Parquet: id or case_id, status and for statcan score, as assess writes them",
    )
    roll.add_argument("--tree", type=Path, required=True, help="CSV or Parquet: id, parent")
    roll.add_argument("--out", type=Path, default=Path("-"), help=OUT)
    roll.set_defaults(run=run_roll_up)


def run_assess(args: argparse.Namespace) -> int:
    """Assess the cases of a file; 0, or 2 with what was left out."""
    return _said(lambda: run(args.profile, args.settings, args.series, args.out), "case")


def run_roll_up(args: argparse.Namespace) -> int:
    """Roll statuses up; 0, or 2 with what was left out."""
    return _said(lambda: run_rollup(args.profile, args.statuses, args.tree, args.out), "row")


def _said(act: Callable[[], Outcome], unit: str) -> int:
    """Do it, and say what was ignored and left out; 2 where anything was left out, or all of it is at fault."""
    try:
        outcome = act()
    except Faulty as error:
        print(one_line(str(error)), file=sys.stderr)
        return 2
    for line in chain(outcome.notes, _left_out(outcome, unit)):
        print(one_line(line), file=sys.stderr)
    return 2 if outcome.left_out else 0


def _left_out(outcome: Outcome, unit: str) -> Iterator[str]:
    """A line for each fault that is named, one for each kind of which there are more, and how many were left out."""
    for finding in outcome.left_out:
        place = "row" if finding.file.endswith(".parquet") else "line"
        yield (
            f"{finding.file} {place} {finding.line}, {finding.case or '(no case)'}: {finding.place}: "
            f"found {finding.found!r}, expected {finding.expected}."
        )
    for (file, _rule, place), count in outcome.counts.items():
        if count > NAMED:
            yield f"{file}, {place}: {count - NAMED} more faults of this kind; {count} in all."
    if outcome.left_out:
        whole = "; one bad cell leaves its whole case out" if unit == "case" else ""
        verb = "was" if outcome.left == 1 else "were"
        yield f"{outcome.left} of {counted('{0} ' + unit, '{0} ' + unit + 's', outcome.given)} {verb} left out{whole}."
