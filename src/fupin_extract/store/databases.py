"""The kinds of database that there are, and what builds each."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, get_args

from fupin_extract.errors import StoreError
from fupin_extract.store.rows import Entry

Kind = Literal["sqlite", "duckdb", "parquet-folder"]


def build(kind: Kind, target: Path, entries: Iterable[Entry], scratch: Path) -> None:
    """Write the entries into a new database ``target``; nothing stands there yet.

    ``sqlite`` and ``duckdb`` are a file, ``parquet-folder`` is a folder with a file a table. ``scratch`` is a folder
    for what is needed only meanwhile; it is left as it was. Entries are taken one by one and none is kept.

    Raises:
        StoreError: there is no such kind, its package is not installed, or the database refuses.
        OSError: it cannot be written.
    """
    if kind not in get_args(Kind):
        raise StoreError(f"there is no kind of database {kind!r}: give one of {', '.join(get_args(Kind))}")
    if kind == "sqlite":
        from fupin_extract.store.sqlite import build_sqlite

        build_sqlite(target, entries)
        return
    from fupin_extract.store.duck import build_duckdb, build_folder

    if kind == "duckdb":
        build_duckdb(target, entries, scratch)
    else:
        build_folder(target, entries, scratch)
