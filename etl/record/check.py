"""Run the checks of `sql/checks/` over the cells of the sources. A check is a query that returns the bad cells."""

from __future__ import annotations

from etl.models import Model, checks
from etl.source import Finding
from etl.warehouse import Warehouse

SEVERITIES = ("error", "question", "note")


def severity(check: Model) -> str:
    """The first word of the comment of a check: error (the row is left out), question or note."""
    word = check.comment.split(":")[0]
    if word not in SEVERITIES:
        raise ValueError(
            f"checks/{check.name}.sql: found {word!r} before the colon, expected one of {', '.join(SEVERITIES)}"
        )
    return word


def check(warehouse: Warehouse, faults: list[Finding]) -> list[Finding]:
    """Fill `findings` and `rejected` from the faults of reading and from every check; returns the findings.

    The checks run again as long as they reject more rows, because a row may refer to one that was left out.
    """
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
