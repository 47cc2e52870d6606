"""The only reader of DuckDB for readers. An edition never changes, so what is read once stays right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import duckdb
import pandas as pd

from core.editions import layout, soundness
from core.editions.database import SAFE, SEALED, Setting, literal
from core.editions.layout import DATABASE, store_folder
from core.editions.manifest import LaterVersion, Manifest, Unreadable, current, manifest_in
from core.words import _

PASSING = ("64MB", "2GB")
"""The memory that DuckDB may use while whole tables pass by; the second where 2,048 rows of very long texts do not
fit into the first.
"""


class NoEdition(Exception):
    """There is no such edition in the store; the message says what to do."""


@dataclass(frozen=True)
class Edition:
    """A published edition: its number, its content hash and its folder."""

    number: int
    hash: str
    folder: Path

    @property
    def short(self) -> str:
        """The first six digits of the hash, as printed on every page and export."""
        return self.hash[:6]

    @property
    def illustrative(self) -> bool:
        """Whether its figures are invented, to learn on."""
        return bool(self.manifest.get("illustrative"))

    @cached_property
    def manifest(self) -> Manifest:
        """What was written at publish time: tables, hashes, sources, issues, note, method version."""
        return manifest_in(self.folder)

    def rows(self, table: str, columns: str = "*", order: str = "ALL", **where: object) -> pd.DataFrame:
        """Rows of a published table, as a frame of the reader's own.

        `where` holds column = value; a list means any of these, None means no condition. `table`, `columns` and `order`
        are words of our own code, never of a reader; values are bound.
        """
        asked = {name: value for name, value in where.items() if value is not None}
        conditions = " AND ".join(
            f"list_contains(?, {n})" if isinstance(v, (list, tuple)) else f"{n} = ?" for n, v in asked.items()
        )
        sql = f"SELECT {columns} FROM {table}" + (f" WHERE {conditions}" if asked else "") + f" ORDER BY {order}"
        frame = self.query(sql, *asked.values())
        later = LATER.get(table, {}) if columns == "*" else {}
        missing = {name: date for name, date in later.items() if name not in frame}
        return (
            frame.assign(**{name: _days(frame[date]) if date else None for name, date in missing.items()})
            if missing
            else frame
        )

    def query(self, sql: str, *values: object) -> pd.DataFrame:
        """The answer to one query with bound values; a cheap copy, so that nobody's change is seen by another."""
        bound = tuple(tuple(value) if isinstance(value, list) else value for value in values)
        return _answer(self, sql, bound).copy(deep=False)

    def tier(self, addresses: str) -> str | None:
        """The kind of the source at an address, as the table sources has it; those of several are parted by " ; "."""
        known = _tiers(self)
        return " ; ".join(dict.fromkeys(known[one] for one in addresses.split(" ; ") if one in known)) or None

    def text(self, sql: str, **values: object) -> Iterator[bytes]:
        """The one column of text that a query answers, joined, in UTF-8, in pieces; nothing is remembered and little
        is held, however many rows there are.

        Without ORDER BY, rows come in the order of the published table. `sql` is ours; `values` are bound by name.
        """
        passed = 0
        for memory in PASSING:
            con = _opened(self, SAFE | {"threads": "1", "memory_limit": memory})
            try:
                con.execute("USE edition")
                for rows in con.sql(f"SELECT * FROM ({sql}) OFFSET {passed}", params=values or None).to_arrow_reader(
                    2048
                ):
                    yield b"".join(cell.as_buffer() for cell in rows.column(0))
                    passed += len(rows)
                return
            except (duckdb.OutOfMemoryException, OSError):  # Arrow says OSError for the same
                if memory == PASSING[-1]:
                    raise
            finally:
                con.close()


LATER: dict[str, dict[str, str]] = {
    "milestones": dict.fromkeys(
        (
            *("note", "since_fact", "since_title", "since_url", "since_tier", "since_file", "since_line"),
            *("other_fact", "other_stated", "other_title", "other_url", "other_tier"),
            *("other_evidence", "other_note", "other_file", "other_line"),
        ),
        "",
    ),
    "gap_totals": {"sources_differ": ""},
    "sources": dict.fromkeys(("published", "published_precision"), ""),
    "commitments": {"project": ""},
    "spans": {"from_period": "from_date", "to_period": "to_date"},
    "progress": {"base_from_period": "base_from_date", "base_to_period": "base_to_date"},
}
"""Columns that came later, and the date from which an edition published before then fills them; it stays readable."""


TIERS = {
    "source_tier": _("Kind of the source, as the table sources has it; those of several addresses are parted by ' ; '"),
    "since_tier": _("Kind of the source of that date, as the table sources has it"),
    "other_tier": _("Kind of the other source, as the table sources has it"),
}
"""What every answer says of its sources beside title and address, though no published table repeats it."""


def _days(dates: pd.Series) -> list[str | None]:
    return [None if pd.isna(day) else str(day.date()) for day in dates]


def numbers() -> list[int]:
    """The numbers of the published editions that are whole, oldest first.

    One above the edition in force is not published yet: nobody sees it before `current.json` names it.
    """
    return sorted(number for number, _hash, fault in _from_newest() if not fault)


def is_unpublished() -> bool:
    """Whether the store has no edition in force yet."""
    return not (store_folder() / layout.CURRENT).exists()


def in_force() -> Edition:
    """The edition that `current.json` names; where that is not what was published, the last before it that is.

    Raises `NoEdition` before the first one, and where the store cannot be read.
    """
    faults = []
    for number, digest, fault in _from_newest():
        if not fault:
            return Edition(number, digest, layout.place(store_folder(), number))
        faults.append(fault)
        soundness.log(f"{fault} It is not shown; run 'python -m etl verify'.")
        _database.cache_clear()  # what was open, and what it answered, may be of the false file
        _answer.cache_clear()
    raise NoEdition(f"The edition in force cannot be shown: {faults[0]} Run 'python -m etl verify'.")


def fallen_back() -> str:
    """One sentence for readers where the edition in force is not what was published and an earlier one is shown;
    else empty.
    """
    number, _hash, fault = next(_from_newest())
    return (
        _("Edition {0} is not as it was published and is not shown; this is edition {1}, the last one that is.").format(
            number, in_force().number
        )
        if fault
        else ""
    )


def _from_newest() -> Iterator[tuple[int, str, str]]:
    """From the edition that `current.json` names back to the first, as `soundness.whole` says."""
    try:
        named = current(store_folder())
        if named is None:
            raise NoEdition("No edition has been published yet. Run 'make run', or 'python -m etl build'.")
        yield from soundness.whole(store_folder(), named)
    except LaterVersion as error:
        raise NoEdition(str(error)) from error
    except Unreadable as error:
        raise NoEdition("The store cannot be read: current.json is damaged. Run 'python -m etl verify'.") from error


def edition(number: int) -> Edition:
    """Edition `number`. Raises `NoEdition` when it was never published, is not yet in force, or is not what was
    published.
    """
    newest = in_force().number
    known = {n: digest for n, digest, fault in _from_newest() if not fault and n <= newest}
    if number not in known:
        raise NoEdition(f"There is no edition {number}; there are {', '.join(map(str, sorted(known))) or 'none'}.")
    return Edition(number, known[number], layout.place(store_folder(), number))


@lru_cache(maxsize=8)
def _database(edition: Edition) -> duckdb.DuckDBPyConnection:
    """One instance an edition for all readers. Only its cursors are used."""
    return _opened(edition, SAFE)


def _opened(edition: Edition, config: dict[str, Setting]) -> duckdb.DuckDBPyConnection:
    """A sandboxed in-memory instance with the edition attached read-only."""
    con = duckdb.connect(":memory:", config=config)
    con.execute(f"ATTACH {literal(edition.folder / DATABASE)} AS edition (READ_ONLY)")
    for name, value in SEALED.items():  # the lock last: after it nothing can be set
        con.execute(f"SET {name} = {value}")
    return con


@lru_cache(maxsize=2048)
def _answer(edition: Edition, sql: str, values: tuple[object, ...]) -> pd.DataFrame:
    with _database(edition).cursor() as cursor:
        cursor.execute("USE edition")
        frame = cursor.execute(sql, [list(value) if isinstance(value, tuple) else value for value in values]).df()
    return frame if "tier" in frame else _tiered(edition, frame)


def _tiered(edition: Edition, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the kind of each source that it cites, right behind its address."""
    for tier in TIERS:
        title, url = (tier.replace("tier", end) for end in ("title", "url"))
        if {title, url} <= set(frame):
            kinds = {address: edition.tier(address) for address in frame[url].dropna().unique()}
            frame.insert(list(frame).index(url) + 1, tier, [kinds.get(address) for address in frame[url]])
    return frame


@lru_cache(maxsize=8)
def _tiers(edition: Edition) -> dict[str, str]:
    with _database(edition).cursor() as cursor:
        return dict(cursor.execute("SELECT source_url, tier FROM edition.sources").fetchall())
