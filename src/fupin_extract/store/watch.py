"""What a question may take: the time that the database works on it, not that of who reads the answer, and memory."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass

from fupin_extract.errors import StoreError


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most that a question may take, in ``seconds`` and in bytes of ``memory``; None is no bound."""

    seconds: float | None = 30.0
    memory: int | None = 2 << 30


class Watch:
    """Ends what a database is at, by ``stop``, when its time is up."""

    def __init__(self, bounds: Bounds, stop: Callable[[], object]) -> None:
        self._bounds = bounds
        self._stop = stop
        self._left = bounds.seconds
        self._late = False

    @contextmanager
    def working(self) -> Generator[None]:
        """The database is at work meanwhile."""
        if self._left is None:
            yield
            return
        timer = threading.Timer(max(self._left, 0), self._end)
        timer.daemon = True
        began = time.monotonic()
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            self._left -= time.monotonic() - began

    def _end(self) -> None:
        self._late = True
        self._stop()

    @property
    def late(self) -> StoreError | None:
        """What to say where the time is up."""
        if not self._late:
            return None
        text = "the question took longer than {seconds} seconds: allow it more with --timeout"
        return StoreError(text, seconds=f"{self._bounds.seconds:g}")

    def too_large(self) -> StoreError:
        """What to say where the memory is."""
        most = "?" if self._bounds.memory is None else self._bounds.memory >> 20
        return StoreError("the question needs more than {most} MB of memory: allow it more with --memory", most=most)


@contextmanager
def held_to(memory: int | None) -> Generator[None]:
    """This process holds so many bytes more than now at most, where the system can limit that (Linux)."""
    if memory is None or sys.platform != "linux":
        yield
        return
    import resource

    before = resource.getrlimit(resource.RLIMIT_DATA)
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - no file of a user's
        held = int(file.read().split()[5]) * resource.getpagesize()
    wanted = held + memory
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if before[1] < 0 else min(wanted, before[1]), before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)
