"""How long the processor works at something: what else the machine does at the time does not count.

For tests of how the work grows with a text; how fast it is, the benchmarks tell.
"""

from __future__ import annotations

import time
from collections.abc import Callable


def effort(work: Callable[..., object], *given: object, runs: int = 3) -> float:
    """The seconds of the processor that ``work(*given)`` takes, the least of several runs."""
    return min(_once(work, given) for _ in range(runs))


def _once(work: Callable[..., object], given: tuple[object, ...]) -> float:
    began = time.process_time()
    work(*given)
    return time.process_time() - began
