"""Who does the work: processes on this machine, or another engine with the same two functions."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from fupin_extract.batch.items import Item, Trouble, digest
from fupin_extract.batch.pool import Lost, Pool
from fupin_extract.batch.work import Job, Outcome, Settings, worker
from fupin_extract.errors import BatchError, FupinError

# Files that are read at once to know their bytes; how many in a row may take too long before it is the drive's fault.
_READERS, _MOST_LATE = 16, 64

# A worker with less memory could hardly wake.
_LEAST_MEMORY = 512 << 20


def processors() -> int:
    """How many of the machine's processors are ours: a container may have some of them only."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def share(workers: int) -> int | None:
    """The memory that a worker may have, in bytes: all of them together three quarters; None where it is not known."""
    try:
        whole = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return None
    return max(whole * 3 // 4 // workers, _LEAST_MEMORY)


class Engine(Protocol):
    """What a batch asks of an engine. Whatever it is, the same files give the same results.

    Both are generators, which are closed where the batch ends before they do.
    """

    def digests(self, items: Iterable[Item]) -> Generator[tuple[Item, str | Trouble]]:
        """Each item, in order, with the SHA-256 of its bytes, or why it cannot be read."""
        ...

    def work(self, jobs: Iterable[Job], settings: Settings, most: int) -> Generator[tuple[Job, Outcome]]:
        """Each job with what became of it, in the order in which they are done; there are at most so many."""
        ...


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """So many processes on this machine, one a processor; a file has ``seconds``, a process ``memory`` bytes."""

    workers: int = field(default_factory=processors)
    seconds: float | None = None
    memory: int | None = None

    def digests(self, items: Iterable[Item]) -> Generator[tuple[Item, str | Trouble]]:
        """Read here, several at a time: what is far away, on a network drive or in object storage, is waited for.

        As a worker, a reader has ``seconds``.

        Raises:
            BatchError: too many files in a row cannot be waited for.
        """
        begun: deque[_Reader] = deque()
        late = 0
        for item in items:
            begun.append(_Reader(item))
            if len(begun) >= _READERS:
                reader = begun.popleft()
                yield reader.item, reader.told(self.seconds)
                late = late + 1 if reader.thread.is_alive() else 0
                if late > _MOST_LATE:
                    raise BatchError("{path}: nothing there can be read in time: is the drive away?", path=item.path)
        for reader in begun:
            yield reader.item, reader.told(self.seconds)

    def work(self, jobs: Iterable[Job], settings: Settings, most: int) -> Generator[tuple[Job, Outcome]]:
        """In a pool of processes, of which each may die."""
        pool: Pool[Job, Outcome] = Pool(
            partial(worker, settings),
            workers=max(1, min(self.workers, most)),
            seconds=self.seconds,
            memory=self.memory,
        )
        for job, outcome in pool.run(jobs):
            if isinstance(outcome, Lost):
                outcome = Outcome(problem=lost_problem(job.item.path, outcome, self.seconds, self.memory))
            yield job, outcome


def lost_problem(path: str, lost: Lost, seconds: float | None, memory: int | None) -> Trouble:
    """What to say of a file that was lost, where each has ``seconds`` and a process ``memory`` bytes."""
    match lost.why:
        case "time":
            text = "{path}: took longer than {seconds} seconds: allow it more with --timeout"
            return Trouble(text, {"path": path, "seconds": f"{seconds:g}"})
        case "memory":
            text = "{path}: needs more than {most} MB of memory: allow it more with --memory"
            return Trouble(text, {"path": path, "most": (memory or 0) >> 20})
        case "died" if lost.exit_code is None:
            return Trouble("{path}: its worker died", {"path": path})
        case "died":
            return Trouble("{path}: its worker died (exit code {code})", {"path": path, "code": str(lost.exit_code)})


class _Reader:
    """A thread that reads one file. Nobody waits for it at the end: it may hang on a drive that is away."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.began = time.monotonic()
        self._known: str | Trouble | None = None
        self._failed: Exception | None = None
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self) -> None:
        try:
            self._known = digest_or_problem(self.item)
        except Exception as error:  # noqa: BLE001 - raised where it is asked for
            self._failed = error

    def told(self, seconds: float | None) -> str | Trouble:
        """What it has read, where it has so many seconds since it began."""
        self.thread.join(None if seconds is None else max(self.began + seconds - time.monotonic(), 0))
        if self._failed is not None:
            raise self._failed
        return self._known or lost_problem(self.item.path, Lost("time"), seconds, None)


def digest_or_problem(item: Item) -> str | Trouble:
    """The SHA-256 of an item's bytes, or why it cannot be read."""
    try:
        return digest(item)
    except FupinError as error:
        return Trouble.of(error)
