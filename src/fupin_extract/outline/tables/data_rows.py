"""The rows of a task table below its headings, made whole: what a page cut is joined, what is merged counts in each.

A cell that is merged counts for each row that it spans, and one that the page cut goes on in the next; a row that the
page cut is one row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from fupin_extract.outline.model import Holds
from fupin_extract.outline.numbering import Styles
from fupin_extract.outline.tables.columns import NAMES, TableColumn, named
from fupin_extract.outline.tables.grid import Grid, GridRow, GridText
from fupin_extract.outline.tables.heading_rows import Heading, heads_again
from fupin_extract.text.patterns import compiled
from fupin_extract.text.stops import CLAUSE_ENDS

# 12, 12., （12）, 第12项; 三, （三）, 三、
FIGURES = compiled(r"[^\d.-]*(\d{1,4})[^\d.-]*")
NUMERAL = compiled(r"[（第]*([一二三四五六七八九十百]{1,5})[）项、.]*")
# What each row has of its own, so that it is empty where nothing stands.
_OWN: tuple[Holds, ...] = ("target", "extra", "unknown")
# A line of so many cells says more than what ran over from the line above.
_LEAST_WHOLE = 4
# A section that says more than its name is none.
_LONGEST_SECTION = 80


class DataRows:
    """The rows of one task table, and what is known of its columns.

    ``columns`` are those of the headings, with the groups that only their merged cells show; ``number`` is the place of
    the 序号, ``groups`` are those of the columns whose cells name what several rows have in common.
    """

    def __init__(self, grid: Grid, heading: Heading, styles: Styles) -> None:
        self._grid, self._styles = grid, styles
        self._printed = list(_below(grid, heading))
        self._merged = {c for c in range(len(heading.columns)) if any(_spans(row.cells[c]) for row in self._printed)}
        self.columns: Sequence[TableColumn] = _with_groups(heading.columns, self._merged)
        self.number = next(named(self.columns, "number"), None)
        self.groups = self._groups()
        # The columns in which something stands in every row that no page cut.
        full = [row for row in self._printed if not row.top and len(row.filled) > 1]
        self._dense = {c for c in range(len(self.columns)) if full and all(row.text(c) for row in full)}

    def rows(self) -> list[GridRow]:
        """The rows, each with what was cut from it, and with what merged cells say of it."""
        rows: list[GridRow] = []
        for row in self._printed:
            if rows and self._goes_on(row, rows[-1]):
                _add(rows[-1], row)
                continue
            if rows and self.section(row) is None:
                self._fill(row, rows[-1])
            rows.append(row)
        return rows

    def width(self, column: int) -> int:
        """The characters of the longest line in a column."""
        cells = [row.cells[column] for row in self._printed if column in row.own]
        alone = [cell for cell in cells if cell is not None and cell.columns == 1]
        return max((len(line) for cell in alone for line in cell.lines), default=0)

    def section(self, row: GridRow) -> GridText | None:
        """The cell of a row that is the title of those below it; None for a row of another kind."""
        filled = row.filled
        number = row.cells[self.number] if self.number is not None else None
        others = [cell for cell in filled if cell is not number]
        if len(filled) == 1:
            cell = filled[0]
            wide = cell.columns > 1 and cell.columns >= len(row.cells) - 1
            marked = self._styles.at(cell.text) is not None and not row.top
            apart = cell is number and FIGURES.fullmatch(cell.text) is None
            return cell if wide or ((marked or apart) and len(cell.text) <= _LONGEST_SECTION) else None
        if number is None or len(others) != 1 or not NUMERAL.fullmatch(number.text):
            return None
        # 序号 = 一 and the title over the other columns.
        alone = len(others[0].text) <= _LONGEST_SECTION
        return others[0] if alone and len(self.columns) > 2 else None

    def _groups(self) -> list[int]:
        """The columns whose cells are merged downwards: they name what the rows have in common.

        Of several that name or describe tasks the last is never one; a column of groups beside nothing else that names
        a task is the task.
        """
        naming = list(named(self.columns, *NAMES))[:-1]
        return [c for c in naming if c in self._merged or self.columns[c].holds == "group"]

    def _goes_on(self, row: GridRow, above: GridRow) -> bool:
        """Whether a row is the rest of the one above it, cut by the page, or by the line in a text."""
        if not (row.top or self._grid.aligned) or self.section(row) is not None:
            return False
        missing = {c for c in self._dense if not row.text(c) and not _spans(row.cells[c])}
        naming = [c for c in named(self.columns, *NAMES) if c in self._dense]
        if self.number is None:
            # What is merged downwards goes on without its text.
            told, missing = [c for c in naming if c not in self.groups], missing - {*self.groups}
            return bool(missing) and (not told or any(c in missing for c in told) or len(missing) > 1)
        # （9⏎）, or （⏎9）: the page may cut the number too.
        if _counts(row.text(self.number)) and (_counts(before := above.text(self.number)) or not before):
            return False
        if (
            self._grid.aligned
            and not row.top
            and len(row.filled) >= _LEAST_WHOLE
            and missing <= {self.number, *self.groups}
        ):
            # A text has no merged cells: those of the number and the groups are blank in it.
            return False
        if self.number not in self._merged:
            return True
        # A merged 序号 goes on over the page: then it is the text that tells whether the row does.
        told = [c for c in naming if c not in self.groups]
        if told and all(c in missing for c in told):
            return True
        said = next((above.text(c) for c in reversed(naming)), "")
        cut = bool(missing - {self.number, *self.groups}) or self._ends_sentences(told[-1:])
        return cut and said[-1:] not in CLAUSE_ENDS

    def _ends_sentences(self, columns: Sequence[int]) -> bool:
        """Whether all texts of a column end with a stop, but those at the end of a page."""
        pairs = pairwise(self._printed)
        texts = [row.text(c) for row, after in pairs for c in columns if not after.top and row.text(c)]
        return len(texts) > 1 and all(text[-1] in CLAUSE_ENDS for text in texts)

    def _fill(self, row: GridRow, above: GridRow) -> None:
        """Give a row what a merged cell says that the page, or a format without merged cells, left empty in it."""
        begun = next((c for c in self.groups if row.text(c)), len(self.columns))
        for c in range(len(self.columns)):
            cell, before = row.cells[c], above.cells[c]
            if before is None or not before.lines or row.text(c):
                continue
            merged = _spans(cell) or _spans(before)
            shared = merged or (c in self._dense and self.columns[c].holds not in _OWN)
            # The number of a group, where its name is not said again either.
            grouped = c == self.number and (
                merged or c in self._merged or (bool(self.groups) and begun > self.groups[0])
            )
            if (c in self.groups and c < begun) or (row.top and shared) or grouped:
                if cell is None:
                    row.cells[c] = before
                else:
                    cell.lines = before.lines  # in the rows below too that it spans


def _below(grid: Grid, heading: Heading) -> Iterator[GridRow]:
    """The rows with text below the headings; behind headings that a page repeats comes the first row of the page."""
    top = False
    for row in grid.rows[heading.end :]:
        row.cells += [None] * (len(heading.columns) - len(row.cells))
        row.top = top = row.top or top
        if row.filled and not heads_again(row, grid, heading):
            yield row
            top = False


def _with_groups(columns: Sequence[TableColumn], merged: set[int]) -> list[TableColumn]:
    """The columns; one before that of the task of which only its merged cells tell anything is one of groups."""
    first = next(named(columns, *NAMES), 0)
    groups = {c for c in named(columns, "unknown") if c < first and c in merged}
    return [replace(column, holds="group") if c in groups else column for c, column in enumerate(columns)]


def _counts(number: str) -> bool:
    return any(map(str.isalnum, number))


def _spans(cell: GridText | None) -> bool:
    return cell is not None and cell.rows > 1


def _add(above: GridRow, row: GridRow) -> None:
    """Put the rest of a row that was cut to what stands above it, cell by cell."""
    for c, cell in enumerate(row.cells):
        if cell is None or (c and cell is row.cells[c - 1]):
            continue
        before = above.cells[c]
        if before is None:
            above.cells[c] = cell
        elif cell is not before:
            before.lines = [*before.lines, *cell.lines]
            if _spans(cell):
                cell.lines = before.lines  # a merged cell, of the rows below too
    above.printed = above.printed[0], row.printed[1]
