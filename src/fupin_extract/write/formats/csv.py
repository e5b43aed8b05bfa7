"""CSV: for spreadsheets with a byte order mark, so that they see UTF-8, and with no cell that they would take for
another; for programs without the mark, and with codes as they are.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import chain, islice
from typing import TYPE_CHECKING

from fupin_extract.text.shown import shown

if TYPE_CHECKING:
    from fupin_extract.write.registry import Looks
    from fupin_extract.write.sheets import Cell, Sheet

# A cell that begins so is run by spreadsheets, some take the full-width signs too; behind an apostrophe it is text.
_FORMULA = tuple("=+-@＝＋－＠\t\r\n")
# A code that they would read as a number, a date or a time.
_NUMBER = re.compile(r"[0-9]+(?:[.:/-][0-9]+)*")
_PORTION = 1000


def draw(sheet: Sheet, looks: Looks) -> Iterator[bytes]:
    """The headings and the rows under them, each ending with CR and LF, a thousand at a time.

    So there may be more rows than memory holds. A number stays one: -1 is no formula.
    """
    if looks.bom:
        yield codecs.BOM_UTF8
    lines: Iterator[Sequence[Cell]] = chain([sheet.headings], sheet.rows)
    codes = [looks.bom and column.kind == "code" for column in sheet.columns]
    while portion := list(islice(lines, _PORTION)):
        table = StringIO()
        csv.writer(table, lineterminator="\r\n").writerows(
            [_harmless(_seen(cell) if looks.bom else cell, code) for cell, code in zip(line, codes, strict=True)]
            for line in portion
        )
        yield table.getvalue().encode()


def _seen(cell: Cell) -> Cell:
    """The cell without what turns its writing around or cannot be seen, as in a workbook."""
    return shown(cell, "\ufffd", keep="\r\n\t") if isinstance(cell, str) else cell


def _harmless(cell: Cell, code: bool) -> Cell:
    """The cell as a text where a spreadsheet would make something else of it: a formula, or of the id 1.10 a 1.1.

    The apostrophe is seen in a spreadsheet, and so taken for no part of the id; a blank or a mark that nobody sees
    would be taken for one (``1.10`` is not found beside it), and ``="1.10"`` is a formula to every other reader.
    """
    if not isinstance(cell, str):
        return cell
    return f"'{cell}" if cell.startswith(_FORMULA) or (code and _NUMBER.fullmatch(cell)) else cell
