"""Rows that only their numbers show: a page or a Word table copied as text, a cell a line or blanks between cells.

    序号            序号 重点任务 责任单位
    重点任务        1 修路 县交通局
    责任单位        2 办学 县教育局
    1
    修路
    县交通局

The heading begins with 序号, and each row with the next number. A cell may go on over lines: what a row has too much
belongs to the column that holds the longest texts; what it has too little it lacks at its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from fupin_extract.read.document import PrintedCell
from fupin_extract.read.text_tables.shape import BLANKS, Rows, Seeker, TableLines, is_heading, is_table, trimmed
from fupin_extract.text.span import Span

SIGNS = ("序号", "序 号", "序　号")
_FIRST = re.compile(f"序[{BLANKS}]?号")
_GAPS = (re.compile(f"[{BLANKS}]{{2,}}|[\u3000\t]"), re.compile(f"[{BLANKS}]+"))
_SECTION = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])[^。；]{2,40}")
# Columns of a table, and lines that one row may go on over.
_LEAST, _MOST, _LONGEST_ROW = 3, 12, 60
# What fails a row that has too few cells: blank ones stand at its end, and are few.
_MOST_MISSING = 2


class _Row(NamedTuple):
    """The stretches of a row and the line after it; ``section``: the title of the rows below it."""

    cells: Sequence[Span]
    last: int
    section: bool = False


def find(text: str, lines: Sequence[Span]) -> Iterator[TableLines]:
    """Tables whose heading begins with 序号, with two rows at least."""
    seeker, at = Seeker(text, lines, SIGNS), 0
    while (at := seeker.line(at)) < len(lines):
        last = at + 1
        start, end = trimmed(text, lines[at])
        if first := _FIRST.match(text, start, end):
            table = _stacked(text, lines, at) if first.end() == end else _spaced(text, lines, at)
            if table is not None and is_table(text, table.rows):
                yield table
                last = table.last
        at = last


def _stacked(text: str, lines: Sequence[Span], first: int) -> TableLines | None:
    """The table whose cells are lines, its heading beginning at one."""
    full = [(at, trimmed(text, lines[at])) for at in range(first, len(lines))]
    full = [(at, span) for at, span in full if span[1] > span[0]]
    width = 1
    while width < min(_MOST + 1, len(full)) and not _opens(text, full[width][1], 1):
        width += 1
    heading = [text[a:b] for _, (a, b) in full[:width]]
    if not _LEAST <= width <= _MOST or not is_heading(heading):
        return None
    rows = [_Row([span for _, span in full[:width]], full[width - 1][0] + 1)]
    at, number = width, 1
    while at < len(full) and _opens(text, full[at][1], number):
        if _SECTION.fullmatch(text, *full[at][1]):
            rows.append(_Row([full[at][1]], full[at][0] + 1, section=True))
            at += 1
            # Numbers run on through sections, or begin anew in each.
            number = 1 if at < len(full) and text[slice(*full[at][1])] == "1" else number
            continue
        count = _row_length(text, full[at : at + _LONGEST_ROW], number, width)
        rows.append(_Row([span for _, span in full[at : at + count]], full[at + count - 1][0] + 1))
        at, number = at + count, number + 1
    return _table(text, first, rows, width)


def _opens(text: str, span: Span, number: int) -> bool:
    """Whether a line is the number of the next row, or the title above it."""
    return text[slice(*span)] in (str(number), "1") or _SECTION.fullmatch(text, *span) is not None


def _row_length(text: str, full: Sequence[tuple[int, Span]], number: int, width: int) -> int:
    """How many lines a row has that begins with the first: as many as there are columns, if the next begins there.

    The last may lack cells: where lines stand close together, a blank one ends it.
    """
    if len(full) > width and _opens(text, full[width][1], number + 1):
        return width
    for count in range(2, len(full)):
        if count >= width - _MOST_MISSING and _opens(text, full[count][1], number + 1):
            return count
    close = 1
    while close < min(width, len(full)) and full[close][0] == full[close - 1][0] + 1:
        close += 1
    return close if close >= width - _MOST_MISSING else min(width, len(full))


def _spaced(text: str, lines: Sequence[Span], first: int) -> TableLines | None:
    """The table whose rows are lines with blanks between cells; two blanks, if the heading has them, else one."""
    gap = next((gap for gap in _GAPS if len(_parts(text, lines[first], gap)) >= _LEAST), None)
    if gap is None:
        return None
    heading = _parts(text, lines[first], gap)
    if len(heading) > _MOST or not is_heading([text[a:b] for a, b in heading]):
        return None
    rows, number = [_Row(heading, first + 1)], 1
    for at in range(first + 1, len(lines)):
        start, end = trimmed(text, lines[at])
        if start == end:
            continue
        parts = _parts(text, lines[at], gap)
        told = text[slice(*parts[0])]
        if _SECTION.fullmatch(text, start, end) and len(parts) <= 1:
            rows.append(_Row(parts, at + 1, section=True))
        elif told in (str(number), "1") and len(heading) - _MOST_MISSING <= len(parts) <= len(heading):
            rows.append(_Row(parts, at + 1))
            number = int(told) + 1
        else:
            break
    return _table(text, first, rows, len(heading))


def _parts(text: str, line: Span, gap: re.Pattern[str]) -> list[Span]:
    start, end = trimmed(text, line)
    gaps = [found.span() for found in gap.finditer(text, start, end)]
    places = [start, *(edge for found in gaps for edge in found), end]
    return list(zip(places[::2], places[1::2], strict=True))


def _table(text: str, first: int, rows: list[_Row], width: int) -> TableLines | None:
    """The rows as a table, where at least two are and half of them have a cell in each column but the last."""
    while rows[-1].section:
        rows.pop()
    body = [row for row in rows[1:] if not row.section]
    whole = [row for row in body if len(row.cells) in (width - 1, width)]
    if len(body) < 2 or 2 * len(whole) < len(body):
        return None
    sizes = [sum(b - a for row in whole for a, b in row.cells[column : column + 1]) for column in range(width)]
    longest = max(enumerate(sizes), key=itemgetter(1))[0]
    cells = tuple(_cells(text, row, number, width, longest) for number, row in enumerate(rows))
    return TableLines(first, rows[-1].last, cells)


def _cells(text: str, row: _Row, number: int, width: int, longest: int) -> tuple[PrintedCell, ...]:
    """A row with a cell in each column, in the longest what goes on over lines: what is too much, or sentences."""
    sentences = longest + 1
    while sentences < len(row.cells) and text[row.cells[sentences][1] - 1] in "。；":
        sentences += 1
    over = max(sentences - longest - 1, len(row.cells) - width) if number else 0
    columns = [at if at <= longest else max(longest, at - over) for at in range(len(row.cells))]
    end = row.cells[-1][1]
    missing = range(columns[-1] + 1, width)
    return (
        *(PrintedCell(*cell, number, column) for cell, column in zip(row.cells, columns, strict=True)),
        *(PrintedCell(end, end, number, column) for column in missing),
    )
