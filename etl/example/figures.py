"""The figures that invented countries count: near the record, whole, and agreeing over the years."""

from __future__ import annotations

import random
from collections import defaultdict
from functools import lru_cache

from etl.example.catalogue import catalogue
from etl.record.read import definition
from etl.source import RECORD

SHARES = {
    "hotline_csam_reports": "hotline_reports_total",
    "hotline_csam_confirmed": "hotline_csam_reports",
    "takedown_hosted_domestic": "takedown_hints",
}
"""These levels are a part of another figure."""

Figures = dict[str, dict[str, float]]
"""Figures of one country by indicator and year."""


def figures(seed: int, iso3: str) -> Figures:
    """The figures of a country for 2012 and 2013 by indicator, by its size and near what the record holds of it; an
    indicator that it does not count is missing.
    """
    dice, record = random.Random(f"{seed} figures {iso3}"), _record().get(iso3, {})
    people = next(float(size["people"]) for size in catalogue("sizes") if size["iso3"] == iso3)
    groups = {
        group: dice.random() < share or any(name.startswith(group) for name in record)
        for group, share in (("hotline", 0.75), ("takedown", 0.45))
    }
    counted: Figures = {}
    for level in catalogue("levels"):
        name = level["indicator"]
        reports = dice.random() < float(level["reported"])
        growth, own = dice.uniform(0.88, 1.3), 2.718 ** (0.4 * float(level["spread"]) * dice.gauss(0, 1))
        counts = groups.get(name.partition("_")[0], reports or name in record)
        if counts and name != "takedown_hosted_abroad":
            before = float(level["level"]) * own * (1 if _relative(name) else (people / 10) ** 0.7)
            nothing = before < 25 and dice.random() < 0.3 and name not in SHARES
            counted[name] = {"2012": before, "2013": 0.0 if nothing else before * growth}
    return _agreeing(counted, record)


def _relative(name: str) -> bool:
    """Whether a level is a share, which does not grow with the country."""
    return name in SHARES or name.endswith("72h")


def _agreeing(counted: Figures, record: Figures) -> Figures:
    """Figures near the record, whole, and with parts that add up."""
    for name, years in counted.items():
        for year in years:
            if name in SHARES and year not in record.get(name, ()):
                years[year] = round(counted[SHARES[name]][year] * min(years[year], 0.9))
            elif name in record:
                years[year] = _near(record[name], int(year))
            else:
                years[year] = min(round(years[year], 1), 99.5) if name.endswith("72h") else round(years[year])
    if "takedown_hints" in counted:
        counted["takedown_hosted_abroad"] = {
            year: whole - counted["takedown_hosted_domestic"][year] for year, whole in counted["takedown_hints"].items()
        }
    return counted


def _near(on_record: dict[str, float], year: int) -> int:
    """A figure for `year` by the nearest year on record."""
    nearest = min(on_record, key=lambda other: abs(int(other) - year))
    return round(on_record[nearest] * 0.93 ** (int(nearest) - year))


@lru_cache
def _record() -> dict[str, Figures]:
    """Yearly figures of the public record by country, indicator and year."""
    by_country: dict[str, Figures] = defaultdict(lambda: defaultdict(dict))
    for row in definition(RECORD / "observations.csv").records():
        if row["period_type"] == "calendar_year":
            by_country[row["iso3"]][row["indicator"]][row["year"]] = float(row["value"])
    return by_country
