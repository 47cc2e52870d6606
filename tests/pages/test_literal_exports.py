"""The page of exports over files that were kept: size and SHA-256 stand beside these and no others."""

import hashlib
import re

import pytest

from tests.support.kept_exports import keep

KEPT = ("target-1.xlsx", "sdmx.zip")
LINE = re.compile(r'href="/export/(target-1\.xlsx|sdmx\.zip|target-2\.xlsx)\?')


@pytest.fixture(scope="module")
def kept(edition, tmp_path_factory):
    """A store whose edition has two of its exports, and their SHA-256 by name."""
    store = tmp_path_factory.mktemp("kept") / "store"
    folder = keep(edition.store, store, *KEPT)
    return store, {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in KEPT}


def hashes(app):
    """The SHA-256 beside each of three files, whole and as it begins; nothing where none stands."""
    found = {}
    for text in (one.value for one in app.markdown):
        if name := LINE.search(text):
            found[name[1]] = re.findall(r'title="SHA-256 ([0-9a-f]{64})">SHA\u2011256\u00a0([0-9a-f]{8})<', text)
    return found


@pytest.mark.parametrize("as_of", ["latest", "washington-2014"])
def test_a_file_of_an_earlier_date_has_no_hash_of_the_latest(kept, visit, monkeypatch, as_of):
    store, digests = kept
    monkeypatch.setenv("MONITOR_STORE", str(store))
    app = visit("exports", as_of=as_of)
    told = {name: [(digest, digest[:8])] for name, digest in digests.items()}
    assert hashes(app) == {**told, "target-2.xlsx": [], **({} if as_of == "latest" else {"target-1.xlsx": []})}
    assert not any("published without files" in one.value for one in app.caption)
    app.session_state["digests"] = True
    listed = [one.value for one in app.run().code if "  target-1.xlsx" in one.value]
    assert listed == [f"{digests['sdmx.zip']}  sdmx.zip\n{digests['target-1.xlsx']}  target-1.xlsx"]


def test_a_size_stands_beside_a_file_that_is_kept(kept, visit, monkeypatch):
    store, _digests = kept
    monkeypatch.setenv("MONITOR_STORE", str(store))
    size = (store / "editions" / "0001-exports" / "target-1.xlsx").stat().st_size
    (line,) = [one.value for one in visit("exports").markdown if 'href="/export/target-1.xlsx?' in one.value]
    said = re.search(r"small\[([0-9]+)\sKB · Workbook", line)
    assert said and abs(int(said[1]) - size / 1000) <= 0.5, line
