"""XLSB → sheets, by calamine: what is stored in a cell, but not the format of its number, nor what is hidden."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from fupin_extract.errors import ReadError
from fupin_extract.read import limits
from fupin_extract.read.packed import DAMAGED, Packed
from fupin_extract.read.workbook.number_format import date_as_seen, plain
from fupin_extract.read.workbook.sheet import Merged, StoredSheet

_DATE = ("y", "m", "d")
# Records of an XLSB: the beginning of a row, and cells that are not blank.
_ROW, _FILLED = 0, range(2, 12)
# Places of a sheet that calamine keeps, empty ones among them.
_LARGEST = 20_000_000


def binary_sheets(data: bytes, name: str) -> tuple[Iterator[StoredSheet], bool]:
    """The sheets that are not hidden, and whether others are.

    Raises:
        ReadError: it is damaged, locked with a password, or larger than any table.
    """
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    _check_extent(data, name)
    with _told(name):
        book = CalamineWorkbook.from_filelike(BytesIO(data))
    listed = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    shown = [sheet.name for sheet in listed if sheet.visible == SheetVisibleEnum.Visible]

    def sheets() -> Iterator[StoredSheet]:
        room = limits.MOST_CELLS
        for title in shown:
            with _told(name):
                found = book.get_sheet_by_name(title)
            sheet = StoredSheet(title)
            top, left = found.start or (0, 0)
            for row, values in enumerate(found.to_python(skip_empty_area=True), top):
                for column, value in enumerate(values, left):
                    if value != "":
                        room -= 1
                        sheet.put(row, column, _text(value))
                if room < 0:
                    most = limits.MOST_CELLS
                    raise ReadError("{path}: has more than {most} cells of tables", path=name, most=most)
            for (first, start), (last, end) in found.merged_cell_ranges or ():
                sheet.merged.append(Merged(first, start, last - first + 1, end - start + 1))
            yield sheet

    return sheets(), len(shown) < len(listed)


@contextmanager
def _told(name: str) -> Iterator[None]:
    """What goes wrong in calamine, said to a user."""
    from python_calamine import CalamineError

    try:
        yield
    except (CalamineError, OSError, ValueError):
        raise ReadError(DAMAGED, path=name) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # it has no name that can be imported, and is no Exception
            raise
        raise ReadError(DAMAGED, path=name) from None


def _check_extent(data: bytes, name: str) -> None:
    """Refuse an XLSB with cells so far apart that what lies between would fill the machine: calamine keeps it all.

    Raises:
        ReadError: so it is, or the file is damaged.
    """
    packed = Packed(data, name)
    for part in packed.names:
        if "worksheets/" in part.lower() and part.endswith(".bin"):
            rows, columns = _extent(packed.read(part))
            if rows * columns > _LARGEST:
                most = limits.MOST_CELLS
                raise ReadError("{path}: has more than {most} cells of tables", path=name, most=most)


def _extent(data: bytes) -> tuple[int, int]:
    """How many rows and columns the records of a sheet reach over."""
    at, rows, columns = 0, set[int](), set[int]()
    while at < len(data):
        kind, at = _packed_number(data, at)
        size, at = _packed_number(data, at)
        if kind == _ROW:
            rows.add(int.from_bytes(data[at : at + 4], "little"))
        elif kind in _FILLED:
            columns.add(int.from_bytes(data[at : at + 4], "little"))
        at += size
    return max(rows, default=0) - min(rows, default=0) + 1, max(columns, default=0) - min(columns, default=0) + 1


def _packed_number(data: bytes, at: int) -> tuple[int, int]:
    """A number in seven bits of each byte, the lowest first, and the place behind it."""
    number = 0
    for shift in range(0, 28, 7):
        byte = data[at] if at < len(data) else 0
        number |= (byte & 0x7F) << shift
        at += 1
        if byte < 0x80:
            break
    return number, at


def _text(value: float | str | dt.date | dt.time | dt.timedelta) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return plain(value)
    if isinstance(value, str):
        return value
    if isinstance(value, dt.timedelta):
        return str(value)
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if not isinstance(value, dt.datetime):
        value = dt.datetime.combine(value, dt.time())
    return date_as_seen(value, _DATE)
