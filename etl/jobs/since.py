"""What has happened since somebody looked: why work that rests on that look is not done."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.editions.manifest import current
from etl.desk.acts import submissions
from etl.desk.board import participants
from etl.store import journal
from etl.store.journal import Entry

MADE = "made"
"""The act of exports that are sealed."""


def seen(store: Path, preview: str = "") -> dict[str, Any]:
    """What somebody who looks now sees: the journal's last entry, the edition in force, the hash of the preview."""
    in_force = current(store)
    return {
        "head": head(store),
        "edition": in_force["edition"] if in_force else 0,
        "hash": preview,
    }


def head(store: Path) -> int:
    """The number of the last entry on which an edition can rest; 0 where there is none. That exports were made changes
    nothing of the next one.
    """
    return next((entry.n for entry in reversed(journal.entries(store)) if entry.act != MADE), 0)


def since(store: Path, looked: Mapping[str, Any], preview: str) -> str:
    """Empty where all is as it was when somebody `looked`; else one sentence, with the first act since then.

    `preview` is the hash of the edition as it would be now; it is held against the one seen, where one was.
    """
    if not looked:
        return ""
    later = [entry for entry in journal.entries(store)[looked["head"] :] if entry.act != MADE]
    if later:
        return f"Since then {_said(store, later[0])}; look at the preview again."
    now = seen(store)["edition"]
    if now != looked["edition"]:
        return f"Since then edition {now} came in force; look at the preview again."
    if looked["hash"] and preview and looked["hash"] != preview:
        return "Since then the record, a definition or the day has changed; look at the preview again."
    return ""


def _said(store: Path, entry: Entry) -> str:
    """An act in words: "Norway's report S0003 was withdrawn by Ana"."""
    submission = submissions(store).get(entry.object)
    names = {row["iso3"]: row["name"] for row in participants("list_54")}
    whose = f"{names.get(submission.country, submission.country)}'s report " if submission else ""
    return f"{whose}{entry.object} was {entry.act} by {entry.by}"
