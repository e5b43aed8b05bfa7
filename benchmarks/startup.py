"""What a call of the command costs: whole processes, medians, as ratios to yardsticks measured in the same minute.

Modules are compiled, as pip leaves them; what a call keeps for the next is there, and once is not (cold).

python benchmarks/startup.py [--runs 15]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

SAMPLES = Path(__file__).parent.parent / "samples"
COMMAND = [sys.executable, "-m", "fupin_extract"]
PROCESSES = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "import typer": [sys.executable, "-c", "import typer"],
    "import pydantic": [sys.executable, "-c", "import pydantic"],
    "--help": [*COMMAND, "--help"],
    **{f"parse {path.name}": [*COMMAND, "parse", str(path)] for path in sorted(SAMPLES.glob("*.txt"))},
    "cold parse 002.txt": [*COMMAND, "parse", str(SAMPLES / "002.txt")],
}
# What to compare with what, and the most that it should be.
AIMS = [
    ("--help", "import typer", 1.3),
    *((name, "import pydantic", 5.5) for name in PROCESSES if name.startswith("parse ")),
]


def measure(runs: int, folder: str) -> dict[str, float]:
    """Median seconds of each process; the processes take turns, so that a machine that drifts is fair to all."""
    seconds: dict[str, list[float]] = {name: [] for name in PROCESSES}
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": f"{folder}/compiled"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    for run in range(runs + 1):
        for name, arguments in PROCESSES.items():
            kept = "off" if name.startswith("cold") else f"{folder}/kept"
            start = time.perf_counter()
            subprocess.run(arguments, check=True, capture_output=True, env={**environment, "FUPIN_CACHE": kept})
            if run:  # the first round only warms the disk
                seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(values) for name, values in seconds.items()}


def main() -> int:
    """Print the medians and the ratios; 1 if a ratio is over its aim."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    with TemporaryDirectory() as folder:
        median = measure(parser.parse_args().runs, folder)
    for name, seconds in median.items():
        print(f"{name:20} {seconds * 1000:7.0f} ms")
    missed = 0
    for name, yardstick, aim in AIMS:
        ratio = median[name] / median[yardstick]
        missed += ratio > aim
        print(f"{name:20} {ratio:7.2f} times {yardstick!r}, aim at most {aim}{'' if ratio <= aim else '  MISSED'}")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
