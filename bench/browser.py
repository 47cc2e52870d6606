"""What a reader waits for in a real browser: the first view with an empty cache, and the answer to a choice."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from bench.processes import ROOT, served
from bench.sheet import Line, percentile

LOADS, CHOICES = 9, 12
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
EMPTY = {
    "app.py": 'import streamlit as st\n\napp = st.App("empty.py")\n',
    "empty.py": 'import streamlit as st\n\nst.title("Empty")\n',
}
SETTLED = (
    "document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]') && "
    "!document.querySelector('[data-stale=true]')"
)
DRAWN = (
    f"charts => {SETTLED} && document.querySelector('h1') && document.querySelectorAll('svg.marks, "
    "canvas.marks').length >= charts && performance.now()"
)
CHANGED = (
    f"before => {SETTLED} && document.querySelector('[data-testid=stMain]').innerText !== before && "
    "performance.now() - window.chosen"
)
TITLED = f"title => {SETTLED} && document.querySelector('h1')?.innerText === title && performance.now() - window.chosen"
DATES = ("Brussels 2022", "Washington 2014")
COUNTRIES = ("Australia", "Belgium", "Croatia")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of the machine, without a window."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


def first_view(work: Path, store: Path) -> Iterator[Line]:
    """The overview until its last chart is drawn, beside an empty page served in the same way; loads in turn, the
    first pair not counted.
    """
    with ExitStack() as open_:
        ours, empty = open_.enter_context(served(ROOT, store)), open_.enter_context(served(_empty(work)))
        browser = open_.enter_context(chromium())
        charts = _charts(browser, ours)
        pairs = [(_load(browser, ours, charts), _load(browser, empty, 0)) for _ in range(LOADS + 1)][1:]
    both = [median(seconds for seconds, _ in side) for side in zip(*pairs, strict=True)]
    sent = [median(size for _, size in side) for side in zip(*pairs, strict=True)]
    ratio = median(page[0] / bare[0] for page, bare in pairs)
    yield Line(
        f"first view of the overview, {charts} charts",
        f"{both[0]:.2f} s, {sent[0]:.1f} MB",
        f"{both[1]:.2f} s, {sent[1]:.1f} MB: an empty page",
        ratio,
        limit=1.7,
    )


def choices(store: Path) -> Iterator[Line]:
    """From the touch on an option to the settled page, in a warm session: the date on the overview, the country on
    /countries.
    """
    with served(ROOT, store) as address, chromium() as browser:
        page = _opened(browser, address)
        main = page.locator("[data-testid=stMain]")
        took = [
            _choose(page, "As known at", DATES[i % len(DATES)], lambda _: (CHANGED, main.inner_text()))
            for i in range(CHOICES + len(DATES))
        ]
        yield _waited("another date on the overview", took[len(DATES) :])
        page.goto(f"{address}/countries")
        page.get_by_role("heading", level=1).wait_for()
        took = [
            _choose(page, "Country", COUNTRIES[i % len(COUNTRIES)], lambda name: (TITLED, name))
            for i in range(CHOICES + len(COUNTRIES))
        ]
        yield _waited("another country on /countries", took[len(COUNTRIES) :])


def _waited(name: str, took: list[float]) -> Line:
    p95 = percentile(took, 0.95)
    return Line(
        f"{name}, p95", f"{p95:.0f} ms", f"median {median(took):.0f} ms of {len(took)}", value=p95, limit=400, unit="ms"
    )


def _choose(page: Page, label: str, word: str, until: Callable[[str], tuple[str, str]]) -> float:
    """Choose `word`; milliseconds by the clock of the page until `until` holds."""
    page.wait_for_timeout(300)
    condition, value = until(word)
    page.get_by_role("combobox", name=label, exact=True).first.click()
    page.evaluate(
        "addEventListener('pointerdown', () => window.chosen = performance.now(), {capture: true, once: false})"
    )
    page.get_by_role("option", name=word, exact=True).click()
    return float(page.wait_for_function(condition, arg=value, polling="raf", timeout=15_000).json_value())


def _load(browser: Browser, address: str, charts: int) -> tuple[float, float]:
    """Seconds from the start of the navigation until `charts` are drawn and the script rests, and MB received;
    nothing cached.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    wire = context.new_cdp_session(page)
    sizes: list[float] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(address, wait_until="commit")
    seconds = page.wait_for_function(DRAWN, arg=charts, polling="raf", timeout=30_000).json_value() / 1000
    context.close()
    return seconds, sum(sizes) / 1e6


def _charts(browser: Browser, address: str) -> int:
    """How many charts the settled page shows."""
    page = _opened(browser, address)
    page.wait_for_timeout(2000)
    count = page.locator("svg.marks, canvas.marks").count()
    page.context.close()
    return count


def _opened(browser: Browser, address: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto(address)
    page.get_by_role("heading", level=1).wait_for()
    return page


def _empty(work: Path) -> Path:
    folder = work / "empty"
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
    for name, text in EMPTY.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
