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
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from fupin_extract.read.document import PrintedCell
from fupin_extract.read.text_tables.shape import BLANKS, Seeker, TableLines, is_heading, is_table, trimmed, unstroked
from fupin_extract.text.patterns import compiled
from fupin_extract.text.span import Span

SIGNS: tuple[str, ...] = ("序号", "序 号", "序　号")
_FIRST = compiled(f"序[{BLANKS}]?号")
# What a column before the numbers is called, and what stands in it.
_GROUPS = compiled("[一-龥]{0,4}(?:类别|分类|领域|板块|方面|大类|阶段|类型|方向|环节|模块)")
_GROUP = compiled("[^，。；：、\\d]{2,16}")
GAPS = (compiled(f"[{BLANKS}]{{2,}}|[\u3000\t]"), compiled(f"[{BLANKS}]+"))
_SECTION = compiled(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])[^。；]{2,40}")
# No heading by themselves: the first half of 完成时限, 责任单位.
_HALVES = compiled("完成|责任|牵头|配合|整改|重点|主要|具体|分管|包保|督办|办理|协办|实施")
# Columns of a table, and lines that one row may go on over.
_LEAST, _MOST, _LONGEST_ROW = 3, 12, 60
# What a cell is like; going on in a column costs something, least in the longest.
_KINDS = (
    ("number", compiled(r"\d{1,3}")),
    ("sentence", compiled(r"(?s:.*[。；;]|(?:[（(]?\d{1,2}[）).、．]|[①-⑳]).*)")),
    ("time", compiled(r"[^，。]{0,6}(?:\d[\d.年月日底前末\-—至到]*+|长期|持续|全年|年底|常态|每[年月季周]).{0,10}")),
    ("offices", compiled(r".*(?:[局办委部府站所队会镇乡区县市社司院校厅行门位街道室科处署联馆组班]|中心|单位)")),
    ("name", compiled("[一-龥]{2,3}")),
)
_GOES_ON = 0.1
# What fails a row that has too few cells: blank ones stand at its end, and are few.
_MOST_MISSING = 2


class _Row(NamedTuple):
    """The stretches of a row and the line after it; ``section``: the title of the rows below it."""

    cells: Sequence[Span]
    last: int
    section: bool = False


def is_numbered(text: str, line: Span) -> bool:
    """Whether a line is a heading with a column of numbers."""
    return _FIRST.search(text, *line) is not None


def find(text: str, lines: Sequence[Span]) -> Iterator[TableLines]:
    """Tables whose heading begins with 序号, with two rows at least."""
    seeker, at = Seeker(text, lines, SIGNS), 0
    while (at := seeker.line(at)) < len(lines):
        last = at + 1
        start, end = unstroked(text, lines[at])
        first = _FIRST.match(text, start, end)
        if first is None and (group := _GROUPS.match(text, start, end)):
            first = _FIRST.match(text, *unstroked(text, (group.end(), end)))
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
    width = 1
    while width < min(_MOST + 1, len(full)) and not _opens(text, full[width][1], 1):
        width += 1
    begins = _group_above(text, lines, first)
    grouped = begins < first and width > 1 and _GROUP.fullmatch(text, *full[width - 1][1]) is not None
    heading = _joined_heading(text, [span for _, span in full[: width - grouped]])
    at, number, last = width - grouped, 1, full[width - grouped - 1][0] + 1
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
            return at if _GROUPS.fullmatch(text, start, end) else first
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
        if joined and _HALVES.fullmatch(text, *joined[-1]):
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
    grouped = _FIRST.fullmatch(text, *heading[0]) is None
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
        elif told in (str(number), "1") and len(heading) - _MOST_MISSING <= len(parts) <= len(heading):
            rows.append(_Row(parts, at + 1))
            number = int(told) + 1
        else:
            break
    return _table(text, first, rows, len(heading))


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
    columns = [_Column(text, [row.cells[at] for row in whole if at < len(row.cells)]) for at in range(width)]
    cells = tuple(_cells(text, row, number, columns) for number, row in enumerate(rows))
    return TableLines(first, rows[-1].last, cells)


class _Column:
    """What the cells of a column are like in the rows that are whole."""

    def __init__(self, text: str, cells: Sequence[Span]) -> None:
        self._kinds = Counter(kind_of(text, cell) for cell in cells)
        self._count = max(1, len(cells))
        self.size = sum(end - start for start, end in cells) / self._count

    def cost(self, kind: str) -> float:
        """How unlike the cells of the column a stretch of one kind is, from 0 to 1."""
        return 1 - self._kinds[kind] / self._count


def _goes_on(text: str, row: _Row) -> bool:
    kinds = [kind_of(text, cell) for cell in row.cells]
    return ("sentence", "sentence") in pairwise(kinds)


def kind_of(text: str, cell: Span) -> str:
    """What a cell is like: a number, a sentence, a time, offices, a name, or any text."""
    written = text[slice(*cell)]
    return next((kind for kind, form in _KINDS if form.fullmatch(written)), "text")


def _cells(text: str, row: _Row, number: int, columns: Sequence[_Column]) -> tuple[PrintedCell, ...]:
    """A row with a cell in each column.

    Where it has as many lines as there are columns, or more, each goes on in its column or begins the next, so that all
    are most like what stands there in other rows; of two ways, the longest column goes on.
    """
    plain = list(range(min(len(row.cells), len(columns))))
    spread = number > 0 and not row.section and len(row.cells) >= len(columns)
    at = _spread([kind_of(text, cell) for cell in row.cells], columns) if spread else plain
    end = row.cells[-1][1]
    return (
        *(PrintedCell(*cell, number, column) for cell, column in zip(row.cells, at, strict=True)),
        *(PrintedCell(end, end, number, column) for column in range(at[-1] + 1, len(columns))),
    )


def _spread(kinds: Sequence[str], columns: Sequence[_Column]) -> list[int]:
    """The column of each line of a row."""
    longest = max(range(len(columns)), key=lambda at: columns[at].size)
    # Of two columns of offices, the later lists more of them: those that support.
    goes_on = [_GOES_ON if at == longest else 2 * _GOES_ON - at / 1000 for at in range(len(columns))]
    # For each column, the cheapest way to reach it with the lines so far: its cost, and the columns of the lines.
    ways: dict[int, tuple[float, list[int]]] = {0: (0.0, [0])}
    for kind in kinds[1:]:
        after: dict[int, tuple[float, list[int]]] = {}
        for column, (cost, path) in ways.items():
            for step in (0, 1):
                if column + step == len(columns) or (column == 0 and not step):
                    continue
                total = cost + columns[column + step].cost(kind) + (0 if step else goes_on[column])
                if column + step not in after or total < after[column + step][0]:
                    after[column + step] = total, [*path, column + step]
        ways = after
    full = {column: way for column, way in ways.items() if column >= len(columns) - 2}
    return min(full.values(), key=itemgetter(0))[1]
