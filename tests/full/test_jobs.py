"""Fifty kills of a job: twenty while the tables of an edition are made, thirty while its exports are."""

import itertools

from core.editions.exports import manifest_of
from core.editions.layout import place
from core.editions.manifest import current
from etl.jobs.start import start
from tests.support.jobs import given, killed


def test_twenty_kills_of_a_publication_lose_nothing(published, record):
    titles = itertools.count()

    def ask():
        record.cell("sources", 2, title=f"Title {next(titles)}")
        return start(published, "publish", "Ana", given(record.folder))

    answers = killed(published, ask, 20, longest=4)
    print(answers, current(published)["edition"])
    assert answers["goes on"] >= 5


def test_thirty_kills_of_the_exports_lose_nothing(published, monkeypatch):
    monkeypatch.setenv("MONITOR_EXPORTS", "yes")
    answers = killed(published, lambda: start(published, "exports", "Ana", {}), 30, longest=0.3, steps=4)
    while not start_again(published):
        pass
    print(answers)
    assert current(published)["edition"] == 1 and len(manifest_of(place(published, 1))["files"]) > 100


def start_again(store):
    """The exports are completed by one that nobody kills."""
    from tests.support.jobs import ended

    return ended(store, start(store, "exports", "Ana", {})).outcome == "done"
