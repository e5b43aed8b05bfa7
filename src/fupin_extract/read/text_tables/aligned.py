"""Rows that are lines with cells set below one another by blanks, as ``pdftotext -layout`` prints them.

Columns are what lies between stretches that all lines leave free. A Han character is two columns wide on a screen and
one to programs that count characters: whichever shows the columns. A cell may go on over several lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fupin_extract.read.document import PrintedCell
from fupin_extract.read.text_tables.columns import offsets
from fupin_extract.read.text_tables.shape import BLANKS, Found, Rows, is_heading, is_table, trimmed
from fupin_extract.text.span import Span

# Blanks that part two cells; one between words is none.
_GAP = re.compile(f"[{BLANKS}]{{2,}}|\u3000")
# A page number ends a table, with blank lines before it or dashes round it.
_PAGE = re.compile(r"[-—–－\s]*\d{1,4}[-—–－\s]*")
# Blank lines in a row that a table goes on over.
_MOST_BLANK = 2
_NUMBER = re.compile(r"\d{1,4}[.、．]?|[一二三四五六七八九十]{1,3}、?")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a table: the places of its stretches of text, each with the columns it takes."""

    number: int
    stretches: tuple[Span, ...]
    widths: tuple[Span, ...]


def find(text: str, lines: Sequence[Span]) -> Iterator[Found]:
    """Tables of a heading and two rows at least whose columns stand below one another."""
    at = 0
    while at < len(lines):
        last = at + 1
        heading = _stretches(text, lines[at])
        if is_heading([text[start:end] for start, end in heading]):
            tables = [_table(text, lines, at, screen) for screen in (True, False)]
            rows, end = max(tables, key=lambda table: table[1])
            if rows and is_table(text, rows):
                yield Found(at, end, rows)
                last = end
        at = last


def _stretches(text: str, line: Span) -> list[Span]:
    start, end = trimmed(text, line)
    gaps = [found.span() for found in _GAP.finditer(text, start, end)]
    places = [start, *(edge for gap in gaps for edge in gap), end]
    return list(zip(places[::2], places[1::2], strict=True)) if end > start else []


def _table(text: str, lines: Sequence[Span], first: int, screen: bool) -> tuple[Rows, int]:
    """The rows of the table whose heading is a line, and the line after it."""
    read = [_read(text, lines[first], first, screen)]
    free = [(left[1], right[0]) for left, right in pairwise(read[0].widths)]
    at, blank = first + 1, 0
    while at < len(lines) and blank <= _MOST_BLANK:
        line = _read(text, lines[at], at, screen)
        left = list(_narrowed(free, line.widths))
        if not line.stretches:
            blank += 1
        elif len(left) < len(free) or _ends(text, line, left, blank):
            break
        else:
            read.append(line)
            free, blank = left, 0
        at += 1
    free = _rivers(read)
    # What is parted by blanks and not by a column shows that the columns are not understood.
    if len(read) < 3 or any(len(_cells(line, free)) < len(line.stretches) for line in read):
        return (), first
    return _rows(read, free), read[-1].number + 1


def _read(text: str, line: Span, number: int, screen: bool) -> _Line:
    stretches = _stretches(text, line)
    at = offsets(text, line) if screen else range(line[1] - line[0] + 1)
    return _Line(number, tuple(stretches), tuple((at[a - line[0]], at[b - line[0]]) for a, b in stretches))


def _narrowed(free: Sequence[Span], widths: Sequence[Span]) -> Iterator[Span]:
    """What a line leaves of the stretches that were free, the widest part of each."""
    for left, right in free:
        inside = [edge for a, b in widths if b > left and a < right for edge in (max(a, left), min(b, right))]
        edges = [left, *inside, right]
        widest = max(zip(edges[::2], edges[1::2], strict=True), key=lambda part: part[1] - part[0])
        if widest[1] > widest[0]:
            yield widest


def _rivers(lines: Sequence[_Line]) -> list[Span]:
    """The stretches between columns that all lines leave free; a heading in two lines shows but some of them."""
    rivers: list[Span] = []
    end = None
    for left, right in sorted(width for line in lines for width in line.widths):
        if end is not None and left > end:
            rivers.append((end, left))
        end = right if end is None else max(end, right)
    return rivers


def _ends(text: str, line: _Line, free: Sequence[Span], blank: int) -> bool:
    """Whether a line that leaves the columns free is none of the table all the same."""
    if len(line.stretches) > 1:
        return False
    (start, end), (left, _) = line.stretches[0], line.widths[0]
    if _PAGE.fullmatch(text, start, end):
        return blank > 0 or not text[start].isdigit() or left >= free[0][1]
    return blank > 0 and left < free[0][0]


def _rows(lines: Sequence[_Line], free: Sequence[Span]) -> Rows:
    out: list[list[PrintedCell]] = []
    for line, row in zip(lines, _numbers(lines, free), strict=True):
        if row == len(out):
            out.append([])
        for start, end, column in _cells(line, free):
            out[row].append(PrintedCell(start, end, row, column))
    return tuple(_whole(row, number, len(free) + 1) for number, row in enumerate(out))


def _cells(line: _Line, free: Sequence[Span]) -> list[tuple[int, int, int]]:
    """The place and the column of each cell of a line."""
    cells: dict[int, Span] = {}
    for (start, end), (left, _) in zip(line.stretches, line.widths, strict=True):
        column = sum(left >= river[1] for river in free)
        cells[column] = (cells.get(column, (start, end))[0], end)
    return [(start, end, column) for column, (start, end) in cells.items()]


def _whole(cells: list[PrintedCell], row: int, columns: int) -> tuple[PrintedCell, ...]:
    """A row with an empty cell where a column has none, left to right, the pieces of a cell in order."""
    place = cells[-1].end
    missing = set(range(columns)) - {cell.column for cell in cells}
    cells = [*cells, *(PrintedCell(place, place, row, column) for column in missing)]
    return tuple(sorted(cells, key=lambda cell: (cell.column, cell.start)))


def _numbers(lines: Sequence[_Line], free: Sequence[Span]) -> list[int]:
    """The row that each line belongs to: a line with a first cell begins one, or stands in its middle."""
    keys = [line.widths[0][0] < free[0][0] for line in lines]
    rows, row = [], -1
    for line, key in zip(lines, keys, strict=True):
        full = len(_cells(line, free)) == len(free)  # all but the first: below a cell that is merged downwards
        row += key or (full and row > 0)
        rows.append(max(row, 0))
    return rows
