"""A store may lie anywhere: the names of its folders are neither patterns nor columns."""

import shutil
from pathlib import Path

import duckdb
import pytest

from core.editions.database import literal, parquet
from etl.publishing.differences import _earlier
from etl.store.verify import verify
from etl.warehouse import Warehouse, recount
from views.edition import in_force


@pytest.mark.parametrize("folder", ["date=2026", "x[1]*", "o'clock ?"])
def test_verify_and_readers_find_what_was_published(folder, edition, tmp_path, monkeypatch):
    store = Path(shutil.copytree(edition.store, tmp_path / folder / "store"))
    shutil.copytree(edition.store / "editions" / "0001", tmp_path / "x1x" / "store" / "editions" / "0001")
    assert verify(store) == []
    monkeypatch.setenv("MONITOR_STORE", str(store))
    assert len(in_force().rows("policy_targets")) == 4
    monkeypatch.chdir(tmp_path)
    counts = recount(Path(folder) / "store" / "editions" / "0001", ["policy_targets"])["policy_targets"]
    assert counts["edition.duckdb"] == counts["policy_targets.parquet"]
    assert counts["edition.duckdb"][0] == 4


def test_without_the_rule_a_folder_is_a_column(edition, tmp_path):
    """The control: DuckDB, left to itself, adds the folder."""
    (tmp_path / "date=2026").mkdir()
    path = Path(shutil.copy(edition.folder / "policy_targets.parquet", tmp_path / "date=2026"))
    plain = [row[0] for row in duckdb.sql(f"DESCRIBE (FROM read_parquet('{path}'))").fetchall()]
    ours = [row[0] for row in duckdb.sql(f"DESCRIBE (FROM {parquet(path)})").fetchall()]
    assert set(plain) - set(ours) == {"date"}


def test_a_preview_compares_with_the_edition_that_is_named(edition, tmp_path):
    (tmp_path / "country=FRA").mkdir()
    shutil.copy(edition.folder / "participants.parquet", path := tmp_path / "country=FRA" / "p[1].parquet")
    shutil.copy(edition.folder / "policy_targets.parquet", tmp_path / "country=FRA" / "p1.parquet")
    with Warehouse() as warehouse:
        warehouse.con.execute(f"CREATE TABLE participants AS FROM {parquet(path)}")
        warehouse.con.execute("CREATE SCHEMA old")
        _earlier(warehouse, "participants", path)
        assert warehouse.columns("old.participants") == warehouse.columns("main.participants")
        assert warehouse.rows("SELECT count(*) FROM old.participants") == [(55,)]


def test_a_name_is_absolute_and_quoted(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert literal(Path("~a's.csv")) == f"'{tmp_path}/~a''s.csv'"
