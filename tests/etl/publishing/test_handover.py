"""Handing over: one archive holds all that the next secretariat needs; what is missing, altered or hidden in it is
named before anything is written."""

import csv
import io
import json
import shutil
import stat
import zipfile
from datetime import UTC, datetime

import pytest

from core.editions.hashes import content_hash
from core.editions.layout import editions
from core.editions.manifest import manifest
from etl.desk import acts, receiving
from etl.publishing import handover, preparation, takeover
from etl.publishing.rebuild import rebuild
from etl.publishing.release import waiting
from etl.store import journal
from etl.store.editions import locked, publish
from etl.store.inputs import Inputs
from etl.store.journal import Denied
from etl.store.verify import verify
from etl.warehouse import Warehouse
from tests.support.round import approved, checked, workbook


@pytest.fixture(scope="session")
def left(shelf):
    """A store as a secretariat leaves it: a published report, one that has questions, and one that is accepted."""

    def make(store):
        approved(store, "GHA", arrests=12)
        preparation.prepare(store, "Publisher", "The first.")
        receiving.receive(store, [workbook("GHA", arrests=5000)], "Receiver")
        acts.accept(store, checked(store, "ALB", arrests=3), "Accepter")

    return shelf.folder("left", make)[0]


@pytest.fixture(scope="session")
def packed(left, shelf):
    """The archive of that store, and its fingerprint."""

    def make(folder):
        folder.mkdir()
        return handover.export(left, folder / "handover.zip")

    folder, fingerprint = shelf.folder("handover", make)
    return folder / "handover.zip", fingerprint


@pytest.fixture
def small(store):
    """A store with one tiny edition and one entry in the journal."""
    with locked(store), Warehouse() as warehouse:
        warehouse.put("figures", {"line": [1], "value": ["60"]})
        journal.append(store, [journal.Act("Somebody", "noted", "the store")])
        publish(store, lambda folder: warehouse.write(["figures"], folder), {})
    return store


def rewritten(archive, out, change):
    """The archive with its files changed: `change` takes and gives a dict of names and bytes."""
    with zipfile.ZipFile(archive) as held, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as into:
        for name, content in change({name: held.read(name) for name in held.namelist()}):
            into.writestr(name, content)
    return out


def test_the_next_secretariat_has_the_same_store_and_makes_every_edition_again(left, packed, tmp_path, digests):
    archive, fingerprint = packed
    store = tmp_path / "new"
    takeover.receive(archive, store, fingerprint[:16])
    before, after = digests(left), digests(store)
    brought = {name for name in after if name.startswith("desk/handover/")}
    assert {name: after[name] for name in after.keys() - brought} == {
        name: before[name] for name in before if name != "lock" and not name.startswith("desk/read/")
    }
    assert (verify(store), [published == made for _, published, made in rebuild(store)]) == ([], [True])
    assert {stat.S_IMODE(path.stat().st_mode) for path in store.glob("editions/*/*")} == {0o444}
    assert stat.S_IMODE((store / "desk").stat().st_mode) == 0o700
    assert acts.submissions(store) == acts.submissions(left)


def test_the_archive_says_what_is_open(packed):
    with zipfile.ZipFile(packed[0]) as held:
        rows = list(csv.DictReader(io.StringIO(held.read("open-points.csv").decode())))
        said = held.read("README.md").decode()
    sent = [(row["object"], row["detail"].split(";")[0]) for row in rows if row["what"] == "submission"]
    assert sent == [("S0002", "checked"), ("S0003", "accepted")]
    assert [row["country"] for row in rows if row["what"] == "question"] == ["GHA", "GHA"]
    silent = [row["country"] for row in rows if row["what"] == "silent country"]
    assert (len(silent), {"GHA", "ALB"} & set(silent)) == (46, set())
    assert f"{len(rows)} things that are open" in said


def test_the_instructions_name_only_commands_that_are_there(packed):
    import re

    from etl.commands.main import parser

    with zipfile.ZipFile(packed[0]) as held:
        said = held.read("README.md").decode()
    named = set(re.findall(r"-m etl (\w+)", said)) | {"cancel", "publish"}
    assert named == {"handover", "verify", "rebuild", "release", "cancel", "publish"}
    assert named <= set(parser()._subparsers._group_actions[0].choices)
    makefile = (handover.Path(handover.__file__).parents[2] / "Makefile").read_text()
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in re.findall(r"`make (\w+)`", said))


def test_an_import_needs_an_empty_store(packed, small):
    with pytest.raises(Denied, match="is not empty"):
        takeover.receive(packed[0], small)
    assert verify(small) == []


def test_another_archive_than_the_one_told_of_is_refused(packed, tmp_path):
    with pytest.raises(Denied, match="its fingerprint is .*, not the one that you were told"):
        takeover.receive(packed[0], tmp_path / "new", "0" * 16)
    assert not (tmp_path / "new").exists()


def altered(name):
    def change(files):
        yield from (
            (one, content[:-1] + bytes([content[-1] ^ 1]) if one == name else content) for one, content in files.items()
        )

    return change


def without(name):
    return lambda files: [(one, content) for one, content in files.items() if one != name]


def also(name, content=b"x", listed=False):
    """With one file more, and in the list if `listed`."""

    def change(files):
        said = json.loads(files["handover.json"])
        if listed:
            said["files"][name] = {"bytes": len(content), "sha256": __import__("hashlib").sha256(content).hexdigest()}
        return [*{**files, "handover.json": json.dumps(said).encode()}.items(), (name, content)]

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (altered("current.json"), r"current\.json: is not the file that was handed over"),
        (altered("editions/0001/figures.parquet"), r"editions/0001/figures\.parquet: is not the file"),
        (altered("desk/journal.jsonl"), r"desk/journal\.jsonl: is not the file"),
        (altered("README.md"), r"README\.md: is not the file"),
        (without("editions/0001/manifest.json"), r"editions/0001/manifest\.json: is listed, but missing"),
        (without("handover.json"), r"found no handover\.json in it"),
        (also("editions/0001/more.csv"), r"editions/0001/more\.csv: is in the archive, but not listed"),
        (also("../outside.txt", listed=True), r"\.\./outside\.txt: is no file of a handover"),
        (also("/etc/outside", listed=True), "/etc/outside: is no file of a handover"),
        (also("editions/../../outside", listed=True), "editions/../../outside: is no file of a handover"),
        (also("editions/0001/..", listed=True), "editions/0001/..: is no file of a handover"),
        (also("desk/originals/" + "0" * 63 + "/", listed=True), "is no file of a handover"),
        (also(".streamlit/secrets.toml", listed=True), r"\.streamlit/secrets\.toml: is no file of a handover"),
        (
            also("editions/0001/more.csv", listed=True),
            r"holds a store that is not whole: editions/0001/more\.csv: was not published",
        ),
    ],
)
def test_an_archive_that_was_altered_is_refused_by_name_and_nothing_is_written(small, tmp_path, change, said):
    handover.export(small, tmp_path / "whole.zip")
    new = tmp_path / "new"
    with pytest.raises(Denied, match=said):
        takeover.receive(rewritten(tmp_path / "whole.zip", tmp_path / "other.zip", change), new / "store")
    assert not new.exists() or list(new.iterdir()) == []
    assert [path.name for path in tmp_path.rglob("outside*")] == []


def test_a_bomb_is_refused_before_it_is_opened(small, tmp_path):
    handover.export(small, tmp_path / "whole.zip")

    def change(files):
        said = json.loads(files["handover.json"])
        said["files"]["README.md"]["bytes"] = 10
        return [*{**files, "README.md": b"0" * 50_000_000, "handover.json": json.dumps(said).encode()}.items()]

    with pytest.raises(Denied, match=r"README\.md: is not as long as listed"):
        takeover.receive(rewritten(tmp_path / "whole.zip", tmp_path / "bomb.zip", change), tmp_path / "new")


@pytest.mark.parametrize("content", [b"", b"not an archive", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_archive_is_said_so(tmp_path, content):
    (tmp_path / "file.zip").write_bytes(content)
    with pytest.raises(Denied, match=r"file\.zip: is not a handover archive"):
        takeover.receive(tmp_path / "file.zip", tmp_path / "new")


def test_a_truncated_archive_is_refused(small, tmp_path):
    handover.export(small, tmp_path / "whole.zip")
    whole = (tmp_path / "whole.zip").read_bytes()
    for part in (0.2, 0.5, 0.9, 0.999):
        (tmp_path / "part.zip").write_bytes(whole[: int(len(whole) * part)])
        with pytest.raises(Denied, match="Nothing was imported"):
            takeover.receive(tmp_path / "part.zip", tmp_path / "new")
        assert not (tmp_path / "new").exists()


def test_an_archive_of_a_newer_program_is_refused(small, tmp_path):
    handover.export(small, tmp_path / "whole.zip")

    def change(files):
        return [
            *{
                **files,
                "handover.json": json.dumps(
                    {**json.loads(files["handover.json"]), "format": handover.FORMAT + 1}
                ).encode(),
            }.items()
        ]

    with pytest.raises(Denied, match="was made by a newer program"):
        takeover.receive(rewritten(tmp_path / "whole.zip", tmp_path / "newer.zip", change), tmp_path / "new")


@pytest.mark.parametrize(
    "secret",
    [
        "-----BEGIN RSA PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----",
        'cookie_secret = "abcdefghijkl"',
        'client_secret="abcdefghijkl"',
        "AKIA" + "A" * 16,
        "ghp_" + "a" * 36,
    ],
)
def test_a_secret_is_not_handed_over_unless_it_is_looked_at_and_named(small, tmp_path, secret):
    (tmp_path / "definitions").mkdir()
    (tmp_path / "definitions" / "words.csv").write_text("word\n" + "x" * (handover.PIECE - 10) + " " + secret + "\n")
    with pytest.raises(Denied, match=r"definitions/words\.csv: looks like a key"):
        handover.export(small, tmp_path / "out.zip", Inputs(definitions=tmp_path / "definitions"))
    assert not (tmp_path / "out.zip").exists()
    handover.export(
        small, tmp_path / "out.zip", Inputs(definitions=tmp_path / "definitions"), allow=("definitions/words.csv",)
    )


def test_only_what_is_listed_leaves_the_store(small, tmp_path):
    for name in (
        ".streamlit/secrets.toml",
        "secrets.toml",
        "desk/key.pem",
        "desk/read/x.json",
        "desk/originals/id_rsa",
        "notes.txt",
    ):
        (small / name).parent.mkdir(parents=True, exist_ok=True)
        (small / name).write_text("cookie_secret = 'abcdefghijkl'")
        (small / name).chmod(0o444)
    handover.export(small, tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as held:
        names = set(held.namelist())
    assert {name for name in names if not name.startswith(("record/", "definitions/"))} == {
        "README.md", "open-points.csv", "handover.json", "current.json", "desk/journal.jsonl", "desk/head.json",
        "editions/0001/edition.duckdb", "editions/0001/figures.parquet", "editions/0001/manifest.json",
    }  # fmt: skip


def test_a_store_that_is_not_whole_is_not_handed_over(small, tmp_path):
    (small / "editions" / "0001" / "figures.parquet").unlink()
    with pytest.raises(
        Denied, match=r"The store is not whole and is not handed over: editions/0001/figures\.parquet: is missing"
    ):
        handover.export(small, tmp_path / "out.zip")
    assert list(tmp_path.glob("*.zip")) == list(tmp_path.glob(".*")) == []


def test_a_disk_that_is_full_leaves_no_archive(small, tmp_path, monkeypatch):
    def full(*_given, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 0))
    handover.export(small, tmp_path / "out.zip")
    with pytest.raises(Denied, match="There is no room for the store"):
        takeover.receive(tmp_path / "out.zip", tmp_path / "new")
    assert not (tmp_path / "new").exists()
    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(takeover.Unreadable, match="The archive cannot be written"):
        handover.export(small, tmp_path / "other.zip")
    assert (list(tmp_path.glob("*other*")), editions(small), content_hash(manifest(small, 1)["tables"])) == (
        [],
        [1],
        manifest(small, 1)["hash"],
    )


def test_a_store_with_a_desk_and_no_edition_yet_is_verified_and_handed_over(store, tmp_path, command):
    checked(store, "GHA", arrests=12)
    assert verify(store) == []
    handover.export(store, tmp_path / "out.zip")
    takeover.receive(tmp_path / "out.zip", tmp_path / "new")
    assert (verify(tmp_path / "new"), acts.submissions(tmp_path / "new")) == ([], acts.submissions(store))
    for words, said in (
        ("verify", "0 editions verified; none is in force yet."),
        ("rebuild", "There is no edition in this store yet; nothing has to be made again."),
    ):
        run = command(tmp_path / "new", words)
        assert run.communicate() == (said + "\n", "") and run.returncode == 0
    assert "published editions: 0; none is in force yet" in (
        tmp_path / "new" / "desk" / "handover" / "README.md"
    ).read_text(encoding="utf-8")


def test_an_edition_that_waits_is_handed_over_and_still_waits(store, tmp_path):
    approved(store, "GHA", arrests=12)
    preparation.prepare(store, "Publisher", "The first.", datetime(2999, 1, 1, tzinfo=UTC))
    handover.export(store, tmp_path / "out.zip")
    takeover.receive(tmp_path / "out.zip", tmp_path / "new")
    assert verify(tmp_path / "new") == []
    assert waiting(tmp_path / "new") == waiting(store) and waiting(store).edition == 1


def test_a_store_whose_editions_are_all_gone_is_not_taken_for_a_new_one(small):
    (small / "current.json").unlink()
    assert verify(small)[0].startswith("current.json: is missing")


@pytest.mark.parametrize("short", ["0", "0" * 15])
def test_a_fingerprint_is_not_met_by_a_few_signs(packed, tmp_path, short):
    with pytest.raises(Denied, match="A fingerprint has at least 16 signs"):
        takeover.receive(packed[0], tmp_path / "new", packed[1][: len(short)])
    assert not (tmp_path / "new").exists()
