"""What an edition that is made lacks of the one before, table by table, by the rows of `data/definitions/brake.csv`;
of a first edition what it lacks of its own record and of `floor.csv`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from core.editions.database import literal
from core.editions.layout import DATABASE
from etl.source import Unreadable
from etl.store.brake import ANY, LISTED, NAMED, NEVER, Loss, Rule
from etl.warehouse import Fault, Warehouse

UNKNOWN = "('', 'not_known', 'not_judged')"
"""What a cell holds that says nothing."""


def losses(warehouse: Warehouse, before: Path | None) -> list[Loss]:
    """What the edition made in `warehouse` lacks of the one in the folder `before`, of a first edition what it lacks
    of its own record and of `floor.csv`; worst first.

    Raises `Unreadable` when the edition before cannot be opened: what is lost cannot be said then.
    """
    known = rules(warehouse)
    if before is None:
        found = [*_not_arrived(warehouse), *_below_the_floor(warehouse), *_left_out(warehouse, known)]
    else:
        with beside(warehouse, before):
            found = [*_not_arrived(warehouse), *_dropped(warehouse, known)]
    return sorted(found, key=lambda loss: (NEVER, NAMED, LISTED).index(loss.verdict))


@contextmanager
def beside(warehouse: Warehouse, before: Path) -> Iterator[None]:
    """The tables of the published edition in the folder `before` beside those in `warehouse`, as `before.<table>`, only
    to be read.

    Raises `Unreadable` when it cannot be opened.
    """
    try:
        warehouse.con.execute(f"ATTACH {literal(before / DATABASE)} AS before (READ_ONLY)")
    except Fault as error:
        raise Unreadable(
            f"editions/{before.name}: cannot be opened, so nobody can say what the next edition would lose; 'python -m "
            "etl verify' says what is wrong with it."
        ) from error
    try:
        yield
    finally:
        warehouse.con.execute("DETACH before")


def _not_arrived(warehouse: Warehouse) -> Iterator[Loss]:
    """Approved submissions that the edition does not hold, such as those of a country that is not in the record."""
    gone = warehouse.rows(
        "SELECT submission FROM raw_submissions ANTI JOIN submissions USING (submission) ORDER BY ALL"
    )
    if gone:
        ((of,),) = warehouse.rows("SELECT count(*) FROM raw_submissions")
        yield Loss("submissions", len(gone), of, tuple(name for (name,) in gone), NEVER, True)


def _below_the_floor(warehouse: Warehouse) -> Iterator[Loss]:
    """Participants, targets and goals that a first edition must hold."""
    for table, by in (("participants", "iso3"), ("policy_targets", "target_no"), ("operational_goals", "goal_id")):
        floor = f"SELECT key FROM raw_floor WHERE \"table\" = '{table}'"
        gone = warehouse.rows(f"{floor} AND key NOT IN (SELECT CAST({by} AS VARCHAR) FROM {table}) ORDER BY key")
        if gone:
            ((of,),) = warehouse.rows(f"SELECT count(*) FROM ({floor})")
            yield Loss(table, len(gone), of, tuple(name for (name,) in gone), NEVER, True)


def _left_out(warehouse: Warehouse, known: dict[str, Rule]) -> Iterator[Loss]:
    """Rows of the record that the checks of a first edition left out, by file; a row that could not even be read was
    never in `raw_*`.
    """
    rejected = warehouse.rows("SELECT file, count(*) FROM rejected WHERE NOT is_sent(file) GROUP BY file ORDER BY file")
    for file, lost in rejected:
        ((kept,),) = warehouse.rows(f"SELECT count(*) FROM raw_{file} ANTI JOIN rejected USING (file, line)")
        rule, of = known.get(file, known["*"]), kept + lost
        yield Loss(file, lost, of, (), rule.verdict(lost, of, is_first=True), False)


def _dropped(warehouse: Warehouse, known: dict[str, Rule]) -> Iterator[Loss]:
    """What the tables of the edition before have lost; things that go by name first, because rows go with them."""
    there = {name for (name,) in warehouse.rows('SELECT "table" FROM tables')}
    earlier = warehouse.rows("SELECT table_name FROM duckdb_tables() WHERE database_name = 'before' ORDER BY ALL")
    tables = [name for (name,) in earlier if name in there]
    gone: dict[str, list[str]] = {}
    a_report_went = "submissions" in tables and warehouse.rows(
        "SELECT 1 FROM before.submissions ANTI JOIN raw_submissions USING (submission) LIMIT 1"
    )
    for table in sorted(tables, key=lambda name: not known.get(name, known["*"]).by_name):
        rule = known.get(table, known["*"])
        if rule.without is None or (a_report_went and rule.follows):
            continue
        names, lost, of = _compared(warehouse, table, rule, {} if rule.by_name else gone)
        if rule.by_name:
            gone[rule.by[0]] = names
        if lost:
            shown = tuple(names if rule.by_name else names[:5])
            yield Loss(table, lost, of, shown, rule.verdict(lost, of), rule.by_name)


def _compared(warehouse: Warehouse, table: str, rule: Rule, gone: dict[str, list[str]]) -> tuple[list[str], int, int]:
    """The keys of rows of `table` that are not there any more or say nothing any more, how many rows, and of how many;
    without those that go with what is `gone` by column, or with a submission that a person withdrew or replaced.
    """
    then, now = warehouse.columns(f"before.{_quoted(table)}"), warehouse.columns(_quoted(table))
    by = [_quoted(column) for column in rule.by if column in then and column in now]
    key = f"concat_ws(' ', {', '.join(by)})" if by else "''"
    with_it = {column: names for column, names in gone.items() if column in then and names}
    known = [f"coalesce(CAST({_quoted(column)} AS VARCHAR), '') NOT IN {UNKNOWN}" for column in rule.known_by]
    stays = [f"coalesce(CAST({_quoted(column)} AS VARCHAR), '') NOT IN (SELECT unnest(?))" for column in with_it]
    if "file" in then:
        stays.append(
            "(NOT contains(file, '!') OR split_part(file, '!', 1) IN (SELECT submission FROM raw_submissions))"
        )
    counts = "SELECT {} AS key, count(*) AS n FROM {} WHERE {} GROUP BY ALL"
    old = counts.format(key, f"before.{_quoted(table)}", " AND ".join(["true", *known, *stays]))
    new = counts.format(key, _quoted(table), " AND ".join(["true", *known]))
    rows = warehouse.rows(
        f"SELECT key, b.n, greatest(b.n - coalesce(a.n, 0), 0) FROM ({old}) AS b LEFT JOIN ({new}) AS a USING (key) "
        "ORDER BY key",
        list(with_it.values()),
    )
    return [name for name, _, lost in rows if lost and by], sum(lost for *_, lost in rows), sum(n for _, n, _ in rows)


def rules(warehouse: Warehouse) -> dict[str, Rule]:
    """The rows of `brake.csv` by table; "*" is the one of all others. Raises `Unreadable` where they are not there or
    not to be read.
    """
    there = {
        name for (name,) in warehouse.rows("SELECT table_name FROM duckdb_tables() WHERE database_name = 'memory'")
    }
    for name in ("brake", "floor"):
        if f"raw_{name}" not in there:
            raise Unreadable(f"{name}.csv: is missing; expected it among the definitions.")
    found = {
        table: _rule(table, by, known_by, follows, shares)
        for table, by, known_by, follows, *shares in warehouse.rows(
            "SELECT \"table\", \"by\", coalesce(known_by, ''), coalesce(follows, ''), without_a_word, with_a_word, "
            "first_edition FROM raw_brake"
        )
    }
    if "*" not in found:
        raise Unreadable("brake.csv: has no row for '*'; expected the rule of every table that is not listed.")
    return found


def _rule(table: str, by: str, known_by: str, follows: str, shares: Sequence[str]) -> Rule:
    without, most, first = (_share(table, share) for share in shares)
    return Rule(tuple(by.split()), without, most, first, tuple(known_by.split()), follows == "reports")


def _share(table: str, share: str) -> Decimal | None:
    if share == ANY:
        return None
    try:
        number = Decimal(share)
    except ArithmeticError:
        number = Decimal(-1)
    if not 0 <= number <= 1:
        raise Unreadable(f"brake.csv: {table}: found {share!r}, expected a share from 0 to 1, or {ANY}.")
    return number


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
