"""Rows without numbers, a cell a line, below headings that are lines too.

    任务
    责任单位
    完成时限
    修路
    县交通局
    6月底前
    …

Nothing shows where a row begins but what stands in it: below a heading of offices come offices, below one of times come
times, as many lines on as there are headings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fupin_extract.read.text_tables.cell_kinds import kind_of
from fupin_extract.read.text_tables.heading_words import BELOW, HEADING, OFFICES, TIMES
from fupin_extract.read.text_tables.shape import (
    BLANKS,
    STROKES,
    TableLines,
    is_heading,
    is_table,
    row_of,
    trimmed,
    unstroked,
)
from fupin_extract.text.patterns import when_needed
from fupin_extract.text.span import Span

_LEAST, _MOST, _LEAST_ROWS = 3, 10, 2
_LONGEST = 10
_SIGN = "|".join((*OFFICES, *TIMES))


def find(text: str, lines: Sequence[Span]) -> Iterator[TableLines]:
    """Tables of two rows at least below headings of which one names offices or a time."""
    behind = 0
    for at, (start, end) in enumerate(lines):
        cell = text[start:end].strip(BLANKS + STROKES)
        if at < behind or len(cell) > _LONGEST or not when_needed(_SIGN).search(cell):
            continue
        table = _table(text, lines, at, behind) if _heads(text, lines[at]) else None
        if table is not None:
            yield table
        behind = table.last if table is not None else at + 1


def _heads(text: str, line: Span) -> bool:
    start, end = unstroked(text, line)
    return 0 < end - start <= _LONGEST and when_needed(HEADING).fullmatch(text, start, end) is not None


def _table(text: str, lines: Sequence[Span], sign: int, behind: int) -> TableLines | None:
    """The table of whose headings one is the line ``sign``, below the line ``behind``."""
    first = sign
    for at in range(sign - 1, max(behind, sign - 3 * _MOST) - 1, -1):
        start, end = unstroked(text, lines[at])
        if end > start and not _heads(text, lines[at]):
            break
        first = at if end > start else first
    cells = _cells(text, lines, first)
    heading: list[Span] = []
    for at, cell in cells:
        if not _heads(text, lines[at]) or len(heading) > _MOST:
            break
        heading.append(cell)
    width = len(heading)
    if not _LEAST <= width <= _MOST or not is_heading([text[a:b] for a, b in heading]):
        return None
    expected = [_kinds(text[slice(*cell)]) for cell in heading]
    rows, last, row = [heading], 0, list[Span]()
    for at, cell in _cells(text, lines, first):
        row.append(cell)
        if len(row) == width:
            if last and not all(_fits(text, *of) for of in zip(row, expected, strict=True)):
                break
            rows += [row] if last else []
            last, row = at + 1, []
    table = tuple(row_of(text, cells, number) for number, cells in enumerate(rows))
    return TableLines(first, last, table) if len(rows) > _LEAST_ROWS and is_table(text, table) else None


def _cells(text: str, lines: Sequence[Span], first: int) -> Iterator[tuple[int, Span]]:
    """The cells from one line on, each with its last line: the lines with text, or what strokes end (单位 |)."""
    stroked = text[trimmed(text, lines[first])[1] - 1] in STROKES
    begins = first
    for at in range(first, len(lines)):
        start, end = unstroked(text, lines[at])
        if not stroked:
            begins = at
        elif text[trimmed(text, lines[at])[1] - 1] not in STROKES:
            continue
        if end > start or stroked:
            yield at, unstroked(text, (lines[begins][0], lines[at][1]))
        begins = at + 1


def _fits(text: str, cell: Span, kinds: tuple[str, ...]) -> bool:
    """Whether the last line of a cell is of the kinds that its heading asks for, if any; it may be blank."""
    end = cell[1]
    start = max(cell[0], text.rfind("\n", *cell) + 1)
    return not kinds or start == end or kind_of(text, (start, end)) in kinds


def _kinds(heading: str) -> tuple[str, ...]:
    return next((kinds for ends, kinds in BELOW if heading.endswith(ends)), ())
