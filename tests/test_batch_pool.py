"""Workers that die, hang and eat memory, for real: each costs its own job."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable
from functools import partial

import pytest

from fupin_extract.batch.pool import Lost, Pool
from fupin_extract.errors import BatchError

pytestmark = pytest.mark.slow

Job = tuple[str, int]


def work(job: Job) -> int:
    what, number = job
    match what:
        case "die":
            os._exit(7)
        case "hang":
            time.sleep(600)
        case "eat":
            return len(bytearray(number))
        case "wait":
            time.sleep(number / 1000)
    return number * 2


def setup() -> Callable[[Job], int]:
    return work


def stillborn() -> Callable[[Job], int]:
    os._exit(9)


def test_every_job_has_its_result() -> None:
    jobs = [("double", n) for n in range(300)]
    assert sorted(Pool(setup, workers=2).run(jobs)) == [((what, n), n * 2) for what, n in jobs]


def test_what_dies_or_hangs_costs_itself_only() -> None:
    jobs = [("double", n) for n in range(20)]
    jobs[3], jobs[11], jobs[19] = ("die", 3), ("hang", 11), ("die", 19)
    results = dict(Pool(setup, workers=2, seconds=1).run(jobs))
    lost = {job: result for job, result in results.items() if isinstance(result, Lost)}
    assert lost.keys() == {("die", 3), ("hang", 11), ("die", 19)}
    assert lost["die", 3] == Lost("died", 7)
    assert lost["hang", 11].why == "time"
    assert len(results) == 20


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_what_wants_too_much_memory_costs_itself_only() -> None:
    jobs = [("double", 1), ("eat", 4 << 30), ("eat", 1 << 20), ("double", 2)]
    results = dict(Pool(setup, workers=1, memory=1 << 30).run(jobs))
    assert {job: isinstance(result, Lost) for job, result in results.items()} == {
        ("double", 1): False,
        ("eat", 4 << 30): True,
        ("eat", 1 << 20): False,
        ("double", 2): False,
    }
    assert results["eat", 4 << 30] == Lost("memory", -signal.SIGKILL)


@pytest.mark.skipif(os.name == "nt", reason="kills by signal")
def test_workers_killed_at_any_moment_lose_what_they_were_at_and_no_more() -> None:
    kills = 0
    results: list[tuple[Job, int | Lost]] = []
    over = threading.Event()

    def kill() -> None:
        nonlocal kills
        chance = random.Random(3)  # noqa: S311 - when to kill is no secret
        seen = 0
        while not over.wait(chance.uniform(0.01, 0.1)):
            # Between two kills something is done, or the pool would give up, and rightly.
            if len(results) > seen and (child := next(iter(multiprocessing.active_children()), None)):
                seen = len(results)
                os.kill(child.pid or 0, signal.SIGKILL)
                kills += 1

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        for result in Pool(setup, workers=2).run(("wait", n % 9) for n in range(500)):
            results.append(result)  # noqa: PERF402 - the other thread looks at it meanwhile
    finally:
        over.set()
        killer.join()
    lost = [result for _, result in results if isinstance(result, Lost)]
    assert len(results) == 500
    assert kills > 1
    assert len(lost) <= kills
    assert set(lost) <= {Lost("died", -signal.SIGKILL)}


def test_workers_that_die_before_they_begin_are_told() -> None:
    with pytest.raises(BatchError, match=r"workers die before they begin \(exit code 9\)"):
        list(Pool(stillborn, workers=2).run([("double", 1)]))


def test_who_leaves_early_leaves_no_process_behind() -> None:
    before = set(multiprocessing.active_children())
    results = Pool(setup, workers=2).run(("double", n) for n in range(10**9))
    assert next(results)
    results.close()
    assert set(multiprocessing.active_children()) == before


def test_no_worker_is_started_for_no_job() -> None:
    assert list(Pool(partial(stillborn), workers=2).run([])) == []
