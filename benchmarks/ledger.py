"""The ledger of many tasks, beside XlsxWriter alone writing the same cells in the same mode.

python benchmarks/ledger.py [--rows 50000]
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import io
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from unittest import mock

from xlsxwriter import Workbook  # type: ignore[import-untyped]

from fupin_extract import Notice, parse, write
from fupin_extract.write.formats.xlsx import OPTIONS
from fupin_extract.write.ledger import printer
from fupin_extract.write.ledger.ledger_page import Formula

SAMPLES = Path(__file__).parent.parent / "samples"
# The most that ours may take, as a multiple of the other.
AIM = 1.2

Written = tuple[str, int, list[tuple[int, Any]]]


def samples() -> list[Notice]:
    """The samples."""
    return [parse(path) for path in sorted(SAMPLES.glob("*.txt"))]


def copies(rows: int) -> tuple[list[Notice], list[Written]]:
    """The samples so many times, each time as other files, that their sheets have about so many rows, and the rows."""
    once = samples()
    one = len(recorded(once))
    several = [
        notice.model_copy(update={"source": notice.source.model_copy(update={"sha256": f"{place:08x}" + "0" * 56})})
        for place in range(-(-rows // one))
        for notice in once
    ]
    return several, recorded(several)


def recorded(several: Sequence[Notice]) -> list[Written]:
    """The rows that the ledger writes: sheet, number, cells that are not empty or have a border."""
    found: list[Written] = []
    write_row = printer._write

    def spy(sheet: Any, row: int, cells: Sequence[Any], formats: Sequence[Any], bare: bool) -> None:
        found.append((sheet.name, row, [(column, cell) for column, cell in enumerate(cells) if cell or not bare]))
        write_row(sheet, row, cells, formats, bare)

    with mock.patch.object(printer, "_write", spy):
        write(several, "xlsx")
    return found


def alone(rows: Sequence[Written]) -> None:
    """XlsxWriter with the same cells."""
    book = Workbook(io.BytesIO(), OPTIONS)
    look = book.add_format({"text_wrap": True, "border": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheets: dict[str, Any] = {}
    for name, row, cells in rows:
        sheet = sheets.get(name) or sheets.setdefault(name, book.add_worksheet(name))
        sheet.set_row(row, 30)
        for column, cell in cells:
            if isinstance(cell, Formula):
                sheet.write_formula(row, column, cell.text, look, cell.value)
            else:
                sheet.write(row, column, cell, day if isinstance(cell, dt.date) else look)
    book.close()


def seconds(work: Callable[[], object]) -> float:
    """The processor's time for it."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> int:
    """Print both times; the exit code is 1 where ours is too long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    several, rows = copies(parser.parse_args().rows)
    tasks = sum(len(notice.tasks) for notice in several)
    print(f"{len(rows):,} rows, {sum(len(cells) for *_, cells in rows):,} cells, {tasks:,} tasks")
    ours, theirs = seconds(lambda: write(several, "xlsx")), seconds(lambda: alone(rows))
    print(f"ledger {ours:.1f} s, XlsxWriter alone {theirs:.1f} s: {ours / theirs:.2f} times (at most {AIM})")
    return int(ours > AIM * theirs)


if __name__ == "__main__":
    sys.exit(main())
