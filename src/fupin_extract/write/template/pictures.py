"""Pictures of a workbook, kept as they are: openpyxl reads and writes them only where Pillow is installed."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.xml.constants import IMAGE_NS
from openpyxl.xml.functions import fromstring

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

# What every spreadsheet shows.
_FORMATS = ("png", "jpeg", "jpg", "gif", "bmp")


class KeptPicture(Image):  # type: ignore[misc]
    """A picture as bytes, at its place."""

    def __init__(self, data: bytes, form: str, anchor: Any) -> None:
        self.bytes = data
        self.format = form
        self.anchor = anchor
        self.width = self.height = 0

    def _data(self) -> bytes:
        return self.bytes


def keep_pictures(sheet: Worksheet, part: str, archive: ZipFile) -> bool:
    """Put the pictures of a sheet, which stands in a part of the archive, back; whether all of them could be."""
    rels = get_rels_path(part)
    if sheet._images or rels not in archive.namelist():
        return True
    drawings = [relation.target for relation in get_dependents(archive, rels) if relation.Type.endswith("/drawing")]
    try:
        kept = [_keep(sheet, drawing, archive) for drawing in drawings]
    except (KeyError, ValueError):  # a part that is named and not there, or is damaged
        return False
    return all(kept)


def _keep(sheet: Worksheet, part: str, archive: ZipFile) -> bool:
    data = archive.read(part)
    try:
        drawing = SpreadsheetDrawing.from_tree(fromstring(data))
    except TypeError:  # with things in it that openpyxl knows nothing of
        return b":pic>" not in data
    rels = get_rels_path(part)
    targets = get_dependents(archive, rels) if rels in archive.namelist() else None
    kept = True
    for picture in drawing._blip_rels:
        target = targets.get(picture.embed) if targets is not None else None
        form = PurePosixPath(target.target).suffix.lower().removeprefix(".") if target is not None else ""
        if target is not None and target.Type == IMAGE_NS and form in _FORMATS:
            sheet.add_image(KeptPicture(archive.read(target.target), form, picture.anchor))
        else:
            kept = False
    return kept
