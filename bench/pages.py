"""How long the script of every page runs on the server, warm, and whether it still asks DuckDB then.

Pages run through the frame in Streamlit's own test runner, in this process. Its work is counted too: it reads the files
of the page again, starts a thread and parses every message for each run, some milliseconds that a server does not need.
"""

from __future__ import annotations

import gc
import logging
import os
import time
from collections.abc import Iterator
from pathlib import Path

from streamlit.testing.v1 import AppTest

from bench.processes import ROOT
from bench.sheet import Line, percentile

RERUNS = 30


def names() -> list[str]:
    """The pages, by the names of their files; the overview first."""
    return sorted(
        (path.stem for path in (ROOT / "pages").glob("[a-z]*.py")), key=lambda name: (name != "overview", name)
    )


def scripts(store: Path) -> Iterator[Line]:
    """One line a page, p50 and p95 of its script, and one line for the questions that reached DuckDB."""
    os.environ["MONITOR_STORE"] = str(store)
    from views.edition import _answer

    logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").setLevel(logging.ERROR)
    app = AppTest.from_file(str(ROOT / "pages" / "parts" / "frame.py"), default_timeout=60).run()
    again = 0
    for name in names():
        _answer.cache_clear()
        app.switch_page(f"../{name}.py").run()
        if app.exception:
            raise RuntimeError(f"{name}: {app.exception[0].message}")
        first = _answer.cache_info().misses
        app.run()
        gc.collect()
        before = _answer.cache_info().misses
        took = [_milliseconds(app) for _ in range(RERUNS)]
        asked = _answer.cache_info().misses - before
        again += asked
        p95, busy = percentile([clock for clock, _ in took], 0.95), percentile([cpu for _, cpu in took], 0.5)
        reference = (
            f"p50 {percentile([clock for clock, _ in took], 0.5):.0f} ms, CPU {busy:.0f} ms; first {first} queries"
        )
        yield Line(f"script of {name}, p95", f"{p95:.0f} ms", reference, value=p95, limit=80, unit="ms")
    yield Line(
        "queries that reach DuckDB on a warm rerun", str(again), f"{RERUNS} reruns of each page", value=again, limit=0
    )


def _milliseconds(app: AppTest) -> tuple[float, float]:
    """One rerun: milliseconds by the clock, and of the processor (which do not grow when the machine is busy with
    something else).
    """
    begun, spent = time.perf_counter(), time.process_time()
    app.run()
    return 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - spent)
