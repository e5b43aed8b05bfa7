"""DuckDB and Parquet files, opened so that a question cannot change anything, nor reach another file."""

from __future__ import annotations

import json
import math
import re
import signal
import socket
import threading
from array import array
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from fupin_extract.errors import StoreError
from fupin_extract.records.answer import Answer
from fupin_extract.store.database import quoted
from fupin_extract.store.ddl import Engine, create_view
from fupin_extract.store.duck import as_named, library, literal
from fupin_extract.store.schema import TABLES
from fupin_extract.store.views import VIEWS
from fupin_extract.store.watch import Bounds, Watch

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, Statement

_FETCHED = 1000
# Where DuckDB goes on to show the line of the SQL, or where in its own code it stopped.
_DETAILS = re.compile(r"\s*\n\s*LINE \d+:.*|\s*\n\s*Stack Trace.*", re.DOTALL)
_EXPLAIN = re.compile(r"\s*EXPLAIN\b\s*(?:ANALYZE\b|\(\s*(?:ANALYZE|FORMAT)\b[\w\s,]*\))?", re.IGNORECASE)
# Steps of a plan that would write a file, or run what no plan tells: WITH x AS (COPY …) SELECT … is a SELECT too.
_WRITES = re.compile("COPY|EXECUTE")


@contextmanager
def opened_duckdb(path: Path, bounds: Bounds) -> Generator[DuckDatabase]:
    """A DuckDB file, read only.

    Raises:
        StoreError: DuckDB is not installed, the file is damaged or of a newer DuckDB, or another program has it open.
    """
    with _connected(path, as_named(path), bounds, read_only=True) as db:
        db.execute("SET enable_external_access = false")
        db.execute("SET lock_configuration = true")
        yield DuckDatabase(path, db, Watch(bounds, db.interrupt))


@contextmanager
def opened_parquet(path: Path, tables: Mapping[str, Path], bounds: Bounds) -> Generator[DuckDatabase]:
    """Parquet files under the names of tables; where all of ours are there, with our views.

    Raises:
        StoreError: DuckDB is not installed, or a file is damaged.
    """
    with _connected(path, ":memory:", bounds, read_only=False) as db:
        paths = {name: as_named(file.absolute()) for name, file in tables.items()}
        for name, file in paths.items():
            try:
                db.execute(f"CREATE VIEW {quoted(name)} AS FROM read_parquet({literal(_no_pattern(file))})")
            except library().Error as error:
                raise _cannot_open(tables[name], error) from error
        if tables.keys() >= {table.name for table in TABLES}:
            for view in (view for view in VIEWS if view.name not in map(str.lower, tables)):
                db.execute(create_view(view, "duckdb"))
        # As they are, and as they are asked for.
        allowed = [literal(each) for file in paths.values() for each in (file, _no_pattern(file))]
        db.execute(f"SET allowed_paths = [{', '.join(allowed)}]")
        db.execute("SET enable_external_access = false")
        db.execute("SET lock_configuration = true")
        yield DuckDatabase(path, db, Watch(bounds, db.interrupt), set(tables))


@contextmanager
def _connected(path: Path, name: str, bounds: Bounds, *, read_only: bool) -> Generator[DuckDBPyConnection]:
    duckdb = library()
    with TemporaryDirectory() as scratch:
        try:
            db = duckdb.connect(name, read_only=read_only, config={"temp_directory": scratch})
            try:
                db.execute("SET enable_progress_bar = false")  # it is drawn on standard output
                if bounds.memory is not None:  # what it counts itself; half as much comes on top
                    db.execute(f"SET memory_limit = '{bounds.memory // 2} B'")
                with _interruptible(db):
                    yield db
            finally:
                db.close()
        except duckdb.Error as error:
            raise _cannot_open(path, error) from error


@contextmanager
def _interruptible(db: DuckDBPyConnection) -> Generator[None]:
    """A Ctrl-C ends the question at once: DuckDB itself looks for one only between its tasks, which may have no end."""
    if threading.current_thread() is not threading.main_thread():  # no signal comes here
        yield
        return
    told, tells = socket.socketpair()
    tells.settimeout(0)

    def wait() -> None:
        while number := told.recv(1):
            if number[0] == signal.SIGINT:
                db.interrupt()

    watch = threading.Thread(target=wait, daemon=True)
    watch.start()
    before = signal.set_wakeup_fd(tells.fileno(), warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        tells.close()
        watch.join()
        told.close()


def _cannot_open(path: Path, error: Exception) -> StoreError:
    if "set lock on" in str(error):
        return StoreError("{path}: another program is writing to it: try again later", path=path)
    return StoreError("{path}: cannot be read: {reason}", path=path, reason=str(error).split("\n", 1)[0])


def _no_pattern(path: str) -> str:
    """A path whose ``*``, ``?`` and ``[`` stand for themselves."""
    return re.sub(r"[*?\[]", r"[\g<0>]", path)


class DuckDatabase:
    """An open DuckDB; ``as_tables`` are views of ours over files, which are its tables."""

    engine: Engine = "duckdb"

    def __init__(self, path: Path, db: DuckDBPyConnection, watch: Watch, as_tables: set[str] | None = None) -> None:
        self._path = path
        self._db = db
        self._watch = watch
        self._as_tables = as_tables or set()

    def names(self) -> dict[str, str]:
        sql = """SELECT table_name, 'table' FROM duckdb_tables() WHERE NOT internal
            UNION ALL SELECT view_name, 'view' FROM duckdb_views() WHERE NOT internal"""
        found = dict(self._db.execute(sql).fetchall())
        return {name: "table" if name in self._as_tables else kind for name, kind in found.items()}

    def columns(self, name: str) -> list[tuple[str, str]]:
        try:
            return [(row[0], row[1]) for row in self._db.execute(f"DESCRIBE {quoted(name)}").fetchall()]
        except library().Error as error:
            raise self._told(error) from error

    def ask(self, sql: str) -> Answer:
        duckdb = library()
        try:
            with self._watch.working():
                cursor = self._db.execute(self._select(sql))
        except (duckdb.Error, RuntimeError, MemoryError) as error:
            raise self._told(error) from error
        columns = cursor.description or ()
        singles = [place for place, column in enumerate(columns) if str(column[1]) == "FLOAT"]
        rows = self._rows(cursor)
        return Answer(tuple(column[0] for column in columns), _shortened(rows, singles) if singles else rows)

    def _select(self, sql: str) -> Statement:
        """The one statement of the SQL, which only reads: a SELECT, or an EXPLAIN of one, since ANALYZE runs it.

        Raises:
            StoreError: it is none, or several, or would write; a file that may be read could be written too.
        """
        kinds = library().StatementType
        statements = self._db.extract_statements(sql)
        if not statements:
            raise StoreError("there is nothing to ask: give one SELECT")
        if len(statements) > 1:
            raise StoreError("give one SELECT, not several statements")
        (statement,) = statements
        text = statement.query
        if statement.type == kinds.EXPLAIN and (begin := _EXPLAIN.match(text)):
            self._select(text[begin.end() :])
        elif statement.type != kinds.SELECT or self._writes(text):
            raise StoreError("a question only reads: give a SELECT")
        return statement

    def _writes(self, select: str) -> bool:
        _, plan = self._db.execute(f"EXPLAIN (FORMAT json) {select}").fetchall()[0]
        return any(_WRITES.search(step) for step in _steps(json.loads(plan)))

    def _rows(self, cursor: DuckDBPyConnection) -> Iterator[tuple[object, ...]]:
        duckdb = library()
        try:
            while rows := self._fetched(cursor):
                yield from rows
        except (duckdb.Error, RuntimeError, MemoryError) as error:
            raise self._told(error) from error

    def _fetched(self, cursor: DuckDBPyConnection) -> list[tuple[object, ...]]:
        with self._watch.working():
            return cursor.fetchmany(_FETCHED)

    def _told(self, error: Exception) -> StoreError | KeyboardInterrupt:
        if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryException":
            return self._watch.too_large()
        return self._watch.late or _told(self._path, error)


def _shortened(rows: Iterator[tuple[object, ...]], places: list[int]) -> Iterator[tuple[object, ...]]:
    """The rows where numbers of four bytes in these places are 0.1, not 0.10000000149011612."""
    for row in rows:
        values = list(row)
        for place in places:
            values[place] = _single(values[place])
        yield tuple(values)


def _single(value: object) -> object:
    if not isinstance(value, float) or not math.isfinite(value):
        return value
    near = (float(f"{value:.{digits}g}") for digits in range(6, 9))
    # Nine digits tell any number of four bytes from the next.
    return next((short for short in near if array("f", [short])[0] == value), float(f"{value:.9g}"))


def _steps(plan: list[Any]) -> Iterator[str]:
    """The names of the steps of a plan, and of those below them."""
    for step in plan:
        yield step["name"]
        yield from _steps(step.get("children", []))


def _told(path: Path, error: Exception) -> StoreError | KeyboardInterrupt:
    """What DuckDB says, as one of ours."""
    kind = type(error).__name__
    if kind == "InterruptException" or "Query interrupted" in str(error):
        return KeyboardInterrupt()
    if kind == "PermissionException":
        return StoreError("a question reads nothing but {path}", path=path)
    if kind == "IOException":
        return StoreError("{path}: cannot be read: {reason}", path=path, reason=str(error).split("\n", 1)[0])
    return StoreError("the SQL is wrong: {reason}", reason=_DETAILS.sub("", str(error)))
