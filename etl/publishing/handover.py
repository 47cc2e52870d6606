"""Handing over: one archive with everything that the next secretariat needs, and nothing that it must not have."""

from __future__ import annotations

import hashlib
import json
import os
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TypedDict

from core.editions.layout import EXPORTS, editions
from core.editions.manifest import Current, JournalLink, current
from etl.publishing.open_items import open_items, versions
from etl.source import Report
from etl.store import journal
from etl.store.disk import refusals
from etl.store.editions import locked
from etl.store.inputs import OURS, Inputs, entry
from etl.store.journal import Denied
from etl.store.verify import whole

FORMAT = 2
"""Of an archive: 2 holds the exports of editions beside them."""
LIST, README, POINTS = "handover.json", "README.md", "open-points.csv"
NAME = r"(?!\.)[\w.-]+"
HELD = re.compile(
    rf"current\.json|editions/\d{{4,}}({EXPORTS})?/{NAME}|"
    rf"desk/(journal\.jsonl|head\.json|originals/[0-9a-f]{{64}}|drafts/\d{{4,}}({EXPORTS})?/{NAME})",
    re.ASCII,
)
"""What of a store is handed over.

What is not listed stays: locks, what was read out of originals, and whatever else somebody put there.
"""
BESIDE = re.compile(rf"{README}|{POINTS}|record/{NAME}\.csv|definitions/{NAME}", re.ASCII)
"""What goes with it; after an import it lies in desk/handover."""
SECRET = re.compile(
    rb"-----BEGIN [A-Z ]*PRIVATE KEY"
    rb"|\b(cookie_secret|client_secret|api_key|password)\s*=\s*[\"'][^\"']{8}"
    rb"|\bAKIA[0-9A-Z]{16}\b|\bgh[opsu]_[A-Za-z0-9]{30}|\bxox[abpr]-[A-Za-z0-9-]{20}"
)
PUBLISHED = (".parquet", ".duckdb")
"""Endings of files that hold only what is published already."""


class Listed(TypedDict):
    """One file of an archive, as its list says."""

    bytes: int
    sha256: str


class Contents(TypedDict):
    """The list of an archive: what it holds, and from which store and program it comes."""

    format: int
    made_at: str
    versions: dict[str, str]
    in_force: Current | None
    editions: list[int]
    journal: JournalLink | None
    files: dict[str, Listed]


SIGNS = 16  # so many signs of the fingerprint are told; fewer could be met by another archive
PIECE, LONGEST_LIST = 1 << 20, 64 << 20


def export(
    store: Path, out: Path, inputs: Inputs = OURS, report: Report = lambda *_: None, allow: tuple[str, ...] = ()
) -> str:
    """Write the archive `out`; returns its fingerprint, to be told to the receiver by another way than the archive
    itself.

    Raises `Denied` when the store is not whole or a file looks like a secret (unless `allow` names it), `Unreadable`
    when the disk refuses.
    """
    with locked(store), refusals("The archive", "exported"):
        faults = whole(store)
        if faults:
            raise Denied(f"The store is not whole and is not handed over: {faults[0]} Run 'python -m etl verify'.")
        files = _collected(store, inputs)
        for name, path in files.items():
            if name not in allow and path.suffix not in PUBLISHED and _secret(path):
                raise Denied(
                    f"{name}: looks like a key, a password or a token; nothing was written. Look at it, then name it "
                    "with --allow if it is none."
                )
        beside = out.with_name(f".{out.name}-{os.getpid()}")
        try:
            fingerprint = _written(store, beside, files, report)
            beside.replace(out)
        finally:
            beside.unlink(missing_ok=True)
        return fingerprint


def _collected(store: Path, inputs: Inputs) -> dict[str, Path]:
    """Every file to hand over by its name in the archive; only what is listed in HELD and BESIDE."""
    in_store = {
        path.relative_to(store).as_posix(): path
        for path in sorted(store.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }
    beside = {f"record/{path.name}": path for path in sorted(inputs.record.glob("*.csv"))}
    beside |= {f"definitions/{path.name}": path for path in sorted(inputs.definitions.glob("*")) if path.is_file()}
    return {name: path for name, path in in_store.items() if HELD.fullmatch(name)} | {
        name: path for name, path in beside.items() if BESIDE.fullmatch(name)
    }


def _secret(path: Path) -> bool:
    with open(path, "rb") as handle:
        before = b""
        while piece := handle.read(PIECE):
            if SECRET.search(before + piece):
                return True
            before = piece[-256:]
    return False


def _written(store: Path, out: Path, files: dict[str, Path], report: Report) -> str:
    """Write the archive; the SHA-256 of its list is its fingerprint."""
    contents = _contents(store)
    open_rows = open_items(store)
    instructions = Path(__file__).with_suffix(".md").read_text(encoding="utf-8")
    facts = _facts(contents, originals=sum("/originals/" in name for name in files), open_rows=open_rows)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in ((README, instructions.format(**facts)), (POINTS, open_rows)):
            archive.writestr(entry(name), content, zipfile.ZIP_DEFLATED)
            text = content.encode()
            contents["files"][name] = {"bytes": len(text), "sha256": hashlib.sha256(text).hexdigest()}
        for step, (name, path) in enumerate(files.items(), 1):
            contents["files"][name] = _streamed(archive, name, path)
            tell(report, step, len(files), name)
        listed = json.dumps(contents, indent=1, sort_keys=True).encode()
        archive.writestr(entry(LIST), listed, zipfile.ZIP_DEFLATED)
    return hashlib.sha256(listed).hexdigest()


def _contents(store: Path) -> Contents:
    return {
        "format": FORMAT,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "versions": versions(),
        "in_force": current(store),
        "editions": editions(store),
        "journal": journal.head(store),
        "files": {},
    }


def _facts(contents: Contents, *, originals: int, open_rows: str) -> dict[str, object]:
    """What the instructions say of this archive."""
    in_force, versions = contents["in_force"], contents["versions"]
    force = (
        f"edition {in_force['edition']} · {in_force['hash'][:6]} is in force" if in_force else "none is in force yet"
    )
    return {
        "made_at": contents["made_at"][:10],
        "editions": len(contents["editions"]),
        "force": force,
        "entries": (contents["journal"] or {"n": 0})["n"],
        "originals": originals,
        "open": len(open_rows.splitlines()) - 1,
        "python": versions["python"],
        "packages": ", ".join(f"{name} {number}" for name, number in versions.items() if name != "python"),
    }


def _streamed(archive: zipfile.ZipFile, name: str, path: Path) -> Listed:
    info, digest, size = entry(name), hashlib.sha256(), 0
    info.compress_type, info.file_size = zipfile.ZIP_DEFLATED, path.stat().st_size
    with open(path, "rb") as handle, archive.open(info, "w") as into:
        while piece := handle.read(PIECE):
            digest.update(piece)
            size += into.write(piece)
    return {"bytes": size, "sha256": digest.hexdigest()}


def tell(report: Report, step: int, of: int, what: str) -> None:
    """Report about twenty lines, however many files there are."""
    if step * 20 // of != (step - 1) * 20 // of:
        report(step, of, what)
