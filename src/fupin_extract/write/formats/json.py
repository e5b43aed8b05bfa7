"""JSON: records as they are, and objects that come one by one, as lines or as an array."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from pydantic_core import to_json

if TYPE_CHECKING:
    from fupin_extract.records.record import Record
    from fupin_extract.write.registry import Looks

_PORTION = 1000


def draw(records: Sequence[Record], _: Looks) -> Iterator[bytes]:
    """One record as an object, any other number of them as an array."""
    yield to_json(records[0] if len(records) == 1 else records, indent=2) + b"\n"


def draw_list(records: Sequence[Record], _: Looks) -> Iterator[bytes]:
    """Any number of records as an array."""
    yield to_json(records, indent=2) + b"\n"


def draw_lines(objects: Iterable[bytes], _: Looks) -> Iterator[bytes]:
    """Objects, each in JSON already, a line each that stands alone."""
    return (line + b"\n" for line in objects)


def draw_array(objects: Iterable[bytes], _: Looks) -> Iterator[bytes]:
    """The same objects as one array, a line each, a thousand at a time."""
    rest = iter(objects)
    first = next(rest, None)
    if first is None:
        yield b"[]\n"
        return
    yield b"[\n  " + first
    while portion := list(islice(rest, _PORTION)):
        yield b"".join(b",\n  " + line for line in portion)
    yield b"\n]\n"
