"""Rows that move: the cells of a sheet, and whatever refers to them, in it and in others.

The rows of the tasks of a form become more or fewer; what stands below goes along, and a sum over all of them is one
over all of them again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.cell_range import CellRange
    from openpyxl.worksheet.worksheet import Worksheet

_CELL = re.compile(r"(\$?[A-Za-z]{1,3}\$?)([0-9]{1,7})")
_ROW = re.compile(r"(\$?)([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class RowMap:
    """Rows ``first`` to ``last`` become ``count`` rows; where ``last`` is before ``first`` there were none."""

    first: int
    last: int
    count: int

    @property
    def end(self) -> int:
        """The last of the rows that there are then."""
        return self.first + self.count - 1

    def row(self, row: int) -> int:
        """Where a row is then; one that is gone is the last."""
        if row <= self.last:
            return row if row <= self.first else min(row, self.end)
        return row if row < self.first else row + self.end - self.last

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where rows are then: those over all tasks are over all of them again, be they more or fewer."""
        if self.first <= end <= self.last and (end == self.last or start <= self.first):
            return self.row(start), self.end
        return self.row(start), max(self.row(end), self.row(start))

    def gone(self, row: int) -> bool:
        """Whether a row is one of those that the first of the tasks stands for."""
        return self.first < row <= self.last

    def reference(self, text: str) -> str:
        """A reference without its sheet: F4, F$4:F$20, 3:3, or a name, which stays."""
        parts = text.split(":")
        found = [_CELL.fullmatch(part) or (_ROW.fullmatch(part) if len(parts) == 2 else None) for part in parts]
        if len(parts) == 1 and found[0]:
            return f"{found[0][1]}{self.row(int(found[0][2]))}"
        if len(parts) == 2 and found[0] and found[1]:
            start, end = self.span(int(found[0][2]), int(found[1][2]))
            return f"{found[0][1]}{start}:{found[1][1]}{end}"
        return text


def move(book: Workbook, sheet: Worksheet, merged: dict[str, list[CellRange]], rows: RowMap) -> None:
    """Make room: afterwards the first of the rows is as it was, the others are empty."""
    _cells(sheet, rows)
    for other in book.worksheets:
        for cell in other._cells.values():
            if cell.data_type == "f":
                cell.value = _formula(cell.value, rows, other is sheet, sheet.title)
        _names(other.defined_names, rows, sheet.title)
        for rule in _rules(other):
            rule.formula = [_moved(text, rows, other is sheet, sheet.title) for text in rule.formula]
        for choice in other.data_validations.dataValidation:
            for name in ("formula1", "formula2"):
                if text := getattr(choice, name):
                    setattr(choice, name, _moved(text, rows, other is sheet, sheet.title))
        for reference in _drawn(other):
            reference.f = _moved(reference.f, rows, own=False, sheet=sheet.title)
    _names(book.defined_names, rows, sheet.title)
    merged[sheet.title] = [*_merged(merged[sheet.title], rows)]
    _areas(sheet, rows)


def _cells(sheet: Worksheet, rows: RowMap) -> None:
    cells: dict[tuple[int, int], Any] = {}
    for (row, column), cell in sheet._cells.items():
        if not rows.gone(row):
            cell.row = rows.row(row)
            cells[cell.row, column] = cell
    sheet._cells = cells
    sheet._current_row = max((row for row, _ in cells), default=0)
    dimensions = {row: each for row, each in sheet.row_dimensions.items() if not rows.gone(row)}
    sheet.row_dimensions.clear()
    for row, each in dimensions.items():
        each.index = rows.row(row)
        sheet.row_dimensions[each.index] = each


def _formula(value: Any, rows: RowMap, own: bool, sheet: str) -> Any:
    if isinstance(value, str):
        return _moved(value, rows, own, sheet) if value.startswith("=") else value
    if hasattr(value, "ref") and isinstance(getattr(value, "text", None), str):  # a formula of several cells
        value.text = _moved(value.text, rows, own, sheet)
        value.ref = rows.reference(value.ref) if own else value.ref
    return value


def _moved(formula: str, rows: RowMap, own: bool, sheet: str) -> str:
    """A formula with its references to a sheet moved; ``own``: it stands there, so that a bare one is one of them."""
    from openpyxl.formula.tokenizer import Token, Tokenizer

    begins = "" if formula.startswith("=") else "="
    tokens = Tokenizer(begins + formula)
    for token in tokens.items:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            name, mark, place = token.value.rpartition("!")
            if (own and not mark) or (mark and _unquoted(name) == sheet):
                token.value = f"{name}{mark}{rows.reference(place)}"
    moved: str = tokens.render()
    return moved.removeprefix(begins)


def _unquoted(name: str) -> str:
    return name[1:-1].replace("''", "'") if name[:1] == name[-1:] == "'" and len(name) > 1 else name


def _names(names: Any, rows: RowMap, sheet: str) -> None:
    for name in names.values():
        if name.attr_text:
            name.attr_text = _moved(name.attr_text, rows, own=False, sheet=sheet)


def _rules(sheet: Worksheet) -> Iterator[Any]:
    for area in sheet.conditional_formatting:
        yield from (rule for rule in area.rules if rule.formula)


def _drawn(sheet: Worksheet) -> Iterator[Any]:
    """What the charts of a sheet draw."""
    for chart in sheet._charts:
        for series in chart.series:
            for name in ("tx", "cat", "val", "xVal", "yVal", "bubbleSize"):
                source = getattr(series, name, None)
                for kind in ("numRef", "strRef", "multiLvlStrRef"):
                    reference = getattr(source, kind, None)
                    if reference is not None and reference.f:
                        yield reference


def _merged(merged: list[CellRange], rows: RowMap) -> Iterator[CellRange]:
    """Those of the tasks' rows are left to who fills them."""
    for area in merged:
        if not rows.first <= area.min_row <= rows.last:
            area.min_row, area.max_row = rows.row(area.min_row), rows.row(area.max_row)
            yield area


def _areas(sheet: Worksheet, rows: RowMap) -> None:
    """What holds for areas: colours, choices, filters, tables."""
    from openpyxl.formatting.formatting import ConditionalFormattingList

    coloured = ConditionalFormattingList()
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            coloured.add(_several(str(area.sqref), rows), rule)
    sheet.conditional_formatting = coloured
    for choice in sheet.data_validations.dataValidation:
        choice.sqref = type(choice.sqref)(_several(str(choice.sqref), rows))
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = _filtered(sheet.auto_filter.ref, rows)
    for table in sheet.tables.values():
        table.ref = _filtered(table.ref, rows)
        if table.autoFilter:
            table.autoFilter.ref = _filtered(table.autoFilter.ref, rows)
    _things(sheet, rows)


def _things(sheet: Worksheet, rows: RowMap) -> None:
    """What stands at a place: links, breaks of pages, what is printed, pictures."""
    for link in [*sheet._hyperlinks]:
        if rows.gone(int(re.sub(r"\D", "", link.ref.split(":")[0]))):
            sheet._hyperlinks.remove(link)
        else:
            link.ref = rows.reference(link.ref)
    for each in sheet.row_breaks.brk:
        each.id = rows.row(each.id)
    if sheet.print_area:
        areas = sheet.print_area if isinstance(sheet.print_area, list) else str(sheet.print_area).split(",")
        sheet.print_area = ",".join(rows.reference(area.rpartition("!")[2]) for area in areas)
    for drawn in (*sheet._charts, *sheet._images):
        for corner in (getattr(drawn.anchor, "_from", None), getattr(drawn.anchor, "to", None)):
            if corner is not None:
                corner.row = rows.row(corner.row + 1) - 1


def _several(places: str, rows: RowMap) -> str:
    """Areas that hold for the first of the tasks hold for all of them."""
    found = []
    for place in places.split():
        first, _, last = place.partition(":")
        found.append(rows.reference(f"{first}:{last or first}"))
    return " ".join(found)


def _filtered(place: str, rows: RowMap) -> str:
    """An area with headings; where it ends with them, or among the tasks, it goes on to the last of these."""
    start, _, end = place.partition(":")
    cells = _CELL.fullmatch(end)
    if cells and rows.first - 1 <= int(cells[2]) <= rows.last:
        return f"{start}:{cells[1]}{rows.end}"
    return rows.reference(place)
