"""A spreadsheet (.xlsx), written row by row, so that its size is no matter of memory."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import chain, islice
from math import isfinite, sqrt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO

from fupin_extract.text.shown import shown
from fupin_extract.write import heights

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

    from fupin_extract.write.registry import Looks
    from fupin_extract.write.sheets import Cell, Sheet

# What Excel holds: rows of a sheet with the heading, and UTF-16 units of a cell.
MOST_ROWS = 2**20
MOST_UNITS = 32_767
# A text shorter than this fits, whatever it is made of.
_SHORT = MOST_UNITS // 2
# Characters that are in no text, and that XML does not hold.
_UNFIT = re.compile("[\ufffe\uffff]")
# What ends a line in a cell: of a printed one too (U+2028).
_BREAK = re.compile("\r\n?|\u2028")
# Columns are as wide as their first rows ask, in characters of which Chinese has two, within bounds; those of a sheet
# together as wide as type of this size can be read on paper, but for many columns.
_LOOKED_AT = 200
_WIDTHS = (8, 90)
_PAPER, _FREE = 190, 80
_SIZE, _A4 = heights.SIZES[0], 9
# From here on not every whole number is a float.
_EXACT = 2**53
# How headings and cells look in every workbook.
BODY, HEAVY = "宋体", "黑体"
HEADING = {
    "font_name": HEAVY,
    "font_size": _SIZE,
    "align": "center",
    "valign": "vcenter",
    "text_wrap": True,
    "bg_color": "#D9E1F2",
    "border": 1,
}
# The same rows give the same bytes: a file that says when it was made would not.
CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
OPTIONS = {
    "constant_memory": True,
    # What is printed is a text, whatever a spreadsheet would make of it.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "use_zip64": True,  # only where the file needs it
}


def draw(sheet: Sheet, _: Looks) -> Iterator[bytes]:
    """The sheet as a workbook."""
    file = BytesIO()
    save(sheet, file)
    yield file.getvalue()


def save(sheet: Sheet, target: BinaryIO | Path, scratch: Path | None = None) -> None:
    """Write the headings and the rows under them; where they are more than a sheet of Excel holds, on further ones.

    A cell that is longer than Excel takes is cut and ends with …; a character that a spreadsheet cannot hold becomes �.
    ``scratch`` is a folder for the rows meanwhile, which take some times the room of the file; else it is the system's.

    Raises:
        OSError: it cannot be written.
    """
    from xlsxwriter import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

    rows = iter(sheet.rows)
    first = list(islice(rows, _LOOKED_AT))
    widths = _widths([[str(cell) for cell in cells] for cells in zip(sheet.headings, *first, strict=True)])
    with TemporaryDirectory(dir=scratch) as folder:
        book = Workbook(str(target) if isinstance(target, Path) else target, {**OPTIONS, "tmpdir": folder})
        try:
            book.set_properties({"title": sheet.title, "created": CREATED})
            _write(book, sheet, widths, chain(first, rows))
            book.close()
        except FileCreateError as error:  # around what the system says
            raise (error.args[0] if isinstance(error.args[0], OSError) else OSError(str(error))) from None
        finally:
            for part in book.worksheets():  # XlsxWriter leaves their files open where it fails
                part._opt_close()


def _write(book: Workbook, sheet: Sheet, widths: Sequence[float], rows: Iterator[Sequence[Cell]]) -> None:
    bold = book.add_format(HEADING | {"bold": True})
    wrapped = book.add_format(
        {"font_name": BODY, "font_size": _SIZE, "text_wrap": True, "valign": "vcenter", "border": 1}
    )
    number = 0
    while (row := next(rows, None)) is not None or not number:
        number += 1
        title = sheet.title or None
        part = book.add_worksheet(title if number == 1 else f"{title or ''} {number}".strip())
        _head(part, sheet.headings, widths, bold)
        here = islice(chain([row] if row is not None else [], rows), MOST_ROWS - 1)
        last = _fill(part, here, wrapped, [heights.room(width, _SIZE) for width in widths])
        part.autofilter(0, 0, last, max(len(sheet.columns) - 1, 0))
        for_printing(part, heading=0)
        part.set_footer("&C&P / &N")


def _head(part: Worksheet, headings: Sequence[str], widths: Sequence[float], look: Format) -> None:
    part.freeze_panes(1, 0)
    lines = 1
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        part.set_column(column, column, width)
        part.write_string(0, column, fit(heading), look)
        lines = max(lines, heights.lines(heading, heights.room(width - 2, _SIZE)))
    part.set_row(0, heights.height(lines, _SIZE) + 4)


def for_printing(part: Worksheet, heading: int) -> None:
    """On sheets of A4 that lie on their side, as wide as one, each with the row of headings."""
    part.set_landscape()
    part.set_paper(_A4)
    part.fit_to_pages(1, 0)
    part.repeat_rows(heading)
    part.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)


def _fill(part: Worksheet, rows: Iterable[Sequence[Cell]], wrapped: Format, rooms: Sequence[int]) -> int:
    """Write the rows below the headings, as high as their texts ask; the number of the last."""
    number = 0
    for number, row in enumerate(rows, 1):
        count = 1
        for column, cell in enumerate(row):
            if isinstance(cell, (int, float)) and isfinite(cell) and abs(cell) < _EXACT:
                part.write_number(number, column, cell, wrapped)
            elif text := fit(str(cell)):
                part.write_string(number, column, text, wrapped)
                count = max(count, heights.lines(text, rooms[column]))
            else:
                part.write_blank(number, column, None, wrapped)
        if count > 1:
            part.set_row(number, min(heights.height(count, _SIZE), heights.MOST))
        forget_row(part, number - 1)
    return number


def forget_row(part: Worksheet, row: int) -> None:
    """Free what XlsxWriter holds of a row for ever, which is how high it is; a row behind it has been written."""
    for name in ("row_info", "set_rows", "row_sizes"):  # the first has been the second in older ones
        getattr(part, name, {}).pop(row, None)


def clean(text: str) -> str:
    """The text as a spreadsheet can show it: no control in it, nor a mark that would turn the writing around."""
    if text.isprintable():
        return text
    return _UNFIT.sub("\ufffd", shown(_BREAK.sub("\n", text), "\ufffd", keep="\n\t"))


def fit(cell: str) -> str:
    """The same, as much of it as a cell can hold."""
    if len(cell) < _SHORT and cell.isprintable() and cell[:1] != "<":
        return cell
    cell = clean(cell)
    if len(cell) * 2 > MOST_UNITS and len(cell.encode("utf-16-le")) // 2 > MOST_UNITS:
        cut = cell.encode("utf-16-le")[: 2 * (MOST_UNITS - 1)].decode("utf-16-le", "ignore")
        cell = f"{cut}…"
    # XlsxWriter takes such a text for mark-up of its own and writes it as it is.
    return f"{cell} " if cell.startswith("<r>") and cell.endswith("</r>") else cell


def _widths(columns: Sequence[Sequence[str]]) -> list[float]:
    """Of each column: its longest line, and room for the arrow of the filter beside the heading.

    Where that is too much for a sheet of paper, a column with more text in it gets more of what there is.
    """
    wanted = [_width(cells) for cells in columns]
    if sum(wanted) <= _PAPER:
        return wanted
    least = [min(wide, _columns(cells[0]) + 4) for wide, cells in zip(wanted, columns, strict=True)]
    weights = [sqrt(sum(len(cell) for cell in cells)) for cells in columns]
    free = max(_PAPER - sum(least), _FREE)
    return [
        round(min(low + free * weight / sum(weights), wide), 1)
        for low, weight, wide in zip(least, weights, wanted, strict=True)
    ]


def _width(cells: Sequence[str]) -> float:
    """Of a column: its longest line, and room for the arrow of the filter beside the heading."""
    widest = max(_columns(line) for cell in cells for line in cell[:MOST_UNITS].split("\n"))
    return min(max(widest, _columns(cells[0]) + 2, _WIDTHS[0]) + 1, _WIDTHS[1])


def _columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line[: _WIDTHS[1]])
