"""What publishing adds to an edition: workbooks, briefs and open data, made by two processes side by side before the edition is sealed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import BinaryIO

from etl.record.read import ROOT, Report, Unreadable
from etl.store.editions import Finish

HANDS = 2


def finish(report: Report = lambda *_: None) -> Finish:
    """What publishing adds to an edition: every export. `report` is told how many are made.

    With MONITOR_EXPORTS=no nothing is added, and each file is made when somebody asks for it.
    """
    return (
        (lambda _: None) if os.environ.get("MONITOR_EXPORTS") == "no" else (lambda folder: make(folder, folder, report))
    )


def make(folder: Path, into: Path, report: Report = lambda *_: None) -> None:
    """Make every export of the edition in `folder` into the folder `into`. Raises `Unreadable` when one cannot be made."""
    words = [sys.executable, "-m", "etl.publishing.export_worker", str(folder), str(into), str(os.getpid())]
    with tempfile.TemporaryFile() as complaints:  # a pipe that nobody reads would stop who writes into it
        hands = [
            subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=complaints, text=True)
            for _hand in range(HANDS)
        ]
        try:
            total = _watched(hands, into, report)
        finally:
            for hand in hands:
                if hand.poll() is None:
                    hand.kill()
                hand.communicate()
        if any(hand.returncode for hand in hands):
            raise Unreadable(f"The exports could not be made: {_last(complaints) or 'a process was stopped'}")
    report(total, total, f"{total} workbooks, briefs and data files made")


def _watched(hands: list[subprocess.Popen], into: Path, report: Report) -> int:
    """Report what is made until all hands are done or one has failed; answers how many exports there are."""
    before = len(list(into.iterdir()))
    total = int(hands[0].stdout.readline() or 1)
    while any(hand.poll() is None for hand in hands) and not any(hand.returncode for hand in hands):
        done = min(len(list(into.iterdir())) - before, total - 1)
        report(done, total, f"make workbooks, briefs and data files, {done} of {total}")
        time.sleep(0.2)
    return total


def _last(complaints: BinaryIO) -> str:
    """The last line of what was complained; empty where nothing was."""
    complaints.seek(max(complaints.seek(0, os.SEEK_END) - 4096, 0))
    return (complaints.read().decode("utf-8", "replace").strip().splitlines() or [""])[-1]
