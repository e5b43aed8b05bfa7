"""The schema and the views in the SQL of an engine."""

from __future__ import annotations

from typing import Literal

from fupin_extract.store.schema import OF_BYTES
from fupin_extract.store.tables import SqlColumn, SqlType, Table
from fupin_extract.store.views import View

Engine = Literal["sqlite", "duckdb"]

_TYPES: dict[Engine, dict[SqlType, str]] = {
    # SQLite has no dates: an ISO date in a text sorts and compares as one.
    "sqlite": {"DATE": "TEXT", "BOOLEAN": "INTEGER", "LIST": "TEXT"},
    "duckdb": {"INTEGER": "BIGINT", "REAL": "DOUBLE", "TEXT": "VARCHAR", "LIST": "VARCHAR"},
}
# The one thing that the engines do not write alike: the business lines of a unit, one by one.
_EACH_FUNCTION: dict[Engine, str] = {
    "sqlite": "json_each(functions) AS line",
    "duckdb": """(SELECT unnest(from_json(functions, '["VARCHAR"]')) AS value) AS line""",
}


def type_of(column: SqlColumn, engine: Engine) -> str:
    """The type of a column in an engine."""
    return _TYPES[engine].get(column.type, column.type)


def create_table(table: Table, engine: Engine) -> str:
    """The table with what its columns mean, which SQLite keeps and ``.schema`` shows.

    Only SQLite gets the keys: in DuckDB they cost memory for each row and make no question faster.
    """
    lines = [(f"{column.name} {type_of(column, engine)}", column.meaning) for column in table.columns]
    if engine == "sqlite":
        lines.append((f"PRIMARY KEY ({', '.join(c.name for c in table.columns if c.key)})", ""))
        for columns, other in table.refers:
            lines.append((f"FOREIGN KEY ({', '.join(columns)}) REFERENCES {other}", ""))
    last = len(lines) - 1
    body = [
        f"  {line}{'' if number == last else ','}{f'  -- {meaning}' if meaning else ''}"
        for number, (line, meaning) in enumerate(lines)
    ]
    return "\n".join([f"CREATE TABLE {table.name} (  -- {table.meaning}", *body, ")"])


def create_index(table: Table, column: str) -> str:
    """An index for a column that is often asked for."""
    return f"CREATE INDEX {table.name}_{column} ON {table.name} ({column})"


def create_view(view: View, engine: Engine) -> str:
    """A view; its SQL is the same in both engines but for ``{each_function}``."""
    return f"CREATE VIEW {view.name} AS\n{view.sql.format(each_function=each_function(engine))}"


def each_function(engine: Engine) -> str:
    """The business lines of a unit, one by one, as ``line.value``: what ``{each_function}`` stands for in SQL."""
    return _EACH_FUNCTION[engine]


def fill_duplicates() -> str:
    """What is known of the bytes of a duplicate, from the first notice with these bytes."""
    sets = [f"{c} = (SELECT f.{c} FROM notices f WHERE f.notice = notices.duplicate_of)" for c in OF_BYTES]  # noqa: S608
    return f"UPDATE notices SET {', '.join(sets)} WHERE duplicate_of IS NOT NULL"  # noqa: S608
