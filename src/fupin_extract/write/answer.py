"""What a database answers, columns and rows of any kind → a sheet, or objects in JSON, one by one."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from fupin_extract.write.sheets import Cell, Column, Sheet

if TYPE_CHECKING:
    from fupin_extract.records.answer import Answer
    from fupin_extract.write.registry import Looks

# So many rows are looked at to see which columns are numbers.
_LOOKED_AT = 1000
# An id of a clause, of a task or of a fact: 1.10, 2.1#2, 1.3/d1.
_ID = re.compile(r"[0-9]+(?:#[0-9]+)?(?:\.[0-9]+(?:#[0-9]+)?)*(?:/[a-z][0-9]+)?")
# From here on not every whole number is a float.
_EXACT = 2**53


def sheet(answer: Answer, _: Looks) -> Sheet:
    """The answer as a sheet: null is an empty cell."""
    rows = iter(answer.rows)
    first = list(islice(rows, _LOOKED_AT))
    columns = []
    for place, name in enumerate(answer.columns):
        values = [row[place] for row in first]
        numbers = any(isinstance(value, (int, float)) for value in values)
        ids = not numbers and all(isinstance(value, str) and _ID.fullmatch(value) for value in values if value)
        columns.append(Column(name, "number" if numbers else "code" if ids else "text"))
    return Sheet("", columns, ([_cell(value) for value in row] for row in chain(first, rows)))


def sheets(answer: Answer, looks: Looks) -> list[Sheet]:
    """The same, as the only sheet."""
    return [sheet(answer, looks)]


def objects(answer: Answer, _: Looks) -> Iterator[bytes]:
    """An object a row, in JSON; a second column of the same name is ``name_2``."""
    keys: list[str] = []
    for name in answer.columns:
        times = 1
        while (key := name if times == 1 else f"{name}_{times}") in keys:
            times += 1
        keys.append(key)
    return (_json(dict(zip(keys, row, strict=True))) for row in answer.rows)


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
