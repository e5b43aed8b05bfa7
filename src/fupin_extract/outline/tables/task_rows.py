"""The rows of task tables as clauses: sections and rows with their marker, title, text and the cells of other columns.

A row that spans the table is the parent of those below it; a cell that is merged counts for each row that it spans, and
one that the page cut goes on in the next; a row that the page cut is one row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fupin_extract.outline.model import TABLE_ROW, TABLE_SECTION, FieldCell, Node
from fupin_extract.outline.numbering import Styles, compile_styles, ordinal
from fupin_extract.outline.tables.columns import NAMES, Headings, TableColumn, bare, compile_columns, named
from fupin_extract.outline.tables.grid import Grid, GridRow, GridText, read_grids
from fupin_extract.outline.tables.heading_rows import Heading, find_heading, heads_again
from fupin_extract.read.document import Document
from fupin_extract.ruleset import RuleSet
from fupin_extract.text.mapped import Mapped
from fupin_extract.text.span import Span
from fupin_extract.text.stops import CLAUSE_ENDS

_EMPTY = Mapped("", range(0))
# 12, 12., （12）, 第12项
_FIGURES = re.compile(r"[^\d.-]*(\d{1,4})[^\d.-]*")
_NUMERAL = re.compile(r"[（第]*([一二三四五六七八九十百]{1,5})[）项、.]*")
# A section that says more than its name is none.
_LONGEST_SECTION = 80


@dataclass(slots=True)
class TaskTable:
    """A table: where its parts stand, how wide and how high it is; of a task table its sections and rows, in order."""

    parts: list[Span]
    width: int
    height: int
    nodes: list[Node] = field(default_factory=list)

    @property
    def outermost(self) -> list[Node]:
        """The sections and rows that are in no section."""
        return [node for node in self.nodes if node.parent is None or node.parent.style != TABLE_SECTION]


def read_tables(document: Document, rules: RuleSet) -> list[TaskTable]:
    """The tables of a document, in order; those that are no task tables have no nodes."""
    found = []
    for grid in read_grids(document):
        heading = find_heading(grid, rules.get(compile_columns))
        nodes = _RowReader(grid, heading, rules, known=document.layout_known).nodes() if heading else []
        found.append(TaskTable(grid.parts, grid.width, len(grid.rows), nodes))
    return found


class _RowReader:
    """Reads the rows of one task table; ``known``: a break in a cell ends a paragraph, not only a printed line."""

    def __init__(self, grid: Grid, heading: Heading, rules: RuleSet, *, known: bool) -> None:
        self._grid, self._heading, self._known = grid, heading, known
        self._columns: list[TableColumn] = heading.columns
        self._styles: Styles = rules.get(compile_styles)
        self._headings: Headings = rules.get(compile_columns)
        self._number = next(named(self._columns, "number"), None)
        self._dense = self._always_filled()
        self._open: list[tuple[Node, int]] = []  # the sections that are open, with their ranks

    def nodes(self) -> list[Node]:
        """Sections and rows, in order."""
        found: list[Node] = []
        for row in self._whole():
            section = self._section(row)
            if section is not None:
                if not self._is_remark(section):
                    found.append(self._hang_section(section, row))
            elif (node := self._row(row)) is not None:
                found.append(node)
        return [node for node in found if node.style == TABLE_ROW or node.children]

    def _data(self) -> Iterator[GridRow]:
        for row in self._grid.rows[self._heading.end :]:
            row.cells += [None] * (len(self._columns) - len(row.cells))
            if row.filled and not heads_again(row, self._grid, self._heading):
                yield row

    def _whole(self) -> list[GridRow]:
        """The rows, each with what was cut from it, and with what merged cells say of it."""
        rows: list[GridRow] = []
        for row in self._data():
            if rows and self._goes_on(row, rows[-1]):
                _add(rows[-1], row)
                continue
            if rows and self._section(row) is None:
                self._fill(row, rows[-1])
            rows.append(row)
        return rows

    def _always_filled(self) -> set[int]:
        """The columns in which something stands in every row that no page cut."""
        rows = [row for row in self._data() if not row.top and len(row.filled) > 1]
        return {c for c in range(len(self._columns)) if rows and all(row.text(c) for row in rows)}

    def _goes_on(self, row: GridRow, above: GridRow) -> bool:
        """Whether a row is the rest of the one above it, cut by the page, or by the line in a text."""
        if not (row.top or self._grid.aligned):
            return False
        if self._number is not None:
            cell = row.cells[self._number]
            before = above.cells[self._number]
            merged = (cell is not None and cell.rows > 1) or (before is not None and before.rows > 1)
            return not row.text(self._number) and not merged and self._section(row) is None
        naming = [c for c in named(self._columns, *NAMES) if c in self._dense]
        missing = [c for c in self._dense if not row.text(c)]
        return bool(missing) and (not naming or any(c in missing for c in naming) or len(missing) > 1)

    def _fill(self, row: GridRow, above: GridRow) -> None:
        """Give a row what a merged cell says that the page, or a format without merged cells, left empty in it."""
        for c, column in enumerate(self._columns):
            if row.text(c) or not above.text(c):
                continue
            cell, before = row.cells[c], above.cells[c]
            merged = (cell is not None and cell.rows > 1) or (before is not None and before.rows > 1)
            if (
                column.holds == "group"
                or c in self._groups()
                or (row.top and (merged or c in self._dense))
                or (c == self._number and merged)
            ):
                row.cells[c] = before

    def _groups(self) -> list[int]:
        """The columns whose cells are merged downwards: they name what the rows have in common.

        Of several that name or describe tasks the last is never one; a column of groups beside nothing else that names
        a task is the task.
        """
        naming = list(named(self._columns, *NAMES))
        merged = {
            c for c in naming[:-1] if any((cell := row.cells[c]) is not None and cell.rows > 1 for row in self._data())
        }
        return [c for c in naming[:-1] if c in merged or self._columns[c].holds == "group"]

    def _section(self, row: GridRow) -> GridText | None:
        """The cell of a row that is the title of those below it; None for a row of another kind."""
        filled = row.filled
        number = row.cells[self._number] if self._number is not None else None
        others = [cell for cell in filled if cell is not number]
        if len(filled) == 1:
            cell = filled[0]
            wide = cell.columns > 1 and cell.columns >= len(row.cells) - 1
            marked = self._styles.at(cell.text) is not None and not row.top
            apart = cell is number and _FIGURES.fullmatch(cell.text) is None
            return cell if wide or ((marked or apart) and len(cell.text) <= _LONGEST_SECTION) else None
        if number is None or len(others) != 1 or not _NUMERAL.fullmatch(number.text):
            return None
        # 序号 = 一 and the title over the other columns.
        alone = len(others[0].text) <= _LONGEST_SECTION
        return others[0] if alone and len(self._columns) > 2 else None

    def _is_remark(self, cell: GridText) -> bool:
        head = re.split("[：:。 ]", cell.text, maxsplit=1)[0]
        known = self._headings.words.get(head)
        return known is not None and known[0] == "remark"

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
        node = self._node(TABLE_SECTION, said, row, title[left:], [])
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
        groups = self._groups()
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
            title, texts = Mapped.join(first.lines), naming[1:]
        told = [c for c in [*texts, *named(self._columns, "target")] if row.text(c)]
        body = [paragraph for c in dict.fromkeys(told) for paragraph in self._paragraphs(row.cells[c])]
        node = self._node(TABLE_ROW, marker, row, title, body)
        node.groups = tuple(
            Mapped.join(cell.lines) for c in groups if (cell := row.cells[c]) is not None and cell.lines
        )
        node.cells = tuple(self._fields(row))
        return node

    def _fields(self, row: GridRow) -> Iterator[FieldCell]:
        """What stands in the columns that say who answers, by when, or what no record has a field for."""
        for c, column in enumerate(self._columns):
            cell = row.cells[c]
            if column.holds not in (*NAMES, "number", "target") and cell is not None and cell.lines:
                yield FieldCell(column.holds, column.heading, column.rule, cell.mapped)

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


def _ends(above: Mapped) -> bool:
    return above.text[-1] in CLAUSE_ENDS + "："


def _is_name(cell: GridText) -> bool:
    """Whether a cell that stands before one of text is a title: no sentences."""
    return "。" not in cell.text.rstrip("。") and len(cell.text) <= _LONGEST_SECTION


def _add(above: GridRow, row: GridRow) -> None:
    """Put the rest of a row that was cut to what stands above it, cell by cell."""
    for c, cell in enumerate(row.cells):
        if cell is None or not cell.lines or (c and cell is row.cells[c - 1]):
            continue
        before = above.cells[c]
        if before is None:
            above.cells[c] = cell
        elif cell is not before:
            before.lines = [*before.lines, *cell.lines]
    above.printed = above.printed[0], row.printed[1]


def number_tables(tables: Sequence[TaskTable], prefixes: Sequence[str]) -> None:
    """Give the rows of each task table their ids, ``t1.3``, ``t1.2.3`` below its second section, behind its prefix.

    The number is that of the 序号 where it carries on, else the position.
    """
    counts: dict[str, int] = {}
    for table, prefix in zip(tables, prefixes, strict=True):
        if table.nodes:
            counts[prefix] = counts.get(prefix, 0) + 1
            _number(table.outermost, f"{prefix}t{counts[prefix]}", set())


def _number(siblings: Sequence[Node], above: str, taken: set[str]) -> None:
    last = 0
    for position, node in enumerate(siblings, 1):
        figure = _figure(node.marker.text) if node.style == TABLE_ROW else None
        node.number = figure if figure is not None and figure >= last else max(position, last + 1)
        last = node.number
        plain = node.id = f"{above}.{node.number}"
        again = 1
        while node.id in taken:
            again += 1
            node.id = f"{plain}#{again}"
        taken.add(node.id)
        _number(node.children, node.id, taken)


def _figure(marker: str) -> int | None:
    if figures := _FIGURES.fullmatch(bare(marker)):
        return int(figures[1])
    numeral = _NUMERAL.fullmatch(bare(marker))
    try:
        return ordinal(numeral[1]) if numeral else None
    except ValueError:
        return None
