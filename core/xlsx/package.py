"""The parts of an .xlsx file, which is a zip archive: named, linked, and unpacked within a limit."""

from __future__ import annotations

import io
import struct
import zlib
from zipfile import BadZipFile, ZipFile, ZipInfo

from core.xlsx.markup import Refused, parse

UNPACKED, PARTS = 50 * 2**20, 2_000
SAVE = "open it with a spreadsheet program, save it again as .xlsx and send that"
CUT = Refused("damaged", f"is cut off or damaged, as after a broken transfer; {SAVE}")
PROTECTED = Refused("password", "is protected by a password; save it without a password and send it again")


class Package:
    """The parts of an .xlsx file, by name in small letters.

    What is unpacked is counted, since sizes written in a file can lie.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self.zip = ZipFile(io.BytesIO(data))
            members = self.zip.infolist()
        except (BadZipFile, ValueError, struct.error, NotImplementedError, OSError) as error:
            raise CUT from error
        if len(members) > PARTS:
            raise Refused("too_large", f"is an archive of {len(members)} parts; at most {PARTS} are read; {SAVE}")
        self.left = UNPACKED
        self.parts = {_name(part.filename): part for part in members if not part.is_dir()}
        if len(self.parts) < sum(not part.is_dir() for part in members):
            raise Refused("damaged", f"holds one of its parts twice; {SAVE}")
        if any(part.flag_bits & 1 for part in members):
            raise PROTECTED
        if sum(part.file_size for part in members) > UNPACKED:
            raise self._large()

    def read(self, name: str) -> bytes:
        """One part. Raises `Refused` where it is missing, damaged or too large."""
        if name not in self.parts:
            raise Refused("damaged", f"is damaged: its part {name[:80]!r} is missing; {SAVE}")
        data = self._unpacked(self.parts[name])
        self.left -= len(data)
        if self.left < 0:
            raise self._large()
        return data

    def _unpacked(self, part: ZipInfo) -> bytes:
        try:
            with self.zip.open(part) as handle:
                return handle.read(self.left + 1)
        except (
            BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
            struct.error,
            OSError,
        ) as error:
            raise CUT from error

    def links(self, name: str) -> dict[str, tuple[str, str]]:
        """The parts that the part `name` names: by id, the last word of the kind and the name."""
        folder, _, file = name.rpartition("/")
        links: dict[str, tuple[str, str]] = {}
        where = f"{folder}/_rels/{file}.rels".lstrip("/")

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                links[attributes.get("Id", "")] = (
                    attributes.get("Type", "").rpartition("/")[2],
                    _joined(folder, attributes.get("Target", "")),
                )

        if where in self.parts:
            parse(self.read(where), start)
        return links

    def _large(self) -> Refused:
        return Refused(
            "too_large",
            f"holds more than {UNPACKED >> 20} MB when it is unpacked; a filled form has less than 1 MB: "
            "delete what is not part of the form",
        )


def _name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _joined(folder: str, target: str) -> str:
    """The name of a part that a part in `folder` names."""
    if target.startswith("/"):
        return _name(target)
    steps = [step for step in folder.split("/") if step]
    for step in target.replace("\\", "/").split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return _name("/".join(steps))
