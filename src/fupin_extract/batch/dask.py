"""Work on a Dask cluster: chunks of files go out, counts and proofs come back; records and bytes stay with the workers.

The workers read the notices themselves and write what they make of them, on a file system that all machines share. A
chunk whose workers have died is done file by file, and in the end each suspect alone, so that only what kills is lost.
"""

from __future__ import annotations

import contextlib
import pickle
import queue
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import uuid4

from fupin_extract.batch.dask_client import connected, in_one_line, quiet
from fupin_extract.batch.engines import lost_problem
from fupin_extract.batch.items import Item, Trouble
from fupin_extract.batch.pool import Lost
from fupin_extract.batch.work import Job, Outcome, Settings
from fupin_extract.errors import BatchError, FupinError

if TYPE_CHECKING:
    from distributed import Client, Future

    from fupin_extract.batch.dask_worker import Bench, Done, Work

P = TypeVar("P", bound="Work")

# The longest that a cluster without a worker is waited for, in seconds.
_PATIENCE = 300.0
# Chunks that each thread of a worker has before it or in hand; the most parts of one, the first guess, and how many
# seconds one should take: then what the scheduler does for it is nothing beside it, and little is lost with a worker.
_AHEAD, _LARGEST, _FIRST, _SECONDS = 3, 64, 16, 2.0
# How often the threads are counted, in seconds: workers come and go.
_COUNTED = 2.0
# Digests that wait for one before them.
_MOST_WAITING = 100_000
_NO_FILE = "{path}: no such file"


@dataclass(frozen=True, slots=True)
class DaskEngine:
    """The workers of a Dask cluster; a file has ``seconds``, a process ``memory`` bytes, 0 any, None its share."""

    scheduler: str
    seconds: float | None = None
    memory: int | None = None

    def __post_init__(self) -> None:
        """Tell at once that Dask is missing."""
        try:
            import distributed  # noqa: F401
        except ImportError:
            raise FupinError("a Dask cluster needs distributed: pip install distributed") from None

    def digests(self, items: Iterable[Item]) -> Generator[tuple[Item, str | Trouble]]:
        """Read by the workers: a single machine would read for hours what they write in minutes."""
        from fupin_extract.batch.dask_worker import Numbered, digester

        waiting: dict[int, tuple[Item, str | Trouble]] = {}
        head = 0
        parts = (Numbered(n, item) for n, item in enumerate(items))
        with self._work(digester, parts, room=lambda: len(waiting) < _MOST_WAITING) as done:
            for part, answer in done:
                waiting[part.n] = part.item, answer
                while head in waiting:
                    yield waiting.pop(head)
                    head += 1

    def work(self, jobs: Iterable[Job], settings: Settings, most: int) -> Generator[tuple[Job, Outcome]]:
        """By processes beside the Dask workers, one a thread, of which each may die."""
        from fupin_extract.batch.dask_worker import same_worker

        with self._work(partial(same_worker, settings, settings.fingerprint), jobs, most=most) as done:
            for job, answer in done:
                yield job, Outcome(problem=answer) if isinstance(answer, Trouble) else answer

    @contextlib.contextmanager
    def _work(
        self,
        begin: Callable[[], Callable[[Any], Any]],
        parts: Iterable[P],
        *,
        most: int | None = None,
        room: Callable[[], bool] = lambda: True,
    ) -> Iterator[Iterator[tuple[P, Any]]]:
        """The parts with their answers, in any order, while the cluster is at our service."""
        from fupin_extract.batch.dask_worker import Bench

        bench = Bench(f"fupin-extract-{uuid4().hex}", begin, self.seconds, self.memory)
        with quiet(), connected(self.scheduler) as client:
            run = _Run(client, self.scheduler, bench, iter(parts), most, room)
            with run.at_service():
                yield run.answers()


class _Run(Generic[P]):
    """One pass over many parts: what waits, what is out, and how fast it goes."""

    def __init__(
        self,
        client: Client,
        scheduler: str,
        bench: Bench,
        parts: Iterator[P],
        most: int | None,
        room: Callable[[], bool],
    ) -> None:
        self._client = client
        self._scheduler = scheduler
        self._bench = bench
        self._parts = parts
        self._left = most
        self._room = room
        # Parts of chunks whose workers died go out one by one; those that are lost once more, when nothing else is out:
        # with a worker dies whatever it has in hand, and only then is it clear what it died of.
        self._again: deque[P] = deque()
        self._suspects: deque[P] = deque()
        self._accused = False
        self._out: dict[Future[Any], list[P]] = {}
        self._back: queue.SimpleQueue[Future[Any]] = queue.SimpleQueue()
        self._threads, self._counted, self._worked = 0, 0.0, time.monotonic()
        self._pace = 0.0

    @contextlib.contextmanager
    def at_service(self) -> Iterator[None]:
        """What the workers need is with all of them, and with those who come; in the end with none."""
        with self._told():
            self._client.register_plugin(self._bench)
        try:
            yield
        finally:
            with contextlib.suppress(Exception):  # it may be gone
                if self._client.status == "running":
                    self._client.cancel(list(self._out))
                    self._client.unregister_worker_plugin(self._bench.name)

    def answers(self) -> Iterator[tuple[P, Any]]:
        """Each part with what became of it."""
        while True:
            self._send()
            if not self._out:
                return
            for future in self._came_back():
                yield from self._opened(future, self._out.pop(future))

    def _send(self) -> None:
        """As many chunks as keep every thread busy, and no more: there may be millions of files."""
        from fupin_extract.batch.dask_worker import do_chunk

        while len(self._out) < _AHEAD * max(1, self._count()) and not self._accused and (chunk := self._chunk()):
            with self._told():
                data = pickle.dumps(chunk)
                future = self._client.submit(do_chunk, self._bench.name, data, pure=False, key=f"chunk-{uuid4().hex}")
            self._await(future, chunk)

    def _await(self, future: Future[Any], chunk: list[P]) -> None:
        self._out[future] = chunk
        with self._told():
            future.add_done_callback(self._back.put)

    def _chunk(self) -> list[P]:
        if self._again:
            return [self._again.popleft()]
        chunk = self._fresh() if self._room() else []
        if not chunk and self._suspects and not self._out:
            self._accused = True
            chunk = [self._suspects.popleft()]
        return chunk

    def _fresh(self) -> list[P]:
        size = min(_LARGEST, int(_SECONDS / self._pace)) if self._pace else _FIRST
        if self._left is not None:  # towards the end smaller, so that all workers come to it together
            size = min(size, self._left // (2 * max(1, self._threads)))
        chunk = list(islice(self._parts, max(1, size)))
        if self._left is not None:
            self._left -= len(chunk)
        return chunk

    def _count(self) -> int:
        """The threads of all workers."""
        if time.monotonic() - self._counted > _COUNTED:
            with self._told():
                self._threads = sum(self._client.nthreads().values())
            self._counted = time.monotonic()
            if self._threads:
                self._worked = self._counted
            elif self._counted - self._worked > _PATIENCE:
                raise BatchError("{scheduler}: the cluster has no workers", scheduler=self._scheduler)
        return self._threads

    def _came_back(self) -> list[Future[Any]]:
        """Those that are done, in whatever way; none after a while, since the scheduler may be gone."""
        found: list[Future[Any]] = []
        with contextlib.suppress(queue.Empty):
            found.append(self._back.get(timeout=1))
            while True:
                found.append(self._back.get_nowait())
        if self._client.status != "running":
            raise self._gone()
        return found

    def _opened(self, future: Future[Any], chunk: list[P]) -> Iterator[tuple[P, Any]]:
        from distributed import KilledWorker

        if future.status in ("lost", "pending"):  # its worker died before we had it, and it is made anew
            self._await(future, chunk)
            return
        try:
            done: Done | Trouble = future.result()
        except KilledWorker:
            if self._accused:
                self._accused = False
                yield chunk[0], lost_problem(chunk[0].item.path, Lost("died"), None, None)
            else:
                (self._again if len(chunk) > 1 else self._suspects).extend(chunk)
            return
        except FupinError:
            raise
        except Exception as error:
            raise self._fault(error) from error
        self._accused = False
        if isinstance(done, Trouble):
            raise BatchError(done.template, **done.values)
        if done.pace is not None:
            self._pace = done.pace if not self._pace else (3 * self._pace + done.pace) / 4
        for part, answer in zip(chunk, done.answers, strict=True):
            self._check_shared(part, answer)
            yield part, answer

    def _check_shared(self, part: P, answer: object) -> None:
        """A file that is missing there and not here is no fault of the file."""
        problem = answer.problem if isinstance(answer, Outcome) else answer
        if isinstance(problem, Trouble) and problem.template == _NO_FILE and Path(part.item.where).exists():
            text = "{path}: the workers do not see it: its folder must be shared with all of them"
            raise BatchError(text, path=part.item.where)

    def _gone(self) -> BatchError:
        text = "{scheduler}: the scheduler is gone; the same command goes on from here, on a cluster or without one"
        return BatchError(text, scheduler=self._scheduler)

    def _fault(self, error: BaseException) -> BatchError:
        """What the client tells. A broken connection is the scheduler's end, of which the client may learn later."""
        from distributed import CancelledError

        # OSError: CommClosedError is one, and none comes from the work itself, which answers with a Trouble
        if isinstance(error, CancelledError | OSError) or self._client.status != "running":
            return self._gone()
        return BatchError("{where}: the cluster fails: {reason}", where=self._scheduler, reason=in_one_line(error))

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """What goes wrong between us and the cluster, in one line."""
        try:
            yield
        except FupinError:
            raise
        except Exception as error:
            raise self._fault(error) from error
