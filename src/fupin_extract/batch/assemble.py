"""Pieces → one table or database: in the order of the files, whoever made them and when."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_extract.errors import BatchError

if TYPE_CHECKING:
    from fupin_extract.batch.destination import TableForm
    from fupin_extract.batch.journal import Journal, JournalLine
    from fupin_extract.batch.keepers import ShardKeeper
    from fupin_extract.batch.work import Form
    from fupin_extract.store import Entry
    from fupin_extract.write import Headers

# What a worker makes of a notice for each kind of table.
PIECES: dict[TableForm, Form] = {
    "csv": "csv",
    "jsonl": "jsonl",
    "xlsx": "cells",
    "parquet": "jsonl",
    "sqlite": "database",
    "duckdb": "database",
    "parquet-folder": "database",
}


def assemble(
    form: TableForm, place: Path, journal: Journal, keeper: ShardKeeper, scratch: Path, headers: Headers
) -> None:
    """Write one table or database of all notices to ``place``, where nothing stands yet.

    Raises:
        BatchError: a piece is gone or damaged.
        StoreError: a package for this kind is missing, or the database refuses.
        OSError: it cannot be written.
    """
    if form in ("sqlite", "duckdb", "parquet-folder"):
        from fupin_extract.store import build

        build(form, place, _entries(journal, keeper), scratch)
        return
    pieces = (_piece(line, keeper) for line in journal.lines() if _own(line))
    if form == "parquet":
        from fupin_extract.store import write_parquet

        write_parquet(place, (line for piece in pieces for line in piece.splitlines(keepends=True)), scratch)
    elif form == "xlsx":
        from fupin_extract.write.columns import COLUMNS
        from fupin_extract.write.xlsx import dump_xlsx

        rows = (json.loads(row) for piece in pieces for row in piece.splitlines())
        dump_xlsx([column.heading(headers) for column in COLUMNS], rows, place, scratch)
    else:
        _join(form, place, pieces, headers)


def _join(form: TableForm, place: Path, pieces: Iterator[bytes], headers: Headers) -> None:
    from fupin_extract.write import write

    heading = write([], "csv", headers=headers) if form == "csv" else b""
    with place.open("wb") as file:
        file.write(heading)
        for piece in pieces:
            file.write(piece[len(heading) :])  # each begins with the heading


def _entries(journal: Journal, keeper: ShardKeeper) -> Iterator[Entry]:
    """The notices by number, and after each its duplicates by theirs: the number of the first."""
    numbers: dict[int, int] = {}
    number, shared = 0, journal.shared()
    for line in journal.lines():
        if not line.proof or line.first is None:
            continue
        number += 1
        if line.first in shared:
            numbers.setdefault(line.first, number)
        yield line.path, _piece(line, keeper) if _own(line) else numbers[line.first]


def _own(line: JournalLine) -> bool:
    return line.proof is not None and line.first == line.n


def _piece(line: JournalLine, keeper: ShardKeeper) -> bytes:
    try:
        return keeper.get(line.proof or "")
    except LookupError:
        problem = "{path}: what was made of it is gone or damaged: run the batch again"
        raise BatchError(problem, path=line.path) from None
