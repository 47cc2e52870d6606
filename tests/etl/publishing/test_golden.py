"""Editions stored long ago come out the same today, row by row, with the rules they were made with. An upgrade that
changes one is caught here."""

import json
import shutil

import pytest

from core.editions.hashes import content_hash
from tests.support.golden import CHANGES, GOLDEN, again


@pytest.mark.parametrize("name", CHANGES)
def test_a_stored_edition_made_again_on_a_later_day_has_the_same_rows(name, monkeypatch):
    monkeypatch.setenv("MONITOR_TODAY", "2027-03-01")
    said = json.loads((GOLDEN / name / "manifest.json").read_text())
    tables, digest = again(GOLDEN / name)
    assert {table: facts for table, facts in tables.items() if facts != said["tables"].get(table)} == {}
    assert (digest, content_hash(said["tables"])) == (said["hash"], said["hash"])


def test_the_control_one_altered_cell_is_seen(tmp_path):
    import zipfile

    folder = shutil.copytree(GOLDEN / "record", tmp_path / "record")
    with zipfile.ZipFile(GOLDEN / "record" / "inputs.zip") as held, zipfile.ZipFile(folder / "inputs.zip", "w") as into:
        for name in held.namelist():
            into.writestr(
                name,
                held.read(name).replace(b",48,countries,", b",47,countries,", 1)
                if name == "record/observations.csv"
                else held.read(name),
            )
    assert again(folder)[1] != json.loads((folder / "manifest.json").read_text())["hash"]


def test_the_stored_editions_are_small():
    assert sum(path.stat().st_size for path in GOLDEN.rglob("*.*")) < 1_000_000
