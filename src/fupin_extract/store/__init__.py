"""Notices → tables: SQLite, DuckDB, Parquet, and the questions asked of them.

``encode`` makes of one notice the rows of all tables, ``build`` makes of many such a database. ``schema`` says what the
tables hold, ``views`` which questions stand ready.
"""

from fupin_extract.store.flatten import encode
from fupin_extract.store.kinds import Kind, build
from fupin_extract.store.rows import Entry

__all__ = ["Entry", "Kind", "build", "encode"]
