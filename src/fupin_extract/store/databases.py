"""Entries → a database of any kind that is known."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fupin_extract.errors import StoreError
from fupin_extract.store.rows import Entry
from fupin_extract.write.registry import function, writers


def build(kind: str, target: Path, entries: Iterable[Entry], scratch: Path) -> None:
    """Write the entries into a new database ``target``; nothing stands there yet.

    ``sqlite`` and ``duckdb`` are a file, ``parquet-folder`` is a folder with a file a table. ``scratch`` is a folder
    for what is needed only meanwhile; it is left as it was. Entries are taken one by one and none is kept.

    Raises:
        StoreError: there is no such kind, its package is not installed, or the database refuses.
        OSError: it cannot be written.
    """
    known = {writer.format: writer.draws for writer in writers("all") if writer.piece == "database"}
    if kind not in known:
        raise StoreError(f"there is no kind of database {kind!r}: give one of {', '.join(known)}")
    function(known[kind])(target, entries, scratch)
