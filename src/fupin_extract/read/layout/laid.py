"""A drawn page laid out: its lines and tables in the order of reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from fupin_extract.read.layout.drawn import DrawnPage, Glyph, PrintedLine
from fupin_extract.read.layout.grid import RuledGrid, grids
from fupin_extract.read.layout.margins import without_balloons, without_line_numbers
from fupin_extract.read.layout.open_grid import open_grids
from fupin_extract.read.layout.page_columns import in_columns
from fupin_extract.read.layout.printed_lines import printed_lines
from fupin_extract.text.patterns import compiled

# A rule drawn as characters, such as the red one under a letterhead: so many equal ones in a row.
_RULE = compiled("[─━═▬—―_￣＿\ue000-\uf8ff]")
_LEAST_RULE = 6
# Points: a mark that is so wide is stretched to a rule.
_STRETCHED = 120.0


class LaidTable(NamedTuple):
    """A table: the text of its cells at row, column, rows, columns, and the places of its rules down."""

    cells: tuple[tuple[str, int, int, int, int], ...]
    edges: tuple[float, ...]


class LaidPage(NamedTuple):
    """Lines and tables from top to bottom, and what was seen on the page that a reader of it should know.

    ``askew`` is text that stands askew, such as a watermark, and is none of the lines.
    """

    box: tuple[float, float, float, float]
    items: tuple[PrintedLine | LaidTable, ...]
    balloons: bool = False
    tables_unread: bool = False
    askew: str = ""


def lay_out(page: DrawnPage) -> LaidPage:
    """The page in the order of reading."""
    left, top, right, bottom = page.box
    shown = [glyph for glyph in page.glyphs if left <= glyph.middle[0] <= right and top <= glyph.middle[1] <= bottom]
    shown, balloons = without_balloons(shown)
    unread = page.crowded
    try:
        tables, text, torn = grids(page._replace(glyphs=shown))
        more, text = open_grids(page.across, text)
        tables = sorted([*tables, *more], key=lambda table: table.top)
        unread = unread or torn
    except (ArithmeticError, LookupError, ValueError):
        # Rules that we make nothing of must not take the text with them.
        tables, text, unread = [], shown, True
    text = without_line_numbers(without_rules(text))
    items: list[PrintedLine | LaidTable] = []
    for table in tables:
        above = [glyph for glyph in text if glyph.middle[1] < table.top]
        text = [glyph for glyph in text if glyph.middle[1] >= table.top]
        items += _lines(above)
        items.append(_table(table))
    items += _lines(text)
    askew = "".join(glyph.text for glyph in page.glyphs if glyph.turn is None).strip()
    return LaidPage(page.box, tuple(items), balloons, unread, askew)


def without_rules(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """The glyphs without those that only draw a rule."""
    kept: list[Glyph] = []
    for mark, group in groupby(glyphs, lambda glyph: glyph.text if _RULE.fullmatch(glyph.text) else None):
        run = list(group)
        if mark is None or len(run) < _LEAST_RULE:
            kept += [glyph for glyph in run if not _stretched(glyph)]
    return kept


def _stretched(glyph: Glyph) -> bool:
    return glyph.right - glyph.left > _STRETCHED and not glyph.text.isalnum()


def _lines(glyphs: Sequence[Glyph]) -> list[PrintedLine]:
    upright = [glyph for glyph in glyphs if glyph.turn == 0]
    lines = [line for part in in_columns(upright) for line in printed_lines(part)]
    return lines + printed_lines(glyph for glyph in glyphs if glyph.turn != 0)


def _table(grid: RuledGrid) -> LaidTable:
    cells = tuple(
        ("\n".join(line.text for line in printed_lines(glyphs)), *place)
        for place, glyphs in zip(grid.cells, grid.glyphs, strict=True)
    )
    return LaidTable(cells, tuple(round(x, 1) for x in grid.columns))
