"""The record on the command line: `check-record`."""

from __future__ import annotations

import argparse
from pathlib import Path

from etl.commands.main import Add
from etl.publishing.record_check import check_record
from etl.source import DEFINITIONS
from etl.store.inputs import Inputs


def register(add: Add) -> None:
    """Register `check-record`."""
    check = add(
        "check-record",
        "say what is wrong with a changed record before anything is built: 0 nothing, 1 rows are left out, drop out or "
        "are asked about, 2 it would not come into force",
    )
    check.add_argument("record", type=Path, help="folder of the record, such as data/record")
    check.add_argument(
        "--definitions", type=Path, default=DEFINITIONS, help="folder of the definitions (default: data/definitions)"
    )
    check.set_defaults(run=run_check_record, failed=2)


def run_check_record(args: argparse.Namespace) -> int:
    """Print the findings that are new, a line a kind, and what would drop out; 0, 1 or 2."""
    checked = check_record(args.store, Inputs(args.record, args.definitions))
    print(checked.text)
    return checked.code
