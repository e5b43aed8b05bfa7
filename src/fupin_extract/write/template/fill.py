"""The tasks of notices in a form: a row each, in the style of the first, with its formulas."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from fupin_extract.errors import WriteError
from fupin_extract.records.blank_form import FormColumn, FormHeading
from fupin_extract.records.offices import UnitsView
from fupin_extract.write import heights
from fupin_extract.write.formats.xlsx import CREATED, MOST_ROWS, fit
from fupin_extract.write.ledger.keyed import keyed
from fupin_extract.write.ledger.ledger_page import FIRST_DAY
from fupin_extract.write.template.fields import WRITTEN, Writing, fields
from fupin_extract.write.template.form_rows import FormRows, is_section
from fupin_extract.write.template.moved import RowMap, move
from fupin_extract.write.template.number_style import numbered_like
from fupin_extract.write.zipped_again import without_clock

if TYPE_CHECKING:
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.worksheet.cell_range import CellRange
    from openpyxl.worksheet.worksheet import Worksheet

    from fupin_extract.records.notice import Notice
    from fupin_extract.write.registry import Looks
    from fupin_extract.write.template.fields import Value
    from fupin_extract.write.template.opened import OpenedForm

_ABOUT = "docProps/core.xml"
_DAY = "yyyy-mm-dd"
# A link to one place of the workbook is that of the task that stood there, and of no other.
_LINK = '=HYPERLINK("#'
_SIZE, _WIDTH = 11.0, 8.43

Message = tuple[str, dict[str, Any]]


def filled(
    form: OpenedForm, sheet: Worksheet, heading: FormHeading, notices: Sequence[Notice], looks: Looks
) -> tuple[bytes, list[Message]]:
    """The workbook with the tasks in one of its sheets, and what its user should know, as messages with their values.

    Raises:
        WriteError: there are more tasks than a sheet holds.
    """
    ledger = keyed(((notice, UnitsView(units=())) for notice in notices), looks)
    heading = _shown(heading, form.merged[sheet.title], sheet)
    found = fields(heading.columns)
    number = found.index("number") + 1 if "number" in found else None
    below = FormRows(sheet, form.merged[sheet.title], heading, number)
    found = [*_with_days(found, sheet, below.pattern)]
    rows = RowMap(below.first, below.last(), max(len(ledger.rows), 1))
    if rows.end >= MOST_ROWS:
        raise WriteError("{sheet}: more rows than a sheet holds: write fewer notices, or CSV", sheet=form.name)
    row = _FormRow(sheet, form, heading, rows, below.pattern)
    messages = [*_messages(form, heading, found, below, rows, row.kept(found))]
    move(form.book, sheet, form.merged, rows)
    writing = Writing(found, heading.columns, looks.headers)
    for place in range(rows.count):
        values = [*writing.row(ledger.rows[place])] if ledger.rows else [None] * len(found)
        row.write(rows.first + place, values, found)
    row.join(found)
    if row.cut:
        names = [heading.columns[column - 1].heading for column in sorted(row.cut)]
        messages.append(
            (
                "{path}: texts in these columns are longer than a row is high: make them wider: {names}",
                _values(form.name, names),
            )
        )
    return _saved(form), messages


def _with_days(found: Sequence[str], sheet: Worksheet, row: int) -> Iterator[str]:
    """The fields, where a time whose cells are laid out as dates is a day, unless another column has that."""
    from openpyxl.styles.numbers import is_date_format

    for column, name in enumerate(found, 1):
        dated = name == "deadlines" and "due_by" not in found and is_date_format(sheet.cell(row, column).number_format)
        yield "day" if dated else name


def _shown(heading: FormHeading, merged: Sequence[CellRange], sheet: Worksheet) -> FormHeading:
    """The headings without those of columns that others cover in the first row: 重点任务 over two that are merged."""
    row = heading.end + 1 if heading.end < sheet.max_row else heading.end
    row += int(is_section(merged, heading, row))
    covered = {
        column
        for area in merged
        for column in range(area.min_col + 1, area.max_col + 1)
        if area.min_row <= row <= area.max_row
    }
    columns = [
        FormColumn("", "unknown") if place in covered else column for place, column in enumerate(heading.columns, 1)
    ]
    return replace(heading, columns=tuple(columns))


def _messages(
    form: OpenedForm, heading: FormHeading, found: Sequence[str], below: FormRows, rows: RowMap, kept: set[int]
) -> Iterator[Message]:
    empty = [
        column.heading
        for place, (column, field) in enumerate(zip(heading.columns, found, strict=True), 1)
        if column.heading and not field and not below.reckoned(place)
    ]
    if empty:
        yield "{path}: nothing is read for these columns, which stay empty: {names}", _values(form.name, empty)
    typed = [row for row in range(rows.first, rows.last + 1) if below.typed(row, but=kept)]
    if typed:
        values = {"path": form.name, "first": typed[0], "last": typed[-1]}
        if len(typed) == 1:
            yield "{path}: what stands in row {first} is taken for an example and replaced", values
        else:
            yield "{path}: what stands in rows {first} to {last} is taken for an example and replaced", values
    for what in form.lost:
        yield (
            "{path}: has {what}, which are not in what is written: put them in again",
            {"path": form.name, "what": what},
        )


def _values(name: str, headings: Sequence[str]) -> dict[str, Any]:
    return {"path": name, "names": "、".join(headings)}


class _FormRow:
    """The first row of the tasks, of which every other is a copy."""

    def __init__(self, sheet: Worksheet, form: OpenedForm, heading: FormHeading, rows: RowMap, first_task: int) -> None:
        self._sheet, self._merged, self._rows = sheet, form.merged[sheet.title], rows
        self._form = form
        self._width = max(len(heading.columns), sheet.max_column if rows.last >= rows.first else 0)
        pattern = first_task if rows.last >= rows.first else heading.end
        self._cells = [sheet.cell(pattern, column) for column in range(1, self._width + 1)]
        self._styles = [copy(cell._style) for cell in self._cells]
        own = rows.last >= rows.first
        self._values = [cell.value if own else None for cell in self._cells]
        self._height = sheet.row_dimensions[pattern].height if own else None
        inside = [area for area in self._merged if rows.first <= area.min_row <= rows.last]
        alike = [area for area in self._merged if area.min_row == pattern and area.max_col > area.min_col]
        self._across = [(area.min_col, area.max_col) for area in alike]
        self._down = {a.min_col for a in inside if a.max_row > a.min_row and a.max_col == a.min_col}
        self._constants = self._alike(sheet, first_task, rows.last)
        self._plain = None if own else self._bare()
        # The columns with a text that is longer than the highest row.
        self.cut: set[int] = set()

    def _alike(self, sheet: Worksheet, first: int, last: int) -> set[int]:
        """The columns with one text in all rows."""
        alike = set()
        if last > first:
            for column in range(1, self._width + 1):
                texts = {sheet.cell(row, column).value for row in range(first, last + 1)}
                if len(texts) == 1 and None not in texts:
                    alike.add(column)
        return alike

    def kept(self, found: Sequence[str]) -> set[int]:
        """The columns with a text that is there to stay, such as a state to begin with."""
        return {column for column in self._constants if column <= len(found) and found[column - 1] in WRITTEN}

    def _bare(self) -> dict[str, Any]:
        """The look of a row that a form does not have: the lines and the font of its headings, nothing else of them."""
        from openpyxl.styles import Alignment, Font

        heading = self._cells[0]
        font = Font(name=heading.font.name, size=heading.font.sz)
        return {"font": font, "alignment": Alignment(vertical="center", wrap_text=True)}

    def write(self, number: int, values: Sequence[Value], found: Sequence[str]) -> None:
        """A row of the sheet; what is not known for a column stands there as in the first."""
        count = 1
        for column, style in enumerate(self._styles, 1):
            cell = self._sheet.cell(number, column)
            cell._style = copy(style)
            if self._plain:
                self._dress(cell, column)
            field = found[column - 1] if column <= len(found) else ""
            value = values[column - 1] if column <= len(values) else None
            self._set(cell, column, field, value)
            count = max(count, self._lines(cell, column))
        for first, last in self._across:
            self._merge(number, first, number, last)
        size = max((cell.font.sz or _SIZE for cell in self._cells), default=_SIZE)
        high = min(heights.height(count, int(size)), heights.MOST)
        if count > 1 or self._height:
            self._sheet.row_dimensions[number].height = max(high, self._height or 0)

    def _dress(self, cell: SheetCell, column: int) -> None:
        from openpyxl.styles import PatternFill

        border = copy(self._cells[column - 1].border)
        cell.fill = PatternFill()
        cell.border = border
        for name, look in (self._plain or {}).items():
            setattr(cell, name, copy(look))

    def _set(self, cell: SheetCell, column: int, field: str, value: Value) -> None:
        own = self._values[column - 1]
        if isinstance(own, str) and _is_formula(own) and not own.startswith(_LINK):
            cell.value = _copied(own, self._cells[column - 1], cell)
        elif field == "number":
            cell.value = None if not isinstance(value, int) else numbered_like(own)(value)
        elif isinstance(value, dt.date) and value >= FIRST_DAY:
            cell.value = value
            cell.number_format = self._format(column)
        elif value:
            _text(cell, str(value))
        else:
            cell.value = own if column in self._constants and field in WRITTEN else None

    def _format(self, column: int) -> str:
        own = self._cells[column - 1]
        return str(own.number_format) if own.number_format not in ("General", "@") else _DAY

    def _lines(self, cell: SheetCell, column: int) -> int:
        """How many lines its text takes; such a text is wrapped."""
        if cell.data_type != "s":
            return 1
        size = int(cell.font.sz or _SIZE)
        last = next((last for first, last in self._across if first == column), column)
        room = heights.room(sum(self._wide(each) for each in range(column, last + 1)), size)
        lines = heights.lines(str(cell.value), room)
        if lines > heights.most_lines(size):
            self.cut.add(column)
        if lines > 1 and not cell.alignment.wrap_text:
            alignment = copy(cell.alignment)
            alignment.wrap_text = True
            cell.alignment = alignment
        return lines

    def _wide(self, column: int) -> float:
        for each in self._sheet.column_dimensions.values():
            if each.min and each.min <= column <= (each.max or each.min) and each.width:
                return float(each.width)
        return float(self._sheet.sheet_format.defaultColWidth or _WIDTH)

    def join(self, found: Sequence[str]) -> None:
        """Merge what is the same in rows one below another, in columns where the form had cells merged so."""
        for column in sorted(self._down):
            if column > len(found):
                continue
            start = self._rows.first
            for row in range(self._rows.first + 1, self._rows.end + 2):
                value = self._sheet.cell(start, column).value
                if row <= self._rows.end and value and self._sheet.cell(row, column).value == value:
                    continue
                if row - start > 1:
                    for below in range(start + 1, row):
                        self._sheet.cell(below, column).value = None
                    self._merge(start, column, row - 1, column)
                start = row

    def _merge(self, top: int, left: int, bottom: int, right: int) -> None:
        from openpyxl.worksheet.cell_range import CellRange

        area = CellRange(min_row=top, min_col=left, max_row=bottom, max_col=right)
        self._form.merged[self._sheet.title].append(area)


def _is_formula(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("=")


def _copied(formula: str, source: SheetCell, target: SheetCell) -> str:
    from openpyxl.formula.translate import Translator

    translated: str = Translator(formula, origin=source.coordinate).translate_formula(target.coordinate)
    return translated


def _text(cell: SheetCell, text: str) -> None:
    """A text as a text, whatever a spreadsheet would make of it."""
    cell.value = fit(text)
    cell.data_type = "s"


def _saved(form: OpenedForm) -> bytes:
    """The workbook, which does not say when it was saved; its formulas are reckoned by who opens it."""
    from openpyxl.xml.functions import tostring

    about = form.book.properties
    saved = about.modified or CREATED
    for sheet in form.book.worksheets:
        # In an order of their own, which a set of them has not.
        sheet.merged_cells = sorted(form.merged.get(sheet.title, ()), key=lambda area: area.bounds)
    form.book.calculation.fullCalcOnLoad = True
    file = BytesIO()
    form.book.save(file)
    about.modified = saved
    return without_clock(file.getvalue(), {_ABOUT: tostring(about.to_tree())})
