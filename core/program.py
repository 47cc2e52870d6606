"""What makes the files: its version stands in their addresses, so that no browser keeps what other code has made."""

from __future__ import annotations

import hashlib

from core.editions.layout import ROOT
from core.version import version

SOURCES = [
    path
    for room in (ROOT / "core", ROOT / "views")
    for path in sorted(room.rglob("*.*"))
    if path.suffix in (".py", ".typ", ".css")
]
SOURCE = hashlib.sha256(b"".join(path.read_bytes() for path in SOURCES)).hexdigest()
PROGRAM = f"{version()}-{SOURCE[:8]}"
"""The version of this program and the beginning of the hash of what makes files: "1.0.0-3f9a2c1e"."""
