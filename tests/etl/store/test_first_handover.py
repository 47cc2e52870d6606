"""The archive that the first version able to hand over made (commit 56438d0, by its own code) opens in this one."""

import lzma
import tarfile
import zipfile

import pytest

from core.editions.manifest import current
from etl.coding import coding
from etl.desk import acts
from etl.publishing import takeover
from etl.publishing.rebuild import rebuild
from etl.store.journal import Denied
from etl.store.verify import verify
from tests.support.older_stores import OLDER
from views.edition import in_force, numbers

FINGERPRINT = "e385278980d84702c5d99d51b2990d9b6a5e746d32dd2ab64296152461e3ff1e"
HASH = "f650083862cf8cf638dcd37539241ed2d2f09e131cfb9bb12af0e58e66a252c8"


@pytest.fixture(scope="session")
def archive(tmp_path_factory):
    """The archive as it was handed over: its files are kept packed tighter, and its list and fingerprint are theirs."""
    out = tmp_path_factory.mktemp("first") / "handover.zip"
    with (
        lzma.open(OLDER / "56438d0-handover.tar.xz") as plain,
        tarfile.open(fileobj=plain) as held,
        zipfile.ZipFile(out, "w") as into,
    ):
        for member in held:
            into.writestr(member.name, held.extractfile(member).read())
    return out


@pytest.fixture(scope="session")
def taken(archive, tmp_path_factory):
    """The store that came out of it. Only to look at."""
    store = tmp_path_factory.mktemp("taken") / "store"
    takeover.receive(archive, store, FINGERPRINT)
    return store


def test_it_is_imported_verifies_and_its_edition_is_made_again(taken):
    assert verify(taken) == []
    assert current(taken)["hash"] == HASH
    assert list(rebuild(taken)) == [(1, HASH, HASH)]


def test_what_was_entered_means_what_it_meant(taken):
    (ghana,) = acts.submissions(taken).values()
    assert (ghana.country, ghana.state, ghana.accepted_by, ghana.approved_by, ghana.edition) == (
        *("GHA", "published", "Accepter", "Approver"),
        1,
    )
    (rating,) = coding.codings(taken)
    assert (rating.first, rating.second, rating.final, rating.final_by, rating.read) == (
        *("limited", "limited", "limited", "agreed"),
        "",
    )


def test_it_opens_for_readers(taken, monkeypatch):
    monkeypatch.setenv("MONITOR_STORE", str(taken))
    assert (numbers(), in_force().hash) == ([1], HASH)
    answers = in_force().query("SELECT iso3, indicator, value FROM answers WHERE value IS NOT NULL ORDER BY ALL")
    assert [tuple(row) for row in answers.values.tolist()] == [("GHA", "arrests", 12)]


def test_the_control_another_fingerprint_is_refused(archive, tmp_path):
    with pytest.raises(Denied, match=r"its fingerprint is e385278980d84702…, not the one that you were told"):
        takeover.receive(archive, tmp_path / "next", "0" * 16)
