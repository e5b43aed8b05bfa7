"""OFD (GB/T 33190, 版式文件) → text, a printed line a line, and the grids of its tables."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from fupin_extract.errors import ReadError
from fupin_extract.read import limits
from fupin_extract.read.builder import DocumentBuilder
from fupin_extract.read.document import Extracted
from fupin_extract.read.layout.drawn import DrawnPage, Glyph, upright_page
from fupin_extract.read.layout.strokes import (
    THICK,
    UNCHANGED,
    Box,
    Matrix,
    Point,
    placed,
    rules_of,
    scale,
    within,
)
from fupin_extract.read.layout.written import write_pages
from fupin_extract.read.packed import DAMAGES, TOO_LARGE, room
from fupin_extract.text.patterns import compiled

# OFD counts in millimetres.
_POINTS = 72 / 25.4
# Of its size, a character reaches so far above the line that it stands on.
_ABOVE = 0.88
_LINE_WIDTH = 0.353
# What a path is written with: a letter and its numbers.
_STEP = compiled(r"([SMLQBAC])([^A-Z]*)")
_NO_TEXT = "{path}: has no text layer, only pictures of its pages: recognise its text first (OCR), such as with {how}"


def read_ofd(data: bytes, encoding: str | None, name: str) -> Extracted:  # noqa: ARG001 - an OFD has its own
    """The lines and tables of each page of all its documents.

    Raises:
        ReadError: the file is damaged, encrypted, too large, has too many pages, or no text; or the library that reads
            such files is not installed.
    """
    try:
        import ofdkit
    except ImportError:
        raise ReadError("{path}: is an OFD file: pip install ofdkit first", path=name) from None
    try:
        package = ZipFile(BytesIO(data))
        _check_size(package, data, name)
        document = ofdkit.open(data)
    except (ofdkit.OFDError, *DAMAGES):
        raise ReadError("{path}: is a damaged or encrypted OFD file: save it anew", path=name) from None
    with package, document:
        if len(document.pages) > limits.MOST_PAGES:
            raise ReadError("{path}: has more than {most} pages", path=name, most=limits.MOST_PAGES)
        builder = DocumentBuilder(name)
        if not write_pages((_drawn(page, package, (ofdkit.OFDError, *DAMAGES)) for page in document.pages), builder):
            raise ReadError(_NO_TEXT, path=name, how="ocrmypdf -l chi_sim")
        return builder.extracted()


def _check_size(package: ZipFile, data: bytes, name: str) -> None:
    """Refuse an archive whose parts together are larger than any document's."""
    # What a part says of its size holds: no more of it is unpacked.
    if sum(part.file_size for part in package.infolist()) > room(data):
        raise ReadError(TOO_LARGE, path=name)


def _drawn(page: Any, package: ZipFile, damage: tuple[type[Exception], ...]) -> DrawnPage | None:
    """A page; None where it is damaged."""
    try:
        left, top, width, height = (_POINTS * number for number in page.box)
        glyphs = [glyph for run in page.runs for glyph in _glyphs(run)]
    except damage:
        return None
    try:
        rules, pictures = _rules_and_pictures(page, package)
        crowded = False
    except (ET.ParseError, *DAMAGES):
        # The library mends such a page; its text is read, its rules are not.
        rules, pictures, crowded = [], 0.0, True
    drawn = upright_page((left, top, left + width, top + height), glyphs, rules)
    return drawn._replace(pictures=pictures / max(width * height, 1.0), crowded=crowded)


def _rules_and_pictures(page: Any, package: ZipFile) -> tuple[list[Box], float]:
    """The rules that a page draws, and the area of its pictures."""
    rules: list[Box] = []
    pictures = 0.0
    if page.location:
        root = ET.fromstring(package.read(page.location))  # noqa: S314 - the library refused a page with entities
        for element, matrix in _objects(root, (_POINTS, 0.0, 0.0, _POINTS, 0.0, 0.0), 0):
            if _name(element) == "PathObject":
                rules += _rules(element, matrix)
            else:
                _, _, width, height = _boundary(element)
                pictures += _POINTS * width * _POINTS * height
    return rules, pictures


def _glyphs(run: Any) -> Iterator[Glyph]:
    """The characters of a run; the library tells where it begins and how wide it is, each takes its share."""
    shares = [2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in run.text]
    step = _POINTS * run.width / max(sum(shares), 1)
    left, base, size = _POINTS * run.x, _POINTS * run.y, _POINTS * run.size
    for char, share in zip(run.text, shares, strict=True):
        yield Glyph(char, left, base - _ABOVE * size, left + share * step, base + (1 - _ABOVE) * size, base)
        left += share * step


def _objects(element: ET.Element, matrix: Matrix, depth: int) -> Iterator[tuple[ET.Element, Matrix]]:
    """What a page draws, with what becomes of its places."""
    for part in element:
        if _name(part) in {"Content", "Layer", "PageBlock"} and depth < limits.DEEPEST:
            yield from _objects(part, matrix, depth + 1)
        elif _name(part) in {"PathObject", "ImageObject"}:
            own = _numbers(part.get("CTM"))
            left, top, *_ = _boundary(part)
            a, b, c, d, e, f = own if len(own) == 6 else UNCHANGED
            yield part, within(matrix, (a, b, c, d, e + left, f + top))


def _rules(path: ET.Element, matrix: Matrix) -> list[Box]:
    outlined = path.get("Stroke", "true").strip() != "false"
    if not outlined and path.get("Fill", "false").strip() != "true":
        return []
    width = _numbers(path.get("LineWidth"))
    thick = outlined and scale(matrix) * (width[0] if width else _LINE_WIDTH) > THICK
    steps = next((part.text or "" for part in path if _name(part) == "AbbreviatedData"), "")
    rules: list[Box] = []
    for points in _outlines(steps, matrix):
        rules += rules_of(points, outlined=outlined and not thick)
    return rules


def _outlines(steps: str, matrix: Matrix) -> Iterator[list[Point]]:
    """The points of each stretch that is drawn without a curve."""
    points: list[Point] = []
    first: Point = (0.0, 0.0)
    for letter, written in _STEP.findall(steps):
        numbers = _numbers(written)
        if letter == "C":
            points.append(first)
        elif len(numbers) >= 2:
            point = placed(matrix, numbers[-2], numbers[-1])
            if letter == "L":
                points.append(point)
                continue
            if len(points) > 1:
                yield points
            points = [point]
            first = point if letter in "SM" else first
    if len(points) > 1:
        yield points


def _boundary(element: ET.Element) -> tuple[float, float, float, float]:
    numbers = _numbers(element.get("Boundary"))
    left, top, width, height = numbers if len(numbers) == 4 else [0.0] * 4
    return left, top, width, height


def _numbers(text: str | None) -> list[float]:
    try:
        return [float(number) for number in (text or "").split()]
    except ValueError:
        return []


def _name(element: ET.Element) -> str:
    return element.tag.rsplit("}", 1)[-1]
