"""One real server and one real browser: deep links, every page drawn, nothing asked of anybody else, downloads,
keyboard, widths."""

import io
import re
from urllib.parse import urlsplit

import openpyxl
import pytest

from bench.browser import chromium
from core.editions.manifest import current
from etl.source import ROOT

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py") if path.stem != "__init__")
SETTLED = """() => document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]')
    && document.querySelector('h1') && !document.querySelector('[data-stale=true]')"""
MENU = ["Overview", "Targets", "Countries", "Compare", "Gaps", "Reporting", "Quality", "Method and sources", "Exports"]
TITLES = {
    "overview": "Where the Alliance stands",
    "targets": "Target 1: Identify and support victims",
    "countries": "Albania",
    "compare": "Compare countries",
    "gaps": "Gaps",
    "reporting": "What our record holds of each country",
    "quality": "How good is the record",
    "method": "Method and sources",
    "exports": "Exports",
}
"""What the windows of the pages are called, before the name of the site."""
SITE = " · Global Alliance · Progress monitor"
DRAWN = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].map(chart => {
    const mark = chart.querySelector('svg.marks, canvas.marks'), box = mark && mark.getBoundingClientRect();
    return Boolean(box && box.width > 10 && box.height > 10);
})"""
ALL = f"many => (drawn => drawn.length >= many && drawn.every(Boolean))(({DRAWN})())"
WIDE = """() => [document.documentElement, document.querySelector('[data-testid=stMain]')]
    .map(box => box.scrollWidth - box.clientWidth)"""
LISTEN = """document.addEventListener('securitypolicyviolation', event =>
    (window.refused = window.refused || []).push(event.violatedDirective + ' ' + event.blockedURI))"""


class Reader:
    """A browser window, and everything in it that should not happen."""

    def __init__(self, browser, port, **how):
        self.base, self.faults = f"http://localhost:{port}", []
        self.context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", "accept_downloads": True, **how}
        )
        self.context.add_init_script(LISTEN)
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))
        self.page.on("console", self.complaint)
        self.page.on("request", lambda request: self.outside(request.url))
        self.page.on("websocket", lambda websocket: self.outside(websocket.url))

    def complaint(self, line):
        """Errors of the console; but Streamlit looks for its own root below the page first, and does not find it
        there."""
        looking = re.search(r"/\w+/_stcore/(health|host-config)$", line.location["url"]) and "404" in line.text
        if (line.type == "error" or "Content Security Policy" in line.text) and not looking:
            self.faults.append(f"{line.text} {line.location['url']}")

    def outside(self, url):
        if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).hostname not in ("localhost", "127.0.0.1"):
            self.faults.append(f"asked {url}")

    def open(self, path, charts=0):
        self.page.goto(self.base + path)
        return self.settle(charts)

    def settle(self, charts=0):
        self.page.wait_for_function(SETTLED)
        self.page.wait_for_function(ALL, arg=charts)
        return self

    def choose(self, date):
        self.page.get_by_role("combobox", name="As known at").scroll_into_view_if_needed()
        self.page.wait_for_timeout(500)
        self.page.get_by_role("combobox", name="As known at").click()
        self.page.get_by_role("option", name=date).click()
        self.page.wait_for_url(re.compile("as_of=" + date.replace(" ", r"(\+|%20)")))
        return self.settle()

    def follow(self, title):
        self.menu.get_by_role("link", name=title, exact=True).click()
        self.page.wait_for_url(re.compile(f"/{title.lower()}"))
        self.page.wait_for_timeout(300)
        return self.settle()

    def pick(self, label, option):
        """Choose by typing, as lists are long."""
        box, before = self.page.get_by_role("combobox", name=label, exact=True), self.page.url
        box.scroll_into_view_if_needed()
        self.page.wait_for_timeout(300)
        box.click()
        box.fill(option)
        self.page.get_by_role("option", name=option, exact=True).first.click()
        self.page.wait_for_function("before => location.href !== before", arg=before)
        return self.settle()

    def back(self, title):
        self.page.go_back()
        return self.reads(title)

    def reads(self, title):
        """Wait until the page has this title."""
        self.page.wait_for_function("title => document.querySelector('h1')?.innerText === title", arg=title)
        return self.settle()

    @property
    def menu(self):
        return self.page.get_by_test_id("stSidebar")

    @property
    def title(self):
        return self.page.locator("h1").inner_text()

    @property
    def date(self):
        return self.page.get_by_role("combobox", name="As known at").input_value()

    def well(self):
        """Nothing went wrong so far."""
        alerts = self.page.locator("[data-testid=stException], [data-testid=stAlert], [role=dialog]").all_inner_texts()
        assert (alerts, self.faults, self.page.evaluate("() => window.refused || []")) == ([], [], [])
        return self


@pytest.fixture(scope="module")
def browser(port):
    """The browser; what its first window saw is the very first visit to the server."""
    with chromium() as running:
        running.first = Reader(running, port).open("/countries?country=FRA&as_of=washington-2014")
        yield running


@pytest.fixture
def reader(browser, port):
    """A window of its own."""
    window = Reader(browser, port)
    yield window
    window.context.close()


def test_the_first_request_to_a_fresh_server_may_be_a_deep_link(browser):
    first = browser.first.well()
    assert (first.title, first.date) == ("France", "Washington 2014")
    assert first.menu.get_by_role("link").all_inner_texts() == [*MENU, "Print view"]
    assert re.search(r"/countries\?(?=.*country=France)(?=.*as_of=Washington(\+|%20)2014)", first.page.url)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_drawn_without_a_fault_and_fits_every_width(reader, seen, visit, page):
    chosen = ["France", "Germany"] if page == "compare" else []
    charts = len(visit(page, country=chosen).get("vega_lite_chart"))
    assert (charts > 0 or page in ("method", "exports")) and seen.number == 1
    reader.open(f"/{'' if page == 'overview' else page}?" + "&".join(f"country={one}" for one in chosen), charts).well()
    assert reader.page.title() == TITLES[page] + SITE
    assert reader.page.evaluate(DRAWN) == [True] * charts
    for width in (820, 390, 1280):
        reader.page.set_viewport_size({"width": width, "height": 900})
        reader.page.wait_for_timeout(400)
        reader.settle(charts)
        assert max(reader.page.evaluate(WIDE)) <= 0, f"wider than {width}"
    reader.well()


def test_what_a_country_should_confirm_is_whole_on_a_telephone(reader, seen):
    reader.open("/quality?country=Germany", 1).well()
    for width in (390, 320):
        reader.page.set_viewport_size({"width": width, "height": 900})
        reader.page.wait_for_timeout(400)
        reader.settle(1)
        assert max(reader.page.evaluate(WIDE)) <= 0, f"wider than {width}"
    reader.page.get_by_text("Press or copy alone: figures (35)").click()
    first = reader.page.get_by_text("To send: The figures as the authority published them").first
    first.wait_for()
    box = first.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 320 and max(reader.page.evaluate(WIDE)) <= 0
    reader.pick("Country", "Croatia").page.get_by_text("nothing that Croatia should confirm").wait_for()
    assert "country=Croatia" in reader.well().page.url and seen.number == 1


def test_a_date_once_chosen_stays_on_every_page_and_back_works(reader):
    reader.open("/targets?target=Reduce+availability").choose("Washington 2014").follow("Countries")
    assert (reader.date, reader.title) == ("Washington 2014", "Albania")
    assert re.search(r"/countries\?as_of=Washington(\+|%20)2014$", reader.page.url)
    reader.back("Target 4: Reduce availability")
    assert reader.date == "Washington 2014"
    reader.page.go_forward()
    assert reader.reads("Albania").date == "Washington 2014"


ALIKE = pytest.mark.full("the same step back on more pages")


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/countries?country=JPN", "Japan"),
        pytest.param("/targets?target=2", "Target 2: Investigate and prosecute", marks=ALIKE),
        ("/?as_of=washington-2014", "Where the Alliance stands"),
        pytest.param("/gaps?for_country=JPN&gap=not_known", "Gaps", marks=ALIKE),
        pytest.param("/countries?country=nowhere", "Albania", marks=ALIKE),
    ],
)
def test_one_step_back_from_an_address_in_codes_is_the_page_before(reader, address, title):
    reader.open("/quality").open(address)
    assert (reader.title, reader.page.title()) == (title, title + SITE)
    assert not reader.back("How good is the record").well().page.url.endswith(address)


def test_back_undoes_a_choice_and_then_leaves_as_the_page_was(reader):
    reader.open("/").page.get_by_text("Target 2 in depth", exact=True).click()
    reader.reads("Target 2: Investigate and prosecute").pick("Policy target", "Reduce availability")
    reader.reads("Target 4: Reduce availability").follow("Gaps").pick("Country", "Japan").follow("Countries")
    assert reader.follow("Gaps").page.get_by_role("combobox", name="Country").input_value() == "Japan", "as it was left"
    reader.back("Albania")
    for title in ("Gaps", "Gaps", "Target 4: Reduce availability", "Target 2: Investigate and prosecute"):
        assert reader.back(title).page.title() == title + SITE
    reader.back("Where the Alliance stands").well()


@pytest.mark.parametrize("ending", ["CSV", "XLSX"])
def test_a_download_is_a_real_file_and_the_session_goes_on(reader, edition, ending):
    reader.open("/gaps?as_of=Washington+2014")
    reader.page.evaluate("window.here = true")
    with reader.page.expect_download() as waiting:
        reader.page.get_by_role("link", name=ending, exact=True).first.click()
    short, file = current(edition.store)["hash"][:6], waiting.value
    assert re.fullmatch(
        rf"monitor-gaps-edition-1-{short}-as_of-washington-2014\.{ending.lower()}", file.suggested_filename
    )
    rows = edition.column("SELECT count(*) FROM gaps WHERE as_of = 'washington-2014'")[0]
    body = file.path().read_bytes()
    held = (
        openpyxl.load_workbook(io.BytesIO(body)).worksheets[0].max_row
        if ending == "XLSX"
        else len(body.decode("utf-8-sig").splitlines())
    )
    assert held == rows + 1
    assert reader.choose("Brussels 2012").well().page.evaluate("window.here") is True


def test_the_keyboard_reaches_the_date_and_the_pages(reader):
    reader.open("/").menu.get_by_role("link", name="Exports").wait_for()
    reached = set()
    for _turn in range(40):
        reader.page.keyboard.press("Tab")
        reached.add(
            reader.page.evaluate(
                "() => { const at = document.activeElement, menu = '[data-testid=stSidebar] [data-testid=stPageLink]';"
                " return at.closest(menu) ? "
                "'page' : at.closest('[data-testid=stSelectbox]') ? 'date' : '' }"
            )
        )
    assert {"page", "date"} <= reached


def test_the_dark_look_opens(browser, port):
    window = Reader(browser, port, color_scheme="dark")
    window.open("/").well()
    red, green, blue = map(
        int,
        re.findall(
            r"\d+", window.page.get_by_test_id("stApp").evaluate("app => getComputedStyle(app).backgroundColor")
        )[:3],
    )
    window.context.close()
    assert red + green + blue < 150
