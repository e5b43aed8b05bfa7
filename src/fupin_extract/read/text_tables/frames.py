"""Tables with a frame drawn of signs: +---+ as pandoc and databases print them, or ┌──┬──┐ as terminals do.

A row is what stands between two rules. Where there is no rule but round the heading, each line is a row, unless its
first cell is blank: then it goes on with the row above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from itertools import pairwise

from fupin_extract.plain_class import dataclass
from fupin_extract.read.document import PrintedCell
from fupin_extract.read.text_tables.pipes import STROKES
from fupin_extract.read.text_tables.screen import offsets
from fupin_extract.read.text_tables.shape import Rows, Seeker, TableLines, trimmed
from fupin_extract.text.patterns import compiled
from fupin_extract.text.span import Span

_LEVEL = "-=─━═╌╍┄┅┈┉—"
_JOINTS = "+:├┝┞┟┠┡┢┣┤┥┦┧┨┩┪┫┬┭┮┯┰┱┲┳┴┵┶┷┸┹┺┻┼┽┾┿╀╁╂╃╄╅╆╇╈╉╊╋╞╟╠╡╢╣╤╥╦╧╨╩╪╫╬┌┏╔╭┍┎╒╓┐┓╗╮┑┒╕╖└┗╚╰┕┖╘╙┘┛╝╯┙┚╛╜"
TOPS = "+┌┏╔╭┍┎╒╓"
_RULE = compiled(rf"[{re.escape(_LEVEL + _JOINTS)}]{{3,}}")
# A rule that some cells of the row above go on through: │ 产业 ├────┤.
_PART = compiled(rf"[{re.escape(_JOINTS)}][{re.escape(_LEVEL)}]+(?=[{re.escape(_JOINTS)}])")
_CUT = compiled(rf"[{STROKES}{re.escape(_JOINTS)}]")
_STROKE = compiled(f"[{STROKES}]")


@dataclass(slots=True)
class _Cell:
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    pieces: list[Span] = field(default_factory=list)


def find(text: str, lines: Sequence[Span]) -> Iterator[TableLines]:
    """Tables that begin with a rule."""
    seeker, at = Seeker(text, lines, TOPS), 0
    while (at := seeker.line(at)) < len(lines):
        last = at + 1
        if _is_rule(text, lines[at]):
            while last < len(lines) and _inside(text, lines[last]):
                last += 1
            rows = _Frame(text, lines[at:last]).rows()
            if rows:
                yield TableLines(at, last, rows)
        at = last


def _is_rule(text: str, line: Span) -> bool:
    start, end = trimmed(text, line)
    return start < end and text[start] in TOPS + _JOINTS and _RULE.fullmatch(text, start, end) is not None


def _inside(text: str, line: Span) -> bool:
    start, end = trimmed(text, line)
    borders = STROKES + _JOINTS
    return end - start > 1 and text[start] in borders and text[end - 1] in borders


class _Frame:
    """The lines of a drawn table, put into the columns that its strokes show."""

    def __init__(self, text: str, lines: Sequence[Span]) -> None:
        self._text = text
        self._lines = lines
        self._edges, self._ambiguous = self._columns()
        self._closed = self._each_row_ruled()

    def rows(self) -> Rows:
        """The rows; none where there are not two columns and a line of text in them."""
        if len(self._edges) < 3:
            return ()
        cells: list[_Cell] = []
        below: dict[int, _Cell] = {}  # the cell of the row above in each column, where it is still open
        row, fresh = -1, True
        for line in self._lines:
            if _is_rule(self._text, line):
                below, fresh = {}, True
            elif ruled := self._ruled(line):
                below = {column: cell for column, cell in below.items() if column not in ruled}
                row += 1
                for cell in {id(cell): cell for cell in below.values()}.values():
                    cell.rows += 1
                self._take(line, row, below, cells, ruled)
                fresh = False
            else:
                if fresh or self._begins(line):
                    row += 1
                    below = {}
                self._take(line, row, below, cells, frozenset())
                fresh = False
        return _printed(cells, row + 1)

    def _take(self, line: Span, row: int, below: dict[int, _Cell], cells: list[_Cell], ruled: frozenset[int]) -> None:
        for column, columns, span in self._fields(line):
            if column in ruled:
                continue
            cell = below.get(column)
            if cell is None:
                cell = _Cell(row, column, 1, columns)
                cells.append(cell)
                below |= dict.fromkeys(range(column, column + columns), cell)
            cell.pieces.append(trimmed(self._text, span))

    def _places(self, line: Span, ambiguous: int) -> list[tuple[int, int]]:
        """The display column and the place of each stroke or joint that cuts a line."""
        start, end = trimmed(self._text, line)
        at = offsets(self._text, line, ambiguous)
        cut = _CUT if _PART.search(self._text, start, end) else _STROKE
        return [(at[found.start() - line[0]], found.start()) for found in cut.finditer(self._text, start, end)]

    def _columns(self) -> tuple[list[int], int]:
        """The columns of the strokes, from a line that has most, and how wide signs are that may be one or two wide."""
        texts = [line for line in self._lines if not _is_rule(self._text, line)]
        most = max((len(self._places(line, 1)) for line in texts), default=0)
        best: tuple[int, list[int], int] | None = None
        for ambiguous in (1, 2):
            layouts = [[column for column, _ in self._places(line, ambiguous)] for line in texts]
            full = {tuple(layout) for layout in layouts if len(layout) == most}
            if full and (best is None or len(full) < best[0]):
                best = len(full), list(min(full)), ambiguous
        return (best[1], best[2]) if best else ([], 1)

    def _ruled(self, line: Span) -> frozenset[int]:
        """The columns in which a line of text has a rule instead."""
        start, end = trimmed(self._text, line)
        parts = list(_PART.finditer(self._text, start, end))
        if not parts:
            return frozenset()
        at = offsets(self._text, line, self._ambiguous)
        places = [place for _, place in self._places(line, self._ambiguous)]
        # Where a line has every stroke, their order tells the columns: blanks may have been lost.
        exact = {place: edge for edge, place in enumerate(places)} if len(places) == len(self._edges) else {}
        ruled: set[int] = set()
        for part in parts:
            left, right = (exact.get(edge, self._column(at[edge - line[0]])) for edge in (part.start(), part.end()))
            ruled |= set(range(left, right))
        return frozenset(ruled)

    def _fields(self, line: Span) -> Iterator[tuple[int, int, Span]]:
        """The first column, the number of columns and the place of each cell of a line."""
        places = self._places(line, self._ambiguous)
        exact = len(places) == len(self._edges)
        edges = list(range(len(places))) if exact else [self._column(column) for column, _ in places]
        for (left, right), ((_, start), (_, end)) in zip(pairwise(edges), pairwise(places), strict=True):
            if right > left:
                yield left, right - left, (start + 1, end)

    def _column(self, place: int) -> int:
        return min(range(len(self._edges)), key=lambda edge: abs(self._edges[edge] - place))

    def _begins(self, line: Span) -> bool:
        """Whether a line is a row by itself, in a table that has no rules between rows."""
        first = next(iter(self._fields(line)), None)
        return (
            not self._closed
            and first is not None
            and trimmed(self._text, first[2])[0] < trimmed(self._text, first[2])[1]
        )

    def _each_row_ruled(self) -> bool:
        """Whether rules part all rows: more than three of them, or a heading with === below it as pandoc writes it."""
        rules = [line for line in self._lines if _is_rule(self._text, line)]
        strong = {("=" in self._text[a:b] or "═" in self._text[a:b]) for a, b in rules}
        # Each part of a rule stands in a line of text.
        parted = len(rules) == 3 and any(self._ruled(line) for line in self._lines if not _is_rule(self._text, line))
        return len(rules) > 3 or len(strong) > 1 or parted


def _printed(cells: list[_Cell], rows: int) -> Rows:
    out: list[list[PrintedCell]] = [[] for _ in range(rows)]
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        pieces = [piece for piece in cell.pieces if piece[1] > piece[0]] or cell.pieces[:1]
        out[cell.row] += [PrintedCell(*piece, cell.row, cell.column, cell.rows, cell.columns) for piece in pieces]
    return tuple(map(tuple, out))
