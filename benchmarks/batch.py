"""A batch: what a second worker brings, memory and cost over the number of files, and kills at random moments.

python benchmarks/batch.py workers [--files 400] [--rounds 5]
python benchmarks/batch.py memory [--most 20000]
python benchmarks/batch.py kills [--kills 200]
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))
# What a second worker must bring at least, the most that parent and workers may hold, how much dearer a file may get.
AIM_WORKERS, AIM_MEGABYTES, AIM_COST = 1.7, 400, 1.25
OUTPUTS = ("out", "all.csv", "plans.sqlite")


def make(folder: Path, count: int) -> None:
    """So many notices: the samples in turn, each with a title and a sum of its own."""
    texts = [path.read_text(encoding="utf-8") for path in SAMPLES]
    for i in range(count):
        text = texts[i % len(texts)].rstrip("\n")
        place = folder / f"{i // 1000:03}" / f"{i:06}.txt"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"{text}\n第{i}号副本，投入资金{i + 1}万元。\n", encoding="utf-8")


def command(notices: Path, out: Path, *options: str) -> list[str]:
    """The call of one batch."""
    return [sys.executable, "-m", "fupin_extract", "batch", str(notices), "-o", str(out), *options]


def run(notices: Path, out: Path, *options: str) -> float:
    """Seconds of one batch, from nothing."""
    for old in (out, Path(f"{out}.journal")):
        shutil.rmtree(old, ignore_errors=True) if old.is_dir() else old.unlink(missing_ok=True)
    start = time.perf_counter()
    subprocess.run(command(notices, out, *options), check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def workers(folder: Path, files: int, rounds: int) -> int:
    """One worker and two in turn; the time of a run of one file, in which everything wakes, is taken off both."""
    make(folder / "one", 1)
    make(folder / "n", files)
    ratios = []
    for _ in range(rounds):
        waking = run(folder / "one", folder / "out", "--workers", "1")
        one = run(folder / "n", folder / "out", "--workers", "1")
        two = run(folder / "n", folder / "out", "--workers", "2")
        ratios.append((one - waking) / (two - waking))
        print(f"waking {waking:.2f} s, one worker {one:.2f} s, two {two:.2f} s, ratio {ratios[-1]:.2f}", flush=True)
    ratio = statistics.median(ratios)
    print(f"median {ratio:.2f}, aim at least {AIM_WORKERS}{'' if ratio >= AIM_WORKERS else '  MISSED'}")
    return int(ratio < AIM_WORKERS)


def peaks(pid: int, found: dict[int, int]) -> None:
    """Note the peak memory of a process and of its children, in kilobytes (Linux)."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for each in (pid, *map(int, children)):
        with contextlib.suppress(OSError):
            status = Path(f"/proc/{each}/status").read_text()
            peak = next((int(x.split()[1]) for x in status.splitlines() if x.startswith("VmHWM")), 0)
            found[each] = max(peak, found.get(each, 0))  # of one that has ended there is none


def watched(call: list[str]) -> tuple[float, int, int]:
    """A call's seconds of processor, and the peak memory of the parent and of its largest child, in megabytes."""
    found: dict[int, int] = {}
    before = os.times()
    process = subprocess.Popen(call, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        with contextlib.suppress(OSError):
            peaks(process.pid, found)
        time.sleep(0.2)
    if process.returncode:
        raise SystemExit(f"exit code {process.returncode}: {' '.join(call)}")
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    parent = found.pop(process.pid, 0)
    return spent, parent // 1024, max(found.values(), default=0) // 1024


def memory(folder: Path, most: int) -> int:
    """Peaks, and what a further file costs: between the last two counts over between the first two."""
    counts = (100, most // 10, most)
    for count in counts:
        make(folder / f"n{count}", count)
    missed = 0
    for out in OUTPUTS:
        costs = []
        for count in counts:
            place = folder / f"made{count}" / out
            place.parent.mkdir(exist_ok=True)
            spent, parent, child = watched(command(folder / f"n{count}", place))
            costs.append(spent)
            print(f"{out:13} {count:6} files: {spent:7.1f} s, parent {parent} MB, worker {child} MB", flush=True)
            missed += max(parent, child) > AIM_MEGABYTES
        few = (costs[1] - costs[0]) / (counts[1] - counts[0])
        many = (costs[2] - costs[1]) / (counts[2] - counts[1])
        missed += many / few > AIM_COST
        print(f"{out:13} a further file costs {many / few:.2f} of what it costs among few, aim at most {AIM_COST}")
    print(f"aim of memory: at most {AIM_MEGABYTES} MB{'  MISSED' if missed else ''}")
    return int(missed > 0)


def tree(out: Path) -> dict[str, str]:
    """The digest of every file that a batch has left for its user, the report too."""
    files = [p for p in out.rglob("*") if p.is_file()] if out.is_dir() else [out]
    files.append(Path(f"{out}.report.json"))
    return {p.relative_to(out.parent).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def kills(folder: Path, wanted: int) -> int:
    """Kill small batches, the parent alone or with its workers, until each comes to its end; then compare the bytes."""
    notices = folder / "n"
    make(notices, 40)
    shutil.copy(notices / "000/000003.txt", notices / "again.txt")
    (notices / "bad.txt").write_bytes(b"%PDF-1.4")
    shutil.make_archive(str(notices / "packed"), "zip", SAMPLES[0].parent)
    wrong = 0
    chance = random.Random(5)  # noqa: S311 - when to kill is no secret
    for out in OUTPUTS:
        undisturbed = folder / "undisturbed" / out
        undisturbed.parent.mkdir(exist_ok=True)
        start = time.perf_counter()
        subprocess.run(command(notices, undisturbed), stderr=subprocess.DEVNULL, check=False)
        whole = time.perf_counter() - start
        killed = rounds = 0
        while killed < wanted / len(OUTPUTS):
            disturbed = folder / f"disturbed{rounds}" / out
            disturbed.parent.mkdir(exist_ok=True)
            code = None
            while code is None:
                process = subprocess.Popen(
                    command(notices, disturbed), stderr=subprocess.DEVNULL, start_new_session=True
                )
                try:
                    code = process.wait(chance.uniform(0, whole * 1.2))
                except subprocess.TimeoutExpired:
                    # Half of the time its workers live on for a moment, while the next run begins.
                    (os.kill if chance.random() < 0.5 else os.killpg)(process.pid, signal.SIGKILL)
                    process.wait()
                    killed += 1
            same = code == 1 and tree(disturbed) == tree(undisturbed)
            wrong += not same
            rounds += 1
            shutil.rmtree(disturbed.parent)
        print(f"{out:13} {killed} kills in {rounds} batches, {wrong} with other bytes", flush=True)
    return int(wrong > 0)


def main() -> int:
    """Run one of the three; 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("workers", "memory", "kills"))
    parser.add_argument("--files", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--most", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=200)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if chosen.what == "workers":
            return workers(folder, chosen.files, chosen.rounds)
        if chosen.what == "memory":
            return memory(folder, chosen.most)
        return kills(folder, chosen.kills)


if __name__ == "__main__":
    sys.exit(main())
