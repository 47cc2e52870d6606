"""Read a CSV file as text: every row with its line, every fault with its place."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from etl.record.spreadsheet import delimiter, text, unpadded
from etl.source import Finding, Source, Unreadable


def source(path: Path, fields: dict[str, bool] | None = None) -> Source:
    """The rows of `path` as text.

    `fields` names the columns that are expected, each with whether every row needs it. A row that is not UTF-8 or has
    too few or too many cells is left out and becomes a finding; so does a missing column that rows can do without, and
    a column nobody expects. Raises `Unreadable` for a file that is not there, is not text, has no header, repeats a
    column, lacks a column that rows need, or leaves a quote open.
    """
    read = _parsed(path.name, _bytes(path), tuple((fields or {}).items()))
    return replace(
        read,
        columns=[*read.columns],
        rows=[[*row] for row in read.rows],
        lines=[*read.lines],
        findings=[*read.findings],
    )


@lru_cache(maxsize=128)
def _parsed(name: str, raw: bytes, needs: tuple[tuple[str, bool], ...]) -> Source:
    """The same of the bytes of a file; the record is read many times for each change in it."""
    header, body, sign = _header(name, raw)
    fields, stem = dict(needs), Path(name).stem
    expected = list(fields) or header
    _refuse_bad_header(name, header, fields)
    result = Source(stem, expected, sign=sign)
    result.findings += _header_findings(stem, header, expected)
    places = [header.index(column) if column in header else -1 for column in expected]
    for line, cells in body:
        fault = _fault(stem, line, cells, header)
        if fault:
            case = _shown(cells[header.index("case_id")]) if "case_id" in header[: len(cells)] else ""
            result.findings.append(replace(fault, case=case))
        else:
            result.rows.append(["" if place < 0 else cells[place] for place in places])
            result.lines.append(line)
    if fields and not result.rows:
        faults = [finding for finding in result.findings if finding.severity == "error"]
        raise Unreadable(
            f"{name}: no row can be read; "
            + (
                f"rows at fault: {len(faults)}, the first is {_said(faults)}."
                if faults
                else "there is none under the header."
            )
        )
    return result


def definition(path: Path) -> Source:
    """A definition as text.

    It is part of the program: a row that cannot be read raises `Unreadable`, it is never left out in silence.
    """
    rows = source(path)
    for fault in rows.findings:
        raise Unreadable(
            f"{path.name}: line {fault.line}, {fault.place}: found {fault.found}, expected {fault.expected}."
        )
    return rows


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(
            f"{path.name}: cannot be opened ({error.strerror}); expected a CSV file at {path.parent.name}/{path.name}."
        ) from error


def _header(name: str, raw: bytes) -> tuple[list[str], list[tuple[int, list[str]]], str]:
    decoded = text(name, raw)
    sign = delimiter(decoded)
    reader = csv.reader(io.StringIO(decoded, newline=""), delimiter=sign, strict=True)
    rows, begins = [], 1
    try:
        for cells in reader:
            if cells:
                rows.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(
            f"{name}: line {begins} cannot be read as CSV ({error}); expected cells in commas and closed quotes."
        ) from error
    if not rows:
        raise Unreadable(f"{name}: is empty; expected a header line and rows.")
    (_, header), *body = unpadded(rows)
    return header, body, sign


def _refuse_bad_header(name: str, header: list[str], fields: dict[str, bool]) -> None:
    twice = sorted({column for column in header if header.count(column) > 1})
    if twice:
        raise Unreadable(f"{name}: column {twice[0]!r} stands twice in the header; expected each column once.")
    missing = [column for column, required in fields.items() if required and column not in header]
    if missing:
        raise Unreadable(f"{name}: column {missing[0]!r} is missing; found {', '.join(map(_shown, header))}.")


def _header_findings(file: str, header: list[str], expected: list[str]) -> list[Finding]:
    missing = [
        Finding("missing_column", "question", file, 1, column, "(no such column)", f"a column {column!r}")
        for column in expected
        if column not in header
    ]
    unknown = [
        Finding("unknown_column", "note", file, 1, _shown(column), _shown(column), "one of: " + ", ".join(expected))
        for column in header
        if column not in expected
    ]
    return missing + unknown


def _fault(file: str, line: int, cells: list[str], header: list[str]) -> Finding | None:
    if len(cells) != len(header):
        return Finding(
            "wrong_number_of_cells",
            "error",
            file,
            line,
            "row",
            f"{len(cells)} cells",
            f"{len(header)} cells, one a column of the header",
        )
    for column, cell in zip(header, cells, strict=True):
        if not cell.isascii() and any("\udc80" <= letter <= "\udcff" for letter in cell):
            return Finding("not_utf8", "error", file, line, column, _shown(cell), "text in UTF-8")
    return None


def _shown(cell: str) -> str:
    """Text that can be stored and shown, whatever bytes it came from."""
    return cell.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")[:200]


def _said(findings: list[Finding]) -> str:
    return f"line {findings[0].line}, {findings[0].place}: {findings[0].found}"
