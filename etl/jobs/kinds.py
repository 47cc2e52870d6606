"""The kinds of jobs: what each does, what stays when it is stopped, and why one that was interrupted does not go on.

Longer than most files: what a kind does and what becomes of it after an interruption are read side by side.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from core import words
from core.editions.layout import editions
from core.editions.manifest import Manifest
from etl.example.making import make
from etl.jobs.expected import refuse_too_soon
from etl.jobs.job import Job, Stopped
from etl.jobs.since import since
from etl.publishing.differences import Preview
from etl.publishing.exports import NICE, are_wanted, complete, missing
from etl.publishing.preparation import prepare
from etl.publishing.rebuild import exports_again, rebuild
from etl.publishing.release import cancel, late, release, sweep, waiting
from etl.publishing.takeover import receive
from etl.source import Report
from etl.store import journal
from etl.store.brake import Agreement
from etl.store.editions import locked
from etl.store.inputs import Inputs


class Remember(Protocol):
    """Keeps facts in the state of a job."""

    def __call__(self, **facts: object) -> None:
        """Keep them so that they survive a power cut."""


@dataclass(frozen=True)
class Work:
    """What a job works with: where it reports each step and says what a person at the terminal reads, what it calls
    when it is not to be stopped any more and when it may be again, and where it keeps what tells later whether it was
    done.
    """

    store: Path
    job: Job
    report: Report
    say: Callable[[str], None]
    commit: Callable[[], None]
    reopen: Callable[[], None]
    remember: Remember

    @property
    def arguments(self) -> dict[str, Any]:
        """What the job was asked with."""
        return self.job.asked.arguments


@dataclass(frozen=True)
class Result:
    """What came of a job: one sentence, facts, and the exit code of its command."""

    sentence: str
    facts: Mapping[str, object] = field(default_factory=dict)
    code: int = 0


@dataclass(frozen=True)
class Kind:
    """A kind of job.

    `name` is what it makes; `stays` is said when it is stopped; `done` removes what an interrupted one left and says
    whether it had done its work, and `hindrance` why it does not go on (empty where it may).
    """

    name: str
    stays: str
    run: Callable[[Work], Result]
    hindrance: Callable[[Path, Job], str]
    done: Callable[[Path, Job], Result | None] = lambda _store, _job: None
    lane: str = "store"
    """Of one lane only one runs at a time: those that write the store, and those that write exports; empty for those
    that only read.
    """


def _publish(work: Work) -> Result:
    """Make the next edition, to be in force at once, or at its time with its exports; what an earlier attempt has
    entered is not made again.
    """
    given, store = work.arguments, work.store
    embargo = datetime.fromisoformat(given["embargo"]) if given.get("embargo") else None
    if not (made := _prepared(store, work.job)):
        manifest = _edition(work, embargo)
        made = manifest["edition"], manifest["hash"]
    if embargo and are_wanted():
        _with_exports(work, made[0])
    return _published(store, *made, follows=are_wanted() and not embargo)


def _edition(work: Work, embargo: datetime | None) -> Manifest:
    given, by = work.arguments, work.job.asked.by

    def show(preview: Preview) -> None:
        work.say(preview.text)
        work.remember(hash=preview.hash)
        if reason := since(work.store, work.job.asked.seen, preview.hash):
            raise journal.Denied(reason)

    return prepare(
        work.store,
        by,
        given["note"],
        embargo,
        inputs=Inputs(Path(given["record"]), Path(given["definitions"])),
        report=work.report,
        show=show,
        exports=are_wanted(),
        agreed=Agreement(tuple(given.get("drop", ())), by, given.get("because", "")),
        commit=work.commit,
    )


def _with_exports(work: Work, edition: int) -> None:
    """The exports for which an edition under embargo waits; who stops them cancels the edition."""
    work.reopen()
    try:
        complete(work.store, edition, work.report)
    except Stopped as stopped:
        if stopped.by:
            cancel(work.store, stopped.by, "Cancelled while its workbooks and briefs were made.")
            with locked(work.store):  # what was made of them goes
                pass
        raise
    work.commit()
    release(work.store, datetime.now(UTC))


def _prepared(store: Path, job: Job) -> tuple[int, str] | None:
    """Number and hash of the edition that an earlier attempt of this job had entered into the journal; None where it
    had not, or somebody has cancelled it.
    """
    digest, last = str(job.state.result.get("hash", "")), {entry.object: entry for entry in journal.entries(store)}
    for entry in journal.entries(store)[job.asked.seen.get("head", 0) :]:
        is_mine = entry.act == "prepared" and digest and entry.facts.get("hash") == digest
        if is_mine and last[entry.object].act != "cancelled":
            return int(entry.object.removeprefix("edition ")), digest
    return None


def _published(store: Path, edition: int, digest: str, follows: bool = False) -> Result:
    """What is said of an edition that was made: that it is in force, since when where that is late, or waits."""
    waits = waiting(store)
    if waits and waits.edition == edition and waits.embargo:
        state = f"waits until {words.utc(waits.embargo)}."
    else:
        state = " ".join(filter(None, ("is in force.", late(store, edition))))
    facts = {"edition": edition, "exports": are_wanted() and not follows, "follows": follows}
    return Result(f"Edition {edition} · {digest[:6]} {state}", facts)


def _publish_done(store: Path, job: Job) -> Result | None:
    """The edition that an interrupted job had entered into the journal before its process ended."""
    with locked(store):  # what it left half done is finished or swept
        sweep(store)
        made = _prepared(store, job)
        edition = waiting(store)
        if not made or (edition and edition.edition == made[0] and made[0] in missing(store)):
            return None
        release(store, datetime.now(UTC))
    return _published(store, *made, follows=are_wanted() and not job.asked.arguments.get("embargo"))


def _publish_hindrance(store: Path, job: Job) -> str:
    if _prepared(store, job):
        return ""
    if reason := since(store, {**job.asked.seen, "hash": ""}, ""):
        return reason
    given = job.asked.arguments
    if given.get("embargo"):
        try:
            refuse_too_soon(store, datetime.fromisoformat(given["embargo"]), datetime.now(UTC))
        except journal.Denied as late_now:
            return str(late_now)
    return ""


def _exports(work: Work) -> Result:
    """Make the exports that editions still lack."""
    if work.arguments.get("background"):
        os.nice(NICE)
    numbers = [work.arguments["edition"]] if work.arguments.get("edition") else missing(work.store)
    made = {number: complete(work.store, number, work.report) for number in numbers}
    said = [
        f"Edition {number}: {len(its['files'])} workbooks, briefs and data files."
        for number, its in made.items()
        if its
    ]
    return Result(" ".join(said) or "Nothing was missing.", {"editions": numbers})


def _exports_again(work: Work, number: int) -> bool:
    """Whether the exports of an edition are the same, made again, as far as they can be."""
    before, again = exports_again(work.store, number, work.report)
    verdict = "the same." if before == again else f"differ: {again[:12]}"
    work.say(f"exports of edition {number} · {before[:6]}: {verdict}" if len(before) == 64 else before)
    return before == again


def _rebuild(work: Work) -> Result:
    """Make editions again and compare their hashes."""
    store, only = work.store, work.arguments.get("edition")
    count, verdicts = len([only] if only else editions(store)), []
    for number, before, again in rebuild(store, only):
        verdict = "the same." if before == again else f"differs: {again[:12] if len(again) == 64 else again}"
        work.say(f"edition {number} · {before[:6]}: {verdict}")
        verdicts.append((number, before == again))
        if work.arguments.get("exports"):
            verdicts[-1] = (number, _exports_again(work, number) and before == again)
        work.report(len(verdicts), count, f"edition {number} made again")
    different = [number for number, is_same in verdicts if not is_same]
    if different:
        return Result(
            f"{words.counted('{0} edition', '{0} editions', len(different))} of {count} made again with another hash.",
            {"different": different},
            1,
        )
    return Result(f"{words.counted('{0} edition', '{0} editions', count)} made again, each with its hash.")


def _import(work: Work) -> Result:
    """Take the archive of a handover over."""
    given = work.arguments
    contents = receive(Path(given["file"]), work.store, given["fingerprint"], work.report, work.commit)
    held = words.counted("{0} edition", "{0} editions", len(contents["editions"]))
    entries = (contents["journal"] or {"n": 0})["n"]
    return Result(
        f"{held}, {entries} journal entries; every file is as it was handed over, and the store verifies.",
        {"editions": len(contents["editions"])},
    )


def _import_hindrance(_store: Path, job: Job) -> str:
    file = Path(job.asked.arguments["file"])
    return "" if file.exists() else f"{file.name} is not there any more; import it again."


def _example(work: Work) -> Result:
    """Make the example round."""
    return Result(make(work.store, work.arguments["seed"], work.arguments["only_files"], work.report, work.commit))


NOTHING_CHANGED = "Nothing was published; readers see what they saw before."
KINDS = {
    "publish": Kind("the next edition", NOTHING_CHANGED, _publish, _publish_hindrance, done=_publish_done),
    "exports": Kind(
        "workbooks, briefs and data files", "What was made is kept.", _exports, lambda *_: "", lane="exports"
    ),
    "rebuild": Kind("every edition again, to compare", "Nothing was changed.", _rebuild, lambda *_: "", lane=""),
    "import": Kind("a store out of an archive", "Nothing was imported.", _import, _import_hindrance),
    "example": Kind("the example round", "Nothing of it stands.", _example, lambda *_: ""),
}
"""Every kind of job by its name."""
