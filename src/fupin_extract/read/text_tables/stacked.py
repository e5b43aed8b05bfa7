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

from fupin_extract.read.text_tables.heading_words import BELOW, HEADING, OFFICES, TIMES
from fupin_extract.read.text_tables.numbered import kind_of
from fupin_extract.read.text_tables.shape import Seeker, TableLines, is_heading, is_table, row_of, trimmed
from fupin_extract.text.patterns import when_needed
from fupin_extract.text.span import Span

_LEAST, _MOST, _LEAST_ROWS = 3, 10, 2
_LONGEST = 10


def find(text: str, lines: Sequence[Span]) -> Iterator[TableLines]:
    """Tables of two rows at least below headings of which one names offices or a time."""
    seeker, at, behind = Seeker(text, lines, (*OFFICES, *TIMES)), 0, 0
    while (at := seeker.line(at)) < len(lines):
        table = _table(text, lines, at, behind) if _heads(text, lines[at]) else None
        if table is not None:
            yield table
        at = behind = table.last if table is not None else at + 1


def _heads(text: str, line: Span) -> bool:
    start, end = trimmed(text, line)
    return 0 < end - start <= _LONGEST and when_needed(HEADING).fullmatch(text, start, end) is not None


def _table(text: str, lines: Sequence[Span], sign: int, behind: int) -> TableLines | None:
    """The table of whose headings one is the line ``sign``, below the line ``behind``."""
    first = sign
    for at in range(sign - 1, max(behind, sign - 3 * _MOST) - 1, -1):
        start, end = trimmed(text, lines[at])
        if end > start and not _heads(text, lines[at]):
            break
        first = at if end > start else first
    full = _full(text, lines, first)
    heading: list[Span] = []
    for at in full:
        if not _heads(text, lines[at]) or len(heading) > _MOST:
            break
        heading.append(trimmed(text, lines[at]))
    width = len(heading)
    if not _LEAST <= width <= _MOST or not is_heading([text[a:b] for a, b in heading]):
        return None
    expected = [_kinds(text[slice(*cell)]) for cell in heading]
    rows, last, row = [heading], 0, list[Span]()
    for at in _full(text, lines, first):
        row.append(trimmed(text, lines[at]))
        if len(row) == width:
            if last and not all(
                not kinds or kind_of(text, cell) in kinds for kinds, cell in zip(expected, row, strict=True)
            ):
                break
            rows += [row] if last else []
            last, row = at + 1, []
    cells = tuple(row_of(text, cells, number) for number, cells in enumerate(rows))
    return TableLines(first, last, cells) if len(rows) > _LEAST_ROWS and is_table(text, cells) else None


def _full(text: str, lines: Sequence[Span], first: int) -> Iterator[int]:
    """The lines with text, from one on."""
    for at in range(first, len(lines)):
        start, end = trimmed(text, lines[at])
        if end > start:
            yield at


def _kinds(heading: str) -> tuple[str, ...]:
    return next((kinds for ends, kinds in BELOW if heading.endswith(ends)), ())
