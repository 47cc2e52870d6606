"""The promises about the store, in small: each with its control, a broken variant that the same test must catch. The
full numbers are in tests/full/test_store.py."""

import io
import random
from datetime import timedelta

import openpyxl
import pytest

from core.editions.layout import place
from etl.desk import acts
from etl.publishing import handover, preparation, release, takeover
from etl.store import journal
from etl.store.journal import Denied
from etl.store.verify import verify
from tests.support import promises
from tests.support.round import approved, checked, workbook
from views.tables import VIEWS, table
from views.workbook.tables import workbook as xlsx


@pytest.fixture(scope="session")
def served(shelf):
    """A store with a published report and one that is accepted. Only to copy."""

    def make(store):
        approved(store, "GHA", arrests=12)
        preparation.prepare(store, "Publisher", "The first.")
        acts.accept(store, checked(store, "ALB", arrests=3), "Accepter")

    return shelf.folder("accepted", make)[0]


@pytest.fixture(scope="session")
def held(served, shelf):
    """The same with the other report in edition 2, which waits for promises.NOON. Only to copy."""

    def make(store):
        promises.copied(served, store)
        acts.approve(store, "S0002", "Approver")
        note, day_before = preparation.preview(store).ready, promises.NOON - timedelta(days=1)
        preparation.prepare(store, "Publisher", note, promises.NOON, now=lambda: day_before)

    return shelf.folder("embargoed", make)[0]


def test_p1_readers_see_one_edition_or_the_next(tmp_path):
    reads, wrong = promises.published_while_read(tmp_path / "store", 2, editions=25)
    assert (wrong, reads > 50) == ([], True)


def test_p1_control_one_file_changed_in_place_is_seen_as_a_mix(tmp_path):
    assert promises.changed_in_place(tmp_path / "store", 2) != []


def test_p2_what_was_acknowledged_survives_a_kill_at_any_step(served, tmp_path):
    sent = [workbook("AUS", arrests=7)]
    assert promises.kills("receive", served, tmp_path, sent, every=4) == []


def test_p2_control_acknowledged_before_it_is_entered_is_lost(served, tmp_path):
    assert promises.kills("hasty", served, tmp_path, [workbook("AUS", arrests=7)], every=9) != []


def test_p3_a_bit_that_flips_anywhere_is_reported(served, store):
    promises.copied(served, store)
    assert promises.flips(store, random.Random(54), 6) == []


def test_p3_control_a_proof_that_does_not_look_at_originals_is_caught(served, store, monkeypatch):
    promises.copied(served, store)
    monkeypatch.setattr("etl.store.verify._verify_original", lambda *_: [])
    assert {name.split("/")[1] for name in promises.flips(store, random.Random(54), 6)} == {"originals"}


def test_p3_a_journal_cut_anywhere_is_recovered_to_whole_entries(served, store):
    promises.copied(served, store)
    assert promises.cuts(store, every=40) == []


def test_p3_control_a_reader_that_takes_half_an_entry_is_caught(served, store, monkeypatch):
    promises.copied(served, store)
    monkeypatch.setattr(journal, "entries", lambda store: (store / "desk" / "journal.jsonl").read_bytes().split(b"\n"))
    assert promises.cuts(store, every=400) != []


def test_p4_nothing_that_writes_changes_a_published_edition(served, store, record):
    promises.copied(served, store)
    assert promises.writes(store, record) == []


def test_p4_control_one_altered_cell_is_named(served, store):
    promises.copied(served, store)
    assert promises.altered_cell(place(store, 1)) == "observations"
    assert any("observations" in fault for fault in verify(store))


def test_p4_a_table_taken_ten_times_is_the_same_bytes(seen):
    name = "targets"
    first, *others = [xlsx(table(seen, name, as_of="latest")) for _ in range(10)]
    assert all(other == first for other in others)
    said = openpyxl.load_workbook(io.BytesIO(first)).properties
    assert (said.title, said.identifier, said.modified.year) == (
        VIEWS[name].title,
        seen.hash,
        int(seen.manifest["built_at"][:4]),
    )


def test_p14_a_handover_without_one_original_fails_with_its_name(served, tmp_path):
    handover.export(served, tmp_path / "out.zip")
    name = promises.without_an_original(tmp_path / "out.zip", tmp_path / "poor.zip")
    with pytest.raises(Denied, match=name):
        takeover.receive(tmp_path / "poor.zip", tmp_path / "new")


def test_p15_of_two_that_act_on_the_same_thing_one_wins_and_one_is_told(served, store):
    promises.copied(served, store)
    assert promises.duel(store, rounds=6) == {"won": 6, "told": 6, "entries": 6, "faults": []}


def test_p15_control_who_names_no_version_overwrites(served, store):
    promises.copied(served, store)
    assert promises.duel(store, rounds=6, blind=True)["told"] == 0


def test_p15_the_lock_of_a_killed_writer_is_free_at_once(served, store):
    promises.copied(served, store)
    assert promises.freed(store) < 10


def test_p18_whatever_is_done_to_the_journal_is_reported(store):
    promises.entered(store)
    assert verify(store) == []
    assert promises.rewrites(store, random.Random(54), 25) == []


def test_p18_control_a_journal_without_its_chain_is_caught(store, monkeypatch):
    promises.entered(store)
    monkeypatch.setattr("etl.store.chain.digest", lambda _: "0" * 64)
    monkeypatch.setattr("etl.store.journal.lies_before", lambda *_: "")
    promises.unchained(store)
    assert verify(store) == []
    assert "edit" in {missed.split()[0] for missed in promises.rewrites(store, random.Random(54), 25)}


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin", "UTC"])
def test_p19_an_edition_appears_at_its_moment_in_every_zone(held, store, zone):
    promises.copied(held, store)
    assert promises.embargoed(store, zone) == {"before": 1, "set back": 1, "at": 2}


def test_p19_control_local_times_compared_show_it_early(held, store, monkeypatch):
    promises.copied(held, store)
    monkeypatch.setattr(release.Waiting, "due", lambda one, now: one.embargo[:19] <= now.astimezone().isoformat()[:19])
    assert promises.embargoed(store, "Pacific/Kiritimati")["before"] == 2
