"""What an edition is made from beside submissions, and kept with it in one archive: the record, the definitions, the
SQL, and the day of the build, which is the last day that its latest data know.
"""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from etl.models import SQL
from etl.source import DEFINITIONS, RECORD, Unreadable

DATED = (1980, 1, 1, 0, 0, 0)
"""The date of every file in an archive of ours, so that the same files are the same bytes."""


DAY = "day.txt"
"""The day of the build in an archive; editions made before there was one hold it in `conferences.csv`."""


def today() -> date:
    """The day on which something is built, in Coordinated Universal Time; MONITOR_TODAY (2026-11-22) sets another.

    Raises `Unreadable` where that is no day.
    """
    asked = os.environ.get("MONITOR_TODAY")
    return _day("MONITOR_TODAY", asked) if asked else datetime.now(UTC).date()


def _day(place: str, text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Unreadable(f"{place}: found {text.strip()!r}, expected a day such as 2026-11-22.") from None


@dataclass(frozen=True)
class Inputs:
    """Three folders: the record, the definitions, the SQL files; and the day of the build, None for today."""

    record: Path = RECORD
    definitions: Path = DEFINITIONS
    sql: Path = SQL
    day: date | None = None


OURS = Inputs()
"""The record, the definitions and the SQL of this program."""


def pack(inputs: Inputs, out: Path) -> None:
    """Write record, definitions, SQL and day into the archive `out`; the same files and day give the same bytes."""
    found = {f"record/{path.name}": path for path in inputs.record.glob("*.csv")}
    found |= {f"definitions/{path.name}": path for path in inputs.definitions.glob("*") if path.is_file()}
    found |= {f"sql/{path.relative_to(inputs.sql).as_posix()}": path for path in inputs.sql.rglob("*.sql")}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(found):
            archive.writestr(entry(name), found[name].read_bytes(), zipfile.ZIP_DEFLATED)
        archive.writestr(entry(DAY), f"{inputs.day or today()}\n", zipfile.ZIP_DEFLATED)


def entry(name: str) -> zipfile.ZipInfo:
    """The head of one file in an archive of ours: nothing of this machine or this moment."""
    info = zipfile.ZipInfo(name, DATED)
    info.create_system, info.external_attr = 3, 0o100644 << 16
    return info


@contextmanager
def unpacked(archive: Path) -> Iterator[Inputs]:
    """The inputs out of the archive of a verified edition, in a folder that goes again."""
    with tempfile.TemporaryDirectory(prefix="inputs-") as folder, zipfile.ZipFile(archive) as files:
        files.extractall(folder)
        place = Path(folder)
        stated = place / DAY
        day = _day(DAY, stated.read_text(encoding="utf-8", errors="replace")) if stated.exists() else None
        yield Inputs(place / "record", place / "definitions", place / "sql", day)
