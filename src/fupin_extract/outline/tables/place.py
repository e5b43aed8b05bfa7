"""Where tables stand among the lines of a notice: what becomes of their lines, and which clauses they belong to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from fupin_extract.outline.forms import FrameForms
from fupin_extract.outline.model import ATTACHMENT, TABLE_ROW, TABLE_SECTION, Claim, Line, Node
from fupin_extract.outline.tables.row_ids import number_tables
from fupin_extract.outline.tables.task_rows import TaskTable
from fupin_extract.text.mapped import Mapped

# A table of fewer columns may be a list of labels and values, or lines set side by side.
_LEAST_COLUMNS = 3
_OF_TABLES = (TABLE_ROW, TABLE_SECTION)
# Elements of the form that head no column of a task table.
_FORM_FIELDS = ("index_number", "document_number", "authority_field")


def is_data(table: TaskTable, lines: Sequence[Line], forms: FrameForms) -> bool:
    """Whether a table that is no task table holds data, and no elements of the form (索引号 | … | 发布机构 | …)."""
    if table.width < _LEAST_COLUMNS or table.height < 2:
        return False
    return not any(forms.label.match(line.text) for line in _inside(lines, table))


def is_form(table: TaskTable, lines: Sequence[Line], forms: FrameForms) -> bool:
    """Whether a table begins as that of a web page about a notice does: 文号 | … | 发文日期 | …."""
    first = next(_inside(lines, table), None)
    if first is None or (label := forms.label.match(first.text)) is None:
        return False
    return forms.labels[label[0].replace(" ", "")].field in _FORM_FIELDS


def table_lines(lines: Sequence[Line], tables: Sequence[TaskTable]) -> Iterator[Claim]:
    """The lines of tables start no clause and are no elements of the form."""
    return (Claim(line, "table") for table in tables for line in _inside(lines, table))


def hang_tables(nodes: list[Node], tables: Sequence[TaskTable], lines: Sequence[Line]) -> list[Node]:
    """The clauses with the rows of task tables among them, which stand below the attachment that they are in.

    What another table says is text of the clause that it stands in.
    """
    if not tables:
        return nodes
    above = [_attachment(nodes, table) for table in tables]
    for table, attachment in zip(tables, above, strict=True):
        said = table.remarks if table.nodes else [line.mapped for line in _inside(lines, table) if line.text]
        _add_text(nodes, table, said)
        if attachment is not None:
            for node in table.outermost:
                node.parent = attachment
                attachment.children.append(node)
            for node in table.nodes:
                node.level += attachment.level
    number_tables(tables, [f"{attachment.id}." if attachment else "" for attachment in above])
    rows = chain.from_iterable(table.nodes for table in tables)
    return [nodes[0], *sorted([*nodes[1:], *rows], key=lambda node: node.span)]


def head_tables(nodes: Sequence[Node]) -> None:
    """A clause that is nothing but the heading over a task table is no task, but what its rows stand below.

    The rows of a table with sections stand below those.
    """
    for at, (over, below) in enumerate(pairwise(nodes)):
        if below.style not in _OF_TABLES or over.style in _OF_TABLES:
            continue
        if not over.row or over.body or over.children or not over.title.text:
            continue
        over.row = False
        end = at + 1
        while end < len(nodes) and nodes[end].style in _OF_TABLES:
            end += 1
        rows = [node for node in nodes[at + 1 : end] if node.parent is over.parent or node.parent is None]
        if all(node.style == TABLE_ROW for node in rows):
            _move_below(rows, over)


def _move_below(rows: Sequence[Node], over: Node) -> None:
    """Hang rows of a table, with their measures, below a clause."""
    if over.parent is not None:
        moved = {id(node) for node in rows}
        over.parent.children[:] = [node for node in over.parent.children if id(node) not in moved]
    for row in rows:
        deeper = over.level + 1 - row.level
        row.parent = over
        over.children.append(row)
        for node in (row, *row.children):
            node.level += deeper


def _attachment(nodes: Sequence[Node], table: TaskTable) -> Node | None:
    start = table.parts[0][0]
    found = [node for node in nodes if node.style == ATTACHMENT and node.span[0] < start]
    return found[-1] if found else None


def _add_text(nodes: Sequence[Node], table: TaskTable, said: Sequence[Mapped]) -> None:
    start = table.parts[0][0]
    holder = next((node for node in reversed(nodes) if node.level and node.span[0] < start), nodes[0])
    at = bisect_left([part.offsets[0] for part in holder.body], start)
    holder.body[at:at] = said


def _inside(lines: Sequence[Line], table: TaskTable) -> Iterator[Line]:
    """The lines that the parts of a table consist of."""
    for start, end in table.parts:
        first = bisect_left(lines, start, key=lambda line: line.start)
        for line in lines[first:]:
            if line.start >= end:
                break
            yield line
