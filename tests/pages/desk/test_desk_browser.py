"""A new clerk walks through a round in a real browser; beside it the reader's server, which shows nothing of it before
it is published."""

import io
import shutil

import openpyxl
import pytest

from bench.browser import chromium
from etl.desk import acts
from tests.support.serving import served
from tests.support.walk import CANARY, WORD, Clerk, Public, filled

FAULTY = {
    "Read me_C8": "Ministry of Justice",
    "Read me_C9": "2014-09-02",
    "Indicators_G5": CANARY,
    "Indicators_G6": "about sixty",
    "Progress_E5": "Ongoing",
    "Progress_F5": f"Done: {WORD}.",
}
PATHS = [
    "/download/observations.csv",
    "/download/commitments.csv?country=AUS",
    "/download/gaps.csv",
    "/round",
    "/desk/round",
    "/desk/journal.jsonl",
]


@pytest.fixture(scope="module")
def walk(edition, tmp_path_factory):
    """A store, a clerk at its desk, and a reader before its public server."""
    folder = tmp_path_factory.mktemp("walk")
    store = shutil.copytree(edition.store, folder / "store")
    with (
        served(store, folder / "public.log") as public,
        served(store, folder / "desk.log", desk=True) as office,
        chromium() as browser,
    ):
        yield store, Clerk(browser, office), Public(browser, public)


@pytest.mark.full("half a minute in a browser; each act and each page of it has its own test without one")
def test_a_clerk_takes_one_country_from_template_to_correction(walk):
    store, clerk, reader = walk

    def unseen(*pages):
        answers, leaks = reader.looks(pages, PATHS)
        assert leaks == [] and answers >= len(PATHS) + len(pages)

    clerk.sit("round").be("Ana").press("Templates to send")
    clerk.pick("Country", "Australia")
    name, template = clerk.take("Template of this country")
    assert name == "progress-2014-AUS-template-1.xlsx"

    clerk.drop(("photo.xlsx", b"\x89PNG\r\n\x1a\n"), ("Australia.xlsx", filled(template, **FAULTY))).reads(
        "is a picture"
    ).reads("1 error")
    unseen("/countries?country=Australia")
    clerk.page.get_by_role("link", name="Review S0001").click()
    clerk.page.wait_for_url("**/review*")
    clerk.settle().reads("1 error forbids taking it")
    assert (
        clerk.title == "Australia · Progress reports 2014"
        and clerk.page.get_by_role("button", name="Accept", exact=True).is_disabled()
    )
    clerk.press("Give back")
    clerk.page.get_by_label("What the country should mend or answer").fill("Please write a number in G6.")
    clerk.press("Give back").reads("It waits for the country")
    name, returned = clerk.take("Workbook to give back")
    book = openpyxl.load_workbook(io.BytesIO(returned))
    assert (
        name == "progress-2014-AUS-S0001-v3-returned.xlsx"
        and "Issues" in book.sheetnames
        and book["Indicators"]["G6"].comment
        and book["Indicators"]["G6"].fill.fgColor.rgb
    )
    unseen()

    clerk.drop(("Australia again.xlsx", filled(returned, Indicators_G6=60))).reads("0 errors")
    clerk.page.get_by_role("link", name="Review S0002").click()
    clerk.page.wait_for_url("**/review*")
    clerk.settle()
    for _question in range(len(acts.submissions(store)["S0002"].open_questions)):
        clerk.press("Confirmed as sent")
    clerk.press("Accept").reads("It waits for approval by somebody other than Ana")
    assert clerk.page.get_by_role("button", name="Approve", exact=True).is_disabled()
    unseen()
    clerk.be("Bo").press("Approve").reads("It will be in the next edition")
    unseen("/countries?country=Australia", "/quality")

    clerk.go("Publish").reads("1 approved submission waits to be published")
    clerk.press("Publish edition 2 now").reads("Readers see edition 2")
    reader.page.context.clear_cookies()
    _answers, leaks = reader.looks(["/countries?country=Australia&edition=2"], PATHS)
    assert leaks, "the control: what is published is heard"
    _answers, leaks = reader.looks(["/countries?country=Australia&edition=1"], ["/download/observations.csv?edition=1"])
    assert leaks == [], "the first edition stays as it was"

    clerk.drop(("Australia third.xlsx", filled(returned, Indicators_G5=12, Indicators_G6=60)))
    clerk.page.get_by_role("link", name="Review S0003").click()
    clerk.page.wait_for_url("**/review*")
    clerk.settle().reads("Beside S0002").well()
    reader.well()


def test_the_readers_server_has_no_desk(walk):
    _store, _clerk, reader = walk
    of_desk = ("Round", "Inbox", "Publish", "Journal")
    for page in ("round", "journal"):
        answer = reader.page.goto(f"{reader.base}/{page}")
        reader.page.wait_for_function("() => document.querySelector('h1')")
        assert (answer.status, reader.title) == (404, "There is nothing at this address.")
        assert reader.page.get_by_role("textbox", name="You are").count() == 0
        links = reader.page.get_by_role("link").all_inner_texts()
        assert "Where the Alliance stands" in links and not [link for link in links if link in of_desk]
        assert reader.page.locator("input[type=file]").count() == 0
    reader.open("/")
    links = reader.menu.get_by_role("link").all_inner_texts()
    assert reader.title == "Where the Alliance stands" and "Overview" in links
    assert not [link for link in links if link in of_desk]
    assert reader.page.get_by_role("textbox", name="You are").count() == 0
    assert reader.page.locator("input[type=file]").count() == 0
    reader.faults.clear()
