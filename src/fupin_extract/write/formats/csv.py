"""CSV for spreadsheets: a byte order mark, so that they see UTF-8, and no cell that they would run as a formula."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import chain, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fupin_extract.write.registry import Looks
    from fupin_extract.write.sheets import Cell, Sheet

# A cell that begins so is run by spreadsheets, some take the full-width signs too; behind an apostrophe it is text.
_FORMULA = tuple("=+-@＝＋－＠\t\r\n")
_PORTION = 1000


def draw(sheet: Sheet, _: Looks) -> Iterator[bytes]:
    """The headings and the rows under them, each ending with CR and LF, a thousand at a time.

    So there may be more rows than memory holds. A number stays one: -1 is no formula.
    """
    yield codecs.BOM_UTF8
    lines: Iterator[Sequence[Cell]] = chain([sheet.headings], sheet.rows)
    while portion := list(islice(lines, _PORTION)):
        table = StringIO()
        csv.writer(table, lineterminator="\r\n").writerows([_harmless(cell) for cell in line] for line in portion)
        yield table.getvalue().encode()


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
