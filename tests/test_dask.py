"""A batch on a Dask cluster of real processes: the bytes of any other batch, whatever dies meanwhile."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import distributed
import pytest
from distributed.comm.core import CommClosedError

from batching import SAMPLES, Told, folder, left, notice, ran, report
from fupin_extract.batch import Batch, Options, Summary, dask_client, run_batch, target
from fupin_extract.batch.dask import DaskEngine, _Run
from fupin_extract.batch.dask_worker import Bench, Numbered, same_worker
from fupin_extract.batch.items import Item
from fupin_extract.batch.keepers import FileKeeper
from fupin_extract.batch.work import Job, Settings
from fupin_extract.errors import BatchError, FupinError
from processes import Child, ended

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="signals as on Linux")]

# In the Dask worker itself, where nothing of ours holds out: a file of this name takes it along.
PRELOAD = """
import os
from fupin_extract.batch import dask_worker
do = vars(dask_worker).setdefault("sane", dask_worker._Hand.do)  # Dask loads this twice
dask_worker._Hand.do = lambda hand, part: os._exit(9) if part.item.path == "killer.txt" else do(hand, part)
"""


# Notices of which some are done and some are not when something happens.
MANY = 30


@dataclass
class Cluster:
    """A scheduler and its workers, each a process."""

    address: str
    scheduler: Child
    workers: list[Child]


@contextmanager
def cluster(place: Path, workers: int, threads: int, **env: str) -> Iterator[Cluster]:
    """So many workers with so many threads each; a task that a worker dies of is not tried again."""
    (place / "preload.py").write_text(PRELOAD, encoding="utf-8")
    settings = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0", "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "5s"}

    def start(what: str, *options: str) -> Child:
        call = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--no-dashboard", *options]
        with (place / f"{what}.log").open("ab") as log:
            child = Child(call, patience=600, cwd=place, env={**settings, **env}, stderr=log, stdout=log)
        return running.enter_context(child)

    with ExitStack() as running:
        known = place / "scheduler.json"
        ports = ("--port=0", "--dashboard-address=127.0.0.1:0")
        scheduler = start("scheduler", "--host=127.0.0.1", *ports, f"--scheduler-file={known}")
        options = (
            f"--scheduler-file={known}",
            f"--nthreads={threads}",
            "--preload=preload.py",
            f"--local-directory={place}",
        )
        wait_for(lambda: known.exists() and known.read_text("utf-8").rstrip().endswith("}"))
        started = [start("worker", *options) for _ in range(workers)]
        address = json.loads(known.read_text("utf-8"))["address"]
        log = place / "scheduler.log"
        wait_for(lambda: log.read_text("utf-8").count("Register worker") >= workers)
        yield Cluster(address, scheduler, started)


def wait_for(happened: Any, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, "it never happened"
        time.sleep(0.02)


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory, s3_address: str) -> Iterator[Cluster]:
    s3 = {"AWS_ENDPOINT_URL": s3_address, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
    with cluster(tmp_path_factory.mktemp("cluster"), 2, 1, AWS_EC2_METADATA_DISABLED="true", **s3) as started:
        yield started


def ran_on(engine: Any, given: Path | str, out: Path) -> Summary:
    return run_batch(Batch(given=[str(given)], target=target(str(out))), engine, Told())


def call(given: Path | str, out: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "fupin_extract", "batch", str(given), "-o", str(out), *options]


ENGLISH = {"LC_ALL": "C.UTF-8"}


@contextmanager
def begun(given: Path, out: Path, address: str) -> Iterator[Child]:
    """A call on its way, of which some results are there already."""
    options = ("--engine", "dask", "--scheduler", address)
    with Child(call(given, out, *options), env=ENGLISH) as run:
        wait_for(lambda: results(out) >= MANY // 2 or run.poll() is not None)
        yield run


def results(out: Path) -> int:
    """How many notices have been written into the folder."""
    return sum(1 for _ in out.rglob("*.yaml")) if out.is_dir() else 0


def many(place: Path, count: int = MANY) -> Path:
    """So many notices, of which none is done in a moment."""
    text = SAMPLES[0].read_text(encoding="utf-8")
    return folder(place, **{f"{i:03}": f"{text}{notice(i)}" for i in range(count)})


@pytest.fixture(scope="module")
def notices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Good and bad ones, twins, and an archive."""
    place = folder(tmp_path_factory.mktemp("notices"), **{f"d__{i:03}": notice(i) for i in range(30)}, twin=notice(7))
    for sample in SAMPLES[:3]:
        shutil.copy(sample, place)
    (place / "bad.txt").write_bytes(b"%PDF-1.4")
    with zipfile.ZipFile(place / "n.zip", "w") as archive:
        archive.writestr("通知.txt", notice(100))
    return place


@pytest.mark.parametrize("out", ["out", "plans.sqlite"])
def test_the_bytes_are_those_of_one_process(dask: Cluster, notices: Path, out: str, tmp_path: Path) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    summary = ran_on(DaskEngine(dask.address), notices, tmp_path / "there" / out)
    assert (summary.failed, summary.duplicates, summary.done) == (1, 1, 35)
    ran(notices, tmp_path / "here" / out)
    assert left(tmp_path / "there" / out) == left(tmp_path / "here" / out)


def test_as_a_user_calls_it(dask: Cluster, notices: Path, tmp_path: Path) -> None:
    options = ("--engine", "dask", "--scheduler", dask.address, "--strict")
    done = ended(call(notices, tmp_path / "all.csv", *options), env=ENGLISH)
    assert done.code == 1
    lines = done.err.splitlines()
    assert all(line.startswith("fupin-extract: ") for line in lines), lines
    assert "fupin-extract: bad.txt: is a damaged PDF file, no page of it can be read: save it anew" in lines
    ran(notices, tmp_path / "here.csv")
    assert (tmp_path / "all.csv").read_bytes() == (tmp_path / "here.csv").read_bytes()


def reasons(out: Path) -> dict[str, str]:
    return {f["path"]: f["reason"] for f in report(out)["files"] if f["status"] == "failed"}


def test_a_file_that_its_worker_dies_of_costs_itself_only(dask: Cluster, tmp_path: Path) -> None:
    given = folder(tmp_path / "n", **{f"{i:02}": notice(i) for i in range(20)}, killer=notice(99))
    # The files are looked at by the same workers, which die of it there as well.
    summary = ran_on(DaskEngine(dask.address), given, tmp_path / "out")
    assert (summary.done, reasons(tmp_path / "out")) == (20, {"killer.txt": "its worker died"})
    assert results(tmp_path / "out") == 20


def test_a_file_that_takes_too_long_costs_itself_only(dask: Cluster, tmp_path: Path) -> None:
    given = folder(tmp_path / "n", **{f"{i:02}": notice(i) for i in range(20)}, endless=notice() * 200_000)
    engine = DaskEngine(dask.address, seconds=2.0)
    summary = ran_on(engine, given, tmp_path / "out")
    why = "took longer than 2 seconds: allow it more with --timeout"
    assert (summary.done, reasons(tmp_path / "out")) == (20, {"endless.txt": why})


def children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()
    return [int(child) for child in found]


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc")
def test_a_worker_that_is_killed_costs_nothing(dask: Cluster, tmp_path: Path) -> None:
    given = many(tmp_path / "n")
    with begun(given, tmp_path / "out", dask.address) as run:
        for pid in children(dask.workers[0].pid):  # the worker, and whatever the nanny has beside it
            os.kill(pid, signal.SIGKILL)
        done = run.ended()
    assert done.code == 0, done.err
    assert f"{MANY} files: {MANY} done" in done.err


def test_ctrl_c_ends_it_and_this_machine_goes_on(dask: Cluster, tmp_path: Path) -> None:
    given, out = many(tmp_path / "n"), tmp_path / "out"
    with begun(given, out, dask.address) as run:
        run.send_signal(signal.SIGINT)
        done = run.ended()
    assert done.code == 130
    assert done.err.splitlines()[-1] == "fupin-extract: interrupted; the same command goes on from here"
    time.sleep(0.3)
    kept = {file: file.stat().st_mtime_ns for file in out.rglob("*.yaml")}
    assert len(kept) < MANY
    time.sleep(0.5)
    assert results(out) == len(kept), "no worker goes on"
    inline = ran(given, out)
    assert inline.summary.done == MANY
    assert len(inline.worked) < MANY, "what is done is not done again"
    undisturbed = tmp_path / "undisturbed" / "out"
    undisturbed.parent.mkdir()
    ran(given, undisturbed)
    assert left(out) == left(undisturbed)


def test_the_scheduler_is_gone(tmp_path: Path) -> None:
    given, out = many(tmp_path / "n"), tmp_path / "out"
    with cluster(tmp_path, 1, 2) as started, begun(given, out, started.address) as run:
        started.scheduler.kill()
        done = run.ended()
    assert done.code == 2
    told = done.err
    line = f"fupin-extract: {started.address}: the scheduler is gone; the same command goes on from here, on a cluster"
    assert told.splitlines()[-1].startswith(line)
    assert all(line.startswith("fupin-extract: ") for line in told.splitlines()), told
    inline = ran(given, out)
    assert inline.summary.done == MANY
    assert len(inline.worked) < MANY


@pytest.mark.parametrize("broken", [CommClosedError("in <TCP (closed)>: Stream is closed"), ConnectionResetError()])
def test_a_connection_breaks_before_the_client_knows_that_the_scheduler_is_gone(broken: OSError) -> None:
    """The client learns of the end a moment later: until then its status is that of one at work."""

    def submit(*_: Any, **__: Any) -> Any:
        raise broken

    client = SimpleNamespace(status="running", nthreads=lambda: {"tcp://there": 1}, submit=submit)
    work = Numbered(0, Item("a.txt", "a.txt"))
    bench = Bench("bench", lambda: lambda _: None, None, None)
    run = _Run(cast("distributed.Client", client), "tcp://here:1", bench, iter([work]), None, lambda: True)
    with pytest.raises(BatchError, match=r"^tcp://here:1: the scheduler is gone; the same command goes on from here"):
        next(run.answers())


def test_where_no_scheduler_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_client, "_REACHED", 0.3)
    given = folder(tmp_path / "n", a=notice())
    for address in ("tcp://127.0.0.1:1", "nonsense", "carrier-pigeon://roof:1"):
        with pytest.raises(BatchError, match=f"^{re.escape(address)}: the scheduler cannot be reached: ."):
            ran_on(DaskEngine(address), given, tmp_path / "out")


def test_versions_that_differ(dask: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = distributed.versions._version_cached
    monkeypatch.setattr(
        distributed.versions, "_version_cached", lambda of: "99" if of == "fupin_extract" else known(of)
    )
    with pytest.raises(BatchError) as caught:
        ran_on(DaskEngine(dask.address), folder(tmp_path / "n", a=notice()), tmp_path / "out")
    there = known("fupin_extract")
    assert str(caught.value) == f"{dask.address}: has fupin-extract {there}, this machine 99: they must be the same"


def test_a_worker_with_other_rules_makes_nothing(tmp_path: Path) -> None:
    settings = Settings(Options(), "yaml", FileKeeper(tmp_path, tmp_path))
    job = Job(Item("a.txt", str(folder(tmp_path, a=notice()) / "a.txt")), sha256(notice().encode()).hexdigest(), ())
    assert not same_worker(settings, settings.fingerprint)(job).problem
    assert same_worker(settings, "another")(job).fatal


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(FupinError, match=r"pip install distributed$"):
        DaskEngine("tcp://127.0.0.1:8786")


def test_from_object_storage(dask: Cluster, s3: Any, tmp_path: Path) -> None:
    given = folder(tmp_path / "n", **{f"d__{i}": notice(i) for i in range(8)}, twin=notice(7), bad="\0")
    for file in given.rglob("*.txt"):
        s3.put_object(Bucket="notices", Key=f"n/{file.relative_to(given)}", Body=file.read_bytes())
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    ran_on(DaskEngine(dask.address), "s3://notices/n", tmp_path / "there" / "all.jsonl")
    ran(given, tmp_path / "here" / "all.jsonl")
    assert left(tmp_path / "there" / "all.jsonl") == left(tmp_path / "here" / "all.jsonl")
