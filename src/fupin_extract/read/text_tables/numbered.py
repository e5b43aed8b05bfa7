"""Rows that only their numbers show: a page or a Word table copied as text, a cell a line or blanks between cells.

    序号            序号 重点任务 责任单位
    重点任务        1 修路 县交通局
    责任单位        2 办学 县教育局
    1
    修路
    县交通局

The heading begins with 序号, and each row with the next number. A cell may go on over lines: these belong to the column
whose cells they are most like; what a row has too little it lacks at its end. A column of groups (类别) may stand
before the numbers: its cells, which are merged over rows, are the titles of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from fupin_extract.read.document import PrintedCell
from fupin_extract.read.text_tables.cell_kinds import CellColumn, kind_of, spread_over
from fupin_extract.read.text_tables.heading_words import GROUPS, HALVES, NUMBER, NUMBERS
from fupin_extract.read.text_tables.shape import BLANKS, Seeker, TableLines, is_heading, is_table, trimmed, unstroked
from fupin_extract.text.patterns import compiled
from fupin_extract.text.span import Span

# The cell of a column before the numbers.
_GROUP = compiled("[^，。；：、\\d]{2,16}")
GAPS = (compiled(f"[{BLANKS}]{{2,}}|[\u3000\t]"), compiled(f"[{BLANKS}]+"))
_NUMBER = compiled(r"[1-9]\d{0,2}")
_ONE_BLANK = compiled(f"[{BLANKS}]")
_SECTION = compiled(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])[^。；]{2,40}")
# Columns of a table, and lines that one row may go on over.
_LEAST, _MOST, _LONGEST_ROW = 3, 12, 60
# What one blank parts has at most so many more stretches than columns.
_MOST_BROKEN = 6
# What fails a row that has too few cells: blank ones stand at its end, and are few.
_MOST_MISSING = 2


class _Row(NamedTuple):
    """The stretches of a row and the line after it; ``section``: the title of the rows below it."""

    cells: Sequence[Span]
    last: int
    section: bool = False


def is_numbered(text: str, line: Span) -> bool:
    """Whether a line is a heading with a column of numbers."""
    return NUMBER.search(text, *line) is not None


def find(text: str, lines: Sequence[Span]) -> Iterator[TableLines]:
    """Tables whose heading begins with 序号, with two rows at least."""
    seeker, at = Seeker(text, lines, NUMBERS), 0
    while (at := seeker.line(at)) < len(lines):
        last = at + 1
        start, end = unstroked(text, lines[at])
        first = NUMBER.match(text, start, end)
        if first is None and (group := GROUPS.match(text, start, end)):
            first = NUMBER.match(text, *unstroked(text, (group.end(), end)))
        if first:
            table = (
                _stacked(text, lines, at) if first.end() == end == start + len(first[0]) else _spaced(text, lines, at)
            )
            if table is not None and is_table(text, table.rows):
                yield table
                last = table.last
        at = last


def _stacked(text: str, lines: Sequence[Span], first: int) -> TableLines | None:
    """The table whose cells are lines, its heading beginning at one."""
    full = [(at, unstroked(text, lines[at])) for at in range(first, len(lines))]
    full = [(at, span) for at, span in full if span[1] > span[0]]
    # An excerpt goes on with the numbers of what it is from.
    heads = [text[slice(*span)] for _, span in full[_LEAST : _MOST + 1]]
    number = next((int(told) for told in heads if _NUMBER.fullmatch(told)), 1)
    width = 1
    while width < min(_MOST + 1, len(full)) and not _opens(text, full[width][1], number):
        width += 1
    begins = _group_above(text, lines, first)
    grouped = begins < first and width > 1 and _GROUP.fullmatch(text, *full[width - 1][1]) is not None
    heading = _joined_heading(text, [span for _, span in full[: width - grouped]])
    at, last = width - grouped, full[width - grouped - 1][0] + 1
    width = len(heading)
    if not _LEAST <= width <= _MOST or not is_heading([text[a:b] for a, b in heading]):
        return None
    rows = [_Row(heading, last)]
    while at < len(full):
        if grouped and _titles_group(text, full[at : at + 2], number):
            rows.append(_Row([full[at][1]], full[at][0] + 1, section=True))
            at += 1
        if at == len(full) or not _opens(text, full[at][1], number):
            break
        if _SECTION.fullmatch(text, *full[at][1]):
            rows.append(_Row([full[at][1]], full[at][0] + 1, section=True))
            at += 1
            # Numbers run on through sections, or begin anew in each.
            number = 1 if at < len(full) and text[slice(*full[at][1])] == "1" else number
            continue
        left = full[at : at + _LONGEST_ROW]
        count = _row_length(text, left, number, width) or _last_length(text, left, width, rows[1:])
        if grouped and count > width and _titles_group(text, full[at + count - 1 : at + count + 1], number + 1):
            count -= 1
        rows.append(_Row([span for _, span in full[at : at + count]], full[at + count - 1][0] + 1))
        at, number = at + count, number + 1
    return _table(text, begins if grouped else first, rows, width)


def _group_above(text: str, lines: Sequence[Span], first: int) -> int:
    """The line above a heading that is one of groups; else the heading's own."""
    for at in range(first - 1, -1, -1):
        start, end = unstroked(text, lines[at])
        if end > start:
            return at if GROUPS.fullmatch(text, start, end) else first
    return first


def _titles_group(text: str, lines: Sequence[tuple[int, Span]], number: int) -> bool:
    """Whether a line stands above the number of a row as the name of a group does."""
    if len(lines) < 2 or text[slice(*lines[1][1])] != str(number):
        return False
    return _GROUP.fullmatch(text, *lines[0][1]) is not None and kind_of(text, lines[0][1]) in ("text", "name")


def _joined_heading(text: str, cells: Sequence[Span]) -> list[Span]:
    """The cells of a heading, the halves of one that a narrow column broke joined: 完成 / 时限."""
    joined: list[Span] = []
    for cell in cells:
        if joined and HALVES.fullmatch(text, *joined[-1]):
            joined[-1] = joined[-1][0], cell[1]
        else:
            joined.append(cell)
    return joined


def _opens(text: str, span: Span, number: int) -> bool:
    """Whether a line is the number of the next row, or the title above it."""
    return text[slice(*span)] in (str(number), "1") or _SECTION.fullmatch(text, *span) is not None


def _row_length(text: str, full: Sequence[tuple[int, Span]], number: int, width: int) -> int:
    """How many lines a row has that begins with the first: as many as there are columns, if the next begins there.

    0 for the last of a table.
    """
    if len(full) > width and _opens(text, full[width][1], number + 1):
        return width
    for count in range(2, len(full)):
        if count >= width - _MOST_MISSING and _opens(text, full[count][1], number + 1):
            return count
    return 0


def _last_length(text: str, full: Sequence[tuple[int, Span]], width: int, above: Sequence[_Row]) -> int:
    """How many lines the last row has: up to a time where the rows above end with one.

    Else it may lack cells: where lines stand close together, a blank one ends it.
    """
    ends = [kind_of(text, row.cells[-1]) for row in above if not row.section]
    longest = max([len(row.cells) for row in above], default=width)
    if ends and ends.count("time") * 2 > len(ends):
        for count in range(width, min(len(full), longest + 1) + 1):
            if kind_of(text, full[count - 1][1]) == "time":
                return count
    close = 1
    while close < min(width, len(full)) and full[close][0] == full[close - 1][0] + 1:
        close += 1
    return close if close >= width - _MOST_MISSING else min(width, len(full))


def _spaced(text: str, lines: Sequence[Span], first: int) -> TableLines | None:
    """The table whose rows are lines with blanks between cells; two blanks, if the heading has them, else one."""
    gap = next((gap for gap in GAPS if len(parts_of(text, lines[first], gap)) >= _LEAST), None)
    if gap is None:
        return None
    heading = parts_of(text, lines[first], gap)
    grouped = NUMBER.fullmatch(text, *heading[0]) is None
    heading = heading[grouped:]
    if len(heading) > _MOST or not is_heading([text[a:b] for a, b in heading]):
        return None
    rows, number = [_Row(heading, first + 1)], 1
    for at in range(first + 1, len(lines)):
        start, end = trimmed(text, lines[at])
        if start == end:
            continue
        parts = parts_of(text, lines[at], gap)
        if grouped and len(parts) > 1 and text[slice(*parts[1])] == str(number):
            rows.append(_Row(parts[:1], at + 1, section=True))
            parts = parts[1:]
        told = text[slice(*parts[0])]
        if _SECTION.fullmatch(text, start, end) and len(parts) <= 1:
            rows.append(_Row(parts, at + 1, section=True))
        elif told in (str(number), "1") and (cells := _fitted(text, lines[at], parts, len(heading), gap)):
            rows.append(_Row(cells, at + 1))
            number = int(told) + 1
        else:
            break
    return _table(text, first, rows, len(heading))


def _fitted(text: str, line: Span, parts: list[Span], width: int, gap: re.Pattern[str]) -> list[Span]:
    """The cells of a row of about so many columns; none where it has too few or too many.

    Where one blank parts cells, two stand beside an empty one, and one may stand in a cell that the page broke.
    """
    if width - _MOST_MISSING <= len(parts) <= width:
        full = parts
    elif gap is GAPS[-1] and width < len(parts) <= width + _MOST_BROKEN:
        full = []
    else:
        return []
    if gap is not GAPS[-1] or len(parts) == width:
        return full
    cells: list[Span] = []
    for start, end in parts_of(text, line, _ONE_BLANK):
        # 加强水资源保 护: no cell is one character.
        goes_on = len(cells) > 1 and cells[-1][1] > cells[-1][0]
        if goes_on and end - start == 1 and "一" <= text[start] <= "龥":
            cells[-1] = cells[-1][0], end
        else:
            cells.append((start, end))
    return cells if width <= len(cells) <= width + _MOST_BROKEN else full


def parts_of(text: str, line: Span, gap: re.Pattern[str]) -> list[Span]:
    """The stretches of a line between gaps."""
    start, end = trimmed(text, line)
    gaps = [found.span() for found in gap.finditer(text, start, end)]
    places = [start, *(edge for found in gaps for edge in found), end]
    return list(zip(places[::2], places[1::2], strict=True))


def _table(text: str, first: int, rows: list[_Row], width: int) -> TableLines | None:
    """The rows as a table, where at least two are, and one of them has a cell in each column but the last."""
    while rows[-1].section:
        rows.pop()
    body = [row for row in rows[1:] if not row.section]
    whole = [row for row in body if len(row.cells) in (width - 1, width)]
    if len(body) < 2 or not whole:
        return None
    # Where sentence stands below sentence, they are of one cell.
    whole = [row for row in whole if not _goes_on(text, row)] or whole
    columns = [CellColumn(text, [row.cells[at] for row in whole if at < len(row.cells)]) for at in range(width)]
    cells = tuple(_cells(text, row, number, columns) for number, row in enumerate(rows))
    return TableLines(first, rows[-1].last, cells)


def _goes_on(text: str, row: _Row) -> bool:
    kinds = [kind_of(text, cell) for cell in row.cells]
    return ("sentence", "sentence") in pairwise(kinds)


def _cells(text: str, row: _Row, number: int, columns: Sequence[CellColumn]) -> tuple[PrintedCell, ...]:
    """A row with a cell in each column.

    Where it has as many lines as there are columns, or more, each goes on in its column or begins the next, so that all
    are most like what stands there in other rows; of two ways, the longest column goes on.
    """
    plain = list(range(min(len(row.cells), len(columns))))
    spread = number > 0 and not row.section and len(row.cells) >= len(columns)
    at = spread_over([kind_of(text, cell) for cell in row.cells], columns) if spread else plain
    end = row.cells[-1][1]
    return (
        *(PrintedCell(*cell, number, column) for cell, column in zip(row.cells, at, strict=True)),
        *(PrintedCell(end, end, number, column) for column in range(at[-1] + 1, len(columns))),
    )
