"""The exports of an edition, its second part: workbooks, briefs and open data, made when its tables are sealed, by two
processes at once, and sealed beside it.

They are workers like any other (`core.workers`), one job a subject, with two differences: they are not shut in, since
they read the edition and write the files themselves, and what they complain of is kept, so that who asked can be told
why. The store is not locked while they work: readers and the desk go on.
"""

from __future__ import annotations

import fcntl
import json
import os
import tempfile
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import IO, NamedTuple

from core.editions.exports import LOG, is_making, is_sealed, logged, manifest_of, named, progress
from core.editions.hashes import sha256
from core.editions.layout import EXPORTS_LOCK, MANIFEST, draft, exports_of, making, place
from core.editions.manifest import FORMAT, Exports, current, manifest_in, refuse_later
from core.program import PROGRAM
from core.workers.batch import PROCESSES, Batch
from core.workers.process import Program
from core.workers.protocol import Answer, Limits
from etl.publishing.release import waiting
from etl.source import ROOT, Report, Unreadable
from etl.store.disk import refusals
from etl.store.editions import locked, seal_exports
from etl.store.journal import Denied
from etl.store.sealing import discard

EXPORTER = Program(("-m", "etl.publishing.export_worker"), Limits(seconds=600), folder=ROOT, environment=None)
LATER = "The edition in force stands; 'python -m etl complete' makes them."
"""What a reader of a failure may count on, and what to do."""
MOMENT, NICE = 0.5, 10
"""Seconds between two looks at another process, and how far one in the background stands back."""


class Drawn(NamedTuple):
    """A file that was made whole, its SHA-256, and how many there are in all; without a name before the first one."""

    name: str
    sha256: str
    of: int


Draw = Callable[[Path, Path, Collection[str]], Iterator[Drawn]]
"""What makes the exports of the edition in a folder into another folder, one after the other, but those of these names;
raises `Unreadable` when one cannot be made.
"""


def are_wanted() -> bool:
    """Whether publishing makes exports; with MONITOR_EXPORTS=no each file is made when somebody asks for it."""
    return os.environ.get("MONITOR_EXPORTS") != "no"


def missing(store: Path) -> list[int]:
    """The editions that still lack their exports, of the one that waits for them and the one in force."""
    edition, in_force = waiting(store), current(store)
    numbers = [edition.edition] if edition and edition.exports else []
    numbers += [in_force["edition"]] if in_force else []
    return [n for n in numbers if any(not is_sealed(folder) for folder in _folders(store, n))]


def complete(
    store: Path, edition: int, report: Report = lambda *_: None, *, wait: bool = True, draw: Draw | None = None
) -> Exports | None:
    """Make the exports that an edition, published or waiting, still lacks, and seal them beside it; returns their
    manifest, None for an edition of an earlier program, which has none beside it.

    What is sealed stays; what an earlier attempt has made is kept. One process at a time makes exports in a store:
    another waits and reports how far that one is, or with `wait` False is refused. `report(made, of, what)` is told
    each file; what it raises stops the work. Raises `Denied` when the edition is not there or was cancelled meanwhile,
    `Unreadable` when an export cannot be made or the disk refuses; the edition in force stands then.
    """
    refuse_later(store)
    folder = _folder(store, edition)
    if not is_sealed(folder):
        with _turn(store, folder, report, wait):
            if not is_sealed(folder := _folder(store, edition)):
                _complete(store, folder, report, draw or make)
    elif exports_of(folder).exists() and folder == place(store, edition) and not named(store, edition)[0]:
        with locked(store):  # who sealed them was stopped before they were named
            pass
    return manifest_of(folder) if exports_of(folder).exists() else None


def _folder(store: Path, edition: int) -> Path:
    """Where an edition is, published or waiting."""
    for folder in _folders(store, edition):
        return folder
    raise Denied(f"There is no edition {edition} in this store, or it was cancelled; no exports are made of it.")


def _folders(store: Path, edition: int) -> list[Path]:
    return [folder for folder in (place(store, edition), draft(store, edition)) if folder.exists()]


@contextmanager
def _turn(store: Path, folder: Path, report: Report, wait: bool) -> Iterator[None]:
    """One process at a time; the turn goes with it. A reader who looks whether somebody makes them holds it shortly."""
    with refusals("The exports", "made"):
        (store / EXPORTS_LOCK).touch()
    looks = 0
    with open(store / EXPORTS_LOCK, "r+b") as handle:
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if not wait and looks > 1:
                    raise Denied("Another process makes exports in this store just now.") from None
            looks += 1
            time.sleep(MOMENT)
            if is_making(store) and (state := progress(store, folder)) and state.of:
                report(min(state.made, state.of - 1), state.of, _progress(state.made, state.of))
        yield


def _complete(store: Path, folder: Path, report: Report, draw: Draw) -> None:
    into = making(folder)
    try:
        with refusals("The exports", "lost"):
            files = _drawn(folder, into, report, draw)
        seal_exports(store, folder, _manifest(folder, files))
    except (OSError, Unreadable) as error:
        if not (folder.exists() or place(store, int(folder.name)).exists()):
            discard(into)
            raise Denied(f"Edition {int(folder.name)} was cancelled; no exports are made of it.") from error
        with suppress(OSError):
            _note(into, {"failed": str(error)})
        raise Unreadable(f"{error} {LATER}") from error
    report(len(files), len(files), f"{len(files)} workbooks, briefs and data files made")


def _drawn(folder: Path, into: Path, report: Report, draw: Draw) -> dict[str, str]:
    """Make what is missing, and note each file as soon as it is whole; the SHA-256 of all by name."""
    begun = _begun(folder)
    files = _kept(into, begun)
    for drawn in draw(folder, into, frozenset(files)):
        if drawn.name:
            files[drawn.name] = drawn.sha256
            _note(into, {"name": drawn.name, "sha256": drawn.sha256})
        else:
            _note(into, {**begun, "total": str(drawn.of)}, *({"name": name, "sha256": files[name]} for name in files))
        report(min(len(files), drawn.of - 1), drawn.of, _progress(len(files), drawn.of))
    return files


def _begun(folder: Path) -> dict[str, str]:
    """What files must be made by and of, so that another process may go on from them."""
    return {"program": PROGRAM, "of": sha256(folder / MANIFEST)}


def _kept(into: Path, begun: Mapping[str, str]) -> dict[str, str]:
    """What an earlier attempt has made whole, by this program and of this edition; all else in the folder goes."""
    into.mkdir(exist_ok=True)
    files = {
        name: digest
        for name, digest in _earlier(into, begun)
        if (into / name).is_file() and sha256(into / name) == digest
    }
    for path in into.iterdir():
        if path.name not in files:
            discard(path)
    return files


def _earlier(into: Path, begun: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What an earlier attempt noted, or its manifest says where it was stopped between the two."""
    lines = logged(into / LOG)
    if lines and begun.items() <= lines[0].items():
        yield from ((line["name"], line["sha256"]) for line in lines if "name" in line)
    with suppress(OSError, ValueError):
        said = json.loads((into / MANIFEST).read_bytes())
        if begun.items() <= said.items():
            yield from said["files"].items()


def _note(into: Path, *lines: Mapping[str, str]) -> None:
    with open(into / LOG, "ab") as handle:
        handle.write(b"".join(json.dumps(line).encode() + b"\n" for line in lines))


def _manifest(folder: Path, files: Mapping[str, str]) -> Exports:
    edition = manifest_in(folder)
    begun = _begun(folder)
    return {
        "format": FORMAT,
        "program": begun["program"],
        "edition": edition["edition"],
        "hash": edition["hash"],
        "of": begun["of"],
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "files": dict(files),
    }


def make(folder: Path, into: Path, known: Collection[str] = ()) -> Iterator[Drawn]:
    """Make every export of the edition in `folder` but those `known` into the folder `into`, as `Draw` says."""
    with tempfile.TemporaryFile() as complaints, Batch(EXPORTER, complaints=complaints) as batch:
        asked = [_job(folder, into)] * PROCESSES  # so that all of them start at once
        *_, (_number, names) = _answers(batch, asked, complaints)
        yield Drawn("", "", len(names))
        left = by_subject(name for name in names if name not in known)
        for number, digests in _answers(batch, [_job(folder, into, some) for some in left], complaints):
            yield from (Drawn(name, digest, len(names)) for name, digest in zip(left[number], digests, strict=True))


def by_subject(names: Iterable[str]) -> list[list[str]]:
    """Names of exports by subject, such as the three of a country: one process asks and draws what they share once."""
    return [list(some) for _subject, some in groupby(names, lambda name: name.partition(".")[0])]


def _job(folder: Path, into: Path, names: Sequence[str] = ()) -> bytes:
    return json.dumps([str(folder), str(into), names]).encode()


def _progress(done: int, total: int) -> str:
    return f"make workbooks, briefs and data files, {done} of {total}"


def _answers(batch: Batch, jobs: list[bytes], complaints: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
    """What is answered to jobs, each with its place, as it is ready. Raises `Unreadable` for the first not done."""
    for number, answer in batch.answers(jobs):
        if answer.outcome != "done":
            raise Unreadable(f"The exports could not be made: {_reason(answer, complaints)}.")
        yield number, json.loads(answer.body)


def _reason(answer: Answer, complaints: IO[bytes]) -> str:
    if answer.outcome == "slow":
        return f"one took more than {EXPORTER.limits.seconds:g} seconds"
    return answer.body.decode() or _last(complaints) or "a process was stopped"


def _last(complaints: IO[bytes]) -> str:
    """The last line of what was complained; empty where nothing was."""
    complaints.seek(max(complaints.seek(0, os.SEEK_END) - 4096, 0))
    return (complaints.read().decode("utf-8", "replace").strip().splitlines() or [""])[-1]
