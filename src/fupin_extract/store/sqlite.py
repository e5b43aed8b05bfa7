"""Rows → SQLite, with keys, indexes and views."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from fupin_extract.errors import StoreError
from fupin_extract.store.ddl import create_index, create_table, create_view, fill_duplicates
from fupin_extract.store.rows import Entry, numbered
from fupin_extract.store.schema import TABLES, VERSION
from fupin_extract.store.views import VIEWS

# "Fupi": tells these databases from others, as file(1) does.
APPLICATION_ID = 0x46757069


def build_sqlite(target: Path, entries: Iterable[Entry], _scratch: Path) -> None:
    """Write the entries into a new SQLite file, the same bytes for the same entries.

    Raises:
        StoreError: SQLite refuses.
    """
    # No journal: the file is new, and counts only when it is whole. One commit writes it out.
    db = None
    try:
        db = sqlite3.connect(target, isolation_level=None)
        for pragma in ("journal_mode=OFF", "locking_mode=EXCLUSIVE", "cache_size=-65536", "encoding='UTF-8'"):
            db.execute(f"PRAGMA {pragma}")
        db.execute(f"PRAGMA application_id={APPLICATION_ID}")
        db.execute(f"PRAGMA user_version={VERSION}")
        db.execute("BEGIN")
        for table in TABLES:
            db.execute(create_table(table, "sqlite"))
        inserts = {t.name: f"INSERT INTO {t.name} VALUES ({', '.join('?' * len(t.columns))})" for t in TABLES}  # noqa: S608
        for rows in numbered(entries):
            for name, several in rows.items():
                db.executemany(inserts[name], several)
        db.execute(fill_duplicates())
        # An index that is made at the end is made in one go.
        for table in TABLES:
            for column in table.indexes:
                db.execute(create_index(table, column))
        for view in VIEWS:
            db.execute(create_view(view, "sqlite"))
        db.execute("COMMIT")
    except sqlite3.Error as error:
        raise StoreError("{path}: SQLite refuses: {reason}", path=target, reason=error) from error
    finally:
        if db is not None:
            db.close()
