"""The briefs: how fast one country's brief is made again, and all of them with the conference pack for a new
edition.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.clock import seconds
from bench.sheet import Line, percentile
from views import queries
from views.brief import briefs, letter
from views.edition import in_force

TIMES = 5


def lines(store: Path) -> Iterator[Line]:
    """All measures of briefs, on the edition in force of `store`, which the environment names."""
    edition = in_force()
    assert str(edition.folder).startswith(str(store)), "MONITOR_STORE names another store"
    codes = [str(code) for code in queries.roster(edition, "latest")["iso3"]]
    began = perf_counter()
    papers = [briefs.country(edition, "latest", code) for code in codes]
    papers += [briefs.target(edition, "latest", target) for target in (1, 2, 3, 4)]
    papers.append(briefs.conference(edition, "latest"))
    took = perf_counter() - began
    yield Line(
        f"{len(codes)} countries, 4 targets, the pack, cold",
        f"{took:.1f} s, {sum(map(len, papers)) / 1e6:.1f} MB",
        value=took,
        limit=30,
        unit="s",
    )
    warm = [seconds(partial(briefs.country, edition, "latest", code)) for code in codes for _turn in range(2)]
    p95 = percentile(warm, 0.95)
    yield Line(
        "one country's brief, warm, p95",
        f"{p95:.3f} s",
        f"{median(warm):.3f} s: median",
        value=p95,
        limit=0.5,
        unit="s",
    )
    letters = [seconds(partial(letter.country, edition, "latest", code)) for code in codes[:TIMES]]
    yield Line("one country's letter, warm", f"{median(letters):.3f} s")
    packs = [seconds(partial(briefs.conference, edition, "latest")) for _turn in range(TIMES)]
    yield Line("the conference pack, warm", f"{median(packs):.3f} s")
