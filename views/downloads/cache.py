"""Where made files wait for the next reader: nothing is made twice at the same time, and what nobody asks for is forgotten."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock


class Shelf:
    """Bodies by key, up to `most` bytes together; those not asked for longest go first, and one of more than a quarter of the room never stays."""

    def __init__(self, most: int) -> None:
        self.most, self.bytes = most, 0
        self._held: OrderedDict[Hashable, bytes] = OrderedDict()
        self._making: dict[Hashable, Future[bytes]] = {}
        self._guard = Lock()

    def holds(self, key: Hashable) -> bool:
        """Whether the body of `key` is at hand."""
        with self._guard:
            return key in self._held

    def take(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """The body of `key`, made with `make` when it is not there. Who asks while another has it made gets that one, however large, or its failure."""
        with self._guard:
            if (held := self._got(key)) is not None:
                return held
            waiting = self._making.get(key)
            made = waiting or self._making.setdefault(key, Future())
        if waiting:
            return waiting.result()
        try:
            made.set_result(self._put(key, make()))
        except BaseException as error:
            made.set_exception(error)
            raise
        finally:
            with self._guard:
                del self._making[key]
        return made.result()

    def _got(self, key: Hashable) -> bytes | None:
        if key in self._held:
            self._held.move_to_end(key)
        return self._held.get(key)

    def _put(self, key: Hashable, body: bytes) -> bytes:
        if len(body) <= self.most // 4:
            with self._guard:
                self.bytes += len(body) - len(self._held.pop(key, b""))
                self._held[key] = body
                while self.bytes > self.most:
                    self.bytes -= len(self._held.popitem(last=False)[1])
        return body
