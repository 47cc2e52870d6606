"""Where everything of a store lies.

current.json                names the edition in force
editions/0001/              a published edition: manifest.json, edition.duckdb, a Parquet file a table
editions/0001-exports/      its exports, the second part: manifest.json, workbooks, briefs, open data
editions/.0001-exports/     the same while they are made
desk/                       the private side: journal.jsonl, head.json, originals/<sha256>
desk/drafts/0002/           an edition that is made and waits; its exports stand beside it in the same way
desk/jobs/7/                long work: what was asked, and how it stands
lock                        held by whoever writes
exports-lock                held by whoever makes exports
"""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).parents[2]
CURRENT, MANIFEST, DATABASE, INPUTS = "current.json", "manifest.json", "edition.duckdb", "inputs.zip"
EXPORTS, EXPORTS_LOCK = "-exports", "exports-lock"


def store_folder() -> Path:
    """Where editions live: MONITOR_STORE, or `data/store`."""
    return Path(os.environ.get("MONITOR_STORE") or ROOT / "data" / "store")


def editions(store: Path) -> list[int]:
    """The numbers of the editions in `store`, oldest first; one above the edition in force is not published yet."""
    return sorted(int(folder.name) for folder in numbered(published(store)))


def numbered(folder: Path) -> list[Path]:
    """What in `folder` has the name of an edition."""
    return sorted(path for path in folder.glob("[0-9]*") if path.name.isdigit())


def published(store: Path) -> Path:
    """The folder of the published editions."""
    return store / "editions"


def place(store: Path, edition: int) -> Path:
    """The folder of a published edition."""
    return published(store) / f"{edition:04d}"


def desk(store: Path) -> Path:
    """The private side of a store: originals, journal and drafts. The reader's server never opens it."""
    return store / "desk"


def drafts(store: Path) -> Path:
    """The folder in which editions are made and wait."""
    return desk(store) / "drafts"


def draft(store: Path, edition: int) -> Path:
    """The folder of an edition that is made and waits."""
    return drafts(store) / f"{edition:04d}"


def exports_of(folder: Path) -> Path:
    """The folder of the exports of the edition in `folder`, published or not yet: beside it."""
    return folder.with_name(folder.name + EXPORTS)


def making(folder: Path) -> Path:
    """Where the exports of the edition in `folder` are until they are sealed."""
    return folder.with_name(f".{folder.name}{EXPORTS}")


def parts(folder: Path, begun: str = "") -> list[int]:
    """The numbers of the editions whose exports are sealed in `folder`, oldest first; with "." those being made."""
    names = (path.name.removeprefix(begun).removesuffix(EXPORTS) for path in folder.glob(f"{begun}[0-9]*{EXPORTS}"))
    return sorted(int(name) for name in names if name.isdigit())


def jobs(store: Path) -> Path:
    """The folder of the jobs."""
    return desk(store) / "jobs"
