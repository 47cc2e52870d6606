"""The fields of the laboratory in words: kinds of goal, headings, an example; what is wrong with a line or setting."""

from __future__ import annotations

from core.words import _
from views.laboratory.answer import Finding

RULES = {
    "annual_growth": (
        _("Yearly growth"),
        _("A stock has to grow by at least a rate each year, as the joint goal asks."),
    ),
    "growth_to_target": (
        _("Growth to a target"),
        _("A value has to come to a target by a year, and grows or falls by shares of itself, as counts do."),
    ),
    "level": (
        _("Level"),
        _("A value has to come to a level by a year in equal steps, as shares between 0 and 100 do."),
    ),
    "doubling": (_("Doubling"), _("A value has to be twice its base by a year.")),
    "halving": (_("Halving"), _("A value has to be half its base by a year.")),
    "parity": (_("Parity"), _("A ratio has to come to 1 by a year, from above or from below.")),
    "score": (
        _("Score"),
        _(
            "A value becomes a score from 0 (lower bound) to 100 (target) and has to come to the green threshold by "
            "a year."
        ),
    ),
    "growth": (_("Growth without a target"), _("A value should grow, or fall; how far is not said.")),
    "direction": (_("Direction"), _("A value should be better than at its base; how far is not said.")),
    "keep": (_("Keep"), _("A value has come to a level and should stay there.")),
    "binary": (_("Yes or no"), _("The last value is the one asked for, or it is not.")),
    "ordinal": (_("Steps"), _("A value goes up by steps, such as stages of a law, until it is at the step asked for.")),
}

COLUMNS = {
    "direction": _("Better is"),
    "target": _("Target"),
    "target_year": _("Target year"),
    "base_year": _("Base year"),
    "limit": _("Natural limit"),
    "lower_bound": _("Lower bound"),
    "green_threshold": _("Green from"),
    "red_threshold": _("Red below"),
    "year": _("Year"),
    "value": _("Value"),
    "rule": _("Kind of goal"),
}
FAULTS = {
    "too_many": _(
        "There are {0} lines; the laboratory takes 1 000. The command “python -m etl assess” takes a million and "
        "more, best as Parquet."
    ),
    "cells": _(
        "Line {1}: {0} cells. It takes {2}: a year, a comma, a value, such as “2015, 40”. Write 1000 rather than 1,000."
    ),
    "year": _("Line {1}: “{0}” is not a year. A year is written 2015, or 2014.75 for a day in autumn."),
    "year_twice": _("Line {1}: the year {0} stands twice, first in line {2}. Keep one of the two."),
    "value": _(
        "Line {1}: “{0}” is not a number. Where nothing was reported, leave the place after the comma empty; that is "
        "never read as 0."
    ),
    "two_ways": _("Line {1}: “{0}” can be read in two ways. It takes {2}."),
    "case_twice": _(
        "Line {1}: a second series, “{0}”, begins. The laboratory takes one; the command “python -m etl assess” "
        "takes many."
    ),
}

EXAMPLE = {
    "text": "2015, 40\n2016, 42\n2017,\n2018, 44\n2019, 45\n2020, 47\n2021, 49",
    "rule": "growth_to_target", "direction": "up", "target": 80.0, "target_year": 2030.0, "base_year": 2015.0,
}  # fmt: skip


def fault(finding: Finding) -> str:
    """What is wrong with a line or with a setting, in one sentence."""
    if finding.rule in FAULTS:
        return FAULTS[finding.rule].format(finding.found or _("(empty)"), finding.line, finding.expected)
    if finding.found == "(empty)":
        return _("{0} is empty; it takes {1}.").format(COLUMNS.get(finding.place, finding.place), finding.expected)
    return _("{0}: found {1}, it takes {2}.").format(
        COLUMNS.get(finding.place, finding.place), finding.found, finding.expected
    )
