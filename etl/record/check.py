"""Run the checks of `sql/checks/` over the cells of the sources. A check is a query that returns the bad cells."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from etl.models import Model, checks
from etl.source import Finding
from etl.warehouse import Warehouse

SEVERITIES = ("error", "question", "note")
KEPT = 8
"""Of so many different inputs the findings are remembered: those of a preview serve the edition made after it."""

_FOUND: dict[str, tuple[Finding, ...]] = {}


def severity(check: Model) -> str:
    """The first word of the comment of a check: error (the row is left out), question or note."""
    word = check.comment.split(":")[0]
    if word not in SEVERITIES:
        raise ValueError(
            f"checks/{check.name}.sql: found {word!r} before the colon, expected one of {', '.join(SEVERITIES)}"
        )
    return word


def check(warehouse: Warehouse, faults: list[Finding], seen: object = None) -> list[Finding]:
    """Fill `findings` and `rejected` from the faults of reading and from every check; returns the findings.

    `seen` is all that stands in `warehouse`, if it is known: what was found in the same by the same SQL is not looked
    for again.
    """
    digest = _digest(warehouse.sql, seen) if seen else ""
    if (kept := _FOUND.get(digest)) is None:  # asked once: another thread may let it go
        return _remembered(digest, _found(warehouse, faults))
    findings = list(kept)
    _store(warehouse, findings)
    return findings


def _digest(sql: Path, seen: object) -> str:
    """A hash over all SQL files and what stands in a warehouse."""
    texts = {path.relative_to(sql).as_posix(): path.read_text(encoding="utf-8") for path in sql.rglob("*.sql")}
    return hashlib.sha256(json.dumps([texts, seen], default=vars, sort_keys=True).encode()).hexdigest()


def _remembered(digest: str, findings: list[Finding]) -> list[Finding]:
    """The findings, kept under their digest, if they have one; the oldest give way."""
    if digest:
        _FOUND[digest] = tuple(findings)
        for old in list(_FOUND)[:-KEPT]:
            _FOUND.pop(old, None)
    return findings


def _found(warehouse: Warehouse, faults: list[Finding]) -> list[Finding]:
    """The checks run again as long as they reject more rows, because a row may refer to one that was left out."""
    findings = dict.fromkeys(faults)
    while True:
        before = len(findings)
        _store(warehouse, list(findings))
        for query in checks(warehouse.sql):
            rows, word = (
                warehouse.rows(f"SELECT file, line, place, found, expected FROM ({query.sql}\n) ORDER BY ALL"),
                severity(query),
            )
            findings.update(dict.fromkeys(Finding(query.name, word, *row) for row in rows))
        if len(findings) == before or all(finding.severity != "error" for finding in list(findings)[before:]):
            _store(warehouse, list(findings))
            return list(findings)


def _store(warehouse: Warehouse, findings: list[Finding]) -> None:
    columns = Finding.__dataclass_fields__
    warehouse.put("findings", {name: [getattr(finding, name) for finding in findings] for name in columns})
    warehouse.con.execute(
        "CREATE OR REPLACE TABLE rejected AS SELECT DISTINCT file, line FROM findings WHERE severity = 'error'"
    )
