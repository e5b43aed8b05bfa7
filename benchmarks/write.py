"""Notices to YAML in one process: characters a second of the parse and of the writing, beside PyYAML on libyaml.

python benchmarks/write.py [--files 500] [--rounds 3]
"""

from __future__ import annotations

import argparse
import resource
import sys
from collections.abc import Callable
from pathlib import Path

import yaml

from fupin_extract import Notice, parse, write
from speed import rates

SAMPLES = Path(__file__).parent.parent / "samples"
# How many times PyYAML's rate the writing must have at least.
AIM = 10


def dumped(notice: Notice) -> bytes:
    """The same, from PyYAML."""
    record = notice.model_dump(mode="json", exclude={"clauses": True, "source": {"text"}})
    return yaml.dump(record, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, encoding="utf-8")


def main() -> int:
    """Print the rates and the peak of memory; 1 if the writing is under its aim."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    several = [f"{texts[n % len(texts)]}\n第{n}号副本。\n" for n in range(arguments.files)]
    notices = [parse(text) for text in several]
    works: dict[str, Callable[[], object]] = {
        "parse and write": lambda: [write(parse(text)) for text in several],
        "write": lambda: [write(notice) for notice in notices],
        "PyYAML": lambda: [dumped(notice) for notice in notices],
    }
    found = dict(zip(works, rates(list(works.values()), sum(map(len, several)), arguments.rounds), strict=True))
    print(f"{len(several)} notices, median of {arguments.rounds} rounds")
    for name, rate in found.items():
        print(f"{name:16}{rate:12,.0f} characters a second")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ratio = found["write"] / found["PyYAML"]
    print(f"ratio {ratio:.1f}, aim at least {AIM}{'' if ratio >= AIM else '  MISSED'}; peak {peak:.0f} MB")
    return int(ratio < AIM)


if __name__ == "__main__":
    sys.exit(main())
