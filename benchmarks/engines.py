"""A plain loop over a folder, and whether what an engine wrote from the same folder is the same."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq

from fupin_extract import FupinError, Notice, parse
from fupin_extract.arrow import to_notice


def measure(name: str, folder: Path, start: Callable[[], object], run: Callable[[Path, Path], object]) -> int:
    """Run an engine on the ``.txt`` files of the folder, beside a plain loop; 1 where their records differ.

    ``start`` is what it takes to be ready; ``run`` is given the folder and where to write Parquet.
    """
    began = time.perf_counter()
    expected = dict(_loop(folder))
    loop = time.perf_counter() - began
    began = time.perf_counter()
    start()
    ready = time.perf_counter() - began
    with TemporaryDirectory() as out:
        began = time.perf_counter()
        run(folder, Path(out) / "records")
        took = time.perf_counter() - began
        rows = pq.read_table(Path(out) / "records").to_pylist()
    # Spark gives no row for an empty file.
    left_out = expected.keys() - {_path(row) for row in rows}
    right = len(rows) + len(left_out) == len(expected) and all(_right(row, expected) for row in rows)
    right = right and not any(path.stat().st_size for path in left_out)
    bad = sum(notice is None for notice in expected.values())
    print(f"{len(expected)} files, {bad} of them cannot be read, {len(left_out)} left out")
    print(f"plain loop {loop:6.1f} s")
    print(f"{name:10} {took:6.1f} s, {took / loop:.2f} of the loop, after {ready:.1f} s to start")
    print(f"the records are {'the same' if right else 'NOT the same'}")
    return int(not right)


def _loop(folder: Path) -> Iterator[tuple[Path, Notice | None]]:
    for path in sorted(folder.resolve().rglob("*.txt")):
        try:
            yield path, parse(path.read_bytes())
        except FupinError:
            yield path, None


def _path(row: dict[str, Any]) -> Path:
    return Path(row["path"].removeprefix("file:"))


def _right(row: dict[str, Any], expected: dict[Path, Notice | None]) -> bool:
    """Whether the row is the notice of its path, or both are an error."""
    notice = expected[_path(row)]
    if notice is None or row["error"] is not None:
        return notice is None and row["error"] is not None
    source = notice.source.model_copy(update={"path": row["path"]})
    return to_notice(row) == notice.model_copy(update={"source": source})
