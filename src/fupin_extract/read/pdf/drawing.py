"""A page of a PDF → its characters and rules, upright. All that knows pdfium's calls for a page."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from fupin_extract.read.layout.drawn import DrawnPage, Glyph, Stroke, upright

# Points. A filled rectangle no thicker is a rule; a stroke that is thicker is an area.
_THIN, _THICK = 3.2, 8.0
# A line this far from upright, in points a hundred, is slanted.
_SLANT = 2.0
# Of a quarter turn: text further from the next direction is askew.
_ASKEW = 0.12
_DEEPEST = 12
# Segments of a page beyond which it is a drawing.
_MOST_SEGMENTS = 40_000

_Matrix = tuple[float, float, float, float, float, float]
_ONE: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_Point = tuple[float, float]


def drawn_page(page: Any, text_page: Any) -> DrawnPage:
    """The page as ``pypdfium2`` opened it, turned so that most of its characters are upright."""
    glyphs, unmapped = _glyphs(text_page.raw)
    turns = Counter(glyph.turn for glyph in glyphs if glyph.turn is not None and glyph.text.strip())
    turn = turns.most_common(1)[0][0] if turns else 0
    rules = _Rules()
    rules.look(page.raw)
    left, bottom, right, top = page.get_bbox()
    area = max((right - left) * (top - bottom), 1.0)
    box = _turned((left, -top, right, -bottom), turn)
    across, down = [], []
    if not rules.crowded:
        for x0, y0, x1, y1 in rules.found:
            left, top, right, bottom = _turned((x0, -y1, x1, -y0), turn)
            if right - left >= bottom - top:
                across.append(Stroke((top + bottom) / 2, left, right))
            else:
                down.append(Stroke((left + right) / 2, top, bottom))
    if turn:
        glyphs = [upright(glyph, turn) for glyph in glyphs]
    return DrawnPage(box, glyphs, across, down, rules.pictures / area, unmapped, rules.crowded)


def _turned(box: tuple[float, float, float, float], turn: int | None) -> tuple[float, float, float, float]:
    _, left, top, right, bottom, *_ = upright(Glyph("", *box, 0.0), turn or 0)
    return left, top, right, bottom


def _glyphs(text: Any) -> tuple[list[Glyph], int]:
    """The characters that the page draws, not those that pdfium adds, and how many of them have no meaning."""
    glyphs: list[Glyph] = []
    unmapped = 0
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for at in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if pdfium.FPDFText_IsGenerated(text, at) == 1 or code in (0xD, 0xA):
            continue
        if code in (0x2, 0xFFFE):  # a hyphen at the end of a line
            code = 0x2D
        if code == 0 or pdfium.FPDFText_HasUnicodeMapError(text, at) == 1:
            unmapped += 1
            code = code or 0xFFFD
        if not pdfium.FPDFText_GetLooseCharBox(text, at, box):
            continue
        angle = pdfium.FPDFText_GetCharAngle(text, at) / (math.pi / 2)
        turn: int | None = round(angle) % 4
        if abs(angle - round(angle)) > _ASKEW:
            turn = None
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        base = (-y.value, x.value, y.value, -x.value)[turn or 0]
        glyphs.append(Glyph(chr(code), box.left, -box.top, box.right, -box.bottom, base, turn))
    return _paired(glyphs), unmapped


def _paired(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs with both halves of a surrogate pair in one."""
    if not any("\ud800" <= glyph.text <= "\udfff" for glyph in glyphs):
        return glyphs
    whole: list[Glyph] = []
    for glyph in glyphs:
        if whole and "\ud800" <= whole[-1].text <= "\udbff" and "\udc00" <= glyph.text <= "\udfff":
            pair = (whole[-1].text + glyph.text).encode("utf-16", "surrogatepass").decode("utf-16")
            whole[-1] = whole[-1]._replace(text=pair)
        else:
            whole.append(glyph)
    return whole


class _Rules:
    """The rules among the paths of a page, as boxes left, bottom, right, top, and the area of its pictures."""

    def __init__(self) -> None:
        self.found: list[tuple[float, float, float, float]] = []
        self.pictures = 0.0
        self.crowded = False
        self._segments = 0

    def look(self, page: Any) -> None:
        for at in range(pdfium.FPDFPage_CountObjects(page)):
            self._object(pdfium.FPDFPage_GetObject(page, at), _ONE, 0)
            if self.crowded:
                return

    def _object(self, thing: Any, outer: _Matrix, depth: int) -> None:
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(thing, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self._picture(thing, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            matrix = _within(outer, _matrix(thing))
            for at in range(pdfium.FPDFFormObj_CountObjects(thing)):
                self._object(pdfium.FPDFFormObj_GetObject(thing, at), matrix, depth + 1)
                if self.crowded:
                    return

    def _picture(self, thing: Any, outer: _Matrix) -> None:
        matrix = _within(outer, _matrix(thing))
        corners = [_placed(matrix, x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
        left, bottom, right, top = _box(corners)
        self.pictures += (right - left) * (top - bottom)
        if min(right - left, top - bottom) <= _THIN:
            self.found.append((left, bottom, right, top))

    def _path(self, thing: Any, outer: _Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(thing, fill, stroke)
        if not fill.value and not stroke.value:
            return
        matrix = _within(outer, _matrix(thing))
        stroked = bool(stroke.value)
        if stroked:
            width = ctypes.c_float()
            pdfium.FPDFPageObj_GetStrokeWidth(thing, width)
            scale = math.sqrt(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
            stroked = width.value * scale <= _THICK
        for points in self._outlines(thing, matrix):
            if stroked:
                self.found += [box for pair in pairwise(points) if (box := _straight(*pair))]
            else:
                left, bottom, right, top = _box(points)
                if min(right - left, top - bottom) <= _THIN:
                    self.found.append((left, bottom, right, top))

    def _outlines(self, thing: Any, matrix: _Matrix) -> Iterator[list[_Point]]:
        """The points of each stretch of a path that is drawn without a curve."""
        points: list[_Point] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        count = pdfium.FPDFPath_CountSegments(thing)
        self._segments += count
        if self._segments > _MOST_SEGMENTS:
            self.crowded = True
            return
        first: _Point = (0.0, 0.0)
        for at in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(thing, at)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = _placed(matrix, x.value, y.value)
            if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO:
                points.append(point)
            else:
                if len(points) > 1:
                    yield points
                points = [point]
                if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
                    first = point
            if pdfium.FPDFPathSegment_GetClose(segment) == 1:
                points.append(first)
        if len(points) > 1:
            yield points


def _straight(start: _Point, end: _Point) -> tuple[float, float, float, float] | None:
    """The box of a segment that runs across or down; None for one that is slanted or a point."""
    left, bottom, right, top = _box([start, end])
    short, long = sorted((right - left, top - bottom))
    return (left, bottom, right, top) if long > 0 and short * 100 <= _SLANT * long + 50 else None


def _box(points: list[_Point]) -> tuple[float, float, float, float]:
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)


def _matrix(thing: Any) -> _Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, found):
        return _ONE
    return found.a, found.b, found.c, found.d, found.e, found.f


def _within(outer: _Matrix, inner: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _placed(matrix: _Matrix, x: float, y: float) -> _Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
