"""Any series judged on the command line: `assess` and `rollup`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from core.terminal import one_line
from etl.assessment.assess import run, run_rollup
from etl.commands.main import Add
from etl.source import Finding

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
    roll.add_argument("--statuses", type=Path, required=True, help="CSV or Parquet: id, status and for statcan score")
    roll.add_argument("--tree", type=Path, required=True, help="CSV or Parquet: id, parent")
    roll.add_argument("--out", type=Path, default=Path("-"), help=OUT)
    roll.set_defaults(run=run_roll_up)


def run_assess(args: argparse.Namespace) -> int:
    """Assess the cases of a file; 0, or 2 with one line for each thing that was left out."""
    return _left_out(run(args.profile, args.settings, args.series, args.out))


def run_roll_up(args: argparse.Namespace) -> int:
    """Roll statuses up; 0, or 2 with one line for each thing that was left out."""
    return _left_out(run_rollup(args.profile, args.statuses, args.tree, args.out))


def _left_out(findings: Sequence[Finding]) -> int:
    for finding in findings:
        unit = "row" if finding.file.endswith(".parquet") else "line"
        print(
            f"{finding.file} {unit} {finding.line}, {one_line(finding.case) or '(no case)'}: {finding.place}: "
            f"found {finding.found!r}, expected {one_line(finding.expected)}.",
            file=sys.stderr,
        )
    return 2 if findings else 0
