"""What publishing adds to an edition: workbooks, briefs and open data, made by two processes side by side before the edition is sealed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from etl.publish import Finish
from etl.read import ROOT, Report, Unreadable

HANDS = 2


def finish(report: Report = lambda *_: None) -> Finish:
    """What publishing adds to an edition: every export. `report` is told how many are made.

    With MONITOR_EXPORTS=no nothing is added, and each file is made when somebody asks for it.
    """
    return (lambda _: None) if os.environ.get("MONITOR_EXPORTS") == "no" else (lambda folder: make(folder, folder, report))


def make(folder: Path, into: Path, report: Report = lambda *_: None) -> None:
    """Make every export of the edition in `folder` into the folder `into`. Raises `Unreadable` when one cannot be made."""
    words = [sys.executable, "-m", "etl.hand", str(folder), str(into), str(os.getpid())]
    hands = [subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _hand in range(HANDS)]
    before = len(list(into.iterdir()))
    total = int(hands[0].stdout.readline() or 1)
    try:
        while any(hand.poll() is None for hand in hands) and not any(hand.returncode for hand in hands):
            done = min(len(list(into.iterdir())) - before, total - 1)
            report(done, total, f"make workbooks, briefs and data files, {done} of {total}")
            time.sleep(0.2)
    finally:
        for hand in hands:
            if hand.poll() is None:
                hand.kill()
        said = [hand.communicate()[1].strip() for hand in hands]
    if any(hand.returncode for hand in hands):
        raise Unreadable(f"The exports could not be made: {next((one for one in said if one), 'a process was stopped').splitlines()[-1]}")
    report(total, total, f"{total} workbooks, briefs and data files made")
