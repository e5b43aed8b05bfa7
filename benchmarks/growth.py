"""Hostile texts at doubling sizes: the time of a parse must grow no faster than the text.

python benchmarks/growth.py [--most 1000000] [--limit 600]
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Callable

from fupin_extract import parse

SMALLEST = 62_500
# The most that a slope in log-log may be: 1 is linear, 2 quadratic; caches and garbage make linear work look like 1.1.
AIM = 1.3
RUNS: dict[str, Callable[[int], str]] = {
    "digits": lambda n: "1" * n,
    "一一一": lambda n: "一" * n,
    "十百千万": lambda n: "十百千万" * (n // 4),
    "open brackets": lambda n: "（" * n,
    "pairs of brackets": lambda n: "（）" * (n // 2),
    "nested brackets": lambda n: "（" * (n // 2) + "）" * (n // 2),
    "、": lambda n: "、" * n,
    "blanks": lambda n: " " * n,
    "line breaks": lambda n: "\n" * n,
    "years": lambda n: "2020年" * (n // 5),
    "titles 《": lambda n: "《" * n,
    "units": lambda n: "县财政局、" * (n // 5),
    "leads": lambda n: "牵头单位：" * (n // 5),
    "clauses": lambda n: "".join(f"{i}．做好工作。\n" for i in range(1, n // 10)),
    "measures": lambda n: "一是做好；二是做好；" * (n // 10),
    "one sentence": lambda n: "进一步做好有关工作" * (n // 9),
}


def seconds(text: str) -> float:
    """How long one parse of the text takes, with a clause before it, so that every hop has work."""
    start = time.perf_counter()
    parse(f"关于做好工作的通知\n一、工作任务\n（一）做好工作。{text}")
    return time.perf_counter() - start


def slope(times: dict[int, float]) -> float:
    """How the time grows with the size over the last two doublings: 1 is in proportion."""
    *_, (a, first), (_, _), (b, last) = times.items()
    return math.log(last / first) / math.log(b / a)


def main() -> int:
    """Print the times and the slope of each run; 1 if one grows faster than its aim or takes longer than the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=1_000_000, help="characters of the longest text, at least 250000")
    parser.add_argument("--limit", type=float, default=60, help="seconds after which a run is not doubled again")
    arguments = parser.parse_args()
    sizes = [SMALLEST * 2**i for i in range(32) if SMALLEST * 2**i <= arguments.most]
    print(f"{'':20}" + "".join(f"{size // 1000:>9}k" for size in sizes) + "    slope")
    missed = 0
    seconds("")  # compiles the rules
    for name, make in RUNS.items():
        times: dict[int, float] = {}
        for size in sizes:
            times[size] = seconds(make(size))
            if times[size] > arguments.limit:
                break
        grows = slope(times) if len(times) > 2 else math.inf
        bad = grows > AIM or len(times) < len(sizes)
        missed += bad
        print(
            f"{name:20}" + "".join(f"{t:9.2f}s" for t in times.values()) + f" {grows:8.2f}{'  MISSED' if bad else ''}"
        )
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
