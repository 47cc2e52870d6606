"""Where everything of a store lies.

current.json                names the edition in force
editions/0001/              a published edition: manifest.json, edition.duckdb, a Parquet file a table, exports
desk/                       the private side: journal.jsonl, head.json, originals/<sha256>
desk/drafts/0002/           an edition that is made and waits
lock                        held by whoever writes
"""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).parents[2]
CURRENT, MANIFEST, DATABASE, INPUTS = "current.json", "manifest.json", "edition.duckdb", "inputs.zip"


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
