"""The page of exports and the last line of every page: what is chosen is what arrives, in a real browser too."""

import io
import re
import zipfile
from functools import partial
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pypdf
import pytest

from bench.browser import chromium
from core.program import PROGRAM
from etl.publishing.export_worker import opened
from etl.publishing.exports import Drawn, complete
from etl.source import Unreadable
from tests.pages.test_browser import PAGES, Reader
from tests.support.requests import ask
from views import exports
from views.data import citation
from views.downloads.cache import BodyCache
from views.downloads.contents import CONTENTS

LINK = re.compile(r'<a href="([^"]+)" download')


def links(app):
    """Every address of a file on a page, without the escapes of HTML."""
    return [
        address.replace("&amp;", "&") for one in [*app.markdown, *app.caption] for address in LINK.findall(one.value)
    ]


def leaving(app):
    """The addresses of the last line of a page, by ending."""
    return {
        urlsplit(address).path.rpartition(".")[2]: address for address in links(app) if address.startswith("/page/")
    }


@pytest.mark.parametrize(
    ("page", "address", "filters"),
    [
        ("overview", {"as_of": "brussels-2022"}, {"as_of": ["brussels-2022"], "since": ["washington-2014"]}),
        ("overview", {"since": "london-2014"}, {"as_of": ["latest"], "since": ["london-2014"]}),
        ("overview", {"as_of": "brussels-2012"}, {"as_of": ["brussels-2012"]}),
        ("targets", {"target": "3"}, {"as_of": ["latest"], "target": ["3"]}),
        (
            "countries",
            {"country": "France", "as_of": "washington-2014"},
            {"as_of": ["washington-2014"], "country": ["FRA"]},
        ),
        ("compare", {"country": ["FRA", "DEU"]}, {"as_of": ["latest"], "country": ["FRA", "DEU"]}),
        ("compare", {"country": ["FRA"]}, {"as_of": ["latest"]}),
        (
            "gaps",
            {"target": "2", "country": "FRA", "kind": "not_known", "goal": "2.2"},
            {"as_of": ["latest"], "target": ["2"], "goal": ["2.2"], "country": ["FRA"], "kind": ["not_known"]},
        ),
        ("reporting", {"edition": "1"}, {"as_of": ["latest"]}),
        ("quality", {}, {"as_of": ["latest"]}),
        ("method", {"profile": "unsd"}, {"as_of": ["latest"], "profile": ["unsd"]}),
    ],
)
def test_the_last_line_of_a_page_holds_the_filters_of_its_address(seen, visit, page, address, filters):
    found = leaving(visit(page, **address))
    assert list(found)[:4] == ["json", "csv", "xlsx", "pdf"] and ("docx" in found) == (page == "countries")
    for ending, link in found.items():
        assert urlsplit(link).path == f"/page/{page}.{ending}"
        shown = {
            key: value
            for key, value in filters.items()
            if key != "since" or ending in ("json", "csv") or value != ["washington-2014"]
        }
        assert parse_qs(urlsplit(link).query) == {"edition": [str(seen.number)], **shown, "version": [PROGRAM]}
        assert ask(link, "HEAD").status == 200


def test_the_workbook_of_the_overview_compares_with_the_date_of_the_page(seen, visit):
    assert ask(leaving(visit("overview"))["xlsx"], "HEAD").name == exports.file_name(seen, "alliance-overview.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(exports.fresh(seen, "alliance-overview.xlsx"))))
    said = [row[0] for row in book["What changed"].iter_rows(max_row=4, values_only=True)]
    when = seen.rows("conferences", as_of="washington-2014").iloc[0]["label"]
    assert any(str(text).startswith(f"Since {when}.") for text in said), said


def test_the_page_of_a_country_that_left_links_to_its_brief(seen, visit):
    found = leaving(visit("countries", country="VNM", as_of="brussels-2012"))
    assert (
        all("country-VNM" in ask(found[ending], "HEAD").name for ending in ("xlsx", "pdf", "docx")) and seen.number == 1
    )


def test_every_page_of_the_reader_can_be_taken_away():
    assert set(CONTENTS) == {*PAGES} - {"exports"}


def test_nothing_is_offered_on_paper(seen, visit):
    assert not any(links(visit(page, print="yes")) for page in ("overview", "gaps", "quality")) and seen.number == 1


def test_the_page_offers_every_kind_of_file_and_every_link_answers(seen, visit):
    app = visit("exports", country="Ghana")
    found = [urlsplit(link).path.removeprefix("/export/") for link in links(app)]
    every = exports.catalogue(seen)
    assert sorted(found) == sorted(
        name for name, one in every.items() if one.group != "countries" or name.startswith("country-GHA.")
    )
    assert all(ask(link, "HEAD").status == 200 for link in links(app))
    assert app.code[0].value == citation.cite(seen) and any(
        "published without files" in one.value for one in app.caption
    )
    assert any("/api/docs" in one.value for one in app.caption)


def test_what_is_chosen_is_in_the_link_and_can_be_made_first(seen, visit, monkeypatch):
    monkeypatch.setattr(
        "views.downloads.files.BODIES", BodyCache(capacity=64_000_000)
    )  # other tests have filled that of the house
    app = visit("exports")
    assert any("Nothing is chosen yet" in one.value for one in app.caption)
    app.pills(key="sets").set_value(["alliance", "targets"]).run()
    (link,) = [link for link in links(app) if link.startswith("/export?")]
    assert parse_qs(urlsplit(link).query)["name"] == [
        name for name, one in exports.catalogue(seen).items() if one.group in ("alliance", "targets")
    ]
    assert any("10 of them are made while the zip is on its way" in one.value for one in app.caption)
    app.button(key="make").click().run()
    assert not app.exception and any("All of them are made" in one.value for one in app.caption)
    assert "make" not in [one.key for one in app.run().button] and app.pills(key="sets").value == [
        "alliance",
        "targets",
    ], "all are at hand now"


def test_files_for_an_earlier_date_are_dated(seen, visit):
    app = visit("exports", as_of="washington-2014")
    asked = {urlsplit(link).path: parse_qs(urlsplit(link).query).get("as_of") for link in links(app)}
    assert (
        asked["/export/conference-pack.pdf"] == ["washington-2014"]
        and asked["/export/open-data.zip"] is None
        and seen.number == 1
    )


def test_invented_figures_say_so_and_older_editions_keep_their_files(illustrated, visit):
    app = visit("exports", country="Ghana")
    assert any("Illustrative" in one.value for one in app.markdown) and "Illustrative" in app.code[0].value
    assert (
        all("illustrative" in ask(link, "HEAD").headers["content-disposition"] for link in links(app))
        and illustrated.illustrative
    )
    assert [one.value for one in app.subheader if one.value == "Files of other editions"]


def two(folder, into, _known, between=lambda: None):
    """Two exports of an edition; `between` them somebody may look."""
    yield Drawn("", "", 2)
    yield Drawn("sdmx.zip", exports.write(opened(folder), into, "sdmx.zip"), 2)
    between()
    yield Drawn("open-data.zip", exports.write(opened(folder), into, "open-data.zip"), 2)


def captions(app):
    """What the page says in small print, after its question."""
    return [caption.value for caption in app.caption]


UNTIL = "Until all are, each is made when it is asked for, in a second or a few; then size and SHA-256 stand by it."


def test_the_page_says_what_is_still_coming_and_then_sizes_and_hashes(published, visit, monkeypatch):
    monkeypatch.setenv("MONITOR_STORE", str(published))
    seen = []
    said = complete(published, 1, draw=partial(two, between=lambda: seen.append(visit("exports"))))
    assert f"1 of 2 files are made. {UNTIL}" in captions(seen[0]) and len(seen[0].get("progress")) == 1
    assert not any("SHA" in line.value for line in seen[0].markdown)
    after = visit("exports")
    assert not after.get("progress") and not any("files are made" in line for line in captions(after))
    (line,) = [line.value for line in after.markdown if "/export/sdmx.zip" in line.value]
    assert said["files"]["sdmx.zip"] in line


GO_ON = "Who runs this server can go on with 'python -m etl complete'."


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (Unreadable("One took too long."), f"The others could not be made: One took too long. {GO_ON}"),
        (KeyboardInterrupt(), f"Nobody makes the others just now. {GO_ON}"),
    ],
    ids=["failed", "stopped"],
)
def test_the_page_says_why_nothing_more_comes(published, visit, monkeypatch, error, why):
    monkeypatch.setenv("MONITOR_STORE", str(published))

    def between():
        raise error

    with pytest.raises(type(error)):
        complete(published, 1, draw=partial(two, between=between))
    assert f"1 of 2 files are made. {why} {UNTIL}" in [line.replace("\\", "") for line in captions(visit("exports"))]


@pytest.fixture(scope="module")
def reader(port):
    """A browser window over the edition of the real record."""
    with chromium() as running:
        yield Reader(running, port)


def taken(reader, link):
    """The file behind a link, as the browser saves it: its name and bytes."""
    with reader.page.expect_download() as waiting:
        link.click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def test_several_are_chosen_and_taken_as_one_zip(reader, seen):
    reader.open("/exports?country=France").well()
    reader.page.get_by_role("button", name="All four targets").click()
    name, body = taken(reader, reader.page.get_by_role("link", name=re.compile("^Take 8 files as one zip")))
    assert name == f"monitor-exports-edition-1-{seen.short}-as_of-latest-files-8.zip"
    with zipfile.ZipFile(io.BytesIO(body)) as held:
        assert held.testzip() is None and len(held.namelist()) == 9
        (book,) = [one for one in held.namelist() if "target-3" in one and one.endswith(".xlsx")]
        assert openpyxl.load_workbook(io.BytesIO(held.read(book))).worksheets
    name, body = taken(reader, reader.page.get_by_role("link", name="France, PDF"))
    assert name.startswith(f"monitor-country-FRA-edition-1-{seen.short}") and body.startswith(b"%PDF")
    reader.well()


def test_a_picture_and_a_view_are_real_files(reader, seen):
    reader.open("/gaps?country=France").well()
    name, body = taken(reader, reader.page.get_by_role("link", name="PNG", exact=True).first)
    assert name.endswith("-country-FRA.png") and body.startswith(b"\x89PNG") and seen.short in name
    name, body = taken(reader, reader.page.get_by_role("link", name="JSON", exact=True))
    assert name == f"monitor-gaps-edition-1-{seen.short}-as_of-latest-country-FRA.json" and b'"FRA"' in body
    reader.well()


def test_the_keyboard_reaches_the_files(reader):
    reader.open("/exports").well()
    reached = set()
    for _turn in range(60):
        reader.page.keyboard.press("Tab")
        reached.add(reader.page.evaluate("() => document.activeElement.getAttribute('aria-label') || ''"))
    assert {"Conference pack, PDF", "Figures as SDMX, ZIP"} <= reached


@pytest.mark.parametrize("page", ["", "targets?target=1&", "quality?", "countries?country=France&"])
def test_on_paper_no_row_is_torn_and_every_sheet_names_the_edition(reader, seen, page):
    reader.open(f"/{page}{'' if page else '?'}print=yes").well()
    tables = reader.page.evaluate(
        "() => [...document.querySelectorAll('.stTable')].map(table => [table.scrollWidth - table.clientWidth])"
    )
    assert all(over <= 0 for (over,) in tables)
    reader.page.wait_for_timeout(500)
    sheets = pypdf.PdfReader(io.BytesIO(reader.page.pdf(prefer_css_page_size=True))).pages
    said = [sheet.extract_text() for sheet in sheets]
    assert all(
        seen.short in text and f"{number} / {len(said)}" in " ".join(text.split())
        for number, text in enumerate(said, 1)
    )
    assert all(len(text) > 100 for text in said), "no sheet is empty"
