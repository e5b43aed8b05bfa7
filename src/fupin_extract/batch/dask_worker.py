"""A batch in a Dask worker: each of its threads has a process of its own for the notices, which may die or hang.

So a notice that takes too long, breaks the interpreter or eats the memory costs itself only, and the Dask worker goes
on answering its scheduler meanwhile. The processes begin with the first notice, and end with the batch.
"""

from __future__ import annotations

import multiprocessing
import pickle
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from distributed import Reschedule, Worker, WorkerPlugin, get_worker
from tornado.ioloop import PeriodicCallback

from fupin_extract.batch.engines import digest_or_problem, lost_problem
from fupin_extract.batch.items import Item, Trouble
from fupin_extract.batch.pool import Lost, Pool
from fupin_extract.batch.work import Job, Outcome, Settings, worker
from fupin_extract.errors import FupinError

# A process that nobody has needed for so many seconds is ended: whoever began the batch may have been killed.
_IDLE, _LOOK = 60.0, 10.0
# With less memory a process could not even wake.
_LEAST_MEMORY = 512 << 20


class Work(Protocol):
    """A piece of work: something to do with an item."""

    @property
    def item(self) -> Item: ...


@dataclass(frozen=True, slots=True)
class Numbered:
    """An item with its place in the order of all."""

    n: int
    item: Item


@dataclass(frozen=True, slots=True)
class Done:
    """What became of each part of a chunk, and how many seconds one took; None where there was but one."""

    answers: list[Any]
    pace: float | None


def digester() -> Callable[[Numbered], str | Trouble]:
    """The work on one item of which the digest is wanted."""
    return lambda part: digest_or_problem(part.item)


def same_worker(settings: Settings, fingerprint: str) -> Callable[[Job], Outcome]:
    """The work on one job, where this machine would make of it what the other makes, whose ``fingerprint`` this is."""
    if settings.fingerprint == fingerprint:
        return worker(settings)
    template = "{host}: has other rules than this machine: install the same fupin-extract on both"
    refusal = Outcome(problem=Trouble(template, {"host": socket.gethostname()}), fatal=True)
    return lambda _: refusal


class Bench(WorkerPlugin):
    """What a Dask worker has at hand for one batch: how to work, and the processes that do."""

    def __init__(
        self, name: str, begin: Callable[[], Callable[[Any], Any]], seconds: float | None, memory: int | None
    ) -> None:
        """``begin`` gives the work; each part has ``seconds``, a process ``memory`` bytes, 0 any, None its share."""
        self.name = name
        self._begin = begin
        self._seconds = seconds
        self._memory = memory

    def setup(self, worker: Worker) -> None:
        """Begin: the batch, or the worker, which has come while the batch was on its way."""
        if self._memory is None and worker.memory_manager.memory_limit:
            share = worker.memory_manager.memory_limit // worker.state.nthreads
            self._memory = max(share, _LEAST_MEMORY)
        # Nannies forbid their workers children. These end when the pipe to their parent does.
        if multiprocessing.current_process().daemon:
            multiprocessing.current_process().daemon = False
        self._lock = threading.Lock()
        self._free: list[_Hand] = []
        self._busy: set[_Hand] = set()
        self._over = False
        self._watch = PeriodicCallback(self._end_idle, _LOOK * 1000)
        self._watch.start()

    def teardown(self, worker: Worker) -> None:  # noqa: ARG002
        """The end of the batch or of the worker: whatever is at work still, nobody waits for it."""
        self._watch.stop()
        with self._lock:
            self._over = True
            for hand in self._busy:
                hand.kill()
            for hand in self._free:
                hand.end()
            self._free.clear()

    def do(self, parts: list[Work], wanted: Callable[[], bool]) -> Done:
        """Each part in turn, in a process that no other thread has meanwhile.

        Raises:
            Reschedule: this worker is about to end, or the answers are no longer ``wanted``.
        """
        hand = self._taken()
        whole = False
        try:
            done = self._done(parts, hand, wanted)
            whole = True
        finally:
            self._given_back(hand, whole=whole)
        return done

    def _done(self, parts: list[Work], hand: _Hand, wanted: Callable[[], bool]) -> Done:
        answers: list[Any] = []
        begun = time.monotonic()
        for part in parts:
            answer = hand.do(part)
            if self._over or not wanted():
                raise Reschedule
            if not answers:
                begun = time.monotonic()  # the first may have waited for the process to wake
            if isinstance(answer, Lost):
                answer = lost_problem(part.item.path, answer, self._seconds, self._memory)
            answers.append(answer)
        return Done(answers, (time.monotonic() - begun) / (len(parts) - 1) if len(parts) > 1 else None)

    def _taken(self) -> _Hand:
        with self._lock:
            hand = self._free.pop() if self._free else _Hand(self._begin, self._seconds, self._memory or None)
            self._busy.add(hand)
            return hand

    def _given_back(self, hand: _Hand, *, whole: bool) -> None:
        with self._lock:
            self._busy.discard(hand)
            if whole and not self._over:
                hand.since = time.monotonic()
                self._free.append(hand)
            else:
                hand.end()

    def _end_idle(self) -> None:
        with self._lock:
            for hand in [hand for hand in self._free if hand.since < time.monotonic() - _IDLE]:
                self._free.remove(hand)
                hand.end()


class _Hand:
    """One process, and another in its place where it dies; it lives on from chunk to chunk."""

    def __init__(self, begin: Callable[[], Callable[[Any], Any]], seconds: float | None, memory: int | None) -> None:
        self.since = time.monotonic()
        self._next: deque[Work] = deque()
        self._pool: Pool[Work, Any] = Pool(begin, workers=1, seconds=seconds, memory=memory)
        self._run = self._pool.run(_HandedOver(self._next))

    def do(self, part: Work) -> Any:
        self._next.append(part)
        return next(self._run)[1]

    def kill(self) -> None:
        """From another thread than the one that waits for it."""
        self._pool.kill()

    def end(self) -> None:
        self._run.close()


class _HandedOver:
    """What there is to do. Where it has an end, that is for now: the pool asks again when it is asked again."""

    def __init__(self, parts: deque[Work]) -> None:
        self._parts = parts

    def __iter__(self) -> Iterator[Work]:
        return self

    def __next__(self) -> Work:
        if not self._parts:
            raise StopIteration
        return self._parts.popleft()


def do_chunk(bench: str, parts: bytes) -> Done | Trouble:
    """The task of a Dask worker: the parts of one chunk, pickled, so that the scheduler need not understand them.

    What goes wrong with the whole of it comes back as a problem: not every exception finds its way through Dask.
    """
    here = get_worker()
    task = here.state.tasks.get(here.get_current_task())
    plugin = here.plugins[bench]
    assert isinstance(plugin, Bench)
    try:
        return plugin.do(pickle.loads(parts), lambda: task is None or task.state != "cancelled")  # noqa: S301 - our own
    except Reschedule:
        raise
    except FupinError as error:
        return Trouble.of(error)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told in one line
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        return Trouble("{where}: the cluster fails: {reason}", {"where": here.address, "reason": reason})
