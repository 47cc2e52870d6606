"""Under which path the server stands, such as "/monitor" behind a proxy, and the addresses of ours beneath it."""

from __future__ import annotations

import os

VARIABLE = "MONITOR_PREFIX"
"""Set by the front door from `server.baseUrlPath`; nothing where the server stands at the top."""


def local(path: str) -> str:
    """The address of `path`, which begins with a slash, on this server."""
    return os.environ.get(VARIABLE, "") + path
