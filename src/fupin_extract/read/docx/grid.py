"""A table of Word → a true grid: what each cell covers, from what rows and cells say of themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from fupin_extract.read.builder import GridCell
from fupin_extract.read.docx.inline import DELETED
from fupin_extract.read.docx.markup import ALTERNATES, branch, count, switch

# Word has 63 columns at most; a file that claims more would be wide without end.
_COLUMNS = 63
_BLOCKS = ("p", "tbl", "sdt")
_WRAPPERS = ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")


@dataclass(slots=True)
class _TableCell:
    """A cell as it stands in its row; ``merged`` is ``restart`` or ``continue`` where rows are merged."""

    element: Element
    column: int
    columns: int
    merged: str | None
    row: int = 0
    rows: int = 1


def read_grid(table: Element, text_of: Callable[[Element], str]) -> list[GridCell]:
    """The cells of a table; ``text_of`` reads one, and is called in the order of reading.

    A row that was deleted or is hidden is none; what stands in a cell that is only the rest of a merged one is not
    shown, so it is not read, nor does it count in lists.
    """
    cells: list[tuple[_TableCell, str]] = []
    merging: dict[int, _TableCell] = {}
    row = 0
    for element in unwrapped(table, "tr"):
        if _left_out(element.find("trPr")):
            continue
        going_on: dict[int, _TableCell] = {}
        for cell in _cells(element):
            above = merging.get(cell.column)
            if cell.merged == "continue" and above is not None and above.columns == cell.columns:
                above.rows += 1
                going_on[cell.column] = above
                continue
            cell.row = row
            if cell.merged is not None:
                going_on[cell.column] = cell
            cells.append((cell, text_of(cell.element)))
        merging = going_on
        row += 1
    return _closed(cells)


def unwrapped(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, out of the controls and changes that they may stand in."""
    waiting: list[Iterator[Element]] = [iter(parent)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            waiting.append(iter(child))
        elif child.tag == ALTERNATES and (chosen := branch(child)) is not None:
            waiting.append(iter(chosen))


def frame(table: Element) -> list[Element] | None:
    """What stands in a table that is but a frame, round paragraphs or tables side by side; None for what is a table."""
    cells = [cell for row in unwrapped(table, "tr") for cell in unwrapped(row, "tc")]
    if len(cells) == 1:
        return [*cells[0]] if sum(child.tag in _BLOCKS for child in cells[0]) > 1 else None
    sides = [cell for cell in cells if cell.find("tbl") is not None]
    if len(sides) < 2 or any(text.text for cell in cells if cell not in sides for text in cell.iter("t")):
        return None
    return [child for cell in sides for child in cell]


def is_changed(table: Element) -> bool:
    """Whether somebody put in or took out rows or cells, and nobody has accepted it."""
    marks = (*DELETED, "ins", "cellIns", "cellDel", "cellMerge")
    rows = [(row, row.find("trPr")) for row in unwrapped(table, "tr")]
    cells = (cell.find("tcPr") for row, _ in rows for cell in unwrapped(row, "tc"))
    told = [properties for properties in (*(properties for _, properties in rows), *cells) if properties is not None]
    return any(properties.find(mark) is not None for properties in told for mark in marks)


def _left_out(properties: Element | None) -> bool:
    if properties is None:
        return False
    return bool(switch(properties, "hidden")) or any(properties.find(name) is not None for name in DELETED)


def _cells(row: Element) -> Iterator[_TableCell]:
    """The cells of a row from left to right, each with those that are merged into it sideways."""
    properties = row.find("trPr")
    column = _within(count(properties, "gridBefore") or 0)
    cell: _TableCell | None = None
    for element in unwrapped(row, "tc"):
        about = element.find("tcPr")
        columns = max(1, _within(count(about, "gridSpan") or 1))
        if about is not None and about.find("cellDel") is not None:
            continue
        if cell is not None and _merge(about, "hMerge") == "continue":
            cell.columns += columns
        else:
            if cell is not None:
                yield cell
            cell = _TableCell(element, column, columns, _merge(about, "vMerge"))
        column += columns
    if cell is not None:
        yield cell


def _merge(properties: Element | None, name: str) -> str | None:
    """How a cell is merged; without a value the element says that it goes on."""
    element = None if properties is None else properties.find(name)
    if element is not None:
        return "restart" if element.get("val") == "restart" else "continue"
    changed = None if properties is None or name != "vMerge" else properties.find("cellMerge")
    merged = None if changed is None else changed.get("vMerge")
    return {"rest": "restart", "cont": "continue"}.get(merged or "")


def _within(columns: int) -> int:
    return min(max(columns, 0), _COLUMNS)


def _closed(cells: Iterable[tuple[_TableCell, str]]) -> list[GridCell]:
    """The cells as the builder takes them; rows at the end in which none begins are no rows."""
    cells = list(cells)
    last = max((cell.row for cell, _ in cells), default=0)
    return [
        GridCell(text, cell.row, cell.column, min(cell.rows, last - cell.row + 1), cell.columns) for cell, text in cells
    ]
