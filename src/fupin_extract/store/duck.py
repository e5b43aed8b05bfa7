"""Rows → DuckDB and Parquet, by way of JSON Lines that DuckDB reads with the types of the schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from fupin_extract.errors import StoreError
from fupin_extract.store.ddl import create_table, create_view, fill_duplicates, type_of
from fupin_extract.store.rows import Entry, Rows, numbered
from fupin_extract.store.schema import TABLES, VERSION
from fupin_extract.store.views import VIEWS

if TYPE_CHECKING:
    from types import ModuleType

    from duckdb import DuckDBPyConnection

# Bytes of JSON Lines that are gathered before DuckDB reads them: enough to keep it busy, and little of a disk.
_GATHERED = 16 * 2**20
# DuckDB takes memory by the longest line that it is told to take; this is the least that it is told.
_LONGEST = 2**20
# A second thread brings nothing, since the rows stay in order, and takes memory. What is over the limit goes to disk.
_SETTINGS = {"memory_limit": "200MB", "threads": "1", "preserve_insertion_order": "true"}
# Rows that Parquet holds in memory before it writes them.
_GROUP = 30_000


def library() -> ModuleType:
    """DuckDB.

    Raises:
        StoreError: it is not installed.
    """
    try:
        import duckdb
    except ImportError as error:
        raise StoreError("DuckDB is not installed: pip install duckdb") from error
    return duckdb


def as_named(path: Path | str) -> str:
    """The name of a file, which DuckDB takes only where it is text.

    Raises:
        StoreError: it holds bytes that are no characters.
    """
    name = str(path)
    if name.encode(errors="replace").decode() != name:
        raise StoreError("{path}: DuckDB takes no name with bytes that are not UTF-8: choose another", path=path)
    return name


@contextmanager
def writing(target: Path, database: Path | str, scratch: Path) -> Iterator[DuckDBPyConnection]:
    """A connection to a new database; what DuckDB says against ``target`` is one line.

    Raises:
        StoreError: DuckDB is not installed, or refuses.
    """
    duckdb = library()
    as_named(target)
    settings = {**_SETTINGS, "temp_directory": as_named(scratch)}
    try:
        db: DuckDBPyConnection = duckdb.connect(as_named(database), config=settings)
        try:
            db.execute("SET enable_progress_bar = false")  # it is drawn on standard output
            yield db
        finally:
            db.close()
    except duckdb.Error as error:
        reason = str(error).split("\n", 1)[0]
        raise StoreError("{path}: DuckDB refuses: {reason}", path=target, reason=reason) from error


def build_duckdb(target: Path, entries: Iterable[Entry], scratch: Path) -> None:
    """Write the entries into a new DuckDB file.

    Raises:
        StoreError: DuckDB is not installed, or refuses.
    """
    with TemporaryDirectory(dir=scratch) as folder, writing(target, target, Path(folder)) as db:
        _fill(db, entries, Path(folder))
        for table in TABLES:
            db.execute(f"COMMENT ON TABLE {table.name} IS {literal(f'{table.meaning} (version {VERSION})')}")
            for column in table.columns:
                db.execute(f"COMMENT ON COLUMN {table.name}.{column.name} IS {literal(column.meaning)}")
        for view in VIEWS:
            db.execute(create_view(view, "duckdb"))
            db.execute(f"COMMENT ON VIEW {view.name} IS {literal(view.meaning)}")


def build_folder(target: Path, entries: Iterable[Entry], scratch: Path) -> None:
    """Write the entries into a new folder with a Parquet file a table.

    Raises:
        StoreError: DuckDB is not installed, or refuses.
        OSError: the folder cannot be made.
    """
    with TemporaryDirectory(dir=scratch) as folder, writing(target, Path(folder, "all.duckdb"), Path(folder)) as db:
        _fill(db, entries, Path(folder))
        target.mkdir()
        for table in TABLES:
            copy_parquet(db, f"FROM {table.name}", target / f"{table.name}.parquet")


def copy_parquet(db: DuckDBPyConnection, what: str, target: Path, group: int = _GROUP) -> None:
    """Write what a query gives, in its order, into a Parquet file, in groups of so many rows."""
    version = f"KV_METADATA {{fupin_extract_tables: '{VERSION}'}}"
    options = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {group}, {version}"
    db.execute(f"COPY ({what}) TO {literal(str(target))} ({options})")


def literal(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def read_lines(path: Path, types: dict[str, str], longest: int) -> str:
    """The query that reads a file of JSON Lines, of at most ``longest`` bytes each, with these types by key."""
    columns = ", ".join(f"{literal(name)}: {literal(type_)}" for name, type_ in types.items())
    return (
        f"FROM read_json({literal(str(path))}, format = 'newline_delimited', columns = {{{columns}}}, "
        f"maximum_object_size = {max(longest, _LONGEST)})"
    )


def _fill(db: DuckDBPyConnection, entries: Iterable[Entry], folder: Path) -> None:
    for table in TABLES:
        db.execute(create_table(table, "duckdb"))
    for portion in _portions(numbered(entries)):
        for table in TABLES:
            if lines := portion.get(table.name):
                path = folder / "rows.jsonl"
                path.write_bytes(b"\n".join(lines))
                types = {column.name: type_of(column, "duckdb") for column in table.columns}
                db.execute(f"INSERT INTO {table.name} {read_lines(path, types, max(map(len, lines)))}")
                path.unlink()
    db.execute(fill_duplicates())


def _portions(entries: Iterator[Rows]) -> Iterator[dict[str, list[bytes]]]:
    """The rows as JSON Lines by table, each time of about 64 MB in all."""
    from pydantic_core import to_json

    names = {table.name: [column.name for column in table.columns] for table in TABLES}
    portion: dict[str, list[bytes]] = {name: [] for name in names}
    size = 0
    for rows in entries:
        for name, several in rows.items():
            lines = [to_json(dict(zip(names[name], row, strict=True))) for row in several]
            portion[name] += lines
            size += sum(map(len, lines))
        if size > _GATHERED:
            yield portion
            portion = {name: [] for name in names}
            size = 0
    yield portion
