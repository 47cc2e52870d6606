"""The example round as it is asked for: whole in an empty store, or only its workbooks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from core.editions.layout import editions
from etl.desk.board import participants
from etl.example.run import Steps, run, workbooks
from etl.form.rounds import rounds
from etl.source import Report
from etl.store.aside import aside, is_empty
from etl.store.illustrative import WORDS, refuse_place


def make(
    store: Path,
    seed: int,
    only_files: bool,
    report: Report = lambda *_: None,
    commit: Callable[[], None] = lambda: None,
) -> str:
    """Make the example, or with `only_files` its workbooks alone, in `store`; returns what is said of it.

    In an empty store it stands whole or not at all; `commit` is called when it is not to be stopped any more. Raises
    `Denied` where something real is in the store.
    """
    refuse_place(store)
    if only_files:
        total = sum(len(participants(reporting.who)) for reporting in rounds().values())
        made = workbooks(store, seed, Steps(total, report))
    elif is_empty(store):
        with aside(store, commit) as making:
            made = run(making, seed, report).workbooks
    else:
        made = run(store, seed, report).workbooks
    count = sum(map(len, made.values()))
    return f"{WORDS}: {count} workbooks in {store / 'desk' / 'example'}; {len(editions(store))} editions in {store}."
