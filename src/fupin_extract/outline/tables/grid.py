"""Printed tables → one grid: the parts that pages cut apart joined, each place with the cell that covers it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import field
from itertools import groupby
from operator import attrgetter

from fupin_extract.plain_class import dataclass
from fupin_extract.read.document import Document, PrintedCell, PrintedTable
from fupin_extract.text.fold import fold
from fupin_extract.text.mapped import Mapped, at_offsets
from fupin_extract.text.patterns import compiled
from fupin_extract.text.span import Span
from fupin_extract.text.stops import LINE_BREAK

# Column rules on two pages are one where they are so near, in points; a page may be shifted against the other.
_NEAR, _SHIFTED = 4.0, 40.0
# What may stand between two parts of a table: no text but the number of a page.
_BETWEEN = compiled(r"[\s\d—\-－第页共/·~]*(?:（?续表?）?\s*)?")
_PAGE_BREAK = "\f"
# A break in a cell; in Markdown it is written out.
_CELL_BREAK = compiled(rf"{LINE_BREAK.pattern}|<[bB][rR] */?>")


@dataclass(slots=True)
class GridText:
    """A cell: its printed lines, and how many rows and columns of the grid it covers.

    ``column`` is the first of these; ``written`` is the text as it stands in the source, without breaks.
    """

    lines: list[Mapped]
    column: int
    rows: int
    columns: int
    written: str = ""

    @property
    def text(self) -> str:
        """All that stands in it, without breaks."""
        return "".join(line.text for line in self.lines)

    @property
    def mapped(self) -> Mapped:
        """The same, with a line break for each break."""
        return Mapped.lines(self.lines) if self.lines else Mapped("", range(0))


@dataclass(slots=True)
class GridRow:
    """A row: the cell that covers each column, where it is printed, and whether it is the first one of a further page.

    ``own`` are the columns whose cell begins in this row.
    """

    cells: list[GridText | None]
    printed: Span
    top: bool = False
    own: set[int] = field(default_factory=set)

    def distinct(self) -> list[GridText]:
        """Its cells from left to right, each once."""
        found: list[GridText] = []
        for cell in self.cells:
            if cell is not None and not any(cell is other for other in found):
                found.append(cell)
        return found

    @property
    def filled(self) -> list[GridText]:
        """The cells with text."""
        return [cell for cell in self.distinct() if cell.lines]

    def written(self, column: int) -> str:
        """What stands in a column, as it does in the source."""
        cell = self.cells[column]
        return cell.written if cell is not None else ""

    def text(self, column: int) -> str:
        """What stands in a column."""
        cell = self.cells[column]
        return cell.text if cell is not None else ""


@dataclass(slots=True)
class Grid:
    """A table: its rows, the source spans of its parts, and whether its columns are told by blanks alone."""

    rows: list[GridRow]
    parts: list[Span]
    aligned: bool = False

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max((len(row.cells) for row in self.rows), default=0)


def read_grids(document: Document) -> Iterator[Grid]:
    """The tables of a document in order, those joined that only the end of a page parts."""
    run: list[PrintedTable] = []
    for table in document.tables:
        if run and not _goes_on(document, run[-1], table):
            yield _joined(document, run)
            run = []
        run.append(table)
    if run:
        yield _joined(document, run)


def _goes_on(document: Document, above: PrintedTable, below: PrintedTable) -> bool:
    between = document.text[above.end : below.start]
    if _PAGE_BREAK not in between or not _BETWEEN.fullmatch(between):
        return False
    if above.edges and below.edges:
        return _shift(above.edges, below.edges) is not None or _heading(document, above) == _heading(document, below)
    return _width(above) == _width(below) or _heading(document, above) == _heading(document, below)


def _heading(document: Document, table: PrintedTable) -> list[str]:
    cells = table.rows[0] if table.rows else ()
    return ["".join(document.text[cell.start : cell.end].split()) for cell in cells]


def _width(table: PrintedTable) -> int:
    return max((cell.column + cell.columns for row in table.rows for cell in row), default=0)


def _shift(above: Sequence[float], below: Sequence[float]) -> float | None:
    """How far the column rules of one page stand to the right of those of another; None where they are others."""
    shift = below[0] - above[0]
    wide = (below[-1] - below[0]) - (above[-1] - above[0])
    if abs(shift) > _SHIFTED or abs(wide) > 2 * _NEAR:
        return None
    fewer, more = sorted((above, [edge - shift for edge in below]), key=len)
    return shift if all(min(abs(edge - other) for other in more) <= _NEAR for edge in fewer) else None


def _joined(document: Document, run: list[PrintedTable]) -> Grid:
    """The parts as one grid, their columns matched by their rules where the pages know any."""
    edges = list(run[0].edges)
    for table in run[1:]:
        shift = _shift(edges, table.edges) if edges and table.edges else None
        new = [edge - shift for edge in table.edges] if shift is not None else []
        edges = sorted([*edges, *(e for e in new if min(abs(e - other) for other in edges) > _NEAR)])
    width = max(_width(table) for table in run)
    grid = Grid([], [(table.start, table.end) for table in run], _aligned(document, run[0]))
    for number, table in enumerate(run):
        places = _places(table, edges, max(width, len(edges) - 1))
        for row in _rows(document, table, places, top=number > 0):
            grid.rows.append(row)
    return grid


def _places(table: PrintedTable, edges: Sequence[float], width: int) -> list[int]:
    """The column of the grid where each column of a part begins, and its end."""
    own = _width(table)
    if len(table.edges) != own + 1 or len(edges) < own + 1 or len(edges) - 1 > width:
        return [*range(own), max(width, own)]
    shift = table.edges[0] - edges[0]
    places = [bisect_left(edges, edge - shift - _NEAR) for edge in table.edges]
    return places if len(set(places)) == own + 1 and places[-1] < len(edges) else [*range(own), max(width, own)]


def _rows(document: Document, table: PrintedTable, places: Sequence[int], *, top: bool) -> Iterator[GridRow]:
    """The rows of a part, with the cells that cover them from above."""
    width, covering = places[-1], dict[int, tuple[GridText, int]]()
    for number, cells in enumerate(table.rows):
        found: list[GridText | None] = [None] * width
        for column, (cell, until) in [*covering.items()]:
            if number < until:
                found[column] = cell
            else:
                del covering[column]
        own: set[int] = set()
        # A cell that goes on over lines of plain text is printed in pieces.
        for _, pieces in groupby(cells, key=attrgetter("column")):
            printed, *more = pieces
            first, last = places[printed.column], places[min(printed.column + printed.columns, len(places) - 1)]
            lines = [line for piece in (printed, *more) for line in _lines(document, piece)]
            written = "".join(at_offsets(document.text, line.offsets) for line in lines)
            cell = GridText(lines, first, printed.rows, last - first, written)
            own.update(range(first, last))
            for column in range(first, last):
                found[column] = cell
                covering[column] = cell, number + printed.rows
        starts = [cell.start for cell in cells]
        ends = [cell.end for cell in cells]
        yield GridRow(
            found, (min(starts, default=table.start), max(ends, default=table.start)), top and not number, own
        )


def _lines(document: Document, cell: PrintedCell) -> list[Mapped]:
    """The printed lines of a cell, folded and without the blanks around them; none where it is empty."""
    text = document.text
    edges = [cell.start]
    for match in _CELL_BREAK.finditer(text, cell.start, cell.end):
        edges += match.span()
    edges.append(cell.end)
    lines = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        folded = fold(text[start:end])
        left = len(folded) - len(folded.lstrip())
        stripped = folded.strip()
        if stripped:
            lines.append(Mapped(stripped, range(start + left, start + left + len(stripped))))
    return lines


def _aligned(document: Document, table: PrintedTable) -> bool:
    """Whether nothing but blanks stands between the cells: then a row may go on in the next line of the text."""
    row = next((cells for cells in table.rows if len(cells) > 1), None)
    return row is not None and set(document.text[row[0].end : row[1].start]) <= {" ", "\u3000"}
