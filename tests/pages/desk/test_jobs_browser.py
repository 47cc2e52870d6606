"""Two people at the desk, each in a browser of their own: one begins a publication, both see the same of it, and it
outlives the browser of who began it and the desk itself."""

import fcntl
import re
import shutil
from contextlib import contextmanager

import pytest

from bench.browser import chromium
from core.editions.manifest import current
from etl.jobs import job as on_disk
from tests.support.jobs import ended, until
from tests.support.round import approved
from tests.support.serving import served
from tests.support.walk import Clerk


@pytest.fixture(scope="module")
def begun(edition, tmp_path_factory):
    """A store in which the report of Ghana is approved."""
    store = shutil.copytree(edition.store, tmp_path_factory.mktemp("jobs") / "store")
    approved(store, "GHA", arrests=12)
    return store


@contextmanager
def held(store):
    """Another process holds the lock of the store: the job stands still, so that both browsers show one moment."""
    with open(store / "lock", "ab") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def test_two_browsers_see_the_same_progress_and_a_closed_one_and_a_desk_that_ends_change_nothing(begun):
    log = begun.parent / "log"
    with chromium() as browser:
        with served(begun, log, desk=True) as port:
            ana, bo = Clerk(browser, port), Clerk(browser, port, viewport={"width": 390, "height": 844})
            for who in (ana, bo):
                who.page.set_default_timeout(60_000)  # two at once, on a machine that makes an edition
            ana.sit("publish").be("Ana")
            bo.sit("journal").be("Bo")
            with held(begun):
                ana.page.get_by_role("button", name="Publish edition 2 now", exact=True).click()
                ana.page.get_by_text(re.compile("Ana makes the next edition")).wait_for()
                bo.page.get_by_text(re.compile("Ana makes the next edition")).wait_for()
                bo.page.get_by_role("link", name="Look at it").click()
                bo.reads("What comes next is worked out")
                seen = [who.page.get_by_test_id("stProgress").inner_text() for who in (ana, bo)]
                assert seen == ["It begins."] * 2
                assert bo.page.get_by_role("button", name="Publish edition 2 now").count() == 0
                ana.context.close()
                assert until(begun, 1, lambda job: job.state.started).is_alive
                bo.well()
        assert until(begun, 1, lambda job: job.state.started).outcome != "failed", "the desk has ended, the job not"
        assert ended(begun, 1).outcome == "done" and current(begun)["edition"] == 2
        with served(begun, log, desk=True) as port:
            bo = Clerk(browser, port)
            bo.page.set_default_timeout(60_000)
            bo.sit("publish").reads("Edition 2 · .* is in force").reads("Readers see edition 2").be("Bo")
            bo.press("Close")
            bo.page.get_by_text(re.compile("Done")).wait_for(state="detached")
            bo.well()
    assert [job.asked.by for job in on_disk.jobs(begun)] == ["Ana"]
