"""The promises about the store in their full numbers: kills, flipped bits, readers, rounds, places of the journal.
`make test-full`."""

import json
import random
import time

import pytest

from core.editions.layout import editions
from core.editions.manifest import current
from etl.desk import acts
from etl.publishing import handover, preparation, takeover
from etl.store.verify import verify
from tests.support import promises
from tests.support.round import approved, checked, workbook

COUNTRIES = ("GHA", "ALB", "AUS", "AUT", "BEL", "BGR")


@pytest.fixture(scope="module")
def worked(tmp_path_factory):
    """A store after two editions, with a report that is approved and one that is checked. Only to copy."""
    store = tmp_path_factory.mktemp("worked") / "store"
    for turn, iso3 in enumerate(COUNTRIES[:4]):
        approved(store, iso3, arrests=turn)
        if turn in (0, 2):
            preparation.prepare(store, "Publisher", preparation.preview(store).ready)
    checked(store, "BEL", arrests=9)
    return store


def test_p1_eight_readers_see_one_edition_or_the_next(tmp_path):
    reads, wrong = promises.published_while_read(tmp_path / "store", 8, editions=150, seconds=20)
    print(f"{reads} reads of 150 editions by 8 readers, {len(wrong)} mixed")
    assert (wrong, reads >= 1500) == ([], True)


@pytest.mark.parametrize(("act", "every"), [("receive", 1), ("accept", 1), ("publish", 3)])
def test_p2_nothing_acknowledged_is_lost_by_a_kill_at_any_step(worked, tmp_path, act, every):
    sent = [workbook("BGR", arrests=7), workbook("AUT", arrests=8)] if act == "receive" else []
    assert promises.kills(act, worked, tmp_path, sent, every) == []


def test_p2_nothing_acknowledged_is_lost_by_a_kill_at_any_moment(worked, tmp_path):
    assert promises.kills("moments", worked, tmp_path, [workbook("BGR", arrests=7)], every=140) == []


def test_p3_two_hundred_flipped_bits_are_reported(worked, store):
    promises.copied(worked, store)
    assert promises.flips(store, random.Random(54), 200) == []


def test_p3_the_journal_is_cut_at_every_byte_of_its_last_two_entries(worked, store):
    promises.copied(worked, store)
    assert promises.cuts(store) == []


def test_p14_the_store_is_taken_over_and_made_again_without_network(worked, tmp_path):
    start = time.monotonic()
    takeover.receive(tmp_path / "out.zip", tmp_path / "new", handover.export(worked, tmp_path / "out.zip")[:16])
    run = promises.process("no_network(); print(json.dumps(made_again(Path(sys.argv[1]))))", tmp_path / "new")
    made = json.loads(run.communicate()[0])
    took = time.monotonic() - start
    print(f"handed over and made again in {took:.0f} s")
    assert (made, verify(tmp_path / "new"), took < 300) == ([True] * len(editions(worked)), [], True)


def test_p15_fifty_rounds_of_two_at_the_same_thing(worked, store):
    promises.copied(worked, store)
    other = acts.accept(store, "S0005", "Accepter").id
    assert promises.duel(store, rounds=50, id=other) == {"won": 50, "told": 50, "entries": 50, "faults": []}


def test_p15_fifty_rounds_of_two_that_publish(store):
    promises.tiny(store, 0)
    runs = [
        promises.process("for n in range(50): tiny(Path(sys.argv[1]), int(sys.argv[2]) + n)", store, start)
        for start in (100, 200)
    ]
    assert [run.communicate() and run.returncode for run in runs] == [0, 0]
    assert (current(store)["edition"], editions(store), verify(store)) == (101, list(range(1, 102)), [])


def test_p18_a_hundred_places_of_the_journal(store):
    promises.entered(store)
    assert promises.rewrites(store, random.Random(54), 100) == []
