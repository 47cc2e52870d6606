"""Every edition can be made again: from the inputs kept with it, the originals, and the journal as it then was; and its
exports from its tables, by the program that made them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from core.editions.exports import manifest_of
from core.editions.hashes import content_hash, files_hash
from core.editions.layout import editions, exports_of, place
from core.editions.manifest import Manifest, manifest
from core.program import PROGRAM
from etl.build import candidate
from etl.coding.coding import rows
from etl.desk.receiving import given_of_all, reports
from etl.desk.submission import folded
from etl.publishing.exports import Draw, make
from etl.source import Report, Unreadable
from etl.store import journal
from etl.store.inputs import unpacked
from etl.store.journal import Denied
from etl.warehouse import Fault

NONE = "It has no exports beside it."


def rebuild(store: Path, only: int | None = None) -> Iterator[tuple[int, str, str]]:
    """Make every edition again, or `only` one: its number, the content hash that it was published with, and the one
    it has now (or why there is none).
    """
    for number in [only] if only else editions(store):
        said = manifest(store, number)
        try:
            yield number, said["hash"], again(store, number, said)
        except (Unreadable, Denied) as error:
            yield number, said["hash"], str(error)
        except Fault as error:
            yield number, said["hash"], f"Its SQL cannot be run here: {str(error).splitlines()[0]}"


def again(store: Path, number: int, said: Manifest) -> str:
    """The content hash of one edition, made again from what it was made from; the SQL in it, which others may have
    written, reaches no file.
    """
    archive = place(store, number) / "inputs.zip"
    if not archive.exists():
        raise Unreadable("It was published before editions kept their inputs.")
    head = said["journal"] or {"n": 0}
    fault = journal.lies_before(store, said["journal"])
    if fault:
        raise Unreadable(fault)
    found = folded(journal.entries(store)[: head["n"]]) if said["submissions"] else {}
    inside = [found[one["id"]] for one in said["submissions"]]
    with unpacked(archive) as inputs:
        given = given_of_all(store, inside, inputs)
        with candidate(inputs, given=given, codings=rows(store, head["n"], reports(given)), sealed=True) as made:
            return content_hash(made.warehouse.hashes(made.tables))


def exports_again(store: Path, number: int, report: Report = lambda *_: None, draw: Draw = make) -> tuple[str, str]:
    """Two hashes over the exports of a published edition, which is verified: as they are sealed, and as they are made
    again, or why they are not, in one sentence; twice the same sentence where there is nothing to compare.
    """
    folder = place(store, number)
    if not exports_of(folder).exists():
        return (NONE, NONE)
    said = manifest_of(folder)
    if said["program"] != PROGRAM:
        other = f"Its exports were made by program {said['program']}, and are not compared; this is {PROGRAM}."
        return (other, other)
    files: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="exports-") as into:
        for drawn in draw(folder, Path(into), ()):
            files |= {drawn.name: drawn.sha256} if drawn.name else {}
            report(len(files), drawn.of, f"exports of edition {number} made again, {len(files)} of {drawn.of}")
    return files_hash(said["files"]), files_hash(files)
