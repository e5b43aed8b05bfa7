"""The batch on a Dask cluster of this machine, with one worker and with two, beside the local engine: time and bytes.

python benchmarks/dask_batch.py [--files 400] [--rounds 3]
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from batch import make, run, tree

# The least that a second worker must bring, and the most that Dask may take over the local engine, by two workers each.
AIM_WORKERS, AIM_BESIDE = 1.6, 1.25


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[tuple[str, ...]]:
    """The options of a batch on a cluster of so many workers, each a process with one thread."""
    known = folder / "scheduler.json"
    common = (f"--scheduler-file={known}", "--no-dashboard")
    worker = ("worker", "--nthreads=1", f"--local-directory={folder}")
    calls = [("scheduler", "--host=127.0.0.1", "--port=0", "--dashboard-address=127.0.0.1:0"), *[worker] * workers]
    processes = []
    with (folder / "log").open("wb") as log:
        try:
            for what, *options in calls:
                call = [sys.executable, "-m", f"distributed.cli.dask_{what}", *common, *options]
                processes.append(subprocess.Popen(call, stdout=log, stderr=log))
                while not known.exists() or not known.read_text(encoding="utf-8").rstrip().endswith("}"):
                    time.sleep(0.1)
            while (folder / "log").read_text(encoding="utf-8").count("Register worker") < workers:
                time.sleep(0.1)
            yield "--engine", "dask", "--scheduler", json.loads(known.read_text(encoding="utf-8"))["address"]
        finally:
            for process in reversed(processes):
                process.terminate()
                process.wait()


def main() -> int:
    """Each way in turn, so often; the time of a run of one file, in which everything wakes, is taken off."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("one", "two", "here", "there"):
            (folder / part).mkdir()
        make(folder / "single", 1)
        make(folder / "n", chosen.files)
        with cluster(folder / "one", 1) as one, cluster(folder / "two", 2) as two:
            ways = {"local 1": ("--workers", "1"), "local 2": ("--workers", "2"), "dask 1": one, "dask 2": two}
            return measured(folder, ways, chosen.rounds)


def measured(folder: Path, ways: dict[str, tuple[str, ...]], rounds: int) -> int:
    """The times of each way, and whether the aims are met."""
    brings, beside = [], []
    for _ in range(rounds):
        spent = {}
        for way, options in ways.items():
            place = folder / ("there" if way.startswith("dask") else "here") / "out"
            waking = run(folder / "single", place, *options)
            spent[way] = run(folder / "n", place, *options) - waking
            print(f"{way}: {spent[way]:.2f} s, and {waking:.2f} s to wake", flush=True)
        if tree(folder / "here" / "out") != tree(folder / "there" / "out"):
            print("other bytes  MISSED")
            return 1
        brings.append(spent["dask 1"] / spent["dask 2"])
        beside.append(spent["dask 2"] / spent["local 2"])
    brought, over = statistics.median(brings), statistics.median(beside)
    print(f"a second worker: {brought:.2f} times, aim at least {AIM_WORKERS}{'  MISSED' * (brought < AIM_WORKERS)}")
    print(f"over the local engine: {over:.2f} times, aim at most {AIM_BESIDE}{'  MISSED' * (over > AIM_BESIDE)}")
    return int(brought < AIM_WORKERS or over > AIM_BESIDE)


if __name__ == "__main__":
    sys.exit(main())
