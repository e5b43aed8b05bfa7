"""A user's workbook, opened to be filled: its sheets, what is merged in them, and what cannot be kept."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from fupin_extract.errors import WriteError
from fupin_extract.records.blank_form import FormCell
from fupin_extract.write.template.extended import keep_choices

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.cell_range import CellRange
    from openpyxl.worksheet.worksheet import Worksheet

_MERGED = re.compile(rb"<(\w+:)?mergeCells\b.*?</(\w+:)?mergeCells>", re.DOTALL)
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_DRAWING = re.compile(r"xl/drawings/drawing[^/]*\.xml", re.IGNORECASE)
# What openpyxl does not write again, by what in a drawing begins it, or by the name of a part.
_DRAWN = ((b":sp>", "shapes and text boxes"), (b":sp ", "shapes and text boxes"))
_PARTS = (("xl/vbaproject.bin", "macros"), ("xl/ctrlprops/", "buttons and boxes to tick"))
_EXTENDED = (("Conditional", "icon sets and bars"),)
# A heading is looked for in so many rows and columns.
_ROWS, _COLUMNS = 200, 256


@dataclass(frozen=True, slots=True)
class OpenedForm:
    """The workbook of a file, the cells that are merged in each sheet by its name, and what of it will be missing."""

    name: str
    book: Workbook
    merged: dict[str, list[CellRange]]
    lost: tuple[str, ...]

    def sheets(self) -> Iterator[Worksheet]:
        """The sheets with cells that can be seen, in order."""
        return (sheet for sheet in self.book.worksheets if sheet.sheet_state == "visible")

    def cells(self, sheet: Worksheet) -> list[FormCell]:
        """The texts of the first rows of a sheet, as its reader sees them."""
        covered: dict[tuple[int, int], CellRange] = {}
        for area in self.merged[sheet.title]:
            covered[area.min_row, area.min_col] = area
        found = []
        for (row, column), cell in sorted(sheet._cells.items()):
            if row > _ROWS or column > _COLUMNS or cell.value is None:
                continue
            area = covered.get((row, column))
            size = (area.size["rows"], min(area.size["columns"], _COLUMNS)) if area else (1, 1)
            found.append(FormCell(text_of(cell.value), row - 1, column - 1, *size))
        return found


def opened(data: bytes, name: str) -> OpenedForm:
    """The workbook of a file that ``name`` stands for.

    Raises:
        WriteError: it is no workbook of Excel's own format.
    """
    from openpyxl import load_workbook
    from openpyxl.reader.excel import ExcelReader

    problem = "{path}: is no workbook (.xlsx) that can be filled: save it as one"
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            merged = {sheet.title: list(sheet.merged_cells.ranges) for sheet in load_workbook(BytesIO(data)).worksheets}
            # Loaded with them, the cells that are covered would lose their borders.
            reader = ExcelReader(BytesIO(_unmerged(data)), rich_text=True)
            reader.read()
            book, gone = reader.wb, [*_kept_apart(reader, data)]
        except Exception as error:  # whatever a damaged workbook makes of the reader
            raise WriteError(problem, path=name) from error
    if not book.worksheets:
        raise WriteError(problem, path=name)
    book.template = False
    gone += _lost(data, [str(each.message) for each in told])
    return OpenedForm(name, book, merged, tuple(dict.fromkeys(gone)))


def _kept_apart(reader: Any, data: bytes) -> Iterator[str]:
    """Keep what openpyxl passes over: choices that stand on another sheet, pictures; what of it could not be kept."""
    from fupin_extract.write.template.pictures import keep_pictures

    sheets = {sheet.title: sheet for sheet in reader.wb.worksheets}
    with ZipFile(BytesIO(data)) as archive:
        for sheet, relation in reader.parser.find_sheets():
            if sheet.name in sheets:
                if not keep_choices(sheets[sheet.name], archive.read(relation.target)):
                    yield "lists of choices that stand on another sheet"
                if not keep_pictures(sheets[sheet.name], relation.target, archive):
                    yield "pictures"


def text_of(value: Any) -> str:
    """What stands in a cell, a formula as it is written."""
    if value is None:
        return ""
    return str(getattr(value, "text", None) or value)


def _unmerged(data: bytes) -> bytes:
    file = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            new.writestr(entry, _MERGED.sub(b"", part) if _SHEET.fullmatch(entry.filename) else part)
    return file.getvalue()


def _lost(data: bytes, told: list[str]) -> Iterator[str]:
    with ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if _DRAWING.fullmatch(name):
                drawing = archive.read(name)
                yield from (what for begins, what in _DRAWN if begins in drawing)
            yield from (what for part, what in _PARTS if name.lower().startswith(part))
    for message in told:
        yield from (what for begins, what in _EXTENDED if message.startswith(begins))
