"""Rules of a page → its tables, as true grids: which cell covers which rows and columns.

A table may be open at its sides: the outermost rules down are then inside, and those across tell how far it reaches.
Rules that only frame a notice, underline a word or part a page are none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from fupin_extract.read.layout.drawn import DrawnPage, Glyph, Stroke

# In points. Rules nearer than this are one (a double rule); a rule may have holes of so much (dashes), and may end so
# far from the one it meets.
_ONE, _HOLE, _TOUCH = 4.5, 6.0, 3.5
# A table reaches beyond its outermost rule where others run so much further.
_OPEN = 8.0
# So much of a side must be ruled to part two cells.
_RULED = 0.85
# Of a hundred glyphs, a rule may cut so many before it parts no text: a drawing.
_CUT_IN_HUNDRED = 8
# More rules than this on a page are a drawing, and would take too long.
_MOST_RULES = 4000
# A table of more is squared paper.
_MOST_CELLS = 10_000
# So far below the last rule a line of a cell may stand that no rule closes.
_BELOW = 14.0


@dataclass(slots=True)
class RuledGrid:
    """A table: places of its rules, and its cells as row, column, rows, columns. ``glyphs`` are those of each cell.

    ``unclosed`` are the columns in which no rule ends the last row, though one does in others: a page cut the cell.
    """

    columns: list[float]
    rows: list[float]
    cells: list[tuple[int, int, int, int]]
    unclosed: frozenset[int] = frozenset()
    glyphs: list[list[Glyph]] = field(default_factory=list)

    @property
    def top(self) -> float:
        return self.rows[0]

    def holds(self, glyph: Glyph) -> bool:
        """Whether the middle of the glyph is in the table."""
        across, down = glyph.middle
        if not (self.columns[0] <= across <= self.columns[-1] and self.rows[0] <= down):
            return False
        return down <= self.rows[-1] or (down <= self.rows[-1] + _BELOW and self._column(across) in self.unclosed)

    def _column(self, across: float) -> int:
        return min(bisect_right(self.columns, across), len(self.columns) - 1) - 1

    def share_out(self, glyphs: Sequence[Glyph]) -> None:
        """Give each glyph to the cell that its middle stands in."""
        owner = {
            (row, column): at
            for at, (top, left, rows, columns) in enumerate(self.cells)
            for row in range(top, top + rows)
            for column in range(left, left + columns)
        }
        self.glyphs = [[] for _ in self.cells]
        for glyph in glyphs:
            across, down = glyph.middle
            row = min(bisect_right(self.rows, down), len(self.rows) - 1) - 1
            self.glyphs[owner[row, self._column(across)]].append(glyph)

    def filled(self) -> list[tuple[int, int, int, int]]:
        """The cells that hold text."""
        cells = zip(self.cells, self.glyphs, strict=True)
        return [cell for cell, glyphs in cells if any(glyph.text.strip() for glyph in glyphs)]


def grids(page: DrawnPage) -> tuple[list[RuledGrid], list[Glyph], bool]:
    """The tables of a page from top to bottom, the glyphs that stand in none, and whether a grid made no sense."""
    across, down = whole_rules(page.across), whole_rules(page.down)
    left = list(page.glyphs)
    found: list[RuledGrid] = []
    if not across or not down:
        return found, left, False
    if len(across) + len(down) > _MOST_RULES:
        return found, left, True
    torn = False
    candidates = [grid for lines in _connected(across, down) if (grid := grid_of(*lines))]
    # A table inside a frame is smaller than it, and has its own text first.
    for grid in sorted(candidates, key=lambda g: (g.columns[-1] - g.columns[0]) * (g.rows[-1] - g.rows[0])):
        inside = [glyph for glyph in left if grid.holds(glyph)]
        grid.share_out(inside)
        if not _is_table(grid):
            continue
        if _cuts_text(grid, inside):
            torn = True
            continue
        found.append(grid)
        left = [glyph for glyph in left if not grid.holds(glyph)]
    return sorted(found, key=lambda g: (g.rows[0], g.columns[0])), left, torn


def whole_rules(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Strokes that go on in one another as one; those of no length, such as the ends of a thick one, left out."""
    lines: list[list[Stroke]] = []
    for stroke in sorted(strokes):
        if lines and stroke.at - lines[-1][0].at <= 1.0:
            lines[-1].append(stroke)
        else:
            lines.append([stroke])
    whole = []
    for line in lines:
        at, start, end = line[0].at, *min((s.start, s.end) for s in line)
        for stroke in sorted(line, key=lambda s: s.start):
            if stroke.start - end > _HOLE:
                whole.append(Stroke(at, start, end))
                at, start, end = stroke
            end = max(end, stroke.end)
        whole.append(Stroke(at, start, end))
    return [stroke for stroke in whole if stroke.end - stroke.start > _ONE]


def _connected(across: list[Stroke], down: list[Stroke]) -> list[tuple[list[Stroke], list[Stroke]]]:
    """The rules in groups of those that meet."""
    heads = list(range(len(across) + len(down)))

    def head(at: int) -> int:
        while heads[at] != at:
            heads[at] = at = heads[heads[at]]
        return at

    for i, (y, start, end) in enumerate(across):
        for j, (x, top, bottom) in enumerate(down, len(across)):
            if start - _TOUCH <= x <= end + _TOUCH and top - _TOUCH <= y <= bottom + _TOUCH:
                heads[head(i)] = head(j)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for at in range(len(heads)):
        side, line = (0, across[at]) if at < len(across) else (1, down[at - len(across)])
        groups.setdefault(head(at), ([], []))[side].append(line)
    return [group for group in groups.values() if group[1] and len(group[0]) + len(group[1]) >= 4]


def grid_of(across: list[Stroke], down: list[Stroke]) -> RuledGrid | None:
    """The grid that rules make; None where they part nothing."""
    columns, rows = _places(down, across), _places(across, down)
    while True:
        if len(columns) < 3 or len(rows) < 2 or len(columns) * len(rows) > _MOST_CELLS:
            return None
        upright = [_along(down, x) for x in columns]
        level = [_along(across, y) for y in rows]
        walls = [[_ruled(rules, top, bottom) for rules in upright] for top, bottom in pairwise(rows)]
        floors = [[_ruled(rules, start, end) for start, end in pairwise(columns)] for rules in level]
        # A rule that parts nothing, such as an underline in a cell, is no edge.
        good_columns = [x for j, x in enumerate(columns) if j in (0, len(columns) - 1) or any(row[j] for row in walls)]
        good_rows = [y for i, y in enumerate(rows) if i in (0, len(rows) - 1) or any(floors[i])]
        if (good_columns, good_rows) == (columns, rows):
            last = floors[-1]
            unclosed = frozenset(j for j, ruled in enumerate(last) if not ruled) if any(last) else frozenset[int]()
            return RuledGrid(columns, rows, _cells(walls, floors), unclosed)
        columns, rows = good_columns, good_rows


def _places(rules: list[Stroke], crossing: list[Stroke]) -> list[float]:
    """Where the rules of one direction stand; at an open side, where those that cross them end."""
    places: list[list[float]] = []
    for at in sorted(stroke.at for stroke in rules):
        if places and at - places[-1][0] <= _ONE:
            places[-1].append(at)
        else:
            places.append([at])
    means = [sum(group) / len(group) for group in places]
    start, end = min(s.start for s in crossing), max(s.end for s in crossing)
    if start < means[0] - _OPEN and _several(s.start - start for s in crossing):
        means.insert(0, start)
    if end > means[-1] + _OPEN and _several(end - s.end for s in crossing):
        means.append(end)
    return means


def _several(distances: Iterable[float]) -> bool:
    """Whether more than one rule ends where the outermost does: where one does, it may be an underline."""
    return sum(distance <= _ONE for distance in distances) > 1


def _along(strokes: Sequence[Stroke], at: float) -> list[tuple[float, float]]:
    """From where to where the rules at a place run."""
    return sorted((stroke.start, stroke.end) for stroke in strokes if abs(stroke.at - at) <= _ONE)


def _ruled(rules: Sequence[tuple[float, float]], start: float, end: float) -> bool:
    """Whether rules run along a side."""
    covered, reached = 0.0, start
    for begin, stop in rules:
        if stop > reached and begin < end:
            covered += min(stop, end) - max(begin, reached)
            reached = min(stop, end)
    return covered >= min(_RULED * (end - start), end - start - 2 * _TOUCH) and covered > 0


def _cells(walls: list[list[bool]], floors: list[list[bool]]) -> list[tuple[int, int, int, int]]:
    """What no rule parts is a cell; where that is no rectangle, several."""
    height, width = len(walls), len(floors[0])
    taken = [[False] * width for _ in range(height)]
    cells = []
    for i in range(height):
        for j in range(width):
            if taken[i][j]:
                continue
            right = j + 1
            while right < width and not walls[i][right] and not taken[i][right]:
                right += 1
            below = i + 1
            while (
                below < height
                and not any(floors[below][j:right])
                and not any(walls[below][j + 1 : right])
                and not any(taken[below][j:right])
            ):
                below += 1
            for row in taken[i:below]:
                row[j:right] = [True] * (right - j)
            cells.append((i, j, below - i, right - j))
    return cells


def _is_table(grid: RuledGrid) -> bool:
    """Whether text stands side by side in it; what ran over from the page before may fill one cell of many."""
    filled = grid.filled()
    beside = {column for _, column, _, _ in filled}
    return len(beside) > 1 or (bool(filled) and len(grid.columns) > 3)


def _cuts_text(grid: RuledGrid, inside: Sequence[Glyph]) -> bool:
    """Whether its rules run through the text, as those of a drawing do."""
    cut = 0
    for (_, left, _, columns), glyphs in zip(grid.cells, grid.glyphs, strict=True):
        start, end = grid.columns[left], grid.columns[left + columns]
        cut += sum(g.text.strip() != "" and (g.left < start - 2 or g.right > end + 2) for g in glyphs)
    return cut * 100 > _CUT_IN_HUNDRED * len(inside)
