"""A pasted series: a year and a value on each line, as points; or what is wrong with its lines."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from etl.assessment.cases import NUMBER
from etl.intake.numbers import LARGE, PLAIN, SHARE, WORDLESS, Unclear, number
from etl.source import Finding

MOST = 1000
"""Lines that a series may have."""
CASE = "case"
"""The name of the case that is judged."""
YEAR = r"\d{1,4}(\.\d+)?"


class Point(NamedTuple):
    """A line of a series: its number from 1, its year, which may be decimal, and its value; None was not reported."""

    line: int
    year: float
    value: float | None


def series(text: str) -> tuple[list[Point], list[Finding]]:
    """The points of a pasted series by year, and a finding for each line that cannot be read. Lines count from 1."""
    lines = [(at, line.strip()) for at, line in enumerate(text.splitlines(), 1) if line.strip(" \t,;")]
    if len(lines) > MOST:
        return [], [_fault("too_many", lines[MOST][0], "row", str(len(lines)))]
    header = _header(lines[0][1]) if lines else []
    lines = lines[1:] if header else lines
    case = next(filter(None, (_case(line, header) for _at, line in lines)), "")
    points: list[Point] = []
    faults: list[Finding] = []
    first: dict[float, int] = {}
    for at, line in lines:
        point = _checked(_point(at, line, header), _case(line, header), case, first)
        if isinstance(point, Finding):
            faults.append(point)
        else:
            points.append(point)
            first[point.year] = at
    return sorted(points, key=lambda point: point.year), faults


def _header(line: str) -> list[str]:
    """The columns that a first line of words names; none where it holds a point."""
    return [cell.casefold() for cell in _cells(line)] if re.match(r"[^\d\W]", line.lstrip('"')) else []


def _case(line: str, header: list[str]) -> str:
    place = header.index("case_id") if "case_id" in header else math.inf
    return next((cell for at, cell in enumerate(_cells(line)) if at == place), "")


def _checked(point: Point | Finding, own: str, case: str, first: dict[float, int]) -> Point | Finding:
    """The point, or why it may not join those before it: it is of another case, or of a year that was there."""
    if isinstance(point, Finding):
        return point
    if own != case:
        return _fault("case_twice", point.line, "case_id", own)
    if point.year in first:
        return _fault("year_twice", point.line, "year", f"{point.year:g}", str(first[point.year]))
    return point


def _fault(rule: str, line: int, place: str, found: str, expected: str = "") -> Finding:
    return Finding(rule, "error", "series", line, place, found[:60], expected, CASE)


def _mark(line: str) -> str | None:
    return next((mark for mark in "\t;," if mark in line), None)


def _cells(line: str) -> list[str]:
    return [cell.strip().strip('"').strip() for cell in line.split(_mark(line))]


def _point(at: int, line: str, header: list[str]) -> Point | Finding:
    cells, wide = _cells(line), max(2, len(header))
    while len(cells) > wide and not cells[-1]:
        cells.pop()
    if len(cells) != wide:
        return _fault("cells", at, "row", str(len(cells)), str(wide))
    places = (header.index(name) if name in header else place for place, name in enumerate(("year", "value")))
    year, value = (cells[place] for place in places)
    if not re.fullmatch(YEAR, year) or float(year) < 1:
        return _fault("year", at, "year", year)
    figure = _figure(value)
    if isinstance(figure, Unclear):
        rule = "value" if figure in (PLAIN, LARGE, SHARE, WORDLESS) else "two_ways"
        return _fault(rule, at, "value", value, figure.expected)
    return Point(at, float(year), figure)


def _figure(text: str) -> float | None | Unclear:
    """The number of a cell, None where it is empty, or why it is not read.

    People's numbers are read as those of a report are. What only machines write is read too, since nothing is stored
    here: exponents, and more digits than the warehouse keeps.
    """
    read = number(text)
    longer = isinstance(read, Unclear) and (read in (PLAIN, LARGE) or bool(read.rounded))
    if longer and re.fullmatch(NUMBER, text, re.ASCII) and math.isfinite(float(text)):
        return float(text)
    return read if isinstance(read, Unclear) else float(read) if read else None
