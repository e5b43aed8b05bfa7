"""Tables with rules across alone: their columns are what the blanks between their texts leave."""

from __future__ import annotations

from collections.abc import Sequence

from fupin_extract.read.layout.drawn import Glyph, Stroke
from fupin_extract.read.layout.grid import RuledGrid, grid_of, whole_rules
from fupin_extract.read.layout.printed_lines import size_of

# Points by which rules of one table may differ at their ends.
_ALIKE = 3.0
# So many rules at least part rows; three are the head and the end of a table whose rows nothing parts.
_LEAST_RULES = 4
# In widths of a Han character: the least blank between two columns.
_BLANK = 0.5
# Rows with text in several columns, of a hundred.
_ROWS_IN_HUNDRED = 60


def open_grids(across: Sequence[Stroke], glyphs: Sequence[Glyph]) -> tuple[list[RuledGrid], list[Glyph]]:
    """The tables among glyphs that stand in no ruled one, and the glyphs that stand in none of these either."""
    found: list[RuledGrid] = []
    left = list(glyphs)
    for rules in _alike(whole_rules(across)):
        first, last = rules[0], rules[-1]
        shell = RuledGrid([first.start, first.end], [first.at, last.at], [])
        inside = [glyph for glyph in left if shell.holds(glyph)]
        columns = _columns(inside, first.start, first.end)
        if len(columns) < 3:
            continue
        grid = grid_of(rules, [Stroke(x, first.at, last.at) for x in columns])
        if grid is None:
            continue
        grid.share_out(inside)
        filled = [row for row, *_ in grid.filled()]
        rows = len(grid.rows) - 1
        if 100 * sum(filled.count(row) > 1 for row in range(rows)) >= _ROWS_IN_HUNDRED * rows:
            found.append(grid)
            left = [glyph for glyph in left if not grid.holds(glyph)]
    return found, left


def _alike(across: Sequence[Stroke]) -> list[list[Stroke]]:
    """Rules of one table from top to bottom: all begin or end as the first does, and another one does both."""
    groups: list[list[Stroke]] = []
    for rule in sorted(across):
        for group in groups:
            if _begins(group[0], rule) and _ends(group[0], rule):
                group.append(rule)
                break
        else:
            groups.append([rule])
    whole = []
    for group in groups:
        first = group[0]
        below = [rule for rule in sorted(across) if rule.at >= first.at]
        parts = [r for r in below if first.start - _ALIKE <= r.start and r.end <= first.end + _ALIKE]
        parts = [rule for rule in parts if _begins(first, rule) or _ends(first, rule)]
        if len(parts) >= _LEAST_RULES and len(group) > 1:
            whole.append(parts)
    return whole


def _begins(one: Stroke, other: Stroke) -> bool:
    return abs(one.start - other.start) <= _ALIKE


def _ends(one: Stroke, other: Stroke) -> bool:
    return abs(one.end - other.end) <= _ALIKE


def _columns(glyphs: Sequence[Glyph], start: float, end: float) -> list[float]:
    """The places between columns, where nothing stands from the first rule to the last, with the two ends."""
    shown = sorted((glyph.left, glyph.right) for glyph in glyphs if glyph.text.strip())
    if not shown:
        return []
    blank = _BLANK * size_of([glyph for glyph in glyphs if glyph.text.strip()])
    places, reached = [start], shown[0][1]
    for left, right in shown:
        if left - reached >= blank:
            places.append((left + reached) / 2)
        reached = max(reached, right)
    return [*places, end]
