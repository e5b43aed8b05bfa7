"""Hostile texts at doubling sizes: the time of a parse must grow no faster than the text.

python benchmarks/growth.py [--most 1000000] [--limit 600]

With ``--large``, honest texts instead: the samples one after another up to 20 MB, and up to 100,000 clauses.
"""

from __future__ import annotations

import argparse
import math
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from fupin_extract import compare, parse

SAMPLES = Path(__file__).parent.parent / "samples"
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
    "该《意见》": lambda n: "该《意见》" * (n // 5),
    "page numbers": lambda n: "甲，\n— 9 —\n" * (n // 9),
    "one sentence": lambda n: "进一步做好有关工作" * (n // 9),
}

FIGURES = "零一二三四五六七八九"
# Clauses of one section.
SECTION = 500


def seconds(text: str) -> float:
    """How long one parse of the text takes."""
    start = time.perf_counter()
    parse(text)
    return time.perf_counter() - start


def hostile(name: str) -> Callable[[int], str]:
    """What makes the texts of a run, with a clause before them, so that every hop has work."""
    return lambda size: f"关于做好工作的通知\n一、工作任务\n（一）做好工作。{RUNS[name](size)}"


def compared(size: int) -> float:
    """How long the comparison of two plans of one task takes: one sentence that never ends, and many sentences."""
    head = "关于做好工作的通知\n一、工作任务\n"
    words = ("监测", "培训", "就业", "产业", "搬迁", "社区", "资金", "项目", "建设", "管理", "政策", "组织")
    many = ["".join(words[(i // 12**k) % 12] for k in range(5)) + "落实到位。" for i in range(size // 30)]
    changed = [sentence if i % 3 else f"进一步{sentence}" for i, sentence in enumerate(many)]
    a = parse(head + "进一步做好有关工作" * (size // 18) + "。" + "".join(many))
    b = parse(head + "进一步做好各项工作" * (size // 18) + "。" + "".join(changed))
    start = time.perf_counter()
    compare(a, b)
    return time.perf_counter() - start


def samples(size: int) -> str:
    """The samples one after another, as many as make ``size`` bytes."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    whole = "\n".join(texts) + "\n"
    return whole * -(-size // len(whole.encode()))


def clauses(count: int) -> str:
    """A notice of so many clauses, each with a deadline, a target and who answers for it."""
    lines = ["关于做好工作的通知"]
    for i in range(count):
        if i % SECTION == 0:
            lines.append(f"{han(i // SECTION + 1)}、工作任务")
        lines.append(
            f"{i % SECTION + 1}．做好工作，2025年底前完成{i + 1}项。（牵头单位：县财政局，责任单位：县教育局）"
        )
    return "\n".join(lines)


def han(number: int) -> str:
    """A number below 1000 as a section is numbered: 一, 十二, 一百零五."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{FIGURES[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else FIGURES[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (FIGURES[ones] if ones else "")


LARGE: dict[str, tuple[Callable[[int], str], list[int]]] = {
    "samples, bytes": (samples, [1_250_000 * 2**i for i in range(5)]),
    "clauses": (clauses, [12_500 * 2**i for i in range(4)]),
}


def slope(times: dict[int, float]) -> float:
    """How the time grows with the size over the last two doublings: 1 is in proportion."""
    *_, (a, first), (_, _), (b, last) = times.items()
    return math.log(last / first) / math.log(b / a)


def report(name: str, takes: Callable[[int], float], sizes: list[int], limit: float) -> bool:
    """Print the times of one run and its slope; whether it missed its aim or the limit."""
    times: dict[int, float] = {}
    for size in sizes:
        times[size] = takes(size)
        if times[size] > limit:
            break
    grows = slope(times) if len(times) > 2 else math.inf
    missed = grows > AIM or len(times) < len(sizes)
    row = "".join(f"{t:9.2f}s" for t in times.values())
    print(f"{name:20}{row} {grows:8.2f}{'  MISSED' if missed else ''}", flush=True)
    return missed


def heading(sizes: list[int]) -> str:
    """The line above the times."""
    return f"{'':20}" + "".join(f"{size / 1000:>9.6g}k" for size in sizes) + "    slope"


def main() -> int:
    """Print the times and the slope of each run; 1 if one grows faster than its aim or takes longer than the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=1_000_000, help="characters of the longest text, at least 250000")
    parser.add_argument("--limit", type=float, default=60, help="seconds after which a run is not doubled again")
    parser.add_argument("--large", action="store_true", help="honest texts of up to 20 MB and 100,000 clauses instead")
    arguments = parser.parse_args()
    missed = 0
    seconds("一、做好工作。")  # compiles the rules
    if arguments.large:
        for name, (make, sizes) in LARGE.items():
            print(heading(sizes))
            missed += report(name, lambda size, make=make: seconds(make(size)), sizes, arguments.limit)  # type: ignore[misc]
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
        return int(missed > 0)
    sizes = [SMALLEST * 2**i for i in range(32) if SMALLEST * 2**i <= arguments.most]
    print(heading(sizes))
    for name in RUNS:
        missed += report(name, lambda size, name=name: seconds(hostile(name)(size)), sizes, arguments.limit)  # type: ignore[misc]
    missed += report("diff of one task", compared, sizes, arguments.limit)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
