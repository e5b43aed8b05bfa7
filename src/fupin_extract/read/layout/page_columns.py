"""Text set in two columns: which glyphs of a page are to be read one after another.

Running text fills its columns; what stands side by side in short pieces is a list or a table without rules, and stays
as it is printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from fupin_extract.read.layout.drawn import Glyph
from fupin_extract.read.layout.printed_lines import rows_of, size_of

# In widths of a Han character: the least gap between columns; in lines: the least height of a column.
_GUTTER, _LEAST_LINES = 1.0, 6
# So much of its column a line of running text fills, in most lines; and one column is so wide as the other.
_FULL, _ALIKE = 0.85, 0.7


def in_columns(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The upright glyphs of a page in parts, each to be read before the next; one part where it has no columns."""
    shown = [glyph for glyph in glyphs if glyph.text.strip()]
    if not shown:
        return [list(glyphs)]
    size = size_of(shown)
    gutter = _gutter(shown, size)
    if gutter is None:
        return [list(glyphs)]
    parts: list[list[Glyph]] = []
    for crossed, rows in groupby(rows_of(glyphs), lambda row: _crosses(row, gutter, size)):
        part = [glyph for row in rows for glyph in row]
        if crossed:
            parts.append(part)
        else:
            parts.append([glyph for glyph in part if glyph.left < gutter])
            parts.append([glyph for glyph in part if glyph.left >= gutter])
    return [part for part in parts if part]


def _gutter(shown: Sequence[Glyph], size: float) -> float | None:
    """Where the page is parted into two columns of running text; None where it is not."""
    left, right = min(g.left for g in shown), max(g.right for g in shown)
    middle = (left + right) / 2
    rows = rows_of(shown)
    # The rows that leave the middle free; a heading over both columns does not.
    free = [row for row in rows if not _crosses(row, middle, size)]
    before = [[g for g in row if g.left < middle] for row in free]
    behind = [[g for g in row if g.left >= middle] for row in free]
    before, behind = [row for row in before if row], [row for row in behind if row]
    if min(len(before), len(behind)) < _LEAST_LINES or 3 * len(free) < 2 * len(rows):
        return None
    ends, starts = max(row[-1].right for row in before), min(row[0].left for row in behind)
    widths = ends - left, right - starts
    if starts - ends < _GUTTER * size or min(widths) < _ALIKE * max(widths):
        return None
    for side, width in ((before, widths[0]), (behind, widths[1])):
        full = sum(sum(g.right - g.left for g in row) >= _FULL * width for row in side)
        if 2 * full < len(side):
            return None
    return (ends + starts) / 2


def _crosses(row: Sequence[Glyph], gutter: float, size: float) -> bool:
    """Whether text of the row runs over the gutter: a glyph stands in it, or the gap there is no wider than others."""
    before = max((g.right for g in row if g.left < gutter), default=None)
    behind = min((g.left for g in row if g.left >= gutter), default=None)
    if before is None or behind is None:
        return before is not None and before > gutter
    return behind - before < _GUTTER * size
