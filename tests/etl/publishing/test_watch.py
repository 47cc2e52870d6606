"""The desk's clock: an edition under embargo comes in force at its time, without anybody touching anything."""

import time
from datetime import UTC, datetime, timedelta

from core.editions.layout import editions
from core.editions.manifest import current
from etl.publishing import preparation, release
from tests.support.round import approved


def test_an_embargoed_edition_comes_in_force_at_its_time_and_not_before(published, command):
    approved(published, "GHA", arrests=12)
    clock = command(published, "release", "--watch")
    before = datetime.now(UTC)
    note = preparation.preview(published).ready
    looking = datetime.now(UTC) - before  # making it takes little more, on a loaded machine too
    at = datetime.now(UTC) + 3 * looking + timedelta(seconds=2)
    preparation.prepare(published, "Head", note, at)
    assert release.waiting(published).edition == 2
    while datetime.now(UTC) < at - timedelta(seconds=0.3):
        assert (current(published)["edition"], editions(published)) == (1, [1])
        time.sleep(0.2)
    while current(published)["edition"] == 1:
        assert datetime.now(UTC) < at + timedelta(seconds=5)
        time.sleep(0.1)
    assert clock.stdout.readline().startswith("Edition 2 · ")
    assert release.waiting(published) is None
