"""CSV for spreadsheets: a byte order mark, so that they see UTF-8, and no cell that they would run as a formula."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from io import StringIO
from itertools import chain, islice
from typing import TYPE_CHECKING

from fupin_extract.records.notice import Notice
from fupin_extract.write.columns import COLUMNS, cells

if TYPE_CHECKING:
    from fupin_extract.write import Headers

# A cell that begins so is run by spreadsheets, some take the full-width signs too; behind an apostrophe it is text.
_FORMULA = tuple("=+-@＝＋－＠\t\r\n")
_PORTION = 1000

Cell = str | int | float | Decimal


def to_csv(notices: Sequence[Notice], headers: Headers, *, all_rows: bool) -> bytes:
    """One heading, then a row a task."""
    heading = [column.heading(headers) for column in COLUMNS]
    return dump_csv(heading, cells(notices, all_rows=all_rows))


def dump_csv(heading: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    """A heading and the lines under it, each ending with CR and LF."""
    return b"".join(csv_portions(heading, lines))


def csv_portions(heading: Sequence[str], lines: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The same a thousand lines at a time, for more lines than memory holds. A number stays one: -1 is no formula."""
    yield codecs.BOM_UTF8
    cells = chain([heading], lines)
    while portion := list(islice(cells, _PORTION)):
        table = StringIO()
        csv.writer(table, lineterminator="\r\n").writerows([_harmless(cell) for cell in line] for line in portion)
        yield table.getvalue().encode()


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
