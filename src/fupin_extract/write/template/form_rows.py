"""Where the tasks of a form go: the rows below its headings that are all alike, up to a sum, a remark, a signature."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import TYPE_CHECKING, Any

from fupin_extract.write.template.opened import text_of

if TYPE_CHECKING:
    from openpyxl.worksheet.cell_range import CellRange
    from openpyxl.worksheet.worksheet import Worksheet

    from fupin_extract.records.blank_form import FormHeading

# What stands behind the word that a remark begins with: 注：…, 合计（项）, 说明1.
_BEHIND_WORD = re.compile(r"[\s：:（(、.．0-9]|$")
# What somebody fills in: 填表人：, 审核：____.
_TO_FILL_IN = re.compile(r"[：:][\s_＿]*(?:$|\s)")


def is_section(merged: Sequence[CellRange], heading: FormHeading, row: int) -> bool:
    """Whether a row is one cell over all columns that have a heading, but it may be the first, of numbers."""
    named = [place for place, column in enumerate(heading.columns, 1) if column.heading]
    return len(named) > 2 and any(
        area.min_row == row and area.min_col <= named[1] and area.max_col >= named[-1] for area in merged
    )


class FormRows:
    """The rows of a sheet below its headings, each as what its columns hold."""

    def __init__(self, sheet: Worksheet, merged: Sequence[CellRange], heading: FormHeading, number: int | None) -> None:
        self._sheet = sheet
        self._merged = merged
        self._remarks = heading.remarks
        self._number = number
        self._columns = [place for place, column in enumerate(heading.columns, 1) if column.heading]
        self.first = heading.end + 1
        self._wide = [[area.min_row, area.min_col, area.max_col] for area in merged if area.max_col > area.min_col]
        # The row that every task is to look like: not that of a section over it.
        self.pattern = self.first + int(is_section(merged, heading, self.first) and self._there(self.first + 1))

    def last(self) -> int:
        """The last row that is one of the tasks'; that before the first where there is none."""
        if self._ends(self.first) or not self._there(self.first):
            return self.first - 1
        row = self.pattern
        while row < self._sheet.max_row:
            if self._alike(row + 1):
                row += 1
            elif self._section(row + 1) and self._alike(row + 2):
                row += 2
            else:
                break
        return row

    def typed(self, row: int, but: Container[int] = ()) -> list[str]:
        """The texts that somebody typed in a row, other than its number and what stands in the columns ``but``."""
        columns = [column for column in self._columns if column != self._number and column not in but]
        cells = [self._sheet.cell(row, column).value for column in columns]
        return [text for cell in cells if (text := text_of(cell).strip()) and not _is_formula(cell)]

    def reckoned(self, column: int) -> bool:
        """Whether a column has a formula in the first row."""
        return _is_formula(self._sheet.cell(self.pattern, column).value)

    def _there(self, row: int) -> bool:
        """Whether a row has anything: a text, or a look."""
        cells = [self._sheet.cell(row, column) for column in self._columns]
        return any(cell.value is not None or cell.has_style for cell in cells)

    def _section(self, row: int) -> bool:
        """Whether a row is one text over several columns, with tasks below it."""
        return bool(self._across(row)) and not self._ends(row)

    def _across(self, row: int) -> list[tuple[int, int]]:
        return sorted((first, last) for at, first, last in self._wide if at == row)

    def _ends(self, row: int) -> bool:
        """Whether a row is no task's by what it says."""
        cells = [self._sheet.cell(row, column).value for column in self._columns]
        texts = [text for cell in cells if (text := "".join(text_of(cell).split()))]
        if not texts:
            return False
        begins = any(texts[0].startswith(word) and _BEHIND_WORD.match(texts[0], len(word)) for word in self._remarks)
        return begins or (len(texts) <= len(cells) // 2 and any(map(_TO_FILL_IN.search, texts)))

    def _alike(self, row: int) -> bool:
        """Whether a row has the look of the first, and is filled as that is."""
        if self._ends(row) or self._across(row) != self._across(self.pattern):
            return False
        for column in self._columns:
            one, other = self._sheet.cell(self.pattern, column), self._sheet.cell(row, column)
            if _framed(one) != _framed(other):
                return False
            if row != self.pattern and _is_formula(other.value) and not _is_formula(one.value):
                return False
        example, typed = self.typed(self.pattern), self.typed(row)
        return not typed if not example else not typed or len(typed) >= min(2, len(example))


def _is_formula(value: Any) -> bool:
    return (isinstance(value, str) and value.startswith("=")) or hasattr(value, "ref")


def _framed(cell: Any) -> bool:
    border = cell.border
    return any(side is not None and side.style for side in (border.left, border.right, border.bottom, border.top))
