"""Columns and rows of any kind → bytes, a portion at a time: what a database answers."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, islice
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Literal, get_args

from fupin_extract.errors import WriteError

if TYPE_CHECKING:
    from fupin_extract.write.csv import Cell

AnswerFormat = Literal["table", "csv", "json", "jsonl"]
Row = Sequence[object]

_SUFFIXES: dict[str, AnswerFormat] = {
    ".txt": "table",
    ".csv": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
_PORTION = 1000
# From here on not every whole number is a float.
_EXACT = 2**53


def answer_format_by_suffix(path: PurePath) -> AnswerFormat | None:
    """The format that the suffix of a file's name stands for; None for one that stands for none."""
    return _SUFFIXES.get(path.suffix.lower())


def write_answer(
    columns: Sequence[str],
    rows: Iterable[Row],
    format: AnswerFormat,  # noqa: A002 - the word that a user looks for
    *,
    width: int = 120,
) -> Iterator[bytes]:
    """The rows in a format, in UTF-8 (CSV with a byte order mark), a portion at a time.

    ``json``: an array of objects; ``jsonl``: an object a line; ``csv``: null is an empty cell; ``table``: for a
    terminal of ``width`` columns, all at once. A second column of the same name is ``name_2`` in objects.

    Raises:
        WriteError: there is no such format.
    """
    match format:
        case "csv":
            from fupin_extract.write.csv import csv_portions

            return csv_portions(columns, ([_cell(value) for value in row] for row in rows))
        case "jsonl":
            return (line + b"\n" for line in _objects(columns, rows))
        case "json":
            return _array(_objects(columns, rows))
        case "table":
            return _table(columns, rows, width)
    raise WriteError(f"there is no format {format!r}: give one of {', '.join(get_args(AnswerFormat))}")


def _cell(value: object) -> Cell:
    """A value as a cell: nothing for null, 85 for 85.0, JSON for what has parts."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    plain = value if isinstance(value, int | float) else _plain(value)
    if isinstance(value, Decimal) and isinstance(plain, str):
        return value
    if isinstance(plain, float) and plain.is_integer() and abs(plain) < _EXACT:
        return int(plain)
    return plain if isinstance(plain, str | int | float) else _json(plain).decode()


def _plain(value: Any) -> object:
    """A value that JSON has no word for: a date as ISO, bytes as hex, a decimal as a number, anything else as text."""
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, (list, tuple, dict)):
        return value
    return _number(value) if isinstance(value, Decimal) else str(value)


def _number(value: Decimal) -> int | float | str:
    """A decimal as a number that has all its digits; a text where a reader of JSON would lose some."""
    if value.is_finite() and value == int(value):
        return int(value) if abs(value) >= _EXACT else float(value)
    near = float(value)
    return near if Decimal(repr(near)) == value else str(value)


def _json(value: object) -> bytes:
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, default=_plain)
    except (TypeError, ValueError):  # a key that is no text, a number that is none
        text = json.dumps(_fitting(value), ensure_ascii=False, allow_nan=False)
    return text.encode(errors="replace")


def _fitting(value: object) -> object:
    """A value of which all parts are JSON: keys are texts, and null stands for NaN and infinity."""
    if isinstance(value, dict):
        return {_key(key): _fitting(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_fitting(part) for part in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if value is None or isinstance(value, (str, int)) else _plain(value)


def _key(key: object) -> str:
    return str(key if isinstance(key, float) else _cell(key))


def _objects(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    keys: list[str] = []
    for name in columns:
        times = 1
        while (key := name if times == 1 else f"{name}_{times}") in keys:
            times += 1
        keys.append(key)
    return (_json(dict(zip(keys, row, strict=True))) for row in rows)


def _array(objects: Iterator[bytes]) -> Iterator[bytes]:
    first = next(objects, None)
    if first is None:
        yield b"[]\n"
        return
    yield b"[\n  " + first
    while portion := list(islice(objects, _PORTION)):
        yield b"".join(b",\n  " + line for line in portion)
    yield b"\n]\n"


def _table(columns: Sequence[str], rows: Iterable[Row], width: int) -> Iterator[bytes]:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from fupin_extract.write.table import dump_tables, plain

    rows = iter(rows)
    first = list(islice(rows, _PORTION))
    table = Table(box=SIMPLE_HEAD)
    for place, name in enumerate(columns):
        numbers = any(isinstance(row[place], (int, float)) for row in first)
        table.add_column(plain(name), overflow="fold", justify="right" if numbers else "left")
    for row in chain(first, rows):
        table.add_row(*(plain(str(_cell(value))) for value in row))
    yield dump_tables([table], width)
