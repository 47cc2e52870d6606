"""Pictures of every page at three widths, of the desk and of the example round, in `build/screens`: `make screens`.

Those that a guide shows are kept in `docs/screens`. Servers and stores of their own.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote_plus

from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench.browser import chromium  # noqa: E402
from bench.processes import run, served  # noqa: E402
from core.editions.manifest import current  # noqa: E402
from docs import shown  # noqa: E402

SCREENS = shown.BUILD / "screens"
WIDTHS = (1280, 820, 390)
TALLEST = 4000
FIRST_SCREEN = 880
"""The height of a picture in a guide: what is seen before anybody scrolls, in pixels."""

SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"


class Look(NamedTuple):
    """One picture: the address within a server, width and greatest height in pixels, the colour scheme."""

    path: str
    width: int = 1280
    scheme: str = "light"
    tallest: int = TALLEST


def record() -> dict[str, Look]:
    """What readers see of the record, by the name of the picture."""
    pages = {
        path.stem: "/" if path.stem == "overview" else f"/{path.stem}"
        for path in sorted((ROOT / "pages").glob("[a-z]*.py"))
    }
    compared = "&".join(f"country={quote_plus(name)}" for name in ("France", "Germany", "United States"))
    return {f"{name}-{width}": Look(path, width) for name, path in pages.items() for width in WIDTHS} | {
        "overview": Look("/", tallest=FIRST_SCREEN),
        "compare": Look(f"/compare?{compared}", tallest=FIRST_SCREEN),
        "overview-dark": Look("/", scheme="dark"),
        "overview-brussels-2012": Look("/?as_of=Brussels+2012"),
        "countries-united-kingdom": Look("/countries?country=United+Kingdom"),
        "compare-three": Look(f"/compare?{compared}"),
    }


def illustrative() -> dict[str, Look]:
    """What readers see of the example round."""
    return {
        "illustrative-overview": Look("/"),
        "illustrative-countries": Look("/countries?country=Albania"),
        "illustrative-reporting": Look("/reporting"),
    }


def desk() -> dict[str, Look]:
    """What the secretariat sees of the example round; the review is of a workbook that was given back."""
    pages = {path.stem: f"/{path.stem}" for path in sorted((ROOT / "pages" / "desk").glob("[a-z]*.py"))} | {
        "review": "/review?country=Sweden&submission=S0085"
    }
    return {f"desk-{name}-{width}": Look(path, width) for name, path in pages.items() for width in (1280, 390)} | {
        "desk-round": Look("/round", tallest=FIRST_SCREEN),
        "desk-review": Look(pages["review"], tallest=FIRST_SCREEN),
        "desk-round-dark": Look("/round", scheme="dark"),
    }


def picture(browser: Browser, address: str, look: Look) -> tuple[bytes, list[str]]:
    """The whole page as PNG, and what it complains about: boxes with errors, and anything wider than the window."""
    context = browser.new_context(
        viewport={"width": look.width, "height": 800}, color_scheme=look.scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(address + look.path)
    page.wait_for_selector("h1", timeout=30_000)
    page.wait_for_selector(SETTLED, timeout=30_000)
    page.wait_for_timeout(1200)
    main = page.locator("[data-testid=stMain]")
    page.set_viewport_size(
        {"width": look.width, "height": min(max(main.evaluate("main => main.scrollHeight"), 800), look.tallest)}
    )
    page.wait_for_timeout(900)
    page.wait_for_selector(SETTLED, timeout=30_000)
    faults = [box.inner_text() for box in page.locator("[data-testid=stException]").all()]
    if main.evaluate("main => main.scrollWidth > main.clientWidth"):
        faults.append("the page is wider than its window")
    shot = page.screenshot()
    context.close()
    return shot, faults


@contextmanager
def desk_served(store: Path) -> Iterator[str]:
    """The address of the desk over `store`; without the word in the environment it would be a reader's server."""
    os.environ["MONITOR_DESK"] = "yes"
    try:
        with served(ROOT, store) as address:
            yield address
    finally:
        del os.environ["MONITOR_DESK"]


def pictures(browser: Browser, address: str, looks: dict[str, Look]) -> None:
    """Make the pictures of one server, and say what each complains about."""
    for name, look in looks.items():
        shot, faults = picture(browser, address, look)
        (SCREENS / f"{name}.png").write_bytes(shown.small(shot))
        print(f"{name}.png", *faults, sep="  ! ", flush=True)


def main() -> None:
    """Make every picture anew, keep those that a guide shows, and say how many there are."""
    shutil.rmtree(SCREENS, ignore_errors=True)
    SCREENS.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="screens-", ignore_cleanup_errors=True) as folder, chromium() as browser:
        store, example = Path(os.environ.get("MONITOR_STORE", Path(folder) / "store")), Path(folder) / "example"
        if current(store) is None:
            run("-m", "etl", "build", store=store)
        run("-m", "etl", "example", "--store", str(example))
        for server, looks in (
            (served(ROOT, store), record()),
            (served(ROOT, example), illustrative()),
            (desk_served(example), desk()),
        ):
            with server as address:
                pictures(browser, address, looks)
    print(f"{len(list(SCREENS.iterdir()))} in {SCREENS}; shown by the guides: {', '.join(shown.keep('screens'))}")


if __name__ == "__main__":
    main()
