"""Jobs as real processes: asked for, waited for, killed."""

import os
import random
import signal
import time

from core.editions.manifest import current
from etl.jobs import job as on_disk
from etl.jobs.job import RUNNING
from etl.jobs.start import resume
from etl.source import DEFINITIONS, RECORD
from etl.store.verify import verify


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


def killed(store, ask, many, longest, steps=0, chance=random.Random(13)):  # noqa: B008  # one order for all
    """Kill a job `many` times, each at most `longest` seconds after it has come at most so many steps further; `ask`
    begins one where none is taken up again.

    After each the edition in force is the one before, or the next one whole, and the store verifies. Returns how often
    each answer came: it goes on, it was done already, it was begun too often.
    """
    answers = {"goes on": 0, "done": 0, "3 times": 0}
    n, kills, came = None, 0, 0
    while kills < many:
        before = current(store)
        n = n or ask()
        job = until(store, n, lambda job: job.state.pid or not job.is_alive)
        goal = came + chance.randint(1, steps) if steps else 0
        job = until(store, n, lambda job, goal=goal: job.state.step >= goal or not job.is_alive)
        came = job.state.step
        time.sleep(chance.random() * longest)
        if job.is_alive and on_disk.read(store, n).is_alive:
            kill(store, n)
            kills += 1
        assert (verify(store), current(store)["edition"] - before["edition"] in (0, 1)) == ([], True)
        said = "".join(resume(store))
        outcome = "goes on" if "it goes on." in said else "3 times" if "3 times" in said else "done"
        assert outcome != "done" or on_disk.read(store, n).outcome == "done", (said, on_disk.read(store, n))
        answers[outcome] += 1
        n = n if outcome == "goes on" else None
    if n:
        assert ended(store, n).outcome == "done", log(store, n)
    assert verify(store) == []
    return answers
