"""The laboratory in words and pictures: what its fields ask, what is wrong with a line, what each profile says."""

from views.laboratory.answer import Answer, Finding, Judge, Judgement
from views.laboratory.drawing import alt, spec
from views.laboratory.kinds import COLUMNS, EXAMPLE, FAULTS, RULES, fault
from views.laboratory.own_cases import cases, ours
from views.laboratory.verdicts import apart, compared, figure, gap, side_by_side, status, why, year

__all__ = [
    "Answer",
    "COLUMNS",
    "EXAMPLE",
    "FAULTS",
    "Finding",
    "Judge",
    "Judgement",
    "RULES",
    "alt",
    "apart",
    "cases",
    "compared",
    "fault",
    "figure",
    "gap",
    "ours",
    "side_by_side",
    "spec",
    "status",
    "why",
    "year",
]
