"""Jobs as real processes: asked for, waited for, killed."""

import os
import signal
import time

from etl.jobs import job as on_disk
from etl.jobs.job import RUNNING
from etl.source import DEFINITIONS, RECORD


def given(record=RECORD, **more):
    """What a publication is asked with."""
    return {
        "note": "", "embargo": None, "record": str(record), "definitions": str(DEFINITIONS), "drop": [], "because": "",
        **more,
    }  # fmt: skip


def until(store, n, reached, seconds=120):
    """The job as soon as `reached(job)` holds."""
    end = time.monotonic() + seconds
    while not reached(job := on_disk.read(store, n)):
        assert time.monotonic() < end, f"{job}\n{log(store, n)}"
        time.sleep(0.02)
    return job


def ended(store, n):
    """The job once its process is gone and its end is written, or was never going to be."""
    return until(store, n, lambda job: not job.is_alive)


def began(store, n, step=1):
    """The job once it has come to a step."""
    return until(store, n, lambda job: job.state.outcome != RUNNING or job.state.step >= step)


def kill(store, n):
    """kill -9; returns the job as the next one finds it."""
    job = until(store, n, lambda job: job.state.pid)
    os.kill(job.state.pid, signal.SIGKILL)
    return ended(store, n)


def log(store, n):
    """What a job complained of."""
    path = on_disk.place(store, n) / "log"
    return path.read_text(encoding="utf-8") if path.exists() else ""
