"""Workers that may die: each is a process with a pipe of its own, so that what happens to one is no concern of another.

A job goes to a worker that waits, one at a time; so it is always known on which job a worker died, hung or ran out of
memory. That job is lost, with the reason, another worker takes the place, and the work goes on.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

from fupin_extract.errors import BatchError
from fupin_extract.kept import KEPT

J = TypeVar("J")
R = TypeVar("R")

# A fresh interpreter for each worker, on every system: nothing of the parent's locks and threads comes along.
_CONTEXT = multiprocessing.get_context("spawn")
# So many workers in a row that die before their first job are no accident.
_MOST_STILLBORN = 3
# The longest that a worker is given to wake, in seconds.
_WAKING = 300.0
_FOREVER = float("inf")
# New objects after which Python looks for circles among them.
_CIRCLES = 50_000
# What a worker says when it is awake, and when it has no memory left; an answer is a tuple of one.
_AWAKE, _EXHAUSTED = "awake", "exhausted"


@dataclass(frozen=True, slots=True)
class Lost:
    """Why a job has no result: its worker died (``exit_code``), took too long, or wanted more memory than it may."""

    why: Literal["died", "time", "memory"]
    exit_code: int | None = None


class _Worker(Generic[J]):
    """A process, our end of its pipe, the job it is at, and until when it has for that."""

    def __init__(self, setup: Callable[[], Callable[[J], object]], memory: int | None) -> None:
        self.pipe, theirs = _CONTEXT.Pipe()
        self.process = _CONTEXT.Process(target=_serve, args=(KEPT.path, theirs, setup, memory), daemon=True)
        with _deaf():
            self.process.start()
        theirs.close()
        self.awake = False
        self.job: J | None = None
        self.until = time.monotonic() + _WAKING

    def give(self, job: J, seconds: float | None) -> bool:
        """Hand over a job; False where the worker has died since its last."""
        try:
            self.pipe.send(job)
        except OSError:
            return False
        self.job, self.until = job, time.monotonic() + (seconds or _FOREVER)
        return True

    def hear(self) -> tuple[Any] | Lost | None:
        """Its answer to the job; None where it says only that it is awake."""
        if not self.pipe.poll():
            return Lost("time")
        try:
            said: Any = self.pipe.recv()
        except (EOFError, OSError):
            return Lost("died")
        self.until = _FOREVER
        if said == _AWAKE:
            self.awake = True
            return None
        return Lost("memory") if said == _EXHAUSTED else said

    def end(self) -> int | None:
        """Stop the process at once, and say how it ended."""
        self.process.kill()
        self.process.join()
        self.pipe.close()
        return self.process.exitcode


class _Jobs(Generic[J]):
    """The jobs that nobody has yet; one that a worker could not take comes back."""

    def __init__(self, jobs: Iterable[J]) -> None:
        self._rest = iter(jobs)
        self._back: list[J] = []

    def take(self) -> J | None:
        return self._back.pop() if self._back else next(self._rest, None)

    def put_back(self, job: J) -> None:
        self._back.append(job)

    def __bool__(self) -> bool:
        job = self.take()
        if job is not None:
            self.put_back(job)
        return job is not None


class Pool(Generic[J, R]):
    """So many ``workers``, each of which calls ``setup`` once, and what that gives with each job.

    Both, jobs and results are pickled. A job has ``seconds``; a worker may hold ``memory`` bytes of data, where the
    system can limit that (not on Windows and macOS).
    """

    def __init__(
        self,
        setup: Callable[[], Callable[[J], R]],
        *,
        workers: int,
        seconds: float | None = None,
        memory: int | None = None,
    ) -> None:
        self._setup = setup
        self._size = workers
        self._seconds = seconds
        self._memory = memory
        self._workers: list[_Worker[J]] = []
        self._stillborn = 0

    def run(self, jobs: Iterable[J]) -> Generator[tuple[J, R | Lost], None, None]:
        """Each job with its result, in the order in which they are done. Leaving early stops the workers.

        Raises:
            BatchError: workers die before they have a job.
        """
        waiting = _Jobs(jobs)
        try:
            while True:
                self._busy(waiting)
                if not waiting and not any(worker.job is not None for worker in self._workers):
                    return
                for worker in self._stirred():
                    yield from self._heard(worker)
        finally:
            for worker in self._workers:
                worker.end()
            self._workers.clear()

    def kill(self) -> None:
        """End the processes that are there, from another thread than the one that waits for a result."""
        for worker in list(self._workers):
            worker.process.kill()

    def _busy(self, waiting: _Jobs[J]) -> None:
        """A job for each worker that has none, and a worker for each place that is free."""
        for worker in [w for w in self._workers if w.awake and w.job is None]:
            job = waiting.take()
            if job is None:
                return
            if not worker.give(job, self._seconds):  # it died between two jobs, and none is to blame
                waiting.put_back(job)
                self._bury(worker)
        while len(self._workers) < self._size and waiting:
            self._workers.append(_Worker(self._setup, self._memory))

    def _stirred(self) -> list[_Worker[J]]:
        """The workers that have said something, have died or have used up their time, when one has."""
        rest = min(worker.until for worker in self._workers) - time.monotonic()
        ready = wait([w.pipe for w in self._workers], timeout=None if rest == _FOREVER else max(rest, 0))
        now = time.monotonic()
        return [w for w in self._workers if w.pipe in ready or w.until <= now]

    def _heard(self, worker: _Worker[J]) -> Iterator[tuple[J, R | Lost]]:
        answer = worker.hear()
        if not isinstance(answer, Lost):
            self._stillborn = 0  # where one is at work, those that died before they began are accidents
        if answer is None:
            return
        job, worker.job = worker.job, None
        if isinstance(answer, Lost):
            exit_code = self._bury(worker)
            answer = Lost(answer.why, exit_code)
            if not worker.awake:
                self._mourn(exit_code)
        if job is not None:
            yield job, answer if isinstance(answer, Lost) else answer[0]

    def _bury(self, worker: _Worker[J]) -> int | None:
        self._workers.remove(worker)
        return worker.end()

    def _mourn(self, exit_code: int | None) -> None:
        self._stillborn += 1
        if self._stillborn >= _MOST_STILLBORN:
            raise BatchError("workers die before they begin (exit code {code}): try a larger --memory", code=exit_code)


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes that are started here do not hear Ctrl-C, not even while they wake: their parent stops them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _serve(
    kept: Path | None,
    pipe: Connection[Any, Any],
    setup: Callable[[], Callable[[Any], object]],
    memory: int | None,
) -> None:
    """The life of a worker: it ends with its parent, whose end of the pipe is then closed. It has what that kept."""
    KEPT.open(kept)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit(memory)
    try:
        work = setup()
        # What is there now stays to the end: nobody need look through it again and again. And what a notice is made of
        # goes as soon as nobody holds it: there are few circles to look for.
        gc.collect()
        gc.freeze()
        gc.set_threshold(_CIRCLES)
        pipe.send(_AWAKE)
        while True:
            job = pipe.recv()
            try:
                answer: object = (work(job),)
            except MemoryError:
                answer = _EXHAUSTED
            pipe.send(answer)
    except MemoryError:  # too little to wake
        os._exit(1)
    except (EOFError, OSError):
        # Nobody is left to hear an answer, and what the interpreter would tidy up goes with the process.
        os._exit(0)


def _limit(memory: int | None) -> None:
    if memory and sys.platform == "linux":
        import resource

        with suppress(OverflowError, ValueError):  # more than there can be is no limit
            resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
