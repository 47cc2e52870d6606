"""How long an answer may be kept, and whether the reader has it already (RFC 9110, conditional requests)."""

from __future__ import annotations

import re

from starlette.requests import Request

from core.program import PROGRAM

FOREVER, ASK_AGAIN = "public, max-age=31536000, immutable", "no-cache"
"""For an address that names its edition and the program that makes it, and for every other."""


def cache_control(request: Request) -> str:
    """How long the answer to `request` may be kept.

    An edition never changes, but what is made of it does, with the program.
    """
    asked = request.query_params
    return FOREVER if "edition" in asked and asked.getlist("version") == [PROGRAM] else ASK_AGAIN


def not_modified(request: Request, etag: str) -> bool:
    """Whether the header If-None-Match names `etag`; `*` names any. Weak and strong validators are alike here."""
    tags = re.findall(r'(?:W/)?("[^"]*")|(\*)', request.headers.get("if-none-match", ""))
    return any(star or tag == etag.removeprefix("W/") for tag, star in tags)
