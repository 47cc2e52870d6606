"""Where answers wait for the next reader: none is made twice at a time, and what nobody asks for is forgotten."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sized
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

Body = TypeVar("Body", bound=Sized)


class BodyCache(Generic[Body]):
    """Bodies by key, up to `capacity` bytes together; those not asked for longest go first.

    One of more than a quarter of the capacity never stays. A body's length counts as its bytes.
    """

    def __init__(self, capacity: int) -> None:
        self.capacity, self.bytes = capacity, 0
        self._bodies: OrderedDict[Hashable, Body] = OrderedDict()
        self._making: dict[Hashable, Future[Body]] = {}
        self._lock = Lock()

    def holds(self, key: Hashable) -> bool:
        """Whether the body of `key` is at hand."""
        with self._lock:
            return key in self._bodies

    def get(self, key: Hashable, make: Callable[[], Body]) -> Body:
        """The body of `key`, made with `make` when it is not there.

        Who asks while another has it made gets that one, however large, or its failure.
        """
        with self._lock:
            if (body := self._kept(key)) is not None:
                return body
            waiting = self._making.get(key)
            future = waiting or self._making.setdefault(key, Future())
        if waiting:
            return waiting.result()
        try:
            future.set_result(self._keep(key, make()))
        except BaseException as error:
            future.set_exception(error)
            raise
        finally:
            with self._lock:
                del self._making[key]
        return future.result()

    def _kept(self, key: Hashable) -> Body | None:
        if key in self._bodies:
            self._bodies.move_to_end(key)
        return self._bodies.get(key)

    def _keep(self, key: Hashable, body: Body) -> Body:
        if len(body) <= self.capacity // 4:
            with self._lock:
                replaced = self._bodies.pop(key, None)
                self.bytes += len(body) - (0 if replaced is None else len(replaced))
                self._bodies[key] = body
                while self.bytes > self.capacity:
                    self.bytes -= len(self._bodies.popitem(last=False)[1])
        return body
