"""Pictures of every page at three widths, and a few looks that matter, in docs/screens/: `make screens`. A server and an edition of their own."""

import io
import os
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote_plus

from PIL import Image
from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench.browser import chromium  # noqa: E402
from bench.processes import run, served  # noqa: E402
from etl.publish import current  # noqa: E402

SCREENS = ROOT / "docs" / "screens"
WIDTHS = (1280, 820, 390)
TALLEST = 4000
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"


def looks() -> dict[str, tuple[str, int, str]]:
    """Each picture by its name: the address, the width of the window and the colour scheme."""
    pages = {path.stem: "/" if path.stem == "overview" else f"/{path.stem}" for path in sorted((ROOT / "pages").glob("[a-z]*.py"))}
    compared = "&".join(f"countries={quote_plus(name)}" for name in ("France", "Germany", "United States"))
    return {f"{name}-{width}": (path, width, "light") for name, path in pages.items() for width in WIDTHS} | {
        "overview-dark": ("/", 1280, "dark"),
        "overview-brussels-2012": ("/?as_of=Brussels+2012", 1280, "light"),
        "countries-united-kingdom": ("/countries?country=United+Kingdom", 1280, "light"),
        "compare-three": (f"/compare?{compared}", 1280, "light"),
    }


def picture(browser: Browser, address: str, width: int, scheme: str) -> tuple[bytes, list[str]]:
    """The whole page as PNG (up to `TALLEST` pixels), and what it complains about: boxes with errors, and anything wider than the window."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("h1", timeout=30_000)
    page.wait_for_selector(SETTLED, timeout=30_000)
    page.wait_for_timeout(1200)
    main = page.locator("[data-testid=stMain]")
    page.set_viewport_size({"width": width, "height": min(max(main.evaluate("main => main.scrollHeight"), 800), TALLEST)})
    page.wait_for_timeout(900)
    page.wait_for_selector(SETTLED, timeout=30_000)
    faults = [box.inner_text() for box in page.locator("[data-testid=stException]").all()]
    if main.evaluate("main => main.scrollWidth > main.clientWidth"):
        faults.append("the page is wider than its window")
    shot = page.screenshot()
    context.close()
    return shot, faults


def small(shot: bytes) -> bytes:
    """The same picture with at most 256 colours."""
    written = io.BytesIO()
    with Image.open(io.BytesIO(shot)) as image:
        image.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


def main() -> None:
    """Make every picture, remove those that no page makes any more, and say how large the folder is."""
    SCREENS.mkdir(exist_ok=True)
    wanted = looks()
    for path in SCREENS.glob("*.png"):
        if path.stem not in wanted:
            path.unlink()
    with tempfile.TemporaryDirectory(prefix="screens-", ignore_cleanup_errors=True) as folder:
        store = Path(os.environ.get("MONITOR_STORE", folder))
        if current(store) is None:
            run("-m", "etl", "build", store=store)
        with served(ROOT, store) as address, chromium() as browser:
            for name, (path, width, scheme) in wanted.items():
                shot, faults = picture(browser, address + path, width, scheme)
                (SCREENS / f"{name}.png").write_bytes(small(shot))
                print(f"{name}.png", *faults, sep="  ! ", flush=True)
    print(f"{len(wanted)} pictures, {sum(path.stat().st_size for path in SCREENS.glob('*.png')) / 1e6:.1f} MB in {SCREENS}")


if __name__ == "__main__":
    main()
