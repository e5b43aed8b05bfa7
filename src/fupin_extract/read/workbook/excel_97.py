"""XLS and ET → sheets: the records of Excel 97 and 95, each cell as its format shows it.

Own code, since a reader that ends the process on a damaged file is none for files of strangers.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from fupin_extract.errors import ReadError
from fupin_extract.read import limits, ole
from fupin_extract.read.packed import DAMAGED
from fupin_extract.read.workbook.number_format import BUILT_IN, GENERAL, as_seen
from fupin_extract.read.workbook.sheet import Merged, StoredSheet

# Kinds of records.
_BOF, _EOF, _MORE, _LOCKED = 0x809, 0x0A, 0x3C, 0x2F
_SHEET, _FORMAT, _STYLE, _DATES, _STRINGS = 0x85, 0x41E, 0xE0, 0x22, 0xFC
_NUMBER, _SHORT, _MANY, _SHARED, _LABEL, _RICH = 0x203, 0x27E, 0xBD, 0xFD, 0x204, 0xD6
_FORMULA, _RESULT, _TRUTH, _ROW, _COLUMNS, _MERGED = 0x06, 0x207, 0x205, 0x208, 0x7D, 0xE5
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_UNICODE = 0x0600
_MOST_COLUMNS = 256
_Record = tuple[int, bytes]


class OldExcelFile:
    """The stream of an old workbook; ``sheets`` are those that are not hidden, ``hides`` tells whether others are.

    Raises:
        ReadError: it is damaged, locked with a password, or has too many cells.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._book = ole.content(data, ("Workbook", "Book"))
        self._name = name
        self._room = limits.MOST_CELLS
        self._formats: list[str] = []
        self._strings: list[str] = []
        self._since_1904 = self.hides = False
        self._listed: list[tuple[str, int, bool]] = []
        if len(self._book) < 8:
            raise ReadError(DAMAGED, path=name)
        (version,) = struct.unpack_from("<H", self._book, 4)
        self._unicode = version >= _UNICODE
        try:
            self._read_globals()
        except (struct.error, IndexError):
            raise ReadError(DAMAGED, path=name) from None

    def sheets(self, *, hidden: bool = False) -> Iterator[StoredSheet]:
        """The sheets, and the hidden ones where they are wanted.

        Raises:
            ReadError: one is damaged.
        """
        for title, start, unseen in self._listed:
            if unseen and not hidden:
                continue
            sheet = StoredSheet(title)
            try:
                self._read_sheet(start, sheet)
            except (struct.error, IndexError):
                raise ReadError(DAMAGED, path=self._name) from None
            yield sheet

    def _read_globals(self) -> None:
        codes = dict(BUILT_IN)
        styles: list[int] = []
        shared: list[bytes] = []
        last = 0
        for kind, record in _records(self._book, 0):
            if kind == _LOCKED:
                raise ReadError("{path}: is locked with a password: save it without one", path=self._name)
            if kind == _SHEET:
                start, state, what = struct.unpack_from("<IBB", record)
                if what == 0:
                    self._listed.append((self._text(record, 6, 1), start, state != 0))
                self.hides = self.hides or (what == 0 and state != 0)
            elif kind == _FORMAT:
                codes[struct.unpack_from("<H", record)[0]] = self._text(record, 2, 2 if self._unicode else 1)
            elif kind == _STYLE:
                styles.append(struct.unpack_from("<H", record, 2)[0])
            elif kind == _DATES:
                self._since_1904 = record[:1] == b"\1"
            elif kind == _STRINGS or (kind == _MORE and last == _STRINGS):
                shared.append(record)
            last = last if kind == _MORE else kind
        self._formats = [codes.get(style, GENERAL) for style in styles]
        self._strings = list(_Shared(shared).texts()) if shared else []

    def _read_sheet(self, start: int, sheet: StoredSheet) -> None:
        formula = (0, 0)  # the last one with a text, which comes in a record of its own
        for kind, record in _records(self._book, start):
            if kind == _ROW:
                if record[12] & 0x20:
                    sheet.hidden_rows.add(struct.unpack_from("<H", record)[0])
            elif kind == _COLUMNS:
                first, last = struct.unpack_from("<HH", record)
                if record[8] & 1:
                    sheet.hidden_columns |= set(range(first, min(last + 1, _MOST_COLUMNS)))
            elif kind == _MERGED:
                for top, bottom, left, right in struct.iter_unpack("<HHHH", record[2 : 2 + (len(record) - 2) // 8 * 8]):
                    sheet.merged.append(Merged(top, left, max(1, bottom - top + 1), max(1, right - left + 1)))
            elif kind == _MANY:
                row, first = struct.unpack_from("<HH", record)
                for at in range((len(record) - 6) // 6):
                    style, short = struct.unpack_from("<HI", record, 4 + 6 * at)
                    self._put(sheet, row, first + at, self._seen(_short(short), style))
            elif kind == _RESULT:
                self._put(sheet, *formula, self._text(record, 0, 2))
            elif kind in (_NUMBER, _SHORT, _SHARED, _LABEL, _RICH, _FORMULA, _TRUTH):
                row, column, style = struct.unpack_from("<HHH", record)
                formula = row, column
                self._put(sheet, row, column, self._value(kind, record, style))

    def _value(self, kind: int, record: bytes, style: int) -> str:
        if kind == _NUMBER:
            return self._seen(struct.unpack_from("<d", record, 6)[0], style)
        if kind == _SHORT:
            return self._seen(_short(struct.unpack_from("<I", record, 6)[0]), style)
        if kind == _SHARED:
            at = struct.unpack_from("<I", record, 6)[0]
            return self._strings[at] if at < len(self._strings) else ""
        if kind in (_LABEL, _RICH):
            return self._text(record, 6, 2)
        if kind == _TRUTH:
            return _ERRORS.get(record[6], "") if record[7] else _truth(record[6])
        if record[12:14] != b"\xff\xff":
            return self._seen(struct.unpack_from("<d", record, 6)[0], style)
        return {1: _truth(record[8]), 2: _ERRORS.get(record[8], "")}.get(record[6], "")

    def _seen(self, number: float, style: int) -> str:
        code = self._formats[style] if style < len(self._formats) else GENERAL
        return as_seen(number, code, since_1904=self._since_1904)

    def _put(self, sheet: StoredSheet, row: int, column: int, text: str) -> None:
        self._room -= bool(text)
        if self._room < 0:
            raise ReadError("{path}: has more than {most} cells of tables", path=self._name, most=limits.MOST_CELLS)
        sheet.put(row, column, text)

    def _text(self, record: bytes, at: int, size: int) -> str:
        """A text behind its length, which takes ``size`` bytes; older files have GBK."""
        length = int.from_bytes(record[at : at + size], "little")
        at += size
        if not self._unicode:
            return record[at : at + length].decode("gb18030", "replace")
        if record[at] & 1:
            return record[at + 1 : at + 1 + 2 * length].decode("utf-16-le", "replace")
        return record[at + 1 : at + 1 + length].decode("latin-1")


class _Shared:
    """The texts that cells share; they run on from one record to the next."""

    def __init__(self, records: Sequence[bytes]) -> None:
        self._records = records
        self._record, self._at = 0, 8

    def texts(self) -> Iterator[str]:
        """One after another, until the records end."""
        (count,) = struct.unpack_from("<I", self._records[0], 4)
        for _ in range(min(count, limits.MOST_CELLS)):
            head = self._raw(3)
            if len(head) < 3:
                return
            length, flags = struct.unpack("<HB", head)
            runs = int.from_bytes(self._raw(2), "little") if flags & 8 else 0
            spoken = int.from_bytes(self._raw(4), "little") if flags & 4 else 0
            yield self._characters(length, wide=bool(flags & 1))
            self._raw(4 * runs + spoken)

    def _raw(self, size: int) -> bytes:
        pieces = b""
        while size and self._record < len(self._records):
            piece = self._records[self._record][self._at : self._at + size]
            pieces += piece
            size -= len(piece)
            self._at += len(piece)
            if size:
                self._record, self._at = self._record + 1, 0
        return pieces

    def _characters(self, count: int, *, wide: bool) -> str:
        """Characters; where they run on in a further record, it says anew how wide they are."""
        text = ""
        while count and self._record < len(self._records):
            record = self._records[self._record]
            size = 2 if wide else 1
            piece = record[self._at : self._at + min(count * size, (len(record) - self._at) // size * size)]
            text += piece.decode("utf-16-le" if wide else "latin-1", "replace")
            count -= len(piece) // size
            self._at += len(piece)
            if count:
                self._record, self._at = self._record + 1, 1
                wide = self._record < len(self._records) and bool(self._records[self._record][:1] == b"\1")
        return text


def _records(book: bytes, at: int) -> Iterator[_Record]:
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


def _short(number: int) -> float:
    """A number in 30 bits: an integer or the upper half of a float, or a hundredth of it."""
    if number & 2:
        value = float((number >> 2) - ((number >> 2) >> 29 << 30))
    else:
        (value,) = struct.unpack("<d", struct.pack("<II", 0, number & 0xFFFFFFFC))
    return value / 100 if number & 1 else value


def _truth(value: int) -> str:
    return "TRUE" if value else "FALSE"
