"""Pictures are drawn and papers set by processes of their own.

So the memory that they take is given back, and nothing that ends one ends the server.
"""

from __future__ import annotations

import json
from pathlib import Path
from types import MappingProxyType

from core.words import CONTROL, _
from core.workers.pool import Pool
from core.workers.process import Program
from core.workers.protocol import Limits

PROCESSES, MEMORY = 2, 320 * 2**20
"""So many processes, and so many bytes that one of them may hold after a job; else the next job starts another."""
RENDERER = Program(
    ("-I", str(Path(__file__).with_name("worker.py"))),
    Limits(seconds=60, idle=300),
    environment=MappingProxyType({"TZ": "UTC"}),
)
POOL = Pool(RENDERER, PROCESSES, MEMORY)


class NotRendered(ValueError):
    """What could not be drawn or set; says why."""


def rendered(name: str, **material: object) -> bytes:
    """What a renderer of `worker.RENDERERS` makes of its material. Raises `NotRendered`."""
    answer = POOL.answer(json.dumps([name, _settable(material)]).encode())
    if answer.outcome == "done":
        return answer.body
    if answer.outcome == "slow":
        raise NotRendered(_("It takes too long to draw or set."))
    raise NotRendered(answer.body.decode() if answer.outcome == "refused" else _("It cannot be drawn or set."))


def settable(text: str) -> str:
    """Text without the signs that no picture and no paper may hold."""
    # nearly every text is printable, and then it has none of them
    return text if text.isprintable() else CONTROL.sub("", text).replace("\ufeff", "")


def _settable(material: object) -> object:
    """Material whose text is `settable`; what is drawn only when it is needed, is drawn here."""
    if isinstance(material, str):
        return settable(material)
    if isinstance(material, dict):
        return {settable(name): _settable(inside) for name, inside in material.items()}
    if isinstance(material, (list, tuple)):
        return [_settable(part) for part in material]
    return _settable(material()) if callable(material) else material
