"""A server behind a proxy, under a path of its own: every address of ours follows it, and outside it is nothing."""

import http.client
import json
import re
from html import unescape

import pytest

from tests.support.serving import served

INSIDE = "/monitor/"
LINK = re.compile(r'(?:href|src)="([^"#][^"]*)"')
PAGES = ["overview", "targets", "countries", "compare", "gaps", "reporting", "quality", "method", "exports"]


def links(app):
    """Every address that a page of HTML or Markdown names."""
    return [
        unescape(link)
        for kind in ("markdown", "caption")
        for said in app.get(kind)
        for link in LINK.findall(said.value)
    ]


@pytest.fixture(scope="module")
def ask(edition, tmp_path_factory):
    """Call it with an address on a server under /monitor: status, type, headers and text of the answer."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STREAMLIT_SERVER_BASE_URL_PATH", "monitor")
        with served(edition.store, tmp_path_factory.mktemp("prefix") / "log") as port:

            def answer(path):
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
                try:
                    connection.request("GET", path)
                    got = connection.getresponse()
                    headers = dict(got.getheaders())
                    return got.status, headers.get("content-type", ""), headers, got.read().decode(errors="replace")
                finally:
                    connection.close()

            yield answer


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_follows_the_path_of_the_server(seen, visit, monkeypatch, page):
    chosen = {"country": ["FRA", "DEU"]} if page == "compare" else {}
    plain = links(visit(page, **chosen))
    monkeypatch.setenv("MONITOR_PREFIX", "/monitor")
    found = links(visit(page, **chosen))
    ours = [link for link in found if not link.startswith("http")]
    assert len(ours) > 3 and seen.number == 1
    assert [link for link in ours if not link.startswith(INSIDE)] == []
    assert [link.removeprefix("/monitor") for link in found] == plain


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("download/gaps.csv?edition=1&country=FRA", "text/csv"),
        ("picture/ages.svg?edition=1", "image/svg+xml"),
        ("page/gaps.json?edition=1&country=FRA", "application/json"),
        ("export/country-FRA.docx?edition=1", "application/vnd.openxmlformats"),
        ("api/docs", "text/html"),
        ("api/v1/openapi.json", "application/json"),
    ],
)
def test_inside_the_path_is_what_outside_it_is_not(ask, path, kind):
    status, found, _headers, text = ask(INSIDE + path)
    assert (status, found.startswith(kind)) == (200, True) and "<title>Streamlit</title>" not in text
    status, found, _headers, _text = ask("/" + path)
    assert status == 404 and not found.startswith("text/html")


def test_pages_live_inside_the_path_only(ask):
    assert ask("/monitor/countries?country=JPN")[0::2][0] == 302
    assert ask("/monitor/countries?country=JPN")[2]["location"] == "countries?country=Japan"
    assert ask("/monitor/countries?country=Japan")[1].startswith("text/html")
    for outside in ("/", "/countries", "/countries?country=JPN"):
        assert ask(outside)[0] == 404 and not ask(outside)[1].startswith("text/html")


def test_the_api_names_addresses_inside_the_path(ask):
    first = ask("/monitor/api/v1/gaps?limit=1&edition=1")
    answer = json.loads(first[3])
    assert answer["page"]["next"].startswith("/monitor/api/v1/gaps?")
    assert answer["documentation"] == "/monitor/api/docs#gaps"
    assert "/monitor/export/open-data.zip?" in answer["licence"]
    assert re.findall("<([^>?#]*)", first[2]["link"]) == ["/monitor/api/v1/gaps", "/monitor/api/docs"]
    assert json.loads(ask("/monitor/api/v1/openapi.json")[3])["servers"] == [{"url": "/monitor/api/v1"}]
    assert json.loads(ask("/monitor/api/v1/gaps?colour=red")[3])["type"] == "/monitor/api/docs#unknown-parameter"
    assert ask("/monitor/api")[2]["location"].endswith("/monitor/api/docs")
    found = [link for link in LINK.findall(ask("/monitor/api/docs")[3]) if not link.startswith("data:")]
    assert len(found) > 20 and [link for link in found if not link.startswith(INSIDE)] == []
