"""`python -m bench` (or `make bench`): one table. A benchmark is no test, so it always ends with 0."""

import os
import sys
import tempfile
from pathlib import Path

from bench import api, assess, briefs, browser, build, opendata, pages, reporting, workbooks
from bench.sheet import HEADINGS, Line, printed


def main() -> None:
    """Measure everything, print every line as soon as it is known, and say how many are within their limits."""
    print(
        f"Python {sys.version.split()[0]}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} before "
        "the start\n"
    )
    print(printed(HEADINGS))
    lines: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        store = build.edition(work)
        for measures in (
            build.plain(work),
            build.second(work),
            build.large(work),
            reporting.lines(work),
            assess.lines(work),
            workbooks.lines(store),
            briefs.lines(store),
            opendata.lines(work, store),
            api.lines(work, store),
            pages.scripts(store),
            browser.first_view(work, store),
            browser.choices(store),
        ):
            for line in measures:
                lines.append(line)
                print(printed(line.cells()), flush=True)
    limited = [line for line in lines if line.limit is not None]
    print(
        f"\n{sum(line.ok for line in limited)} of {len(limited)} measures are within their limits; "
        f"{len(lines) - len(limited)} have none. Load at the end {os.getloadavg()[0]:.1f}."
    )


if __name__ == "__main__":
    main()
