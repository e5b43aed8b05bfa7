"""A folder through Ray, beside a plain loop: python benchmarks/ray_batch.py FOLDER.

In an environment with ``ray[data]`` and this package. Exit code 1 where the records differ.
"""

from __future__ import annotations

import sys
from pathlib import Path

import ray

from engines import measure
from fupin_extract.arrow import parse_batch


def start() -> None:
    """Two workers on this machine."""
    ray.init(num_cpus=2, include_dashboard=False, logging_level="error")
    ray.data.DataContext.get_current().enable_progress_bars = False


def run(folder: Path, out: Path) -> None:
    """Read, parse, write."""
    files = ray.data.read_binary_files(str(folder.resolve()), include_paths=True, file_extensions=["txt"])
    files.map_batches(parse_batch, batch_format="pyarrow", batch_size=64).write_parquet(str(out))


if __name__ == "__main__":
    sys.exit(measure("Ray", Path(sys.argv[1]), start, run))
