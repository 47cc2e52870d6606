"""The API over HTTP on connections that are kept: how long an answer takes, and how many a second there are.

Both stand beside an empty route that is served in the same way.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

from bench.processes import ROOT, served
from bench.sheet import Line, percentile

TIMES, CONNECTIONS, SECONDS = 300, 16, 5
SAME = "/api/v1/progress?country=FRA"
EMPTY = """
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route


async def nothing(_request):
    return JSONResponse({})


empty = Starlette(routes=[Route("/nothing", nothing)])


"""
NOTHING = "/empty/nothing"
RESOURCES = ("progress", "gaps", "milestones", "coverage", "observations", "commitments")
COUNTRIES = ("FRA", "DEU", "GHA", "USA", "NZL", "GEO", "SWE", "THA", "CRI", "JPN")


def lines(work: Path, store: Path) -> Iterator[Line]:
    """All measures of the API.

    The empty route is mounted beside it, and both are asked in turn, so that they meet the same server and machine.
    """
    with served(_beside_empty(work), store) as address:
        yield _beside("API, asked again", address, [SAME] * TIMES, warm=20)
        fresh = [
            f"/api/v1/{name}?country={iso3}&limit={limit}"
            for name, iso3, limit in product(RESOURCES, COUNTRIES, (50, 100, 500))
        ]
        yield _beside(f"API, {len(fresh)} first questions", address, fresh)
        rate = _rate(address, SAME)
        yield Line(
            f"API, progress of one country, {CONNECTIONS} readers",
            f"{rate:.0f} a second",
            f"{_rate(address, NOTHING):.0f} a second: an empty route",
            value=1000 / rate,
            limit=5,
            unit="ms each",
        )


def _beside(name: str, address: str, paths: list[str], warm: int = 0) -> Line:
    """p95 of `paths`, and how much more that is than p95 of the empty route."""
    ask, nothing = _asker(address), _asker(address)
    pairs = [(ask(path), nothing(NOTHING)) for path in [*paths[:warm], *paths]][warm:]
    took, bare = (percentile(side, 0.95) for side in zip(*pairs, strict=True))
    return Line(
        f"{name}: p95 more",
        f"{took:.1f} ms",
        f"{bare:.1f} ms: an empty route",
        value=took - bare,
        limit=20,
        unit="ms",
    )


def _asker(address: str) -> Callable[[str], float]:
    """Call it with a path for the milliseconds until its last byte, on one connection.

    Raises `RuntimeError` for anything but 200.
    """
    connection = HTTPConnection(urlsplit(address).netloc, timeout=30)

    def ask(path: str) -> float:
        begun = time.perf_counter()
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise RuntimeError(f"{path}: {response.status}")
        return 1000 * (time.perf_counter() - begun)

    return ask


def _rate(address: str, path: str) -> float:
    """Answers a second to readers who each ask again as soon as they have theirs. The reader's work is counted too."""

    def reader(_n: int) -> int:
        ask, until, done = _asker(address), time.perf_counter() + SECONDS, 0
        while time.perf_counter() < until:
            ask(path)
            done += 1
        return done

    with ThreadPoolExecutor(CONNECTIONS) as readers:
        return sum(readers.map(reader, range(CONNECTIONS))) / SECONDS


def _beside_empty(work: Path) -> Path:
    """A folder in which `app.py` has the empty route as well; all else in it is ours."""
    folder, front = work / "beside-empty", (ROOT / "app.py").read_text(encoding="utf-8")
    folder.mkdir(exist_ok=True)
    for name in ("pages", "views", "etl", "core", "data", ".streamlit"):
        (folder / name).symlink_to(ROOT / name)
    before, mounted = front.replace("routes=[", 'routes=[Mount("/empty", empty), ').split("app = st.App(")
    (folder / "app.py").write_text(f"{before}{EMPTY}app = st.App({mounted}", encoding="utf-8")
    return folder
