"""A sheet → paragraphs and true grids: titles above, tables parted by empty rows, notes below."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from fupin_extract.read import limits
from fupin_extract.read.builder import DocumentBuilder, GridCell
from fupin_extract.text.patterns import compiled

# Names that programs give to sheets; they say nothing.
_NAMELESS = re.compile(r"(?:sheet|工作表|表格?|table|页)?[ _-]*[（(]?\d*[)）]?", re.IGNORECASE)
_NOTE = compiled(r"\s*[（(]?\s*(?:备?注|说明|填表说明|填报说明|填表人|制表)")
# 3 or 三、 at the beginning of a row: it goes on with the rows above an empty one.
_SERIAL = compiled(r"\d{1,4}[.、．]?|[一二三四五六七八九十]{1,3}[、.]?")


class Merged(NamedTuple):
    """Cells made one: the row and column of the first, and how many of each."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(slots=True)
class StoredSheet:
    """A sheet as it is stored: the texts of its cells by row and column, from 0, and what is merged or hidden.

    A cell without text is not in it. ``blind`` counts formulas whose value the file does not hold.
    """

    name: str
    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    blind: int = 0

    def put(self, row: int, column: int, text: str) -> None:
        """Keep the text of a cell, if it has any."""
        if text.strip():
            self.cells.setdefault(row, {})[column] = text

    @property
    def hides(self) -> bool:
        """Whether it holds text that nobody sees."""
        return any(
            row in self.hidden_rows or not self.hidden_columns.isdisjoint(cells) for row, cells in self.cells.items()
        )


# The cells of a row from left to right; a table is rows of them.
_Row = list[GridCell]


def write_sheet(sheet: StoredSheet, builder: DocumentBuilder) -> bool:
    """Write what is seen of a sheet; whether there is anything."""
    begun = False
    for block in _blocks(sheet):
        above, table, below = _parted(_grid(sheet, block, builder))
        if not begun and table and not above and not _NAMELESS.fullmatch(sheet.name.strip()):
            builder.paragraph(sheet.name.strip())
        begun = True
        for row in above:
            builder.paragraph(row[0].text.strip())
        builder.table(cell._replace(row=cell.row - len(above)) for row in table for cell in row)
        for row in below:
            builder.paragraph(row[0].text.strip())
    return begun


def _blocks(sheet: StoredSheet) -> Iterator[list[int]]:
    """The rows with text of each table: empty rows part them, unless a merged cell or the numbers go on below."""
    seen = sheet.hidden_columns
    rows = sorted(row for row, cells in sheet.cells.items() if row not in sheet.hidden_rows and cells.keys() - seen)
    hidden = sorted(sheet.hidden_rows)
    areas = sorted(area for area in sheet.merged if area.rows > 1)
    block: list[int] = []
    reach, area = 0, 0
    for row in rows:
        empty = row - block[-1] - 1 if block else 0
        if empty:
            empty -= bisect_left(hidden, row) - bisect_left(hidden, block[-1])
        if empty > 0 and reach <= block[-1] + 1 and not _goes_on(sheet, block, row):
            yield block
            block = []
        block.append(row)
        while area < len(areas) and areas[area].row <= row:
            reach = max(reach, areas[area].row + areas[area].rows)
            area += 1
    if block:
        yield block


def _goes_on(sheet: StoredSheet, block: list[int], row: int) -> bool:
    cells = sheet.cells[row]
    return _SERIAL.fullmatch(cells[min(cells)].strip()) is not None and max(len(sheet.cells[r]) for r in block[-3:]) > 1


def _grid(sheet: StoredSheet, rows: list[int], builder: DocumentBuilder) -> list[_Row]:
    """The rows as cells, with columns that hold text counted from 0, and what each covers of them."""
    columns = sorted({column for row in rows for column in sheet.cells[row]} - sheet.hidden_columns)
    merged = {(area.row, area.column): area for area in sheet.merged}
    place = {column: at for at, column in enumerate(columns)}
    covered: dict[int, int] = {}  # the row below the last that a merged cell covers in a column
    grid: list[_Row] = []
    reached = 0
    for at, row in enumerate(rows):
        cells: _Row = []
        free = 0
        for column in sorted(place.keys() & sheet.cells[row].keys()):
            here = place[column]
            if here < free or covered.get(here, 0) > at:
                continue
            area = merged.get((row, column), Merged(row, column, 1, 1))
            free = max(here + 1, bisect_left(columns, column + area.columns))
            below = max(at + 1, bisect_left(rows, row + area.rows))
            reached += free - here
            builder.check(reached, limits.MOST_CELLS, "{path}: has more than {most} cells of tables")
            cells.append(GridCell(sheet.cells[row][column], at, here, below - at, free - here))
            if below > at + 1:
                covered |= dict.fromkeys(range(here, free), below)
        grid.append(cells)
    return grid


def _parted(rows: list[_Row]) -> tuple[list[_Row], list[_Row], list[_Row]]:
    """The titles above a table, its rows, and the notes below it: rows of a single cell."""
    first = next((at for at, row in enumerate(rows) if not _single(row)), len(rows))
    last = len(rows)
    while last > first and _single(rows[last - 1]) and _NOTE.match(rows[last - 1][0].text):
        last -= 1
    return rows[:first], rows[first:last], rows[last:]


def _single(row: _Row) -> bool:
    return len(row) == 1 and row[0].rows == 1
