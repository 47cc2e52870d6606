"""An edition is checked when it is opened: one that is not what was published is never shown; the last one that is
whole is, with a word on the page and in the log."""

import json
import logging
import os
from hashlib import sha256

import duckdb
import pytest

from core.editions import soundness
from core.editions.layout import place
from core.editions.manifest import current
from etl.store.sealing import discard
from tests.support import older_stores
from tests.support.promises import tiny
from views import edition as editions
from views.edition import NoEdition, edition, fallen_back, in_force, numbers


@pytest.fixture
def two(store, monkeypatch):
    """A store with two tiny editions, of which readers are shown the second."""
    monkeypatch.setenv("MONITOR_STORE", str(store))
    tiny(store, 1)
    tiny(store, 2)
    assert (in_force().number, numbers(), fallen_back()) == (2, [1, 2], "")
    soundness.log.cache_clear()
    return store


def delete_rows(store, number=2, rows="a WHERE line = 1"):
    """As another process does it: the file is changed in place, whoever has it open."""
    path, beside = place(store, number) / "edition.duckdb", store.parent / "beside.duckdb"
    beside.write_bytes(path.read_bytes())
    with duckdb.connect(str(beside)) as con:
        con.execute(f"DELETE FROM {rows}")
    path.chmod(0o644)
    path.write_bytes(beside.read_bytes())


def says(store, **facts):
    (store / "current.json").write_text(json.dumps({**current(store), **facts}))


def link_the_edition(store):
    folder, outside = place(store, 2), store.parent / "outside"
    folder.chmod(0o755)
    folder.rename(outside)
    folder.symlink_to(outside)


def alter_the_manifest(store):
    path = place(store, 2) / "manifest.json"
    path.chmod(0o644)
    path.write_text(path.read_text().replace('"note": "2"', '"note": "3"'))


DAMAGES = {
    "a row deleted": (delete_rows, "editions/0002/edition.duckdb: is not the file that was published."),
    "a false hash": (
        lambda store: says(store, hash="0" * 64),
        "editions/0002: its hash is not the one that current.json or its manifest says.",
    ),
    "a false hash of the manifest": (
        lambda store: says(store, manifest="0" * 64),
        "editions/0002/manifest.json: is not the one that was published.",
    ),
    "an altered manifest": (alter_the_manifest, "editions/0002/manifest.json: is not the one that was published."),
    "a link": (link_the_edition, "editions/0002: is missing, or is a link."),
    "a folder that is gone": (
        lambda store: discard(place(store, 2)),
        "editions/0002: is missing, or is a link.",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_last_whole_edition_is_shown_instead_with_a_word(two, damage, caplog):
    change, fault = DAMAGES[damage]
    change(two)
    with caplog.at_level(logging.ERROR, "monitor"):
        assert [in_force().number for _ in range(3)] == [1, 1, 1]
    assert caplog.messages == [f"{fault} It is not shown; run 'python -m etl verify'."]
    assert fallen_back() == (
        "Edition 2 is not as it was published and is not shown; this is edition 1, the last one that is."
    )
    assert numbers() == [1]
    with pytest.raises(NoEdition, match="There is no edition 2; there are 1"):
        edition(2)
    assert in_force().rows("a")["value"].tolist() == ["1", "1"]


def test_an_earlier_edition_that_was_altered_is_not_shown_either(two):
    delete_rows(two, 1)
    assert (in_force().number, numbers(), fallen_back()) == (2, [2], "")
    with pytest.raises(NoEdition, match="There is no edition 1; there are 2"):
        edition(1)


def test_where_none_is_whole_nothing_is_shown(two):
    delete_rows(two, 1)
    delete_rows(two, 2)
    with pytest.raises(NoEdition) as told:
        in_force()
    assert str(told.value) == (
        "The edition in force cannot be shown: editions/0002/edition.duckdb: is not the file that was published. "
        "Run 'python -m etl verify'."
    )


def test_what_was_open_is_let_go_and_a_file_put_back_is_shown_again(two):
    path = place(two, 2) / "edition.duckdb"
    whole = path.read_bytes()
    assert len(in_force().rows("a")) == 3
    delete_rows(two)
    assert in_force().number == 1
    path.write_bytes(whole)
    assert (in_force().number, len(in_force().rows("a"))) == (2, 3)


def test_a_file_is_hashed_once_as_long_as_nobody_touches_it(two, monkeypatch):
    monkeypatch.setattr(soundness, "SETTLED", 0)
    hashed = []
    real = soundness.sha256
    monkeypatch.setattr(soundness, "sha256", lambda path: (hashed.append(path.name), real(path))[1])
    for _ in range(50):
        numbers()
    assert len(hashed) <= 4  # two manifests and two databases
    hashed.clear()
    (place(two, 2) / "edition.duckdb").touch()
    in_force()
    assert hashed == ["edition.duckdb"]


@pytest.mark.usefixtures("two")
def test_a_file_that_changed_just_now_is_hashed_each_time(monkeypatch):
    monkeypatch.setattr(soundness, "SETTLED", 10**18)
    hashed = []
    real = soundness.sha256
    monkeypatch.setattr(soundness, "sha256", lambda path: (hashed.append(path.name), real(path))[1])
    in_force()
    in_force()
    assert hashed.count("edition.duckdb") == 2


def test_a_file_of_the_same_length_that_was_dated_back_is_hashed_again(tmp_path, monkeypatch):
    """Who alters a file can give it its old time of change; not the time at which its entry on the disk changed."""
    monkeypatch.setattr(soundness, "SETTLED", 0)
    file = tmp_path / "edition.duckdb"
    file.write_bytes(b"31000")
    before, first = file.stat(), soundness.digest(file)
    while file.stat().st_ctime_ns == before.st_ctime_ns:  # clocks of disks are coarse
        file.write_bytes(b"61000")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (file.stat().st_mtime_ns, file.stat().st_size) == (before.st_mtime_ns, before.st_size)
    assert (first, soundness.digest(file)) == (sha256(b"31000").hexdigest(), sha256(b"61000").hexdigest())


def test_a_file_beside_the_database_is_checked_before_it_is_handed_out(two, caplog):
    path = place(two, 2) / "a.parquet"
    assert soundness.is_published(path.parent, "a.parquet")
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b"!")
    with caplog.at_level(logging.ERROR, "monitor"):
        assert not soundness.is_published(path.parent, "a.parquet")
    assert caplog.messages == ["editions/0002/a.parquet: is not the file that was published; it is not handed out."]
    assert not soundness.is_published(path.parent, "more.csv")


def test_the_page_says_so_and_a_session_that_had_it_open_is_moved(tmp_path, visit, monkeypatch):
    store = older_stores.unpacked("868724b", tmp_path / "store")
    monkeypatch.setenv("MONITOR_STORE", str(store))
    app = visit("quality")
    assert not app.warning and any("Edition 2 ·" in caption.value for caption in app.caption)
    delete_rows(store, rows="gaps")
    app.run()
    assert not app.exception
    assert [warning.value for warning in app.warning] == [
        "Edition 2 is not as it was published and is not shown; this is edition 1, the last one that is."
    ]
    assert any("Edition 1 ·" in caption.value for caption in app.caption)


def test_the_control_an_edition_opened_unchecked_shows_the_loss(two):
    delete_rows(two)
    unchecked = editions.Edition(2, "unchecked", place(two, 2))
    assert len(unchecked.rows("a")) == 2
