"""What publishing adds to an edition before it is sealed: workbooks, briefs and open data, by two processes at once.

They are workers like any other (`core.workers`), one job an export, with two differences: they are not shut in, since
they read the edition and write the files themselves, and what they complain of is kept, so that a publication that
fails can say why.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from core.workers.batch import PROCESSES, Batch
from core.workers.process import Program
from core.workers.protocol import Answer, Limits
from etl.source import ROOT, Report, Unreadable
from etl.store.sealing import Finish

EXPORTER = Program(("-m", "etl.publishing.export_worker"), Limits(seconds=600), folder=ROOT, environment=None)


def finish(report: Report = lambda *_: None) -> Finish:
    """What publishing adds to an edition: every export. `report` is told how many are made.

    With MONITOR_EXPORTS=no nothing is added, and each file is made when somebody asks for it.
    """
    return (
        (lambda _: None) if os.environ.get("MONITOR_EXPORTS") == "no" else (lambda folder: make(folder, folder, report))
    )


def make(folder: Path, into: Path, report: Report = lambda *_: None) -> None:
    """Make every export of the edition in `folder` into the folder `into`. Raises `Unreadable` if one cannot be."""
    with tempfile.TemporaryFile() as complaints, Batch(EXPORTER, complaints=complaints) as batch:
        asked = [_job(folder, into)] * PROCESSES  # so that all of them start at once
        *_, names = (json.loads(body) for body in _bodies(batch, asked, complaints))
        total = len(names)
        report(0, total, _progress(0, total))
        jobs = [_job(folder, into, name) for name in names]
        for done, _digest in enumerate(_bodies(batch, jobs, complaints), 1):
            report(min(done, total - 1), total, _progress(min(done, total - 1), total))
    report(total, total, f"{total} workbooks, briefs and data files made")


def _job(folder: Path, into: Path, name: str = "") -> bytes:
    return json.dumps([str(folder), str(into), name]).encode()


def _progress(done: int, total: int) -> str:
    return f"make workbooks, briefs and data files, {done} of {total}"


def _bodies(batch: Batch, jobs: list[bytes], complaints: IO[bytes]) -> Iterator[bytes]:
    """What is answered to jobs, in the order in which it is ready. Raises `Unreadable` for the first not done."""
    for _place, answer in batch.answers(jobs):
        if answer.outcome != "done":
            raise Unreadable(f"The exports could not be made: {_reason(answer, complaints)}")
        yield answer.body


def _reason(answer: Answer, complaints: IO[bytes]) -> str:
    if answer.outcome == "slow":
        return f"one took more than {EXPORTER.limits.seconds:g} seconds"
    return answer.body.decode() or _last(complaints) or "a process was stopped"


def _last(complaints: IO[bytes]) -> str:
    """The last line of what was complained; empty where nothing was."""
    complaints.seek(max(complaints.seek(0, os.SEEK_END) - 4096, 0))
    return (complaints.read().decode("utf-8", "replace").strip().splitlines() or [""])[-1]
