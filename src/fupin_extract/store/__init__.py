"""Notices → tables: SQLite, DuckDB, Parquet, and the questions asked of them.

``encode`` makes of one notice the rows of all tables, ``build`` makes of many such a database, ``write_parquet`` one
file of their tasks. ``schema`` says what the tables hold, ``views`` which questions stand ready, ``query`` asks them.
"""

from fupin_extract.store.databases import build
from fupin_extract.store.flatten import encode
from fupin_extract.store.parquet import write_parquet
from fupin_extract.store.rows import Entry

__all__ = ["Entry", "build", "encode", "write_parquet"]
