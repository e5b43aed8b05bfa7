"""What every kind of database can be asked."""

from __future__ import annotations

from typing import Protocol

from fupin_extract.records.answer import Answer
from fupin_extract.store.ddl import Engine


class Database(Protocol):
    """An open database; ``engine`` is what reads its SQL."""

    engine: Engine

    def names(self) -> dict[str, str]:
        """Its tables and views by name: ``table`` or ``view``."""
        ...

    def columns(self, name: str) -> list[tuple[str, str]]:
        """The columns of a table or view with their types.

        Raises:
            StoreError: the view is of what is not there.
        """
        ...

    def ask(self, sql: str) -> Answer:
        """What one SELECT gives.

        Raises:
            StoreError: the SQL is wrong, more than one statement, or would do more than read.
        """
        ...


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'
