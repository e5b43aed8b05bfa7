"""Which row each line of an aligned table belongs to.

A cell that is too long for its column goes on below. A program that sets text puts the number of a row beside its first
line; a page has it beside the middle: then lines stand above it too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter

from fupin_extract.text.patterns import compiled
from fupin_extract.text.span import Span

Cells = Mapping[int, Span]

_NUMBER = compiled(r"[（(]?(?:\d{1,4}|[一二三四五六七八九十]{1,3})[）).、．]?")
# A line of so many cells says more than what ran over from the line above; so many groups may stand before a task.
_LEAST_WHOLE, _MOST_GROUPS = 4, 2
# Lines between two numbers that are tried one by one.
_MOST_BETWEEN = 60


def row_numbers(text: str, lines: Sequence[Cells]) -> list[int]:
    """The row of each line of the body of a table, from 0."""
    keys = [at for at, cells in enumerate(lines) if 0 in cells]
    width = max(map(len, lines), default=0)
    if 2 * sum(_NUMBER.fullmatch(text, *lines[at][0]) is not None for at in keys) <= len(keys):
        # A group that is merged downwards leaves its cell blank in rows that are whole but for it.
        return _counted([0 in cells or len(cells) >= width - 1 for cells in lines])
    whole = [_is_whole(cells, width) for cells in lines]
    if not _centred(lines, keys, whole):
        return _counted([0 in cells or all_told for cells, all_told in zip(lines, whole, strict=True)])
    first = set(_first_lines(keys, len(lines)))
    return _counted([at in first for at in range(len(lines))])


def _counted(begins: Sequence[bool]) -> list[int]:
    rows, row = [], -1
    for number, begin in enumerate(begins):
        row += begin or not number
        rows.append(row)
    return rows


def _is_whole(cells: Cells, width: int) -> bool:
    """Whether a line without a number is a row whose number and groups, merged downwards, are blank in it."""
    first = min(cells, default=width)
    return 0 < first <= _MOST_GROUPS + 1 and len(cells) >= max(_LEAST_WHOLE, width - first - 1)


def _centred(lines: Sequence[Cells], keys: Sequence[int], whole: Sequence[bool]) -> bool:
    """Whether numbers stand beside the middle of their rows: text above the first, or a gap in a cell at a number."""
    if not keys or keys[0] > 0:
        return bool(keys)
    inside = [not all_told and 0 not in cells for cells, all_told in zip(lines, whole, strict=True)]
    between = [at for at in keys if at + 1 < len(lines) and inside[at - 1] and inside[at + 1]]
    return any(set(lines[at - 1]) & set(lines[at + 1]) - set(lines[at]) for at in between)


def _first_lines(keys: Sequence[int], lines: int) -> list[int]:
    """The first line of each row, so that as many stand above the number of each as below it, or nearly."""
    gaps = [right - left - 1 for left, right in zip(keys, [*keys[1:], lines], strict=True)]
    # Each first line that is tried, with the place of the one before it; and, for each number of lines above a row's
    # number, the cost of all rows before it and the place of their last first line.
    tried: list[tuple[int, int]] = [(0, -1)]
    best: dict[int, tuple[int, int]] = {keys[0]: (0, 0)}
    for at, gap in zip(keys, gaps, strict=True):
        last = at == keys[-1]
        after: dict[int, tuple[int, int]] = {}
        for above, (cost, before) in best.items():
            for below in [gap] if last or gap > _MOST_BETWEEN else range(gap + 1):
                total = cost + (above - below) ** 2
                rest = gap - below
                if rest not in after or total < after[rest][0]:
                    after[rest] = total, len(tried)
                    tried.append((at + below + 1, before))
        best = after
    _, place = min(best.values(), key=itemgetter(0))
    out: list[int] = []
    while place >= 0:
        first, place = tried[place]
        out.append(first)
    return out
