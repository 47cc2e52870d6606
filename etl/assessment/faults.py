"""What is wrong with a table that was given: every fault counted by its kind, some of each named, all of them left
out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from etl.assessment.cases import Table
from etl.assessment.notices import without_setting
from etl.models import SQL
from etl.source import Finding
from etl.warehouse import Warehouse

Kind = tuple[str, str, str]
"""The file, the check and the place of a fault."""
NAMED = 20
"""Faults of a kind that a command names; the others are counted."""


@dataclass(frozen=True)
class Outcome:
    """What a command has to say of what it was given.

    `left_out` names at most `NAMED` faults of each kind, `counts` has how many there are; `left` of `given` cases (or
    of statuses) were not judged. `notes` are sentences on what was read otherwise than the reader may think.
    """

    left_out: list[Finding]
    counts: Counter[Kind]
    notes: list[str]
    left: int
    given: int


@dataclass
class Faults:
    """The faults of a run; `named` of each kind are fetched, all of them where it is None."""

    warehouse: Warehouse
    named: int | None = None
    findings: list[Finding] = field(default_factory=list)
    counts: Counter[Kind] = field(default_factory=Counter)
    tables: list[str] = field(default_factory=list)

    def take(self, findings: Sequence[Finding]) -> None:
        """Faults that were found while a file was read."""
        name = self._table()
        places = {"file": [one.file for one in findings], "case_id": [one.case for one in findings]}
        self.warehouse.put(name, {**places, "line": [one.line for one in findings]})
        for finding in findings:
            self.counts[_kind(finding)] += 1
            if self.named is None or self.counts[_kind(finding)] <= self.named:
                self.findings.append(finding)

    def find(self, table: Table, rule: str) -> None:
        """Faults that `etl/sql/faults/<rule>.sql` finds: line, case_id, place, found, expected; those of one line in
        the order in which the rule asks.
        """
        sql, name = (SQL / "faults" / f"{rule}.sql").read_text(encoding="utf-8"), self._table()
        bound = {"file": table.file} | ({"unit": table.unit} if "$unit" in sql else {})
        self.warehouse.con.execute(f"CREATE TEMP TABLE {name} AS SELECT $file AS file, * FROM ({sql})", bound)
        for place, count in self.warehouse.rows(
            f"SELECT place, count(*) FROM {name} GROUP BY place ORDER BY min(rowid)"
        ):
            self.counts[table.file, rule, place] += count
        rows = self.warehouse.rows(
            f"SELECT line, place, found, expected, coalesce(case_id, '') FROM {name} QUALIFY row_number() OVER "
            "(PARTITION BY place ORDER BY line, rowid) <= coalesce(?, 9223372036854775807) ORDER BY line, rowid",
            [self.named],
        )
        self.findings += [Finding(rule, "error", table.file, *row) for row in rows]

    def leave_out(self) -> None:
        """Table `left_out`: file, line and case_id of every fault."""
        union = " UNION ALL ".join(f"SELECT file, line, case_id FROM {name}" for name in self.tables)
        self.warehouse.con.execute(f"CREATE TEMP TABLE left_out AS {union}")

    def outcome(self, *tables: Table, given: str, left: str) -> Outcome:
        """What is to be said, in order of file and line; `given` and `left` are queries that count."""
        findings = sorted(self.findings, key=lambda finding: (finding.file, finding.line))
        ((all_given, all_left),) = self.warehouse.rows(f"SELECT ({given}), ({left})") if findings else [(0, 0)]
        return Outcome(findings, self.counts, [note for table in tables for note in table.notes], all_left, all_given)

    def _table(self) -> str:
        self.tables.append(f"faults_{len(self.tables)}")
        return self.tables[-1]


def look(asked: Table, points: Table, faults: Faults, has_others: bool) -> None:
    """Find what is wrong with settings and series: one quick look at every row, and a second one only at what it finds
    odd. Where the settings are those of several profiles (`has_others`), a series without any is only noted.
    """
    warehouse = faults.warehouse
    warehouse.script(SQL / "faults" / "looked_at.sql")
    faults.take(asked.findings + points.findings)
    if warehouse.rows("SELECT count(*) FROM odd_settings") != [(0,)]:
        faults.find(asked, "settings")
    if warehouse.rows("SELECT count(*) FROM looked_at") != [(0,)]:
        faults.find(points, "series")
    if warehouse.rows(
        "SELECT count(*) FROM seen FULL JOIN read_settings USING (case_id) WHERE seen.is_odd IS NULL OR line IS NULL"
    ) != [(0,)]:
        faults.find(asked, "no_series")
        if has_others:
            points.notes.extend(without_setting(points.file, _without_setting(warehouse)))
        else:
            faults.find(points, "no_setting")
    faults.leave_out()


def _without_setting(warehouse: Warehouse) -> list[str]:
    """Cases of the series that no profile of the settings has, in order."""
    sql = "SELECT case_id FROM seen ANTI JOIN read_settings USING (case_id) WHERE case_id <> '' ORDER BY case_id"
    return [row[0] for row in warehouse.rows(sql)]


def ignored(warehouse: Warehouse) -> list[tuple[str, str, str, int, int]]:
    """Settings that are filled and that the rule of their case does not use: the profile, rule, column, how many, and
    the first line.
    """
    return warehouse.rows((SQL / "faults" / "ignored.sql").read_text(encoding="utf-8"))


def _kind(finding: Finding) -> Kind:
    return finding.file, finding.rule, finding.place
