"""The whole round in a real browser: several countries, two people at once, an embargo, a cancelled edition, a
correction; the reader's server asked for everything after every step."""

import re
import shutil
import time
from datetime import UTC, datetime, timedelta

import pytest

from bench.browser import chromium
from core.editions.manifest import manifest
from etl.desk import acts, receiving
from etl.form.rounds import rounds
from etl.publishing import preparation
from etl.questionnaire.prefill import prefills
from etl.questionnaire.template import template
from etl.source import ROOT
from tests.pages.test_browser import WIDE
from tests.support.serving import served
from tests.support.walk import CANARY, WORD, Clerk, Public, filled
from views.downloads.contents import CONTENTS
from views.downloads.routes import FORMATS
from views.tables import VIEWS

ROUND = rounds()["progress-2014"]
COVER = {"Read me_C8": "Ministry of Justice", "Read me_C9": "2014-09-02"}
SAYS = {"Indicators_G5": CANARY, "Progress_E5": "Ongoing", "Progress_F5": f"Done: {WORD}."}
DESK = ("round", "inbox", "review", "coding", "publish", "journal")
READ = ["/"] + [f"/{path.stem}" for path in sorted((ROOT / "pages").glob("[a-z]*.py")) if path.stem != "overview"]
SEE = [*READ, "/countries?country=Australia", "/countries?country=Italy&print=yes"]
NEEDED = {"changes": "since=brussels-2012"}
SHOWN = {"targets": "target=2", "countries": "country=AUS", "compare": "country=AUS&country=ITA"}
ASK = [
    *(f"/download/{name}.{ending}?{NEEDED.get(name, '')}" for name in VIEWS for ending in ("csv", "xlsx", "json")),
    *(f"/page/{name}.{ending}?{SHOWN.get(name, '')}" for name in CONTENTS for ending in FORMATS),
    *(f"/export/{name}" for name in ("alliance-overview.xlsx", "target-2.xlsx", "country-AUS.pdf", "country-AUS.docx",
    "country-ITA.xlsx", "database.xlsx", "open-data.zip", "sdmx.zip")),
    *(f"/picture/{name}" for name in ("voices.svg", "gaps.svg?country=AUS", "timeline.svg?country=AUS")),
    "/export?name=country-AUS.docx&name=country-ITA.docx",
    *(f"/{page}" for page in DESK), "/desk/journal.jsonl", "/desk/round.py", "/download/submissions.csv",
    "/media/0.xlsx", "/_stcore/health", "/_stcore/host-config", "/download/..%2Fdesk%2Fjournal.csv",
]  # fmt: skip


def sent(iso3, **cells):
    return filled(template(ROUND, prefills(ROUND)[iso3]), **{**COVER, **cells})


@pytest.fixture
def walk(edition, tmp_path):
    """A store, two clerks at one desk, and a reader before the public server."""
    store = shutil.copytree(edition.store, tmp_path / "store")
    with (
        served(store, tmp_path / "public.log") as public,
        served(store, tmp_path / "desk.log", desk=True) as office,
        chromium() as browser,
    ):
        yield store, Clerk(browser, office), Clerk(browser, office), Public(browser, public)


def test_a_round_from_inbox_to_correction_and_nothing_is_seen_before_its_time(walk):
    store, ana, bo, reader = walk
    heard = 0

    def unseen(pages=SEE, paths=ASK):
        nonlocal heard
        answers, leaks = reader.looks(pages, paths)
        heard += answers
        assert leaks == []

    ana.sit("inbox").be("Ana")
    bo.sit("inbox").be("Bo")
    files = [
        ("Australia.xlsx", sent("AUS", **SAYS)),
        (f"Italy {WORD}.xlsx", sent("ITA", **{**SAYS, "Progress_E5": "Not started"})),
        ("Japan.xlsx", sent("JPN", Indicators_G6="1,234")),
    ]
    ana.drop(*files).reads("clean").reads("with questions only").reads("with errors")
    unseen()
    ana.drop(files[0]).reads("is here already as S0001")
    assert len(acts.submissions(store)) == 3

    for clerk in (ana, bo):  # two people look at the same screen; one is first, the other is told
        clerk.sit("review", country="Australia", round="progress-2014").be("Ana" if clerk is ana else "Bo")
    ana.press("Accept").reads("It waits for approval by somebody other than Ana")
    bo.press("Accept").reads("Nothing was entered").reads("Ana was first")
    bo.press("Look again")
    assert bo.page.get_by_text("Nothing was entered").count() == 0
    bo.press("Approve").reads("It will be in the next edition")
    bo.press("Undo: not approved").reads("It waits for approval").press("Approve").reads(
        "It will be in the next edition"
    )
    unseen()

    ana.sit("review", country="Italy").be("Ana")
    for _question in acts.submissions(store)["S0002"].open_questions:
        ana.press("Confirmed as sent")
    ana.press("Accept").reads("It waits for approval")
    unseen(SEE[:2], ASK[:6])

    for clerk, code in ((ana, "Limited"), (bo, "Complete")):
        clerk.go("Coding")
        clerk.page.get_by_role("radio", name=re.compile(code)).check(force=True)
        clerk.press("Give this code")
    bo.reads("The two differ")
    unseen(SEE[:2], ASK[:6])

    ana.go("Publish").reads("1 approved submission waits to be published")
    soon = datetime.now(UTC) + timedelta(seconds=25)
    preparation.prepare(store, "Ana", preparation.preview(store).ready, soon)
    bo.go("Publish").reads("Edition 2 appears in")
    while datetime.now(UTC) < soon - timedelta(seconds=2):
        unseen(SEE[:1], ASK[:2])
        assert not (store / "editions" / "0002").exists()
    time.sleep(max((soon - datetime.now(UTC)).total_seconds(), 0) + 5)
    assert (store / "editions" / "0002").exists(), "five seconds after its time, with the page Publish open"
    _answers, leaks = reader.looks(["/countries?country=Australia&edition=2"], ["/download/observations.csv"])
    assert leaks, "the control: what is published is heard"
    assert (
        reader.looks(
            ["/countries?country=Australia&edition=1", "/countries?country=Italy"],
            ["/download/observations.csv?edition=1"],
        )[1]
        == []
    )

    ana.drop(
        (
            "Australia corrected.xlsx",
            sent("AUS", **{**SAYS, "Indicators_G5": 12, "Progress_F5": "Done, and evaluated."}),
        )
    )
    ana.sit("review", country="Australia", submission="S0004").be("Ana")
    for _question in acts.submissions(store)["S0004"].open_questions:
        ana.press("Confirmed as sent")
    ana.press("Accept")
    ana.be("Cy").press("Approve").reads("It will be in the next edition")
    ana.go("Publish").reads("revised figure").press("Publish edition 3 now").reads("Readers see edition 3")
    assert manifest(store, 3)["note"].splitlines() == [
        "Australia: report replaced, Progress reports 2014.",
        f"Australia, Victims identified in the country, 2013: 12 victims instead of {CANARY} victims.",
    ]
    assert reader.looks(["/countries?country=Australia&edition=2"], ["/download/observations.csv?edition=2"])[1], (
        "the second edition stays as it was"
    )
    reader.open("/countries?country=Australia&edition=2").page.get_by_role("button", name="All editions").click()
    reader.page.get_by_role("link", name=re.compile("Edition 1")).click()
    reader.page.wait_for_url(re.compile("edition=1"))
    assert reader.settle().title == "Australia"
    reader.page.keyboard.press("Escape")
    reader.page.get_by_role("dialog").wait_for(state="hidden")
    ana.go("Journal").press("Verify").reads("Everything is as it was written")
    assert heard > 400
    for person in (ana, bo, reader):
        person.well()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_the_desk_is_wider_than_its_window(walk, scheme):
    store, ana, _bo, _reader = walk
    receiving.receive(
        store,
        [
            ("Italy.xlsx", sent("ITA", **{**SAYS, "Progress_E5": "Not started"})),
            ("Australia.xlsx", sent("AUS", **SAYS)),
        ],
        "Clerk",
    )
    acts.accept(store, "S0002", "Clerk")
    acts.approve(store, "S0002", "Bo")
    window = Clerk(ana.context.browser, int(ana.base.rpartition(":")[2]), color_scheme=scheme)
    for page in DESK:
        window.page.set_viewport_size({"width": 1280, "height": 900})
        window.sit(page)
        for width in (1280, 820, 390):
            window.page.set_viewport_size({"width": width, "height": 900})
            window.page.wait_for_timeout(400)
            window.settle()
            assert max(window.page.evaluate(WIDE)) <= 0, f"{page} is wider than {width}"
        window.well()


def test_a_submission_is_accepted_by_keyboard_alone(walk):
    store, ana, _bo, _reader = walk
    receiving.receive(store, [("Australia.xlsx", sent("AUS", **SAYS))], "Clerk")
    ana.sit("review", country="Australia").be("Ana")
    ana.page.get_by_role("button", name="Accept", exact=True).click(
        trial=True
    )  # waits until it can be pressed, and does not press it
    for _turn in range(60):
        ana.page.keyboard.press("Tab")
        if ana.page.evaluate("() => document.activeElement.innerText === 'Accept'"):
            ana.page.keyboard.press("Enter")
            break
    ana.reads("It waits for approval by somebody other than Ana")
    assert acts.submissions(store)["S0001"].state == "accepted"
