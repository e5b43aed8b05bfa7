"""Pieces → one table or database: in the order of the files, whoever made them and when."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_extract.errors import BatchError
from fupin_extract.write import write
from fupin_extract.write.registry import function, writer

if TYPE_CHECKING:
    from fupin_extract.batch.journal import Journal, JournalLine
    from fupin_extract.batch.keepers import ShardKeeper
    from fupin_extract.store import Entry
    from fupin_extract.write.labels import Headers


def assemble(form: str, place: Path, journal: Journal, keeper: ShardKeeper, scratch: Path, headers: Headers) -> None:
    """Write one table or database of all notices to ``place``, where nothing stands yet.

    Raises:
        BatchError: a piece is gone or damaged.
        StoreError: a package for this kind is missing, or the database refuses.
        OSError: it cannot be written.
    """
    how = writer("all", form)
    if how.piece == "database":
        from fupin_extract.store import build

        build(form, place, _entries(journal, keeper), scratch)
    else:
        pieces = (_piece(line, keeper) for line in journal.lines() if _own(line))
        function(how.draws)(place, pieces, scratch, headers)


def join_lines(place: Path, pieces: Iterator[bytes], _scratch: Path, _headers: Headers) -> None:
    """Write the pieces one behind another."""
    with place.open("wb") as file:
        file.writelines(pieces)


def join_csv(place: Path, pieces: Iterator[bytes], _scratch: Path, headers: Headers) -> None:
    """Write the headings, and behind them the rows of each piece, which begins with the headings too."""
    heading = write([], "csv", headers=headers)
    with place.open("wb") as file:
        file.write(heading)
        file.writelines(piece[len(heading) :] for piece in pieces)


def save_xlsx(place: Path, pieces: Iterator[bytes], scratch: Path, headers: Headers) -> None:
    """Write a workbook of the tasks."""
    from fupin_extract.write.ledger.pooled import save

    save(place, (row for piece in pieces for row in piece.splitlines()), scratch, headers)


def save_parquet(place: Path, pieces: Iterator[bytes], scratch: Path, _headers: Headers) -> None:
    """Write a Parquet file of the tasks."""
    from fupin_extract.store import write_parquet

    write_parquet(place, (line for piece in pieces for line in piece.splitlines(keepends=True)), scratch)


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
