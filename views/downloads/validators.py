"""How long an answer may be kept, and whether the reader has it already."""

from __future__ import annotations

import re

FOREVER, ASK_AGAIN = "public, max-age=31536000, immutable", "no-cache"
"""For an address that names its edition, and for one that means the edition in force."""


def same(asked: str | None, etag: str) -> bool:
    """Whether the header If-None-Match names this answer; `*` names any. Weak and strong marks are alike here."""
    marks = re.findall(r'(?:W/)?("[^"]*")|(\*)', asked or "")
    return any(star or mark == etag.removeprefix("W/") for mark, star in marks)
