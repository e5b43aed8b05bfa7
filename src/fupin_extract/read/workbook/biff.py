"""What an XLS or ET tells beside the values of its cells: formats of numbers, and rows and columns that are hidden."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from fupin_extract.read import ole
from fupin_extract.read.workbook.number_format import BUILT_IN, GENERAL

# Kinds of records.
_BOF, _EOF, _SHEET, _FORMAT, _STYLE = 0x809, 0x0A, 0x85, 0x41E, 0xE0
_NUMBERS = (0x203, 0x27E, 0x06)  # NUMBER, RK, FORMULA: row, column, style
_MANY, _ROW, _COLUMNS = 0xBD, 0x208, 0x7D
_UNICODE = 0x0600
_MOST_COLUMNS = 256


@dataclass(slots=True)
class Look:
    """How a sheet looks: the formats of its numbers by row and column, from 0, and what of it is hidden."""

    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def looks(data: bytes) -> dict[str, Look]:
    """How each sheet of an old workbook looks, by its name; of a damaged one as much as can be read."""
    book = ole.content(data, ("Workbook", "Book"))
    found: dict[str, Look] = {}
    try:
        sheets, formats = _book(book)
        for name, start in sheets:
            found[name] = Look()
            _read(book, start, formats, found[name])
    except (struct.error, IndexError):
        pass
    return found


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of a part of the stream, from its beginning to its end; parts within it are passed over."""
    depth = 0
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth < 1:
            return
        if depth == 1:
            yield kind, book[at + 4 : at + 4 + size]
        at += 4 + size


def _book(book: bytes) -> tuple[list[tuple[str, int]], list[str]]:
    """The sheets with their places, and the format of each style of cells."""
    unicode = len(book) > 6 and struct.unpack_from("<H", book, 4)[0] >= _UNICODE
    sheets: list[tuple[str, int]] = []
    codes = dict(BUILT_IN)
    styles: list[int] = []
    for kind, record in _records(book, 0):
        if kind == _SHEET:
            sheets.append((_text(record, 6, 1, unicode), struct.unpack_from("<I", record)[0]))
        elif kind == _FORMAT:
            codes[struct.unpack_from("<H", record)[0]] = _text(record, 2, 2 if unicode else 1, unicode)
        elif kind == _STYLE:
            styles.append(struct.unpack_from("<H", record, 2)[0])
    return sheets, [codes.get(style, GENERAL) for style in styles]


def _read(book: bytes, start: int, formats: list[str], sheet: Look) -> None:
    for kind, record in _records(book, start):
        if kind in _NUMBERS:
            row, column, style = struct.unpack_from("<HHH", record)
            sheet.formats[row, column] = formats[style]
        elif kind == _MANY:
            row, first = struct.unpack_from("<HH", record)
            for at in range((len(record) - 6) // 6):
                sheet.formats[row, first + at] = formats[struct.unpack_from("<H", record, 4 + 6 * at)[0]]
        elif kind == _ROW:
            if record[12] & 0x20:
                sheet.hidden_rows.add(struct.unpack_from("<H", record)[0])
        elif kind == _COLUMNS:
            first, last = struct.unpack_from("<HH", record)
            if record[8] & 1:
                sheet.hidden_columns |= set(range(first, min(last + 1, _MOST_COLUMNS)))


def _text(record: bytes, at: int, size: int, unicode: bool) -> str:
    """A text behind its length, which takes ``size`` bytes; older files have one byte a character (GBK)."""
    length = int.from_bytes(record[at : at + size], "little")
    at += size
    if not unicode:
        return record[at : at + length].decode("gb18030", "replace")
    if record[at] & 1:
        return record[at + 1 : at + 1 + 2 * length].decode("utf-16-le", "replace")
    return record[at + 1 : at + 1 + length].decode("latin-1")
