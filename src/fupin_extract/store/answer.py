"""What every kind of database can be asked, and what it answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns of an answer, and its rows, which are fetched as they are taken."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[object, ...]]


class Database(Protocol):
    """An open database."""

    def names(self) -> dict[str, str]:
        """Its tables and views by name: ``table`` or ``view``."""
        ...

    def columns(self, name: str) -> list[tuple[str, str]]:
        """The columns of a table or view with their types."""
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
