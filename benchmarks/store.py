"""How fast a database of many notices is built, and in how much memory: ``python benchmarks/store.py [NOTICES]``.

Each kind is built in a process of its own from the samples, repeated; one in ten is a duplicate, as among notices that
were gathered from many sites.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from fupin_extract import parse, write
from fupin_extract.store import Entry, build, encode

SAMPLES = Path(__file__).parent.parent / "samples"
KINDS = ("sqlite", "duckdb", "parquet-folder", "parquet", "xlsx")


def entries(count: int) -> Iterator[Entry]:
    """So many entries of the samples, in turn."""
    payloads = [encode(parse(path)) for path in sorted(SAMPLES.glob("*.txt"))]
    for number in range(count):
        yield f"{number}.txt", 1 if number % 10 == 9 else payloads[number % len(payloads)]


def measure(kind: str, count: int) -> None:
    """Build one kind, and print what it took as JSON."""
    with TemporaryDirectory() as folder:
        target, scratch = Path(folder, "out"), Path(folder, "scratch")
        scratch.mkdir()
        start = time.perf_counter()
        rows = (
            _single(kind, count, target, scratch)
            if kind in ("parquet", "xlsx")
            else _whole(kind, count, target, scratch)
        )
        taken = time.perf_counter() - start
        files = [target] if target.is_file() else [*target.iterdir()]
        size = sum(path.stat().st_size for path in files)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"rows": rows, "seconds": taken, "peak_mb": peak, "size_mb": size / 2**20}))


def _whole(kind: str, count: int, target: Path, scratch: Path) -> int:
    per = [sum(map(len, json.loads(payload).values())) for _, payload in entries(5) if isinstance(payload, bytes)]
    build(kind, target, entries(count), scratch)
    return sum(1 if number % 10 == 9 else per[number % len(per)] for number in range(count))


def _single(kind: str, count: int, target: Path, scratch: Path) -> int:
    notices = [parse(path) for path in sorted(SAMPLES.glob("*.txt"))]
    tasks = sum(len(notices[number % len(notices)].tasks) for number in range(count))
    if kind == "parquet":
        from fupin_extract.store.parquet import write_parquet

        lines = [write(notice, "jsonl") for notice in notices]
        write_parquet(target, (lines[number % len(lines)] for number in range(count)), scratch)
    else:
        from fupin_extract.write import Looks
        from fupin_extract.write.formats.xlsx import save
        from fupin_extract.write.notices import matrix, matrix_sheet

        rows = [list(matrix([notice], Looks(all_rows=True)).rows) for notice in notices]
        save(matrix_sheet("zh", (row for number in range(count) for row in rows[number % len(rows)])), target)
    return tasks


def main() -> None:
    """Measure every kind, each in a new process."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    if len(sys.argv) > 2:
        measure(sys.argv[2], count)
        return
    print(f"{count} notices")
    print(f"{'kind':<16}{'rows':>10}{'seconds':>9}{'rows/s':>9}{'peak MB':>9}{'size MB':>9}")
    for kind in KINDS:
        command = [sys.executable, __file__, str(count), kind]
        done = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
        rate = done["rows"] / done["seconds"]
        numbers = f"{done['rows']:>10}{done['seconds']:>9.1f}{rate:>9.0f}{done['peak_mb']:>9.0f}{done['size_mb']:>9.0f}"
        print(f"{kind:<16}{numbers}", flush=True)


if __name__ == "__main__":
    main()
