"""A question to a database: opened to be read only, told by its content, asked one ``SELECT``."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

from fupin_extract.errors import ReadError, StoreError
from fupin_extract.files import opened
from fupin_extract.records.answer import Answer
from fupin_extract.store.database import Database, quoted
from fupin_extract.store.schema import TABLES
from fupin_extract.store.views import VIEWS
from fupin_extract.store.watch import Bounds
from fupin_extract.write import labels

# What a file begins with, and where.
_SQLITE, _DUCKDB, _PARQUET = (0, b"SQLite format 3\0"), (8, b"DUCK"), (0, b"PAR1")
_USUAL = Bounds()
_NAME = re.compile(r"\s*(\w+)\s*;?\s*")


@contextmanager
def open_database(path: Path, bounds: Bounds = _USUAL) -> Generator[Database]:
    """A SQLite or DuckDB file, a Parquet file, or a folder of these; what it is, its content tells.

    ``bounds`` are those of a question, which ends with a ``StoreError`` where it meets one.

    Raises:
        StoreError: it is none, cannot be read, is held by another program, or DuckDB is needed and not installed.
    """
    if path.is_dir():
        tables = _tables_in(path)
    else:
        begin = _begin(path)
        if _is(begin, _SQLITE):
            from fupin_extract.store.ask_sqlite import opened_sqlite

            with opened_sqlite(path, bounds) as db:
                yield db
            return
        if not _is(begin, _DUCKDB) and not _is(begin, _PARQUET):
            raise StoreError("{path}: is no SQLite, DuckDB or Parquet file", path=path)
        tables = {"tasks": path} if _is(begin, _PARQUET) else {}
    from fupin_extract.store.ask_duckdb import opened_duckdb, opened_parquet

    with opened_parquet(path, tables, bounds) if tables else opened_duckdb(path, bounds) as db:
        yield db


def is_database(path: Path) -> bool:
    """Whether a path is what ``open_database`` opens, by its content."""
    if path.is_dir():
        return any(path.glob("*.parquet"))
    if not path.is_file():
        return False
    try:
        begin = _begin(path)
    except StoreError:  # it is told where it is read
        return False
    return any(_is(begin, mark) for mark in (_SQLITE, _DUCKDB, _PARQUET))


def _tables_in(folder: Path) -> dict[str, Path]:
    """The Parquet files of a folder by the names of their tables; hidden ones (``._tasks.parquet``) are not ours.

    Raises:
        StoreError: there are none, or two are one table, since SQL does not tell capitals.
    """
    files = [file for file in sorted(folder.glob("*.parquet")) if file.is_file() and not file.name.startswith(".")]
    if not files:
        raise StoreError("{path}: there are no .parquet files in this folder", path=folder)
    seen: dict[str, Path] = {}
    for file in files:
        other = seen.setdefault(file.stem.lower(), file)
        if other is not file:
            text = "{path}: would be the same table as {other}: give one of them another name"
            raise StoreError(text, path=file, other=other.name)
    return {file.stem: file for file in files}


def _begin(path: Path) -> bytes:
    try:
        with opened(path, str(path)) as file:
            return file.read(16) or b""
    except ReadError as error:
        raise StoreError(error.template, **error.values) from error


def _is(begin: bytes, mark: tuple[int, bytes]) -> bool:
    place, word = mark
    return begin[place : place + len(word)] == word


def ask(db: Database, sql: str) -> Answer:
    """What the SQL gives; the bare name of a table or view stands for all of it.

    Raises:
        StoreError: as ``Database.ask``; there is no such table or view; the SQL is not text.
    """
    if sql.encode(errors="replace").decode() != sql:  # an argument may be any bytes
        raise StoreError("the SQL is not UTF-8")
    names = listed(db)
    if name := _NAME.fullmatch(sql):
        known = {each.lower(): each for each in names}
        if name[1].lower() not in known:
            text = "there is no table or view {name}; there are {known}"
            raise StoreError(text, name=name[1], known=", ".join(names))
        sql = f"SELECT * FROM {quoted(known[name[1].lower()])}"  # noqa: S608 - a name that the database knows
    return db.ask(sql)


def listed(db: Database) -> dict[str, str]:
    """Its tables and views by name: ours in their order, then others by the alphabet."""
    ours = [each.name for each in (*TABLES, *VIEWS)]
    found = db.names()
    order = sorted(found, key=lambda name: (ours.index(name) if name in ours else len(ours), name))
    return {name: found[name] for name in order}


def contents(db: Database) -> Answer:
    """What there is to ask: a row a table or view, and below it a row a column, with what they mean."""
    return Answer(("table", "column", "type", "heading", "meaning"), _contents(db))


def _contents(db: Database) -> Iterator[tuple[object, ...]]:
    known = {each.name: each for each in (*TABLES, *VIEWS)}
    for name, kind in listed(db).items():
        told = (labels.TABLES[name], known[name].meaning) if name in known else (None, None)
        yield name, None, kind, *told
        meanings = meanings_of(name)
        try:
            columns = db.columns(name)
        except StoreError as error:  # a view of what is gone, in a database that is not ours
            yield name, None, None, None, f"✗ {error}"
            continue
        for column, type_ in columns:
            yield name, column, type_, *meanings.get(column, (None, None))


def meanings_of(name: str) -> dict[str, tuple[str, str]]:
    """The headings and meanings of the columns of one of our tables or views; those of a view may be a table's."""
    for table in TABLES:
        if table.name == name:
            return _headed(name, {column.name: column.meaning for column in table.columns})
    for view in VIEWS:
        if view.name == name:
            found = {column.name: column.meaning for table in reversed(TABLES) for column in table.columns}
            return _headed(name, found | dict(view.columns))
    return {}


def _headed(table: str, meanings: dict[str, str]) -> dict[str, tuple[str, str]]:
    return {name: (labels.heading(name, of=table), meaning) for name, meaning in meanings.items()}
