"""Where a table says what its columns hold: its heading rows, which may be several and stand below a title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fupin_extract.outline.tables.columns import (
    ANSWERS,
    NAMES,
    Headings,
    TableColumn,
    bare,
    is_task_table,
    may_head,
    settled,
)
from fupin_extract.outline.tables.grid import Grid, GridRow
from fupin_extract.text.fold import fold

# Rows above the headings: a title, who filled the table in, when.
_DEEPEST = 6
# A row that heads another table has so many headings at least.
_LEAST_HEADINGS = 3
# A card has labels before its values, in so many columns at the most, and so many of them at least.
_WIDEST_CARD, _LEAST_LABELS = 5, 3
_ANSWERED = (*ANSWERS, "person", "time")
_NO_LABELS = ("unknown", "remark")
# A heading row is followed by at most so many that divide its columns.
_MOST_ROWS = 3


class Heading(NamedTuple):
    """The columns of a task table, and the rows that head it: the first, and that behind the last."""

    columns: list[TableColumn]
    start: int
    end: int


def find_heading(grid: Grid, headings: Headings) -> Heading | None:
    """The heading rows of a task table; None where a table is none."""
    if is_card(grid, headings):
        return None
    for start in range(min(_DEEPEST, len(grid.rows) - 1)):
        if not _may_head(grid.rows[start]):
            continue
        end = _end(grid, start, headings)
        columns = settled(_columns(grid, start, end, headings), headings, _widths(grid, end))
        if is_task_table(columns):
            return Heading(columns, start, end)
        if sum(column.holds in _ANSWERED for column in columns) > 1 and all(c.heading for c in columns):
            return None  # what stands below is no heading, like one as it may be: 养老机构 | 4月份 | 民政所
    return None


def is_card(grid: Grid, headings: Headings) -> bool:
    """Whether the rows of a table are labels with their values beside them: then it has no headings over columns."""
    # Columns that no cell of any row begins in divide nothing: a label may be wide.
    begins = sorted({cell.column for row in grid.rows for cell in row.distinct()}) if grid.width > 1 else []
    if not 1 < len(begins) <= _WIDEST_CARD:
        return False
    rows = [row for row in grid.rows if len(row.filled) > 1]
    if not rows or all(headings.column(cell.text).holds not in _NO_LABELS for cell in rows[0].filled):
        return False
    for column in begins[len(begins) % 2 : 2]:
        labels = [row.text(column) for row in rows if column < len(row.cells)]
        known = {bare(text): headings.column(text).holds for text in labels if may_head(text)}
        held = [holds for holds in known.values() if holds not in _NO_LABELS]
        if len(held) >= _LEAST_LABELS and _tells_task(held):
            return 2 * sum(known.get(bare(text), "unknown") not in _NO_LABELS for text in labels) > len(rows)
    return False


def _tells_task(held: Sequence[str]) -> bool:
    """Whether labels name a task and say who answers or by when."""
    return not {*NAMES}.isdisjoint(held) and not {*ANSWERS, "person", "time"}.isdisjoint(held)


def apart(grid: Grid, headings: Headings) -> Iterator[Grid]:
    """A table that runs into another with headings of its own, as each of them."""
    heading = find_heading(grid, headings)
    if heading is not None:
        for at in range(heading.end + 1, len(grid.rows) - 1):
            if _heads_another(grid.rows[at], headings) and not heads_again(grid.rows[at], grid, heading):
                above, below = grid.rows[:at], grid.rows[at:]
                yield Grid(above, grid.parts, grid.aligned)
                yield from apart(Grid(below, [(below[0].printed[0], below[-1].printed[1])], grid.aligned), headings)
                return
    yield grid


def _heads_another(row: GridRow, headings: Headings) -> bool:
    if len(row.filled) < _LEAST_HEADINGS or not _may_head(row):
        return False
    columns = [headings.column(cell.text) for cell in row.filled]
    return all(column.holds != "unknown" for column in columns) and is_task_table(columns)


def heads_again(row: GridRow, grid: Grid, heading: Heading) -> bool:
    """Whether a row is one of the heading rows, or of those of the title above them, printed once more."""
    texts = [bare(row.text(column)) for column in range(len(row.cells))]
    first = [[bare(r.text(c)) for c in range(len(r.cells))] for r in grid.rows[: heading.end]]
    if texts in first:
        return True
    # What a page cut away of a heading, or the columns of it that the other page had merged.
    above = [fold(column.heading) for column in heading.columns]
    said = [text for text in texts if text]
    return len(said) > 1 and all(text in above or any(text in row for row in first) for text in said)


def _may_head(row: GridRow) -> bool:
    filled = row.filled
    return len(filled) > 1 and all(may_head(cell.text) for cell in filled)


def _columns(grid: Grid, start: int, end: int, headings: Headings) -> list[TableColumn]:
    found = []
    for column in range(grid.width):
        texts = [row.written(column) for row in grid.rows[start:end] if column < len(row.cells)]
        found.append(headings.column(*texts))
    return found


def _end(grid: Grid, start: int, headings: Headings) -> int:
    """The row behind the last heading row, to which cells are merged downwards, or which divides columns."""
    end = start + 1
    while end < min(start + _MOST_ROWS, len(grid.rows) - 1):
        above, row = grid.rows[end - 1], grid.rows[end]
        covered = any(cell is not None and cell is other for cell, other in zip(row.cells, above.cells, strict=False))
        divides = [cell for cell in row.filled if not any(cell is other for other in above.cells)]
        short = divides and all(may_head(cell.text) for cell in divides)
        known = [cell for cell in divides if headings.column(cell.text).holds != "unknown"]
        wide = any(cell.columns > 1 for cell in above.filled)
        # Where no cells are merged, a heading stands over the first of the columns that it is of: the others are empty.
        gaps = [c for c in range(len(row.cells)) if not above.text(c)]
        fewer = not row.text(0) and len(divides) < len(above.filled)
        bare_below = len(known) == len(divides) > 0 and (fewer or bool(gaps and all(map(row.text, gaps))))
        # All that stands in it divides wide headings, and nothing stands below the others.
        told = [c for c in range(len(row.cells)) if row.text(c) and row.cells[c] is not above.cells[c]]
        below = [above.cells[c] for c in told if c < len(above.cells)]
        within = wide and all(cell is not None and cell.columns > 1 for cell in below)
        merged = (covered or wide) and (2 * len(known) >= len(divides) or (covered and wide) or within)
        if not (short and (merged or bare_below)):
            break
        end += 1
    return end


def _widths(grid: Grid, end: int) -> Sequence[float]:
    """How many characters stand in each column on the average."""
    rows = grid.rows[end:]
    return [sum(len(row.text(c)) for row in rows if c < len(row.cells)) / len(rows) for c in range(grid.width)]
