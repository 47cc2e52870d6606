"""Stores that earlier versions left, never made again; `python -m tests.support.older_stores NAME` adds one of today.

Each holds a small record, two published editions (the second with two submissions), a third that waits until 2999
with a correction inside, a submission that is only checked, and in its journal a rating of two coders.
"""

import csv
import lzma
import os
import shutil
import sys
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from etl.build import build
from etl.coding import coding
from etl.publishing import preparation
from etl.source import RECORD
from etl.store.inputs import Inputs
from tests.support.round import approved, checked

OLDER = Path(__file__).parent / "older"
KEPT = {"observations": 60, "commitments": 40}
"""How many rows of these files the record of such a store holds; of the others all."""
CODED = ("C001-ALB", "progress-2014", "completion")


def unpacked(name, into):
    """The store of that name, below `into`, with the rights that its files had."""
    with lzma.open(OLDER / f"{name}.tar.xz") as plain, tarfile.open(fileobj=plain) as held:
        held.extractall(into, filter="tar")
    return into


def made(work):
    """A store of today in the folder `work`."""
    store, record = work / "store", Path(shutil.copytree(RECORD, work / "record"))
    for name, count in KEPT.items():
        with open(record / f"{name}.csv", encoding="utf-8", newline="") as handle:
            rows = list(csv.reader(handle))
        with open(record / f"{name}.csv", "w", encoding="utf-8", newline="") as handle:
            csv.writer(handle, lineterminator="\n").writerows(rows[: count + 1])
    build(store, record, note="First.")
    inputs = Inputs(record=record)
    approved(store, "GHA", arrests=12)
    approved(store, "ALB", arrests=0, victims_identified=7)
    coding.code(store, *CODED, "limited", "Coder 1")
    coding.code(store, *CODED, "substantial", "Coder 2")
    link = "https://example.org/law"
    coding.adjudicate(store, *CODED, "substantial", "Head of unit", "The law is in force.", evidence=link)
    coding.reply(store, *CODED, "The rating rests on an older text.", "2014-09-01", "Clerk")
    preparation.prepare(store, "Publisher", preparation.preview(store, inputs).ready, inputs=inputs)
    approved(store, "GHA", arrests=15)
    ready, until = preparation.preview(store, inputs).ready, datetime(2999, 1, 1, tzinfo=UTC)
    preparation.prepare(store, "Publisher", ready, until, inputs=inputs)
    checked(store, "FRA", arrests=3)
    return store


def packed(store, out):
    """Pack a store; files of the same name lie side by side, so that what two editions share takes no room twice."""
    paths = [path for path in store.rglob("*") if path.name != "lock"]
    paths.sort(key=lambda path: (path.is_file(), path.name, str(path)))
    with lzma.open(out, "wb", preset=9 | lzma.PRESET_EXTREME) as plain, tarfile.open(fileobj=plain, mode="w") as into:
        for path in paths:
            into.add(path, path.relative_to(store).as_posix(), recursive=False, filter=_nobodys)


def _nobodys(info):
    info.uid, info.gid, info.uname, info.gname, info.mtime = 0, 0, "", "", 0
    return info


def main(name):
    """Make the store and pack it, unless it is there."""
    os.environ["MONITOR_EXPORTS"] = "no"
    out = OLDER / f"{name}.tar.xz"
    if not out.exists():
        with tempfile.TemporaryDirectory() as work:
            packed(made(Path(work)), out)
    print(f"{out.name}: {out.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(sys.argv[1])
