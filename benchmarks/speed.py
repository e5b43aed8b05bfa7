"""Characters a second of a full parse in one process, over all samples, beside jieba cutting the same texts.

Where JioNLP is installed, beside its extraction of times alone too.

python benchmarks/speed.py [--rounds 5]
"""

from __future__ import annotations

import argparse
import logging
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

import jieba

from fupin_extract import parse

SAMPLES = Path(__file__).parent.parent / "samples"
AIM = 2.0
# In so many rounds rules are compiled and dictionaries loaded: few words are cut without the library that wakes then.
WARMING = 10


def rates(works: Sequence[Callable[[], object]], characters: int, rounds: int) -> list[float]:
    """Median characters a second of each, in time of the processor.

    They take turns, so that what else the machine does falls on all of them alike; the first rounds do not count.
    """
    seconds: list[list[float]] = [[] for _ in works]
    for _ in range(rounds + WARMING):
        for work, taken in zip(works, seconds, strict=True):
            start = time.process_time()
            work()
            taken.append(time.process_time() - start)
    return [characters / statistics.median(taken[WARMING:]) for taken in seconds]


def main() -> int:
    """Print both rates and their ratio; 1 if it is under its aim."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    jieba.setLogLevel(logging.WARNING)
    files = [path.read_bytes() for path in sorted(SAMPLES.glob("*.txt"))]
    texts = [data.decode() for data in files]
    characters = sum(map(len, texts))
    works: dict[str, Callable[[], object]] = {
        "parse": lambda: [parse(data) for data in files],
        "jieba.cut": lambda: [list(jieba.cut(text)) for text in texts],
    }
    if find_spec("jionlp"):
        import jionlp as jio  # type: ignore[import-not-found]

        works["JioNLP times"] = lambda: [jio.ner.extract_time(text) for text in texts]
    ours, *theirs = rates(list(works.values()), characters, rounds)
    print(f"{characters} characters in {len(files)} notices, median of {rounds} rounds")
    print(f"parse         {ours:10,.0f} characters a second")
    missed = 0
    for name, rate in zip(list(works)[1:], theirs, strict=True):
        missed += ours < AIM * rate
        aim = f"aim at least {AIM}{'' if ours >= AIM * rate else '  MISSED'}"
        print(f"{name:13} {rate:10,.0f} characters a second, ratio {ours / rate:.2f}, {aim}")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
