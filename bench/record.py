"""A record with a hundred times the figures, made from the real one: the same files, indicators and countries."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

RECORD = Path(__file__).parent.parent / "data" / "record"
COUNTRIES, INDICATORS, YEARS = 54, 40, range(2008, 2026)


def large_record(folder: Path) -> Path:
    """A copy of the record in `folder` with 54 countries × 40 indicators × 18 years, each year whole and to its
    middle, added.
    """
    shutil.copytree(RECORD, folder)
    real = _read(folder / "observations.csv")
    taken = {(row["indicator"], row["iso3"], row["period"]) for row in real}
    added = [row for row in _added(real) if (row["indicator"], row["iso3"], row["period"]) not in taken]
    with open(folder / "observations.csv", "w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, real[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(real + added)
    return folder


def rows(record: Path) -> int:
    """How many figures a record holds."""
    return len(_read(record / "observations.csv"))


def _added(real: list[dict[str, str]]) -> list[dict[str, str]]:
    """Figures that rise slowly, in the unit and from the source of a real figure of the same indicator."""
    patterns = {row["indicator"]: row for row in real if row["evidence"] == "verified"}
    chosen = [patterns[row["indicator"]] for row in _read(RECORD / "indicators.csv") if row["indicator"] in patterns][
        :INDICATORS
    ]
    countries = [row["iso3"] for row in _read(RECORD / "participants.csv")][:COUNTRIES]
    return [
        {
            **pattern,
            "iso3": iso3,
            "year": str(year),
            "period": f"{year}{half}",
            "period_type": kind,
            "value": str(_value(pattern, place, year - YEARS[0])),
            "qualifier": "exact",
        }
        for pattern in chosen
        for place, iso3 in enumerate(countries)
        for year in YEARS
        for half, kind in (("", "calendar_year"), ("-H1", "half_year"))
    ]


def _value(pattern: dict[str, str], place: int, years: int) -> int:
    return min(99, 5 + place + 2 * years) if "percent" in pattern["unit"] else 100 + 40 * place + 25 * years


def _read(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))
