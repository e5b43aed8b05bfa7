"""Notice → the rows of every table: what a worker hands on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from fupin_extract.records.notice import Notice
from fupin_extract.store.schema import TABLES

if TYPE_CHECKING:
    from fupin_extract.write.registry import Looks

# What gives the values of a row: all but the first, which is the number of the notice and comes later.
_GETTERS = [(table, [column.getter() for column in table.columns[1:]]) for table in TABLES]


def draw(notices: Iterable[Notice], _: Looks) -> Iterator[bytes]:
    """The rows of each notice."""
    return map(encode, notices)


def encode(notice: Notice) -> bytes:
    """The rows of a notice as JSON: ``{table: [row, …]}``, a row without the number of its notice, which comes later.

    Tables and columns are those of ``schema.TABLES``; the same notice gives the same bytes.
    """
    from pydantic_core import to_json

    return to_json(flatten(notice))


def flatten(notice: Notice) -> dict[str, list[list[object]]]:
    """The rows of a notice by table, each without its leading number."""
    return {
        table.name: [[get(source) for get in getters] for source in table.sources(notice)]
        for table, getters in _GETTERS
    }
