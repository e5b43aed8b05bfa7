"""Drawn pages → the text of a document, and what a reader of it should check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from fupin_extract.read import limits
from fupin_extract.read.builder import DocumentBuilder, GridCell
from fupin_extract.read.layout.drawn import DrawnPage, PrintedLine
from fupin_extract.read.layout.furniture import without_furniture
from fupin_extract.read.layout.laid import LaidPage, LaidTable, lay_out
from fupin_extract.read.layout.printed_lines import is_wide

# A page with fewer characters that a picture covers so much of is a scan: a stamp or a page number is no text.
_FEW, _COVERED = 20, 0.4
# Of a hundred characters of a file, so many without a meaning make its text doubtful.
_UNMAPPED_IN_HUNDRED = 1
# Points: lines that begin no further from one another begin at one place.
_NEAR = 3.0
# Letters that a paragraph is set in by.
_INDENT = 1.5, 2.6
# So much of a watermark is told.
_SHOWN = 40
_EMPTY = DrawnPage((0.0, 0.0, 1.0, 1.0), ())


def write_pages(pages: Iterable[DrawnPage | None], builder: DocumentBuilder) -> bool:
    """Write the pages, without what belongs to pages alone; None for one that cannot be read. Whether there is text.

    Raises:
        ReadError: they draw more than can be read in reasonable time.
    """
    laid: list[LaidPage] = []
    scans: list[int] = []
    unread: list[int] = []
    shown = unmapped = drawn = cells = 0
    for number, page in enumerate(pages, 1):
        drawn += len(page.glyphs) if page else 0
        builder.check(drawn, limits.MOST_DRAWN, "{path}: has more than {most} characters")
        laid.append(lay_out(page or _EMPTY))
        cells += sum(len(item.cells) for item in laid[-1].items if isinstance(item, LaidTable))
        builder.check(cells, limits.MOST_CELLS, "{path}: has more than {most} cells of tables")
        if page is None:
            unread.append(number)
            continue
        characters = sum(not glyph.text.isspace() for glyph in page.glyphs)
        if characters < _FEW and page.pictures >= _COVERED:
            scans.append(number)
        else:
            shown += characters
        unmapped += page.unmapped
    kept = without_furniture(laid)
    # Where all of it repeats, it is what the pages are for.
    for cleared in kept if any(page.items for page in kept) else laid:
        builder.page()
        margin = _margin(cleared)
        for item in cleared.items:
            if isinstance(item, PrintedLine):
                builder.paragraph(f"{_indent(item, margin)}{item.text}")
            else:
                builder.table([GridCell(*cell) for cell in item.cells], item.edges)
    if unread:
        builder.remark("page_damaged", "warning", f"第 {_listed(unread)} 页已损坏，未能读取")
    if scans:
        message = f"第 {_listed(scans)} 页是图片，没有文字层，图中文字未读取，请先做文字识别（OCR）"
        builder.remark("page_scanned", "warning", message)
    if unmapped * 100 > _UNMAPPED_IN_HUNDRED * shown:
        message = f"有 {unmapped} 个字符的字体没有说明是什么字，读出的文字可能与印出的不同"
        builder.remark("unmapped_text", "warning", message)
    _remark(laid, builder)
    return shown > 0


def _margin(page: LaidPage) -> float:
    """Where the lines of a page begin: the leftmost place that several share."""
    lefts = sorted(item.left for item in page.items if isinstance(item, PrintedLine) and not item.turned)
    shared = (left for left, after in pairwise(lefts) if after - left <= _NEAR)
    return next(shared, lefts[0] if lefts else 0.0)


def _indent(line: PrintedLine, margin: float) -> str:
    """Two blanks, as they are typed, before a line that begins a paragraph: so it is full with fewer letters."""
    wide = sum(1 if is_wide(character) else 0.5 for character in line.text)
    letter = (line.right - line.left) / wide
    if line.turned or not letter > 0:  # a font of no size, or places that are no numbers
        return ""
    return "\u3000\u3000" if _INDENT[0] <= (line.left - margin) / letter <= _INDENT[1] else ""


def _remark(pages: Sequence[LaidPage], builder: DocumentBuilder) -> None:
    """Tell what of the pages is no part of the text, or less than it could be."""
    if torn := [number for number, page in enumerate(pages, 1) if page.tables_unread]:
        builder.remark("tables_unread", "warning", f"第 {_listed(torn)} 页的框线还原不成表格，只读取了文字")
    if balloons := [number for number, page in enumerate(pages, 1) if page.balloons]:
        message = f"第 {_listed(balloons)} 页页边有修订批注框，框中文字未计入正文"
        builder.remark("balloons_dropped", "info", message)
    for askew in {page.askew: None for page in pages if page.askew}:
        builder.remark("watermark_dropped", "info", f"斜排的文字（水印）未计入正文：{askew[:_SHOWN]}")


def _listed(pages: Sequence[int]) -> str:
    return "、".join(map(str, pages))
