"""What is invented says so: a store either holds the record and what countries sent, or invented figures to learn
on, never both.
"""

from __future__ import annotations

from pathlib import Path

from core.editions.layout import editions
from core.editions.manifest import manifest
from etl.source import ROOT
from etl.store.editions import locked
from etl.store.journal import Act, Denied, append, entries

WORDS = "Illustrative: invented figures"
"""What every page, chart and export of an invented edition says, and every invented workbook on its cover, in its
footers and in its properties.
"""

MARK = ("illustrative", "store")


def illustrative(store: Path) -> bool:
    """Whether the store is one to learn on: the first entry of its journal says so."""
    found = entries(store) if (store / "desk").exists() else []
    return bool(found) and (found[0].act, found[0].object) == MARK


def refuse_place(store: Path) -> None:
    """Raise `Denied` where the store is the place of the record."""
    if store.resolve() == (ROOT / "data" / "store").resolve():
        raise Denied(
            f"{store}: is the place of the record; expected a folder of its own, such as --store example. Invented "
            "figures never go where real ones are."
        )


def begin(store: Path, by: str) -> None:
    """Make an empty store one to learn on. Raises `Denied` where something real is, or may come to be, in it."""
    refuse_place(store)
    with locked(store):
        if illustrative(store):
            return
        if entries(store) or any(not manifest(store, n).get("illustrative") for n in editions(store)):
            raise Denied(
                f"{store}: holds a journal or editions that are not illustrative; expected an empty folder. Invented "
                "figures never go where real ones are."
            )
        append(store, [Act(by, *MARK, 0, WORDS)])


def misplaced(store: Path, invented: bool) -> str:
    """Empty when a workbook may enter the store, given whether it is marked as invented; else one sentence: invented
    figures and real ones have stores of their own.
    """
    if invented and not illustrative(store):
        return (
            "holds invented figures to learn on; this store takes only what countries sent. Drop it into a store "
            "made by 'python -m etl example'."
        )
    if not invented and illustrative(store):
        return (
            f"does not say {WORDS!r} on its first sheet; this store is one to learn on, and nothing real may enter it."
        )
    return ""
