"""Tables in plain text: lines of it that stand in columns become a table, whose cells are stretches of the text.

The text stays as it is. A table has lines that tabs or commas part (``separated``), pipes as in Markdown (``pipes``), a
frame drawn of signs (``frames``), blanks that leave the same columns free in all lines (``aligned``), or nothing but
the numbers of its rows (``numbered``) or a heading that names who answers, in a line (``spaced``) or in several
(``stacked``). What is no table for sure stays a line of text: a list, a signature, labels side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from fupin_extract.read.document import Block, PageBreak, PrintedTable
from fupin_extract.read.text_tables import aligned, frames, numbered, pipes, separated, spaced, stacked
from fupin_extract.read.text_tables.shape import TableLines
from fupin_extract.text.span import Span
from fupin_extract.text.stops import LINE_BREAKS

Finder = Callable[[str, Sequence[Span]], Iterator[TableLines]]
# Each looks first for the signs without which there is no table of its kind. In this order: a table drawn of signs is
# aligned by blanks too.
_FINDERS: tuple[Finder, ...] = (
    frames.find,
    pipes.find,
    separated.find_tabbed,
    separated.find_commas,
    separated.find_semicolons,
    aligned.find,
    numbered.find,
    spaced.find,
    stacked.find,
)


def with_tables(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, where each was a line or a page break, with those that are a table together made one."""
    if "\f" not in text:
        return tuple(_page(text, blocks))
    out: list[Block] = []
    for _, page in groupby(blocks, key=lambda block: isinstance(block, PageBreak)):
        out += _page(text, list(page))
    return tuple(out)


def _page(text: str, blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks of a page, each line tried by one finder after another unless it is in a table already."""
    lines = [(block.start, _end(text, block)) for block in blocks]
    taken: dict[int, TableLines] = {}
    free = [(0, len(lines))]
    for find in _FINDERS:
        left: list[tuple[int, int]] = []
        for first, last in free:
            at = first
            for found in find(text, lines[first:last]):
                begin, end, rows = found
                taken[first + begin] = TableLines(first + begin, first + end, rows)
                left.append((at, first + begin))
                at = first + end
            left.append((at, last))
        free = [(first, last) for first, last in left if last - first > 1]
    if not taken:
        return blocks
    out: list[Block] = []
    at = 0
    while at < len(blocks):
        if at in taken:
            _, last, rows = taken[at]
            out.append(PrintedTable(blocks[at].start, blocks[last - 1].end, rows))
            at = last
        else:
            out.append(blocks[at])
            at += 1
    return out


def _end(text: str, block: Block) -> int:
    """Where a line ends, without what breaks it."""
    end = block.end
    if end > block.start and text[end - 1] in LINE_BREAKS:
        end -= 2 if text.endswith("\r\n", block.start, end) else 1
    return end
