"""Rows that are lines with cells set below one another by blanks, as ``pdftotext -layout`` prints them.

Columns are what lies between stretches that all lines leave free. A Han character is two columns wide on a screen and
one to programs that count characters: whichever shows the columns. A cell may go on over several lines.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from fupin_extract.read.document import PrintedCell
from fupin_extract.read.text_tables.row_numbers import row_numbers
from fupin_extract.read.text_tables.screen import offsets
from fupin_extract.read.text_tables.shape import BLANKS, Rows, Seeker, TableLines, is_heading, is_table, trimmed
from fupin_extract.text.patterns import compiled
from fupin_extract.text.span import Span

SIGNS: tuple[str, ...] = ("  ", "\u3000")
# Blanks that part two cells; one between words is none.
_GAP = compiled(f"[{BLANKS}]{{2,}}|\u3000")
# A page number ends a table, with blank lines before it or dashes round it.
_PAGE = compiled(r"[-—–－\s]*\d{1,4}[-—–－\s]*")
# Blank lines in a row that a table goes on over.
_MOST_BLANK = 2
# Columns of the screen that a cell may reach out of its own where a program counts them loosely.
_LOOSE = 3
# Blanks between the two letters of a name that fills its cell.
_SPREAD = 2
# 总投资 above, （亿元） below the line of the heading.
_ABOVE = 10
_SECTION = compiled(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])[^。；\s]{2,40}")
_BRACKETED = compiled("[（(][^（）()]*[）)]")


class _Line(NamedTuple):
    """A line of a table: the places of its stretches of text, each with the columns of the screen that it takes."""

    number: int
    stretches: tuple[Span, ...]
    widths: tuple[Span, ...]


def find(text: str, lines: Sequence[Span]) -> Iterator[TableLines]:
    """Tables of a heading and two lines at least whose cells stand below one another."""
    seeker, at = Seeker(text, lines, SIGNS), 0
    while (at := seeker.line(at)) < len(lines):
        last = at + 1
        if is_heading([text[start:end] for start, end in _stretches(text, lines[at])]):
            tables = [_table(text, lines, at, screen) for screen in (True, False)]
            found = max(tables, key=lambda table: (bool(table.rows), table.last))
            if found.rows and is_table(text, found.rows):
                yield found
            last = max(last, found.last)
        at = last


def _stretches(text: str, line: Span) -> list[Span]:
    start, end = trimmed(text, line)
    gaps = [found.span() for found in _GAP.finditer(text, start, end)]
    # 杨  波: one letter before the gap, and one behind.
    spread = [gap for gap in gaps if _is_spread(text, start, *gap, end)] if gaps else gaps
    places = [start, *(edge for gap in gaps if gap not in spread for edge in gap), end]
    return list(zip(places[::2], places[1::2], strict=True)) if end > start else []


def _is_spread(text: str, start: int, left: int, right: int, end: int) -> bool:
    """Whether two letters that fill the width of a cell stand round a gap."""
    return (
        right - left <= _SPREAD
        and "一" <= text[left - 1] <= "龥"
        and "一" <= text[right] <= "龥"
        and (left - 1 == start or text[left - 2] in BLANKS)
        and (right + 1 == end or text[right + 1] in BLANKS)
    )


def _read(text: str, line: Span, number: int, screen: bool) -> _Line:
    stretches = _stretches(text, line)
    at = offsets(text, line) if screen else range(line[1] - line[0] + 1)
    return _Line(number, tuple(stretches), tuple((at[a - line[0]], at[b - line[0]]) for a, b in stretches))


def _table(text: str, lines: Sequence[Span], first: int, screen: bool) -> TableLines:
    """The table whose heading is a line; without rows if there is none as far as was looked."""
    heading = _read(text, lines[first], first, screen)
    read, columns = [heading], list(heading.widths)
    free = [(left[1], right[0]) for left, right in pairwise(heading.widths)]
    sections: set[int] = set()
    at, blank = first + 1, 0
    while at < len(lines) and blank <= _MOST_BLANK:
        line = _read(text, lines[at], at, screen)
        left = list(_narrowed(free, line.widths))
        fits = len(left) == len(free)
        if not line.stretches:
            blank += 1
        elif not fits and _is_section(text, line) and _goes_on_below(text, lines, at, free, screen):
            read.append(line)
            sections.add(at)
            blank = 0
        elif _ends(text, line, free, blank) or not (fits or _fits_loosely(line, columns)):
            break
        else:
            read.append(line)
            blank = 0
            if fits:
                free = left
                columns = _columns([*columns, *line.widths])
        at += 1
    # What is parted by blanks and not by a column shows that the columns are not understood.
    if len(read) < 3 or any(len(_cells(line, columns)) < len(line.stretches) for line in read):
        return TableLines(first, at, ())
    if first and _is_above(above := _read(text, lines[first - 1], first - 1, screen), heading, columns):
        read.insert(0, above)
    return TableLines(read[0].number, read[-1].number + 1, _rows(text, read, columns, read.index(heading), sections))


def _is_section(text: str, line: _Line) -> bool:
    """Whether a line that runs over the columns is the title of the rows below it: 一、产业发展."""
    return len(line.stretches) == 1 and _SECTION.fullmatch(text, *line.stretches[0]) is not None


def _goes_on_below(text: str, lines: Sequence[Span], at: int, free: Sequence[Span], screen: bool) -> bool:
    """Whether the rows of a table go on below a title in it, or the titles in it."""
    for below in range(at + 1, len(lines)):
        line = _read(text, lines[below], below, screen)
        if line.stretches and not _is_section(text, line):
            return len(line.stretches) > 1 and len(list(_narrowed(free, line.widths))) == len(free)
    return False


def _narrowed(free: Sequence[Span], widths: Sequence[Span]) -> Iterator[Span]:
    """What a line leaves of the stretches that were free, the widest part of each."""
    for left, right in free:
        inside = [edge for a, b in widths if b > left and a < right for edge in (max(a, left), min(b, right))]
        edges = [left, *inside, right]
        widest = max(zip(edges[::2], edges[1::2], strict=True), key=lambda part: part[1] - part[0])
        if widest[1] > widest[0]:
            yield widest


def _columns(widths: Sequence[Span]) -> list[Span]:
    """The columns that all cells keep to; a heading in two lines shows but some of them."""
    columns: list[Span] = []
    for left, right in sorted(widths):
        if columns and left <= columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def _fits_loosely(line: _Line, columns: Sequence[Span]) -> bool:
    if len(_cells(line, columns)) < len(line.widths) or len(line.widths) < 2:
        return False
    return all(
        left >= columns[at][0] - _LOOSE and right <= columns[at][1] + _LOOSE
        for left, right in line.widths
        for at in [_column((left, right), columns)]
    )


def _ends(text: str, line: _Line, free: Sequence[Span], blank: int) -> bool:
    """Whether a line of one stretch is none of the table, though it keeps to the columns."""
    if len(line.stretches) > 1:
        return False
    (start, end), (left, _) = line.stretches[0], line.widths[0]
    if _PAGE.fullmatch(text, start, end):
        return blank > 0 or not text[start].isdigit() or left >= free[0][1]
    return blank > 0 and left < free[0][0]


def _is_above(line: _Line, heading: _Line, columns: Sequence[Span]) -> bool:
    """Whether a line above the heading belongs to it: a short word over a column that has none."""
    if len(line.stretches) != 1 or line.stretches[0][1] - line.stretches[0][0] > _ABOVE:
        return False
    (column, _), *_ = _cells(line, columns).items()
    return column > 0 and column not in _cells(heading, columns)


def _column(width: Span, columns: Sequence[Span]) -> int:
    """The column that most of a stretch stands in, or the nearest."""
    return max(range(len(columns)), key=lambda at: min(width[1], columns[at][1]) - max(width[0], columns[at][0]))


def _cells(line: _Line, columns: Sequence[Span]) -> dict[int, Span]:
    """The place of the cell in each column that a line has one in."""
    return {_column(width, columns): place for place, width in zip(line.stretches, line.widths, strict=True)}


def _rows(text: str, lines: Sequence[_Line], columns: Sequence[Span], heading: int, sections: Container[int]) -> Rows:
    cells = [_cells(line, columns) for line in lines]
    for number, line in enumerate(lines):
        if line.number in sections:
            cells[number] = {0: line.stretches[0]}
    body = heading + 1
    while body < len(cells) and all(_BRACKETED.fullmatch(text, *place) for place in cells[body].values()):
        body += 1
    numbers = [0] * body
    if body < len(cells) and 0 not in cells[body] and _divides(cells[heading], cells[body], len(columns)):
        numbers.append(1)
    for is_section, run in groupby(lines[len(numbers) :], lambda line: line.number in sections):
        start, count = len(numbers), len(list(run))
        own = range(count) if is_section else row_numbers(text, cells[start : start + count])
        first = numbers[-1] + 1
        numbers += [first + row for row in own]
    out: list[list[PrintedCell]] = []
    for found, row in zip(cells, numbers, strict=True):
        if row == len(out):
            out.append([])
        out[row] += [PrintedCell(*place, row, column) for column, place in found.items()]
    return tuple(_whole(row, number, len(columns)) for number, row in enumerate(out))


def _divides(heading: Container[int], below: Container[int], columns: int) -> bool:
    """Whether a line below the headings heads the columns that they leave out: 2026年, 2027年 below 目标."""
    left_out = [column for column in range(columns) if column not in heading]
    return bool(left_out) and all(column in below for column in left_out)


def _whole(cells: list[PrintedCell], row: int, columns: int) -> tuple[PrintedCell, ...]:
    """A row with an empty cell where a column has none, left to right, the pieces of a cell in order."""
    place = cells[-1].end
    missing = set(range(columns)) - {cell.column for cell in cells}
    return tuple(sorted([*cells, *(PrintedCell(place, place, row, column) for column in missing)], key=_PLACE))


_PLACE = attrgetter("column", "start")
