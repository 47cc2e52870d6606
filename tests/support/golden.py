"""Three stored editions, each only its inputs and its manifest: `python -m tests.support.golden` makes those that are
missing. They are never made again; a newer program must come to the same rows."""

import json
import shutil
import sys
import tempfile
from pathlib import Path

from core.editions.hashes import content_hash
from core.editions.layout import place
from core.editions.manifest import manifest
from etl.build import build, candidate
from etl.source import RECORD
from etl.store.inputs import unpacked

GOLDEN = Path(__file__).parent / "golden"
CHANGES = {
    "record": lambda _: None,
    "corrected": lambda record: _rewrite(
        record / "observations.csv",
        lambda rows: [*rows[:1], *(row.replace(",exact,", ",at_least,") for row in rows[1:])],
    ),
    "short": lambda record: _rewrite(record / "commitments.csv", lambda rows: rows[: len(rows) // 2]),
}


def again(folder):
    """Rows and hash by table, and the content hash, of a stored edition made again with its own SQL and definitions."""
    with unpacked(folder / "inputs.zip") as inputs, candidate(inputs) as made:
        tables = made.warehouse.hashes(made.tables)
    return tables, content_hash(tables)


def _rewrite(path, change):
    path.write_text("".join(change(path.read_text(encoding="utf-8").splitlines(keepends=True))), encoding="utf-8")


def main():
    """Make the editions that are not there yet."""
    for name, change in CHANGES.items():
        folder = GOLDEN / name
        if folder.exists():
            continue
        with tempfile.TemporaryDirectory() as work:
            record, store = Path(work) / "record", Path(work) / "store"
            shutil.copytree(RECORD, record)
            change(record)
            build(store, record, note=f"Golden: {name}.")
            folder.mkdir(parents=True)
            shutil.copyfile(place(store, 1) / "inputs.zip", folder / "inputs.zip")
            kept = {
                key: manifest(store, 1)[key] for key in ("format", "hash", "method", "sources", "tables", "versions")
            }
            (folder / "manifest.json").write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        print(
            f"{folder.relative_to(GOLDEN.parents[2])}: {kept['hash'][:6]}, "
            f"{(folder / 'inputs.zip').stat().st_size // 1000} kB"
        )


if __name__ == "__main__":
    sys.exit(main())
