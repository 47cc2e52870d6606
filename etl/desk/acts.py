"""The desk: the acts of the secretariat on what countries send.

Each act is one entry in the journal, and names the version that the actor saw.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from etl.desk.readings import readings
from etl.desk.returned import returned as marked
from etl.desk.submission import Submission, approvable, folded, require
from etl.form.sheets import sheets
from etl.source import Unreadable
from etl.store import originals
from etl.store.chain import START
from etl.store.editions import locked
from etl.store.journal import Act, append, entries
from etl.store.persons import legible, refusal

if TYPE_CHECKING:
    import pandas as pd

Allowed = Callable[[Submission, Iterable[Submission]], str]


_LATEST: dict[str, tuple[int, str, dict[str, Submission]]] = {"fold": (0, START, {})}
"""The journal that was folded last: how many entries, the hash of the last, which stands for all before it, and what
they left."""


def submissions(store: Path) -> dict[str, Submission]:
    """Every submission by its id, as the journal says; only entries since the last look are gone through."""
    held = entries(store)
    count, last, known = _LATEST["fold"]
    if count and (len(held) < count or held[count - 1].hash != last):
        count, known = 0, {}
    after = folded(held[count:], known)
    _LATEST["fold"] = len(held), held[-1].hash if held else START, after
    return dict(after)


def get(store: Path, submission_id: str) -> Submission:
    """One submission. Raises `Unreadable` when there is none of this id."""
    by_id = submissions(store)
    if submission_id not in by_id:
        raise Unreadable(f"There is no submission {submission_id}; there are {', '.join(by_id) or 'none'}.")
    return by_id[submission_id]


def comment(store: Path, submission_id: str, key: str, text: str, by: str, seen: int | None = None) -> Submission:
    """Say or ask something about one cell ("Indicators!G12") or one question (the key of a finding)."""
    return _act(store, submission_id, "commented", by, seen, _stated(text), {"key": key})


def answer(store: Path, submission_id: str, key: str, text: str, by: str, seen: int | None = None) -> Submission:
    """Answer or confirm a question, in the words of the country; `key` is that of a finding, or a cell."""
    unknown = (
        f"{key!r} is neither a cell such as 'Indicators!G12' nor a question of {submission_id}; "
        "'show' prints the key of each."
    )

    def allowed(submission: Submission, _others: Iterable[Submission]) -> str:
        return submission.may("answered") or ("" if submission.speaks_of(key) else unknown)

    return _act(store, submission_id, "answered", by, seen, _stated(text), {"key": key}, allowed)


def give_back(store: Path, submission_id: str, by: str, reason: str, seen: int | None = None) -> Submission:
    """Give the workbook back to the country."""
    return _act(store, submission_id, "returned", by, seen, _stated(reason))


def accept(store: Path, submission_id: str, by: str, seen: int | None = None) -> Submission:
    """Take it: no errors, every question answered."""
    return _act(store, submission_id, "accepted", by, seen)


def reopen(store: Path, submission_id: str, by: str, reason: str = "", seen: int | None = None) -> Submission:
    """Undo a return or an acceptance."""
    return _act(store, submission_id, "reopened", by, seen, reason)


def approve(store: Path, submission_id: str, by: str, seen: int | None = None) -> Submission:
    """Approve it for the next edition; not by who accepted it, and not beside a newer one that is approved."""
    return _act(
        store,
        submission_id,
        "approved",
        by,
        seen,
        allowed=lambda submission, others: approvable(submission, by, others),
    )


def unapprove(store: Path, submission_id: str, by: str, reason: str = "", seen: int | None = None) -> Submission:
    """Undo an approval."""
    return _act(store, submission_id, "unapproved", by, seen, reason)


def withdraw(store: Path, submission_id: str, by: str, reason: str, seen: int | None = None) -> Submission:
    """Take it back; no later edition holds it."""
    return _act(store, submission_id, "withdrawn", by, seen, _stated(reason))


def content(store: Path, submission_id: str) -> dict[str, pd.DataFrame]:
    """What the workbook says: by title of sheet a frame of `row`, its fields, and the texts as sent."""
    import pandas as pd  # by whom a frame is asked for: it takes longer to import than all the rest of the desk

    titles = {name: sheet.title for name, sheet in sheets().items()}
    (reading,) = readings(store, [get(store, submission_id)])
    return {
        titles[source.name]: pd.DataFrame(source.rows, columns=source.columns, dtype=object).assign(row=source.lines)
        for source in reading.sources
    }


def returned(store: Path, submission_id: str) -> bytes:
    """The country's own workbook with what was found and said in its cells, and a sheet Issues in front."""
    submission = get(store, submission_id)
    return marked(originals.content(store, submission.sha256), submission.findings, submission.answers)


def _act(
    store: Path,
    submission_id: str,
    act: str,
    by: str,
    seen: int | None,
    reason: str = "",
    facts: dict[str, object] | None = None,
    allowed: Allowed | None = None,
) -> Submission:
    who = named(by)
    with locked(store):
        submission = get(store, submission_id)
        if seen is None or seen == submission.version:  # who saw an older version is told that first
            require(allowed(submission, submissions(store).values()) if allowed else submission.may(act))
        append(store, [Act(who, act, submission_id, seen, reason, facts or {})])
        return get(store, submission_id)


def _stated(text: str) -> str:
    require("" if text.strip() else "Who and why must be said; found nothing.")
    return text.strip()


def named(by: str) -> str:
    """Who acts, without space around the name; `Denied` where nobody is named, or a sign in the name is not seen."""
    require("" if legible(by) else "Who and why must be said; found nothing.")
    require(refusal(by))
    return by.strip()
