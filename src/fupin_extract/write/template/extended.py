"""Lists of choices that Excel keeps apart because their words stand on another sheet: openpyxl does not read them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError, fromstring

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
_TEXTS = ("type", "operator", "errorStyle", "error", "errorTitle", "prompt", "promptTitle")
_SWITCHES = ("allowBlank", "showErrorMessage", "showInputMessage")


def keep_choices(sheet: Worksheet, part: bytes) -> bool:
    """Put the choices that the part of a sheet keeps apart with the others; whether all of them could be."""
    if b"x14:dataValidation" not in part:
        return True
    try:
        found = list(fromstring(part).iter(f"{_X14}dataValidation"))  # noqa: S314 - openpyxl has read it already
    except ParseError:
        return False
    kept = [_keep(sheet, each) for each in found]
    return all(kept)


def _keep(sheet: Worksheet, choice: Element) -> bool:
    from openpyxl.worksheet.datavalidation import DataValidation

    formulas = [choice.findtext(f"{_X14}formula{number}/{_XM}f") for number in (1, 2)]
    places = choice.findtext(f"{_XM}sqref")
    if not places:
        return False
    known = {name: choice.get(name) for name in _TEXTS if choice.get(name)}
    switches = {name: choice.get(name) in ("1", "true") for name in _SWITCHES}
    try:
        made = DataValidation(formula1=formulas[0], formula2=formulas[1], sqref=places, **known, **switches)
    except (TypeError, ValueError):
        return False
    sheet.add_data_validation(made)
    return True
