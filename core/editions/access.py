"""Who may read what of a store.

Readers see the edition in force and those before it. All else (drafts, originals, journal, editions that are not in
force yet) is on the private side, which only the account of the desk can open. A server shows the pages of the desk
only when it was started as one. What one coder may see of another's code: `etl/coding/visibility.py`.
"""

from __future__ import annotations

import os

PRIVATE = 0o700
"""The mode of the private side: nobody but its owner may read it."""


def is_desk() -> bool:
    """Whether this server was started as a desk, which sees the private side (MONITOR_DESK=yes)."""
    return os.environ.get("MONITOR_DESK") == "yes"
