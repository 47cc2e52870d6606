"""The titles of pictures, each named as its picture; that of a comparison is made in `views/comparison.py`."""

from __future__ import annotations

from core.words import _


def joint_goal_title() -> str:
    """The stock behind the joint goal."""
    return _("Victims identified in INTERPOL’s ICSE database, cumulative")


def trend_title(label: str, country: str, unit: str) -> str:
    """One indicator of one country."""
    return _("{0}, {1} ({2})").format(label, country, unit)


def ages_title() -> str:
    """Indicators by the age of their newest figure."""
    return _("Indicators by the age of their newest figure")


def milestones_title(label: str, target: int | None) -> str:
    """One milestone by its label, those of a target, or all."""
    if label:
        return label
    return (
        _("Milestones over all countries, target {0}").format(target) if target else _("Milestones over all countries")
    )


def timeline_title(country: str) -> str:
    """What is on record of one country."""
    return _("On record over time: {0}").format(country)


def matrix_title(countries: str) -> str:
    """Countries by milestone; `countries` says which."""
    return _("Milestones of countries: {0}").format(countries)


def voices_title() -> str:
    """By whose word the actions of countries are on record."""
    return _("Actions in our record by country and policy target")


def gaps_title() -> str:
    """What is missing most often."""
    return _("Missing most often")


def gap_totals_title(target: int) -> str:
    """What is missing under one target."""
    return _("Gaps under target {0}, in countries").format(target)
