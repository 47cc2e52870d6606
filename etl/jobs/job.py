"""A job on disk: what was asked, how it stands, and whether its process lives.

desk/jobs/lock              held while a job is begun: one that writes at a time
desk/jobs/7/job.json        what is to be made, with what, by whom, when, and what the asker had seen
desk/jobs/7/state.json      how far it is, and how it ended
desk/jobs/7/lock            held by its process, and so free as soon as there is none, however it died
desk/jobs/7/cancel.json     who asked it to stop
desk/jobs/7/log             what it complained of

On the private side of the store, because a note and names stand in it before anything is published.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core.editions.layout import jobs as folder_of_jobs
from etl.store.disk import refusals, sync
from etl.store.sealing import discard


class Stopped(BaseException):
    """The job was asked to stop, or its process was; no error, so that nothing on the way takes it for one."""

    def __init__(self, by: str = "") -> None:
        super().__init__(by)
        self.by = by


RUNNING, DONE, FAILED, CANCELLED, INTERRUPTED = "running", "done", "failed", "cancelled", "interrupted"
KEPT = 20
"""So many jobs that ended stay, and the last of each kind that was done, from which is known how long it takes."""
ASKED, STATE, LOCK, CANCEL, LOG = "job.json", "state.json", "lock", "cancel.json", "log"


@dataclass(frozen=True)
class Asked:
    """What is to be made: the kind of job, its arguments, by whom and when (UTC) it was asked for.

    `seen` is what the asker looked at: number of the journal's last entry (`head`), edition in force (`edition`), and
    the hash of the preview (`hash`, empty where none was shown).
    """

    what: str
    arguments: dict[str, Any]
    by: str
    asked_at: str
    seen: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class State:
    """How a job stands: step, of how many, and its words; when (UTC) it began and when this was written; how many
    seconds it has worked, by a clock that nobody sets; how often it was begun; how it ended, in one sentence, and with
    what.
    """

    outcome: str = RUNNING
    step: int = 0
    of: int = 0
    words: str = ""
    started: str = ""
    updated: str = ""
    seconds: float = 0.0
    pid: int = 0
    attempts: int = 0
    sentence: str = ""
    result: dict[str, Any] = field(default_factory=dict)

    @property
    def share(self) -> float:
        """How far it is, from 0 to 1."""
        return min(self.step / self.of, 1.0) if self.of > 0 else 0.0


@dataclass(frozen=True)
class Job:
    """A job as it is found on disk; `fault` is a sentence where its folder is damaged."""

    n: int
    asked: Asked
    state: State
    is_alive: bool
    fault: str = ""

    @property
    def outcome(self) -> str:
        """How it stands; one that says that it runs and has no process was interrupted."""
        return INTERRUPTED if self.state.outcome == RUNNING and not self.is_alive else self.state.outcome


def place(store: Path, n: int) -> Path:
    """The folder of a job."""
    return folder_of_jobs(store) / str(n)


def numbers(store: Path) -> list[int]:
    """The numbers of the jobs on disk, oldest first."""
    return sorted(int(path.name) for path in folder_of_jobs(store).glob("[0-9]*") if path.name.isdigit())


def jobs(store: Path) -> list[Job]:
    """Every job on disk, oldest first."""
    return [read(store, n) for n in numbers(store)]


def read(store: Path, n: int) -> Job:
    """A job as it stands. What is damaged, or was just removed, has a `fault` and no process is taken for it."""
    folder, faults = place(store, n), []
    is_alive = alive(folder)  # before the state is read: what ends in between has written its end
    asked, state = Asked("", {}, "", ""), State(outcome=INTERRUPTED)
    try:
        asked = Asked(**_mapping(folder / ASKED))
    except (OSError, ValueError, TypeError):
        faults.append(ASKED)
    try:
        state = State(**_mapping(folder / STATE))
        faults += [STATE] if not _is_state(state) else []
    except FileNotFoundError:  # asked for, and its process has not said anything yet
        state = State()
    except (OSError, ValueError, TypeError):
        faults.append(STATE)
    if not faults:
        return Job(n, asked, state, is_alive)
    what = f"{' and '.join(faults)} in desk/jobs/{n} {'are' if faults[1:] else 'is'} damaged"
    fault = f"Job {n} cannot be read: {what}."
    return Job(n, asked, State(outcome=RUNNING if is_alive else INTERRUPTED, sentence=fault), is_alive, fault)


def _is_state(state: State) -> bool:
    numbers_ = (state.step, state.of, state.seconds, state.pid, state.attempts)
    texts = (state.outcome, state.words, state.started, state.updated, state.sentence)
    return (
        all(isinstance(value, (int, float)) for value in numbers_)
        and all(isinstance(value, str) for value in texts)
        and isinstance(state.result, dict)
    )


def _mapping(path: Path) -> dict[str, Any]:
    said = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(said, dict):
        raise ValueError(path.name)
    return said


def alive(folder: Path) -> bool:
    """Whether the process of a job lives: it holds the lock, which goes with it, whatever number it had."""
    try:
        with open(folder / LOCK, "rb") as handle:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def write(path: Path, said: Mapping[str, Any], *, lasting: bool = False) -> None:
    """Replace a file of a job at once, so that nobody reads half of it; `lasting` survives a power cut.

    Raises `OSError` where the disk refuses; the file is as before then.
    """
    beside = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        beside.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        if lasting:
            sync(beside)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def put(store: Path, n: int, state: State) -> None:
    """Write how a job stands, so that it survives a power cut. Raises `OSError`."""
    write(place(store, n) / STATE, asdict(state), lasting=True)


def asked_to_stop(store: Path, n: int) -> str:
    """Who asked the job to stop; empty while nobody has."""
    try:
        return str(_mapping(place(store, n) / CANCEL)["by"])
    except FileNotFoundError:
        return ""
    except (OSError, ValueError, KeyError):
        return "?"


def stop(store: Path, n: int, by: str) -> None:
    """Ask the job to stop; the first who asks is remembered. Raises `Unreadable` where the disk refuses."""
    path = place(store, n) / CANCEL
    if not path.exists():
        with refusals("The wish to cancel", "cancelled"):
            write(path, {"by": by, "at": now()}, lasting=True)


def prune(store: Path) -> None:
    """Old jobs that ended go."""
    found = [job for job in jobs(store) if not job.is_alive and job.state.outcome != RUNNING]
    last = {job.asked.what: job.n for job in found if job.outcome == DONE}
    for job in found[:-KEPT]:
        if job.n not in last.values():
            with suppress(OSError):
                discard(place(store, job.n))


def now() -> str:
    """This moment in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def ended(store: Path) -> Iterator[Job]:
    """Jobs that ended, the newest first."""
    yield from (job for job in reversed(jobs(store)) if not job.is_alive)
