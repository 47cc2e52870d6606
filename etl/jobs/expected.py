"""How long a job takes, by the last of its kind in this store, and whether an embargo can be kept."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core import words
from etl.jobs.job import DONE, Job, ended
from etl.publishing.exports import are_wanted
from etl.store.journal import Denied

MEASURED = {"publish": 6.0, "exports": 30.0, "example": 40.0}
"""Seconds on two quiet cores, for a store in which no job of that kind was done yet."""
ADDED, SHARE = 5.0, 1.25
"""How much longer than the last one it may take: a share of it, and a few seconds."""


class TooSoon(Denied):
    """An embargo that cannot be kept; `earliest` is the first moment (UTC) that can."""

    def __init__(self, sentence: str, earliest: datetime) -> None:
        super().__init__(sentence)
        self.earliest = earliest


@dataclass(frozen=True)
class Expected:
    """How many seconds a job takes, and whether that is known from this store or as measured elsewhere."""

    seconds: float
    is_own: bool


def expected(store: Path, what: str, *, waits: bool = False) -> Expected | None:
    """How long a job of this kind takes; None where nobody knows. An edition that `waits` for its time is made with its
    exports.
    """
    both = waits and what == "publish" and are_wanted()
    for job in ended(store):
        if job.outcome == DONE and job.asked.what == what:
            made = bool(job.state.result.get("exports"))
            if what != "publish" or made == both:
                return Expected(job.state.seconds, True)
            if both and (second := expected(store, "exports")):
                return Expected(job.state.seconds + second.seconds, second.is_own)
    if what not in MEASURED:
        return None
    return Expected(MEASURED[what] + (MEASURED["exports"] if both else 0), False)


def expected_of(store: Path, job: Job) -> Expected | None:
    """How long a job that was asked for takes."""
    return expected(store, job.asked.what, waits=bool(job.asked.arguments.get("embargo")))


def ready(store: Path, now: datetime) -> datetime:
    """When an edition that is begun now is surely ready to appear at its time, up to the full minute."""
    takes = expected(store, "publish", waits=True)
    return _minute(now + timedelta(seconds=takes.seconds * SHARE + ADDED if takes else 0))


def earliest(store: Path, now: datetime) -> datetime:
    """The first embargo that an edition can keep, with a minute to ask for it."""
    return ready(store, now) + timedelta(minutes=1)


def refuse_too_soon(store: Path, embargo: datetime, now: datetime) -> None:
    """Raise `TooSoon` where an edition that is begun now is not ready at `embargo`, and where that is past."""
    first = earliest(store, now)
    if embargo <= now:
        raise TooSoon(
            f"The embargo {words.utc(embargo.astimezone(UTC).isoformat())} is past; leave it out to publish at once.",
            first,
        )
    if embargo < (will_be := ready(store, now)):
        raise TooSoon(
            f"Ready at {moment(will_be, now)}, asked for {moment(embargo, now)}: publish now, or set another time, "
            f"{moment(first, now)} or later.",
            first,
        )


def moment(at: datetime, now: datetime) -> str:
    """A moment in UTC: with its day where that is not today."""
    at = at.astimezone(UTC)
    return f"{at:%H:%M} UTC" if at.date() == now.astimezone(UTC).date() else f"{at:%Y-%m-%d %H:%M} UTC"


def _minute(at: datetime) -> datetime:
    return datetime.fromtimestamp(math.ceil(at.timestamp() / 60) * 60, UTC)
