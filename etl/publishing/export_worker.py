"""The hands that make the exports of an edition, and the command that takes exports out of one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from core.editions.manifest import manifest_in
from views import exports
from views.edition import Edition


def opened(folder: Path) -> Edition:
    """The edition in `folder`, published or not yet, as its manifest says."""
    manifest = manifest_in(folder)
    return Edition(manifest["edition"], manifest["hash"], folder)


def work(folder: Path, into: Path, parent: int) -> None:
    """Say how many exports there are, and make them until none is left, as long as the process `parent` lives.

    Whoever creates a file makes it, so that two hands share the work without a word.
    """
    edition = opened(folder)
    print(len(exports.catalogue(edition)), flush=True)
    for name in exports.catalogue(edition):
        if os.getppid() != parent:
            sys.exit("Nobody waits for these files any more.")
        try:
            exports.write(edition, into, name)
        except FileExistsError:
            continue


if __name__ == "__main__":
    work(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
