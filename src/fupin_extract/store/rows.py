"""What workers handed on → numbered rows, notice by notice, in the order of the batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fupin_extract.store.schema import TABLES

# The path of a file, and its encoded notice, or the number of the notice that it equals byte for byte.
Entry = tuple[str, bytes | int]
Rows = dict[str, list[list[object]]]

_NOTICE_WIDTH = len(TABLES[0].columns)


def numbered(entries: Iterable[Entry]) -> Iterator[Rows]:
    """The rows of each entry by table, the number of the notice before each.

    A duplicate is a row of ``notices`` only: its path and the number of the first. What is known of the bytes is
    filled in by ``FILL_DUPLICATES`` when all rows are there.
    """
    from pydantic_core import from_json

    for number, (path, payload) in enumerate(entries, 1):
        if isinstance(payload, int):
            rest = [None] * (_NOTICE_WIDTH - 3)
            yield {"notices": [[number, _clean(path), payload, *rest]]}
            continue
        rows: Rows = from_json(payload)
        for several in rows.values():
            for row in several:
                row.insert(0, number)
        rows["notices"][0][1] = _clean(path)
        yield rows


def _clean(path: str) -> str:
    """The path, where a byte of a file's name that is no character becomes a question mark."""
    return path.encode(errors="replace").decode()
