"""The clock of this process."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter


def seconds(act: Callable[[], object]) -> float:
    """What one call takes."""
    began = perf_counter()
    act()
    return perf_counter() - began
