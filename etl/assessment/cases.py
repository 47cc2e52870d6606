"""What people hand in to be assessed: CSV, Parquet or a frame, with columns of the right type and every fault named."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from etl.assessment.notices import unread
from etl.record.read import source
from etl.source import Finding, Unreadable
from etl.warehouse import Fault, Warehouse, damage

if TYPE_CHECKING:
    import pandas as pd

    Given: TypeAlias = Path | pd.DataFrame

NUMBER = r"\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*"


NONE: Mapping[str, str] = MappingProxyType({})
NUMERIC = re.compile(r"(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL.*|VARCHAR|ENUM.*|\"NULL\")")
"""Types of DuckDB that hold numbers, or text in which they stand; true and false are none."""
TEXTUAL = re.compile(r"(?!(STRUCT|MAP|UNION|VARIANT)\b)(?!BLOB|BIT|GEOMETRY).*(?<!\])", re.DOTALL)
"""Types that can be written as text in one way."""


class Faulty(Unreadable):
    """What was given is of the right kind, and what stands in it cannot be judged."""


@dataclass(frozen=True)
class Table:
    """The view `read_<name>`: line, the columns asked for, and `<number>_said`, which holds what was found where it
    is no finite number. `notes` are sentences on columns that are not read.
    """

    warehouse: Warehouse
    file: str
    unit: str
    findings: list[Finding]
    notes: list[str]
    name: str
    kinds: dict[str, str]

    def has_fractions(self, column: str) -> bool:
        """Whether a number of the column has a fraction; one that is whole by its type is not looked at."""
        if "INT" in self.kinds.get(column, "INT"):
            return False
        fractions = f"SELECT count(*) FROM read_{self.name} WHERE {column} <> floor({column})"
        return self.warehouse.rows(fractions) != [(0,)]


def given(
    warehouse: Warehouse,
    name: str,
    input_: Given,
    columns: dict[str, bool],
    numbers: Collection[str] = (),
    *,
    years: Collection[str] = (),
    whole: bool = False,
    label: str = "",
    only: Mapping[str, str] = NONE,
    otherwise: Mapping[str, str] = NONE,
    silent: Collection[str] = (),
) -> Table:
    """Read `input_` into the view `read_<name>`.

    `columns` says which may be there and which must; those in `numbers` become numbers, the others text. Those in
    `years` lie between -9999 and 9999, and are `whole` or may be decimal. `only` has, for a column, SQL that says which
    rows count where it is there; `otherwise` has, for a column, another name under which it is read where its own is
    not there; columns in `silent` are not read and need no word.

    A file is read as CSV unless it ends in .parquet. Raises `Unreadable` for one that is not there or of another kind,
    and for a column that must be there and is not; `Faulty` for a damaged Parquet file, or a column of a type that
    holds no numbers or no text.
    """
    file = input_.name if isinstance(input_, Path) else label or name
    wanted = {column: needed and column not in otherwise for column, needed in columns.items()}
    wanted |= dict.fromkeys(otherwise.values(), False)
    unit, findings, absent = "row", list[Finding](), set[str]()
    if isinstance(input_, Path) and input_.suffix.lower() != ".parquet":
        unit = "line"
        findings, unknown, absent = _loaded(warehouse, name, input_, wanted)
    else:
        unknown = _adopted(warehouse, name, file, input_, wanted)
    there = {column: kind for column, kind in warehouse.columns(f"raw_{name}").items() if column not in absent}
    notes = [*unread(file, [column for column in unknown if column not in silent], columns)]
    places = {column: otherwise.get(column, column) if column not in there else column for column in columns}
    _refuse_missing(file, there, {places[column]: (column, needed) for column, needed in columns.items()}, notes)
    _refuse_kinds(file, {place: there[place] for place in places.values() if place in there}, numbers)
    cells = [
        cell
        for column, place in places.items()
        for cell in (
            _number(column, there.get(place), year=column in years, whole=whole)
            if column in numbers
            else _text(column, place, there.get(place))
        )
    ]
    rows = " AND ".join(["true", *(sql for column, sql in only.items() if column in there)])
    warehouse.con.execute(
        f"CREATE TEMP VIEW read_{name} AS SELECT line, {', '.join(cells)} FROM raw_{name} WHERE {rows}"
    )
    return Table(warehouse, file, unit, findings, notes, name, there)


@contextmanager
def blamed(**inputs: tuple[Given, Collection[str]]) -> Iterator[None]:
    """Turn what DuckDB says in between into `Faulty` where a Parquet file or a frame among `inputs` is the cause.

    Each has the columns that are read of it. What no input causes is our own fault and goes on as it is.
    """
    try:
        yield
    except Fault:
        for name, (input_, columns) in inputs.items():
            if not isinstance(input_, Path) or input_.suffix.lower() == ".parquet":
                _refuse_damaged(input_.name if isinstance(input_, Path) else name, input_, columns)
        raise


def _loaded(
    warehouse: Warehouse, name: str, path: Path, columns: dict[str, bool]
) -> tuple[list[Finding], list[str], set[str]]:
    """Load a CSV file; what is wrong with its rows, its columns besides those that are expected, and those that it
    lacks.
    """
    text = source(path, columns)
    warehouse.load(replace(text, name=name))
    errors = [replace(finding, file=path.name) for finding in text.findings if finding.severity == "error"]
    unknown = [finding.place for finding in text.findings if finding.rule == "unknown_column"]
    return errors, unknown, {finding.place for finding in text.findings if finding.rule == "missing_column"}


def _adopted(warehouse: Warehouse, name: str, file: str, input_: Given, columns: dict[str, bool]) -> list[str]:
    """Look at a Parquet file or a frame; its columns besides those that are expected."""
    if isinstance(input_, Path):
        _refuse_other_kind(input_)
    else:
        known = list(input_.columns)
        twice = [column for column in columns if known.count(column) > 1]
        if twice:
            raise Unreadable(f"{file}: column {twice[0]!r} stands twice; expected each column once.")
    try:
        return warehouse.adopt(name, input_, columns)
    except Fault as error:
        _refuse_damaged(file, input_, columns)
        raise Faulty(f"{file}: cannot be read as a table; found {str(error).splitlines()[0][:160]}.") from error


def _refuse_other_kind(path: Path) -> None:
    try:
        with open(path, "rb") as handle:
            begins = handle.read(12)
    except OSError as error:
        raise Unreadable(
            f"{path.name}: cannot be opened ({error.strerror}); expected a Parquet file at "
            f"{path.parent.name}/{path.name}."
        ) from error
    if not begins.startswith(b"PAR1") or len(begins) < 12:
        raise Unreadable(f"{path.name}: is no Parquet file; expected one, because its name ends in .parquet.")


def _refuse_damaged(file: str, input_: Given, columns: Collection[str]) -> None:
    if fault := damage(input_, columns):
        column, what = fault
        place = f"column {column!r}" if column else "the file is damaged, or the table in it"
        raise Faulty(f"{file}: {place} cannot be read ({what.rstrip('.')}); save it again, then try again.")


def _refuse_missing(
    file: str, there: Collection[str], places: Mapping[str, tuple[str, bool]], notes: Sequence[str]
) -> None:
    """A column that is needed and stands in no place; `notes` may say that it is there under a near name."""
    for column in [column for place, (column, needed) in places.items() if needed and place not in there]:
        found = ", ".join(name for name in there if name != "line") or "none that is expected"
        raise Unreadable(" ".join([f"{file}: column {column!r} is missing; found {found}.", *notes]))


def _refuse_kinds(file: str, kinds: Mapping[str, str], numbers: Collection[str]) -> None:
    """A column whose type holds no numbers, or no text, is at fault as a whole."""
    for column, kind in kinds.items():
        wanted = "numbers" if column in numbers else "text"
        if (NUMERIC if wanted == "numbers" else TEXTUAL).fullmatch(kind) is None:
            said = "true or false" if kind == "BOOLEAN" else kind
            raise Faulty(f"{file}: column {column!r} holds {said[:60]}; expected {wanted}.")


def _text(column: str, place: str, kind: str | None) -> list[str]:
    """The SQL of a column of text, which stands under the name `place`."""
    if kind is None:
        return [f'NULL::VARCHAR AS "{column}"']
    return [f'"{place}" AS "{column}"' if kind == "VARCHAR" else f'CAST("{place}" AS VARCHAR) AS "{column}"']


def _number(column: str, kind: str | None, *, year: bool, whole: bool) -> list[str]:
    """The SQL of a column of numbers, and of what was found where it is no finite number, or no year."""
    cell, said = f'"{column}"', f"{column}_said"
    if kind is None:
        return [f"NULL::DOUBLE AS {cell}", f"NULL::VARCHAR AS {said}"]
    if kind.startswith("ENUM"):
        cell, kind = f"CAST({cell} AS VARCHAR)", "VARCHAR"
    is_whole = "INT" in kind and "HUGE" not in kind
    number = cell if is_whole or kind == "DOUBLE" else f"CAST({cell} AS DOUBLE)"
    if kind == "VARCHAR":
        number = f"CASE WHEN regexp_full_match({cell}, '{NUMBER}') THEN TRY_CAST(trim({cell}) AS DOUBLE) END"
    fits = [] if is_whole else [f"isfinite({number})"]
    if year:
        fits += [f"{number} BETWEEN -9999 AND 9999"] + (
            [f"{number} = floor({number})"] if whole and not is_whole else []
        )
    empty = f"trim({cell}) = ''" if kind == "VARCHAR" else f"{cell} IS NULL"
    fault = (
        f"CASE WHEN NOT coalesce({' AND '.join(fits)}, {empty}, true) THEN CAST({cell} AS VARCHAR) END"
        if fits
        else "NULL::VARCHAR"
    )
    return [f'{number} AS "{column}"', f"{fault} AS {said}"]
