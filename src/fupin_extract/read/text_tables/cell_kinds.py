"""What cells are like, and which column each line of a row is of: that whose cells it is most like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from operator import itemgetter

from fupin_extract.read.text_tables.heading_words import KINDS
from fupin_extract.text.span import Span

# Going on in a column costs something, least in the longest.
_GOES_ON = 0.1


class CellColumn:
    """What the cells of a column are like in the rows that are whole."""

    def __init__(self, text: str, cells: Sequence[Span]) -> None:
        self._kinds = Counter(kind_of(text, cell) for cell in cells)
        self._count = max(1, len(cells))
        self.size = sum(end - start for start, end in cells) / self._count

    def cost(self, kind: str) -> float:
        """How unlike the cells of the column a stretch of one kind is, from 0 to 1."""
        return 1 - self._kinds[kind] / self._count


def kind_of(text: str, cell: Span) -> str:
    """What a cell is like: a number, a sentence, a time, offices, a name, or any text."""
    written = text[slice(*cell)]
    return next((kind for kind, form in KINDS if form.fullmatch(written)), "text")


def spread_over(kinds: Sequence[str], columns: Sequence[CellColumn]) -> list[int]:
    """The column of each line of a row."""
    longest = max(range(len(columns)), key=lambda at: columns[at].size)
    # Of two columns of offices, the later lists more of them: those that support.
    goes_on = [_GOES_ON if at == longest else 2 * _GOES_ON - at / 1000 for at in range(len(columns))]
    # For each column, the cheapest way to reach it with the lines so far: its cost, and the columns of the lines.
    ways: dict[int, tuple[float, list[int]]] = {0: (0.0, [0])}
    for kind in kinds[1:]:
        after: dict[int, tuple[float, list[int]]] = {}
        for column, (cost, path) in ways.items():
            for step in (0, 1):
                if column + step == len(columns) or (column == 0 and not step):
                    continue
                total = cost + columns[column + step].cost(kind) + (0 if step else goes_on[column])
                if column + step not in after or total < after[column + step][0]:
                    after[column + step] = total, [*path, column + step]
        ways = after
    full = {column: way for column, way in ways.items() if column >= len(columns) - 2}
    return min(full.values(), key=itemgetter(0))[1]
