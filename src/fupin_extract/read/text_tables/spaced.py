"""Rows of words with blanks between cells and no number, below a heading that says who answers or by when.

    任务 责任单位 完成时限
    修路 县交通局 6月底前
    办学 县教育局 9月底前

Each line has as many cells as the heading; a first cell that is merged over rows may be missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fupin_extract.read.text_tables.heading_words import OFFICES, PERSONS, TIMES
from fupin_extract.read.text_tables.numbered import GAPS, is_numbered, parts_of
from fupin_extract.read.text_tables.shape import BLANKS, TableLines, is_heading, is_table, row_of, trimmed
from fupin_extract.text.patterns import when_needed
from fupin_extract.text.span import Span

_LEAST, _MOST, _LEAST_ROWS = 3, 12, 2
# No heading is longer, all in all.
_LONGEST = 120
_SIGN = "|".join((*OFFICES, *TIMES, *PERSONS))


def find(text: str, lines: Sequence[Span]) -> Iterator[TableLines]:
    """Tables whose heading holds one of the signs."""
    behind = 0
    for at, (start, end) in enumerate(lines):
        if at >= behind and _may_head(text[start:end].strip(BLANKS)) and (table := _table(text, lines, at)):
            yield table
            behind = table.last


def _may_head(line: str) -> bool:
    few = len(line) > _LONGEST or len(line.split(None, _LEAST - 1)) < _LEAST
    return not few and when_needed(_SIGN).search(line) is not None


def _table(text: str, lines: Sequence[Span], first: int) -> TableLines | None:
    if is_numbered(text, lines[first]):
        return None
    for gap in GAPS:
        heading = parts_of(text, lines[first], gap)
        if not _LEAST <= len(heading) <= _MOST or not is_heading([text[a:b] for a, b in heading]):
            continue
        rows, last = [heading], first + 1
        for at in range(first + 1, len(lines)):
            start, end = trimmed(text, lines[at])
            if start == end:
                continue
            parts = parts_of(text, lines[at], gap)
            if len(parts) != len(heading):
                break
            rows.append(parts)
            last = at + 1
        cells = tuple(row_of(text, row, number) for number, row in enumerate(rows))
        if len(rows) > _LEAST_ROWS and is_table(text, cells):
            return TableLines(first, last, cells)
    return None
