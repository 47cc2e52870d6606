"""The briefs: how fast one country's brief is made again, and all of them with the conference pack for a new edition."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.sheet import Line, percentile
from views import queries
from views.brief import briefs, letter
from views.edition import in_force

TIMES = 5


def lines(store: Path) -> Iterator[Line]:
    """All measures of briefs, on the edition in force of `store`, which the environment names."""
    seen = in_force()
    assert str(seen.folder).startswith(str(store)), "MONITOR_STORE names another store"
    codes = list(queries.roster(seen, "latest")["iso3"])
    began = perf_counter()
    made = [briefs.country(seen, "latest", code) for code in codes]
    made += [briefs.target(seen, "latest", target) for target in (1, 2, 3, 4)]
    pack = briefs.conference(seen, "latest")
    took = perf_counter() - began
    yield Line(
        f"{len(codes)} countries, 4 targets, the pack, cold",
        f"{took:.1f} s, {(sum(map(len, made)) + len(pack)) / 1e6:.1f} MB",
        value=took,
        limit=30,
        unit="s",
    )
    warm = sorted(_seconds(briefs.country, seen, code) for code in codes for _turn in range(2))
    yield Line(
        "one country's brief, warm, p95",
        f"{percentile(warm, 0.95):.3f} s",
        f"{median(warm):.3f} s: median",
        value=percentile(warm, 0.95),
        limit=0.5,
        unit="s",
    )
    yield Line(
        "one country's letter, warm", f"{median(_seconds(letter.country, seen, code) for code in codes[:TIMES]):.3f} s"
    )
    yield Line(
        "the conference pack, warm",
        f"{median(_seconds(lambda one, as_of, _code: briefs.conference(one, as_of), seen, '') for _turn in range(TIMES)):.3f} s",
    )


def _seconds(make: object, seen: object, code: str) -> float:
    began = perf_counter()
    make(seen, "latest", code)
    return perf_counter() - began
