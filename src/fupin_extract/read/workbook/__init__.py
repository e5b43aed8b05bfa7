"""Workbooks (XLSX, XLSM, XLSB, XLS, ET, ODS) → each sheet that is not hidden, as a person sees it."""

from __future__ import annotations

from collections.abc import Iterable

from fupin_extract.errors import ReadError
from fupin_extract.read.builder import DocumentBuilder
from fupin_extract.read.document import Extracted
from fupin_extract.read.sniff import LOCKED, describe, sniff
from fupin_extract.read.workbook.calc import calc_sheets
from fupin_extract.read.workbook.excel import ExcelFile
from fupin_extract.read.workbook.excel_97 import OldExcelFile
from fupin_extract.read.workbook.excel_binary import binary_sheets
from fupin_extract.read.workbook.sheet import StoredSheet, write_sheet

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_XLS = "application/vnd.ms-excel"
_ODS = "application/vnd.oasis.opendocument.spreadsheet"


def read_excel(data: bytes, _: str | None, name: str) -> Extracted:
    """The text of an XLSX, XLSM or XLSB.

    Raises:
        ReadError: it is damaged, locked with a password, or larger than any table.
    """
    file = ExcelFile(data, name)
    if file.binary:
        sheets, hides = binary_sheets(data, name)
        return _written(sheets, name, hidden=hides)
    hidden = any(listed.hidden for listed in file.sheets)
    return _written((file.sheet(listed) for listed in file.sheets if not listed.hidden), name, hidden=hidden)


def read_old_excel(data: bytes, _: str | None, name: str) -> Extracted:
    """The text of an XLS or ET.

    Raises:
        ReadError: as ``read_excel``.
    """
    file = OldExcelFile(data, name)
    return _written(file.sheets(), name, hidden=file.hides)


def read_calc(data: bytes, _: str | None, name: str) -> Extracted:
    """The text of an ODS.

    Raises:
        ReadError: as ``read_excel``.
    """
    sheets, hidden = calc_sheets(data, name)
    return _written(sheets, name, hidden=hidden)


def stored_sheets(data: bytes, name: str) -> list[StoredSheet]:
    """The sheets of a workbook of any of these kinds as they are stored, hidden ones too.

    Raises:
        ReadError: it is no workbook, or as ``read_excel``.
    """
    kind = sniff(data) if data else ""
    if kind == _XLSX:
        file = ExcelFile(data, name)
        return list(binary_sheets(data, name)[0]) if file.binary else [file.sheet(listed) for listed in file.sheets]
    if kind == _XLS:
        return list(OldExcelFile(data, name).sheets(hidden=True))
    if kind == _ODS:
        return list(calc_sheets(data, name, hidden=True)[0])
    if kind == LOCKED:
        raise ReadError("{path}: is locked with a password: save it without one", path=name)
    if not data:
        raise ReadError("{path}: is empty", path=name)
    what = "a text" if kind.startswith("text/") else describe(kind)
    raise ReadError("{path}: is {what}, not a workbook: give an Excel, WPS or OpenDocument file", path=name, what=what)


def _written(sheets: Iterable[StoredSheet], name: str, *, hidden: bool) -> Extracted:
    builder = DocumentBuilder(name)
    blind = 0
    for sheet in sheets:
        write_sheet(sheet, builder)
        hidden = hidden or sheet.hides
        blind += sheet.blind
    if hidden:
        builder.remark("hidden_cells", "info", "工作簿中有隐藏的工作表、行或列，未读取")
    if blind:
        builder.remark(
            "formula_unread", "warning", f"有 {blind} 个公式在文件中没有计算结果，未能读取：请用 Excel 打开并保存后再读"
        )
    return builder.extracted()
