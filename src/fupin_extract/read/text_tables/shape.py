"""What the kinds of tables in plain text have in common: cells, and what a table looks like."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from fupin_extract.read.document import PrintedCell
from fupin_extract.text.patterns import compiled
from fupin_extract.text.span import Span

_START = itemgetter(0)

Rows = tuple[tuple[PrintedCell, ...], ...]

BLANKS = " \t\u00a0\u3000"
STROKES = "|｜"
# What a cell of a heading is no longer than, and holds none of; with which an item of a list begins.
_LONGEST_HEADING = 20
_SENTENCE = compiled("[。；;！!？?，、:：]")
_ITEM = compiled(r"\s*(?:\d+\Z|[（(]?[一二三四五六七八九十百\d]+[、.．)）]|[①-⑳•·●■◆▪*-])")
# 索引号：X: a label and what it tells.
_LABEL = compiled(r"[\u4e00-\u9fff][\u4e00-\u9fff \u3000]{0,11}[：:]")


class TableLines(NamedTuple):
    """A table: its first line, the line after its last, and its rows."""

    first: int
    last: int
    rows: Rows


def trimmed(text: str, span: Span) -> Span:
    """The place without the blanks around; an empty one at its beginning where there is nothing else."""
    start, end = span
    while start < end and text[end - 1] in BLANKS:
        end -= 1
    while start < end and text[start] in BLANKS:
        start += 1
    return start, end


def unstroked(text: str, span: Span) -> Span:
    """The place without the blanks and strokes around: a page may put one behind each cell, or on a line of its own."""
    start, end = trimmed(text, span)
    while start < end and text[end - 1] in STROKES:
        start, end = trimmed(text, (start, end - 1))
    while start < end and text[start] in STROKES:
        start, end = trimmed(text, (start + 1, end))
    return start, end


class Seeker:
    """Finds the lines that hold one of some signs, each sign sought but once over the text."""

    def __init__(self, text: str, lines: Sequence[Span], signs: Iterable[str]) -> None:
        self._text = text
        self._lines = lines
        self._end = lines[-1][1] if lines else 0
        self._places = {sign: text.find(sign, lines[0][0], self._end) for sign in signs} if lines else {}

    def line(self, at: int) -> int:
        """The first line from one on that holds a sign; as many as there are lines if none does."""
        if at >= len(self._lines):
            return len(self._lines)
        start, nearest = self._lines[at][0], self._end
        for sign, place in self._places.items():
            if 0 <= place < start:
                place = self._places[sign] = self._text.find(sign, start, self._end)
            if 0 <= place < nearest:
                nearest = place
        return len(self._lines) if nearest == self._end else bisect_right(self._lines, nearest, at, key=_START) - 1


def row_of(text: str, fields: Sequence[Span], row: int) -> tuple[PrintedCell, ...]:
    """A row with a cell in each column."""
    return tuple(PrintedCell(*trimmed(text, field), row, column) for column, field in enumerate(fields))


def written(text: str, cells: Sequence[PrintedCell]) -> list[str]:
    """The texts of the cells that hold any."""
    return [text[cell.start : cell.end] for cell in cells if cell.end > cell.start]


def is_heading(cells: Sequence[str]) -> bool:
    """Whether texts may be the names of columns: two or more, short, different, no sentences and no items of a list."""
    return len(set(cells)) == len(cells) > 1 and all(
        len(cell) <= _LONGEST_HEADING
        and not _SENTENCE.search(cell)
        and not _ITEM.match(cell)
        and cell.count("（") == cell.count("）")
        for cell in cells
    )


def is_table(text: str, rows: Rows) -> bool:
    """Whether rows are a table: two or more, of three columns and more, or of two with a heading and three rows.

    Labels with what they tell (索引号：X  发布机构：Y) are none.
    """
    full = [cells for cells in (written(text, row) for row in rows) if len(cells) > 1]
    columns = len({cell.column for row in rows for cell in row if cell.end > cell.start})
    if len(full) < 2 or columns < 2 or _labelled(full[0]) or sum(map(_labelled, full)) * 2 > len(full):
        return False
    return columns > 2 or (len(full) > 2 and is_heading(full[0]))


def _labelled(cells: Sequence[str]) -> bool:
    return sum(_LABEL.match(cell) is not None for cell in cells) * 2 >= len(cells)
