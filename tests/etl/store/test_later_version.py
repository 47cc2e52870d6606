"""A store of a later version than the program says so, and nothing is read or written."""

import json

import pytest

from core.editions.hashes import sha256
from core.editions.layout import draft, place
from core.editions.manifest import FORMAT, LaterVersion
from core.version import version
from etl.commands.main import main
from etl.store.editions import locked, publish
from etl.store.journal import Act, append
from etl.store.sealing import make
from etl.store.verify import verify
from etl.warehouse import Warehouse
from views.edition import NoEdition, in_force

LATER = (
    f"The store was written by version 99.1.0 of the program (format {FORMAT + 1}); this is version {version()}, "
    f"which knows formats up to {FORMAT}. Nothing was read or changed; update the program, then try again."
)


@pytest.fixture
def published(store):
    """A store with one tiny edition and a journal."""
    with locked(store), Warehouse() as warehouse:
        warehouse.put("figures", {"line": [1], "value": ["60"]})
        append(store, [Act("Somebody", "noted", "the store")])
        publish(store, lambda folder: warehouse.write(["figures"], folder), {})
    return store


def rewritten(store, folder, number=FORMAT + 1, *, program="99.1.0", named=True):
    """The manifest in `folder` says another format; `named`: and `current.json` names it, as its program would."""
    path = folder / "manifest.json"
    path.chmod(0o644)
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": number, "program": program}))
    path.chmod(0o444)
    if named:
        current = json.loads((store / "current.json").read_text())
        (store / "current.json").write_text(json.dumps({**current, "manifest": sha256(path)}))
    return store


COMMANDS = [
    ["build"],
    ["build", "--if-missing"],
    ["verify"],
    ["rebuild"],
    ["submissions"],
    ["show", "S0001"],
    ["journal"],
    ["board", "--round", "progress-2014"],
    ["preview"],
    ["publish", "--note", "A note."],
    ["release"],
    ["cancel", "--reason", "A reason."],
    ["export", "--list"],
    ["handover", "export", "handover.zip"],
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_says_so_and_stops(published, words, capsys, digests, monkeypatch, tmp_path):
    rewritten(published, place(published, 1))
    monkeypatch.chdir(tmp_path)
    before = digests(tmp_path)
    assert main([*words, "--store", str(published)]) != 0
    assert (capsys.readouterr(), digests(tmp_path)) == (("", f"{LATER}\n"), before)


def test_a_reader_is_told_the_same(published, monkeypatch):
    monkeypatch.setenv("MONITOR_STORE", str(rewritten(published, place(published, 1))))
    with pytest.raises(NoEdition) as told:
        in_force()
    assert str(told.value) == LATER


def test_no_writer_gets_the_lock(published, digests):
    before = digests(rewritten(published, place(published, 1)))
    with pytest.raises(LaterVersion), locked(published):
        pytest.fail("the lock was given")
    assert digests(published) == before


def test_an_edition_that_waits_counts_too(published, digests):
    with locked(published), Warehouse() as warehouse:
        warehouse.put("figures", {"line": [1], "value": ["61"]})
        make(published, lambda folder: warehouse.write(["figures"], folder), {}).rename(draft(published, 2))
    before = digests(rewritten(published, draft(published, 2), named=False))
    with pytest.raises(LaterVersion), locked(published):
        pytest.fail("the lock was given")
    assert digests(published) == before


def test_the_control_today_s_format_from_a_later_version_is_read(published, monkeypatch):
    monkeypatch.setenv("MONITOR_STORE", str(rewritten(published, place(published, 1), FORMAT)))
    assert (verify(published), in_force().manifest["program"]) == ([], "99.1.0")


def test_a_damaged_manifest_is_damage_and_no_later_version(published):
    rewritten(published, place(published, 1), named=False)
    fault = "editions/0001/manifest.json: is not the one that current.json names; its SHA-256 differs."
    assert verify(published) == [fault]


def test_the_version_stands_in_each_manifest_and_is_told(published, capsys):
    assert json.loads((place(published, 1) / "manifest.json").read_text())["program"] == version()
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"Progress monitor {version()}\n"
