"""XLSX and XLSM → sheets: the values of cells as their formats show them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from fupin_extract.errors import ReadError
from fupin_extract.read import limits
from fupin_extract.read.docx.markup import MarkupError, children, number, tree
from fupin_extract.read.packed import Packed
from fupin_extract.read.workbook.number_format import BUILT_IN, GENERAL, as_seen
from fupin_extract.read.workbook.sheet import Merged, StoredSheet
from fupin_extract.text.patterns import compiled

_MAIN = "xl/workbook.xml"
_CELL = compiled(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
# _x000D_: a character that XML cannot hold.
_ESCAPED = compiled("_x([0-9A-Fa-f]{4})_")
_TRUE = ("1", "true", "on")
_ROWS, _COLUMNS = 1_048_576, 16_384


class Listed(NamedTuple):
    """A sheet of a workbook: its name, where it is, and whether it is hidden."""

    name: str
    part: str
    hidden: bool


class ExcelFile:
    """A packed workbook.

    Raises:
        ReadError: it is damaged, or locked with a password.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._packed = Packed(data, name)
        self._name = name
        self._cells = 0
        self.main = self._related("").get("officeDocument", [_MAIN])[0]
        self.binary = self.main.endswith(".bin")
        self.sheets: list[Listed] = []
        if self.binary:
            return
        book = self._tree(self.main)
        if book is None:
            raise self._packed.damaged()
        self._near = self._related(self.main)
        self._since_1904 = any(_local(node) == "workbookPr" and node.get("date1904", "") in _TRUE for node in book)
        self.sheets += list(self._listed(book))
        self._formats = self._read_formats()
        self._strings = list(self._read_strings())

    def sheet(self, listed: Listed) -> StoredSheet:
        """What is stored of a sheet.

        Raises:
            ReadError: it is damaged, or has too many cells.
        """
        sheet = StoredSheet(listed.name)
        row, hidden = -1, 0  # a bit for each column that is hidden
        try:
            for element in children(self._packed.pieces(listed.part), 2):
                kind = _local(element)
                if kind == "row":
                    row = self._row(element, row + 1, sheet)
                elif kind == "mergeCell":
                    sheet.merged += _area(element.get("ref", ""))
                elif kind == "col" and element.get("hidden") in _TRUE:
                    first, last = (min(max(number(element.get(edge)) or 1, 1), _COLUMNS) for edge in ("min", "max"))
                    hidden |= (1 << last) - (1 << min(first - 1, last))
        except MarkupError:
            raise self._packed.damaged() from None
        sheet.hidden_columns |= {at for at in range(hidden.bit_length()) if hidden >> at & 1}
        return sheet

    def _row(self, element: Element, row: int, sheet: StoredSheet) -> int:
        row = min((number(element.get("r")) or row + 1) - 1, _ROWS)
        if element.get("hidden") in _TRUE:
            sheet.hidden_rows.add(row)
        column = -1
        for cell in element:
            place = _CELL.match(cell.get("r", ""))
            column = _column(place[1]) if place else column + 1
            text = self._text(cell, sheet)
            if text:
                self._cells += 1
                if self._cells > limits.MOST_CELLS:
                    raise ReadError(
                        "{path}: has more than {most} cells of tables", path=self._name, most=limits.MOST_CELLS
                    )
                sheet.put(row, column, text)
        return row

    def _text(self, cell: Element, sheet: StoredSheet) -> str:
        kind, value, formula = cell.get("t", "n"), "", False
        for child in cell:
            part = _local(child)
            if part == "v":
                value = child.text or ""
            elif part == "is":
                return _rich(child)
            formula = formula or part == "f"
        if not value:
            sheet.blind += formula
            return ""
        if kind == "s":
            at = number(value)
            return self._strings[at] if at is not None and 0 <= at < len(self._strings) else ""
        if kind == "b":
            return "TRUE" if value in _TRUE else "FALSE"
        if kind != "n":
            return _unescaped(value)  # the text of a formula, an error as it is printed, a date in ISO form
        try:
            return as_seen(float(value), self._format(cell), since_1904=self._since_1904)
        except ValueError:
            return value

    def _format(self, cell: Element) -> str:
        at = number(cell.get("s"))
        return self._formats[at] if at is not None and 0 <= at < len(self._formats) else GENERAL

    def _listed(self, book: Element) -> Iterator[Listed]:
        parts = self._targets(self.main)
        seen: set[str] = set()
        for node in book.iter():
            if _local(node) == "sheet":
                key = next((text for name, text in node.items() if name.endswith("}id")), "")
                kind, part = parts.get(key, ("", ""))
                if kind == "worksheet" and part in self._packed and part not in seen:
                    seen.add(part)  # or a few bytes would hold a sheet a thousand times
                    yield Listed(node.get("name", ""), part, node.get("state", "visible") != "visible")

    def _read_formats(self) -> list[str]:
        """The format of numbers of each style of cells."""
        root = next((self._tree(part) for part in self._near.get("styles", ())), None)
        codes = dict(BUILT_IN)
        formats: list[str] = []
        for group in () if root is None else root:
            if _local(group) == "numFmts":
                codes |= {number(node.get("numFmtId")) or 0: node.get("formatCode", GENERAL) for node in group}
            elif _local(group) == "cellXfs":
                formats = [codes.get(number(node.get("numFmtId")) or 0, GENERAL) for node in group]
        return formats

    def _read_strings(self) -> Iterator[str]:
        for part in self._near.get("sharedStrings", ()):
            try:
                for entry in children(self._packed.pieces(part), 1):
                    yield _rich(entry)
            except MarkupError:
                raise self._packed.damaged() from None

    def _related(self, part: str) -> dict[str, list[str]]:
        """The parts beside a part, by what they are."""
        related: dict[str, list[str]] = {}
        for kind, target in self._targets(part).values():
            if target in self._packed:
                related.setdefault(kind, []).append(target)
        return related

    def _targets(self, part: str) -> dict[str, tuple[str, str]]:
        """What each key in a part stands for: a kind of part and its name."""
        folder, file = posixpath.split(part)
        root = self._tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        return {
            node.get("Id", ""): (
                node.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, node.get("Target", ""))).lstrip("/"),
            )
            for node in (() if root is None else root)
        }

    def _tree(self, part: str) -> Element | None:
        if part not in self._packed:
            return None
        try:
            return tree(self._packed.pieces(part))
        except MarkupError:
            return None


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _rich(element: Element) -> str:
    """The text of a string, its runs joined; how it is pronounced is no part of it."""
    pieces: list[str] = []
    for child in element:
        if _local(child) == "t":
            pieces.append(child.text or "")
        elif _local(child) == "r":
            pieces += [node.text or "" for node in child if _local(node) == "t"]
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _column(letters: str) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - 64
    return at - 1


def _area(reference: str) -> list[Merged]:
    corners = [(int(row) - 1, _column(letters)) for letters, row in _CELL.findall(reference)]
    if len(corners) != 2:
        return []
    (top, left), (bottom, right) = corners
    return [Merged(top, left, max(1, bottom - top + 1), max(1, right - left + 1))]
