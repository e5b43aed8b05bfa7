"""Tables of a page: which only place things, which list labels and values, and the true grid of the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from fupin_extract.errors import ReadError
from fupin_extract.read import limits
from fupin_extract.read.web.disclosure import LONGEST_LABEL, LONGEST_PAIR, begins_with_label, is_label
from fupin_extract.read.web.tree import Box, Page

# A table of labels is no larger than this.
_MOST_LABELLED = 60
# So much of a table's text in one cell of so many lines makes it a frame around the text; less, with headings in it.
_MOST_OF_TEXT, _MANY_LINES, _FEW_ROWS = 0.8, 5, 6
_WIDEST, _TALLEST = 1000, 65_534


def rows_of(table: Box) -> Iterator[list[Box]]:
    """The cells of each row, as they are shown: the head first, the foot last."""
    for group in _groups(table):
        for row in group:
            yield [cell for cell in row.children if cell.tag in ("td", "th")]


def _groups(table: Box) -> list[list[Box]]:
    """The rows of each part of a table, head first, foot last; rows span within their part only."""
    parts = [child for child in table.children if child.tag in ("thead", "tbody", "tfoot", "tr")]
    order = {"thead": 0, "tfoot": 2}
    groups: list[list[Box]] = []
    loose: list[Box] | None = None
    for part in sorted(parts, key=lambda part: order.get(part.tag, 1)):
        if part.tag == "tr":
            if loose is None:
                groups.append(loose := [])
            loose.append(part)
        else:
            loose = None
            groups.append([row for row in part.children if row.tag == "tr"])
    return groups


def table_kind(page: Page, table: Box) -> Literal["layout", "labels", "data"]:
    """What a table is for."""
    if table.attributes.get("role", "").lower() in ("presentation", "none"):
        return "layout"
    rows = [[(cell, page.size(cell)) for cell in row] for row in rows_of(table)]
    filled = [[(cell, size) for cell, size in row if size] for row in rows]
    cells = [pair for row in filled for pair in row]
    if not cells or max(map(len, filled)) < 2:
        return "layout"
    if len(cells) <= _MOST_LABELLED and _labelled(page, filled):
        return "labels"
    largest, most = max(cells, key=lambda pair: pair[1])
    share = most / page.size(table)
    if page.heads[largest.end] > page.heads[largest.start] and share > 0.5:
        return "layout"
    if sum(page.size(inner) for inner in page.inner_tables(table)) > 0.5 * page.size(table):
        return "layout"
    framed = share > _MOST_OF_TEXT and len(filled) <= _FEW_ROWS and not _headed(filled)
    if framed and page.lines[largest.end] - page.lines[largest.start] >= _MANY_LINES:
        return "layout"
    return "data"


def _headed(filled: Sequence[Sequence[tuple[Box, int]]]) -> bool:
    """Whether a table begins as one of data: a row of three short cells or more, or of heads."""
    first = next(row for row in filled if row)
    short = len(first) > 2 and all(size <= LONGEST_LABEL for _, size in first)
    return short or (len(first) > 1 and all(cell.tag == "th" for cell, _ in first))


def _labelled(page: Page, rows: Sequence[Sequence[tuple[Box, int]]]) -> bool:
    """Whether a table is one of labels: most rows begin with one, and two are known."""
    known = labelled = 0
    for row in rows:
        if any(size > LONGEST_PAIR for _, size in row):
            return False
        texts = ["".join(box.text for box in page.boxes[cell.start : cell.end]) for cell, _ in row]
        found = sum(is_label(text) or begins_with_label(text) for text in texts)
        known += found
        labelled += found > 0
    filled = sum(bool(row) for row in rows)
    # A head of data may hold 文号 and 名称 too: its next rows begin with values.
    return known >= 2 and labelled >= 0.6 * filled and not (labelled == 1 and filled > 1)


def places(table: Box, name: str) -> Iterator[tuple[Box, int, int, int, int]]:
    """The cells of a table, each with its row, its column, and how many of both it covers, none of them twice.

    Raises:
        ReadError: they cover more than can be read in reasonable time.
    """
    found: list[tuple[Box, int, int, int, int]] = []
    at = covered = 0
    for group in _groups(table):
        taken: dict[int, int] = {}  # column → the row from which it is free again
        for i, row in enumerate(group):
            column = 0
            for cell in (child for child in row.children if child.tag in ("td", "th")):
                while taken.get(column, 0) > i:
                    column += 1
                rows = min(_span(cell, "rowspan", _TALLEST) or len(group), len(group) - i)
                columns = 1
                while columns < max(1, _span(cell, "colspan", _WIDEST)) and taken.get(column + columns, 0) <= i:
                    columns += 1
                covered += columns
                if covered > limits.MOST_CELLS:
                    problem = "{path}: has more than {most} cells of tables"
                    raise ReadError(problem, path=name, most=limits.MOST_CELLS)
                taken |= dict.fromkeys(range(column, column + columns), i + rows)
                found.append((cell, at + i, column, rows, columns))
                column += columns
        at += len(group)
    width = max((column for _, _, column, _, _ in found), default=0) + 1
    for cell, down, across, rows, columns in found:
        yield cell, down, across, rows, min(columns, width - across)


def _span(cell: Box, name: str, most: int) -> int:
    match = re.match(r"\s*(\d{1,9})", cell.attributes.get(name, ""))
    return min(int(match[1]), most) if match else 1
