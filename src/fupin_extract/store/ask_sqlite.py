"""SQLite, opened so that a question cannot change anything, nor reach another file."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

from fupin_extract.errors import StoreError
from fupin_extract.records.answer import Answer
from fupin_extract.store.ddl import Engine
from fupin_extract.store.watch import Bounds, Watch

_READS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
# They only tell: ``SELECT * FROM pragma_table_info('tasks')``.
_PRAGMAS = {"table_info", "table_xinfo", "table_list", "index_list", "index_info", "foreign_key_list"}
# So many steps of SQLite, some milliseconds, and an interrupt is noticed.
_STEPS = 100_000
# The largest text that a question may make. Rows come one by one, and what is sorted goes to disk.
_LONGEST = 64 << 20
_FETCHED = 100


@contextmanager
def opened_sqlite(path: Path, bounds: Bounds) -> Generator[SqliteDatabase]:
    """A SQLite file, read only.

    Raises:
        StoreError: it is damaged, or another program is writing to it.
    """
    db = None
    try:
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=2, isolation_level=None)
        db.text_factory = lambda text: text.decode(errors="replace")
        for pragma in ("query_only=ON", "trusted_schema=OFF"):
            db.execute(f"PRAGMA {pragma}")
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        db.set_authorizer(_allowed)
        db.set_progress_handler(lambda: 0, _STEPS)
        if bounds.memory is not None:
            db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, min(bounds.memory, _LONGEST))
        yield SqliteDatabase(path, db, Watch(bounds, db.interrupt))
    except sqlite3.Error as error:
        raise _told(path, error) from error
    finally:
        if db is not None:
            db.close()


def _allowed(action: int, first: str | None, second: str | None, _where: str | None, _by: str | None) -> int:
    fine = action in _READS and second != "load_extension"
    fine = fine or (action == sqlite3.SQLITE_PRAGMA and (first or "").lower() in _PRAGMAS)
    # So it is told of a table that it has built in; the file itself is open to be read only.
    fine = fine or (action == sqlite3.SQLITE_UPDATE and first == "sqlite_master")
    return sqlite3.SQLITE_OK if fine else sqlite3.SQLITE_DENY


class SqliteDatabase:
    """An open SQLite file."""

    engine: Engine = "sqlite"

    def __init__(self, path: Path, db: sqlite3.Connection, watch: Watch) -> None:
        self._path = path
        self._db = db
        self._watch = watch

    def names(self) -> dict[str, str]:
        sql = """SELECT name, type FROM sqlite_master
            WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY rowid"""
        return dict(self._db.execute(sql).fetchall())

    def columns(self, name: str) -> list[tuple[str, str]]:
        try:
            return self._db.execute("SELECT name, type FROM pragma_table_info(?)", (name,)).fetchall()
        except sqlite3.Error as error:
            raise _told(self._path, error) from error

    def ask(self, sql: str) -> Answer:
        try:
            with self._watch.working():
                cursor = self._db.execute(sql)
        except (sqlite3.Error, sqlite3.Warning, MemoryError) as error:
            raise self._watch.late or self._told(error) from error
        if cursor.description is None:
            raise StoreError("there is nothing to ask: give one SELECT")
        return Answer(tuple(column[0] for column in cursor.description), self._rows(cursor))

    def _rows(self, cursor: sqlite3.Cursor) -> Iterator[tuple[object, ...]]:
        try:
            while rows := self._fetched(cursor):  # "yield from" would close the cursor, behind the file itself
                yield from rows
        except (sqlite3.Error, MemoryError) as error:
            raise self._watch.late or self._told(error) from error

    def _fetched(self, cursor: sqlite3.Cursor) -> list[tuple[object, ...]]:
        with self._watch.working():
            return cursor.fetchmany(_FETCHED)

    def _told(self, error: Exception) -> StoreError | KeyboardInterrupt:
        if isinstance(error, MemoryError) or getattr(error, "sqlite_errorname", "") == "SQLITE_TOOBIG":
            return self._watch.too_large()
        return _told(self._path, error)


def _told(path: Path, error: Exception) -> StoreError | KeyboardInterrupt:
    """What SQLite says, as one of ours."""
    text = str(error)
    if text == "interrupted":  # the handler of progress met a Ctrl-C, and SQLite took it for its own
        return KeyboardInterrupt()
    match getattr(error, "sqlite_errorname", ""):
        case "SQLITE_READONLY_ROLLBACK" | "SQLITE_READONLY_RECOVERY":
            return StoreError("{path}: a program broke off while it wrote to it: open it once with that", path=path)
        case "SQLITE_READONLY_DIRECTORY" | "SQLITE_READONLY_CANTINIT" | "SQLITE_READONLY_CANTLOCK":
            return StoreError(
                "{path}: is in WAL mode: copy it to a folder where you may write, and ask there", path=path
            )
    if "locked" in text or "busy" in text:
        return StoreError("{path}: another program is writing to it: try again later", path=path)
    if "one statement" in text:
        return StoreError("give one SELECT, not several statements")
    if "not authorized" in text or "prohibited" in text or "readonly" in text:
        return StoreError("a question only reads: give a SELECT")
    if "malformed" in text or "not a database" in text or "disk I/O" in text or "unable to open" in text:
        return StoreError("{path}: cannot be read: {reason}", path=path, reason=text)
    return StoreError("the SQL is wrong: {reason}", reason=text)
