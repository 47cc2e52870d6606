"""Handing over: one archive with everything that the next secretariat needs, and nothing that it must not have; and its import into an empty store."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from core.editions.layout import editions
from core.editions.manifest import current
from etl.publishing.open_items import points, versions
from etl.record.read import Report, Unreadable
from etl.store import journal
from etl.store.editions import discard, locked
from etl.store.inputs import OURS, Inputs, entry
from etl.store.journal import Denied, refusals
from etl.store.verify import verify

FORMAT = 1
LIST, README, POINTS = "handover.json", "README.md", "open-points.csv"
NAME = r"(?!\.)[\w.-]+"
HELD = re.compile(
    rf"current\.json|editions/\d{{4,}}/{NAME}|desk/(journal\.jsonl|head\.json|originals/[0-9a-f]{{64}}|drafts/\d{{4,}}/{NAME})",
    re.ASCII,
)
"""What of a store is handed over. What is not listed stays: locks, what was read out of originals, and whatever else somebody put there."""
BESIDE = re.compile(rf"{README}|{POINTS}|record/{NAME}\.csv|definitions/{NAME}", re.ASCII)
"""What goes with it; after an import it lies in desk/handover."""
SECRET = re.compile(
    rb"-----BEGIN [A-Z ]*PRIVATE KEY|\b(cookie_secret|client_secret|api_key|password)\s*=\s*[\"'][^\"']{8}|\bAKIA[0-9A-Z]{16}\b|\bgh[opsu]_[A-Za-z0-9]{30}|\bxox[abpr]-[A-Za-z0-9-]{20}"
)
OPEN = (".parquet", ".duckdb")
"""Endings of files that hold only what is published already."""
SIGNS = 16  # so many signs of the fingerprint are told; fewer could be met by another archive
PIECE, LONGEST_LIST = 1 << 20, 64 << 20


def export(
    store: Path, out: Path, inputs: Inputs = OURS, report: Report = lambda *_: None, allow: tuple[str, ...] = ()
) -> str:
    """Write the archive `out`; returns its fingerprint, to be told to the receiver by another way than the archive itself.

    Raises `Denied` when the store is not whole or a file looks like a secret (unless `allow` names it), `Unreadable` when the disk refuses.
    """
    with locked(store), refusals("The archive", "exported"):
        faults = verify(store)
        if faults:
            raise Denied(f"The store is not whole and is not handed over: {faults[0]} Run 'python -m etl verify'.")
        found = _collected(store, inputs)
        for name, path in found.items():
            if name not in allow and path.suffix not in OPEN and _secret(path):
                raise Denied(
                    f"{name}: looks like a key, a password or a token; nothing was written. Look at it, then name it with --allow if it is none."
                )
        beside = out.with_name(f".{out.name}-{os.getpid()}")
        try:
            fingerprint = _written(store, beside, found, report)
            beside.replace(out)
        finally:
            beside.unlink(missing_ok=True)
        return fingerprint


def receive(archive: Path, store: Path, fingerprint: str = "", report: Report = lambda *_: None) -> dict:
    """Import `archive` into `store`, which must be empty or not there; returns the list of what came.

    Every hash is checked before anything is written, and the whole store is verified before it takes its place. Raises `Denied` with the name of the file that is at fault.
    """
    if store.exists() and any(store.iterdir()):
        raise Denied(f"{store}: is not empty; a handover is imported into a store of its own.")
    making = store.with_name(f".{store.name}-{os.getpid()}")
    try:
        with zipfile.ZipFile(archive) as held:
            listed = _listed(held, archive, fingerprint)
            for place in (None, making):  # first only look, then write
                _unpacked(held, listed["files"], place, report)
        with refusals("The store", "imported"):
            _close(making)
            faults = verify(making)
            if faults:
                raise Denied(f"The archive holds a store that is not whole: {faults[0]} Nothing was imported.")
            if store.exists():
                store.rmdir()
            making.rename(store)
        return listed
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise Denied(
            f"{archive.name}: is not a handover archive, or is damaged ({error}). Nothing was imported."
        ) from error
    except OSError as error:
        raise Unreadable(f"{archive.name}: cannot be imported ({error.strerror}). Nothing was imported.") from error
    finally:
        discard(making)


def _collected(store: Path, inputs: Inputs) -> dict[str, Path]:
    """Every file to hand over by its name in the archive; only what is listed in HELD and BESIDE."""
    every = {
        path.relative_to(store).as_posix(): path
        for path in sorted(store.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }
    with_it = {f"record/{path.name}": path for path in sorted(inputs.record.glob("*.csv"))}
    with_it |= {f"definitions/{path.name}": path for path in sorted(inputs.definitions.glob("*")) if path.is_file()}
    return {name: path for name, path in every.items() if HELD.fullmatch(name)} | {
        name: path for name, path in with_it.items() if BESIDE.fullmatch(name)
    }


def _secret(path: Path) -> bool:
    with open(path, "rb") as handle:
        before = b""
        while piece := handle.read(PIECE):
            if SECRET.search(before + piece):
                return True
            before = piece[-256:]
    return False


def _written(store: Path, out: Path, found: dict[str, Path], report: Report) -> str:
    in_force = current(store)
    said = {
        "format": FORMAT, "made_at": datetime.now(UTC).isoformat(timespec="seconds"), "versions": versions(), "in_force": in_force,
        "editions": editions(store), "journal": journal.head(store), "files": {},
    }  # fmt: skip
    text = Path(__file__).with_suffix(".md").read_text(encoding="utf-8")
    rows = points(store)
    facts = {
        "made_at": said["made_at"][:10], "editions": len(said["editions"]), "force": f"edition {in_force['edition']} · {in_force['hash'][:6]} is in force" if in_force else "none is in force yet",
        "entries": (said["journal"] or {"n": 0})["n"], "originals": sum("/originals/" in name for name in found), "open": len(rows.splitlines()) - 1,
        "python": said["versions"]["python"], "packages": ", ".join(f"{name} {one}" for name, one in said["versions"].items() if name != "python"),
    }  # fmt: skip
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in ((README, text.format(**facts)), (POINTS, rows)):
            archive.writestr(entry(name), content, zipfile.ZIP_DEFLATED)
            said["files"][name] = {
                "bytes": len(content.encode()),
                "sha256": hashlib.sha256(content.encode()).hexdigest(),
            }
        for step, (name, path) in enumerate(found.items(), 1):
            said["files"][name] = _streamed(archive, name, path)
            _tell(report, step, len(found), name)
        listed = json.dumps(said, indent=1, sort_keys=True).encode()
        archive.writestr(entry(LIST), listed, zipfile.ZIP_DEFLATED)
    return hashlib.sha256(listed).hexdigest()


def _streamed(archive: zipfile.ZipFile, name: str, path: Path) -> dict:
    info, digest, size = entry(name), hashlib.sha256(), 0
    info.compress_type, info.file_size = zipfile.ZIP_DEFLATED, path.stat().st_size
    with open(path, "rb") as handle, archive.open(info, "w") as into:
        while piece := handle.read(PIECE):
            digest.update(piece)
            size += into.write(piece)
    return {"bytes": size, "sha256": digest.hexdigest()}


def _listed(archive: zipfile.ZipFile, path: Path, fingerprint: str) -> dict:
    """The list of the archive, held against what is in it: no name twice, missing, unlisted, or leading out of the store, and no size but the listed."""
    names = archive.namelist()
    if LIST not in names or archive.getinfo(LIST).file_size > LONGEST_LIST:
        raise Denied(f"{path.name}: is not a handover archive; found no {LIST} in it.")
    raw = archive.read(LIST)
    if 0 < len(fingerprint) < SIGNS:
        raise Denied(
            f"A fingerprint has at least {SIGNS} signs; found {len(fingerprint)}. Ask who handed it over for all of them. Nothing was imported."
        )
    if fingerprint and not hashlib.sha256(raw).hexdigest().startswith(fingerprint.lower()):
        raise Denied(
            f"{path.name}: its fingerprint is {hashlib.sha256(raw).hexdigest()[:SIGNS]}…, not the one that you were told. Nothing was imported."
        )
    try:
        said = json.loads(raw)
        files = {
            str(name): {"bytes": int(one["bytes"]), "sha256": str(one["sha256"])} for name, one in said["files"].items()
        }
        made_by = int(said["format"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Denied(f"{path.name}: its {LIST} cannot be read. Nothing was imported.") from error
    if made_by > FORMAT:
        raise Denied(f"{path.name}: was made by a newer program (format {made_by}, this one reads up to {FORMAT}).")
    for fault in _name_faults(archive, names, files):
        raise Denied(f"{fault} Nothing was imported.")
    return {**said, "files": files}


def _name_faults(archive: zipfile.ZipFile, names: list[str], files: dict[str, dict]) -> Iterator[str]:
    yield from (f"{name}: is listed, but missing from the archive." for name in files if name not in names)
    yield from (f"{name}: is in the archive twice." for name in names if names.count(name) > 1)
    yield from (f"{name}: is in the archive, but not listed." for name in names if name not in files and name != LIST)
    yield from (
        f"{name}: is no file of a handover." for name in files if not (HELD.fullmatch(name) or BESIDE.fullmatch(name))
    )
    yield from (
        f"{name}: is not as long as listed."
        for name, one in files.items()
        if archive.getinfo(name).file_size != one["bytes"]
    )


def _unpacked(archive: zipfile.ZipFile, files: dict[str, dict], into: Path | None, report: Report) -> None:
    """Read every file and check its hash; write it below `into`, if given. Never more is read than is listed."""
    total = sum(one["bytes"] for one in files.values())
    if into:
        into.mkdir(parents=True, mode=0o700)
        if shutil.disk_usage(into).free < total:
            raise Denied(f"There is no room for the store; it takes {total >> 20} MB.")
    for step, (name, one) in enumerate(files.items(), 1):
        digest, left = hashlib.sha256(), one["bytes"]
        path = into and into / (name if HELD.fullmatch(name) else f"desk/handover/{name}")
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as held, open(path or os.devnull, "wb") as out:
            while piece := held.read(min(PIECE, left + 1)):
                left -= len(piece)
                if left < 0:
                    break
                digest.update(piece)
                out.write(piece)
        if left or digest.hexdigest() != one["sha256"]:
            raise Denied(f"{name}: is not the file that was handed over; its SHA-256 differs. Nothing was imported.")
        _tell(report, step, len(files), f"{'write' if into else 'check'} {name}")


def _close(store: Path) -> None:
    """Published, received and waiting files become read-only again, and the desk private."""
    for pattern in ("editions/*/*", "desk/originals/*", "desk/drafts/*/*"):
        for path in store.glob(pattern):
            path.chmod(0o444)
    for path in store.glob("editions/*"):
        path.chmod(0o555)
    for path in (store / "desk", store / "desk" / "originals"):
        if path.exists():
            path.chmod(0o700)
    store.chmod(0o755)


def _tell(report: Report, step: int, of: int, what: str) -> None:
    """About twenty lines, however many files there are."""
    if step * 20 // of != (step - 1) * 20 // of:
        report(step, of, what)
