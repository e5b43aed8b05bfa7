"""A form of a user's own → which of its rows head the columns, and what each column is for, by the rules for tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fupin_extract.outline.tables import compile_columns
from fupin_extract.outline.tables.grid import Grid, GridRow, GridText
from fupin_extract.outline.tables.heading_rows import find_heading
from fupin_extract.records.blank_form import FormCell, FormColumn, FormHeading
from fupin_extract.text.fold import fold
from fupin_extract.text.mapped import Mapped

if TYPE_CHECKING:
    from fupin_extract.ruleset import RuleSet


def form_heading(cells: Sequence[FormCell], rules: RuleSet) -> FormHeading | None:
    """Where a sheet that is to be filled has its headings; None where it has none of a task table."""
    grid = _grid(cells)
    known = rules.get(compile_columns)
    heading = find_heading(grid, known)
    if heading is None:
        return None
    remarks = tuple(word for rule in rules.columns if rule.field == "remark" for word in rule.words)
    columns = tuple(FormColumn(column.heading, column.holds, known.units_of(column)) for column in heading.columns)
    return FormHeading(columns, heading.start, heading.end, remarks)


def _grid(cells: Sequence[FormCell]) -> Grid:
    """The cells as a grid, with an empty row below: a form may have nothing under its headings."""
    width = max((cell.column + cell.columns for cell in cells), default=0)
    height = max((cell.row + cell.rows for cell in cells), default=0)
    rows: list[list[GridText | None]] = [[None] * width for _ in range(height + 1)]
    for cell in cells:
        lines = [Mapped(line, range(len(line))) for line in map(str.strip, fold(cell.text).split("\n")) if line]
        text = GridText(lines, cell.column, cell.rows, cell.columns, "".join(line.text for line in lines))
        for row in rows[cell.row : cell.row + cell.rows]:
            row[cell.column : cell.column + cell.columns] = [text] * cell.columns
    return Grid([GridRow(row, (0, 0)) for row in rows], [(0, 0)])
