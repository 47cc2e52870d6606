"""How long an answer may be kept, and whether the reader has it already (RFC 9110, conditional requests)."""

from __future__ import annotations

import re

from starlette.requests import Request

FOREVER, ASK_AGAIN = "public, max-age=31536000, immutable", "no-cache"
"""For an address that names its edition, and for one that means the edition in force."""


def cache_control(request: Request) -> str:
    """How long the answer to `request` may be kept."""
    return FOREVER if "edition" in request.query_params else ASK_AGAIN


def not_modified(request: Request, etag: str) -> bool:
    """Whether the header If-None-Match names `etag`; `*` names any. Weak and strong validators are alike here."""
    tags = re.findall(r'(?:W/)?("[^"]*")|(\*)', request.headers.get("if-none-match", ""))
    return any(star or tag == etag.removeprefix("W/") for tag, star in tags)
