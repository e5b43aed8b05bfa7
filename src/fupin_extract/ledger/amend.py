"""Texts into cells of a workbook that people have worked on: all else of the file stays, byte for byte.

A library would read the workbook and write what it has understood of it; charts, notes and pictures would be lost. So
the XML of the sheet is cut at the places of the cells. Values of formulas are given anew, or taken out where they
are not known, and are reckoned when the file is opened.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape
from zipfile import ZipFile

from fupin_extract.errors import ReadError
from fupin_extract.read.workbook.excel import ExcelFile
from fupin_extract.write import heights
from fupin_extract.write.formats.xlsx import fit
from fupin_extract.write.ledger.choices import letter

_TAG = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=>]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d+)")
# A cell with a formula that is no link, and its value: LibreOffice would show that of before, whatever has changed.
_RECKONED = re.compile(
    rb"(<(?:\w+:)?c\s[^<>]*>)(<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>(?!HYPERLINK)[^<]*</(?:\w+:)?f>))"
    rb"(<(?:\w+:)?v>)[^<]+(</(?:\w+:)?v>)"
)
_PLACE = re.compile(rb'\sr="([A-Z]{1,3})(\d+)"')
# What stands in a workbook before how it is reckoned.
_BEFORE_RECKONING = ("sheets", "functionGroups", "externalReferences", "definedNames")
_USUAL_WIDTH, _NEW_WIDTH = 9.0, 24.0
_SIZE = heights.SIZES[0]


@dataclass(frozen=True, slots=True)
class Amended:
    """The workbook, and the cells that could not be written: by row from 1 and column from 0."""

    data: bytes
    refused: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Element:
    """Where an element is in the bytes: its start tag, its end, its attributes, and of a row its cells by column."""

    start: int
    inside: int
    end: int = 0
    attributes: dict[str, str] = field(default_factory=dict)
    cells: dict[int, _Element] = field(default_factory=dict)


def amend(
    data: bytes,
    name: str,
    sheet: str,
    cells: Mapping[tuple[int, int], str],
    values: Mapping[str, Mapping[tuple[int, int], str]] | None = None,
) -> Amended:
    """The workbook with these texts in a sheet, by row from 1 and column from 0; its formulas are reckoned when opened.

    ``values`` are what formulas come to, by sheet and place; those of others are taken out. A cell keeps its look; one
    that is new has that of the cell before it. A cell with a formula is left as it is.

    Raises:
        ReadError: it is no .xlsx, or damaged.
    """
    try:
        file = ExcelFile(data, name)
        part = next(listed.part for listed in file.sheets if listed.name == sheet)
        known = {listed.part: (values or {}).get(listed.name, {}) for listed in file.sheets}
    except (ReadError, StopIteration):
        raise ReadError("{path}: cannot be written to: save it as an Excel workbook (.xlsx)", path=name) from None
    out = BytesIO()
    refused: tuple[tuple[int, int], ...] = ()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename.lstrip("/") == part:
                content, refused = _sheet(content, cells, name)
            elif info.filename.lstrip("/") == file.main:
                content = _reckoned_when_opened(content)
            if (reckoned := known.get(info.filename.lstrip("/"))) is not None:
                content = _RECKONED.sub(partial(_with_value, reckoned), content)
            new.writestr(info, content)
    return Amended(out.getvalue(), refused)


def _with_value(reckoned: Mapping[tuple[int, int], str], found: re.Match[bytes]) -> bytes:
    """A cell with a formula and its new value, of the kind that it had; without one where it is not known."""
    cell, formula, before, behind = found.groups()
    place = _PLACE.search(cell)
    value = reckoned.get((int(place[2]), _place(place[1].decode()))) if place else None
    if value is None:
        return cell + formula
    return cell + formula + before + escape(value).encode() + behind


def _sheet(data: bytes, cells: Mapping[tuple[int, int], str], name: str) -> tuple[bytes, tuple[tuple[int, int], ...]]:
    by_row: dict[int, dict[int, str]] = {}
    for (row, column), text in cells.items():
        by_row.setdefault(row, {})[column] = text
    found = _Scan(data, by_row.keys(), name)
    pieces: list[tuple[int, int, bytes]] = []
    refused = []
    for row, texts in by_row.items():
        element = found.rows.get(row)
        if element is None:
            raise ReadError("{path}: row {row} is not in the file any more", path=name, row=row)
        for column in [column for column in texts if _has_formula(data, element.cells.get(column))]:
            refused.append((row, column))
            del texts[column]
        if texts:
            pieces.append((element.start, element.end, _row(data, element, row, texts, found.widths)))
    pieces += _wider(data, found, max((column for texts in by_row.values() for column in texts), default=0))
    for start, end, piece in sorted(pieces, reverse=True):
        data = data[:start] + piece + data[end:]
    return data, tuple(refused)


def _has_formula(data: bytes, cell: _Element | None) -> bool:
    return cell is not None and re.search(rb"<(?:\w+:)?f[\s>/]", data[cell.inside : cell.end]) is not None


def _row(data: bytes, row: _Element, number: int, texts: Mapping[int, str], widths: Mapping[int, float]) -> bytes:
    tag = data[row.start : row.inside]
    prefix = re.match(rb"<((?:\w+:)?)row", tag)[1].decode()  # type: ignore[index]
    attributes = {key: text for key, text in row.attributes.items() if key != "spans"}
    high = max((_height(text, widths.get(column, _USUAL_WIDTH)) for column, text in texts.items()), default=0.0)
    if high > _number(attributes.get("ht")):
        attributes |= {"ht": f"{high:g}", "customHeight": "1"}
    cells = {column: data[cell.start : cell.end] for column, cell in row.cells.items()}
    style = ""
    for column in sorted({*cells, *texts}):
        known = row.cells.get(column)
        style = known.attributes.get("s", "") if known is not None else style
        if column in texts:
            cells[column] = _cell(prefix, f"{letter(column)}{number}", style, texts[column])
    inside = b"".join(cells[column] for column in sorted(cells))
    return f"<{prefix}row{_written(attributes)}>".encode() + inside + f"</{prefix}row>".encode()


def _cell(prefix: str, reference: str, style: str, text: str) -> bytes:
    look = {"r": reference} | ({"s": style} if style else {})
    if not text:
        return f"<{prefix}c{_written(look)}/>".encode()
    said = escape(_escaped(fit(text)))
    kind = _written(look | {"t": "inlineStr"})
    return (
        f'<{prefix}c{kind}><{prefix}is><{prefix}t xml:space="preserve">{said}</{prefix}t></{prefix}is></{prefix}c>'
    ).encode()


def _escaped(text: str) -> str:
    """_x000D_ in a text would be read as what it stands for."""
    return re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)


def _written(attributes: Mapping[str, str]) -> str:
    return "".join(f' {key}="{escape(text, {chr(34): "&quot;"})}"' for key, text in attributes.items())


def _height(text: str, width: float) -> float:
    return min(heights.height(heights.lines(text, heights.room(width, _SIZE)), _SIZE), heights.MOST)


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0


def _wider(data: bytes, found: _Scan, last: int) -> list[tuple[int, int, bytes]]:
    """What says how many columns there are, and how wide they are, where there is a new one."""
    pieces = []
    if found.size is not None:
        tag = data[found.size.start : found.size.inside].decode()
        corners = _REFERENCE.findall(found.size.attributes.get("ref", ""))
        if corners and _place(corners[-1][0]) < last:
            first = "".join(corners[0])
            changed = re.sub(r'ref="[^"]*"', f'ref="{first}:{letter(last)}{corners[-1][1]}"', tag)
            pieces.append((found.size.start, found.size.inside, changed.encode()))
    if found.columns_end and last > found.last_column:
        prefix = found.columns_prefix
        col = f'<{prefix}col min="{last + 1}" max="{last + 1}" width="{_NEW_WIDTH:g}" customWidth="1"/>'
        pieces.append((found.columns_end, found.columns_end, col.encode()))
    return pieces


def _place(letters: str) -> int:
    place = 0
    for each in letters:
        place = place * 26 + ord(each) - ord("A") + 1
    return place - 1


class _Scan:
    """Where the wanted rows of a sheet and their cells are, and how wide its columns are."""

    def __init__(self, data: bytes, rows: Any, name: str) -> None:
        self.rows: dict[int, _Element] = {}
        self.widths: dict[int, float] = {}
        self.size: _Element | None = None
        self.columns_end = self.last_column = 0
        self.columns_prefix = ""
        self._data, self._wanted = data, rows
        self._row = self._column = -1
        self._number = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        utf_16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
        try:
            self._parser.Parse(b"" if utf_16 else data, True)  # noqa: FBT003 - the whole is given
        except expat.ExpatError:
            raise ReadError("{path}: cannot be written to: save it as an Excel workbook (.xlsx)", path=name) from None

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        kind = tag.rpartition(":")[2]
        if kind == "row":
            self._number = int(_number(attributes.get("r"))) or self._number + 1
            self._column = -1
            if self._number in self._wanted:
                self.rows[self._number] = self._element(attributes)
        elif kind == "c":
            found = _REFERENCE.fullmatch(attributes.get("r", ""))
            self._column = _place(found[1]) if found else self._column + 1
            if self._number in self._wanted:
                self.rows[self._number].cells[self._column] = self._element(attributes)
        elif kind == "col":
            first, last = (int(_number(attributes.get(edge))) for edge in ("min", "max"))
            self.last_column = max(self.last_column, last - 1)
            for column in range(first - 1, min(last, first + 255)):
                self.widths[column] = _number(attributes.get("width")) or _USUAL_WIDTH
        elif kind == "dimension":
            self.size = self._element(attributes)

    def _end(self, tag: str) -> None:
        kind = tag.rpartition(":")[2]
        if kind == "row" and self._number in self._wanted:
            self._close(self.rows[self._number])
        elif kind == "c" and self._number in self._wanted:
            self._close(self.rows[self._number].cells[self._column])
        elif kind == "cols":
            self.columns_end = self._parser.CurrentByteIndex
            self.columns_prefix = tag.rpartition(":")[0] and f"{tag.rpartition(':')[0]}:"

    def _element(self, attributes: dict[str, str]) -> _Element:
        start = self._parser.CurrentByteIndex
        tag = _TAG.match(self._data, start)
        inside = tag.end() if tag else start
        return _Element(start, inside, inside, attributes)

    def _close(self, element: _Element) -> None:
        if not self._data[element.start : element.inside].endswith(b"/>"):
            element.end = self._data.index(b">", self._parser.CurrentByteIndex) + 1


def _reckoned_when_opened(data: bytes) -> bytes:
    """The workbook with the order to reckon its formulas when it is opened: their values are those of before."""
    found = re.search(rb"<(?:\w+:)?calcPr\b[^>]*?(?=/?>)", data)
    if found:
        tag = re.sub(rb'\s+fullCalcOnLoad="[^"]*"', b"", found[0])
        return data[: found.start()] + tag + b' fullCalcOnLoad="1"' + data[found.end() :]
    ends = [end for kind in _BEFORE_RECKONING for end in re.finditer(rf"</((?:\w+:)?){kind}>".encode(), data)]
    if not ends:
        return data
    last = max(ends, key=lambda end: end.end())
    return data[: last.end()] + b"<" + last[1] + b'calcPr fullCalcOnLoad="1"/>' + data[last.end() :]
