"""The rows of task tables as clauses: sections and rows with their marker, title, text and the cells of other columns.

A row that spans the table is the parent of those below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field

from fupin_extract.outline.model import TABLE_ROW, TABLE_SECTION, FieldCell, Node
from fupin_extract.outline.numbering import Styles, compile_styles
from fupin_extract.outline.tables.cell_measures import split_measures
from fupin_extract.outline.tables.columns import NAMES, STAGE, Headings, compile_columns, named
from fupin_extract.outline.tables.data_rows import DataRows
from fupin_extract.outline.tables.grid import Grid, GridRow, GridText, read_grids
from fupin_extract.outline.tables.heading_rows import Heading, apart, find_heading
from fupin_extract.plain_class import dataclass
from fupin_extract.read.document import Document
from fupin_extract.ruleset import RuleSet
from fupin_extract.text.mapped import Mapped
from fupin_extract.text.patterns import compiled
from fupin_extract.text.span import Span
from fupin_extract.text.stops import CLAUSE_ENDS

_EMPTY = Mapped("", range(0))
# What of a row is told otherwise than as a field of it: by its title and text, its marker, its targets.
_ELSEWHERE = (*NAMES, "number", "target")
# 产业引育工程（3项）: how many rows there are is no part of a title.
_COUNT = compiled(r"[（\[](?:共|计)?[\d一二三四五六七八九十]{1,3}[项个条类大]+[）\]]$")
# A title has no more characters.
_LONGEST_TITLE = 80


@dataclass(slots=True)
class TaskTable:
    """A table: where its parts stand, how wide and how high it is; of a task table its sections and rows, in order.

    ``remarks`` are what else it says (注：…); ``grid`` is kept of a table that is none of tasks.
    """

    parts: list[Span]
    width: int
    height: int
    nodes: list[Node] = field(default_factory=list)
    remarks: list[Mapped] = field(default_factory=list)
    grid: Grid | None = None

    @property
    def outermost(self) -> list[Node]:
        """The sections and rows that are in no section."""
        inside = (TABLE_SECTION, TABLE_ROW)
        return [node for node in self.nodes if node.parent is None or node.parent.style not in inside]


def read_tables(document: Document, rules: RuleSet) -> list[TaskTable]:
    """The tables of a document, in order; those that are no task tables have no nodes."""
    found = []
    headings = rules.get(compile_columns)
    for grid in (part for whole in read_grids(document) for part in apart(whole, headings)):
        heading = find_heading(grid, headings)
        if heading is None:
            found.append(TaskTable(grid.parts, grid.width, len(grid.rows), grid=grid))
        else:
            found.append(read_rows(grid, heading, rules, known=document.layout_known))
    return found


def read_rows(grid: Grid, heading: Heading, rules: RuleSet, *, known: bool) -> TaskTable:
    """A task table whose headings are known; ``known``: a break in a cell ends a paragraph."""
    reader = _RowReader(grid, heading, rules, known=known)
    return TaskTable(grid.parts, grid.width, len(grid.rows), reader.nodes(), reader.remarks)


class _RowReader:
    """Reads the rows of one task table; ``known``: a break in a cell ends a paragraph, not only a printed line."""

    def __init__(self, grid: Grid, heading: Heading, rules: RuleSet, *, known: bool) -> None:
        self._styles: Styles = rules.get(compile_styles)
        self._headings: Headings = rules.get(compile_columns)
        self._known = known
        self._data = DataRows(grid, heading, self._styles)
        self._columns, self._number = self._data.columns, self._data.number
        self._widths = [0 if known else self._data.width(c) for c in range(len(self._columns))]
        self._stages = dict(_stages(grid, heading))
        self.remarks: list[Mapped] = []
        self._open: list[tuple[Node, int]] = []  # the sections that are open, with their ranks

    def nodes(self) -> list[Node]:
        """Sections and rows, in order."""
        found: list[Node] = []
        for row in self._data.rows():
            section = self._data.section(row)
            alone = row.filled[0] if len(row.filled) == 1 else None
            if self._sums_up(row):
                self.remarks += [line for cell in row.filled for line in cell.lines]
            elif alone is not None and (self._begins_remark(alone) or (section is alone and self._is_long(alone))):
                self.remarks += alone.lines
            elif section is not None:
                found.append(self._hang_section(section, row))
            elif (node := self._row(row)) is not None:
                found += [node, *node.children]
        return found

    def _is_long(self, cell: GridText) -> bool:
        """Whether a cell over the whole table says more than a title."""
        return len(cell.text) > _LONGEST_TITLE and self._styles.at(cell.text) is None

    def _begins_remark(self, cell: GridText) -> bool:
        """Whether a cell alone in its row is none of the tasks: 注：…, 合计."""
        known = self._headings.words.get(re.split("[：:。 ]", cell.text, maxsplit=1)[0])
        return known is not None and known[0] == "remark"

    def _sums_up(self, row: GridRow) -> bool:
        """Whether a row is the sum of others: 合计 | | 800亩."""
        first = next((cell for cell in row.filled[:1] if len(row.filled) > 1), None)
        return first is not None and self._begins_remark(first)

    def _hang_section(self, cell: GridText, row: GridRow) -> Node:
        number = row.cells[self._number] if self._number is not None else None
        text = Mapped.join(cell.lines)
        marker = self._styles.at(text.text)
        rank = marker.rank if marker else 0
        title, said = (text[marker.end :], text[: marker.end]) if marker else (text, _EMPTY)
        if number is not None and number is not cell and not marker:
            said = Mapped.join(number.lines)
        left = len(title.text) - len(title.text.lstrip())
        while self._open and (self._open[-1][1] >= rank or not marker):
            self._open.pop()
        node = self._node(TABLE_SECTION, said, row, _uncounted(title[left:]), [])
        self._open.append((node, rank))
        return node

    def _node(self, style: str, marker: Mapped, row: GridRow, title: Mapped, body: list[Mapped]) -> Node:
        parent = self._open[-1][0] if self._open else None
        level = parent.level + 1 if parent else 1
        node = Node("", parent, level, style, 0, style == TABLE_ROW, marker, title, body, printed=row.printed)
        if parent is not None:
            parent.children.append(node)
        return node

    def _row(self, row: GridRow) -> Node | None:
        groups = self._data.groups
        naming = [c for c in named(self._columns, *NAMES) if c not in groups and row.text(c)]
        if not naming:
            # Nothing but what its group says.
            naming, groups = [c for c in groups if row.text(c)][-1:], groups[:-1]
        if not naming:
            return None
        number = row.cells[self._number] if self._number is not None else None
        marker = Mapped.join(number.lines) if number is not None and number.lines else _EMPTY
        title, texts = _EMPTY, naming
        first = row.cells[naming[0]]
        if len(naming) > 1 and first is not None and _is_name(first):
            title, texts = _unstopped(Mapped.join(first.lines)), naming[1:]
        aims = [c for c in named(self._columns, "target") if c not in texts]
        body, measures = split_measures(self._told(row, texts), self._styles)
        if measures:
            body += self._told(row, aims)  # what is to be reached is no part of the last measure
        else:
            body, measures = split_measures(self._told(row, [*texts, *aims]), self._styles)
        node = self._node(TABLE_ROW, marker, row, title, body)
        for measure in measures:
            measure.parent, measure.level = node, node.level + 1
            node.children.append(measure)
        node.groups = tuple(
            _uncounted(_unstopped(Mapped.join(cell.lines)))
            for c in groups
            if (cell := row.cells[c]) is not None and cell.lines
        )
        node.cells = tuple(self._fields(row))
        return node

    def _told(self, row: GridRow, columns: Sequence[int]) -> list[Mapped]:
        """The paragraphs of some of its cells."""
        return [paragraph for c in columns for paragraph in self._paragraphs(row.cells[c])]

    def _fields(self, row: GridRow) -> Iterator[FieldCell]:
        """What stands in the columns that say who answers, by when, or what no record has a field for."""
        for c, column in enumerate(self._columns):
            cell = row.cells[c]
            if column.holds not in _ELSEWHERE and cell is not None and cell.lines:
                yield FieldCell(column.holds, column.heading, column.rule, cell.mapped, self._widths[c])
        for c, when in self._stages.items():
            if row.text(c).strip("-—/\\无 "):
                yield FieldCell("stage", when.text, STAGE, when)

    def _paragraphs(self, cell: GridText | None) -> list[Mapped]:
        """A cell's text: a paragraph a line where the format tells paragraphs, else up to a line that starts a list."""
        joined: list[Mapped] = []
        for line in cell.lines if cell is not None else ():
            begins = self._known or (self._styles.at(line.text) is not None and joined[-1:] and _ends(joined[-1]))
            if joined and not begins:
                joined[-1] = Mapped.join([joined[-1], line])
            else:
                joined.append(line)
        return joined


def _stages(grid: Grid, heading: Heading) -> Iterator[tuple[int, Mapped]]:
    """The columns of what is to be reached by a time, with the heading that tells it; none where a column says when."""
    if any(column.holds == "time" for column in heading.columns):
        return
    for c, column in enumerate(heading.columns):
        cells = [row.cells[c] for row in grid.rows[heading.start : heading.end] if c < len(row.cells) and row.text(c)]
        if column.rule == STAGE and cells and (innermost := cells[-1]) is not None:
            yield c, Mapped.join(innermost.lines)


def _unstopped(title: Mapped) -> Mapped:
    """A title without the stop behind it, which is no part of it."""
    return title[: len(title.text.rstrip("。；："))]


def _uncounted(title: Mapped) -> Mapped:
    count = _COUNT.search(title.text)
    return title[: count.start()] if count and count.start() else title


def _ends(above: Mapped) -> bool:
    return above.text[-1] in CLAUSE_ENDS + "："


def _is_name(cell: GridText) -> bool:
    """Whether a cell that stands before one of text is a title: no sentences."""
    return "。" not in cell.text.rstrip("。") and len(cell.text) <= _LONGEST_TITLE
