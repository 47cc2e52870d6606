"""Which pictures the guides show. `make screens` and `make samples` make everything in `build/`, which is ignored;
only what README, CONTRIBUTING or a guide shows is kept in `docs/`, so that whoever clones takes 2 MB and not 10."""

import io
import re
import shutil
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build"
LIMIT = 2_000_000
"""The most bytes that `docs/screens` and `docs/samples` may hold together."""


def guides() -> list[Path]:
    """README, CONTRIBUTING and every guide in `docs/`."""
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def shown(folder: str) -> set[str]:
    """The names of the files of `docs/<folder>` to which a guide links, as a picture or as a file."""
    link = re.compile(rf"\]\((?:docs/)?{folder}/([^)#\s]+)\)")
    return {name for guide in guides() for name in link.findall(guide.read_text(encoding="utf-8"))}


def keep(folder: str) -> list[str]:
    """Copy what guides show out of `build/<folder>` into `docs/<folder>`; nothing else stays there. Returns the names.

    Raises `FileNotFoundError` when a guide shows a file that was not made.
    """
    built, kept, names = BUILD / folder, ROOT / "docs" / folder, sorted(shown(folder))
    copies = {name: (built / name).read_bytes() for name in names}
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir()
    for name, content in copies.items():
        (kept / name).write_bytes(content)
    return names


def small(picture: bytes) -> bytes:
    """The same picture with at most 256 colours; equal bytes for an equal picture."""
    written = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        image.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()
