"""A page of a PDF → its characters and rules, upright. All that knows pdfium's calls for a page."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from fupin_extract.read.layout.drawn import DrawnPage, Glyph, upright_page
from fupin_extract.read.layout.strokes import (
    THICK,
    UNCHANGED,
    Box,
    Matrix,
    Point,
    box_of,
    is_thin,
    placed,
    rules_of,
    scale,
    within,
)
from fupin_extract.read.pdf.meanings import meant, symbol

# Of a quarter turn: text further from the next direction is askew.
_ASKEW = 0.12
_DEEPEST = 12
# Ends of lines, and characters of no width.
_UNSEEN = {0xA, 0xD, 0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF}
# What pdfium puts for a hyphen at the end of a line.
_HYPHEN = 0xFFFE
_TAB, _FIRST, _LOST, _PRIVATE = 0x9, 0x20, 0xFFFD, (0xE000, 0xF8FF)
# Bytes of the name of a font.
_NAME = 128
# Segments of a page beyond which it is a drawing.
_MOST_SEGMENTS = 40_000


def drawn_page(page: Any, text_page: Any) -> DrawnPage:
    """The page as ``pypdfium2`` opened it, turned so that most of its characters are upright."""
    glyphs, unmapped = _glyphs(text_page.raw)
    rules = _Rules()
    rules.look(page.raw)
    left, bottom, right, top = page.get_bbox()
    area = max((right - left) * (top - bottom), 1.0)
    boxes = [(x0, -y1, x1, -y0) for x0, y0, x1, y1 in rules.found]
    drawn = upright_page((left, -top, right, -bottom), glyphs, [] if rules.crowded else boxes)
    return drawn._replace(pictures=rules.pictures / area, unmapped=unmapped, crowded=rules.crowded)


def _glyphs(text: Any) -> tuple[list[Glyph], int]:
    """The characters that the page draws, not those that pdfium adds, and how many of them have no meaning."""
    glyphs: list[Glyph] = []
    unmapped = 0
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for at in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if pdfium.FPDFText_IsGenerated(text, at) == 1 or code in _UNSEEN:
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text, at, box):
            continue
        char = _character(text, at, code)
        if char is None or pdfium.FPDFText_HasUnicodeMapError(text, at) == 1:
            unmapped += 1
        # pdfium counts with the clock.
        angle = -pdfium.FPDFText_GetCharAngle(text, at) / (math.pi / 2)
        turn = round(angle) % 4 if abs(angle - round(angle)) <= _ASKEW else None
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        base = (-y.value, x.value, y.value, -x.value)[turn or 0]
        char = char or (chr(code) if code >= _FIRST else "\ufffd")
        glyphs.append(Glyph(char, box.left, -box.top, box.right, -box.bottom, base, turn))
    return _paired(glyphs), unmapped


def _character(text: Any, at: int, code: int) -> str | None:
    """What is printed; None where the font does not say."""
    if code == _HYPHEN or pdfium.FPDFText_IsHyphen(text, at) == 1:
        return "-"
    if code == _LOST or code < _FIRST:
        return " " if code == _TAB else None
    if _PRIVATE[0] <= code <= _PRIVATE[1]:
        name = ctypes.create_string_buffer(_NAME)
        pdfium.FPDFText_GetFontInfo(text, at, name, _NAME, None)
        return symbol(code, name.value.decode("utf-8", "replace"))
    return meant(code)


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
        self.found: list[Box] = []
        self.pictures = 0.0
        self.crowded = False
        self._segments = 0

    def look(self, page: Any) -> None:
        for at in range(pdfium.FPDFPage_CountObjects(page)):
            self._object(pdfium.FPDFPage_GetObject(page, at), UNCHANGED, 0)
            if self.crowded:
                return

    def _object(self, thing: Any, outer: Matrix, depth: int) -> None:
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(thing, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self._picture(thing, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            matrix = within(outer, _matrix(thing))
            for at in range(pdfium.FPDFFormObj_CountObjects(thing)):
                self._object(pdfium.FPDFFormObj_GetObject(thing, at), matrix, depth + 1)
                if self.crowded:
                    return

    def _picture(self, thing: Any, outer: Matrix) -> None:
        matrix = within(outer, _matrix(thing))
        corners = [placed(matrix, x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
        left, bottom, right, top = box = box_of(corners)
        self.pictures += (right - left) * (top - bottom)
        if is_thin(box):
            self.found.append(box)

    def _path(self, thing: Any, outer: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(thing, fill, stroke)
        if not fill.value and not stroke.value:
            return
        matrix = within(outer, _matrix(thing))
        outlined = bool(stroke.value)
        if outlined:
            width = ctypes.c_float()
            pdfium.FPDFPageObj_GetStrokeWidth(thing, width)
            outlined = width.value * scale(matrix) <= THICK
        for points in self._outlines(thing, matrix):
            self.found += rules_of(points, outlined=outlined)

    def _outlines(self, thing: Any, matrix: Matrix) -> Iterator[list[Point]]:
        """The points of each stretch of a path that is drawn without a curve."""
        points: list[Point] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        count = pdfium.FPDFPath_CountSegments(thing)
        self._segments += count
        if self._segments > _MOST_SEGMENTS:
            self.crowded = True
            return
        first: Point = (0.0, 0.0)
        for at in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(thing, at)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = placed(matrix, x.value, y.value)
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


def _matrix(thing: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, found):
        return UNCHANGED
    return found.a, found.b, found.c, found.d, found.e, found.f
