"""A store that an earlier version left verifies, opens, is made again the same, goes on, and is handed over."""

import shutil
import zipfile
from datetime import UTC, datetime

import pytest

from core.editions.layout import editions, place
from core.editions.manifest import current, manifest
from etl.build import _method
from etl.coding import coding
from etl.publishing import handover, release, takeover
from etl.publishing.rebuild import rebuild
from etl.store.inputs import Inputs
from etl.store.verify import verify
from tests.support.older_stores import OLDER, unpacked
from views.edition import edition, in_force, numbers

HASHES = {
    "868724b": [
        "1ff9097aacb8913c222f828e17a07b1f2ec528aa6479e1be1284a54e28c6f029",
        "8b451a02270539c928098e48b9a2f6cecd4d2b09860abc347d61dc826023127e",
    ]
}
"""The stores by the commit that made them, and the hashes of their editions.

868724b: the SQL lies flat in its inputs, and no manifest names a version.
"""


@pytest.fixture(scope="session", params=HASHES)
def left(request, tmp_path_factory):
    """A store as an earlier version left it, and the hashes of its editions. Only to look at."""
    return unpacked(request.param, tmp_path_factory.mktemp("older") / "store"), HASHES[request.param]


@pytest.fixture
def copied(left, store):
    """A copy that a test may change."""
    return shutil.copytree(left[0], store)


def test_it_verifies_and_every_edition_is_made_again_on_a_later_day_with_the_same_hash(left, monkeypatch):
    """No edition of it holds the day of its build: its latest data are those of the date in `conferences.csv`."""
    monkeypatch.setenv("MONITOR_TODAY", "2027-03-01")
    older, hashes = left
    assert verify(older) == []
    assert list(rebuild(older)) == [(number, digest, digest) for number, digest in enumerate(hashes, 1)]
    assert "program" not in manifest(older, 1)


def test_it_opens_for_readers(left, monkeypatch):
    older, hashes = left
    monkeypatch.setenv("MONITOR_STORE", str(older))
    assert (numbers(), in_force().hash, edition(1).hash) == ([1, 2], hashes[1], hashes[0])
    answers = in_force().query("SELECT iso3, indicator, value FROM answers WHERE value IS NOT NULL ORDER BY ALL")
    assert [tuple(row) for row in answers.values.tolist()] == [
        ("ALB", "arrests", 0),
        ("ALB", "victims_identified", 7),
        ("GHA", "arrests", 12),
    ]


def test_its_ratings_are_read_from_its_journal(left):
    (rating,) = coding.codings(left[0])
    assert (rating.reference, rating.first, rating.second, rating.final, rating.final_by, rating.reply) == (
        *("C001-ALB", "limited", "substantial", "substantial", "adjudicated"),
        "The rating rests on an older text.",
    )


def test_the_edition_that_waits_in_it_comes_in_force_at_its_time(copied):
    assert release.release(copied, datetime(2998, 12, 31, tzinfo=UTC)) is None
    entered = release.release(copied, datetime(2999, 1, 1, tzinfo=UTC))
    assert (entered["edition"], editions(copied), verify(copied)) == (3, [1, 2, 3], [])
    assert [(number, was == again) for number, was, again in rebuild(copied, 3)] == [(3, True)]


def test_it_is_handed_over_and_imported(copied, tmp_path):
    fingerprint = handover.export(copied, tmp_path / "handover.zip")
    takeover.receive(tmp_path / "handover.zip", tmp_path / "next", fingerprint)
    assert (verify(tmp_path / "next"), current(tmp_path / "next")) == ([], current(copied))


def test_the_control_other_sql_in_its_inputs_gives_another_hash(copied):
    archive = place(copied, 1) / "inputs.zip"
    with zipfile.ZipFile(archive) as held:
        content = {name: held.read(name) for name in held.namelist()}
    content["sql/gaps.sql"] += b"-- and so on\n"
    archive.chmod(0o644)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as into:
        for name, text in content.items():
            into.writestr(name, text)
    assert [was == again for _, was, again in rebuild(copied, 1)] == [False]
    assert "editions/0001/inputs.zip: is not the file that was published; its SHA-256 differs." in verify(copied)


def test_the_stored_stores_are_small():
    assert sum(path.stat().st_size for path in OLDER.iterdir()) < 1_200_000


def test_the_version_of_the_method_changes_only_with_a_rule():
    """Whoever changes this literal changed a rule or a definition, and the changelog says which.

    67959f45 until 1.0.0; since then a negative base of UNSD, completeness out of every roll-up, limits
    of texts and figures, settings named as ignored, and reasons that never round onto a threshold. 5d9dd490 until the
    record grew: where sources differ, figures of pages without a date, projects that count once, milestones in context,
    rules of 27 indicators, quarters as periods, denominators, and the checks of all that. 8315c7da until a fact counted
    from the publication of its source on, and the latest data were those of the day of the build.
    """
    assert _method(Inputs()) == "4d05e737"
