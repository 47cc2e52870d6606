"""Web and mail addresses in any text of the record are text on every page: only checked sources are links."""

import pytest

from bench.browser import chromium
from core import words
from etl.build import build
from tests.pages.test_browser import Reader
from tests.support.serving import served

PLANTED = " www.evil.example a@evil.example http://evil.example/x https://evil.example"
TEXTS = {
    "participants": ["name", "region", "national_document_seen_listed", "note"],
    "observations": ["source_title", "note"],
    "commitments": ["title", "source_title", "note"],
    "indicators": ["label"],
    "events": ["title"],
}
LINKS = "() => [...document.querySelectorAll('a[href]')].map(link => link.protocol + link.hostname)"


@pytest.fixture(scope="module")
def planted(new_record, tmp_path_factory):
    """The port of a server over an edition whose texts all end in addresses that nobody has checked."""
    record, store = new_record(), tmp_path_factory.mktemp("planted") / "store"
    for file, columns in TEXTS.items():
        rows = record.rows(file)
        record.write(
            file,
            [{**row, **{name: row[name] + PLANTED for name in columns if row.get(name)}} for row in rows],
        )
    build(store, record.folder)
    with served(store, tmp_path_factory.mktemp("planted") / "log") as port:
        yield port


@pytest.fixture(scope="module")
def window(planted):
    """A browser window over that server."""
    with chromium() as browser:
        yield Reader(browser, planted)


@pytest.mark.parametrize(
    "address",
    ["/countries?country=FRA&print=yes", "/compare?country=FRA&country=DEU", "/targets?target=2&print=yes", 
     "/reporting", "/exports"],
)  # fmt: skip
def test_no_text_of_the_record_is_a_live_link(window, address):
    page = window.open(address).page
    assert "evil.example" in page.locator("body").text_content().replace("\u2060", ""), "it stands on the page, as text"
    found = page.evaluate(LINKS)
    assert [link for link in found if "evil" in link or link.startswith("mailto")] == [] and "http:localhost" in found


def test_an_address_is_no_longer_one_in_markdown():
    joined = words.escape("www.a.example, WWW.b.example, c@d.example and http://e.example")
    assert joined == "www\u2060.a.example, WWW\u2060.b.example, c@\u2060d.example and http\\:\u2060//e.example"
    assert words.escape("as plain as www and 5 @ 2") == "as plain as www and 5 @ 2"
