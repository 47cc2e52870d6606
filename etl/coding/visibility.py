"""Who may see which code: before both are in, nobody sees the other's, and who has not coded sees none."""

from __future__ import annotations

from pathlib import Path

from etl.coding.rating import Coding, entered, folded
from etl.store.journal import entries
from etl.store.persons import same


def veiled(coding: Coding, by: str) -> Coding:
    """A coding as `by` may see it.

    Before both codes are in, somebody who has not coded sees how many there are and nothing else.
    """
    if coding.given == 2 or any(same(by, code.by) for code in coding.codes):
        return coding
    return Coding(coding.reference, coding.round, coding.scale, given=coding.given, read=coding.read)


def visible(store: Path, by: str) -> list[Coding]:
    """The codings as `by` may see them: who has not coded sees no code before both are in."""
    return [veiled(coding, by) for coding in folded(entries(store))]


def hidden(store: Path, by: str) -> set[int]:
    """The numbers of the journal entries whose facts and reason `by` may not see yet, so that the journal gives no code
    away.
    """
    journal = entries(store)
    veiled_names = {entered(coding) for coding in folded(journal) if veiled(coding, by) != coding}
    return {entry.n for entry in journal if entry.object in veiled_names}
