"""An edition is made once and never changes; a reader sees the old one or the new one, whatever happens to the
writer."""

import contextlib
import json
import random
import shutil
import stat
import subprocess
import sys
import threading
import time

import duckdb
import pytest

from core.editions.hashes import sha256
from core.editions.layout import editions
from core.editions.manifest import current, manifest
from etl.build import build
from etl.source import ROOT
from etl.store import disk
from etl.store.editions import locked, publish
from etl.store.verify import verify
from etl.warehouse import Warehouse


def tiny(store, number):
    """Publish an edition of one table with one row."""
    with locked(store), Warehouse() as warehouse:
        warehouse.put("figures", {"line": [number], "value": ["60"]})
        return publish(store, lambda folder: warehouse.write(["figures"], folder), {"note": f"note {number}"})


@pytest.fixture
def two(store):
    """A store with two tiny editions."""
    tiny(store, 1)
    tiny(store, 2)
    return store


@contextlib.contextmanager
def unlocked(path):
    """As somebody would do who alters a published file by hand and covers the trace."""
    path.chmod(0o644)
    yield path
    path.chmod(0o444)


def leftovers(store):
    return [path.name for path in (*store.rglob(".making-*"), *store.rglob(".current-*"))]


def test_the_same_record_twice_makes_no_new_edition(published, digests):
    before, said = digests(published), build(published)
    assert (said["edition"], said["new"], digests(published)) == (1, False, before)


def test_a_changed_record_makes_edition_2_and_leaves_edition_1_untouched(published, record, digests):
    before = digests(published / "editions" / "0001")
    record.cell("observations", 2, value="49")
    said = build(published, record.folder, note="48 was 49")
    assert (said["edition"], said["new"], said["note"]) == (2, True, "48 was 49")
    assert digests(published / "editions" / "0001") == before
    assert (editions(published), current(published)["edition"], verify(published)) == ([1, 2], 2, [])


def test_an_edition_is_read_only_and_its_manifest_tells_its_tables_files_and_sources(edition):
    said = manifest(edition.store, 1)
    assert {stat.S_IMODE(path.stat().st_mode) for path in edition.folder.iterdir()} == {0o444}
    assert stat.S_IMODE(edition.folder.stat().st_mode) == 0o555
    assert said["files"] == {
        path.name: sha256(path) for path in edition.folder.iterdir() if path.name != "manifest.json"
    }
    counted = {
        table: edition.column(f"SELECT count(*) FROM {table}")[0]
        for table in edition.column('SELECT "table" FROM tables')
    }
    assert {table: facts["rows"] for table, facts in said["tables"].items()} == counted
    assert (len(said["sources"]), "denominators.csv" in said["sources"]) == (14, True)
    assert current(edition.store) == {
        "edition": 1,
        "hash": said["hash"],
        "manifest": sha256(edition.folder / "manifest.json"),
    }


def test_an_edition_is_on_the_disk_before_current_json_names_it(store, monkeypatch):
    tiny(store, 1)
    order = []

    def watched(path):
        order.append((path.name.partition("-")[0], current(store)["edition"], editions(store)))
        disk.sync(path)

    for room in ("etl.store.editions", "etl.store.exports"):
        monkeypatch.setattr(f"{room}.sync", watched)
    tiny(store, 2)
    assert order == [(".current", 1, [1]), ("editions", 1, [1, 2]), (store.name, 2, [1, 2])]


def test_a_store_may_lie_in_any_folder(tmp_path):
    store = tmp_path / "o'clock; été"
    tiny(store, 1)
    assert verify(store) == []


def test_verify_says_that_all_is_well(edition, command):
    run = command(edition.store, "verify")
    assert run.communicate() == (
        f"1 edition verified; edition 1 · {current(edition.store)['hash'][:6]} is in force.\n",
        "",
    )
    assert run.returncode == 0


def flipped(store, path, chance):
    """The files that verify names after one bit of `path` has changed; the bit is put back."""
    whole = path.read_bytes()
    place, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
    with unlocked(path):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :])
    faults = verify(store)
    with unlocked(path):
        path.write_bytes(whole)
    return {fault.split(":")[0] for fault in faults}


MORE = pytest.mark.full("the same fault at more places; each is found by the same comparison of hashes")


@pytest.mark.parametrize(("tables", "databases"), [(4, 2), pytest.param(13, 7, marks=MORE)])
def test_one_flipped_bit_in_a_table_is_found_wherever_it_is(published, tables, databases):
    chance, folder = random.Random(54), published / "editions" / "0001"
    for path in [
        *chance.sample(sorted(folder.glob("*.parquet")), tables),
        *[folder / "edition.duckdb"] * databases,
    ]:
        assert flipped(published, path, chance) == {f"editions/0001/{path.name}"}
    assert verify(published) == []


@pytest.mark.parametrize("many", [10, pytest.param(40, marks=MORE)])
def test_one_flipped_bit_in_a_manifest_or_in_current_json_is_found(two, many):
    chance = random.Random(54)
    for name in ["editions/0001/manifest.json", "editions/0002/manifest.json"] * many:
        assert name in flipped(two, two / name, chance)
    for _ in range(many):
        assert flipped(two, two / "current.json", chance)
    assert verify(two) == []


def test_a_missing_file_and_an_extra_file_are_named(two):
    (two / "editions" / "0001" / "figures.parquet").unlink()
    (two / "editions" / "0002" / "more.csv").write_text("value\n1\n")
    (two / "editions" / "0002" / "more.csv").chmod(0o444)
    faults = verify(two)
    assert (faults[0], faults[-1]) == (
        "editions/0001/figures.parquet: is missing.",
        "editions/0002/more.csv: was not published with the edition.",
    )


def test_a_cell_altered_behind_a_matching_file_hash_is_named(two):
    folder = two / "editions" / "0002"
    with unlocked(folder / "edition.duckdb") as path, duckdb.connect(str(path)) as con:
        con.execute("UPDATE figures SET value = '61'")
    said = json.loads((folder / "manifest.json").read_text())
    said["files"]["edition.duckdb"] = sha256(folder / "edition.duckdb")
    with unlocked(folder / "manifest.json") as path:
        path.write_text(json.dumps(said))
    faults = verify(two)
    assert len(faults) == 2
    assert faults[0].startswith("editions/0002/edition.duckdb: table figures has 1 rows with hash ")
    assert faults[1] == "editions/0002/manifest.json: is not the one that current.json names; its SHA-256 differs."


@pytest.mark.parametrize("number", ["0001", "0002"])
def test_a_changed_manifest_is_named(two, number):
    with unlocked(two / "editions" / number / "manifest.json") as path:
        path.write_text(path.read_text().replace('"note 1"', '"other"').replace('"note 2"', '"other"'))
    assert [fault.split(":")[0] for fault in verify(two)] == [f"editions/{number}/manifest.json"]


@pytest.mark.parametrize(("number", "named"), [("0001", "editions/0001"), ("0002", "current.json")])
def test_an_edition_that_is_gone_is_named(two, number, named):
    shutil.rmtree(two / "editions" / number)
    assert [fault.split(":")[0] for fault in verify(two)] == [named]


def test_a_missing_current_json_is_named(two):
    (two / "current.json").unlink()
    assert verify(two) == [
        "current.json: is missing; expected the number of the edition in force. Run 'python -m etl build'."
    ]


@pytest.mark.parametrize("content", ["", '{"edition": 2, "ha', "[]", '{"edition": 2}', "null"])
def test_a_torn_current_json_is_named(two, content):
    (two / "current.json").write_text(content)
    assert [fault.split(":")[0] for fault in verify(two)] == ["current.json"]


def test_a_current_json_with_another_hash_is_named(two):
    (two / "current.json").write_text(json.dumps({**current(two), "hash": "0" * 64}))
    assert [fault.split(":")[0] for fault in verify(two)] == ["current.json"]


@pytest.mark.parametrize(
    "keep", [[], ["edition.duckdb"], ["manifest.json"], ["edition.duckdb", "figures.parquet"]], ids=str
)
def test_half_a_folder_named_as_an_edition_is_never_called_whole(two, keep, command):
    half = two / "editions" / "0003"
    half.mkdir()
    for name in keep:
        shutil.copy(two / "editions" / "0002" / name, half / name)
    run = command(two, "verify")
    said, wrong = run.communicate()
    assert (run.returncode, said, "editions/0003/" in wrong, "Traceback" in wrong) == (1, "", True, False)


def test_every_read_of_current_json_names_an_edition_that_is_there(store):
    tiny(store, 0)
    wrong, reads, done = [], [0], threading.Event()

    def reader():
        while not done.is_set():
            seen = current(store)
            reads[0] += 1
            if manifest(store, seen["edition"])["hash"] != seen["hash"]:
                wrong.append(seen)

    thread = threading.Thread(target=reader)
    thread.start()
    for number in range(1, 30):
        tiny(store, number)
    done.set()
    thread.join()
    assert (wrong, reads[0] > 100, current(store)["edition"]) == ([], True, 30)


KILLED = pytest.mark.full("more moments of the same writing")


STEPS = """
import sys
from pathlib import Path
from etl.build import build
build(Path(sys.argv[1]), Path(sys.argv[2]), report=lambda step, of, what: print(f"{step}/{of} {what}", flush=True))
"""


def building(store, record):
    """A process that builds the record and says each step, as a command does on a terminal."""
    words = [sys.executable, "-c", STEPS, str(store), str(record.folder)]
    return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def kill(run, at, wait=0):
    """Kill a build after the line of step `at`, counted from the end when at or below zero."""
    for line in run.stdout:
        step, of = map(int, line.split()[0].split("/"))
        if step == (at if at > 0 else of + at):
            break
    time.sleep(wait)
    run.kill()
    run.communicate()


@pytest.mark.parametrize("steps", [(1, 20, -2), pytest.param((2, 3, 4, 12, 28, 36), marks=KILLED)], ids=str)
def test_a_build_killed_at_any_step_before_the_last_leaves_the_old_edition(published, record, digests, steps):
    before = digests(published / "editions")
    record.cell("observations", 2, value="49")
    for step in steps:
        kill(building(published, record), step)
        assert (current(published)["edition"], digests(published / "editions"), verify(published)) == (1, before, []), (
            step
        )
    assert (build(published, record.folder)["edition"], leftovers(published), verify(published)) == (2, [], [])


# Step -1 is "write the edition"; step 0 says that the new edition is in force.
@pytest.mark.parametrize(
    ("step", "wait"),
    [(-1, 0.07), (0, 0)]
    + [pytest.param(-1, wait / 100, marks=KILLED) for wait in (0, 2, 4, 10, 13, 16, 20, 25)]
    + [pytest.param(0, 0.02, marks=KILLED)],
)
def test_a_build_killed_while_it_writes_leaves_the_old_edition_or_the_new_one(published, record, digests, step, wait):
    first = digests(published / "editions" / "0001")
    record.cell("observations", 2, value="49")
    kill(building(published, record), step, wait)
    in_force = current(published)["edition"]
    assert in_force in ((2,) if step == 0 else (1, 2))
    assert verify(published) == []
    said = build(published, record.folder)
    assert (editions(published), current(published)["edition"], current(published)["hash"]) == ([1, 2], 2, said["hash"])
    assert (digests(published / "editions" / "0001"), leftovers(published), verify(published)) == (first, [], [])


def test_a_kill_between_the_folder_and_the_swap_leaves_no_edition_that_nobody_ever_saw(two):
    before = json.dumps(current(two))
    tiny(two, 3)
    (two / "current.json").write_text(before)
    tiny(two, 3)
    assert (editions(two), current(two)["edition"], verify(two)) == ([1, 2, 3], 3, [])


@pytest.mark.parametrize("mode", [0o644, 0o464, 0o446])
def test_what_its_owner_a_group_or_others_can_write_to_is_named(two, mode):
    (two / "editions" / "0001" / "figures.parquet").chmod(mode)
    assert verify(two) == ["editions/0001/figures.parquet: can be written to; expected read-only (chmod a-w)."]


def test_what_a_killed_writer_left_is_swept(two):
    half = two / "desk" / "drafts" / ".making-1"
    half.mkdir()
    (half / "edition.duckdb").write_bytes(b"half")
    (half / "edition.duckdb").chmod(0o444)
    half.chmod(0o555)
    (two / ".current-1").write_text("{")
    assert verify(two) == []
    tiny(two, 3)
    assert (leftovers(two), editions(two), verify(two)) == ([], [1, 2, 3], [])


def test_two_builds_at_the_same_time_come_one_after_the_other(store, new_record, command):
    runs = []
    for value in ("49", "50"):
        record = new_record()
        record.cell("observations", 2, value=value)
        runs.append(command(store, "build", "--record", record.folder))
    said = [run.communicate() for run in runs]
    assert [(run.returncode, wrong) for run, (_, wrong) in zip(runs, said, strict=True)] == [(0, ""), (0, "")]
    assert (editions(store), leftovers(store), verify(store)) == ([1, 2], [], [])
    values = [
        duckdb.sql(f"SELECT value FROM '{store}/editions/{n:04d}/observations.parquet' WHERE line = 2").fetchall()
        for n in (1, 2)
    ]
    assert sorted(values) == [[(49.0,)], [(50.0,)]]
